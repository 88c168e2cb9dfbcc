"""What a page rests on, as RDF: the statements of the passages that it cites, and of its things.

A page is told in words; the statements that it was told from are the same whatever the language.
In JSON-LD each passage is a graph of its own; Turtle has no graphs, so all is one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from kgraph.errors import UsageError
from kgraph.report import Report
from kgraph.store import View
from kgraph.store.writing import document_order, serialise
from kgraph.terms import Blank, Iri, Quad
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.page import Page
from kgraph.web.pages.remembering import Remembering
from kgraph.wording import Text

FORMS = {"ttl": "turtle", "jsonld": "jsonld"}
_MOST = 2_000  # passages or things, some tens of statements each
_AT_ONCE = 200  # of them in a question
_IN_GRAPHS = "SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {named} }} GRAPH ?g {{ ?s ?p ?o }} }}"
_OF_THINGS = "SELECT ?g ?s ?p ?o WHERE {{ VALUES ?s {{ {named} }} GRAPH ?g {{ ?s ?p ?o }} }}"


def grounded(shelf: Shelf, page: Page, report: Report, view: View) -> Page:
    """A page with the forms that give what it rests on, unless it has better ones of its own.

    Parameters:
        report: of the page: its passages are numbered there.
    """
    if not FORMS.keys().isdisjoint(page.forms):
        return page
    passages = [note.passage.id for note in report.notes]
    return replace(page, more={**page.more, **forms(shelf, view, passages)})


def forms(
    shelf: Shelf, view: View, passages: Iterable[str], things: Iterable[str] = ()
) -> dict[str, Callable[[], bytes]]:
    """What stands in some passages, what is said of the passages, and what is said of some things.

    A statement that is derived stands in no passage, so it is not among them.
    """
    inside, about = list(passages), [*things]

    def write(ending: str) -> bytes:
        _refuse_many(len(inside) + len(about))
        quads = {
            *_asked(shelf, view, _IN_GRAPHS, inside),
            *_asked(shelf, view, _OF_THINGS, [*inside, *about]),
        }
        return serialise(sorted(quads, key=document_order), FORMS[ending])

    return {ending: partial(write, ending) for ending in FORMS}


def _asked(shelf: Shelf, view: View, text: str, iris: Sequence[str]) -> Iterable[Quad]:
    # Not kept: every page asks of passages of its own.
    store = shelf.store.inner if isinstance(shelf.store, Remembering) else shelf.store
    for at in range(0, len(iris), _AT_ONCE):
        named = " ".join(f"<{iri}>" for iri in iris[at : at + _AT_ONCE])
        for graph, s, p, o in store.select(text.format(named=named), view).rows:
            assert isinstance(graph, Iri) and isinstance(s, Iri | Blank)
            assert isinstance(p, Iri) and o is not None
            yield s, p, o, graph


def _refuse_many(number: int) -> None:
    """Refuse what is too much for a page.

    Raises:
        UsageError: there are more passages than are given at once.
    """
    if number > _MOST:
        raise UsageError(
            Text(f"Sidan vilar på {number} textställen; högst {_MOST} lämnas ut åt gången.",
                 f"The page rests on {number} passages; at most {_MOST} are given at once."),
            "",
            Text("Välj ett län, ett tema eller ett dokument, eller hämta allt på /data/all.trig.",
                 "Choose a county, a theme or a document, or get all of it at /data/all.trig."),
        )  # fmt: skip
