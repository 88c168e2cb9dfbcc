"""The page of a passage: where it stands, what was read out of it, and how to find it again."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from kgraph.findings.plainly import PRECISIONS
from kgraph.network import Passage
from kgraph.network.facts import read_passages
from kgraph.phrasing import TOLD
from kgraph.report.acts import act_cited, section_of, text_of
from kgraph.report.sums import grouped
from kgraph.report.value import (
    Cell,
    Line,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Words,
    cell,
    line,
    place_of,
)
from kgraph.sources import Source, lines_of, passage_hash, read_sources
from kgraph.terms import KS, RDF, Iri, Literal, Term
from kgraph.web.pages.desk import Abroad, Linked, Shelf, WebDesk
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.page import Page
from kgraph.web.pages.seen import seen, valued
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text, collation_key

_STATED = "SELECT ?s ?p ?o WHERE { GRAPH <%s> { ?s ?p ?o } }"
_SOURCE = """
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?passage ?source ?hash WHERE {
  ?passage prov:wasDerivedFrom ?source . OPTIONAL { ?passage ks:passageSha256 ?hash } }"""
_UNTOLD = {KS("statedIn"), *PRECISIONS}  # what a date is known by, it tells itself
_AROUND = 6  # lines before and after
_NOT_HERE = Text(
    "Dokumentens text ingår inte här. Den som har egna kopior startar med --sources MAPP och ser "
    "då ordalydelsen i sitt sammanhang.",
    "The documents' text is not included here. Who has copies of their own starts with --sources "
    "FOLDER and then sees the wording in its context.",
)
_IN_A_FOLDER = Text(
    "Dokumentens text ingår inte här. Sök efter orden ovan i dokumentet.",
    "The documents' text is not included here. Search for the words above in the document.",
)
_NO_LINES = Text(
    "Stället är en post i ett register och har inga radnummer. Texten ingår inte här: leta upp "
    "posten under rubriken ovan i det register som står som dokument.",
    "The place is an entry of a register and has no line numbers. The text is not included here: "
    "find the entry under the heading above in the register that stands as document.",
)
_IN_THE_ACT = Text(
    "Lagtexten ingår inte här. Den öppnas hos Regeringskansliet och är den som gäller i dag, som "
    "kan skilja sig från den som lästes: ",
    "The text of the law is not included here. It opens at the Government Offices, in today's "
    "wording, which may differ from the one that was read: ",
)
_NO_COPY = Text(
    "Ingen kopia i mappen har samma kontrollsumma som den som lästes, så texten visas inte.",
    "No copy in the folder has the checksum of the one that was read, so the text is not shown.",
)
_OTHER_LINES = Text("Raderna i kopian är inte de som lästes.",
                    "The lines of the copy are not those that were read.")  # fmt: skip
_OWN_COPY = Text("Ur din egen kopia; den sparas inte och skickas inte vidare.",
                 "From your own copy; it is not stored and not sent on.")  # fmt: skip


def page(shelf: Shelf, visit: Visit, desk: WebDesk, iri: str) -> Page:
    """The page of a passage.

    Raises:
        Missing: it takes no part in the view.
    """
    known = read_passages(shelf.store, visit.view, [iri])
    if not known:
        raise Missing(iri)
    passage = known[0]
    rows = shelf.store.select(_SOURCE, visit.view, {"passage": Iri(iri)}).rows
    source, digest = (str(c or "") for c in rows[0][1:]) if rows else ("", "")
    facts = _facts(desk, passage, source)
    sections = [
        Section("lydelse", desk.word("Ordalydelsen", "The wording"),
                (Paragraph(line(desk.say(_IN_A_FOLDER))),) if visit.still and passage.lines
                else _wording(shelf, desk, source, passage, digest,
                              shown=visit.form == "html")),
        Section("utlast", desk.word("Vad som är läst ut av stället",
                                    "What was read out of the place"), _read_out(desk, iri)),
    ]  # fmt: skip
    lead = line(Words(desk.say(passage.summary), desk.foreign(passage.summary)))
    return Page(desk.told(iri), tuple(sections), eyebrow=desk.word("Textställe", "Passage"),
                lead=lead, facts=tuple(facts), tab="sources")  # fmt: skip


def _facts(desk: WebDesk, passage: Passage, source: str) -> list[tuple[str, Line]]:
    """Where the passage stands and how to find it again."""
    swedish = "sv" if desk.lang != "sv" else ""
    told: list[tuple[str, Line]] = [
        (desk.word("Dokument", "Document"), line(desk.name(source)) if source else ()),
        (desk.word("Rubrik", "Heading"), line(Words(passage.section, swedish))),
        (desk.word("Plats", "Place"), line(place_of(passage, desk.lang))),
    ]
    if passage.page_inferred:
        told.append((desk.word("Sidnumret", "Page number"),
                     line(desk.word("räknat, inte tryckt på sidan",
                                    "counted, not printed on the page"))))  # fmt: skip
    if passage.search_for:
        told.append((desk.word("Sök efter", "Search for"),
                     line(Words(passage.search_for, swedish, code=True),
                          Words(desk.word(" (Ctrl+F: finns på ett ställe i dokumentet)",
                                          " (Ctrl+F: occurs once in the document)"),
                                quiet=True))))  # fmt: skip
    if not passage.lines and (act := act_cited(passage)):
        told.append((desk.word("Lagtexten i dag, hos Regeringskansliet",
                               "The text today, at the Government Offices"),
                     _in_an_act(desk, passage, act)))  # fmt: skip
    if passage.status:
        told.append((desk.word("Granskat", "Reviewed"), line(desk.name(passage.status))))
    return [(name, value) for name, value in told if value]


def _in_an_act(desk: WebDesk, passage: Passage, act: str) -> Line:
    """The way to a section of law, which has no lines and no words of its own to search for."""
    section = section_of(passage.section, desk.lang)
    where = desk.word(f"Författning {act}", f"Act {act}") + (f", {section}" if section else "")
    return line(Abroad(where, at=text_of(act)))


def _read_out(desk: WebDesk, iri: str) -> tuple[Part, ...]:
    """The statements of the passage, thing by thing."""
    found: dict[str, list[tuple[str, Term]]] = defaultdict(list)
    for s, p, o in desk.store.select(_STATED % iri, desk.view).rows:
        if str(s) != iri and p is not None and o is not None:
            found[str(s)].append((str(p), o))
    rows = []
    for thing in sorted(found, key=lambda t: (collation_key(desk.told(t)), t)):
        lines = []
        for relation, value in sorted(found[thing], key=_type_first):
            if relation in _UNTOLD or _said_again(desk, relation, value, found[thing]):
                continue
            told = _told(desk, thing, relation, value) if isinstance(
                value, Literal) else _kind_or_value(desk, relation, str(value))  # fmt: skip
            lines.append(line(_relation(desk, relation), ": ", told))
        rows.append(Row((cell(desk.name(thing)), Cell(tuple(lines)))))
    if not rows:
        return (Paragraph(line(desk.word("Inget är läst ut av det.",
                                         "Nothing was read out of it."))),)  # fmt: skip
    return (Table(desk.word("Uppgifter", "Statements"),
                  (desk.word("Om", "About"), desk.word("Uppgift", "Statement")),
                  tuple(rows), (0.35, 0.65), titled=True),)  # fmt: skip


def _told(desk: WebDesk, thing: str, relation: str, value: Literal) -> Words:
    """A value as a person writes it; of a date what is known of it."""
    if relation == KS("amount"):
        return Words(desk.say(grouped(value.value)))
    words = {"true": desk.word("ja", "yes"), "false": desk.word("nej", "no")}
    date = desk.say(desk.material.told_date(value.value, [thing]))
    return Words(words.get(value.value, date), _foreign(value, desk.lang))


def _kind_or_value(desk: WebDesk, relation: str, iri: str) -> Words:
    if relation != RDF("type"):
        return valued(desk, iri)
    told = seen(desk, iri)
    return Linked(told[:1].lower() + told[1:], to=iri)


def _type_first(pair: tuple[str, Term]) -> tuple[bool, str, str]:
    return pair[0] != RDF("type"), pair[0], str(pair[1])


def _relation(desk: WebDesk, iri: str) -> Words:
    """A relation by the word that people see for it."""
    if iri == RDF("type"):
        return Words(seen(desk, iri), quiet=True)
    return Linked(seen(desk, iri), to=iri)


def _said_again(
    desk: WebDesk, relation: str, value: Term, every: Iterable[tuple[str, Term]]
) -> bool:
    """Whether a text stands in the language of the page beside this one."""
    return relation in TOLD and _language(value) != desk.lang and any(
        _language(other) == desk.lang for named, other in every if named == relation
    )  # fmt: skip


def _language(value: Term) -> str:
    return value.language if isinstance(value, Literal) else ""


def _foreign(value: Literal, lang: str) -> str:
    return value.language if value.language not in ("", lang) else ""


def _wording(
    shelf: Shelf, desk: WebDesk, source: str, passage: Passage, digest: str, *, shown: bool
) -> tuple[Part, ...]:
    """The lines of the user's own copy, when its hash is that of the copy that was read.

    Parameters:
        shown: False for files to hand on, which never hold the text.
    """
    span = passage.lines
    if not span and (act := act_cited(passage)):
        return (Paragraph(line(desk.say(_IN_THE_ACT), Abroad(f"SFS {act}", at=text_of(act)), ".")),)
    if shelf.sources is None or not span or not shown:
        return (Paragraph(line(desk.say(_NOT_HERE if span else _NO_LINES))),)
    copy = _copy(shelf, desk, source)
    if copy is None:
        return (Paragraph(line(desk.say(_NO_COPY)), "caution"),)
    if digest and passage_hash(lines_of(copy, span)) != digest:
        return (Paragraph(line(desk.say(_OTHER_LINES)), "caution"),)
    first, _, last = span.partition("-")
    start, end = int(first), int(last or first)
    every = copy.split("\n")
    swedish = "sv" if desk.lang != "sv" else ""

    def told(lines: list[str], *, quiet: bool) -> list[Part]:
        text = "\n".join(lines).strip("\n")
        return [Paragraph(line(Words(text, swedish, quiet=quiet)), "wording")] if text else []

    return (
        *told(every[max(0, start - 1 - _AROUND) : start - 1], quiet=True),
        *told(every[start - 1 : end], quiet=False),
        *told(every[end : end + _AROUND], quiet=True),
        Paragraph(line(Words(desk.say(_OWN_COPY), quiet=True))),
    )


def _copy(shelf: Shelf, desk: WebDesk, source: str) -> str | None:
    """The text of a copy whose hash is the source's; read anew, and kept nowhere."""
    folder = shelf.sources
    known: dict[str, Source] = {s.iri: s for s in read_sources(shelf.store, desk.view, desk.lang)}
    wanted = known[source].sha256 if source in known else ""
    if folder is None or not wanted:
        return None
    for path in sorted(Path(folder).iterdir()):
        if path.is_file():
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() == wanted:
                return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return None
