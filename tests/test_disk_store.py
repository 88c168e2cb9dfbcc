"""The store in a folder: loaded whole or not at all, by one at a time, read by any number."""

import datetime
import gzip
import json
import re
import shutil
from pathlib import Path
from unittest.mock import Mock
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from kgraph.errors import InputError, OutsideError, UsageError
from kgraph.project import Project
from kgraph.store import View, open_at, whole
from kgraph.store.address import refuse_unsafe
from kgraph.store.backup import back_up, bring_back
from kgraph.store.disk import DiskStore
from kgraph.store.folder import MARK, alone, mark_of
from kgraph.store.intake import take_in
from kgraph.store.loading import load_into
from kgraph.store.mark import Mark
from kgraph.terms import GRAPH, ID, Quad
from kgraph.wording import Text
from tests.helpers import TINY, cli, project
from tests.serving import serving

DAY = datetime.date(2025, 6, 1)
MORE = TINY.replace("element:i1", "element:i9").replace("liten-plan-2026-01-01", "annan")


def load(made: Project, store: Path, *files: Path, add: bool = False) -> Mark:
    """Load files, the project's own where none is named."""
    quiet = lambda _: None  # noqa: E731
    chosen = files or made.data_files
    return load_into(made, str(store), chosen, add=add, told=quiet, note=quiet, day=DAY)


def held(made: Project, store: Path) -> list[Quad]:
    """The statements of a store."""
    return list(open_at(made, str(store)).statements())


def test_a_folder_holds_what_the_files_state(tmp_path: Path) -> None:
    """And says how much that is, and of which day its view is."""
    made = project(tmp_path / "p")

    mark = load(made, tmp_path / "s")

    assert held(made, tmp_path / "s") == list(open_at(made, None).statements())
    assert mark.statements == len(held(made, tmp_path / "s"))
    assert mark.as_of == "2025-06-01"


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_is_streamed_is_read_as_one_that_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    """In pieces, compressed or not."""
    made = project(tmp_path / "p")
    more = tmp_path / ("mer.trig.gz" if packed else "mer.trig")
    more.write_bytes(gzip.compress(MORE.encode()) if packed else MORE.encode())
    load(made, tmp_path / "whole", more)
    monkeypatch.setattr("kgraph.store.intake.WHOLE", 1)

    load(made, tmp_path / "pieces", more)

    assert held(made, tmp_path / "pieces") == held(made, tmp_path / "whole")


_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_FORMS = {
    "nt": f'<THING> <{_LABEL}> "Nio"@sv .',
    "ttl": f'<THING> <{_LABEL}> "Nio"@sv .',
    "nq": f'<THING> <{_LABEL}> "Nio"@sv <{GRAPH("x")}> .',
    "trig": f'<{GRAPH("x")}> {{ <THING> <{_LABEL}> "Nio"@sv }}',
    "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:s="http://www.w3.org/2004/02/skos/core#"><rdf:Description rdf:about="THING">'
    '<s:prefLabel xml:lang="sv">Nio</s:prefLabel></rdf:Description></rdf:RDF>',
    "jsonld": f'{{"@id": "{GRAPH("x")}", "@graph": [{{"@id": "THING", '
    f'"{_LABEL}": {{"@value": "Nio", "@language": "sv"}}}}]}}',
}


