"""The commands. Each takes values, calls one stage and hands over the result."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.frame import LANG, OUTPUT, Frame, give, project_command, reading_command, t
from kgraph.cli.main import commands
from kgraph.errors import InputError, UsageError
from kgraph.layout import columns_of_text, terminal_width
from kgraph.wording import Text

if TYPE_CHECKING:
    from kgraph.tables import Table

_FILE = click.Path(path_type=Path)


def _words(sv: str, en: str) -> str:
    return t(Text(sv, en))


@commands.command(
    "overview",
    help=_words(
        "Vem ansvarar för vad, och var nämns ingen? Strategi för strategi.",
        "Who is responsible for what, and where is nobody named? Strategy by strategy.",
    ),
)
@click.option("--strategy", help=_words("Bara denna strategi eller plan.", "This strategy alone."))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@OUTPUT
@reading_command
def overview(frame: Frame, strategy: str | None, form: str, output: Path | None) -> None:
    """Answer the main question."""
    from kgraph import overview as answers

    found = answers.read_overview(frame.project, frame.store, frame.view, strategy, LANG)
    if form == "json":
        give(answers.to_json(found, frame.view), output)
    else:
        give(answers.to_text(found, LANG), output)


@commands.command(
    "sources",
    help=_words(
        "Källor, lästa och bara citerade. verify MAPP: stämmer texterna än? stamp MAPP: räkna om "
        "textställenas kontrollsummor.",
        "Sources, read and only cited. verify FOLDER: do the texts still match? stamp FOLDER: "
        "compute the passages' checksums anew.",
    ),
)
@click.argument("action", required=False, type=click.Choice(["verify", "stamp"]))
@click.argument("folder", required=False, type=_FILE)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@reading_command
def sources(frame: Frame, action: str | None, folder: Path | None, form: str) -> int:
    """List sources, compare them with copies, or compute checksums."""
    from kgraph import source_forms as forms
    from kgraph import sources as stage

    if action is None:
        found = stage.read_sources(frame.store, frame.view, LANG)
        give(forms.sources_form(found, frame.view, form, LANG), None)
        return 0
    if folder is None:
        raise UsageError(
            Text("Ange mappen med texterna.", "Name the folder with the texts."),
            f"kgraph sources {action}",
            Text(f"kgraph sources {action} MAPP", f"kgraph sources {action} FOLDER"),
        )
    if action == "stamp":
        return _stamp(frame, folder)
    verdicts = stage.verify(frame.store, folder, frame.view, LANG)
    give(forms.verdicts_form(verdicts, form, LANG), None)
    return int(any(v.match != "same" or not v.search_ok for v in verdicts))


def _stamp(frame: Frame, folder: Path) -> int:
    from kgraph.editing import stamp
    from kgraph.sources import read_sources

    changed = 0
    for source in read_sources(frame.store, frame.view, LANG):
        text, file = folder / source.file, _source_file(frame, source.iri)
        if source.loaded and source.file and text.is_file() and file.is_file():
            changed += stamp(frame.project, file, text.read_text(encoding="utf-8"))
    frame.say(Text(f"{changed} kontrollsummor ändrade.", f"{changed} checksums changed."))
    return 0


def _source_file(frame: Frame, iri: str) -> Path:
    from kgraph.terms import local_name

    return frame.project.root / "data" / "sources" / f"{local_name(iri)}.trig"


@commands.command(
    "check",
    help=_words(
        "Kontrollera uppgifterna mot formerna. Utan filer: hela projektet.",
        "Check the statements against the shapes. Without files: the whole project.",
    ),
)
@click.argument("files", nargs=-1, type=_FILE)
@click.option(
    "--severity",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    help=_words("Från vilken nivå koden blir 1.", "From which level the exit code is 1."),
)
@click.option("--only", multiple=True, metavar="SH-10", help=_words("Bara denna.", "This alone."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "turtle", "sarif", "junit"]),
    default="text",
)
@click.option(
    "--engine",
    type=click.Choice(["fast", "record"]),
    default="fast",
    help=_words("record: pySHACL; fast: pyshifty.", "record: pySHACL; fast: pyshifty."),
)
@OUTPUT
@reading_command
def check(
    frame: Frame,
    files: tuple[Path, ...],
    severity: str,
    only: tuple[str, ...],
    form: str,
    engine: str,
    output: Path | None,
) -> int:
    """Run the checks; exit code 1 when something is as bad as asked or worse."""
    from kgraph import checks
    from kgraph.store import open_store
    from kgraph.store.reading import read_text

    project = frame.project
    store = open_store(project, _with_registers(frame, files)) if files else frame.store
    report = checks.check(
        store,
        read_text(project.shapes_file, project.name(project.shapes_file)),
        only=only,
        engine="record" if engine == "record" else "fast",
        as_of=frame.view.as_of,
        lang=LANG,
    )
    give(checks.FORMS[form](report, LANG), output)
    return int(bool(report.at_least(severity)))


def _with_registers(frame: Frame, files: tuple[Path, ...]) -> list[Path]:
    """The files given, read beside the project's registers, so that counties and laws are known."""
    folder = frame.project.root / "data" / "reference"
    named = {file.resolve() for file in files}
    registers = [p for p in frame.project.data_files if p.is_relative_to(folder)]
    return [*(p for p in registers if p.resolve() not in named), *files]


