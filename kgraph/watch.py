"""What to keep an eye on: days that the sources state, and follow-ups that come back without one.

A date is told as far as it is known: a period that is known by its year ends "under 2028", not on a
day. Nothing is worked out from a rhythm: "every fourth year" without a first time gives no day.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.network.facts import Facts
from kgraph.store import Store, View
from kgraph.terms import local_name

# The passage of a date is the one in which that very statement stands.
_DATES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
SELECT DISTINCT ?thing ?what ?date ?precision ?place WHERE {
  VALUES (?stated ?what) {
    (ks:validThrough "ends") (eli:date_no_longer_in_force "ends")
    (ks:validFrom "begins") (eli:first_date_entry_in_force "begins") (ks:targetYear "target")
  }
  ?thing ?stated ?date .
  FILTER NOT EXISTS { ?thing a skosxl:Label }
  OPTIONAL { ?thing ks:datePrecision ?precision }
  OPTIONAL { ?thing ks:statedIn ?place . GRAPH ?place { ?thing ?stated ?date } }
}"""
_ADOPTED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?thing ?date ?precision ?place WHERE {
  ?thing ks:adoptedOn ?date .
  OPTIONAL { ?thing ks:adoptedPrecision ?precision }
  OPTIONAL { ?thing ks:statedIn ?place . GRAPH ?place { ?thing ks:adoptedOn ?date } }
}"""
_REPORTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?thing ?from ?text ?place WHERE {
  VALUES ?class { ks:Mandate ks:FollowUp }
  ?thing a ?class ; ks:inView true ; ks:summary ?text .
  FILTER(LANG(?text) != "en")
  OPTIONAL { ?thing ks:validFrom ?from }
  OPTIONAL { ?thing ks:statedIn ?place }
}"""
_FOLLOW_UPS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?follow ?target ?bearer ?recipient ?rhythm ?mode ?place WHERE {
  ?follow a ks:FollowUp ; ks:inView true ; ks:target ?target ; ks:bearer ?bearer .
  OPTIONAL { ?follow ks:reportsTo ?recipient }
  OPTIONAL { ?follow ks:periodicity ?rhythm }
  OPTIONAL { ?follow ks:assertionMode ?mode }
  OPTIONAL { ?follow ks:statedIn ?place }
}"""
# What is told of when a document is revised stands in the graph's own summary of it.
_REVISED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?work ?text ?place WHERE {
  VALUES ?class { ks:Strategy ks:GoverningDocument }
  ?work a ?class ; ks:summary ?text . FILTER(LANG(?text) != "en")
  OPTIONAL { ?work ks:statedIn ?place . GRAPH ?place { ?work ks:summary ?text } }
}"""
# Whether each passage that names who follows up marks it as our reading, and why it does.
_OURS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?follow ?ours ?why WHERE {
  ?follow a ks:FollowUp ; ks:inView true ; ks:statedIn ?passage .
  GRAPH ?passage { ?follow ks:bearer ?who }
  OPTIONAL { GRAPH ?passage { ?follow ks:inferred ?ours
    OPTIONAL { ?follow ks:inferredBecause ?why FILTER(LANG(?why) != "en") } } }
}"""
_NEAR = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?thing ?near ?rank WHERE {
  { ?thing ks:target|ks:partOfStrategy ?near . BIND(1 AS ?rank) }
  UNION { ?thing org:organization ?near . BIND(2 AS ?rank) }
  UNION { ?thing ks:bearer|org:member ?near . BIND(3 AS ?rank) }
}"""
# Tasks that were there before their first day in another form. A wording or an amendment of an act
# does begin on its day.
_ALTERED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?thing WHERE {
  { ?thing ks:existedBefore true } UNION { ?thing a ks:Mandate ; dct:replaces|^dct:replaces ?other }
}"""
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_BY = re.compile(rf"senast den (\d{{1,2}}) ({'|'.join(_MONTHS)})\b", re.I)
_AGAIN = re.compile(r"\b(uppdateras|revideras|ses över)\b", re.I)
_YEARLY = re.compile(r"\b(varje år|årligen)\b", re.I)


@dataclass(frozen=True, slots=True)
class Event:
    """A date that a source states.

    Parameters:
        thing: what it is about.
        what: ``ends``, ``begins``, ``adopted``, ``target`` (is to be reached) or ``report`` (by
            that day).
        date: as far as it is known: ``2028``, ``2028-03`` or ``2028-03-31``.
        counties: that it belongs to; empty for the whole country.
        places: the passages that state it.
        yearly: whether it comes back each year on that day.
    """

    thing: str
    what: str
    date: str
    counties: tuple[str, ...]
    places: tuple[str, ...]
    yearly: bool = False

    @property
    def first(self) -> datetime.date:
        """The first day of the time that is known."""
        parts = [int(part) for part in self.date.split("-")]
        return datetime.date(*[*parts, 1, 1][:3])

    @property
    def after(self) -> datetime.date:
        """The first day after it."""
        parts = self.date.split("-")
        if len(parts) == 1:
            return datetime.date(self.first.year + 1, 1, 1)
        if len(parts) == 2:
            return (self.first + datetime.timedelta(days=31)).replace(day=1)
        return self.first + datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up that counts: of what, by whom, to whom and how often, as far as it is said.

    ``ours`` tells why it is our reading, where no passage states it in so many words; else "".
    ``told`` is what the graph's own summary tells of when a document is revised; else "".
    """

    thing: str
    target: tuple[str, ...]
    bearer: tuple[str, ...]
    recipient: tuple[str, ...]
    rhythm: tuple[str, ...]
    mode: tuple[str, ...]
    counties: tuple[str, ...]
    places: tuple[str, ...]
    ours: str = ""
    told: str = ""


