"""Options that several commands have: files in and out, forms of the answer, what it is about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kgraph.cli.frame import worded

FILE = click.Path(path_type=Path)


def form_option(*forms: str) -> Callable[..., Any]:
    """The option ``--format`` of a command; the first form is that of an answer to a person."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        help=worded("Svarets form.", "Form of the answer."),
    )


def output_option(
    sv: str, en: str, *, required: bool = False, metavar: str | None = None
) -> Callable[..., Any]:
    """The option ``-o`` of a command, with what it writes as help."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        required=required,
        metavar=metavar,
        help=worded(sv, en),
    )


OUTPUT = output_option(
    "Fil att skriva; annars standard ut.",
    "File to write; standard output if none.",
    metavar=worded("FIL", "FILE"),
)
_UPDATE_URL = click.option(
    "--update-url",
    "update",
    default="",
    metavar="URL",
    help=worded("Serverns adress för ändringar; annars gissad.", "Where updates go; else guessed."),
)
_GRAPHS_URL = click.option(
    "--graphs-url",
    "graphs",
    default="",
    metavar="URL",
    help=worded(
        "Serverns adress för hela grafer; annars gissad.", "Its graph store; else guessed."
    ),
)


def server_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that writes to a server: its two other addresses."""
    return _UPDATE_URL(_GRAPHS_URL(function))


FOR_EXCEL = click.option(
    "--for-excel",
    is_flag=True,
    help=worded("CSV som Excel öppnar rätt.", "CSV that Excel opens rightly."),
)
KIND = click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="GAP-01",
    help=worded("Bara detta slag; kan upprepas.", "This kind alone; may be repeated."),
)
REGION = click.option("--region", help=worded("Bara detta län.", "This county alone."))
STRATEGY = click.option(
    "--strategy", help=worded("Bara denna strategi eller plan.", "This strategy alone.")
)
