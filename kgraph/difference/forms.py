"""A difference as text, JSON, CSV and a workbook."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from kgraph.difference.build import Difference
from kgraph.difference.decisions import Decision
from kgraph.difference.things import FieldChange, Thing
from kgraph.findings import KINDS, Finding
from kgraph.layout import wrapped
from kgraph.separated import csv_writer, spreadsheet_cell
from kgraph.spreadsheet import Column, Sheet, about, to_xlsx
from kgraph.wording import Text, counted

SCHEMA_VERSION = 1
_SHOWN = 10
_SIGNS = {"new": "+", "gone": "−", "changed": "~"}
_WORDS = {
    "new": Text("ny", "new"),
    "gone": Text("borta", "gone"),
    "changed": Text("ändrad", "changed"),
}
_BY_PERIOD = {
    "new": Text("gäller nu", "holds now"),
    "gone": Text("gäller inte längre", "holds no more"),
    "changed": Text("ändrad", "changed"),
}
_CAUTION = Text(
    "En skillnad i grafen är en skillnad i det som är läst och registrerat; att något är borta här "
    "säger inte att det har upphört.",
    "A difference in the graph is a difference in what was read and recorded; that something is "
    "gone here does not say that it has ended.",
)
_PERIOD_CAUTION = Text(
    "Mellan datum räknas det som gäller enligt angivna tider. Det som saknar tid räknas vid båda.",
    "Between dates what holds by stated periods counts. What has no period counts at both.",
)
_DECISIONS = Text("Ställningstaganden", "Dispositions")
_DECISION = Text("ställningstagande", "disposition")
_ROW = tuple[str, str, str, str, str, str, str, str]


def _rows(found: Difference, lang: str) -> list[_ROW]:
    """Everything as rows: what, how it changed, kind, name, field, from, to, where."""
    rows: list[_ROW] = []
    for how, things in (("new", found.things.new), ("gone", found.things.gone)):
        rows += [_thing_row(how, thing, lang) for thing in things]
    for c in found.things.changed:
        was, now = (_listed(values, lang) for values in (c.was, c.now))
        rows.append((
            "thing", "changed", c.kind.get(lang), c.label.get(lang), c.name.get(lang), was, now,
            _listed(c.passages, lang),
        ))  # fmt: skip
    return rows + _finding_rows(found, lang) + [_decision_row(d, lang) for d in found.decisions]


def _decision_row(d: Decision, lang: str) -> _ROW:
    name = f"{d.about.get(lang)} [{d.finding}]"
    field = _DECISION.get(lang)
    was, now = d.was.get(lang), d.now.get(lang)
    return ("disposition", d.how, d.kind.upper(), name, field, was, now, "")


def _thing_row(how: str, thing: Thing, lang: str) -> _ROW:
    why = thing.why.get(lang)
    places = _listed(thing.passages, lang)
    return ("thing", how, _kind_of(thing, lang), thing.label.get(lang), "", "", why, places)


def _kind_of(thing: Thing, lang: str) -> str:
    """What a thing is, and whether it is only wished for, planned or permitted."""
    mode = thing.mode.get(lang)
    return thing.kind.get(lang) + (f" ({mode})" if mode else "")


def _finding_rows(found: Difference, lang: str) -> list[_ROW]:
    rows: list[_ROW] = []
    changes = found.findings
    for how, findings in (("new", changes.new), ("gone", changes.gone)):
        rows += [_finding_row(found, how, f, "", "", "", lang) for f in findings]
    for c in changes.changed:
        for words in c.words:
            name, _, values = words.get(lang).partition(": ")
            was, _, now = values.partition(" → ")
            rows.append(_finding_row(found, "changed", c.now, name, was, now, lang))
    for r in changes.retold:
        was, now = (" ".join(f.sentence.get(lang) for f in side) for side in (r.was, r.now))
        name = Text("sagt om helheten eller delarna", "said of the whole or of parts").get(lang)
        rows.append(_finding_row(found, "changed", r.now[0], name, was, now, lang))
    return rows


def _finding_row(
    found: Difference, how: str, f: Finding, name: str, was: str, now: str, lang: str
) -> _ROW:
    material = found.old_material if how == "gone" else found.new_material
    places = material.listed(f.passages, 20).get(lang)
    kind = KINDS[f.kind].notation
    return ("finding", how, kind, f"{f.sentence.get(lang)} [{f.id}]", name, was, now, places)


def _listed(values: Iterable[Text], lang: str) -> str:
    return "; ".join(value.get(lang) for value in values)


# -- text ------------------------------------------------------------------------------------------


def to_text(found: Difference, lang: str, width: int = 100, opened: bool = False) -> str:
    """The difference for a person: how many, then thing by thing, then the findings.

    Parameters:
        width: of the terminal, in characters.
        opened: show everything; else the first of each kind and how many more there are.
    """
    old, new = found.old.name.get(lang), found.new.name.get(lang)
    lines = [Text(f"Från {old} till {new}", f"From {old} to {new}").get(lang), ""]
    if not found.any:
        lines.append(Text("Inga skillnader.", "No differences.").get(lang))
    else:
        lines += [_summary(found).get(lang), ""]
        lines += _blocks(found, lang, opened)
    if found.by_period:
        n = found.things.undated
        more = Text(f" Utan tid: {n} saker.", f" Without a period: {n} things.")
        lines.append(_PERIOD_CAUTION.get(lang) + more.get(lang))
    lines.append(_caution(found).get(lang))
    return "\n".join(part for line in lines for part in wrapped(line, width)) + "\n"


def _caution(found: Difference) -> Text:
    """What a difference does not say; where findings are cut to a limit, that of these too."""
    cut = sorted({*found.old_material.left_out, *found.new_material.left_out})
    told = ", ".join(KINDS[kind].notation for kind in cut)
    more = Text(f" {told}: bara de mest lika paren är jämförda.",
                f" {told}: only the pairs most alike are compared.")  # fmt: skip
    return Text(_CAUTION.sv + more.sv, _CAUTION.en + more.en) if cut else _CAUTION


def _summary(found: Difference) -> Text:
    t, f = found.things, found.findings
    changed = len({c.iri for c in t.changed})
    otherwise = len(f.changed) + len(f.retold)
    n = len(t.new), len(t.gone), changed
    things = _told("Saker", "Things", n, "ny", "ändrad")
    if found.by_period:
        other = counted(changed, Text("ändrad", "changed"), Text("ändrade", "changed"))
        hold, no_more = ("s" if k == 1 else "" for k in n[:2])
        things = Text(
            f"Saker: {n[0]} gäller nu, {n[1]} gäller inte längre, {other.sv}.",
            f"Things: {n[0]} hold{hold} now, {n[1]} hold{no_more} no more, {other.en}.",
        )
    findings = _told("Fynd", "Findings", (len(f.new), len(f.gone), otherwise), "nytt", "ändrat")
    decided = _decided(found)
    return Text(f"{things.sv} {findings.sv}{decided.sv}", f"{things.en} {findings.en}{decided.en}")


def _told(name: str, english: str, n: tuple[int, int, int], new: str, changed: str) -> Text:
    """How many came, went and changed.

    Parameters:
        new, changed: the Swedish words for one; for several they are the same for all nouns.
    """
    come = counted(n[0], Text(new, "new"), Text("nya", "new"))
    other = counted(n[2], Text(changed, "changed"), Text("ändrade", "changed"))
    return Text(f"{name}: {come.sv}, {n[1]} borta, {other.sv}.",
                f"{english}: {come.en}, {n[1]} gone, {other.en}.")  # fmt: skip


def _decided(found: Difference) -> Text:
    """How many dispositions came, went or changed; nothing where none did."""
    if not found.decisions:
        return Text("", "")
    new, gone, changed = (sum(d.how == how for d in found.decisions) for how in _SIGNS)
    told = _told("Ställningstaganden", "Dispositions", (new, gone, changed), "nytt", "ändrat")
    return Text(f" {told.sv}", f" {told.en}")


def _blocks(found: Difference, lang: str, opened: bool) -> list[str]:
    t, words = found.things, _BY_PERIOD if found.by_period else _WORDS
    entries: list[tuple[str, str, list[str]]] = []
    for how, things in (("new", t.new), ("gone", t.gone)):
        entries += [(x.kind.get(lang), how, _thing_lines(x, how, lang)) for x in things]
    for _, group in groupby(t.changed, key=lambda c: c.iri):
        fields = list(group)
        entries.append((fields[0].kind.get(lang), "changed", _changed_lines(fields, lang)))
    lines: list[str] = []
    for kind in sorted({kind for kind, _, _ in entries}):
        mine = [e[1:] for e in entries if e[0] == kind]
        lines += _block(kind, mine, words, lang, opened)
    said = _finding_entries(found, lang)
    if said:
        lines += _block(Text("Fynd", "Findings").get(lang), said, _WORDS, lang, opened)
    decided = [(d.how, [f"  {_SIGNS[d.how]} {d.words.get(lang)}"]) for d in found.decisions]
    if decided:
        lines += _block(_DECISIONS.get(lang), decided, _WORDS, lang, opened)
    return lines


def _block(
    title: str,
    entries: Sequence[tuple[str, list[str]]],
    words: Mapping[str, Text],
    lang: str,
    opened: bool,
) -> list[str]:
    """One kind: its counts, then its entries, the first of them unless opened."""
    counts = {how: sum(h == how for h, _ in entries) for how in _SIGNS}
    told = ", ".join(f"{words[how].get(lang)} {n}" for how, n in counts.items() if n)
    lines = [f"{title} ({told})"]
    for how in _SIGNS:
        mine = [entry for h, entry in entries if h == how]
        shown = mine if opened else mine[:_SHOWN]
        lines += [line for entry in shown for line in entry]
        if len(mine) > len(shown):
            n = len(mine) - len(shown)
            lines.append("    " + Text(f"… och {n} till (--open)",
                                       f"… and {n} more (--open)").get(lang))  # fmt: skip
    return [*lines, ""]


def _thing_lines(thing: Thing, how: str, lang: str) -> list[str]:
    why = f": {thing.why.get(lang)}" if thing.why.sv else ""
    return [f"  {_SIGNS[how]} {thing.label.get(lang)}{why}", *_place(thing.passages, lang)]


def _changed_lines(fields: Sequence[FieldChange], lang: str) -> list[str]:
    lines = [f"  {_SIGNS['changed']} {fields[0].label.get(lang)}"]
    for field in fields:
        lines += [f"      {field.words.get(lang)}", *_place(field.passages, lang)]
    return lines


def _place(passages: Sequence[Text], lang: str) -> list[str]:
    return [f"        {_listed(passages[:4], lang)}" + (" …" if len(passages) > 4 else "")][
        : len(passages)
    ]


def _finding_entries(found: Difference, lang: str) -> list[tuple[str, list[str]]]:
    f = found.findings
    entries = [
        (how, [f"  {_SIGNS[how]} {_sentence(one, lang)}"])
        for how, findings in (("new", f.new), ("gone", f.gone))
        for one in findings
    ]
    for c in f.changed:
        told = [f"      {words.get(lang)}" for words in c.words]
        entries.append(("changed", [f"  ~ {_sentence(c.now, lang)}", *told]))
    for r in f.retold:
        was = [f"      − {_sentence(one, lang)}" for one in r.was]
        now = [f"      + {_sentence(one, lang)}" for one in r.now]
        head = Text("sägs annorlunda, om helheten eller om delarna:",
                    "told otherwise, of the whole or of the parts:").get(lang)  # fmt: skip
        entries.append(("changed", [f"  ~ {head}", *was, *now]))
    return entries


def _sentence(finding: Finding, lang: str) -> str:
    return f"{KINDS[finding.kind].notation}: {finding.sentence.get(lang)} [{finding.id}]"


# -- data ------------------------------------------------------------------------------------------


def to_json(found: Difference) -> str:
    """The difference as JSON, with both languages of what people read."""
    t, f = found.things, found.findings
    value: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "old": {"name": found.old.name.both(), "view": found.old.view.to_dict()},
        "new": {"name": found.new.name.both(), "view": found.new.view.to_dict()},
        "by_period": found.by_period,
        "differs": found.any,
        "things": {
            "new": [_thing_dict(thing) for thing in t.new],
            "gone": [_thing_dict(thing) for thing in t.gone],
            "changed": [_change_dict(change) for change in t.changed],
            "undated": t.undated,
        },
        "findings": {
            "new": [_finding_dict(one) for one in f.new],
            "gone": [_finding_dict(one) for one in f.gone],
            "changed": [
                {**_finding_dict(c.now), "changes": [words.both() for words in c.words]}
                for c in f.changed
            ],
            "retold": [
                {"was": [x.id for x in r.was], "now": [x.id for x in r.now]} for r in f.retold
            ],
        },
        "dispositions": [_decision_dict(decision) for decision in found.decisions],
        "caution": _caution(found).both(),
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _thing_dict(thing: Thing) -> dict[str, Any]:
    return {
        "id": thing.iri,
        "label": thing.label.both(),
        "kind": thing.kind.both(),
        "why": thing.why.both() if thing.why.sv else None,
        "mode": thing.mode.both() if thing.mode.sv else None,
        "passages": [p.both() for p in thing.passages],
    }


def _change_dict(change: FieldChange) -> dict[str, Any]:
    return {
        "id": change.iri,
        "label": change.label.both(),
        "kind": change.kind.both(),
        "field": change.field,
        "field_label": change.name.both(),
        "was": [value.both() for value in change.was],
        "now": [value.both() for value in change.now],
        "passages": [p.both() for p in change.passages],
    }


def _decision_dict(d: Decision) -> dict[str, Any]:
    return {
        "finding": d.finding,
        "kind": d.kind.upper(),
        "change": d.how,
        "about": d.about.both(),
        "was": d.was.both() if d.was.sv else None,
        "now": d.now.both() if d.now.sv else None,
    }


def _finding_dict(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "kind": KINDS[finding.kind].notation,
        "sentence": finding.sentence.both(),
        "status": finding.status or None,
        "reason": finding.reason or None,
        "number": finding.number.value,
        "passages": list(finding.passages),
    }


_COLUMNS = (
    ("what", Text("vad", "what")),
    ("change", Text("skillnad", "change")),
    ("kind", Text("slag", "kind")),
    ("name", Text("namn", "name")),
    ("field", Text("fält", "field")),
    ("was", Text("från", "from")),
    ("now", Text("till", "to")),
    ("passages", Text("var det står", "where it stands")),
)


def to_csv(found: Difference, lang: str, *, for_excel: bool = False) -> str:
    """The difference as CSV, one row a thing, field or finding.

    Parameters:
        for_excel: byte-order mark, semicolons, and no cell that a spreadsheet would run.
    """
    out = io.StringIO()
    writer = csv_writer(out, for_excel)
    writer.writerow([name for name, _ in _COLUMNS])
    for row in _rows(found, lang):
        writer.writerow([spreadsheet_cell(cell) for cell in row] if for_excel else row)
    return ("\ufeff" if for_excel else "") + out.getvalue()


def to_workbook(found: Difference, lang: str) -> bytes:
    """The difference as a workbook: a sheet for the things, the findings and the dispositions."""
    rows = _rows(found, lang)
    words = {
        "new": _WORDS["new"].get(lang),
        "gone": _WORDS["gone"].get(lang),
        "changed": _WORDS["changed"].get(lang),
    }
    columns = tuple(Column(text.get(lang)) for _, text in _COLUMNS[1:])

    def sheet(name: str, what: str) -> Sheet:
        kept = [[words[row[1]], *row[2:]] for row in rows if row[0] == what]
        return Sheet(name, columns, kept)

    title = Text(
        f"Från {found.old.name.sv} till {found.new.name.sv}",
        f"From {found.old.name.en} to {found.new.name.en}",
    )
    told = about(
        title.get(lang),
        found.new.view,
        found.new.project,
        lang,
        more=[(Text("att tänka på", "caution"), _caution(found).get(lang))],
    )
    sheets = [
        sheet(Text("Saker", "Things").get(lang), "thing"),
        sheet(Text("Fynd", "Findings").get(lang), "finding"),
        sheet(_DECISIONS.get(lang), "disposition"),
    ]
    return to_xlsx(sheets, told)
