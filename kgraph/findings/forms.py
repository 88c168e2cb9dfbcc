"""Findings as people and programs take them: text, JSON, CSV, SARIF, and RDF by shape SH-53."""

import csv
import io
import json
import textwrap
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from kgraph.findings.detect import Findings
from kgraph.findings.kinds import KINDS, Kind
from kgraph.findings.rows import REASON_WORDS, RowOfFindings, make_rows, openings, status_words
from kgraph.findings.value import Disposition, Finding, Rate
from kgraph.store.writing import serialise
from kgraph.terms import (
    DCT,
    GRAPH,
    KS,
    PROV,
    RDF,
    SKOS,
    VOCAB,
    XSD,
    Iri,
    Literal,
    Quad,
    Term,
)
from kgraph.wording import Text

FINDINGS_GRAPH = GRAPH("findings")
SCHEMA_VERSION = 1
_DISPOSITIONS = {
    "open": Text("öppen", "open"),
    "intended": Text("avsiktlig", "intended"),
    "to-act": Text("ska åtgärdas", "to act on"),
    "acted": Text("åtgärdad", "acted on"),
    "wrong": Text("stämmer inte", "wrong"),
}
_SARIF_LEVELS = {"confirmed": "warning", "silent": "warning", "unknown": "note", "": "none"}


def kind_title(result: Findings, kind: Kind) -> Text:
    """A kind as people read it: GAP-01 and its name from the list."""
    name = result.material.name(kind.iri)
    return Text(f"{kind.notation} {name.sv}", f"{kind.notation} {name.en}")


# -- text ------------------------------------------------------------------------------------------


def to_text(result: Findings, lang: str, width: int = 100, opened: bool = False) -> str:
    """Findings for a person: a row a kind and document, opened where asked for.

    Parameters:
        opened: show each finding of every row with what it rests on and what would end it.
    """
    lines: list[str] = []
    if "gap-01" in result.filters.kinds:
        lines += [*(text.get(lang) for text in openings(result)), ""]
    rows = make_rows(result)
    before = None
    for row in rows:
        if row.kind.id != before:
            lines += ["", kind_title(result, row.kind).get(lang)]
            before = row.kind.id
        lines += _row(result, row, lang, opened)
    return "\n".join(
        part
        for line in [*lines, *_tail(result, rows, lang)]
        for part in (textwrap.wrap(line, width, subsequent_indent=_indent(line),
                                   break_on_hyphens=False) or [""])
    ).strip("\n") + "\n"  # fmt: skip


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")) + 2)


def _row(result: Findings, row: RowOfFindings, lang: str, opened: bool) -> list[str]:
    home = result.material.name(row.document).get(lang) if row.document else ""
    title = row.title.get(lang)
    one = row.findings[0]
    alone = len(row.findings) == 1
    head = f"  * {title}" if alone or not home else f"  * {home}: {title}"
    lines = [head]
    if row.rate is not None:
        lines.append("      " + rate_words(row.rate).get(lang))
    if alone and not opened:
        lines.append("      " + state_words(one).get(lang) + f" [{one.id}]")
    elif opened:
        for finding in row.findings:
            lines += finding_lines(result, finding, lang)
    else:
        counts: dict[str, int] = {}
        for finding in row.findings:
            words = status_words(row.kind, finding.status).get(lang)
            counts[words] = counts.get(words, 0) + 1
        lines.append("      " + " · ".join(f"{w} {n}" for w, n in counts.items()))
    lines += [
        f"      {f.id}: {disposition_words(f.disposition, result).get(lang)}"
        for f in row.findings
        if f.disposition and not opened
    ]
    return lines


def rate_words(rate: Rate) -> Text:
    """A rate as an interval, with what was not read beside it."""
    words = rate.words
    if rate.unread:
        return Text(f"Andel: {words.sv}; {rate.unread} i verk som inte är lästa",
                    f"Rate: {words.en}; {rate.unread} in works not read")  # fmt: skip
    return Text(f"Andel: {words.sv}", f"Rate: {words.en}")


def state_words(finding: Finding) -> Text:
    """How sure, and why; and for an overlap which of the four it is."""
    words = status_words(KINDS[finding.kind], finding.status)
    if finding.reason:
        why = REASON_WORDS[finding.reason]
        words = Text(f"{words.sv} ({why.sv})", f"{words.en} ({why.en})")
    if finding.relation:
        more = relation_words(finding)
        words = Text(f"{more.sv}; {words.sv}", f"{more.en}; {words.en}")
    return words


def relation_words(finding: Finding) -> Text:
    """Fragmentation, overlap, duplication; coordinated where the parties share something."""
    from kgraph.findings.overlaps import RELATIONS

    words = RELATIONS[finding.relation]
    if finding.coordinated:
        return Text(f"samordnad {words.sv}" if finding.relation == "overlap" else
                    f"{words.sv}, samordnat",
                    f"coordinated {words.en}")  # fmt: skip
    return words


