"""Findings: the list with its filters, and one page a finding with its whole proof."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from kgraph.findings import KINDS, STATUSES, Filters, Finding, Findings, kinds_of
from kgraph.findings.explain import proof, to_dict
from kgraph.findings.forms import (
    disposition_words,
    left_out_words,
    number_words,
    state_words,
    to_jsonld,
    to_ntriples,
    to_rdfxml,
    to_turtle,
)
from kgraph.findings.forms.data import finding_dict
from kgraph.findings.forms.tables import to_csv, to_workbook
from kgraph.findings.rows import STATUS_WORDS
from kgraph.findings.statements import Step
from kgraph.report.nearby import everywhere, met_in
from kgraph.report.value import Bullets, Paragraph, Part, Section, Words, line
from kgraph.terms import BASE, local_name
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.desk import Shelf, WebDesk
from kgraph.web.pages.found import findings_table
from kgraph.web.pages.meeting import place_of_question
from kgraph.web.pages.missing import Missing, uncounted
from kgraph.web.pages.page import Page, is_long
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.words import WORDS
from kgraph.wording import Text, collation_key

# Where a finding has its page. It is worked out and never stored, so this page gives its triples.
PATH = "/id/finding/"
# The filters, as they stand in the address.
KIND, COUNTY, STATUS, DOCUMENT, EVERYTHING = FILTERS = "slag", "lan", "status", "dokument", "allt"


# A link that opens a letter holds about two thousand characters in some programs.
_IN_A_LETTER = 20
_NAMED = 2  # things that a short name holds


def index(shelf: Shelf, visit: Visit) -> Page:
    """The list, filtered as the address says."""
    if KIND in visit.given:  # the code is printed in capitals
        visit = replace(visit, given={**visit.given, KIND: visit.given[KIND].strip().lower()})
    desk = WebDesk(shelf, visit.view, visit.lang)
    _refuse_unknown(shelf, visit)
    shown = _filtered(desk, visit)
    kinds = (visit.given[KIND],) if visit.given.get(KIND) else ()
    filters = Filters(kinds=kinds, everything=bool(visit.given.get(EVERYTHING)))
    result = Findings(shown, (), (), filters, desk.material)
    n = len(shown)
    count = visit.word(f"{n} fynd", f"{n} finding" + ("" if n == 1 else "s"))
    lead = line(f"{count}. ", desk.word(
        "En lucka här är en lucka i texterna, inte i verksamheten. Överlappning kan vara avsedd. "
        "Varje fynd leder till sitt underlag och till en fråga att ta upp.",
        "A gap here is a gap in the texts, not in the work. Overlap can be wanted. Every finding "
        "leads to what it rests on and to a question to bring."))  # fmt: skip
    sure = [f for f in shown if f.status != "unknown"]
    unsure = [f for f in shown if f.status == "unknown"]
    sections = [Section("fynd", desk.word(f"Sägs eller nämns inte i det lästa ({len(sure)})",
                                          f"Told or not mentioned in what was read ({len(sure)})"),
                        tuple(findings_table(desk, sure, where=True)))] if sure else []  # fmt: skip
    if unsure:
        sections.append(Section("oklart", desk.word(f"Går inte att säga ({len(unsure)})",
                                                    f"Cannot be said ({len(unsure)})"),
                                tuple(findings_table(desk, unsure, where=True))))  # fmt: skip
    if not shown:
        # A limit may have left out just those that would fit.
        cut = (Paragraph(line(desk.say(words))) for words in left_out_words(result))
        sections = [Section("fynd", count, (*_none(desk, visit), *cut))]
    return Page(
        desk.word("Att titta på", "To look at"), tuple(sections), lead=lead, tab="findings",
        template="findings.html", folds=is_long(sections),
        values={"filters": _choices(desk, visit)},
        data=lambda: [finding_dict(result, f, visit.lang) for f in shown],
        tables={
            "csv": lambda: to_csv(result, visit.lang, for_excel=True),
            "xlsx": lambda: to_workbook(result, visit.lang),
        },
        more=_triples(result, visit),
    )  # fmt: skip


def _refuse_unknown(shelf: Shelf, visit: Visit) -> None:
    """An empty list is a true answer only to a question about something that is known.

    Raises:
        Missing: a filter names a kind, status, county or document that there is not.
    """
    things = {local_name(iri) for iri in shelf.kinds(visit.view)}
    kinds = set(kinds_of(shelf.project))
    for name, known in ((KIND, kinds), (STATUS, set(STATUSES)), (COUNTY, things),
                        (DOCUMENT, things)):  # fmt: skip
        value = visit.given.get(name, "")
        if value and value not in known:
            raise Missing(value)


def _none(desk: WebDesk, visit: Visit) -> list[Part]:
    """Why the list is empty, and what to do."""
    if not any(visit.given.get(name) for name in (KIND, COUNTY, STATUS, DOCUMENT)):
        return [Paragraph(uncounted(visit) or line(desk.word(
            "Inget fynd i det som är läst och räknas den dagen. Det säger inget om det som inte "
            "är läst.",
            "No finding in what was read and counts on that day. That says nothing of what was "
            "not read.")))]  # fmt: skip
    return [Paragraph(line(desk.word(
        "Inget fynd i det som är läst passar in på valen. Välj Alla i någon av listorna, eller ta "
        "med det som bara är för analys. Det säger inget om det som inte är läst.",
        "No finding in what was read fits the choices. Choose All in one of the lists, or include "
        "what is for analysis alone. That says nothing of what was not read.")))]  # fmt: skip


def _filtered(desk: WebDesk, visit: Visit) -> tuple[Finding, ...]:
    given = visit.given
    everything = bool(given.get(EVERYTHING))

    def wanted(finding: Finding) -> bool:
        if not everything and (finding.set_aside or not KINDS[finding.kind].strategist):
            return bool(given.get(KIND) == finding.kind and not finding.set_aside)
        return everything or finding.is_gap or KINDS[finding.kind].overlap

    def fits(finding: Finding) -> bool:
        counties = {local_name(i) for i in finding.regions}
        documents = {local_name(i) for i in finding.documents}
        return (
            (not given.get(KIND) or finding.kind == given[KIND])
            and (not given.get(STATUS) or finding.status == given[STATUS])
            and (
                not given.get(COUNTY)
                or given[COUNTY] in counties | documents
                or everywhere(finding)
            )
            and (not given.get(DOCUMENT) or given[DOCUMENT] in documents)
        )

    found = (f for f in desk.result.found if wanted(f) and fits(f))
    return tuple(met_in(desk.material, f, _county(desk, visit)) for f in found)


def _county(desk: WebDesk, visit: Visit) -> str:
    """The area chosen, or ""; a document may have its name, and is none."""
    kinds = desk.shelf.kinds(desk.view)
    chosen = (i for i in kinds if local_name(i) == visit.given.get(COUNTY))
    return next((i for i in chosen if kinds[i] == "territory"), "")


def _choices(desk: WebDesk, visit: Visit) -> list[dict[str, Any]]:
    """The filters as lists to choose from, only of what there is."""
    every = [f for f in desk.result.found if f.is_gap or KINDS[f.kind].overlap]
    there = kinds_of(desk.shelf.project).values()
    kinds = [(k.id, f"{desk.told(k.iri)} ({k.notation})") for k in there
             if any(f.kind == k.id for f in every)]  # fmt: skip
    statuses = [(s, _begun(visit.say(STATUS_WORDS[s]))) for s in STATUSES]
    counties = {area for f in every for area in f.regions}
    chosen = {_county(desk, visit)}
    return [
        _choice(visit, KIND, Text("Slag", "Kind"), kinds),
        _choice(visit, STATUS, Text("Hur säkert", "How sure"), statuses),
        _choice(visit, COUNTY, Text("Län", "County"), _named(desk, counties | chosen)),
        _choice(visit, DOCUMENT, Text("Dokument", "Document"),
                _named(desk, {d for f in every for d in f.documents} - counties)),
    ]  # fmt: skip


def _choice(
    visit: Visit, name: str, label: Text, choices: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    chosen = visit.given.get(name, "")
    every = ("", visit.word("Alla", "All"))
    return {
        "name": name,
        "label": visit.say(label),
        "choices": [(key, words, key == chosen) for key, words in (every, *choices)],
    }


def _named(desk: WebDesk, iris: set[str]) -> list[tuple[str, str]]:
    known = sorted(iris - {""}, key=lambda i: (collation_key(desk.told(i)), i))
    return [(local_name(i), desk.told(i)) for i in known]


def page(shelf: Shelf, visit: Visit, name: str) -> Page:
    """One finding: claim, how sure, proof, what was not read, replies, and what to ask."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    finding = next((f for f in desk.result.found if f.id == name), None)
    if finding is None:
        raise Missing("finding/" + name)
    kind = KINDS[finding.kind]
    sections = (
        Section("sager", desk.word("Hur säkert det är", "How sure it is"), _sure(desk, finding)),
        Section("fraga", desk.word("Fråga att ta upp", "Question to bring"), _ask(desk, finding)),
        Section("olast", desk.word("Inte läst som kan ändra det", "Not read, and could change it"),
                _unread(desk, finding)),
        Section("svar", desk.word("Ställningstagande och svar", "Disposition and reply"),
                _reply(desk, finding)),
    )  # fmt: skip
    tree = proof(desk.material, finding)
    about = tuple(dict.fromkeys((*finding.affects, *finding.documents, *finding.regions)))
    facts = (
        (desk.word("Gäller", "About"), line(*desk.names(about, 12))),
        (desk.word("Slag", "Kind"), line(desk.name(kind.iri), f" ({kind.notation})")),
        (desk.word("Beteckning", "Id"), line(Words(finding.id, code=True))),
    )
    rests = (Words(desk.word(" Vilar på ", " Rests on "), quiet=True), desk.cites(finding.cited),
             ".") if finding.passages else ()  # fmt: skip
    lead = line(desk.say(finding.sentence), *rests)
    return Page(
        _title(desk, finding), sections, eyebrow=desk.word("Fynd", "Finding"), lead=lead,
        facts=facts, tab="findings", template="finding.html",
        values={"tree": _tree(tree, visit), "letter": _letter(desk, finding, visit),
                "contact": visit.contact},
        data=lambda: finding_dict(desk.result, finding, visit.lang)
        | {"proof": to_dict(tree, visit.lang)},
        tables={"csv": lambda: to_csv(_alone(desk, finding), visit.lang, for_excel=True),
                "xlsx": lambda: to_workbook(_alone(desk, finding), visit.lang)},
        more=_statements(_alone(desk, finding), visit),
    )  # fmt: skip


