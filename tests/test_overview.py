"""The main question: who answers for what, and where is nobody named, strategy by strategy."""

import datetime
import json
from pathlib import Path

import pytest

from kgraph.errors import UsageError
from kgraph.overview import LEVELS, StrategyAnswer, read_overview, to_json, to_text
from kgraph.project import Project, find_project
from kgraph.store import Store, View, open_store
from kgraph.terms import ID
from tests.helpers import ROOT, TINY, project

VIEW = View(as_of=datetime.date(2025, 6, 1))
PLAN = "jonkoping-plan-2024-2028"


@pytest.fixture(scope="module")
def shipped() -> tuple[StrategyAnswer, ...]:
    """The answer on the five sources."""
    made = find_project(ROOT)
    return read_overview(made, open_store(made), View())


def levels(found: tuple[StrategyAnswer, ...]) -> dict[str, str]:
    """The level of each element, by the last part of its IRI."""
    return {a.element.rsplit("/", 1)[1]: a.level for s in found for a in s.answers}


def test_who_is_named_and_who_is_not(small: Project, store: Store) -> None:
    """The measure has somebody; the goal's only one was rejected."""
    found = read_overview(small, store, VIEW)

    assert levels(found) == {"i1": "utpekad", "mal": "namns-inte"}
    (plan,) = found
    assert (plan.label, plan.read) == ("Liten plan", True)
    measure = next(a for a in plan.answers if a.kind == "Measure")
    assert measure.actors == "Åmåls kommun (ansvarig)"
    assert "rad 2–3" in measure.places


@pytest.mark.parametrize(
    ("change", "level"),
    [
        (("ks:target element:i1", "ks:target strategy:liten"), "genom-helheten"),
        (
            (
                "ks:role role:ansvarig ; ks:target element:i1",
                "ks:role role:deltagare ; ks:target element:i1",
            ),
            "medverkar",
        ),
        (
            (
                "ks:target element:i1 ;\n    ks:assertionMode mode:actual",
                "ks:target element:i1 ;\n    ks:assertionMode mode:target",
            ),
            "bara-onskat-lage",
        ),
        (
            (
                "ks:target element:i1 ;\n    ks:assertionMode mode:actual",
                "ks:target element:i1 ;\n    ks:assertionMode mode:historical",
            ),
            "namns-inte",
        ),
    ],
)
def test_each_level_is_told_by_what_the_source_says(
    tmp_path: Path, change: tuple[str, str], level: str
) -> None:
    """Through the whole, taking part, only wished for, no longer."""
    assert change[0] in TINY
    made = project(tmp_path, {"x.trig": TINY.replace(*change)})

    assert levels(read_overview(made, open_store(made), VIEW))["i1"] == level


def test_responsibility_for_a_focus_area_reaches_its_measures_as_such(tmp_path: Path) -> None:
    """Never as if they were named themselves."""
    trig = TINY.replace("ks:target element:i1", "ks:target element:mal").replace(
        '"Insatsen."@sv', '"Insatsen."@sv ; ks:parentElement element:mal'
    )
    made = project(tmp_path, {"x.trig": trig})

    found = levels(read_overview(made, open_store(made), VIEW))

    assert found == {"mal": "utpekad", "i1": "genom-fokusomradet"}


def test_jonkopings_measures_come_out_at_the_levels_the_text_supports(
    shipped: tuple[StrategyAnswer, ...],
) -> None:
    """Two named, four through the focus area, ten through the whole plan, none without."""
    plan = next(s for s in shipped if s.strategy == ID(f"strategy/{PLAN}"))

    assert plan.levels("Measure") == {
        "utpekad": 2,
        "genom-fokusomradet": 4,
        "genom-helheten": 10,
    }
    assert plan.read


