"""What held from when to when: strategies, mandates, responsibilities, names and laws."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

from kgraph.report.value import Paragraph, Part, Row, Section, Table, Words, cell, line
from kgraph.watch import altered
from kgraph.web.pages import readings
from kgraph.web.pages.bars import Axis, axis_of
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.page import Page
from kgraph.web.pages.render import day, known_of
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text, collation_key

_DATED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
PREFIX mode: <https://w3id.org/kompsam/vocab/mode/>
PREFIX role: <https://w3id.org/kompsam/vocab/role/>
SELECT DISTINCT ?thing ?about ?name ?from ?through ?precision ?passage ?past WHERE {
  { ?thing ks:validFrom|ks:validThrough ?any }
  UNION { ?thing eli:first_date_entry_in_force|eli:date_no_longer_in_force ?any }
  OPTIONAL { ?thing ks:validFrom|eli:first_date_entry_in_force ?from }
  OPTIONAL { ?thing ks:validThrough|eli:date_no_longer_in_force ?through }
  OPTIONAL { ?thing ks:datePrecision ?precision }
  OPTIONAL { ?thing ks:statedIn ?passage }
  OPTIONAL { ?about skosxl:prefLabel|skosxl:altLabel ?thing . ?thing skosxl:literalForm ?name }
  OPTIONAL { ?thing ks:role role:beslutande . BIND("decision" AS ?decision) }
  OPTIONAL { ?thing a ks:Responsibility ; ks:assertionMode mode:historical . BIND("done" AS ?done) }
  OPTIONAL { ?thing ks:assertionMode mode:historical . BIND("was" AS ?was) }
  OPTIONAL {
    SELECT DISTINCT ?thing ("was" AS ?carried) WHERE {
      ?mandate ks:legalBasis ?thing ; ks:assertionMode mode:historical .
      FILTER NOT EXISTS {
        ?other ks:legalBasis ?thing ; ks:assertionMode ?mode . FILTER(?mode != mode:historical)
      }
    }
  }
  BIND(COALESCE(?decision, ?done, ?was, ?carried, "") AS ?past)
}"""
_GROUPS: tuple[tuple[str, Text], ...] = (
    ("strategy", Text("Strategier och planer", "Strategies and plans")),
    ("document", Text("Andra styrdokument", "Other governing documents")),
    ("mandate", Text("Uppdrag", "Mandates")),
    ("law", Text("Lagar och förordningar", "Laws and ordinances")),
    ("name", Text("Namn", "Names")),
    ("other", Text("Roller och annat", "Roles and other")),
)

# A decision does not run out, and work that was done is not a rule that has ceased to hold.
_ENDED = {
    "": Text("har löpt ut", "has run out"),
    "was": Text("har löpt ut", "has run out"),
    "done": Text("är avslutat", "is finished"),
    "decision": Text("beslutet är fattat", "the decision is taken"),
}


class _Span(NamedTuple):
    thing: str
    name: str
    start: str
    end: str
    planned: bool = False  # a report or a forecast that is to be presented in that time
    past: str = ""  # "decision", "done" of work, "was" of what else is told of as past