def test_a_streamed_file_gives_its_datatypes_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name cut at its first dot would be unknown, and every statement be looked through."""
    monkeypatch.setattr("kgraph.store.intake.WHOLE", 1)
    monkeypatch.setattr("kgraph.store.intake._PIECE", 7)  # names lie across pieces too
    date = "http://www.w3.org/2001/XMLSchema#date"
    names = "<https://a.example/s> <https://a.example/p>"
    fact = f'{names} "2026-01-01"^^<{date}> <https://a.example/g> .\n'
    path = tmp_path / "mer.nq"
    path.write_text(fact * 30, encoding="utf-8")

    taken = take_in(ox.Store(), path, "mer.nq", lambda _: None)

    assert taken.text == f"^^<{date}> "


def test_what_is_merged_and_derived_on_disk_is_what_memory_makes(tmp_path: Path) -> None:
    """Statement for statement, in a view that leaves some out too."""
    made = project(tmp_path / "p")
    load(made, tmp_path / "s")

    for view in (View(as_of=DAY), View("reviewed", DAY)):
        on_disk = open_at(made, str(tmp_path / "s")).ntriples(view)
        assert on_disk == open_at(made, None).ntriples(view)


@pytest.mark.parametrize("inside", [True, False])
def test_a_view_that_is_made_on_request_is_told_with_how_it_is_made_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: bool
) -> None:
    """In memory or on disk it is the same; the view that is ready is no news."""
    made, told, steps = project(tmp_path / "p"), list[Text](), list[Text]()
    load(made, tmp_path / "s")
    monkeypatch.setattr("kgraph.store.disk.WITHOUT_A_WORD", 0)
    monkeypatch.setattr("kgraph.store.disk._IN_MEMORY", 10**9 if inside else 0)
    monkeypatch.setattr("kgraph.store.disk.free_memory", lambda: 0)
    other = View(as_of=datetime.date(2026, 1, 1))
    opened = open_at(made, str(tmp_path / "s"), told.append, steps.append)

    opened.ntriples(View(as_of=DAY))
    assert not told and not steps
    assert opened.ntriples(other) == open_at(made, None).ntriples(other)
    assert "2026-01-01" in told[0].en and ("in memory" in told[0].en) is inside
    assert told[1].en.endswith(f"--rebuild --as-of 2026-01-01 --store {tmp_path / 's'}")
    assert any(step.en.startswith("Deriving: rule 1 of ") for step in steps)


def test_a_view_of_other_statuses_is_not_said_to_be_made_ready_by_a_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store has the usual view of one day ready, and no other."""
    made, told = project(tmp_path / "p"), list[Text]()
    load(made, tmp_path / "s")
    monkeypatch.setattr("kgraph.store.disk.WITHOUT_A_WORD", 0)

    open_at(made, str(tmp_path / "s"), told.append).ntriples(View("reviewed", DAY))

    assert "kgraph serve" in told[1].en and "--rebuild" not in told[1].en


def test_a_view_without_room_on_disk_is_told_with_where_room_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of temporary files, which may be another."""
    made = project(tmp_path / "p")
    load(made, tmp_path / "s")
    monkeypatch.setattr("kgraph.store.disk._IN_MEMORY", 0)
    monkeypatch.setattr("kgraph.store.disk.free_memory", lambda: 0)
    monkeypatch.setattr("kgraph.store.disk.make_view", Mock(side_effect=OSError(28, "full")))

    with pytest.raises(OutsideError, match="TMPDIR"):
        open_at(made, str(tmp_path / "s")).ntriples(View("reviewed", DAY))


def test_a_process_without_time_refuses_a_view_that_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query's process would be ended at its limit, without a reason; the ready view is asked."""
    made = project(tmp_path / "p")
    load(made, tmp_path / "s")
    monkeypatch.setattr("kgraph.store.disk.WITHOUT_A_WORD", 0)
    opened = open_at(made, str(tmp_path / "s"))
    assert isinstance(opened, DiskStore)
    opened.confine()

    assert opened.ask("ASK { ?s ?p ?o }", View(as_of=DAY))
    with pytest.raises(UsageError, match="as_of=2025-06-01"):
        opened.ask("ASK { ?s ?p ?o }", View("reviewed", DAY))


def test_a_served_folder_answers_queries_of_another_day(tmp_path: Path) -> None:
    """In a process that can open nothing, the statements are open already."""
    made = project(tmp_path / "p")
    load(made, tmp_path / "s")
    count = quote("SELECT (COUNT(*) AS ?n) { ?s a ?c }")

    with serving(made.root, tmp_path / "log", "--store", str(tmp_path / "s")) as server:
        got = server.ask("GET", f"/sparql?as_of=2024-01-01&format=csv&query={count}")

    assert got.status == 200 and got.body.startswith(b"n")


