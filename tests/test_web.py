"""The server as programs meet it: which form, which status, which headers."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import rdflib

from kgraph.endpoint import media
from kgraph.endpoint.limits import Limits
from kgraph.errors import InputError, UsageError
from kgraph.terms import BASE
from kgraph.web.front import Rate
from kgraph.web.metrics import Metrics
from kgraph.web.settings import Settings, settings_of
from tests.helpers import project
from tests.serving import Got, Server, serving

ACTOR = rdflib.URIRef(BASE + "id/actor/a")
_FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the small plan."""
    folder = tmp_path_factory.mktemp("served")
    made = project(folder / "p")
    with serving(made.root, folder / "log") as running:
        yield running


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server at a public address, in a folder there, with few requests for each client."""
    folder = tmp_path_factory.mktemp("second")
    made = project(folder / "p")
    (made.root / "kgraph.toml").write_text(
        '[serve]\npublic = "https://data.example"\nbase_path = "kgraph"\nrate = 0.1\nburst = 40\n'
    )
    with serving(made.root, folder / "log") as running:
        yield running


def _graph(got: Got) -> rdflib.Graph:
    kind = got.headers["content-type"].partition(";")[0]
    if kind == "application/ld+json":
        triples = ox.parse(got.body, format=ox.RdfFormat.JSON_LD)
        text = "".join(f"{t.triple} .\n" for t in triples)
        return rdflib.Graph().parse(data=text, format="nt")
    return rdflib.Graph().parse(data=got.body, format=_FORMATS[kind])


# -- which form --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("application/sparql-results+xml, text/csv;q=0.9", "application/sparql-results+xml"),
        ("text/csv;q=0.1, text/tab-separated-values;q=0.2", "text/tab-separated-values"),
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/json"),
    ],
)
def test_a_table_comes_in_the_form_preferred(accept: str, form: str) -> None:
    """Weights, ranges and what is not wanted at all."""
    assert media.chosen(accept, tuple(media.TABLE_TYPES)) == form


def test_a_character_that_xml_cannot_hold_is_refused_in_xml_alone(server: Server) -> None:
    """No answer says that it is XML and is none; JSON holds every character."""
    query = 'SELECT ("\\u0001" AS ?a) {}'
    path = f"/sparql?query={quote(query)}&format="
    got = server.get(path + "xml")
    assert got.status == 400 and "JSON" in got.json["detail"]
    assert server.get(path + "json").json["results"]["bindings"][0]["a"]["value"] == "\x01"


def test_406_only_where_nothing_fits(server: Server) -> None:
    """And the answer names what there is."""
    got = server.query("SELECT * { ?s ?p ?o }", accept="image/png")
    assert got.status == 406
    assert "text/csv" in got.json["detail"]


@pytest.mark.parametrize("accept", _FORMATS)
def test_a_graph_comes_in_each_form(accept: str, server: Server) -> None:
    """The same triples in all of them."""
    got = server.query(f"DESCRIBE <{ACTOR}>", accept=accept)
    assert got.headers["content-type"].startswith(accept)
    name = rdflib.Literal("Åmåls kommun", lang="sv")
    assert (ACTOR, rdflib.SKOS.prefLabel, name) in _graph(got)


def test_a_parameter_stands_over_the_header(server: Server) -> None:
    """What a link can say, a browser can ask for."""
    got = server.get("/sparql?format=csv&query=" + quote("SELECT (1 AS ?x) {}"), accept="image/png")
    assert got.text == "x\r\n1\r\n"


@pytest.mark.parametrize("said", ("100%", "a+b&c=d", "åäö", 'q"uote'))
def test_an_address_is_decoded_once(said: str, server: Server) -> None:
    """Per cent, plus, ampersand and Swedish letters come through."""
    escaped = said.replace('"', '\\"')
    text = f'SELECT ("{escaped}" AS ?x) {{}}'
    got = server.query_by_get(text)
    assert got.json["results"]["bindings"][0]["x"]["value"] == said
    form = {"content_type": "application/x-www-form-urlencoded; charset=UTF-8"}
    posted = server.ask("POST", "/sparql", b"query=" + quote(text).encode(), **form)
    assert posted.body == got.body


# -- things at the path of their IRI -----------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/trig", "trig"),
    ],
)
def test_a_thing_leads_to_what_is_stated_of_it(accept: str, ending: str, server: Server) -> None:
    """303, and the statements at the same path with an ending."""
    got = server.get("/id/actor/a", accept=accept)
    assert (got.status, got.headers["location"]) == (303, f"/id/actor/a.{ending}")
    assert "accept" in got.headers["vary"].lower()
    led = server.get(got.headers["location"])
    assert led.status == 200 and led.headers["content-type"].startswith(accept)
    assert "Åmåls kommun" in led.text or "\\u00C5m" in led.text or "&#" in led.text
    assert f'<{ACTOR}>; rel="canonical"' in led.headers["link"]


def test_a_thing_tells_its_passages_where_the_form_has_graphs(server: Server) -> None:
    """TriG keeps what Turtle cannot hold; nothing derived is among it."""
    held = list(ox.parse(server.get("/id/actor/a.trig").body, format=ox.RdfFormat.TRIG))
    graphs = {quad.graph_name for quad in held}
    assert ox.NamedNode(BASE + "graph/liten-plan-2026-01-01/2-3") in graphs
    assert not graphs & {ox.NamedNode(BASE + "graph/derived"), ox.DefaultGraph()}


@pytest.mark.parametrize(
    ("path", "subject"),
    [
        ("/def", "def#Goal"),
        ("/def/Goal", "def#Goal"),
        ("/shapes", "shapes#SH-01"),
        ("/shapes/SH-01", "shapes#SH-01"),
        ("/vocab", "vocab/mode/actual"),
        ("/vocab/mode/actual", "vocab/mode/actual"),
        ("/graph/liten-plan-2026-01-01/2-3", "id/actor/a"),
        ("/data/liten-plan-2026-01-01", "id/actor/a"),
        ("/data/all", "id/actor/a"),
        ("/graphs?default", "id/actor/a"),
        ("/graphs?graph=" + quote(BASE + "graph/liten-plan-2026-01-01/2-3"), "id/actor/a"),
    ],
)
def test_each_document_is_given_at_its_path(path: str, subject: str, server: Server) -> None:
    """Terms, lists, shapes, passages and data."""
    got = server.get(path, accept="text/turtle")
    assert got.status == 200
    assert (rdflib.URIRef(BASE + subject), None, None) in _graph(got)


@pytest.mark.parametrize(
    ("path", "accept", "to"),
    [
        ("/id/actor/a", "application/json", "/id/actor/a.json"),
        ("/id/actor/a", "text/csv", "/id/actor/a.csv"),
        ("/graph/ks", "text/html", "/def.html"),
        ("/graph/shapes", "text/html", "/shapes.html"),
        ("/graph/sources", "text/html", "/kallor"),
        ("/graph/derived", "text/html", "/om"),
        ("/graph/liten-plan-2026-01-01/meta", "text/html", "/id/source/liten-plan-2026-01-01.html"),
        ("/data/all", "text/html", "/om"),
    ],
)
def test_each_address_leads_a_person_to_a_page(
    path: str, accept: str, to: str, server: Server
) -> None:
    """Also of what has no page of its own; a program gets the page's data by their media type."""
    got = server.get(path, accept=accept)
    assert got.status == 303
    location = got.headers["location"]
    if server.get(location, accept=accept).status == 303:
        location = server.get(location, accept=accept).headers["location"]
    assert location.partition("#")[0] == to
    assert server.get(to, accept=accept).status == 200


