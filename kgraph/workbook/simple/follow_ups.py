"""From a row on a follow-up to statements."""

from kgraph.terms import ID, KS, RDF, VOCAB, local_name, slug
from kgraph.wording import Text
from kgraph.workbook.simple.row import Row


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
    typed = row.typed()
    name = f"uppfoljning-{local_name(str(bearers[0]))}-{local_name(str(targets[0]))}"
    duty = typed or row.ground.unused(ID(f"assignment/{slug(name)}"), str(row.graph()), mode)
    row.say(duty, RDF("type"), KS("FollowUp"), "target")
    row.say(duty, KS("assertionMode"), mode, "mode")
    if not row.known:
        row.say(duty, KS("role"), VOCAB("role/uppfoljare"), "bearer")
    for key, path in (("target", KS("target")), ("bearer", KS("bearer")),
                      ("reports-to", KS("reportsTo")), ("often", KS("periodicity")),
                      ("summary", KS("summary"))):  # fmt: skip
        for value in row.values(key):
            row.say(duty, path, value, key)
