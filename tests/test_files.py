"""Nothing is ever half written: beside first, then swapped in, several files together."""

import contextlib
import errno
import json
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgraph import files
from kgraph.errors import InputError, OutsideError
from kgraph.files import NOTE, alone_in, remove_leftovers, settle, write_all, write_beside_and_swap
from tests.helpers import environment, no_strays

ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0


def test_a_file_gets_its_new_content(tmp_path: Path) -> None:
    """The content is there and nothing beside it."""
    write_beside_and_swap(tmp_path / "a.txt", b"new")

    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert no_strays(tmp_path)


def test_an_existing_file_keeps_its_rights(tmp_path: Path) -> None:
    """Replacing what a file holds does not change who may read it."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)

    write_beside_and_swap(path, b"new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_rights_the_user_gives_new_files(tmp_path: Path) -> None:
    """The umask is heard."""
    before = os.umask(0o077)
    try:
        write_beside_and_swap(tmp_path / "a.txt", b"new")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What the link points at is replaced, not the link."""
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("real.txt")

    write_beside_and_swap(tmp_path / "link.txt", b"new")

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_a_link_that_leads_nowhere_makes_the_file_it_names(tmp_path: Path) -> None:
    """As any program would write through it."""
    (tmp_path / "link.txt").symlink_to("real.txt")

    write_beside_and_swap(tmp_path / "link.txt", b"new")

    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_a_ring_of_links_is_told_and_not_followed(tmp_path: Path) -> None:
    """A fault in the folder is a message."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    with contextlib.suppress(OutsideError):
        write_beside_and_swap(tmp_path / "a", b"new")

    assert no_strays(tmp_path)


def test_a_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    """Writing to ``/dev/null`` must leave a device there, whoever runs the program."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()

    write_beside_and_swap(pipe, b"new")
    reader.join(10)
    write_beside_and_swap(Path(os.devnull), b"new")

    assert got == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_device_is_told_as_full() -> None:
    """What, where and mend."""
    with pytest.raises(OutsideError, match=r"/dev/full: .* disken är full\. Kontrollera"):
        write_beside_and_swap(Path("/dev/full"), b"new")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing/a.txt", "mappen finns inte"),
        ("file/a.txt", "ingen mapp"),
        (".", "det är en mapp"),
        ("x" * 300, "namnet är för långt"),
    ],
)
def test_what_cannot_be_written_is_told_with_its_reason(
    tmp_path: Path, name: str, reason: str
) -> None:
    """The place is the file that was asked for, and nothing is left behind."""
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(OutsideError, match=reason) as caught:
        write_beside_and_swap(tmp_path / name, b"new")

    assert caught.value.where == str(tmp_path / name)
    assert caught.value.exit_code == 3
    assert no_strays(tmp_path)


def test_a_file_that_may_not_be_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only file is not replaced just because its folder may be written."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o444)
    if ROOT_USER:
        monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(OutsideError, match="rättighet saknas"):
        write_beside_and_swap(path, b"new")

    assert path.read_bytes() == b"old"


def test_when_one_of_several_cannot_be_written_none_is(tmp_path: Path) -> None:
    """The good one is written beside first, and taken away again."""
    (tmp_path / "a.txt").write_bytes(b"old")

    with pytest.raises(OutsideError, match="inget är ändrat"):
        write_all({tmp_path / "a.txt": b"new", tmp_path / "missing" / "b.txt": b"new"})

    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert no_strays(tmp_path)


def test_when_a_swap_fails_those_already_made_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second rename fails: the first file has its old content, the new one is gone."""
    (tmp_path / "a.txt").write_bytes(b"old")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "c.txt":
            raise OSError(errno.EIO, "broken")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)

    with pytest.raises(OutsideError, match="broken"):
        write_all({tmp_path / name: b"new" for name in ("a.txt", "b.txt", "c.txt")})

    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_an_interrupt_between_two_swaps_puts_the_first_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in a notebook leaves the old state, whole."""
    (tmp_path / "a.txt").write_bytes(b"old")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "b.txt":
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)

    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "a.txt": b"new", tmp_path / "b.txt": b"new"}, tmp_path / NOTE)

    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


_KILLED = """
import os, pathlib, sys
from kgraph.files import write_all
folder, last = pathlib.Path(sys.argv[1]), int(sys.argv[2])
renames, replace = [], pathlib.Path.replace
def counting(path, target):
    if len(renames) == last:
        os._exit(9)
    renames.append(target)
    return replace(path, target)
pathlib.Path.replace = counting
write_all({folder / "a.csv": b"new a", folder / "b.csv": b"new b"}, as_one=True)
"""


