"""Importing does nothing, and a command loads only what it needs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGINES = {"rdflib", "pyoxigraph", "pyshacl", "shifty", "networkx", "pyvis", "jinja2", "click"}
NUMBERS = {"numpy", "scipy", "pandas", "networkx"}
DRAWING = {"pyvis", "IPython", "jedi", "jsonpickle", "jinja2"}
SERVERS = {"fastapi", "starlette", "uvicorn"}

# Runs code in a fresh process; tells which modules it loaded and which files it opened.
SPY = """
import json, sys
opened = []
def hear(event, values):
    if event == "open" and isinstance(values[0], str):
        opened.append(values[0])
sys.addaudithook(hear)
try:
    exec(sys.argv[1])
except SystemExit as leaving:
    assert not leaving.code, leaving.code
names = sorted({name.partition(".")[0] for name in sys.modules})
print("\\n" + json.dumps([names, opened]))
"""


def spy(code: str) -> tuple[set[str], list[Path]]:
    """Top-level modules loaded and files opened by a text of code."""
    done = subprocess.run(
        [sys.executable, "-c", SPY, code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=True,
    )
    names, opened = json.loads(done.stdout.strip().split("\n")[-1])
    return set(names), [Path(name) for name in opened]


def command(*words: str) -> str:
    """Code that runs the command line with its answer thrown away."""
    return (
        f"import sys; sys.argv = ['kgraph', *{list(words)!r}]\n"
        "from kgraph.cli.main import main\nmain()"
    )


def test_importing_the_package_loads_no_engine() -> None:
    """``import kgraph`` leaves every engine, drawing and number library alone."""
    loaded, _ = spy("import kgraph")

    assert not loaded & (ENGINES | NUMBERS | DRAWING | SERVERS)


def test_importing_the_package_opens_no_file_but_its_own_code() -> None:
    """``import kgraph`` reads no data, no query and no settings."""
    _, opened = spy("import kgraph")

    # zlib and the like are libraries that the interpreter itself maps.
    others = [path for path in opened if path.suffix not in {".py", ".pyc", ".so", ".pyd"}]
    assert others == []


@pytest.mark.parametrize("module", ["kgraph.store", "kgraph.queries", "kgraph.checks"])
def test_importing_a_stage_loads_no_drawing_and_no_numbers(module: str) -> None:
    """The stages can be used as a library without the weight of the pictures."""
    loaded, _ = spy(f"import {module}")

    assert not loaded & (NUMBERS | DRAWING | SERVERS)


def test_help_loads_no_engine() -> None:
    """``kgraph --help`` needs click and nothing else from outside."""
    loaded, _ = spy(command("--help"))

    assert not loaded & (ENGINES - {"click"} | NUMBERS | DRAWING | SERVERS)


@pytest.mark.parametrize(
    "words",
    [
        ("overview", "--quiet"),
        ("sources", "--quiet"),
        ("queries", "--quiet"),
        ("query", "responsible-by-strategy", "--quiet"),
        ("query", "gap-responsibility", "--quiet", "--format", "csv"),
        ("check", "--quiet"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_reading_commands_load_no_drawing_and_no_numbers(words: tuple[str, ...]) -> None:
    """Asking and checking load neither pyvis nor networkx nor numpy nor a server."""
    loaded, _ = spy(command(*words))

    assert not loaded & (NUMBERS | DRAWING | SERVERS)


def test_asking_a_named_query_loads_no_rdflib() -> None:
    """Named queries were read by us and need no second parser."""
    loaded, _ = spy(command("query", "responsible-by-strategy", "--quiet"))

    assert "rdflib" not in loaded


def test_every_module_of_the_package_can_be_imported_alone() -> None:
    """No module depends on another having been imported before it."""
    modules = sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in (ROOT / "kgraph").rglob("*.py")
    )
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}:\n"
        "    for known in [m for m in sys.modules if m.partition('.')[0] == 'kgraph']:\n"
        "        del sys.modules[known]\n"
        "    importlib.import_module(name)\n"
    )

    loaded, _ = spy(code)

    assert "kgraph" in loaded
