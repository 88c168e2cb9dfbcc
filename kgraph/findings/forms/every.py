"""The forms by name."""

from collections.abc import Callable

from kgraph.findings.detect import Findings
from kgraph.findings.forms.data import json_bytes, to_sarif
from kgraph.findings.forms.rdf import to_jsonld, to_trig, to_turtle
from kgraph.findings.forms.tables import to_csv, to_workbook

FORMS: dict[str, Callable[[Findings, str], str | bytes]] = {
    "json": json_bytes,
    "csv": to_csv,
    "xlsx": to_workbook,
    "sarif": to_sarif,
    "turtle": to_turtle,
    "trig": to_trig,
    "jsonld": to_jsonld,
}