def page(shelf: Shelf, visit: Visit) -> Page:
    """Everything with a date, by kind and in order of time."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    groups = _groups(desk)
    title = visit.word("Tidslinje", "Timeline")
    if not groups:
        none: tuple[Part, ...] = (Paragraph(line(visit.word(
            "Inget i den här vyn har ett datum. Räkna fler uppgifter.",
            "Nothing in this view has a date. Count more statements."))),)  # fmt: skip
        empty = Section("inget", visit.word("Inget daterat", "Nothing dated"), none)
        return Page(title, (empty,), tab="timeline")
    listed = {kind: sorted(groups[kind], key=_in_time(desk)) for kind, _ in _GROUPS
              if kind in groups}  # fmt: skip
    axis = axis_of((d for spans in listed.values() for s in spans for d in (s.start, s.end)),
                   visit.view.as_of)  # fmt: skip
    sections = tuple(
        Section(kind, visit.say(told), (_table(desk, visit, told, listed[kind], groups[kind]),))
        for kind, told in _GROUPS if kind in listed
    )  # fmt: skip
    lead = line(visit.word("Det som har ett datum i det som är läst.",
                           "What has a date in what was read."),
                "" if visit.still else visit.word(
        " Följ ett datum för att se allt som det gällde den dagen.",
        " Follow a date to see everything as it stood that day."))  # fmt: skip
    return Page(title, sections, lead=lead, tab="timeline", template="timeline.html",
                values=_picture(visit, axis, listed))  # fmt: skip


def _groups(desk: WebDesk) -> dict[str, dict[_Span, set[str]]]:
    """By kind the periods, each with the passages that tell it."""
    groups: dict[str, dict[_Span, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in desk.store.select(_DATED, desk.view).rows:
        thing, about, name, start, end, precision, passage, past = ("" if c is None else str(c)
                                                                    for c in row)  # fmt: skip
        kind = "name" if about else desk.shelf.kinds(desk.view).get(thing, "other")
        span = _Span(about or thing, name, known_of(start, precision), known_of(end, precision),
                     desk.kind(thing) == "product", past)  # fmt: skip
        groups[kind if any(kind == g for g, _ in _GROUPS) else "other"][span] |= {passage} - {""}
    return groups


def _picture(visit: Visit, axis: Axis, listed: dict[str, list[_Span]]) -> dict[str, Any]:
    """What the template draws: the axis, the day, a legend, and a bar for each row."""
    legend = (
        ("sure", visit.word("inom tiden", "within the period")),
        ("vague", visit.word("någon gång under året eller månaden", "some time in the year or "
                                                                    "month")),
        ("open", visit.word("slut eller början sägs inte", "no end or beginning is told")),
        ("day", day(visit.view.as_of.isoformat(), visit.lang)),
    )  # fmt: skip
    return {
        "ticks": axis.ticks, "now": axis.place(visit.view.as_of), "legend": legend,
        "bars": {kind: [axis.pieces(s.start, s.end or (s.start if s.planned else ""))
                        for s in spans]
                 for kind, spans in listed.items()},
        "axis_label": visit.word("År", "Year"),
    }  # fmt: skip


def _table(
    desk: WebDesk, visit: Visit, title: Text, spans: list[_Span], passages: dict[_Span, set[str]]
) -> Table:
    rows = []
    changed: frozenset[str] = desk.shelf.keep(
        ("altered", desk.view), lambda: altered(desk.store, desk.view)
    )
    for span in spans:
        what: list[str | Words | None] = [desk.name(span.thing)]
        if span.name:
            what = [Words(span.name, "sv" if desk.lang != "sv" else ""), ", ", *what]
        ours = readings.mark(desk, span.thing in readings.our_ties(desk))
        change = not span.name and span.thing in changed
        told, shade = _holds(span, visit.view.as_of.isoformat(), change)
        rows.append(Row((
            cell(*what, ours, " ", desk.cites(sorted(passages[span]))),
            cell(_date(visit, span.start)),
            cell(_date(visit, span.end)),
            cell(Words(visit.say(told), quiet=not shade), shade=shade),
        )))  # fmt: skip
    heads = (Text("Vad", "What"), Text("Från", "From"), Text("Till och med", "Through"),
             Text("Den dagen", "That day"))  # fmt: skip
    return Table(visit.say(title), tuple(visit.say(h) for h in heads), tuple(rows),
                 (0.46, 0.17, 0.17, 0.2), titled=True)  # fmt: skip


def _holds(span: _Span, now: str, changed: bool = False) -> tuple[Text, str]:
    """Where a day falls in a period, saying no more than its dates do; and the shade of a cell.

    Parameters:
        changed: whether the first day is one of change: it was there before, in another form.
    """
    if span.start > now[: len(span.start)]:
        if span.planned:
            return Text("planerad till dess", "planned for then"), ""
        if changed:
            return Text("hade en annan form", "had another form"), ""
        return Text("har inte börjat", "has not begun"), ""
    if span.planned and not span.end:
        return Text("planerad till dess; om den har kommit sägs inte",
                    "planned for then; whether it has come is not told"), ""  # fmt: skip
    if not span.end and span.past in ("was", "done"):
        return Text("så var det; inget slut sägs", "was so; no end is told"), ""
    if not span.end and changed:
        return Text("har den formen; inget slut sägs", "has that form; no end is told"), "far"
    if not span.end:
        return Text("har börjat; inget slut sägs", "has begun; no end is told"), "far"
    if span.end < now[: len(span.end)]:
        return _ENDED[span.past], ""
    return Text("inom tiden", "within the period"), "near"


def _in_time(desk: WebDesk) -> Callable[[_Span], Any]:
    return lambda s: (s.start or s.end, s.end or "9", collation_key(s.name or desk.told(s.thing)))


def _date(visit: Visit, date: str) -> Words:
    """A date that leads to the same page as of that day."""
    if not date:
        return Words(visit.word("sägs inte", "not said"), quiet=True)
    full = {4: date + "-01-01", 7: date + "-01"}.get(len(date), date)
    return Linked(day(date, visit.lang), to=f"/tidslinje?as_of={full}")