@pytest.mark.parametrize("path", ("/id/actor/none.ttl", "/graph/none/1-1.ttl", "/data/none.trig"))
def test_what_is_not_known_is_404(path: str, server: Server) -> None:
    """As a problem, in the language asked for."""
    got = server.get(path, accept_language="en")
    assert got.status == 404
    assert got.headers["content-type"] == "application/problem+json"
    assert got.headers["content-language"] == "en"
    assert got.json["status"] == 404 and "address" in got.json["detail"] + "address"


def test_a_rejected_passage_is_not_told(server: Server) -> None:
    """It takes part in no view that is read."""
    assert server.get("/graph/liten-plan-2026-01-01/4-4.ttl").status == 404
    for path in ("/data/all.trig", "/data/all.nt", "/data/liten-plan-2026-01-01.ttl"):
        got = server.get(path)
        assert got.status == 200 and "ansvar-mal" not in got.text and "ansvar-i1" in got.text


def test_void_counts_what_there_is(server: Server) -> None:
    """The files by what they hold, and what the endpoint asks, which is more, by what it counts."""
    void = "http://rdfs.org/ns/void#"
    told = _graph(server.get("/.well-known/void"))

    def said(dataset: str, name: str) -> int:
        return int(str(told.value(rdflib.URIRef(dataset), rdflib.URIRef(void + name))))

    counted = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json["results"]["bindings"]
    public = str(next(told.objects(None, rdflib.URIRef(void + "sparqlEndpoint"))))
    assert said(public + "#default", "triples") == int(counted[0]["n"]["value"])
    held = {q.triple for q in ox.parse(server.get("/data/all.trig").body, ox.RdfFormat.TRIG)}
    assert said(BASE + "data/all", "triples") == len(held)
    assert said(BASE + "data/all", "distinctSubjects") == len({t.subject for t in held})


