"""What strangers may try at the open endpoint: nothing gets out, in, or hold of the server.

A canary on this machine counts calls, a file holds a secret, and the limits are short.
"""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.helpers import Canary, project
from tests.serving import TOKEN, Got, Server, serving

SECONDS = 1.5
SECRET = "hemligheten-i-filen"
_CONFIG = f"[serve]\nseconds = {SECONDS}\nmemory_mb = 200\nrows = 5000\nsize_mb = 8\nrate = 0\n"
_BEARER = {"Authorization": f"Bearer {TOKEN}"}


@dataclass(frozen=True)
class Place:
    """A server, what it must not call, and what it must not read."""

    server: Server
    canary: Canary
    secret: Path
    pid: int = 0


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server on the small plan with short limits."""
    folder = tmp_path_factory.mktemp("attacked")
    made = project(folder / "p")
    (made.root / "kgraph.toml").write_text(_CONFIG)
    secret = folder / "secret.ttl"
    secret.write_text(f'<http://x/s> <http://x/p> "{SECRET}" .')
    canary = Canary()
    with serving(made.root, folder / "log", "--scratch") as server:
        yield Place(server, canary, secret)
        assert server.query("ASK {}").json["boolean"] is True
        assert "Traceback" not in server.log.read_text()
        assert '"event": "fault"' not in server.log.read_text()
    canary.close()


def _unharmed(place: Place, got: Got) -> None:
    assert got.status < 500 or got.status in (503, 504), got
    assert SECRET.encode() not in got.body
    assert place.canary.calls == 0


OUTWARD = (
    "SELECT * {{ SERVICE <{u}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{u}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE# <\n<{u}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?g {{ <{u}> }} SERVICE ?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ OPTIONAL {{ SERVICE <{u}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ {{ ?a ?b ?c }} UNION {{ SERVICE <{u}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?a ?b ?c MINUS {{ SERVICE <{u}> {{ ?a ?p ?o }} }} }}",
    "SELECT * {{ ?a ?b ?c FILTER EXISTS {{ SERVICE <{u}> {{ ?a ?p ?o }} }} }}",
    "SELECT * {{ {{ SELECT ?s {{ SERVICE <{u}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT (EXISTS {{ SERVICE <{u}> {{ ?s ?p ?o }} }} AS ?x) {{}}",
    "SELECT * {{ GRAPH ?g {{ SERVICE <{u}> {{ ?s ?p ?o }} }} }}",
    "PREFIX c: <{u}#> SELECT * {{ SERVICE c:x {{ ?s ?p ?o }} }}",
    "BASE <{u}> SELECT * {{ SERVICE <y> {{ ?s ?p ?o }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{u}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s {{ SERVICE <{u}> {{ ?s ?p ?o }} }}",
    "ASK {{ SERVICE <{u}> {{ SERVICE <{u}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ S\\u0045RVICE <{u}> {{ ?s ?p ?o }} }}",
    "LOAD <{u}>",
    "ASK {{}} ; LOAD <{u}>",
    "SELECT (<{u}>(1) AS ?x) {{}}",
)
HARMLESS = (
    "SELECT * FROM <{u}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{u}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ GRAPH <{u}> {{ ?s ?p ?o }} }}",
    "DESCRIBE <{u}>",
    "CONSTRUCT {{ ?s ?p ?o }} FROM <{u}> WHERE {{ ?s ?p ?o }}",
)


@pytest.mark.parametrize("text", OUTWARD)
def test_no_query_reaches_out(text: str, place: Place) -> None:
    """SERVICE and LOAD are refused wherever they stand and however they are spelt."""
    for target in (place.canary.url, f"file://{place.secret}"):
        got = place.server.query(text.format(u=target))
        _unharmed(place, got)
        assert got.status == 400


@pytest.mark.parametrize("text", HARMLESS)
def test_a_graph_that_is_not_held_is_empty(text: str, place: Place) -> None:
    """It is never fetched, from the network or from the disk."""
    for target in (place.canary.url, f"file://{place.secret}"):
        got = place.server.query(text.format(u=target), accept="text/csv, application/n-triples")
        _unharmed(place, got)
        assert got.status == 200 and len(got.body.splitlines()) <= 1


@pytest.mark.parametrize("name", ("default-graph-uri", "named-graph-uri"))
def test_no_graph_of_the_request_is_fetched(name: str, place: Place) -> None:
    """What stands in the address is a name and no address."""
    for target in (place.canary.url, f"file://{place.secret}", "../../etc/passwd", "not an iri"):
        path = "/sparql?" + urlencode({"query": "SELECT * {?s ?p ?o}", name: target})
        _unharmed(place, place.server.get(path))


@pytest.mark.parametrize(
    ("update", "status"),
    (
        ("LOAD <{u}>", 400),
        ("LOAD SILENT <{u}> INTO GRAPH <http://x/g>", 400),
        ("INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{u}> {{ ?s ?p ?o }} }}", 400),
        ("DELETE {{ ?s ?p ?o }} WHERE {{ SERVICE SILENT <{u}> {{ ?s ?p ?o }} }}", 400),
        ("INSERT DATA {{ <a> <b> <c> }} ; LOAD <{u}>", 400),
        ("COPY <{u}> TO DEFAULT", 204),
        ("ADD SILENT <{u}> TO DEFAULT", 204),
    ),
)
def test_no_update_reaches_out(update: str, status: int, place: Place) -> None:
    """Not even with the token."""
    for target in (place.canary.url, f"file://{place.secret}"):
        # The clock may end a text on a busy machine before its parser does: then it is asked again.
        for _ in range(6):
            got = place.server.ask(
                "POST", "/scratch/sparql", update.format(u=target).encode(),
                content_type="application/sparql-update", **_BEARER,
            )  # fmt: skip
            _unharmed(place, got)
            if got.status != 504:
                break
        assert got.status == status
    held = place.server.get("/scratch/graphs?default", accept="text/turtle")
    assert SECRET not in held.text


@pytest.mark.parametrize(
    ("kind", "body"),
    (
        ("application/ld+json", '{{"@context": "{u}", "name": "x"}}'),
        ("application/ld+json", '{{"@context": {{"@import": "{u}"}}, "@id": "http://x/y"}}'),
        (
            "application/rdf+xml",
            '<!DOCTYPE r [<!ENTITY x SYSTEM "{u}">]><rdf:RDF xmlns:rdf='
            '"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="http://x">'
            '<p xmlns="http://x/">&x;</p></rdf:Description></rdf:RDF>',
        ),
        (
            "application/rdf+xml",
            '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
            + "".join(
                f'<!ENTITY {b} "{f"&{a};" * 10}">'
                for a, b in zip("abcdefgh", "bcdefghi", strict=True)
            )
            + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
            'rdf:about="http://x"><p xmlns="http://x/">&i;</p></rdf:Description></rdf:RDF>',
        ),
        ("text/turtle", "@prefix x: <{u}> . <" + "a" * 100_000 + "> x:y x:z ."),
        ("text/turtle", "<http://x/a> <http://x/b> " + "[ <http://x/b> " * 20_000),
        ("application/ld+json", '{{"@id":"http://x/a","http://x/b":' * 20_000),
    ),
)
def test_what_is_put_fetches_nothing_and_grows_nowhere(kind: str, body: str, place: Place) -> None:
    """Contexts, entities and depth."""
    for target in (place.canary.url, f"file://{place.secret}"):
        text = body.replace("{{", "{").replace("}}", "}").replace("{u}", target)
        got = place.server.ask(
            "PUT", "/scratch/graphs?graph=http://x/g", text.encode(), content_type=kind, **_BEARER
        )
        _unharmed(place, got)
    held = place.server.get("/scratch/graphs?graph=http://x/g", accept="text/turtle")
    assert SECRET not in held.text


# -- taking all there is -----------------------------------------------------------------------

_DOUBLED = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(40))
_JOIN = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i ."
pytestmark = pytest.mark.prove  # attacks take their time; the limits themselves are tested daily

GREEDY = {
    "count of a cross join": f"SELECT (COUNT(*) AS ?n) {{ {_JOIN} }}",
    "rows of a cross join": f"SELECT * {{ {_JOIN} }}",
    "sorted cross join": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "distinct cross join": "SELECT DISTINCT ?a ?c ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "grouped cross join": f"SELECT ?a ?f ?i (COUNT(*) AS ?n) {{ {_JOIN} }} GROUP BY ?a ?f ?i",
    "concatenated cross join": f"SELECT (GROUP_CONCAT(STR(?c)) AS ?x) {{ {_JOIN} }}",
    "asked cross join": f"ASK {{ {_JOIN} FILTER(CONCAT(STR(?a), STR(?d), STR(?g)) = 'x') }}",
    "constructed cross join": f"CONSTRUCT {{ ?a ?h ?f }} WHERE {{ {_JOIN} }}",
    "described cross join": f"DESCRIBE ?a ?d ?g {{ {_JOIN} }}",
    "far into a cross join": f"SELECT * {{ {_JOIN} }} OFFSET 9000000000 LIMIT 1",
    "four cross joined": f"SELECT (COUNT(*) AS ?n) {{ {_JOIN} ?j ?k ?l . ?m ?n1 ?o }}",
    "minus a cross join": f"SELECT * {{ ?x ?y ?z MINUS {{ ?x ?q ?r . {_JOIN} }} }}",
    "exists in a cross join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
    "FILTER NOT EXISTS { ?x ?y ?z . ?x2 ?y2 ?z2 FILTER(?x = ?z2 && ?a != ?f && ?z = 'q') } }",
    "backtracking pattern": 'ASK { FILTER(REGEX("' + "a" * 5000 + '!", "^(a+)+$")) }',
    "backtracking pattern, twice": 'ASK { FILTER(REGEX("' + "a" * 5000 + '!", "(a|a)*(a|aa)+$")) }',
    "counted pattern": 'ASK { FILTER(REGEX("a", "((a{1,100}){1,100}){1,100}")) }',
    "pattern for each pair": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
    'FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(x+x+)+y")) }',
    "replacing pattern": 'SELECT (REPLACE("'
    + "a" * 9000
    + '", "a", "'
    + "b" * 9000
    + '") AS ?x) {}',
    "doubled text": f"SELECT (STRLEN(?v40) AS ?n) {{ BIND('aaaaaaaaaa' AS ?v0) {_DOUBLED} }}",
    "any path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:x>)* ?b . ?b (!<x:y>)* ?c . ?c (!<x:z>)+ ?d . "
    "?e (!<x:w>)* ?f }",
    "path of paths": "ASK { ?a "
    + "(" * 90
    + "<x:p>"
    + ")*" * 90
    + " ?b . ?b (!<x:q>|^!<x:r>)* ?c . "
    "?d (!<x:q>|^!<x:r>)* ?e . ?f (!<x:q>)+ ?g }",
    "nested groups": "ASK " + "{" * 199 + "}" * 199,
    "nested brackets": "ASK { FILTER(" + "(" * 190 + "1" + ")" * 190 + ") }",
    "brackets beyond": "ASK { FILTER(" + "(" * 6000 + "1" + ")" * 6000 + ") }",
    "nested nodes": "SELECT * { ?s ?p " + "[ ?p " * 190 + "1" + " ]" * 190 + " }",
    "nested options": "SELECT * { " + "OPTIONAL { ?s ?p ?o " * 150 + "}" * 150 + " }",
    "nested questions": "SELECT * " + "{ SELECT * " * 150 + "{ ?a ?b ?c }" + "}" * 150,
    "nested existence": "SELECT * { ?a ?b ?c "
    + "FILTER EXISTS { ?a ?b ?c " * 150
    + "}" * 150
    + "}",
    "many signs": "ASK { FILTER(" + "!" * 15_000 + "true) }",
    "many alternatives": "ASK { FILTER(" + "|| ".join(["1 = 1 "] * 1500) + ") }",
    "many unions": "SELECT * { " + " UNION ".join(["{ ?a ?b ?c . ?d ?e ?f }"] * 500) + " }",
    "many values": "SELECT * { VALUES ?x { "
    + "1 " * 9000
    + "} VALUES ?y { "
    + "2 " * 900
    + "} ?a ?b ?c }",
    "a long text": "ASK { FILTER('" + "x" * 100_000 + "' = '') }",
    "a large number": "SELECT (1e308 * 1e308 AS ?x) (9999999999999999999 + 1 AS ?y) {}",
    "a far year": 'SELECT (YEAR("999999999999-01-01"^^xsd:date) AS ?x) {}',
    "an endless limit": "SELECT * { ?a ?b ?c } LIMIT 99999999999999999999999999",
    "no character": "ASK { FILTER('\x00' = '') }",
    "half a character": "ASK { FILTER('\\ud800' = '') }",
}


@pytest.mark.prove
@pytest.mark.parametrize("name", GREEDY)
def test_a_greedy_query_ends(name: str, place: Place) -> None:
    """It is answered, cut and told so, or ended; the next one is answered."""
    got = place.server.query(GREEDY[name])
    _unharmed(place, got)
    if got.status == 200 and len(got.body) > 1_000_000:
        assert "x-query-cut" in got.headers
    assert place.server.query("ASK {}").json["boolean"] is True


def test_an_update_that_is_ended_leaves_nothing_behind(place: Place) -> None:
    """The store is as it was, and goes on."""
    update = {"content_type": "application/sparql-update", **_BEARER}
    some = "".join(f"<x:{n}> <x:p> {n} . " for n in range(300))
    filled = place.server.ask(
        "POST", "/scratch/sparql", f"DROP ALL ; INSERT DATA {{ {some} }}".encode(), **update
    )
    assert filled.status == 204
    greedy = "INSERT { ?a <x:q> ?f } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    got = place.server.ask("POST", "/scratch/sparql", greedy.encode(), **update)
    assert got.status in (400, 504)
    counted = place.server.ask(
        "POST", "/scratch/sparql", b"SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        content_type="application/sparql-query", accept="text/csv",
    )  # fmt: skip
    assert counted.text.split() == ["n", "300"]


@pytest.mark.parametrize("form", ("json", "xml", "csv", "tsv"))
def test_a_large_answer_is_cut_after_a_whole_row_and_says_so(form: str, place: Place) -> None:
    """Every form of table can be read to its end."""
    text = "SELECT ?a ?c ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 9000"
    got = place.server.get("/sparql?" + urlencode({"query": text, "format": form}))
    assert got.status == 200
    assert got.headers["x-query-cut"] == "rows; kept=5000"
    assert _rows(got, form) == 5000


def _rows(got: Got, form: str) -> int:
    import csv
    import io
    import xml.etree.ElementTree as Tree

    match form:
        case "json":
            return len(got.json["results"]["bindings"])
        case "xml":
            return sum(1 for e in Tree.fromstring(got.body).iter() if e.tag.endswith("}result"))
        case "csv":
            return len(list(csv.reader(io.StringIO(got.text, newline="")))) - 1
    return got.body.count(b"\n") - 1


# -- addresses, forms and headers --------------------------------------------------------------

PATHS = (
    *("/../../etc/passwd", "/static/../../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd"),
    *("/data/../../../etc/passwd.ttl", "/data/%2e%2e%2f%2e%2e%2fetc%2fpasswd.ttl"),
    *("/id/%2e%2e/%2e%2e/etc/passwd", "/graph/..%2f..%2fetc/passwd", "/static//etc/passwd"),
    *("/id/x%0d%0aSet-Cookie:%20a=b", "/id/%00", "/id/%ff%fe", "/vocab/<script>.ttl"),
    *("/def/" + "a" * 20_000, "/id/" + "a/" * 5000, "/data/.ttl", "/graph/.ttl", "/id/.ttl"),
    *("/graphs", "/graphs?graph=x", "/graphs?graph=http://x&graph=http://y", "/graphs?default=x"),
    *("/graphs/%0d%0a", "/sparql?query=%ff", "/sparql?query=ASK%20%7B%7D%00", "/sparql?query="),
    *(
        "/sparql?" + "a=b&" * 4000,
        "/sparql?format=x&query=ASK%7B%7D",
        "/sparql?query=" + "a" * 40_000,
    ),
    *("/id/actor/" + quote("å→" * 50), "/sparql?query=" + quote("ASK {}") + "&lang=../../x"),
)


@pytest.mark.parametrize("path", PATHS)
def test_no_address_leads_astray(path: str, place: Place) -> None:
    """No file, no foreign header, no fault."""
    got = place.server.get(path.replace("<", "%3C").replace(">", "%3E"))
    _unharmed(place, got)
    assert b"root:" not in got.body and "set-cookie" not in got.headers
    if got.status >= 400:
        assert got.headers["content-type"].startswith("application/problem+json")


PAGES = (
    *("/fynd?as_of=9999-12-31", "/fynd?as_of=0001-01-01", "/fynd?as_of=" + "9" * 5000),
    *("/fynd?as_of=2024-02-30&review=x", "/?review=everything", "/?as_of=-1", "/?lang=../../etc"),
    *("/fynd?" + "&".join(f"p{n}=v" for n in range(900)), "/fynd?" + "a" * 20_000),
    *("/fynd?kind=" + quote("'; DROP ALL; #"), "/fynd?kind=" + quote("} LOAD <http://x/> {")),
    *(
        "/sok?q=" + "a" * 20_000,
        "/sok?q=" + quote("\u202e\x00<script>"),
        "/sok?q=%ff%fe",
        "/sok?q=%",
    ),
    *("/forslag.json?q=" + "%F0%9F%92%A9" * 500, "/forslag.json?q=" + quote("(a+)+$" * 200)),
    *(
        "/matris/actor/" + "x" * 5000,
        "/matris/../../etc/passwd",
        "/matris/actor/priority?strategy=x",
    ),
    *("/vem-gor-vad/tema/" + quote("<script>"), "/vem-gor-vad/lan/" + "a" * 9000 + ".json"),
    *(
        "/vem-gor-vad/tema/x/y.docx",
        "/id/actor/" + quote("å" * 900) + ".html",
        "/id/actor/a.html.html",
    ),
    *("/sak.html?iri=file:///etc/passwd", "/sak.html?iri=javascript:alert(1)", "/sak.html?iri="),
    *("/sak.html?iri=" + "http://x/" * 2000, "/jamfor?lan=" + "x," * 3000, "/en/" + "en/" * 2000),
    *("/graph/../../../etc/passwd.html", "/kontroller.xlsx?shape=%00", "/fynd.svg", "/fynd.exe"),
)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path[:40])
def test_no_page_is_led_astray(path: str, place: Place) -> None:
    """Odd dates, endless names, many parameters, foreign signs: a page, or a refusal in words."""
    for accept in ("text/html", "application/json"):
        got = place.server.get(path.replace("<", "%3C"), accept=accept)
        _unharmed(place, got)
        assert b"root:" not in got.body and b"Traceback" not in got.body
        assert b"<script>" not in got.body
    assert place.server.query("ASK {}").json["boolean"] is True


def test_strange_dates_by_the_dozen_stand_in_nobodys_way(place: Place) -> None:
    """Each is answered or told to come again; the usual pages and queries go on meanwhile."""
    met: list[Got] = []

    def ask(day: int) -> None:
        met.append(place.server.get(f"/fynd?as_of=2001-01-{day:02}", accept="text/html"))

    crowd = [threading.Thread(target=ask, args=(day,)) for day in range(1, 29)]
    for each in crowd:
        each.start()
    assert place.server.get("/fynd", accept="text/html").status == 200
    assert place.server.query("ASK {}").json["boolean"] is True
    assert place.server.get("/healthz").status == 200
    for each in crowd:
        each.join()
    assert {got.status for got in met} <= {200, 400, 503}
    assert all(got.headers["retry-after"] for got in met if got.status == 503)


HEADERS = (
    {"accept": "text/turtle;q=nan, */*;q=-1"},
    {"accept": ",".join(["a/b"] * 5000)},
    {"accept": "text/turtle;q=" + "9" * 1000},
    {"accept": "*"},
    {"accept": ";;;,,,"},
    {"accept_language": "sv;q=x, en;q=" + "1" * 500},
    {"if_none_match": '"a"' * 5000},
    {"host": "evil.example"},
    {"x_forwarded_host": "evil.example", "x_forwarded_proto": "javascript"},
    {"x_forwarded_for": "<script>, 1.1.1.1"},
    {"origin": "null"},
    {"range": "bytes=0-1,2-3,-1"},
    {"authorization": "Bearer " + "x" * 5000},
    {"content_encoding": "gzip"},
    {"cookie": "lang=../../etc/passwd"},
)


@pytest.mark.parametrize("headers", HEADERS, ids=lambda h: next(iter(h)))
def test_no_header_does_harm(headers: dict[str, str], place: Place) -> None:
    """Whatever it says; and no address that we send is made from one."""
    for path in ("/sparql?query=ASK%20%7B%7D", "/sparql", "/id/actor/a", "/def.ttl"):
        got = place.server.get(path, **headers)
        _unharmed(place, got)
        assert b"evil.example" not in got.body
        assert "evil.example" not in str(got.headers)


def _raw(place: Place, sent: bytes, *, wait: float = 5) -> bytes:
    with socket.create_connection(("127.0.0.1", place.server.port), timeout=wait) as line:
        try:
            line.sendall(sent)
            return line.recv(65_536)
        except (TimeoutError, ConnectionError):
            return b""


@pytest.mark.parametrize(
    "sent",
    (
        b"GET / HTTP/1.1\r\nHost: x\r\nx: " + b"a" * 2_000_000,
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 50_000 + b"\r\n",
        b"GET /" + b"a" * 900_000 + b" HTTP/1.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\nASK",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/sparql-query\r\n\r\nFFFFFFFF\r\n" + b"a" * 6_000_000,
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"TRACE / HTTP/1.1\r\nHost: x\r\nCookie: a\r\n\r\n",
        b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://127.0.0.1:1/x HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ),
    ids=range(13),
)
def test_no_broken_request_does_harm(sent: bytes, place: Place) -> None:
    """It is refused or cut; the next client is served."""
    got = _raw(place, sent)
    assert not got or b" 4" in got[:13] or b" 5" not in got[:13]
    assert place.server.get("/healthz").status == 200
    assert place.canary.calls == 0


def test_too_much_in_a_form_is_refused(place: Place) -> None:
    """Size and number of fields."""
    kind = {"content_type": "application/x-www-form-urlencoded"}
    many = place.server.ask("POST", "/sparql", b"a=b&" * 5000, **kind)
    large = _raw(place, b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 4300000\r\n\r\na=b")
    assert many.status == 400 and b" 413 " in large[:16]


@pytest.mark.parametrize("method", ("POST", "PUT", "DELETE", "PATCH"))
@pytest.mark.parametrize("path", ("/graphs?default", "/scratch/graphs?default", "/id/actor/a"))
def test_nobody_writes_without_a_right(method: str, path: str, place: Place) -> None:
    """Project data never, one's own store only with the token."""
    got = place.server.ask(method, path, b"<x:a> <x:b> 1 .", content_type="text/turtle")
    assert got.status in (401, 403, 405)
    wrong = place.server.ask(
        method, path, b"", content_type="text/turtle", authorization="Bearer fel"
    )
    assert wrong.status in (401, 403, 405)


@pytest.mark.prove
def test_a_bystander_is_served_while_all_attacks_run(place: Place) -> None:
    """Each greedy query is dead within its limit and half a second; another client hardly waits."""
    waits: list[float] = []
    over = threading.Event()

    def stand_by() -> None:
        while not over.is_set():
            waits.append(place.server.query("ASK {}").seconds)
            time.sleep(0.02)

    bystander = threading.Thread(target=stand_by)
    bystander.start()
    try:
        taken = {name: place.server.query(text).seconds for name, text in GREEDY.items()}
    finally:
        over.set()
        bystander.join()
    late = {name: seconds for name, seconds in taken.items() if seconds > SECONDS + 0.5}
    assert not late
    waits.sort()
    assert waits[int(len(waits) * 0.99)] < 0.2, (len(waits), waits[-5:])
