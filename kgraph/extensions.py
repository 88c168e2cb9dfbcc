"""Extensions of a project: folders with terms, lists, checks, questions, kinds and data.

``extensions/NAME/`` lies beside the shipped folders and none of their files is changed, so a newer
ontology can be laid over the old one. An extension is data alone: nothing in the folder of a
project is ever run as a program, since projects are handed on and opened by others. What cannot be
said in Turtle and SPARQL belongs in a Python package that uses the library from outside.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kgraph import __version__
from kgraph.errors import InputError
from kgraph.settings import read_toml
from kgraph.terms import BASE, PREFIXES
from kgraph.wording import Text

FOLDER = "extensions"
SETTINGS = "extension.toml"
EXAMPLE = Path(__file__).parent / "examples"
ONTOLOGY = ("terms.ttl", "lists.ttl", "shapes.ttl")
_KEYS = ("title-sv", "title-en", "namespace", "requires", "version")
_NEEDED = ("title-sv", "title-en", "namespace")
_NAME = re.compile(r"(?!gap|ovl)[a-z][a-z0-9]{1,19}")
_STEM = re.compile(r"[a-z][a-z0-9-]*")
_KIND = re.compile(r"(gap|ovl)-[0-9]{2}")
_SPACE = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#]")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,2}")
_ASIDE = ("readme", "license", "licence")


@dataclass(frozen=True)
class Extension:
    """One extension.

    Parameters:
        name: its folder's name; the ids of its checks and kinds begin with it.
        root: the folder.
        title: what people call it.
        namespace: what the IRIs of everything that it defines begin with.
        version: its own, or "".
        files: what it holds, sorted by path.
    """

    name: str
    root: Path
    title: Text
    namespace: str
    version: str
    files: tuple[Path, ...]

    @property
    def ontology_files(self) -> tuple[Path, ...]:
        """Terms, lists and shapes, as many of them as it has."""
        return tuple(path for path in self.files if self._part(path) in ONTOLOGY)

    @property
    def data_files(self) -> tuple[Path, ...]:
        """What it states."""
        return self._in("data")

    @property
    def query_files(self) -> tuple[Path, ...]:
        """Its named questions."""
        return self._in("queries")

    @property
    def kind_files(self) -> dict[str, Path]:
        """Its kinds of finding: the question of each, by the kind's id (``moten-gap-01``)."""
        return {f"{self.name}-{path.stem}": path for path in self._in("findings")}

    @property
    def kind_iris(self) -> dict[str, str]:
        """By the id of each of its kinds, the value in the list of kinds."""
        return {kind: f"{self.namespace}vocab/finding-type/{kind}" for kind in self.kind_files}

    def _part(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _in(self, folder: str) -> tuple[Path, ...]:
        return tuple(path for path in self.files if self._part(path).startswith(folder + "/"))


def read_extensions(root: Path, off: Collection[str] = ()) -> tuple[Extension, ...]:
    """The extensions of a project that are switched on, by name.

    Parameters:
        root: the project's folder.
        off: names of those that are switched off; nothing of these is read.

    Raises:
        InputError: a folder is no extension, needs a newer kgraph, or holds what is never read.
    """
    folder = root / FOLDER
    there = [path for path in _sorted(folder) if path.is_dir() and path.name[0] not in ".#"]
    _refuse_unknown_off(off, [path.name for path in there])
    found = tuple(_read(path) for path in there if path.name not in off)
    for i, one in enumerate(found):
        for other in found[:i]:
            if one.namespace.startswith(other.namespace) or other.namespace.startswith(
                one.namespace
            ):
                raise _wrong(one.name, _taken(other.name), _OWN_SPACE)
    return found


def _sorted(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _place(name: str, part: str = SETTINGS) -> str:
    return f"{FOLDER}/{name}/{part}"


def _wrong(name: str, what: Text, mend: Text, part: str = SETTINGS) -> InputError:
    return InputError(what, _place(name, part), mend)


_OWN_SPACE = Text(
    'Välj en adress som ni råder över, till exempel namespace = "https://exempel.se/moten/".',
    'Choose an address that you control, such as namespace = "https://example.org/meetings/".',
)


def _taken(by: str) -> Text:
    return Text(f"Namnrymden hör till {by}.", f"The namespace belongs to {by}.")


def _refuse_unknown_off(off: Collection[str], names: Collection[str]) -> None:
    for name in off:
        if name not in names:
            near = get_close_matches(name, names, 1)
            mend = Text("Ta bort namnet.", "Remove the name.")
            if near:
                mend = Text(f"Menade du {near[0]}?", f"Did you mean {near[0]}?")
            raise InputError(
                Text(
                    f"Tillägget {name} ska vara avstängt men finns inte.",
                    f"The extension {name} is to be off but is not there.",
                ),
                "kgraph.toml: [extensions] off",
                mend,
            )


def _read(root: Path) -> Extension:
    if root.is_symlink():
        mend = Text("Lägg mappen själv här.", "Put the folder itself here.")
        raise InputError(_LINK, f"{FOLDER}/{root.name}", mend)
    if not _NAME.fullmatch(root.name):
        raise InputError(
            Text(f"{root.name} kan ett tillägg inte heta.",
                 f"An extension cannot be called {root.name}."),
            f"{FOLDER}/{root.name}",
            Text("Små bokstäver a–z och siffror, 2–20 tecken, och inte gap… eller ovl….",
                 "Small letters a–z and digits, 2–20 of them, not beginning with gap or ovl."),
        )  # fmt: skip
    values = _settings(root)
    _refuse_newer(root.name, values.get("requires", "0"))
    _refuse_space(root.name, values["namespace"])
    return Extension(
        root.name,
        root,
        Text(values["title-sv"], values["title-en"]),
        values["namespace"],
        values.get("version", ""),
        tuple(_files(root)),
    )


def _settings(root: Path) -> dict[str, str]:
    path = root / SETTINGS
    if not path.is_file() or path.is_symlink():
        raise _wrong(
            root.name,
            Text("Mappen är inget tillägg: inställningarna saknas.",
                 "The folder is no extension: its settings are missing."),
            Text("Se ett exempel: kgraph new MAPP --example",
                 "See an example: kgraph new FOLDER --example"),
        )  # fmt: skip
    values: dict[str, str] = read_toml(path, _place(root.name))
    for key, value in values.items():
        if key not in _KEYS or not isinstance(value, str) or not value.strip():
            raise _wrong(
                root.name,
                Text(f"Okänd inställning eller inget värde: {key}.",
                     f"An unknown setting or no value: {key}."),
                Text(f"Det som kan stå: {', '.join(_KEYS)}, med text.",
                     f"What can stand: {', '.join(_KEYS)}, with text."),
            )  # fmt: skip
    for key in _NEEDED:
        if key not in values:
            mend = Text(f'Lägg till raden {key} = "…".', f'Add the line {key} = "…".')
            raise _wrong(root.name, Text(f"{key} saknas.", f"{key} is missing."), mend)
    return values


def _refuse_newer(name: str, needed: str) -> None:
    if not _VERSION.fullmatch(needed):
        raise _wrong(name, Text(f"requires = {needed} är ingen version.",
                                f"requires = {needed} is no version."),
                     Text('Skriv till exempel requires = "0.1".',
                          'Write for example requires = "0.1".'))  # fmt: skip
    if _numbers(needed) > _numbers(__version__):
        off = f'[extensions] off = ["{name}"]'
        raise _wrong(
            name,
            Text(f"Tillägget {name} är gjort för kgraph {needed} eller nyare; det här är "
                 f"{__version__}.",
                 f"The extension {name} is made for kgraph {needed} or newer; this is "
                 f"{__version__}."),
            Text(f"Uppgradera kgraph, eller stäng av det i kgraph.toml: {off}",
                 f"Upgrade kgraph, or switch it off in kgraph.toml: {off}"),
        )  # fmt: skip


def _numbers(version: str) -> tuple[int, ...]:
    return (*(int(n) for n in re.findall(r"[0-9]+", version)), 0, 0)[:3]


def _refuse_space(name: str, space: str) -> None:
    if not _SPACE.fullmatch(space):
        raise _wrong(name, Text(f"{space} är ingen namnrymd.", f"{space} is no namespace."),
                     Text("Skriv en http(s)-adress som slutar med / eller #.",
                          "Write an http(s) address that ends with / or #."))  # fmt: skip
    for known in (BASE, *PREFIXES.values()):
        if space.startswith(known) or known.startswith(space):
            raise _wrong(name, _taken("kgraph" if known.startswith(BASE) else known), _OWN_SPACE)


_LINK = Text("En länk läses inte.", "A link is not read.")


def _files(root: Path) -> Iterator[Path]:
    """What the folder holds; what would never be read is refused and not passed by in silence."""
    for path in sorted(root.rglob("*")):
        part = path.relative_to(root).as_posix()
        if any(name[0] in ".#" for name in path.relative_to(root).parts):
            continue
        if path.is_symlink():
            mend = Text("Lägg filen själv här.", "Put the file itself here.")
            raise _wrong(root.name, _LINK, mend, part)
        if path.is_dir() or part == SETTINGS or path.stem.lower() in _ASIDE:
            continue
        if not _is_read(part):
            raise _never_read(root.name, part)
        yield path


def _is_read(part: str) -> bool:
    folder, _, rest = part.partition("/")
    stem, _, ending = rest.rpartition(".")
    if folder == "data":
        return rest.lower().endswith((".trig", ".ttl"))
    if folder == "queries":
        return ending == "rq" and bool(_STEM.fullmatch(stem))
    if folder == "findings":
        return ending == "rq" and bool(_KIND.fullmatch(stem))
    return part in ONTOLOGY


def _never_read(name: str, part: str) -> InputError:
    if part.endswith((".py", ".pyc", ".so", ".js", ".sh")):
        return _wrong(
            name,
            Text("Ett tillägg är bara uppgifter: inget program i en projektmapp körs.",
                 "An extension is data alone: no program in a project's folder is run."),
            Text("Skriv regeln som en fråga i findings/, eller använd biblioteket utifrån.",
                 "Write the rule as a question in findings/, or use the library from outside."),
            part,
        )  # fmt: skip
    return _wrong(
        name,
        Text("Filen skulle aldrig läsas.", "The file would never be read."),
        Text("Det som läses: terms.ttl, lists.ttl, shapes.ttl, queries/namn.rq, "
             "findings/gap-01.rq, data/….trig och data/….ttl.",
             "What is read: terms.ttl, lists.ttl, shapes.ttl, queries/name.rq, "
             "findings/gap-01.rq, data/….trig and data/….ttl."),
        part,
    )  # fmt: skip
