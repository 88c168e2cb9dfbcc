"""Things that are new, gone or changed: which thing, what field, from and to, in which passage."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kgraph.difference.periods import BEGUN, Stated, told_of
from kgraph.difference.sides import Side
from kgraph.layout import natural
from kgraph.network.facts import LEVEL_WORDS
from kgraph.store import View
from kgraph.store.view import MODE_WORDS
from kgraph.terms import DCT, ELI, KS, ORG, RDF, SKOSXL, Iri, Literal, Term, local_name
from kgraph.wording import Text, collation_key

_PASSAGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?g WHERE { ?g a ks:AssertionGraph }"""
_LEVELS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?element ?level WHERE { ?element a ?class ; ks:responsibilityLevel ?level .
  FILTER(?class IN (ks:Goal, ks:Priority, ks:Measure)) }"""
LEVEL = KS("responsibilityLevel")
_TYPE = RDF("type")
# The date of a wording says when it was worded so, not since when the act has held.
_FROM = (KS("validFrom"), ELI("first_date_entry_in_force"), KS("adoptedOn"), DCT("issued"),
         KS("notBefore"))  # fmt: skip
_THROUGH = (KS("validThrough"), ELI("date_no_longer_in_force"))
# A thing without a period of its own holds while that which it belongs to does. That says when it
# was part of something that held, never when it began or stopped itself.
_BELONGS = (KS("partOfStrategy"), KS("target"), ORG("organization"))
# A challenge or a need is met by a plan and stands whether or not the plan does.
_STANDING = KS("Challenge")
# Something was there before these: a name, a wording or a clearer task changes what is. A strategy
# in the place of another is a new one; a task in the place of another may be the same one.
_ALTERS = (ELI("amends"), ELI("is_member_of"))
_BEFORE, _NAME, _REPLACES = KS("existedBefore"), SKOSXL("Label"), DCT("replaces")
_DEEPEST = 4
# A date is told as far as it is known.
_PRECISION: Mapping[str, str] = {KS("adoptedOn"): KS("adoptedPrecision")}
_KNOWN = {"year": 4, "month": 7}
_OURS = KS("inferred")
_NO_FACT = ("target", "planned", "permitted")
_NO_REASON = Text("", "")
_NO_PASSAGES = ("/meta", "graph/sources", "dispositions")
# A record on a finding is told apart, in words: see decisions.
_FINDING = KS("Finding")
# What people call the things of our own bookkeeping.
_KINDS = {
    str(KS("AssertionGraph")): Text("Textställe", "Passage"),
    str(KS("CoverageStatement")): Text("Vad som är läst i sin helhet", "What was read in full"),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that one side has and the other lacks.

    Parameters:
        iri, label, kind: what it is.
        passages: where it is described.
        why: what a period says of it, where that is the reason; else empty.
        mode: that it is only wished for, planned or permitted; empty where it is so, or was.
        whole: what it belongs to, where the period is that one's: when the thing itself began or
            stopped nobody says; else empty.
        altered: whether its date is that of a change: a new name, a new wording, a clearer task,
            something in the place of another.
        issued: whether the date is that of its adoption or issue, which says not that it holds.
        past: whether it is told of as what was, without an end: whether it holds nobody says.
    """

    iri: str
    label: Text
    kind: Text
    passages: tuple[Text, ...]
    why: Text = _NO_REASON
    mode: Text = _NO_REASON
    whole: str = ""
    altered: bool = False
    issued: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What is said otherwise of a thing that both sides have.

    Parameters:
        iri, label, kind: the thing.
        field: the property, and what people call it.
        was, now: the values that one side has and the other lacks, in words.
        passages: where the new values stand, or the old ones when there are none.
    """

    iri: str
    label: Text
    kind: Text
    field: str
    name: Text
    was: tuple[Text, ...]
    now: tuple[Text, ...]
    passages: tuple[Text, ...]

    @property
    def words(self) -> Text:
        """The change in one line: field, from, to."""

        def told(values: tuple[Text, ...], lang: str) -> str:
            return "; ".join(v.get(lang) for v in values) or "–"

        return Text(
            f"{self.name.sv}: {told(self.was, 'sv')} → {told(self.now, 'sv')}",
            f"{self.name.en}: {told(self.was, 'en')} → {told(self.now, 'en')}",
        )


@dataclass(frozen=True, slots=True)
class ThingChanges:
    """What became of the things.

    Parameters:
        new, gone: things of one side alone.
        changed: one entry a thing and field.
        undated: how many things have no period at all and stand on both sides (dates only).
    """

    new: tuple[Thing, ...]
    gone: tuple[Thing, ...]
    changed: tuple[FieldChange, ...]
    undated: int = 0

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.new or self.gone or self.changed)


Fields = dict[str, dict[Term, set[str]]]


class State:
    """What a side states in its view: each thing's fields, values and the graphs they stand in."""

    def __init__(self, side: Side, by_period: bool) -> None:
        """Read what counts; with ``by_period`` a thing stands only while it holds."""
        self.side, self.by_period = side, by_period
        self.fields: dict[str, Fields] = {}
        for s, p, o, g in self._counted():
            self.fields.setdefault(s, {}).setdefault(p, {}).setdefault(o, set()).add(g)
        for element, level in side.store.select(_LEVELS, side.view).rows:
            if str(element) in self.fields and isinstance(level, Iri):
                self.fields[str(element)][LEVEL] = {level: set()}

    def _counted(self) -> Iterator[tuple[str, str, Term, str]]:
        store, view = self.side.store, self.side.view
        every = {str(g) for (g,) in store.select(_PASSAGES, View("everything", view.as_of)).rows}
        inside = {str(g) for (g,) in store.select(_PASSAGES, view).rows}
        outside = every - inside
        for s, p, o, g in store.statements():
            if g not in outside and s not in outside:
                yield str(s), str(p), o, str(g)

    def standing(self) -> set[str]:
        """The things that stand on this side."""
        date = self.side.view.as_of.isoformat()
        things = {s for s, f in self.fields.items() if _TYPE in f and _FINDING not in f[_TYPE]}
        return {s for s in things if not self.by_period or self._holds(s, date)}

    def _holds(self, thing: str, date: str) -> bool:
        start, end = self.period(thing)
        return (not start or start <= date) and (not end or date <= end)

    def period(self, thing: str) -> tuple[str, str]:
        """From and through, its own or that of what it belongs to; empty where none is stated."""
        starts, ends = self.spans(thing)
        return min((d.day for d in starts), default=""), max((d.day for d in ends), default="")

    def spans(self, thing: str, depth: int = 0) -> tuple[list[Stated], list[Stated]]:
        """The dates that give the period: its own, or those of what it belongs to.

        Where every passage that places a thing in a document marks that as our reading, the
        document's period says nothing of the thing.
        """
        fields = self.fields.get(thing, {})
        start = self._first(thing, _FROM)
        end = self._first(thing, _THROUGH, last=True)
        if start or end or depth >= _DEEPEST or _STANDING in fields.get(_TYPE, {}):
            return start, end
        for link in _BELONGS:
            above = sorted(str(o) for o in fields.get(link, {}) if not self._ours(thing, link, o))
            found = [self.spans(one, depth + 1) for one in above if one != thing]
            if any(s or e for s, e in found):
                # One of several that has no start gives none to the whole; so with ends.
                return [d for s, _ in found for d in s] * all(s for s, _ in found), [
                    d for _, e in found for d in e
                ] * all(e for _, e in found)
        return [], []

    def _ours(self, thing: str, link: str, value: Term) -> bool:
        fields = self.fields[thing]
        read = {g for graphs in fields.get(_OURS, {}).values() for g in graphs}
        return link == KS("partOfStrategy") and fields[link][value] <= read

    def _first(self, thing: str, properties: Iterable[str], last: bool = False) -> list[Stated]:
        """The first date, or the last, of the first property that has one; none or one."""
        fields = self.fields.get(thing, {})
        for prop in properties:
            dates = sorted(str(o) for o in fields.get(prop, {}))
            if dates:
                known = fields.get(_PRECISION.get(prop, KS("datePrecision")), {})
                cut = min((_KNOWN.get(local_name(str(o)), 10) for o in known), default=10)
                return [Stated(dates[-1] if last else dates[0], cut, prop, thing)]
        return []

    def altered(self, thing: str) -> bool:
        """Whether something was there before it, or took its place: then nothing begins or ends."""
        fields = self.fields.get(thing, {})
        before = any(str(value) in ("true", "1") for value in fields.get(_BEFORE, {}))
        kinds = fields.get(_TYPE, {})
        named = _NAME in kinds or any(link in fields for link in _ALTERS)
        task = KS("Mandate") in kinds and (_REPLACES in fields or thing in self._replaced)
        return before or named or task

    def past(self, thing: str) -> bool:
        """Whether it, or each task that rests on it, is told of as what was, without an end."""
        tasks = self._resting.get(thing, [thing])
        ended = bool(self.spans(thing)[1])
        return not ended and {m for t in tasks for m in self._modes(t)} == {"historical"}

    @cached_property
    def _resting(self) -> Mapping[str, list[str]]:
        """By what they rest on, the tasks."""
        found: dict[str, list[str]] = {}
        for thing, fields in self.fields.items():
            for basis in fields.get(KS("legalBasis"), {}):
                found.setdefault(str(basis), []).append(thing)
        return found

    def _modes(self, thing: str) -> set[str]:
        modes = self.fields.get(thing, {}).get(KS("assertionMode"), {})
        return {local_name(str(mode)) for mode in modes}

    @cached_property
    def _replaced(self) -> frozenset[str]:
        """What something else has taken the place of."""
        return frozenset(str(old) for f in self.fields.values() for old in f.get(_REPLACES, {}))

    def mode(self, thing: str) -> Text:
        """That a thing is only wished for, planned or permitted; empty for the rest."""
        fields = self.fields.get(thing, {})
        found = self._modes(thing)
        if KS("TargetState") in fields.get(_TYPE, {}):
            found = {"target"}
        if KS("KnowledgeProduct") in fields.get(_TYPE, {}) and not found:
            # A day of a report is the one that it was planned for; whether it came nobody says.
            found = {"planned"} if self._first(thing, _FROM[:1]) else set()
        if not found or found - set(_NO_FACT):
            return _NO_REASON
        told = [MODE_WORDS[mode] for mode in _NO_FACT if mode in found]
        return Text(", ".join(m.sv for m in told), ", ".join(m.en for m in told))

    def name(self, iri: str) -> Text:
        """What a thing is called, in both languages."""
        if iri in LEVEL_WORDS:
            return LEVEL_WORDS[iri]
        return Text(*(self._labels[lang].get(iri) or self._one(iri, lang) for lang in _LANGS))

    @cached_property
    def _labels(self) -> Mapping[str, dict[str, str]]:
        return {lang: self.side.store.labels(self.fields, lang) for lang in _LANGS}

    def _one(self, iri: str, lang: str) -> str:
        return self.side.store.labels([iri], lang)[iri]

    def kind(self, thing: str) -> Text:
        """What a thing is: its class of this ontology, else the first of the others."""
        classes = sorted(
            (str(c) for c in self.fields[thing].get(_TYPE, {})), key=lambda c: (KS not in c, c)
        )
        if not classes:
            return Text("", "")
        return _KINDS.get(classes[0]) or self.name(classes[0])

    def told(self, value: Term) -> Text:
        """A value in words, with its language where that is not Swedish."""
        if isinstance(value, Literal):
            mark = f" ({value.language})" if value.language not in ("", "sv") else ""
            return Text(value.value + mark, value.value + mark)
        return self.name(str(value))

    def passages(self, graphs: Iterable[str]) -> tuple[Text, ...]:
        """Passages by name, in the order of the documents; what is said of passages has none."""
        shown = (g for g in graphs if not g.endswith(_NO_PASSAGES))
        return tuple(self.name(g) for g in sorted(shown, key=natural))

    def described(self, thing: str) -> set[str]:
        """The graphs in which a thing has its class."""
        return {g for graphs in self.fields[thing].get(_TYPE, {}).values() for g in graphs}


