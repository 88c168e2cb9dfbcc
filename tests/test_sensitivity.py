"""Sensitivity: what the findings hang on, each choice held against a plain reckoning."""

import csv
import datetime
import io
import json
import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kgraph import findings, sensitivity
from kgraph.difference import compare_findings
from kgraph.errors import UsageError
from kgraph.findings import Filters, Material
from kgraph.project import Project
from kgraph.store import Assumption, Store, View, open_store
from kgraph.terms import ID, VOCAB
from tests import finding_cases as small
from tests.helpers import cli

ROOT = Path(__file__).parents[1]
PROJECT = Project(ROOT, "given")
VIEW = View(as_of=datetime.date(2026, 11, 21))
DUTY = """assignment:{0} a ks:Responsibility ; ks:bearer actor:{1} ; ks:role role:{2} ;
  ks:target {3} ; ks:assertionMode mode:{4} ."""
PLAN = ID("strategy/jonkoping-plan-2024-2028")


def opened(folder: Path, body: str, meta: str = small.LOADED) -> Store:
    """A smallest graph."""
    path = folder / "data.trig"
    path.write_text(small.trig(body, meta), encoding="utf-8")
    return open_store(PROJECT, [path])


def assuming(**values: object) -> View:
    """The view under an assumption."""
    return replace(VIEW, assuming=Assumption(**values))  # type: ignore[arg-type]


def levels(store: Store, view: View) -> dict[str, str]:
    """The level of each element, by the last part of its name."""
    found = Material(PROJECT, store, view).elements.get(ID("strategy/s"), {})
    return {element.rpartition("/")[2]: level for element, (_, level) in found.items()}


# -- assumptions in a view -------------------------------------------------------------------------


def test_a_view_that_assumes_nothing_is_told_as_before() -> None:
    """Nobody reads of assumptions where there are none; where there are, they stand in the view."""
    assert "assuming" not in View().to_dict()
    assert "antaget" not in View().words.sv
    assumed = assuming(whole="ignored")
    assert assumed.to_dict()["assuming"] == Assumption(whole="ignored").to_dict()
    assert assumed.words.sv.endswith("antaget: ansvar för helheten räknas inte")
    assert "assumed: answering for the whole is not counted" in assumed.words.en


@pytest.mark.parametrize("values", [{"groups": "x"}, {"whole": "x"}, {"area": "named"}])
def test_an_unknown_assumption_is_refused(values: dict[str, str]) -> None:
    """A misspelt one would else change nothing in silence."""
    with pytest.raises(UsageError, match="Okänt antagande"):
        Assumption(**values)  # type: ignore[arg-type]


def _random_plan(seed: int) -> tuple[str, dict[str, list[tuple[str, str, str]]]]:
    """A plan of 3 areas and 36 measures with assignments drawn at random, and these as a list."""
    draw = random.Random(seed)
    targets = ["strategy:s", "element:p0", "element:p1", "element:p2"]
    body: list[str] = []
    said: dict[str, list[tuple[str, str, str]]] = {}
    for i in range(3):
        body.append(small.PRIORITY.replace("element:p ", f"element:p{i} "))
    for i in range(36):
        targets.append(f"element:m{i}")
        area = f"element:m{i} ks:parentElement element:p{i % 3} ." if i % 4 else ""
        body.append(small.MEASURE.replace("element:m ", f"element:m{i} ") + area)
    for i, target in enumerate(targets):
        for j in range(draw.choice((0, 0, 1, 2))):
            role, mode = draw.choice(("ansvarig", "utforare", "medverkande")), draw.choice(
                ("actual", "target", "planned", "norm")
            )  # fmt: skip
            body.append(DUTY.format(f"r{i}-{j}", "x", role, target, mode))
            said.setdefault(target.rpartition(":")[2], []).append((role, mode, target))
    return "\n".join(body), said


