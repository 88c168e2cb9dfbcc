"""From the rows of the simple sheets to statements.

A row that was filled from the graph finds the things it came from again, so that only what was
changed changes. A new row makes things with identifiers from names, in a passage of the document
and page that it names.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

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
    Iri,
    Literal,
    Term,
    local_name,
    slug,
)
from kgraph.wording import Text
from kgraph.workbook.cells import LANG, Wrong, refuse_person, term_of
from kgraph.workbook.decisions import Decision
from kgraph.workbook.finder import Finder
from kgraph.workbook.naming import Names, identifier, plain
from kgraph.workbook.rows import Statements, lines_of_cell
from kgraph.workbook.simple.forms import (
    ANSWERS,
    DOCUMENTS,
    ELEMENTS,
    FOLLOW_UPS,
    FORUMS,
    ROLES,
)
from kgraph.workbook.simple.index import Index
from kgraph.workbook.value import Column, Fault, Form, Line, Page, Place

_CLASSES = {
    "mal": "Goal",
    "overgripande-mal": "Goal",
    "insats": "Measure",
    "borlage": "TargetState",
    "del-av-borlage": "TargetState",
    "utmaning": "Challenge",
}
_PLAIN_DOCUMENTS = {"avsiktsforklaring", "budgetuppdrag", "uppdragsbeslut", "villkorsbeslut",
                    "lag", "forordning"}  # fmt: skip
_PAGE = re.compile(r"\d{1,5}(?:\s*[-–]\s*\d{1,5})?")


@dataclass
class Stater:
    """States what the rows of the simple sheets say.

    Parameters:
        names, finder, index: what is known.
        own: the workbook as a source, for rows that name no document: gives a passage for a sheet
            and row.
        lang: the language of the cells.
        made: what is stated.
    """

    names: Names
    finder: Finder
    index: Index
    own: "OwnSource"
    lang: str
    made: Statements = field(default_factory=Statements)
    fresh: dict[str, Text] = field(default_factory=dict)

    def state(self, pages: Iterable[Page]) -> Statements:
        """What all rows state; documents first, for others name them."""
        ways = {
            DOCUMENTS: _document,
            ELEMENTS: _element,
            FORUMS: _forum,
            FOLLOW_UPS: _follow_up,
        }
        order = list(ways)
        for page in sorted(pages, key=lambda p: order.index(p.form.about)):
            if page.form.about in (ELEMENTS, FORUMS):
                self._announce(page)
            for line in page.lines:
                row, before = _Row(self, page.form, line), len(self.made.faults)
                ways[page.form.about](row)
                if len(self.made.faults) > before:
                    row.read_rest()
        return self.made

    def _announce(self, page: Page) -> None:
        """Make the names of a sheet known before any row refers to them."""
        for line in page.lines:
            row = _Row(self, page.form, line)
            name = row.text("name")
            if name and not line.get("id"):
                kind = "forum" if page.form.about == FORUMS else "element"
                row.named(name, kind, str(KS("Forum" if kind == "forum" else "Measure")))


class OwnSource:
    """What gives a passage to a row that names no document."""

    def passage(self, sheet: str, row: int) -> Iri:
        """The graph for a row of the workbook itself."""
        raise NotImplementedError


class _Row:
    """One row, its cells as values, and what is wrong with them as faults."""

    def __init__(self, stater: Stater, form: Form, line: Line) -> None:
        self.stater, self.form, self.line = stater, form, line
        self._columns = {c.path.removeprefix("simple:"): c for c in form.columns if c.path}
        self._graph: Iri | None = None
        self._read: dict[str, list[Term]] = {}
        self._mode: list[Iri | None] = []

    def text(self, key: str) -> str:
        """A cell's text, on one line."""
        return " ".join(self.line.get(self._columns[key].key).split())

    def place(self, key: str = "") -> Place:
        """A cell, or the row."""
        column = self._columns[key].key if key in self._columns else key
        return Place(
            self.form.name.get(self.stater.lang), self.line.row, self.line.columns.get(column, 0)
        )

    def values(self, key: str) -> list[Term]:
        """The values of a cell; what cannot be read is a fault, told once."""
        if key in self._read:
            return self._read[key]
        column = self._columns[key]
        found = self._read[key] = []
        for text in lines_of_cell(self.line.get(column.key)):
            try:
                found.append(term_of(text, column, self._find, self.stater.lang))
            except Wrong as wrong:
                self.fault(key, wrong.what, wrong.mend, wrong)
        return found

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
        self.stater.made.faults.append(Fault(self.place(key), what, mend, more[0], asks=more[1]))

    def _find(self, text: str, column: Column) -> Iri:
        try:
            return self.stater.finder.find(text, column)
        except Wrong as wrong:
            if column.classes != (FOAF("Agent"),) or not self._is_new(wrong, text):
                raise
        refuse_person(text)
        _refuse_no_name(text)
        return self.actor(text)

    def _is_new(self, wrong: Wrong, text: str) -> bool:
        """An actor that nothing known is like, or that somebody has said is a new one."""
        decision = self.stater.finder.decision(text)
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
                self.stater.made.state((iri, path, value, graph), place)
        self.stater.names.add(iri, text)
        self.stater.fresh[iri] = Text(f"Ny aktör: {text}.", f"New actor: {text}.")
        return iri

    def named(self, name: str, kind: str, cls: str) -> Iri | None:
        """The thing that a name in the first column means, known or new."""
        known = [
            iri for iri in self.stater.names.all_called(name) if iri.startswith(f"{ID}{kind}/")
        ]
        if len(known) == 1:
            return Iri(known[0])
        try:
            refuse_person(name)
            found = self.stater.finder.existing(name, cls)
        except Wrong as wrong:
            self.fault("name", wrong.what, wrong.mend, wrong)
            return None
        if found is not None:
            return found
        iri = ID(f"{kind}/{slug(name)}")
        self.stater.names.add(iri, name)
        return iri

    def thing(self, kind: str, cls: str) -> Iri | None:
        """What the row is about: by its identifier, else by its name."""
        typed = self.typed()
        if typed is not None:
            return typed
        name = self.text("name")
        if not name:
            self.fault("name", Text("Namnet saknas.", "There is no name."),
                       Text("Fyll i det.", "Fill it in."))  # fmt: skip
            return None
        return self.named(name, kind, cls)

    def typed(self) -> Iri | None:
        """The thing that the program has written on the row, for a row that it filled."""
        first = self.line.get("id").partition(" ")[0]
        return (self.stater.names.meant(first) or identifier(first)) if first else None

    def say(self, subject: Iri, path: str, value: Term, key: str = "") -> None:
        """State something in the row's passage."""
        graph = self.graph()
        if graph is not None:
            self.stater.made.state((subject, Iri(path), value, graph), self.place(key))

    def mode(self) -> Iri | None:
        """The answer to "is it so today?" as a mode; asked for where the row names anybody."""
        if not self._mode:
            self._mode.append(self._answered())
        return self._mode[0]

    def unused_mode(self) -> None:
        """Tell that an answer is not kept, for it is about those whom a row names."""
        told, today = self.text("mode"), ANSWERS[VOCAB("mode/actual")]
        if told and plain(told) not in (today.sv, today.en):
            self.stater.fresh[str(self.place("mode"))] = Text(
                f"{self.place('mode')}: ”{told}” används inte, för raden nämner ingen som gör det.",
                f"{self.place('mode')}: “{told}” is not used, for the row names nobody.",
            )

    def unused_county(self) -> None:
        """Tell that a county is not kept, for it is said of strategies and not of web pages."""
        county = self.text("county")
        self.stater.fresh[str(self.place("county"))] = Text(
            f"{self.place('county')}: ”{county}” används inte, för raden är ingen strategi, plan "
            "eller beslut; utgivaren säger vems sidan är.",
            f"{self.place('county')}: “{county}” is not used, for the row is no strategy, plan or "
            "decision; the publisher says whose page it is.",
        )

    def _answered(self) -> Iri | None:
        answer = plain(self.text("mode"))
        for iri, text in ANSWERS.items():
            if answer in (plain(text.sv), plain(text.en)):
                return Iri(iri)
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
            keys = lines_of_cell(self.line.get("passages"))
            found = self.stater.names.meant(keys[0]) if keys else None
            self._graph = found or self._new_graph()
        return self._graph

    def _new_graph(self) -> Iri | None:
        if not self.text("document"):
            return self.stater.own.passage(self.form.name.get(self.stater.lang), self.line.row)
        sources = self.values("document")
        if not sources or not isinstance(sources[0], Iri):
            return None
        source, page, heading = local_name(sources[0]), self.text("page"), self.text("heading")
        if page and not _PAGE.fullmatch(page):
            self.fault(
                "page",
                Text(f"”{page}” är ingen sida.", f"“{page}” is no page."),
                Text("Skriv sidans nummer, som 12.", "Write its number, as 12."),
            )
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
        if graph not in self.stater.names.known:
            self._describe(graph, sources[0], page, heading)
        return graph

    def _describe(self, graph: Iri, source: Iri, page: str, heading: str) -> None:
        """What is said of a passage that is new: its document and place, not yet reviewed."""
        meta = Iri(f"{graph.rpartition('/')[0]}/meta")
        lang = self.stater.lang
        title = self.stater.names.text(source)
        where = Text(f"sida {page}", f"page {page}") if page else Text(heading, heading)
        told = Text(f"Det som står på {where.sv} i {title}, infört ur en arbetsbok.",
                    f"What stands at {where.en} of {title}, entered from a workbook.")  # fmt: skip
        say = self.stater.made.state
        place = self.place("page")
        say((graph, RDF("type"), KS("AssertionGraph"), meta), place)
        say((graph, PROV("wasDerivedFrom"), source, meta), place)
        say((graph, KS("reviewStatus"), VOCAB("review-status/extracted"), meta), place)
        say((graph, KS("summary"), Literal(told.sv[:300], LANG, "sv"), meta), place)
        if page:
            say((graph, KS("page"), Literal(page.replace(" ", "").replace("-", "–")), meta), place)
        section = heading or f"{where.get(lang)}"
        say((graph, KS("section"), Literal(section, LANG, lang), meta), place)


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
    if plain(text) in _NO_NAMES or not any(sign.isalpha() for sign in text):
        raise Wrong(
            Text(f"”{text}” är inget namn på en aktör.", f"“{text}” is no name of an actor."),
            Text(
                "Skriv organisationens namn, eller lämna cellen tom.",
                "Write the name of the body, or leave the cell empty.",
            ),
        )


