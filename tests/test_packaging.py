"""What is installed is what is in the checkout: the wheel, the editable install, the locks."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tomllib
import urllib.error
import urllib.request
import venv
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("ontology", "data", "queries")
LOCKS = ("requirements.lock", "requirements-dev.lock")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def settings() -> dict[str, Any]:
    """The project's settings."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def call(*command: str | Path, cwd: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a command without the checkout on Python's path."""
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "MAKEFLAGS", "MFLAGS", "MAKELEVEL"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**kept, "PYTHONUTF8": "1", **more},
        capture_output=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file under a folder by its path inside it."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the checkout."""
    if find_spec("hatchling") is None or find_spec("pip") is None:
        pytest.skip("hatchling and pip are not in this environment (requirements.lock has them)")
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    done = call(sys.executable, "-m", "pip", "wheel", *options, ROOT, cwd=folder)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``kgraph`` program of another environment, installed there from the wheel.

    The libraries are borrowed from this environment; a plain path entry does not bring its
    editable install along.
    """
    home = tmp_path_factory.mktemp("another environment")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    options = ("--no-index", "--no-deps", "--quiet", wheel)
    python = scripts / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", *options)
    done = call(*pip, cwd=home)
    assert done.returncode == 0, done.stderr
    place = call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home)
    libraries = Path(place.stdout.strip()) / "libraries.pth"
    libraries.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts / "kgraph"


@pytest.fixture
def elsewhere(installed: Path, tmp_path: Path) -> Run:
    """Run the installed program from a folder that has nothing to do with the checkout."""

    def run(*words: str | Path, cwd: Path = tmp_path) -> "subprocess.CompletedProcess[str]":
        done = call(installed, *words, cwd=cwd)
        assert done.returncode in (0, 1), done.stderr
        return done

    return run


def test_the_wheel_holds_the_project_byte_for_byte(wheel: Path) -> None:
    """Ontology, data and queries travel in the wheel as they are in the checkout."""
    with zipfile.ZipFile(wheel) as archive:
        shipped = {
            name.removeprefix("kgraph/shipped/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("kgraph/shipped/")
        }

    expected = {
        f"{part}/{name}": raw for part in PARTS for name, raw in files_of(ROOT / part).items()
    }
    assert shipped == expected


def test_the_wheel_holds_all_of_the_package(wheel: Path) -> None:
    """Modules, page templates and the mark of typed code are in the wheel, and no tests."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    package = {f"kgraph/{name}" for name in files_of(ROOT / "kgraph") if "__pycache__" not in name}
    assert package <= names
    assert "kgraph/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "tools/"))]


def test_the_wheel_holds_the_licences(wheel: Path) -> None:
    """Code, data and lists each have their licence text in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name).name for name in archive.namelist() if "licenses" in name}

    assert names == {"LICENSE", "CC-BY-4.0.txt", "CC0-1.0.txt"}


def test_the_installed_program_answers_from_its_own_copy(elsewhere: Run, tmp_path: Path) -> None:
    """In a folder without a project the shipped copy is used, and the reader is told so."""
    done = elsewhere("sources")

    assert "medföljande, skrivs aldrig" in done.stderr
    assert str(ROOT) not in done.stderr
    assert "000" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_installed_program_gives_the_same_answer_as_the_checkout(elsewhere: Run) -> None:
    """A question has the same answer from the wheel's copy as from the checkout."""
    question = ("query", "responsible-by-strategy", "--format", "csv")

    shipped, checkout = elsewhere(*question), elsewhere(*question, cwd=ROOT)

    assert "arbetsmappen" in checkout.stderr
    assert shipped.stdout.count("\n") > 1
    assert shipped.stdout == checkout.stdout


def test_the_shipped_copy_stays_as_it_was(elsewhere: Run, installed: Path) -> None:
    """Reading commands write nothing beside the installed package's data."""
    (shipped,) = installed.parents[1].rglob("kgraph/shipped")
    before = files_of(shipped)

    elsewhere("overview")
    elsewhere("check")

    assert files_of(shipped) == before


def test_a_new_project_is_made_and_used(elsewhere: Run, tmp_path: Path) -> None:
    """``kgraph new`` copies the shipped project, and commands inside the copy use the copy."""
    folder = tmp_path / "eget projekt"

    elsewhere("new", folder)
    inside = elsewhere("sources", cwd=folder / "data")
    beside = elsewhere("sources", "--project", folder)

    for part in PARTS:
        assert files_of(folder / part) == files_of(ROOT / part)
    assert f"{folder} (arbetsmappen)" in inside.stderr
    assert f"{folder} (angivet)" in beside.stderr
    assert inside.stdout == beside.stdout


