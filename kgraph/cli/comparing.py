"""The commands that set things against each other: ``compare``, ``diff`` and ``sensitivity``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.frame import LANG, Frame, give, give_text, reading_command, worded
from kgraph.cli.main import commands
from kgraph.cli.options import FOR_EXCEL, KIND, OUTPUT, REGION, STRATEGY
from kgraph.layout import terminal_width
from kgraph.wording import Text

if TYPE_CHECKING:
    from kgraph.difference import Difference
    from kgraph.sensitivity import Choice

_ENDINGS = {".csv": "csv", ".json": "json", ".txt": "text", ".xlsx": "xlsx", ".html": "html"}


def _form(form: str | None, for_excel: bool, output: Path | None, forms: tuple[str, ...]) -> str:
    """The form asked for: by name, for a spreadsheet, by the file's ending, or text."""
    if form or for_excel:
        return form or "csv"
    ending = _ENDINGS.get(output.suffix.lower(), "text") if output is not None else "text"
    return ending if ending in forms else "text"


_FORMS = ("text", "json", "csv", "xlsx")
_FORM = click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default=None,
    help=worded("Annars efter filens ändelse, eller text.", "Else by the file's ending, or text."),
)
_OPEN = click.option("--open", "opened", is_flag=True, help=worded("Visa allt.", "Show all."))


@commands.command(
    "diff",
    help=worded(
        "Vad är nytt, borta och ändrat från GAMMAL till NY, i ord? Var och en är en projektmapp, "
        "en fil som kgraph export skrivit (.trig, .nq) eller ett datum; utan NY: mot nuläget."
        "\n\n\b\nExempel:\n"
        "  kgraph diff 2024-01-01 2026-01-01\n"
        "  kgraph diff ../utgava-1\n"
        "  kgraph diff utgava-1.trig utgava-2.trig --format csv -o skillnad.csv",
        "What is new, gone and changed from OLD to NEW, in words? Each is a project folder, a "
        "file that kgraph export wrote (.trig, .nq) or a date; without NEW: against the present."
        "\n\n\b\nExamples:\n"
        "  kgraph diff 2024-01-01 2026-01-01\n"
        "  kgraph diff ../release-1\n"
        "  kgraph diff release-1.trig release-2.trig --format csv -o difference.csv",
    ),
)
@click.argument("old", metavar=worded("GAMMAL", "OLD"))
@click.argument("new", metavar=worded("[NY]", "[NEW]"), default="")
@_OPEN
@click.option(
    "--fail-on",
    type=click.Choice(["none", "findings", "any"]),
    default="none",
    help=worded("När koden blir 1: om fynden, eller något, skiljer.",
                "When the exit code is 1: when findings, or anything, differ."),
)  # fmt: skip
@_FORM
@FOR_EXCEL
@OUTPUT
@reading_command
def diff(
    frame: Frame,
    old: str,
    new: str,
    opened: bool,
    fail_on: str,
    form: str | None,
    for_excel: bool,
    output: Path | None,
) -> int:
    """Tell two releases or dates apart; exit code 1 when they differ in what was asked."""
    from kgraph import difference as stage

    found = stage.build(frame.project, frame.store, old, new, frame.asked)
    for side in (found.old, found.new):
        frame.say_view(side.view)
    chosen = _form(form, for_excel, output, _FORMS)
    if chosen == "text":
        text = stage.to_text(found, LANG, terminal_width(), opened)
        give_text(text, output, frame.quiet)
    else:
        give(_difference_form(found, chosen, for_excel), output, frame.quiet)
    differs = found.findings.any if fail_on == "findings" else found.any
    return int(fail_on != "none" and differs)


def _difference_form(found: "Difference", form: str, for_excel: bool) -> str | bytes:
    from kgraph import difference as stage

    if form == "json":
        return stage.to_json(found)
    if form == "xlsx":
        return stage.to_workbook(found, LANG)
    return stage.to_csv(found, LANG, for_excel=for_excel)


