"""An extension adds terms, lists, checks, questions and kinds, and changes nothing else."""

import json
import re
import shutil
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest

from kgraph import checks, editing, findings, queries
from kgraph.checks.checker import Checker
from kgraph.errors import InputError, KGraphError, UsageError
from kgraph.extensions import EXAMPLE
from kgraph.findings import Filters, kinds_of, make_filters
from kgraph.findings.explain import proof, to_text
from kgraph.project import Project, create_project, find_project
from kgraph.store import View, open_store
from kgraph.store.drafts import read_quads
from tests.asking import Client
from tests.helpers import ROOT, cli, project
from tests.pages_app import create_app

SPACE = "https://example.org/kgraph/moten/"
KIND = "moten-gap-01"
MINUTES = f"""
@prefix ks: <https://w3id.org/kompsam/def#> .
@prefix forum: <https://w3id.org/kompsam/id/forum/> .
@prefix moten: <{SPACE}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{SPACE}graph/1> {{
  moten:m1 a moten:Minutes ; skos:prefLabel "Januari"@sv ; moten:minutesOf forum:f ;
    moten:heldOn "2026-01-15"^^xsd:date .
}}
"""
VIEW = View()


@pytest.fixture
def extended(tmp_path: Path) -> Project:
    """The smallest project with the example of an extension."""
    project(tmp_path)
    shutil.copytree(EXAMPLE / "moten", tmp_path / "extensions" / "moten")
    return find_project(tmp_path)


def put(made: Project, name: str, text: str) -> Project:
    """The project with a file of the extension changed or new."""
    path = made.root / "extensions" / "moten" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return find_project(made.root)


def changed(made: Project, name: str, old: str, new: str) -> Project:
    """The project with something else in a file of the extension."""
    text = (made.root / "extensions" / "moten" / name).read_text(encoding="utf-8")
    assert old in text
    return put(made, name, text.replace(old, new))


def found(made: Project, kind: str = KIND) -> list[findings.Finding]:
    """The findings of a kind in a project."""
    filters = Filters(kinds=(kind,))
    kinds_of(made)
    return list(findings.find(made, open_store(made), VIEW, filters).found)


def refused(make: Callable[[], object]) -> KGraphError:
    """What is said when a project with an extension is opened."""
    with pytest.raises(InputError) as caught:
        make()
    assert caught.value.mend
    return caught.value


# -- what it adds ----------------------------------------------------------------------------------


def test_no_shipped_file_is_changed_and_an_upgrade_leaves_it(extended: Project) -> None:
    """Newer shipped folders are laid over the old ones, and the extension goes on."""
    for part in ("ontology", "queries"):
        shutil.rmtree(extended.root / part)
        shutil.copytree(ROOT / part, extended.root / part)

    upgraded = find_project(extended.root)

    assert [f.kind for f in found(upgraded)] == [KIND]
    for part in ("ontology", "queries"):
        for path in (ROOT / part).rglob("*.*"):
            theirs = upgraded.root / part / path.relative_to(ROOT / part)
            assert theirs.read_bytes() == path.read_bytes()


def test_without_extensions_everything_is_as_before(tmp_path: Path) -> None:
    """The list of kinds and the questions are the shipped ones."""
    plain = project(tmp_path)

    assert plain.extensions == ()
    assert list(kinds_of(plain)) == list(findings.KINDS)
    assert set(queries.catalogue(plain)) == {p.stem for p in (ROOT / "queries").glob("*.rq")}


@pytest.mark.parametrize("engine", checks.ENGINES)
def test_its_checks_are_run_by_both_engines(extended: Project, engine: checks.EngineName) -> None:
    """Minutes without a day are told with the extension's message, file and line."""
    made = put(extended, "data/m.trig", MINUTES.replace('moten:heldOn "2026-01-15"^^xsd:date', "")
               .replace("forum:f ;", "forum:f"))  # fmt: skip

    report = checks.check(open_store(made), checks.shapes_of(made), engine=engine)
    mine = [p for p in report.problems if p.shape == "MOTEN-SH-01"]

    assert [p.severity for p in mine] == ["violation"]
    assert "inte exakt en dag" in mine[0].message.sv
    assert str(mine[0].location) == "extensions/moten/data/m.trig:8"