def test_the_view_of_a_day_is_made_ready_by_a_load_for_that_day(tmp_path: Path) -> None:
    """A store for another day than today."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    given = ("--project", made.root, "--store", store)
    cli("load", *given)
    done = cli("load", "--rebuild", "--as-of", "2025-06-01", *given)

    assert done.code == 0 and "vyn per 2025-06-01 är gjord" in done.err
    assert mark_of(store).as_of == "2025-06-01"


def files_of(store: Path) -> tuple[object, ...]:
    """What a store holds, as its engine wrote it, and what it says of itself."""
    (made,) = store.glob("g-*")
    dumps: list[object] = []
    for part in ("base", "view"):
        opened = ox.Store.read_only(str(made / part))
        dumps.append(sorted(str(quad) for quad in opened if "_:" not in str(quad)))
        dumps.append(len(opened))
    mark = json.loads((store / MARK).read_text(encoding="utf-8"))
    return *dumps, sorted(path.name for path in made.iterdir()), {**mark, "current": ""}


def test_a_load_larger_than_memory_makes_what_one_in_memory_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statement for statement, from nothing, with more beside, and rebuilt; rejected ones too."""
    made, more = project(tmp_path / "p"), tmp_path / "mer.trig"
    more.write_text(MORE.replace("review-status:extracted", "review-status:rejected"), "utf-8")

    for store, room in ((tmp_path / "memory", None), (tmp_path / "disk", 0)):
        if room is not None:
            monkeypatch.setattr("kgraph.store.whole.MOST", room)
        load(made, store)
        load(made, store, more, add=True)

    assert files_of(tmp_path / "disk") == files_of(tmp_path / "memory")


@pytest.mark.parametrize("at_once", [2_000, 5_000])
def test_a_load_by_two_threads_makes_what_one_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Whichever of the two stores is so large that it is cut: statement for statement."""
    made = project(tmp_path / "p")
    load(made, tmp_path / "one")
    cut = Mock(side_effect=whole._halves)
    monkeypatch.setattr(whole, "_halves", cut)
    monkeypatch.setattr(whole, "_AT_ONCE", at_once)

    load(made, tmp_path / "two")

    assert cut.called
    assert files_of(tmp_path / "two") == files_of(tmp_path / "one")


@pytest.mark.parametrize("room", [20, 5_000])
def test_what_turns_out_too_large_for_memory_is_loaded_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """Its size on disk may tell too little: then the load begins anew, in a file or between two."""
    made, packed = project(tmp_path / "p"), tmp_path / "mer.nq.gz"
    names = "<https://a.example/s> <https://a.example/p>"
    lines = "".join(f'{names} "{n}" <https://a.example/g> .\n' for n in range(9_000))
    packed.write_bytes(gzip.compress(lines.encode(), mtime=0))
    monkeypatch.setattr("kgraph.store.intake.WHOLE", 1)
    monkeypatch.setattr("kgraph.store.intake._LONGEST", 1_000_000)
    load(made, tmp_path / "memory", packed)
    monkeypatch.setattr("kgraph.store.whole.MOST", room)

    load(made, tmp_path / "disk", packed)

    assert files_of(tmp_path / "disk") == files_of(tmp_path / "memory")


def test_each_form_of_rdf_is_loaded(tmp_path: Path) -> None:
    """As its ending says, compressed or not."""
    made, files = project(tmp_path / "p"), []
    for number, (form, text) in enumerate(_FORMS.items()):
        for packed in (False, True):
            thing = ID(f"element/x{number}{'p' if packed else ''}")
            raw = text.replace("THING", thing).encode()
            files.append(tmp_path / (f"x{number}.{form}" + (".gz" if packed else "")))
            files[-1].write_bytes(gzip.compress(raw) if packed else raw)

    load(made, tmp_path / "s", *files)

    named = {str(s) for s, p, o, _ in held(made, tmp_path / "s") if (p, str(o)) == (_LABEL, "Nio")}
    assert named == {ID(f"element/x{n}{end}") for n in range(len(_FORMS)) for end in ("", "p")}


def test_the_commands_load_ask_copy_and_bring_back(tmp_path: Path) -> None:
    """The answer is that of the project's own files throughout."""
    made = project(tmp_path / "p")
    old, new, file = tmp_path / "gammalt", tmp_path / "nytt", tmp_path / "kopia.nq.gz"
    more = tmp_path / "mer.trig"
    more.write_text(MORE, encoding="utf-8")

    def run(*words: str | Path) -> str:
        answer = cli(*words, "--project", made.root)
        assert answer.code == 0, answer.err
        return answer.out

    def asked(*words: str | Path) -> str:
        return run("query", "evidence", "--node", "element:mal", "--format", "csv", *words)

    run("load", "--store", old)
    assert asked("--store", old) == asked()
    run("backup", file, "--store", old)
    run("load", more, "--store", old)
    both = len(held(made, old))
    run("load", more, "--replace", "--store", old)
    assert len(held(made, old)) < both
    run("restore", file, "--store", new)
    run("load", "--rebuild", "--store", new)
    assert asked("--store", new) == asked()


