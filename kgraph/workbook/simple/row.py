"""A row of the simple sheets: its cells as values, and the passage that it rests on."""

import re

from kgraph.terms import (
    FOAF,
    GRAPH,
    ID,
    KS,
    ORG,
    RDF,
    SKOS,
    VOCAB,
    Iri,
    Literal,
    Term,
    local_name,
    slug,
)
from kgraph.wording import Text
from kgraph.workbook.cells import AS_PAGE, LANG, Wrong, page_of, refuse_person, term_of
from kgraph.workbook.codes import body_number
from kgraph.workbook.decisions import Decision
from kgraph.workbook.naming import identifier, plain
from kgraph.workbook.rows import lines_of_cell
from kgraph.workbook.simple.forms import ANSWERS, ROLES
from kgraph.workbook.simple.ground import Ground
from kgraph.workbook.value import Column, Fault, Form, Line, Place

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Row:
    """One row, its cells as values, and what is wrong with them as faults.

    Parameters:
        ground: what is known, and where what the row says is laid.
        form: the sheet and its columns.
        line: the cells as they were written.
    """

    def __init__(self, ground: Ground, form: Form, line: Line) -> None:
        """Nothing has been read of it yet."""
        self.ground, self.form, self.line = ground, form, line
        self._columns = {c.path.removeprefix("simple:"): c for c in form.columns if c.path}
        self._graph: Iri | None = None
        self._read: dict[str, list[Term]] = {}
        self._mode: list[Iri | None] = []
        self._several: set[str] = set()

    def column(self, key: str) -> Column:
        """A column of the sheet."""
        return self._columns[key]

    def text(self, key: str) -> str:
        """A cell's text, on one line."""
        return " ".join(self.line.get(self._columns[key].key).split())

    def place(self, key: str = "") -> Place:
        """A cell, or the row."""
        column = self._columns[key].key if key in self._columns else key
        return Place(
            self.form.name.get(self.ground.lang), self.line.row, self.line.columns.get(column, 0)
        )

    def values(self, key: str) -> list[Term]:
        """The values of a cell; what cannot be read is a fault, told once."""
        if key in self._read:
            return self._read[key]
        column = self._columns[key]
        found = self._read[key] = []
        for text in lines_of_cell(self.line.get(column.key)):
            try:
                found.append(term_of(text, column, self._find, self.ground.lang))
            except Wrong as wrong:
                self.fault(key, wrong.what, wrong.mend, wrong)
                found += self._stand_in(wrong, column)
        return found

    def _stand_in(self, wrong: Wrong, column: Column) -> list[Term]:
        """Something in the place of a name that is asked about."""
        instead = self.ground.made.stand_in(wrong)
        if instead is None:
            return []
        if KS("SourceDocument") in column.classes:
            self.ground.unsure.add(instead)
        return [instead]

    def read_rest(self) -> None:
        """Read every cell of a row that has a fault, so that all its faults are told at once."""
        for key in self._columns:
            if key not in ("mode", "page", "heading"):
                self.values(key)
        if any(self.text(key) for key in ("member", "bearer", *ROLES) if key in self._columns):
            self.mode()
        if "page" in self._columns:
            self.graph()

    def fault(self, key: str, what: Text, mend: Text, wrong: Wrong | None = None) -> None:
        """Something in a cell is wrong."""
        more = (wrong.candidates, wrong.asks) if wrong else ((), None)
        self.ground.made.faults.append(Fault(self.place(key), what, mend, more[0], asks=more[1]))

    def _find(self, text: str, column: Column) -> Iri:
        if KS("SourceDocument") in column.classes and plain(text) in self.ground.titled:
            return self.ground.titled[plain(text)]
        may_be_new = column.classes == (FOAF("Agent"),)
        try:
            return self.ground.finder.find(text, column, may_be_new=may_be_new)
        except Wrong as wrong:
            if self._are_several(text):
                raise Wrong(*_SEVERAL) from None
            if not may_be_new or not self._is_new(wrong, text):
                raise
        refuse_person(text)
        _refuse_no_name(text)
        if _SHORT.fullmatch(text) and not _says_new(self.ground.finder.decision(text)):
            raise Wrong(*_WHOLE_NAME, asks=(text, "actor"))
        return self.actor(text)

    def _are_several(self, text: str) -> bool:
        """Whether a text is known names one after the other."""
        parts = [part for part in _PARTS.split(text) if part]
        return len(parts) > 1 and all(self.ground.names.all_called(part) for part in parts)

    def _is_new(self, wrong: Wrong, text: str) -> bool:
        """An actor that nothing known is like, or that somebody has said is a new one."""
        decision = self.ground.finder.decision(text)
        return wrong.far or _says_new(decision)

    def actor(self, text: str) -> Iri:
        """An actor that is not known from before, described where the row's document names it."""
        iri = ID(f"actor/{slug(text)}")
        graph = self.graph()
        if graph is not None:
            place = self.place()
            for path, value in (
                (RDF("type"), ORG("Organization")),
                (SKOS("prefLabel"), Literal(text, LANG, "sv")),
            ):
                self.ground.made.state((iri, path, value, graph), place)
        self.know(iri, text, ORG("Organization"))
        self.ground.fresh[iri] = Text(f"Ny aktör: {text}.", f"New actor: {text}.")
        return iri

    def named(self, name: str, kind: str, cls: str) -> Iri | None:
        """The thing that a name in the first column means, known or new."""
        known = [
            iri for iri in self.ground.names.all_called(name) if iri.startswith(f"{ID}{kind}/")
        ]
        if len(known) == 1:
            return Iri(known[0])
        iri = ID(f"{kind}/{slug(name)}")
        try:
            refuse_person(name)
            found = self.ground.finder.existing(name, cls)
        except Wrong as wrong:
            self.fault("name", wrong.what, wrong.mend, wrong)
            if wrong.asks is None:
                return None
            self.ground.made.open.add(iri)  # checked as a new thing until somebody has answered
            return iri
        if found is not None:
            return found
        self.know(iri, name, cls)
        return iri

    def know(self, iri: str, name: str, cls: str) -> None:
        """Make a thing known by its name to the rows that come after."""
        self.ground.names.add(iri, name, self.ground.finder.kinds(cls))

    def thing(self, kind: str, cls: str) -> Iri | None:
        """What the row is about: by its identifier, else by its name."""
        typed, name = self.typed(), self.text("name")
        if typed is not None:
            if name and self.known and not self.stated() and not self._is_called(typed, name):
                self.fault("id", *_other_thing(self.ground.names.label(typed), name))
                return None
            if name and not self.known:
                self.know(typed, name, cls)
            return typed
        if not name:
            self.fault("name", Text("Namnet saknas.", "There is no name."),
                       Text("Fyll i det.", "Fill it in."))  # fmt: skip
            return None
        return self.named(name, kind, cls)

    def _is_called(self, thing: Iri, name: str) -> bool:
        """Whether a name is one of the names of a thing."""
        return thing in self.ground.names.all_called(name) or plain(name) == plain(
            self.ground.names.label(thing)
        )

    @property
    def known(self) -> bool:
        """Whether the row came from these data; a row from others is of its own making here."""
        return self.typed() in self.ground.index.of

    def typed(self) -> Iri | None:
        """The thing that the program has written on the row, for a row that it filled."""
        first = self.line.get("id").partition(" ")[0]
        return (self.ground.names.meant(first) or identifier(first)) if first else None

    def say(self, subject: Iri, path: str, value: Term, key: str = "") -> None:
        """State something in the row's passage."""
        graph = self.graph()
        if graph is not None:
            self.ground.made.state((subject, Iri(path), value, graph), self.place(key))

    def say_new(self, subject: Iri, path: str, value: Term, key: str = "") -> None:
        """State something, unless the row is new and its document says so already."""
        standing = self.ground.standing
        if self.known or not standing.says(self.source(), subject, path, value):
            self.say(subject, path, value, key)

    def source(self) -> str:
        """The document that a new row names; "" for none."""
        known = "document" in self._columns and self.text("document")
        found = self.values("document") if known else []
        return str(found[0]) if found else ""

    def says_other(self, thing: Iri, path: str, key: str) -> bool:
        """Whether a new row gives a thing of the data another value than it has."""
        stated = [] if self.known else self.ground.index.values(thing, path)
        return bool(stated) and any(value not in stated for value in self.values(key))

    def stands_as(self, thing: Iri, path: str, key: str) -> None:
        """Tell that a thing is there already as something else."""
        stated = self.ground.index.values(thing, path)
        told = ", ".join(sorted(self.ground.names.text(str(v)) for v in stated))
        name = self.ground.names.label(thing)
        self.fault(
            key,
            Text(f"”{name}” finns redan, som {told}.", f"“{name}” is there already, as {told}."),
            Text(f"Välj {told}, eller ge det nya ett annat namn.",
                 f"Choose {told}, or give the new one another name."),
        )  # fmt: skip

    def once(self, thing: Iri, key: str) -> None:
        """Tell at both cells when two new rows differ in what a thing can have one of."""
        text, place = self.text(key), self.place(key)
        if not text or self.known:
            return
        other, where = self.ground.once.setdefault((thing, key), (text, place))
        if plain(other) == plain(text):
            return
        for at, said, there, instead in ((place, text, where, other), (where, other, place, text)):
            self.ground.made.faults.append(Fault(at, *_two_ways(said, there, instead)))

    def mode(self) -> Iri | None:
        """The answer to "is it so today?" as a mode; asked for where the row names anybody."""
        if not self._mode:
            self._mode.append(self._answered())
        return self._mode[0]

    def only(self, key: str) -> list[Term]:
        """The value of a cell that holds one; several are a fault, for none is passed over."""
        found = self.values(key)
        if len(found) > 1 and key not in self._several:
            self._several.add(key)
            self.fault(
                key,
                Text("Cellen har flera värden.", "The cell has several values."),
                Text("Ta en rad för vart och ett.", "Take a row for each."),
            )
        return found

    def unused_mode(self) -> None:
        """Tell that an answer is not kept, for it is about those whom a row names."""
        told, today = self.text("mode"), ANSWERS[VOCAB("mode/actual")]
        if told and plain(told) not in (today.sv, today.en):
            self.ground.fresh[str(self.place("mode"))] = Text(
                f"{self.place('mode')}: ”{told}” används inte, för raden nämner ingen som gör det.",
                f"{self.place('mode')}: “{told}” is not used, for the row names nobody.",
            )

    def unused_county(self) -> None:
        """Tell that a county is not kept, for it is said of strategies and not of web pages."""
        county = self.text("county")
        self.ground.fresh[str(self.place("county"))] = Text(
            f"{self.place('county')}: ”{county}” används inte, för raden är ingen strategi, plan "
            "eller beslut; utgivaren säger vems sidan är.",
            f"{self.place('county')}: “{county}” is not used, for the row is no strategy, plan or "
            "decision; the publisher says whose page it is.",
        )

    def unused_text(self, key: str) -> None:
        """Tell that a text is not kept, for the thing is known and has one."""
        place = self.place(key)
        self.ground.fresh[str(place)] = Text(
            f"{place}: texten används inte, för det som raden handlar om finns redan med en egen "
            "text.",
            f"{place}: the text is not used, for what the row is about is there already with a "
            "text of its own.",
        )

    def _answered(self) -> Iri | None:
        answer = plain(self.text("mode"))
        for iri, text in ANSWERS.items():
            if answer in (plain(text.sv), plain(text.en)):
                return Iri(iri)
        begun = [
            iri
            for iri, text in ANSWERS.items()
            if len(answer) > 2 and (text.sv.startswith(answer) or text.en.startswith(answer))
        ]
        if len(begun) == 1:
            return Iri(begun[0])
        told = ", ".join(text.sv for text in ANSWERS.values())
        told_en = ", ".join(text.en for text in ANSWERS.values())
        self.fault(
            "mode",
            Text("Är det så i dag? Svaret saknas eller är inget av de sex.",
                 "Is it so today? The answer is missing or none of the six."),
            Text(f"Välj: {told}.", f"Choose: {told_en}."),
        )  # fmt: skip
        return None

    def graph(self) -> Iri | None:
        """The passage that the row rests on: the one it came from, or its document's page."""
        if self._graph is None:
            self._graph = self.stated() or self._new_graph()
        return self._graph

    def stated(self) -> Iri | None:
        """The passage that the row came from, as the program has written it on the row."""
        keys = lines_of_cell(self.line.get("passages"))
        return self.ground.names.meant(keys[0]) if keys else None

    def rest_on(self, graph: Iri) -> None:
        """What is said from here on stands in this passage."""
        self._graph = graph

    def _new_graph(self) -> Iri | None:
        if not self.text("document"):
            if self.text("page") or self.text("heading"):
                self.fault("document", *_NO_DOCUMENT)
                return None
            return self.ground.own.passage(self.form.name.get(self.ground.lang), self.line.row)
        sources = self.only("document")
        if not sources or not isinstance(sources[0], Iri):
            return None
        source, told, heading = local_name(sources[0]), self.text("page"), self.text("heading")
        page = page_of(told)
        if told and not page:
            self.fault("page", Text(f"”{told}” är ingen sida.", f"“{told}” is no page."),
                       _A_DATE if _DAY.fullmatch(told) else AS_PAGE)  # fmt: skip
            return None
        if not page and not heading:
            self.fault(
                "page",
                Text("Sida eller rubrik saknas.", "Page or heading is missing."),
                Text("Skriv sidan där det står.", "Write the page where it stands."),
            )
            return None
        name = f"p{slug(page)}" if page else slug(heading)
        graph = Iri(f"{GRAPH}{source}/{name}")
        if graph not in self.ground.names.known:
            self.ground.describe(graph, sources[0], page, heading, self.place("page"))
        return graph


