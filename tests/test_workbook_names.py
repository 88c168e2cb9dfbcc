"""Names as people write them, in either language: whose they are, and how they are kept."""

from pathlib import Path

import pytest

from kgraph.terms import ORG
from kgraph.workbook.bodies import registered
from tests.test_workbook_again import made, member, new_in, rows, told_by
from tests.workbooks import edited, prepared, simple

KRONOBERG = ("Region Kronoberg", "Region Kronoberg län")


@pytest.mark.parametrize(
    ("name", "names", "same"),
    [
        ("Växjö municipality", ("Växjö kommun",), True),
        ("the Municipality of Växjö", ("Växjö kommun",), True),
        ("Göteborgs Stad", ("Göteborgs kommun",), True),
        ("County Administrative Board of Kronoberg", ("Länsstyrelsen i Kronoberg län",), True),
        ("Kronoberg County Administrative Board", ("Länsstyrelsen i Kronoberg län",), True),
        ("Kronoberg County Council", KRONOBERG, False),
        ("Landstinget i Kronobergs län", KRONOBERG, False),
        ("Landstinget Kronoberg", KRONOBERG, False),
        ("Staden", (), False),
        ("Växjö kommun", (), False),
        ("Municipality", (), False),
    ],
)
def test_a_public_body_is_known_by_its_kind_and_place(
    name: str, names: tuple[str, ...], same: bool
) -> None:
    """In English, and as it was called before, when it may be another body now."""
    found = registered(name)

    assert tuple(one.name for one in found) == names
    assert {one.same for one in found} <= {same}


@pytest.mark.parametrize("name", ["Åmål Municipality", "Municipality of Åmål", "Åmåls stad"])
def test_a_municipality_named_in_english_is_the_known_one(tmp_path: Path, name: str) -> None:
    """It is told, and no new actor is made."""
    plan = made(tmp_path)
    found = prepared(plan, edited(simple(plan), rows(member(name, Sida="9"))), tmp_path)
    members = {str(q[2]).rpartition("/")[2] for q in new_in(plan, found) if q[1] == ORG("member")}

    assert members == {"a"}
    assert "samma organ med annat namn" in told_by(found)
    assert "Nya aktörer" not in told_by(found)
