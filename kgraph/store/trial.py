"""Trial questions: whether a server answers as SPARQL 1.1 says, asked before it is relied on.

Each is answered by our own engine too, from the same few statements; where the answers differ the
server is not asked itself. The questions hold what the product's own questions use and what
engines are known to do otherwise.
"""

from collections import Counter

import pyoxigraph as ox

from kgraph.errors import KGraphError
from kgraph.store.convert import Engine
from kgraph.store.served import Endpoint
from kgraph.wording import Text

GRAPH = "urn:kgraph:trial"
_T = "urn:kgraph:t:"
STATEMENTS = f"""
<{_T}a> <{_T}up> <{_T}b> .
<{_T}b> <{_T}up> <{_T}c> .
<{_T}a> <{_T}on> "2026-01-31"^^<http://www.w3.org/2001/XMLSchema#date> .
<{_T}b> <{_T}on> "2025-12-31"^^<http://www.w3.org/2001/XMLSchema#date> .
<{_T}a> <{_T}yes> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
<{_T}a> <{_T}name> "Åmål"@sv .
<{_T}b> <{_T}name> "Plain" .
<{_T}c> <{_T}size> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .
"""
_QUESTIONS = {
    "sanningsvärden/truth values": "SELECT ?x ?y { ?x t:yes ?y }",
    "uträknat/what is worked out": (
        "SELECT ?x (BOUND(?n) AS ?y) { ?x t:up ?u OPTIONAL { ?x t:size ?n } }"
    ),
    "vägar/paths": "SELECT ?x ?y { ?x t:up* ?y . ?y t:name ?n }",
    "vägar utan början/paths without a start": "SELECT ?x ?y { ?x t:up+ ?y }",
    "vägar baklänges/paths backwards": "SELECT ?x ?y { ?x (^t:up|t:up)/t:name ?y }",
    "saknas/what is missing": "SELECT ?x { ?x t:on ?d FILTER NOT EXISTS { ?x t:yes ?y } }",
    "finns/what is there": "SELECT ?x ?e { ?x t:on ?d BIND(EXISTS { ?x t:yes true } AS ?e) }",
    "datum/dates": 'SELECT ?x { ?x t:on ?d FILTER(?d <= "2026-01-01"^^xsd:date) }',
    "tomma listor/empty lists": (
        'SELECT ?x (GROUP_CONCAT(DISTINCT STR(?s); separator=" ") AS ?l) (COUNT(?s) AS ?n) '
        "{ ?x t:on ?d OPTIONAL { ?x t:size ?s } } GROUP BY ?x"
    ),
    "frågor i frågor/questions in questions": (
        "SELECT ?x ?m { ?x t:on ?d OPTIONAL { SELECT ?x (COUNT(?u) AS ?m) { ?x t:up ?u } "
        "GROUP BY ?x } }"
    ),
    "val/choices": (
        "SELECT ?x ?w { VALUES (?x ?w) { (t:a 1) (t:b UNDEF) } ?x t:on ?d "
        "MINUS { ?x t:name ?n FILTER(LANG(?n) = 'sv') } }"
    ),
    "villkor/conditions": (
        "SELECT ?x ?s { ?x t:name ?n BIND(IF(LANG(?n) = 'sv', t:one, ?none) AS ?s) "
        'FILTER(!BOUND(?s) || COALESCE(?none, ?s) = t:one) FILTER(REGEX(STR(?n), "^[ÅP]")) }'
    ),
    "antal rader/numbers of rows": (
        "SELECT ?x ?y { { SELECT ?x { ?x t:on ?d } ORDER BY ?x LIMIT 1 } ?x t:up ?y }"
    ),
}
_HEAD = f"PREFIX t: <{_T}>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"


def unfit(endpoint: Endpoint) -> Text | None:
    """Why a server is not to be asked itself; None where every trial answer is right.

    The statements stand in the graph ``GRAPH`` there.
    """
    held = ox.Store()
    held.load(STATEMENTS.encode(), ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(GRAPH))
    wrong = [name for name, text in _QUESTIONS.items() if not _is_right(endpoint, held, text)]
    if not wrong:
        return None
    sv = ", ".join(name.partition("/")[0] for name in wrong)
    en = ", ".join(name.partition("/")[2] for name in wrong)
    return Text(
        f"Servern svarar inte som SPARQL 1.1 säger ({sv}); frågorna besvaras ur en hämtad kopia.",
        f"The server does not answer as SPARQL 1.1 says ({en}); questions are answered from a "
        "fetched copy.",
    )


def _is_right(endpoint: Endpoint, held: ox.Store, text: str) -> bool:
    start, end = text.index("{"), text.rindex("}")
    whole = f"{text[: start + 1]} GRAPH <{GRAPH}> {{ {text[start + 1 : end]} }} }}{text[end + 1 :]}"
    own = held.query(_HEAD + whole)
    assert isinstance(own, ox.QuerySolutions)
    names = [variable.value for variable in own.variables]
    wanted = Counter(tuple(map(_plain, row)) for row in own)
    try:
        columns, rows = endpoint.table(_HEAD + whole)
    except KGraphError:
        return False
    places = [columns.index(name) for name in names if name in columns]
    found = Counter(tuple(_plain(row[i]) for i in places) for row in rows)
    return wanted == found


def _plain(value: Engine | None) -> str:
    return "" if value is None else str(value)