def test_the_shipped_checks_say_the_same_beside_it(extended: Project, tmp_path: Path) -> None:
    """What is wrong in the data is wrong with and without an extension."""
    plain = project(tmp_path / "plain")

    both = [checks.check(open_store(p), checks.shapes_of(p)) for p in (plain, extended)]

    assert both[0].problems
    assert [p.result for p in both[0].problems] == [p.result for p in both[1].problems]


def test_one_of_its_checks_can_be_run_alone(extended: Project) -> None:
    """``--only`` takes its id."""
    made = put(extended, "data/m.trig", MINUTES)

    answer = cli("check", "--only", "moten-sh-01", "--format", "json", "-q", "--project", made.root)

    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["results"] == []


def test_its_questions_are_listed_with_its_name(extended: Project) -> None:
    """``kgraph queries`` marks them, and ``kgraph query`` asks them."""
    made = put(extended, "data/m.trig", MINUTES)

    listed = cli("queries", "--project", made.root)
    asked = cli("query", "motesanteckningar", "--format", "csv", "--project", made.root)

    assert "motesanteckningar (moten)" in listed.out
    assert "Januari" in asked.out and "2026-01-15" in asked.out


def test_its_kind_is_found_where_it_is(extended: Project) -> None:
    """A forum whose rhythm no source states: not sayable, for the plan was not read for that."""
    (one,) = found(extended)

    assert one.sentence.sv == "”Forumet”: hur ofta forumet möts nämns inte."
    assert (one.status, one.reason, one.is_gap) == ("unknown", "not-read", True)
    assert one.vanishes.sv.endswith("en källa anger hur ofta forumet möts.")
    assert [p.rpartition("/")[2] for p in one.evidence[0].passages] == ["5-6"]


def test_its_kind_is_not_found_where_it_is_not(extended: Project) -> None:
    """With minutes, or with a stated rhythm, there is none."""
    assert found(put(extended, "data/m.trig", MINUTES)) == []


def test_silence_says_something_only_of_what_was_read_for_it(extended: Project) -> None:
    """Read in full for the meeting rhythm, the plan is silent about it."""
    coverage = f"""
@prefix ks: <https://w3id.org/kompsam/def#> .
@prefix strategy: <https://w3id.org/kompsam/id/strategy/> .
@prefix coverage: <https://w3id.org/kompsam/id/coverage/> .
@prefix review-status: <https://w3id.org/kompsam/vocab/review-status/> .
<{SPACE}graph/2> {{
  coverage:rytm a ks:CoverageStatement ; ks:coversSubject strategy:liten ;
    ks:coversRelation <{SPACE}vocab/relation-kind/motesrytm> ;
    ks:reviewStatus review-status:reviewed .
}}
"""
    assert [f.status for f in found(put(extended, "data/c.trig", coverage))] == ["silent"]


def test_its_finding_is_proved_and_handed_over_as_any_other(extended: Project) -> None:
    """By its id, from the data, in words and for programs."""
    (one,) = found(extended)
    finding, material = findings.one(extended, open_store(extended), VIEW, one.id)

    told = to_text(proof(material, finding), "sv")
    sarif = cli(
        "findings", "--kind", "MOTEN-GAP-01", "--format", "sarif", "--project", extended.root
    )
    turtle = cli("findings", "--all", "--format", "turtle", "--project", extended.root)

    assert "Regel: Forum som de lästa källorna nämner" in told
    assert "varav 1 ges på nytt" in told
    rules = json.loads(sarif.out)["runs"][0]["tool"]["driver"]["rules"]
    assert rules[-1]["id"] == "MOTEN-GAP-01"
    assert rules[-1]["shortDescription"]["text"].endswith("Mötesrytm som inte anges")
    assert f"{SPACE}vocab/finding-type/{KIND}" in turtle.out


def test_its_kind_is_no_kind_of_a_project_without_it(extended: Project, tmp_path: Path) -> None:
    """A project that was opened before it does not get its kinds."""
    found(extended)
    plain = project(tmp_path / "plain")

    with pytest.raises(UsageError, match="MOTEN-GAP-01"):
        make_filters(open_store(plain), VIEW, ["MOTEN-GAP-01"], project=plain)
    every = findings.find(plain, open_store(plain), VIEW, Filters(everything=True))
    assert KIND not in {f.kind for f in every.found}