@commands.command(
    "sensitivity",
    help=worded(
        "Hur ändras fynden om något räknas annorlunda eller utelämnas? Varje val prövas för sig: "
        "det önskade räknas, ansvar för helheten räknas som utpekad eller inte alls, grupper byts "
        "mot medlemmar, ett tema eller en källa utelämnas.\n\n\b\nExempel:\n"
        "  kgraph sensitivity\n"
        "  kgraph sensitivity --kind GAP-01 --choice modes --choice levels\n"
        "  kgraph sensitivity --region jonkopings-lan -o kanslighet.xlsx",
        "How do the findings change if something is counted otherwise or left out? Each choice is "
        "tried by itself: what is wished for counts, answering for the whole counts as named or "
        "not at all, groups give way to members, a theme or a source is left out."
        "\n\n\b\nExamples:\n"
        "  kgraph sensitivity\n"
        "  kgraph sensitivity --kind GAP-01 --choice modes --choice levels\n"
        "  kgraph sensitivity --region jonkopings-lan -o sensitivity.xlsx",
    ),
)
@KIND
@REGION
@STRATEGY
@click.option("--all", "everything", is_flag=True, help=worded(
    "Också slagen för analys.", "The kinds for analysis too."))  # fmt: skip
@click.option("--choice", "groups", multiple=True, metavar=worded("VAL", "CHOICE"), help=worded(
    "modes, levels, groups, themes eller sources; kan upprepas. Utan: alla.",
    "modes, levels, groups, themes or sources; may be repeated. Without: all."))  # fmt: skip
@_OPEN
@_FORM
@FOR_EXCEL
@OUTPUT
@reading_command
def sensitivity(
    frame: Frame,
    kinds: tuple[str, ...],
    region: str | None,
    strategy: str | None,
    everything: bool,
    groups: tuple[str, ...],
    opened: bool,
    form: str | None,
    for_excel: bool,
    output: Path | None,
) -> None:
    """Find the findings again under each choice and tell what hangs on what."""
    from kgraph import findings
    from kgraph import sensitivity as stage

    wanted = findings.make_filters(
        frame.store, frame.asked, kinds, region, strategy, (), everything, frame.project
    )

    def say(number: int, total: int, choice: "Choice") -> None:
        title = choice.title
        frame.say_progress(Text(f"{number}/{total}: {title.sv}", f"{number}/{total}: {title.en}"))

    found = stage.build(frame.project, frame.store, frame.view, wanted, groups, say)
    chosen = _form(form, for_excel, output, _FORMS)
    if chosen == "text":
        text = stage.to_text(found, LANG, terminal_width(), opened)
        give_text(text, output, frame.quiet)
    elif chosen == "json":
        give(stage.to_json(found), output, frame.quiet)
    elif chosen == "xlsx":
        give(stage.to_workbook(found, LANG), output, frame.quiet)
    else:
        give(stage.to_csv(found, LANG, for_excel=for_excel), output, frame.quiet)


@commands.command(
    "compare",
    help=worded(
        "Län mot län: först vad som är läst av varje, sedan det som kan, och inte kan, jämföras."
        "\n\n\b\nExempel:\n"
        "  kgraph compare jonkopings-lan kronobergs-lan jamtlands-lan\n"
        "  kgraph compare jonkopings-lan kronobergs-lan -o jamforelse.html",
        "County by county: first what was read of each, then what can and cannot be compared."
        "\n\n\b\nExamples:\n"
        "  kgraph compare jonkopings-lan kronobergs-lan jamtlands-lan\n"
        "  kgraph compare jonkopings-lan kronobergs-lan -o comparison.html",
    ),
)
@click.argument("regions", nargs=-1, required=True, metavar=worded("LÄN LÄN …", "REGION REGION …"))
@click.option("--all", "everything", is_flag=True, help=worded(
    "Också fynd av slagen för analys.", "Findings of the kinds for analysis too."))  # fmt: skip
@_OPEN
@click.option(
    "--format",
    "form",
    type=click.Choice((*_FORMS, "html")),
    default=None,
    help=worded("Annars efter filens ändelse, eller text.", "Else by the file's ending, or text."),
)
@FOR_EXCEL
@OUTPUT
@reading_command
def compare(
    frame: Frame,
    regions: tuple[str, ...],
    everything: bool,
    opened: bool,
    form: str | None,
    for_excel: bool,
    output: Path | None,
) -> None:
    """Lay counties side by side."""
    from kgraph import comparison as stage

    found = stage.build(frame.project, frame.store, regions, frame.view, everything)
    chosen = _form(form, for_excel, output, (*_FORMS, "html"))
    if chosen == "text":
        give_text(stage.to_text(found, LANG, terminal_width(), opened), output, frame.quiet)
    elif chosen == "json":
        give(stage.to_json(found), output, frame.quiet)
    elif chosen == "xlsx":
        give(stage.to_workbook(found, frame.project, LANG), output, frame.quiet)
    elif chosen == "html":
        from kgraph.comparison_page import to_html

        give(to_html(found, LANG), output, frame.quiet)
    else:
        give(stage.to_csv(found, LANG, for_excel=for_excel), output, frame.quiet)
