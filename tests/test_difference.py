"""Differences between releases and dates: new, gone and changed, in words and with places."""

import csv
import io
import json
import random
import re
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kgraph import difference
from kgraph.difference import Difference, build
from kgraph.errors import InputError, UsageError
from kgraph.findings import Filters, Finding, find
from kgraph.project import Project, find_project
from kgraph.store import View, open_store
from kgraph.store.writing import serialise
from kgraph.terms import ID, SKOS
from tests import finding_cases as small
from tests.helpers import ROOT, SOURCES, TINY, cli, project

VIEW = View(as_of=date(2025, 6, 1))
PLAN = "sources/liten-plan-2026-01-01.trig"


def release(folder: Path, text: str = TINY) -> Project:
    """A release of the small plan."""
    return project(folder, {"sources.ttl": SOURCES, PLAN: text})


def between(folder: Path, old: str, new: str, view: View = VIEW) -> Difference:
    """The difference between two texts of the small plan, as two releases."""
    release(folder / "old", old)
    found = release(folder / "new", new)
    return build(found, open_store(found), str(folder / "old"), str(folder / "new"), view)


def at(folder: Path, old: str, new: str, text: str = TINY) -> Difference:
    """The difference between two dates of one release."""
    found = release(folder, text)
    return build(found, open_store(found), old, new, VIEW)


def ids(things: tuple[difference.Thing, ...]) -> set[str]:
    """Things by the last part of their names."""
    return {thing.iri.rpartition("/")[2] for thing in things}


# -- releases --------------------------------------------------------------------------------------


def test_a_release_does_not_differ_from_itself_in_any_form(tmp_path: Path) -> None:
    """A folder, and the files that export writes of it, state the same."""
    found = release(tmp_path / "p")
    trig, quads = tmp_path / "g.trig", tmp_path / "g.nq"
    assert cli("export", "--project", found.root, "--format", "trig", "-o", trig).code == 0
    assert cli("export", "--project", found.root, "--format", "nquads", "-o", quads).code == 0
    store = open_store(found)

    for old, new in ((trig, ""), (trig, quads), (quads, found.root), (found.root, "")):
        made = build(found, store, str(old), str(new), VIEW)
        assert not made.any
        assert "Inga skillnader." in difference.to_text(made, "sv")
        assert "No differences." in difference.to_text(made, "en")


def test_a_renamed_thing_is_told_with_field_from_to_and_passage(tmp_path: Path) -> None:
    """Which thing, what field, from, to, and where the new name stands."""
    found = between(tmp_path, TINY, TINY.replace('"Small plan"@en', '"Little plan"@en'))

    (change,) = found.things.changed
    assert (change.iri, change.field) == (ID("strategy/liten"), SKOS("prefLabel"))
    assert change.words.sv.endswith(": Small plan (en) → Little plan (en)")
    assert [p.sv for p in change.passages] == ["Planen, rad 1"]
    assert not found.things.new and not found.things.gone
    assert "Little plan (en)" in difference.to_text(found, "sv")


def test_what_is_added_is_new_and_the_other_way_round_gone(tmp_path: Path) -> None:
    """A second goal; seen from the other side it has gone."""
    more = TINY.replace(
        "element:mal a ks:Goal ;",
        'element:mal2 a ks:Goal ; skos:prefLabel "Ett till"@sv ; '
        "ks:partOfStrategy strategy:liten .\n  element:mal a ks:Goal ;",
        1,
    )
    found = between(tmp_path / "a", TINY, more)
    back = between(tmp_path / "b", more, TINY)

    assert ids(found.things.new) == ids(back.things.gone) == {"mal2"}
    assert [p.sv for p in found.things.new[0].passages] == ["Planen, rad 1"]
    assert {f.id for f in found.findings.new} == {f.id for f in back.findings.gone}
    # Nothing was read in full, so what is said of the plan's elements is one finding each kind.
    assert found.findings.changed and "tal: " in found.findings.changed[0].words[0].sv