def _says_new(decision: Decision | None) -> bool:
    return decision is not None and decision.means is None


def _document(row: _Row) -> None:
    """A document, and the strategy or decision that it is a copy of."""
    title = row.text("title")
    if not title:
        row.fault("title", Text("Titeln saknas.", "There is no title."),
                  Text("Fyll i den.", "Fill it in."))  # fmt: skip
        return
    typed = row.typed()
    known = [i for i in row.stater.names.all_called(title) if i.startswith(f"{ID}source/")]
    source = typed or (Iri(known[0]) if len(known) == 1 else ID(f"source/{slug(title)}"))
    row._graph = row.graph() if row.line.get("passages") else Iri(
        f"{GRAPH}{local_name(source)}/meta"
    )  # fmt: skip
    row.stater.names.add(source, title)
    row.say(source, RDF("type"), KS("SourceDocument"), "title")
    row.say(source, DCT("title"), Literal(title, LANG, row.stater.lang), "title")
    if not typed and source not in row.stater.index.of:
        row.say(source, KS("loaded"), Literal("false", "http://www.w3.org/2001/XMLSchema#boolean"))
    for value in row.values("publisher"):
        row.say(source, DCT("publisher"), value, "publisher")
    _work(row, source, title)


def _work(row: _Row, source: Iri, title: str) -> None:
    kinds = row.values("kind")
    works = row.stater.index.values(source, KS("represents"))
    if not kinds and not works:
        about = [key for key in ("adopted-by", "from", "through") if row.text(key)]
        if row.text("county") and not about and not row.text("kind"):
            row.unused_county()
        elif about and not row.text("kind"):
            row.fault(
                "kind",
                Text("Det sägs inte vad för dokument det är.", "It does not say what it is."),
                Text("Välj slag ur listan; län, beslut och datum hör till det.",
                     "Choose its kind; county, adoption and dates belong to that."),
            )  # fmt: skip
        return
    kind = local_name(str(kinds[0])) if kinds else ""
    which = "document" if kind in _PLAIN_DOCUMENTS else "strategy"
    new = not works
    work = Iri(str(works[0])) if works else ID(f"{which}/{slug(title)}")
    row.say(source, KS("represents"), work, "kind")
    if new:
        # The work itself rests on a passage; the document's own first page names it.
        meta = row._graph
        row._graph = _about_itself(row, source)
        cls = KS("GoverningDocument") if which == "document" else KS("Strategy")
        row.say(work, RDF("type"), cls, "kind")
        row.say(work, SKOS("prefLabel"), Literal(title, LANG, row.stater.lang), "title")
        row.stater.names.add(work, title)
        del meta
    for key, path in (("kind", KS("documentType")), ("county", DCT("spatial")),
                      ("adopted-by", KS("adoptedBy")), ("from", KS("validFrom")),
                      ("through", KS("validThrough"))):  # fmt: skip
        for value in row.values(key):
            row.say(work, path, value, key)


