"""The commands' frame: language, errors as messages and exit codes, never a traceback."""

import os
import signal
import sys
from collections.abc import Sequence

import click

from kgraph import __version__
from kgraph.cli.frame import LANG, t
from kgraph.errors import KGraphError, OutsideError
from kgraph.wording import Text

_ORDER = (
    "overview",
    "sources",
    "check",
    "query",
    "queries",
    "network",
    "export",
    "new",
    "tidy",
    "agreement",
)


class Commands(click.Group):
    """Commands in the order of the work, loaded only when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the work."""
        return [name for name in _ORDER if name in self.commands]


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=t(
        Text(
            "Vem gör vad i den regionala kompetensförsörjningen?\n\n\b\nExempel:\n"
            "  kgraph overview\n"
            "  kgraph query gap-responsibility --strategy jonkoping-plan-2024-2028\n"
            "  kgraph network actor-forum -o natverk.html\n\n"
            "Hjälp på engelska: kgraph --lang en --help",
            "Who does what in regional skills supply?\n\n\b\nExamples:\n"
            "  kgraph overview\n"
            "  kgraph query gap-responsibility --strategy jonkoping-plan-2024-2028\n"
            "  kgraph network actor-forum -o network.html\n\n"
            "Exit codes: 0 good, 1 results at or above the threshold, 2 wrong use, "
            "3 unreadable input or an outside failure, 4 our own fault.",
        )
    ),
)
@click.version_option(__version__, prog_name="kgraph", message="%(prog)s %(version)s")
@click.option("--lang", type=click.Choice(["sv", "en"]), help=t(Text("Språk.", "Language.")))
def commands(lang: str | None) -> None:
    """Hold the commands; the language was read before they were made."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process with its exit code."""
    if hasattr(signal, "SIGINT") and arguments is None:
        # The engine does not hear Ctrl-C while it answers; the default action ends the process.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from kgraph.cli import verbs as _registered  # noqa: F401

    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; every error becomes one message."""
    try:
        result = commands.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="kgraph",
            standalone_mode=False,
        )
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except KGraphError as error:
        click.echo(f"kgraph: {error.render(LANG)}", err=True)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _outside(error)
    except Exception as error:
        return _own_fault(error)


def _outside(error: OSError) -> int:
    told = OutsideError(
        Text(
            f"Något utanför programmet misslyckades: {error.strerror or error}.",
            f"Something outside failed: {error.strerror or error}.",
        ),
        error.filename or "",
        Text("Kontrollera utrymme och rättigheter.", "Check space and permissions."),
    )
    click.echo(f"kgraph: {told.render(LANG)}", err=True)
    return told.exit_code


def _own_fault(error: Exception) -> int:
    if os.environ.get("KGRAPH_DEBUG"):
        raise error
    name = type(error).__name__
    text = Text(
        f"Internt fel ({name}: {error}). Kör om med KGRAPH_DEBUG=1 och rapportera det.",
        f"Internal error ({name}: {error}). Run again with KGRAPH_DEBUG=1 and report it.",
    )
    click.echo(f"kgraph: {text.get(LANG)}", err=True)
    return 4
