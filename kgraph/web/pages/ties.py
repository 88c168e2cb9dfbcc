"""The roles and relations of a thing: who, for what, in which mode, when, and how well reviewed.

An assignment or a membership is a node of its own; here it is told from the side of one of its
ends, those that say the same in one row.
"""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kgraph.report.sums import sum_words
from kgraph.report.undated import day_of_page
from kgraph.report.value import Cell, Line, Paragraph, Part, Row, Table, Words, cell, line
from kgraph.store import MODE_WORDS
from kgraph.terms import KS, ORG, Iri, local_name
from kgraph.web.pages.desk import Linked, WebDesk
from kgraph.web.pages.readings import mark, our_ties
from kgraph.web.pages.render import day, known_of
from kgraph.wording import Text, collation_key

# Relations that are nodes of their own: who, in which role, for what, in which mode and when.
_TIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?node ?own ?p ?other ?role ?mode ?counted ?from ?through ?earliest
  ?precision ?g ?status WHERE {
  ?node ?own ?thing .
  FILTER(?own IN (ks:bearer, ks:target, ks:issuer, ks:reportsTo, ks:onBehalfOf, ks:legalBasis,
                  ks:fundingProgramme, org:member, org:organization, ks:dischargedBy))
  ?node ks:assertionMode ?mode .
  OPTIONAL {
    ?node ?p ?other .
    FILTER(?p IN (ks:bearer, ks:target, org:member, org:organization) && ?other != ?thing)
  }
  OPTIONAL { ?node ks:role|org:role ?role }
  OPTIONAL { ?node ks:inView ?counted }
  OPTIONAL { ?node ks:validFrom ?from }
  OPTIONAL { ?node ks:validThrough ?through }
  OPTIONAL { ?node ks:notBefore ?earliest }
  OPTIONAL { ?node ks:datePrecision ?precision }
  OPTIONAL { ?node ks:statedIn ?g . OPTIONAL { ?g ks:reviewStatus ?status } }
}"""
_SUM = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?amount ?currency WHERE {
  ?thing ks:amount ?amount . OPTIONAL { ?thing ks:currency ?currency } }"""
_SHOWN = 200
_AS = {
    KS("target"): Text("avser det", "concerns it"),
    KS("issuer"): Text("gav uppdraget", "gave the mandate"),
    KS("reportsTo"): Text("får redovisningen", "receives the report"),
    KS("onBehalfOf"): Text("företräds", "is represented"),
    KS("legalBasis"): Text("är grunden", "is the basis"),
    KS("dischargedBy"): Text("genomför uppdraget", "carries out the mandate"),
    KS("fundingProgramme"): Text("pengarna kommer härifrån", "the money comes from it"),
}  # fmt: skip

_INSIDE = Text("är med här", "is in this one")


# The two ends of a tie, and how another at the same end is told.
_ENDS: dict[frozenset[str], Text] = {
    frozenset({KS("bearer"), ORG("member")}): Text("tillsammans med ", "together with "),
    frozenset({KS("target"), ORG("organization")}): Text("avser även ", "also concerns "),
}


def _as(desk: WebDesk, own: str) -> str:
    words = _AS.get(Iri(own))
    return desk.say(words) if words else ""


