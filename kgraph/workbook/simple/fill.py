"""From the graph to the rows of the simple sheets: what each passage of a document says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kgraph.layout import natural
from kgraph.terms import DCT, KS, ORG, PROV, RDF, SKOS, Iri, Literal
from kgraph.wording import collation_key
from kgraph.workbook.cells import text_of
from kgraph.workbook.desk import Desk
from kgraph.workbook.naming import Names, short
from kgraph.workbook.simple.forms import (
    ANSWERS,
    DOCUMENTS,
    ELEMENTS,
    FOLLOW_UPS,
    FORUMS,
    ROLES,
)
from kgraph.workbook.simple.index import Index
from kgraph.workbook.simple.upward import CONTRIBUTES_TO, PART_OF
from kgraph.workbook.value import Form, Line, Page, many

Cells = dict[str, str]
_FOLLOWED = {"bearer": KS("bearer"), "reports-to": KS("reportsTo"), "often": KS("periodicity")}


class Filler:
    """Reads rows out of the graph.

    Parameters:
        desk, names, index: the data.
        forms: the four sheets.
        lang: language of the cells.
    """

    def __init__(
        self, desk: Desk, names: Names, index: Index, forms: Iterable[Form], lang: str
    ) -> None:
        """Note which column each key is."""
        self._desk, self._names, self._index, self._lang = desk, names, index, lang
        self._forms = {form.about: form for form in forms}
        self._wanted: frozenset[str] = frozenset()
        self._columns = {
            (form.about, column.path.removeprefix("simple:")): column
            for form in self._forms.values()
            for column in form.columns
        }

    def pages(self, graphs: Iterable[str], sources: Iterable[str] = ()) -> tuple[Page, ...]:
        """The four sheets with what some passages say.

        Parameters:
            sources: documents that are shown wherever they are described.
        """
        wanted = sorted(graphs)
        self._wanted = frozenset(wanted)
        makers = {
            DOCUMENTS: self._documents,
            ELEMENTS: self._elements,
            FORUMS: self._forums,
            FOLLOW_UPS: self._follow_ups,
        }
        pages = []
        for about, form in self._forms.items():
            rows = [cells for graph in wanted for cells in makers[about](graph)]
            if about == DOCUMENTS:
                rows += self._elsewhere(set(wanted), set(sources))
            lines = (Line(0, self._keyed(form, cells)) for cells in rows)
            pages.append(Page(form, tuple(sorted(lines, key=_row_order(form)))))
        return tuple(pages)

    def _keyed(self, form: Form, cells: Mapping[str, str]) -> Cells:
        keys = {c.path.removeprefix("simple:"): c.key for c in form.columns if c.path}
        return {keys.get(name, name): text for name, text in cells.items() if text}

    def _of_kind(self, graph: str, cls: str) -> list[str]:
        """The things of a class that a passage describes with a type."""
        return [
            thing
            for thing in self._things.get(graph, ())
            if any(cls in self._desk.words.kinds_of(one) for one in self._desk.types[thing])
        ]

    @property
    def _things(self) -> Mapping[str, list[str]]:
        if not hasattr(self, "_by_graph"):
            found: dict[str, set[str]] = defaultdict(set)
            for quads in self._index.of.values():
                for subject, path, _, graph in quads:
                    if path == RDF("type"):
                        found[graph].add(subject)
            self._by_graph = {graph: sorted(things) for graph, things in found.items()}
        return self._by_graph

    def _name(self, iri: str, about: str, key: str) -> str:
        """What a column says of a thing."""
        return self._names.text_in(iri, self._columns[about, key])

    def _texts(
        self, subject: str, path: str, graph: str, column: tuple[str, str] = ("", "")
    ) -> str:
        """What a cell says of a property in a passage, as far as a cell can hold it.

        What somebody has written is shown in Swedish, whatever the sheets are written in, for that
        is what a changed cell changes; only what has no Swedish is shown as it is.

        Parameters:
            column: its sheet and key, for a cell that names things.
        """
        found = []
        values = self._index.values(subject, path, graph)
        tongues = {value.language for value in values if isinstance(value, Literal)}
        left = {"", "sv"} if tongues & {"", "sv"} else {min(tongues, default="")}
        for value in values:
            if isinstance(value, Literal) and value.language not in left:
                continue
            told = text_of(value, self._names, self._lang, self._columns.get(column))
            if told is not None:
                found.append(told)
        return many(sorted(found, key=collation_key))

    def _place(self, graph: str, about: str) -> Cells:
        sources = self._index.values(graph, PROV("wasDerivedFrom"))
        return {
            "document": self._name(str(sources[0]), about, "document") if sources else "",
            "page": self._texts(graph, KS("page"), ""),
            "heading": "" if self._texts(graph, KS("page"), "") else self._heading(graph),
            "passages": self._names.text(graph),
        }

    def _heading(self, graph: str) -> str:
        return self._texts(graph, KS("section"), "").split("\n")[0]

    def _answer(self, subject: str, graph: str) -> str:
        modes = self._index.values(subject, KS("assertionMode"), graph)
        return ANSWERS[str(modes[0])].get(self._lang) if modes else ""

    def _elsewhere(self, graphs: set[str], sources: set[str]) -> list[Cells]:
        """The rows of documents that other passages than these describe."""
        others = sorted({
            str(q[3]) for source in sources for q in self._index.of.get(source, ())
            if q[1] == RDF("type") and q[3] not in graphs
        })  # fmt: skip
        rows = (cells for graph in others for cells in self._documents(graph))
        own = {short(source) for source in sources}
        return [cells for cells in rows if cells["id"] in own]

    def _documents(self, graph: str) -> Iterator[Cells]:
        for source in self._of_kind(graph, KS("SourceDocument")):
            title = self._texts(source, DCT("title"), graph)
            if not title:
                continue
            works = [str(w) for w in self._index.values(source, KS("represents"), graph)]
            about = self._work(works[0], graph) if len(works) == 1 else {}
            yield {
                "title": title.split("\n")[0],
                "publisher": self._texts(source, DCT("publisher"), graph, (DOCUMENTS, "publisher")),
                **about,
                "id": short(source),
                "passages": self._names.text(graph),
            }

    def _work(self, work: str, graph: str) -> Cells:
        """What is said of a strategy: by this passage, else by another one of the county's."""
        things = {"kind": KS("documentType"), "county": DCT("spatial"),
                  "adopted-by": KS("adoptedBy")}  # fmt: skip
        days = {"from": KS("validFrom"), "through": KS("validThrough")}
        return {
            key: self._texts(work, path, self._where(work, path, graph), (DOCUMENTS, key))
            .split("\n")[0]
            for key, path in {**things, **days}.items()
        }  # fmt: skip

    def _where(self, thing: str, path: str, graph: str) -> str:
        """The passage that states something: this one, else the first of the county's."""
        graphs = self._index.graphs(thing, path)
        return graph if graph in graphs else next((g for g in graphs if g in self._wanted), graph)

    def _elements(self, graph: str) -> Iterator[Cells]:
        for element in self._of_kind(graph, KS("StrategyElement")):
            name = self._texts(element, SKOS("prefLabel"), graph).split("\n")[0]
            duties = self._duties(element, graph)
            if not name and not duties:
                continue
            about = {
                "name": name or self._own_name(element),
                "kind": self._texts(element, KS("elementType"), graph, (ELEMENTS, "kind")).split(
                    "\n"
                )[0],
                "parent": self._upward(element, graph),
                "summary": self._texts(element, KS("summary"), graph).split("\n")[0],
                "theme": self._texts(element, DCT("subject"), graph, (ELEMENTS, "theme")),
                "strategy": self._strategies(element, graph),
                "id": short(element),
                **self._place(graph, ELEMENTS),
            }
            alone = {key: about[key] for key in ("name", "id", "document", "page", "heading",
                                                 "passages")}  # fmt: skip
            rows: list[Cells] = [dict(duty) for duty in duties] or [{}]
            for i, duty in enumerate(rows):
                key = f"{short(element)} {duty.get('mode', '')}".strip()
                yield {**(about if i == 0 else alone), **duty, "id": key}

    def _upward(self, element: str, graph: str) -> str:
        """What an element is a part of; where it is of none, the goals that it contributes to."""
        column = ELEMENTS, "parent"
        part = self._texts(element, PART_OF, graph, column).split("\n")[0]
        if part:
            return part
        goals = self._index.values(element, CONTRIBUTES_TO, graph)
        element_kind = KS("StrategyElement")
        return many(sorted(
            (self._name(str(goal), *column) for goal in goals
             if any(element_kind in self._desk.words.kinds_of(one)
                    for one in self._desk.types.get(str(goal), ()))),
            key=collation_key))  # fmt: skip

    def _strategies(self, element: str, graph: str) -> str:
        """The strategies that an element is of, where its document is a copy of none of them."""
        own = {
            str(work)
            for source in self._index.values(graph, PROV("wasDerivedFrom"))
            for work in self._index.values(str(source), KS("represents"))
        }
        stated = {str(v) for v in self._index.values(element, KS("partOfStrategy"), graph)}
        if stated <= own:
            return ""
        return many(sorted((self._name(s, ELEMENTS, "strategy") for s in stated),
                           key=collation_key))  # fmt: skip

    def _own_name(self, element: str) -> str:
        return next(
            (v.value for v in self._index.values(element, SKOS("prefLabel"))
             if isinstance(v, Literal) and v.language == "sv"), self._names.text(element)
        )  # fmt: skip

    def _duties(self, element: str, graph: str) -> list[Cells]:
        """Who does what for an element, by a passage: a row for each answer."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for duty in self._index.subjects(KS("target"), element, graph):
            if Iri(KS("Responsibility")) not in self._index.values(duty, RDF("type"), graph):
                continue
            role = [str(r) for r in self._index.values(duty, KS("role"), graph)]
            key = next((k for k, iri in ROLES.items() if role == [iri]), "")
            for bearer in self._index.values(duty, KS("bearer"), graph):
                if key:
                    found[self._answer(duty, graph)][key].add(
                        self._name(str(bearer), ELEMENTS, key)
                    )
        return [
            {"mode": answer, **{k: many(sorted(v, key=collation_key)) for k, v in roles.items()}}
            for answer, roles in sorted(found.items())
        ]

    def _forums(self, graph: str) -> Iterator[Cells]:
        told: set[str] = set()
        members = [
            (str(forum), membership)
            for membership in self._of_kind(graph, ORG("Membership"))
            for forum in self._index.values(membership, ORG("organization"), graph)
        ]
        for forum, membership in sorted(members):
            yield {
                **self._forum(forum, graph, first=forum not in told),
                "id": f"{short(forum)} {short(membership)}",
                "member": self._texts(membership, ORG("member"), graph, (FORUMS, "member")).split(
                    "\n"
                )[0],
                "role": self._texts(membership, ORG("role"), graph, (FORUMS, "role")).split("\n")[
                    0
                ],
                "mode": self._answer(membership, graph),
            }
            told.add(forum)
        for forum in self._of_kind(graph, KS("Forum")):
            if forum not in told and self._index.values(forum, SKOS("prefLabel"), graph):
                yield self._forum(forum, graph, first=True)

    def _forum(self, forum: str, graph: str, *, first: bool) -> Cells:
        own = {
            "county": self._texts(forum, DCT("spatial"), graph, (FORUMS, "county")),
            "purpose": self._texts(forum, ORG("purpose"), graph).split("\n")[0],
            "theme": self._texts(forum, DCT("subject"), graph, (FORUMS, "theme")),
            "open": self._texts(forum, KS("openList"), graph),
        }
        return {
            "name": self._own_name(forum),
            **(own if first else {}),
            "id": short(forum),
            **self._place(graph, FORUMS),
        }

    def _follow_ups(self, graph: str) -> Iterator[Cells]:
        for duty in self._of_kind(graph, KS("FollowUp")):
            for target in self._index.values(duty, KS("target"), graph):
                yield {
                    "target": self._name(str(target), FOLLOW_UPS, "target"),
                    **{
                        key: self._texts(duty, path, graph, (FOLLOW_UPS, key))
                        for key, path in _FOLLOWED.items()
                    },
                    "summary": self._texts(duty, KS("summary"), graph).split("\n")[0],
                    "mode": self._answer(duty, graph),
                    "id": f"{short(duty)} {short(str(target))}",
                    **self._place(graph, FOLLOW_UPS),
                }


def _row_order(form: Form) -> "_Order":
    return _Order(form)


class _Order:
    """Rows by document and page, then by name."""

    def __init__(self, form: Form) -> None:
        self._first = form.columns[1].key

    def __call__(self, line: Line) -> tuple[object, ...]:
        return (
            natural(line.get("passages")),
            collation_key(line.get(self._first)),
            sorted(line.cells.items()),
        )