def _two_ways(said: str, there: Place, instead: str) -> tuple[Text, Text]:
    """Two rows say different things of one: what is wrong, and what to do."""
    return (
        Text(f"Här står ”{said}”, men på {there} står ”{instead}” om samma sak.",
             f"This says “{said}”, but {there} says “{instead}” of the same."),
        Text("Skriv lika, eller töm den ena.", "Write the same, or empty one of them."),
    )  # fmt: skip


_NO_DOCUMENT = (
    Text("Sida eller rubrik är ifylld, men inte dokumentet.",
         "A page or heading is given, but no document."),
    Text("Skriv dokumentet där det står, eller töm sida och rubrik.",
         "Write the document that says so, or empty page and heading."),
)  # fmt: skip


def _other_thing(known: str, name: str) -> tuple[Text, Text]:
    """The identifier on a row is another thing's: what is wrong, and what to do."""
    return (
        Text(f"Identiteten är den för ”{known}”, men raden heter ”{name}”.",
             f"The identifier is that of “{known}”, but the row is called “{name}”."),
        Text("Töm Identitet på en ny rad; programmet fyller i den.",
             "Empty the identifier on a new row; the program fills it in."),
    )  # fmt: skip


_A_DATE = Text(
    "Programmet som du skrev i gjorde ett datum av den. Skriv '12-14, med apostrof först.",
    "The program that you wrote in made a date of it. Write '12-14, beginning with an apostrophe.",
)
_PARTS = re.compile(r"\s*[,;/]\s*|\s+(?:och|and|samt|&)\s+")
_SHORT = re.compile(r"[A-ZÅÄÖ]{1,4}")
_SEVERAL = (
    Text("Cellen har flera namn på samma rad.", "The cell has several names on one line."),
    Text("Skriv ett på varje rad i cellen (Alt + Enter).",
         "Write one on each line of the cell (Alt + Enter)."),
)  # fmt: skip
_WHOLE_NAME = (
    Text("Namnet ser ut som en förkortning.", "The name looks like an abbreviation."),
    Text("Skriv namnet helt ut. Heter aktören så: svara ny på bladet Namnfrågor.",
         "Write the whole name. If that is its name, answer new on the sheet of questions."),
)  # fmt: skip
_NO_NAMES = {
    "ja",
    "nej",
    "yes",
    "no",
    "sant",
    "falskt",
    "true",
    "false",
    "okänd",
    "vet ej",
    "unknown",
}


def _refuse_no_name(text: str) -> None:
    """Refuse to make an actor of an answer or a number.

    Raises:
        Wrong: it is no name.
    """
    if body_number(text):
        raise Wrong(
            Text(f"Organisationsnumret {text} är inte känt här.",
                 f"The number {text} of a body is not known here."),
            _BODY_NAME,
        )  # fmt: skip
    if plain(text) in _NO_NAMES or not any(sign.isalpha() for sign in text):
        raise Wrong(
            Text(f"”{text}” är inget namn på en aktör.", f"“{text}” is no name of an actor."),
            _BODY_NAME,
        )


_BODY_NAME = Text(
    "Skriv organisationens namn, eller lämna cellen tom.",
    "Write the name of the body, or leave the cell empty.",
)


def _says_new(decision: Decision | None) -> bool:
    return decision is not None and decision.means is None