def test_a_level_that_changes_is_told_although_nobody_states_it(tmp_path: Path) -> None:
    """The responsible is taken away from the measure: the element's own statements are the same."""
    less = re.sub(r"  assignment:ansvar-i1 .*?mode:actual \.\n", "", TINY, flags=re.S)
    found = between(tmp_path, TINY, less)

    assert ids(found.things.gone) == {"ansvar-i1"}
    (change,) = found.things.changed
    assert change.iri == ID("element/i1")
    assert change.words.sv.endswith("projektet som genomför det → ingen nämns i det som är läst")


def test_a_passage_that_is_rejected_takes_its_statements_along(tmp_path: Path) -> None:
    """What only a rejected passage states is gone from the view, and comes back in a wider one."""
    rejected = TINY.replace(
        'ks:summary "Forumets medlemmar."@sv ; ks:reviewStatus review-status:verified',
        'ks:summary "Forumets medlemmar."@sv ; ks:reviewStatus review-status:rejected',
    )
    found = between(tmp_path, TINY, rejected)

    assert {"f", "f--a", "f--b", "5-6"} <= ids(found.things.gone)


@pytest.mark.parametrize("seed", range(3))
def test_things_and_fields_differ_as_sets_of_statements_do(seed: int, tmp_path: Path) -> None:
    """Any statements taken away: plain set differences give the same things and fields."""
    draw = random.Random(seed)
    found = release(
        tmp_path / "p", TINY.replace("review-status:rejected", "review-status:reviewed")
    )
    store = open_store(found)
    quads = [
        q for q in store.statements()
        if not str(q[3]).endswith(("/meta", "/sources")) and not str(q[1]).endswith("#type")
    ]  # fmt: skip
    gone = set(draw.sample(quads, 4))
    lines = [q for q in store.statements() if q not in gone]
    less = tmp_path / "less.nq"
    less.write_bytes(serialise(lines, "nquads"))

    made = build(found, store, str(less), "", VIEW)

    merged = {(str(s), str(p), o) for s, p, o, _ in lines}
    expected = {(str(s), str(p)) for s, p, o, _ in gone if (str(s), str(p), o) not in merged}
    level = {(c.iri, c.field) for c in made.things.changed if "responsibilityLevel" in c.field}
    assert {(c.iri, c.field) for c in made.things.changed} - level == expected
    assert not made.things.new and not made.things.gone


def test_a_finding_that_becomes_surer_is_changed_and_keeps_its_id(tmp_path: Path) -> None:
    """Read in full, what could not be said becomes a silence of the document."""
    old, new = tmp_path / "old.trig", tmp_path / "new.trig"
    old.write_text(small.trig(small.GOAL), encoding="utf-8")
    read = small.trig(small.GOAL, small.LOADED + small.read("uppfoljning"))
    new.write_text(read, encoding="utf-8")
    present = Project(ROOT, "given")

    found = build(present, open_store(present, [new]), str(old), str(new), VIEW)

    (change,) = [c for c in found.findings.changed if c.now.kind == "gap-06"]
    assert change.was.id == change.now.id
    assert (
        "hur säkert: går inte att säga (inte läst i sin helhet för den frågan) → "
        "nämns inte i dokumentet"
        in [w.sv for w in change.words]
    )  # fmt: skip


# -- dates -----------------------------------------------------------------------------------------


def test_what_begins_and_ends_between_dates_is_new_and_gone_with_its_date(tmp_path: Path) -> None:
    """A place in a forum that holds 2024 and 2025."""
    begun = at(tmp_path / "a", "2023-06-01", "2024-06-01", TINY + _START)
    ended = at(tmp_path / "b", "2024-06-01", "2026-06-01", TINY + _START)

    (new,) = begun.things.new
    assert (new.iri, new.why.sv) == (ID("membership/f--a"), "gäller från 2024-01-01")
    assert not begun.things.gone and begun.things.undated > 0
    (gone,) = ended.things.gone
    assert (gone.iri, gone.why.sv) == (ID("membership/f--a"), "gällde till 2025-12-31")
    assert "gällde till 2025-12-31" in difference.to_text(ended, "sv")


