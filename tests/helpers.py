"""Builders of the smallest projects, and ways to run the product in a process of its own."""

import hashlib
import importlib
import io
import os
import pkgutil
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import kgraph.cli
from kgraph.project import Project
from kgraph.sources import lines_of, passage_hash
from kgraph.terms import GRAPH, PREFIXES

ROOT = Path(__file__).parents[1]
PROGRAM = "from kgraph.cli import main; main()"

HEAD = "".join(
    f"@prefix {prefix}: <{namespace}> .\n"
    for prefix, namespace in {**PREFIXES, "g": GRAPH("liten-plan-2026-01-01/")}.items()
)

LITEN_TXT = """I planen: målet är en insats.
Kommunen ansvarar för insatsen
och för resten.
Bolaget gör något annat.
Forumet har två medlemmar,
kommunen och bolaget.
"""


def _hash(first: int, last: int) -> str:
    return passage_hash(lines_of(LITEN_TXT, f"{first}-{last}"))


SOURCES = f"""{HEAD}
source:liten-plan-2026-01-01 a ks:SourceDocument ;
  dct:identifier "900" ;
  dct:title "Liten plan"@sv ;
  dct:alternative "Planen"@sv ;
  dct:publisher actor:a ;
  dct:language "sv" ;
  dct:modified "2024-01-15"^^xsd:date ;
  ks:represents strategy:liten ;
  ks:retrievedOn "2026-01-01"^^xsd:date ;
  ks:loaded true ;
  ks:fileName "liten.txt" ;
  ks:sha256 "{hashlib.sha256(LITEN_TXT.encode()).hexdigest()}" .
"""

HOSTILE = (
    'a"b\\c\n</script><img src=x onerror=alert(1)> } # ?x SERVICE <http://x/> {{ \t=1+1 \u202e å'
)


def quoted(text: str) -> str:
    """A text as a Turtle string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


TINY = f"""{HEAD}
g:1-1 {{
  strategy:liten a ks:Strategy ; skos:prefLabel "Liten plan"@sv , "Small plan"@en ;
    ks:documentType document-type:handlingsplan .
  element:mal a ks:Goal ; skos:prefLabel "Ett mål"@sv ; ks:partOfStrategy strategy:liten ;
    ks:summary "Målet."@sv .
  element:i1 a ks:Measure ; skos:prefLabel {quoted(HOSTILE)}@sv ;
    ks:partOfStrategy strategy:liten ; ks:summary "Insatsen."@sv .
}}
g:2-3 {{
  element:mal a ks:Goal ; skos:prefLabel "Ett mål"@sv .
  actor:a a org:FormalOrganization ; skos:prefLabel "Åmåls kommun"@sv ;
    org:classification actor-type:kommun , sector:offentlig .
  assignment:ansvar-i1 a ks:Responsibility ;
    ks:bearer actor:a ; ks:role role:ansvarig ; ks:target element:i1 ;
    ks:assertionMode mode:actual .
}}
g:4-4 {{
  actor:b a org:FormalOrganization ; skos:prefLabel "Bolaget"@sv ;
    org:classification actor-type:naringslivsorganisation , sector:naringsliv .
  assignment:ansvar-mal a ks:Responsibility ;
    ks:bearer actor:b ; ks:role role:ansvarig ; ks:target element:mal ;
    ks:assertionMode mode:actual .
}}
g:5-6 {{
  forum:f a ks:Forum ; skos:prefLabel "Forumet"@sv .
  actor:b a org:FormalOrganization ; skos:prefLabel "Bolaget"@sv ;
    org:classification actor-type:naringslivsorganisation , sector:naringsliv .
  membership:f--a a org:Membership ;
    org:organization forum:f ; org:member actor:a ; org:role role:ledamot ;
    ks:validFrom "2024-01-01"^^xsd:date ; ks:validThrough "2025-12-31"^^xsd:date ;
    ks:assertionMode mode:actual .
  membership:f--b a org:Membership ;
    org:organization forum:f ; org:member actor:b ; org:role role:ledamot ;
    ks:assertionMode mode:target .
}}
g:meta {{
  g:1-1 a ks:AssertionGraph ; prov:wasDerivedFrom source:liten-plan-2026-01-01 ;
    ks:lineRange "1-1" ; ks:section "Plan"@sv ;
    ks:passageSha256 "{_hash(1, 1)}" ; ks:searchFor "målet är en insats" ;
    ks:summary "Planens mål och insats."@sv ; ks:reviewStatus review-status:reviewed .
  g:2-3 a ks:AssertionGraph ; prov:wasDerivedFrom source:liten-plan-2026-01-01 ;
    ks:lineRange "2-3" ; ks:section "Plan"@sv ;
    ks:passageSha256 "{_hash(2, 3)}" ; ks:searchFor "Kommunen ansvarar för insatsen" ;
    ks:summary "Kommunen svarar för insatsen."@sv ; ks:reviewStatus review-status:extracted .
  g:4-4 a ks:AssertionGraph ; prov:wasDerivedFrom source:liten-plan-2026-01-01 ;
    ks:lineRange "4-4" ; ks:section "Plan"@sv ;
    ks:passageSha256 "{_hash(4, 4)}" ; ks:searchFor "Bolaget gör något annat" ;
    ks:summary "Läst fel."@sv ; ks:reviewStatus review-status:rejected .
  g:5-6 a ks:AssertionGraph ; prov:wasDerivedFrom source:liten-plan-2026-01-01 ;
    ks:lineRange "5-6" ; ks:section "Plan"@sv ;
    ks:passageSha256 "{_hash(5, 6)}" ; ks:searchFor "Forumet har två medlemmar" ;
    ks:summary "Forumets medlemmar."@sv ; ks:reviewStatus review-status:verified .
}}
"""


def project(folder: Path, data: Mapping[str, str | bytes] | None = None) -> Project:
    """A project with the checkout's ontology and queries, and data of the test's own.

    Parameters:
        folder: an empty folder.
        data: files under ``data/`` by path; the small plan when left out.
    """
    for part in ("ontology", "queries"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "data").mkdir()
    if data is None:
        data = {"sources.ttl": SOURCES, "sources/liten-plan-2026-01-01.trig": TINY}
    for name, content in data.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Project(folder.resolve(), "given")


def shipped(folder: Path) -> Project:
    """A writable copy of the whole checkout's project."""
    for part in ("ontology", "queries", "data"):
        shutil.copytree(ROOT / part, folder / part)
    return Project(folder.resolve(), "given")


