"""Measures: what they say, what they stand on, and that no ranking is shown that does not hold."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kgraph import measures
from kgraph.errors import UsageError
from kgraph.measures import KINDS, County, Measures
from kgraph.measures.part import Graph, Part
from kgraph.network import analysis
from kgraph.network.steadiness import thinned
from kgraph.project import find_project
from kgraph.store import View, open_store
from kgraph.terms import ID
from tests.helpers import ROOT, cli, process, project
from tests.test_matrix import body, duty, opened, passage, seat

VIEW = View(as_of=date(2026, 11, 21))
COUNTY = (
    "territory:x-lan a ks:Territory ; ks:territoryType territory-type:lan ; "
    'skos:prefLabel "X län"@sv . '
)


def forum(name: str, place: str = "x-lan") -> str:
    """A forum of the county."""
    return (
        f'forum:{name} a ks:Forum ; skos:prefLabel "{name.upper()}"@sv ; '
        f"dct:spatial territory:{place} . "
    )


def star(n: int) -> str:
    """A hub that meets each of n others in a forum of their own."""
    told = "".join(
        forum(f"s{i}") + body(f"p{i}") + seat(f"s{i}", "a") + seat(f"s{i}", f"p{i}")
        for i in range(n)
    )
    return passage(COUNTY + told)


def measured(folder: Path, *more: str, draws: int = 10, region: str = "") -> Measures:
    """The measures of the small plan with more in its file."""
    small, store = opened(folder, *more)
    return measures.build(small, store, VIEW, draws=draws, region=region)


def of(found: Measures, name: str) -> County:
    """The part of a county."""
    return next(county for county in found.counties if county.id == (name and ID(name)))


def test_the_numbers_are_those_of_the_county_s_memberships(tmp_path: Path) -> None:
    """One pair a membership that counts, of this county alone."""
    far = passage(
        COUNTY.replace("x-lan", "y-lan").replace("X län", "Y län")
        + forum("q", "y-lan")
        + seat("q", "a")
    )

    county = of(measured(tmp_path, star(4), far), "territory/x-lan")

    pairs = [p for i in range(4) for p in ((ID("actor/a"), f"F{i}"), (ID(f"actor/p{i}"), f"F{i}"))]
    centralisation = county.measure("centralisation")
    assert centralisation and centralisation.value == analysis.centralisation(pairs) == 1
    density = county.measure("density")
    assert density and density.value == 8 / 20
    assert county.size.sv.startswith("5 aktörer, 4 forum med kända deltagare, 8 uppgifter")


def test_a_hub_is_first_and_it_is_told_that_it_wrote_the_document(tmp_path: Path) -> None:
    """The ranking of a large star holds; whoever published the only source is told to have."""
    found = of(measured(tmp_path, star(12)), "territory/x-lan").measure("betweenness")

    assert found and found.holds == "order"
    assert (found.items[0].label.sv, found.items[0].rank) == ("Åmåls kommun", 1)
    assert "självt gett ut dokumentet" in found.reading.sv
    assert len({item.rank for item in found.items[1:]}) == 1


def test_a_ranking_that_does_not_hold_is_not_shown_as_one(tmp_path: Path) -> None:
    """No places, names in Swedish order, and the sentence says why."""
    more = [
        passage(
            COUNTY
            + "".join(map(forum, ("f1", "f2", "f3")))
            + "".join(map(body, ("b1", "b2", "b3", "b4")))
            + "".join(seat("f1", n) for n in ("a", "b1", "b2"))
            + "".join(seat("f2", n) for n in ("b2", "b3"))
            + "".join(seat("f3", n) for n in ("b3", "b4"))
        )
    ]

    found = of(measured(tmp_path, *more), "territory/x-lan").measure("betweenness")

    assert found and found.holds == "none"
    assert found.reading.sv.startswith("Går inte att rangordna")
    assert found.reading.en.startswith("Cannot be ranked")
    assert all(item.rank is None for item in found.items)
    assert [i.label.sv for i in found.items] == ["B1", "B2", "B3", "B4", "Åmåls kommun"]


def test_too_little_gives_a_sentence_and_no_number(tmp_path: Path) -> None:
    """One forum where all meet all: nothing to rank, nobody in between."""
    more = passage(COUNTY + forum("f1") + body("b1") + seat("f1", "a") + seat("f1", "b1"))

    county = of(measured(tmp_path, more), "territory/x-lan")

    for name in ("density", "betweenness", "cut-points", "communities"):
        found = county.measure(name)
        assert found and found.value is None and not found.items
        assert found.reading.sv.startswith("Går inte att beräkna")


def test_a_very_large_forum_is_kept_two_mode(tmp_path: Path) -> None:
    """Two hundred and ten in one forum are 21 945 ties: pairs are not made, and it says so."""
    seats = "".join(body(f"n{i}") + seat("f1", f"n{i}") for i in range(210))
    more = passage(COUNTY + forum("f1") + forum("f2") + seats + seat("f2", "n1") + seat("f2", "n2"))

    county = of(measured(tmp_path, more, draws=1), "territory/x-lan")

    for name in ("betweenness-direct", "centralisation", "communities"):
        found = county.measure(name)
        assert found and found.reading.sv.startswith("Beräknas inte")
    two_mode = county.measure("betweenness")
    assert two_mode and two_mode.items


def test_the_one_who_convenes_makes_no_forums_hear_each_other(tmp_path: Path) -> None:
    """Shared by the convener and its unit alone is not shared."""
    more = passage(
        COUNTY
        + 'actor:u a org:OrganizationalUnit ; skos:prefLabel "U"@sv ; org:unitOf actor:a . '
        + "".join(map(forum, ("f1", "f2", "f3")))
        + "".join(map(body, ("b1", "b2", "b3")))
        + "".join(seat(f, "a", "sammankallande") + seat(f, "u") for f in ("f1", "f2", "f3"))
        + seat("f1", "b1")
        + seat("f2", "b1")
        + seat("f2", "b2")
        + seat("f3", "b3")
    )

    found = of(measured(tmp_path, more), "territory/x-lan").measure("interlock")

    assert found and found.value == pytest.approx(1 / 3)
    assert [(i.label.sv, i.value, i.note.sv) for i in found.items] == [("F1 – F2", 0.5, "B1")]
    assert "med den som sammankallar 3" in found.reading.sv


def test_a_body_and_its_unit_carry_a_theme_as_one(tmp_path: Path) -> None:
    """Two bodies split it in half; a unit of one of them adds nothing."""
    base = (
        COUNTY + "strategy:liten a ks:Strategy ; dct:spatial territory:x-lan . "
        'actor:u a org:OrganizationalUnit ; skos:prefLabel "U"@sv ; org:unitOf actor:a . '
        "element:i1 a ks:Measure ; dct:subject theme:validering . "
        "element:mal a ks:Goal ; dct:subject theme:validering . " + forum("f1")
    )

    one = measured(tmp_path / "1", passage(base + duty("m", "u", "element:mal")))
    two = measured(tmp_path / "2", passage(base + body("c") + duty("m", "c", "element:mal")))

    for found, value in ((one, 0.0), (two, 0.5)):
        measure = of(found, "territory/x-lan").measure("fragmentation")
        assert measure and [item.value for item in measure.items] == [value]


def test_forum_coverage_is_an_interval_that_tells_the_levels_apart(tmp_path: Path) -> None:
    """Stated for the very one, by theme alone, and not to be said: one third to all."""
    parts = "".join(
        f'element:{n} a ks:Measure ; skos:prefLabel "{n}"@sv ; ks:partOfStrategy strategy:liten ; '
        f'ks:summary "T."@sv {more} . '
        for n, more in (("i2", "; dct:subject theme:validering"), ("i3", ""))
    )
    more = passage(
        COUNTY
        + "strategy:liten a ks:Strategy ; dct:spatial territory:x-lan . "
        + parts
        + forum("f1")
        + "forum:f1 dct:subject theme:validering ; ks:contributesTo element:i1 . "
    )

    found = of(measured(tmp_path, more), "territory/x-lan").measure("forum-coverage")

    assert found and found.value == pytest.approx(1 / 3)
    assert found.high == 1.0
    assert "1 av 3 har ett forum uttalat för just detta" in found.reading.sv


def test_coverage_says_how_many_lists_were_read_and_which_are_open(tmp_path: Path) -> None:
    """A closed list that was read, an open one, one without members."""
    more = passage(
        COUNTY
        + "".join(map(forum, ("f1", "f2", "f3")))
        + seat("f1", "a")
        + seat("f2", "a")
        + "forum:f2 ks:openList true . coverage:c a ks:CoverageStatement ; "
        "ks:coversRelation relation-kind:medlemskap ; ks:coversSubject forum:f1 ."
    )

    county = of(measured(tmp_path, more), "territory/x-lan")

    assert county.coverage.sv == (
        "1 av 3 forum har en medlemslista som är läst i sin helhet; 1 har en öppen lista; "
        "1 saknar kända medlemmar"
    )
    assert "Åmåls kommun" in county.author.sv


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """Unknown networks and counties."""
    town = passage(
        "territory:ort a ks:Territory ; ks:territoryType territory-type:kommun ; "
        'skos:prefLabel "Orten"@sv .'
    )
    small, store = opened(tmp_path, town)
    for name, region, words in (
        ("actor-forums", "", "Menade du actor-forum"),
        ("actor-forum", "x-lan", "finns inte"),
        ("actor-forum", "ort", "inget län"),
    ):
        with pytest.raises(UsageError, match=words):
            measures.build(small, store, VIEW, name=name, region=region)


def test_an_empty_project_gives_a_true_empty_answer(tmp_path: Path) -> None:
    """In every form and network, without a traceback."""
    empty = project(tmp_path, {})
    store = open_store(empty)
    for name in measures.NETWORKS:
        found = measures.build(empty, store, VIEW, name=name)

        assert found.counties == ()
        assert "Inget i källorna" in measures.to_text(found)
        assert json.loads(measures.to_json(found))["counties"] == []
        assert len(measures.to_csv(found).splitlines()) == 1


def test_a_county_without_anything_says_so(tmp_path: Path) -> None:
    """Asked for by name, it has an empty answer of its own."""
    found = measured(tmp_path, passage(COUNTY), region="x-lan")

    assert [county.author.sv for county in found.counties] == ["Inget i källorna."]


# -- groups, parts of forums, what else is told ----------------------------------------------


def group_seat(forum: str) -> str:
    """A seat of the group k."""
    return seat(forum, "k").replace("actor:k", "group:k")


def listed(*members: str) -> str:
    """The group k, whose members a source lists."""
    return (
        'group:k a ks:ActorGroup ; skos:prefLabel "Kretsen"@sv ; '
        "ks:groupResolution group-resolution:listed ; "
        f"foaf:member {' , '.join('actor:' + m for m in members)} . "
    )


def test_every_number_is_told_with_groups_as_one_and_with_their_members(tmp_path: Path) -> None:
    """A group of two in two forums: 2 x 2 ties of 2 actors, or 4 more of them."""
    more = passage(
        COUNTY
        + listed("b1", "b2")
        + "".join(map(forum, ("f1", "f2")))
        + "".join(map(body, ("b1", "b2")))
        + "".join(seat(f, "a") + group_seat(f) for f in ("f1", "f2"))
        + body("b3")
        + seat("f1", "b3")
    )

    found = measured(tmp_path, more)

    county = of(found, "territory/x-lan")
    density = county.measure("density")
    assert density and {mode: m.value for mode, m in density.modes.items()} == {
        "collapse": 5 / 6,
        "expand-listed": 7 / 8,
        "expand-derived": 7 / 8,
    }
    assert "1 av 3 aktörer är en grupp; källorna räknar upp medlemmarna i 1" in county.groups.sv
    text = measures.to_text(found)
    assert "[grupp som en: 0,83; uppräknade medlemmar: 0,88; härledda medlemmar: 0,88]" in text
    rows = list(csv.DictReader(io.StringIO(measures.to_csv(found))))
    told = {row["groups"]: row["value"] for row in rows if row["measure"] == "density"}
    assert told == {"collapse": "0.833333", "expand-listed": "0.875", "expand-derived": "0.875"}


def test_a_statement_on_a_group_goes_with_all_its_members(tmp_path: Path) -> None:
    """Taken away is one statement, whatever stands for the group."""
    more = passage(
        COUNTY + listed("b1", "b2") + forum("f1") + body("b1") + body("b2") + group_seat("f1")
    )
    small, store = opened(tmp_path, more)
    graph = Graph(small, store, VIEW, "actor-forum")

    part = Part(graph, ID("territory/x-lan"), 10, "expand-listed")

    assert len(part.pairs) == 2
    assert part.widened(thinned(part.statements, 0.1, 1)) == []


def test_the_parts_of_a_forum_are_one_place_to_meet(tmp_path: Path) -> None:
    """Four branches of one forum with the same two make no four forums that hear each other."""
    branches = "".join(
        forum(f"d{i}")
        + f"forum:d{i} dct:isPartOf forum:f1 . "
        + seat(f"d{i}", "b1")
        + seat(f"d{i}", "b2")
        for i in range(4)
    )
    more = passage(
        COUNTY + forum("f1") + forum("f2") + body("b1") + body("b2") + branches
        + seat("f2", "b1") + seat("f2", "a")
    )  # fmt: skip

    found = of(measured(tmp_path, more), "territory/x-lan")

    assert found.size.sv.startswith("3 aktörer, 2 forum med kända deltagare, 4 uppgifter")
    heard = found.measure("interlock")
    assert heard and (heard.value, len(heard.items)) == (1.0, 1)


def test_an_open_group_in_two_forums_need_not_be_the_same_people(tmp_path: Path) -> None:
    """Told as an interval: surely none, at most one pair."""
    more = passage(
        COUNTY + 'group:k a ks:ActorGroup ; skos:prefLabel "Branschen"@sv ; '
        "ks:groupResolution group-resolution:open . "
        + "".join(map(forum, ("f1", "f2")))
        + "".join(group_seat(f) for f in ("f1", "f2"))
        + seat("f1", "a")
        + body("b1")
        + seat("f2", "b1")
    )

    found = of(measured(tmp_path, more), "territory/x-lan").measure("interlock")

    assert found and (found.low, found.high) == (0.0, 1.0)
    assert "öppen grupp" in found.items[0].note.sv
    assert "0 av 1 par av forum delar någon som säkert är densamma, 1 om" in found.reading.sv


def test_few_actors_have_no_backbone_and_many_are_told_with_what_chance_leaves(
    tmp_path: Path,
) -> None:
    """Below thirty the two-mode graph is pointed to."""
    few = of(measured(tmp_path / "1", star(4)), "territory/x-lan").measure("backbone")
    many = of(measured(tmp_path / "2", star(32), draws=1), "territory/x-lan").measure("backbone")

    assert few and few.reading.sv.startswith("Beräknas inte: 5 aktörer är färre än 30")
    assert few.value is None
    assert many and "av 32 kontakter" in many.reading.sv
    assert "högst 2 väntas av slumpen" in many.reading.sv


def test_concentration_counts_bodies_over_all_parts_at_the_nearest_level(tmp_path: Path) -> None:
    """Three parts, two with one and one with another: HHI 5/9."""
    base = (
        COUNTY
        + "strategy:liten dct:spatial territory:x-lan . "
        + forum("f1")
        + body("c")
        + duty("m", "c", "element:mal")
        + 'element:i2 a ks:Measure ; skos:prefLabel "Två"@sv ; ks:partOfStrategy strategy:liten ; '
        'ks:summary "T."@sv . ' + duty("n", "a", "element:i2")
    )

    found = of(measured(tmp_path, passage(base)), "territory/x-lan").measure("concentration")

    assert found and found.value == pytest.approx(5 / 9)
    assert [(i.label.sv, i.note.sv) for i in found.items] == [
        ("Åmåls kommun", "2 delar"),
        ("C", "1 del"),
    ]


def test_vertical_reach_tells_express_from_through_the_document(tmp_path: Path) -> None:
    """Two national priorities: one taken up expressly, one only by its document's mention."""
    more = passage(
        COUNTY + "strategy:liten a ks:Strategy ; dct:spatial territory:x-lan ; ks:validFrom "
        '"2025-01-01"^^xsd:date . '
        + forum("f1")
        + 'strategy:n a ks:Strategy ; skos:prefLabel "N"@sv ; ks:governanceLevel level:nationell . '
        + "".join(
            f'element:n{i} a ks:Priority ; skos:prefLabel "N{i}"@sv ; '
            f'ks:partOfStrategy strategy:n ; ks:summary "N."@sv . '
            for i in (1, 2)
        )
        + "element:i1 a ks:Measure ; ks:contributesTo element:n1 . "
    )

    found = of(measured(tmp_path, more), "territory/x-lan").measure("vertical-reach")

    assert found and (found.value, found.high) == (0.5, 1.0)
    assert "1 av 2 tas upp uttalat (50 %), 1 genom att deras dokument nämns" in found.reading.sv


