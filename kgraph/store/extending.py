"""What the files of an extension may not state: they are refused with the place and the mend.

An extension adds beside what is shipped. It describes only what lies in its own namespace, so that
no shipped term, value or check means something else in a project that has it, and a newer ontology
fits under it.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import InputError, UsageError
from kgraph.extensions import Extension
from kgraph.project import Project
from kgraph.store.gate import NO_CODE, refuse
from kgraph.store.own_terms import LOOSE, refuse_undescribed
from kgraph.store.reading import load_file, read_text, subjects
from kgraph.store.shape_values import declared, faults, uses_shipped
from kgraph.terms import BASE, KS, OWL, RDFS, SH, SHAPES, SKOS, VOCAB, shorten
from kgraph.wording import Text

# What the program does follows from each value of these, so another would mean nothing to it.
CLOSED = (
    *("mode", "review-status", "gap-status", "gap-reason", "disposition", "precision"),
    *("group-resolution", "absence-kind", "responsibility-level"),
)
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ASKING = ("select", "ask", "construct", "update")
_SHIPPED = (str(KS), str(VOCAB), str(SHAPES), BASE + "def", BASE + "vocab")
_KINDS = VOCAB("finding-type")
_READING = re.compile(r"#\s*reading:(.*)")


def refuse_foreign(project: Project) -> None:
    """Refuse extensions that describe what is not theirs.

    Raises:
        InputError: a term, value or check outside the namespace, a value in a list that the
            program knows by heart, a check without id or words, a query that would ask somebody
            else, a kind of finding that is not in the list, a term that nobody describes.
    """
    taken = _shipped_values(project)
    _refuse_all(project, taken)
    for extension in project.extensions:
        _refuse_unread(project, extension, taken)
    refuse_undescribed(project)


def _refuse_all(project: Project, taken: set[str]) -> None:
    """Read each file of each extension; the values that they list join those that are taken."""
    for extension in project.extensions:
        listed: set[str] = set()
        for path in extension.ontology_files:
            listed |= _Reading(project, extension, path, taken).kinds()
        _refuse_unlisted(project, extension, listed)
        others = [each.namespace for each in project.extensions if each is not extension]
        for path in extension.data_files:
            reading = _Reading(project, extension, path, taken)
            reading.refuse_shipped((*_SHIPPED, *others))
            reading.refuse_passages(project.base)


def _shipped_values(project: Project) -> set[str]:
    """The values of the shipped lists, each as list and last part."""
    store, path = ox.Store(), project.root / "ontology" / "lists.ttl"
    load_file(store, path, project.name(path), "urn:kgraph:lists")
    subjects = {getattr(quad.subject, "value", "") for quad in store}
    return {iri.removeprefix(VOCAB) for iri in subjects if iri.startswith(VOCAB)}


class _Reading:
    """One file of an extension, read by itself."""

    def __init__(self, project: Project, extension: Extension, path: Path, taken: set[str]) -> None:
        self.extension, self.part, self.taken = extension, path.name, taken
        self.name, self.store = project.name(path), ox.Store()
        self.shipped = project.root / "ontology" / "shapes.ttl"
        self.text = load_file(self.store, path, self.name, LOOSE)

    def kinds(self) -> set[str]:
        """The kinds of finding that it lists; the rest of what it may describe is looked at."""
        self._refuse_outside()
        self._refuse_values()
        if self.part == "shapes.ttl":
            self._refuse_shapes()
        return set(self._subjects(SKOS("inScheme"), _KINDS))

    def refuse_shipped(self, spaces: tuple[str, ...]) -> None:
        """Refuse data that say something of shipped terms, or of another extension's."""
        for iri in self._described():
            if iri.startswith(spaces):
                raise self._wrong(iri, _not_ours(iri), _BESIDE)

    def refuse_passages(self, base: str) -> None:
        """Refuse data that stand in, or tell something of, a passage of somebody else.

        Else a source would seem to say what it does not, or to be reviewed when it is not.
        """
        graphs = {BASE + "graph/", base + "graph/"}
        own = (self.extension.namespace, *(f"{g}{self.extension.name}-" for g in graphs), LOOSE)
        named = {getattr(graph, "value", "") for graph in self.store.named_graphs()}
        told = {iri for iri in self._described() if iri.startswith(tuple(graphs))}
        for iri in sorted(named | told):
            if not iri.startswith(own):
                raise self._wrong(
                    iri,
                    Text(f"Textstället hör inte till tillägget: {shorten(iri)}.",
                         f"The passage does not belong to the extension: {shorten(iri)}."),
                    Text(f"Kalla det <{BASE}graph/{self.extension.name}-…> eller något i "
                         "namnrymden.",
                         f"Call it <{BASE}graph/{self.extension.name}-…> or something in the "
                         "namespace."),
                )  # fmt: skip

    def _described(self) -> Iterator[str]:
        seen = {q.subject.value for q in self.store if isinstance(q.subject, ox.NamedNode)}
        yield from sorted(seen)

    def _subjects(self, predicate: str, value: str | None) -> list[str]:
        node = ox.NamedNode(value) if value else None
        found = self.store.quads_for_pattern(None, ox.NamedNode(predicate), node, None)
        return sorted({getattr(quad.subject, "value", "") for quad in found})

    def _refuse_outside(self) -> None:
        for iri in self._described():
            if not iri.startswith(self.extension.namespace):
                raise self._wrong(iri, _not_ours(iri), _BESIDE)
        code = NO_CODE.sub(" ", self.text)
        nameless = any(isinstance(quad.subject, ox.BlankNode) for quad in self.store)
        if "_:" in code or (nameless and self.part != "shapes.ttl"):
            raise self._wrong("", Text("En nod saknar namn (blank nod).",
                                       "A node has no name (blank node)."),
                              Text("Ge den en IRI i namnrymden.",
                                   "Give it an IRI in the namespace."))  # fmt: skip
        for iri in self._subjects(OWL("imports"), None):
            raise self._wrong(iri, Text("Inget hämtas: owl:imports läses inte.",
                                        "Nothing is fetched: owl:imports is not read."),
                              Text("Lägg uppgifterna i filen.",
                                   "Put the statements into the file."))  # fmt: skip

    def _refuse_values(self) -> None:
        """Refuse values of shipped lists that are closed, or that are not called as the others."""
        schemes = self.store.quads_for_pattern(None, ox.NamedNode(SKOS("inScheme")), None, None)
        for quad in sorted(schemes, key=str):
            iri, listed = (getattr(part, "value", "") for part in (quad.subject, quad.object))
            name = listed.removeprefix(VOCAB)
            if name == listed:
                continue
            if name in CLOSED:
                raise self._wrong(
                    iri,
                    Text(f"Listan {name} kan inte utökas: programmet räknar med just dess värden.",
                         f"The list {name} cannot be extended: the program counts on its values."),
                    Text("Gör en egen lista i namnrymden.", "Make a list in the namespace."),
                )  # fmt: skip
            self._refuse_value(iri, name)

    def _refuse_value(self, iri: str, name: str) -> None:
        """A value's last part tells it from all others of its list, whoever made them."""
        begin = f"{self.extension.namespace}vocab/{name}/"
        slug = iri.removeprefix(begin)
        if slug == iri or not _SLUG.fullmatch(slug):
            raise self._wrong(
                iri,
                Text(f"Ett värde i listan {name} heter inte så: {iri}.",
                     f"A value of the list {name} is not called so: {iri}."),
                Text(f"Kalla det <{begin}…>, med små bokstäver, siffror och bindestreck.",
                     f"Call it <{begin}…>, with small letters, digits and hyphens."),
            )  # fmt: skip
        if f"{name}/{slug}" in self.taken:
            raise self._wrong(
                iri,
                Text(f"Listan {name} har redan ett värde som heter {slug}.",
                     f"The list {name} already has a value called {slug}."),
                Text("Ge det ett annat namn.", "Give it another name."),
            )  # fmt: skip
        self.taken.add(f"{name}/{slug}")

    def _refuse_shapes(self) -> None:
        for name in _ASKING:
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(SH(name)), None, None):
                self._refuse_query(getattr(quad.object, "value", ""))
        for target in _TARGETS:
            for iri in self._subjects(SH(target), None):
                self._refuse_shape(iri)
        for fault in faults(self.store, self._shipped_prefixes()):
            raise self._wrong(fault.shape, fault.what, fault.mend)

    def _shipped_prefixes(self) -> dict[str, str]:
        """What the questions of checks may leave to the shipped file to declare."""
        store = ox.Store()
        if uses_shipped(self.store, self.extension.namespace):
            load_file(store, self.shipped, "ontology/shapes.ttl", LOOSE)
        return declared(store)

    def _refuse_query(self, text: str) -> None:
        """Refuse a query that would reach outside; an escaped letter could hide the word."""
        try:
            refuse(text)
        except UsageError as error:
            raise self._wrong("", error.what, error.mend) from None
        if "\\u" in text.casefold():
            raise self._wrong("", Text("En fråga har en kodad bokstav (\\u…).",
                                       "A query has an escaped letter (\\u…)."),
                              Text("Skriv bokstaven.", "Write the letter."))  # fmt: skip

    def _refuse_shape(self, iri: str) -> None:
        begin = f"{self.extension.namespace}{self.extension.name.upper()}-SH-"
        if not iri.startswith(begin) or not iri.removeprefix(begin)[:2].isdigit():
            raise self._wrong(
                iri,
                Text(f"Kontrollen heter inte som den ska: {shorten(iri)}.",
                     f"The check is not called as it should: {shorten(iri)}."),
                Text(f"Kalla den <{begin}01>, <{begin}02> och så vidare.",
                     f"Call it <{begin}01>, <{begin}02> and so on."),
            )  # fmt: skip
        lacking = [
            shorten(predicate)
            for predicate in (RDFS("label"), SH("message"))
            if self._languages(iri, predicate) != {"sv", "en"}
        ]
        lacking += [] if self._has(iri, SH("severity")) else ["sh:severity"]
        if lacking:
            raise self._wrong(
                iri,
                Text(f"Kontrollen saknar {', '.join(lacking)}.",
                     f"The check lacks {', '.join(lacking)}."),
                Text("Ange det, text på svenska och engelska; meddelandet säger vad man gör.",
                     "State it, texts in Swedish and English; the message says the mend."),
            )  # fmt: skip

    def _has(self, iri: str, predicate: str) -> bool:
        node, what = ox.NamedNode(iri), ox.NamedNode(predicate)
        return next(self.store.quads_for_pattern(node, what, None, None), None) is not None

    def _languages(self, iri: str, predicate: str) -> set[str]:
        node, what = ox.NamedNode(iri), ox.NamedNode(predicate)
        quads = self.store.quads_for_pattern(node, what, None, None)
        return {getattr(quad.object, "language", None) or "" for quad in quads}

    def _wrong(self, iri: str, what: Text | str, mend: Text | str) -> InputError:
        places = (place for found, _, place in subjects(self.text, self.name) if found == iri)
        return InputError(what, next(places, self.name), mend)


