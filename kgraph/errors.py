"""What can go wrong, in the user's words: what, where, and the mend.

A record that fails a check is a *result* and never an exception; an exception means that the
work itself could not be done. The exit code of the command line follows from the class.
"""

import errno
import os

from kgraph.wording import DEFAULT_LANGUAGE, Text, say


class KGraphError(Exception):
    """Base of all errors that a user may see.

    Parameters:
        what: what is wrong, one sentence.
        where: file and line, graph, parameter or other place; empty when there is none.
        mend: what the reader can do about it; empty when nothing is known to help.
    """

    exit_code = 4

    def __init__(self, what: Text | str, where: object = "", mend: Text | str = "") -> None:
        """Keep the three parts apart, so that every interface can lay them out its own way."""
        super().__init__(say(what, DEFAULT_LANGUAGE))
        self.what, self.where, self.mend = what, str(where), mend

    def render(self, lang: str) -> str:
        """The three parts in one text of one language: place first, as compilers do."""
        place = f"{self.where}: " if self.where else ""
        mend = say(self.mend, lang)
        return f"{place}{say(self.what, lang)}" + (f" {mend}" if mend else "")

    def __str__(self) -> str:
        """The whole message in Swedish."""
        return self.render(DEFAULT_LANGUAGE)


class UsageError(KGraphError):
    """The request itself is wrong: an unknown name, a value of the wrong kind."""

    exit_code = 2


class InputError(KGraphError):
    """A file or folder cannot be found, read or understood."""

    exit_code = 3


class OutsideError(KGraphError):
    """Something outside failed: the disk is full, a folder cannot be written, a server is down."""

    exit_code = 3


class LoadedAnew(OutsideError):
    """What was opened has been replaced meanwhile; who opens it again has the new."""


class InternalError(KGraphError):
    """Our own fault: a promise of the program did not hold."""

    exit_code = 4


_REASONS = {
    errno.ENOSPC: Text("disken är full", "the disk is full"),
    errno.EDQUOT: Text("utrymmet är slut", "the quota is used up"),
    errno.EFBIG: Text("filen blev för stor", "the file grew too large"),
    errno.EACCES: Text("rättighet saknas", "permission denied"),
    errno.EPERM: Text("rättighet saknas", "permission denied"),
    errno.EROFS: Text("skivan får bara läsas", "the disk is read-only"),
    errno.ENOENT: Text("mappen finns inte", "the folder does not exist"),
    errno.ENOTDIR: Text("en del av sökvägen är ingen mapp", "part of the path is no folder"),
    errno.EISDIR: Text("det är en mapp", "it is a folder"),
    errno.ENAMETOOLONG: Text("namnet är för långt", "the name is too long"),
}


def reason(error: OSError) -> Text:
    """Why the system refused, in words; the system's own words when we have none.

    The RDF engine tells the system's words alone, without the number.
    """
    own = str(error.strerror or error)
    code = error.errno or next((c for c in _REASONS if os.strerror(c) in own), 0)
    return _REASONS.get(code, Text(own, own))


def unreadable(error: OSError, where: object) -> InputError:
    """What is told of a file that somebody named and the system does not give.

    Parameters:
        where: what messages call the file.
    """
    if isinstance(error, FileNotFoundError):
        return InputError(
            Text("Filen finns inte.", "The file does not exist."),
            where,
            Text("Kontrollera namnet och mappen.", "Check its name and folder."),
        )
    why = reason(error)
    return InputError(
        Text(f"Filen går inte att läsa: {why.sv}.", f"The file cannot be read: {why.en}."),
        where,
        Text("Kontrollera rättigheterna.", "Check its permissions."),
    )
