"""Every measure told again by plain Python, pair by pair, on graphs that hypothesis thinks of.

The oracles share no code with what they judge: no matrices, no sparse products, exact fractions
where ways are compared, and the definitions as they stand in the literature.
"""

import itertools
import math
from collections import Counter, deque
from fractions import Fraction

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.network import analysis, backbone, between
from kgraph.network.analysis import Pair
from kgraph.network.communities import communities
from kgraph.network.steadiness import _kept_order, thinned

PAIRS = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from(("F", "G", "H", "I", "J"))),
    max_size=18,
)
MANY = settings(max_examples=60, deadline=None)
Length = dict[frozenset[str], Fraction]


def members(pairs: list[Pair]) -> dict[str, set[str]]:
    """The actors of each arena."""
    return {arena: {a for a, b in pairs if b == arena} for _, arena in pairs}


def arenas(pairs: list[Pair]) -> dict[str, set[str]]:
    """The arenas of each actor."""
    return {actor: {b for a, b in pairs if a == actor} for actor, _ in pairs}


def weights(pairs: list[Pair]) -> Length:
    """Newman's weights, as exact fractions."""
    found: Length = {}
    for met in members(pairs).values():
        for two in itertools.combinations(sorted(met), 2):
            found[frozenset(two)] = found.get(frozenset(two), Fraction(0)) + Fraction(
                1, len(met) - 1
            )
    return found


def contacts(pairs: list[Pair]) -> dict[str, set[str]]:
    """Whom each actor meets."""
    tied = weights(pairs)
    return {a: {b for b, _ in pairs if frozenset((a, b)) in tied and a != b} for a, _ in pairs}


def passing(names: list[str], length: Length) -> dict[str, Fraction]:
    """Betweenness by listing every shortest way between every two, with exact lengths."""
    n = len(names)
    through = dict.fromkeys(names, Fraction(0))
    for one, other in itertools.combinations(names, 2):
        best: Fraction | None = None
        ways: list[tuple[str, ...]] = []
        left: deque[tuple[tuple[str, ...], Fraction]] = deque([((one,), Fraction(0))])
        while left:
            way, far = left.pop()
            if best is not None and far > best:
                continue
            if way[-1] == other:
                if best is None or far < best:
                    best, ways = far, []
                ways.append(way)
                continue
            for name in names:
                step = length.get(frozenset((way[-1], name)))
                if step is not None and name not in way:
                    left.append(((*way, name), far + step))
        ways = [way for way in ways if sum_of(way, length) == best]
        for way in ways:
            for name in way[1:-1]:
                through[name] += Fraction(1, len(ways))
    return {name: value / Fraction((n - 1) * (n - 2), 2) for name, value in through.items()}


def sum_of(way: tuple[str, ...], length: Length) -> Fraction:
    """How long a way is."""
    return sum(
        (length[frozenset(two)] for two in itertools.pairwise(way)),
        start=Fraction(0),
    )


@MANY
@given(PAIRS)
def test_ties_are_the_sum_of_one_over_the_others_in_each_shared_arena(pairs: list[Pair]) -> None:
    """The sparse product gives what counting by hand gives."""
    graph = analysis.projected(pairs)

    assert {frozenset(e) for e in graph.edges()} == set(weights(pairs))
    for a, b, tie in graph.edges(data=True):
        assert tie["weight"] == pytest.approx(float(weights(pairs)[frozenset((a, b))]))


@MANY
@given(PAIRS)
def test_go_betweens_are_on_the_shortest_ways_that_listing_finds(pairs: list[Pair]) -> None:
    """One-mode, by exact distances: equal ways are found equal."""
    names = sorted({a for a, _ in pairs})
    found = analysis.betweenness_projected(pairs)
    if len(names) < 3:
        assert found == {}
        return

    told = passing(names, {two: 1 / weight for two, weight in weights(pairs).items()})

    assert found == pytest.approx({name: float(value) for name, value in told.items()})


@MANY
@given(PAIRS)
def test_go_betweens_of_the_two_mode_graph_are_those_of_networkx(pairs: list[Pair]) -> None:
    """Actors and arenas as nodes of a plain graph."""
    flat = nx.betweenness_centrality(nx.Graph(pairs)) if len(set(sum(pairs, ()))) > 2 else {}
    found = analysis.betweenness(pairs)

    assert found == pytest.approx({a: flat[a] for a, _ in pairs} if flat else {})