_BESIDE = Text(
    "Ett tillägg lägger till och ändrar inget: gör en egen i tilläggets namnrymd.",
    "An extension adds and changes nothing: make one of its own in the extension's namespace.",
)


def _not_ours(iri: str) -> Text:
    return Text(
        f"{shorten(iri)} ligger utanför tilläggets namnrymd.",
        f"{shorten(iri)} lies outside the extension's namespace.",
    )


def _refuse_unlisted(project: Project, extension: Extension, listed: set[str]) -> None:
    """Refuse kinds without a value in the list of kinds, and values without a kind."""
    wanted = set(extension.kind_iris.values())
    for iri in sorted(wanted ^ listed):
        place = f"{project.name(extension.root)}/lists.ttl"
        if iri in wanted:
            raise InputError(
                Text(f"Slaget {iri.rpartition('/')[2]} står inte i listan av slag.",
                     f"The kind {iri.rpartition('/')[2]} is not in the list of kinds."),
                place,
                Text(f"Lägg till <{iri}> a skos:Concept med skos:inScheme <{_KINDS}>.",
                     f"Add <{iri}> a skos:Concept with skos:inScheme <{_KINDS}>."),
            )  # fmt: skip
        raise InputError(
            Text(f"{iri} är ett slag utan fråga.", f"{iri} is a kind without a question."),
            place,
            Text("Lägg frågan i findings/, till exempel findings/gap-01.rq, eller ta bort värdet.",
                 "Put the question in findings/, such as findings/gap-01.rq, or remove the value."),
        )  # fmt: skip


def _refuse_unread(project: Project, extension: Extension, values: set[str]) -> None:
    """Refuse a kind that waits for the reading of something that no coverage can be about.

    None of its findings could ever be said.
    """
    known = sorted(v.removeprefix("relation-kind/") for v in values if v[:14] == "relation-kind/")
    for path in extension.kind_files.values():
        name = project.name(path)
        for number, line in enumerate(read_text(path, name).split("\n"), 1):
            found = _READING.match(line)
            for slug in found[1].split() if found else ():
                if slug not in known:
                    near = get_close_matches(slug, known, 1) or [", ".join(known)]
                    raise InputError(
                        Text(f"{slug} finns inte i listan relation-kind.",
                             f"{slug} is not in the list relation-kind."),
                        f"{name}:{number}",
                        Text(f"Skriv {near[0]}, eller lägg till värdet i lists.ttl.",
                             f"Write {near[0]}, or add the value to lists.ttl."),
                    )  # fmt: skip
