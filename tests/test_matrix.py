"""Matrices: who stands where, and a gap, one, shared and separate told apart."""

import csv
import html
import io
import json
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kgraph import matrix, queries
from kgraph.errors import UsageError
from kgraph.matrix import Matrix
from kgraph.matrix_page import to_html
from kgraph.project import Project, find_project
from kgraph.store import Store, View, open_store
from kgraph.terms import ID
from tests.browser import browser
from tests.helpers import HOSTILE, ROOT, SOURCES, TINY, cli, process, project

VIEW = View(as_of=date(2025, 6, 1))
_LINES = iter(range(100, 10_000))


def passage(content: str, status: str = "reviewed") -> str:
    """A passage of the small plan with something of the test's own."""
    line = next(_LINES)
    return (
        f"g:{line}-{line} {{ {content} }}\n"
        f"g:meta {{ g:{line}-{line} a ks:AssertionGraph ; "
        "prov:wasDerivedFrom source:liten-plan-2026-01-01 ; "
        f'ks:lineRange "{line}-{line}" ; ks:section "Plan"@sv ; ks:searchFor "ord {line}" ; '
        f'ks:summary "Egna ord."@sv ; ks:reviewStatus review-status:{status} . }}\n'
    )


def body(name: str, label: str = "") -> str:
    """An actor."""
    return (
        f'actor:{name} a org:FormalOrganization ; skos:prefLabel "{label or name.upper()}"@sv ; '
        "org:classification actor-type:kommun , sector:offentlig . "
    )


def duty(name: str, actor: str, target: str, role: str = "ansvarig", mode: str = "actual") -> str:
    """An assignment."""
    return (
        f"assignment:{name} a ks:Responsibility ; ks:bearer actor:{actor} ; ks:role role:{role} ; "
        f"ks:target {target} ; ks:assertionMode mode:{mode} . "
    )


def seat(forum: str, actor: str, role: str = "ledamot") -> str:
    """A membership."""
    return (
        f"membership:{forum}--{actor} a org:Membership ; org:organization forum:{forum} ; "
        f"org:member actor:{actor} ; org:role role:{role} ; ks:assertionMode mode:actual . "
    )


def opened(folder: Path, *more: str) -> tuple[Project, Store]:
    """The small plan with more in its file."""
    data = {"sources.ttl": SOURCES, "sources/liten-plan-2026-01-01.trig": TINY + "".join(more)}
    found = project(folder, data)
    return found, open_store(found)


def made(
    folder: Path, rows: str, columns: str, *more: str, view: View = VIEW, region: str = ""
) -> Matrix:
    """A matrix of the small plan with more in its file."""
    small, store = opened(folder, *more)
    return matrix.build(small, store, rows, columns, view, region=region)


def stands(found: Matrix, name: str) -> tuple[str, str]:
    """How a judged thing stands: verdict and, for a gap, how sure it is."""
    head = next(head for head in found.judged_heads if head.id == ID(name))
    return head.verdict, head.status.sv


def sign(found: Matrix, row: str, column: str) -> str:
    """The sign of a cell."""
    return found.cells[ID(row), ID(column)].sign


# -- actors and elements ---------------------------------------------------------------------


def test_one_named_and_a_gap_that_nobody_read_for(tmp_path: Path) -> None:
    """i1 has one; the goal's bearer stands in a rejected passage, and nothing covers the plan."""
    found = made(tmp_path, "actor", "element")

    assert stands(found, "element/i1") == ("single", "")
    assert stands(found, "element/mal") == ("gap", "Går inte att säga")
    assert sign(found, "actor/a", "element/i1") == "named"
    assert sign(found, "actor/a", "element/mal") == "unknown"
    cell = found.cells[ID("actor/a"), ID("element/i1")]
    assert found.places(cell.evidence, "sv") == ["Planen, rad 2–3"]


def test_several_in_one_passage_share_and_in_two_passages_are_separate(tmp_path: Path) -> None:
    """Listed in one sentence is a shared responsibility; named in different places is told."""
    more = [
        passage(
            body("b") + body("c") + duty("m1", "b", "element:mal") + duty("m2", "c", "element:mal")
        ),
        passage(duty("i1b", "b", "element:i1", "utforare")),
    ]

    found = made(tmp_path, "actor", "element", *more)

    assert stands(found, "element/mal")[0] == "shared"
    assert stands(found, "element/i1")[0] == "several"
    head = next(h for h in found.columns if h.id == ID("element/i1"))
    assert head.count == 2
    assert "inget gemensamt forum" in found.standing(head, "sv")


