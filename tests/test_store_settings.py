"""What is said of a store's server in ``kgraph.toml``, the environment and on the command line."""

import base64
import re
import subprocess
from pathlib import Path

import pytest
import requests

from kgraph.errors import InputError, UsageError
from kgraph.project import Project
from kgraph.store.address import folder_of
from kgraph.store.addresses import given
from kgraph.store.allowance import federation_of
from kgraph.store.certificates import trusting
from kgraph.store.http import Line
from tests.helpers import cli

HERE = "http://127.0.0.1:9/query"
_NAMES = ("UPDATE", "GRAPHS", "USER", "PASSWORD", "TOKEN", "CA")


@pytest.fixture(autouse=True)
def _nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _NAMES:
        monkeypatch.delenv(f"KGRAPH_STORE_{name}", raising=False)


def project(folder: Path, text: str = "") -> Project:
    """A project with these settings."""
    (folder / "kgraph.toml").write_text(text, encoding="utf-8")
    return Project(folder, "given")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of an authority that nobody knows."""
    folder = tmp_path_factory.mktemp("authority")
    made = folder / "ca.pem"
    words = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30",
             "-subj", "/CN=prov", "-keyout", str(folder / "ca.key"), "-out", str(made))  # fmt: skip
    subprocess.run(words, check=True, capture_output=True)
    return made


def test_the_command_line_stands_over_the_environment_and_that_over_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each for itself: what is said nowhere else is taken from where it is said."""
    made = project(tmp_path, '[store]\nupdate = "http://127.0.0.1:9/a"\nuser = "a"\ntoken = "t"\n'
                             "timeout = 7\n")  # fmt: skip
    first = given(made, HERE)
    monkeypatch.setenv("KGRAPH_STORE_UPDATE", "http://127.0.0.1:9/b")
    monkeypatch.setenv("KGRAPH_STORE_USER", "b")
    second = given(made, HERE)
    third = given(made, HERE, update="http://127.0.0.1:9/c")

    assert [one.update[-1] for one in (first, second, third)] == ["a", "b", "c"]
    assert [one.access.user for one in (first, second, third)] == ["a", "b", "b"]
    assert (third.access.token, third.access.read_s, third.graphs) == ("t", 7, "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tiemout = 3", "Okänd inställning: tiemout. Välj bland: .*timeout"),
        ("timeout = 0", "Felaktigt värde: timeout. Skriv sekunder"),
        ("timeout = -1", "Felaktigt värde: timeout. Skriv sekunder"),
        ("timeout = inf", "Felaktigt värde: timeout. Skriv sekunder"),
        ("timeout = nan", "Felaktigt värde: timeout. Skriv sekunder"),
        ("connect_timeout = true", "Felaktigt värde: connect_timeout. Skriv sekunder"),
        ('timeout = "9"', "Felaktigt värde: timeout. Skriv sekunder"),
        ("user = 1", "Felaktigt värde: user. Skriv text"),
        ("user =", "går inte att läsa: Invalid value. Rätta raden"),
    ],
)
def test_settings_that_are_wrong_are_told_with_what_to_write(
    tmp_path: Path, text: str, told: str
) -> None:
    """Before anybody is asked."""
    with pytest.raises(InputError, match=rf"kgraph\.toml.*{told}"):
        given(project(tmp_path, f"[store]\n{text}\n"), HERE)


@pytest.mark.parametrize(
    ("name", "value"),
    [("TOKEN", "nyckel\n"), ("TOKEN", "nyckel å"), ("USER", "an\rna"), ("USER", "anna:b"),
     ("USER", "€"), ("PASSWORD", "hem\nligt")],
)  # fmt: skip
def test_a_word_that_cannot_be_sent_is_told_by_its_name_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Before anybody is asked; what it says is a secret."""
    monkeypatch.setenv(f"KGRAPH_STORE_{name}", value)

    with pytest.raises(UsageError, match=f"KGRAPH_STORE_{name}.*tecken som inte kan") as caught:
        given(project(tmp_path), HERE)

    assert value.strip() not in str(caught.value)


def test_a_password_may_have_any_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is sent in UTF-8."""
    monkeypatch.setenv("KGRAPH_STORE_USER", "åsa")
    monkeypatch.setenv("KGRAPH_STORE_PASSWORD", "å€")
    line = Line(given(project(tmp_path), HERE).access)
    request = line._asked_for("Basic")(requests.Request("GET", HERE).prepare())

    assert base64.b64decode(request.headers["Authorization"].split()[1]).decode() == "åsa:å€"


