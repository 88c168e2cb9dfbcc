"""The checks kept up to date: after an edit only what it can have touched is validated again.

Made once, from a full check. An edit then changes the graph where it lies, derives again what hangs
on it (``warm``), and walks back from every statement that came or went to the things whose checks
read it (``reached``). Those alone are handed to the engine, with all that their checks read around
them. What is found is what a full check finds, warnings included.
"""

import datetime
from collections.abc import Iterable, Sequence
from threading import RLock

from kgraph.checks.engines import Result, text_of, validate
from kgraph.checks.groups import UNKNOWN, Groups, Touched
from kgraph.checks.held import Held, Kept
from kgraph.checks.report import (
    CheckReport,
    checked_view,
    problems_of,
    used,
)
from kgraph.checks.shapes import naming_file, read_shapes, targeted_checks
from kgraph.checks.sifting import LARGE, sifted
from kgraph.checks.telling import telling
from kgraph.errors import UsageError
from kgraph.store import Store, View
from kgraph.store.convert import term
from kgraph.store.reach import Changes
from kgraph.store.warm import Everywhere, WarmStore, renewed, warm
from kgraph.terms import Quad
from kgraph.wording import Text


class Checker:
    """The report of all checks, kept up to date while statements come and go.

    Parameters:
        store: the statements of a project's files; a copy of them is kept in memory.
        shapes: the shapes graph as Turtle.
        as_of: date that periods are compared with; today when left out.
        lang: language of names in the report.
        view: another view; it must take everything, whatever its review status.
        take_over: whether to work in the store itself, which nobody may ask any more. It spares
            the copy.

    Raises:
        UsageError: a store or a view of another kind.
        InputError: the engine refuses the shapes.
    """

    def __init__(
        self,
        store: Store,
        shapes: str,
        *,
        as_of: datetime.date | None = None,
        lang: str = "sv",
        view: View | None = None,
        take_over: bool = False,
    ) -> None:
        """Check everything once, which takes as long as a check and a copy of the graph."""
        self.view = checked_view(view or View(as_of=as_of or datetime.date.today()))
        if self.view.review != "everything":
            raise _bad_view()
        self.lang, self._lock, self._telling = lang, RLock(), telling()
        with naming_file(store):
            self._groups = Groups(shapes)
            self._start(warm(store, self.view, take_over=take_over))

    @property
    def report(self) -> CheckReport:
        """The report of the state after the last edit."""
        with self._lock:
            problems = self._held.all()
            return CheckReport(problems, used(self._checks, problems), "fast", self.view, self.lang)

    @property
    def store(self) -> Store:
        """The statements after the last edit, to be asked under ``view`` and not to be changed."""
        return self._store

    def edit(self, added: Iterable[Quad], removed: Iterable[Quad] = ()) -> CheckReport:
        """Let statements come and go, and look again at what they may have touched.

        Parameters:
            added: the statements that come, each with its graph.
            removed: those that go first; one that is not there is passed by.

        Returns:
            The whole report of the new state, as a full check gives it.

        Raises:
            InputError: a statement that no file may state; nothing is changed.
        """
        gone, new = list(removed), list(added)
        with self._lock:
            self._store.refuse(new)
            try:
                self._edit(gone, new)
            except Everywhere:
                with naming_file(self._store):
                    self._start(renewed(self._store, gone, new))
            return self.report

    def _edit(self, gone: Sequence[Quad], new: Sequence[Quad]) -> None:
        """Edit what is at hand.

        Raises:
            Everywhere: that would not tell everything; nothing is changed.
        """
        if self._blind:
            raise Everywhere
        made = self._store.edit(gone, new)
        try:
            before, after = self._looked_again(made.changes)
        except BaseException:
            self._store.undo(made)
            raise
        self._held.replace(before, after)

    # -- everything ------------------------------------------------------------------------

    def _start(self, store: WarmStore) -> None:
        """Check all that a store holds; it is taken only when that has gone well."""
        table = read_shapes(store, self.view)
        found = self._all(store, self._groups.text, self._groups.targeted)
        kept = [
            Kept(problem, group)
            for group, results in self._groups.apart(found).items()
            for problem in problems_of(store, self.view, results, table, self.lang)
        ]
        self._checks = tuple(targeted_checks(store, self.view, table).values())
        self._table, self._store, self._held = table, store, Held(kept)
        self._groups.know(store.classes())
        self._blind = any(each.group == UNKNOWN for each in kept)

    def _all(self, store: WarmStore, shapes: str, targeted: Sequence[str]) -> list[Result]:
        """What some checks find in everything."""
        data = store.ntriples(self.view)
        if len(data) >= LARGE:
            shapes, data = sifted(shapes, data, store, self.view)
            targeted = ()
        return list(validate(data, shapes, "fast", (), targeted))

    # -- some things -----------------------------------------------------------------------

    def _looked_again(self, changes: Changes) -> tuple[list[Kept], list[Kept]]:
        """The problems that go and those that come.

        Raises:
            Everywhere: a result is of no shape that is known.
        """
        looks = self._store.looks()
        touched = self._groups.touched(changes, looks)
        gone = self._held.of_groups(touched.whole)
        for group, foci in touched.foci.items():
            gone += self._held.of(foci, group)
        retold = self._retold(changes, touched)
        found = self._groups.validated(touched, looks)
        if touched.whole:
            found += self._all(self._store, self._groups.text_of(touched.whole), ())
        by_group = self._groups.apart(found)
        if UNKNOWN in by_group:
            raise Everywhere
        for each in retold:
            by_group.setdefault(each.group, []).append(each.problem.result)
        return gone + retold, [
            Kept(problem, group)
            for group, results in by_group.items()
            for problem in problems_of(self._store, self.view, results, self._table, self.lang)
        ]

    def _retold(self, changes: Changes, touched: Touched) -> list[Kept]:
        """The problems that stay, but are told in other words or at another place."""
        nodes = self._telling.roots(changes, self._store.looks()) or set()
        foci = {focus for node in nodes if (focus := text_of(term(node))) in self._held}
        return [
            each
            for each in self._held.of(foci)
            if each.group not in touched.whole
            and each.problem.focus not in touched.foci.get(each.group, ())
        ]


def _bad_view() -> UsageError:
    return UsageError(
        Text(
            "Kontrollerna hålls bara aktuella över alla uppgifter.",
            "The checks are kept up to date over all statements only.",
        ),
        "",
        Text("Välj granskningsnivån all.", "Choose the review level all."),
    )