def test_areas_that_are_only_told_together_are_not_counted_as_one(
    shipped: tuple[StrategyAnswer, ...],
) -> None:
    """Kronoberg's page names four priorities, and eleven areas without saying which."""
    (strategy,) = (
        s for s in shipped if s.strategy.endswith("kronoberg-kompetensforsorjning-2016-2025")
    )

    assert sum(strategy.levels("Priority").values()) == 4
    told = to_text((strategy,), "sv")
    assert "Nämns bara samlat: Elva utpekade områden för samverkan" in told
    assert (
        "Elva utpekade områden för samverkan (står för flera, som inte nämns var för sig)" in told
    )


def test_a_priority_above_others_is_listed_as_not_counted(
    shipped: tuple[StrategyAnswer, ...],
) -> None:
    """The number is that of the list without those that the list marks."""
    (strategy,) = (
        s for s in shipped if s.strategy.endswith("sverige-nationell-strategi-2021-2030")
    )
    told = to_text((strategy,), "sv")
    listed = told.split("  Prioriteringar\n")[1].count("\n  - ") + told.split("  Prioriteringar\n")[
        1
    ].startswith("  - ")
    marked = told.count("(står över andra i listan; räknas inte själv)")
    assert (sum(strategy.levels("Priority").values()), listed, marked) == (2, 3, 1)
    assert "Räknas genom sina delar: Kompetensförsörjning och kompetensutveckling" in told


def test_documents_that_were_read_come_first(shipped: tuple[StrategyAnswer, ...]) -> None:
    """Then those that others speak of, in Swedish order."""
    read = [strategy.read for strategy in shipped]

    assert read == sorted(read, reverse=True)
    assert not all(read)


def test_every_answer_leads_to_a_passage(shipped: tuple[StrategyAnswer, ...]) -> None:
    """A value that cannot name its origin is not told."""
    answers = [answer for strategy in shipped for answer in strategy.answers]

    assert answers
    assert all(answer.places for answer in answers)
    assert all(answer.level in LEVELS for answer in answers)
    assert all(bool(a.actors) == (a.level not in ("namns-inte",)) for a in answers), [
        (a.element, a.level) for a in answers if bool(a.actors) == (a.level == "namns-inte")
    ]


def test_a_gap_always_says_how_sure_it_is(shipped: tuple[StrategyAnswer, ...]) -> None:
    """Status, and the reason where nothing can be said."""
    gaps = [a for s in shipped for a in s.answers if a.level == "namns-inte"]

    assert gaps
    assert all(gap.status for gap in gaps)
    assert all(gap.reason for gap in gaps if gap.unsure)


@pytest.mark.parametrize(
    "name", [PLAN, f"strategy:{PLAN}", "Plan för regional kompetensförsörjning 2024–2028"]
)
def test_one_strategy_can_be_asked_for(name: str) -> None:
    """As a person names it."""
    made = find_project(ROOT)

    found = read_overview(made, open_store(made), View(), name)

    assert [strategy.strategy for strategy in found] == [ID(f"strategy/{PLAN}")]


def test_a_strategy_nobody_knows_is_told(small: Project, store: Store) -> None:
    """With the near one."""
    with pytest.raises(
        UsageError, match=r"--strategy: litn finns inte i grafen\. Menade du liten\?"
    ):
        read_overview(small, store, VIEW, "litn")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_answer_reads_as_text_and_as_json(small: Project, store: Store, lang: str) -> None:
    """Every element in both."""
    found = read_overview(small, store, VIEW, lang=lang)

    text, value = to_text(found, lang), json.loads(to_json(found, VIEW))

    assert {"sv": "Dokumentet är läst i sin helhet.", "en": "The document was read in full."}[
        lang
    ] in text
    assert value["schema_version"] == 1
    assert len(value["strategies"][0]["answers"]) == 2
    assert value["view"]["as_of"] == "2025-06-01"


def test_nothing_to_tell_is_told(tmp_path: Path) -> None:
    """A project without strategies."""
    made = project(tmp_path, {})

    assert to_text(read_overview(made, open_store(made), VIEW), "en") == (
        "No strategies in the graph.\n"
    )
