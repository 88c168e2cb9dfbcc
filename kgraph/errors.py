"""What can go wrong, in the user's words: what, where, and the mend.

A record that fails a check is a *result* and never an exception; an exception means that the
work itself could not be done. The exit code of the command line follows from the class.
"""

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


class InternalError(KGraphError):
    """Our own fault: a promise of the program did not hold."""

    exit_code = 4
