"""Findings as people and programs take them: text, JSON, CSV, Excel, SARIF, and RDF."""

from kgraph.findings.forms.data import (
    SCHEMA_VERSION,
    finding_dict,
    json_bytes,
    json_parts,
    rate_dict,
    to_json,
    to_sarif,
)
from kgraph.findings.forms.every import FORMS
from kgraph.findings.forms.notebook import FindingsTable
from kgraph.findings.forms.rdf import (
    FINDINGS_GRAPH,
    to_jsonld,
    to_ntriples,
    to_quads,
    to_rdfxml,
    to_trig,
    to_turtle,
)
from kgraph.findings.forms.tables import to_csv, to_workbook
from kgraph.findings.forms.text import finding_lines, to_text
from kgraph.findings.forms.words import (
    HOW_TO_READ_A_RATE,
    disposition_words,
    figure,
    kind_title,
    left_out,
    left_out_of,
    left_out_words,
    number_words,
    rate_words,
    relation_words,
    state_words,
)

__all__ = [
    "FINDINGS_GRAPH",
    "FORMS",
    "HOW_TO_READ_A_RATE",
    "SCHEMA_VERSION",
    "FindingsTable",
    "disposition_words",
    "figure",
    "finding_dict",
    "finding_lines",
    "json_bytes",
    "json_parts",
    "kind_title",
    "left_out",
    "left_out_of",
    "left_out_words",
    "number_words",
    "rate_dict",
    "rate_words",
    "relation_words",
    "state_words",
    "to_csv",
    "to_json",
    "to_jsonld",
    "to_ntriples",
    "to_quads",
    "to_rdfxml",
    "to_sarif",
    "to_text",
    "to_trig",
    "to_turtle",
    "to_workbook",
]
