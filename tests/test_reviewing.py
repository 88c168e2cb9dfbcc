"""What waits for a reader, and why; and a reader's decision in data and log."""

import datetime
import json
from pathlib import Path

import pytest

from kgraph.errors import InputError, UsageError
from kgraph.journal import read_log
from kgraph.project import Project
from kgraph.reviewing import decide, waiting
from kgraph.store import Store, open_store
from kgraph.terms import GRAPH, KS, VOCAB
from tests.helpers import HEAD, SOURCES, TINY, cli, project
from tests.workbooks import statements

PLAN = GRAPH("liten-plan-2026-01-01/")
TODAY = datetime.date(2026, 2, 1)


@pytest.fixture
def made(tmp_path: Path) -> Project:
    """A project that may be written."""
    return project(tmp_path / "graf")


def reasons(store: Store, today: datetime.date = TODAY) -> set[tuple[str, str]]:
    """Which passages wait, and for what."""
    return {(w.passage.rpartition("/")[2], w.why) for w in waiting(store, today)}


def test_what_nobody_has_reviewed_waits(store: Store) -> None:
    """Reviewed, verified and rejected passages do not."""
    assert reasons(store) == {("2-3", "unreviewed")}


def test_what_is_disputed_waits(tmp_path: Path) -> None:
    """Before what is only unreviewed? No: by reason, in the order of the words."""
    disputed = TINY.replace("review-status:reviewed", "review-status:disputed")
    made = project(tmp_path / "graf", {"sources.ttl": SOURCES, "sources/liten.trig": disputed})

    assert reasons(open_store(made)) == {("2-3", "unreviewed"), ("1-1", "disputed")}


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("extracted", {"unreviewed", "no-document"}),
        ("reviewed", {"no-document"}),
        ("rejected", set()),
    ],
)
def test_what_rests_on_a_workbook_alone_waits_for_a_document(
    tmp_path: Path, status: str, why: set[str]
) -> None:
    """However well it was reviewed; unless it was rejected."""
    book = (
        HEAD
        + """
<https://w3id.org/kompsam/graph/arbetsbok-bok-2026-01-01/meta> {
  source:arbetsbok-bok-2026-01-01 a ks:SourceDocument ; dct:title "Arbetsboken"@sv ;
    ks:loaded false ; ks:retrievedOn "2026-01-01"^^xsd:date .
  <https://w3id.org/kompsam/graph/arbetsbok-bok-2026-01-01/forum-4> a ks:AssertionGraph ;
    prov:wasDerivedFrom source:arbetsbok-bok-2026-01-01 ; ks:section "Forum, rad 4"@sv ;
    ks:reviewStatus review-status:STATUS . }
"""
    ).replace("STATUS", status)
    data = {"sources.ttl": SOURCES, "sources/liten.trig": TINY, "sources/bok.trig": book}

    found = reasons(open_store(project(tmp_path / "graf", data)))

    assert found == {("2-3", "unreviewed"), *(("forum-4", reason) for reason in why)}


@pytest.mark.parametrize(
    ("today", "old"), [(datetime.date(2027, 1, 1), False), (datetime.date(2027, 1, 2), True)]
)
def test_what_is_older_than_its_revision_waits(
    tmp_path: Path, today: datetime.date, old: bool
) -> None:
    """A plan followed up each year, read on 1 January 2026, is old the day after a year."""
    yearly = """
g:1-1 { assignment:f a ks:FollowUp ; ks:target strategy:liten ; ks:bearer actor:a ;
  ks:periodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL> ;
  ks:assertionMode mode:actual . }
"""
    made = project(tmp_path / "graf", {"sources.ttl": SOURCES, "sources/liten.trig": TINY + yearly})

    assert (("1-1", "old") in reasons(open_store(made), today)) is old


def test_a_decision_changes_the_status_and_is_in_the_log_with_role_and_day(made: Project) -> None:
    """Nothing else changes, and nobody's name is asked."""
    before = statements(made)
    now = datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)
    entry = decide(made, [PLAN + "2-3"], "reviewed", "reviewer", now)
    changed = {q for q in statements(made) if q not in before}

    assert {(q[1], q[2]) for q in changed} == {
        (KS("reviewStatus"), VOCAB("review-status/reviewed"))
    }
    assert read_log(made) == (entry,)
    assert (entry.role, entry.when[:10], entry.size) == ("reviewer", "2026-05-01", (1, 1))
    assert reasons(open_store(made)) == set()


def test_several_passages_are_decided_together_or_not_at_all(made: Project) -> None:
    """One unknown among them and none is changed."""
    before = statements(made)

    with pytest.raises(UsageError, match="finns inte"):
        decide(made, [PLAN + "2-3", PLAN + "77-78"], "reviewed")
    assert statements(made) == before

    decide(made, [PLAN + "2-3", PLAN + "1-1"], "disputed")
    assert reasons(open_store(made)) == {("2-3", "disputed"), ("1-1", "disputed")}


def test_a_decision_that_changes_nothing_or_is_none_is_refused(made: Project) -> None:
    """No empty entries in the log."""
    with pytest.raises(UsageError, match="redan den statusen"):
        decide(made, [PLAN + "1-1"], "reviewed")
    with pytest.raises(UsageError, match="ingen granskningsstatus"):
        decide(made, [PLAN + "1-1"], "kanske")
    assert read_log(made) == ()


def test_a_passage_with_a_page_alone_cannot_be_reviewed_until_it_has_lines(tmp_path: Path) -> None:
    """Review means that somebody else can find the place."""
    page = TINY.replace('ks:lineRange "2-3" ; ks:section', 'ks:page "3" ; ks:section')
    start = page.index("g:2-3 a ks:AssertionGraph")
    end = page.index("g:4-4 a ks:AssertionGraph")
    kept = [
        line
        for line in page[start:end].splitlines()
        if "passageSha256" not in line
    ]  # fmt: skip
    text = page[:start] + "\n".join(kept) + "\n  " + page[end:]
    made = project(tmp_path / "graf", {"sources.ttl": SOURCES, "sources/liten.trig": text})

    with pytest.raises(InputError, match="saknar rader"):
        decide(made, [PLAN + "2-3"], "reviewed")
    assert read_log(made) == ()


def test_the_command_tells_what_waits_and_records_a_decision(made: Project) -> None:
    """As text, JSON and CSV; a passage by its short name."""
    where = ("--project", str(made.root))
    told = json.loads(cli("review", *where, "--format", "json").out)
    rows = cli("review", *where, "--format", "csv").out.splitlines()

    assert [row["why"] for row in told["waiting"]] == ["unreviewed"]
    assert rows[0].startswith("why,passage,place") and len(rows) == 2
    assert "inte granskat: 1" in cli("review", *where).out
    done = cli("review", *where, "liten-plan-2026-01-01/2-3", "--set", "verified")
    assert done.code == 0
    assert "Ändring 1" in done.out + done.err
    assert "Inget väntar" in cli("review", *where).out


def test_a_decision_needs_both_a_passage_and_a_status(made: Project) -> None:
    """Wrong use is code 2."""
    where = ("--project", str(made.root))

    assert cli("review", *where, "--set", "reviewed").code == 2
    assert cli("review", *where, "liten-plan-2026-01-01/2-3").code == 2
