"""Findings as tables: CSV and Excel."""

import io

from kgraph.findings.declared import kinds_of
from kgraph.findings.detect import Findings
from kgraph.findings.forms.words import (
    DISPOSITIONS,
    kind_title,
    left_out_words,
    relation_words,
)
from kgraph.findings.kinds import KINDS
from kgraph.findings.rows import LEVEL_NAMES, REASON_WORDS, status_words
from kgraph.findings.value import MODES, Finding
from kgraph.separated import csv_writer, spreadsheet_cell
from kgraph.spreadsheet import Column, Sheet, Tone, Toned, Value, about, to_xlsx
from kgraph.wording import Text

# Column, what it means: the heads are those of CSV, the meanings stand in the workbook.
COLUMNS: tuple[tuple[str, Text, Text], ...] = (
    ("id", Text("id", "id"), Text("Fyndets id: kgraph explain ID visar belägget.",
                                  "The finding's id: kgraph explain ID shows the proof.")),
    ("kind", Text("slag", "kind"), Text("Slag av lucka eller överlappning.",
                                        "Kind of gap or overlap.")),
    ("sentence", Text("fynd", "finding"), Text("Vad som sägs.", "What is said.")),
    ("document", Text("dokument", "document"), Text(
        "Strategi, källa eller län som fyndet hör till; alla, där det vilar på flera.",
        "Strategy, source or county that the finding belongs to; all, where it rests on "
        "several.")),
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
# What is near, for the kinds that do not go by who is responsible at which level.
_NEAR: dict[str, Text] = {
    "plan-only": Text("bara för helheten", "for the whole only"),
    "stated-for-document": Text("för dokumentet", "for the document"),
    "theme-only": Text("bara samma tema", "the same theme only"),
    "none": Text("inget", "nothing"),
    "answered": Text("tas upp av något", "taken up by something"),
    "inferred": Text("kan mötas, enligt vår läsning", "may be answered, by our reading"),
    "near": Text("samma tema under samma rubrik", "same theme under the same heading"),
    "unanswered": Text("inget sägs möta det", "nothing is said to answer it"),
}
_TONES: dict[str, Tone] = {"confirmed": "warn", "silent": "note", "unknown": "muted", "": ""}


def cells(result: Findings, f: Finding, lang: str) -> dict[str, str | float]:
    """A finding as one row, by column."""
    material = result.material

    def called(iri: str) -> str:
        return material.name(iri).get(lang) if iri else ""

    return {
        "id": f.id,
        "kind": KINDS[f.kind].notation,
        "sentence": f.sentence.get(lang),
        "document": material.listed(f.documents, 99).get(lang),
        "region": material.listed(f.regions, 99).get(lang),
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


def told_cells(result: Findings, f: Finding, lang: str) -> dict[str, str | float]:
    """The same row for people: what a program reads as a code in the words of the language."""
    row = cells(result, f, lang)
    named = LEVEL_NAMES.get(f.level) or _NEAR.get(f.level)
    row["level"] = named.get(lang) if named else f.level
    row["relation"] = relation_words(f).get(lang) if f.relation else ""
    row["disposition"] = DISPOSITIONS[f.state].get(lang)
    return row


def _replies(result: Findings, finding: Finding) -> Text:
    replies = finding.disposition.replies if finding.disposition else ()
    named = [(result.material.name(r.body) if r.body else Text("?", "?"), r) for r in replies]
    return Text("; ".join(f"{n.sv} {r.date} {r.reference}".rstrip() for n, r in named),
                "; ".join(f"{n.en} {r.date} {r.reference}".rstrip() for n, r in named)
                )  # fmt: skip


def to_csv(result: Findings, lang: str, for_excel: bool = False) -> str:
    """Findings as CSV, one a line; what a limit has left out is told in a last line without an id.

    Parameters:
        for_excel: byte-order mark, semicolons, and no cell that Excel would run as a formula.
    """
    out = io.StringIO()
    writer = csv_writer(out, for_excel)
    # People read the words of their language; a program reads names that stay.
    writer.writerow([title.get(lang) if for_excel else name for name, title, _ in COLUMNS])
    for finding in result.found:
        row = (told_cells if for_excel else cells)(result, finding, lang).values()
        told = [f"{c:g}" if isinstance(c, float | int) else c for c in row]
        writer.writerow([spreadsheet_cell(c) for c in told] if for_excel else told)
    for words in left_out_words(result):
        writer.writerow([words.get(lang) if name == "sentence" else "" for name, _, _ in COLUMNS])
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
            *((Text("Utelämnat", "Left out"), told.get(lang)) for told in left_out_words(result)),
            *((kind_title(result, KINDS[k]), KINDS[k].formula.get(lang))
              for k in sorted(formulas, key=list(kinds_of(result.material.project)).index)),
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
        for name, title, meaning in COLUMNS
    )
    rows: list[list[Value | Toned]] = []
    for finding in result.found:
        row: dict[str, Value | Toned] = dict(told_cells(result, finding, lang))
        row["status"] = Toned(str(row["status"]), _TONES[finding.status])
        rows.append(list(row.values()))
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
