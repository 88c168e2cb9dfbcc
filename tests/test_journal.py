"""The log of changes: written with the data or not at all, told, and undone."""

import datetime
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgraph.errors import InputError, UsageError
from kgraph.files import alone_in, remove_leftovers
from kgraph.journal import REVIEW, read_log, record, undo
from kgraph.project import Project
from kgraph.store import open_store
from kgraph.store.drafts import read_quads
from kgraph.terms import GRAPH, ID, KS, ORG, RDF, SKOS, Iri, Literal, Quad
from kgraph.wording import Text
from tests.helpers import SOURCES, TINY, environment, project
from tests.workbooks import statements

PLAN = "sources/liten-plan-2026-01-01.trig"
LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
WHAT = Text("Ändrade målet", "Changed the goal")
NOW = datetime.datetime(2026, 5, 1, 12, 0, 30, 900, tzinfo=datetime.UTC)


@pytest.fixture
def made(tmp_path: Path) -> Project:
    """A project that may be written."""
    return project(tmp_path / "graf")


def quads(made: Project, name: str = PLAN) -> list[Quad]:
    """The statements of one file."""
    return read_quads(made.root / "data" / name, name)


def summary(made: Project, text: str, old: str = "Målet.") -> dict[Path, list[Quad]]:
    """The plan with another summary of its goal."""
    new = Literal(text, LANG, "sv")
    kept = Literal(old, LANG, "sv")
    return {
        made.root / "data" / PLAN: [
            (s, p, new if p == KS("summary") and o == kept else o, g) for s, p, o, g in quads(made)
        ]
    }


def test_a_change_is_told_with_time_words_source_and_role(made: Project) -> None:
    """When to the second in UTC, what, from where, in which role, and which statements."""
    entry, report = record(made, summary(made, "Nytt."), WHAT, "bok.xlsx", "strategist", now=NOW)

    assert read_log(made) == (entry,)
    assert (entry.number, entry.when) == (1, "2026-05-01T12:00:30+00:00")
    assert (entry.what, entry.source, entry.role) == (WHAT, "bok.xlsx", "strategist")
    assert [str(q[2]) for q in entry.added[PLAN]] == ["Nytt."]
    assert [str(q[2]) for q in entry.removed[PLAN]] == ["Målet."]
    assert not report.at_least("violation")


def test_the_newest_change_is_told_first(made: Project) -> None:
    """Numbers go up from 1."""
    record(made, summary(made, "Ett."), WHAT, "a")
    record(made, summary(made, "Två.", "Ett."), WHAT, "b")

    assert [(e.number, e.source) for e in read_log(made)] == [(2, "b"), (1, "a")]


def test_a_change_that_the_checks_refuse_leaves_neither_data_nor_entry(made: Project) -> None:
    """Both or neither."""
    before = statements(made)
    broken = [q for q in quads(made) if q[1] != KS("assertionMode")]

    with pytest.raises(InputError):
        record(made, {made.root / "data" / PLAN: broken}, WHAT, "bok.xlsx")

    assert statements(made) == before
    assert read_log(made) == ()


def test_a_change_thought_out_on_older_data_is_refused(made: Project) -> None:
    """Somebody else's change would be lost."""
    basis = {made.root / "data" / PLAN: quads(made)}
    mine = summary(made, "Mitt.")
    record(made, summary(made, "Deras."), WHAT, "a")

    with pytest.raises(UsageError, match="Någon annan"):
        record(made, mine, WHAT, "b", basis=basis)
    assert len(read_log(made)) == 1


def test_undoing_is_a_change_of_its_own_and_gives_the_old_statements_back(made: Project) -> None:
    """It says what it undoes, and cannot be done twice; but an undoing can be undone."""
    before = statements(made)
    record(made, summary(made, "Nytt."), WHAT, "a")
    changed = statements(made)
    entry, _ = undo(made, 1, "reviewer")

    assert (entry.number, entry.undoes, entry.role) == (2, 1, "reviewer")
    assert statements(made) == before
    with pytest.raises(UsageError, match="redan ångrad"):
        undo(made, 1)
    again, _ = undo(made, 2)
    assert statements(made) == changed
    assert entry.told_source.sv == again.told_source.sv == "ändringsloggen"
    assert again.what.sv == "Ångrade ändring 2, som ångrade ändring 1"


def test_a_decision_on_the_page_says_so_in_words(made: Project) -> None:
    """Not by its address."""
    entry, _ = record(made, summary(made, "Ett."), WHAT, REVIEW)

    assert (entry.told_source.sv, entry.told_source.en) == ("sidan Granska", "the page Review")


def test_what_has_been_changed_since_is_not_undone(made: Project) -> None:
    """The later change first."""
    record(made, summary(made, "Ett."), WHAT, "a")
    record(made, summary(made, "Två.", "Ett."), WHAT, "b")
    before = statements(made)

    with pytest.raises(UsageError, match="har ändrats sedan dess"):
        undo(made, 1)
    assert statements(made) == before


def test_a_change_that_a_later_one_rests_on_is_undone_after_it(made: Project) -> None:
    """The message names the later one, and nothing is done; taken back in that order, both go."""
    path, passage = made.root / "data" / PLAN, GRAPH("liten-plan-2026-01-01/5-6")
    before, body = statements(made), ID("actor/ny")
    named: list[Quad] = [
        (body, RDF("type"), Iri(ORG("Organization")), passage),
        (body, SKOS("prefLabel"), Literal("Nya bolaget", LANG, "sv"), passage),
    ]
    record(made, {path: [*quads(made), *named]}, WHAT, "a")
    tied = (ID("membership/f--a"), Iri(ORG("member")))
    new = [(*tied, body, passage) if q[:2] == tied else q for q in quads(made)]
    record(made, {path: new}, WHAT, "b")

    with pytest.raises(UsageError, match="Ångra ändring 2 först"):
        undo(made, 1)
    undo(made, 2)
    undo(made, 1)
    assert statements(made) == before
    with pytest.raises(UsageError, match="Ångra ändring 4 först"):
        undo(made, 3)


