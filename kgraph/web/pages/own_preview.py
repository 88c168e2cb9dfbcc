"""What a workbook would change, in words, before anything is saved."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kgraph.report.value import Bullets, Paragraph, Part, Row, Section, Table, cell, line
from kgraph.web.pages import own
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.own import Here
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.web.proposals import Answer, Proposal
from kgraph.wording import Text, counted, say

if TYPE_CHECKING:
    from kgraph.workbook import Fault, Import

NEW, NOT_YET = "ny", ""
_SHOWN = 400
_DONE = {
    "added": Text("Ny", "New"),
    "changed": Text("Ändrad", "Changed"),
    "removed": Text("Borttagen", "Removed"),
}


def page(shelf: Shelf, visit: Visit, here: Here) -> Page:
    """The preview of the session's workbook; where it cannot be read, why."""
    proposal = here.proposal
    assert proposal is not None
    made = proposal.made
    values = own.shared(visit, shelf.project, here) | _values(visit, proposal)
    sections = _sections(visit, made) if made is not None else ()
    return Page(
        visit.word(f"Förhandsvisning: {proposal.file.name}", f"Preview: {proposal.file.name}"),
        tuple(sections), lead=line(_lead(visit, made)), tab="own", template="own-preview.html",
        values=values, answers=False,
    )  # fmt: skip


def _lead(visit: Visit, made: "Import | None") -> str:
    if made is None:
        return visit.word("Filen kan inte läsas in. Inget är ändrat.",
                          "The file cannot be read in. Nothing is changed.")  # fmt: skip
    told = visit.say(_summary(made))
    if not made.ready:
        return visit.word(f"{told} Inget kan sparas förrän det är rättat.",
                          f"{told} Nothing can be saved before it is mended.")  # fmt: skip
    if not made.contents:
        return visit.word(
            "Arbetsboken ändrar inget: allt den säger finns redan.",
            "The workbook changes nothing: all it says is there already.",
        )
    return visit.word(f"{told} Inget är sparat än.", f"{told} Nothing is saved yet.")


def _summary(made: "Import") -> Text:
    kinds = Counter(change.kind for change in made.changes)
    parts = [
        counted(kinds["added"], Text("ny rad", "new row"), Text("nya rader", "new rows")),
        counted(kinds["changed"], Text("ändrad cell", "changed cell"),
                Text("ändrade celler", "changed cells")),
        counted(kinds["removed"], Text("borttagen rad", "removed row"),
                Text("borttagna rader", "removed rows")),
        counted(len(made.faults), Text("fel eller fråga", "fault or question"),
                Text("fel eller frågor", "faults or questions")),
    ]  # fmt: skip
    return Text(", ".join(p.sv for p in parts) + ".", ", ".join(p.en for p in parts) + ".")


def _values(visit: Visit, proposal: Proposal) -> dict[str, Any]:
    word, made = visit.word, proposal.made
    error = proposal.error
    return {
        "error": [say(error.what, visit.lang), say(error.mend, visit.lang)] if error else None,
        "questions": _questions(visit, proposal),
        "ask": {"title": word("Vad menas med namnen?", "What do the names mean?"),
                "lead": word("De liknar något som redan finns. Välj, så räknas allt om. Svaret "
                             "minns projektet när du godtar.",
                             "They are like something known. Choose, and all is worked out anew. "
                             "The project remembers the answer when you accept."),
                "button": word("Svara", "Answer"), "action": visit.url(own.ANSWER)},
        "marked": (visit.url(own.MARKED), word("Hämta arbetsboken med felen märkta",
                                               "Fetch the workbook with the faults marked"))
        if made is not None and made.faults else None,
        "accept": {"action": visit.url(own.ACCEPT), "button": word("Godta och spara",
                                                                   "Accept and save"),
                   "title": word("Beslut", "Decision")},
        "ready": made is not None and made.ready and bool(made.contents),
        "discard": {"action": visit.url(own.DISCARD),
                    "button": word("Lägg åt sidan", "Put away")},
    }  # fmt: skip


def _questions(visit: Visit, proposal: Proposal) -> list[dict[str, Any]]:
    """The names that are asked about, each with what it may mean."""
    if proposal.made is None:
        return []
    new = visit.word("Något nytt, som inte finns än", "Something new, not there yet")
    later = visit.word("Vet inte än", "Not sure yet")
    made = []
    for number, fault in enumerate(asked(proposal)):
        candidates = [(str(n), name) for n, name in enumerate(fault.candidates)]
        made.append({
            "name": f"svar-{number}", "what": f"{visit.say(fault.what)} ({fault.place})",
            "hint": _reasons(visit, fault),
            "choices": [*candidates, (NEW, new), (NOT_YET, later)],
        })  # fmt: skip
    return made


