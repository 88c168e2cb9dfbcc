"""Which other endpoints a query may ask with SERVICE: those listed in ``kgraph.toml``, no others.

An address is compared letter by letter: what is spelt otherwise, even if it would lead to the same
place, is another address.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kgraph.errors import InputError, UsageError
from kgraph.project import Project
from kgraph.settings import CONFIG, section
from kgraph.store.address import refuse_unsafe
from kgraph.store.certificates import trusted_file
from kgraph.store.gate import service_refused
from kgraph.wording import Text

_SECTION = "[federation]"
_EXAMPLE = Text(
    'Exempel: allow = [{ name = "grannen", url = "https://data.example.se/sparql" }]',
    'Example: allow = [{ name = "neighbour", url = "https://data.example.se/sparql" }]',
)


@dataclass(frozen=True)
class Service:
    """An endpoint that may be asked.

    Parameters:
        name: what messages call it.
        url: where queries are sent.
        private: whether its name may lead to an address that only a network of one's own has.
    """

    name: str
    url: str
    private: bool = False


@dataclass(frozen=True)
class Federation:
    """Who may be asked, and how much that may take.

    Parameters:
        allow: the endpoints.
        seconds: wall clock of all that one query asks of others.
        rows: rows of one answer of theirs.
        size_mb: size of one such answer.
        calls: SERVICE patterns in one query.
        at_once: queries that ask others at the same time.
        authority: a file of certificates that are trusted beside the usual; empty for none.
    """

    allow: tuple[Service, ...] = ()
    seconds: float = 10.0
    rows: int = 10_000
    size_mb: int = 8
    calls: int = 4
    at_once: int = 4
    authority: str = ""

    @property
    def size(self) -> int:
        """The size of one answer in bytes."""
        return self.size_mb * 1024 * 1024

    def service(self, url: str) -> Service:
        """The endpoint at an address.

        Raises:
            UsageError: it is not listed.
        """
        for service in self.allow:
            if service.url == url:
                return service
        if not self.allow:
            raise service_refused()
        listed = ", ".join(service.url for service in self.allow)
        raise UsageError(
            Text("SERVICE är inte tillåtet dit.", "SERVICE is not allowed there."),
            url[:200],
            Text(
                f"Tillåtna är: {listed}. Adressen ska skrivas precis så.",
                f"Allowed are: {listed}. The address must be written just so.",
            ),
        )


def federation_of(project: Project) -> Federation:
    """What ``[federation]`` in a project's settings allows; nothing where it does not stand.

    Raises:
        InputError: a word that is not known, a value of the wrong kind, an unsafe address.
    """
    found = section(project.root, "federation", CONFIG)
    where = f"{CONFIG} {_SECTION}"
    kinds = {field.name: type(field.default) for field in fields(Federation)}
    for key, value in found.items():
        if key not in kinds or (key != "allow" and not _fits(value, kinds[key])):
            raise _wrong(key, where)
    given = {key: value for key, value in found.items() if key != "allow"}
    if given.get("authority"):
        file = project.root / Path(given["authority"]).expanduser()
        given["authority"] = trusted_file(file, f"{where} authority")
    return Federation(_services(found.get("allow", []), where), **given)


def _fits(value: Any, kind: type) -> bool:
    if isinstance(value, bool):
        return kind is bool
    if kind is float:
        return isinstance(value, int | float) and math.isfinite(value) and value > 0
    return isinstance(value, kind) and (not isinstance(value, int) or value > 0)


def _services(listed: Any, where: str) -> tuple[Service, ...]:
    if not isinstance(listed, list):
        raise _wrong("allow", where)
    made = []
    for each in listed:
        told = {"name": each, "url": each} if isinstance(each, str) else each
        kinds = {"name": str, "url": str, "private": bool}
        if not isinstance(told, Mapping) or not {"name", "url"} <= set(told) <= set(kinds):
            raise _wrong("allow", where)
        if not all(_fits(value, kinds[key]) for key, value in told.items()):
            raise _wrong("allow", where)
        try:
            refuse_unsafe(told["url"], where)
        except UsageError as error:
            raise InputError(error.what, f"{where}: {told['url'][:200]}", error.mend) from None
        made.append(Service(**told))
    return tuple(made)


def _wrong(key: str, where: str) -> InputError:
    known = ", ".join(field.name for field in fields(Federation))
    mend = _EXAMPLE if key == "allow" else Text(f"Välj bland: {known}.", f"Choose from: {known}.")
    told = Text(f"Okänd eller felaktig inställning: {key}.", f"Unknown or wrong setting: {key}.")
    return InputError(told, where, mend)