def test_an_editable_install_holds_no_copy_of_the_data(tmp_path: Path) -> None:
    """In a checkout the folders themselves are read; a copy beside them would grow stale."""
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not in this environment (requirements.lock has it)")
    code = "import hatchling.build, sys; print(hatchling.build.build_editable(sys.argv[1]))"
    folder = Path(sysconfig.get_path("purelib"))
    assert not (folder / "kgraph" / "shipped").exists()

    done = call(sys.executable, "-c", code, tmp_path, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / done.stdout.strip().split("\n")[-1]) as archive:
        names = archive.namelist()

    assert not [name for name in names if "shipped" in name]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name: str) -> None:
    """Locks hold names, versions and hashes: where to fetch from is the reader's own setting."""
    text = (ROOT / name).read_text(encoding="utf-8")

    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|--trusted-host", text)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_and_hashes_everything(name: str) -> None:
    """Every requirement in a lock has one version and at least one hash."""
    text = (ROOT / name).read_text(encoding="utf-8")
    plain = re.sub(r"^\s*#.*\n", "", text, flags=re.M).replace("\\\n", " ")

    for line in plain.strip().split("\n"):
        assert re.match(r"[a-z0-9-]+==[^ ]+ .*--hash=sha256:[0-9a-f]{64}", line), line


def pins(name: str) -> dict[str, set[str]]:
    """Versions by name in a lock."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").split("\n"):
        if pin := re.match(r"([a-z0-9-]+)==([^ ]+)", line):
            found.setdefault(pin[1], set()).add(pin[2])
    return found


def test_the_locks_agree() -> None:
    """What is tested is what is run: the test lock has every version of the other."""
    run, test = pins("requirements.lock"), pins("requirements-dev.lock")

    assert {name: test.get(name) for name in run} == run


def test_the_locks_hold_what_the_settings_ask_for() -> None:
    """A dependency added to the settings is in the locks."""
    project = settings()["project"]
    groups = settings()["dependency-groups"]
    asked = {
        "requirements.lock": [*project["dependencies"], *groups["build"]],
        "requirements-dev.lock": [*project["optional-dependencies"]["test"]],
    }

    for lock, requirements in asked.items():
        names = {re.split(r"[^A-Za-z0-9-]", each)[0] for each in requirements}
        assert names <= set(pins(lock)), lock


def test_windows_gets_what_only_windows_needs() -> None:
    """The locks are for every system: click's colours on Windows are among them."""
    assert "colorama" in pins("requirements.lock")


def test_no_library_has_a_licence_that_binds_the_user() -> None:
    """Everything locked is under a permissive licence, as each distribution states it."""
    done = call(sys.executable, "tools/licences.py", cwd=ROOT)

    assert done.returncode == 0, done.stdout


def test_the_version_is_one() -> None:
    """The package, its settings and the changelog agree on the version."""
    import kgraph

    version = settings()["project"]["version"]

    assert kgraph.__version__ == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# --- finding a Python -----------------------------------------------------------------------


