"""A Swedish text of the graph has its English found by what it says, in the same passage."""

from pathlib import Path

import pytest

from kgraph.phrasing import in_english, phrases
from kgraph.store import Rows, Store, View, open_store
from kgraph.terms import LANG_STRING, Iri, Literal
from kgraph.wording import Text
from tests.helpers import project

VIEW = View("everything")
DATA = """
@prefix g: <https://w3id.org/kompsam/graph/liten/> .
@prefix assignment: <https://w3id.org/kompsam/id/assignment/> .
@prefix forum: <https://w3id.org/kompsam/id/forum/> .
@prefix ks: <https://w3id.org/kompsam/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

g:1-1 {
  forum:a ks:summary "Ett \\"råd\\"\\nmed \\\\ {tecken} SERVICE."@sv, "A council."@en ;
    org:purpose "Samtal."@sv, "Talks."@en ; skos:altLabel "Rådet"@sv, "The council"@en .
  forum:b org:purpose "Samråd."@sv .
  assignment:a ks:inferredBecause "Första skälet."@sv, "The first reason."@en .
}
g:2-2 {
  forum:c org:purpose "Samtal."@sv, "A conversation."@en .
  assignment:a ks:inferredBecause "Andra skälet."@sv, "The second reason."@en .
}
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Texts with and without English, and one told in two ways."""
    return open_store(project(tmp_path, {"sources/x.trig": DATA}))


def said(text: str, lang: str = "sv") -> Literal:
    """A text in a language."""
    return Literal(text, LANG_STRING, lang)


@pytest.mark.parametrize(
    ("sv", "en"),
    [
        ('Ett "råd"\nmed \\ {tecken} SERVICE.', "A council."),
        ("Första skälet.", "The first reason."),
        ("Andra skälet.", "The second reason."),
        ("Samtal.", "A conversation."),
        ("Samråd.", "Samråd."),
        ("Rådet", "Rådet"),
        ("Något annat", "Något annat"),
        ("å" * 13_000, "å" * 13_000),
        ("", ""),
    ],
    ids=["any signs", "of one passage", "of another", "first by alphabet", "none", "a name",
         "unknown", "too long to ask for", "nothing"],
)  # fmt: skip
def test_the_english_of_a_text_is_that_of_its_passage(store: Store, sv: str, en: str) -> None:
    """A reason differs between passages; a name is no text that is told in both languages."""
    assert phrases(store, VIEW, [sv]) == {sv: Text(sv, en)}


def test_many_texts_are_asked_for_in_turn(store: Store) -> None:
    """More than one question may hold."""
    many = [f"{'å' * 300} {n}" for n in range(90)]
    assert phrases(store, VIEW, [*many, "Samtal."])["Samtal."].en == "A conversation."


def test_an_answer_is_told_in_english_where_it_can_be(store: Store) -> None:
    """Other cells stay, and so does a column with rows of both languages."""
    rows = (
        (said("Samtal."), said("Samtal."), Iri("urn:x"), None),
        (said("Samråd."), said("Talks.", "en"), Literal("Samtal."), said("Gespräch", "de")),
    )
    told = in_english(store, VIEW, Rows(("one", "both", "other", "more"), rows))
    assert told.rows[0] == (said("A conversation.", "en"), said("Samtal."), Iri("urn:x"), None)
    assert told.rows[1] == rows[1]
    assert in_english(store, VIEW, Rows(("one",), ())) == Rows(("one",), ())
