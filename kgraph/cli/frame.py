"""What all commands share: the language, the project, the view, and where answers go."""

import datetime
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from kgraph.cli.speech import speak
from kgraph.cli.working import WORKING
from kgraph.errors import OutsideError, UsageError
from kgraph.files import write_all
from kgraph.layout import harmless
from kgraph.project import Project, find_project
from kgraph.store import DEFAULT_MODES, MODES, READ_LEVELS, Store, View, open_at
from kgraph.store.address import VARIABLE
from kgraph.store.dates import refuse_too_early
from kgraph.wording import DEFAULT_LANGUAGE, LANGUAGES, Text


def _language() -> str:
    """The language of this run; it must be known before help texts are made."""
    words = sys.argv[1:]
    for i, word in enumerate(words):
        if word == "--lang" and i + 1 < len(words) and words[i + 1] in LANGUAGES:
            return words[i + 1]
        if word.startswith("--lang=") and word[7:] in LANGUAGES:
            return word[7:]
    asked = os.environ.get("KGRAPH_LANG", DEFAULT_LANGUAGE)
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


LANG = _language()
speak(LANG)


def t(text: Text) -> str:
    """A text in the language of this run."""
    return text.get(LANG)


def worded(sv: str, en: str) -> str:
    """The one of two wordings that is in the language of this run."""
    return t(Text(sv, en))


@dataclass
class Frame:
    """One run: its project, its view and its manners."""

    path: Path | None
    review: str
    as_of: datetime.date | None
    modes: tuple[str, ...]
    quiet: bool
    address: str | None = None

    @cached_property
    def project(self) -> Project:
        """The project, found once and named on standard error."""
        found = find_project(self.path)
        words = {
            "given": Text("angivet", "given"),
            "folder": Text("arbetsmappen", "working folder"),
            "installed": Text("medföljande, skrivs aldrig", "shipped, read-only"),
        }
        self.say(
            Text(
                f"Projekt: {found.root} ({words[found.origin].sv})",
                f"Project: {found.root} ({words[found.origin].en})",
            )
        )
        return found

    @cached_property
    def store(self) -> Store:
        """The project's store: at the address asked for, else made of its files.

        Raises:
            UsageError: the day asked for is before everything that is dated.
        """
        return self.store_for(self.asked)

    def store_for(self, view: View) -> Store:
        """The project's store, to be asked under a view alone, as ``store`` gives it for its own.

        Raises:
            UsageError: as ``store``.
        """
        store = open_at(self.project, self.address, self.say, self.say_progress)
        if self.as_of is not None:
            refuse_too_early(store, view, "--as-of")  # under no other view, which would be made
        return store

    @cached_property
    def view(self) -> View:
        """The view that this run's answers are for, told after the project it is a view of."""
        assert self.project
        view = self.asked
        self.say_view(view)
        return view

    @property
    def asked(self) -> View:
        """The view that was asked for, not printed: the answer may be for a wider one."""
        return View(self.review, self.as_of or datetime.date.today(), self.modes)

    def say_view(self, view: View) -> None:
        """Tell the reader which view an answer is for."""
        self.say(Text(f"Vy: {view.words.sv}", f"View: {view.words.en}"))

    def say(self, text: Text) -> None:
        """Tell the reader something that is not data."""
        if not self.quiet:
            tell(t(text))

    def say_progress(self, text: Text) -> None:
        """How far the work has come, on the line that stands on a terminal meanwhile."""
        WORKING.step(t(text)[:70])

    def end_progress(self) -> None:
        """The line goes away; it does so by itself when the answer is given."""
        WORKING.end()


def give(content: str | bytes, output: Path | None, quiet: bool = False) -> None:
    """Hand over an answer: to a file, in one step, or to standard output."""
    give_parts([content.encode() if isinstance(content, str) else content], output, quiet)


def give_parts(parts: Iterable[bytes], output: Path | None, quiet: bool = False) -> None:
    """Hand over an answer that comes piece by piece; to a file still in one step."""
    if output is not None and str(output) != "-":
        give_files({output: b"".join(parts)}, quiet)
        return
    if sys.stdout is None:
        raise OutsideError(
            Text("Standard ut är stängd.", "Standard output is closed."),
            "",
            Text("Ange en fil med -o.", "Name a file with -o."),
        )
    WORKING.end()
    sys.stdout.flush()
    sys.stdout.buffer.writelines(parts)
    sys.stdout.buffer.flush()


