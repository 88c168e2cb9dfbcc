"""Findings held against a planted truth: all of it, nothing else, and never surer than it is."""

import random
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.findings import KINDS, STATUSES, Filters, Finding, find
from kgraph.generate import AS_OF, Planted, generate, write
from kgraph.project import Project
from kgraph.store import View, open_store
from kgraph.terms import KS, Quad
from tests.helpers import ROOT

PROJECT = Project(ROOT, "given")
VIEW = View(as_of=AS_OF)
SEEDS = (1, 2, 3)
LEAST_NEAR = 3
SURENESS = {"confirmed": 3, "silent": 2, "unknown": 1, "": 0}
MADE_UP = "https://w3id.org/kompsam/id/"


@cache
def planted(seed: int) -> tuple[tuple[Quad, ...], tuple[Planted, ...]]:
    """A clean country of a seed, and all that was planted in it."""
    made = list(generate(0, seed, proof=True))
    return (
        tuple(item for item in made if not isinstance(item, Planted)),
        tuple(item for item in made if isinstance(item, Planted)),
    )


def detect(quads: Iterable[Quad], *kinds: str) -> list[Finding]:
    """The findings of some statements."""
    path = Path(mkdtemp(prefix="kgraph-truth-")) / "land.nq"
    write(quads, path)
    try:
        store = open_store(PROJECT, [path])
        return list(find(PROJECT, store, VIEW, Filters(kinds, everything=True)).found)
    finally:
        for file in path.parent.iterdir():
            file.unlink()
        path.parent.rmdir()


@cache
def found(seed: int) -> tuple[Finding, ...]:
    """What is found in a clean country."""
    return tuple(detect(planted(seed)[0]))


def things(of: Finding | Planted) -> frozenset[str]:
    """What a finding, or a planted one, is about."""
    return frozenset(of.affects if isinstance(of, Finding) else of.entities)


def of_kind(seed: int, kind: str, holds: bool) -> list[Planted]:
    """What was planted of a kind."""
    return [p for p in planted(seed)[1] if p.kind.lower() == kind and p.holds == holds]


def gaps(seed: int, kind: str) -> list[Finding]:
    """What is found of a kind, without what only tells a level."""
    return [f for f in found(seed) if f.kind == kind and f.is_gap]


# -- clean data ------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_planted_is_found_and_nothing_else(kind: str, seed: int) -> None:
    """Precision and recall are 1.00: the two lists are one, over the whole country."""
    truth = [things(p) for p in of_kind(seed, kind, holds=True)]
    assert truth and len(truth) == len(set(truth))
    assert sorted(map(sorted, truth)) == sorted(sorted(things(f)) for f in gaps(seed, kind))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_near_misses_are_not_reported(kind: str, seed: int) -> None:
    """Three or more for each kind: what looks like it and is none."""
    near = [things(p) for p in of_kind(seed, kind, holds=False)]
    assert len(set(near)) >= LEAST_NEAR
    assert not set(near) & {things(f) for f in gaps(seed, kind)}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_planted_is_found_as_sure_as_it_was_planted(seed: int) -> None:
    """Confirmed, silent and unknown with its reason."""
    told = {(f.kind, things(f)): (f.status, f.reason) for f in found(seed)}
    stated = [p for p in planted(seed)[1] if p.holds and p.status]
    assert {(p.kind, *p.entities): told[p.kind.lower(), things(p)] for p in stated} == {
        (p.kind, *p.entities): (p.status, p.reason) for p in stated
    }
    assert {p.status for p in stated} == set(STATUSES)


# -- statements lost while the reading still claims to be whole ------------------------------------

_LOST = ("assignment/", "membership/")
_TIES = tuple(KS(name) for name in ("contributesTo", "implements", "dischargedBy", "measuredBy"))


def without(quads: Iterable[Quad], share: float, seed: int) -> list[Quad]:
    """The statements without a share of the assignments, memberships and ties.

    What says that a document was read in full stays: the reading is now wrong about itself.
    """
    rng = random.Random(f"{seed}/{share}")
    gone: dict[object, bool] = {}

    def lost(quad: Quad) -> bool:
        subject, predicate = str(quad[0]).removeprefix(MADE_UP), quad[1]
        if not subject.startswith(_LOST) and predicate not in _TIES:
            return False
        unit = subject if subject.startswith(_LOST) else quad[:3]
        if unit not in gone:
            gone[unit] = rng.random() < share
        return gone[unit]

    return [quad for quad in quads if not lost(quad)]