def test_its_class_has_a_sheet_with_the_columns_of_its_shape(extended: Project) -> None:
    """The full workbook is made from terms and shapes, whoever wrote them."""
    made = put(extended, "data/m.trig", MINUTES)
    target = made.root / "allt.xlsx"

    assert cli("workbook", "-o", target, "-q", "--project", made.root).code == 0
    sheet = openpyxl.load_workbook(target)["Mötesanteckning"]
    rows = list(sheet.iter_rows(values_only=True))

    assert {"Från forum", "Mötesdag"} <= set(rows[0])
    assert any("Januari" in row and "Forumet" in row for row in rows)


def test_its_theme_is_a_theme_like_the_others(extended: Project) -> None:
    """A question about themes takes it by its name."""
    answer = cli("query", "theme-by-region", "--theme", "motesformer", "--project", extended.root)

    assert answer.code == 0, answer.err


OVERLAP = """# title-sv: Två forum med samma mötesdag
# title-en: Two forums that meet on one day
# columns: one other evidence
# things: one other
# for: analysis
# sentence-sv: {one} och {other} har anteckningar från samma dag.
# sentence-en: {one} and {other} have minutes of one day.
# formula-sv: Par av forum.
# formula-en: Pairs of forums.
# left-out-sv: Ett forum med sig självt.
# left-out-en: A forum with itself.
# answer-sv: Dagarna är olika.
# answer-en: The days differ.
# question-sv: Kan mötena läggas ihop?
# question-en: Can the meetings be put together?
# silent-sv: Dokumenten som säger det är lästa.
# silent-en: The documents that say so were read.
# unknown-sv: Något av dem är inte läst.
# unknown-en: One of them was not read.
PREFIX moten: <https://example.org/kgraph/moten/>
SELECT ?one ?other ("" AS ?evidence) WHERE {
  ?a moten:minutesOf ?one ; moten:heldOn ?day . ?b moten:minutesOf ?other ; moten:heldOn ?day .
  FILTER(STR(?one) < STR(?other)) }
"""


def test_an_overlap_is_told_as_one(extended: Project) -> None:
    """With the words of overlaps; not sayable where no document that was read says it."""
    lists = (extended.root / "extensions/moten/lists.ttl").read_text(encoding="utf-8")
    start = lists.index(f"<{SPACE}vocab/finding-type")
    value = lists[start : lists.index("\n\n", start)]
    put(extended, "lists.ttl", lists + "\n" + value.replace("gap-01", "ovl-01"))
    put(extended, "findings/ovl-01.rq", OVERLAP)
    second = MINUTES[MINUTES.index("  moten:m1") : MINUTES.rindex("}")]
    both = MINUTES.replace("\n}", "\n" + second.replace("m1", "m2").replace("forum:f", "forum:g")
                           + "  forum:g a ks:Forum ; skos:prefLabel \"Andra\"@sv .\n}")  # fmt: skip
    made = put(extended, "data/m.trig", both)

    (one,) = found(made, "moten-ovl-01")

    assert one.sentence.sv == "Forumet och Andra har anteckningar från samma dag."
    assert (one.status, one.reason) == ("unknown", "not-read")
    assert findings.KINDS[one.kind].overlap and not findings.KINDS[one.kind].strategist
    assert KIND not in {f.kind for f in found(made)}