def test_an_address_in_the_settings_is_judged_as_any_other(tmp_path: Path) -> None:
    """Nothing is sent in the clear to another computer."""
    made = project(tmp_path, '[store]\ngraphs = "http://example.org/store"\n')

    with pytest.raises(UsageError, match="https"):
        given(made, HERE)


@pytest.mark.parametrize(
    "address", ["127.0.0.1:7878/query", "localhost/sparql", "data.example.org:8890", "http:/e/q"]
)
def test_a_server_without_how_to_reach_it_makes_no_folder(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who means a folder of that name can say so, and who has one opens it."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"Skriv http://.* https://.* \./"):
        folder_of(address)
    assert list(tmp_path.iterdir()) == []

    assert folder_of(f"./{address}") == Path(address)
    (tmp_path / address).mkdir(parents=True)
    assert folder_of(address) == Path(address)
    assert folder_of("lager") == Path("lager")


def test_a_folder_is_given_no_addresses_of_a_server(tmp_path: Path) -> None:
    """They would be passed by in silence."""
    got = cli("load", "--store", tmp_path / "s", "--update-url", "https://example.org/u")

    assert got.code == 2
    assert "En mapp har inga adresser" in got.err


def test_nothing_is_made_anew_of_a_store_that_is_not_there(tmp_path: Path) -> None:
    """A misspelt name makes no empty store."""
    got = cli("load", "--rebuild", "--store", tmp_path / "fel")

    assert got.code == 3
    assert "Där finns inget lager" in got.err
    assert not (tmp_path / "fel").exists()


def test_a_backup_that_is_not_there_is_told(tmp_path: Path) -> None:
    """It is the file that is missing."""
    got = cli("restore", tmp_path / "b.nq.gz", "--store", tmp_path / "s")

    assert got.code == 3
    assert "Filen finns inte." in got.err


def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, file: str) -> Project:
    """A project that names a file of authorities in one of three ways."""
    if way == "environment":
        monkeypatch.setenv("KGRAPH_STORE_CA", str(tmp_path / file))
        return project(tmp_path)
    return project(tmp_path, f'[{way}]\nauthority = "{file}"\n')


def _read(made: Project, way: str) -> str:
    if way == "federation":
        return federation_of(made).authority
    return given(made, HERE).access.authority


_WAYS = pytest.mark.parametrize(
    ("way", "where"),
    [
        ("environment", "KGRAPH_STORE_CA"),
        ("store", "[store] authority"),
        ("federation", "[federation] authority"),
    ],
)


@_WAYS
def test_a_file_of_authorities_that_is_none_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, where: str
) -> None:
    """By the setting that names it, before anybody is asked."""
    (tmp_path / "text.pem").write_text("hej")
    made = _settings(tmp_path, monkeypatch, way, "nowhere.pem")
    with pytest.raises(InputError, match=rf"{re.escape(where)}.*nowhere\.pem finns inte"):
        _read(made, way)

    made = _settings(tmp_path, monkeypatch, way, "text.pem")
    with pytest.raises(InputError, match=rf"{re.escape(where)}.*innehåller inget certifikat"):
        _read(made, way)


@_WAYS
def test_a_file_of_authorities_is_sought_in_the_project_and_trusted_beside_the_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, where: str, certificate: Path
) -> None:
    """Whoever names an authority of one's own can still reach a public server."""
    (tmp_path / "ca.pem").write_bytes(certificate.read_bytes())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    found = _read(_settings(tmp_path, monkeypatch, way, "ca.pem"), way)

    usual, more = (len(trusting(file).get_ca_certs()) for file in ("", found))
    assert more == usual + 1, where
