"""The forms a check report is handed over in: text, JSON, Turtle, SARIF 2.1.0, JUnit XML."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from kgraph.checks.report import CheckReport, Problem
from kgraph.checks.shapes import SEVERITIES, SEVERITY_WORDS, Shape
from kgraph.terms import LANG_STRING, RDF, SH, SHAPES, XSD, Iri, Literal, Quad, shorten
from kgraph.wording import Text, counted

SCHEMA_VERSION = 1
_SHOWN = 5
_SARIF_LEVEL = {"violation": "error", "warning": "warning", "info": "note"}


def summary(report: CheckReport, lang: str) -> str:
    """One line: how many of each severity."""
    faults = counted(report.count("violation"), Text("fel", "fault"), Text("fel", "faults"))
    return (
        Text(
            "Kontroll: {faults} i uppgifterna, {warning} att titta på, {info} för kännedom.",
            "Check: {faults} in the data, {warning} worth attention, {info} for information.",
        )
        .format(faults=faults, warning=report.count("warning"), info=report.count("info"))
        .get(lang)
    )


def to_text(report: CheckReport, lang: str, shown: int | None = None) -> str:
    """The report for a person: grouped by shape, with what, where and the mend.

    Parameters:
        shown: how many things to name for each shape; None for all.
    """
    lines = [summary(report, lang), report.view.words.get(lang), ""]
    for shape, problems in report.by_shape():
        word = SEVERITY_WORDS[shape.severity].get(lang)
        lines.append(f"{shape.id}  {word} ({len(problems)})")
        messages = {problem.message.get(lang): None for problem in problems}
        lines += [f"  {message}" for message in messages]
        for problem in problems[:shown]:
            lines += _problem_lines(problem, lang)
        if shown is not None and len(problems) > shown:
            rest = len(problems) - shown
            lines.append("    " + Text(f"… och {rest} till", f"… and {rest} more").get(lang))
        lines.append("")
    return "\n".join(lines)


def _problem_lines(problem: Problem, lang: str) -> list[str]:
    lines = [f"    {problem.label}  [{shorten(problem.focus)}]"]
    value = "" if problem.value == problem.focus else problem.value
    if value:
        parts = (shorten(problem.path), value if value.startswith('"') else shorten(value))
        lines.append("      " + " ".join(part for part in parts if part))
    places = [str(problem.location)] if problem.location else []
    places += problem.places[:2]
    if places:
        lines.append("      " + " · ".join(places))
    return lines


def to_json(report: CheckReport, lang: str) -> str:
    """The report as JSON: every result, with both the IRIs and the words."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "engine": report.engine,
        "view": report.view.to_dict(),
        "counts": {severity: report.count(severity) for severity in SEVERITIES},
        "results": [_as_dict(problem, lang) for problem in report.problems],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _as_dict(problem: Problem, lang: str) -> dict[str, Any]:
    place = problem.location
    return {
        "shape": problem.shape,
        "severity": problem.severity,
        "message": problem.message.get(lang),
        "focus": problem.focus,
        "label": problem.label,
        "path": problem.path or None,
        "value": problem.value or None,
        "component": problem.component,
        "source_shape": problem.result.shape,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "passages": [
            {"iri": iri, "place": words}
            for iri, words in zip(problem.passages, problem.places, strict=True)
        ],
    }


def to_turtle(report: CheckReport, lang: str) -> str:
    """The report as a ``sh:ValidationReport`` in Turtle."""
    from kgraph.store.writing import serialise

    return serialise(_quads(report), "turtle").decode()


def to_jsonld(report: CheckReport, lang: str) -> str:
    """The same as JSON-LD."""
    from kgraph.store.writing import serialise

    return serialise(_quads(report), "jsonld").decode() + "\n"


def _quads(report: CheckReport) -> list[Quad]:
    graph, node = Iri(""), SHAPES("report")
    conforms = "false" if report.problems else "true"
    quads: list[Quad] = [
        (node, RDF("type"), SH("ValidationReport"), graph),
        (node, SH("conforms"), Literal(conforms, XSD("boolean")), graph),
    ]
    for number, problem in enumerate(report.problems, 1):
        result = Iri(f"{node}-{number:05}")
        quads.append((node, SH("result"), result, graph))
        quads += [(result, p, o, graph) for p, o in _result_parts(problem)]
    return quads


