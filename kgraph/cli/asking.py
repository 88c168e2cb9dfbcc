"""The commands that ask: the named questions, one's own SPARQL, and the networks."""

import difflib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.frame import (
    LANG,
    Frame,
    give,
    give_files,
    give_text,
    project_command,
    reading_command,
    worded,
)
from kgraph.cli.main import commands
from kgraph.cli.options import FILE, FOR_EXCEL, OUTPUT, form_option
from kgraph.errors import InputError, UsageError
from kgraph.layout import columns_of_text, terminal_width
from kgraph.wording import Text

if TYPE_CHECKING:
    from kgraph.network import Network
    from kgraph.queries import Query
    from kgraph.tables import Table


@commands.command("queries", help=worded("Lista de namngivna frågorna.", "List the named queries."))
@form_option("text", "json", "csv")
@OUTPUT
@project_command
def queries(frame: Frame, form: str, output: Path | None) -> None:
    """List the named questions with their parameters."""
    from kgraph import queries as stage

    known = list(stage.catalogue(frame.project).values())
    if form == "text":
        heading = (worded("namn", "name"), worded("fråga", "question"))
        give_text(_listed(known, heading), output, frame.quiet)
    else:
        made = stage.listed_json if form == "json" else stage.listed_csv
        give(made(known, LANG), output, frame.quiet)


_LOOSE = {"ignore_unknown_options": True, "allow_extra_args": True}


@commands.command(
    "query",
    context_settings=_LOOSE,
    help=worded(
        "Ställ en namngiven fråga (kgraph query NAMN --parameter värde) eller en egen "
        "SPARQL-fråga (--file F.rq, eller - för standard in).",
        "Ask a named query (kgraph query NAME --parameter value) or a SPARQL query of your own "
        "(--file F.rq, or - for standard input).",
    ),
)
@click.argument("name", required=False, metavar=worded("[NAMN]", "[NAME]"))
@click.option(
    "--file",
    "file",
    type=FILE,
    metavar=worded("FIL", "FILE"),
    help=worded("Fil med SPARQL.", "File with SPARQL."),
)
@form_option("text", "csv", "xlsx", "tsv", "json", "turtle")
@FOR_EXCEL
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
    name, values = _words_and_values(name)
    if form == "text" and output is not None and output.suffix.lower() == ".xlsx":
        form = "xlsx"
    give(_answer(frame, name, file, values, form, for_excel), output, frame.quiet)


def _answer(
    frame: Frame,
    name: str | None,
    file: Path | None,
    values: dict[str, str],
    form: str,
    for_excel: bool,
) -> str | bytes:
    from kgraph import queries as stage

    own = file is not None or name == "-" or (name is None and not _at_terminal())
    if own:
        extra = next((f"--{given}" for given in values), name if name != "-" and file else None)
        if extra:
            raise UsageError(
                Text(f"{extra} går inte ihop med en egen fråga.", f"{extra} has no place here."),
                "kgraph query",
                Text("Ta bort det, eller --file.", "Leave it out, or --file."),
            )
        return _own_query(frame, file, form, for_excel, stdin_named=name == "-")
    if name is None:
        raise _no_question()
    question = stage.find(_questions(frame, name), name)
    _refuse_misspelt(values, [parameter.name for parameter in question.parameters])
    table = stage.run(frame.store, question, values, frame.view, LANG)
    if table.cut and form != "text":
        frame.say(table.cut)
    if form == "xlsx":
        return table.to_xlsx(frame.project, question.question.get(LANG))
    return _table_form(table, form, for_excel, labels=True)


def _questions(frame: Frame, name: str) -> "Mapping[str, Query]":
    """The named questions; those that findings alone rest on too, when one of them is named."""
    from kgraph import queries as stage

    if name.startswith("findings/"):
        from kgraph.findings import catalogue

        return catalogue(frame.project)
    return stage.catalogue(frame.project)


def _at_terminal() -> bool:
    return sys.stdin is None or sys.stdin.isatty()


def _words_and_values(name: str | None) -> tuple[str | None, dict[str, str]]:
    """The name and the ``--parameter value`` pairs, in whatever order they were written."""
    words = [*([name] if name else []), *click.get_current_context().args]
    named: list[str] = []
    values: dict[str, str] = {}
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            named.append(word)
            continue
        key, equals, value = word[2:].partition("=")
        if not equals:
            if not words or words[0].startswith("--"):
                raise UsageError(
                    Text(f"--{key} saknar värde.", f"--{key} lacks a value."),
                    f"--{key}",
                    Text(f"Skriv --{key} värde.", f"Write --{key} value."),
                )
            value = words.pop(0)
        if key in values:
            raise UsageError(
                Text(f"--{key} står två gånger.", f"--{key} stands twice."),
                f"--{key}",
                Text("Ange ett värde.", "Give one value."),
            )
        values[key] = value
    if len(named) > 1:
        raise UsageError(
            Text(f"Oväntat ord: {named[1]}.", f"Unexpected word: {named[1]}."),
            "kgraph",
            Text("Skriv --parameter värde.", "Write --parameter value."),
        )
    return (named[0] if named else None), values


