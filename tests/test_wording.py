"""Words in two languages, and the Swedish order of words."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.wording import LANGUAGES, Text, collation_key, counted, in_order, pick, say


def test_swedish_order_puts_the_three_letters_last() -> None:
    """The example that other tools get wrong."""
    towns = ["Ösby", "Ängelholm", "Ystad", "Åre"]

    assert in_order(towns) == ["Ystad", "Åre", "Ängelholm", "Ösby"]


@pytest.mark.parametrize(
    "words",
    [
        ["Eda", "Éden", "Ek"],
        ["1", "10", "2", "a"],
        ["Aneby", "aneby b", "Anebyn"],
        ["Vara", "Wara", "Xara"],
        ["Öland", "Ørsted", "Östersund"],
        ["Ara", "Åra", "Ära", "Æra b", "Öra"],
        ["Region A", "Regionen"],
        ["Gruss", "Gruß a", "Grusta"],
    ],
)
def test_words_come_in_swedish_order(words: list[str]) -> None:
    """Accents count as their letter, Danish and German letters as their Swedish ones."""
    assert in_order(reversed(words)) == words


def test_composed_and_decomposed_letters_sort_alike() -> None:
    """A name typed on another system stands at the same place."""
    assert collation_key("Åre")[0] == collation_key("A\u030are")[0]


@given(st.text(), st.text(), st.text())
def test_the_order_is_total(a: str, b: str, c: str) -> None:
    """Any two texts can be compared, only equal ones tie, and the order never goes in a ring."""
    keys = {text: collation_key(text) for text in (a, b, c)}

    assert (keys[a] == keys[b]) == (a == b)
    assert (keys[a] <= keys[b]) or (keys[b] <= keys[a])
    if keys[a] <= keys[b] <= keys[c]:
        assert keys[a] <= keys[c]


@given(st.lists(st.text()))
def test_sorting_does_not_depend_on_the_order_given(texts: list[str]) -> None:
    """The same texts come out the same way."""
    assert in_order(texts) == in_order(reversed(texts))


def test_a_number_has_the_word_that_goes_with_it() -> None:
    """One is one; none and two are many."""
    one, many = Text("sak", "thing"), Text("saker", "things")

    assert [counted(n, one, many).sv for n in (0, 1, 2)] == ["0 saker", "1 sak", "2 saker"]
    assert [counted(n, one, many).en for n in (0, 1, 2)] == ["0 things", "1 thing", "2 things"]


def test_a_text_is_read_in_the_language_asked_for() -> None:
    """English where it is asked for, Swedish for all else."""
    text = Text("hej", "hello")

    assert [text.get(lang) for lang in (*LANGUAGES, "fi")] == ["hej", "hello", "hej"]
    assert str(text) == say(text, "sv") == "hej"
    assert say(3, "en") == "3"


def test_values_are_filled_in_language_by_language() -> None:
    """A value that is itself a text is filled in in each language."""
    told = Text("{n} {what}", "{n} {what}").format(n=2, what=Text("fel", "faults"))

    assert (told.sv, told.en) == ("2 fel", "2 faults")


def test_a_text_cannot_be_changed() -> None:
    """Texts are shared between answers."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Text("a", "b").sv = "c"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("labels", "lang", "best"),
    [
        ({"en": "e", "sv": "s"}, "en", "e"),
        ({"en": "e", "sv": "s"}, "fi", "s"),
        ({"en": "e", "": "x"}, "sv", "e"),
        ({"": "x", "fi": "f"}, "sv", "x"),
        ({"fi": "f"}, "sv", "f"),
        ({}, "sv", None),
    ],
)
def test_the_best_label_is_picked(labels: dict[str, str], lang: str, best: str | None) -> None:
    """Asked for, Swedish, English, untagged, any, none."""
    assert pick(labels, lang) == best
