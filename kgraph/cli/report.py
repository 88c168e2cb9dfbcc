"""The command that hands over a report: one file, for a county, a strategy, a theme or all."""

from pathlib import Path

import click

from kgraph.cli.frame import LANG, Frame, give, reading_command, worded
from kgraph.cli.main import commands
from kgraph.cli.options import output_option
from kgraph.errors import UsageError
from kgraph.wording import Text

ENDINGS = (".html", ".docx")


@commands.command(
    "report",
    help=worded(
        "En rapport i en fil att lämna vidare: sammanfattning, ansvar, matris, nätverksbild, "
        "fynd, källor och gränser, med varje uppgifts textställe.\n\n\b\nExempel:\n"
        "  kgraph report --region jonkopings-lan -o rapport.docx\n"
        "  kgraph report --theme validering -o validering.html",
        "A report in one file to hand on: summary, responsibility, matrix, network picture, "
        "findings, sources and limits, with the passage of every statement.\n\n\b\nExamples:\n"
        "  kgraph report --region jonkopings-lan -o report.docx\n"
        "  kgraph report --theme validering -o validation.html",
    ),
)
@click.option("--region", default="", help=worded("Om detta län.", "On this county."))
@click.option(
    "--strategy", default="", help=worded("Om denna strategi eller plan.", "On this strategy.")
)
@click.option("--theme", default="", help=worded("Om detta tema.", "On this theme."))
@output_option("Fil att skriva, .html eller .docx.", "File to write, .html or .docx.")
@reading_command
def report(frame: Frame, region: str, strategy: str, theme: str, output: Path | None) -> None:
    """Write a report."""
    path = _checked(output)
    from kgraph import report as stage

    view = frame.view
    frame.say(Text("Skriver rapporten, några sekunder …", "Writing the report, a few seconds …"))
    made = stage.build(
        frame.project, frame.store, view,
        region=region, strategy=strategy, theme=theme, lang=LANG,
    )  # fmt: skip
    html = path.suffix.lower() == ".html"
    give(stage.to_html(made) if html else stage.to_docx(made), path, frame.quiet)


def _checked(output: Path | None) -> Path:
    """The file to write, before anything is computed for it.

    Raises:
        UsageError: none is named, or its ending is of no form that there is.
    """
    mend = Text("Ange -o FIL.html eller -o FIL.docx.", "Give -o FILE.html or -o FILE.docx.")
    if output is None:
        raise UsageError(Text("Ange en fil att skriva.", "Name a file to write."), "-o", mend)
    if output.suffix.lower() not in ENDINGS:
        raise UsageError(
            Text(f"Okänd filändelse: {output.name}.", f"Unknown file ending: {output.name}."),
            "-o",
            mend,
        )
    return output
