"""The first page: what this is, what was read and what is only cited, what to look at."""

from collections.abc import Sequence

from kgraph.findings import KINDS, Finding, Findings
from kgraph.findings.rows import make_rows
from kgraph.report.origins import publishers, source_lang
from kgraph.report.value import (
    Bullets,
    Cell,
    Cites,
    Paragraph,
    Row,
    Section,
    Table,
    Words,
    cell,
    line,
)
from kgraph.sources import Source, read_sources
from kgraph.terms import local_name
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.found import cited, finding_link, homes
from kgraph.web.pages.listing import LISTED, counted_words, things_of
from kgraph.web.pages.missing import uncounted
from kgraph.web.pages.page import Page
from kgraph.web.pages.registers import read_registers, registers_note, told_in_registers
from kgraph.web.pages.render import day
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.who import counties_of
from kgraph.wording import Text

_SHOWN = 7


def page(shelf: Shelf, visit: Visit) -> Page:
    """The first page."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    every = read_sources(shelf.store, visit.view, visit.lang)
    read, cited = [s for s in every if s.loaded], [s for s in every if not s.loaded]
    sections = (
        Section("titta", visit.word("Att titta på", "To look at"), (_look(desk, visit),
                _more(desk))),
        Section("last", visit.word("Läst", "Read"), (
            sources_table(desk, read), *registers_note(desk, read_registers(desk)))),
        Section("omnamnt", visit.word("Omnämnt men inte läst", "Cited but not read"),
                (cited_parts(desk, cited, len(cited)))),
    )  # fmt: skip
    lead = line(visit.word(
        "Lagar, strategier, mål, aktörer och forum i regional kompetensförsörjning, lästa ur "
        "offentliga dokument. Varje påstående leder till stället där det står. En lucka här är en "
        "lucka i texterna.",
        "Laws, strategies, goals, actors and forums in regional skills supply, read from public "
        "documents. Every claim leads to the place where it stands. A gap here is a gap in the "
        "texts."))  # fmt: skip
    return Page(
        visit.word("Vem gör vad i kompetensförsörjningen?", "Who does what in skills supply?"),
        sections, lead=lead, tab="start", template="start.html", folds=True,
        values={"counts": _counts(desk, visit), "counties": _counties(desk, visit),
                "themes_url": visit.url("/vem-gor-vad")},
    )  # fmt: skip


def _counts(desk: WebDesk, visit: Visit) -> list[tuple[str, int, str, str]]:
    """How many there are of each kind, each number leading to what it counts."""
    made = []
    for listed in LISTED.values():
        found = things_of(desk, listed)
        words = counted_words(desk, listed, found)
        made.append((listed.kind, len(found), words, visit.url(f"/alla/{listed.slug}")))
    return made


def _counties(desk: WebDesk, visit: Visit) -> list[tuple[str, str]]:
    return [(desk.told(c), visit.url(f"/vem-gor-vad/lan/{local_name(c)}"))
            for c in counties_of(desk)]  # fmt: skip


def _look(desk: WebDesk, visit: Visit) -> Table | Paragraph:
    """The surest findings, one of each kind and document first."""
    chosen = _surest(desk)
    if not chosen and (why := uncounted(visit)):
        return Paragraph(why)
    if not chosen:
        return Paragraph(line(desk.word(
            "Inget att titta på i det som är läst och räknas i den här vyn.",
            "Nothing to look at in what was read and counts in this view.")))  # fmt: skip
    rows = tuple(
        Row((
            Cell((line(finding_link(desk, f), " ", *cited(desk, f.cited, 6)),
                  line(Words(desk.told(KINDS[f.kind].iri), quiet=True)))),
            cell(*homes(desk, f)),
        ))
        for f in chosen
    )  # fmt: skip
    return Table(desk.word("Att titta på", "To look at"),
                 (desk.word("Fynd", "Finding"), desk.word("Dokument eller län",
                                                          "Document or county")),
                 rows, (0.7, 0.3), titled=True)  # fmt: skip


def _surest(desk: WebDesk) -> list[Finding]:
    open_ones = tuple(f for f in desk.result.found
                      if f.is_gap and not f.set_aside and KINDS[f.kind].strategist
                      and f.status in ("confirmed", "silent"))  # fmt: skip
    rows = make_rows(Findings(open_ones, (), (), desk.result.filters, desk.material))
    firsts = [f for place in range(6) for row in rows for f in row.findings[place : place + 1]]
    return firsts[:_SHOWN]


def _more(desk: WebDesk) -> Paragraph:
    n = sum(1 for f in desk.result.found if not f.set_aside and KINDS[f.kind].strategist
            and (f.is_gap or f.kind.startswith("ovl")))  # fmt: skip
    return Paragraph(
        line(
            Linked(
                desk.word(f"Se alla {n} fynd, med filter", f"See all {n} findings, with filters"),
                to="/fynd",
            )
        )
    )


def sources_table(desk: WebDesk, read: list[Source]) -> Table:
    """The sources that were read: dates, how much, and what silence in them says something of."""
    heads = (Text("Dokument", "Document"), Text("Daterat", "Dated"), Text("Mottaget", "Received"),
             Text("Lästa ställen", "Places read"), Text("Läst i sin helhet för",
                                                        "Read in full for"))  # fmt: skip
    rows, by = [], publishers(desk)
    for s in read:
        dated = s.modified or s.adopted
        covers = ", ".join(c[:1].lower() + c[1:] for c in s.covers)
        none = desk.word("inget: den ger enskilda uppgifter och är ingen plan",
                         "nothing: it gives single statements and is not a plan")  # fmt: skip
        if not s.passages:
            none = desk.word("inget räknas i den här vyn", "nothing counts in this view")
        title = line(Words(f"{s.number} " if s.number else "", quiet=True),
                     Linked(s.title, source_lang(desk, s), to=s.iri))  # fmt: skip
        publisher = by.get(s.iri, "")
        rows.append(Row((
            Cell((title, line(desk.name(publisher))) if publisher else (title,)),
            cell(day(dated, desk.lang) if dated else Words(
                desk.word("odaterat", "undated") if s.passages else "–", quiet=True)),
            cell(day(s.retrieved, desk.lang) if s.retrieved else "–"),
            cell(str(s.passages)),
            cell(covers or Words(none, quiet=True)),
        )))  # fmt: skip
    return Table(desk.word("Lästa dokument", "Documents read"), tuple(map(desk.say, heads)),
                 tuple(rows), (0.34, 0.13, 0.15, 0.1, 0.28), titled=True)  # fmt: skip


def cited_parts(desk: WebDesk, cited: list[Source], most: int) -> tuple[Paragraph | Bullets, ...]:
    """The works that are only cited: what they alone could say is unknown."""
    if not cited:
        return (Paragraph(line(desk.word(
            "I det som räknas i den här vyn nämns inget verk som inte är läst.",
            "What counts in this view names no work that was not read."))),)  # fmt: skip
    note = Paragraph(line(desk.word(
        f"{len(cited)} verk som dokumenten hänvisar till. Vad bara de kan svara på går inte att "
        "säga här.",
        f"{len(cited)} works that the documents refer to. What only they can answer cannot be "
        "said here.")))  # fmt: skip
    rows = desk.material.rows("unread-documents")
    places = {row["source"]: row["evidence"].split() for row in rows}
    partly = told_in_registers(desk)
    return note, Bullets(tuple(
        line(desk.name(s.iri), " ", desk.cites(places.get(s.iri, ())),
             *_from_registers(desk, partly.get(s.iri, ())))
        for s in cited[:most]
    ))  # fmt: skip


def _from_registers(desk: WebDesk, passages: Sequence[str]) -> tuple[Words | Cites, ...]:
    """That registers say single things of a work whose own text was not read."""
    if not passages:
        return ()
    told = desk.word("; enskilda uppgifter om det ur register ",
                     "; single statements about it from registers ")  # fmt: skip
    return Words(told, quiet=True), desk.cites(passages)
