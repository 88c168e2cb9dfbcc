"""The command for review: what waits for a reader, and a decision on it."""

import csv
import datetime
import io
import json
from collections import Counter
from typing import TYPE_CHECKING

import click

from kgraph.cli.frame import LANG, Frame, give_text, project_command, t, worded
from kgraph.cli.main import commands
from kgraph.cli.options import OUTPUT
from kgraph.cli.workbook import ROLE, say_stood
from kgraph.errors import UsageError
from kgraph.roles import STATUSES, WHY_WORDS
from kgraph.terms import GRAPH, Iri
from kgraph.wording import Text

if TYPE_CHECKING:
    from kgraph.reviewing import Waiting

_FORMS = ("text", "json", "csv")


@commands.command(
    "review",
    help=worded(
        "Vad som väntar på en granskare, och beslut om det.\n\n\b\nExempel:\n"
        "  kgraph review\n"
        "  kgraph review kallans-namn/12-14 --set reviewed --role reviewer",
        "What waits for a reviewer, and decisions on it.\n\n\b\nExamples:\n"
        "  kgraph review\n"
        "  kgraph review name-of-source/12-14 --set reviewed --role reviewer",
    ),
)
@click.argument("passages", nargs=-1, metavar=worded("[TEXTSTÄLLE …]", "[PASSAGE …]"))
@click.option(
    "--set",
    "status",
    type=click.Choice(STATUSES),
    help=worded("Beslutet: ny granskningsstatus.", "The decision: a new review status."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default="text",
    help=worded("Svarets form.", "Form of the answer."),
)
@OUTPUT
@ROLE
@project_command
def review(
    frame: Frame, passages: tuple[str, ...], status: str | None, form: str, role: str,
    output: object,
) -> None:  # fmt: skip
    """Tell what waits, or record a decision."""
    from pathlib import Path

    from kgraph import reviewing

    if bool(passages) != bool(status):
        raise UsageError(
            Text("Ange både textställe och --set.", "Give both a passage and --set."),
            "",
            Text("Utan båda visas vad som väntar.", "Without both, what waits is shown."),
        )
    if passages and status:
        iris = [p if p.startswith("http") else Iri(GRAPH(p)) for p in passages]
        entry = reviewing.decide(frame.project, iris, status, role)
        frame.say(Text(f"Ändring {entry.number}: {entry.what.sv}",
                       f"Change {entry.number}: {entry.what.en}"))  # fmt: skip
        say_stood(frame, entry)
        return
    found = reviewing.waiting(frame.store, datetime.date.today(), LANG)
    told = {"text": _text, "json": _json, "csv": _csv}[form](found)
    give_text(told, output if isinstance(output, Path) else None, frame.quiet)


def _text(found: tuple["Waiting", ...]) -> str:
    if not found:
        return worded("Inget väntar på granskning.\n", "Nothing waits for review.\n")
    counts = Counter(item.why for item in found)
    lines = [", ".join(f"{t(WHY_WORDS[why])}: {n}" for why, n in counts.items()), ""]
    for item in found:
        short = item.passage.removeprefix(GRAPH)
        lines.append(f"{t(WHY_WORDS[item.why])}: {item.place}: {item.summary}")
        lines.append(f"    {short} ({item.status})")
    return "\n".join(lines) + "\n"


def _rows(found: tuple["Waiting", ...]) -> list[dict[str, str]]:
    return [
        {
            "why": item.why,
            "passage": item.passage,
            "place": item.place,
            "status": item.status,
            "summary": item.summary,
        }
        for item in found
    ]


def _json(found: tuple["Waiting", ...]) -> str:
    told = {"schema_version": 1, "waiting": _rows(found)}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _csv(found: tuple["Waiting", ...]) -> str:
    out = io.StringIO(newline="")
    heads = ("why", "passage", "place", "status", "summary")
    writer = csv.DictWriter(out, heads, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(found))
    return out.getvalue()