def _title(desk: WebDesk, finding: Finding) -> str:
    """What a finding is called: its kind and what it is most about; the claim itself is long."""
    about = list(dict.fromkeys(thing for thing in finding.affects if thing))
    where = list(dict.fromkeys(d for d in (*finding.documents, *finding.regions) if d))
    named = about if 0 < len(about) <= _NAMED else where[:1] or about[:1]
    told = desk.word(" och ", " and ").join(desk.told(thing) for thing in named)
    kind = desk.told(KINDS[finding.kind].iri)
    return f"{kind}: {told}" if told else kind


def _triples(result: Findings, visit: Visit) -> dict[str, Callable[[], str]]:
    """Findings as the command line gives them: a copy in a folder has no form for programs."""
    return {} if visit.still else {
        "ttl": lambda: to_turtle(result, visit.lang),
        "jsonld": lambda: to_jsonld(result, visit.lang),
    }  # fmt: skip


def _statements(result: Findings, visit: Visit) -> dict[str, Callable[[], str]]:
    """One finding in all the forms that things are given in at the path of their IRI."""
    return {} if visit.still else _triples(result, visit) | {
        "rdf": lambda: to_rdfxml(result, visit.lang),
        "nt": lambda: to_ntriples(result, visit.lang),
    }  # fmt: skip