def test_separately_named_who_meet_are_said_to_meet(tmp_path: Path) -> None:
    """Coordination is told beside it."""
    more = passage(body("b") + duty("i1b", "b", "element:i1") + seat("g", "a") + seat("g", "b"))
    more += passage('forum:g a ks:Forum ; skos:prefLabel "G"@sv .')
    more += passage(duty("x", "a", "element:i1"))

    found = made(tmp_path, "actor", "element", more)

    head = next(h for h in found.columns if h.id == ID("element/i1"))
    assert head.verdict == "duplicate"
    assert "de möts i ett forum" in found.standing(head, "sv")


def test_a_body_and_its_unit_are_no_duplicate(tmp_path: Path) -> None:
    """A region and its unit are two nodes but one house."""
    unit = (
        'actor:enhet a org:OrganizationalUnit ; skos:prefLabel "Enhet"@sv ; org:unitOf actor:a . '
    )

    found = made(tmp_path, "actor", "element", passage(unit + duty("u", "enhet", "element:i1")))

    assert stands(found, "element/i1")[0] == "shared"


def test_who_answers_for_the_whole_is_seen_at_every_part(tmp_path: Path) -> None:
    """The nearest level judges; the further one is still in the cells, as such."""
    found = made(
        tmp_path, "actor", "element", passage(body("b") + duty("w", "b", "strategy:liten"))
    )

    assert sign(found, "actor/b", "element/i1") == "whole"
    assert sign(found, "actor/b", "element/mal") == "whole"
    assert stands(found, "element/i1")[0] == "single"
    heads = {head.id: found.standing(head, "sv") for head in found.columns}
    assert heads[ID("element/i1")] == "en anges: utpekad"
    assert heads[ID("element/mal")] == "en anges: genom helheten"


def test_what_is_only_wished_for_is_no_answer_unless_the_view_counts_it(tmp_path: Path) -> None:
    """A plan's wish is shown and never counted."""
    more = passage(body("b") + duty("o", "b", "element:mal", mode="target"))

    small = opened(tmp_path, more)
    usual = matrix.build(*small, "actor", "element", VIEW)
    wide = matrix.build(*small, "actor", "element", View("all", VIEW.as_of, ("actual", "target")))

    assert stands(usual, "element/mal")[0] == "wished"
    assert sign(usual, "actor/b", "element/mal") == "uncounted"
    assert stands(wide, "element/mal")[0] == "single"


@pytest.mark.parametrize("mode", ["target", "planned", "historical"])
@pytest.mark.parametrize("role", ["ansvarig", "utforare", "samverkanspart", "medverkande"])
def test_a_column_with_a_wish_is_never_one_where_nobody_is_named(
    role: str, mode: str, tmp_path: Path
) -> None:
    """Whatever the role, the mark under the column says what its cells say."""
    more = passage(body("b") + duty("o", "b", "element:mal", role, mode))

    found = made(tmp_path, "actor", "element", more)

    assert sign(found, "actor/b", "element/mal") == "uncounted"
    assert stands(found, "element/mal")[0] == "wished"


def test_taking_part_is_not_answering(tmp_path: Path) -> None:
    """A role that does not answer is told apart from a gap and from one."""
    found = made(
        tmp_path,
        "actor",
        "element",
        passage(body("b") + duty("p", "b", "element:mal", "medverkande")),
    )

    assert stands(found, "element/mal")[0] == "partial"
    assert sign(found, "actor/b", "element/mal") == "partial"


def test_an_empty_cell_says_whether_the_document_was_read_for_it(tmp_path: Path) -> None:
    """Read in full: not named, and the gap is silent. Else it cannot be said."""
    covered = passage(
        "coverage:c a ks:CoverageStatement ; ks:coversRelation relation-kind:ansvar ; "
        "ks:coversSubject strategy:liten ."
    )

    found = made(tmp_path, "actor", "element", covered)

    assert sign(found, "actor/a", "element/mal") == "none"
    assert stands(found, "element/mal") == ("gap", "Nämns inte i dokumentet")


# -- forums, members, themes -----------------------------------------------------------------


