"""The data catalogue that portals harvest: DCAT-AP-SE 3, without blank nodes, all IRIs absolute.

What is mandatory there: a catalogue has title, description, publisher, licence (CC0, always) and
datasets; a dataset title, description and publisher; a distribution an access address; a data
service title and endpoint; a publisher a name; a contact a name and an e-mail address. Publisher
and contact are the site's and stand in its settings, never among the data. Where no publisher is
set it is told as whoever runs the address, with what to set; a contact is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from kgraph.endpoint.description import LICENCE, TITLE
from kgraph.endpoint.media import SENT
from kgraph.endpoint.statements import Statement, both, quads
from kgraph.terms import BASE, DCAT, DCT, FOAF, RDF, RDFS, XSD, Iri, Literal, Namespace, Quad, Term
from kgraph.wording import Text

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
CC0 = Iri("http://creativecommons.org/publicdomain/zero/1.0/")
EXTRA = {"vcard": str(VCARD)}
PATH = "/data"
_EU = "http://publications.europa.eu/resource/authority/"
_LANGUAGES = (Iri(_EU + "language/SWE"), Iri(_EU + "language/ENG"))
_THEMES = (Iri(_EU + "data-theme/EDUC"), Iri(_EU + "data-theme/GOVE"))
_PUBLIC = Iri(_EU + "access-right/PUBLIC")
_SWEDEN = Iri("http://sws.geonames.org/2661886")
_PROTOCOL = Iri("https://www.w3.org/TR/sparql11-protocol/")
_ENDINGS = {"turtle": "ttl", "rdfxml": "rdf", "jsonld": "jsonld", "trig": "trig", "nquads": "nq"}
_FLAT = ("turtle", "rdfxml", "jsonld")
_PAGES = {"def": "def.html", "shapes": "shapes.html", "vocab": "def.html"}


@dataclass(frozen=True)
class Site:
    """Who gives out the data, and where.

    Parameters:
        address: where the site begins, without a slash at the end.
        base: what the IRIs of the project's own data begin with.
        publisher: who is behind it; "" where that is not set.
        publisher_iri: what the publisher is known by elsewhere, if anything.
        contact: an e-mail address; "" where that is not set.
    """

    address: str
    base: str = BASE
    publisher: str = ""
    publisher_iri: str = ""
    contact: str = ""

    @property
    def catalogue(self) -> Iri:
        """The catalogue, which is had at its own address."""
        return Iri(self.address + PATH)

    @property
    def dataset(self) -> Iri:
        """The project's data as a whole."""
        return Iri(self.base + "data/all")

    @property
    def named(self) -> list[tuple[Iri, Term]]:
        """What says who answers for a thing; a contact only where one is set."""
        who = Iri(self.publisher_iri or self.catalogue + "#publisher")
        said: list[tuple[Iri, Term]] = [(DCT("publisher"), who)]
        return said + ([(DCAT("contactPoint"), self.person)] if self.contact else [])

    @property
    def person(self) -> Iri:
        """The contact; never the same as the publisher."""
        return Iri(self.catalogue + "#contact")


@dataclass(frozen=True)
class _Set:
    """A dataset: where it is had, what it is, under which licence, and in which forms."""

    path: str
    title: Text
    told: Text
    licence: Iri
    forms: tuple[str, ...]
    words: tuple[Text, ...] = ()


_DATA = _Set(
    "data/all",
    TITLE,
    Text(
        "Vad lagar, strategier, planer och webbsidor säger om vem som ska, ansvarar, utför, "
        "betalar och följer upp i den regionala kompetensförsörjningen, med textställe för varje "
        "uppgift.",
        "What laws, strategies, plans and web pages say of who must, answers for, carries out, "
        "pays for and follows up regional skills supply, with the passage of each statement.",
    ),
    LICENCE,
    (*_FLAT, "trig", "nquads"),
    (
        Text("kompetensförsörjning", "skills supply"),
        Text("ansvar", "responsibility"),
        Text("regional utveckling", "regional development"),
    ),
)
_SETS = (
    _DATA,
    _Set(
        "def",
        Text("Ontologi för regional kompetensförsörjning", "Ontology of regional skills supply"),
        Text(
            "Klasser och egenskaper: aktörer, uppdrag, strategier, mål, insatser, forum, ansvar.",
            "Classes and properties: actors, mandates, strategies, goals, measures, forums.",
        ),
        LICENCE,
        _FLAT,
    ),
    _Set(
        "shapes",
        Text("Regler för kontroll av uppgifterna", "Rules for checking the statements"),
        Text(
            "SHACL-former som säger vad en uppgift måste ha, med åtgärd på svenska och engelska.",
            "SHACL shapes that say what a statement must have, with the mend in both languages.",
        ),
        LICENCE,
        _FLAT,
    ),
    _Set(
        "vocab",
        Text("Listor för regional kompetensförsörjning", "Lists for regional skills supply"),
        Text(
            "Värden för teman, roller, nivåer, dokumenttyper och annat, som SKOS-begrepp.",
            "Values for themes, roles, levels, kinds of document and more, as SKOS concepts.",
        ),
        CC0,
        _FLAT,
    ),
)