def test_a_graph_cut_in_steps_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large one is gone through a few starting points at a time."""
    ties = [(i, (i * 3 + 1) % 17, 1.0) for i in range(17) if i != (i * 3 + 1) % 17]
    ties = [(a, b, d) for a, b, d in ties if a < b or (b, a, d) not in ties]
    whole = between.betweenness(range(17), ties)
    monkeypatch.setattr(between, "_ROOM", 40)

    assert between.betweenness(range(17), ties) == pytest.approx(whole)


@MANY
@given(PAIRS)
def test_constraint_is_burt_s_sum(pairs: list[Pair]) -> None:
    """(p_ij + Σ p_iq p_qj)² over the contacts j."""
    tied = weights(pairs)
    near = contacts(pairs)
    total = {a: sum(tied[frozenset((a, b))] for b in near[a]) for a in near}

    def share(a: str, b: str) -> Fraction:
        return tied.get(frozenset((a, b)), Fraction(0)) / total[a] if a != b else Fraction(0)

    told = {
        a: float(sum((share(a, b) + sum(share(a, q) * share(q, b) for q in near[a])) ** 2
                     for b in near[a]))
        for a in near
        if near[a]
    }  # fmt: skip
    assert analysis.constraint(pairs) == pytest.approx(told)


@MANY
@given(PAIRS)
def test_effective_size_and_brokered_pairs_are_counted_pair_by_pair(pairs: list[Pair]) -> None:
    """Contacts less twice the ties among them over contacts; pairs of contacts that do not meet."""
    near = contacts(pairs)
    among = {
        a: sum(c in near[b] for b, c in itertools.combinations(sorted(near[a]), 2)) for a in near
    }
    sizes = {a: len(near[a]) - 2 * among[a] / len(near[a]) for a in near if near[a]}

    assert analysis.effective_size(pairs) == pytest.approx(sizes)
    assert analysis.efficiency(pairs) == pytest.approx(
        {a: s / len(near[a]) for a, s in sizes.items()}
    )
    assert analysis.brokered(pairs) == {a: math.comb(len(near[a]), 2) - among[a] for a in near}


@MANY
@given(PAIRS)
def test_redundancy_and_clustering_are_latapy_s(pairs: list[Pair]) -> None:
    """Pairs of an actor's arenas that another joins too; likeness to those it meets."""
    mine = arenas(pairs)
    redundancy = {}
    for actor, held in mine.items():
        if len(held) >= 2:
            two = list(itertools.combinations(sorted(held), 2))
            also = [any({f, g} <= mine[b] for b in mine if b != actor) for f, g in two]
            redundancy[actor] = sum(also) / len(two)
    clustering = {}
    for actor, held in mine.items():
        met = [b for b in mine if b != actor and held & mine[b]]
        alike = [len(held & mine[b]) / len(held | mine[b]) for b in met]
        clustering[actor] = sum(alike) / len(alike) if alike else 0.0

    assert analysis.redundancy(pairs) == pytest.approx(redundancy)
    assert analysis.clustering(pairs) == pytest.approx(clustering)


@MANY
@given(PAIRS)
def test_an_only_link_leaves_more_parts_when_it_is_taken_out(pairs: list[Pair]) -> None:
    """By taking each out and counting the parts by walking."""
    graph: dict[str, set[str]] = {}
    for actor, arena in pairs:
        graph.setdefault(actor, set()).add(arena)
        graph.setdefault(arena, set()).add(actor)

    def parts(nodes: set[str]) -> int:
        left, count = set(nodes), 0
        while left:
            count += 1
            walk = [left.pop()]
            while walk:
                for step in graph[walk.pop()] & left:
                    left.discard(step)
                    walk.append(step)
        return count

    whole = parts(set(graph))
    told = {a: parts(set(graph) - {a}) - whole for a, _ in pairs}

    assert analysis.cut_points(pairs) == {a: more for a, more in told.items() if more > 0}
    assert analysis.components(pairs) == whole if pairs else True