def give_text(content: str, output: Path | None, quiet: bool = False) -> None:
    """Hand over an answer for a person: a terminal shows what is in it and obeys nothing."""
    give("\n".join(harmless(line) for line in content.split("\n")), output, quiet)


def give_files(contents: Mapping[Path, str | bytes], quiet: bool = False) -> None:
    """Hand over an answer in files: all of them or none, and never of different runs."""
    raw = {p: c.encode() if isinstance(c, str) else c for p, c in contents.items()}
    write_all(raw, as_one=True)
    for path in contents:
        if not quiet:
            tell(t(Text(f"Skrev {path}", f"Wrote {path}")))


def tell(text: str) -> None:
    """A line on standard error, of which a terminal obeys nothing; silence where it is closed."""
    if sys.stderr is not None:
        with WORKING.held():
            click.echo("\n".join(harmless(line) for line in text.split("\n")), err=True)


def _date(_: click.Context, option: click.Parameter, value: str | None) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            t(
                Text(
                    f"{value} är inget datum; skriv åååå-mm-dd.",
                    f"{value} is no date; write yyyy-mm-dd.",
                )
            ),
            param=option,
        ) from None


_PROJECT = click.option(
    "--project",
    "path",
    type=click.Path(path_type=Path),
    metavar=t(Text("MAPP", "FOLDER")),
    help=t(Text("Projektets mapp.", "The project's folder.")),
)
_QUIET = click.option(
    "--quiet", "-q", is_flag=True, help=t(Text("Bara svaret.", "The answer alone."))
)
_LANG = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help=t(Text("Språk.", "Language.")),
)
_REVIEW = click.option(
    "--review",
    type=click.Choice(READ_LEVELS),
    default="all",
    help=t(
        Text("Hur granskade uppgifter som räknas.", "How reviewed statements must be to count.")
    ),
)
AS_OF = click.option(
    "--as-of",
    callback=_date,
    metavar=t(Text("DATUM", "DATE")),
    help=t(Text("Datum som svaret gäller (i dag).", "Date the answer is for (today).")),
)
_MODE = click.option(
    "--mode",
    "modes",
    multiple=True,
    type=click.Choice(MODES),
    help=t(
        Text(
            "Lägen som räknas; kan upprepas (actual och norm).",
            "Modes that count; may be repeated (actual and norm).",
        )
    ),
)


STORE = click.option(
    "--store",
    "address",
    envvar=VARIABLE,
    metavar=t(Text("MAPP|ADRESS", "FOLDER|ADDRESS")),
    help=t(
        Text(
            "Laddat lager att läsa: en mapp eller en SPARQL-server (annars projektets filer).",
            "Loaded store to read: a folder or a SPARQL server (else the project's files).",
        )
    ),
)


def speaking_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that needs no project: ``--lang`` and ``--quiet``."""
    return _LANG(_QUIET(function))


def project_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that works on a project: ``--project``, ``--lang``, ``--quiet``."""

    @wraps(function)
    def run(path: Path | None, quiet: bool, **options: Any) -> Any:
        options |= _form_of_file()
        return function(Frame(path, "all", None, DEFAULT_MODES, quiet), **options)

    return _PROJECT(_LANG(_QUIET(run)))


_READING = Text("Läser", "Reading")
# What the ending of a file promises, of all the forms that there are.
_ENDINGS = {
    **{".json": "json", ".csv": "csv", ".tsv": "tsv", ".xlsx": "xlsx", ".sarif": "sarif"},
    **{".html": "html", ".htm": "html", ".txt": "text", ".ttl": "turtle", ".trig": "trig"},
    **{".jsonld": "jsonld", ".nq": "nquads", ".rdf": "rdfxml", ".gexf": "gexf"},
    **{".graphml": "graphml", ".docx": "docx"},
}
# Endings of more than one form: JUnit is XML, and so are others; a log is text.
_LOOSE = {".xml": ("junit", "rdfxml", "graphml", "gexf"), ".log": ("text",), ".md": ("text",)}