def test_members_by_role_and_forums_without_any(tmp_path: Path) -> None:
    """A seat that has ended or is only wished for is shown but does not count."""
    more = passage(
        'forum:g a ks:Forum ; skos:prefLabel "G"@sv . forum:h a ks:Forum ; skos:prefLabel "H"@sv . '
        + seat("g", "a", "sammankallande")
    )

    late = made(tmp_path, "forum", "member", more, view=View(as_of=date(2026, 6, 1)))

    assert (sign(late, "forum/f", "actor/a"), sign(late, "forum/f", "actor/b")) == (
        "uncounted",
        "uncounted",
    )
    assert sign(late, "forum/g", "actor/a") == "convener"
    assert stands(late, "forum/f") == ("wished", "Går inte att säga")
    assert stands(late, "forum/g") == ("single", "")
    assert stands(late, "forum/h") == ("gap", "Går inte att säga")


def test_forums_for_elements_stated_possible_or_none(tmp_path: Path) -> None:
    """Stated for the very element, for the whole, by theme alone, or not at all."""
    place = (
        "territory:x-lan a ks:Territory ; ks:territoryType territory-type:lan ; "
        'skos:prefLabel "X län"@sv . strategy:liten a ks:Strategy ; dct:spatial territory:x-lan . '
        'forum:g a ks:Forum ; skos:prefLabel "G"@sv ; dct:subject theme:validering ; '
        "dct:spatial territory:x-lan . "
        'element:i2 a ks:Measure ; skos:prefLabel "Två"@sv ; dct:subject theme:validering ; '
        'ks:partOfStrategy strategy:liten ; ks:summary "T."@sv . '
        'element:i3 a ks:Measure ; skos:prefLabel "Tre"@sv ; '
        'ks:partOfStrategy strategy:liten ; ks:summary "T."@sv . '
        "forum:f a ks:Forum ; ks:contributesTo element:i1 . "
    )

    found = made(tmp_path, "forum", "measure", passage(place), region="x-lan")

    assert stands(found, "element/i1")[0] == "single"
    assert sign(found, "forum/f", "element/i1") == "stated"
    assert stands(found, "element/i2")[0] == "possible"
    assert sign(found, "forum/g", "element/i2") == "possible"
    assert stands(found, "element/i3")[0] == "gap"


def test_themes_of_two_unlinked_strategies_of_one_county_are_separate(tmp_path: Path) -> None:
    """Linked ones share; what is only described is told apart from what is held."""
    both = (
        "territory:x-lan a ks:Territory ; ks:territoryType territory-type:lan ; "
        'skos:prefLabel "X län"@sv . '
        "strategy:liten a ks:Strategy ; dct:spatial territory:x-lan . "
        'strategy:annan a ks:Strategy ; skos:prefLabel "Annan"@sv ; dct:spatial territory:x-lan . '
        "element:i1 a ks:Measure ; dct:subject theme:validering , theme:unga . "
        'element:a1 a ks:Measure ; skos:prefLabel "A"@sv ; dct:subject theme:validering ; '
        'ks:partOfStrategy strategy:annan ; ks:summary "A."@sv . '
        'element:u1 a ks:Challenge ; skos:prefLabel "U"@sv ; dct:subject theme:integration ; '
        'ks:partOfStrategy strategy:annan ; ks:summary "U."@sv . '
    )
    link = passage("strategy:annan a ks:Strategy ; ks:implements strategy:liten .")

    apart = made(tmp_path / "1", "strategy", "theme", passage(both))
    joined = made(tmp_path / "2", "strategy", "theme", passage(both), link)

    verdicts = {head.id.rsplit("/", 1)[-1]: head.verdict for head in apart.columns}
    assert verdicts["validering"] == verdicts["livslangt-larande"] == "several"
    assert (verdicts["unga"], verdicts["integration"]) == ("single", "described")
    assert verdicts["folkbildning"] == "gap"
    again = {head.id.rsplit("/", 1)[-1]: head.verdict for head in joined.columns}
    assert again["validering"] == "shared"


# -- what is asked ---------------------------------------------------------------------------


def test_turned_round_it_says_the_same(tmp_path: Path) -> None:
    """Rows and columns change places; what is judged is judged the same."""
    small = opened(tmp_path)
    one = matrix.build(*small, "actor", "element", VIEW)
    other = matrix.build(*small, "element", "actor", VIEW)

    assert other.judged == "rows"
    assert one.counts() == other.counts()
    assert {(b, a): cell.sign for (a, b), cell in one.cells.items()} == {
        place: cell.sign for place, cell in other.cells.items()
    }