@commands.command("queries", help=_words("Lista de namngivna frågorna.", "List the named queries."))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@project_command
def queries(frame: Frame, form: str) -> None:
    """List the named questions with their parameters."""
    import json

    from kgraph.queries import catalogue

    known = catalogue(frame.project).values()
    if form == "json":
        listed = [
            {
                "name": q.name,
                "title": q.title.get(LANG),
                "question": q.question.get(LANG),
                "parameters": [
                    {
                        "name": p.name,
                        "kind": p.kind,
                        "of": p.of or None,
                        "required": p.required,
                        "default": p.default,
                        "label": p.label.get(LANG),
                    }
                    for p in q.parameters
                ],
                "columns": list(q.columns),
                "cq": list(q.cq),
                "group": q.group,
            }
            for q in known
        ]
        value = {"schema_version": 1, "queries": listed}
        give(json.dumps(value, ensure_ascii=False, indent=1) + "\n", None)
        return
    rows = [
        [q.name, q.question.get(LANG), " ".join(f"--{p.name}" for p in q.parameters)] for q in known
    ]
    heading = ("name", _words("fråga", "question"), _words("parametrar", "parameters"))
    give(columns_of_text(heading, rows, terminal_width()), None)


_LOOSE = {"ignore_unknown_options": True, "allow_extra_args": True}


@commands.command(
    "query",
    context_settings=_LOOSE,
    help=_words(
        "Ställ en namngiven fråga (kgraph query NAMN --parameter värde) eller en egen "
        "SPARQL-fråga (--file F.rq, eller - för standard in).",
        "Ask a named query (kgraph query NAME --parameter value) or a SPARQL query of your own "
        "(--file F.rq, or - for standard input).",
    ),
)
@click.argument("name", required=False)
@click.option("--file", "file", type=_FILE, help=_words("Fil med SPARQL.", "File with SPARQL."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "tsv", "json", "turtle"]),
    default="text",
)
@click.option(
    "--for-excel",
    is_flag=True,
    help=_words("CSV som Excel öppnar rätt.", "CSV that Excel opens rightly."),
)
@OUTPUT
@reading_command
def query(
    frame: Frame,
    name: str | None,
    file: Path | None,
    form: str,
    for_excel: bool,
    output: Path | None,
) -> None:
    """Ask a named question or one's own."""
    values = _values(tuple(click.get_current_context().args))
    give(_answer(frame, name, file, values, form, for_excel), output)


