"""Names of things: short forms, identifiers, and the one base."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.terms import (
    BASE,
    ID,
    KS,
    LISTS,
    PREFIXES,
    THINGS,
    Iri,
    Literal,
    expand,
    local_name,
    shorten,
    slug,
)

_LOCALS = st.from_regex(r"[A-Za-z0-9_.%#/-]{0,20}", fullmatch=True)
_IRIS = st.one_of(
    st.builds(lambda p, x: Iri(PREFIXES[p] + x), st.sampled_from(sorted(PREFIXES)), _LOCALS),
    st.builds(lambda x: Iri("https://example.org/" + x), _LOCALS),
    st.builds(lambda x: Iri("urn:" + x), _LOCALS),
)


@given(_IRIS)
def test_expanding_a_short_name_gives_the_iri_back(iri: Iri) -> None:
    """What a person sees as a short name leads back to the same thing."""
    assert expand(shorten(iri)) == iri


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (KS("Goal"), "ks:Goal"),
        (ID("actor/region-kronoberg"), "actor:region-kronoberg"),
        (BASE + "vocab/role/ansvarig", "role:ansvarig"),
        (BASE + "graph/a/1-2", BASE + "graph/a/1-2"),
        ("http://example.org/x", "http://example.org/x"),
        (KS(""), KS("")),
    ],
)
def test_a_name_is_shortened_by_the_longest_prefix_that_fits(iri: str, short: str) -> None:
    """Only names that Turtle takes as they are become short."""
    assert shorten(iri) == short


@pytest.mark.parametrize("name", ["actor", "okant:x", "Region Kronoberg", ":x"])
def test_what_has_no_known_prefix_is_no_name(name: str) -> None:
    """A label is told from a name."""
    with pytest.raises(ValueError, match=re.escape(name)):
        expand(name)


def test_a_name_in_angle_brackets_is_an_iri() -> None:
    """As in Turtle."""
    assert expand("<https://example.org/a>") == "https://example.org/a"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Åmåls kommun", "amals-kommun"),
        ("Företagarna & Co", "foretagarna-och-co"),
        ("Idé – café!", "ide-cafe"),
        ("A\u030are", "are"),
        ("  ", ""),
        ("x" * 79 + " y", "x" * 79),
    ],
)
def test_a_label_becomes_an_identifier_by_the_rule(text: str, made: str) -> None:
    """Lower case, a to z, digits and hyphens, at most 80 characters."""
    assert slug(text) == made


@given(st.text())
def test_every_slug_is_a_valid_identifier_and_stays_itself(text: str) -> None:
    """Whatever the label, and however often the rule is applied."""
    made = slug(text)

    assert re.fullmatch(r"([a-z0-9][a-z0-9-]*)?", made)
    assert len(made) <= 80
    assert not made.endswith("-")
    assert slug(made) == made


def test_no_two_prefixes_share_a_namespace() -> None:
    """A short name has one reading."""
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert len({*THINGS, *LISTS}) == len(THINGS) + len(LISTS)
    assert {*THINGS, *LISTS} <= set(PREFIXES)


def test_the_local_name_is_the_last_part() -> None:
    """After # or /, an ending slash not counted."""
    assert local_name(KS("Goal")) == "Goal"
    assert local_name("http://example.org/a/b/") == "b"


def test_literals_differ_by_language_and_datatype() -> None:
    """The same text in another language is another literal."""
    assert Literal("a") != Literal("a", language="sv")
    assert str(Literal("a")) == "a"
