"""The forums of a county, and the mandates of its bodies and of all regions."""

from kgraph.comparison.side import NO_WHY, NOTHING, Made, Side, number, share, with_ours
from kgraph.comparison.value import Cell
from kgraph.counting import read_ours
from kgraph.findings.material import parts
from kgraph.terms import local_name
from kgraph.wording import Text


def forums(side: Side) -> Made:
    """How many forums there are, with what purpose, and how many sit in them."""
    material = side.reading.material
    rows = [r for r in material.rows("forum-register") if r["region"] == side.county.iri]
    opened = sum(r["open"] == "true" for r in rows)
    told = Text(f"{len(rows)} ({opened} med öppen uppräkning)", f"{len(rows)} ({opened} open)")
    members = {m for r in rows for m in material.members.get(r["forum"], {}).get("collapse", ())}
    where = {p for r in rows for p in parts(r["evidence"])}
    seats = {
        p
        for r in material.rows("forum-members")
        if r["forum"] in {row["forum"] for row in rows}
        for p in parts(r["evidence"])
    }
    aims = [r for r in rows if r["purpose"]]
    return {
        "forums": (
            Text("Forum som nämns", "Forums mentioned"),
            side.counted(len(rows), told if rows else number(0), "forum-register", where), False),
        "aims": (
            Text("varav med angivet syfte", "of them with a stated purpose"),
            share(side, len(aims), len(rows), "forum-register",
                   {p for r in aims for p in parts(r["evidence"])}), False),
        "members": (
            Text("Medlemmar i dem (grupp som en)", "Members of them (a group as one)"),
            side.counted(len(members), number(len(members)), "forum-members", seats,
                         "medlemskap"), False),
    }  # fmt: skip


def mandates(side: Side) -> Made:
    """The mandates of the county's own bodies, and those that every region has."""
    rows = [r for r in side.reading.material.rows("mandate-register") if r["counted"] == "true"]
    own = side.reading.bodies.get(side.county.iri, set())
    shared = side.reading.shared.get(side.county.iri, set())
    mine = [r for r in rows if r["bearer"] in own]
    duties = [r for r in mine if local_name(r["modality"]) == "skyldighet"]
    ours = read_ours(side.reading.material.store, side.reading.material.view).mandates
    common = [r for r in rows if r["bearer"] in shared]
    binding = side.reading.material.relations.pairs(
        "?a ks:modality ?value ; a ks:Mandate . GRAPH ?b { ?a ks:modality ?value }"
    )
    made: Made = {}
    for key, title, some in (
        ("own", Text("Uppdrag hos länets organ", "Mandates of the county's bodies"), mine),
        ("duties", Text("varav skyldigheter", "of them duties"), duties),
    ):
        told: dict[str, set[str]] = {r["mandate"]: set() for r in some}
        for r in some:
            told[r["mandate"]].update(parts(r["evidence"]))
        n, cited = len(told), {p for evidence in told.values() for p in evidence}
        # Said plainly in one passage is said; a duty where some passage says that it binds.
        said = {m: set(binding.get(m, ())) if key == "duties" else told[m] for m in told}
        read_in = sum(bool(said[m]) and all((m, p) in ours for p in said[m]) for m in told)
        words = with_ours(n, read_in)
        made[key] = title, side.counted(n, words, "mandate-register", cited), False
    n = len({r["mandate"] for r in common})
    places = {p for r in common for p in parts(r["evidence"])}
    title = Text("Uppdrag som alla regioner har", "Mandates that all regions have")
    # What is laid on all regions is laid on each, whatever was read of the county.
    cell = Cell(number(n), n, "read", NO_WHY, "mandate-register", tuple(sorted(places)))
    empty = Cell(NOTHING, None, "nothing", NO_WHY, "mandate-register")
    made["common"] = title, cell if n else empty, False
    return made