def test_names_come_in_swedish_order(tmp_path: Path) -> None:
    """Å, Ä and Ö last."""
    more = "".join(
        passage(body(slug, name) + duty(slug, slug, "element:mal"))
        for slug, name in (("o1", "Ösby"), ("y1", "Ystad"), ("a1", "Ängelholm"))
    )

    found = made(tmp_path, "actor", "goal", more)

    assert [head.label.sv for head in found.rows] == ["Ystad", "Ängelholm", "Ösby"]


def test_what_is_not_there_is_told_with_the_near_miss(tmp_path: Path) -> None:
    """Unknown axes, pairs that make no matrix, unknown values, and a region that is no county."""
    town = (
        "territory:ort a ks:Territory ; ks:territoryType territory-type:kommun ; "
        'skos:prefLabel "Orten"@sv .'
    )
    small, store = opened(tmp_path, passage(town))
    for rows, columns, region, strategy, words in (
        ("aktor", "priority", "", "", "Menade du actor"),
        ("actor", "theme", "", "", "ger ingen matris"),
        ("actor", "goal", "x", "", "--region"),
        ("actor", "goal", "ort", "", "inget län"),
        ("actor", "goal", "", "litn", "Menade du liten"),
    ):
        with pytest.raises(UsageError, match=words):
            matrix.build(small, store, rows, columns, VIEW, region=region, strategy=strategy)


PAIRS = [
    ("actor", "priority"),
    ("actor", "element"),
    ("forum", "measure"),
    ("forum", "member"),
    ("member", "forum"),
    ("strategy", "theme"),
]


def test_an_empty_project_gives_a_true_empty_answer(tmp_path: Path) -> None:
    """Every kind in every form, without a traceback."""
    empty = project(tmp_path, {})
    store = open_store(empty)
    for rows, columns in PAIRS:
        found = matrix.build(empty, store, rows, columns, VIEW)

        assert all(matrix.to_text(found, lang) for lang in ("sv", "en"))
        assert json.loads(matrix.to_json(found))["cells"] == []
        assert "<html" in to_html(found)
        assert matrix.to_csv(found)


# -- forms -----------------------------------------------------------------------------------


def test_csv_says_in_every_cell_what_and_where(tmp_path: Path) -> None:
    """Words and the passage, for people; Excel gets semicolons and runs nothing."""
    found = made(tmp_path, "actor", "element")

    rows = list(csv.reader(io.StringIO(matrix.to_csv(found))))
    cells = next(row for row in rows if row[0] == "Åmåls kommun")
    assert "ansvarar eller utför, utpekad (ansvarig): Planen, rad 2–3" in cells
    assert "går inte att säga" in cells
    assert matrix.to_csv(found, for_excel=True).startswith("\ufeffAktör;")


def test_the_page_is_text_alone_with_headings_for_rows_and_columns(tmp_path: Path) -> None:
    """No script, nothing from outside, hostile names as text, scope on every heading."""
    page = to_html(made(tmp_path, "actor", "element"))

    assert "<script" not in page
    assert HOSTILE.split("<")[0] not in page
    assert "&lt;/script&gt;&lt;img" in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "default-src 'none'" in html.unescape(page)
    assert not re.findall(r"<th(?![^>]*scope=)[ >]", page)
    assert page.count("<h1>") == 1
    assert "<caption" in page


def test_every_link_of_the_page_leads_to_a_row_below(tmp_path: Path) -> None:
    """A sign leads to what is said and where; a heading to its name in full."""
    small = opened(tmp_path)
    for rows, columns in PAIRS:
        page = to_html(matrix.build(*small, rows, columns, VIEW))

        anchors = set(re.findall(r'id="([^"]+)"', page))
        links = set(re.findall(r'href="#([^"]+)"', page))
        assert links and links <= anchors


def test_signs_and_verdicts_differ_without_colour() -> None:
    """In each language every sign is its own, and so is every verdict of a kind of matrix."""
    from kgraph.matrix.value import ANSWERS, FORUMS, MEMBERS, THEMES

    together = (
        ("named", "area", "whole", "partial", "uncounted", "none", "unknown"),
        ("stated", "area", "whole", "possible", "none", "unknown"),
        ("convener", "member", "participant", "uncounted", "none", "unknown"),
        ("held", "whole-theme", "described", "none", "unknown"),
    )
    for lang in ("sv", "en"):
        for codes in together:
            assert len({matrix.SIGNS[code].mark.get(lang) for code in codes}) == len(codes)
    for verdicts in (ANSWERS, FORUMS, MEMBERS, THEMES):
        assert len({verdict.mark for verdict in verdicts.values()}) == len(verdicts)


