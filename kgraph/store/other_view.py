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


def not_on_server(mark: Mark, view: View, address: str) -> OutsideError:
    """The message where a view is not on a server that has too much to fetch for making it here."""
    may_be = replace(view, as_of=mark.view.as_of) == mark.view
    day, place = f"--as-of {view.as_of}", f"--store {address}"
    return OutsideError(
        Text(
            f"Den vyn finns inte på servern, och {mark.statements} uppgifter är för många att "
            "hämta hit.",
            f"That view is not on the server, and {mark.statements} statements are too many to "
            "fetch.",
        ),
        address,
        Text(
            f"Gör den där: kgraph load --rebuild {day} {place}; eller fråga per {mark.as_of}.",
            f"Make it there: kgraph load --rebuild {day} {place}; or ask as of {mark.as_of}.",
        )
        if may_be
        else Text(
            f"Fråga per {mark.as_of} utan andra val, eller ladda filerna i en mapp.",
            f"Ask as of {mark.as_of} with no other choice, or load the files into a folder.",
        ),
    )


def too_many(mark: Mark, most: int, address: str) -> OutsideError:
    """The message where all that a server holds would have to be fetched, and is too much.

    Parameters:
        most: so many statements are fetched at most.
    """
    why = Text(*mark.unfit) if mark.unfit else Text("", "")
    first = Text(f"{why.sv} " if why.sv else "", f"{why.en} " if why.en else "")
    return OutsideError(
        Text(
            f"{first.sv}{mark.statements} uppgifter är för många att hämta hit (högst {most}).",
            f"{first.en}{mark.statements} statements are too many to fetch (at most {most}).",
        ),
        address,
        Text(
            "Ladda filerna i en mapp: kgraph load FIL… --store MAPP",
            "Load the files into a folder: kgraph load FILE… --store FOLDER",
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
