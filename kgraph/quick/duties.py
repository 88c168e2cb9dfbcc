"""Duties with no stated delivery: the rows of ``mandate-without-delivery``."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

from kgraph.quick.relations import (
    GAP_REASON,
    GAP_STATUS,
    NONE,
    Many,
    Relations,
    cells,
    listed,
    of,
    turned,
)

_TASK = "https://w3id.org/kompsam/vocab/task-type/"
_DUTIES = "?a a ks:Mandate ; ks:modality modality:skyldighet ; ks:inView true ; ks:bearer ?b"
_ASKED = """?any a ks:Mandate ; ks:bearer ?a . OPTIONAL { ?a ks:groupResolution ?resolved }
  FILTER(!BOUND(?resolved) || ?resolved = group-resolution:open)"""
_DERIVED = "?a ks:groupResolution group-resolution:derived"
_DELIVERED = "?element ks:taskType ?b ; dct:subject ?c ; ks:partOfStrategy ?a"
_IN_FORCE = """?element ks:partOfStrategy ?a . OPTIONAL { ?a ks:validThrough ?end }
  other:reference-date ks:asOf ?date . FILTER(!BOUND(?end) || ?date <= ?end)"""
_ELEMENTS = """VALUES ?type { ks:Goal ks:Priority ks:Measure }
  ?b a ?type ; ks:partOfStrategy ?a ; dct:subject ?theme"""
_CONVENES = """?membership org:role role:sammankallande ; ks:inView true ; org:member ?a ;
  org:organization ?b . ?b dct:subject ?theme"""
_FORUMS = "?a a ks:Forum ; dct:spatial ?b"
_SPEAKS = "?seat ks:onBehalfOf ?a ; ks:inView true ; org:organization ?b"
_TO_MEET = {f"{_TASK}samordna-och-samverka", f"{_TASK}dialog-om-behov"}
_TO_WRITE = {f"{_TASK}ta-fram-strategi"}
_ABSENT = "?absence ks:about ?a ; ks:absentRelation relation-kind:insatser ; ks:absenceKind ?b"
_UNREAD = "?copy ks:loaded false ; ks:represents ?a"
_COVERED = "?coverage ks:coversRelation relation-kind:insatser ; ks:coversSubject ?a"
_NOT_APPLICABLE = "https://w3id.org/kompsam/vocab/absence-kind/not-applicable"


def mandate_without_delivery(read: Relations) -> Iterator[dict[str, str]]:
    """Each duty and who it is asked of, where nothing tells what carries it out."""
    work, stated = _Work(read), read.by("ks:statedIn")
    tasks, themes = read.by("ks:taskType"), read.by("dct:subject")
    asked, said, known = _asked(read, work.owners), _said(read), cache(_Known(read).state)
    absent, traces = read.pairs(_ABSENT), _Traces(read)
    for mandate, bearers in read.pairs(_DUTIES).items():
        kinds = absent.get(mandate, NONE)
        if kinds and kinds <= {_NOT_APPLICABLE}:
            continue
        mine = tasks.get(mandate, NONE), themes.get(mandate, NONE)
        for bearer in bearers:
            for actor in asked(bearer) - said(mandate):
                if work.delivers(actor, *mine):
                    continue
                status, reason = ("confirmed", "") if kinds else known(actor)
                yield cells(
                    mandate=mandate, bearer=bearer, actor=actor, status=GAP_STATUS + status,
                    reason=GAP_REASON + reason if reason else "",
                    themeMatch=listed(work.near(actor, mine[1])),
                    trace=listed(traces.of(actor, mine[0])),
                    evidence=listed(stated.get(mandate, NONE)),
                )  # fmt: skip


class _Owners:
    """Who owns a document: who answers for it or adopted it, and whose unit that is."""

    def __init__(self, read: Relations) -> None:
        self._units = read.by("org:unitOf")
        self._answer, self._adopted = turned(read.by("ks:responsibleFor")), read.by("ks:adoptedBy")
        self._places = read.by("dct:spatial")
        self._bodies = turned(read.pairs("?a a org:FormalOrganization ; dct:spatial ?b"))

    def of(self, document: str) -> frozenset[str]:
        """Who answers for it or adopted it, with the organisations they are units of."""
        owners = self._answer.get(document, NONE) | self._adopted.get(document, NONE)
        return owners | of(self._units, owners)

    def around(self, document: str) -> frozenset[str]:
        """The owners, and the organisations of the area that it holds for."""
        return self.of(document) | of(self._bodies, self._places.get(document, NONE))


def _asked(read: Relations, owners: frozenset[str]) -> Callable[[str], frozenset[str]]:
    """By who has a mandate, who it is asked of: itself, or a group's members with a document."""
    members, derived, alone = read.by("foaf:member"), _derived(read), read.those(_ASKED)

    def asked(bearer: str) -> frozenset[str]:
        group = members.get(bearer, NONE) | derived.get(bearer, NONE)
        return (group & owners) | ({bearer} if bearer in alone else NONE)

    return asked


