"""The one write door: validate, write beside, swap; together or not at all, one at a time."""

import datetime
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kgraph.checks import check, shapes_of, told_stood
from kgraph.editing import draft, save, stamp, stamp_all, tidy
from kgraph.errors import InputError, OutsideError, UsageError
from kgraph.files import NOTE
from kgraph.project import Project, find_project
from kgraph.sources import read_sources
from kgraph.store import View, open_store
from kgraph.store.drafts import read_quads
from kgraph.store.writing import to_trig
from kgraph.terms import GRAPH, ID, KS, RDF, SKOS, Literal, Quad
from kgraph.wording import Text
from tests.helpers import (
    HEAD,
    LITEN_TXT,
    ROOT,
    SOURCES,
    TINY,
    cli,
    environment,
    no_strays,
    project,
    shipped,
)

PLAN = "sources/liten-plan-2026-01-01.trig"
SWEDISH = RDF("langString")


@pytest.fixture
def plan(tmp_path: Path) -> Project:
    """The small plan, which may be written."""
    return project(tmp_path / "graf")


def state(made: Project) -> dict[str, str]:
    """Every file of a project by its hash."""
    return {
        str(path.relative_to(made.root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(made.root.rglob("*"))
        if path.is_file()
    }


def with_label(quads: list[Quad], label: str) -> list[Quad]:
    """The statements with another English name of the plan."""
    named = (ID("strategy/liten"), SKOS("prefLabel"))
    return [
        (s, p, Literal(label, SWEDISH, "en"), g)
        if (s, p) == named and getattr(o, "language", "") == "en"
        else (s, p, o, g)
        for s, p, o, g in quads
    ]


def quads_of(made: Project, name: str = PLAN) -> list[Quad]:
    """The statements of a data file."""
    return read_quads(made.root / "data" / name, name)


# -- saving ----------------------------------------------------------------------------------


def test_a_change_without_violations_is_saved(plan: Project) -> None:
    """The file has the new statements in the house's form, and the report is handed back."""
    path = plan.root / "data" / PLAN

    report = save(plan, {path: with_label(quads_of(plan), "Tiny plan")})

    assert report.at_least("violation") == ()
    assert open_store(plan).labels([ID("strategy/liten")], "en") == {
        ID("strategy/liten"): "Tiny plan"
    }
    assert path.read_bytes() == to_trig(quads_of(plan))
    assert no_strays(plan.root)


def test_a_new_file_may_be_saved(plan: Project) -> None:
    """In a folder that is there."""
    quad: Quad = (ID("forum/ny"), RDF("type"), KS("Forum"), GRAPH("liten-plan-2026-01-01/1-1"))
    label: Quad = (
        ID("forum/ny"),
        KS("summary"),
        Literal("Ny.", SWEDISH, "sv"),
        quad[3],
    )
    named: Quad = (
        ID("forum/ny"),
        SKOS("prefLabel"),
        Literal("Nytt forum", SWEDISH, "sv"),
        quad[3],
    )

    save(plan, {plan.root / "data" / "sources" / "ny.trig": [quad, label, named]})

    assert len(quads_of(plan, "sources/ny.trig")) == 3


def test_a_change_with_a_violation_is_refused_and_nothing_is_touched(plan: Project) -> None:
    """What, where and mend; not a byte differs."""
    before = state(plan)
    broken = [q for q in quads_of(plan) if q[1] != KS("partOfStrategy")]

    with pytest.raises(InputError, match=r"Ändringen ger \d+ fel och sparas inte\.") as caught:
        save(plan, {plan.root / "data" / PLAN: broken})

    assert re.match(r"data/sources/liten-plan-2026-01-01\.trig:\d+", caught.value.where)
    assert "Rätta uppgifterna" in str(caught.value)
    assert state(plan) == before


def test_a_change_that_cannot_be_read_is_refused(plan: Project) -> None:
    """An unknown term is told as when it is read."""
    before = state(plan)
    odd: Quad = (ID("element/i1"), KS("partOfStrategi"), ID("strategy/liten"), GRAPH("x/1-1"))

    with pytest.raises(InputError, match=r"ks:partOfStrategi, menade du ks:partOfStrategy\?"):
        save(plan, {plan.root / "data" / PLAN: [*quads_of(plan), odd]})

    assert state(plan) == before


def test_the_installed_copy_is_never_written(tmp_path: Path) -> None:
    """Every way of writing says how to get a project of one's own."""
    made = Project(project(tmp_path).root, "installed")
    before = state(made)
    path = made.root / "data" / PLAN
    ways = (
        lambda: save(made, {path: []}),
        lambda: tidy(made, [path]),
        lambda: stamp(made, path, LITEN_TXT),
        lambda: stamp_all(made, (), tmp_path),
    )

    for way in ways:
        with pytest.raises(UsageError, match=r"skrivs aldrig\. Gör ett eget: kgraph new"):
            way()

    assert state(made) == before


@pytest.mark.parametrize("name", ["../x.trig", "data/x.nq", "/etc/x.trig", "ontology/x.ttl"])
def test_only_data_files_are_written(plan: Project, name: str) -> None:
    """Nothing outside ``data/``, and no other form."""
    with pytest.raises(UsageError, match=r"ligger inte i data/ som \.trig"):
        save(plan, {plan.root / name: []})


def test_a_link_out_of_the_project_is_not_followed(plan: Project, tmp_path: Path) -> None:
    """A link under ``data/`` to elsewhere is elsewhere."""
    (tmp_path / "else.trig").write_text("mine")
    (plan.root / "data" / "link.trig").symlink_to(tmp_path / "else.trig")

    with pytest.raises(UsageError, match="ligger inte i data/"):
        save(plan, {plan.root / "data" / "link.trig": []})

    assert (tmp_path / "else.trig").read_text() == "mine"


def test_two_files_are_saved_together_or_not_at_all(
    plan: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the second cannot be swapped in, the first is put back."""
    extra = plan.root / "data" / "sources" / "b.trig"
    extra.write_text(TINY, encoding="utf-8")
    before = state(plan)
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target).name == "b.trig" and ".tmp" in self.name:
            raise OSError(5, "broken")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    changed = with_label(quads_of(plan), "Other")

    with pytest.raises(OutsideError, match="inget är ändrat"):
        save(plan, {plan.root / "data" / PLAN: changed, extra: changed})

    assert state(plan) == before


def test_the_head_of_a_file_keeps_its_comments(plan: Project) -> None:
    """What a person wrote above the statements stays."""
    path = plan.root / "data" / PLAN
    path.write_text("# Planen, läst 2026.\n# Andra raden.\n" + TINY, encoding="utf-8")

    tidy(plan, [path])

    assert path.read_text(encoding="utf-8").startswith("# Planen, läst 2026.\n# Andra raden.\n@pre")
    assert tidy(plan, [path], write=False) == []


def test_the_head_may_have_blank_lines(plan: Project) -> None:
    """All comments before the first statement are its head."""
    path = plan.root / "data" / PLAN
    path.write_text("# Planen.\n\n# Läst 2026.\n\n" + TINY, encoding="utf-8")

    tidy(plan, [path])

    assert path.read_text(encoding="utf-8").startswith("# Planen.\n\n# Läst 2026.\n@prefix")
    assert tidy(plan, [path], write=False) == []


@pytest.mark.parametrize("way", ["tidy", "stamp", "save"])
def test_a_comment_further_down_is_told_and_not_lost(plan: Project, way: str) -> None:
    """With its line; a # in a text or an IRI is no comment."""
    path = plan.root / "data" / PLAN
    path.write_text(TINY.replace("g:4-4 {", "g:4-4 {  # obs!"), encoding="utf-8")
    before = state(plan)
    line = path.read_text(encoding="utf-8").split("# obs!")[0].count("\n") + 1

    with pytest.raises(InputError, match="kommentar längre ner") as caught:
        if way == "tidy":
            tidy(plan, [path])
        elif way == "stamp":
            stamp(plan, path, LITEN_TXT)
        else:
            save(plan, {path: quads_of(plan)})

    assert caught.value.where == f"{path.name}:{line}"
    assert state(plan) == before


# -- a project that has faults from before ------------------------------------------------------


def faulty(made: Project) -> list[Quad]:
    """Somebody took the measure out of its strategy, with the program standing beside."""
    broken = [q for q in quads_of(made) if q[1] != KS("partOfStrategy")]
    (made.root / "data" / PLAN).write_bytes(to_trig(broken))
    return broken


def test_faults_from_before_do_not_stop_a_change_of_something_else(plan: Project) -> None:
    """They are told apart in the report, and remain."""
    broken = faulty(plan)

    report = save(plan, {plan.root / "data" / PLAN: with_label(broken, "Tiny plan")})

    assert report.stood == report.at_least("violation") != ()
    assert report.faults == ()
    assert set(quads_of(plan)) == set(with_label(broken, "Tiny plan"))


def test_a_new_fault_is_refused_and_only_it_is_counted(plan: Project) -> None:
    """The faults from before are not the change's."""
    broken = faulty(plan)
    path = plan.root / "data" / PLAN
    before = state(plan)
    without_name = [q for q in broken if q[:2] != (ID("strategy/liten"), SKOS("prefLabel"))]

    with pytest.raises(InputError, match=r"Ändringen ger \d+ fel och sparas inte\.") as caught:
        save(plan, {path: without_name})

    old = len(check(open_store(plan), shapes_of(plan)).at_least("violation"))
    path.write_bytes(to_trig(without_name))
    every = len(check(open_store(plan), shapes_of(plan)).at_least("violation"))
    path.write_bytes(to_trig(broken))
    assert f"Ändringen ger {every - old} fel" in str(caught.value)
    assert state(plan) == before


def test_one_value_more_where_there_were_too_many_is_refused(plan: Project) -> None:
    """The check says the same of it; the change made it worse. One less is a step the right way."""
    path = plan.root / "data" / PLAN
    name = next(
        q
        for q in quads_of(plan)
        if q[:2] == (ID("strategy/liten"), SKOS("prefLabel"))
        and getattr(q[2], "language", "") == "sv"
    )

    def names(count: int) -> list[Quad]:
        more = [(*name[:2], Literal(f"Namn {n}", SWEDISH, "sv"), name[3]) for n in range(count)]
        return [*quads_of(plan), *more]

    two, three = names(1), names(2)
    path.write_bytes(to_trig(two))

    with pytest.raises(InputError, match="Ändringen ger 1 fel"):
        save(plan, {path: three})
    path.write_bytes(to_trig(three))
    assert save(plan, {path: two}).stood != ()


def test_a_change_that_mends_faults_from_before_is_saved(plan: Project) -> None:
    """All at once, or some of them."""
    sound = quads_of(plan)
    faulty(plan)

    report = save(plan, {plan.root / "data" / PLAN: sound})

    assert (report.stood, report.at_least("violation")) == ((), ())


def test_where_today_cannot_be_read_every_fault_is_the_change_s(plan: Project) -> None:
    """Nothing is known to have stood there."""
    broken = [q for q in quads_of(plan) if q[1] != KS("partOfStrategy")]
    path = plan.root / "data" / PLAN
    path.write_text("Det här är ingen Turtle.", encoding="utf-8")

    with pytest.raises(InputError):
        save(plan, {path: broken})


@pytest.mark.parametrize(
    ("number", "sv", "en"),
    [
        (1, "1 fel stod här redan; kgraph check visar det.",
         "1 fault stood here already; kgraph check shows it."),
        (11, "11 fel stod här redan; kgraph check visar dem.",
         "11 faults stood here already; kgraph check shows them."),
    ],
)  # fmt: skip
def test_faults_from_before_are_told_in_one_line(number: int, sv: str, en: str) -> None:
    """How many, and what shows them."""
    assert told_stood(number) == Text(sv, en)


# -- tidying ---------------------------------------------------------------------------------


def test_tidying_changes_the_layout_and_nothing_else(plan: Project) -> None:
    """The same statements; doing it again changes nothing."""
    path = plan.root / "data" / PLAN
    before = set(quads_of(plan))

    assert tidy(plan, [path], write=False) == [path]
    assert tidy(plan, [path]) == [path]

    assert set(quads_of(plan)) == before
    assert tidy(plan, [path]) == []


def test_tidied_statements_still_have_their_places(plan: Project) -> None:
    """File and line of every subject are found in the house's form too."""
    tidy(plan, [plan.root / "data" / PLAN])
    made = open_store(plan)
    lines = (plan.root / "data" / PLAN).read_text(encoding="utf-8").splitlines()

    for quad in made.statements():
        place = made.location(quad[0])
        assert place is not None, quad[0]
        if place.file.endswith(PLAN):
            assert quad[0].rsplit("/", 1)[1] in lines[place.line - 1]


def test_a_file_with_loose_statements_is_not_tidied(plan: Project) -> None:
    """A statement without a passage would be written into no graph at all."""
    path = plan.root / "data" / PLAN
    path.write_text(HEAD + "element:x a ks:Goal .", encoding="utf-8")

    with pytest.raises(InputError, match="utanför varje namngiven graf"):
        tidy(plan, [path])


def test_the_shipped_files_are_tidy() -> None:
    """A small edit is a small difference."""
    made = find_project(ROOT)
    files = [path for path in made.data_files if path.suffix == ".trig"]

    assert tidy(made, files, write=False) == []


# -- stamping --------------------------------------------------------------------------------


def test_stamping_computes_every_hash_anew(plan: Project) -> None:
    """Wrong and missing hashes are set; right ones are not counted."""
    path = plan.root / "data" / PLAN
    text = path.read_text(encoding="utf-8")
    hashes = re.findall(r'passageSha256 "([0-9a-f]+)"', text)
    path.write_text(
        text.replace(hashes[0], "0" * 64).replace(f'ks:passageSha256 "{hashes[1]}" ; ', ""),
        encoding="utf-8",
    )

    assert stamp(plan, path, LITEN_TXT) == 2
    assert stamp(plan, path, LITEN_TXT) == 0
    stamped = path.read_text(encoding="utf-8")
    assert sorted(re.findall(r'passageSha256 "([0-9a-f]+)"', stamped)) == sorted(hashes)


def test_a_text_that_is_too_short_is_told(plan: Project) -> None:
    """A passage whose lines are not all there gets no hash."""
    before = state(plan)

    with pytest.raises(InputError, match=r"har inte raderna 5-6\. Rätta ks:lineRange"):
        stamp(plan, plan.root / "data" / PLAN, "\n".join(LITEN_TXT.split("\n")[:5]))

    assert state(plan) == before


def test_only_the_text_that_was_read_is_stamped_from(plan: Project, tmp_path: Path) -> None:
    """Stamping from an altered copy would approve every change unseen."""
    sources = read_sources(open_store(plan), View())
    (tmp_path / "liten.txt").write_text(LITEN_TXT + "mer", encoding="utf-8")
    before = state(plan)

    with pytest.raises(InputError, match="kontrollsumman skiljer"):
        stamp_all(plan, sources, tmp_path)

    (tmp_path / "liten.txt").write_text(LITEN_TXT, encoding="utf-8")
    assert state(plan) == before
    assert stamp_all(plan, sources, tmp_path) == 0


def test_stamping_from_a_missing_folder_is_told(plan: Project, tmp_path: Path) -> None:
    """Not a quiet nothing."""
    answer = cli("sources", "stamp", tmp_path / "nope", "--project", plan.root)

    assert answer.code == 3
    assert "Mappen finns inte" in answer.err


# -- writers side by side --------------------------------------------------------------------

_WRITER = """
import sys
from pathlib import Path
from kgraph.editing import save
from kgraph.project import find_project
from kgraph.store.drafts import read_quads
from kgraph.terms import RDF, Literal

root, *names = sys.argv[1:]
project = find_project(Path(root))
paths = [project.root / "data" / "sources" / name for name in names[1:]]
changes = {}
for path in paths:
    quads = read_quads(path, path.name)
    changes[path] = [
        (s, p, Literal(names[0], RDF("langString"), "en"), g)
        if getattr(o, "language", "") == "en" else (s, p, o, g)
        for s, p, o, g in quads
    ]
print("ready", flush=True)
save(project, changes)
print("saved", flush=True)
"""


def writer(root: Path, label: str, *names: str) -> "subprocess.Popen[str]":
    """A process that saves a new English name in files of a project."""
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(root), label, *names],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def two_files(folder: Path) -> Project:
    """A project with two files that name a plan in English."""
    other = {"liten-plan-2026": "annan-plan-2026", "strategy:liten": "strategy:annan", "900": "901"}
    head = HEAD.replace("liten-plan-2026", "annan-plan-2026")
    second, source = TINY.removeprefix(HEAD), SOURCES.removeprefix(HEAD)
    for old, new in other.items():
        second, source = second.replace(old, new), source.replace(old, new)
    second = re.sub(r"(element|assignment|membership|forum):", r"\1:b-", second)
    data = {
        "sources.ttl": SOURCES + source,
        "sources/a.trig": TINY,
        "sources/b.trig": head + second,
    }
    return project(folder, data)


def names(made: Project) -> set[str]:
    """The English names in the two files."""
    found = set()
    for name in ("a.trig", "b.trig"):
        text = (made.root / "data" / "sources" / name).read_text(encoding="utf-8")
        found.update(re.findall(r'"([^"]*)"@en', text))
    return found


def test_two_writers_take_turns_and_both_are_heard(tmp_path: Path) -> None:
    """Whoever comes last has the last word, and the files are whole."""
    made = two_files(tmp_path / "graf")
    writers = [writer(made.root, label, "a.trig", "b.trig") for label in ("Ett", "Två", "Tre")]

    for process in writers:
        out, err = process.communicate(timeout=600)
        assert out.endswith("saved\n"), err

    assert len(names(made)) == 1
    assert names(made) <= {"Ett", "Två", "Tre"}
    assert no_strays(made.root)
    assert cli("check", "--project", made.root).code == 0


def test_a_writer_waits_for_one_who_reads_and_writes(plan: Project) -> None:
    """Tidying while a save is under way does not lose the save."""
    path = plan.root / "data" / PLAN
    changed = with_label(quads_of(plan), "Sparad")
    threads = [
        threading.Thread(target=save, args=(plan, {path: changed})),
        threading.Thread(target=tidy, args=(plan, [path])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert '"Sparad"@en' in path.read_text(encoding="utf-8")


def test_what_a_killed_writer_left_is_finished_by_the_next_reader(tmp_path: Path) -> None:
    """Both files are new, although the process died between the two swaps."""
    made = two_files(tmp_path / "graf")
    folder = made.root / "data" / "sources"
    for name in ("a", "b"):
        new = (folder / f"{name}.trig").read_text(encoding="utf-8").replace("Small plan", "Ny")
        (folder / f".kgraph-{name}.tmp").write_text(new, encoding="utf-8")
    (folder / ".kgraph-a.tmp").replace(folder / "a.trig")
    pairs = [[f"sources/.kgraph-{n}.tmp", f"sources/{n}.trig"] for n in ("a", "b")]
    (made.root / "data" / NOTE).write_text(json.dumps(pairs))

    open_store(made)

    assert names(made) == {"Ny"}
    assert no_strays(made.root)


@pytest.mark.prove
@pytest.mark.parametrize("round_", range(40))
def test_a_killed_save_leaves_the_old_or_the_new(tmp_path: Path, round_: int) -> None:
    """Kill -9 at any moment: after the next opening both files are of one state."""
    made = two_files(tmp_path / "graf")
    process = writer(made.root, "Ny", "a.trig", "b.trig")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(round_ * 0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    process.communicate()

    open_store(made)

    assert names(made) in ({"Small plan"}, {"Ny"})
    save(
        made,
        {
            made.root / "data" / "sources" / "a.trig": quads_of(made, "sources/a.trig"),
            made.root / "data" / "sources" / "b.trig": quads_of(made, "sources/b.trig"),
        },
    )
    assert no_strays(made.root)


_SWAPPER = """
import sys
from pathlib import Path
from kgraph.files import NOTE, alone_in, finish, remove_leftovers, write_all

folder = Path(sys.argv[1])
print("ready", flush=True)
for number in range(10_000):
    with alone_in(folder):
        finish(folder / NOTE)
        remove_leftovers(folder)
        content = str(number).encode() * 1000
        write_all({folder / name: content for name in ("a", "b", "c")}, folder / NOTE)
"""


@pytest.mark.prove
@pytest.mark.parametrize("round_", range(60))
def test_a_swap_killed_anywhere_is_whole(tmp_path: Path, round_: int) -> None:
    """A process that does nothing but swap three files is killed: all three are of one write."""
    from kgraph.files import settle

    process = subprocess.Popen(
        [sys.executable, "-c", _SWAPPER, str(tmp_path)],
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.02 + round_ * 0.003)
    process.kill()
    process.communicate()

    settle(tmp_path)

    contents = {p.read_bytes() if (p := tmp_path / name).exists() else b"" for name in "abc"}
    assert len(contents) == 1
    (content,) = contents
    assert content == b"" or len(content) % 1000 == 0


@pytest.mark.prove
@pytest.mark.parametrize("round_", range(20))
def test_a_killed_export_leaves_the_old_or_the_new_file(tmp_path: Path, round_: int) -> None:
    """Never a part of one."""
    target = tmp_path / "ut.trig"
    target.write_text("gammal")
    code = "from kgraph.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "export", "-o", str(target), "--project", str(ROOT), "-q"],
        env=environment(),
    )
    time.sleep(0.2 + round_ * 0.04)
    process.kill()
    process.wait(30)

    text = target.read_text(encoding="utf-8")
    assert text == "gammal" or text.rstrip().endswith("}")


def test_a_full_disk_leaves_the_project_as_it_was(plan: Project) -> None:
    """The child may write no file larger than 1 kB."""
    before = state(plan)
    code = (
        "import resource, sys\nfrom pathlib import Path\nfrom kgraph.editing import tidy\n"
        "from kgraph.project import find_project\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))\n"
        "made = find_project(Path(sys.argv[1]))\n"
        "try:\n    tidy(made, [p for p in made.data_files if p.suffix == '.trig'])\n"
        "except Exception as error:\n    print(type(error).__name__, error)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(plan.root)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.stdout.startswith("OutsideError"), done.stderr
    assert "för stor" in done.stdout
    assert state(plan) == before


def test_the_date_of_the_checks_is_todays(plan: Project) -> None:
    """What was saved yesterday is checked for today."""
    report = save(plan, {plan.root / "data" / PLAN: quads_of(plan)})

    assert report.view.as_of == datetime.date.today()


def test_the_whole_shipped_project_can_be_saved_again(tmp_path: Path) -> None:
    """Every file through the door: nothing but what was there."""
    made = shipped(tmp_path / "graf")
    before = state(made)

    save(made, {p: read_quads(p, p.name) for p in made.data_files if p.suffix == ".trig"})

    assert state(made) == before
    assert os.environ.get("KGRAPH_DEBUG") is None


def test_a_change_that_unmakes_a_passage_is_told_of_all_that_stands_in_it(plan: Project) -> None:
    """A draft's small check sees that nothing says what stood there any longer."""
    path = plan.root / "data" / PLAN
    quads = set(read_quads(path, PLAN))
    made = {q for q in quads if q[1] == RDF("type") and q[2] == KS("AssertionGraph")}

    report = draft(plan, {path: quads - made}, open_store(plan), made, ())

    unsaid = {p.focus for p in report.at_least("violation") if p.shape == "SH-01"}
    assert unsaid and all(focus.startswith(ID) for focus in unsaid)
