"""A row of the simple sheets: its cells as values, and the passage that it rests on."""

import re

from kgraph.terms import (
    DCT,
    FOAF,
    GRAPH,
    ID,
    KS,
    ORG,
    PROV,
    RDF,
    SKOS,
    VOCAB,
    XSD,
    Iri,
    Literal,
    Term,
    local_name,
    slug,
)
from kgraph.wording import Text
from kgraph.workbook.bodies import is_anywhere, is_group
from kgraph.workbook.cells import (
    AS_PAGE,
    LANG,
    Wrong,
    page_of,
    refuse_address,
    refuse_person,
    term_of,
)
from kgraph.workbook.decisions import Decision
from kgraph.workbook.naming import identifier, plain, slug_of
from kgraph.workbook.rows import lines_of_cell
from kgraph.workbook.simple.counties import county
from kgraph.workbook.simple.forms import ANSWERS, ROLES
from kgraph.workbook.simple.ground import Ground
from kgraph.workbook.simple.refusals import (
    PARTS,
    SEVERAL,
    SHORT,
    WHERE,
    WHOLE_NAME,
    copied_evidence,
    no_name,
    other_thing,
    perhaps_own,
    perhaps_several,
    refuse_no_name,
    same_stem,
)
from kgraph.workbook.value import Column, Fault, Form, Line, Place