def _answer(
    frame: Frame,
    name: str | None,
    file: Path | None,
    values: dict[str, str],
    form: str,
    for_excel: bool,
) -> str:
    from kgraph import queries as stage

    if file is not None or name == "-" or (name is None and not sys.stdin.isatty()):
        if values:
            raise UsageError(
                Text(
                    f"Okänd parameter: {next(iter(values))}.",
                    f"Unknown parameter: {next(iter(values))}.",
                ),
                "--file",
            )
        return _own_query(frame, file, form, for_excel)
    if name is None:
        raise UsageError(
            Text("Ange en fråga.", "Name a query."),
            "",
            Text("Se: kgraph queries", "See: kgraph queries"),
        )
    question = stage.find(stage.catalogue(frame.project), name)
    table = stage.run(frame.store, question, values, frame.view, LANG)
    return _table_form(table, form, for_excel, labels=True)


def _values(extra: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    words = list(extra)
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            raise UsageError(
                Text(f"Oväntat ord: {word}.", f"Unexpected word: {word}."),
                "kgraph query",
                Text("Skriv --parameter värde.", "Write --parameter value."),
            )
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not words:
                raise UsageError(
                    Text(f"--{name} saknar värde.", f"--{name} lacks a value."), "kgraph query"
                )
            value = words.pop(0)
        values[name] = value
    return values


def _own_query(frame: Frame, file: Path | None, form: str, for_excel: bool) -> str:
    from kgraph import queries as stage
    from kgraph.store.reading import read_text

    named = file is not None and str(file) != "-"
    text = read_text(file, str(file)) if file is not None and named else sys.stdin.read()
    if not text.strip():
        raise InputError(Text("Frågan är tom.", "The query is empty."), "-")
    stage.refuse_outside(text)
    if stage.query_form(text) in ("CONSTRUCT", "DESCRIBE"):
        return _triples_form(frame, text, form)
    table = stage.run_text(frame.store, text, frame.view, LANG)
    return _table_form(table, form, for_excel, labels=False)


def _triples_form(frame: Frame, text: str, form: str) -> str:
    from kgraph.store.writing import serialise
    from kgraph.terms import DERIVED

    forms = {"json": "jsonld", "turtle": "turtle", "text": "turtle"}
    if form not in forms:
        raise UsageError(
            Text("Svaret är en graf.", "The answer is a graph."),
            f"--format {form}",
            Text("Välj turtle eller json.", "Choose turtle or json."),
        )
    triples = frame.store.construct(text, frame.view)
    return serialise([(*triple, DERIVED) for triple in triples], forms[form]).decode()


def _table_form(table: "Table", form: str, for_excel: bool, *, labels: bool) -> str:
    if form == "csv" or for_excel:
        return table.to_csv(labels=labels, for_excel=for_excel)
    if form == "text":
        return table.to_text(terminal_width())
    return {"tsv": table.to_tsv, "json": table.to_json, "turtle": table.to_turtle}[form]()


@commands.command(
    "network",
    context_settings=_LOOSE,
    help=_words(
        "Rita ett nätverk: kgraph network actor-forum -o natverk.html. Utan namn: lista dem.",
        "Draw a network: kgraph network actor-forum -o network.html. Without a name: list them.",
    ),
)
@click.argument("name", required=False)
@OUTPUT
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "gexf", "graphml", "json", "csv"]),
    default=None,
    help=_words("Annars efter filens ändelse.", "Else by the file's ending."),
)
@reading_command
def network(frame: Frame, name: str | None, output: Path | None, form: str | None) -> None:
    """Draw a network."""
    extra = tuple(click.get_current_context().args)
    _network(frame, name, output, form, extra)


def _network(
    frame: Frame, name: str | None, output: Path | None, form: str | None, extra: tuple[str, ...]
) -> None:
    from kgraph import network as stage

    known = stage.catalogue(frame.project)
    if name is None:
        rows = [
            [q.name, q.question.get(LANG), " ".join(f"--{p.name}" for p in q.parameters)]
            for q in known.values()
        ]
        give(
            columns_of_text(
                ("name", _words("visar", "shows"), _words("parametrar", "parameters")),
                rows,
                terminal_width(),
            ),
            None,
        )
        return
    made = stage.build(frame.project, frame.store, name, _values(extra), frame.view, LANG)
    _give_network(made, form or _ending(output), output)


