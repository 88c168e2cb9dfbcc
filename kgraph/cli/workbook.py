"""The commands for people's own data: a workbook out, and a filled-in workbook in."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.frame import LANG, Frame, give, give_files, give_text, project_command, t, worded
from kgraph.cli.main import commands
from kgraph.cli.options import output_option
from kgraph.errors import OutsideError, UsageError, reason
from kgraph.roles import ROLES
from kgraph.wording import LANGUAGES, Text, counted

if TYPE_CHECKING:
    from kgraph.journal import Entry
    from kgraph.workbook import Import


ROLE = click.option(
    "--role",
    type=click.Choice(tuple(ROLES)),
    default="editor",
    help=worded("Din roll, till loggen; inga namn.", "Your role, for the log; no names."),
)


@commands.command(
    "workbook",
    help=worded(
        "En arbetsbok med allt som grafen säger, att ändra i och läsa in igen.\n\n\b\nExempel:\n"
        "  kgraph workbook -o allt.xlsx\n"
        "  kgraph workbook --region jamtlands-lan -o jamtland.xlsx\n"
        "  kgraph workbook --simple -o nytt-lan.xlsx\n"
        "  kgraph workbook -o mapp/",
        "A workbook with all that the graph says, to change and read in again.\n\n\b\nExamples:\n"
        "  kgraph workbook -o all.xlsx\n"
        "  kgraph workbook --region jamtlands-lan -o jamtland.xlsx\n"
        "  kgraph workbook --simple -o new-county.xlsx\n"
        "  kgraph workbook -o folder/",
    ),
)
@click.option("--region", default="", help=worded("Om detta län.", "On this county."))
@click.option(
    "--simple",
    is_flag=True,
    help=worded(
        "Fyra blad: dokument, insatser och ansvar, forum, uppföljning; tom utan --region.",
        "Four sheets: documents, measures, forums, follow-up; empty without --region.",
    ),
)
@click.option("--empty", is_flag=True, help=worded("Utan rader.", "Without rows."))
@click.option(
    "--force",
    is_flag=True,
    help=worded("Skriv över en fil som finns.", "Write over a file that is there."),
)
@output_option(
    "Fil (.xlsx), eller mapp för CSV-filer.",
    "File (.xlsx), or folder for CSV files.",
    required=True,
)
@project_command
def workbook(
    frame: Frame, region: str, simple: bool, empty: bool, force: bool, output: Path
) -> None:
    """Write a workbook."""
    from kgraph import workbook as stage

    if not force:
        _refuse_over(output)
    about = _county(frame, region) if region else ""

    def made() -> stage.Made:
        if simple:
            return stage.build_simple(frame.project, LANG, region="" if empty else about)
        return stage.build(frame.project, LANG, region=about, empty=empty)

    if output.suffix.lower() == ".xlsx":
        give(stage.to_xlsx(made()), output, frame.quiet)
        return
    if output.suffix:
        raise UsageError(
            Text(f"Okänd filändelse: {output.name}.", f"Unknown file ending: {output.name}."),
            "-o",
            Text("Ange FIL.xlsx eller en mapp.", "Give FILE.xlsx or a folder."),
        )
    _make_folder(output)
    give_files({output / n: c for n, c in stage.to_folder(made()).items()}, quiet=True)
    frame.say(Text(f"Skrev {output}", f"Wrote {output}"))


def _refuse_over(output: Path) -> None:
    """Refuse to write over a workbook that somebody may have filled in.

    Raises:
        UsageError: there is one.
    """
    if output.is_file() or (output.is_dir() and any(output.glob("*.csv"))):
        raise UsageError(
            Text(f"{output} finns redan och kan vara ifylld.",
                 f"{output} is there already and may be filled in."),
            "-o",
            Text("Välj ett annat namn, eller skriv över den med --force.",
                 "Choose another name, or write over it with --force."),
        )  # fmt: skip


def _county(frame: Frame, region: str) -> str:
    from kgraph.queries import resolve
    from kgraph.store import View

    return resolve(frame.store, region, View(), "County", "region")


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = reason(error)
        raise OutsideError(
            Text(f"Mappen kan inte skapas: {why.sv}.", f"Cannot make the folder: {why.en}."), path
        ) from None


@commands.command(
    "import",
    help=worded(
        "Läs in en ifylld arbetsbok. Först visas vad som skulle ändras; är något fel ändras "
        "inget.\n\n\b\nExempel:\n"
        "  kgraph import lan.xlsx --dry-run\n"
        "  kgraph import lan.xlsx",
        "Read in a filled-in workbook. What would change is shown first; while anything is wrong "
        "nothing is changed.\n\n\b\nExamples:\n"
        "  kgraph import county.xlsx --dry-run\n"
        "  kgraph import county.xlsx",
    ),
)
@click.argument("book", metavar=worded("FIL", "FILE"), type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=worded("Visa bara.", "Show only."))
@click.option(
    "--marked",
    type=click.Path(path_type=Path),
    help=worded("Kopia med de felaktiga cellerna märkta.", "Copy with the wrong cells marked."),
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=900,
    show_default=True,
    help=worded("Längsta tid för att läsa den, i sekunder.", "Longest time to read it, seconds."),
)
@ROLE
@project_command
def import_(
    frame: Frame, book: Path, dry_run: bool, marked: Path | None, timeout: float, role: str
) -> int:
    """Read in a workbook; exit code 1 while something in it is wrong."""
    from kgraph import workbook as stage
    from kgraph.workbook.apart import prepare_apart

    if marked is not None and marked.resolve() == book.resolve():
        raise UsageError(
            Text("Kopian får inte heta som arbetsboken själv.",
                 "The copy cannot have the name of the workbook itself."),
            "--marked",
            Text("Välj ett annat namn.", "Choose another name."),
        )  # fmt: skip
    made = prepare_apart(frame.project, book, LANG, timeout, look=dry_run)
    give_text(_told(made), None, frame.quiet)
    _give_marked(frame, made, book, marked)
    writes = made.ready and bool(made.contents)
    if not dry_run and made.answered:
        kept = None if writes else stage.remember(frame.project, made, role)
        frame.say(_told_answers(made.answered, kept))
    if not made.ready:
        return 1
    if not dry_run and writes:
        entry, _ = stage.apply(frame.project, made, role)
        if entry.stood != made.stood:  # the preview told of those near the change
            say_stood(frame, entry)
        for file in made.contents:
            frame.say(Text(f"Skrev {file}", f"Wrote {file}"))
        number = entry.number
        frame.say(
            Text(
                f"Ändring {number} i loggen; ångra med: kgraph log --undo {number}",
                f"Change {number} in the log; undo it with: kgraph log --undo {number}",
            )
        )
    return 0


def _told_answers(count: int, entry: "Entry | None") -> Text:
    """That answers about names are kept, even where the workbook is refused."""
    from kgraph.workbook.decisions import FILE

    many = counted(count, Text("svar", "answer"), Text("svar", "answers"))
    number = entry.number if entry else 0
    more = Text(f" (ändring {number} i loggen)" if number else "",
                f" (change {number} in the log)" if number else "")  # fmt: skip
    return Text(
        f"{many.sv} om namn sparas i {FILE} och gäller från nu{more.sv}.",
        f"{many.en} about names kept in {FILE}, and hold from now on{more.en}.",
    )


def say_stood(frame: Frame, entry: "Entry") -> None:
    """Tell of faults that were there before a change."""
    from kgraph.checks import told_stood

    if entry.stood:
        frame.say(told_stood(entry.stood))


def _give_marked(frame: Frame, made: "Import", book: Path, marked: Path | None) -> None:
    """The copy with the faults marked, or how to get one."""
    from kgraph import workbook as stage

    if not made.faults:
        return
    if marked is None:
        name = f"{book.stem}-{worded('att-ratta', 'to-mend')}{book.suffix}"
        frame.say(
            Text(
                f"En kopia med cellerna märkta och frågorna på ett blad för svar: "
                f"kgraph import {book} --dry-run --marked {name}",
                f"A copy with the cells marked and the questions on a sheet for answers: "
                f"kgraph import {book} --dry-run --marked {name}",
            )
        )
    elif book.is_file():
        give(stage.mark_xlsx(book.read_bytes(), made.faults, LANG), marked, frame.quiet)
    else:
        _make_folder(marked)
        files = {path.name: path.read_bytes() for path in sorted(book.glob("*.csv"))}
        told = stage.mark_folder(files, made.faults, LANG)
        give_files({marked / name: content for name, content in told.items()}, quiet=True)
        frame.say(Text(f"Skrev {marked}", f"Wrote {marked}"))


_DONE = {
    "added": Text("Ny", "New"),
    "changed": Text("Ändrad", "Changed"),
    "removed": Text("Borttagen", "Removed"),
}


def _told(made: "Import") -> str:
    """The preview: how much of each, row by row, and what is wrong."""
    from kgraph.checks import told_stood
    from kgraph.workbook.telling import said, together
    from kgraph.workbook.value import rows_told

    lines = [t(_summary(made)), ""]
    for change in made.changes:
        where = change.passages.replace("\n", ", ") or worded("arbetsboken", "the workbook")
        at = t(change.where())
        line = f"{t(_DONE[change.kind])}: {at}: {change.thing}"
        if change.heading:
            line += f": {change.heading}: ”{change.old or '–'}” → ”{change.new or '–'}”"
        line += "".join(f"; {said(*cell)}" for cell in change.says)
        lines.append(f"{line} ({where})")
    if made.unproved:
        rows = t(rows_told(made.unproved))
        lines += ["", worded(f"Utan dokument som belägg (arbetsboken blir källa): {rows}",
                             f"Without a document as evidence (the workbook becomes the source): "
                             f"{rows}")]  # fmt: skip
    lines += [t(told) for told in made.understood]
    if made.stood:
        lines.append(t(told_stood(made.stood)))
    if made.faults:
        lines += ["", worded("Att rätta:", "To mend:")]
        lines += [f"{t(at)}: {t(f.what)} {t(f.mend)}".rstrip() for at, f in together(made.faults)]
    return "\n".join(lines) + "\n"


def _summary(made: "Import") -> Text:
    from kgraph.workbook.telling import counts

    parts = [
        *counts(made.changes),
        counted(len(made.faults), Text("fel", "fault"), Text("fel", "faults")),
    ]
    return Text(", ".join(p.sv for p in parts) + ".", ", ".join(p.en for p in parts) + ".")


@commands.command(
    "log",
    help=worded(
        "Vad som har ändrats, när, ur vilken källa och i vilken roll; och att ångra det.\n\n\b\n"
        "Exempel:\n  kgraph log\n  kgraph log --undo 12",
        "What was changed, when, from which source and in which role; and undoing it.\n\n\b\n"
        "Examples:\n  kgraph log\n  kgraph log --undo 12",
    ),
)
@click.option("--undo", "undone", type=int, help=worded("Ångra en ändring.", "Undo a change."))
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    help=worded("Svarets form.", "Form of the answer."),
)
@ROLE
@project_command
def log(frame: Frame, undone: int | None, form: str, role: str) -> None:
    """Tell the log, or undo a change."""
    from kgraph import journal

    if undone is not None:
        entry, _ = journal.undo(frame.project, undone, role)
        frame.say(Text(f"Ändring {entry.number}: {entry.what.sv}",
                       f"Change {entry.number}: {entry.what.en}"))  # fmt: skip
        say_stood(frame, entry)
        _say_waiting(frame, entry)
        if "svar om namn" in entry.what.sv:
            frame.say(Text("Svaren om namn är kvar i names.csv; stryk dem där om de var fel.",
                           "The answers about names are left in names.csv; strike them there if "
                           "they were wrong."))  # fmt: skip
        return
    entries = journal.read_log(frame.project)
    if form == "json":
        give_text(json.dumps(_log_json(entries), ensure_ascii=False, indent=1) + "\n", None)
        return
    lines = [_log_line(entry) for entry in entries] or [
        worded("Inget är ändrat genom programmet än.", "Nothing was changed by the program yet.")
    ]
    give_text("\n".join(lines) + "\n", None)


def _say_waiting(frame: Frame, entry: "Entry") -> None:
    """Tell of passages that wait for review after a change was taken back."""
    from kgraph import journal
    from kgraph.settling import told_waiting

    still, anew = journal.waits(journal.read_log(frame.project), entry)
    if not still and not anew:
        return
    names = {lang: frame.store.labels([*still, *anew], lang) for lang in LANGUAGES}
    for told in told_waiting(still, anew, lambda p: Text(*(names[one][p] for one in LANGUAGES))):
        frame.say(told)


def _log_line(entry: "Entry") -> str:
    added, removed = entry.size
    return (
        f"{entry.number}  {entry.when}  {t(ROLES.get(entry.role, Text(entry.role, entry.role)))}  "
        f"{t(entry.what)}  (+{added} −{removed})  {t(entry.told_source)}"
    )


def _log_json(entries: Iterable["Entry"]) -> dict[str, object]:
    return {
        "schema_version": 1,
        "changes": [
            {
                "number": e.number,
                "when": e.when,
                "what": t(e.what),
                "source": e.source,
                "role": e.role,
                "added": e.size[0],
                "removed": e.size[1],
                "undoes": e.undoes,
            }
            for e in entries
        ],
    }
