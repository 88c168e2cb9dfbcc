"""Findings for programs: JSON and SARIF."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from kgraph.findings.abreast import in_two
from kgraph.findings.declared import kinds_of
from kgraph.findings.detect import Findings
from kgraph.findings.forms.words import kind_title, left_out, left_out_of, state_words
from kgraph.findings.kinds import KINDS
from kgraph.findings.material import names_passages
from kgraph.findings.rows import RowOfFindings, make_rows
from kgraph.findings.value import Evidence, Finding, Rate

# 2: the passages stand once, in a list of their own, and evidence names them by their place there.
SCHEMA_VERSION = 2
_SARIF_LEVELS = {"confirmed": "warning", "silent": "warning", "unknown": "note", "": "none"}


def finding_dict(
    result: Findings, finding: Finding, lang: str, places: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """A finding as JSON, with every part and both languages of its sentence.

    Parameters:
        places: by passage its place in a list that stands elsewhere; else each is written out.
    """
    name = result.material.name
    kind = KINDS[finding.kind]
    record = finding.disposition
    return {
        "id": finding.id,
        "kind": kind.notation,
        "view": "strategist" if kind.strategist else "analysis",
        "sentence": {"sv": finding.sentence.sv, "en": finding.sentence.en},
        "document": finding.document or None,
        "document_label": name(finding.document).get(lang) if finding.document else None,
        "documents": list(finding.documents),
        "read": finding.read,
        "region": finding.region or None,
        "regions": list(finding.regions),
        "whole_document": finding.whole,
        "affects": list(finding.affects),
        "gap": finding.is_gap and not kind.overlap,
        "level": finding.level or None,
        "relation": finding.relation or None,
        "coordinated_by": list(finding.coordinated),
        "number": {
            "value": finding.number.value,
            "formula": finding.number.formula.get(lang),
            "group_modes": finding.number.modes,
        },
        "status": finding.status or None,
        "status_words": state_words(finding).get(lang),
        "reason": finding.reason or None,
        "evidence": [_evidence_dict(one, places) for one in finding.evidence],
        "unread": list(finding.unread),
        "disappears_if": finding.vanishes.get(lang),
        "question": finding.question.get(lang),
        "forum": finding.forum or None,
        "disposition": finding.state,
        "replies": [
            {"body": r.body, "date": r.date, "reference": r.reference} for r in record.replies
        ] if record else [],
    }  # fmt: skip


def rate_dict(rate: Rate | None) -> dict[str, Any] | None:
    """A rate as JSON; bounds are null when nothing was read."""
    if rate is None:
        return None
    bounds = rate.bounds
    return {
        "checked": rate.checked, "confirmed": rate.confirmed, "silent": rate.silent,
        "unknown": rate.unknown, "not_read": rate.unread,
        "interval": dict(zip(("lower", "middle", "upper"), bounds, strict=True))
        if bounds else None,
    }  # fmt: skip


def _evidence_dict(one: Evidence, places: Mapping[str, int] | None) -> dict[str, Any]:
    if places is None:
        return {"query": one.query, "values": dict(one.row), "passages": list(one.passages)}
    # Columns of passages say the same as the list beside them.
    values = {column: cell for column, cell in one.row if not names_passages(column)}
    passages = [places[passage] for passage in one.passages]
    return {"query": one.query, "values": values, "passages": passages}


def to_json(result: Findings, lang: str) -> str:
    """Findings as JSON, in rows."""
    return json_bytes(result, lang).decode()


def json_bytes(result: Findings, lang: str) -> bytes:
    """Findings as JSON in UTF-8, a line a finding."""
    return b"".join(json_parts(result, lang))


def json_parts(result: Findings, lang: str, *, abreast: bool = False) -> Iterator[bytes]:
    """The same piece by piece: never all of them in other shapes too.

    Parameters:
        abreast: whether the process may be forked for many findings: where no other thread works.
    """
    rows = make_rows(result)
    passages = sorted({p for row in rows for f in row.findings for e in f.evidence
                       for p in e.passages})  # fmt: skip
    places = {passage: place for place, passage in enumerate(passages)}

    def written(part: Sequence[RowOfFindings]) -> Iterator[bytes]:
        for row in part:
            comma = "," if row is not rows[0] else ""
            yield f"{comma}\n  {_row(result, row, lang, places)}".encode()

    yield "".join(_head(result, passages)).encode()
    yield from in_two(rows, written, _size) if abreast else written(rows)
    yield "".join(_tail(result)).encode()


def _size(row: RowOfFindings) -> int:
    """About how much work it is to write a row: a finding with few passages is 1."""
    return sum(1 + len(e.passages) // 60 for f in row.findings for e in f.evidence)


_line = json.JSONEncoder(ensure_ascii=False).encode


def _head(result: Findings, passages: Sequence[str]) -> Iterator[str]:
    yield f'{{"schema_version": {SCHEMA_VERSION},\n "view": {_line(result.view.to_dict())}'
    yield from _lines("passages", map(_line, passages))
    yield ',\n "rows": ['


def _tail(result: Findings) -> Iterator[str]:
    left_over = [
        {"id": r.finding, "kind": r.kind, "disposition": r.state, "affects": list(r.affects)}
        for r in result.left_over
    ]
    yield "]"
    yield from _lines("set_aside", (_line(f.id) for f in result.set_aside))
    yield from _lines("left_over", map(_line, left_over))
    if result.left_out:
        told = {KINDS[kind].notation: number for kind, number in result.left_out.items()}
        yield f',\n "left_out": {_line(told)}'
    yield "}\n"


def _lines(name: str, items: Iterable[str]) -> Iterator[str]:
    """One more member of the whole: a list, an item a line."""
    yield f',\n "{name}": ['
    for i, item in enumerate(items):
        yield ("," if i else "") + "\n  " + item
    yield "]"


def _row(result: Findings, row: RowOfFindings, lang: str, places: Mapping[str, int]) -> str:
    told = {
        "kind": row.kind.notation,
        "document": row.document or None,
        "documents": list(row.documents),
        "title": row.title.get(lang),
        "rate": rate_dict(row.rate),
    }
    found = (_line(finding_dict(result, finding, lang, places)) for finding in row.findings)
    return f'{_line(told)[:-1]}, "findings": [\n    {f",{chr(10)}    ".join(found)}]}}'


def to_sarif(result: Findings, lang: str) -> str:
    """Findings as SARIF 2.1.0: a rule a kind, a result a finding, at the first thing's line."""
    from kgraph import __version__

    rules = [
        {
            "id": kind.notation,
            "shortDescription": {"text": kind_title(result, kind).get(lang)},
            "fullDescription": {"text": kind.formula.get(lang)},
            "help": {"text": kind.answer.get(lang)},
            "defaultConfiguration": {"level": "warning" if kind.strategist else "note"},
        }
        for kind in kinds_of(result.material.project).values()
    ]
    places = {rule["id"]: i for i, rule in enumerate(rules)}
    driver = {"name": "kgraph", "version": __version__, "rules": rules}
    found = [_sarif_result(result, finding, places, lang) for finding in result.found]
    run = {
        "tool": {"driver": driver},
        **_sarif_invocation(result, places, lang),
        "columnKind": "unicodeCodePoints",
        "results": found,
    }
    value = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _sarif_invocation(result: Findings, places: Mapping[Any, int], lang: str) -> dict[str, Any]:
    """What a limit has left out, as the notes of the run; nothing where nothing is."""
    notes = [
        {
            "level": "warning",
            "message": {"text": left_out_of(kind, n).get(lang)},
            "associatedRule": {"id": KINDS[kind].notation, "index": places[KINDS[kind].notation]},
            "properties": {"leftOut": n},
        }
        for kind, n in left_out(result).items()
    ]
    run = {"executionSuccessful": True, "toolExecutionNotifications": notes}
    return {"invocations": [run]} if notes else {}


def _sarif_result(
    result: Findings, finding: Finding, places: dict[Any, int], lang: str
) -> dict[str, Any]:
    thing = finding.affects[0] if finding.affects else finding.document
    physical: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": thing}]}
    if place := result.material.store.location(thing):
        physical["physicalLocation"] = {
            "artifactLocation": {"uri": quote(place.file)},
            "region": {"startLine": place.line},
        }
    notation = KINDS[finding.kind].notation
    level = _SARIF_LEVELS[finding.status]
    text = f"{finding.sentence.get(lang)} {state_words(finding).get(lang)}."
    made: dict[str, Any] = {
        "ruleId": notation,
        "ruleIndex": places[notation],
        "level": level,
        "message": {"text": text},
        "locations": [physical],
        "partialFingerprints": {"kgraphFinding/v1": finding.id},
    }
    if level == "none":
        made["kind"] = "informational"
    if finding.set_aside:
        made["suppressions"] = [{"kind": "external", "justification": finding.state}]
    return made
