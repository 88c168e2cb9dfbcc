"""What an optional part of a shipped question uses is bound before it.

Where it may be unbound, the part binds it to whatever fits: a duty whose holder has no document got
every document that has an end (a pattern that is not well designed: Pérez, Arenas and Gutierrez,
Semantics and complexity of SPARQL, 2009, section 4). rdflib's algebra tells the parts of a text.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.term import Variable

QUERIES = Path(__file__).parents[1] / "queries"
NONE: frozenset[str] = frozenset()
# Each is safe for the reason beside it.
SAFE: Mapping[str, frozenset[str]] = {
    "goal-means.rq": frozenset({"end"}),  # what is tied is empty where there is no end
    "mandate-register.rq": frozenset({"basis", "modality"}),  # tied to the mandate too
    "mandate-without-delivery.rq": frozenset({"task", "theme"}),  # a duty without is met by any
    "unread-documents.rq": frozenset({"work"}),  # tied to the source too
}


class Bound(NamedTuple):
    """The variables that every answer to a part binds, and those that some may."""

    always: frozenset[str]
    ever: frozenset[str]


def loose(text: str) -> frozenset[str]:
    """The variables that an optional part or a join would bind though what is before may have."""
    found: set[str] = set()
    _walk(translateQuery(parseQuery(text)).algebra.p, found)
    return frozenset(found)


def _walk(part: Any, found: set[str]) -> Bound:
    kind = part.name
    if kind in ("Join", "LeftJoin", "Union"):
        one, other = _walk(part.p1, found), _walk(part.p2, found)
        return _together(kind, one, other, found)
    if kind == "Minus":
        _walk(part.p2, found)
        return _walk(part.p1, found)
    if kind == "BGP":
        named = _variables(term for triple in part.triples for term in triple)
        return Bound(named, named)
    if kind in ("values", "ToMultiSet") and "res" in part:
        return _table(part.res)
    inner = _walk(part.p, found)
    if kind == "Extend":
        return _with(inner, {str(part.var)})
    if kind == "Graph":
        return _with(inner, _variables([part.term]))
    if kind == "AggregateJoin":
        return _with(inner, {str(each.res) for each in part.A})
    if kind == "Filter":
        return _filtered(inner, part.expr)
    if kind == "Project":
        told = {str(each) for each in part.PV}
        return Bound(inner.always & told, inner.ever & told)
    assert kind in ("Distinct", "Group", "OrderBy", "Reduced", "Slice", "ToMultiSet"), kind
    return inner


def _together(kind: str, one: Bound, other: Bound, found: set[str]) -> Bound:
    ever = one.ever | other.ever
    if kind == "Union":
        return Bound(one.always & other.always, ever)
    unsure = (one.ever - one.always) & other.ever
    if kind == "LeftJoin":
        found |= unsure
        return Bound(one.always, ever)
    found |= unsure - other.always | ((other.ever - other.always) & one.ever) - one.always
    return Bound(one.always | other.always, ever)


def _filtered(inner: Bound, condition: Any) -> Bound:
    """What a filter says of what is bound: ``BOUND(?a)`` and ``!BOUND(?a)`` that must both hold."""
    held = list(_conditions(condition))
    yes = {str(c.arg) for c in held if getattr(c, "name", "") == "Builtin_BOUND"}
    negated = [c.expr for c in held if getattr(c, "name", "") == "UnaryNot"]
    no = {str(c.arg) for c in negated if getattr(c, "name", "") == "Builtin_BOUND"}
    return Bound(inner.always | yes, inner.ever - no)


def _conditions(condition: Any) -> Iterator[Any]:
    if getattr(condition, "name", "") != "ConditionalAndExpression":
        yield condition
        return
    for each in (condition.expr, *condition.other):
        yield from _conditions(each)


def _table(rows: list[Mapping[Variable, Any]]) -> Bound:
    sets = [frozenset(str(v) for v, value in row.items() if value != "UNDEF") for row in rows]
    return Bound(frozenset.intersection(*sets), NONE.union(*sets))


def _variables(terms: Any) -> frozenset[str]:
    return frozenset(str(term) for term in terms if isinstance(term, Variable))


def _with(inner: Bound, more: Any) -> Bound:
    return Bound(inner.always | more, inner.ever | more)


@pytest.mark.parametrize(
    "path", sorted(QUERIES.rglob("*.rq")), ids=lambda path: str(path.relative_to(QUERIES))
)
def test_what_an_optional_part_uses_is_bound_before_it(path: Path) -> None:
    """But for what is named here with its reason."""
    assert loose(path.read_text("utf-8")) == SAFE.get(str(path.relative_to(QUERIES)), NONE)


def test_an_optional_part_that_could_bind_anything_is_found() -> None:
    """And one whose variable is bound in both branches before it is not."""
    ends = "OPTIONAL { ?own <u:end> ?end } }"
    assert loose("SELECT * { ?who a <u:W> OPTIONAL { ?who <u:has> ?own } " + ends) == {"own"}
    assert loose("SELECT * { { ?who <u:has> ?own } UNION { ?own <u:by> ?who } " + ends) == NONE
