"""The documents tell the truth: their commands exist, their examples give what they show."""

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from kgraph.cli.main import commands
from kgraph.network import catalogue as networks
from kgraph.project import find_project
from kgraph.queries import catalogue as queries
from tests.helpers import register_commands
from tools.readme import EXAMPLE, renewed

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(path.name for path in ROOT.glob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
register_commands()
KNOWN = commands.commands


def read(name: str) -> str:
    """A document's text."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, *kinds: str) -> list[str]:
    """The code blocks of some kinds in a document."""
    return [body for kind, body in BLOCK.findall(read(name)) if kind in kinds]


def kgraph_commands(name: str) -> list[list[str]]:
    """Every ``kgraph`` command that a document shows, as words."""
    lines = [
        line.removeprefix("$ ")
        for body in blocks(name, "sh", "console", "powershell")
        for line in body.split("\n")
    ]
    lines += re.findall(r"`(kgraph [^`]+)`", read(name))
    found = [re.sub(r"^\.venv\\Scripts\\", "", line) for line in lines]
    return [shlex.split(line, comments=True) for line in found if line.startswith("kgraph ")]


def parameters_of(words: list[str]) -> set[str]:
    """Parameters that the named query or network of a command takes."""
    if len(words) < 2 or words[0] not in ("query", "network"):
        return set()
    project = find_project(ROOT)
    named = {**queries(project), **networks(project)}.get(words[1])
    return {f"--{parameter.name}" for parameter in named.parameters} if named else set()


def test_the_readme_opens_with_the_two_commands() -> None:
    """Whoever reads only the beginning knows how to start."""
    first = blocks("README.md", "sh")[0]

    assert [line.split("#")[0].strip() for line in first.strip().split("\n")] == [
        "make run",
        "make test",
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_that_is_named_exists(name: str) -> None:
    """``make X`` in a document is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))

    lines = "\n".join([*blocks(name, "sh"), *re.findall(r"`(make [^`]+)`", read(name))])
    named = set(re.findall(r"^make ([a-z-]+)", lines, re.M))
    assert named <= targets


def test_the_plain_words_install_what_make_installs() -> None:
    """The commands for a machine without make are those of the Makefile."""
    plain = " ".join(" ".join(blocks("README.md", "powershell")).split())
    make = (ROOT / "Makefile").read_text(encoding="utf-8").replace("--editable", "-e")

    for words in (
        "--require-hashes -r requirements.lock",
        "--no-index --no-deps --no-build-isolation -e .",
        "--require-hashes -r requirements-dev.lock",
        "ruff check",
        "ruff format --check",
        "lint-imports",
        "mypy",
        "pytest",
    ):
        assert words in plain
        assert words in make


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_relative_link_leads_somewhere(name: str) -> None:
    """A link to a file or folder of the project has one behind it."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", read(name)):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_is_shown_exists(name: str) -> None:
    """Commands, options, queries, networks and parameters are called what documents call them."""
    project = find_project(ROOT)
    named = {"query": queries(project), "network": networks(project)}
    for _, *words in kgraph_commands(name):
        if words[0].startswith("-"):
            continue
        assert words[0] in KNOWN, words
        options = {text for option in KNOWN[words[0]].params for text in option.opts}
        used = {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"}
        assert used <= options | parameters_of(words) | {"--help"}, words
        if words[0] in named and len(words) > 1 and re.fullmatch(r"[a-z-]+", words[1]):
            assert words[1] in named[words[0]] or words[1].startswith("-"), words


def test_the_examples_give_what_is_shown() -> None:
    """The answers in the README are the program's own; ``make docs`` makes them anew."""
    text = read("README.md")

    assert len(EXAMPLE.findall(text)) == len(blocks("README.md", "console"))
    assert renewed(text) == text, "make them anew: make docs"


def test_every_command_is_in_the_readme() -> None:
    """A command that no document tells of will not be found."""
    told = {words[1] for name in DOCUMENTS for words in kgraph_commands(name)}

    assert set(KNOWN) <= told