def _alone(desk: WebDesk, finding: Finding) -> Findings:
    return Findings((finding,), (), (), Filters(), desk.material)


# What a proof says for the command line: the question to ask, and the passage by its IRI.
_COMMAND = re.compile(r" \(kgraph query ([\w/-]+)\)")
_PLACE = re.compile(rf" \(({re.escape(BASE)}graph/[^\s()]+)\)")


def _tree(step: Step, visit: Visit) -> dict[str, Any]:
    """A proof as the template writes it: each line in pieces, the Swedish ones marked.

    Commands and addresses become ways to the question and the passage.
    """
    told = step.text.get(visit.lang)
    asked, place = _COMMAND.search(told), _PLACE.search(told)
    links = []
    if asked and "/" not in asked[1]:  # the others have no page of their own
        links.append((visit.url(f"/fragor/{asked[1]}"),
                      visit.word("Öppna frågan", "Open the question")))  # fmt: skip
    if place:
        links.append((visit.url(path_of(place[1])), visit.say(WORDS["open_place"])))
    rest = told = _PLACE.sub("", _COMMAND.sub("", told))
    pieces: list[tuple[str, bool]] = []
    for swedish in step.swedish if visit.lang != "sv" else ():
        if not swedish or swedish not in rest:
            continue
        before, _, rest = rest.partition(swedish)
        pieces += [(before, False), (swedish, True)]
    return {"text": told, "pieces": [*pieces, (rest, False)], "links": links,
            "under": [_tree(s, visit) for s in step.under]}  # fmt: skip


