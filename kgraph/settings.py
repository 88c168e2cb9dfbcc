"""Settings in TOML, read in one place: a mistake is told in the same words in every file."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kgraph.errors import InputError, reason
from kgraph.wording import Text

CONFIG = "kgraph.toml"
_SECTIONS = ("extensions", "federation", "serve", "store")
_PLACE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_STORE = Text(
    "Vilket lager som används anges med --store eller KGRAPH_STORE; under [store] på en egen rad "
    "står hur en server nås.",
    "Which store is used is said with --store or KGRAPH_STORE; below [store] on a line of its own "
    "stands how a server is reached.",
)


def read_toml(path: Path, name: str = "") -> dict[str, Any]:
    """What a file of settings says.

    Parameters:
        name: what messages call the file; its path when left out.

    Raises:
        InputError: it cannot be read, or is no TOML, with the line.
    """
    where = name or str(path)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        why = reason(error)
        told = Text(f"Inställningarna går inte att läsa: {why.sv}.",
                    f"The settings cannot be read: {why.en}.")  # fmt: skip
        mend = Text("Kontrollera rättigheterna.", "Check its permissions.")
    except UnicodeDecodeError:
        told = Text("Inställningarna går inte att läsa: filen är inte i UTF-8.",
                    "The settings cannot be read: the file is not in UTF-8.")  # fmt: skip
        mend = Text("Spara filen som UTF-8.", "Save the file as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        what = _PLACE.sub("", str(error))
        where += f":{place[1]}" if place else ""
        told = Text(f"Inställningarna går inte att läsa: {what}.",
                    f"The settings cannot be read: {what}.")  # fmt: skip
        mend = Text("Rätta raden; text skrivs inom citattecken, listor inom hakparenteser.",
                    "Mend the line; text has quotation marks, lists have brackets.")  # fmt: skip
    raise InputError(told, where, mend) from None


def config(root: Path, name: str = "") -> Mapping[str, Any]:
    """What ``kgraph.toml`` of a project says; nothing where there is none.

    Parameters:
        name: what messages call the file; its path when left out.

    Raises:
        InputError: it cannot be read, has a word that is not known, or a section that is none.
    """
    path = root / CONFIG
    if not path.is_file():
        return {}
    found = read_toml(path, name)
    for key, value in found.items():
        _refuse_wrong(key, value, name or str(path))
    return found


def _refuse_wrong(key: str, value: object, where: str) -> None:
    """Refuse a word that is not known, and a section that is none."""
    if key == "base":
        return
    if key not in _SECTIONS:
        raise unknown(key, ("base", *(f"[{each}]" for each in _SECTIONS)), where)
    if not isinstance(value, dict):
        told = Text(f"{key} ska vara ett avsnitt.", f"{key} must be a section.")
        mend = _STORE if key == "store" else Text(
            f"Skriv [{key}] på en egen rad och inställningarna under den.",
            f"Write [{key}] on a line of its own and the settings below it.",
        )  # fmt: skip
        raise InputError(told, where, mend)


def unknown(key: str, known: Iterable[str], where: str) -> InputError:
    """What is told of a word in settings that there is none of."""
    listed = ", ".join(known)
    return InputError(
        Text(f"Okänd inställning: {key}.", f"Unknown setting: {key}."),
        where,
        Text(f"Välj bland: {listed}.", f"Choose from: {listed}."),
    )


def section(root: Path, key: str, name: str = "") -> dict[str, Any]:
    """One section of ``kgraph.toml``; empty where it does not stand.

    Raises:
        InputError: as for the whole.
    """
    return dict(config(root, name).get(key, {}))
