"""The W3C's manifests of the SPARQL Protocol, the Graph Store Protocol and Service Descriptions.

They are sent over real sockets, as they stand, to the store of the user's own; the read-only tests
also to a project whose data hold the manifests' graphs.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import rdflib
from rdflib import RDF, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from tests.helpers import HEAD, project
from tests.serving import TOKEN, Got, Server, serving

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
KASEI = "http://kasei.us/2009/09/sparql/data/"
_TABULAR = ("application/sparql-results+", "text/csv", "text/tab-separated-values")
_RDF = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}
_BEARER = {"Authorization": f"Bearer {TOKEN}"}
_STATUS = {"Created": 201, "OK": 200, "NoContent": 204, "NotFound": 404}
QUERIES = (
    *("query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post"),
    *("query_dataset_named_graphs_post", "query_dataset_named_graphs_get", "query_dataset_full"),
    *("query_multiple_dataset", "query_get", "query_content_type_select"),
    *("query_content_type_ask", "query_content_type_describe", "query_content_type_construct"),
    *("query_post_direct", "bad_query_method", "bad_multiple_queries"),
    *("bad_query_wrong_media_type", "bad_query_missing_form_type", "bad_query_missing_direct_type"),
    *("bad_query_non_utf8", "bad_query_syntax"),
)
UPDATES = (
    *("update_dataset_default_graph", "update_dataset_default_graphs"),
    *("update_dataset_named_graphs", "update_dataset_full", "update_post_form"),
    *("update_post_direct", "update_base_uri", "bad_update_get", "bad_multiple_updates"),
    *("bad_update_wrong_media_type", "bad_update_missing_form_type", "bad_update_non_utf8"),
    *("bad_update_syntax", "bad_update_dataset_conflict"),
)
GRAPHS = (
    *("put_get_repeat_direct", "put_delete_get_delete_direct", "post_get_post_get_direct"),
    *("head_existing_direct", "head_non_existing_direct"),
    *("put_get_repeat_indirect", "put_get_default", "put_delete_get_delete_indirect"),
    *("post_get_post_get_indirect", "post_get_new_graph", "head_existing_indirect"),
    *("head_non_existing_indirect", "put_get_uri_pct_encoded_indirect"),
    *("put_get_uri_pct_encoded_twice",),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the small plan, whose data also hold the manifests' three graphs."""
    folder = tmp_path_factory.mktemp("served")
    graphs = "".join(
        f"<{KASEI}data{n}.rdf> {{ <{KASEI}data{n}.rdf> a foaf:Document . }}\n" for n in (1, 2, 3)
    )
    made = project(folder / "p", {"three.trig": HEAD + graphs})
    with serving(made.root, folder / "log", "--scratch") as running:
        yield running


@pytest.fixture
def manifests(shared: Path) -> rdflib.Graph:
    """The protocol's and the graph store's manifests in one graph."""
    graph = rdflib.Graph()
    folder = shared / "conformance"
    for name in ("protocol/manifest", "graph-store-protocol/manifest-direct",
                 "graph-store-protocol/manifest-indirect"):  # fmt: skip
        graph.parse(folder / f"{name}.ttl")
    return graph


def _named(graph: rdflib.Graph, name: str) -> URIRef:
    found = [s for s in graph.subjects(MF.name, None) if str(s).endswith("#" + name)]
    assert len(found) == 1, name
    assert isinstance(found[0], URIRef)
    return found[0]


def _requests(graph: rdflib.Graph, test: URIRef) -> Iterator[Any]:
    connection = graph.value(test, MF.action)
    yield from Collection(graph, graph.value(connection, HT.requests))  # type: ignore[arg-type]


def _headers(graph: rdflib.Graph, node: Any) -> dict[str, str]:
    found = {}
    for stated in graph.objects(node, HT.headers):
        for header in Collection(graph, stated):
            name = str(graph.value(header, HT.fieldName)).replace("-", "_")
            found[name] = str(graph.value(header, HT.fieldValue))
    return found


def _body(graph: rdflib.Graph, node: Any) -> bytes:
    body = graph.value(node, HT.body)
    if body is None:
        return b""
    text = str(graph.value(body, CNT.chars))
    return text.encode(str(graph.value(body, CNT.characterEncoding) or "UTF-8"))