def _expected(name: str, said: dict[str, list[tuple[str, str, str]]], area: str, whole: str) -> str:
    """The level by the rule, reckoned on the list alone."""

    def answers(thing: str) -> bool:
        return any(
            role != "medverkande" and mode in ("actual", "norm")
            for role, mode, _ in said.get(thing, [])
        )

    number = int(name[1:])
    above = f"p{number % 3}" if name[0] == "m" and number % 4 else ""
    if answers(name) or (whole == "named" and answers("s")):
        return "utpekad"
    if above and area == "told" and answers(above):
        return "genom-fokusomradet"
    # An area for which the whole counts as named is itself named, and answers for its parts.
    if whole == "told" and answers("s"):
        return "genom-helheten"
    modes = {mode for _, mode, _ in said.get(name, [])}
    if modes & {"actual", "norm"}:
        return "medverkar"
    return "bara-onskat-lage" if modes & {"target", "planned"} else "namns-inte"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_levels_under_each_assumption_follow_the_rule(seed: int, tmp_path: Path) -> None:
    """Every element of a random plan has the level that a plain reckoning gives."""
    body, said = _random_plan(seed)
    store = opened(tmp_path, body)
    for whole in ("told", "named", "ignored"):
        for area in ("told", "ignored"):
            found = levels(store, assuming(whole=whole, area=area))
            assert len(found) == 39
            assert found == {name: _expected(name, said, area, whole) for name in found}


def test_members_take_their_groups_place(tmp_path: Path) -> None:
    """Listed members, and those that follow from kind and area too, stand for the group."""
    body = (
        small.FORUM.format("f", "a")
        + """
    group:g a ks:ActorGroup ; foaf:member actor:l1 , actor:l2 .
    group:k a ks:ActorGroup ; ks:groupResolution group-resolution:derived ;
      ks:groupMemberType actor-type:kommun ; dct:spatial territory:a .
    actor:k1 a org:FormalOrganization ; org:classification actor-type:kommun ;
      dct:spatial territory:a .
    actor:k2 a org:FormalOrganization ; org:classification actor-type:kommun ;
      dct:spatial territory:b .
    membership:1 a org:Membership ; org:organization forum:f ; org:member group:g , group:k ;
      org:role role:ledamot ; ks:assertionMode mode:actual .
    """
    )
    store = opened(tmp_path, body)

    def members(mode: str) -> set[str]:
        rows = store.select("SELECT ?m WHERE { ?m org:memberOf ?f }", assuming(groups=mode)).rows
        return {str(row[0]).rpartition("/")[2] for row in rows}

    assert members("collapse") == {"g", "k"}
    assert members("expand-listed") == {"l1", "l2", "k"}
    assert members("expand-derived") == {"l1", "l2", "k1"}


@pytest.mark.parametrize(
    "source",
    [
        "region-jonkopings-lan-plan-2024-2028-2026-11-21",
        "region-kronoberg-regional-kompetensforsorjning-2026-11-21",
        "region-jamtland-harjedalen-kompetensforsorjning-2026-11-21",
    ],
)
def test_a_source_left_out_is_as_if_it_had_never_been_read(source: str, tmp_path: Path) -> None:
    """The findings are those of a project whose files never had it."""
    described = (ROOT / "data" / "sources.ttl").read_text(encoding="utf-8")
    without = re.sub(rf"\nsource:{source} a .*?\.\n(?=\n|$)", "\n", described, flags=re.S)
    assert described.count("a ks:SourceDocument") == without.count("a ks:SourceDocument") + 1
    (tmp_path / "sources.ttl").write_text(without, encoding="utf-8")
    files = [p for p in PROJECT.data_files if p.name not in ("sources.ttl", f"{source}.trig")]
    never = open_store(PROJECT, [tmp_path / "sources.ttl", *files])

    left_out = assuming(without=(ID("source/" + source),))
    found = findings.find(PROJECT, open_store(PROJECT), left_out).found
    expected = findings.find(PROJECT, never, VIEW).found

    assert {(f.id, f.status, f.reason, f.level, f.number.value) for f in found} == {
        (f.id, f.status, f.reason, f.level, f.number.value) for f in expected
    }