_LANGS = ("sv", "en")


def compare_things(old: Side, new: Side) -> ThingChanges:
    """What became of the things of one side on the other.

    Where a side is a date, a thing stands while its period, or that of what it belongs to, holds;
    between two releases everything that is stated stands.
    """
    by_period = old.dated or new.dated
    before, after = State(old, by_period), State(new, by_period)
    stood, stands = before.standing(), after.standing()
    changed = [c for thing in stood & stands for c in _changes(thing, before, after)]
    undated = sum(after.period(t) == ("", "") for t in stood & stands) if by_period else 0
    return ThingChanges(
        tuple(sorted((_thing(t, after, before) for t in stands - stood), key=_order)),
        tuple(sorted((_thing(t, before, after) for t in stood - stands), key=_order)),
        tuple(sorted(changed, key=lambda c: (*_order(c), c.field))),
        undated,
    )


def _order(one: Thing | FieldChange) -> tuple[object, ...]:
    return collation_key(one.kind.sv), collation_key(one.label.sv), one.iri


def _thing(iri: str, here: State, there: State) -> Thing:
    plain = Thing(
        iri, here.name(iri), here.kind(iri), here.passages(here.described(iri)),
        mode=here.mode(iri),
    )  # fmt: skip
    if not here.by_period or _TYPE not in there.fields.get(iri, {}):
        return plain
    date, begins = _deciding(there, iri)
    return replace(
        plain, why=told_of(date, begins, iri), whole="" if date.of == iri else date.of,
        altered=here.altered(iri), issued=begins and date.field in BEGUN,
        past=begins and here.past(iri),
    )  # fmt: skip


def _deciding(state: State, iri: str) -> tuple[Stated, bool]:
    """The date for which a thing does not stand on a side, and whether it is its first day."""
    starts, ends = state.spans(iri)
    first = min(starts, key=lambda d: d.day, default=None)
    if first is None or first.day <= state.side.view.as_of.isoformat():
        return max(ends, key=lambda d: d.day), False
    return first, True


def _changes(thing: str, before: State, after: State) -> Iterator[FieldChange]:
    was, now = before.fields[thing], after.fields[thing]
    if was == now:
        return
    for field in sorted({*was, *now}):
        old, new = was.get(field, {}), now.get(field, {})
        gone, come = sorted(set(old) - set(new), key=repr), sorted(set(new) - set(old), key=repr)
        if not gone and not come:
            continue
        graphs = {g for o in come for g in new[o]}
        state = after if graphs else before
        graphs = graphs or {g for o in gone for g in old[o]}
        yield FieldChange(
            thing,
            after.name(thing),
            after.kind(thing),
            field,
            after.name(field),
            tuple(before.told(o) for o in gone),
            tuple(after.told(o) for o in come),
            state.passages(graphs),
        )