def _expect(graph: rdflib.Graph, response: Any, got: Got) -> None:
    statuses = {str(s).rpartition("#")[2] for s in graph.objects(response, MF.expectedStatus)}
    fits = {_STATUS.get(s, s) for s in statuses}
    classes = {s.removeprefix("StatusCode") for s in statuses}
    assert got.status in fits or f"{got.status // 100}xx" in classes, (got, statuses)
    kind = got.headers.get("content-type", "").partition(";")[0]
    match str(graph.value(response, MF.expectedFormat) or ""):
        case "boolean" | "tabular":
            assert kind.startswith(_TABULAR)
        case "RDF":
            assert kind in _RDF
    truth = graph.value(response, MF.expectedBoolean)
    if truth is not None:
        assert got.json["boolean"] is truth.toPython()
    if "content_type" in (wanted := _headers(graph, response)):
        assert kind == wanted["content_type"].partition(";")[0]
    if expected := _body(graph, response):
        held = rdflib.Graph().parse(data=expected, format="turtle")
        assert isomorphic(rdflib.Graph().parse(data=got.body, format="turtle"), held)


def _run(server: Server, graph: rdflib.Graph, name: str, sparql: str) -> None:
    location = ""
    for request in _requests(graph, _named(graph, name)):
        path = str(graph.value(request, HT.absolutePath)).replace("$LOCATION$", location)
        path = re.sub("^/sparql/", sparql, path)
        path = re.sub("^/gsp", "/scratch/graphs", path)
        ours = server.address + "/scratch/graphs"
        path = path.replace("http://www.example/gsp", ours)
        path = path.replace("http%3A%2F%2Fwww.example%2Fgsp", quote(ours, safe=""))
        method = str(graph.value(request, HT.methodName))
        # http.client writes no Content-Type of its own for bytes.
        headers = {**_headers(graph, request), **_BEARER}
        got = server.ask(method, path, _body(graph, request), **headers)
        response = graph.value(request, HT.resp)
        _expect(graph, response, got)
        if graph.value(response, MF.expectedLocation) is not None:
            location = got.headers["location"]


def _empty(server: Server) -> None:
    update = {"content_type": "application/sparql-update"}
    cleared = server.ask("POST", "/scratch/sparql", b"DROP ALL", **update, **_BEARER)
    assert cleared.status == 204


def _fill(server: Server, shared: Path) -> None:
    _empty(server)
    for n in (1, 2, 3):
        raw = (shared / "conformance" / "protocol" / f"data{n}.nt").read_bytes()
        put = server.ask(
            "PUT", f"/scratch/graphs?graph={KASEI}data{n}.rdf", raw,
            content_type="application/n-triples", **_BEARER,
        )  # fmt: skip
        assert put.status == 201


def test_the_lists_name_every_test_of_the_manifests(manifests: rdflib.Graph) -> None:
    """A manifest that grows fails here."""
    every = {
        str(s).rpartition("#")[2]
        for kind in (MF.ProtocolTest, MF.GraphStoreProtocolTest)
        for s in manifests.subjects(RDF.type, kind)
    }
    assert every == {*QUERIES, *UPDATES, *GRAPHS}


@pytest.mark.parametrize("name", (*QUERIES, *UPDATES))
def test_the_protocol_on_a_store_of_ones_own(
    name: str, server: Server, manifests: rdflib.Graph, shared: Path
) -> None:
    """Queries and updates, right and wrong ones."""
    _fill(server, shared)
    _run(server, manifests, name, "/scratch/sparql/")


@pytest.mark.parametrize("name", QUERIES)
def test_the_protocol_on_project_data(name: str, server: Server, manifests: rdflib.Graph) -> None:
    """Queries, right and wrong ones, on data that are only read."""
    _run(server, manifests, name, "/sparql/")


@pytest.mark.parametrize("name", GRAPHS)
def test_the_graph_store(name: str, server: Server, manifests: rdflib.Graph) -> None:
    """Whole graphs are put, read, added to and taken away."""
    _empty(server)
    _run(server, manifests, name, "/scratch/sparql/")