def environment(**more: str) -> dict[str, str]:
    """The environment of a child process that is to find the checkout's package."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def run_python(code: str, *words: str, **more: str) -> str:
    """Run code in a fresh interpreter with warnings as errors; its standard output."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *words],
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Answer:
    """What a command answered: exit code, standard output, standard error."""

    code: int
    out: str
    err: str
    raw: bytes = b""


def _text(raw: bytes) -> str:
    """What was printed; nothing for a workbook, which is read from the raw bytes."""
    return "" if raw.startswith(b"PK") else raw.decode()


def register_commands() -> None:
    """Import every module of the command line, as the program itself does."""
    for module in pkgutil.iter_modules(kgraph.cli.__path__, "kgraph.cli."):
        importlib.import_module(module.name)


def cli(*words: str | Path, stdin: bytes = b"") -> Answer:
    """Run a command in this process, with streams of its own."""
    from kgraph.cli.main import run

    register_commands()
    out, err = io.BytesIO(), io.BytesIO()
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"),
        "stdout": io.TextIOWrapper(out, encoding="utf-8"),
        "stderr": io.TextIOWrapper(err, encoding="utf-8"),
    }
    before = {name: getattr(sys, name) for name in streams}
    try:
        for name, stream in streams.items():
            setattr(sys, name, stream)
        code = run([str(word) for word in words])
    finally:
        for name, stream in before.items():
            setattr(sys, name, stream)
        for name in ("stdout", "stderr"):
            streams[name].flush()
    return Answer(code, _text(out.getvalue()), err.getvalue().decode(), out.getvalue())


def process(*words: str | Path, stdin: bytes = b"", cwd: Path | None = None, **more: str) -> Answer:
    """Run a command in a process of its own, with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, *(str(word) for word in words)],
        input=stdin,
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        timeout=600,
        check=False,
    )
    return Answer(done.returncode, _text(done.stdout), done.stderr.decode(), done.stdout)


def no_strays(folder: Path) -> bool:
    """Whether nothing was left beside: no temporary file and no note of a swap."""
    return not list(folder.rglob(".kgraph-*"))


class Canary:
    """A server on this machine that counts who calls; nobody should."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.calls = 0
        threading.Thread(target=self._count, daemon=True).start()

    @property
    def url(self) -> str:
        """An address that leads here."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/x"

    def _count(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()
