"""Made-up countries for the bench, each made once a run, and their merged graphs for the peers."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

COUNTIES = {"10k": 0, "100k": 9, "160k": 15, "200k": 19, "1M": 98, "3M": 300, "10M": 990}
"""How many random counties stand beside the sound ones, by the number of statements in all."""


def made_folder() -> Path:
    """A folder for what one run makes; it goes when the run ends."""
    folder = Path(tempfile.mkdtemp(prefix="kgraph-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def country(size: str) -> Path:
    """A project whose data are a made-up country of a size."""
    from kgraph.generate import generate, write
    from kgraph.project import create_project

    folder = made_folder() / "land"
    project = create_project(folder)
    for path in (folder / "data").rglob("*.t*"):
        path.unlink()
    write(generate(COUNTIES[size], 1, proof=True), folder / "data" / "land.nq.gz")
    return project.root


@cache
def merged(size: str) -> Path:
    """The merged graph of a country's view, derived statements included, as N-Triples."""
    from kgraph.generate import AS_OF
    from kgraph.project import Project
    from kgraph.store import View, open_store

    path = country(size).with_name("merged.nt")
    path.write_bytes(open_store(Project(country(size), "given")).ntriples(View(as_of=AS_OF)))
    return path