def _refuse_empty() -> None:
    """A word that was given and is empty names nothing; it is not the same as leaving it out.

    Raises:
        UsageError: some option or argument of the running command was given as "".
    """
    context = click.get_current_context()
    for option in context.command.params:
        given = context.get_parameter_source(option.name or "")
        value = context.params.get(option.name or "")
        if given is not ParameterSource.COMMANDLINE or isinstance(value, Path):
            continue
        words = value if isinstance(value, tuple) else (value,)
        if any(isinstance(word, str) and not word.strip() for word in words):
            name = option.opts[0] if isinstance(option, click.Option) else str(option.metavar)
            raise UsageError(
                Text(f"{name} är tomt.", f"{name} is empty."),
                f"kgraph {context.command.name}",
                Text("Ange ett värde, eller utelämna det.", "Give a value, or leave it out."),
            )


def _form_of_file() -> dict[str, str]:
    """A file is of the form that its ending promises, or the reader is told before any work.

    Returns:
        The form that the ending names, where no form was asked for; else nothing.

    Raises:
        UsageError: the ending is of no form of the running command, or of another than was asked.
    """
    context = click.get_current_context()
    output, forms = context.params.get("output"), _forms_of(context.command)
    if not isinstance(output, Path) or str(output) == "-" or not forms or not output.suffix:
        return {}
    if output.exists() and not output.is_file():
        return {}
    ending = output.suffix.lower()
    promised = _LOOSE.get(ending, (_ENDINGS.get(ending, ""),))
    asked = context.params.get("form")
    if context.get_parameter_source("form") is not ParameterSource.COMMANDLINE:
        asked = "csv" if context.params.get("for_excel") else None
    if asked:
        if promised != ("",) and asked not in promised:
            raise _contradicts(output, asked, promised[0])
        return {}
    named = [form for form in promised if form in forms]
    if not named:
        raise _unknown_ending(output, forms)
    return {"form": named[0]}


def _unknown_ending(output: Path, forms: tuple[str, ...]) -> UsageError:
    """The message for a file whose ending is of no form that a command has."""
    named = [(name, form) for name, form in _ENDINGS.items() if name != ".htm"]
    known = [name for wanted in forms for name, form in named if form == wanted]
    return UsageError(
        Text(f"Okänd filändelse: {output.name}.", f"Unknown file ending: {output.name}."),
        "-o",
        Text(f"Välj {_either(known, 'eller')}, eller ange --format.",
             f"Choose {_either(known, 'or')}, or give --format."),
    )  # fmt: skip


def _forms_of(command: click.Command) -> tuple[str, ...]:
    """The forms that a command can give its answer in; none where it has no choice of them."""
    kinds = (option.type for option in command.params if option.name == "form")
    return tuple(str(c) for kind in kinds if isinstance(kind, click.Choice) for c in kind.choices)


def _either(words: list[str], conjunction: str) -> str:
    return f" {conjunction} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _contradicts(output: Path, asked: str, promised: str) -> UsageError:
    """The message for a file whose ending says another form than the one asked for."""
    return UsageError(
        Text(f"{output.name} slutar som {promised}, men formen som begärs är {asked}.",
             f"{output.name} ends as {promised}, but the form asked for is {asked}."),
        "-o",
        Text("Byt filens ändelse, eller utelämna --format.",
             "Change the file's ending, or leave out --format."),
    )  # fmt: skip


def reading_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that reads a view: as ``project_command``, and the view's three options."""

    @wraps(function)
    def run(
        path: Path | None,
        quiet: bool,
        review: str,
        as_of: datetime.date | None,
        modes: tuple[str, ...],
        address: str | None,
        **options: Any,
    ) -> Any:
        _refuse_empty()
        options |= _form_of_file()
        frame = Frame(path, review, as_of, tuple(modes) or DEFAULT_MODES, quiet, address)
        with WORKING.run(t(_READING), wanted=not quiet):
            return function(frame, **options)

    return _PROJECT(STORE(_REVIEW(AS_OF(_MODE(_LANG(_QUIET(run)))))))