def two_counties(*more: str) -> str:
    """Two counties with a forum each: a1 and a2 in x, c1 in y."""
    other = COUNTY.replace("x-lan", "y-lan").replace("X län", "Y län")
    homes = "".join(
        body(name) + f"actor:{name} dct:spatial territory:{place} . "
        for name, place in (("a1", "x-lan"), ("a2", "x-lan"), ("c1", "y-lan"))
    )
    return passage(COUNTY + other + homes + forum("f1") + forum("g1", "y-lan") + "".join(more))


def test_who_meets_two_counties_in_stated_forums_links_them(tmp_path: Path) -> None:
    """a1 sits with a2 at home and with c1 in the other county: a link of one pair."""
    seats = seat("f1", "a1") + seat("f1", "a2") + seat("g1", "a1") + seat("g1", "c1")

    found = of(measured(tmp_path, two_counties(seats)), "").measure("county-bridges")

    assert found and [(i.label.sv, i.value) for i in found.items] == [("A1", 1.0)]
    assert "grindvakt 1" in found.items[0].note.sv


def test_a_national_body_named_in_two_counties_is_no_link_by_that_alone(tmp_path: Path) -> None:
    """It has no county, so it links none."""
    seats = body("n") + "".join(seat(f, "n") for f in ("f1", "g1"))
    seats += seat("f1", "a1") + seat("g1", "c1")

    found = of(measured(tmp_path, two_counties(seats)), "").measure("county-bridges")

    assert found and (found.value, found.items) == (0.0, ())
    assert found.reading.sv.startswith("Ingen:")