def _refuse_misspelt(values: dict[str, str], parameters: list[str]) -> None:
    """A misspelt option of the command ends up among the parameters: offer the option then."""
    options = [word for p in click.get_current_context().command.params for word in p.opts]
    for given in values:
        if given in parameters:
            continue
        near = difflib.get_close_matches(f"--{given}", options, n=1, cutoff=0.7)
        if near and not difflib.get_close_matches(given, parameters, n=1, cutoff=0.7):
            raise UsageError(
                Text(f"Okänt tillval: --{given}.", f"Unknown option: --{given}."),
                f"--{given}",
                Text(f"Menade du {near[0]}?", f"Did you mean {near[0]}?"),
            )


def _no_question() -> UsageError:
    return UsageError(
        Text("Ange en fråga.", "Name a query."),
        "kgraph query",
        Text("Se: kgraph queries", "See: kgraph queries"),
    )


def _nothing_sent(where: str) -> InputError:
    return InputError(
        Text("Ingen fråga kom.", "No query came."),
        where,
        Text("Skriv: kgraph query --file F.rq", "Write: kgraph query --file F.rq"),
    )


def _own_query(
    frame: Frame, file: Path | None, form: str, for_excel: bool, *, stdin_named: bool
) -> str | bytes:
    from kgraph import queries as stage
    from kgraph.store.gate import query_form
    from kgraph.store.reading import decode, read_text

    named = file is not None and str(file) != "-"
    where = str(file) if named else worded("standard in", "standard input")
    if file is not None and named:
        text = read_text(file, where)
    else:
        raw = sys.stdin.buffer.read() if sys.stdin else b""
        if not raw.strip():
            raise _nothing_sent(where) if file or stdin_named else _no_question()
        text = decode(raw, where)
    try:
        stage.refuse_early(frame.project, text)
        if query_form(text) in ("CONSTRUCT", "DESCRIBE"):
            return _triples_form(frame, text, form)
        table = stage.run_text(frame.store, text, frame.view, LANG)
    except UsageError as error:
        error.where = (
            f"{where}:{error.where}" if error.where[:1].isdigit() else error.where or where
        )
        raise
    if form == "xlsx":
        return table.to_xlsx(frame.project)
    return _table_form(table, form, for_excel, labels=False)


def _triples_form(frame: Frame, text: str, form: str) -> str:
    from kgraph import queries as stage
    from kgraph.store.writing import serialise
    from kgraph.terms import DERIVED

    forms = {"json": "jsonld", "turtle": "turtle", "text": "turtle"}
    if form not in forms:
        raise UsageError(
            Text("Svaret är en graf.", "The answer is a graph."),
            f"--format {form}",
            Text("Välj turtle eller json.", "Choose turtle or json."),
        )
    triples = stage.run_graph(frame.store, text, frame.view)
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
    help=worded(
        "Rita ett nätverk: kgraph network actor-forum -o natverk.html. Utan namn: lista dem.",
        "Draw a network: kgraph network actor-forum -o network.html. Without a name: list them.",
    ),
)
@click.argument("name", required=False, metavar=worded("[NAMN]", "[NAME]"))
@OUTPUT
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "gexf", "graphml", "json", "csv"]),
    default=None,
    help=worded("Annars efter filens ändelse.", "Else by the file's ending."),
)
@reading_command
def network(frame: Frame, name: str | None, output: Path | None, form: str | None) -> None:
    """Draw a network."""
    name, values = _words_and_values(name)
    _network(frame, name, output, form, values)


def _network(
    frame: Frame, name: str | None, output: Path | None, form: str | None, values: dict[str, str]
) -> None:
    from kgraph import network as stage
    from kgraph.network.build import find

    known = stage.catalogue(frame.project)
    if name is None:
        heading = (worded("namn", "name"), worded("visar", "shows"))
        give_text(_listed(known.values(), heading), output, frame.quiet)
        return
    parameters = [parameter.name for parameter in find(known, name).parameters]
    _refuse_misspelt(values, parameters)
    chosen = form or _ending(output)
    made = stage.build(frame.project, frame.store, name, values, frame.view, LANG)
    _give_network(made, chosen, output, frame.quiet)


def _listed(known: Iterable["Query"], heading: tuple[str, str]) -> str:
    """Named questions with their parameters, in columns."""
    rows = [
        [_marked(q), q.question.get(LANG), " ".join(f"--{p.name}" for p in q.parameters)]
        for q in known
    ]
    parameters = worded("parametrar", "parameters")
    return columns_of_text((*heading, parameters), rows, terminal_width())


def _marked(query: "Query") -> str:
    """A question's name, with the extension that it comes with."""
    return f"{query.name} ({query.extension})" if query.extension else query.name


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


def _give_network(made: "Network", form: str, output: Path | None, quiet: bool) -> None:
    from kgraph import network as stage

    if form == "html":
        from kgraph.drawing import to_html

        give(to_html(made, LANG), output, quiet)
    elif form == "csv" and output is not None and str(output) != "-":
        nodes, edges = stage.to_csv(made)
        give_files({output: edges, output.with_name(output.stem + "-nodes.csv"): nodes}, quiet)
    else:
        give(stage.FORMS[form](made), output, quiet)