# -- which statements are asked ----------------------------------------------------------------

_MEMBERS = "SELECT ?m { ?m a org:Membership ; ks:inView true }"


def _asked(server: Server, **given: str) -> Got:
    return server.get("/sparql?" + urlencode({"query": _MEMBERS, "format": "csv", **given}))


@pytest.mark.parametrize(
    ("given", "members"),
    [
        ({}, 0),
        ({"as_of": "2025-01-01"}, 1),
        ({"as_of": "2025-01-01", "review": "verified"}, 1),
        ({"as_of": "2026-01-01"}, 0),
    ],
)
def test_a_query_is_asked_of_the_view_in_the_address(
    given: dict[str, str], members: int, server: Server
) -> None:
    """Date and level of review as on the pages; the answer says which, and where it stays."""
    got = _asked(server, **given)
    assert got.body.count(b"id/membership/") == members
    told = f"review={given.get('review', 'all')}, as_of={given.get('as_of', datetime.date.today())}"
    assert got.headers["x-query-view"] == told
    assert server.get(got.headers["content-location"]).body == got.body


def test_a_level_of_review_leaves_out_what_is_less_reviewed(server: Server) -> None:
    """Also of the graph as a whole, and of a thing."""
    text = "ASK { ?who ks:responsibleFor ?what }"
    for review, told in (("all", True), ("reviewed", False), ("verified", False)):
        found = server.get("/sparql?" + urlencode({"query": text, "review": review}))
        assert found.json["boolean"] is told
    sizes = [len(server.get(f"/graphs?default&review={r}").body) for r in ("all", "verified")]
    assert sizes[0] > sizes[1]