class Places:
    """Which counties a thing belongs to: its own, else those of what it is about or who has it.

    Parameters:
        store, view: which statements count.
        facts: of the same view.
    """

    def __init__(self, store: Store, view: View, facts: Facts) -> None:
        """Ask what each thing is near to."""
        self._facts = facts
        self._near: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for thing, near, rank in store.select(_NEAR, view).rows:
            self._near[str(thing)][int(str(rank))].append(str(near))

    def near(self, thing: str) -> list[str]:
        """What a thing is about or belongs to, then who has it."""
        found = self._near.get(thing, {})
        return [near for rank in sorted(found) for near in sorted(found[rank])]

    def counties(self, *things: str) -> tuple[str, ...]:
        """The counties of some things together; none for what is of the whole country."""
        return tuple(sorted({county for thing in things for county in self._one(thing)}))

    def _one(self, thing: str) -> set[str]:
        own = set(self._facts.all(thing, "county", "county of whole"))
        for rank in sorted(self._near.get(thing, {})) if not own else ():
            found = self._near[thing][rank]
            own = {c for near in found for c in self._facts.all(near, "county", "county of whole")}
            if own:
                break
        return own

    def holds(self, county: str, *things: str) -> bool:
        """Whether some things belong to a county or to the whole country; "" is any county."""
        found = self.counties(*things) if county else ()
        return not found or county in found


def events(store: Store, view: View, where: Places) -> list[Event]:
    """Every stated date, in order of time.

    Parameters:
        store, view: which statements count.
        where: of the same view.
    """
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in store.select(_DATES, view).rows:
        thing, what, date, precision, place = ("" if c is None else str(c) for c in row)
        if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date[:10]):
            found[thing, what, _known(date, precision)] |= {place} - {""}
    made = [
        Event(thing, what, date, where.counties(thing), tuple(sorted(places)))
        for (thing, what, date), places in found.items()
    ]
    return sorted([*made, *_reports(store, view, where)], key=lambda e: (e.first, e.after, e.thing))


def adoptions(store: Store, view: View, where: Places) -> list[Event]:
    """When strategies and other documents were adopted, in order of time."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in store.select(_ADOPTED, view).rows:
        thing, date, precision, place = ("" if c is None else str(c) for c in row)
        if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date[:10]):
            found[thing, _known(date, precision)] |= {place} - {""}
    made = [Event(thing, "adopted", date, where.counties(thing), tuple(sorted(places)))
            for (thing, date), places in found.items()]  # fmt: skip
    return sorted(made, key=lambda e: (e.first, e.after, e.thing))


def altered(store: Store, view: View) -> frozenset[str]:
    """Tasks whose first or last day is one of change: they were there before, or go on."""
    return frozenset(str(row[0]) for row in store.select(_ALTERED, view).rows)


def vague(found: Iterable[Event], at: datetime.date) -> list[Event]:
    """What began or ended some time in a year or month that a day lies in: on no known side."""
    return [e for e in found if e.what in ("begins", "ends") and len(e.date) < len("2028-01-01")
            and e.first <= at < e.after]  # fmt: skip


def _known(date: str, precision: str) -> str:
    """A date cut to what is known of it."""
    return date[: {"year": 4, "month": 7}.get(local_name(precision) if precision else "", 10)]


def _reports(store: Store, view: View, where: Places) -> list[Event]:
    """Days of the year by which something is to be reported, as the graph's own summaries say."""
    found: dict[str, Event] = {}
    for row in store.select(_REPORTS, view).rows:
        thing, start, text, place = ("" if c is None else str(c) for c in row)
        day = _BY.search(text)
        if day is None or not _YEARLY.search(text):
            continue
        date = _next(int(day[1]), _MONTHS.index(day[2].lower()) + 1, start, view.as_of)
        if date is None:
            continue
        known = found.get(thing)
        places = {*(known.places if known else ()), place} - {""}
        found[thing] = Event(thing, "report", date, where.counties(thing),
                             tuple(sorted(places)), yearly=True)  # fmt: skip
    return list(found.values())


