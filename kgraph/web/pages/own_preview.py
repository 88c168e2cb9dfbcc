"""What a workbook would change, in words, before anything is saved."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kgraph.checks import told_stood
from kgraph.report.value import (
    Bullets,
    Cell,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Words,
    cell,
    line,
)
from kgraph.web.pages import own
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.form import mistakes, path_for
from kgraph.web.pages.form_kinds import form_for
from kgraph.web.pages.form_preview import Told, form_title, known
from kgraph.web.pages.own import Here
from kgraph.web.pages.page import Page
from kgraph.web.pages.told_names import choices, in_the_book
from kgraph.web.pages.visit import Visit
from kgraph.web.proposals import Answer, Proposal
from kgraph.wording import Text, counted, say
from kgraph.workbook.single import names_itself

if TYPE_CHECKING:
    from kgraph.workbook import Fault, Import
    from kgraph.workbook.change import Kind
    from kgraph.workbook.value import Place

NEW, NOT_YET = "ny", ""
_NEAR = Text(
    "Före beslutet letas bara nära det som ändras; de hindrar inget.",
    "Before the decision only what is near the change is looked at; they stop nothing.",
)
_SHOWN = 400
_DONE: "dict[Kind, Text]" = {
    "added": Text("Ny", "New"),
    "changed": Text("Ändrad", "Changed"),
    "removed": Text("Borttagen", "Removed"),
}


def page(shelf: Shelf, visit: Visit, here: Here) -> Page:
    """The preview of the session's workbook; where it cannot be read, why."""
    proposal = here.proposal
    assert proposal is not None
    made = proposal.made
    values = own.shared(visit, shelf.project, here) | _values(shelf, visit, proposal)
    filled = proposal.form
    values["known"] = known(shelf, visit, proposal)
    values["back"] = (
        (
            visit.url(path_for(shelf, filled.shown), om="1"),
            visit.word("Ändra i formuläret", "Change in the form"),
        )
        if filled
        else None
    )
    sections = _sections(Told(shelf, visit, proposal), made) if made is not None else ()
    name = form_title(shelf, visit, proposal) if filled else proposal.file.name
    return Page(
        visit.word(f"Förhandsvisning: {name}", f"Preview: {name}"),
        tuple(sections), lead=line(_lead(visit, proposal)), tab="own", template="own-preview.html",
        values=values, answers=False,
    )  # fmt: skip


def _lead(visit: Visit, proposal: Proposal) -> str:
    made = proposal.made
    if made is None and proposal.form:
        return visit.word("Det går inte att räkna ut. Inget är ändrat.",
                          "It cannot be worked out. Nothing is changed.")  # fmt: skip
    if made is None:
        return visit.word("Filen kan inte läsas in. Inget är ändrat.",
                          "The file cannot be read in. Nothing is changed.")  # fmt: skip
    told = visit.say(_summary(made, bool(proposal.form)))
    if not made.ready:
        return visit.word(f"{told} Inget kan sparas förrän det är rättat.",
                          f"{told} Nothing can be saved before it is mended.")  # fmt: skip
    if not made.contents and proposal.form:
        return visit.word("Inget har ändrats: allt i formuläret finns redan.",
                          "Nothing has changed: all in the form is there already.")  # fmt: skip
    if not made.contents:
        return visit.word(
            "Arbetsboken ändrar inget: allt den säger finns redan.",
            "The workbook changes nothing: all it says is there already.",
        )
    return visit.word(f"{told} Inget är sparat än.", f"{told} Nothing is saved yet.")


_IN_BOOK = (
    (Text("ny rad", "new row"), Text("nya rader", "new rows")),
    (Text("ändrad cell", "changed cell"), Text("ändrade celler", "changed cells")),
    (Text("borttagen rad", "removed row"), Text("borttagna rader", "removed rows")),
)
_IN_FORM = (
    (Text("ny post", "new entry"), Text("nya poster", "new entries")),
    (Text("ändrad uppgift", "changed statement"), Text("ändrade uppgifter", "changed statements")),
    (Text("borttagen post", "removed entry"), Text("borttagna poster", "removed entries")),
)