# A date early enough that the small plan's own are not before everything.
_START = 'g:1-1 { strategy:liten ks:adoptedOn "2020-01-01"^^xsd:date . }\n'


def test_parts_hold_while_their_plan_does(tmp_path: Path) -> None:
    """Elements and assignments without a period of their own take that of the plan."""
    period = 'g:1-1 { strategy:liten ks:validFrom "2024-01-01"^^xsd:date . }\n'
    early = 'g:5-6 { forum:f ks:validFrom "2020-01-01"^^xsd:date . }\n'
    found = at(tmp_path, "2023-01-01", "2024-06-01", TINY + period + early)

    assert {"liten", "mal", "i1", "ansvar-i1", "f--a"} == ids(found.things.new)
    whys = {t.iri.rpartition("/")[2]: t.why.sv for t in found.things.new}
    assert whys["liten"] == "gäller från 2024-01-01"
    assert whys["i1"] == whys["ansvar-i1"] == (
        "hör till det som gäller från 2024-01-01; när det självt började sägs inte")  # fmt: skip
    wholes = {t.iri.rpartition("/")[2]: t.whole for t in found.things.new}
    assert wholes["i1"] == ID("strategy/liten") and wholes["liten"] == ""
    assert found.findings.new and not found.findings.gone


def test_a_challenge_stands_whether_or_not_the_plan_that_meets_it_does(tmp_path: Path) -> None:
    """It is of the world: neither new when the plan begins nor gone when it ends."""
    more = (
        'g:1-1 { strategy:liten ks:validFrom "2024-01-01"^^xsd:date . element:u a ks:Challenge ; '
        'skos:prefLabel "Ett behov"@sv ; ks:partOfStrategy strategy:liten . }\n'
        'g:5-6 { forum:f ks:validFrom "2020-01-01"^^xsd:date . }\n'
    )
    found = at(tmp_path, "2023-01-01", "2024-06-01", TINY + more)

    assert "liten" in ids(found.things.new) and "u" not in ids(found.things.new)


def test_what_we_placed_in_a_plan_does_not_begin_with_it(tmp_path: Path) -> None:
    """A period says something of what the text places in the plan, not of what we do."""
    more = (
        'g:1-1 { strategy:liten ks:validFrom "2024-01-01"^^xsd:date . }\n'
        'g:5-6 { forum:f ks:validFrom "2020-01-01"^^xsd:date . element:o a ks:Measure ; '
        'skos:prefLabel "Placerad"@sv ; ks:partOfStrategy strategy:liten ; ks:inferred true . }\n'
    )
    found = at(tmp_path, "2023-01-01", "2024-06-01", TINY + more)

    assert "i1" in ids(found.things.new) and "o" not in ids(found.things.new)


def test_a_day_is_told_as_far_as_it_is_known_and_a_wish_as_a_wish(tmp_path: Path) -> None:
    """A year is no first of January, and what is only permitted has not begun to be done."""
    more = (
        'g:1-1 { strategy:liten ks:validFrom "2024-01-01"^^xsd:date ; '
        "ks:datePrecision precision:year . "
        "assignment:w a ks:Responsibility ; ks:bearer actor:a ; ks:target element:i1 ; "
        "ks:role role:utforare ; ks:assertionMode mode:permitted . }\n"
        'g:5-6 { forum:f ks:validFrom "2020-01-01"^^xsd:date . }\n'
    )
    found = at(tmp_path, "2023-01-01", "2025-06-01", TINY + more)

    told = {t.iri.rpartition("/")[2]: t for t in found.things.new}
    assert told["liten"].why.sv == "gäller från 2024" and told["liten"].mode.sv == ""
    assert told["w"].why.sv.startswith("hör till det som gäller från 2024; ")
    assert told["w"].mode.sv == "får göras"
    assert "(får göras)" in difference.to_csv(found, "sv")