def _next(day: int, month: int, start: str, now: datetime.date) -> str | None:
    """The next time that a day of the year comes, not before a duty holds; None for no day."""
    least = max(now.isoformat(), start)
    for year in (int(least[:4]), int(least[:4]) + 1):
        try:
            date = datetime.date(year, month, day).isoformat()
        except ValueError:
            return None
        if date >= least:
            return date
    return None


def follow_ups(store: Store, view: View, where: Places) -> list[FollowUp]:
    """The follow-ups that count, each with all that is said of it."""
    found: dict[str, list[set[str]]] = defaultdict(lambda: [set() for _ in range(6)])
    for row in store.select(_FOLLOW_UPS, view).rows:
        thing, *rest = ("" if c is None else str(c) for c in row)
        for values, value in zip(found[thing], rest, strict=True):
            values |= {value} - {""}
    made, ours = [], _our_readings(store, view)
    for thing, sets in sorted(found.items()):
        target, bearer, recipient, rhythm, mode, places = (tuple(sorted(s)) for s in sets)
        counties = where.counties(*target) or where.counties(*bearer)
        made.append(FollowUp(thing, target, bearer, recipient, rhythm, mode, counties, places,
                             ours.get(thing, "")))  # fmt: skip
    return made


def revisions(store: Store, view: View, where: Places, known: Iterable[FollowUp]) -> list[FollowUp]:
    """Documents that are told to be revised again and again, where no follow-up says how often.

    Parameters:
        store, view: which statements count.
        where: of the same view.
        known: the follow-ups that count; what they are of is left out.
    """
    followed = {target for f in known for target in f.target}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in store.select(_REVISED, view).rows:
        work, text, place = ("" if c is None else str(c) for c in row)
        if work not in followed and _AGAIN.search(text):
            found[work, text] |= {place} - {""}
    return [
        FollowUp(work, (work,), (), (), (), (), where.counties(work), tuple(sorted(places)),
                 told=text)
        for (work, text), places in sorted(found.items())
    ]  # fmt: skip


def _our_readings(store: Store, view: View) -> dict[str, str]:
    """By follow-up why it is our reading; none of those that some passage states plainly."""
    whys: dict[str, str] = {}
    plain: set[str] = set()
    for follow, ours, why in store.select(_OURS, view).rows:
        if str(ours) == "true":
            whys[str(follow)] = max(whys.get(str(follow), ""), str(why or "–"))
        else:
            plain.add(str(follow))
    return {follow: why for follow, why in whys.items() if follow not in plain}


def coming(found: Iterable[Event], now: datetime.date) -> list[Event]:
    """The dates whose time is not over; a beginning that has been is no news."""
    return [e for e in found if e.after > now and (e.what != "begins" or e.first > now)]


def past(found: Iterable[Event], now: datetime.date) -> list[Event]:
    """The ends whose time is over, the latest first."""
    return [e for e in reversed(list(found)) if e.what == "ends" and e.after <= now]


def turns(found: Iterable[Event], now: datetime.date) -> list[list[Event]]:
    """What has begun or ended to hold, the latest first: together what is told by the same date."""
    been = [e for e in found if e.first <= now and e.what in ("begins", "ends")]
    over = [e for e in been if e.what == "begins" or e.after <= now]
    by_date: dict[str, list[Event]] = defaultdict(list)
    for event in over:
        by_date[event.date].append(event)
    return sorted(by_date.values(), key=lambda listed: listed[0].after, reverse=True)


__all__ = [
    "Event",
    "FollowUp",
    "Places",
    "adoptions",
    "altered",
    "coming",
    "events",
    "follow_ups",
    "past",
    "revisions",
    "turns",
    "vague",
]
