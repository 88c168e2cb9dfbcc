"""A full disk, a disk that is only read, files cut short: told with the mend, and nothing lost."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kgraph.errors import KGraphError, OutsideError, reason
from kgraph.project import Project
from kgraph.store import View, open_at
from kgraph.terms import Quad
from tests.helpers import environment, project
from tests.serving import serving
from tests.test_disk_store import DAY, MORE, held, load

_SMALL = """
import resource, sys
from kgraph.cli import main
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
main()
"""


@pytest.fixture
def plan(tmp_path: Path) -> tuple[Project, Path, list[Quad]]:
    """A project, a store with its statements, and those."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    load(made, store)
    return made, store, held(made, store)


def test_the_engines_words_for_what_the_system_refused_are_ours() -> None:
    """It tells no number, only the system's words."""
    for code, told in ((errno.ENOSPC, "disken är full"), (errno.EROFS, "skivan får bara läsas")):
        words = f"IO error: {os.strerror(code)}: While appending to file: /x/48.log"
        assert reason(OSError(words)).sv == told
        assert reason(OSError(code, "x")).sv == told


@pytest.mark.parametrize(
    ("command", "most", "lang"),
    [("load", 1, "sv"), ("load", 50_000, "en"), ("rebuild", 50_000, "sv"),
     ("restore", 50_000, "en"), ("backup", 1, "sv"), ("backup", 500, "en")],
)  # fmt: skip
def test_where_nothing_more_can_be_written_the_store_is_as_it_was(
    plan: tuple[Project, Path, list[Quad]], tmp_path: Path, command: str, most: int, lang: str
) -> None:
    """The process may write no file larger than so much: at once, or midway."""
    made, store, before = plan
    more, copy = tmp_path / "mer.trig", tmp_path / "kopia.nq.gz"
    more.write_text(MORE, encoding="utf-8")
    if command == "restore":
        from kgraph.store.backup import back_up

        back_up(made, str(store), copy)
    given: dict[str, list[str | Path]] = {
        "load": [more],
        "rebuild": ["--rebuild"],
        "restore": [copy],
        "backup": [copy],
    }
    words = ["load" if command == "rebuild" else command, *(str(each) for each in given[command])]

    done = subprocess.run(
        [sys.executable, "-c", _SMALL, str(most), *words, "--store", str(store),
         "--project", str(made.root), "--lang", lang],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    told = {"sv": "filen blev för stor", "en": "the file grew too large"}
    assert done.returncode == 3, done.stderr
    assert told[lang] in done.stderr and "Traceback" not in done.stderr
    assert held(made, store) == before
    assert len(list(store.glob("g-*"))) == 1
    assert copy.exists() == (command == "restore")


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_disk_that_is_only_read_is_told_and_read(
    plan: tuple[Project, Path, list[Quad]], monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Nothing can be loaded there; what is there can be asked."""
    made, store, before = plan
    opened = os.open

    def only_read(path: str, flags: int, mode: int = 0o777, **more: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR) and str(path).startswith(str(store)):
            raise OSError(code, os.strerror(code), str(path))
        return opened(path, flags, mode, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", only_read)
        with pytest.raises(OutsideError, match="lagret är som förut"):
            load(made, store)
        assert held(made, store) == before


def test_a_disk_that_fills_up_at_the_swap_leaves_what_was_there(
    plan: tuple[Project, Path, list[Quad]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last step of a load is one small file."""
    made, store, before = plan
    more = tmp_path / "mer.trig"
    more.write_text(MORE, encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch, pytest.raises(OutsideError, match="disken är full"):
        patch.setattr("kgraph.files._swap", full)
        load(made, store, more, add=True)

    assert held(made, store) == before
    assert len(list(store.glob("g-*"))) == 1


_READ = """
import datetime, sys
from pathlib import Path
from kgraph.errors import KGraphError
from kgraph.project import find_project
from kgraph.store import View, open_at

root, folder, part, how = sys.argv[1:]

def read():
    try:
        store = open_at(find_project(Path(root)), folder)
        view = View(as_of=datetime.date(2025, 6, 1))
        return hash((tuple(store.statements()), store.ntriples(view)))
    except KGraphError as error:
        return f"told {error.exit_code}: {error}"

whole = read()
for path in sorted(next(Path(folder).glob("g-*/")).joinpath(part).iterdir()):
    kept = path.read_bytes()
    path.unlink()
    if how != "gone":
        path.write_bytes(kept[: len(kept) // 2 if how == "half" else 0])
    found = read()
    path.write_bytes(kept)
    print(path.name, "as before" if found == whole else found)
"""


@pytest.mark.prove
@pytest.mark.parametrize("part", ["base", "view"])
@pytest.mark.parametrize("how", ["gone", "empty", "half"])
def test_a_file_of_a_store_that_was_cut_short_is_told_or_does_not_matter(
    plan: tuple[Project, Path, list[Quad]], part: str, how: str
) -> None:
    """Each file in turn: the same answer, or an error with the mend; never a wrong one."""
    made, store, before = plan
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(made.root), str(store), part, how],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    found = [line.split(" ", 1) for line in done.stdout.splitlines()]
    told = {name: words for name, words in found if words != "as before"}
    assert any(name.endswith(".sst") for name in told)
    assert all(w.startswith("told 3") and "kgraph restore" in w for w in told.values()), told
    assert held(made, store) == before


@pytest.mark.prove
def test_a_store_is_copied_and_brought_back_while_it_is_served(
    plan: tuple[Project, Path, list[Quad]], tmp_path: Path
) -> None:
    """Who is asked goes on with what was there; who is started after has the other."""
    made, store, before = plan
    more, copy, late = tmp_path / "mer.trig", tmp_path / "kopia.nq.gz", tmp_path / "sen.nq.gz"
    more.write_text(MORE, encoding="utf-8")
    ask = "ASK { GRAPH ?g { <https://w3id.org/kompsam/id/element/i9> ?p ?o } }"
    words = ("--store", str(store))
    with serving(made.root, tmp_path / "log", *words) as server:
        _run(made, "backup", copy, *words)
        _run(made, "load", more, *words)
        _run(made, "backup", late, *words)
        assert server.query(ask).json["boolean"] is False
        with serving(made.root, tmp_path / "log-2", *words) as other:
            _run(made, "restore", copy, *words)
            assert other.query(ask).json["boolean"] is True
            assert server.query(ask + " # again").json["boolean"] is False
    assert held(made, store) == before
    _run(made, "restore", late, *words)
    assert any(str(quad[0]).endswith("/i9") for quad in held(made, store))


def _run(made: Project, *words: str | Path) -> None:
    from tests.helpers import process

    answer = process(*words, "--project", made.root)
    assert answer.code == 0, answer.err


def test_what_was_opened_answers_to_its_end_while_another_loads(
    plan: tuple[Project, Path, list[Quad]],
) -> None:
    """Its files stay as long as somebody has them open."""
    made, store, before = plan
    opened = open_at(made, str(store))
    for _ in range(3):
        load(made, store)

    assert list(opened.statements()) == before
    assert opened.ntriples(View(as_of=DAY)) == open_at(made, str(store)).ntriples(View(as_of=DAY))
    with pytest.raises(KGraphError):
        open_at(made, str(store / "nowhere"))