def test_the_pages_show_its_class_theme_check_question_and_kind(extended: Project) -> None:
    """Each where the shipped ones are shown, and each link to them leads somewhere."""
    made = put(extended, "data/m.trig", MINUTES)
    client = Client(create_app(made))
    sak = "/sak.html?" + urlencode({"iri": SPACE})

    for path, told in (
        ("/fragor", "Ur tillägget moten"),
        ("/fragor/motesanteckningar", "Januari"),
        ("/def.html", "Mötesanteckning"),
        ("/def.html", "Mötesformer"),
        ("/shapes.html", "MOTEN-SH-01"),
        (sak + "MOTEN-SH-01", "inte exakt en dag"),
        (sak + "Minutes", "Januari"),
        (sak + "m1", "15 januari 2026"),
        ("/id/forum/f.html", "Januari"),
        ("/vem-gor-vad/tema/motesformer", "Mötesformer"),
        ("/sok?q=januari", escape(sak + "m1")),
        ("/sok?q=mötesformer", "Mötesformer</a>"),
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert told in answer.text, path
    plain = find_project(extended.root)
    put(plain, "data/m.trig", MINUTES.replace("forum:f", "forum:g"))
    listed = Client(create_app(find_project(extended.root))).get(f"/fynd?slag={KIND}").text
    assert "hur ofta forumet möts nämns inte" in listed and "MOTEN-GAP-01" in listed


# -- switching, versions ---------------------------------------------------------------------------


def test_one_can_be_switched_off(extended: Project) -> None:
    """Then nothing of it is read, whatever it holds."""
    put(extended, "terms.ttl", "this is no Turtle")
    (extended.root / "kgraph.toml").write_text('[extensions]\noff = ["moten"]\n', encoding="utf-8")

    made = find_project(extended.root)

    assert made.extensions == ()
    assert KIND not in kinds_of(made)
    open_store(made)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[extensions]\noff = ["mote"]\n', "Menade du moten"),
        ('[extensions]\noff = "moten"\n', "en lista av namn"),
        ('[extensions]\non = ["moten"]\n', "bara off"),
    ],
)
def test_a_switch_that_does_nothing_is_told(extended: Project, text: str, told: str) -> None:
    """A misspelt name would else leave the extension on."""
    (extended.root / "kgraph.toml").write_text(text, encoding="utf-8")

    assert told in str(refused(lambda: find_project(extended.root).extensions))


def test_one_for_a_newer_kgraph_is_told(extended: Project) -> None:
    """With what it needs, what this is and how to go on."""
    made = changed(extended, "extension.toml", 'requires = "0.1"', 'requires = "99.1"')

    told = str(refused(lambda: made.extensions))

    assert "kgraph 99.1 eller nyare" in told and 'off = ["moten"]' in told


def test_the_example_comes_with_a_new_project(tmp_path: Path) -> None:
    """``kgraph new --example`` gives a project whose checks and findings work."""
    made = create_project(tmp_path / "nytt", example=True)

    assert [e.name for e in made.extensions] == ["moten"]
    report = checks.check(open_store(made), checks.shapes_of(made))
    assert report.count("violation") == 0
    assert {f.status for f in found(made)} == {"unknown"}


# -- hostile until checked -------------------------------------------------------------------------

TERM = "\n<{}> a <http://www.w3.org/2002/07/owl#Class> .\n"


@pytest.mark.parametrize("name", ["terms.ttl", "lists.ttl", "shapes.ttl"])
@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/kompsam/def#Goal",
        "https://w3id.org/kompsam/vocab/role/ansvarig",
        "https://w3id.org/kompsam/shapes#SH-01",
        "http://www.w3.org/ns/org#Organization",
        "https://example.com/other",
    ],
)
def test_a_shipped_term_is_never_redefined(extended: Project, name: str, iri: str) -> None:
    """Whatever lies outside the namespace is refused at its file and line."""
    text = (extended.root / "extensions" / "moten" / name).read_text(encoding="utf-8")
    made = put(extended, name, text + TERM.format(iri))

    told = refused(lambda: open_store(made))

    assert "utanför tilläggets namnrymd" in str(told)
    assert told.where == f"extensions/moten/{name}:{len(text.splitlines()) + 2}"


def test_its_data_describe_no_shipped_term(extended: Project) -> None:
    """Data are about things, in whatever namespace, and never about the words."""
    made = put(extended, "data/m.trig", MINUTES + '<urn:g> { ks:Goal skos:note "x" . }')

    assert "ks:Goal" in str(refused(lambda: open_store(made)))


@pytest.mark.parametrize(
    "text",
    [
        'g:5-6 { forum:f ks:note "x" . }',
        "<https://example.org/kgraph/moten/graph/2> { g:5-6 ks:reviewStatus ks:x . }",
        "<urn:g> { moten:m2 a moten:Minutes . }",
    ],
)
def test_its_data_put_no_words_in_the_mouth_of_a_source(extended: Project, text: str) -> None:
    """What a passage of others says, and how far it is reviewed, is theirs to say."""
    space = "@prefix g: <https://w3id.org/kompsam/graph/liten-plan-2026-01-01/> .\n"
    made = put(extended, "data/m.trig", space + MINUTES + text)

    assert "hör inte till tillägget" in str(refused(lambda: open_store(made)))


