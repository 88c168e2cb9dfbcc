"""The numbers of two-mode networks: smallest graphs by hand, and NetworkX as the other opinion."""

import itertools
import math
import random

import networkx as nx
import pytest

from kgraph.network import analysis
from kgraph.network.analysis import Pair
from kgraph.network.communities import communities, cross_density
from kgraph.network.steadiness import Steadiness, _steady, steadiness, thinned

# Two forums of three that share one member: x is the only way between a, b and c, d.
BOW_TIE = [(name, "F") for name in "abx"] + [(name, "G") for name in "cdx"]


def star(n: int) -> list[Pair]:
    """A hub that meets each of n others in a forum of their own."""
    return [pair for i in range(n) for pair in (("hub", f"F{i}"), (f"a{i}", f"F{i}"))]


def some(seed: int, actors: int = 12, arenas: int = 6) -> list[Pair]:
    """A random two-mode network, the same on every run."""
    draw = random.Random(seed)
    pairs = [(f"a{i}", f"F{j}") for i in range(actors) for j in range(arenas)]
    return [pair for pair in pairs if draw.random() < 0.3]


RANDOM = [some(seed) for seed in range(6)]


def test_each_shared_forum_ties_two_actors_by_one_over_the_others_in_it() -> None:
    """Newman's weight: 1/(k−1) a forum, added up, so that each actor gives 1 to each forum."""
    graph = analysis.projected([*BOW_TIE, ("a", "H"), ("b", "H")])

    assert graph["a"]["b"]["weight"] == pytest.approx(1 / 2 + 1)
    assert graph["a"]["x"]["weight"] == pytest.approx(1 / 2)
    assert not graph.has_edge("a", "c")


@pytest.mark.parametrize("pairs", RANDOM)
def test_the_projection_is_networkx_collaboration_projection(pairs: list[Pair]) -> None:
    """The same ties and weights as its Newman projection."""
    made = analysis.projected(pairs)

    peer = nx.bipartite.collaboration_weighted_projected_graph(
        nx.Graph(pairs), sorted({a for a, _ in pairs})
    )
    assert {frozenset(e) for e in made.edges()} == {frozenset(e) for e in peer.edges()}
    for a, b, tie in peer.edges(data=True):
        assert made[a][b]["weight"] == pytest.approx(tie["weight"])


def test_the_middle_of_a_bow_tie_is_on_every_way_between_its_sides() -> None:
    """X is on the ways of 9 pairs of 15.

    Seven things, six without x, 15 pairs; {a, b, F} to {c, d, G} are 9.
    """
    assert analysis.betweenness(BOW_TIE)["x"] == pytest.approx(9 / 15)
    assert analysis.betweenness(BOW_TIE)["a"] == 0
    assert analysis.betweenness_projected(BOW_TIE)["x"] == pytest.approx(4 / 6)


@pytest.mark.parametrize("pairs", RANDOM)
def test_betweenness_is_that_of_plain_networkx(pairs: list[Pair]) -> None:
    """The two-mode graph as a graph of names alone."""
    flat = nx.betweenness_centrality(nx.Graph(pairs))

    assert analysis.betweenness(pairs) == pytest.approx({a: flat[a] for a, _ in pairs})


def test_the_only_link_is_told_with_how_many_more_parts_there_are_without_it() -> None:
    """The middle of the bow tie; nobody where two link both sides; the hub of a star."""
    assert analysis.cut_points(BOW_TIE) == {"x": 1.0}
    assert analysis.cut_points([*BOW_TIE, ("a", "G")]) == {}
    assert analysis.cut_points(star(3)) == {"hub": 2.0}


def test_a_network_that_is_a_member_links_those_in_it_to_the_rest() -> None:
    """N sits in F, and c in N: c is reached through N, which is no actor's place to be cut at."""
    pairs = [("a", "F"), ("b", "F"), ("N", "F"), ("c", "N"), ("d", "N")]

    assert analysis.components(pairs) == 1
    assert analysis.cut_points(pairs) == {}