def catalogue(site: Site) -> list[Quad]:
    """The catalogue of a site."""
    it = site.catalogue
    said: list[Statement] = [
        (it, RDF("type"), DCAT("Catalog")),
        *both(it, DCT("title"), _DATA.title),
        *both(it, DCT("description"), Text(
            "Data, ontologi, listor och kontrollregler om den regionala kompetensförsörjningen.",
            "Data, ontology, lists and rules for checks on regional skills supply.")),
        (it, DCT("license"), CC0),
        (it, FOAF("homepage"), Iri(site.address + "/")),
        *((it, DCT("language"), language) for language in _LANGUAGES),
        (it, DCAT("themeTaxonomy"), Iri(_EU + "data-theme")),
        *((it, DCAT("dataset"), _iri(site, each)) for each in _SETS),
        (it, DCAT("service"), _service(site)),
        *((it, name, value) for name, value in site.named if name == DCT("publisher")),
    ]  # fmt: skip
    for each in _SETS:
        said += _dataset(site, each)
    said += [*_sparql(site), *_people(site)]
    return quads(said)


def _iri(site: Site, each: _Set) -> Iri:
    """Data are the project's own; the ontology is the same on every site."""
    return site.dataset if each is _DATA else Iri(BASE + each.path)


def _service(site: Site) -> Iri:
    return Iri(site.address + "/sparql")


def _dataset(site: Site, each: _Set) -> Iterator[Statement]:
    it = _iri(site, each)
    yield it, RDF("type"), DCAT("Dataset")
    yield from both(it, DCT("title"), each.title)
    yield from both(it, DCT("description"), each.told)
    yield from ((it, name, value) for name, value in site.named)
    yield from ((it, DCT("language"), language) for language in _LANGUAGES)
    yield from ((it, DCAT("theme"), theme) for theme in _THEMES)
    yield it, DCT("accessRights"), _PUBLIC
    yield it, DCT("spatial"), _SWEDEN
    yield it, DCAT("landingPage"), Iri(f"{site.address}/{_PAGES.get(each.path, '')}")
    for words in each.words:
        yield from both(it, DCAT("keyword"), words)
    if each is _DATA:
        yield it, DCT("conformsTo"), Iri(BASE + "def")
        yield it, RDFS("seeAlso"), Iri(site.address + "/.well-known/void")
    for form in each.forms:
        yield from _distribution(site, each, form)
    if each is _DATA:
        api = Iri(site.dataset + "#sparql")
        yield it, DCAT("distribution"), api
        yield api, RDF("type"), DCAT("Distribution")
        yield api, DCAT("accessURL"), _service(site)
        yield api, DCAT("accessService"), _service(site)
        yield api, DCT("license"), each.licence
        yield api, DCT("format"), Literal(SENT["json"], XSD("string"))


def _distribution(site: Site, each: _Set, form: str) -> Iterator[Statement]:
    it = Iri(f"{_iri(site, each)}#{_ENDINGS[form]}")
    address = Iri(f"{site.address}/{each.path}.{_ENDINGS[form]}")
    yield _iri(site, each), DCAT("distribution"), it
    yield it, RDF("type"), DCAT("Distribution")
    yield it, DCAT("accessURL"), address
    yield it, DCAT("downloadURL"), address
    yield it, DCT("license"), each.licence
    yield it, DCT("format"), Literal(SENT[form].partition(";")[0], XSD("string"))


def _sparql(site: Site) -> Iterator[Statement]:
    it = _service(site)
    yield it, RDF("type"), DCAT("DataService")
    yield from both(it, DCT("title"), Text("SPARQL-tjänst", "SPARQL endpoint"))
    yield it, DCAT("endpointURL"), it
    yield it, DCAT("endpointDescription"), Iri(site.address + "/openapi.json")
    yield it, DCAT("servesDataset"), site.dataset
    yield it, DCT("conformsTo"), _PROTOCOL
    yield it, DCT("license"), LICENCE
    yield it, DCT("accessRights"), _PUBLIC
    yield from ((it, name, value) for name, value in site.named)


def _publisher(site: Site, who: Iri) -> Iterator[Statement]:
    """Its name; where none is set only what is true of any site, that somebody runs it.

    A catalogue without a publisher is refused by portals, and an invented one would be harvested.
    """
    if site.publisher:
        yield who, FOAF("name"), Literal(site.publisher, XSD("string"))
        return
    unnamed = Text(f"Den som driver {site.address} (inget namn är angivet)",
                   f"Whoever runs {site.address} (no name is given)")  # fmt: skip
    yield from both(who, FOAF("name"), unnamed)
    yield from both(who, RDFS("comment"), Text(
        "Ange publisher, och helst publisher_iri, under [serve] i kgraph.toml.",
        "Set publisher, and preferably publisher_iri, under [serve] in kgraph.toml."))  # fmt: skip


def _people(site: Site) -> Iterator[Statement]:
    for name, value in site.named:
        who = Iri(str(value))
        if name == DCT("publisher"):
            yield who, RDF("type"), FOAF("Agent")
            yield from _publisher(site, who)
            continue
        yield who, RDF("type"), VCARD("Organization")
        yield who, VCARD("fn"), Literal(site.publisher or site.address, XSD("string"))
        yield who, VCARD("hasEmail"), Iri("mailto:" + quote(site.contact, safe="@+"))