def _derived(read: Relations) -> Many:
    """By derived group, everybody of its kind in its area."""
    kinds, places = read.by("ks:groupMemberType"), read.by("dct:spatial")
    of_kind, within = turned(read.by("org:classification")), turned(read.by("ks:within"))
    seated = turned(places)
    return {
        group: of(of_kind, kinds[group]) & of(seated, of(within, places.get(group, NONE)))
        for group in read.those(_DERIVED) & kinds.keys()
    }


def _said(read: Relations) -> Callable[[str], frozenset[str]]:
    """By mandate, those of whom a source says what carries it out."""
    by, bearers = read.by("ks:dischargedBy"), read.by("ks:bearer")
    strategies, owners = read.by("ks:partOfStrategy"), _Owners(read)

    def said(mandate: str) -> frozenset[str]:
        means = by.get(mandate, NONE)
        if not means:
            return NONE
        around = (owners.around(thing) for thing in means | of(strategies, means))
        return bearers.get(mandate, NONE).union(*around)

    return said


class _Known:
    """How much of a body's documents was read."""

    def __init__(self, read: Relations) -> None:
        owners = _Owners(read)
        self._covered = NONE.union(*(owners.of(d) for d in read.those(_COVERED)))
        self._unread = NONE.union(*(owners.around(d) for d in read.those(_UNREAD)))

    def state(self, actor: str) -> tuple[str, str]:
        """Status and reason of a duty with no trace."""
        if actor in self._unread:
            return "unknown", "cited-not-loaded"
        return ("silent", "") if actor in self._covered else ("unknown", "not-read")


class _Traces:
    """What else hints that a duty is carried out: where a body meets others, what it wrote."""

    def __init__(self, read: Relations) -> None:
        own = _Owners(read)
        self._documents = turned({s: own.around(s) for s in read.those("?a a ks:Strategy")})
        self._forums = read.those("?a a ks:Forum")
        self._seats, self._spoken = read.by("org:memberOf"), read.pairs(_SPEAKS)
        self._groups = turned(read.by("foaf:member"))

    def of(self, actor: str, tasks: frozenset[str]) -> frozenset[str]:
        """The forums of who is to meet others, the strategies of who is to write one."""
        if tasks & _TO_MEET:
            groups = self._groups.get(actor, NONE)
            seats = of(self._seats, {actor} | groups) | of(self._spoken, groups)
            return seats & self._forums
        if tasks and tasks <= _TO_WRITE:
            return self._documents.get(actor, NONE)
        return NONE


class _Work:
    """What bodies do: kinds of task with their themes, and what else has a theme."""

    def __init__(self, read: Relations) -> None:
        own = _Owners(read)
        self.owners = NONE.union(*(own.around(s) for s in read.those("?a a ks:Strategy")))
        self._wholes = read.by("org:unitOf")
        self._units = turned(self._wholes)
        self._answers = read.by("ks:responsibleFor")
        self._adopted = turned(read.by("ks:adoptedBy"))
        self._elements, self._convened = read.pairs(_ELEMENTS), read.pairs(_CONVENES)
        self._themes, self._places = read.by("dct:subject"), read.by("dct:spatial")
        self._seats, self._forums = read.by("org:memberOf"), read.pairs(_FORUMS)
        self._done: dict[str, set[tuple[str, str]]] = defaultdict(set)
        in_force = read.those(_IN_FORCE)
        for element, task, theme, strategy in read.rows("?element ?b ?c ?a", _DELIVERED):
            if strategy in in_force:
                self._done[element].add((task, theme))
                self._done[f"@{strategy}"].add((task, theme))
        self._delivered, self._around = cache(self._all_done), cache(self._all_near)

    def delivers(self, actor: str, tasks: frozenset[str], themes: frozenset[str]) -> bool:
        """Whether a body has an element in force of the kinds of task and themes, where any."""
        return any(
            (not tasks or task in tasks) and (not themes or theme in themes)
            for task, theme in self._delivered(actor)
        )

    def _all_done(self, actor: str) -> frozenset[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for owner in {actor} | self._units.get(actor, NONE):
            for thing in self._answers.get(owner, NONE):
                found |= self._done.get(thing, set()) | self._done.get(f"@{thing}", set())
            for strategy in self._adopted.get(owner, NONE):
                found |= self._done.get(f"@{strategy}", set())
        return frozenset(found)

    def near(self, actor: str, themes: frozenset[str]) -> frozenset[str]:
        """What a body answers for or convenes that has one of the themes, or any at all."""
        every = self._around(actor)
        return frozenset(
            n for n in every if not themes or not themes.isdisjoint(self._themes.get(n, NONE))
        )

    def _forums_at_home(self, owner: str) -> frozenset[str]:
        """The forums that a body or unit sits in and that are of its own area."""
        home = of(self._places, {owner} | self._wholes.get(owner, NONE))
        seats = self._seats.get(owner, NONE)
        return frozenset(forum for forum in seats if self._forums.get(forum, NONE) & home)

    def _all_near(self, actor: str) -> frozenset[str]:
        owners = {actor} | self._units.get(actor, NONE)
        sits = NONE.union(*(self._forums_at_home(owner) for owner in owners))
        answers = of(self._answers, owners)
        inside = of(self._elements, answers | of(self._adopted, owners))
        return frozenset(
            thing for thing in answers | inside | of(self._convened, owners) | sits
            if thing in self._themes
        )  # fmt: skip