@pytest.mark.parametrize("pairs", RANDOM)
def test_constraint_and_effective_size_are_those_of_networkx(pairs: list[Pair]) -> None:
    """Own code by matrices, checked against networkx's by loops."""
    graph = analysis.projected(pairs)
    graph.remove_nodes_from([n for n, d in list(graph.degree()) if not d])

    assert analysis.constraint(pairs) == pytest.approx(nx.constraint(graph, weight="weight"))
    assert analysis.effective_size(pairs) == pytest.approx(nx.effective_size(graph))
    sizes = analysis.effective_size(pairs)
    assert analysis.efficiency(pairs) == pytest.approx(
        {name: sizes[name] / graph.degree(name) for name in graph}
    )


def test_constraint_of_two_and_of_a_star_by_hand() -> None:
    """Two who only have each other are wholly bound; a hub of four strangers has 4·(1/4)²."""
    assert analysis.constraint([("a", "F"), ("b", "F")]) == {"a": 1.0, "b": 1.0}
    assert analysis.constraint(star(4))["hub"] == pytest.approx(4 * (1 / 4) ** 2)
    assert analysis.effective_size(star(4))["hub"] == 4
    assert analysis.effective_size([(n, "F") for n in "abc"])["a"] == 2 - 2 * 1 / 2


def test_redundancy_is_the_share_of_forums_that_meet_without_the_actor() -> None:
    """0 in the middle of a bow tie, 1 where a second actor joins both; one forum, no value."""
    assert analysis.redundancy(BOW_TIE) == {"x": 0.0}
    assert analysis.redundancy([*BOW_TIE, ("a", "G")]) == {"a": 1.0, "x": 1.0}


def test_two_mode_clustering_by_hand() -> None:
    """Latapy's: forums in common over all of both, averaged over those met."""
    found = analysis.clustering(BOW_TIE)

    assert found["a"] == pytest.approx((1 + 1 / 2) / 2)
    assert found["x"] == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("ends", "role"),
    [
        (("p", "p"), "coordinator"),
        (("p", "q"), "gatekeeper"),
        (("q", "q"), "consultant"),
        (("q", "r"), "liaison"),
    ],
)
def test_brokerage_roles_by_the_groups_of_three(ends: tuple[str, str], role: str) -> None:
    """The actor in the middle is in p; the other two, who never meet, are in these."""
    groups = {"hub": {"p"}, "a0": {ends[0]}, "a1": {ends[1]}}

    found = analysis.brokerage(star(2), groups)

    assert {name: found[name]["hub"] for name in analysis.ROLES if found[name]["hub"]} == {role: 1}
    assert analysis.brokered(star(2)) == {"hub": 1.0, "a0": 0.0, "a1": 0.0}


def test_a_threesome_with_an_unknown_group_has_no_role() -> None:
    """What is not known is not guessed."""
    found = analysis.brokerage(star(2), {"hub": {"p"}, "a0": {"p"}})

    assert not any(found[role]["hub"] for role in analysis.ROLES)


def test_centralisation_is_one_for_a_star_and_nothing_for_a_circle() -> None:
    """Freeman's ends; too few for a value is None."""
    circle = [
        pair for a, b in zip("abcd", "bcda", strict=True) for pair in ((a, a + b), (b, a + b))
    ]

    assert analysis.centralisation(star(4)) == 1
    assert analysis.centralisation(circle) == 0
    assert analysis.centralisation(star(1)) is None


def test_density_counts_what_could_be_between_actors_and_forums() -> None:
    """Six of five by two; nothing is not zero."""
    assert analysis.density(BOW_TIE) == 6 / 10
    assert analysis.density([]) is None


def test_two_circles_are_found_the_same_on_every_run() -> None:
    """Two forums that share nobody: two circles, modularity one half, nothing between."""
    apart = [(name, "F") for name in "abc"] + [(name, "G") for name in "def"]

    found = communities(apart)

    assert found is not None
    assert (found.counts, found.same, found.across) == ((2, 2), 1.0, (0.0, 0.0))
    assert found.modularities == pytest.approx((0.5, 0.5))
    assert set(found.cores) == {("a", "b", "c"), ("d", "e", "f")}
    assert communities([("a", "F")]) is None


def test_density_between_circles_is_told_against_the_whole() -> None:
    """One tie of four between, over three ties of six; a single circle has no between."""
    path = nx.path_graph(["a", "b", "c", "d"])

    assert cross_density(path, [{"a", "b"}, {"c", "d"}]) == pytest.approx((1 / 4) / (3 / 6))
    assert cross_density(path, [set("abcd")]) is None