@pytest.mark.parametrize(
    "given", ("review=none", "as_of=igår", "as_of=2026-13-01", "review=all" * 2)
)
def test_a_view_that_is_none_is_refused(given: str, server: Server) -> None:
    """With what there is to choose."""
    got = server.get(f"/sparql?query=ASK%7B%7D&{quote(given, safe='=&')}")
    assert got.status == 400 and got.json["where"]


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/id/actor/a.ttl?as_off=2020-01-01", 400, "as_of?"),
        ("/id/actor/a.ttl?foo=1", 400, "foo"),
        ("/id/actor/a.ttl?utm_source=brev", 200, ""),
        ("/data/all.trig?foo=1", 400, "foo"),
        ("/sparql?query=ASK%7B%7D&as_off=2020-01-01", 400, "as_of?"),
        ("/sparql?query=ASK%7B%7D&timeout=5&utm_source=brev", 200, ""),
        ("/sak.ttl?iri=http%3A%2F%2Fpurl.org%2Fdc%2Fterms%2Fsubject", 200, "dct:subject"),
    ],
)
def test_a_slip_in_an_address_is_no_other_answer(
    path: str, status: int, word: str, server: Server
) -> None:
    """A name that is not known is refused; at the endpoint only what looks like our own is."""
    got = server.get(path)
    assert got.status == status, got.body
    assert word in got.body.decode()


def test_what_may_differ_each_time_is_never_kept(server: Server) -> None:
    """It has no ETag."""
    got = server.query_by_get("SELECT (RAND() AS ?x) {}")
    assert "etag" not in got.headers or got.headers["cache-control"] == "no-store"
    assert server.query_by_get("SELECT (RAND() AS ?x) {}").body != got.body


# -- what every answer has ---------------------------------------------------------------------

_EVERY = ("/sparql?query=ASK%20%7B%7D", "/def.ttl", "/healthz", "/nothing-here", "/openapi.json")


@pytest.mark.parametrize("path", _EVERY)
def test_every_answer_is_safe_to_show(path: str, server: Server) -> None:
    """No script inline, no guessing of types, no frame, open to reading from anywhere."""
    got = server.get(path)
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in got.headers
    assert "server" not in got.headers


@pytest.mark.parametrize("path", _EVERY)
def test_head_is_get_without_a_body(path: str, server: Server) -> None:
    """The same status and headers."""
    got, head = server.get(path), server.ask("HEAD", path)
    assert head.body == b"" and head.status == got.status
    same = {k: v for k, v in got.headers.items() if k != "date"}
    assert same == {k: v for k, v in head.headers.items() if k != "date"}


@pytest.mark.parametrize("path", ("/sparql?query=ASK%20%7B%7D", "/def.ttl", "/data/all.trig"))
def test_what_a_client_has_is_not_sent_again(path: str, server: Server) -> None:
    """304 for the same representation, the whole for another."""
    got = server.get(path)
    tag = got.headers["etag"]
    again = server.get(path, if_none_match=f'"other", W/{tag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert server.get(path, if_none_match='"other"').status == 200
    xml = server.get("/sparql?query=ASK%20%7B%7D", accept="application/sparql-results+xml")
    assert xml.headers["etag"] != tag


def test_a_preflight_is_answered(server: Server) -> None:
    """Other sites may ask, and write nothing."""
    got = server.ask("OPTIONS", "/sparql", origin="https://x.example")
    assert got.status == 204
    assert got.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"


def test_an_answer_tells_what_a_query_may_take(server: Server) -> None:
    """Whatever came of it."""
    for text in ("ASK {}", "ASK {"):
        limits = server.query(text).headers["x-query-limits"]
        assert "seconds=10" in limits and "rows=100000" in limits


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/sparql", "application/sparql-update"),
        ("/graphs?default", "text/turtle"),
        ("/graphs?graph=http://x/g", "text/turtle"),
    ],
)
def test_project_data_are_not_written_here(path: str, kind: str, server: Server) -> None:
    """403, and the door that is meant."""
    got = server.ask("POST", path, b"INSERT DATA { <a> <b> <c> }", content_type=kind)
    assert got.status == 403
    assert "kgraph check" in got.json["detail"]


def test_a_wrong_query_is_told_with_its_place(server: Server) -> None:
    """Line and character, and the mend, in the language asked for."""
    got = server.query("SELECT ?s {\n ?s a x }", accept_language="en")
    assert got.status == 400
    assert got.json["where"].startswith("2:")
    assert "line 2" in got.json["detail"]


