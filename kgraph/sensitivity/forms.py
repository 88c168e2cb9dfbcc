"""Sensitivity as text, JSON, CSV and a workbook."""

import io
import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from kgraph.difference.holding import LEVEL_WORDS, FindingChange
from kgraph.findings import KINDS, Finding
from kgraph.layout import columns_of_text, wrapped
from kgraph.sensitivity.build import Sensitivity
from kgraph.sensitivity.choices import GROUPS
from kgraph.sensitivity.value import Effect, KindCount, Standing
from kgraph.separated import csv_writer, spreadsheet_cell
from kgraph.spreadsheet import Column, Sheet, about, to_xlsx
from kgraph.wording import Text

SCHEMA_VERSION = 1
_SHOWN = 3
VERDICTS = {
    "holds": Text(
        "står kvar vid varje val, och vilken källa eller vilket tema som än utelämnas",
        "stands under every choice, and whichever source or theme is left out",
    ),
    "source": Text(
        "står kvar hur man än räknar, men följer med ett tema eller en källa",
        "stands however one counts, but goes with a theme or a source",
    ),
    "reading": Text("hänger på hur man räknar", "depends on how one counts"),
}
_CAUTION = Text(
    "Ett val visar vad ett fynd hänger på, inte vad som är rätt: det önskade blir inte verkligt av "
    "att räknas. Valen prövas ett i taget; två tillsammans kan ge något annat.",
    "A choice shows what a finding depends on, not what is right: a wish does not become "
    "real by being counted. The choices are tried one at a time; two together may give something "
    "else.",
)
_CUT = Text(
    "{kind}: bara de mest lika paren är räknade, som vanligt och vid varje val; {n} par till är "
    "inte med som vanligt. Ett par som ger plats åt ett annat räknas som borta.",
    "{kind}: only the pairs most alike are counted, as usual and under each choice; {n} more "
    "pairs are left out as usual. A pair that gives way to another counts as gone.",
)


# -- text ------------------------------------------------------------------------------------------


def to_text(found: Sensitivity, lang: str, width: int = 100, opened: bool = False) -> str:
    """Sensitivity for a person: what stands, choice by choice, strategies, and what hangs on what.

    Parameters:
        width: of the terminal, in characters.
        opened: name every finding; else the first of each.
    """
    lines = [*_summary(found, lang), "", *_choices(found, lang, opened)]
    text = "\n".join(part for line in lines for part in wrapped(line, width)) + "\n"
    text += "\n" + _kind_table(found, lang, width)
    if "gap-01" in {kind.id for kind in found.base.filters.wanted_kinds()}:
        text += "\n" + _level_table(found, lang, width)
    cautions = (words.get(lang) for words in (_CAUTION, *_cut_words(found)))
    tail = [*_hanging(found, lang, opened), "", *cautions]
    return text + "\n" + "\n".join(p for line in tail for p in wrapped(line, width)) + "\n"


def _cut_words(found: Sensitivity) -> list[Text]:
    """Of each kind that a limit has cut, that it has, and how much is left out as usual."""
    usual, *_ = found.left_out
    return [_CUT.format(kind=KINDS[kind].notation, n=usual.get(kind, 0)) for kind in found.cut]


def _summary(found: Sensitivity, lang: str) -> list[str]:
    standings = found.standings
    n, tried = len(standings), len(found.effects)
    lines = [Text(f"{n} fynd, {tried} val prövade ett i taget.",
                  f"{n} findings, {tried} choices tried one at a time.").get(lang)]  # fmt: skip
    for verdict, words in VERDICTS.items():
        mine = [s.finding for s in standings if s.verdict == verdict]
        kinds = ", ".join(f"{kind} {k}" for kind, k in _by_kind(mine).items())
        told = f" ({kinds})" if kinds else ""
        lines.append(f"  {len(mine)} {words.get(lang)}{told}")
    return lines


