"""How a site is set up: from the command line and from ``[serve]`` in ``kgraph.toml``."""

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kgraph.endpoint.limits import Limits
from kgraph.errors import InputError, UsageError
from kgraph.project import Project
from kgraph.settings import CONFIG, section, unknown
from kgraph.wording import Text

TOKEN = "KGRAPH_TOKEN"
_SHORTEST_TOKEN = 16
_TEXTS = ("public", "base_path", "publisher", "publisher_iri", "contact")
_FORMS = {
    "public": (
        re.compile(r"https?://[^\s/?#<>\"]+/?"),
        Text(
            "Skriv till exempel https://data.example.se.",
            "Write for example https://data.example.se.",
        ),
    ),
    "base_path": (
        re.compile(r"[A-Za-z0-9._/-]*"),
        Text("Skriv till exempel /kgraph.", "Write for example /kgraph."),
    ),
    "publisher_iri": (
        re.compile(r"(https?://[^\s<>\"]+)?"),
        Text("Skriv en fullständig adress.", "Write a full address."),
    ),
    "contact": (
        re.compile(r"([^\s@<>\"]+@[^\s@<>\"]+)?"),
        Text("Skriv en e-postadress till en funktion.", "Write the e-mail address of a function."),
    ),
}


@dataclass(frozen=True)
class Settings:
    """A site.

    Parameters:
        public: its address as the world knows it, without a slash at the end.
        base_path: the folder it lies in behind that address (``/kgraph``), or nothing.
        sources: a folder with the user's own copies of the documents.
        scratch: whether a store of the user's own is there beside the project's graph.
        token: what lets change that store, and the project itself in the browser.
        publisher: who is behind the site.
        publisher_iri: what the publisher is known by in catalogues, where it has such an address.
        contact: an e-mail address to write to about the data.
        warm: whether the pages that take longest are made ready once the server has started.
        limits: what a query may take.
        logs: whether each request is told on standard error.
    """

    public: str = "http://127.0.0.1:8000"
    base_path: str = ""
    sources: Path | None = None
    scratch: bool = False
    token: str = field(default="", repr=False)
    publisher: str = ""
    publisher_iri: str = ""
    contact: str = ""
    warm: bool = True
    limits: Limits = field(default_factory=Limits)
    logs: bool = False

    def __post_init__(self) -> None:
        """Refuse a store that anyone could change."""
        if self.scratch and len(self.token) < _SHORTEST_TOKEN:
            raise UsageError(
                Text("--scratch kräver en hemlighet.", "--scratch needs a secret."),
                TOKEN,
                Text(
                    f"Sätt {TOKEN} till minst {_SHORTEST_TOKEN} tecken.",
                    f"Set {TOKEN} to at least {_SHORTEST_TOKEN} characters.",
                ),
            )

    @property
    def address(self) -> str:
        """Where the site begins, without a slash at the end."""
        return self.public.rstrip("/") + self.base_path


def settings_of(project: Project, host: str, port: int, **chosen: Any) -> Settings:
    """The settings of a project's site.

    Parameters:
        chosen: what the command line says; it stands over the file.

    Raises:
        InputError: ``[serve]`` has a word that is not known, or a value of the wrong kind.
    """
    given = _configured(project.root)
    limits = Limits(**{k: v for k, v in given.items() if k in Limits.known()})
    texts = {k: v for k, v in given.items() if k in _TEXTS}
    shown = f"[{host}]" if ":" in host else host
    made = Settings(**{"public": f"http://{shown}:{port}", **texts}, limits=limits)
    path = "/" + made.base_path.strip("/") if made.base_path.strip("/") else ""
    return replace(made, base_path=path, token=os.environ.get(TOKEN, ""), **chosen)


_SERVE = f"{CONFIG} [serve]"


def _configured(root: Path) -> dict[str, Any]:
    found = section(root, "serve", CONFIG)
    kinds = {name: type(getattr(Limits(), name)) for name in Limits.known()}
    kinds.update(dict.fromkeys(_TEXTS, str))
    for key, value in found.items():
        if key not in kinds:
            raise unknown(key, kinds, _SERVE)
        fits = isinstance(value, int | float if kinds[key] is float else kinds[key])
        if not fits or isinstance(value, bool) or (not isinstance(value, str) and value < 0):
            raise InputError(
                Text(f"{key} har ett värde av fel slag.", f"{key} has a value of the wrong kind."),
                _SERVE,
            )
        _refuse_unfit(key, value)
    return found


def _refuse_unfit(key: str, value: Any) -> None:
    """Refuse a text that no address or e-mail address looks like.

    Raises:
        InputError: with an example.
    """
    form, mend = _FORMS.get(key, (None, ""))
    if form is not None and not form.fullmatch(value):
        told = Text(f"{key} är inte rätt skrivet.", f"{key} is not written right.")
        raise InputError(told, _SERVE, mend)
