"""What a store on disk or on a server says of itself: its version, its view and what is in it."""

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from kgraph import __version__
from kgraph.errors import InputError
from kgraph.project import Project
from kgraph.store.view import DEFAULT_MODES, View
from kgraph.wording import Text

VERSION = 1
Files = tuple[tuple[str, str], ...]
_OF = "kgraph-store"


@dataclass(frozen=True)
class Mark:
    """What was loaded.

    Parameters:
        current: which generation of the statements is read.
        as_of: the day of the view that is ready.
        statements: how many statements the data have.
        merged: how many statements the view's default graph has.
        ontology: checksum of the ontology and the rules that the view was made with.
        files: names of the files that were loaded, and the sha256 of each.
        unfit: why the server's own answers are not used, in both languages; empty where they are.
        made_by: the program's version that wrote it.
        version: of the store's own form.
    """

    current: str
    as_of: str
    statements: int
    merged: int
    ontology: str
    files: Files = ()
    unfit: tuple[str, ...] = ()
    made_by: str = __version__
    version: int = VERSION

    @property
    def view(self) -> View:
        """The view that is ready to be asked."""
        return View("all", datetime.date.fromisoformat(self.as_of), DEFAULT_MODES)

    def text(self) -> str:
        """The mark as JSON."""
        return json.dumps({"kind": _OF, **asdict(self)}, ensure_ascii=False, sort_keys=True)

    def named(self, current: str) -> "Mark":
        """The same for another generation."""
        return replace(self, current=current)


def read_mark(text: str, where: str, mend: Callable[[], Text] | None = None) -> Mark:
    """The mark that a store bears.

    Parameters:
        mend: tells what to do where it cannot be read.

    Raises:
        InputError: it is none, or of a store that a newer version wrote.
    """
    try:
        found: Mapping[str, Any] = json.loads(text)
        version = int(found["version"])
        if found["kind"] != _OF:
            raise ValueError(_OF)
        if version > VERSION:
            raise _newer(found, where)
        files = tuple((str(name), str(sha)) for name, sha in found["files"])
        plain = {key: str(found[key]) for key in ("current", "as_of", "ontology", "made_by")}
        datetime.date.fromisoformat(plain["as_of"])
        return Mark(
            **plain,
            statements=int(found["statements"]),
            merged=int(found["merged"]),
            files=files,
            unfit=tuple(str(word) for word in found.get("unfit", ())),
            version=version,
        )
    except (ValueError, KeyError, TypeError):
        raise InputError(
            Text("Lagrets märke går inte att läsa.", "The store's mark cannot be read."),
            where,
            mend() if mend else _EMPTY_SERVER,
        ) from None


def _newer(found: Mapping[str, Any], where: str) -> InputError:
    made_by = str(found.get("made_by", "?"))[:40]
    return InputError(
        Text(
            f"Lagret är skrivet av en nyare version (kgraph {made_by}); den här är {__version__}.",
            f"The store was written by a newer version (kgraph {made_by}); this is {__version__}.",
        ),
        where,
        _ON_SERVER if where.startswith("http") else _ON_DISK,
    )


_ON_DISK = Text(
    "Uppgradera kgraph, eller ladda uppgifterna i ett nytt lager med den här versionen.",
    "Upgrade kgraph, or load the statements into a new store with this version.",
)
_EMPTY_SERVER = Text(
    "Töm där de grafer vars namn börjar med urn:kgraph: och ladda uppgifterna, eller en "
    "säkerhetskopia, på nytt.",
    "Drop there the graphs whose names begin with urn:kgraph: and load the statements, or a "
    "backup, anew.",
)
_ON_SERVER = Text(
    "Uppgradera kgraph, eller töm där de grafer vars namn börjar med urn:kgraph: och ladda "
    "uppgifterna på nytt med den här versionen.",
    "Upgrade kgraph, or drop there the graphs whose names begin with urn:kgraph: and load the "
    "statements anew with this version.",
)


def ontology_sum(project: Project) -> str:
    """A checksum of what a view is made with: the ontology's files and the derivation rules."""
    rules = sorted((project.queries / "derived").glob("*.rq"))
    digest = hashlib.sha256()
    for path in (*project.ontology_files, *rules):
        digest.update(path.name.encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def refuse_other_ontology(mark: Mark, project: Project, address: str) -> None:
    """Refuse a store whose view was made with another ontology or other rules.

    Raises:
        InputError: they have changed since; the mend makes the view anew.
    """
    if mark.ontology != ontology_sum(project):
        raise InputError(
            Text(
                "Lagret laddades med en annan ontologi eller andra regler än projektets.",
                "The store was loaded with another ontology or other rules than the project's.",
            ),
            address,
            Text(
                f"Gör om det som härleds: kgraph load --rebuild --store {address}",
                f"Make what is derived anew: kgraph load --rebuild --store {address}",
            ),
        )


def merged_files(before: Iterable[tuple[str, str]], added: Iterable[tuple[str, str]]) -> Files:
    """The files of a store that more are added to; a file that is loaded anew stands once."""
    return tuple({**dict(before), **dict(added)}.items())
