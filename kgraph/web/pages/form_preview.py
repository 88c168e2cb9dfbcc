"""How a proposal is told before it is accepted: a workbook by its cells, a form by its fields."""

from collections import Counter
from typing import TYPE_CHECKING

from kgraph.journal import FORM
from kgraph.report.value import Line, Words, line
from kgraph.terms import ID
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.form_fields import book_for, desk_of
from kgraph.web.pages.form_kinds import called
from kgraph.web.pages.told_names import with_publishers
from kgraph.web.pages.visit import Visit
from kgraph.web.proposals import Proposal
from kgraph.wording import Text
from kgraph.workbook.evidence import OWN
from kgraph.workbook.fresh import TIED
from kgraph.workbook.identify import has_name
from kgraph.workbook.naming import identifier
from kgraph.workbook.single import asked_of, page_of
from kgraph.workbook.telling import said

if TYPE_CHECKING:
    from kgraph.workbook.change import Change
    from kgraph.workbook.single import Typed


class Told:
    """How a proposal is told: a workbook by its cells, a form by its fields."""

    def __init__(self, shelf: Shelf, visit: Visit, proposal: Proposal) -> None:
        """Nothing is told yet."""
        self.visit, self.proposal, self.word = visit, proposal, visit.word
        self.filled = proposal.form
        self._shelf = shelf

    def mend(self) -> str:
        """The heading over what is to be mended."""
        if self.filled:
            return self.word("Att rätta i formuläret", "To mend in the form")
        return self.word("Att rätta i arbetsboken", "To mend in the workbook")

    def unproved(self) -> str:
        """What becomes of what names no document."""
        if self.filled:
            return self.word(
                "Det du skriver vilar på eget underlag. Formuläret blir källan, och uppgifterna "
                "väntar sedan på granskning.",
                "What you write rests on your own knowledge. The form becomes the source, and the "
                "statements then wait for review.")  # fmt: skip
        return self.word(
            "De här raderna nämner inget dokument. Arbetsboken själv blir deras källa, och de "
            "väntar sedan på granskning.",
            "These rows name no document. The workbook itself becomes their source, and they "
            "then wait for review.")  # fmt: skip

    def thing(self, change: "Change") -> str:
        """What a change is about."""
        if self.filled is not None and change.sheet != self.filled.grids[0].name:
            return self.word("Textstället", "The passage")
        if self.filled is not None and self.filled.shown.thing:
            return form_title(self._shelf, self.visit, self.proposal)
        return change.thing

    def evidence(self, change: "Change") -> str:
        """Where a change is stated."""
        if self.filled is None:
            told = ", ".join(self._passage(key) for key in change.passages.split("\n") if key)
            return told or self.word("arbetsboken", "the workbook")
        if change.sheet != self.filled.grids[0].name:
            return self._new_place(change)
        keys = [key for key in change.passages.split("\n") if key]
        known = [told for key in keys if (told := self._known_passage(key))]
        return ", ".join(known) or self._new_place(change)

    def _passage(self, key: str) -> str:
        """A passage in words; of a new one, or of what is no passage, what the workbook says."""
        return self._known_passage(key) or self.plainly(key)

    def _known_passage(self, key: str) -> str:
        """A passage of the data in words; "" for another."""
        desk = desk_of(self._shelf)
        graph = desk.names(self.visit.lang).meant(key)
        if graph is None or graph not in desk.passages:
            return ""
        return self._shelf.store.labels([graph], self.visit.lang)[str(graph)]

    def plainly(self, told: str) -> str:
        """A text with publishers for the identifiers of documents that share their title."""
        return with_publishers(self._shelf, self.visit, told)

    def _new_place(self, change: "Change") -> str:
        """The document and place of a row that rests on a passage of its own."""
        assert self.filled is not None
        told, word = (self._row(change) or self.filled.rows[-1]).evidence, self.word
        if told.kalla in ("", OWN):
            return word("eget underlag", "your own knowledge")
        source = ID(f"source/{told.kalla}")
        parts = [
            self._shelf.store.labels([source], self.visit.lang)[source],
            told.sida and word(f"sida {told.sida}", f"page {told.sida}"),
            told.rader and word(f"rad {told.rader}", f"line {told.rader}"), told.rubrik,
        ]  # fmt: skip
        return ", ".join(part for part in parts if part)

    def _row(self, change: "Change") -> "Typed | None":
        """The row of a form that a change comes from; none for a passage."""
        if self.filled is None or self.filled.grids[0].name != change.place.sheet:
            return None
        number = change.place.row - 2
        return self.filled.rows[number] if 0 <= number < len(self.filled.rows) else None

    def content(self, change: "Change") -> tuple[Line, ...]:
        """What a change says: before and after, or all that a new row holds."""
        if change.heading:
            return tuple(
                line(f"{before or '–'} → {after or '–'}")
                for before, after in [(change.old.replace("\n", ", "),
                                       change.new.replace("\n", ", "))]
            )  # fmt: skip
        row = self._row(change) if change.kind == "added" else None
        if self.filled is not None and change.sheet != self.filled.grids[0].name:
            return (line(change.thing.partition(", review-status:")[0].partition(" [")[0]),)
        if row is None or self.filled is None:
            return tuple(line(_said(*cell)) for cell in change.says) or (line(""),)
        sheet = page_of(book_for(self._shelf, self.visit.lang), self.filled.shown.about)
        meant = {name: thing for name, _, thing in self.proposal.answers if thing}
        told = [(c.heading.get(self.visit.lang),
                 [meant.get(v.strip(), v) for v in row.cells.get(c.key, ()) if v.strip()])
                for c in asked_of(sheet.form)]  # fmt: skip
        return tuple(line(f"{name}: {', '.join(values)}") for name, values in told if values)