def test_it_can_bring_a_source_of_its_own(extended: Project) -> None:
    """Passages of a source that is called after the extension are passages like the others."""
    made = put(extended, "data/m.trig", MINUTES.replace(
        f"{SPACE}graph/1", "https://w3id.org/kompsam/graph/moten-protokoll-2026/1-3"))  # fmt: skip

    assert found(made) == []


def test_a_misspelt_term_of_its_own_is_told(extended: Project) -> None:
    """As one of kgraph's own is."""
    made = put(extended, "data/m.trig", MINUTES.replace("moten:heldOn", "moten:heldon"))

    assert "heldOn" in str(refused(lambda: open_store(made)))


def test_a_list_that_the_program_counts_on_is_closed(extended: Project) -> None:
    """A new mode would mean nothing to it."""
    made = changed(extended, "lists.ttl", "vocab/theme>", "vocab/mode>")

    assert "mode kan inte utökas" in str(refused(lambda: open_store(made)))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this a ?x } }",
        "SELECT $this WHERE { \\\\u0053ERVICE <http://127.0.0.1:9/> { $this a ?x } }",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_a_check_asks_nobody_else_and_changes_nothing(extended: Project, query: str) -> None:
    """An engine of checks would follow SERVICE without asking."""
    old = "    sh:targetClass moten:Minutes ;"
    made = changed(extended, "shapes.ttl", old, f'{old} sh:sparql [ sh:select "{query}" ] ;')

    refused(lambda: open_store(made))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("moten:MOTEN-SH-01\n    a", "moten:SH-01\n    a", "heter inte som den ska"),
        ("    sh:severity sh:Violation ;\n    sh:message \"Mötesanteckningen saknar",
         "    sh:message \"Mötesanteckningen saknar", "sh:severity"),
        ("minutes tell which forum and which day\"@en", "x\"@sv", "rdfs:label"),
    ],
)  # fmt: skip
def test_a_check_has_an_id_and_words(extended: Project, old: str, new: str, told: str) -> None:
    """Else its results would have none, or those of a shipped check."""
    assert told in str(refused(lambda: open_store(changed(extended, "shapes.ttl", old, new))))


def test_a_name_that_is_taken_is_refused_with_the_mend(extended: Project) -> None:
    """An extension's question never stands in place of a shipped one."""
    text = (extended.root / "extensions/moten/queries/motesanteckningar.rq").read_text("utf-8")
    made = put(extended, "queries/evidence.rq", text)

    told = str(refused(lambda: queries.catalogue(made)))

    assert "extensions/moten/queries/evidence.rq" in told and "moten-evidence.rq" in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("findings/gap_01.py", "inget program i en projektmapp körs"),
        ("queries/derived.py", "inget program"),
        ("notes.txt", "aldrig läsas"),
        ("stubs.ttl", "aldrig läsas"),
        ("queries/derived/10-mine.rq", "aldrig läsas"),
        ("findings/other.rq", "aldrig läsas"),
        ("data/x.csv", "aldrig läsas"),
    ],
)
def test_what_is_never_read_is_told_and_no_program_is_run(
    extended: Project, name: str, told: str
) -> None:
    """A file that does nothing would look as if it did."""
    made = put(extended, name, "raise SystemExit('run')")

    assert told in str(refused(lambda: made.extensions))