@pytest.mark.parametrize("number", [0, 2, -1])
def test_only_what_the_log_has_can_be_undone(made: Project, number: int) -> None:
    """The message says which numbers there are."""
    record(made, summary(made, "Ett."), WHAT, "a")

    with pytest.raises(UsageError, match="Den har 1 till 1"):
        undo(made, number)


def test_an_unknown_role_is_refused(made: Project) -> None:
    """Roles are a list; a name is none of them."""
    with pytest.raises(UsageError, match="ingen känd roll"):
        record(made, summary(made, "Ett."), WHAT, "a", "Anna")
    assert read_log(made) == ()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"number": 1}', '{"number": "x"}', "null"])
def test_an_entry_that_cannot_be_read_is_told_with_its_file(made: Project, content: str) -> None:
    """Never a traceback."""
    record(made, summary(made, "Ett."), WHAT, "a")
    path = made.root / "data" / "log" / "000001.json"
    path.write_text(content)

    with pytest.raises(InputError, match="000001"):
        read_log(made)


@pytest.mark.parametrize(
    ("source", "english"),
    [("bok.xlsx", "bok.xlsx"), ("formulär", "form"),
     ("formulär: Planen, sida 3; Planen, rad 1-2", "form: Planen, page 3; Planen, line 1-2"),
     ("formulär: eget underlag", "form: your own knowledge")],
)  # fmt: skip
def test_where_a_change_came_from_is_told_in_english_too(
    made: Project, source: str, english: str
) -> None:
    """The log keeps it in Swedish; the name of a file or document is what it is."""
    entry, _ = record(made, summary(made, "Ett."), WHAT, source)

    assert (entry.told_source.sv, entry.told_source.en) == (source, english)


def test_an_entry_is_json_that_says_its_version(made: Project) -> None:
    """Statements are N-Quads, which any program reads."""
    record(made, summary(made, "Ett."), WHAT, "a")
    told = json.loads((made.root / "data" / "log" / "000001.json").read_text(encoding="utf-8"))

    assert told["schema_version"] == 1
    assert told["added"][PLAN][0].endswith("/1-1> .")


# -- killed anywhere -------------------------------------------------------------------------

_WRITER = """
import pickle, sys
from pathlib import Path
from kgraph import editing, journal
from kgraph.checks import CheckReport
from kgraph.project import Project
from kgraph.store import View
from kgraph.wording import Text

# What the checks say is the same each time; without them nearly all the time goes to writing.
editing.check = lambda *_, **__: CheckReport((), {}, "", View())
editing.open_store = lambda *_, **__: None
root, states = pickle.loads(Path(sys.argv[1]).read_bytes())
made = Project(root, "given")
print("ready", flush=True)
for number in range(100_000):
    journal.record(made, states[number % 2], Text("a", "a"), f"state {number % 2}")
"""


# KGRAPH_KILLS=100 asks for the whole proof: some minutes on a quiet machine.
KILLS = int(os.environ.get("KGRAPH_KILLS", "20"))


@pytest.mark.prove
@pytest.mark.parametrize("round_", range(KILLS))
def test_a_killed_import_leaves_data_and_log_before_or_after(tmp_path: Path, round_: int) -> None:
    """Kill -9 while two files and the log change: the log tells the very data that are there."""
    made = project(tmp_path / "graf", {"sources.ttl": SOURCES, PLAN: TINY})
    files = {made.root / "data" / name: quads(made, name) for name in ("sources.ttl", PLAN)}
    first = {path: list(own) for path, own in files.items()}
    second = {path: own[1:] for path, own in files.items()}
    (tmp_path / "states").write_bytes(pickle.dumps((made.root, (second, first))))
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path / "states")],
        env=environment(), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.01 + round_ * 0.4 / KILLS)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL  # it wrote until then, and did not end by a fault

    open_store(made)  # whoever reads next finishes what was begun
    entries = read_log(made)
    state = second if entries and entries[0].source == "state 0" else first
    assert [e.number for e in entries] == list(range(len(entries), 0, -1))
    assert {path: set(quads(made, made.name(path).removeprefix("data/"))) for path in state} == {
        path: set(own) for path, own in state.items()
    }
    with alone_in(made.root / "data"):
        remove_leftovers(made.root / "data")  # as the next writer does
    assert not [p for p in (made.root / "data").rglob(".kgraph-*") if p.suffix == ".tmp"]


def test_a_reader_of_the_log_sees_whole_entries_only(made: Project) -> None:
    """What is being written has another name until it is whole."""
    record(made, summary(made, "Ett."), WHAT, "a")
    (made.root / "data" / "log" / ".kgraph-000002.tmp").write_text("{")

    assert [entry.number for entry in read_log(made)] == [1]


def test_an_iri_and_a_text_come_back_as_they_went(made: Project) -> None:
    """Entries hold what the data hold."""
    record(made, summary(made, 'Å "citat" \\ och\nny rad'), WHAT, "a")
    entry = read_log(made)[0]
    before = statements(made)
    undo(made, 1)
    undo(made, 2)

    assert statements(made) == before
    assert all(isinstance(q[0], Iri) for q in entry.added[PLAN])