def test_a_part_of_something_without_an_end_does_not_end_with_something_else(
    tmp_path: Path,
) -> None:
    """A role for a strategy and for a plan that nobody says has run out goes on."""
    more = (
        _START + 'g:5-6 { strategy:slut a ks:Strategy ; ks:validThrough "2024-12-31"^^xsd:date . '
        "assignment:w a ks:Responsibility ; ks:bearer actor:a ; ks:role role:medverkande ; "
        "ks:assertionMode mode:actual ; ks:target strategy:slut , strategy:liten . }\n"
    )
    gone = ids(at(tmp_path, "2024-06-01", "2026-06-01", TINY + more).things.gone)
    assert "slut" in gone and "w" not in gone


def test_a_name_a_wording_and_a_clearer_task_are_changes_of_what_was_there(tmp_path: Path) -> None:
    """Only the act that is new and the task that nobody had are told as begun."""
    day = '"2024-01-01"^^xsd:date'
    more = _START + (
        f'g:5-6 {{ label:n a skosxl:Label ; skosxl:literalForm "Nytt"@sv ; ks:validFrom {day} . '
        f"law:ny a eli:LegalResource ; eli:first_date_entry_in_force {day} . "
        f"law:andring a eli:LegalResource ; eli:amends law:gammal ; "
        f"eli:first_date_entry_in_force {day} . "
        f"assignment:nytt a ks:Mandate ; ks:bearer actor:a ; ks:assertionMode mode:norm ; "
        f"ks:validFrom {day} . "
        f"assignment:klarare a ks:Mandate ; ks:bearer actor:a ; ks:assertionMode mode:norm ; "
        f"ks:validFrom {day} ; ks:existedBefore true . "
        f"assignment:omdopt a ks:Mandate ; ks:bearer actor:a ; ks:assertionMode mode:norm ; "
        f"ks:validFrom {day} ; dct:replaces assignment:fore . }}\n"
    )
    found = at(tmp_path, "2023-06-01", "2024-06-01", TINY + more).things.new

    told = {t.iri.rpartition("/")[2]: t.altered for t in found}
    assert told == {
        "f--a": False, "n": True, "ny": False, "andring": True, "nytt": False, "klarare": True,
        "omdopt": True,
    }  # fmt: skip


def test_a_report_of_a_year_is_planned_for_it_and_nobody_says_that_it_came(tmp_path: Path) -> None:
    """A forecast has no period: its date is the one that it was planned for."""
    more = _START + (
        'g:5-6 { other:k a ks:KnowledgeProduct ; skos:prefLabel "Spaning"@sv ; '
        'ks:validFrom "2024-01-01"^^xsd:date . }\n'
    )
    found = at(tmp_path, "2023-06-01", "2024-06-01", TINY + more).things.new
    assert [t.mode.sv for t in found if t.iri == ID("other/k")] == ["planerat"]


def test_a_work_begins_when_it_was_issued(tmp_path: Path) -> None:
    """What was issued does not "hold": it is said by its own word."""
    work = (
        'g:1-1 { document:x a ks:GoverningDocument ; skos:prefLabel "Verk x"@sv ; '
        'dct:issued "2025-03-05"^^xsd:date . }\n'
    )
    found = at(tmp_path, "2024-06-01", "2025-06-01", TINY + work)

    assert [(t.label.sv, t.why.sv) for t in found.things.new] == [("Verk x", "utgiven 2025-03-05")]


def test_the_date_of_a_wording_is_no_beginning(tmp_path: Path) -> None:
    """An act known in a wording of 2025 was not new that year."""
    act = (
        'g:1-1 { law:x a eli:LegalResource ; skos:prefLabel "Lag x"@sv ; '
        'eli:version_date "2025-01-01"^^xsd:date . }\n'
    )
    found = at(tmp_path, "2024-06-01", "2025-06-01", TINY + act)

    assert "x" not in ids(found.things.new)


def test_a_date_says_what_the_view_of_that_date_says(tmp_path: Path) -> None:
    """The present on the other side is the view's own date."""
    found = release(tmp_path, TINY + _START)
    store = open_store(found)

    by_word = build(found, store, "2023-06-01", "2025-06-01", VIEW)
    by_present = build(found, store, "2023-06-01", "", VIEW)

    assert ids(by_word.things.new) == ids(by_present.things.new)
    assert [f.id for f in by_word.findings.new] == [f.id for f in by_present.findings.new]


