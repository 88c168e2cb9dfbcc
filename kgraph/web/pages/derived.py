"""The passages that what is worked out rests on: no passage says it, but some say what it is of."""

from collections import defaultdict
from collections.abc import Set

from kgraph.report.value import Words
from kgraph.terms import KS, ORG, Iri
from kgraph.web.pages.desk import WebDesk
from kgraph.web.pages.readings import our_ties
from kgraph.web.pages.ties import answered
from kgraph.wording import Text

# Each rule of queries/derived that tells of an actor: the node it is made from, and its passages;
# of two who meet, the seat of each.
_RULES: dict[str, str] = {
    KS("responsibleFor"): """
  ?answering skos:broader* role:svarande .
  ?node a ks:Responsibility ; ks:inView true ; ks:role ?answering ; ks:bearer ?who .
  { ?node ks:target ?what . GRAPH ?g { ?node ks:target ?what } }
  UNION { ?node ks:target ?project . ?project a ks:Project ; ks:implements ?what .
    GRAPH ?g { ?project ks:implements ?what } }""",
    KS("involvedIn"): """
  ?node ks:inView true ; ks:bearer ?who ; ks:target ?what . GRAPH ?g { ?node ks:target ?what }""",
    ORG("memberOf"): """
  ?node a org:Membership ; ks:inView true ; org:member ?who ; org:organization ?what .
  GRAPH ?g { ?node org:organization ?what }""",
    KS("alignsWith"): """
  GRAPH ?g { ?who ks:implements|ks:contributesTo|ks:guidedBy|ks:informedBy ?what }""",
    KS("activeInTheme"): """
  { ?node ks:inView true ; ks:bearer ?who ; dct:subject ?what .
    GRAPH ?g { ?node dct:subject ?what } }
  UNION { ?node ks:inView true ; ks:bearer ?who ; ks:target ?of . ?of dct:subject ?what .
    { GRAPH ?g { ?node ks:target ?of } } UNION { GRAPH ?g { ?of dct:subject ?what } } }
  UNION { ?node a org:Membership ; ks:inView true ; org:member ?who ; org:organization ?of .
    ?of dct:subject ?what .
    { GRAPH ?g { ?node org:organization ?of } } UNION { GRAPH ?g { ?of dct:subject ?what } } }""",
    KS("sharesForumWith"): """
  VALUES ?arenas { ks:Forum ks:Project } ?arena a ?arenas .
  ?seat a org:Membership ; ks:inView true ; org:organization ?arena ; org:member ?who .
  ?node a org:Membership ; ks:inView true ; org:organization ?arena ; org:member ?what .
  GRAPH ?g { ?node org:organization ?arena }""",
}
# That it is a passage is asked last: asked first, every passage is gone through.
_ASKED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX role: <https://w3id.org/kompsam/vocab/role/>
SELECT DISTINCT ?%(other)s ?node ?seat ?g WHERE {
  { %(rule)s } FILTER EXISTS { ?g a ks:AssertionGraph } }"""

# What no source says of the actor itself, and how it is worked out.
_NOTES = {
    KS("activeInTheme"): Text(" (temat hos det som den har en roll i eller är med i: vår läsning)",
                              " (the theme of what it has a role or a place in: our reading)"),
}  # fmt: skip


def note(desk: WebDesk, relation: str) -> Words | None:
    """How a relation is worked out, where no source says it of the thing; else nothing."""
    told = _NOTES.get(Iri(relation))
    return Words(desk.say(told), quiet=True) if told else None


Passages = dict[tuple[str, str], set[str]]


def rests_on(
    desk: WebDesk, iri: str, relations: Set[str], *, back: bool = False
) -> tuple[Passages, Set[tuple[str, str]]]:
    """The passages of the worked-out relations of a thing, by relation and other end.

    Parameters:
        relations: those that the thing has.
        back: whether the thing is the far end of them.

    Returns:
        the passages, and which relations and ends follow from nothing but our reading.
    """
    found: Passages = defaultdict(set)
    nodes: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    own, other = ("what", "who") if back else ("who", "what")
    for relation in sorted(relations & set(_RULES)):
        rule = _RULES[relation].replace(f"?{own} ", "?thing ")
        for end, node, seat, g in answered(desk, _ASKED % {"other": other, "rule": rule}, iri):
            found[relation, end].add(g)
            nodes[relation, end].add((node, seat))
    ours = our_ties(desk)  # two meet by our reading where either's own seat is
    return found, frozenset(
        key for key, made in nodes.items() if all(not ours.isdisjoint(pair) for pair in made)
    )