def _about_itself(row: _Row, source: Iri) -> Iri:
    graph = Iri(f"{GRAPH}{local_name(source)}/om-dokumentet")
    if graph not in row.stater.names.known:
        told = Text("Om dokumentet", "About the document").get(row.stater.lang)
        row._describe(graph, source, "", told)
    return graph


def _element(row: _Row) -> None:
    """A goal, priority or measure, and who has which part in it."""
    element = row.thing("element", KS("Measure"))
    if element is None or row.graph() is None:
        return
    if row.text("kind") or row.text("summary") or not row.line.get("id"):
        _describe_element(row, element)
    if not any(row.text(key) for key in ROLES):
        row.unused_mode()
        return
    mode = row.mode()
    if mode is None:
        return
    for key, role in ROLES.items():
        for bearer in row.values(key):
            if isinstance(bearer, Iri):
                _duty(row, element, bearer, Iri(role), mode, key)


def _describe_element(row: _Row, element: Iri) -> None:
    kinds = row.values("kind")
    if not kinds:
        if not row.text("kind"):
            row.fault("kind", Text("Det sägs inte vad det är.", "It does not say what it is."),
                      Text("Välj ur listan.", "Choose from the list."))  # fmt: skip
        return
    cls = KS(_CLASSES.get(local_name(str(kinds[0])), "Priority"))
    row.say(element, RDF("type"), cls, "kind")
    row.say(element, KS("elementType"), kinds[0], "kind")
    name = Literal(row.text("name"), LANG, "sv")
    graph = row.graph() or ""
    if not row.line.get("id") or name in row.stater.index.values(element, SKOS("prefLabel"), graph):
        row.say(element, SKOS("prefLabel"), name, "name")
    for key, path in (("parent", KS("parentElement")), ("summary", KS("summary")),
                      ("theme", DCT("subject"))):  # fmt: skip
        for value in row.values(key):
            row.say(element, path, value, key)
    for strategy in _strategies(row):
        row.say(element, KS("partOfStrategy"), strategy, "document")