def test_each_actor_has_its_own_clustering_and_nobody_is_ranked_by_it(tmp_path: Path) -> None:
    """The mean is that of the items."""
    found = of(measured(tmp_path, star(4)), "territory/x-lan").measure("clustering")

    assert found and found.value == pytest.approx(
        sum(item.value or 0 for item in found.items) / len(found.items)
    )
    assert all(item.rank is None for item in found.items)


def test_one_actor_alone_and_a_forum_without_any_give_words_and_no_number(tmp_path: Path) -> None:
    """Nothing is divided by nothing."""
    more = passage(COUNTY + forum("f1") + forum("f2") + seat("f1", "a"))

    found = measured(tmp_path, more)

    for county in found.counties:
        for measure in county.measures:
            assert "nan" not in measure.reading.sv.split() and measure.reading.sv
            assert measure.value is None or 0 <= measure.value <= 1
    json.loads(measures.to_json(found), parse_constant=pytest.fail)


def test_five_hundred_in_one_forum_are_told_two_mode(tmp_path: Path) -> None:
    """No pairs are made; what needs them says why there is no number."""
    seats = "".join(body(f"n{i}") + seat("f1", f"n{i}") for i in range(500))
    more = passage(COUNTY + forum("f1") + forum("f2") + seats + seat("f2", "n1") + seat("f2", "n2"))

    county = of(measured(tmp_path, more, draws=1), "territory/x-lan")

    density, backbone = county.measure("density"), county.measure("backbone")
    assert density and density.value == pytest.approx(502 / 1000)
    assert backbone and backbone.reading.sv.startswith("Beräknas inte")