# -- the shipped data and the command --------------------------------------------------------


@pytest.fixture(scope="module")
def plan() -> Matrix:
    """The measures of the one plan that was read."""
    shipped = find_project(ROOT)
    view = View(as_of=date(2026, 11, 21))
    return matrix.build(
        shipped,
        open_store(shipped),
        "actor",
        "measure",
        view,
        strategy="jonkoping-plan-2024-2028",
    )


def test_the_plan_names_two_four_and_ten(plan: Matrix) -> None:
    """The overview's levels, in the matrix' words; nobody is missing."""
    assert plan.counts() == {"single": 16}
    assert plan.breakdown("single", "sv") == (
        "genom fokusområdet 4 · genom helheten 10 · utpekad 2"
    )


def test_every_cell_that_says_something_has_its_passage(plan: Matrix) -> None:
    """No sign without a place."""
    said = [cell for cell in plan.cells.values() if cell.says]

    assert said and all(cell.evidence for cell in said)


def test_the_command_writes_what_the_ending_says_and_prints_the_view(tmp_path: Path) -> None:
    """Files by ending; unknown axes are wrong use."""
    page, table = tmp_path / "m.html", tmp_path / "m.csv"

    done = cli("matrix", "strategy", "theme", "--project", ROOT, "-o", page)
    cli("matrix", "strategy", "theme", "--project", ROOT, "--for-excel", "-o", table)
    wrong = cli("matrix", "strategi", "theme", "--project", ROOT)
    book = tmp_path / "m.xlsx"
    cli("matrix", "actor", "goal", "--groups", "expand-listed", "--project", ROOT, "-o", book)

    assert (done.code, wrong.code) == (0, 2)
    assert "Vy:" in done.err
    assert page.read_text().startswith("<!doctype html>")
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "strategy" in wrong.err
    assert len(openpyxl.load_workbook(book).sheetnames) == 4


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    """Order never comes from a set; this process has a seed of its own."""
    words = (
        *("matrix", "actor", "priority", "--project", str(ROOT), "--format", "html"),
        *("--as-of", "2026-11-21"),
    )

    assert process(*words, PYTHONHASHSEED="1").raw == cli(*words).raw


# -- groups, duplicates, parts, order --------------------------------------------------------


def listed_group(*members: str) -> str:
    """A group whose members a source lists."""
    return (
        'group:k a ks:ActorGroup ; skos:prefLabel "Kretsen"@sv ; '
        f"ks:groupResolution group-resolution:listed ; foaf:member {' , '.join(members)} . "
    )


def derived_group() -> str:
    """A group of all municipalities of a county, two of which are known."""
    return (
        "territory:x-lan a ks:Territory ; ks:territoryType territory-type:lan ; "
        'skos:prefLabel "X län"@sv . '
        'group:k a ks:ActorGroup ; skos:prefLabel "Kretsen"@sv ; dct:spatial territory:x-lan ; '
        "ks:groupResolution group-resolution:derived ; ks:groupMemberType actor-type:kommun . "
        + "".join(
            f'territory:{n} a ks:Territory ; skos:prefLabel "{n}"@sv ; '
            f"dct:isPartOf territory:x-lan . actor:{n} dct:spatial territory:{n} . "
            for n in ("c", "d")
        )
    )


def test_a_group_is_one_or_its_members_and_every_way_is_told(tmp_path: Path) -> None:
    """One group is one; listed, its two members share; the cells say through whom."""
    more = passage(
        listed_group("actor:b", "actor:c")
        + body("b")
        + body("c")
        + duty("g", "a", "element:mal").replace("actor:a", "group:k")
    )
    small = opened(tmp_path, more)

    one = matrix.build(*small, "actor", "goal", VIEW)
    wide = matrix.build(*small, "actor", "goal", VIEW, groups="expand-listed")

    (head,) = one.columns
    assert (head.verdict, dict(head.modes)) == (
        "single",
        {"collapse": 1, "expand-listed": 2, "expand-derived": 2},
    )
    assert one.tallies["expand-listed"] == {"shared": 1}
    assert "(grupp som en 1, uppräknade 2, härledda 2)" in one.standing(head, "sv")
    assert [row.id for row in wide.rows] == [ID("actor/b"), ID("actor/c")]
    cell = wide.cells[ID("actor/b"), ID("element/mal")]
    assert cell.words("sv") == "ansvarar eller utför, utpekad (ansvarig, genom Kretsen)"


