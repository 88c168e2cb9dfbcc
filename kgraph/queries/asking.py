"""Asking: of a named question, or with a text that somebody wrote."""

import contextlib
import re
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace

from kgraph import quick
from kgraph.errors import InputError, UsageError
from kgraph.phrasing import in_english
from kgraph.project import Project
from kgraph.queries.outside import refuse_outside
from kgraph.queries.question import Query
from kgraph.queries.values import bind
from kgraph.store import Store, View
from kgraph.store.allowance import federation_of
from kgraph.store.dates import precisions
from kgraph.store.gate import mentions_service, query_form
from kgraph.tables import Table
from kgraph.terms import XSD, Literal, Triple
from kgraph.wording import Text


def run(
    store: Store, query: Query, values: Mapping[str, str], view: View, lang: str = "sv"
) -> Table:
    """Ask a named question.

    Parameters:
        store: where to ask.
        query: the question.
        values: parameter values as a person writes them; left out means all.
        view: which statements count.
        lang: language of the labels, and of texts that stand in both.

    Returns:
        The answer, sorted by the query's order columns in Swedish order. One over pairs may be
        cut at a limit, which the table tells.

    Raises:
        UsageError: an unknown or missing parameter, or a value of the wrong kind.
    """
    bound = bind(store, query, values, view)
    answer, left_out = quick.asked(query.name, query.text, query.columns, store, view, bound)
    absent = [column for column in query.columns if column not in answer.columns]
    if absent:
        raise InputError(
            Text(f"Svaret saknar kolumnen {absent[0]}.", f"The answer lacks column {absent[0]}."),
            f"queries/{query.name}.rq",
            Text("Rätta # columns eller SELECT.", "Mend # columns or the SELECT list."),
        )
    if lang == "en":
        answer = in_english(store, view, answer)
    table = Table.of(query.name, answer, store, view, lang, dict(values))
    table = replace(table, left_out=left_out, known=_known(store, view, table))
    words = {code: text.get(lang) for code, text in query.codes.items()}
    return replace(table, codes=words).select(query.columns).sorted_by(query.order)


def _known(store: Store, view: View, table: Table) -> Mapping[tuple[str, str], str]:
    """How far the dates of an answer are known."""
    cells = (cell for row in table.rows for cell in row if isinstance(cell, Literal))
    return precisions(store, view, (c.value for c in cells if c.datatype == XSD("date")))


def run_text(store: Store, text: str, view: View, lang: str = "sv") -> Table:
    """Run a SELECT or ASK query somebody wrote.

    Returns:
        The answer; sorted by all columns unless the query itself says an order.

    Raises:
        UsageError: not valid SPARQL, or it would reach outside this graph.
    """
    with _asked(store, text, view) as asked:
        if query_form(asked) == "ASK":
            return Table.yes_or_no(store.ask(asked, view), view)
        answer = store.select(asked, view)
    table = Table.of("", answer, store, view, lang, {})
    return table if re.search(r"\bORDER\s+BY\b", text, re.I) else table.sorted_by(())


def run_graph(store: Store, text: str, view: View) -> list[Triple]:
    """Run a CONSTRUCT or DESCRIBE query somebody wrote; the statements come sorted.

    Raises:
        UsageError: not valid SPARQL, or it would reach outside this graph.
    """
    with _asked(store, text, view) as asked:
        return store.construct(asked, view)


@contextlib.contextmanager
def _asked(store: Store, text: str, view: View) -> Iterator[str]:
    """A text that somebody wrote as it is run: what it asks of listed endpoints is answered."""
    from kgraph.store.federation import with_services

    outward = with_services(store, text, view) if mentions_service(text) else nullcontext(text)
    with outward as asked:
        refuse_outside(asked)
        with _explaining(text):
            yield asked


def refuse_early(project: Project, text: str) -> None:
    """Refuse a query that would fetch from somewhere else before any statement is read.

    Raises:
        UsageError: as ``refuse_outside``; where the project lists endpoints, not before it is run.
    """
    if not (mentions_service(text) and federation_of(project).allow):
        refuse_outside(text)


@contextlib.contextmanager
def _explaining(text: str) -> Iterator[None]:
    """Tell a writer what is wrong with the text, and not what the engine makes of it."""
    try:
        yield
    except UsageError as error:
        from kgraph.query_faults import explained

        raise explained(text, error) from None