# -- bad input -------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["2024-13-01", "20240101", "2024-1-1", "24/1/1", "2024-02-30"])
def test_a_malformed_date_is_told(word: str, tmp_path: Path) -> None:
    """With the form that a date has."""
    with pytest.raises(UsageError, match=rf"{word} är inget datum. Skriv åååå-mm-dd"):
        at(tmp_path, word, "")


def test_a_date_before_everything_is_told_with_the_earliest(tmp_path: Path) -> None:
    """Everything dated would look new and nothing be said by it."""
    with pytest.raises(UsageError, match=r"ligger före allt som är daterat .*2024-01-01"):
        at(tmp_path, "1900-01-01", "")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("no-such-thing", None, "Det finns varken som mapp eller fil, och är inget datum"),
        ("graph.ttl", "", "Filen kan inte jämföras"),
        ("graph.trig", "not turtle", "RDF-filen går inte att tolka"),
        ("folder/", None, "Mappen är inget projekt"),
    ],
)
def test_a_side_that_cannot_be_read_is_told(
    name: str, content: str | None, message: str, tmp_path: Path
) -> None:
    """What was wrong, where, and the mend."""
    side = tmp_path / name
    if name.endswith("/"):
        side.mkdir()
    elif content is not None:
        side.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        at(tmp_path / "p", str(side), "")


# -- forms and the command -------------------------------------------------------------------------


def _edited(folder: Path) -> tuple[Path, Path]:
    """Two releases: a new name, and one measure less."""
    old, new = release(folder / "old"), release(folder / "new")
    path = new.root / "data" / PLAN
    text = path.read_text(encoding="utf-8").replace('"Small plan"', '"Little plan"')
    path.write_text(re.sub(r"  element:i1 a .*?@sv \.\n", "", text, flags=re.S), encoding="utf-8")
    return old.root, new.root


def test_every_form_tells_the_same(tmp_path: Path) -> None:
    """One row a thing, field and finding in CSV and workbook, and the same in JSON."""
    old, new = _edited(tmp_path)
    present = Project(new, "given")
    found = build(present, open_store(present), str(old), str(new), VIEW)
    rows = list(csv.DictReader(io.StringIO(difference.to_csv(found, "sv"))))
    value = json.loads(difference.to_json(found))
    book = openpyxl.load_workbook(io.BytesIO(difference.to_workbook(found, "sv")))

    things = [r for r in rows if r["what"] == "thing"]
    assert len(things) == sum(len(value["things"][key]) for key in ("new", "gone", "changed"))
    assert {r["change"] for r in things} == {"gone", "changed"}
    assert book.worksheets[0].max_row == len(things) + 1
    assert book.worksheets[1].max_row == len(rows) - len(things) + 1
    assert value["differs"] is True


@pytest.mark.parametrize(("asked", "code"), [("none", 0), ("findings", 1), ("any", 1)])
def test_the_exit_code_follows_what_was_asked(asked: str, code: int, tmp_path: Path) -> None:
    """1 where findings, or anything, differ; 0 where nobody asked."""
    old, new = _edited(tmp_path)

    done = cli("diff", old, new, "--project", new, "--fail-on", asked, "--as-of", "2025-06-01")

    assert done.code == code
    assert "Saker:" in done.out
    same = cli("diff", old, old, "--project", new, "--fail-on", asked)
    assert same.code == 0


# -- dispositions ----------------------------------------------------------------------------------

RECORD = """@prefix ks: <https://w3id.org/kompsam/def#> .
<{iri}> a ks:Finding ; ks:findingType <https://w3id.org/kompsam/vocab/finding-type/{kind}> ;
  ks:affects <{thing}> ; ks:disposition <https://w3id.org/kompsam/vocab/disposition/{state}> .
"""


