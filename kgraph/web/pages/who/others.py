"""The same matter elsewhere: other counties, and the way there."""

from dataclasses import replace

from kgraph.report.desk import Scope
from kgraph.report.themes import counties_parts
from kgraph.report.value import Bullets, Line, Paragraph, Part, Row, Section, Table, line
from kgraph.terms import local_name
from kgraph.web.pages.desk import Linked
from kgraph.web.pages.who.desk import WhoDesk, answers_of, counties_of, themes_of, with_commas
from kgraph.wording import collation_key


def elsewhere(desk: WhoDesk, iri: str, but: str) -> list[Part]:
    """How each county takes a theme up, without the one that the page is about."""
    whole = WhoDesk(desk.shelf, desk.view, desk.lang, Scope("theme", iri, local_name(iri)))
    found: list[Part] = []
    for part in counties_parts(whole, answers_of(whole)):
        if isinstance(part, Table):
            rows = tuple(row for row in part.rows if _leads_to(row) != but)
            caption = f"{part.caption}: {desk.told(iri)}"
            part = replace(part, rows=rows, caption=caption)
            if not rows:
                continue
        found.append(part)
    return found or [Paragraph(line(desk.word("Inget annat län är läst.",
                                              "No other county was read.")))]  # fmt: skip


def _leads_to(row: Row) -> str:
    first = row.cells[0].lines[0][0]
    return first.to if isinstance(first, Linked) else ""


def beside(desk: WhoDesk, own: str) -> Section:
    """The ways to set the county beside another."""
    others = [c for c in counties_of(desk) if c != own]
    title = desk.word("Hur andra län gör", "How other counties do")
    if not own or not others:
        return Section("lan", title, (Paragraph(line(desk.word(
            "Gäller inget enskilt län, så det finns inget län att jämföra med.",
            "It belongs to no single county, so there is none to compare with."))),))  # fmt: skip
    if own not in counties_of(desk):
        return Section("lan", title, (Paragraph(line(desk.word(
            "Inget eget dokument från länet är läst, så det går inte att ställa bredvid ett annat.",
            "No document of the county's own was read, so it cannot be set beside another."
        ))),))  # fmt: skip
    lines = tuple(
        line(Linked(desk.word(f"{desk.told(own)} bredvid {desk.told(c)}",
                              f"{desk.told(own)} beside {desk.told(c)}"),
                    to=f"/jamfor?lan={local_name(own)}&lan2={local_name(c)}"))
        for c in others
    )  # fmt: skip
    return Section("lan", title, (Bullets(lines),))


def covered_themes(desk: WhoDesk, theme: str, place: str) -> tuple[tuple[str, Line], ...]:
    """The narrower themes, whose bearers stand on the page of the wider one too."""
    end = f"/{local_name(place)}" if place else ""
    known = themes_of(desk.shelf, desk.view)
    below = desk.material.relations.by("^skos:broader+").get(theme, frozenset())
    listed = sorted(map(str, below & set(known)), key=lambda t: (collation_key(desk.told(t)), t))
    links = [Linked(desk.told(t), to=f"/vem-gor-vad/tema/{local_name(t)}{end}") for t in listed]
    if not links:
        return ()
    return ((desk.word("Räknas med hit", "Counted here too"), line(*with_commas(links))),)


def narrower(desk: WhoDesk, slug: str, place: str) -> Line:
    """The ways to the same theme in other counties; first, that nothing was read of this one."""
    links = [
        Linked(desk.told(c), to=f"/vem-gor-vad/tema/{slug}/{local_name(c)}")
        for c in counties_of(desk) if c != place
    ]  # fmt: skip
    whole = [Linked(desk.word("alla län", "all counties"), to=f"/vem-gor-vad/tema/{slug}")]
    links = (whole if place else []) + links
    ways = line(desk.word("Samma tema i ", "The same theme in "), *with_commas(links), ".")
    if not place or place in counties_of(desk):
        return ways
    return nothing_read(desk, place) + ways


def nothing_read(desk: WhoDesk, place: str) -> Line:
    """That nothing was read of a county, and so what its page can tell."""
    county = desk.told(place)
    return line(desk.word(
        f"Inget dokument från {county} är läst, så det går inte att säga hur det är där. Det som "
        "står här är nationellt eller gäller andra län. ",
        f"No document from {county} was read, so how it is there cannot be said. What stands here "
        "is national or of other counties. "))  # fmt: skip