def _reasons(visit: Visit, fault: "Fault") -> str:
    """The candidates with their reasons; how to answer in the workbook is left out."""
    told = visit.say(fault.mend)
    return told.partition(": ")[2] or told


def asked(proposal: Proposal) -> "list[Fault]":
    """The questions on names, each once, in their order."""
    if proposal.made is None:
        return []
    found: dict[tuple[str, str], Fault] = {}
    for fault in proposal.made.faults:
        if fault.asks and fault.candidates:
            found.setdefault(fault.asks, fault)
    return list(found.values())


def answers_in(proposal: Proposal, fields: "Iterable[tuple[str, str]]") -> tuple[Answer, ...]:
    """What a form answers: the earlier answers, and those of the questions that stand now."""
    given, made = dict(fields), list(proposal.answers)
    for number, fault in enumerate(asked(proposal)):
        value = given.get(f"svar-{number}", NOT_YET)
        name, kind = fault.asks or ("", "")
        if value == NEW:
            made.append((name, kind, ""))
        elif value.isdecimal() and int(value) < len(fault.candidates):
            made.append((name, kind, fault.candidates[int(value)]))
    return tuple(made)


def _sections(visit: Visit, made: "Import") -> list[Section]:
    word = visit.word
    found = []
    wrong = [fault for fault in made.faults if not (fault.asks and fault.candidates)]
    if wrong:
        found.append(Section("ratta", word("Att rätta i arbetsboken", "To mend in the workbook"),
                             tuple(_faults(visit, wrong))))  # fmt: skip
    if made.changes:
        found.append(Section("andras", word("Det här ändras", "This changes"),
                             tuple(_changes(visit, made))))  # fmt: skip
    if made.understood:
        told = tuple(line(visit.say(text)) for text in made.understood)
        found.append(Section("forstods", word("Så förstods namnen", "How names were understood"),
                             (Bullets(told),)))  # fmt: skip
    if made.unproved:
        places = tuple(line(str(place)) for place in made.unproved[:_SHOWN])
        found.append(Section("belagg", word("Utan dokument som belägg",
                                            "Without a document as evidence"), (
            Paragraph(line(word(
                "De här raderna nämner inget dokument. Arbetsboken själv blir deras källa, och de "
                "väntar sedan på granskning.",
                "These rows name no document. The workbook itself becomes their source, and they "
                "then wait for review."))), Bullets(places))))  # fmt: skip
    return found


def _faults(visit: Visit, wrong: "list[Fault]") -> list[Part]:
    rows = tuple(
        Row((cell(str(f.place)), cell(visit.say(f.what)), cell(visit.say(f.mend))))
        for f in wrong[:_SHOWN]
    )
    word = visit.word
    heads = (word("Cell", "Cell"), word("Vad", "What"), word("Så rättas det", "The mend"))
    caption = word("Fel, vid sina celler", "Faults, at their cells")
    return [Table(caption, heads, rows, (0.2, 0.4, 0.4), titled=True),
            *_rest(visit, len(wrong))]  # fmt: skip


def _rest(visit: Visit, many: int) -> list[Part]:
    """How many more there are than a page shows."""
    if many <= _SHOWN:
        return []
    more = many - _SHOWN
    return [Paragraph(line(visit.word(f"Och {more} till, som inte visas här.",
                                      f"And {more} more, not shown here.")))]  # fmt: skip


def _changes(visit: Visit, made: "Import") -> list[Part]:
    word = visit.word
    book, whole = word("arbetsboken", "the workbook"), word("hela raden", "the whole row")
    rows = tuple(
        Row((
            cell(c.thing), cell(visit.say(_DONE[c.kind])), cell(c.heading or whole),
            cell(f"{c.old or '–'} → {c.new or '–'}" if c.heading else ""),
            cell(c.passages.replace("\n", ", ") or book), cell(str(c.place)),
        ))
        for c in made.changes[:_SHOWN]
    )  # fmt: skip
    heads = (word("Sak", "Thing"), word("Ändring", "Change"), word("Uppgift", "Statement"),
             word("Före och efter", "Before and after"), word("Belägg", "Evidence"),
             word("Cell", "Cell"))  # fmt: skip
    caption = word("Vad som ändras, rad för rad", "What changes, row by row")
    parts: list[Part] = [Table(caption, heads, rows, (0.3, 0.1, 0.15, 0.2, 0.15, 0.1), titled=True)]
    return [*parts, *_rest(visit, len(made.changes))]
