"""The description of the server names what is there; nothing asked by it brings the server down.

What is asked is made up from the description by schemathesis: right, wrong, and odd.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import InvalidArgument, Unsatisfiable
from schemathesis import APIOperation, GenerationMode
from schemathesis.core.result import Ok

from kgraph.web.pages.page import TYPES
from tests.helpers import project, run_python
from tests.serving import Server, serving

_FEW = settings(
    max_examples=4, deadline=None, database=None, derandomize=True, phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
# What leads to a page that is described, what answers at every other address, and this itself.
_UNTOLD = {
    "/{}",
    "/openapi",
    "/sparql/",
    "/start",
    "/id",
    "/graph",
    "/graphs/{}",
    "/sak/{}",
    "/en/",
}
# Forms for people: what they change takes a session, and programs have the command line.
_UNTOLD |= {
    f"{prefix}{path}"
    for prefix in ("", "/en")
    for path in ("/egna-data", "/andringar", "/andringar/{}", "/andringar/angra", "/granska",
                 *(f"/egna-data/{name}" for name in (
                     "forslag", "arbetsbok", "markt", "nyckel", "lamna", "las-in", "svar",
                     "godta", "kasta", "glom", "ny/{}", "ratta/{}", "namn", "formular")))
}  # fmt: skip
_UNTOLD |= {f"/en/{name}" for name in ("start", "id", "graph", "def", "vocab", "shapes", "sak/{}")}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the small plan, for one client that asks without end."""
    folder = tmp_path_factory.mktemp("described")
    made = project(folder / "p")
    (made.root / "kgraph.toml").write_text(
        "[serve]\nrate = 0\nseconds = 2\npage_seconds = 30\nwait = 20\n"
    )
    with serving(made.root, folder / "log") as running:
        yield running


_ROUTES = """
import json, os, sys
from pathlib import Path
from kgraph.project import Project
from kgraph.web.app import create_app
app = create_app(Project(Path(sys.argv[1]), "given"))
print(json.dumps([*(route.path for route in app.routes), *app.state.direct]), flush=True)
os._exit(0)
"""


def test_every_route_is_described(server: Server, tmp_path: Path) -> None:
    """And what is described is a route: names of parameters and forms apart."""
    made = project(tmp_path / "p")
    routes = json.loads(run_python(_ROUTES, str(made.root)))
    there = {shape for path in routes for shape in _shapes(path)}
    told = {shape for path in server.get("/openapi.json").json["paths"] for shape in _shapes(path)}
    assert there - told <= _UNTOLD
    assert {path for path in told if not _answered(path, there)} == set()


def test_a_form_is_described_where_it_is_given(server: Server) -> None:
    """No calendar of a list, no drawing of a page; what is described is there."""
    told = server.get("/openapi.json").json["paths"]
    endings = {path.rpartition(".")[2] for path in told if path.startswith("/fynd.")}
    assert endings == {"json", "csv", "xlsx", "docx", "ttl", "jsonld", "html"}
    assert "/bevaka.ics" in told and server.get("/bevaka.ics").status == 200
    assert "/natverk/{name}.svg" in told and "/natverk/{name}.jsonld" in told
    for path in ("/fynd.ics", "/om.svg", "/om.ttl"):
        assert path not in told and server.get(path).status == 404


def test_the_parameters_of_a_page_are_described_by_name(server: Server) -> None:
    """Those that it takes and no others; what is not described is refused."""
    told = server.get("/openapi.json").json["paths"]["/fynd.json"]["get"]["parameters"]
    names = {one["name"] for one in told}
    assert names == {"as_of", "review", "lang", "slag", "lan", "status", "dokument", "allt"}
    assert server.get("/fynd.json?filters=x").status == 400


def _shapes(path: str) -> set[str]:
    """A path with every parameter called the same; its form and the rest of it left out."""
    path = re.sub(r"\.(?:{\w+}|" + "|".join([*TYPES, "ttl", "nt", "rdf", "jsonld", "trig", "nq"])
                  + ")$", "", path)  # fmt: skip
    return {re.sub(r"{\w+(?::path)?}", "{}", path)}


def _answered(path: str, there: set[str]) -> bool:
    return path in there or path.rpartition("/")[0] + "/{}" in there


@pytest.mark.parametrize(
    "path", ("/fynd.json", "/sparql?query=ASK%7B%7D", "/data/all.trig", "/id/actor/a.ttl", "/data")
)
def test_an_answer_is_of_a_kind_that_is_described(path: str, server: Server) -> None:
    """The media type of each is among those that the description gives for it."""
    told = server.get("/openapi.json").json["paths"]
    plain = path.partition("?")[0]
    named = {"/id/actor/a.ttl": "/id/{name}.ttl", "/data/all.trig": "/data/{name}"}
    kinds = told[named.get(plain, plain)]["get"]["responses"]["200"]["content"]
    assert server.get(path).headers["content-type"].partition(";")[0] in kinds


@pytest.mark.prove
def test_nothing_asked_by_the_description_is_a_fault(server: Server) -> None:
    """Right values, wrong ones and odd ones at every address: no answer says 500."""
    found = schemathesis.openapi.from_url(server.address + "/openapi.json")
    results = list(found.get_all_operations())
    operations = [result.ok() for result in results if isinstance(result, Ok)]
    assert len(operations) == len(results)
    assert len(operations) > 100
    faults = {
        label
        for operation in operations
        for mode in GenerationMode
        for label in _faults(operation, mode)
    }
    assert faults == set()
    assert '"event": "fault"' not in server.log.read_text()


def _faults(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode) -> list[str]:
    """The faults met at one operation, with what was asked."""
    met: list[str] = []

    @_FEW
    @given(case=operation.as_strategy(mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        status = case.call().status_code
        if status >= 500 and status not in (501, 503, 504):
            met.append(f"{status} {case.as_curl_command()}"[:2000])

    try:
        ask()
    except (Unsatisfiable, InvalidArgument):
        return met  # nothing can be wrong with an operation that takes anything
    return met
