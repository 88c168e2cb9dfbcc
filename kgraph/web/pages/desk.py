"""What the pages are written from: names that lead to things, and answers asked for once a view."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from threading import RLock
from typing import Any

from kgraph.counting import Ours, read_ours
from kgraph.findings import Filters, Findings, find
from kgraph.network.facts import Facts, read_facts
from kgraph.network.kinds import kind_of
from kgraph.project import Project
from kgraph.report.desk import Desk, Scope
from kgraph.report.nearby import Served, read_served
from kgraph.report.value import Words
from kgraph.store import Store, View
from kgraph.web.pages.remembering import Remembering
from kgraph.wording import Text

_EVERYTHING = Scope()
_KEPT = 24  # answers of a sort; a view has a handful
_ROOM = 48 * 2**20  # bytes of written pages


@dataclass(frozen=True, slots=True)
class Linked(Words):
    """Words that lead somewhere.

    Parameters:
        to: the IRI of a thing, or a path of the site that begins with ``/``.
        kind: the kind of thing, for its colour and shape, or "".
    """

    to: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Abroad(Words):
    """Words that lead to a page of somebody else's, which is fetched only when one goes there.

    Parameters:
        at: an address that begins with ``https://``.
    """

    at: str = ""


class Shelf:
    """The answers of one project, kept as long as they are asked for.

    The data stay as they are until a change is accepted, so an answer holds until then. Each answer
    has a lock of its own: it is not worked out twice at a time, and holds nobody up who asks for
    another.
    """

    def __init__(self, project: Project, store: Store, sources: Path | None = None) -> None:
        """Nothing is asked yet.

        Parameters:
            sources: a folder with the user's own copies of the documents, or None.
        """
        self.project, self.sources = project, sources
        self.linked = False  # whether the server also answers with statements
        self.writable = False  # whether somebody with the token may change the project here
        self.latest: Any = None  # the page made last, while a folder is written
        self.store: Store = Remembering(store)
        self._kept: dict[str, OrderedDict[Hashable, Any]] = {}
        self._written: OrderedDict[Hashable, bytes] = OrderedDict()
        self._size = 0
        self._lock = RLock()
        self._making: dict[Hashable, RLock] = {}

    def renew(self, project: Project, store: Store) -> None:
        """Answer from other statements from now on.

        What is being worked out from the old ones is kept among the old answers, and goes with
        them.
        """
        with self._lock:
            self.project, self.store = project, Remembering(store)
            self._kept, self._written, self._size = {}, OrderedDict(), 0
            self.latest = None

    def keep(self, key: Hashable, make: Callable[[], Any], sort: str = "") -> Any:
        """An answer by its key, made when it is first asked for.

        Parameters:
            sort: answers give way only to others of their sort, so that those there is no end of
                push out nothing that every page rests on.
        """
        with self._alone(key):
            with self._lock:
                kept = self._kept.setdefault(sort, OrderedDict())
                if key in kept:
                    kept.move_to_end(key)
                    return kept[key]
            made = make()
            with self._lock:
                kept[key] = made
                while len(kept) > _KEPT:
                    kept.popitem(last=False)
            return made

    @contextmanager
    def _alone(self, key: Hashable) -> Iterator[None]:
        """Only one thread works at a key; the others wait for what it makes."""
        with self._lock:
            lock = self._making.setdefault(key, RLock())
        try:
            with lock:
                yield
        finally:
            with self._lock:
                if self._making.get(key) is lock:
                    del self._making[key]

    def write(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """A written page by its address; the least asked for give way when room runs out."""
        with self._alone(("written", key)):
            with self._lock:
                written = self._written
                if key in written:
                    written.move_to_end(key)
                    return written[key]
            made = make()
            with self._lock:
                if written is not self._written:
                    return made
                self._written[key] = made
                self._size += len(made)
                while self._size > _ROOM:
                    self._size -= len(self._written.popitem(last=False)[1])
            return made

    def findings(self, view: View) -> Findings:
        """Every finding of a view, the kinds for analysis and those set aside too."""

        def make() -> Findings:
            return find(self.project, self.store, view, Filters(everything=True))

        found: Findings = self.keep(("findings", view), make)
        return found

    def kinds(self, view: View) -> dict[str, str]:
        """By thing, which kind it is of (a key of ``kgraph.network.kinds.KINDS``)."""

        def make() -> dict[str, str]:
            classes: dict[str, set[str]] = {}
            for thing, is_a in self.store.select("SELECT ?s ?c WHERE { ?s a ?c }", view).rows:
                classes.setdefault(str(thing), set()).add(str(is_a))
            return {thing: kind_of(found) for thing, found in classes.items()}

        made: dict[str, str] = self.keep(("kinds", view), make)
        return made

    def facts(self, view: View) -> Facts:
        """County, level, themes and passages of every thing."""

        def make() -> Facts:
            return read_facts(self.store, view, self.kinds(view).keys())

        made: Facts = self.keep(("facts", view), make)
        return made


class WebDesk(Desk):
    """A report's desk whose names lead to the things' pages."""

    def __init__(self, shelf: Shelf, view: View, lang: str, scope: Scope = _EVERYTHING) -> None:
        """Take what the shelf has."""
        self.project, self.store, self.view = shelf.project, shelf.store, view
        self.shelf, self.lang, self.scope = shelf, lang, scope
        self.result = shelf.findings(view)
        self.material = self.result.material

    def name(self, iri: str, *, strong: bool = False) -> Words:
        """What a thing is called, as a link to its page."""
        text = self.material.name(iri)
        return Linked(text.get(self.lang), self.foreign(text), strong=strong, to=iri,
                      kind=self.kind(iri))  # fmt: skip

    @cached_property
    def ours(self) -> Ours:
        """What no source states in so many words: it is our reading."""
        made: Ours = self.shelf.keep(("ours", self.view), partial(read_ours, self.store, self.view))
        return made

    @cached_property
    def served(self) -> Served:
        """By forum, what it has a role in."""
        made: Served = self.shelf.keep(
            ("served", self.view), partial(read_served, self.store, self.view)
        )
        return made

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return self.shelf.kinds(self.view)

    def kind(self, iri: str) -> str:
        """The kind of a thing, for its sign; "" for values of other lists than the themes."""
        kind = self._kinds.get(iri, "")
        return "" if kind == "theme" and "/vocab/theme/" not in iri else kind

    def link(self, path: str, text: Text) -> Linked:
        """Words that lead to a page of the site."""
        return Linked(self.say(text), to=path)

    def told_many(self, iris: Iterable[str]) -> str:
        """Several names with commas between."""
        return ", ".join(self.told(iri) for iri in dict.fromkeys(iris))