def _summary(made: "Import", in_form: bool) -> Text:
    kinds = Counter(change.kind for change in made.changes)
    words = _IN_FORM if in_form else _IN_BOOK
    parts = [
        *(counted(kinds[kind], *told)
          for kind, told in zip(_DONE, words, strict=True)
          if kinds[kind] or not in_form),
        counted(len(made.faults), Text("fel eller fråga", "fault or question"),
                Text("fel eller frågor", "faults or questions")),
    ]  # fmt: skip
    if in_form and not made.faults and len(parts) > 1:
        parts.pop()
    return Text(", ".join(p.sv for p in parts) + ".", ", ".join(p.en for p in parts) + ".")


def _values(shelf: Shelf, visit: Visit, proposal: Proposal) -> dict[str, Any]:
    word, made = visit.word, proposal.made
    error = proposal.error
    return {
        "error": [say(error.what, visit.lang), say(error.mend, visit.lang)] if error else None,
        "questions": _questions(shelf, visit, proposal),
        "ask": {"title": word("Vad menas med namnen?", "What do the names mean?"),
                "lead": word("Det är inte säkert vad de betyder. Välj, så räknas allt om. "
                             "Svaret minns projektet när du godtar.",
                             "It is not certain what they mean. Choose, and all is worked out "
                             "anew. The project remembers the answer when you accept."),
                "button": word("Svara", "Answer"), "action": visit.url(own.ANSWER)},
        "marked": (visit.url(own.MARKED), word("Hämta arbetsboken med felen märkta",
                                               "Fetch the workbook with the faults marked"))
        if made is not None and made.faults and not proposal.form else None,
        "accept": {"action": visit.url(own.ACCEPT), "button": word("Godta och spara",
                                                                   "Accept and save"),
                   "title": word("Beslut", "Decision")},
        "ready": made is not None and made.ready and bool(made.contents)
        and not proposal.mistaken,
        "discard": {"action": visit.url(own.DISCARD),
                    "button": word("Lägg åt sidan", "Put away")},
    }  # fmt: skip


def _new_form(
    shelf: Shelf, visit: Visit, proposal: Proposal, fault: "Fault"
) -> tuple[str, str, str] | None:
    """For a name in a form that may be something new: the form for that, with words around it.

    A form is about one thing, so what it only names is not made by it. None where the name is that
    of the form's own thing, and in a workbook.
    """
    if proposal.form is None or names_itself(fault, proposal.form):
        return None
    href, name = form_for(shelf, visit, fault.asks[1] if fault.asks else "")
    return (
        visit.word("Finns det inte än? Lägg först till det, och fyll sedan i det här igen: ",
                   "Not there yet? Add it first, and then fill in this again: "),
        href, name,
    )  # fmt: skip


def _questions(shelf: Shelf, visit: Visit, proposal: Proposal) -> list[dict[str, Any]]:
    """The names that are asked about, each with what it may mean."""
    if proposal.made is None:
        return []
    new = visit.word("Något nytt, som inte finns än", "Something new, not there yet")
    later = visit.word("Vet inte än", "Not sure yet")
    may_be_new = [(NEW, new)]
    made = []
    for number, fault in enumerate(asked(proposal)):
        candidates = choices(shelf, visit, fault)
        elsewhere = _new_form(shelf, visit, proposal, fault)
        made.append({
            "name": f"svar-{number}", "elsewhere": elsewhere,
            "hint": "" if proposal.form else _hint(visit, fault),
            "what": _asked_in(visit, fault) if proposal.form
            else f"{_asked_in(visit, fault)} ({fault.place})",
            "choices": [*candidates, *(may_be_new if not elsewhere else ()), (NOT_YET, later)],
        })  # fmt: skip
    return made


def _hint(visit: Visit, fault: "Fault") -> str:
    """What can be written in the workbook instead of an answer here; "" for nothing."""
    told = in_the_book(fault, visit.lang)
    return visit.word(f"I arbetsboken: {told}", f"In the workbook: {told}") if told else ""


def _asked_in(visit: Visit, fault: "Fault") -> str:
    """A question with the name that it is about: on a page nobody sees the cell."""
    told, name = visit.say(fault.what), fault.asks[0] if fault.asks else ""
    return told if name in told else f"{visit.word(f'”{name}”', f'“{name}”')}: {told}"


def asked(proposal: Proposal) -> "list[Fault]":
    """The questions on names, each once, in their order."""
    if proposal.made is None:
        return []
    found: dict[tuple[str, str], Fault] = {}
    for fault in proposal.made.faults:
        if fault.asks and fault.answerable:
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