def finding_lines(result: Findings, finding: Finding, lang: str) -> list[str]:
    """One finding opened: how sure, number, passages, what it hangs on, what would end it."""
    name = result.material.name
    number = _number_words(finding).get(lang)
    say = Text("hänger på", "hangs on"), Text("försvinner om", "disappears if")
    ask = Text("fråga", "ask").get(lang)
    where = f" ({name(finding.forum).get(lang)})" if finding.forum else ""
    lines = [
        f"    - {finding.sentence.get(lang)}",
        f"        {state_words(finding).get(lang)} [{finding.id}]",
        f"        {number}",
    ]
    if finding.passages:
        lines.append("        " + result.material.listed(finding.passages, 8).get(lang))
    if finding.unread:
        lines.append(f"        {say[0].get(lang)}: "
                     f"{result.material.listed(finding.unread).get(lang)}")  # fmt: skip
    lines.append(f"        {say[1].get(lang)}: {finding.vanishes.get(lang)}")
    lines.append(f"        {ask}: {finding.question.get(lang)}{where}")
    if finding.disposition:
        lines.append("        " + disposition_words(finding.disposition, result).get(lang))
    return lines


def _number_words(finding: Finding) -> Text:
    value, wide = finding.number.value, finding.number.expanded
    return Text(
        f"tal: {value:g} (grupp som en: {value:g}; listade medlemmar: {wide:g})",
        f"number: {value:g} (group as one: {value:g}; listed members: {wide:g})",
    )


def disposition_words(record: Disposition, result: Findings) -> Text:
    """What is on record about a finding, with the replies of bodies concerned."""
    state = _DISPOSITIONS[record.state]
    told_sv, told_en = [f"ställningstagande: {state.sv}"], [f"disposition: {state.en}"]
    for reply in record.replies:
        body = result.material.name(reply.body) if reply.body else Text("?", "?")
        told_sv.append(f"svar: {body.sv} {reply.date} {reply.reference}".rstrip())
        told_en.append(f"reply: {body.en} {reply.date} {reply.reference}".rstrip())
    return Text("; ".join(told_sv), "; ".join(told_en))


def _tail(result: Findings, rows: Iterable[RowOfFindings], lang: str) -> list[str]:
    lines = [""]
    listed = list(rows)
    if not listed:
        lines.append(Text(
            "Inga fynd i det som är läst. Det säger inget om det som inte är läst.",
            "No findings in what was read. That says nothing of what was not read.",
        ).get(lang))  # fmt: skip
    n = sum(len(row.findings) for row in listed)
    lines.append(Text(
        f"{len(listed)} rader, {n} fynd. En lucka i texter är en lucka i texterna; överlappning "
        "kan vara avsedd. Grupper räknas som en (collapse); listade medlemmar (expand-listed) står "
        "bredvid varje tal. Öppna en rad: kgraph findings --kind SLAG --open; belägg: kgraph "
        "explain ID.",
        f"{len(listed)} rows, {n} findings. A gap in texts is a gap in the texts; overlap can be "
        "wanted. Groups count as one (collapse); listed members (expand-listed) stand beside every "
        "number. Open a row: kgraph findings --kind KIND --open; evidence: kgraph explain ID.",
    ).get(lang))  # fmt: skip
    if result.set_aside:
        lines.append(Text(f"Undanlagda: {len(result.set_aside)} (visas med --all).",
                          f"Set aside: {len(result.set_aside)} (shown with --all).").get(lang)
                     )  # fmt: skip
    for record in result.left_over:
        words = disposition_words(record, result)
        lines.append(Text(
            f"Fyndet {record.finding} finns inte längre i vyn; anteckningen är kvar ({words.sv}).",
            f"The finding {record.finding} no longer holds in the view; its record stays "
            f"({words.en}).",
        ).get(lang))  # fmt: skip
    return lines


# -- data ------------------------------------------------------------------------------------------


def finding_dict(result: Findings, finding: Finding, lang: str) -> dict[str, Any]:
    """A finding as JSON, with every part and both languages of its sentence."""
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
        "read": finding.read,
        "region": finding.region or None,
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
        "evidence": [
            {"query": e.query, "values": dict(e.row), "passages": list(e.passages)}
            for e in finding.evidence
        ],
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