def test_members_by_kind_and_area_are_marked_as_derived(tmp_path: Path) -> None:
    """No source names them: they stand in only when asked for, and the cell says so."""
    more = passage(
        derived_group()
        + body("c")
        + body("d")
        + duty("g", "a", "element:mal").replace("actor:a", "group:k")
    )
    small = opened(tmp_path, more)

    listed = matrix.build(*small, "actor", "goal", VIEW, groups="expand-listed")
    derived = matrix.build(*small, "actor", "goal", VIEW, groups="expand-derived")

    assert [row.id for row in listed.rows] == [ID("group/k")]
    assert [row.id for row in derived.rows] == [ID("actor/c"), ID("actor/d")]
    cell = derived.cells[ID("actor/c"), ID("element/mal")]
    assert "härlett: genom Kretsen" in cell.words("sv")


def test_a_seat_that_is_our_reading_says_so(tmp_path: Path) -> None:
    """And a seat that the source states does not."""
    more = passage(
        'forum:g a ks:Forum ; skos:prefLabel "G"@sv . '
        + body("b")
        + seat("g", "a").replace(" . ", ' ; ks:inferred true ; ks:inferredBecause "X"@sv . ')
        + seat("g", "b")
    )

    found = made(tmp_path, "forum", "member", more)

    told = {
        column.id: found.cells[ID("forum/g"), column.id].words("sv")
        for column in found.columns
        if (ID("forum/g"), column.id) in found.cells
    }
    assert "vår läsning" in told[ID("actor/a")] and "vår läsning" not in told[ID("actor/b")]


def test_a_forum_has_its_groups_members_in_each_way(tmp_path: Path) -> None:
    """One seat of a group: one, or two."""
    more = passage(
        listed_group("actor:b", "actor:c")
        + body("b")
        + body("c")
        + 'forum:g a ks:Forum ; skos:prefLabel "G"@sv . '
        + seat("g", "a").replace("actor:a", "group:k")
    )

    found = made(tmp_path, "forum", "member", more)

    head = next(head for head in found.rows if head.id == ID("forum/g"))
    assert dict(head.modes) == {"collapse": 1, "expand-listed": 2, "expand-derived": 2}
    assert (found.tallies["collapse"]["single"], found.tallies["expand-listed"]["shared"]) == (2, 1)


def test_a_group_that_holds_itself_is_expanded_once(tmp_path: Path) -> None:
    """A circle of groups ends."""
    more = passage(
        listed_group("actor:b", "group:l") + 'group:l a ks:ActorGroup ; skos:prefLabel "L"@sv ; '
        "ks:groupResolution group-resolution:listed ; foaf:member group:k , actor:c . "
        + body("b")
        + body("c")
        + duty("g", "a", "element:mal").replace("actor:a", "group:k")
    )
    small = opened(tmp_path, more)

    found = matrix.build(*small, "actor", "goal", VIEW, groups="expand-listed")

    assert [row.id for row in found.rows] == [ID("actor/b"), ID("actor/c")]


def test_two_who_are_each_accountable_are_the_duplicate_that_the_finding_has(
    tmp_path: Path,
) -> None:
    """Both accountable, of one thing, in two places: as the question about double accountability.

    Two who carry out, one who answers beside one who carries out, and two of one house are none.
    """
    second = passage(body("c") + duty("i1c", "c", "element:i1"))
    carries = passage(body("c") + duty("i1c", "c", "element:i1", "utforare"))
    unit = passage(
        'actor:c a org:OrganizationalUnit ; skos:prefLabel "C"@sv ; org:unitOf actor:a . '
        + duty("i1c", "c", "element:i1")
    )

    for number, (more, verdict) in enumerate(
        ((second, "duplicate"), (carries, "several"), (unit, "shared"))
    ):
        small, store = opened(tmp_path / str(number), more)
        found = matrix.build(small, store, "actor", "measure", VIEW)
        names = queries.catalogue(small)
        doubles = queries.run(store, names["double-accountability"], {}, VIEW).dicts()

        assert stands(found, "element/i1")[0] == verdict
        assert bool(doubles) == (verdict == "duplicate")