def fake_python(folder: Path, name: str, version: str, *, complete: bool) -> None:
    """A program that answers as a Python of a version would."""
    old = tuple(int(part) for part in version.split(".")) < (3, 11)
    body = [
        "#!/bin/sh",
        'case "$2" in',
        f"*'version_info < '*) exit {int(old)} ;;",
        f"*venv*) exit {int(not complete)} ;;",
        f"*print*) echo {version} ;;",
        "esac",
    ]
    program = folder / name
    program.write_text("\n".join(body) + "\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.fixture
def find_python(tmp_path: Path) -> Run:
    """Look for a Python on a machine that has only those in ``tmp_path``."""
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("no POSIX shell on this machine")

    def run(**more: str) -> "subprocess.CompletedProcess[str]":
        return call(shell, ROOT / "tools/find-python", cwd=tmp_path, PATH=str(tmp_path), **more)

    return run


def test_a_new_python_is_used(find_python: Run, tmp_path: Path) -> None:
    """The first Python that is new enough and complete is taken."""
    fake_python(tmp_path, "python3", "3.11", complete=True)

    assert find_python(PYTHON="").stdout == "python3\n"


def test_a_newer_python_is_found_beside_an_old_one(find_python: Run, tmp_path: Path) -> None:
    """When ``python3`` is old, the newest with its version in its name is taken."""
    fake_python(tmp_path, "python3", "3.9", complete=True)
    fake_python(tmp_path, "python3.12", "3.12", complete=True)

    assert find_python(PYTHON="").stdout == "python3.12\n"


def test_an_old_python_alone_is_refused_with_what_to_install(
    find_python: Run, tmp_path: Path
) -> None:
    """Swedish and English both say which Python is needed, which was found, and the mend."""
    fake_python(tmp_path, "python3", "3.9", complete=True)

    done = find_python(PYTHON="")

    assert done.returncode == 1
    assert "Python 3.11 eller nyare behövs; här finns bara python3 3.9." in done.stderr
    assert "Python 3.11 or newer is needed; here is only python3 3.9." in done.stderr
    assert "sudo apt install python3 python3-venv" in done.stderr


def test_no_python_at_all_is_told_apart_from_an_old_one(find_python: Run) -> None:
    """A machine without Python is told what to install."""
    done = find_python(PYTHON="")

    assert done.returncode == 1
    assert "behövs och hittades inte" in done.stderr
    assert "was not found" in done.stderr


def test_a_python_without_venv_is_told_what_to_install(find_python: Run, tmp_path: Path) -> None:
    """Some systems ship Python without the module that makes environments."""
    fake_python(tmp_path, "python3", "3.12", complete=False)

    done = find_python(PYTHON="")

    assert done.returncode == 1
    assert "saknar modulen venv" in done.stderr
    assert "lacks the module venv" in done.stderr
    assert "sudo apt install python3.12-venv" in done.stderr


def test_the_python_that_was_asked_for_is_the_only_one_tried(
    find_python: Run, tmp_path: Path
) -> None:
    """``make run PYTHON=…`` does not quietly use another."""
    fake_python(tmp_path, "python3", "3.12", complete=True)
    fake_python(tmp_path, "my python", "3.10", complete=True)

    done = find_python(PYTHON=str(tmp_path / "my python"))

    assert done.returncode == 1
    assert "my python 3.10" in done.stderr


# --- the two commands on a fresh machine ----------------------------------------------------


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout in a folder whose name has spaces and Swedish letters."""
    if shutil.which("make") is None:
        pytest.skip("no make on this machine")
    target = tmp_path_factory.mktemp("fresh") / "Ny plats åäö"
    ignore = shutil.ignore_patterns(
        ".git", ".venv", "build", "__pycache__", ".*_cache", ".hypothesis"
    )
    shutil.copytree(ROOT, target, ignore=ignore)
    return target


@pytest.mark.prove
def test_make_run_answers_the_question_in_a_new_place(fresh: Path) -> None:
    """``make run`` installs, checks, answers and draws; the second time it only answers.

    Nobody would end a server under CI=true, so it ends by itself there.
    """
    first = call("make", "run", cwd=fresh, CI="true")
    assert first.returncode == 0, first.stderr
    (fresh / "build" / "network.html").unlink()

    second = call("make", "answer", cwd=fresh)

    assert second.returncode == 0, second.stderr
    assert "Kontroll: 0 fel i uppgifterna" in first.stdout
    assert "Installerar" in first.stdout
    assert "Installerar" not in second.stdout
    assert (fresh / "build" / "network.html").stat().st_size > 10_000
    assert str(fresh / "build" / "network.html") in second.stdout


@pytest.mark.prove
def test_make_run_then_shows_the_pages_until_it_is_ended(fresh: Path) -> None:
    """The address that it prints is answered; Ctrl-C ends it and leaves nothing behind."""
    hidden = {"PYTHONPATH", "CI", "MAKEFLAGS", "MFLAGS", "MAKELEVEL"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    started = subprocess.Popen(
        ["make", "run"], cwd=fresh, env={**kept, "PYTHONUTF8": "1"}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    try:
        assert started.stderr is not None
        told = next(line for line in started.stderr if "Ctrl-C" in line)
        address = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert address, told
        with urllib.request.urlopen(address.group(), timeout=30) as page:
            assert page.status == 200
    finally:
        os.killpg(started.pid, signal.SIGINT)
        started.communicate(timeout=30)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address.group(), timeout=5)


@pytest.mark.prove
def test_the_new_place_has_no_copy_of_the_data(fresh: Path) -> None:
    """After ``make run`` the ontology lies once in the new place."""
    call("make", ".venv/.installed", cwd=fresh)

    apart = {"tests", "examples"}
    found = [path for path in fresh.rglob("terms.ttl") if not apart & set(path.parts)]

    assert found == [fresh / "ontology" / "terms.ttl"]
    told = call(fresh / ".venv/bin/kgraph", "queries", "--format", "json", cwd=fresh)
    assert json.loads(told.stdout)["schema_version"] == 1
