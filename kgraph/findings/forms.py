"""Findings as people and programs take them: text, JSON, CSV, Excel, SARIF, and RDF."""

import csv
import io
import json
import textwrap
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from kgraph.findings.detect import Findings
from kgraph.findings.kinds import KINDS, Kind
from kgraph.findings.rows import (
    LEVEL_NAMES,
    REASON_WORDS,
    RowOfFindings,
    make_rows,
    openings,
    status_words,
)
from kgraph.findings.value import MODE_WORDS, MODES, Disposition, Evidence, Finding, Rate
from kgraph.spreadsheet import Column, Sheet, Tone, Toned, Value, about, to_xlsx
from kgraph.store.writing import serialise
from kgraph.tables import spreadsheet_cell
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
    slug,
)
from kgraph.wording import Text, counted

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
    """The number under every group mode, so that nobody takes one of them for the whole truth."""

    def told(lang: str) -> str:
        modes = finding.number.modes.items()
        return "; ".join(f"{MODE_WORDS[m].get(lang)} {figure(n, lang)}" for m, n in modes)

    value = finding.number.value
    return Text(f"tal: {figure(value, 'sv')} ({told('sv')})",
                f"number: {figure(value, 'en')} ({told('en')})")  # fmt: skip


def figure(number: float, lang: str) -> str:
    """A number as a reader of the language writes it."""
    text = f"{number:g}"
    return text.replace(".", ",") if lang == "sv" else text


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
    told = counted(n, Text("fynd", "finding"), Text("fynd", "findings"))
    rows_told = counted(len(listed), Text("rad", "row"), Text("rader", "rows"))
    lines.append(Text(
        f"{rows_told.sv}, {told.sv}. En lucka i texter är en lucka i texterna; överlappning "
        "kan vara avsedd. Tal: grupp som en (collapse), och bredvid med listade medlemmar "
        "(expand-listed) och härledda (expand-derived). Öppna en rad: kgraph findings --kind SLAG "
        "--open; belägg: kgraph explain ID.",
        f"{rows_told.en}, {told.en}. A gap in texts is a gap in the texts; overlap can be "
        "wanted. Numbers: a group as one (collapse), and beside it with listed members "
        "(expand-listed) and derived ones (expand-derived). Open a row: kgraph findings --kind "
        "KIND --open; evidence: kgraph explain ID.",
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


# Column, what it means: the heads are those of CSV, the meanings stand in the workbook.
_COLUMNS: tuple[tuple[str, Text, Text], ...] = (
    ("id", Text("id", "id"), Text("Fyndets id: kgraph explain ID visar belägget.",
                                  "The finding's id: kgraph explain ID shows the proof.")),
    ("kind", Text("slag", "kind"), Text("Slag av lucka eller överlappning.",
                                        "Kind of gap or overlap.")),
    ("sentence", Text("fynd", "finding"), Text("Vad som sägs.", "What is said.")),
    ("document", Text("dokument", "document"), Text(
        "Strategi, källa eller län som fyndet hör till.",
        "Strategy, source or county that the finding belongs to.")),
    ("region", Text("län", "county"), Text("", "")),
    ("status", Text("hur säkert", "how sure"), Text(
        "Dokumentet säger det, nämns inte, eller går inte att säga.",
        "The document says so, not mentioned, or cannot be said.")),
    ("reason", Text("varför", "why"), Text("Varför det inte går att säga.",
                                           "Why it cannot be said.")),
    ("level", Text("nivå", "level"), Text("Hur nära det finns, när ingen lucka är.",
                                          "How near it is, where there is no gap.")),
    ("relation", Text("slag av överlappning", "kind of overlap"), Text(
        "Fragmentation, overlap eller duplication (GAO-15-49SP).",
        "Fragmentation, overlap or duplication (GAO-15-49SP).")),
    ("coordinated", Text("samordnas genom", "coordinated by"), Text(
        "Det som parterna delar.", "What the parties share.")),
    ("number", Text("tal, grupp som en", "number, group as one"), Text("", "")),
    ("number_expand_listed", Text("tal, listade medlemmar", "number, listed members"), Text(
        "Talet med gruppernas listade medlemmar i deras ställe.",
        "The number with the listed members of groups in their place.")),
    ("number_expand_derived", Text("tal, härledda medlemmar", "number, derived members"), Text(
        "Också med medlemmar som slag och område ger; ingen källa räknar upp dem.",
        "With members given by kind and area as well; no source lists them.")),
    ("passages", Text("var det står", "where it says so"), Text("", "")),
    ("unread", Text("hänger på", "hangs on"), Text("Verk som ingen har läst.",
                                                   "Works that nobody has read.")),
    ("disappears_if", Text("försvinner om", "disappears if"), Text("", "")),
    ("question", Text("fråga", "ask"), Text("", "")),
    ("forum", Text("forum", "forum"), Text("Där frågan kan tas upp.",
                                           "Where the question can be brought.")),
    ("disposition", Text("ställningstagande", "disposition"), Text(
        "Vad som beslutats om fyndet.", "What was decided about the finding.")),
    ("replies", Text("svar", "replies"), Text("Berörda organs svar: organ, datum, beteckning.",
                                              "Replies of bodies: body, date, reference.")),
)  # fmt: skip
_FIGURES = ("number", "number_expand_listed", "number_expand_derived")
_TONES: dict[str, Tone] = {"confirmed": "warn", "silent": "note", "unknown": "muted", "": ""}


def _cells(result: Findings, f: Finding, lang: str) -> dict[str, str | float]:
    """A finding as one row, by column."""
    material = result.material

    def called(iri: str) -> str:
        return material.name(iri).get(lang) if iri else ""

    return {
        "id": f.id,
        "kind": KINDS[f.kind].notation,
        "sentence": f.sentence.get(lang),
        "document": called(f.document),
        "region": called(f.region),
        "status": status_words(KINDS[f.kind], f.status).get(lang),
        "reason": REASON_WORDS[f.reason].get(lang) if f.reason else "",
        "level": f.level,
        "relation": f.relation,
        "coordinated": material.listed(f.coordinated, 99).get(lang),
        **dict(zip(_FIGURES, (f.number.modes[mode] for mode in MODES), strict=True)),
        "passages": material.listed(f.passages, 99).get(lang),
        "unread": material.listed(f.unread, 99).get(lang),
        "disappears_if": f.vanishes.get(lang),
        "question": f.question.get(lang),
        "forum": called(f.forum),
        "disposition": f.state,
        "replies": _replies(result, f).get(lang),
    }


def _replies(result: Findings, finding: Finding) -> Text:
    replies = finding.disposition.replies if finding.disposition else ()
    named = [(result.material.name(r.body) if r.body else Text("?", "?"), r) for r in replies]
    return Text("; ".join(f"{n.sv} {r.date} {r.reference}".rstrip() for n, r in named),
                "; ".join(f"{n.en} {r.date} {r.reference}".rstrip() for n, r in named)
                )  # fmt: skip


def to_csv(result: Findings, lang: str, for_excel: bool = False) -> str:
    """Findings as CSV, one a line.

    Parameters:
        for_excel: byte-order mark, semicolons, and no cell that Excel would run as a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writerow([name for name, _, _ in _COLUMNS])
    for finding in result.found:
        row = _cells(result, finding, lang).values()
        cells = [f"{c:g}" if isinstance(c, float | int) else c for c in row]
        writer.writerow([spreadsheet_cell(c) for c in cells] if for_excel else cells)
    return ("\ufeff" if for_excel else "") + out.getvalue()


def to_workbook(result: Findings, lang: str) -> bytes:
    """Findings as a workbook: one a row, then what each rests on, then what it all is."""
    formulas = {KINDS[f.kind].id for f in result.found}
    told = about(
        Text("Fynd: luckor och överlappningar", "Findings: gaps and overlaps").get(lang),
        result.view,
        result.material.project,
        lang,
        [
            (Text("Att tänka på", "To keep in mind"), _CAUTION.get(lang)),
            *((kind_title(result, KINDS[k]), KINDS[k].formula.get(lang))
              for k in KINDS if k in formulas),
        ],
    )  # fmt: skip
    sheets = [_findings_sheet(result, lang), _evidence_sheet(result, lang)]
    return to_xlsx(sheets, told)


_CAUTION = Text(
    "En lucka i texter är en lucka i texterna; överlappning kan vara avsedd.",
    "A gap in texts is a gap in the texts; overlap can be wanted.",
)
_WIDE = {"sentence": 60, "passages": 40, "unread": 30, "coordinated": 30, "disappears_if": 30,
         "question": 30, "document": 30, "id": 24}  # fmt: skip


def _findings_sheet(result: Findings, lang: str) -> Sheet:
    columns = tuple(
        Column(title.get(lang), meaning.get(lang), _WIDE.get(name, 0))
        for name, title, meaning in _COLUMNS
    )
    rows: list[list[Value | Toned]] = []
    for finding in result.found:
        cells: dict[str, Value | Toned] = dict(_cells(result, finding, lang))
        cells["status"] = Toned(str(cells["status"]), _TONES[finding.status])
        if finding.level in LEVEL_NAMES:
            cells["level"] = LEVEL_NAMES[finding.level].get(lang)
        if finding.relation:
            cells["relation"] = relation_words(finding).get(lang)
        rows.append(list(cells.values()))
    return Sheet(Text("Fynd", "Findings").get(lang), columns, rows)


def _evidence_sheet(result: Findings, lang: str) -> Sheet:
    """A row a finding, question and passage."""
    columns = (
        Column(Text("fynd", "finding").get(lang), Text("Fyndets id.", "Its id.").get(lang), 30),
        Column(Text("fråga", "query").get(lang), Text(
            "Namngiven fråga som gav det.", "Named query that gave it.").get(lang), 26),
        Column(Text("textställe", "passage").get(lang), "", 50),
        Column("IRI", Text("Textställets adress.", "The passage's address.").get(lang), 60),
    )  # fmt: skip
    rows = [
        (finding.id, query, result.material.name(passage).get(lang), passage)
        for finding in result.found
        for query, passage in sorted(
            {(e.query, passage) for e in finding.evidence for passage in e.passages}
        )
    ]
    return Sheet(Text("Belägg", "Evidence").get(lang), columns, rows)


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

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def to_quads(result: Findings) -> list[Quad]:
    """Every finding as ``ks:Finding`` in ``graph/findings``; its evidence in a graph of its own.

    The evidence of a finding stands in ``graph/finding/ID``: a row for each answer that it rests
    on, with the question's name, the passages, and the cells in the W3C's result-set vocabulary.
    What is on record about a finding stands beside it; where nothing is, nothing is said.
    """
    return [
        quad
        for finding in result.found
        for quad in (*_finding_quads(result, finding), *_evidence_quads(finding))
    ]


def _finding_quads(result: Findings, finding: Finding) -> list[Quad]:
    kind = KINDS[finding.kind]
    said: list[tuple[Iri, Term]] = [
        (RDF("type"), KS("Finding")),
        (KS("findingType"), kind.iri),
        (KS("score"), _decimal(finding.number.value)),
        (KS("asOf"), Literal(result.view.as_of.isoformat(), XSD("date"))),
        (KS("computedBy"), Literal(_computed_by(finding))),
        *((KS("affects"), Iri(thing)) for thing in finding.affects),
        *((PROV("wasDerivedFrom"), Iri(passage)) for passage in finding.passages),
        *((DCT("relation"), Iri(work)) for work in finding.unread),
        *((KS("restsOn"), _row_iri(finding, n)) for n, _ in enumerate(finding.evidence, 1)),
        *_state(finding),
    ]
    for prop, text in (
        (SKOS("prefLabel"), finding.sentence),
        (SKOS("definition"), finding.number.formula),
        (SKOS("scopeNote"), finding.vanishes),
        (SKOS("note"), finding.question),
    ):
        said += [(prop, _spoken(text.sv, "sv")), (prop, _spoken(text.en, "en"))]
    return [(finding.iri, p, o, FINDINGS_GRAPH) for p, o in said]


def _state(finding: Finding) -> list[tuple[Iri, Term]]:
    """How sure, at which level, which overlap, and what is on record."""
    said: list[tuple[Iri, Term]] = []
    if finding.status:
        said.append((KS("gapStatus"), VOCAB("gap-status/" + finding.status)))
    if finding.reason:
        said.append((KS("gapReason"), VOCAB("gap-reason/" + finding.reason)))
    if finding.level or not finding.status:
        said.append((KS("foundLevel"), Literal(finding.level or "told")))
    if finding.relation:
        said.append((KS("overlapRelation"), Literal(finding.relation)))
    said += [(KS("coordinatedBy"), Iri(thing)) for thing in finding.coordinated]
    if finding.disposition:
        said.append((KS("disposition"), VOCAB("disposition/" + finding.state)))
    return said


def _evidence_quads(finding: Finding) -> list[Quad]:
    graph = GRAPH("finding/" + finding.id)
    return [
        (subject, prop, value, graph)
        for n, evidence in enumerate(finding.evidence, 1)
        for subject, prop, value in _row_triples(_row_iri(finding, n), evidence)
    ]


def _row_triples(row: Iri, evidence: Evidence) -> list[tuple[Iri, Iri, Term]]:
    made: list[tuple[Iri, Iri, Term]] = [
        (row, RDF("type"), KS("EvidenceRow")),
        (row, KS("fromQuery"), Literal(evidence.query)),
        *((row, PROV("wasDerivedFrom"), Iri(passage)) for passage in evidence.passages),
    ]
    for column, cell in evidence.row:
        if not cell or column in _PASSAGE_COLUMNS:
            continue
        binding = Iri(f"{row}-{slug(column)}")
        made += [
            (row, Iri(_RS + "binding"), binding),
            (binding, Iri(_RS + "variable"), Literal(column)),
            *((binding, Iri(_RS + "value"), value) for value in _cell_terms(cell)),
        ]
    return made


_PASSAGE_COLUMNS = ("evidence", "levelEvidence")


def _cell_terms(cell: str) -> list[Term]:
    """A cell's values: the things that it lists, or its text."""
    listed = cell.split(" ")
    if all(part.startswith(("http://", "https://")) for part in listed):
        return [Iri(part) for part in listed]
    return [Literal(cell)]


def _row_iri(finding: Finding, number: int) -> Iri:
    return Iri(f"{finding.iri}-{number}")


def _decimal(number: float) -> Literal:
    return Literal(f"{number:.3f}".rstrip("0").rstrip(".") or "0", XSD("decimal"))


def _computed_by(finding: Finding) -> str:
    """The questions that gave it, with the version."""
    from kgraph import __version__

    return " + ".join(sorted({e.query for e in finding.evidence})) + " " + __version__


def _spoken(text: str, lang: str) -> Literal:
    return Literal(text, RDF("langString"), lang)


def to_turtle(result: Findings, lang: str) -> str:
    """Findings as Turtle, valid by shapes SH-53 and SH-71; Turtle has no graphs, so all is one."""
    return serialise(to_quads(result), "turtle").decode()


def to_trig(result: Findings, lang: str) -> str:
    """Findings as TriG, each with its evidence in a graph of its own."""
    return serialise(to_quads(result), "trig").decode()


def to_jsonld(result: Findings, lang: str) -> str:
    """Findings as JSON-LD, each with its evidence in a graph of its own."""
    return serialise(to_quads(result), "jsonld").decode() + "\n"


FORMS: dict[str, Callable[[Findings, str], str | bytes]] = {
    "json": to_json,
    "csv": to_csv,
    "xlsx": to_workbook,
    "sarif": to_sarif,
    "turtle": to_turtle,
    "trig": to_trig,
    "jsonld": to_jsonld,
}
