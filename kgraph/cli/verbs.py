"""The commands that read, check and write whole projects; each calls one stage."""

from pathlib import Path

import click

from kgraph.cli.frame import (
    LANG,
    Frame,
    give,
    give_files,
    give_text,
    project_command,
    reading_command,
    speaking_command,
    t,
    tell,
    worded,
)
from kgraph.cli.main import commands
from kgraph.cli.options import FILE, OUTPUT, STRATEGY, form_option
from kgraph.errors import UsageError
from kgraph.wording import Text, counted


@commands.command(
    "overview",
    help=worded(
        "Vem ansvarar för vad, och var nämns ingen? Strategi för strategi.",
        "Who is responsible for what, and where is nobody named? Strategy by strategy.",
    ),
)
@STRATEGY
@form_option("text", "json")
@OUTPUT
@reading_command
def overview(frame: Frame, strategy: str | None, form: str, output: Path | None) -> None:
    """Answer the main question."""
    from kgraph import overview as answers

    found = answers.read_overview(frame.project, frame.store, frame.view, strategy, LANG)
    if form == "json":
        give(answers.to_json(found, frame.view), output, frame.quiet)
    else:
        give_text(answers.to_text(found, LANG), output, frame.quiet)


@commands.command(
    "sources",
    help=worded(
        "Källor, lästa och bara citerade. verify MAPP: stämmer texterna än? stamp MAPP: räkna om "
        "textställenas kontrollsummor.",
        "Sources, read and only cited. verify FOLDER: do the texts still match? stamp FOLDER: "
        "compute the passages' checksums anew.",
    ),
)
@click.argument(
    "action", required=False, metavar="[verify|stamp]", type=click.Choice(["verify", "stamp"])
)
@click.argument("folder", required=False, metavar=worded("[MAPP]", "[FOLDER]"), type=FILE)
@form_option("text", "json", "csv")
@reading_command
def sources(frame: Frame, action: str | None, folder: Path | None, form: str) -> int:
    """List sources, compare them with copies, or compute checksums."""
    from kgraph import source_forms as forms
    from kgraph import sources as stage

    if action is None:
        found = stage.read_sources(frame.store, frame.view, LANG)
        _give_form(forms.sources_form(found, frame.view, form, LANG), form, frame)
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
    _give_form(forms.verdicts_form(verdicts, form, LANG), form, frame)
    return int(any(v.match != "same" or not v.search_ok for v in verdicts))


def _give_form(content: str, form: str, frame: Frame, output: Path | None = None) -> None:
    handed = give_text if form == "text" else give
    handed(content, output, frame.quiet)


def _stamp(frame: Frame, folder: Path) -> int:
    from kgraph.editing import stamp_all
    from kgraph.sources import read_sources

    loaded = [s for s in read_sources(frame.store, frame.view, LANG) if s.loaded]
    changed = stamp_all(frame.project, loaded, folder)
    told = counted(
        changed,
        Text("kontrollsumma ändrad", "checksum changed"),
        Text("kontrollsummor ändrade", "checksums changed"),
    )
    frame.say(Text(f"{told.sv}.", f"{told.en}."))
    return 0