def shares(quads: tuple[Quad, ...], share: float, seed: int) -> dict[str, tuple[int, int]]:
    """By status, how many are found with statements lost, and how many of them are true of all.

    True is what the full country has as a gap too, and what its sources deny there too.
    """
    full = {f.id: f for f in detect(quads)}
    counts: dict[str, tuple[int, int]] = {}
    for finding in detect(without(quads, share, seed)):
        if finding.is_gap:
            of = full.get(finding.id)
            true = of is not None and (of.is_gap or of.status == finding.status == "confirmed")
            n, so_far = counts.get(finding.status, (0, 0))
            counts[finding.status] = n + 1, so_far + true
    return counts


def table(seed: int = 1) -> list[tuple[float, str, int, float]]:
    """Share lost, status, number found, share of them that is true of the full country."""
    country = tuple(q for q in generate(2, seed, proof=True) if not isinstance(q, Planted))
    return [
        (share, status, n, true / n)
        for share in (0.1, 0.2, 0.3)
        for status, (n, true) in sorted(shares(country, share, seed).items())
    ]


@pytest.mark.parametrize("share", [0.1, 0.2, 0.3])
def test_what_is_silent_never_reads_as_confirmed(share: float) -> None:
    """A source that says there is none is not made by losing statements."""
    quads = planted(1)[0]
    sure = {f.id for f in found(1) if f.status == "confirmed"}
    lost = detect(without(quads, share, 1))
    assert {f.id for f in lost if f.status == "confirmed"} <= sure
    assert {f.id for f in lost if f.status == "silent"} - {f.id for f in found(1)}


@pytest.mark.prove
def test_the_share_that_is_true_is_told_by_status(capsys: pytest.CaptureFixture[str]) -> None:
    """What is confirmed stays true; silence is as true as the reading was whole."""
    rows = table()
    with capsys.disabled():
        print("\nlost  status     found  true of the full country")
        for share, status, n, true in rows:
            print(f"{share:4.0%}  {status:9}  {n:5}  {true:.2f}")
    assert all(true == 1 for _, status, _, true in rows if status == "confirmed")
    assert {status for _, status, _, _ in rows} >= set(STATUSES)


# -- cited statements ------------------------------------------------------------------------------


@cache
def told(seed: int) -> dict[str, list[Quad]]:
    """All statements by each thing that they name, and by the passage that they stand in."""
    of: dict[str, list[Quad]] = defaultdict(list)
    for quad in planted(seed)[0]:
        for name in {str(quad[0]), str(quad[2]), str(quad[3])}:
            of[name].append(quad)
    return of


def cited(seed: int, finding: Finding) -> list[str]:
    """What a finding cites: its passages, and those of its things that these describe."""
    passages = [place for place in finding.passages if told(seed).get(place)]
    there = {str(quad[0]) for place in passages for quad in told(seed)[place] if quad[3] == place}
    return [*passages, *(thing for thing in finding.affects if thing in there)]


def weaker(before: Finding, after: list[Finding]) -> bool:
    """Whether a finding is gone, less sure, of a lower number, or rests on less."""
    same = next((f for f in after if f.id == before.id), None)
    return (
        same is None
        or SURENESS[same.status] < SURENESS[before.status]
        or same.number.value < before.number.value
        or set(same.passages) < set(before.passages)
    )


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_without_something_that_it_cites_a_finding_is_gone_or_weaker(data: st.DataObject) -> None:
    """Whichever finding, and whichever of its passages or of the things that these describe."""
    finding = data.draw(st.sampled_from([f for f in found(1) if cited(1, f)]))
    gone = set(told(1)[data.draw(st.sampled_from(cited(1, finding)))])
    rest = [quad for quad in planted(1)[0] if quad not in gone]
    assert weaker(finding, detect(rest, finding.kind))


@pytest.mark.prove
@pytest.mark.parametrize("kind", KINDS)
def test_everything_cited_carries_its_finding(kind: str) -> None:
    """Every finding of the kind, and whatever it cites."""
    for finding in (f for f in found(1) if f.kind == kind and f.is_gap):
        for name in cited(1, finding):
            gone = set(told(1)[name])
            rest = [quad for quad in planted(1)[0] if quad not in gone]
            assert weaker(finding, detect(rest, kind)), (finding.id, name)