def test_who_answers_for_parts_of_a_priority_is_told_with_how_many(tmp_path: Path) -> None:
    """One of two measures: no answer for the priority, and not nothing."""
    more = passage(
        'element:p a ks:Priority ; skos:prefLabel "P"@sv ; ks:partOfStrategy strategy:liten ; '
        'ks:summary "P."@sv . element:i1 ks:parentElement element:p . '
        'element:i2 a ks:Measure ; skos:prefLabel "Två"@sv ; ks:partOfStrategy strategy:liten ; '
        'ks:parentElement element:p ; ks:summary "T."@sv . '
    )

    found = made(tmp_path, "actor", "priority", more)

    assert stands(found, "element/p")[0] == "parts"
    cell = found.cells[ID("actor/a"), ID("element/p")]
    assert cell.words("sv") == "ansvarar för eller utför delar av detta (1 av 2)"


def test_parts_of_a_plan_stand_in_the_plan_s_own_order(tmp_path: Path) -> None:
    """By their numbers, 2 before 10, and those without a number last by name."""
    more = passage(
        "".join(
            f'element:e{name} a ks:Priority ; skos:prefLabel "{label}"@sv ; '
            f'ks:partOfStrategy strategy:liten ; ks:summary "E."@sv {number} . '
            for name, label, number in (
                ("1", "Sist", "; ks:ordinal '10'"),
                ("2", "Zeta", "; ks:ordinal '2'"),
                ("3", "Utan", ""),
                ("4", "Andra utan", ""),
            )
        )
    )

    found = made(tmp_path, "actor", "priority", more)

    assert [head.label.sv for head in found.columns] == ["Zeta", "Sist", "Andra utan", "Utan"]


def test_a_workbook_has_marks_words_places_and_the_legend(tmp_path: Path) -> None:
    """Read back with openpyxl: one mark a cell, no formula, and the same bytes each time."""
    found = made(tmp_path, "actor", "element")

    raw = matrix.to_xlsx(found)
    book = openpyxl.load_workbook(io.BytesIO(raw))

    assert raw == matrix.to_xlsx(found)
    grid, standing, said, told = (book[name] for name in book.sheetnames)
    heads = [cell.value for cell in grid[1]]
    row = next(r for r in grid.iter_rows(values_only=True) if r[0] == "Åmåls kommun")
    assert (row[heads.index("Ett mål")], "A" in row) == ("?", True)
    assert any(
        "ansvarar eller utför, utpekad" in str(r[2]) for r in said.iter_rows(values_only=True)
    )
    assert any(r[2] == "en anges: utpekad" for r in standing.iter_rows(values_only=True))
    assert ("A", "ansvarar eller utför, utpekad") in list(
        told.iter_rows(values_only=True, max_col=2)
    )
    assert all(cell.data_type != "f" for sheet in book for line in sheet for cell in line)


def test_an_unknown_way_to_count_groups_is_told_with_the_near_miss(tmp_path: Path) -> None:
    """A word that is nearly right is offered."""
    small, store = opened(tmp_path)

    with pytest.raises(UsageError, match="Menade du expand-listed"):
        matrix.build(small, store, "actor", "goal", VIEW, groups="expand-list")


@pytest.mark.parametrize("pair", [("actor", "priority"), ("strategy", "theme")])
def test_the_page_fits_its_window_and_cuts_no_heading(
    tmp_path: Path, chromium: str, pair: tuple[str, str]
) -> None:
    """Wide and narrow: only the table scrolls, and every heading shows all of its words."""
    shipped = find_project(ROOT)
    found = matrix.build(shipped, open_store(shipped), *pair, View(as_of=date(2026, 11, 21)))
    file = tmp_path / "m.html"
    file.write_text(to_html(found), encoding="utf-8")
    with browser(chromium) as page:
        for width in (1400, 360):
            page.size(width, 900)
            page.open(file, ready="document.readyState==='complete'")

            assert page.run("document.documentElement.scrollWidth") == width
            cut = page.run(
                "[...document.querySelectorAll('.full, .matrix tbody th')]"
                ".filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth).length"
            )
            assert cut == 0
        assert page.errors == []