def test_a_link_out_of_the_folder_is_not_followed(extended: Project, tmp_path: Path) -> None:
    """Not as a file, nor as the whole folder."""
    link = extended.root / "extensions" / "moten" / "data"
    link.symlink_to(ROOT / "data")
    assert "länk" in str(refused(lambda: find_project(extended.root).extensions))
    link.unlink()
    (extended.root / "extensions" / "annat").symlink_to(EXAMPLE / "moten")
    assert "länk" in str(refused(lambda: find_project(extended.root).extensions))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (SPACE, "https://w3id.org/kompsam/def#", "hör till kgraph"),
        (SPACE, "https://w3id.org/", "hör till kgraph"),
        (SPACE, "http://www.w3.org/ns/", "hör till"),
        (SPACE, "urn:moten:", "ingen namnrymd"),
        (SPACE, "https://example.org/moten", "ingen namnrymd"),
        ('version = "1.0"', 'colour = "red"', "colour"),
        ('version = "1.0"', "version = 1", "version"),
        ('title-en = "Meetings"\n', "", "title-en saknas"),
        ('requires = "0.1"', 'requires = "new"', "ingen version"),
        ('requires = "0.1"', "requires = ", "går inte att läsa"),
    ],
)
def test_settings_are_held_to(extended: Project, old: str, new: str, told: str) -> None:
    """What is wrong with them is said, and at which file."""
    made = changed(extended, "extension.toml", old, new)

    said = refused(lambda: made.extensions)

    assert told in str(said)
    assert re.fullmatch(r"extensions/moten/extension\.toml(:6)?", str(said.where))


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("shapes.ttl", "sh:targetClass moten:Minutes", "sh:targetClass moten:Minuets", "Minuets"),
        ("shapes.ttl", "sh:path moten:heldOn", "sh:path moten:heldOnn", "heldOnn"),
        ("shapes.ttl", "sh:class ks:Forum", "sh:class ks:Forumm", "ks:Forumm"),
        ("findings/gap-01.rq", "moten:minutesOf", "moten:minuteOf", "minuteOf"),
        ("queries/motesanteckningar.rq", "moten:heldOn", "moten:held", "held"),
        ("queries/motesanteckningar.rq", "moten:heldOn", f"<{SPACE}heldOnn>", "heldOnn"),
    ],
)
def test_a_misspelt_term_in_a_check_or_a_question_is_told(
    extended: Project, name: str, old: str, new: str, told: str
) -> None:
    """Else nothing would be checked or found, and nobody told."""
    said = refused(lambda: open_store(changed(extended, name, old, new)))

    assert f"{told} är inte beskriven någonstans" in str(said)
    assert re.fullmatch(rf"extensions/moten/{re.escape(name)}:\d+", str(said.where))
    assert "Menade du" in str(said) or told == "held"


def test_a_question_may_name_a_thing_of_the_extension_s_own_data(extended: Project) -> None:
    """It is described there, though it is no term."""
    thing = f"<{SPACE}m1> a <{SPACE}Minutes> .\n"
    put(extended, "data/x.ttl", thing)
    old, new = "?minutes moten:minutesOf", "moten:m1 moten:minutesOf"
    made = changed(extended, "findings/gap-01.rq", old, new)

    assert open_store(made) is not None


@pytest.mark.parametrize("name", ["gapet", "ovl", "Möten", "a", "x-y", "x" * 21])
def test_a_name_must_fit_in_ids(extended: Project, name: str) -> None:
    """The ids of its checks and kinds begin with it."""
    (extended.root / "extensions" / "moten").rename(extended.root / "extensions" / name)

    assert name in str(refused(lambda: find_project(extended.root).extensions))


def test_two_extensions_have_each_their_namespace(extended: Project) -> None:
    """Else one could say something of the other's terms."""
    shutil.copytree(extended.root / "extensions/moten", extended.root / "extensions/andra")

    assert "hör till andra" in str(refused(lambda: find_project(extended.root).extensions))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# things: forum", "# things: body", "ingen kolumn body"),
        ("# things: forum\n", "", "saknar things"),
        ("# reading: motesrytm\n", "", "saknar reading"),
        ("{forum}", "{name}", "ingen kolumn name"),
        ("# columns: forum evidence", "# columns: forum", "ingen kolumn evidence"),
        ("möts nämns inte", "möts är en brist hos forumet", "lägger skuld"),
        ("# answer-en: A source", "# answer: A source", "saknar answer-en"),
        ("# for: strategist", "# for: everyone", "inte för vem"),
    ],
)
def test_a_kind_says_all_that_a_reader_needs(
    extended: Project, old: str, new: str, told: str
) -> None:
    """Sentences in both languages, what it is about, when silence says something; no blame."""
    made = changed(extended, "findings/gap-01.rq", old, new)

    said = refused(lambda: kinds_of(made))

    assert told in str(said)
    assert said.where == "extensions/moten/findings/gap-01.rq"


