"""The page of proofs tells what passed, what is known not to, and what failed."""

from collections import Counter
from pathlib import Path

from tools.proofs import PAGE, PARTS, Told, page

FILE = next(iter(PARTS.values()))[0]
DAY = "2026-01-01"


def told(**outcomes: int) -> Told:
    """A run of one test whose cases ended so."""
    key = FILE, "test_it_holds"
    return Told({key: "It holds | always."}, {key: Counter(outcomes)})


def test_each_test_is_a_line_with_what_it_says_and_how_many_cases_passed() -> None:
    """A stroke in a sentence does not end its cell."""
    text = page(told(passed=7), DAY)

    assert "| It holds | It holds \\| always. | 7 |" in text
    assert "All 7 cases passed." in text and DAY in text


def test_a_case_that_fails_is_marked() -> None:
    """Nobody reads past it."""
    text = page(told(passed=6, failed=1), DAY)

    assert "| **6 of 7** |" in text
    assert "6 of 7 cases passed; the others are told at their test." in text


def test_a_case_that_is_known_not_to_pass_is_told_with_its_reason() -> None:
    """It is neither passed nor failed."""
    run = told(passed=6, known=1)
    run.known[FILE, "test_it_holds"] = "the engine cannot"
    text = page(run, DAY)

    assert "Known not to pass: the engine cannot. | 6 of 7 |" in text
    assert "6 of 7 cases passed; 1 is known not to, with the reason at its test." in text


def test_a_test_that_was_not_run_is_told_as_such() -> None:
    """A run that was cut short looks like none that went through."""
    assert "| not run |" in page(told(), DAY)


def test_the_page_names_no_place_of_the_machine() -> None:
    """It speaks of the tests alone."""
    text = PAGE.read_text(encoding="utf-8")
    assert not [word for word in ("/tmp/", "/home/", "/root/", "/work/") if word in text]
    assert str(Path.home()) not in text
