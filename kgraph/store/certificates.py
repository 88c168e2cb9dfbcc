"""The certificates that are trusted: the usual ones, and those of a file that a project names."""

import ssl
from pathlib import Path

from kgraph.errors import InputError, reason
from kgraph.wording import Text


def trusted_file(path: Path, where: str) -> str:
    """The file of further authorities, once it has been seen to hold any.

    Parameters:
        where: what names the file: a variable, or a setting in a file.

    Raises:
        InputError: it is not there, cannot be read, or holds no certificate.
    """
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except ssl.SSLError:
        told = Text(f"Filen {path} innehåller inget certifikat.",
                    f"The file {path} holds no certificate.")  # fmt: skip
    except FileNotFoundError:
        told = Text(f"Filen {path} finns inte.", f"The file {path} does not exist.")
    except OSError as error:
        why = reason(error)
        told = Text(f"Filen {path} går inte att läsa: {why.sv}.",
                    f"The file {path} cannot be read: {why.en}.")  # fmt: skip
    else:
        return str(path)
    mend = Text("Ange en fil i PEM-form med certifikaten, eller ta bort inställningen.",
                "Name a file in PEM form with the certificates, or take it away.")  # fmt: skip
    raise InputError(told, where, mend)


def trusting(authority: str) -> ssl.SSLContext:
    """Rules of a secured line: the usual authorities, and those of a file; empty for none."""
    made = ssl.create_default_context()
    if authority:
        made.load_verify_locations(authority)
    return made