def test_forums_that_share_a_member_hear_each_other() -> None:
    """X of five."""
    assert analysis.interlock(BOW_TIE) == {("F", "G"): ({"x"}, 1 / 5)}


def test_spread_over_carriers() -> None:
    """One: no fragmentation. Two alike: one half and one bit. Nobody: no value."""
    assert analysis.spread([3]) == (1.0, 0.0, 0.0)
    assert analysis.spread([2, 2]) == (0.5, 0.5, 1.0)
    assert analysis.spread([1, 1, 2]) == pytest.approx((0.375, 0.625, 1.5))
    assert analysis.spread([]) is None


# -- does it hold ----------------------------------------------------------------------------


def test_what_is_taken_away_is_the_same_on_every_run_and_never_nothing() -> None:
    """A seeded share, at least one."""
    assert thinned(BOW_TIE, 0.2, 7) == thinned(BOW_TIE[::-1], 0.2, 7)
    assert len(thinned(star(10), 0.3, 1)) == 14
    assert len(thinned(BOW_TIE[:2], 0.1, 1)) == 1
    assert thinned([], 0.1, 1) == []


def steady(pairs: list[Pair]) -> Steadiness:
    """Whether betweenness holds."""
    found = steadiness(pairs, {"b": analysis.betweenness}, absent={"b": 0.0}, draws=20)
    return found["b"]


def test_the_hub_of_a_large_star_stays_first_and_the_rest_are_alike() -> None:
    """The hub is above everybody in every draw."""
    assert steady(star(12)).verdict == "order"


def test_a_lead_by_one_statement_does_not_hold() -> None:
    """Two hubs that nearly tie: whoever leads, leads by chance."""
    other = [(a.replace("hub", "hob").replace("a", "b"), "G" + f) for a, f in star(5)]
    bridge = [("hub", "X"), ("hob", "X"), ("extra", "X"), ("extra", "F0")]

    assert steady([*star(5), *other, *bridge]).verdict == "none"


def test_equal_leaders_are_no_ranking() -> None:
    """Nobody is first where two are."""
    found = steady([("a", "F"), ("b", "F"), ("a", "G"), ("b", "G"), ("c", "F"), ("d", "G")])

    assert found.verdict == "none"
    assert all(loss.first is None for loss in found.losses)


def test_a_pair_keeps_its_order_only_where_both_still_have_a_value() -> None:
    """Without a value for the absent, a lost actor is a lost order, never a zero."""
    whole = {"a": 2.0, "b": 1.0}
    draws = [[{"a": 2.0, "b": 1.0}, {"a": 2.0}]]

    lost = _steady(whole, draws, [0.1], None, False)
    zero = _steady(whole, draws, [0.1], 0.0, False)

    assert (lost.losses[0].order, zero.losses[0].order) == (0.5, 1.0)


def test_small_values_come_first_where_the_smallest_is_first() -> None:
    """Constraint: the least bound is first."""
    found = _steady({"a": 0.1, "b": 1.0}, [[{"a": 0.1, "b": 1.0}]], [0.1], None, True)

    assert found.losses[0].first == 1.0
    assert found.verdict == "order"


@pytest.mark.parametrize("pairs", [[], [("a", "F")], [("a", "F"), ("b", "F")], [("a", "a")]])
def test_the_smallest_networks_give_no_number_rather_than_a_wrong_one(pairs: list[Pair]) -> None:
    """Nothing divides by zero."""
    for scoring in (
        analysis.betweenness,
        analysis.betweenness_projected,
        analysis.constraint,
        analysis.effective_size,
        analysis.efficiency,
        analysis.redundancy,
        analysis.clustering,
        analysis.brokered,
        analysis.cut_points,
    ):
        assert all(math.isfinite(value) for value in scoring(pairs).values())
    assert analysis.centralisation(pairs) is None
    assert analysis.interlock(pairs) == {}


def test_a_forum_of_many_is_told_by_its_ties_before_they_are_made() -> None:
    """Five hundred in one forum are 124 750 ties."""
    large = [(f"a{i}", "F") for i in range(500)]

    assert analysis.ties(large) == math.comb(500, 2) == 124_750
    assert len(list(itertools.combinations(range(4), 2))) == analysis.ties(large[:4])
