"""The commands' frame: language, errors as messages and exit codes, never a traceback."""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import click

from kgraph import __version__
from kgraph.cli.frame import LANG, t, tell
from kgraph.errors import KGraphError, OutsideError, reason
from kgraph.wording import Text

_ORDER = (
    "overview",
    "sources",
    "check",
    "findings",
    "explain",
    "query",
    "queries",
    "network",
    "matrix",
    "measures",
    "compare",
    "diff",
    "sensitivity",
    "report",
    "export",
    "new",
    "workbook",
    "import",
    "review",
    "log",
    "tidy",
    "agreement",
    "generate",
    "load",
    "backup",
    "restore",
    "serve",
    "site",
)


class Command(click.Command):
    """A command whose usage line is in the language of this run."""

    def __init__(self, *words: Any, **options: Any) -> None:
        """Say *options* in words."""
        options.setdefault("options_metavar", t(Text("[TILLVAL]", "[OPTIONS]")))
        super().__init__(*words, **options)


class Commands(click.Group):
    """Commands in the order of the work, loaded only when they are used."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; an option of a command that stands before it is told as such."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            name = error.option_name
            if not any(name in p.opts for c in self.commands.values() for p in c.params):
                raise
            told = Text(
                f"{name} skrivs efter kommandot: kgraph KOMMANDO {name} …",
                f"{name} stands after the command: kgraph COMMAND {name} …",
            )
            raise click.UsageError(t(told), ctx) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the work."""
        return [name for name in _ORDER if name in self.commands]


@click.group(
    cls=Commands,
    options_metavar=t(Text("[TILLVAL]", "[OPTIONS]")),
    subcommand_metavar=t(Text("KOMMANDO …", "COMMAND …")),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=t(
        Text(
            "Vem gör vad i den regionala kompetensförsörjningen?\n\n\b\nExempel:\n"
            "  kgraph overview\n"
            "  kgraph query gap-responsibility --strategy jonkoping-plan-2024-2028\n"
            "  kgraph network actor-forum -o natverk.html\n\n"
            "Slutkoder: 0 bra, 1 resultat vid eller över tröskeln, 2 fel användning, 3 oläslig "
            "indata eller något utanför misslyckades, 4 vårt eget fel.\n\n"
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
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler and arguments is None:
        # The engine does not hear Ctrl-C while it answers; the default action ends the process.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from kgraph.cli import asking as _asking  # noqa: F401
    from kgraph.cli import comparing as _comparing  # noqa: F401
    from kgraph.cli import findings as _findings  # noqa: F401
    from kgraph.cli import generate as _generate  # noqa: F401
    from kgraph.cli import report as _report  # noqa: F401
    from kgraph.cli import reviewing as _reviewing  # noqa: F401
    from kgraph.cli import serve as _serve  # noqa: F401
    from kgraph.cli import site as _site  # noqa: F401
    from kgraph.cli import storing as _storing  # noqa: F401
    from kgraph.cli import tables as _tables  # noqa: F401
    from kgraph.cli import verbs as _registered  # noqa: F401
    from kgraph.cli import workbook as _workbook  # noqa: F401

    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; every error becomes one message."""
    try:
        result = commands.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="kgraph",
            standalone_mode=False,
        )
        if sys.stdout is not None:
            sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        _leave_stdout()
        return 0
    except (click.ClickException, KGraphError, OSError, MemoryError) as error:
        return _told(error)
    except Exception as error:
        return _own_fault(error)


def _told(error: Exception) -> int:
    """Say what went wrong; the exit code follows from its kind."""
    if isinstance(error, click.ClickException):
        error.show()
        return 2
    if isinstance(error, OSError):
        _leave_stdout()
        error = _outside(error)
    if isinstance(error, MemoryError):
        error = OutsideError(
            Text("Minnet räckte inte.", "There was not enough memory."),
            "",
            Text("Fråga efter mindre åt gången.", "Ask for less at a time."),
        )
    assert isinstance(error, KGraphError)
    tell(f"kgraph: {error.render(LANG)}")
    return error.exit_code


def _leave_stdout() -> None:
    """Let what is left in the buffer go nowhere, or the interpreter tries it again at its end."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _outside(error: OSError) -> OutsideError:
    why = reason(error)
    return OutsideError(
        Text(f"Något utanför programmet misslyckades: {why.sv}.", f"Something failed: {why.en}."),
        error.filename or "",
        Text("Kontrollera utrymme och rättigheter.", "Check space and permissions."),
    )


def _own_fault(error: Exception) -> int:
    if os.environ.get("KGRAPH_DEBUG"):
        raise error
    name = type(error).__name__
    text = Text(
        f"Internt fel ({name}: {error}). Kör om med KGRAPH_DEBUG=1 och rapportera det.",
        f"Internal error ({name}: {error}). Run again with KGRAPH_DEBUG=1 and report it.",
    )
    tell(f"kgraph: {text.get(LANG)}")
    return 4