def _sure(desk: WebDesk, finding: Finding) -> tuple[Part, ...]:
    kind = KINDS[finding.kind]
    reasons = {"confirmed": kind.confirmed, "silent": kind.silent, "unknown": kind.unknown}
    state = _begun(desk.say(state_words(finding)))
    parts: list[Part] = [Paragraph(line(Words(state, strong=True), "."))]
    if finding.status in reasons:
        parts.append(Paragraph(line(_begun(desk.say(reasons[finding.status])))))
    parts.append(Paragraph(line(Words(desk.word("Försvinner om: ", "Disappears if: "), quiet=True),
                                desk.say(finding.vanishes))))  # fmt: skip
    number = finding.number
    if number.value != number.expanded or number.derived is not None:
        told = _begun(desk.say(number_words(finding)))
        parts.append(Paragraph(line(told, ". ", desk.say(number.formula))))
    return tuple(parts)


def _ask(desk: WebDesk, finding: Finding) -> tuple[Part, ...]:
    forum = place_of_question(desk, finding)
    where = line(desk.word("Kan tas upp i ", "Can be brought up in "), desk.name(forum),
                 ".") if forum else line(desk.word(
                     "Inget forum i det som är läst är givet för frågan.",
                     "No forum in what was read is given for the question."))  # fmt: skip
    example = "" if forum else desk.material.forum_of(finding.region)
    if example:
        where += line(desk.word(" Ett forum i länet är ", " A forum of the county is "),
                      desk.name(example), ".")  # fmt: skip
    return Paragraph(line(desk.say(finding.question))), Paragraph(where)


def _unread(desk: WebDesk, finding: Finding) -> tuple[Part, ...]:
    if not finding.unread:
        return (
            Paragraph(
                line(
                    desk.word(
                        "Inget känt verk: fyndet hänger på det som är läst.",
                        "No known work: it depends on what was read.",
                    )
                )
            ),
        )
    return (Bullets(tuple(line(desk.name(work)) for work in finding.unread)),)


def _reply(desk: WebDesk, finding: Finding) -> tuple[Part, ...]:
    if finding.disposition is None:
        return (
            Paragraph(
                line(
                    desk.word(
                        "Öppet: ingen har svarat eller tagit ställning.",
                        "Open: nobody has replied or taken a position.",
                    )
                )
            ),
        )
    told = desk.say(disposition_words(finding.disposition, desk.result))
    return (Bullets(tuple(line(_begun(part)) for part in told.split("; "))),)


def _letter(desk: WebDesk, finding: Finding, visit: Visit) -> str:
    """A text to send to whoever runs the site: the claim, its id, its passages, the view."""
    places = "\n".join(f"- {desk.told(p)}  <{p}>" for p in finding.cited[:_IN_A_LETTER])
    if (more := len(finding.cited) - _IN_A_LETTER) > 0:
        places += "\n" + desk.word(f"- och {more} till", f"- and {more} more")
    return desk.word(
        f"Stämmer inte: {finding.id}\n\nPåstående: {finding.sentence.sv}\n"
        f"Visat så: {visit.view.words.sv}\n\nTextställen:\n{places}\n\n"
        "Det som inte stämmer:\n\nDet som skulle stå i stället, och i vilket dokument det står:\n",
        f"Not right: {finding.id}\n\nClaim: {finding.sentence.en}\n"
        f"Shown as: {visit.view.words.en}\n\nPassages:\n{places}\n\n"
        "What is not right:\n\nWhat ought to stand instead, and in which document it says so:\n",
    )


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