def test_a_kind_is_in_the_list_of_kinds(extended: Project) -> None:
    """A question without a value in the list has no name, a value without a question no rule."""
    made = changed(extended, "lists.ttl", "moten-gap-01>", "moten-gap-02>")

    assert "moten-gap-0" in str(refused(lambda: open_store(made)))


def test_the_data_of_an_extension_are_not_rewritten(extended: Project) -> None:
    """A newer version of it would undo the change: ``tidy`` passes by, and named it is refused."""
    made = put(extended, "data/m.trig", MINUTES)
    path = made.root / "extensions/moten/data/m.trig"

    assert cli("tidy", "--project", made.root).code == 0
    named = cli("tidy", path, "--project", made.root)

    assert named.code == 2 and "hör till ett tillägg" in named.err
    assert path.read_text(encoding="utf-8") == MINUTES


def test_an_edit_of_the_project_is_checked_with_the_extension(extended: Project) -> None:
    """What is written beside must pass its checks too."""
    target, draft = extended.root / "data/sources/m.trig", extended.root / "m.trig"
    draft.write_text(MINUTES.replace("forum:f ;", "forum:f , forum:g ;"), encoding="utf-8")

    told = refused(lambda: editing.save(extended, {target: read_quads(draft, "m.trig")}))

    assert "inte från exakt ett forum" in str(told)
    assert not target.exists()


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("moten/vocab/theme/validering>", "redan ett värde som heter validering"),
        ("moten/theme/motesformer>", "heter inte så"),
        ("moten/vocab/theme/Mötes Former>", "tolka"),
    ],
)
def test_a_value_of_a_list_is_called_as_the_others(extended: Project, new: str, told: str) -> None:
    """Addresses and commands know values by their last part."""
    made = changed(extended, "lists.ttl", "moten/vocab/theme/motesformer>", new)

    assert told in str(refused(lambda: open_store(made)))


# -- faults are told when they are read, by the check too ------------------------------------------

TARGET = "    sh:targetClass moten:Minutes ;"
SHIPPED_PREFIXES = "sh:prefixes <https://w3id.org/kompsam/shapes>"


def asking(query: str, more: str = "") -> str:
    """The example's check with a question of its own."""
    return f'{TARGET} sh:sparql [ a sh:SPARQLConstraint ; {more} sh:select "{query}" ] ;'


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("sh:severity sh:Violation", "sh:severity sh:Nonsense", "sh:severity kan inte vara"),
        ("sh:maxCount 1", 'sh:maxCount "x"', "sh:maxCount kan inte vara ”x”"),
        ("sh:minCount 1", "sh:minCount -1", "sh:minCount kan inte vara ”-1”"),
        ("sh:maxCount 1", "sh:maxCnt 1", "Menade du sh:maxCount"),
        ("sh:datatype xsd:date", 'sh:datatype "date"', "sh:datatype kan inte vara"),
        ("sh:datatype xsd:date", "sh:nodeKind sh:Iri", "sh:nodeKind kan inte vara"),
        ("sh:datatype xsd:date", 'sh:pattern "["', "sh:pattern kan inte vara ”[”"),
        ("sh:datatype xsd:date", 'sh:uniqueLang "yes"', "sh:uniqueLang kan inte vara"),
        ("sh:datatype xsd:date", "sh:in 3", "sh:in kan inte vara ”3”"),
        ("sh:path moten:heldOn", "sh:path moten:heldOn , moten:minutesOf", "sh:path är inte en"),
        ("sh:property moten:MOTEN-SH-01-forum", "sh:property moten:MOTEN-SH-01-form", "finns inte"),
        (TARGET, asking("SELECT $this WHERE { $this a }"), "frågans rad 1, tecken 30, nära ”}”"),
        (TARGET, asking("SELECT $this WHERE { $this a ks:Goal }"), "Ett prefix är inte angivet"),
        (TARGET, asking("SELECT ?a WHERE { ?a ?b ?c }"), "Frågan ger inget $this"),
    ],
)
def test_a_check_that_no_engine_could_follow_is_refused(
    extended: Project, old: str, new: str, told: str
) -> None:
    """With the file, the line of its check and the check's id; engines pass some by in silence."""
    made = changed(extended, "shapes.ttl", old, new)

    said = refused(lambda: open_store(made))

    assert told in str(said)
    assert said.where.startswith("extensions/moten/shapes.ttl:")
    assert "MOTEN-SH-01" in str(said)
    assert said.exit_code == 3 and said.render("en") != said.render("sv")