def test_the_state_of_the_server_can_be_watched(server: Server) -> None:
    """Alive, ready, and counts that say nothing of who asked for what."""
    assert server.get("/healthz").text == "ok\n"
    assert server.get("/readyz").json == {"ready": True, "queries": True}
    server.get("/id/actor/a.ttl")
    counted = server.get("/metrics").text
    assert 'kgraph_requests_total{kind="id",status="200"}' in counted
    assert "actor" not in counted


def test_the_log_names_nobody(server: Server) -> None:
    """One line of JSON a request: no address of a client, no query, no path."""
    server.get("/id/actor/hemlig-sokning.ttl?lang=sv", user_agent="Firefox")
    lines = [line for line in server.log.read_text().splitlines() if line.startswith("{")]
    assert set(json.loads(lines[-1])) == {"time", "method", "kind", "status", "ms", "bytes"}
    assert "hemlig" not in server.log.read_text() and "Firefox" not in server.log.read_text()


def test_openapi_names_the_endpoint(server: Server) -> None:
    """For those who read it by machine."""
    paths = server.get("/openapi.json").json["paths"]
    assert {"/sparql", "/graphs", "/id/{name}", "/data/{name}"} <= set(paths)


# -- another site ------------------------------------------------------------------------------


def test_a_site_in_a_folder_has_its_public_address_in_what_it_says(second: Server) -> None:
    """Redirects stay in the folder; what is told names the public address, whatever Host says."""
    led = second.get("/kgraph/id/actor/a", accept="text/turtle")
    assert led.headers["location"] == "/kgraph/id/actor/a.ttl"
    assert second.get(led.headers["location"]).status == 200
    told = second.get("/kgraph/sparql", host="evil.example").text
    assert "<https://data.example/kgraph/sparql> a sd:Service" in told


def test_a_client_that_asks_too_often_is_told_so(second: Server) -> None:
    """429 with the time to wait."""
    got = [second.get("/kgraph/healthz") for _ in range(60)]
    assert got[-1].status == 429
    assert got[-1].headers["retry-after"] == "2"


def test_a_bucket_fills_as_time_goes() -> None:
    """One client's requests are no other's."""
    rate = Rate(Limits(rate=0.001, burst=2))
    assert [rate.allows("a"), rate.allows("a"), rate.allows("a")] == [True, True, False]
    assert rate.allows("b")
    assert all(Rate(Limits(rate=0, burst=0)).allows("a") for _ in range(5))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        *[("secnds = 5", "secnds"), ("seconds = -1", "seconds"), ('rows = "x"', "rows")],
        *[("= 3", "3"), ('public = "data.example"', "public"), ('contact = "ring"', "contact")],
        *[('base_path = "/a b"', "base_path"), ('publisher_iri = "x"', "publisher_iri")],
    ],
)
def test_a_wrong_setting_is_refused_with_its_name(line: str, word: str, tmp_path: Path) -> None:
    """And never passed by in silence."""
    made = project(tmp_path / "p")
    (made.root / "kgraph.toml").write_text(f"[serve]\n{line}\n")
    with pytest.raises(InputError):
        settings_of(made, "127.0.0.1", 8000)


def test_a_store_of_ones_own_needs_a_secret() -> None:
    """A short one is none."""
    with pytest.raises(UsageError, match="hemlighet"):
        Settings(scratch=True, token="kort")
    assert "x" * 20 not in repr(Settings(token="x" * 20))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/sparql", "sparql"),
        ("/def.ttl", "def"),
        ("/id/actor/a.ttl", "id"),
        ("/vem-gor-vad", "page"),
        ("/openapi.json", "openapi.json"),
        ("/", "page"),
    ],
)
def test_a_request_is_counted_by_kind(path: str, kind: str) -> None:
    """Never by its address."""
    assert Metrics.kind(path) == kind
