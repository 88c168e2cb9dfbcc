"""The commands on findings: what holds, and why."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.frame import LANG, Frame, give, give_parts, give_text, reading_command, worded
from kgraph.cli.main import commands
from kgraph.cli.options import FOR_EXCEL, KIND, OUTPUT, REGION, STRATEGY
from kgraph.cli.working import WORKING
from kgraph.errors import UsageError
from kgraph.layout import terminal_width
from kgraph.terms import local_name
from kgraph.wording import Text

if TYPE_CHECKING:
    from kgraph.findings import Findings

_ENDINGS = {
    **{".json": "json", ".csv": "csv", ".xlsx": "xlsx", ".sarif": "sarif"},
    **{".ttl": "turtle", ".trig": "trig", ".jsonld": "jsonld"},
}


@commands.command(
    "findings",
    help=worded(
        "Luckor och överlappningar som håller, var och en med belägg. Utan tillval: det som en "
        "strateg behöver, en rad för varje slag och dokument.\n\n\b\nExempel:\n"
        "  kgraph findings --kind GAP-01\n"
        "  kgraph findings --region jonkopings-lan --open\n"
        "  kgraph findings --all -o fynd.xlsx",
        "Gaps and overlaps that hold, each with its evidence. Without options: what a strategist "
        "needs, one row a kind and document.\n\n\b\nExamples:\n"
        "  kgraph findings --kind GAP-01\n"
        "  kgraph findings --region jonkopings-lan --open\n"
        "  kgraph findings --all -o findings.xlsx",
    ),
)
@KIND
@REGION
@STRATEGY
@click.option("--status", "statuses", multiple=True, metavar="STATUS", help=worded(
    "confirmed, silent eller unknown; kan upprepas.",
    "confirmed, silent or unknown; may be repeated."))  # fmt: skip
@click.option("--all", "everything", is_flag=True, help=worded(
    "Också slagen för analys och det undanlagda.",
    "The kinds for analysis too, and what was set aside."))  # fmt: skip
@click.option("--open", "opened", is_flag=True, help=worded("Öppna raderna.", "Open the rows."))
@click.option(
    "--fail-on",
    type=click.Choice(["none", "confirmed", "silent", "unknown"]),
    default="none",
    help=worded("Från vilken säkerhet koden blir 1.", "From which certainty the exit code is 1."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "xlsx", "turtle", "trig", "jsonld", "sarif"]),
    default=None,
    help=worded(
        "Annars efter filens ändelse, eller text. trig och jsonld ger varje fynds belägg en egen "
        "graf; turtle lägger allt i en.",
        "Else by the file's ending, or text. trig and jsonld give the evidence of each finding a "
        "graph of its own; turtle puts all in one.",
    ),
)
@FOR_EXCEL
@OUTPUT
@reading_command
def findings(
    frame: Frame,
    kinds: tuple[str, ...],
    region: str | None,
    strategy: str | None,
    statuses: tuple[str, ...],
    everything: bool,
    opened: bool,
    fail_on: str,
    form: str | None,
    for_excel: bool,
    output: Path | None,
) -> int:
    """Detect findings and hand them over; exit code 1 when some are as sure as asked or more."""
    from kgraph import findings as stage
    from kgraph.findings import forms

    wanted = stage.make_filters(
        frame.store, frame.asked, kinds, region, strategy, statuses, everything, frame.project
    )
    result = stage.find(
        *(frame.project, frame.store, frame.view, wanted),
        told=lambda kind: WORKING.step(kind.notation),
        abreast=True,
    )
    _refuse_elsewhere(result)
    chosen = _chosen(form, for_excel, output)
    if chosen == "text":
        give_text(forms.to_text(result, LANG, terminal_width(), opened), output, frame.quiet)
    elif chosen == "csv":
        give(forms.to_csv(result, LANG, for_excel=for_excel), output, frame.quiet)
    elif chosen == "json":
        give_parts(forms.json_parts(result, LANG, abreast=True), output, frame.quiet)
    else:
        give(forms.FORMS[chosen](result, LANG), output, frame.quiet)
    if chosen != "text":  # which says so itself
        for words in forms.left_out_words(result):
            frame.say(words)
    if fail_on == "none":
        return 0
    sure = stage.STATUSES[: stage.STATUSES.index(fail_on) + 1]
    return int(any(f.is_gap and f.status in sure and not f.set_aside for f in result.found))


def _refuse_elsewhere(result: "Findings") -> None:
    """An area that no document and no forum is for gets a message, not an empty answer.

    Raises:
        UsageError: the area is a municipality, say; the areas that there are stand in it.
    """
    material, asked = result.material, result.filters.region
    known = {document.region for document in material.documents.values()}
    known |= {row["region"] for row in material.rows("forum-register")}
    if not asked or asked in known:
        return
    name = material.name(asked)
    slugs = ", ".join(sorted(local_name(region) for region in known if region))
    raise UsageError(
        Text(
            f"Inget dokument och inget forum gäller {name.sv}.",
            f"No document and no forum is for {name.en}.",
        ),
        "--region",
        Text(f"Välj: {slugs}.", f"Choose: {slugs}.")
        if slugs
        else Text("Grafen har inga sådana.", "The graph has none of the kind."),
    )


def _chosen(form: str | None, for_excel: bool, output: Path | None) -> str:
    """The format: the one named, else the file's ending, else text."""
    if form is not None:
        return form
    if for_excel:
        return "csv"
    return _ENDINGS.get(output.suffix.lower(), "text") if output is not None else "text"


@commands.command(
    "explain",
    help=worded(
        "Belägget för ett fynd: regel, svar, uppgifter, textställen och datum.",
        "The proof of a finding: rule, answers, statements, passages and dates.",
    ),
)
@click.argument("name", metavar="ID")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default=None,
    help=worded("Annars efter filens ändelse, eller text.", "Else by the file's ending, or text."),
)
@OUTPUT
@reading_command
def explain(frame: Frame, name: str, form: str | None, output: Path | None) -> None:
    """Replay the proof of a finding from the data."""
    import json

    from kgraph import findings as stage
    from kgraph.findings import explain as proofs

    view = frame.view
    facts: dict[str, object] = {}
    if name.lower() in stage.KINDS:
        tree = proofs.rule(stage.KINDS[name.lower()])
    else:
        tree, facts = proofs.find_proof(frame.project, frame.store, view, name, LANG)
    if _chosen(form, False, output) == "json":
        value = {
            "schema_version": 1,
            "view": view.to_dict(),
            **facts,
            "proof": proofs.to_dict(tree, LANG),
        }
        give(json.dumps(value, ensure_ascii=False, indent=1) + "\n", output, frame.quiet)
    else:
        give_text(proofs.to_text(tree, LANG), output, frame.quiet)
