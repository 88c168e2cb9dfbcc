"""The knowledge graph as a Python object: open, check, ask, draw."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph import queries as questions
from kgraph.checks import CheckReport, EngineName, check, shapes_of
from kgraph.errors import UsageError
from kgraph.project import Project, find_project
from kgraph.store import DEFAULT_MODES, Store, View, open_store
from kgraph.store.gate import FORMS, query_form
from kgraph.tables import Table
from kgraph.wording import LANGUAGES, Text

if TYPE_CHECKING:
    import rdflib

    from kgraph.checks.checker import Checker
    from kgraph.findings.forms import FindingsTable
    from kgraph.network import Network


class KnowledgeGraph:
    """A project's graph, read and ready to be asked.

    Parameters:
        project: where the files lie.
        store: the statements.
        lang: language of labels, ``sv`` or ``en``.
    """

    def __init__(self, project: Project, store: Store, lang: str = "sv") -> None:
        """Use ``KnowledgeGraph.open`` to get one."""
        self.project, self.store, self.lang = project, store, lang

    @classmethod
    def open(cls, path: str | Path | None = None, *, lang: str = "sv") -> "KnowledgeGraph":
        """Open a project.

        Parameters:
            path: its folder; when left out, the checkout around the working folder, or the copy
                that came with the package.
            lang: language of labels, ``sv`` or ``en``.

        Raises:
            UsageError: a language that is not there.
            InputError: the folder is no project, or one of its files cannot be read.
        """
        if lang not in LANGUAGES:
            raise UsageError(
                Text(f"Okänt språk: {lang}.", f"Unknown language: {lang}."),
                "lang",
                Text("Välj sv eller en.", "Choose sv or en."),
            )
        project = find_project(Path(path) if path is not None else None)
        return cls(project, open_store(project), lang)

    @staticmethod
    def view(
        review: str = "all",
        as_of: datetime.date | str | None = None,
        modes: Sequence[str] = DEFAULT_MODES,
    ) -> View:
        """A view: which statements count, at which date (today when left out), in which modes.

        Raises:
            UsageError: an unknown level or mode, or what is no date.
        """
        chosen = (modes,) if isinstance(modes, str) else tuple(modes)
        return View(review, _date(as_of) or datetime.date.today(), chosen)

    def check(
        self,
        *,
        only: Sequence[str] = (),
        engine: EngineName = "fast",
        as_of: datetime.date | str | None = None,
    ) -> CheckReport:
        """Run the checks.

        Parameters:
            only: ids of the shapes to run; empty for all.
            engine: ``fast`` (pyshifty) or ``record`` (pySHACL).
            as_of: date that periods are compared with; today when left out.
        """
        shapes = shapes_of(self.project)
        named = (only,) if isinstance(only, str) else only
        return check(
            self.store, shapes, only=named, engine=engine, as_of=_date(as_of), lang=self.lang
        )

    def checker(self, *, as_of: datetime.date | str | None = None) -> "Checker":
        """The checks kept up to date: made once, then told of each edit of statements.

        It works on a copy in memory and writes nothing: ``edit(added, removed)`` tells what the
        checks would say, violations and warnings, in a fraction of the time of ``check``.

        Parameters:
            as_of: date that periods are compared with; today when left out.

        Raises:
            UsageError: the statements lie in another store than the project's files.
        """
        from kgraph.checks.checker import Checker

        return Checker(self.store, shapes_of(self.project), as_of=_date(as_of), lang=self.lang)

    def queries(self) -> dict[str, questions.Query]:
        """The named questions of the project."""
        return questions.catalogue(self.project)

    def query(self, name_or_sparql: str, view: View | None = None, **values: str) -> Table:
        """Ask a named question, or run a SPARQL SELECT or ASK query.

        Parameters:
            name_or_sparql: a name from ``queries()``, or a query's text.
            view: which statements count; all but rejected, today, actual and norm when left out.
            values: parameters of the named question.

        Raises:
            UsageError: an unknown name, parameter or value, or SPARQL that is not valid.
        """
        if query_form(name_or_sparql) in FORMS and len(name_or_sparql.split()) > 1:
            return questions.run_text(self.store, name_or_sparql, view or View(), self.lang)
        query = questions.find(self.queries(), name_or_sparql)
        given = {name: str(value) for name, value in values.items()}
        return questions.run(self.store, query, given, view or View(), self.lang)

    def findings(
        self,
        *kinds: str,
        region: str | None = None,
        strategy: str | None = None,
        status: Sequence[str] = (),
        everything: bool = False,
        view: View | None = None,
    ) -> "FindingsTable":
        """Gaps and overlaps, each with its evidence, what would end it and how sure it is.

        Parameters:
            kinds: ``GAP-01`` … ``OVL-08``; the strategist's kinds when left out.
            region, strategy: this county or strategy alone.
            status: ``confirmed``, ``silent`` or ``unknown``; empty for all.
            everything: the kinds for analysis too, and what was set aside.
            view: which statements count; all but rejected, today, actual and norm when left out.

        Raises:
            UsageError: an unknown kind, county, strategy or status.
        """
        from kgraph import findings
        from kgraph.findings.forms import FindingsTable

        view = view or View()
        statuses = (status,) if isinstance(status, str) else status
        wanted = findings.make_filters(
            self.store, view, kinds, region, strategy, statuses, everything, self.project
        )
        return FindingsTable(findings.find(self.project, self.store, view, wanted), self.lang)

    def network(self, name: str, view: View | None = None, **values: str) -> "Network":
        """A network of the catalogue, with nodes, edges and the passages they rest on.

        Parameters:
            name: a network of ``queries/networks/`` (``actor-forum``, ``document-chain`` …).
            values: its parameters (``actor`` for ``around-actor``).

        Raises:
            UsageError: an unknown name, parameter or value.
        """
        from kgraph.network import build

        return build(self.project, self.store, name, values, view or View(), self.lang)

    def rdflib(self) -> "rdflib.Dataset":
        """A plain rdflib dataset with a copy of the stored statements."""
        return self.store.rdflib()

    def __repr__(self) -> str:
        """Say which project this is."""
        return f"<KnowledgeGraph {self.project.root}>"

    def _repr_html_(self) -> str:
        import html

        return f"<p>kgraph: {html.escape(str(self.project.root))}</p>"

    def __enter__(self) -> "KnowledgeGraph":
        """Allow ``with KnowledgeGraph.open() as graph``."""
        return self

    def __exit__(self, *_: Any) -> None:
        """Nothing to close in memory; other stores release their locks here."""


def _date(value: datetime.date | str | None) -> datetime.date | None:
    if not isinstance(value, str):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise UsageError(
            Text(f"{value} är inget datum.", f"{value} is no date."),
            "as_of",
            Text("Skriv åååå-mm-dd.", "Write yyyy-mm-dd."),
        ) from None