@MANY
@given(PAIRS, st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.sampled_from("pq"))))
def test_roles_are_counted_threesome_by_threesome(
    pairs: list[Pair], groups: dict[str, set[str]]
) -> None:
    """Gould and Fernandez: both ends not tied to each other, all three groups known."""
    near = contacts(pairs)
    told: Counter[tuple[str, str]] = Counter()
    for middle in near:
        for a, b in itertools.combinations(sorted(near[middle]), 2):
            three = [groups.get(x, set()) for x in (a, middle, b)]
            if b in near[a] or not all(three):
                continue
            one, two, ends = three[0] & three[1], three[1] & three[2], three[0] & three[2]
            if one and two and ends:
                role = "coordinator"
            elif one or two:
                role = "gatekeeper"
            else:
                role = "consultant" if ends else "liaison"
            told[role, middle] += 1

    found = analysis.brokerage(pairs, groups)

    assert {(r, a): n for r in found for a, n in found[r].items() if n} == dict(told)


@MANY
@given(PAIRS)
def test_the_numbers_of_the_whole_are_counted_by_hand(pairs: list[Pair]) -> None:
    """Density, mean degrees, Freeman's centralisation; nothing where there is nothing."""
    listed, near = set(pairs), contacts(pairs)
    actors, places = {a for a, _ in listed}, {b for _, b in listed}
    if not listed:
        assert analysis.density(pairs) is None
        assert analysis.mean_degrees(pairs) is None
        return
    assert analysis.density(pairs) == pytest.approx(len(listed) / len(actors) / len(places))
    assert analysis.mean_degrees(pairs) == pytest.approx(
        (len(listed) / len(actors), len(listed) / len(places))
    )
    n = len(actors)
    degrees = [len(near[a]) for a in near]
    told = sum(max(degrees) - d for d in degrees) / ((n - 1) * (n - 2)) if n > 2 else None
    assert analysis.centralisation(pairs) == (None if told is None else pytest.approx(told))


@MANY
@given(PAIRS)
def test_arenas_hear_each_other_by_the_members_they_share(pairs: list[Pair]) -> None:
    """Every two arenas, one after the other."""
    met = members(pairs)
    told = {
        (f, g): (met[f] & met[g], len(met[f] & met[g]) / len(met[f] | met[g]))
        for f, g in itertools.combinations(sorted(met), 2)
        if met[f] & met[g]
    }

    assert analysis.interlock(pairs) == told


@MANY
@given(PAIRS)
def test_modularity_and_holes_are_told_of_a_division_of_the_actors(pairs: list[Pair]) -> None:
    """Newman's modularity by its sum, and ties between circles by counting."""
    found = communities(pairs)
    tied, near = weights(pairs), contacts(pairs)
    if not tied:
        assert found is None
        return
    assert found is not None
    assert sorted(a for core in found.cores for a in core) == sorted(a for a in near if near[a])
    if found.same < 1:
        return
    total = float(sum(tied.values()))
    told = 0.0
    for core in found.cores:
        inner = sum(float(w) for two, w in tied.items() if two <= set(core))
        degree = sum(float(w) for a in core for two, w in tied.items() if a in two)
        told += inner / total - (degree / (2 * total)) ** 2
    assert found.modularities == pytest.approx((told, told))
    n = sum(map(len, found.cores))
    for one, other, ratio in found.holes:
        crossing = sum(frozenset((a, b)) in tied for a in one for b in other)
        density = len(tied) / math.comb(n, 2)
        assert ratio == pytest.approx(crossing / (len(one) * len(other)) / density)


@MANY
@given(st.lists(st.integers(0, 6), max_size=6))
def test_concentration_and_entropy_are_those_of_the_shares(counts: list[int]) -> None:
    """HHI, one less it, and Shannon's entropy in bits."""
    total = sum(counts)
    shares = [c / total for c in counts if c] if total else []
    told = (
        sum(s * s for s in shares),
        1 - sum(s * s for s in shares),
        -sum(s * math.log2(s) for s in shares),
    )

    found = analysis.spread(counts)

    assert found == (pytest.approx(told) if total else None)


# -- what chance leaves ----------------------------------------------------------------------


@MANY
@given(PAIRS)
def test_the_chances_give_each_actor_and_arena_as_many_ties_as_it_has(pairs: list[Pair]) -> None:
    """The expected degrees are the real ones, and every chance is one."""
    actors, places, chance = backbone.chances(pairs)
    mine, met = arenas(pairs), members(pairs)

    assert [chance[i].sum() for i in range(len(actors))] == pytest.approx(
        [len(mine[a]) for a in actors], abs=1e-4
    )
    assert [chance[:, j].sum() for j in range(len(places))] == pytest.approx(
        [len(met[b]) for b in places], abs=1e-4
    )
    assert all(-1e-9 <= p <= 1 + 1e-9 for p in chance.ravel())


