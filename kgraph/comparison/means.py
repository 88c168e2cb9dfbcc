"""Who follows up the documents of a county, and what is said to be paid for."""

from collections.abc import Iterable

from kgraph.comparison.side import Made, Side, number, share
from kgraph.comparison.value import Cell
from kgraph.findings.gaps import carried_out_with_money, funding_rows
from kgraph.findings.material import Row, parts
from kgraph.wording import Text


def follow_up(side: Side) -> Made:
    """Who follows up, and whom that reaches."""
    material = side.reading.material
    documents = side.own or side.cited
    rows = [
        r for r in material.rows("follow-up") if r["strategy"] in documents and r["bearer"]
        and r["counted"] == "true"
    ]  # fmt: skip
    places = {p for r in rows for p in parts(r["evidence"])}
    bearers = sorted({r["bearer"] for r in rows})
    receivers = sorted({r["recipient"] for r in rows if r["recipient"]})
    names, n = material.listed(bearers), len(bearers)
    told = Text(f"{n}: {names.sv}", f"{n}: {names.en}") if rows else number(0)
    who = material.listed(receivers)
    count = len(receivers)
    reached = Text(f"{count}: {who.sv}", f"{count}: {who.en}") if receivers else number(0)
    return {
        "follow": (
            Text("Följer upp enligt källan", "Follow up by the source"),
            side.counted(n, told, "follow-up", places, "uppfoljning"), False),
        "recipients": (
            Text("Mottagare som anges", "Recipients stated"),
            side.counted(count, reached, "follow-up", places, "uppfoljning"), False),
    }  # fmt: skip


def funding(side: Side) -> Made:
    """How many documents, projects and measures are said to be paid for."""
    material = side.reading.material
    documents = set(side.own or side.cited)
    projects = side.reading.projects.get(side.county.iri, set())
    rows = [r for r in funding_rows(material) if r["document"] in documents | projects]
    made: Made = {}
    for kind, title, relation in (
        (
            "Strategy",
            Text("Dokument med angiven finansiering", "Documents with stated funding"),
            "finansiering",
        ),
        ("Project", Text("Projekt med angiven finansiering", "Projects with stated funding"), ""),
    ):
        mine = [r for r in rows if r["kind"].endswith(kind)]
        paid = [r for r in mine if r["counted"] == "true"]
        n, total = (len({r["item"] for r in some}) for some in (paid, mine))
        places = {p for r in paid for p in parts(r["evidence"])}
        made[kind] = title, share(side, n, total, "funding", places, relation), False
    made["Measure"] = (
        Text("Insatser med angiven finansiering, egen eller genom projekt",
             "Measures with stated funding, of their own or through a project"),
        _measures(side, rows), False)  # fmt: skip
    return made


def _measures(side: Side, rows: Iterable[Row]) -> Cell:
    """How many measures have money, themselves or through a project that carries them out."""
    material = side.reading.material
    counted = {element for elements in material.counted.values() for element in elements}
    mine = [r for r in rows if r["kind"].endswith("Measure") and r["item"] in counted]
    every, carried = {r["item"] for r in mine}, carried_out_with_money(material)
    places = {m: carried[m] for m in every & carried.keys()}
    for row in mine:
        if row["counted"] == "true":
            known = places.get(row["item"], frozenset())
            places[row["item"]] = known | {*parts(row["evidence"])}
    cited = {p for passages in places.values() for p in passages}
    return share(side, len(places), len(every), "funding", cited, "finansiering")