def test_a_workbook_has_the_measures_the_actors_and_what_they_mean(tmp_path: Path) -> None:
    """Numbers are numbers; the same bytes each time."""
    found = measured(tmp_path, star(4))

    raw = measures.to_xlsx(found)
    book = openpyxl.load_workbook(io.BytesIO(raw))

    assert raw == measures.to_xlsx(found)
    whole, things, meanings, _ = (
        list(book[name].iter_rows(values_only=True)) for name in book.sheetnames
    )
    density = next(row for row in whole if row[:3] == ("X län", "Täthet", "en grupp räknas som en"))
    assert density[3] == pytest.approx(0.4)
    assert any(row[1] == "Mellanhand" and row[3] == "Åmåls kommun" for row in things)
    assert len(meanings) == len(KINDS) + 1


def test_how_far_the_work_has_come_is_told(tmp_path: Path) -> None:
    """From none to all counties."""
    small, store = opened(tmp_path, star(3))
    told: list[tuple[int, int]] = []

    measures.build(small, store, VIEW, draws=1, tell=lambda done, every: told.append((done, every)))

    assert told == [(0, 1), (1, 1)]


# -- the shipped data ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Measures:
    """The measures of the five sources, with few draws."""
    found = find_project(ROOT)
    return measures.build(found, open_store(found), VIEW, draws=4)


