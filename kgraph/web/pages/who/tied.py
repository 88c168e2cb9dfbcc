"""What a strategy or a part of one is tied to, here and elsewhere."""

from collections.abc import Iterable

from kgraph.report.answers import our_reading
from kgraph.report.value import Cell, Line, Part, Row, Table, Words, cell, line
from kgraph.terms import DCT, KS
from kgraph.web.pages.who.desk import WhoDesk
from kgraph.wording import Text, collation_key

_TIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?part ?whole ?passage ?ours WHERE {
  VALUES ?how { ks:contributesTo ks:implements ks:alignsWith }
  VALUES ?type { ks:Goal ks:Priority ks:Measure ks:Project }
  ?part a ?type . ?passage a ks:AssertionGraph .
  GRAPH ?passage { ?part ?how ?whole OPTIONAL { ?part ks:inferred ?ours } }
  ?whole ks:partOfStrategy ?strategy .
}"""
# What a source says of whole documents: one puts another into practice, or is a part of it.
_WHOLES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?part ?how ?whole ?passage ?ours WHERE {
  VALUES ?how { ks:implements dct:isPartOf }
  ?part a ks:Strategy . ?whole a ks:Strategy . ?passage a ks:AssertionGraph .
  GRAPH ?passage { ?part ?how ?whole OPTIONAL { ?part ks:inferred ?ours } }
}"""
_HOWS: dict[str, tuple[Text, Text]] = {
    KS("implements"): (Text("Omsätts genom", "Put into practice through"),
                       Text("Omsätter", "Puts into practice")),
    DCT("isPartOf"): (Text("Har som del", "Has as a part"),
                      Text("Är en del av", "Is a part of")),
}  # fmt: skip
Found = dict[str, tuple[bool, set[str]]]


def ties_table(desk: WhoDesk) -> list[Part]:
    """What is said to contribute to what is asked about, and what it is said to contribute to.

    Of a whole strategy only what leads to another document: the rest stands among its own parts.
    """
    own = {desk.scope.iri} | desk.parts
    here = own if desk.scope.kind == "strategy" else set[str]()
    to: Found = {}
    from_: Found = {}
    for row in desk.store.select(_TIES, desk.view).rows:
        part, whole, passage = map(str, row[:3])
        ours = str(row[3]) == "true"
        if whole in own and part not in here:
            _add(to, part, passage, ours=ours)
        if part in own and whole not in here:
            _add(from_, whole, passage, ours=ours)
    rows = _whole_rows(desk) + [
        Row((cell(told), Cell(tuple(_lines(desk, found)))))
        for told, found in (
            (desk.word("Bidrar till det", "Contributes to it"), to),
            (desk.word("Det bidrar till", "It contributes to"), from_),
        )
        if found
    ]
    if not rows:
        return []
    return [Table(desk.word("Dokument, mål, insatser och projekt som det är kopplat till",
                            "Documents, goals, measures and projects that it is tied to"),
                  (desk.word("Hur", "How"), desk.word("Vad, och var det står",
                                                      "What, and where it says so")),
                  tuple(rows), (0.26, 0.74), titled=True)]  # fmt: skip


def _whole_rows(desk: WhoDesk) -> list[Row]:
    """The documents that put a strategy into practice or are part of it, and the other way."""
    found: dict[Text, Found] = {}
    for row in desk.store.select(_WHOLES, desk.view).rows:
        part, how, whole, passage = map(str, row[:4])
        down, up = _HOWS[how]
        ours = str(row[4]) == "true"
        for one, told, other in ((whole, down, part), (part, up, whole)):
            if one == desk.scope.iri:
                _add(found.setdefault(told, {}), other, passage, ours=ours)
    return [
        Row((cell(desk.say(told)), Cell(tuple(_lines(desk, listed)))))
        for pair in _HOWS.values() for told in pair if (listed := found.get(told))
    ]  # fmt: skip


def _add(found: Found, thing: str, passage: str, *, ours: bool) -> None:
    read_in, places = found.get(thing, (True, set()))
    found[thing] = read_in and ours, places | {passage}


def _lines(desk: WhoDesk, found: Found) -> Iterable[Line]:
    facts = desk.shelf.facts(desk.view)
    for thing in sorted(found, key=lambda t: (collation_key(desk.told(t)), t)):
        read_in, places = found[thing]
        home = desk.names(facts.all(thing, "whole"), 2)
        where = [Words(" ("), *home, Words(")")] if home else []
        yield line(desk.name(thing), *where, our_reading(desk) if read_in else None, " ",
                   desk.cites(sorted(places)))  # fmt: skip
