"""Another site: another namespace, another publisher, in a folder behind a server of its own.

Everything that it says of itself leads back to itself, whether what stands before it hands on the
folder in the address or takes it off.
"""

import http.client
import http.server
import re
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, RDF, Namespace

from kgraph.checks import validate
from kgraph.terms import BASE
from tests.helpers import SOURCES, TINY, project
from tests.serving import Got, Server, free_port, serving

FOLDER = "/kgraph"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SHAPES = Path(__file__).parent / "cases" / "dcat-ap-se.ttl"
_LINK = re.compile(r'\b(?:href|src|action)="([^"]*)"')
_FOLLOWED = 60


class _Front(http.server.BaseHTTPRequestHandler):
    """What stands before the site: it hands on what begins with the folder, and nothing else."""

    protocol_version = "HTTP/1.1"
    inner, keeps = 0, True

    def do_GET(self) -> None:
        if self.path != FOLDER and not self.path.startswith((FOLDER + "/", FOLDER + "?")):
            self.send_error(404)
            return
        path = self.path if self.keeps else self.path.removeprefix(FOLDER) or "/"
        line = http.client.HTTPConnection("127.0.0.1", self.inner, timeout=60)
        headers = {k: v for k, v in self.headers.items() if k.lower() != "host"}
        line.request(self.command, path, headers={**headers, "Host": "inner.example"})
        answer = line.getresponse()
        raw = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("date", "content-length", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)
        line.close()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module", params=("the folder kept", "the folder taken off"))
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The site as the world sees it."""
    folder, port = tmp_path_factory.mktemp("second"), free_port()
    own = f"http://127.0.0.1:{port}{FOLDER}/"
    data = {"sources.ttl": SOURCES, "sources/liten-plan-2026-01-01.trig": TINY}
    made = project(
        folder / "p",
        {name: re.sub(BASE + "id/(?=actor|strategy|element)", own + "id/", text)
         for name, text in data.items()},
    )  # fmt: skip
    (made.root / "kgraph.toml").write_text(
        f'base = "{own}"\n[serve]\npublic = "http://127.0.0.1:{port}"\nbase_path = "{FOLDER}"\n'
        'publisher = "Region Exempel"\ncontact = "oppnadata@exempel.example"\nrate = 0\n'
    )
    with serving(made.root, folder / "log") as inner:
        front = type("Front", (_Front,), {"inner": inner.port, "keeps": "kept" in request.param})
        before = http.server.ThreadingHTTPServer(("127.0.0.1", port), front)
        threading.Thread(target=before.serve_forever, daemon=True).start()
        yield Server(port, folder / "log")
        before.shutdown()
        before.server_close()


def _led(site: Server, address: str, **headers: str) -> Got:
    """The answer at an address after its redirections, which stay on the site."""
    for _ in range(4):
        assert address.startswith(site.address + FOLDER), address
        got = site.get(address.removeprefix(site.address), **headers)
        if got.status not in (301, 302, 303, 307, 308):
            return got
        address = urljoin(address, got.headers["location"])
    raise AssertionError(address)


def _graph(got: Got, form: str = "turtle") -> rdflib.Graph:
    assert got.status == 200, got
    return rdflib.Graph().parse(data=got.body, format=form)


def _lacking(held: rdflib.Graph) -> set[str]:
    """The mandatory properties that are missing or wrong in a catalogue."""
    raw = held.serialize(format="nt").encode()
    return {each.path for each in validate(raw, SHAPES.read_text(encoding="utf-8"), "record")}


def test_every_link_of_its_pages_stays_in_its_folder(site: Server) -> None:
    """Pages, forms, style, script and downloads, followed from the start page in both languages."""
    waiting = [FOLDER + "/", FOLDER + "/en/fynd"]
    met = set(waiting)
    while waiting:
        path = waiting.pop(0)
        got = _led(site, site.address + path, accept="text/html")
        assert got.status == 200, path
        if not got.headers["content-type"].startswith("text/html"):
            continue
        for link in map(unescape, _LINK.findall(got.text)):
            inside = urlsplit(urljoin(site.address + path, link))
            if inside.scheme == "mailto" or inside.netloc != urlsplit(site.address).netloc:
                continue
            assert inside.path == FOLDER or inside.path.startswith(FOLDER + "/"), (path, link)
            named = inside.path + ("?" + inside.query if inside.query else "")
            if len(met) < _FOLLOWED and named not in met:
                met.add(named)
                waiting.append(named)
    assert len(met) == _FOLLOWED


def test_a_thing_of_its_own_is_answered_at_its_iri(site: Server) -> None:
    """For people and for programs; what came along is answered at the same path as everywhere."""
    thing = site.address + FOLDER + "/id/actor/a"
    told = _graph(_led(site, thing, accept="text/turtle"))
    name = rdflib.Literal("Åmåls kommun", lang="sv")
    assert (rdflib.URIRef(thing), rdflib.SKOS.prefLabel, name) in told
    page = _led(site, thing, accept="text/html")
    assert page.status == 200 and "Åmåls kommun" in page.text
    links = site.get(FOLDER + "/id/actor/a.ttl").headers["link"]
    assert f'<{thing}>; rel="canonical"' in links
    assert f'<{thing}.html>; rel="alternate"; type="text/html"' in links
    mode = _graph(_led(site, f"{site.address}{FOLDER}/vocab/mode/actual", accept="text/turtle"))
    assert (rdflib.URIRef(BASE + "vocab/mode/actual"), None, None) in mode


def test_its_service_says_where_it_is_and_which_view_it_asks(site: Server) -> None:
    """Also for a view that is asked for in the address."""
    for query in ("", "?review=reviewed&as_of=2026-01-01"):
        address = rdflib.URIRef(f"{site.address}{FOLDER}/sparql{query}")
        told = _graph(_led(site, str(address)))
        assert (address, SD.endpoint, address) in told
    got = site.get(FOLDER + "/sparql?query=ASK%7B%7D&as_of=2026-01-01")
    assert got.headers["content-location"].startswith(FOLDER + "/sparql?query=")
    assert got.headers["x-query-view"] == "review=all, as_of=2026-01-01"
    assert site.get(FOLDER + "/openapi.json").json["servers"] == [{"url": site.address + FOLDER}]


def test_the_addresses_that_it_tells_of_are_its_own(site: Server) -> None:
    """What stands in words leads into its folder too."""
    told = site.get(FOLDER + "/om").body.decode()
    assert f" {FOLDER}/sparql." in told and f" {FOLDER}/openapi.json;" in told
    assert not re.search(r"[ >]/(sparql|openapi|data|static)\b", told)


def test_what_a_client_has_is_not_sent_again_through_the_folder(site: Server) -> None:
    """An ETag means the same before and behind."""
    for path in ("/", "/fynd", "/data/all.ttl", "/sparql?query=ASK%7B%7D", "/data"):
        tag = site.get(FOLDER + path).headers["etag"]
        assert site.get(FOLDER + path, if_none_match=tag).status == 304


def test_its_catalogue_has_what_portals_demand(site: Server) -> None:
    """RDF/XML without being asked, no blank nodes, every mandatory property, one publisher."""
    address = site.address + FOLDER + "/data"
    got = site.get(FOLDER + "/data")
    assert got.headers["content-type"] == "application/rdf+xml"
    held = _graph(got, "xml")
    assert not [node for triple in held for node in triple if isinstance(node, rdflib.BNode)]
    assert (rdflib.URIRef(address), RDF.type, DCAT.Catalog) in held
    assert [str(o) for o in held.objects(None, FOAF.name)] == ["Region Exempel"]
    contact = rdflib.URIRef("mailto:oppnadata@exempel.example")
    assert set(held.objects(None, VCARD.hasEmail)) == {contact}
    assert _lacking(held) == set()
    assert set(_graph(site.get(FOLDER + "/data", accept="text/turtle"))) == set(held)
    raw = site.get(FOLDER + "/data", accept="application/ld+json").body
    assert len(list(ox.parse(raw, format=ox.RdfFormat.JSON_LD))) == len(held)


def test_its_catalogue_leads_to_what_it_names(site: Server) -> None:
    """Each form of each dataset is had at its address, and is of the kind that is told."""
    held = _graph(site.get(FOLDER + "/data"), "xml")
    files = list(held.subject_objects(DCAT.downloadURL))
    assert len(files) == 14
    for distribution, address in files:
        got = _led(site, str(address))
        kind = str(held.value(distribution, DCTERMS.format))
        assert got.status == 200 and got.headers["content-type"].startswith(kind), address
    for dataset in held.subjects(RDF.type, DCAT.Dataset):
        for page in held.objects(dataset, DCAT.landingPage):
            assert _led(site, str(page), accept="text/html").status == 200
    void = _graph(_led(site, site.address + FOLDER + "/.well-known/void"))
    own = rdflib.URIRef(site.address + FOLDER + "/data/all")
    assert (own, RDF.type, DCAT.Dataset) in held
    assert (own, rdflib.RDFS.seeAlso, rdflib.URIRef(site.address + FOLDER + "/data")) in void


def test_one_that_names_no_publisher_is_whole_and_says_what_to_set(site: Server) -> None:
    """Nothing is made up in its place: only that somebody runs the address."""
    from kgraph.endpoint.catalogue import Site, catalogue
    from kgraph.store.answering import triples_bytes

    raw = triples_bytes(catalogue(Site("https://data.example")), "ntriples")
    held = rdflib.Graph().parse(data=raw, format="nt")
    assert _lacking(held) == set()
    who = next(held.objects(None, DCTERMS.publisher))
    told = " ".join(str(value) for value in held.objects(who))
    assert "https://data.example" in told and "publisher_iri" in told
