"""The commands that lay things out against each other: ``matrix`` and ``measures``."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from kgraph.cli.frame import LANG, Frame, give, give_text, reading_command, worded
from kgraph.cli.main import commands
from kgraph.cli.options import FOR_EXCEL, OUTPUT
from kgraph.layout import terminal_width
from kgraph.wording import Text

if TYPE_CHECKING:
    from kgraph.matrix import Matrix
    from kgraph.measures import Measures

_ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".json": "json",
    ".txt": "text",
    ".xlsx": "xlsx",
}


# Seconds before a reader is told how far the work has come.
_SOON = 1.0


def _progress(frame: Frame, what: Text) -> Callable[[int, int], None]:
    """What tells a reader at a terminal how much is done, once it has taken a while."""
    started = monotonic()

    def tell(done: int, every: int) -> None:
        if monotonic() - started > _SOON:
            told = Text("{what}: {a} av {b}", "{what}: {a} of {b}")
            frame.say_progress(told.format(what=what, a=done, b=every))

    return tell


_REGION = click.option("--region", default="", help=worded("Bara detta län.", "This county alone."))


@commands.command(
    "matrix",
    help=worded(
        "Rad för rad mot kolumn: kgraph matrix actor priority --region jonkopings-lan. Också "
        "forum mot priority eller member, strategy mot theme; measure, goal eller element i "
        "stället för priority; och omvänt.",
        "Rows against columns: kgraph matrix actor priority --region jonkopings-lan. Also forum "
        "against priority or member, strategy against theme; measure, goal or element instead of "
        "priority; and the other way round.",
    ),
)
@click.argument("rows", metavar=worded("RADER", "ROWS"))
@click.argument("columns", metavar=worded("KOLUMNER", "COLUMNS"))
@_REGION
@click.option(
    "--strategy", default="", help=worded("Bara denna strategi eller plan.", "This strategy alone.")
)
@click.option(
    "--groups",
    default="collapse",
    metavar=worded("SÄTT", "WAY"),
    help=worded(
        "Vad som står för en grupp i rutorna: collapse (gruppen själv, annars), expand-listed "
        "(uppräknade medlemmar) eller expand-derived (efter slag och område).",
        "What stands for a group in the cells: collapse (the group itself, default), expand-listed "
        "(listed members) or expand-derived (by kind and area).",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "xlsx", "html", "json"]),
    default=None,
    help=worded("Annars efter filens ändelse, eller text.", "Else by the file's ending, or text."),
)
@FOR_EXCEL
@OUTPUT
@reading_command
def matrix(
    frame: Frame,
    rows: str,
    columns: str,
    region: str,
    strategy: str,
    groups: str,
    form: str | None,
    for_excel: bool,
    output: Path | None,
) -> None:
    """Lay one kind of thing out against another."""
    from kgraph import matrix as stage

    tell = _progress(frame, Text("Läser", "Reading"))
    try:
        made = stage.build(
            frame.project,
            frame.store,
            rows,
            columns,
            frame.view,
            region=region,
            strategy=strategy,
            groups=groups,
            lang=LANG,
            tell=tell,
        )
    finally:
        frame.end_progress()
    chosen = form or ("csv" if for_excel else _by_ending(output))
    if chosen == "text":
        give_text(stage.to_text(made, LANG, terminal_width()), output, frame.quiet)
    else:
        give(_matrix_form(frame, made, chosen, for_excel), output, frame.quiet)


def _by_ending(output: Path | None) -> str:
    return _ENDINGS.get(output.suffix.lower(), "text") if output is not None else "text"


def _matrix_form(frame: Frame, made: "Matrix", form: str, for_excel: bool) -> str | bytes:
    from kgraph import matrix as stage

    if form == "xlsx":
        return stage.to_xlsx(made, LANG, frame.project)

    if form == "html":
        from kgraph.matrix_page import to_html

        return to_html(made, LANG)
    if form == "json":
        return stage.to_json(made)
    return stage.to_csv(made, LANG, for_excel=for_excel)


@commands.command(
    "measures",
    help=worded(
        "Mått på nätverken, län för län: vad de betyder, vad de bygger på och om de håller.",
        "Measures of the networks, county by county: what they mean, stand on, and if they hold.",
    ),
)
@_REGION
@click.option(
    "--network",
    "name",
    default="actor-forum",
    metavar=worded("NAMN", "NAME"),
    help=worded(
        "actor-forum (annars), actor-project, actor-element eller actor-theme.",
        "actor-forum (default), actor-project, actor-element or actor-theme.",
    ),
)
@click.option(
    "--draws",
    type=click.IntRange(1, 1000),
    default=50,
    help=worded(
        "Försök med borttagna uppgifter vid varje nivå.", "Draws with statements taken away."
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "xlsx", "json"]),
    default=None,
    help=worded("Annars efter filens ändelse, eller text.", "Else by the file's ending, or text."),
)
@FOR_EXCEL
@OUTPUT
@reading_command
def measures(
    frame: Frame,
    region: str,
    name: str,
    draws: int,
    form: str | None,
    for_excel: bool,
    output: Path | None,
) -> None:
    """Measure a network county by county."""
    from kgraph import measures as stage

    view, tell = frame.view, _progress(frame, Text("Räknar län", "Computing counties"))
    try:
        found = stage.build(
            frame.project, frame.store, view, name=name, region=region, draws=draws, tell=tell
        )
    finally:
        frame.end_progress()
    chosen = form or ("csv" if for_excel else _by_ending(output))
    if chosen == "text":
        give_text(stage.to_text(found, LANG, terminal_width()), output, frame.quiet)
    else:
        give(_measures_form(frame, found, chosen, for_excel), output, frame.quiet)


def _measures_form(frame: Frame, found: "Measures", form: str, for_excel: bool) -> str | bytes:
    from kgraph import measures as stage

    if form == "xlsx":
        return stage.to_xlsx(found, LANG, frame.project)
    if form == "json":
        return stage.to_json(found)
    return stage.to_csv(found, LANG, for_excel=for_excel)
