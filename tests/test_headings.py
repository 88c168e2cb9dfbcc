"""What the columns of answers are called."""

from pathlib import Path

import pytest

from kgraph.headings import HEADINGS, heading
from kgraph.project import find_project
from kgraph.queries import Query, catalogue

QUERIES = catalogue(find_project(Path(__file__).parents[1]))


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_every_column_of_a_named_question_has_words_in_both_languages(query: Query) -> None:
    """No reader meets a column's internal name."""
    nameless = [column for column in query.columns if column not in HEADINGS]
    assert nameless == []


def test_a_column_nobody_named_keeps_its_own_name() -> None:
    """A query of one's own chooses its names itself."""
    assert heading("minKolumn", "sv") == "minKolumn"


def test_headings_are_given_in_the_language_asked_for() -> None:
    """The same column, two languages."""
    assert (heading("evidence", "sv"), heading("evidence", "en")) == (
        "var det står",
        "where it says so",
    )