@MANY
@given(PAIRS)
def test_a_tie_is_kept_when_every_outcome_listed_makes_it_rare(pairs: list[Pair]) -> None:
    """The upper tail by going through all outcomes of who joins what."""
    actors, places, chance = backbone.chances(pairs)
    mine = arenas(pairs)
    told = {}
    for i, j in itertools.combinations(range(len(actors)), 2):
        shared = len(mine[actors[i]] & mine[actors[j]])
        if not shared:
            continue
        both = [chance[i, k] * chance[j, k] for k in range(len(places))]
        told[actors[i], actors[j]] = sum(
            math.prod(p if hit else 1 - p for p, hit in zip(both, outcome, strict=True))
            for outcome in itertools.product((0, 1), repeat=len(places))
            if sum(outcome) >= shared
        )

    found = backbone.backbone(pairs, alpha=2)

    assert {(a, b): p for a, b, _, p in found.kept} == pytest.approx(told, abs=1e-9)
    assert found.tested == len(told)
    assert len(backbone.backbone(pairs).kept) == sum(p < 0.05 for p in told.values())


def test_two_who_always_meet_in_small_forums_are_kept_and_a_large_forum_gives_no_ties() -> None:
    """Planted: x and y in eight small forums; all are in one large one."""
    pairs = [(f"a{i}", "large") for i in range(30)]
    pairs += [(f"a{i}", f"S{i % 8}") for i in range(30)]
    pairs += [(name, place) for name in "xy" for place in ("large", *(f"S{i}" for i in range(8)))]
    pairs += [("x", f"T{i}") for i in range(12)] + [("y", f"T{i}") for i in range(12)]
    pairs += [(f"a{i}", f"T{i % 12}") for i in range(30)] + [(f"b{i}", f"U{i}") for i in range(30)]

    kept = {(a, b) for a, b, *_ in backbone.backbone(pairs).kept}

    assert ("x", "y") in kept
    assert backbone.backbone([(f"a{i}", "large") for i in range(9)]).kept == ()


# -- does it hold ----------------------------------------------------------------------------


@MANY
@given(PAIRS)
def test_kept_order_is_counted_pair_by_pair(pairs: list[Pair]) -> None:
    """Each two with different values, in each draw, one after the other."""
    whole = analysis.brokered(pairs)
    draws = [thinned(pairs, 0.3, draw) for draw in range(4)] if pairs else []
    scores = [analysis.brokered(sample) for sample in draws]
    ordered = [(a, b) for a in whole for b in whole if whole[a] > whole[b] + 1e-9]
    kept = [a in s and b in s and s[a] > s[b] + 1e-9 for s in scores for a, b in ordered]

    found = _kept_order(whole, scores, None, 1)

    assert found == (pytest.approx(sum(kept) / len(kept)) if kept else None)


@MANY
@given(PAIRS)
def test_a_large_network_is_told_by_sparse_products_with_the_same_numbers(
    pairs: list[Pair],
) -> None:
    """What is too large for a plain array goes another way to the same values."""
    scorings = (
        analysis.betweenness_projected,
        analysis.constraint,
        analysis.effective_size,
        analysis.redundancy,
        analysis.clustering,
        analysis.brokered,
        analysis.centralisation,
        lambda p: sorted(analysis.projected(p).edges(data="weight")),
        lambda p: analysis.brokerage(p, {name: {"p"} for name in "abc"}),
    )

    def told() -> list[object]:
        for kept in (analysis._joined_by, analysis._weights, analysis._tied):
            kept.cache_clear()
        return [scoring(pairs) for scoring in scorings]

    plain = told()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "_PLAIN", -1)
        sparse = told()
    for kept in (analysis._joined_by, analysis._weights, analysis._tied):
        kept.cache_clear()

    for one, other in zip(plain, sparse, strict=True):
        assert _flat(one) == pytest.approx(_flat(other))


def _flat(value: object) -> list[float]:
    """Every number of a value, in order."""
    if isinstance(value, dict):
        return [n for key in sorted(value) for n in _flat(value[key])]
    if isinstance(value, list | tuple):
        return [n for part in value for n in _flat(part)]
    return [float(value)] if isinstance(value, int | float) else []
