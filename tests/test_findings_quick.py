"""Quick answers held against the named questions that they stand for, and JSON against json."""

import json
import random
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.findings.forms.laid_out import laid_out
from kgraph.findings.material import Material, parts
from kgraph.findings.quick import QUICK, Relations
from kgraph.findings.quick.themes import thousandths
from kgraph.generate import AS_OF, Planted, generate, write
from kgraph.project import Project
from kgraph.queries import bind
from kgraph.store import Store, View, open_store
from tests.helpers import ROOT

PROJECT = Project(ROOT, "given")
# The five sources; the planted counties alone; two random counties beside them; and countries
# that have lost a fifth of their statements here and there, for the rows of half-known things.
COUNTRIES = ("sources", "0", "2", "2 lost 1", "2 lost 2", "2 lost 3")
LOST = 0.2
Rows = list[tuple[tuple[str, tuple[str, ...]], ...]]


@cache
def store_of(country: str) -> Store:
    """A country's statements."""
    if country == "sources":
        return open_store(PROJECT)
    regions, _, lost = country.partition(" lost ")
    chance = random.Random(lost)
    quads = [
        q for q in generate(int(regions), "7", proof=regions == "0") if not isinstance(q, Planted)
    ]
    path = Path(mkdtemp(prefix="kgraph-quick-")) / "land.nq"
    write((q for q in quads if not lost or chance.random() > LOST), path)
    return open_store(PROJECT, [path])


def view_of(country: str) -> View:
    """The view that a country was made for."""
    return View() if country == "sources" else View(as_of=AS_OF)


def asked(country: str, name: str) -> Rows:
    """What the named question itself answers."""
    store, view = store_of(country), view_of(country)
    query = Material(PROJECT, store, view).names[name]
    answer = store.select(query.text, view, bind(store, query, {}, view))
    places = [(column, answer.columns.index(column)) for column in query.columns]
    told = ({c: "" if row[i] is None else str(row[i]) for c, i in places} for row in answer.rows)
    return plain(told)


def plain(rows: Iterable[Mapping[str, str]]) -> Rows:
    """Rows in one order, and what a cell lists too: an engine lists in any order."""
    return sorted(tuple(sorted((c, parts(cell)) for c, cell in row.items())) for row in rows)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("name", QUICK)
def test_a_quick_answer_is_the_questions_own(name: str, country: str) -> None:
    """Row for row and column for column, every row as often."""
    quick = QUICK[name](Relations(store_of(country), view_of(country)))
    assert plain(quick) == asked(country, name)


@pytest.mark.parametrize("name", QUICK)
def test_the_countries_have_rows_to_compare(name: str) -> None:
    """Else two empty answers would pass for alike."""
    assert asked("2", name)


def test_material_gives_columns_in_the_order_of_the_questions_head() -> None:
    """A row's order is that of its cells, so the columns must stand as the head lists them."""
    material = Material(PROJECT, store_of("2"), view_of("2"))
    for name in QUICK:
        wanted = material.names[name].columns
        assert {tuple(row) for row in material.rows(name)} == {wanted}


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(1, 16, "0.063"), (1, 3, "0.333"), (2, 3, "0.667"), (5, 5, "1")]
)
def test_likeness_is_rounded_half_up_to_three_decimals(part: int, whole: int, told: str) -> None:
    """As SPARQL rounds a decimal, and as it writes one."""
    assert thousandths(part, whole) == told


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_json_is_laid_out_as_the_standard_library_does(value: object) -> None:
    """Every text, number and level, byte for byte."""
    assert laid_out(value) == json.dumps(value, ensure_ascii=False, indent=1)
