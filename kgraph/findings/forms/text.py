"""Findings as text for a person."""

import textwrap
from collections import Counter
from collections.abc import Sequence

from kgraph.findings.detect import Findings
from kgraph.findings.forms.words import (
    HOW_TO_READ_A_RATE,
    disposition_words,
    kind_title,
    left_out_words,
    number_words,
    rate_words,
    state_words,
)
from kgraph.findings.openings import openings
from kgraph.findings.rows import RowOfFindings, make_rows, status_words
from kgraph.findings.value import Finding
from kgraph.wording import Text, counted


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
    home = result.material.listed(row.documents, 99).get(lang)
    title = row.title.get(lang)
    one = row.findings[0]
    alone = len(row.findings) == 1
    lines = [f"  * {title}" if alone or not row.document else f"  * {home}: {title}"]
    if len(row.documents) > 1:
        lines.append(f"      {_IN_SEVERAL.get(lang)}: {home}")
    if row.rate is not None:
        lines.append("      " + rate_words(row.rate, row.kind.id).get(lang))
    if alone and not opened:
        lines.append("      " + state_words(one).get(lang) + f" [{one.id}]")
    elif opened:
        for finding in row.findings:
            lines += finding_lines(result, finding, lang)
    else:
        lines.append("      " + _counted_by_status(row, lang))
    lines += [
        f"      {f.id}: {disposition_words(f.disposition, result).get(lang)}"
        for f in row.findings
        if f.disposition and not opened
    ]
    return lines


_IN_SEVERAL = Text("vilar på flera dokument", "rests on several documents")


def _counted_by_status(row: RowOfFindings, lang: str) -> str:
    counts = Counter(status_words(row.kind, f.status).get(lang) for f in row.findings)
    return " · ".join(f"{words} {n}" for words, n in counts.items())


def finding_lines(result: Findings, finding: Finding, lang: str) -> list[str]:
    """One finding opened: how sure, number, passages, what it hangs on, what would end it."""
    name = result.material.name
    number = number_words(finding).get(lang)
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


_NOTHING = Text("Inga fynd i det som är läst. Det säger inget om det som inte är läst.",
                "No findings in what was read. That says nothing of what was not read."
                )  # fmt: skip
_HOW_TO_READ = Text(
    "{rows}, {findings}. En lucka i texter är en lucka i texterna; överlappning kan vara avsedd. "
    "Talet räknar en grupp som en; står det tal bredvid blir det fler när medlemmar räknas var för "
    "sig. Öppna en rad: kgraph findings --kind SLAG --open; belägg: kgraph explain "
    "ID.",
    "{rows}, {findings}. A gap in texts is a gap in the texts; overlap can be wanted. The "
    "number counts a group as one; numbers beside it are what it becomes when members count one by "
    "one. Open a row: kgraph findings --kind KIND --open; evidence: kgraph explain "
    "ID.",
)
_ASIDE = Text("Undanlagda: {n} (visas med --all).", "Set aside: {n} (shown with --all).")
_GONE = Text("Fyndet {finding} finns inte längre i vyn; anteckningen är kvar ({words}).",
             "The finding {finding} no longer holds in the view; its record stays ({words})."
             )  # fmt: skip


def _tail(result: Findings, rows: Sequence[RowOfFindings], lang: str) -> list[str]:
    n = sum(len(row.findings) for row in rows)
    told = _HOW_TO_READ.format(
        rows=counted(len(rows), Text("rad", "row"), Text("rader", "rows")),
        findings=counted(n, Text("fynd", "finding"), Text("fynd", "findings")),
    )
    said = [] if rows else [_NOTHING]
    said.append(told)
    if any(row.rate for row in rows):
        said.append(HOW_TO_READ_A_RATE)
    said += left_out_words(result)
    if result.set_aside:
        said.append(_ASIDE.format(n=len(result.set_aside)))
    said += [
        _GONE.format(finding=record.finding, words=disposition_words(record, result))
        for record in result.left_over
    ]
    return ["", *(text.get(lang) for text in said)]