_YEAR = re.compile(r"(?:19|20)\d\d")
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
        self._columns = ground.columns_of(form)
        self._sheet = form.name.get(ground.lang)
        self._graph: Iri | None = None
        self._texts: dict[str, str] = {}
        self._read: dict[str, list[Term]] = {}
        self._places: dict[str, Place] = {}
        self._mode: list[Iri | None] = []
        self._several: set[str] = set()
        self._copied: bool | None = None

    def column(self, key: str) -> Column:
        """A column of the sheet."""
        return self._columns[key]

    def text(self, key: str) -> str:
        """A cell's text, on one line."""
        told = self._texts.get(key)
        if told is None:
            told = self._texts[key] = " ".join(self.line.get(self._columns[key].key).split())
        return told

    def place(self, key: str = "") -> Place:
        """A cell, or the row."""
        found = self._places.get(key)
        if found is None:
            column = self._columns[key].key if key in self._columns else key
            found = Place(self._sheet, self.line.row, self.line.columns.get(column, 0))
            self._places[key] = found
        return found

    def values(self, key: str) -> list[Term]:
        """The values of a cell; what cannot be read is a fault, told once."""
        if key in self._read:
            return self._read[key]
        column = self._columns[key]
        found = self._read[key] = []
        if self.is_year(key):
            found.append(self._day_of_year(key))
            return found
        for text in lines_of_cell(self.line.get(column.key)):
            try:
                found.append(term_of(text, column, self._find, self.ground.lang))
            except Wrong as wrong:
                self.fault(key, wrong.what, wrong.mend, wrong)
                found += self._stand_in(wrong, column)
        return found

    def is_year(self, key: str) -> bool:
        """Whether a cell for a day holds a year alone, which is all that many plans say."""
        day = self._columns[key].form == XSD("date")
        return day and _YEAR.fullmatch(self.text(key)) is not None

    def _day_of_year(self, key: str) -> Literal:
        """The first or the last day of the year, and that it is told so."""
        day = f"{self.text(key)}-{'12-31' if key == 'through' else '01-01'}"
        at = self.place(key)
        self.ground.fresh[str(at)] = Text(
            f"{at}: ”{self.text(key)}” förstods som {day}, känt på året.",
            f"{at}: “{self.text(key)}” was taken for {day}, known to the year.",
        )
        return Literal(day, XSD("date"))

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
        self.ground.finder.at = self.place(column.path.removeprefix("simple:"))
        refuse_address(text, column)
        if column.path == "simple:county":
            return self._county(text, column)
        asked = self._asked_about(text, column)
        if asked is not None:
            return asked
        if KS("SourceDocument") in column.classes and plain(text) in self.ground.titled:
            return self.ground.titled[plain(text)]
        may_be_new = column.classes == (FOAF("Agent"),)
        try:
            return self.ground.finder.find(text, column, may_be_new=may_be_new)
        except Wrong as wrong:
            if self._are_several(text):
                raise Wrong(*SEVERAL) from None
            if not may_be_new or not self._is_new(wrong, text):
                several = perhaps_several(wrong, text)
                own = () if column.choices else self.ground.own_like(text, column.classes)
                raise wrong if column.choices else perhaps_own(several, own) from None
        refuse_person(text)
        refuse_no_name(text)
        if SHORT.fullmatch(text) and not _says_new(self.ground.finder.decision(text)):
            raise Wrong(*WHOLE_NAME, asks=(text, "actor"))
        if is_anywhere(text) and not _says_new(self.ground.finder.decision(text)):
            raise Wrong(*WHERE, asks=(text, "actor"))
        self._refuse_near_new(text, "actor")
        return self.actor(text)

    def _refuse_near_new(self, text: str, kind: str) -> None:
        """Refuse a new name that is much like another new one, unless somebody has answered."""
        other = self.ground.new_names[kind].like(text)
        if other and not _says_new(self.ground.finder.decision(text)):
            raise same_stem(text, other, kind)

    def _county(self, text: str, column: Column) -> Iri:
        """The county of a cell; what stands in the data stays, whatever sort of place it is."""
        known = self.ground.names.meant_as(text, column.classes) if self.known else None
        things = [str(self.typed()), *map(str, self.ground.index.values(
            str(self.typed()), KS("represents")))]  # fmt: skip
        if known and any(known in self.ground.index.values(one, DCT("spatial")) for one in things):
            return known
        return county(self.ground, text, column)

    def _asked_about(self, text: str, column: Column) -> Iri | None:
        """The new thing of this workbook whose name is asked about, where the text is its name."""
        if not self.ground.made.open:
            return None
        kinds = {"forum": KS("Forum"), "element": KS("StrategyElement")}
        for kind, cls in kinds.items():
            iri = ID(f"{kind}/{slug_of(text)}")
            fits = self.ground.finder.kinds(cls) & set(column.classes)
            if fits and iri in self.ground.made.open:
                return iri
        return None

    def _are_several(self, text: str) -> bool:
        """Whether a text is known names one after the other."""
        parts = [part for part in PARTS.split(text) if part]
        return len(parts) > 1 and all(self.ground.names.all_called(part) for part in parts)

    def _is_new(self, wrong: Wrong, text: str) -> bool:
        """An actor that nothing known is like, or that somebody has said is a new one."""
        decision = self.ground.finder.decision(text)
        return wrong.far or _says_new(decision)

    def actor(self, text: str) -> Iri:
        """An actor that is not known from before, described where the row's document names it."""
        several = is_group(text)
        iri = ID(f"{'group' if several else 'actor'}/{slug_of(text)}")
        cls = KS("ActorGroup") if several else ORG("Organization")
        said: list[tuple[str, Term]] = [
            (RDF("type"), cls), (SKOS("prefLabel"), Literal(text, LANG, "sv")),
        ]  # fmt: skip
        if several:
            said.append((KS("groupResolution"), VOCAB("group-resolution/open")))
        graph = self.graph()
        for path, value in said if graph is not None else ():
            self.ground.made.state((iri, Iri(path), value, Iri(str(graph))), self.place())
        self.know(iri, text, cls)
        self.ground.actors.setdefault(iri, text)
        return iri

    def named(self, name: str, kind: str, cls: str) -> Iri | None:
        """The thing that a name in the first column means, known or new."""
        known = [
            iri for iri in self.ground.names.all_called(name) if iri.startswith(f"{ID}{kind}/")
        ]
        if len(known) == 1:
            return Iri(known[0])
        iri, self.ground.finder.at = ID(f"{kind}/{slug_of(name)}"), self.place("name")
        try:
            refuse_person(name)
            found = self.ground.finder.existing(name, cls)
            if found is None:
                self._refuse_near_new(name, kind)
        except Wrong as wrong:
            like = {self.ground.names.meant(text) or "" for text in wrong.candidates}
            if wrong.asks and self.ground.tells_apart(name, like):
                self.know(iri, name, cls)
                return iri
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
        self.ground.know(iri, name, cls)

    def thing(self, kind: str, cls: str) -> Iri | None:
        """What the row is about: by its identifier, else by its name."""
        typed, name = self.typed(), self.text("name")
        if typed is not None:
            if name and self.known and not self.filled and not self._is_called(typed, name):
                self.fault("id", *other_thing(self.ground.names.label(typed), name))
                return None
            if name and not self.known:
                self.know(typed, name, cls)
            return typed
        sheet = self.place("name").sheet
        if not name:
            self.fault("name", *no_name(self.ground.above.get(sheet)))
            return None
        self.ground.above[sheet] = name, self.place("name")
        return self.named(name, kind, cls)

    def name_of(self, thing: Iri) -> str:
        """What the row calls its thing; a new one as its first row does, whatever the capitals."""
        own = self.text("name")
        first, _ = self.ground.called.get(thing, (own, None))
        new = thing not in self.ground.index.of
        return first if new and plain(first) == plain(own) else own

    def _is_called(self, thing: Iri, name: str) -> bool:
        """Whether a name is one of the names of a thing."""
        names = self.ground.names
        if thing in names.all_called(name) or plain(name) == plain(names.label(thing)):
            return True
        stated = self.ground.index.values(thing, SKOS("prefLabel"))
        return plain(name) in {plain(_text(one)) for one in stated}

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
            named = path if isinstance(path, Iri) else Iri(path)
            self.ground.made.state((subject, named, value, graph), self.place(key))

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
        # As they stand in this workbook's list, whichever language the faults are told in.
        told = ", ".join(text.get(self.ground.lang) for text in ANSWERS.values())
        self.fault(
            "mode",
            Text("Är det så i dag? Svaret saknas eller är inget av de sex.",
                 "Is it so today? The answer is missing or none of the six."),
            Text(f"Välj: {told}.", f"Choose: {told}."),
        )  # fmt: skip
        return None

    def graph(self) -> Iri | None:
        """The passage that the row rests on: the one it came from, or its document's page."""
        if self._graph is None and not self.is_copied():
            self._graph = self.stated() or self._new_graph()
        return self._graph

    @property
    def filled(self) -> bool:
        """Whether the program has filled in the row: its thing and passage are as in the data."""
        return self.ground.filled.has(self.form, self.line)

    def is_copied(self) -> bool:
        """Whether a row of one's own has another row's evidence, told once.

        What is written of a row never rests on another document or place than the row names; a
        row that was copied within its place may keep the passage that it came from.
        """
        if self._copied is None:
            told = self.line.get("passages")
            self._copied = bool(told) and not self.filled and not self._rests_there(told)
            if self._copied:
                owner = self.ground.filled.row_of(self.form, told)
                self.fault("passages", *copied_evidence(told, owner, "document" in self._columns))
        return self._copied

    def _rests_there(self, told: str) -> bool:
        """Whether passages are where the row says that it stands; an unknown one says nothing."""
        found = [self.ground.names.meant(key) for key in lines_of_cell(told)]
        return all(self._is_there(graph) for graph in found if graph is not None)

    def _is_there(self, graph: Iri) -> bool:
        index = self.ground.index
        if graph not in self.ground.names.passages:
            return False
        if "document" not in self._columns:  # a row on a document: a passage that describes it
            return any(quad[3] == graph for quad in index.of.get(self.typed() or "", ()))
        document = self.values("document") if self.text("document") else []
        if document != index.values(graph, PROV("wasDerivedFrom"))[:1]:
            return False
        pages = sorted(_text(page) for page in index.values(graph, KS("page")))
        if pages or self.text("page"):
            return _as_place(self.text("page")) == _as_place(" ".join(pages))
        headings = {plain(_text(one)) for one in index.values(graph, KS("section"))} or {""}
        return plain(self.text("heading")) in headings

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
        told, heading = self.text("page"), self.text("heading")
        asked = (sources[0], told, heading)
        if asked in self.ground.pages:
            return self.ground.pages[asked]
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
        graph = self.ground.pages[asked] = Iri(f"{GRAPH}{local_name(sources[0])}/{name}")
        if graph not in self.ground.names.known:
            self.ground.describe(graph, sources[0], page, heading, self.place("page"))
        return graph


_NO_DOCUMENT = (
    Text("Sida eller rubrik är ifylld, men inte dokumentet.",
         "A page or heading is given, but no document."),
    Text("Skriv dokumentet där det står, eller töm sida och rubrik.",
         "Write the document that says so, or empty page and heading."),
)  # fmt: skip


_A_DATE = Text(
    "Programmet som du skrev i gjorde ett datum av den. Skriv '12-14, med apostrof först.",
    "The program that you wrote in made a date of it. Write '12-14, beginning with an apostrophe.",
)


def _text(term: Term) -> str:
    """The first line of a text, as a cell shows it."""
    return term.value.split("\n")[0] if isinstance(term, Literal) else str(term)


def _as_place(page: str) -> str:
    """A page as pages are compared, however it is written."""
    return plain(page_of(page) or page).replace(" ", "")


def _says_new(decision: Decision | None) -> bool:
    return decision is not None and decision.means is None