class _Tie(NamedTuple):
    node: str
    own: str
    role: str
    mode: str
    counted: bool
    period: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a tie: the other ends by relation, the passages, and their review."""

    others: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    places: set[str] = field(default_factory=set)
    status: set[str] = field(default_factory=set)


def ties(desk: WebDesk, iri: str) -> list[Part]:
    """Assignments and memberships in which a thing stands, with whom and what, mode, time."""
    found = _read(desk, iri)
    if not found:
        return []
    heads = (Text("Roll", "Role"), Text("Vad och vem", "What and who"), Text("Läge", "Mode"),
             Text("Tid", "Time"), Text("Granskat", "Reviewed"))  # fmt: skip
    shown: list[Part] = [Table(
        desk.word("Roller, uppdrag och medlemskap", "Roles, mandates and memberships"),
        tuple(desk.say(t) for t in heads),
        _rows(desk, found),
        (0.18, 0.42, 0.14, 0.12, 0.14), titled=True,
    )]  # fmt: skip
    if len(found) > _SHOWN:
        more = len(found) - _SHOWN
        shown.append(Paragraph(line(desk.word(f"Och {more} till.", f"And {more} more."))))
    return shown


def rows_of(desk: WebDesk, iri: str, ends: Container[str]) -> tuple[Row, ...]:
    """The rows of a thing's ties in which it stands at one of some ends.

    Parameters:
        ends: relations from the tie to the thing.
    """
    return _rows(desk, {tie: told for tie, told in _read(desk, iri).items() if tie.own in ends})


def _rows(desk: WebDesk, found: Mapping[_Tie, _Told]) -> tuple[Row, ...]:
    """One row for those that say the same, what counts first."""
    order = sorted(found, key=lambda t: (not t.counted, desk.told(t.role) if t.role else "~",
                                         collation_key(desk.told(t.node)), t))  # fmt: skip
    alike: dict[tuple[object, ...], list[_Tie]] = defaultdict(list)
    for tie in order[:_SHOWN]:
        reviewed = tuple(sorted(found[tie].status))
        alike[tie.role, tie.own, _mode(desk, tie), tie.period, reviewed].append(tie)
    both = {ORG("member"), ORG("organization")} <= {tie.own for tie in found}
    return tuple(_row(desk, same, found, both=both) for same in alike.values())


def _read(desk: WebDesk, iri: str) -> dict[_Tie, _Told]:
    found: dict[_Tie, _Told] = defaultdict(_Told)
    for row in answered(desk, _TIES, iri):
        node, own, p, other, role, mode, counted, start, end, earliest, precision, g, review = row
        time = period(desk, known_of(start, precision), known_of(end, precision)) or _earliest(
            desk, known_of(earliest, precision))  # fmt: skip
        told = found[_Tie(node, own, role, mode, counted == "true", time)]
        if other and other not in told.others[p]:
            told.others[p].append(other)
        told.places.update({g} - {""})
        told.status.update({review} - {""})
    return dict(found)


def _row(desk: WebDesk, same: list[_Tie], found: Mapping[_Tie, _Told], *, both: bool) -> Row:
    """The row of ties that say the same of several others.

    Parameters:
        both: whether the thing has members and is one, so that each row says which.
    """
    first = same[0]
    lines = [told for tie in same for told in _with_whom(desk, tie, found[tie])]
    side = _AS.get(Iri(first.own)) or (
        _INSIDE if both and first.own == ORG("organization") else None
    )
    return Row((
        cell(desk.name(first.role) if first.role else Words("–"),
             Words(f" ({desk.say(side)})" if side else "", quiet=True)),
        Cell(tuple(dict.fromkeys(lines))),
        cell(_mode(desk, first)),
        cell(first.period) if first.period else cell(
            Words(desk.word("sägs inte", "not said"), quiet=True),
            day_of_page(desk, {place for tie in same for place in found[tie].places})),
        cell(*(desk.names(sorted(found[first].status)) or [Words("–")])),
    ))  # fmt: skip


def _with_whom(desk: WebDesk, tie: _Tie, told: _Told) -> tuple[Line, ...]:
    cited = desk.cites(sorted(told.places))
    ours = mark(desk, tie.node in our_ties(desk))
    named = desk.shelf.kinds(desk.view).get(tie.node) == "mandate"
    lines: list[Line] = [line(desk.name(tie.node), ours, " ", cited)] if named else []
    if tie.own == KS("onBehalfOf") and {ORG("member"), ORG("organization")} <= told.others.keys():
        seated, where = (desk.names(_by_name(desk, told.others[end]), 12)
                         for end in (ORG("member"), ORG("organization")))  # fmt: skip
        through = Words(desk.word("genom ", "through "), quiet=True)
        return (line(through, *seated, ": ", *where, ours, " ", cited),)
    paid = _sum(desk, tie)
    from_it = tie.own == KS("fundingProgramme")  # who has it is what was read, not what pays it
    lines += [line(_beside(desk, tie.own, p), *desk.names(_by_name(desk, listed), 12), paid,
                   None if named or (from_it and p == KS("target")) else ours, " ",
                   None if named else cited)
              for p, listed in sorted(told.others.items())]  # fmt: skip
    return tuple(lines) or (line(Linked(desk.told(tie.node), to=tie.node), ours, " ", cited),)


def _sum(desk: WebDesk, tie: _Tie) -> Words | None:
    """The sum of a contribution."""
    if local_name(tie.role) != "finansiar":
        return None
    found = answered(desk, _SUM, tie.node)
    words = [desk.say(sum_words(amount, currency)) for amount, currency in sorted(found)]
    return Words(f" ({', '.join(words)})") if words else None


def _beside(desk: WebDesk, own: str, other: str) -> Words | None:
    """What stands at the same end as the thing itself is no object of it."""
    same = next((end for end in _ENDS if own in end and other in end), None)
    return Words(desk.say(_ENDS[same]), quiet=True) if same else None


def _by_name(desk: WebDesk, iris: list[str]) -> list[str]:
    """In the order of their names: that of an answer is the store's own."""
    return sorted(iris, key=lambda iri: (collation_key(desk.told(iri)), iri))


def _mode(desk: WebDesk, tie: _Tie) -> Words:
    mode = local_name(tie.mode)
    told = MODE_WORDS[mode].get(desk.lang) if mode in MODE_WORDS else mode
    if not tie.counted and mode in desk.view.modes:
        told += desk.word(", en annan tid", ", at another time")
    return Words(told, quiet=not tie.counted)


def period(desk: WebDesk, start: str, end: str) -> str:
    """From when to when, in words; "" where nothing is told."""
    told = [day(date, desk.lang) if date else "" for date in (start, end)]
    return " – ".join(told).strip() if start or end else ""


def _earliest(desk: WebDesk, date: str) -> str:
    """The day that it cannot have been there before, by our reading; "" where there is none."""
    told = date and day(date, desk.lang)
    return told and desk.word(f"tidigast {told} (vår läsning)",
                              f"{told} at the earliest (our reading)")  # fmt: skip


def answered(desk: WebDesk, text: str, iri: str) -> list[list[str]]:
    """The answer of a question about a thing, as texts."""
    rows = desk.store.select(asked(text), desk.view, {"thing": Iri(iri)}).rows
    return [["" if c is None else str(c) for c in row][1:] for row in rows]


def asked(text: str) -> str:
    """The thing asked about stands among what is selected, as bindings need."""
    return text.replace("SELECT DISTINCT", "SELECT DISTINCT ?thing").replace(
        "SELECT DISTINCT ?thing ?thing", "SELECT DISTINCT ?thing"
    )