@pytest.mark.parametrize("renames", range(4))
def test_files_that_belong_together_are_never_of_different_runs(
    tmp_path: Path, renames: int
) -> None:
    """Wherever the process is killed: one may be missing, but no old one stands by a new one."""
    (tmp_path / "a.csv").write_bytes(b"old a")
    (tmp_path / "b.csv").write_bytes(b"old b")

    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path), str(renames)],
        env=environment(),
        check=False,
    )

    assert done.returncode == (9 if renames < 3 else 0)
    found = {p.name: p.read_bytes() for p in tmp_path.iterdir() if not p.name.startswith(".")}
    assert len({content[:3] for content in found.values()}) == 1, found
    assert renames < 3 or (len(found) == 2 and no_strays(tmp_path))


def test_files_that_belong_together_come_back_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the second cannot be swapped in, both are the old ones."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(b"old")
    second.write_bytes(b"old")
    replace = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if Path(target) == second and path.read_bytes() == b"new":
            raise OSError(errno.ENOSPC, "")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OutsideError, match="disken är full"):
        write_all({first: b"new", second: b"new"}, as_one=True)

    assert (first.read_bytes(), second.read_bytes()) == (b"old", b"old")
    assert no_strays(tmp_path)


def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path: Path) -> None:
    """The child may write 4 kB and no more; the system then refuses."""
    (tmp_path / "a.txt").write_bytes(b"old")
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from kgraph.files import write_beside_and_swap\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        "    write_beside_and_swap(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except Exception as error:\n"
        "    print(error.exit_code, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.txt")],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )

    assert done.stdout.startswith("3 "), done.stderr
    assert "för stor" in done.stdout
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert no_strays(tmp_path)


@pytest.fixture
def broken_off(tmp_path: Path) -> Path:
    """A folder in which a swap of two files was broken off after the first."""
    (tmp_path / "a.txt").write_bytes(b"new")
    (tmp_path / "b.txt").write_bytes(b"old")
    (tmp_path / ".kgraph-2.tmp").write_bytes(b"new")
    pairs = [[".kgraph-1.tmp", "a.txt"], [".kgraph-2.tmp", "b.txt"]]
    (tmp_path / NOTE).write_text(json.dumps(pairs))
    return tmp_path


def test_a_swap_that_was_broken_off_is_finished(broken_off: Path) -> None:
    """Whoever opens the folder next sees all of it."""
    settle(broken_off)

    assert (broken_off / "a.txt").read_bytes() == (broken_off / "b.txt").read_bytes() == b"new"
    assert no_strays(broken_off)


def test_settling_a_settled_folder_does_nothing(tmp_path: Path) -> None:
    """And may be done any number of times."""
    settle(tmp_path)
    settle(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_swap_that_cannot_be_finished_is_told(
    broken_off: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a change is never read in silence."""

    def replace(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "replace", replace)

    with pytest.raises(InputError, match="avbröts och går inte att slutföra: rättighet saknas"):
        settle(broken_off)


def test_a_note_that_is_no_note_is_told(tmp_path: Path) -> None:
    """A damaged note is an error and not ignored."""
    (tmp_path / NOTE).write_text("{")

    with pytest.raises(InputError, match="går inte att slutföra"):
        settle(tmp_path)


def test_leftovers_of_killed_writers_are_removed(tmp_path: Path) -> None:
    """In every folder below, and nothing else."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / ".kgraph-ab.tmp").write_bytes(b"")
    (tmp_path / "sources" / "a.trig").write_bytes(b"")

    remove_leftovers(tmp_path)

    assert [path.name for path in (tmp_path / "sources").iterdir()] == ["a.trig"]


def test_writers_of_one_folder_take_turns(tmp_path: Path) -> None:
    """The second waits until the first is done."""
    order: list[str] = []

    def write(name: str) -> None:
        with alone_in(tmp_path):
            order.append(name + " begins")
            time.sleep(0.1)
            order.append(name + " ends")

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [word.split()[1] for word in order] == ["begins", "ends"] * 2


def test_a_writer_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that somebody else is writing."""
    monkeypatch.setattr(files, "_PATIENCE", 0.1)

    with (
        alone_in(tmp_path),
        pytest.raises(OutsideError, match="Någon annan skriver"),
        alone_in(tmp_path),
    ):
        pass


@pytest.fixture(autouse=True)
def _handles() -> Iterator[None]:
    """No test leaves a file open."""
    folder = Path("/proc/self/fd")
    before = len(list(folder.iterdir())) if folder.is_dir() else 0
    yield
    after = len(list(folder.iterdir())) if folder.is_dir() else 0
    assert after <= before