@commands.command(
    "check",
    help=worded(
        "Kontrollera uppgifterna mot formerna. Utan filer: hela projektet.",
        "Check the statements against the shapes. Without files: the whole project.",
    ),
)
@click.argument("files", nargs=-1, metavar=worded("[FIL]…", "[FILE]…"), type=FILE)
@click.option(
    "--severity",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    help=worded("Från vilken nivå koden blir 1.", "From which level the exit code is 1."),
)
@click.option("--only", multiple=True, metavar="SH-10", help=worded("Bara denna.", "This alone."))
@form_option("text", "json", "turtle", "sarif", "junit")
@click.option(
    "--engine",
    type=click.Choice(["fast", "record"]),
    default="fast",
    help=worded("record: pySHACL; fast: pyshifty.", "record: pySHACL; fast: pyshifty."),
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
    from kgraph.findings import refuse_faulty
    from kgraph.store import open_store
    from kgraph.store.drafts import read_quads

    project = frame.project
    refuse_faulty(project)
    view = checks.checked_view(frame.asked)
    store = open_store(project, _around(frame, files)) if files else frame.store_for(view)
    report = checks.check(
        store,
        checks.shapes_of(project),
        only=only,
        engine="record" if engine == "record" else "fast",
        lang=LANG,
        view=view,
    )
    if files:
        stated = {q[0] for file in files for q in read_quads(file, project.name(file))}
        report = report.within({project.name(file) for file in files}, stated)
    frame.say_view(report.view)
    _give_form(checks.FORMS[form](report, LANG), form, frame, output)
    return int(bool(report.at_least(severity)))


def _around(frame: Frame, files: tuple[Path, ...]) -> list[Path]:
    """The files given, first, and the rest of the project's data, which they build on.

    A draft takes the place of the project's file of the same name.
    """
    named = {file.resolve() for file in files}
    names = {file.name for file in files}
    rest = [p for p in frame.project.data_files if p.resolve() not in named and p.name not in names]
    return [*files, *rest]


_EXPORT_ENDINGS = {
    **{".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".jsonld": "jsonld"},
    **{".rdf": "rdfxml", ".csv": "csv"},
}


@commands.command(
    "export",
    help=worded(
        "Lämna ut alla lagrade uppgifter; härledda är aldrig med.",
        "Hand over all stored statements; derived ones are never included.",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["turtle", "trig", "nquads", "jsonld", "rdfxml", "csv"]),
    default=None,
    help=worded("Annars efter filens ändelse, eller trig.", "Else by the file's ending, or trig."),
)
@click.option(
    "--codebook",
    is_flag=True,
    help=worded("Förklara CSV-kolumnerna.", "Explain the CSV's columns."),
)
@OUTPUT
@reading_command
def export(frame: Frame, form: str | None, codebook: bool, output: Path | None) -> None:
    """Export the statements."""
    from kgraph import export as stage

    if codebook:
        give(stage.codebook(LANG), output, frame.quiet)
        return
    ending = output.suffix.lower() if output is not None else ""
    if form is None and output is not None and str(output) != "-" and ending not in _EXPORT_ENDINGS:
        raise UsageError(
            Text(f"Okänd filändelse: {output.name}.", f"Unknown file ending: {output.name}."),
            "-o",
            Text(
                f"Välj en av {', '.join(_EXPORT_ENDINGS)}, eller ange --format.",
                f"Choose one of {', '.join(_EXPORT_ENDINGS)}, or give --format.",
            ),
        )
    chosen = form or _EXPORT_ENDINGS.get(ending, "trig")
    content = stage.export(frame.store, frame.asked, chosen)
    frame.say_view(stage.exported_view(frame.asked, chosen))
    if chosen == "csv" and output is not None and str(output) != "-":
        beside = output.with_name(output.stem + "-codebook.csv")
        give_files({output: content, beside: stage.codebook(LANG)}, frame.quiet)
    else:
        give(content, output, frame.quiet)


@commands.command(
    "new",
    help=worded(
        "Skapa ett eget projekt i en ny mapp.", "Make a project of your own in a new folder."
    ),
)
@click.argument("folder", metavar=worded("MAPP", "FOLDER"), type=FILE)
@click.option(
    "--example",
    "example",
    is_flag=True,
    help=worded("Lägg dit ett exempel på ett tillägg.", "Put an example of an extension there."),
)
@speaking_command
def new(folder: Path, example: bool, quiet: bool) -> None:
    """Make a project of one's own."""
    from kgraph.project import create_project

    made = create_project(folder, example=example)
    if not quiet:
        tell(t(Text(f"Nytt projekt: {made.root}", f"New project: {made.root}")))


@commands.command(
    "tidy",
    help=worded(
        "Skriv datafiler i husets form; bara ordning och radbrytning ändras.",
        "Write data files in the house's form; only order and layout change.",
    ),
)
@click.argument("files", nargs=-1, metavar=worded("[FIL]…", "[FILE]…"), type=FILE)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help=worded(
        "Ändra inget; kod 1 om något skulle ändras.",
        "Change nothing; exit code 1 if something would.",
    ),
)
@project_command
def tidy(frame: Frame, files: tuple[Path, ...], only_check: bool) -> int:
    """Put data files into one form."""
    from kgraph.editing import tidy as stage

    for path in files:
        if path.suffix != ".trig":
            raise UsageError(
                Text("Bara TriG-filer skrivs i husets form.", "Only TriG files have the form."),
                frame.project.name(path),
                Text("Ange filer som slutar på .trig.", "Name files that end in .trig."),
            )
    named = files or tuple(p for p in frame.project.own_data_files if p.suffix == ".trig")
    changed = stage(frame.project, named, write=not only_check)
    give("".join(f"{frame.project.name(path)}\n" for path in changed), None)
    return int(bool(changed) and only_check)


@commands.command(
    "agreement",
    help=worded(
        "Hur överens är två läsare? Cohens kappa för teman, roller och lägen.",
        "How far do two readers agree? Cohen's kappa for themes, roles and modes.",
    ),
)
@click.argument("first", metavar=worded("EN.CSV", "ONE.CSV"), type=FILE)
@click.argument("second", metavar=worded("ANNAN.CSV", "OTHER.CSV"), type=FILE)
@form_option("text", "json")
@OUTPUT
@speaking_command
def agreement(first: Path, second: Path, form: str, output: Path | None, quiet: bool) -> None:
    """Compare two readings of the same passages."""
    from kgraph import agreement as stage

    found = stage.compare(stage.read_tags(first), stage.read_tags(second))
    if form == "json":
        give(stage.to_json(found), output, quiet)
    else:
        give_text(stage.to_text(found, LANG), output, quiet)
