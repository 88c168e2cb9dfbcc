"""What is said of a view that was not made when the store was loaded, and has to be made now."""

from dataclasses import replace

from kgraph.errors import OutsideError, UsageError, reason
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
    n = mark.statements
    return Text(
        f"Lagret har vyn per {mark.as_of} färdig ({mark.view.words.sv}). Den som frågas efter "
        f"({view.words.sv}) görs nu av {n} uppgifter, {where.sv}: det tar högst så länge som att "
        "ladda dem, och görs om av nästa kommando.",
        f"The store has the view as of {mark.as_of} ready ({mark.view.words.en}). The one asked "
        f"for ({view.words.en}) is made now of {n} statements, {where.en}: that takes no longer "
        "than to load them, and the next command does it again.",
    )


def made_ready(mark: Mark, view: View, address: str) -> tuple[Text, ...]:
    """How a view is made once for all, in a sentence; nothing where it is only tried (assumptions).

    Only the day of the view that a store has ready can be chosen.
    """
    if view.assuming != mark.view.assuming:
        return ()
    day = view.as_of.isoformat()
    if replace(view, as_of=mark.view.as_of) == mark.view:
        command = f"kgraph load --rebuild --as-of {day} --store {address}"
        told = Text("Så görs den färdig i lagret", "This makes it ready in the store")
    else:
        command = f"kgraph serve --store {address}"
        told = Text("Fler frågor i samma vy går fort i ett program som är igång",
                    "More questions in the same view are quick in a program that goes on"
                    )  # fmt: skip
    return (Text(f"{told.sv}: {command}", f"{told.en}: {command}"),)


def not_ready(mark: Mark) -> UsageError:
    """The message where a view would have to be made and there is no time for it."""
    return UsageError(
        Text(
            f"Vyn är inte färdig i lagret, och {mark.statements} uppgifter är för många att göra "
            "den av medan en fråga väntar.",
            f"The view is not ready in the store, and {mark.statements} statements are too many to "
            "make it of while a query waits.",
        ),
        "as_of, review",
        Text(
            f"Fråga den som är färdig: as_of={mark.as_of}, review=all. Den som driver servern kan "
            "göra en annan dags färdig: kgraph load --rebuild --as-of DAG.",
            f"Ask the one that is ready: as_of={mark.as_of}, review=all. Whoever runs the server "
            "can make that of another day ready: kgraph load --rebuild --as-of DAY.",
        ),
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