def test_a_theme_left_out_ties_nothing_together(tmp_path: Path) -> None:
    """A priority whose forum only shares its theme has no forum without the theme."""
    store = opened(tmp_path, small.PRIORITY + small.FORUM.format("f", "a"))
    theme = VOCAB("theme/validering")

    def uncovered(view: View) -> int:
        found = findings.find(PROJECT, store, view, Filters(("gap-11",))).found
        return sum(f.is_gap for f in found)

    assert uncovered(VIEW) == 0
    assert uncovered(assuming(without=(theme,))) == 1


# -- effects ---------------------------------------------------------------------------------------


def _small(folder: Path, *groups: str) -> sensitivity.Sensitivity:
    """A plan with a measure that somebody is only wished for, and one that nobody is named for."""
    other = small.MEASURE.replace("element:m ", "element:o ").replace("Insatsen", "Den andra")
    named = small.MEASURE.replace("element:m ", "element:n ").replace("Insatsen", "Den tredje")
    body = small.MEASURE + other + named + DUTY.format("w", "x", "ansvarig", "element:m", "target")
    body += small.ANSWERS.format("n")
    store = opened(folder, body, small.LOADED + small.read("ansvar"))
    return sensitivity.build(PROJECT, store, VIEW, Filters(("gap-01",)), groups)


def test_what_is_wished_for_moves_what_hangs_on_it_and_nothing_else(tmp_path: Path) -> None:
    """Counted as real, the wish ends one finding; the other stands."""
    found = _small(tmp_path, "modes")

    wished, planned = found.effects
    assert [f.affects for f in wished.changes.gone] == [(ID("element/m"),)]
    assert not wished.changes.new and not wished.changes.changed
    assert not planned.changes.any
    verdicts = {s.finding.affects[0].rpartition("/")[2]: s.verdict for s in found.standings}
    assert verdicts == {"m": "reading", "o": "holds"}
    (count,) = wished.counts(found.base.found)
    assert (count.base, count.after, count.gone, count.new) == (2, 1, 1, 0)


def test_what_goes_with_its_source_is_told_apart_from_what_hangs_on_reckoning(
    tmp_path: Path,
) -> None:
    """Without its only source nothing is left of a finding, however one counts."""
    found = _small(tmp_path, "sources", "modes")

    verdicts = {s.finding.affects[0].rpartition("/")[2]: s.verdict for s in found.standings}
    assert verdicts == {"m": "reading", "o": "source"}
    assert [e.found for e in found.effects if e.choice.group == "sources"] == [()]


def test_nothing_is_changed_by_trying(tmp_path: Path) -> None:
    """The statements and the base are the same after all choices as before."""
    body = small.PRIORITY + small.FORUM.format("f", "a")
    store = opened(tmp_path, body)
    before, text = list(store.statements()), (tmp_path / "data.trig").read_bytes()
    first = findings.find(PROJECT, store, VIEW).found

    sensitivity.build(PROJECT, store, VIEW, Filters())

    assert list(store.statements()) == before
    assert (tmp_path / "data.trig").read_bytes() == text
    assert findings.find(PROJECT, store, VIEW).found == first


def test_said_of_the_whole_or_of_its_parts_is_told_otherwise_not_gone_and_come(
    tmp_path: Path,
) -> None:
    """When a document stops being alike, its one finding becomes several of the same matter."""
    money = small.MEASURE + small.MEASURE.replace("element:m ", "element:o ")
    meta = small.LOADED + small.read("finansiering")
    both = findings.find(PROJECT, opened(tmp_path, money, meta), VIEW, Filters(("gap-07",))).found
    paid = money + small.MONEY.format("element:o")
    one = findings.find(PROJECT, opened(tmp_path, paid, meta), VIEW, Filters(("gap-07",))).found

    changes = compare_findings(both, one)

    (retold,) = changes.retold
    assert [f.whole for f in retold.was] == [True]
    assert [f.affects for f in retold.now] == [(ID("element/m"),)]
    assert not changes.new and not changes.gone