def test_every_command_has_help() -> None:
    """``kgraph COMMAND --help`` says what it is for and what each option does."""
    for name, command in commands.commands.items():
        assert command.help, name
        options = [each for each in command.params if isinstance(each, click.Option)]
        unsaid = {"--format", "--engine", "--lang"}
        assert not [o.opts for o in options if not o.help and not unsaid & set(o.opts)], name


def test_the_stages_table_names_what_exists() -> None:
    """The modules and commands of the table of stages are there."""
    rows = re.findall(
        r"^\| \w+ \| `([^`]+)` \| .* \| `kgraph (\w+)` \|", read("CONTRIBUTING.md"), re.M
    )

    assert len(rows) >= 5
    for module, command in rows:
        assert (ROOT / "kgraph" / module).exists(), module
        assert command in KNOWN, command


def test_the_documents_speak_of_the_project_alone() -> None:
    """No paths of somebody's machine, no addresses of registries, no e-mail addresses."""
    foreign = re.compile(r"/home/|/root/|/tmp/|C:\\Users|[\w.]+@[\w.]+\.\w+")

    for name in DOCUMENTS:
        assert not foreign.search(read(name)), name


SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
BANS = SETTINGS["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in (ROOT / "kgraph").rglob("*.py")
}
NAMED_MODULE = re.compile(r"\bkgraph(?:\.[a-z_]+)+\b")


def imports(tree: ast.AST) -> Iterator[str]:
    """What a module imports when it runs; imports for type checking alone are left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
        yield from imports(node)


@cache
def imported() -> dict[str, set[str]]:
    """What each module imports, by the library's first word."""
    return {
        name: {each.partition(".")[0] for each in imports(ast.parse(path.read_bytes()))}
        for name, path in MODULES.items()
    }


@pytest.mark.parametrize("library", sorted(BANS))
def test_a_ban_names_every_door(library: str) -> None:
    """Who imports a banned library is told where it may be, and there it is."""
    users = {name for name, libraries in imported().items() if library in libraries}
    doors = {door for door in NAMED_MODULE.findall(BANS[library]["msg"]) if door in MODULES}

    assert users
    assert not [u for u in users if not any((u + ".").startswith(d + ".") for d in doors)]


def test_nothing_is_excused_that_is_gone() -> None:
    """Each file or folder with an exception to the rules of style is there."""
    for pattern in SETTINGS["ruff"]["lint"]["per-file-ignores"]:
        stem, _, many = pattern.partition("{")
        names = many.partition("}")[0].split(",") if many else [""]
        for name in names:
            assert list(ROOT.glob(f"{stem}{name}{'.py' if many else ''}")), pattern


def test_every_module_that_is_named_exists() -> None:
    """Docstrings, messages and documents name no module that has moved or gone."""
    names = set(MODULES) | {"kgraph.toml"}
    texts = {str(path): path.read_text(encoding="utf-8") for path in MODULES.values()}
    texts |= {name: read(name) for name in DOCUMENTS} | {"bans": str(BANS)}
    for place, text in texts.items():
        for named in NAMED_MODULE.findall(text):
            parent = named.rpartition(".")[0]
            assert named in names or parent in names, (place, named)


def test_every_file_that_the_documents_name_exists() -> None:
    """A file in backquotes is one of the project's, by its path or the end of it."""
    files = ["/" + path.relative_to(ROOT).as_posix() for path in MODULES.values()]
    files += ["/" + p.relative_to(ROOT).as_posix() for p in (ROOT / "tests").rglob("*.py")]
    files += ["/" + p.name for p in ROOT.glob("*.py")]
    for name in ("CONTRIBUTING.md", "CHANGELOG.md", "README.md"):
        for named in re.findall(r"`([\w/]+\.py)`", read(name)):
            assert any(file.endswith("/" + named) for file in files), (name, named)
