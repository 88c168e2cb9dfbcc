"""What a row of the simple workbook rests on: its own document and place, and nothing else."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from kgraph.project import Project
from kgraph.terms import DCT, KS, ORG, PROV, SKOS, Literal
from tests.test_workbook_again import made, member, new_in, rows
from tests.workbooks import FIRST, cell, edited, prepared, simple, statements

PAGED = """
g:4-4 { forum:f a ks:Forum ; skos:prefLabel "Forumet"@sv . }
g:meta { g:4-4 ks:page "4" . }
"""
OTHER: tuple[str, dict[str, object]] = (
    "Dokument",
    {"Dokument": "En annan plan", "Slag": "Handlingsplan"},
)


def faults(found: Any) -> list[str]:
    """The cells that something is wrong in."""
    return [str(fault.place) for fault in found.faults]


def evidence_cell(row: int) -> str:
    """Where the evidence of a row on a forum stands."""
    return f"Forum!M{row}"


def test_a_row_copied_within_its_place_keeps_its_passage(tmp_path: Path) -> None:
    """Its document and page are those of the passage, however the page is written."""
    plan = made(tmp_path, PAGED)
    edit = rows(member("Åmåls kommun", Sida="s. 4", Belägg="900:4-4"))
    found = prepared(plan, edited(simple(plan), edit), tmp_path)
    (graph,) = {q[3] for q in new_in(plan, found) if q[1] == ORG("member")}

    assert (faults(found), graph.rpartition("/")[2]) == ([], "4-4")
    assert [change.passages for change in found.changes] == ["Liten plan, s. 4"]


@pytest.mark.parametrize(
    "more",
    [{"Sida": "9"}, {"Dokument": "En annan plan", "Sida": "4"}, {"Belägg": "900:4-4\n900:5-6"},
     {"Belägg": "Bolaget"}],
    ids=["another page", "another document", "several passages", "no passage"],
)  # fmt: skip
def test_evidence_of_another_place_is_a_fault(tmp_path: Path, more: dict[str, object]) -> None:
    """It is told at its cell, with what to do."""
    plan = made(tmp_path, PAGED)
    right: dict[str, object] = {"Sida": "4", "Belägg": "900:4-4", **more}
    found = prepared(
        plan, edited(simple(plan), rows(OTHER, member("Nya rådet", **right))), tmp_path
    )

    assert faults(found) == [evidence_cell(FIRST)]
    assert found.faults[0].mend.sv.startswith("Töm Belägg")


def test_a_row_with_an_identifier_cannot_have_anothers_evidence(tmp_path: Path) -> None:
    """Somebody wrote over the evidence of a row; whose it is, is told."""
    plan = made(tmp_path, PAGED)
    edit = rows(member("Nya rådet", Identitet="forum/f", Belägg="900:5-6", Sida="4"))
    found = prepared(plan, edited(simple(plan), edit), tmp_path)

    assert faults(found) == [evidence_cell(FIRST)]


def test_a_row_on_a_document_cannot_have_anothers_evidence(tmp_path: Path) -> None:
    """A new document would be described in another one's passage."""
    plan = made(tmp_path)
    edit = rows(("Dokument", {"Dokument": "En annan plan", "Slag": "Handlingsplan",
                              "Belägg": "900:5-6"}))  # fmt: skip
    (fault,) = prepared(plan, edited(simple(plan), edit), tmp_path).faults

    assert fault.place.sheet == "Dokument" and "dokumentet självt" in fault.mend.sv


def documents(plan: Project, found: Any) -> dict[str, set[str]]:
    """The titles of the documents that what is said of each new actor rests on."""
    every = statements(plan) | new_in(plan, found)

    def texts(path: str) -> dict[Any, str]:
        return {q[0]: q[2].value for q in every if q[1] == path and isinstance(q[2], Literal)}

    titles, names = texts(DCT("title")), texts(SKOS("prefLabel"))
    of = {q[0]: titles.get(q[2], "?") for q in every if q[1] == PROV("wasDerivedFrom")}
    rests: dict[str, set[str]] = {}
    for subject, path, value, graph in new_in(plan, found):
        if path in (ORG("member"), KS("bearer")) or subject in names:
            who = names.get(value) or names.get(subject, "")
            rests.setdefault(who, set()).add(of.get(graph, "?"))
    return rests


def test_whatever_a_row_says_it_never_rests_on_another_document(tmp_path: Path) -> None:
    """All ways to fill in the cells that tell where a row stands, each on a row of its own."""
    plan = made(tmp_path, PAGED)
    known = ("", "900:4-4", "900:5-6", "900:4-4\n900:5-6", "900:9-9", "Forumet")
    places = list(product(known, ("Liten plan", "En annan plan", ""), ("4", "9", ""),
                          ("", "Forum"), ("", "forum/f")))  # fmt: skip
    told = {f"Aktör nummer {i}": place for i, place in enumerate(places)}

    def row(name: str, where: tuple[str, ...]) -> tuple[str, dict[str, object]]:
        evidence, document, page, heading, id_ = where
        cells = {"Belägg": evidence, "Dokument": document, "Sida": page, "Rubrik": heading}
        return member(name, **cells, Identitet=id_)

    def edit(book: Any) -> None:
        rows(OTHER, *(row(name, where) for name, where in told.items()))(book)
        for i, name in enumerate(told):
            assert cell(book, "Forum", FIRST + i, "Medlem").value == name

    found = prepared(plan, edited(simple(plan), edit), tmp_path)
    rests = documents(plan, found)
    wrong = {fault.place.row - FIRST for fault in found.faults if fault.place.sheet == "Forum"}
    for i, (name, (_, document, _, _, _)) in enumerate(told.items()):
        assert rests.get(name, set()) <= {document or "Arbetsboken bok.xlsx"}, (name, told[name])
        assert name in rests or i in wrong, told[name]