def to_json(result: Findings, lang: str) -> str:
    """Findings as JSON, in rows."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "view": result.view.to_dict(),
        "rows": [
            {
                "kind": row.kind.notation,
                "document": row.document or None,
                "title": row.title.get(lang),
                "rate": rate_dict(row.rate),
                "findings": [finding_dict(result, f, lang) for f in row.findings],
            }
            for row in make_rows(result)
        ],
        "set_aside": [f.id for f in result.set_aside],
        "left_over": [
            {"id": r.finding, "kind": r.kind, "disposition": r.state, "affects": list(r.affects)}
            for r in result.left_over
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


_COLUMNS = ("id", "kind", "sentence", "document", "region", "status", "reason", "level", "relation",
            "coordinated", "number", "number_expand_listed", "passages", "unread", "disappears_if",
            "question", "forum", "disposition")  # fmt: skip


def to_csv(result: Findings, lang: str, for_excel: bool = False) -> str:
    """Findings as CSV, one a line.

    Parameters:
        for_excel: byte-order mark, semicolons, and no cell that Excel would run as a formula.
    """
    name = result.material.name
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for f in result.found:
        cells = [
            f.id, KINDS[f.kind].notation, f.sentence.get(lang),
            name(f.document).get(lang) if f.document else "",
            name(f.region).get(lang) if f.region else "",
            status_words(KINDS[f.kind], f.status).get(lang),
            REASON_WORDS[f.reason].get(lang) if f.reason else "", f.level, f.relation,
            result.material.listed(f.coordinated).get(lang),
            f"{f.number.value:g}", f"{f.number.expanded:g}",
            result.material.listed(f.passages, 99).get(lang),
            result.material.listed(f.unread, 99).get(lang),
            f.vanishes.get(lang), f.question.get(lang),
            name(f.forum).get(lang) if f.forum else "", f.state,
        ]  # fmt: skip
        safe = ["'" + c if for_excel and c[:1] in ("=", "+", "-", "@") else c for c in cells]
        writer.writerow(safe)
    return ("\ufeff" if for_excel else "") + out.getvalue()


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
        for kind in KINDS.values()
    ]
    places = {rule["id"]: i for i, rule in enumerate(rules)}
    driver = {"name": "kgraph", "version": __version__, "rules": rules}
    found = [_sarif_result(result, finding, places, lang) for finding in result.found]
    value = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": found}],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


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


# -- RDF -------------------------------------------------------------------------------------------


def to_quads(result: Findings) -> list[Quad]:
    """Findings as ``ks:Finding`` in a graph of their own, with what is on record about each.

    A finding that only tells a level is no gap, has no status, and is left out.
    """
    return [quad for f in result.found if f.status for quad in _quads(result, f)]


def _quads(result: Findings, finding: Finding) -> list[Quad]:
    kind = KINDS[finding.kind]
    score = Literal(f"{finding.number.value:.3f}".rstrip("0").rstrip(".") or "0", XSD("decimal"))
    said: list[tuple[Iri, Term]] = [
        (RDF("type"), KS("Finding")),
        (KS("findingType"), kind.iri),
        (KS("score"), score),
        (KS("asOf"), Literal(result.view.as_of.isoformat(), XSD("date"))),
        (KS("disposition"), VOCAB("disposition/" + finding.state)),
        *((KS("affects"), Iri(thing)) for thing in finding.affects),
        (KS("computedBy"), Literal(_computed_by(finding))),
        *((PROV("wasDerivedFrom"), Iri(passage)) for passage in finding.passages),
        *((DCT("relation"), Iri(work)) for work in finding.unread),
    ]  # fmt: skip
    said.append((KS("gapStatus"), VOCAB("gap-status/" + finding.status)))
    if finding.reason:
        said.append((KS("gapReason"), VOCAB("gap-reason/" + finding.reason)))
    for prop, text in (
        (SKOS("prefLabel"), finding.sentence),
        (SKOS("definition"), finding.number.formula),
        (SKOS("scopeNote"), finding.vanishes),
        (SKOS("note"), finding.question),
    ):
        said += [(prop, _spoken(text.sv, "sv")), (prop, _spoken(text.en, "en"))]
    return [(finding.iri, p, o, FINDINGS_GRAPH) for p, o in said]


def _computed_by(finding: Finding) -> str:
    """The questions that gave it, with the version."""
    from kgraph import __version__

    return " + ".join(sorted({e.query for e in finding.evidence})) + " " + __version__


def _spoken(text: str, lang: str) -> Literal:
    return Literal(text, RDF("langString"), lang)


def to_turtle(result: Findings, lang: str) -> str:
    """Findings as Turtle, valid by shape SH-53."""
    return serialise(to_quads(result), "turtle").decode()


def to_jsonld(result: Findings, lang: str) -> str:
    """Findings as JSON-LD, in a graph of their own."""
    return serialise(to_quads(result), "jsonld").decode() + "\n"


FORMS = {
    "json": to_json,
    "csv": to_csv,
    "sarif": to_sarif,
    "turtle": to_turtle,
    "jsonld": to_jsonld,
}