@pytest.mark.parametrize("path", ("/sparql", "/scratch/sparql"))
@pytest.mark.parametrize("test", ("returns-rdf", "has-endpoint-triple", "conforms-to-schema"))
def test_the_service_description(test: str, path: str, server: Server) -> None:
    """It is RDF, names its endpoint, and says what the schema lets it say."""
    got = server.get(path)
    described = rdflib.Graph().parse(data=got.body, format="turtle")
    endpoint = URIRef(server.address + path)
    match test:
        case "returns-rdf":
            assert got.status == 200 and len(described)
        case "has-endpoint-triple":
            assert (None, SD.endpoint, endpoint) in described
        case _:
            _conforms(described, endpoint)


def _conforms(described: rdflib.Graph, endpoint: URIRef) -> None:
    """Domains and ranges of the terms used, as the vocabulary has them."""
    kinds = {SD.endpoint: SD.Service, SD.defaultDataset: SD.Service, SD.defaultGraph: SD.Dataset}
    for term, kind in kinds.items():
        assert all((s, RDF.type, kind) in described for s in described.subjects(term, None))
    for dataset in described.objects(endpoint, SD.defaultDataset):
        assert (dataset, RDF.type, SD.Dataset) in described
        for graph in described.objects(dataset, SD.defaultGraph):
            assert (graph, RDF.type, SD.Graph) in described


# -- the forms of results ----------------------------------------------------------------------

_SRJ = ("jsonres01", "jsonres02", "jsonres03", "jsonres04")
_ENGINE = "the engine keeps xsd:negativeInteger as xsd:integer"
_SV = (
    *("csv01", "tsv01", "csv02", "tsv02", "csv03"),
    pytest.param("tsv03", marks=pytest.mark.xfail(reason=_ENGINE)),
)


def _asked(server: Server, folder: Path, data: str, query: str, accept: str) -> Got:
    _empty(server)
    put = server.ask(
        "PUT", "/scratch/graphs?default", (folder / data).read_bytes(),
        content_type="text/turtle", **_BEARER,
    )  # fmt: skip
    assert put.status == 204
    return server.ask(
        "POST", "/scratch/sparql", (folder / query).read_bytes(),
        content_type="application/sparql-query", accept=accept,
    )  # fmt: skip


def _cell(text: str) -> object:
    """A value as it is compared: numbers by what they are, any blank node as one."""
    try:
        return float(text)
    except ValueError:
        return "_:" if text.startswith("_:") else text


def _table(text: str, sign: str) -> list[dict[str, object]]:
    """Rows by column: the order of the columns of SELECT * is the engine's own."""
    if sign == ",":
        names, *rows = list(csv.reader(io.StringIO(text, newline="")))
    else:
        names, *rows = [line.split(sign) for line in text.splitlines()]
    return [dict(zip(names, map(_cell, row), strict=True)) for row in rows]


@pytest.mark.parametrize("name", _SV)
def test_csv_and_tsv_results(name: str, server: Server, shared: Path) -> None:
    """As the manifest has them."""
    folder, form, n = shared / "conformance" / "csv-tsv-res", name[:3], name[-1]
    data, query = ("data2.ttl", "01") if n == "3" else ("data.ttl", f"0{n}")
    accept = {"csv": "text/csv", "tsv": "text/tab-separated-values"}[form]
    got = _asked(server, folder, data, f"csvtsv{query}.rq", accept)
    sign = {"csv": ",", "tsv": "\t"}[form]
    expected = (folder / f"csvtsv0{n}.{form}").read_text()
    assert _table(got.text, sign) == _table(expected, sign)


@pytest.mark.parametrize("name", _SRJ)
def test_json_results(name: str, server: Server, shared: Path) -> None:
    """As the manifest has them."""
    folder = shared / "conformance" / "json-res"
    got = _asked(server, folder, "data.ttl", f"{name}.rq", "application/sparql-results+json").json
    expected = json.loads((folder / f"{name}.srj").read_bytes())
    for answer in (got, expected):
        answer["head"].get("vars", []).sort()
        for row in answer.get("results", {}).get("bindings", []):
            for cell in row.values():
                cell.update({"value": "any"} if cell["type"] == "bnode" else {})
    assert got == expected
