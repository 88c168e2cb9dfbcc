"""Named questions: SPARQL files whose head says what they ask, and the tables they answer with."""

from kgraph.queries.asking import refuse_early, run, run_graph, run_text
from kgraph.queries.listing import catalogue, find, listed_csv, listed_json, one_of
from kgraph.queries.outside import refuse_outside
from kgraph.queries.question import KINDS, Parameter, Query, read_query
from kgraph.queries.spelling import near_miss
from kgraph.queries.things import choices_of, resolve
from kgraph.queries.values import bind

__all__ = [
    "KINDS",
    "Parameter",
    "Query",
    "bind",
    "catalogue",
    "choices_of",
    "find",
    "listed_csv",
    "listed_json",
    "near_miss",
    "one_of",
    "read_query",
    "refuse_early",
    "refuse_outside",
    "resolve",
    "run",
    "run_graph",
    "run_text",
]