def test_a_bad_line_deep_in_a_streamed_file_is_told_with_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the store is as it was."""
    monkeypatch.setattr("kgraph.store.intake.WHOLE", 1)
    made, store = project(tmp_path / "p"), tmp_path / "s"
    load(made, store)
    before = held(made, store)
    bad = tmp_path / "lang.nq.gz"
    line = b"<http://e/%d> <http://e/p> <http://e/o> <http://e/g> .\n"
    bad.write_bytes(gzip.compress(b"".join(line % n for n in range(9_999)) + b"<trasig\n"))

    with pytest.raises(InputError) as caught:
        load(made, store, bad, add=True)

    assert caught.value.where.endswith("lang.nq.gz:10000")
    assert held(made, store) == before


def test_a_compressed_file_that_was_cut_off_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much of it could be read."""
    monkeypatch.setattr("kgraph.store.intake.WHOLE", 1)
    made = project(tmp_path / "p")
    cut = tmp_path / "x.trig.gz"
    cut.write_bytes(gzip.compress(MORE.encode())[:-200])

    with pytest.raises(InputError, match="packade filen är trasig"):
        load(made, tmp_path / "s", cut)

    assert not (tmp_path / "s").exists()


def test_a_term_that_nobody_knows_is_refused_in_a_streamed_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in any other."""
    monkeypatch.setattr("kgraph.store.intake.WHOLE", 1)
    made = project(tmp_path / "p")
    wrong = tmp_path / "x.trig"
    wrong.write_text(MORE.replace("ks:Goal", "ks:Gaol"), encoding="utf-8")

    with pytest.raises(InputError, match="ks:Gaol"):
        load(made, tmp_path / "s", wrong)


def test_who_reads_goes_on_reading_while_another_loads(tmp_path: Path) -> None:
    """What was opened before stays what it was; what is opened after is new."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    load(made, store)
    opened = open_at(made, str(store))
    more = tmp_path / "mer.trig"
    more.write_text(MORE, encoding="utf-8")

    load(made, store, more, add=True)

    assert not any(quad[0] == ID("element/i9") for quad in opened.statements())
    assert any(quad[0] == ID("element/i9") for quad in held(made, store))


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    """And changes nothing."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    load(made, store)

    with alone(store), pytest.raises(OutsideError, match="Någon annan skriver"):
        load(made, store)


def test_generations_that_nobody_reads_are_swept_away(tmp_path: Path) -> None:
    """One is left when no program has the store open."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    for _ in range(3):
        load(made, store)

    assert len(list(store.glob("g-*"))) == 1


def test_a_store_of_a_newer_version_is_refused_with_the_mend(tmp_path: Path) -> None:
    """Which version wrote it, and that this one is to be upgraded."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    load(made, store)
    mark = json.loads((store / MARK).read_text())
    (store / MARK).write_text(json.dumps({**mark, "version": 99, "made_by": "7.0"}))

    with pytest.raises(InputError, match=r"nyare version \(kgraph 7.0\)") as caught:
        open_at(made, str(store))

    assert "Uppgradera kgraph" in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind": "kgraph-store"}', "\udcff"])
def test_a_mark_that_was_damaged_is_told(tmp_path: Path, text: str) -> None:
    """And never a traceback."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    load(made, store)
    (store / MARK).write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(InputError, match="märke går inte att läsa"):
        open_at(made, str(store))


@pytest.mark.parametrize("broken", [None, "", '{"kind": "kgra'])
def test_a_lost_or_broken_mark_is_put_back_and_no_load_takes_the_store_for_an_empty_one(
    tmp_path: Path, broken: str | None
) -> None:
    """What it holds would be swept away, even by a load that fails; each generation has a copy."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    load(made, store)
    before = held(made, store)
    (store / MARK).unlink() if broken is None else (store / MARK).write_text(broken)
    for attempt in (lambda: load(made, store), lambda: load(made, store, tmp_path / "none.nq"),
                    lambda: open_at(made, str(store))):  # fmt: skip
        with pytest.raises(InputError, match=r"märke (saknas|går inte).*Kopiera") as caught:
            attempt()

    copy = re.search(r"Kopiera (\S+) dit", str(caught.value))
    assert copy is not None
    shutil.copy(copy[1], store / MARK)
    assert held(made, store) == before


def test_a_first_load_that_was_killed_is_no_store_that_lost_its_mark(tmp_path: Path) -> None:
    """What it left is swept away by the next."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    (store / "g-00000000" / "base").mkdir(parents=True)

    load(made, store)

    assert len(list(store.glob("g-*"))) == 1