def _ending(output: Path | None) -> str:
    if output is None:
        return "json"
    ending = output.suffix.lower().lstrip(".")
    if ending in ("html", "gexf", "graphml", "json", "csv"):
        return ending
    raise UsageError(
        Text(f"Okänd filändelse: {output.name}.", f"Unknown file ending: {output.name}."),
        "-o",
        Text(
            "Välj .html, .gexf, .graphml, .json eller .csv.",
            "Choose .html, .gexf, .graphml, .json or .csv.",
        ),
    )


def _give_network(made: object, form: str, output: Path | None) -> None:
    from kgraph import network as stage

    if form == "html":
        from kgraph.drawing import to_html

        give(to_html(made, LANG), output)  # type: ignore[arg-type]
    elif form == "csv" and output is not None:
        nodes, edges = stage.to_csv(made)  # type: ignore[arg-type]
        give(edges, output)
        give(nodes, output.with_name(output.stem + "-nodes.csv"))
    else:
        give(stage.FORMS[form](made), output)  # type: ignore[arg-type]


@commands.command(
    "export",
    help=_words(
        "Lämna ut alla lagrade uppgifter; härledda är aldrig med.",
        "Hand over all stored statements; derived ones are never included.",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["turtle", "trig", "nquads", "jsonld", "rdfxml", "csv"]),
    default="trig",
)
@click.option(
    "--codebook",
    is_flag=True,
    help=_words("Förklara CSV-kolumnerna.", "Explain the CSV's columns."),
)
@OUTPUT
@reading_command
def export(frame: Frame, form: str, codebook: bool, output: Path | None) -> None:
    """Export the statements."""
    from kgraph import export as stage

    if codebook:
        give(stage.codebook(LANG), output)
        return
    give(stage.export(frame.store, frame.view, form), output)
    if form == "csv" and output is not None:
        give(stage.codebook(LANG), output.with_name(output.stem + "-codebook.csv"))


@commands.command(
    "new",
    help=_words(
        "Skapa ett eget projekt i en ny mapp.", "Make a project of your own in a new folder."
    ),
)
@click.argument("folder", type=_FILE)
def new(folder: Path) -> None:
    """Make a project of one's own."""
    from kgraph.project import create_project

    made = create_project(folder)
    click.echo(t(Text(f"Nytt projekt: {made.root}", f"New project: {made.root}")), err=True)


@commands.command(
    "tidy",
    help=_words(
        "Skriv datafiler i husets form; bara ordning och radbrytning ändras.",
        "Write data files in the house's form; only order and layout change.",
    ),
)
@click.argument("files", nargs=-1, type=_FILE)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help=_words(
        "Ändra inget; kod 1 om något skulle ändras.",
        "Change nothing; exit code 1 if something would.",
    ),
)
@project_command
def tidy(frame: Frame, files: tuple[Path, ...], only_check: bool) -> int:
    """Put data files into one form."""
    from kgraph.editing import tidy as stage

    named = files or tuple(p for p in frame.project.data_files if p.suffix == ".trig")
    changed = stage(frame.project, named, write=not only_check)
    for path in changed:
        click.echo(frame.project.name(path))
    return int(bool(changed) and only_check)


@commands.command(
    "agreement",
    help=_words(
        "Hur överens är två läsare? Cohens kappa för teman, roller och lägen.",
        "How far do two readers agree? Cohen's kappa for themes, roles and modes.",
    ),
)
@click.argument("first", type=_FILE)
@click.argument("second", type=_FILE)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--lang", type=click.Choice(["sv", "en"]), expose_value=False)
def agreement(first: Path, second: Path, form: str) -> None:
    """Compare two readings of the same passages."""
    from kgraph import agreement as stage

    found = stage.compare(stage.read_tags(first), stage.read_tags(second))
    give(stage.to_json(found) if form == "json" else stage.to_text(found, LANG), None)