def _by_kind(findings: Iterable[Finding]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        notation = KINDS[finding.kind].notation
        counts[notation] = counts.get(notation, 0) + 1
    return counts


def _choices(found: Sensitivity, lang: str, opened: bool) -> list[str]:
    """Each choice that changes something, in a sentence; the rest on one line a group."""
    lines = [Text("Val för val", "Choice by choice").get(lang)]
    for group, words in GROUPS.items():
        mine = [e for e in found.effects if e.choice.group == group]
        if not mine:
            continue
        lines.append(f"  {words.get(lang)[:1].upper()}{words.get(lang)[1:]}")
        for effect in (e for e in mine if e.changes.any):
            lines.append(f"    - {sentence(effect, len(found.base.found)).get(lang)}")
            lines += _named(effect, lang, opened)
        same = [e.choice.title.get(lang) for e in mine if not e.changes.any]
        if same:
            told = Text("Inget fynd ändras om: ", "No finding changes if: ").get(lang)
            lines.append(f"    - {told}{'; '.join(same)}.")
    return lines


def sentence(effect: Effect, base: int) -> Text:
    """What a choice does, in one sentence."""
    c = effect.changes
    gone, new, told = len(c.gone), len(c.new), len(c.changed) + len(c.retold)
    title = effect.choice.title
    return Text(
        f"Om {title.sv}: {gone} av {base} fynd försvinner, {new} tillkommer, {told} sägs "
        "annorlunda.",
        f"If {title.en}: {gone} of {base} findings go, {new} come, {told} are told otherwise.",
    )


def _named(effect: Effect, lang: str, opened: bool) -> list[str]:
    """The findings that a choice moves; the first of each way unless opened."""
    c = effect.changes
    entries = [
        (Text("borta", "gone"), [_line(f, lang) for f in c.gone]),
        (Text("ny", "new"), [_line(f, lang) for f in c.new]),
        (Text("annorlunda", "otherwise"), [_otherwise(x, lang) for x in c.changed]
         + [f"{_line(r.was[0], lang)} → {_line(r.now[0], lang)}" for r in c.retold]),
    ]  # fmt: skip
    lines: list[str] = []
    for word, told in entries:
        shown = told if opened else told[:_SHOWN]
        lines += [f"        {word.get(lang)}: {line}" for line in shown]
        if len(told) > len(shown):
            n = len(told) - len(shown)
            more = Text(f"… och {n} till (--open)", f"… and {n} more (--open)")
            lines.append(f"        {word.get(lang)}: {more.get(lang)}")
    return lines


def _otherwise(change: FindingChange, lang: str) -> str:
    """What it was and how that changed; the new sentence where nothing else did."""
    told = [w.get(lang) for w in change.words if not w.sv.startswith("mening: ")]
    if told:
        return f"{_line(change.was, lang)} {'; '.join(told)}"
    return f"{_line(change.was, lang)} → {change.now.sentence.get(lang)}"


def _line(finding: Finding, lang: str) -> str:
    return f"{KINDS[finding.kind].notation} {finding.sentence.get(lang)}"


_TABLE = (
    Text("val", "choice"),
    Text("slag", "kind"),
    Text("före", "before"),
    Text("efter", "after"),
    Text("varav luckor", "of them gaps"),
    Text("borta", "gone"),
    Text("nya", "new"),
    Text("annorlunda", "otherwise"),
)


def _kind_table(found: Sensitivity, lang: str, width: int) -> str:
    """Choice by kind, the kinds that a choice moves."""
    rows = [
        [
            effect.choice.title.get(lang), KINDS[k.kind].notation, str(k.base), str(k.after),
            f"{k.base_gaps} → {k.after_gaps}", str(k.gone), str(k.new), str(k.changed),
        ]
        for effect in found.effects
        for k in _moved(effect, found)
    ]  # fmt: skip
    if not rows:
        return Text("Inget fynd ändras.", "No finding changes.").get(lang) + "\n"
    return columns_of_text([head.get(lang) for head in _TABLE], _once(rows), width)


def _moved(effect: Effect, found: Sensitivity) -> list[KindCount]:
    counts = effect.counts(found.base.found)
    return [k for k in counts if k.gone or k.new or k.changed]


def _once(rows: list[list[str]]) -> list[list[str]]:
    """The first cell of each row left empty where the row above has the same."""
    return [
        ["" if i and row[0] == rows[i - 1][0] else row[0], *row[1:]] for i, row in enumerate(rows)
    ]


def _level_table(found: Sensitivity, lang: str, width: int) -> str:
    """Strategy by strategy the levels as usual and under each choice that moves an element."""
    rows = _level_rows(found, lang)
    if not rows:
        return ""
    title = Text("Ansvar, strategi för strategi (mål, prioriteringar och insatser; GAP-01)",
                 "Responsibility, strategy by strategy (goals, priorities, measures; GAP-01)"
                 )  # fmt: skip
    head = [Text("val", "choice").get(lang), *(w.get(lang) for w in LEVEL_WORDS.values())]
    text = title.get(lang) + "\n"
    same: list[str] = []
    for strategy, group in groupby(rows, key=lambda row: row[0]):
        mine = [row[1:] for row in group]
        if len(mine) == 1:
            same.append(f"{strategy}: " + _in_words(mine[0][1:], lang))
            continue
        text += "\n".join(wrapped(strategy, width)) + "\n"
        text += columns_of_text(head, mine, width) + "\n"
    if same:
        told = Text("Samma vid alla val:", "The same under all choices:").get(lang)
        lines = [told, *(f"  - {line}" for line in same)]
        text += "\n".join(part for line in lines for part in wrapped(line, width)) + "\n"
    return text


def _in_words(cells: Iterable[str], lang: str) -> str:
    pairs = zip(LEVEL_WORDS.values(), cells, strict=True)
    return ", ".join(f"{word.get(lang)} {n}" for word, n in pairs if n != "0")


def _level_rows(found: Sensitivity, lang: str) -> list[list[str]]:
    name = found.base.material.name
    rows: list[list[str]] = []
    usual = Text("som vanligt", "as usual").get(lang)
    for strategy in sorted(found.levels, key=lambda s: (not _read(found, s), name(s).sv)):
        base = found.levels[strategy]
        mark = "" if _read(found, strategy) else Text(" (inte läst)", " (not read)").get(lang)
        label = name(strategy).get(lang) + mark
        rows.append([label, usual, *_cells(base)])
        for effect in found.effects:
            levels = effect.levels.get(strategy, {})
            if levels and dict(levels) != dict(base):
                rows.append([label, effect.choice.title.get(lang), *_cells(levels)])
    return rows


def _read(found: Sensitivity, strategy: str) -> bool:
    return found.base.material.document(strategy).loaded


def _cells(levels: Mapping[str, int]) -> list[str]:
    """A count a level."""
    return [str(levels.get(level, 0)) for level in LEVEL_WORDS]


def _hanging(found: Sensitivity, lang: str, opened: bool) -> list[str]:
    """What hangs on what: the findings that a way of counting moves, by the ways."""
    groups: dict[tuple[str, ...], list[Standing]] = {}
    for standing in found.standings:
        if standing.readings:
            key = tuple(c.title.get(lang) for c in standing.readings)
            groups.setdefault(key, []).append(standing)
    if not groups:
        return []
    lines = [Text("Vad hänger på vad", "What hangs on what").get(lang)]
    for choices, standings in groups.items():
        n = len(standings)
        word = Text("fynd försvinner eller står på annat sätt om",
                    "findings go or stand otherwise if").get(lang)  # fmt: skip
        either = Text("; eller om ", "; or if ").get(lang)
        lines.append(f"  {n} {word} {either.join(choices)}:")
        shown = standings if opened else standings[:_SHOWN]
        lines += [f"    - {_line(s.finding, lang)} [{s.finding.id}]" for s in shown]
        if n > len(shown):
            more = Text(f"… och {n - len(shown)} till (--open)",
                        f"… and {n - len(shown)} more (--open)")  # fmt: skip
            lines.append(f"    - {more.get(lang)}")
    return lines


# -- data ------------------------------------------------------------------------------------------


def to_json(found: Sensitivity) -> str:
    """Sensitivity as JSON, with both languages of what people read."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "view": found.base.view.to_dict(),
        "findings": len(found.base.found),
        "levels": {strategy: dict(levels) for strategy, levels in found.levels.items()},
        "choices": [_effect_dict(effect, found) for effect in found.effects],
        "standings": [
            {
                "id": s.finding.id,
                "kind": KINDS[s.finding.kind].notation,
                "sentence": s.finding.sentence.both(),
                "verdict": s.verdict,
                "hangs_on": [c.id for c in (*s.readings, *s.leftovers)],
            }
            for s in found.standings
        ],
        "verdicts": {verdict: words.both() for verdict, words in VERDICTS.items()},
        "caution": _CAUTION.both(),
        **_left_out(found.left_out[0]),
        **({"cut": [words.both() for words in _cut_words(found)]} if found.cut else {}),
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _left_out(told: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """How many findings of each kind a limit has left out, as findings in JSON tell it."""
    named = {KINDS[kind].notation: n for kind, n in told.items()}
    return {"left_out": named} if named else {}


def _effect_dict(effect: Effect, found: Sensitivity) -> dict[str, Any]:
    changes = effect.changes
    return {
        "id": effect.choice.id,
        "group": effect.choice.group,
        "title": effect.choice.title.both(),
        "view": effect.choice.view.to_dict(),
        "sentence": sentence(effect, len(found.base.found)).both(),
        "kinds": [
            {
                "kind": KINDS[k.kind].notation, "before": k.base, "after": k.after,
                "gaps_before": k.base_gaps, "gaps_after": k.after_gaps,
                "gone": k.gone, "new": k.new, "otherwise": k.changed,
            }
            for k in effect.counts(found.base.found)
        ],
        "gone": [f.id for f in changes.gone],
        "new": [
            {"id": f.id, "sentence": f.sentence.both(), "passages": list(f.passages)}
            for f in changes.new
        ],
        "otherwise": [
            {"id": c.now.id, "changes": [words.both() for words in c.words]}
            for c in changes.changed
        ],
        "retold": [
            {"was": [f.id for f in r.was], "now": [f.id for f in r.now]} for r in changes.retold
        ],
        "levels": {strategy: dict(levels) for strategy, levels in effect.levels.items()},
        **_left_out(effect.left_out),
    }  # fmt: skip


_COLUMNS = ("choice", "title", "kind", "before", "after", "gaps_before", "gaps_after", "gone",
            "new", "otherwise", "left_out_before", "left_out_after")  # fmt: skip


def _csv_rows(found: Sensitivity, lang: str) -> list[list[str | int]]:
    usual, *_ = found.left_out
    return [
        [
            effect.choice.id, effect.choice.title.get(lang), KINDS[k.kind].notation, k.base,
            k.after, k.base_gaps, k.after_gaps, k.gone, k.new, k.changed, usual.get(k.kind, 0),
            effect.left_out.get(k.kind, 0),
        ]
        for effect in found.effects
        for k in effect.counts(found.base.found)
    ]  # fmt: skip


def to_csv(found: Sensitivity, lang: str, *, for_excel: bool = False) -> str:
    """Choice by kind as CSV, every kind, moved or not, and what a limit leaves out of each.

    Parameters:
        for_excel: byte-order mark, semicolons, and no cell that a spreadsheet would run.
    """
    out = io.StringIO()
    writer = csv_writer(out, for_excel)
    writer.writerow(_COLUMNS)
    for row in _csv_rows(found, lang):
        cells = [str(cell) for cell in row]
        writer.writerow([spreadsheet_cell(cell) for cell in cells] if for_excel else cells)
    return ("\ufeff" if for_excel else "") + out.getvalue()


def to_workbook(found: Sensitivity, lang: str) -> bytes:
    """Sensitivity as a workbook: choices by kind, findings, and responsibility by strategy."""
    title = Text("Vad fynden hänger på", "What the findings hang on").get(lang)
    cautions = [(Text("att tänka på", "caution"), words.get(lang))
                for words in (_CAUTION, *_cut_words(found))]  # fmt: skip
    sheets = [_kind_sheet(found, lang), _finding_sheet(found, lang)]
    if rows := _level_rows(found, lang):
        heads = [Text("strategi", "strategy"), Text("val", "choice"), *LEVEL_WORDS.values()]
        counted = [[*row[:2], *(int(c) if c.isdigit() else c for c in row[2:])] for row in rows]
        columns = tuple(Column(head.get(lang)) for head in heads)
        sheets.append(Sheet(Text("Ansvar", "Responsibility").get(lang), columns, counted, still=2))
    return to_xlsx(sheets, about(title, found.base.view, found.base.material.project, lang,
                                 more=cautions))  # fmt: skip


def _kind_sheet(found: Sensitivity, lang: str) -> Sheet:
    heads = (Text("val", "choice"), Text("slag", "kind"), Text("före", "before"),
             Text("efter", "after"), Text("luckor före", "gaps before"),
             Text("luckor efter", "gaps after"), Text("borta", "gone"), Text("nya", "new"),
             Text("annorlunda", "otherwise"), Text("utelämnade före", "left out before"),
             Text("utelämnade efter", "left out after"))  # fmt: skip
    rows = [row[1:] for row in _csv_rows(found, lang)]
    columns = tuple(Column(head.get(lang)) for head in heads)
    return Sheet(Text("Val och slag", "Choices and kinds").get(lang), columns, rows)


def _finding_sheet(found: Sensitivity, lang: str) -> Sheet:
    heads = (Text("slag", "kind"), Text("fynd", "finding"), Text("hur fast", "how firm"),
             Text("hänger på", "hangs on"), Text("id", "id"))  # fmt: skip
    rows = [
        [
            KINDS[s.finding.kind].notation, s.finding.sentence.get(lang),
            VERDICTS[s.verdict].get(lang),
            "; ".join(c.title.get(lang) for c in (*s.readings, *s.leftovers)), s.finding.id,
        ]
        for s in found.standings
    ]  # fmt: skip
    columns = tuple(Column(head.get(lang)) for head in heads)
    return Sheet(Text("Fynd", "Findings").get(lang), columns, rows)