def decided(folder: Path, records: str) -> Path:
    """The small plan as a release with records on findings."""
    release(folder)
    (folder / "data" / "dispositions.ttl").write_text(records, encoding="utf-8")
    return folder


def a_finding(folder: Path) -> Finding:
    """A gap of the small plan."""
    found = release(folder)
    result = find(found, open_store(found), VIEW, Filters(everything=True))
    return next(f for f in result.found if f.is_gap)


def of(finding: Finding, state: str) -> str:
    """A record on a finding."""
    return RECORD.format(iri=finding.iri, kind=finding.kind, thing=finding.affects[0], state=state)


@pytest.mark.parametrize("state", ["acted", "intended", "wrong"])
def test_a_disposition_is_told_in_words_and_apart_from_findings(state: str, tmp_path: Path) -> None:
    """The claim it is about and what was decided; no finding and no thing differs for it."""
    finding = a_finding(tmp_path / "old")
    words = {"acted": "åtgärdad", "intended": "avsiktlig", "wrong": "stämmer inte"}[state]
    folder = decided(tmp_path / "new", of(finding, state))
    found = find_project(folder)
    made = build(found, open_store(found), str(tmp_path / "old"), "", VIEW)

    (change,) = made.decisions
    said = f"Ställningstagande till: {finding.sentence.sv.rstrip('.')} – {words}"
    assert change.words.sv == said
    assert made.any and not made.findings.any and not made.things.any
    text = difference.to_text(made, "sv", 10_000)
    assert f"+ {said}" in text
    assert "Fynd: 0 nya, 0 borta, 0 ändrade. Ställningstaganden: 1 nytt, 0 borta" in text
    assert "finding:" not in text
    (row,) = csv.DictReader(io.StringIO(difference.to_csv(made, "sv")))
    assert (row["what"], row["change"], row["now"]) == (
        "disposition", "new", words,
    )  # fmt: skip
    assert json.loads(difference.to_json(made))["dispositions"][0]["now"]["sv"] == words


def test_a_disposition_that_changes_or_outlives_its_finding(tmp_path: Path) -> None:
    """From and to; and of a finding that holds no more what it was about, never its bare id."""
    finding = a_finding(tmp_path / "plain")
    gone = of(finding, "to-act").replace(finding.id, "gap-06-borta-00000000").replace(
        finding.kind, "gap-06")  # fmt: skip
    old = decided(tmp_path / "old", of(finding, "to-act"))
    new = decided(tmp_path / "new", of(finding, "acted") + gone.partition("\n")[2])
    found = find_project(new)

    made = build(found, open_store(found), str(old), "", VIEW)
    back = build(found, open_store(found), str(new), str(old), VIEW)

    changed, new_one = sorted(made.decisions, key=lambda d: d.how)
    assert (changed.how, new_one.how) == ("changed", "new")
    assert new_one.words.sv.startswith(
        "Ställningstagande till: ett fynd som inte längre finns (GAP-06, "
    )
    assert changed.words.sv.endswith("– ska åtgärdas → åtgärdad")
    assert sorted(d.how for d in back.decisions) == ["changed", "gone"]


def test_a_copy_of_the_whole_project_with_one_word_changed_tells_that_word(tmp_path: Path) -> None:
    """On the five sources: one name changed, one change told, no finding new or gone."""
    for part in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / part, tmp_path / part)
    path = next((tmp_path / "data").rglob("region-kronoberg-regional*.trig"))
    text = path.read_text(encoding="utf-8")
    assert text.count('"Kronoberg Skills Forum"@en') == 1
    path.write_text(text.replace('"Kronoberg Skills Forum"', '"Skills Forum K"'), encoding="utf-8")

    done = cli("diff", tmp_path, "--project", ROOT, "--format", "json")

    value = json.loads(done.out)
    (change,) = value["things"]["changed"]
    assert change["id"].endswith("kompetensforum-kronoberg")
    assert [x["sv"] for x in (*change["was"], *change["now"])] == [
        "Skills Forum K (en)", "Kronoberg Skills Forum (en)",
    ]  # fmt: skip
    assert not value["things"]["new"] and not value["findings"]["new"]