def test_the_plan_of_the_data_by_hand() -> None:
    """Jönköping's 21 elements: without the whole, seven are only wished for or planned, seven bare.

    Counted by hand in the overview: three are named, four have their focus area's unit, fourteen
    the whole; of these fourteen, seven have somebody in a wish or a plan.
    """
    store = open_store(PROJECT)
    found = sensitivity.build(
        PROJECT, store, VIEW, Filters(("gap-01",), strategy=PLAN), ("levels", "modes")
    )
    told = {e.choice.id: {k: n for k, n in e.levels[PLAN].items() if n} for e in found.effects}

    assert dict(found.levels[PLAN]) == {
        "utpekad": 3, "genom-fokusomradet": 4, "genom-helheten": 14,
    }  # fmt: skip
    assert told["levels:whole-named"] == {"utpekad": 21}
    assert told["levels:whole-ignored"] == {
        "utpekad": 3, "genom-fokusomradet": 4, "bara-onskat-lage": 7, "namns-inte": 7,
    }  # fmt: skip
    assert told["levels:area-ignored"] == {"utpekad": 3, "genom-helheten": 18}
    assert told["levels:named-alone"] == {"utpekad": 3, "bara-onskat-lage": 7, "namns-inte": 11}
    assert told["modes:target"] == {"utpekad": 6, "genom-fokusomradet": 4, "genom-helheten": 11}


# -- forms -----------------------------------------------------------------------------------------


def test_every_form_tells_the_same(tmp_path: Path) -> None:
    """Text, JSON, CSV and workbook count the same findings choice by choice."""
    found = _small(tmp_path, "modes", "levels", "sources")
    rows = list(csv.DictReader(io.StringIO(sensitivity.to_csv(found, "sv"))))
    value = json.loads(sensitivity.to_json(found))
    book = openpyxl.load_workbook(io.BytesIO(sensitivity.to_workbook(found, "sv")))

    gone = Counter({r["choice"]: int(r["gone"]) for r in rows})
    assert gone == {c["id"]: sum(k["gone"] for k in c["kinds"]) for c in value["choices"]}
    assert gone == {c["id"]: len(c["gone"]) for c in value["choices"]}
    assert [book.worksheets[0].cell(i + 2, 7).value for i in range(len(rows))] == [
        int(r["gone"]) for r in rows
    ]
    text = sensitivity.to_text(found, "sv")
    assert "Om det önskade räknas som verkligt: 1 av 2 fynd försvinner, 0 tillkommer" in text
    assert "If what is wished for counts as real: 1 of 2 findings go" in sensitivity.to_text(
        found, "en"
    )


def test_no_findings_say_so(tmp_path: Path) -> None:
    """A graph without findings gives a true, empty answer."""
    store = opened(tmp_path, "")
    found = sensitivity.build(PROJECT, store, VIEW, Filters(("gap-16",)))

    assert "0 fynd" in sensitivity.to_text(found, "sv")
    assert "Inget fynd ändras." in sensitivity.to_text(found, "sv")
    assert sensitivity.to_workbook(found, "sv")


def test_the_command_tells_in_words_and_in_files(tmp_path: Path) -> None:
    """A workbook by its ending; text else; the view on standard error."""
    book = tmp_path / "k.xlsx"
    done = cli("sensitivity", "--project", ROOT, "--kind", "GAP-01", "--choice", "modes",
               "--as-of", "2026-11-21", "-o", book)  # fmt: skip
    assert (done.code, done.out) == (0, "")
    assert "Vy:" in done.err
    assert openpyxl.load_workbook(book).worksheets[0].max_row > 1


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("--choice", "mode"), "Menade du modes?"),
        (("--kind", "GAP-99"), "Menade du"),
        (("--region", "jonkopins-lan"), "Menade du jonkopings-lan"),
    ],
)
def test_what_is_misspelt_is_told_with_the_near_miss(words: tuple[str, str], mend: str) -> None:
    """Exit code 2, and what was probably meant."""
    done = cli("sensitivity", "--project", ROOT, *words)
    assert done.code == 2
    assert mend in done.err


def test_what_is_assumed_reads_as_a_sentence() -> None:
    """After "if", Swedish puts the "not" before the verb."""
    words = ("--project", ROOT, "--kind", "gap-01", "--choice", "levels", "--open", "-q")
    told = " ".join(cli("sensitivity", *words).out.split())
    assert "Om ansvar för helheten inte räknas för delarna" in told
    assert "räknas inte för" not in told