def _said(heading: str, text: str) -> Words:
    """A cell of a row; identifiers, which few read, in a quieter tone."""
    return Words(said(heading, text), quiet=heading in (TIED.sv, TIED.en))


def form_title(shelf: Shelf, visit: Visit, proposal: Proposal) -> str:
    """What a form is about: the thing, or the kind of a new one that has no name yet."""
    filled = proposal.form
    assert filled is not None
    sheet = page_of(book_for(shelf, visit.lang), filled.shown.about)
    iri = desk_of(shelf).names(visit.lang).meant(filled.shown.thing) if filled.shown.thing else None
    if iri is not None:
        return shelf.store.labels([str(iri)], visit.lang)[str(iri)]
    name = next((c for c in asked_of(sheet.form) if has_name(c)), None)
    typed = filled.rows[0].cells.get(name.key, ()) if name and filled.rows else ()
    return next((text.strip() for text in typed if text.strip()), called(sheet.form, visit.lang))


def known(shelf: Shelf, visit: Visit, proposal: Proposal) -> list[str] | None:
    """A word where what is added as new is about a thing that is there already."""
    filled, made = proposal.form, proposal.made
    if filled is None or made is None or filled.shown.thing:
        return None
    desk, sheet = desk_of(shelf), filled.grids[0].name
    told = [c.thing.rpartition(" [")[2].rstrip("]") for c in made.changes if c.sheet == sheet]
    iri = next((i for i in map(identifier, told) if i is not None and i in desk.types), None)
    if iri is None:
        return None
    name = shelf.store.labels([str(iri)], visit.lang)[str(iri)]
    return [
        visit.word("Det finns redan: ", "It is there already: "),
        visit.url(path_of(str(iri))), name,
        visit.word(
            "Det du skriver läggs till det. Menar du något annat med samma namn? Gå tillbaka till "
            "formuläret och skriv ett namn som skiljer dem åt, till exempel med länets.",
            "What you write is added to it. Do you mean another of the same name? Go back to the "
            "form and write a name that tells them apart, for instance with the county's."),
    ]  # fmt: skip


def logged(shelf: Shelf, proposal: Proposal) -> tuple[Text | None, str]:
    """What the log says of a form, and its source; nothing of its own for a workbook."""
    filled, made = proposal.form, proposal.made
    if filled is None or made is None:
        return None, ""
    kinds = Counter(change.kind for change in made.changes)
    first = next((c for c in made.changes if c.place.sheet == filled.grids[0].name), None)
    visit = Visit(filled.shown.lang, "")
    thing = first.thing.partition(" [")[0] if first else ""
    if filled.shown.thing:  # a row is named by its cells, which need not hold the thing's name
        thing = form_title(shelf, visit, proposal)
    form = page_of(book_for(shelf, filled.shown.lang), filled.shown.about).form
    verb = Text("ändrat", "changed") if filled.shown.thing else Text("nytt", "new")
    if filled.shown.thing and not (kinds["changed"] or kinds["added"]):
        verb = Text("borttaget", "removed")
    what = Text(f"Formulär, {verb.sv}: {thing} ({form.name.sv})",
                f"Form, {verb.en}: {thing} ({form.name.en})")  # fmt: skip
    told = Told(shelf, visit, proposal)
    listed = "; ".join(dict.fromkeys(told.evidence(c) for c in made.changes))
    return what, f"{FORM}: {listed}" if listed else FORM