def _sections(told: Told, made: "Import") -> list[Section]:
    visit, word, in_form = told.visit, told.word, told.filled is not None
    found = []
    wrong = [fault for fault in made.faults if not fault.answerable]
    if told.filled:
        parts = [f"{visit.say(m.what)} {visit.say(m.mend)}" for m in mistakes(told.proposal)
                 if not m.candidates]  # fmt: skip
        if parts:
            listed = Bullets(tuple(line(text) for text in parts))
            found.append(Section("ratta", told.mend(), (listed,)))
    elif wrong:
        found.append(Section("ratta", told.mend(), tuple(_faults(visit, wrong))))
    if made.changes:
        found.append(Section("andras", word("Det här ändras", "This changes"),
                             tuple(_changes(told, made))))  # fmt: skip
    if made.understood:
        listed = Bullets(tuple(line(told.plainly(visit.say(text))) for text in made.understood))
        found.append(Section("forstods", word("Bra att veta", "Good to know"),
                             (listed,)))  # fmt: skip
    if made.stood:
        found.append(Section("stod", word("Fel sedan tidigare", "Faults from before"),
                             (Paragraph(line(f"{visit.say(told_stood(made.stood))} "
                                             f"{visit.say(_NEAR)}")),)))  # fmt: skip
    if made.unproved:
        places = tuple(line(_at(visit, place)) for place in made.unproved[:_SHOWN])
        listed_places = () if in_form else (Bullets(places),)
        found.append(Section("belagg", word("Utan dokument som belägg",
                                            "Without a document as evidence"),
                             (Paragraph(line(told.unproved())), *listed_places)))  # fmt: skip
    return found


def _faults(visit: Visit, wrong: "list[Fault]") -> list[Part]:
    from kgraph.workbook.telling import together

    same = list(together(wrong))
    rows = tuple(
        Row((cell(visit.say(at)), cell(visit.say(f.what)), cell(visit.say(f.mend))))
        for at, f in same[:_SHOWN]
    )
    word = visit.word
    heads = (word("Cell", "Cell"), word("Vad", "What"), word("Så rättas det", "The mend"))
    caption = word("Fel, vid sina celler", "Faults, at their cells")
    return [Table(caption, heads, rows, (0.2, 0.4, 0.4), titled=True),
            *_rest(visit, len(same))]  # fmt: skip


def _at(visit: Visit, place: "Place") -> str:
    """A cell, a row or a sheet as people speak of it."""
    from kgraph.workbook.value import cells_told

    return visit.say(cells_told([place]))


def _rest(visit: Visit, many: int) -> list[Part]:
    """How many more there are than a page shows."""
    if many <= _SHOWN:
        return []
    more = many - _SHOWN
    return [Paragraph(line(visit.word(f"Och {more} till, som inte visas här.",
                                      f"And {more} more, not shown here.")))]  # fmt: skip


def _named(thing: str) -> Iterable[Words]:
    """A thing by its name, with its identifier in a quieter tone."""
    name, bracket, iris = thing.partition(" [")
    yield Words(name)
    if bracket:
        yield Words(f" [{iris}", quiet=True)


def _changes(told: Told, made: "Import") -> list[Part]:
    word, in_form = told.word, told.filled is not None
    whole = word("allt", "everything") if in_form else word("hela raden", "the whole row")
    rows = []
    for c in made.changes[:_SHOWN]:
        cells = [
            cell(*_named(told.thing(c))), cell(told.visit.say(_DONE[c.kind])),
            cell(c.heading or whole), Cell(told.content(c)), cell(told.evidence(c)),
        ]  # fmt: skip
        rows.append(Row((*cells, *([] if in_form else [cell(told.visit.say(c.where()))]))))
    heads = [word("Sak", "Thing"), word("Ändring", "Change"), word("Uppgift", "Statement"),
             word("Innehåll", "Content") if in_form else word("Före och efter", "Before and after"),
             word("Belägg", "Evidence")]  # fmt: skip
    widths = (0.25, 0.1, 0.15, 0.3, 0.2) if in_form else (0.25, 0.05, 0.1, 0.3, 0.2, 0.1)
    caption = word("Vad som ändras, rad för rad", "What changes, row by row")
    heads += [] if in_form else [word("Cell", "Cell")]
    parts: list[Part] = [Table(caption, tuple(heads), tuple(rows), widths, titled=True)]
    return [*parts, *_rest(told.visit, len(made.changes))]