def _strategies(row: _Row) -> list[Iri]:
    """The strategy that the row's document is a copy of, for a row of its own making."""
    if row.line.get("id"):
        return []
    sources = row.values("document") if row.text("document") else []
    found = [
        Iri(str(work))
        for source in sources
        for work in (
            row.stater.index.values(str(source), KS("represents"))
            or [q[2] for q in row.stater.made.quads
                if q[0] == source and q[1] == KS("represents")]
        )
    ]  # fmt: skip
    if not found:
        row.fault(
            "document",
            Text("Dokumentet är ingen strategi, plan eller beslut.",
                 "The document is no strategy, plan or decision."),
            Text("Välj dess slag på bladet Dokument.", "Choose its kind on the sheet Documents."),
        )  # fmt: skip
    return found


def _duty(row: _Row, element: Iri, bearer: Iri, role: Iri, mode: Iri, key: str) -> None:
    """A responsibility: the one that the passage states already, or a new one."""
    graph = row.graph() or ""
    index = row.stater.index
    known = [
        duty
        for duty in index.subjects(KS("target"), element, graph)
        if bearer in index.values(duty, KS("bearer"), graph)
        and role in index.values(duty, KS("role"), graph)
        and mode in index.values(duty, KS("assertionMode"), graph)
    ]
    name = f"{local_name(role)}-{local_name(bearer)}-{local_name(element)}"
    duty = Iri(known[0]) if known else _unused(row, ID(f"assignment/{slug(name)}"))
    for path, value in (
        (RDF("type"), KS("Responsibility")),
        (KS("target"), element),
        (KS("bearer"), bearer),
        (KS("role"), role),
        (KS("assertionMode"), mode),
    ):
        row.say(duty, path, value, key)


