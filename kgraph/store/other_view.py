"""What is said of a view that was not made when the store was loaded, and has to be made now."""

from kgraph.errors import OutsideError, reason
from kgraph.store.mark import Mark
from kgraph.store.view import View
from kgraph.wording import Text


def is_made(mark: Mark, view: View, folder: str = "") -> Text:
    """That a view is being made, of how much, and where.

    Parameters:
        folder: where it comes to lie on disk; in memory where that is "".
    """
    where = Text(f"på disk i {folder}", f"on disk in {folder}") if folder else Text(
        "i minnet", "in memory")  # fmt: skip
    return Text(
        f"Lagret har vyn per {mark.as_of} färdig ({mark.view.words.sv}). Den som frågas efter "
        f"({view.words.sv}) görs nu av {mark.statements} uppgifter, {where}: det tar ungefär som "
        "att ladda dem, och görs om av nästa kommando.",
        f"The store has the view as of {mark.as_of} ready ({mark.view.words.en}). The one asked "
        f"for ({view.words.en}) is made now of {mark.statements} statements, {where}: that takes "
        "about as long as loading them, and the next command does it again.",
    )


def made_ready(mark: Mark, view: View, address: str) -> Text:
    """How a view is made once for all; only a day can be chosen."""
    day = view.as_of.isoformat()
    if mark.view.review != view.review or mark.view.modes != view.modes:
        return Text(
            f"Fler frågor i samma vy går fort i samma program: kgraph serve --store {address}",
            f"More questions in the same view are quick in one program: kgraph serve --store "
            f"{address}",
        )
    return Text(
        f"För att göra den färdig i lagret: kgraph load --rebuild --as-of {day} --store {address}",
        f"To make it ready in the store: kgraph load --rebuild --as-of {day} --store {address}",
    )


def no_room(folder: str, error: OSError) -> OutsideError:
    """The message where the system does not let a view be written."""
    why = reason(error)
    return OutsideError(
        Text(f"Vyn går inte att göra: {why.sv}.", f"The view cannot be made: {why.en}."),
        folder,
        Text(
            "Frigör plats, eller ange en annan mapp för tillfälliga filer med TMPDIR.",
            "Free some space, or name another folder for temporary files with TMPDIR.",
        ),
    )
