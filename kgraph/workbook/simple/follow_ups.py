"""From a row on a follow-up to statements."""

from kgraph.terms import ID, KS, RDF, VOCAB, Iri, local_name, slug
from kgraph.wording import Text
from kgraph.workbook.simple.relations import relation
from kgraph.workbook.simple.row import Row
from kgraph.workbook.simple.shared import Cell

_OF_ALL = ("bearer", "reports-to", "often", "summary")  # what all rows on a follow-up show


def state_follow_up(row: Row) -> None:
    """A follow-up: what, by whom, to whom, how often."""
    targets, bearers = row.values("target"), row.values("bearer")
    if not targets or not bearers or row.graph() is None:
        for key in ("target", "bearer"):
            if not row.text(key):
                row.fault(key, Text("Cellen är tom.", "The cell is empty."),
                          Text("Fyll i den.", "Fill it in."))  # fmt: skip
        return
    mode = row.mode()
    if mode is None:
        return
    typed = row.typed() if row.filled else None  # a copied row is of another duty
    name = f"uppfoljning-{local_name(str(bearers[0]))}-{local_name(str(targets[0]))}"
    often = row.values("often")
    duty = typed or relation(
        row,
        ID(f"assignment/{slug(name)}"),
        (KS("target"), Iri(str(targets[0]))),
        {KS("bearer"): bearers[0], KS("assertionMode"): mode, RDF("type"): KS("FollowUp")},
        (KS("periodicity"), often[0] if often else None),
        "target",
    )
    if duty is None:
        return
    if row.filled:
        _show(row, duty, mode)
    row.say(duty, RDF("type"), KS("FollowUp"), "target")
    row.say(duty, KS("assertionMode"), mode, "mode")
    if not row.filled:
        row.say(duty, KS("role"), VOCAB("role/uppfoljare"), "bearer")
    for key, path in (("target", KS("target")), ("bearer", KS("bearer")),
                      ("reports-to", KS("reportsTo")), ("often", KS("periodicity")),
                      ("summary", KS("summary"))):  # fmt: skip
        for value in row.values(key):
            row.say(duty, path, value, key)


def _show(row: Row, duty: Iri, mode: Iri) -> None:
    """Note what a row shows of a follow-up that other rows, on other things, may show too."""
    values = {key: frozenset(row.values(key)) for key in _OF_ALL} | {"mode": frozenset({mode})}
    for key, said in values.items():
        cell = Cell(row.place(key), row.line.get(row.column(key).key), said)
        row.ground.shown.setdefault((duty, key), []).append(cell)