def test_every_county_has_every_measure_with_words_in_both_languages(shipped: Measures) -> None:
    """Meaning and caution stand in the catalogue, reading and n with each value."""
    assert len(shipped.counties) > 3
    for county in shipped.counties:
        told = {measure.name for measure in county.measures}
        strategies = {"fragmentation", "concentration", "forum-coverage", "vertical-reach"}
        assert told == set(KINDS) - ({"county-bridges"} if county.id else strategies)
        for measure in county.measures:
            assert measure.reading.sv and measure.reading.en
            assert measure.n.sv and measure.n.en
    for kind in KINDS.values():
        assert all(text.sv and text.en for text in (kind.title, kind.meaning, kind.caution))


def test_every_number_leads_back_to_passages(shipped: Measures) -> None:
    """A county with memberships has the passages that state them, in words."""
    for county in shipped.counties:
        assert county.evidence
        assert all(shipped.places[iri].sv for iri in county.evidence)


def test_places_are_given_only_as_far_down_as_they_hold(shipped: Measures) -> None:
    """None without a ranking, one where only the first holds; in CSV too."""
    for county in shipped.counties:
        for measure in county.measures:
            places = [item.rank for item in measure.items if item.rank is not None]
            if measure.holds in ("", "none"):
                assert places == []
            if measure.holds == "first":
                assert places == [1]
    for row in csv.DictReader(io.StringIO(measures.to_csv(shipped))):
        assert not row["rank"] or row["holds"] in ("order", "first")


def test_the_command_prints_meaning_caution_n_and_view() -> None:
    """What a reader needs stands beside the number."""
    done = cli("measures", "--region", "jonkopings-lan", "--draws", "2", "--project", ROOT)
    wrong = cli("measures", "--network", "report", "--project", ROOT)

    assert (done.code, wrong.code) == (0, 2)
    assert "Vy:" in done.err
    for words in ("Varsamt:", "25 aktörer, 14 forum", "Jämför inte länen", "Enda länk"):
        assert words in done.out


def test_the_command_writes_a_workbook_by_its_ending(tmp_path: Path) -> None:
    """What the ending says, in one step."""
    file = tmp_path / "m.xlsx"

    done = cli(
        *("measures", "--region", "kronobergs-lan", "--draws", "1", "--project", ROOT, "-o", file)
    )

    assert done.code == 0
    assert len(openpyxl.load_workbook(file).sheetnames) == 4


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    """Draws and runs are seeded; order never comes from a set."""
    words = (
        *("measures", "--region", "kronobergs-lan", "--draws", "2", "--format", "json"),
        *("--project", str(ROOT), "--as-of", "2026-11-21"),
    )

    assert process(*words, PYTHONHASHSEED="1").raw == cli(*words).raw