def _result_parts(problem: Problem) -> list[tuple[Iri, Iri | Literal]]:
    parts: list[tuple[Iri, Iri | Literal]] = [
        (RDF("type"), SH("ValidationResult")),
        (SH("resultSeverity"), SH(problem.severity.capitalize())),
        (SH("sourceConstraintComponent"), Iri(problem.component)),
        (SH("resultMessage"), Literal(problem.message.sv, LANG_STRING, "sv")),
        (SH("resultMessage"), Literal(problem.message.en, LANG_STRING, "en")),
    ]
    for name, text in (
        ("focusNode", problem.focus),
        ("resultPath", problem.path),
        ("sourceShape", problem.result.shape),
        ("value", problem.value),
    ):
        if text and not text.startswith("_:"):
            parts.append((SH(name), _value(text)))
    return parts


def _value(text: str) -> Iri | Literal:
    if not text.startswith('"'):
        return Iri(text)
    body, _, tail = text[1:].rpartition('"')
    if tail.startswith("@"):
        return Literal(body, LANG_STRING, tail[1:])
    return Literal(body, tail[2:]) if tail.startswith("^^") else Literal(body)


def to_sarif(report: CheckReport, lang: str) -> str:
    """The report as SARIF 2.1.0: a rule a shape, a result a problem, at the subject's line."""
    from kgraph import __version__

    rules = [_sarif_rule(shape, lang) for _, shape in sorted(report.shapes.items())]
    places = {rule["id"]: i for i, rule in enumerate(rules)}
    driver = {"name": "kgraph", "version": __version__, "rules": rules}
    found = [_sarif_result(problem, places, lang) for problem in report.problems]
    value = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": found}],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _sarif_rule(shape: Shape, lang: str) -> dict[str, Any]:
    return {
        "id": shape.id,
        "shortDescription": {"text": shape.title.get(lang) or shape.message.get(lang)},
        "fullDescription": {"text": shape.message.get(lang)},
        "defaultConfiguration": {"level": _SARIF_LEVEL[shape.severity]},
    }


def _sarif_result(problem: Problem, places: dict[str, int], lang: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": problem.focus}]}
    if problem.location:
        physical["physicalLocation"] = {
            "artifactLocation": {"uri": quote(problem.location.file)},
            "region": {"startLine": problem.location.line},
        }
    return {
        "ruleId": problem.shape,
        "ruleIndex": places.get(problem.shape, -1),
        "level": _SARIF_LEVEL[problem.severity],
        "message": {"text": f"{problem.label}: {problem.message.get(lang)}"},
        "locations": [physical],
    }


def to_junit(report: CheckReport, lang: str) -> str:
    """The report as JUnit XML: a test case a shape; a shape with violations is a failure."""
    found = {shape.id: problems for shape, problems in report.by_shape()}
    failed = sum(report.shapes[name].severity == "violation" for name in found)
    suite = ElementTree.Element(
        "testsuite", name="kgraph check", tests=str(len(report.shapes)), failures=str(failed)
    )
    for name, shape in sorted(report.shapes.items()):
        case = ElementTree.SubElement(suite, "testcase", classname="shapes", name=name)
        problems = found.get(name, ())
        if not problems:
            continue
        body = "\n".join(f"{p.location or ''} {p.label} {p.focus}".strip() for p in problems)
        tag = "failure" if shape.severity == "violation" else "system-out"
        element = ElementTree.SubElement(case, tag)
        if tag == "failure":
            element.set("message", _xml_text(shape.message.get(lang)))
            element.set("type", shape.severity)
        element.text = _xml_text(body)
    suites = ElementTree.Element("testsuites")
    suites.append(suite)
    ElementTree.indent(suites)
    raw: bytes = ElementTree.tostring(suites, encoding="utf-8", xml_declaration=True)
    return raw.decode() + "\n"


# Characters that no XML 1.0 document may hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


FORMS: dict[str, Callable[[CheckReport, str], str]] = {
    "text": to_text,
    "json": to_json,
    "turtle": to_turtle,
    "sarif": to_sarif,
    "junit": to_junit,
}
