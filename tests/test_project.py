"""A project is found, read and made: where its files lie, and what is said when they do not."""

import os
import stat
from pathlib import Path

import pytest

from kgraph import project as stage
from kgraph.errors import InputError, OutsideError, UsageError
from kgraph.project import Project, create_project, find_project
from kgraph.settings import CONFIG
from kgraph.store import View, open_store
from kgraph.terms import BASE
from tests.helpers import ROOT, project


def test_a_folder_that_is_named_is_the_project(tmp_path: Path) -> None:
    """Named by the user, it may be written."""
    made = project(tmp_path)

    found = find_project(tmp_path)

    assert found == made
    assert (found.origin, found.read_only) == ("given", False)


def test_the_checkout_around_the_working_folder_is_found(tmp_path: Path) -> None:
    """From any folder inside it."""
    made = project(tmp_path)

    found = find_project(start=made.root / "data" / "sources")

    assert (found.root, found.origin) == (made.root, "folder")


def test_elsewhere_the_installed_copy_is_used_and_never_written(tmp_path: Path) -> None:
    """No folder above is a project."""
    found = find_project(start=tmp_path)

    assert found.read_only
    assert found.origin == "installed"
    assert (found.root / "ontology" / "terms.ttl").is_file()


def test_a_folder_that_does_not_exist_is_told_with_a_mend(tmp_path: Path) -> None:
    """What, where, mend."""
    with pytest.raises(InputError, match=r"nope: Mappen finns inte\. .*kgraph new") as caught:
        find_project(tmp_path / "nope")

    assert caught.value.exit_code == 3


def test_a_folder_that_is_no_project_is_told_what_it_lacks(tmp_path: Path) -> None:
    """Each missing part is named."""
    (tmp_path / "data").mkdir()

    with pytest.raises(InputError, match="ontology/, queries/ saknas"):
        find_project(tmp_path)


@pytest.mark.parametrize("name", ["terms.ttl", "lists.ttl", "stubs.ttl", "shapes.ttl"])
def test_a_missing_part_of_the_ontology_is_told(tmp_path: Path, name: str) -> None:
    """The file is named, and where to get one."""
    made = project(tmp_path)
    (tmp_path / "ontology" / name).unlink()

    with pytest.raises(InputError, match=rf"{name}: Filen saknas .*kgraph new"):
        open_store(made)


def test_missing_derivation_rules_are_told(tmp_path: Path) -> None:
    """Without them every gap would look like one; that is never answered in silence."""
    made = project(tmp_path)
    for rule in (tmp_path / "queries" / "derived").iterdir():
        rule.unlink()

    with pytest.raises(InputError, match=r"queries/derived: Projektet saknar härledningsregler"):
        open_store(made).ask("ASK {}", View())


def test_data_files_are_found_in_every_folder_below(tmp_path: Path) -> None:
    """TriG and Turtle, in whatever case their ending is written; no hidden files."""
    made = project(tmp_path, {"a.TTL": "", "b/c/d.trig": "", ".hidden.trig": "", "readme.md": ""})

    assert [path.name for path in made.data_files] == ["a.TTL", "d.trig"]


@pytest.mark.parametrize("name", ["x.nq", "x.nt", "x.rdf", "x.jsonld"])
def test_data_in_another_form_is_refused_and_not_passed_by(tmp_path: Path, name: str) -> None:
    """A file that nobody reads would quietly make a smaller graph."""
    made = project(tmp_path, {name: "x"})

    with pytest.raises(InputError, match=rf"data/{name}: Data läses bara"):
        _ = made.data_files


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("base = ", "går inte att läsa"),
        ('base = "ftp://x/"', "ska vara en http"),
        ('base = "https://example.org/x"', "slutar med snedstreck"),
        ("base = 3", "ska vara en http"),
        ("\n\nbase = x", r"kgraph\.toml:3.*Rätta raden"),
        ("[stor]\ntimeout = 3", r"Okänd inställning: stor\. Välj bland: base, .*\[store\]"),
        ('store = "https://x/"', "store ska vara ett avsnitt.*--store"),
        ("serve = 8", r"serve ska vara ett avsnitt. Skriv \[serve\]"),
        ("extensions = []", "extensions ska vara ett avsnitt"),
        ("[[federation]]", "federation ska vara ett avsnitt"),
    ],
)
def test_settings_that_are_wrong_are_told(tmp_path: Path, text: str, told: str) -> None:
    """With the file."""
    project(tmp_path)
    (tmp_path / CONFIG).write_text(text)

    with pytest.raises(InputError, match=told) as caught:
        find_project(tmp_path)

    assert CONFIG in caught.value.where


def test_a_project_may_have_a_base_of_its_own(tmp_path: Path) -> None:
    """Named in its settings."""
    project(tmp_path)
    (tmp_path / CONFIG).write_text('base = "https://example.org/graf/"')

    assert find_project(tmp_path).base == "https://example.org/graf/"


def test_a_new_project_can_be_opened_and_written(tmp_path: Path) -> None:
    """With the shipped ontology, data and queries, and rights to change them."""
    made = create_project(tmp_path / "ny" / "graf")

    assert find_project(made.root).base == BASE
    assert {path.name for path in made.root.iterdir()} == {*stage.PARTS, CONFIG}
    assert all(path.stat().st_mode & stat.S_IWUSR for path in made.root.rglob("*"))
    assert open_store(made).location("https://w3id.org/kompsam/def#Goal") is not None
    assert [path.name for path in (tmp_path / "ny").iterdir()] == ["graf"]


def test_a_new_project_may_fill_an_empty_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``kgraph new .`` keeps the folder itself."""
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino

    made = create_project(Path())

    assert made.root == tmp_path.resolve()
    assert tmp_path.stat().st_ino == before
    assert (tmp_path / "ontology" / "terms.ttl").is_file()


def test_a_folder_in_use_is_never_overwritten(tmp_path: Path) -> None:
    """Neither a full folder nor a file."""
    (tmp_path / "a.txt").write_text("mine")

    for target in (tmp_path, tmp_path / "a.txt"):
        with pytest.raises(UsageError, match="finns redan och är inte tom"):
            create_project(target)

    assert (tmp_path / "a.txt").read_text() == "mine"


def test_making_a_project_touches_nothing_beside_it(tmp_path: Path) -> None:
    """Whatever its neighbours are called."""
    (tmp_path / "graf.ny").mkdir()
    (tmp_path / "graf.ny" / "mine.txt").write_text("mine")

    create_project(tmp_path / "graf")

    assert (tmp_path / "graf.ny" / "mine.txt").read_text() == "mine"


def test_a_place_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy fails half way: nothing of it stays."""

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("shutil.copyfile", full)

    with pytest.raises(OutsideError, match="disken är full") as caught:
        create_project(tmp_path / "graf")

    assert caught.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_files_are_named_from_the_project(tmp_path: Path) -> None:
    """Short inside it, whole outside."""
    made = Project(tmp_path, "given")

    assert made.name(tmp_path / "data" / "a.trig") == "data/a.trig"
    assert made.name(Path("/elsewhere/a.trig")) == "/elsewhere/a.trig"


def test_the_alignments_are_never_loaded() -> None:
    """They stand beside the ontology for others to read."""
    names = [path.name for path in find_project(ROOT).ontology_files]

    assert names == ["terms.ttl", "lists.ttl", "stubs.ttl", "shapes.ttl"]