def _unused(row: _Row, iri: Iri) -> Iri:
    """An identifier that no other statement in another passage or mode has taken."""
    number, found = 2, iri
    while found in row.stater.index.of:
        found = Iri(f"{iri}-{number}")
        number += 1
    return found


def _forum(row: _Row) -> None:
    """A forum, and one of its members."""
    forum = row.thing("forum", KS("Forum"))
    if forum is None or row.graph() is None:
        return
    graph = row.graph() or ""
    name = Literal(row.text("name"), LANG, "sv")
    index = row.stater.index
    if forum not in index.of or Iri(KS("Forum")) in index.values(forum, RDF("type"), graph):
        row.say(forum, RDF("type"), KS("Forum"), "name")
    if forum not in index.of or name in index.values(forum, SKOS("prefLabel"), graph):
        row.say(forum, SKOS("prefLabel"), name, "name")
    for key, path in (("county", DCT("spatial")), ("purpose", ORG("purpose")),
                      ("theme", DCT("subject")), ("open", KS("openList"))):  # fmt: skip
        for value in row.values(key):
            row.say(forum, path, value, key)
    if row.text("member"):
        _member(row, forum)
    elif row.text("role"):
        row.fault(
            "member",
            Text("Raden har en roll men ingen medlem.", "A role but no member."),
            Text("Fyll i medlemmen, eller töm rollen.", "Fill in who, or empty the role."),
        )
    else:
        row.unused_mode()


def _member(row: _Row, forum: Iri) -> None:
    mode = row.mode()
    members = row.values("member")
    roles = row.values("role") if row.text("role") else [VOCAB("role/deltagare")]
    if mode is None or not members or not roles:
        return
    member, role, graph = Iri(str(members[0])), Iri(str(roles[0])), row.graph() or ""
    index = row.stater.index
    known = [
        m
        for m in index.subjects(ORG("organization"), forum, graph)
        if member in index.values(m, ORG("member"), graph)
        and mode in index.values(m, KS("assertionMode"), graph)
    ]
    name = f"{local_name(forum)}--{local_name(member)}"
    found = Iri(known[0]) if known else _unused(row, ID(f"membership/{name}"))
    for path, value, key in (
        (RDF("type"), ORG("Membership"), "member"),
        (ORG("organization"), forum, "name"),
        (ORG("member"), member, "member"),
        (KS("assertionMode"), mode, "mode"),
    ):
        row.say(found, path, value, key)
    if row.text("role") or not known:
        row.say(found, ORG("role"), role, "role")


def _follow_up(row: _Row) -> None:
    """A follow-up: what, by whom, to whom, how often."""
    targets, bearers = row.values("target"), row.values("bearer")
    if not targets or not bearers or row.graph() is None:
        for key in ("target", "bearer"):
            if not row.text(key):
                row.fault(key, Text("Cellen är tom.", "The cell is empty."),
                          Text("Fyll i den.", "Fill it in."))  # fmt: skip
        return
    mode = row.mode()
    if mode is None:
        return
    typed = row.typed()
    name = f"uppfoljning-{local_name(str(bearers[0]))}-{local_name(str(targets[0]))}"
    duty = typed or _unused(row, ID(f"assignment/{slug(name)}"))
    row.say(duty, RDF("type"), KS("FollowUp"), "target")
    row.say(duty, KS("assertionMode"), mode, "mode")
    if not typed:
        row.say(duty, KS("role"), VOCAB("role/uppfoljare"), "bearer")
    for key, path in (("target", KS("target")), ("bearer", KS("bearer")),
                      ("reports-to", KS("reportsTo")), ("often", KS("periodicity")),
                      ("summary", KS("summary"))):  # fmt: skip
        for value in row.values(key):
            row.say(duty, path, value, key)