def test_what_a_mark_names_and_is_not_there_is_told(tmp_path: Path) -> None:
    """As what is wrong with the store and not with the program."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    shutil.rmtree(store / load(made, store).current)

    with pytest.raises(InputError, match="uppgifter saknas i mappen"):
        open_at(made, str(store))


@pytest.mark.parametrize("graph", ["urn:kgraph:store", "urn:kgraph:writer", "urn:kgraph:merged:x"])
def test_data_in_a_graph_of_the_stores_own_are_refused(tmp_path: Path, graph: str) -> None:
    """On a server they would be lost, or taken for what the store says of itself."""
    made, file = project(tmp_path / "p"), tmp_path / "x.nq"
    file.write_text(f'<http://e/s> <http://purl.org/dc/terms/title> "x"@sv <{graph}> .\n')

    with pytest.raises(InputError, match=rf"Grafen {graph} är .*lagrets egen"):
        load(made, tmp_path / "s", *made.data_files, file)


def test_another_ontology_than_the_stores_is_told_and_rebuilt(tmp_path: Path) -> None:
    """What is derived would be that of other rules."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    load(made, store)
    rule = next((made.queries / "derived").glob("*.rq"))
    rule.write_text(rule.read_text(encoding="utf-8") + "# ändrad\n", encoding="utf-8")

    with pytest.raises(InputError, match="--rebuild"):
        open_at(made, str(store))
    quiet = lambda _: None  # noqa: E731
    load_into(made, str(store), [], add=True, told=quiet, note=quiet, day=DAY)

    assert held(made, store) == list(open_at(made, None).statements())


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    """A store is made in a new folder."""
    made = project(tmp_path / "p")
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "brev.txt").write_text("hej")

    with pytest.raises(InputError, match="inget lager och inte tom"):
        load(made, tmp_path / "s")

    assert (tmp_path / "s" / "brev.txt").read_text() == "hej"


def test_a_backup_brings_back_what_was_there(tmp_path: Path) -> None:
    """In another folder, with its places in the files."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    load(made, store)
    file, quiet = tmp_path / "kopia.nq.gz", lambda _: None
    back_up(made, str(store), file)

    bring_back(made, str(tmp_path / "ny"), file, quiet, quiet, DAY)

    old, new = open_at(made, str(store)), open_at(made, str(tmp_path / "ny"))
    assert list(new.statements()) == list(old.statements())
    assert new.ntriples(View(as_of=DAY)) == old.ntriples(View(as_of=DAY))
    assert new.location(ID("element/i1")) == old.location(ID("element/i1")) is not None


@pytest.mark.parametrize("cut", ["bytes", "lines", "none"])
def test_a_backup_that_was_cut_off_is_refused(tmp_path: Path, cut: str) -> None:
    """And what the store held stays."""
    made, store = project(tmp_path / "p"), tmp_path / "s"
    load(made, store)
    before = held(made, store)
    file, quiet = tmp_path / "kopia.nq.gz", lambda _: None
    back_up(made, str(store), file)
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    broken = {
        "bytes": file.read_bytes()[:-100],
        "lines": gzip.compress(b"".join(lines[:-3])),
        "none": gzip.compress(b"".join(lines[1:])),
    }
    file.write_bytes(broken[cut])

    with pytest.raises(InputError, match=r"avklippt|ingen säkerhetskopia"):
        bring_back(made, str(store), file, quiet, quiet, DAY)

    assert held(made, store) == before


@pytest.mark.parametrize(
    "address",
    ["http://example.org/sparql", "ftp://x/y", "https://", "https://u:p@h/x", "http://[::1/"],
)
def test_an_address_that_is_not_safe_is_refused(address: str) -> None:
    """Plain http to others, secrets in the address, and what is no address."""
    with pytest.raises(UsageError):
        refuse_unsafe(address)


@pytest.mark.parametrize(
    "address", ["https://example.org/sparql", "http://127.0.0.1:1/q", "http://localhost:9/q"]
)
def test_an_address_that_is_safe_is_taken(address: str) -> None:
    """Https to anybody, plain http to this computer."""
    refuse_unsafe(address)