def test_a_question_of_a_check_can_count_on_the_shipped_prefixes(extended: Project) -> None:
    """And on ``$PATH``, which an engine fills in."""
    query = asking("SELECT $this WHERE { $this a ks:Goal }", SHIPPED_PREFIXES + " ;")
    made = changed(extended, "shapes.ttl", TARGET, query)
    made = changed(made, "shapes.ttl", "sh:path moten:heldOn ;", "sh:path moten:heldOn ; "
                   'sh:sparql [ a sh:SPARQLConstraint ; sh:select "SELECT $this ?value WHERE '
                   '{ $this $PATH ?value FILTER(?value < 0) }" ] ;')  # fmt: skip

    assert checks.check(open_store(made), checks.shapes_of(made)).count("violation") == 0


@pytest.mark.parametrize("engine", checks.ENGINES)
def test_what_an_engine_refuses_is_told_of_the_file_of_the_extension(
    extended: Project, engine: checks.EngineName
) -> None:
    """And never of the shipped one, nor by a label that stands in no file."""
    made = changed(extended, "shapes.ttl", TARGET,
                   asking("SELECT $this WHERE { $this a ?b MINUS { $this ?b 1 } }"))  # fmt: skip
    store = open_store(put(made, "data/m.trig", MINUTES))

    said = refused(lambda: checks.check(store, checks.shapes_of(made), engine=engine))

    assert said.where == "extensions/moten/shapes.ttl"
    assert "_:" not in str(said)


def test_who_checks_edits_is_told_the_same_file(extended: Project) -> None:
    """Also when the checks are kept up to date."""
    made = changed(extended, "shapes.ttl", TARGET,
                   asking("SELECT $this WHERE { $this a ?b MINUS { $this ?b 1 } }"))  # fmt: skip
    store = open_store(put(made, "data/m.trig", MINUTES))

    said = refused(lambda: Checker(store, checks.shapes_of(made)))

    assert said.where == "extensions/moten/shapes.ttl"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("findings/gap-01.rq", "SELECT", "SELEC", "gap-01.rq:20:1: Frågan är inte giltig SPARQL"),
        ("findings/gap-01.rq", "WHERE {", "WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b 1 }",
         "gap-01.rq: SERVICE är inte tillåtet"),
        ("findings/gap-01.rq", "{forum}", "{nosuch}", "gap-01.rq: Frågan har ingen kolumn nosuch"),
        ("findings/gap-01.rq", "# sentence-en", "# sentence-e", "huvud saknar sentence-en"),
        ("findings/gap-01.rq", "# reading: motesrytm", "# reading: motesrym",
         "gap-01.rq:8: motesrym finns inte i listan relation-kind. Skriv motesrytm"),
        ("findings/gap-01.rq", "SELECT ?forum", "SELECT (?forum AS ?f)", "ingen kolumn forum"),
        ("queries/motesanteckningar.rq", "SELECT", "SELEC", "motesanteckningar.rq:11:1:"),
        ("queries/motesanteckningar.rq", "WHERE {",
         "WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b 1 }", "SERVICE är inte tillåtet"),
        ("queries/motesanteckningar.rq", "# columns: minutes", "# columns: minuts",
         "ingen kolumn minuts"),
        ("queries/motesanteckningar.rq", "# order: forum", "# order: form", "ingen kolumn form"),
        ("queries/motesanteckningar.rq", "# title-en", "# title-e", "saknar 'title-en'"),
    ],
)  # fmt: skip
def test_the_check_tells_of_a_question_that_cannot_be_asked(
    extended: Project, name: str, old: str, new: str, told: str
) -> None:
    """Whoever writes an extension learns of it there, with the file, and not from an answer."""
    changed(extended, name, old, new)

    done = cli("check", "--project", extended.root)

    assert done.code == 3
    assert told in done.err and f"extensions/moten/{name}" in done.err
