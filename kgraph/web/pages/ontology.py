"""The terms, the lists and the checks as documentation."""

from collections import defaultdict

from kgraph.checks.shapes import SEVERITY_WORDS, is_check, read_shapes
from kgraph.report.value import Cell, Part, Row, Section, Table, Words, cell, line
from kgraph.terms import BASE, KS, OWL, Literal, shorten
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text, collation_key

_TERMS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?term ?type ?definition WHERE {
  ?term a ?type . OPTIONAL { ?term skos:definition|rdfs:comment ?definition } }"""
_LISTS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?list ?value ?definition WHERE {
  ?value skos:inScheme ?list . OPTIONAL { ?value skos:definition ?definition } }"""
_TYPES: tuple[tuple[str, Text, str], ...] = (
    (OWL("Class"), Text("Klasser", "Classes"), "klasser"),
    (OWL("ObjectProperty"), Text("Relationer", "Relations"), "relationer"),
    (OWL("DatatypeProperty"), Text("Egenskaper med värden", "Properties with values"), "varden"),
)


def page(shelf: Shelf, visit: Visit, which: str) -> Page:
    """Terms and lists (``def``), or checks (``shapes``)."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    if which == "shapes":
        return _shapes(desk, visit)
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for term, kind, definition in shelf.store.select(_TERMS, visit.view).rows:
        if str(term).startswith((KS, *_spaces(shelf))):
            known = found[str(kind)][str(term)]
            if isinstance(definition, Literal):
                known[definition.language] = definition.value
    sections = [
        Section(slug, visit.say(title), (_table(desk, dict(found[kind])),))
        for kind, title, slug in _TYPES
        if found[kind]
    ]
    sections += _lists(desk)
    lead = line(
        visit.word(
            "Orden som uppgifterna är skrivna med. Här står de som i ontologin; på andra sidor "
            "sägs de med vardagligare ord. Kontrollerna finns på ",
            "The terms that the statements are written "
            "with. Here they stand as in the ontology; other pages use plainer words. "
            "The checks are at ",
        ),
        Linked(visit.word("en egen sida", "a page of their own"), to="/shapes.html"),
        ".",
    )
    return Page(visit.word("Ord och listor", "Terms and lists"), tuple(sections), lead=lead,
                tab="about")  # fmt: skip


def _spaces(shelf: Shelf) -> tuple[str, ...]:
    """The namespaces of the extensions."""
    return tuple(extension.namespace for extension in shelf.project.extensions)


def _table(desk: WebDesk, terms: dict[str, dict[str, str]]) -> Table:
    rows = [
        Row((
            Cell((line(Linked(desk.told(t), to=t)), line(Words(shorten(t), code=True)))),
            cell(_told(desk, terms[t])),
        ))
        for t in sorted(terms, key=lambda t: (collation_key(desk.told(t)), t))
    ]  # fmt: skip
    return Table(
        desk.word("Ord", "Terms"),
        (desk.word("Ord", "Term"), desk.word("Betydelse", "Meaning")),
        tuple(rows),
        (0.3, 0.7),
        titled=True,
    )


def _told(desk: WebDesk, by_lang: dict[str, str]) -> Words:
    for lang in (desk.lang, "sv", "en", ""):
        if lang in by_lang:
            return Words(by_lang[lang], lang if lang not in ("", desk.lang) else "")
    return Words("–")


def _lists(desk: WebDesk) -> list[Section]:
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for listed, value, definition in desk.store.select(_LISTS, desk.view).rows:
        known = found[str(listed)][str(value)]
        if isinstance(definition, Literal):
            known[definition.language] = definition.value
    made = []
    for name in sorted((n for n in found if n.startswith((BASE, *_spaces(desk.shelf)))),
                       key=lambda n: (collation_key(desk.told(n)), n)):  # fmt: skip
        rows = [
            Row((cell(Linked(desk.told(v), to=v)), cell(_told(desk, found[name][v]))))
            for v in sorted(found[name], key=lambda v: (collation_key(desk.told(v)), v))
        ]
        parts: tuple[Part, ...] = (Table(
            desk.told(name), (desk.word("Värde", "Value"), desk.word("Betydelse", "Meaning")),
            tuple(rows), (0.4, 0.6), titled=True),)  # fmt: skip
        made.append(Section("lista-" + name.rpartition("/")[2], desk.told(name), parts))
    return made


def _shapes(desk: WebDesk, visit: Visit) -> Page:
    shapes = [s for iri, s in read_shapes(desk.store, desk.view).items() if is_check(iri)]
    rows = [
        Row((
            cell(Linked(s.id, to=s.iri)),
            Cell((line(s.title.get(desk.lang) or "–"),
                  line(Words(s.message.get(desk.lang), quiet=True)))),
            cell(desk.say(SEVERITY_WORDS[s.severity])),
        ))
        for s in sorted(shapes, key=lambda s: s.id)
    ]  # fmt: skip
    table = Table(desk.word("Kontroller", "Checks"), (desk.word("Kontroll", "Check"),
                  desk.word("Vad den kräver", "What it asks"), desk.word("Hur allvarligt",
                                                                         "How serious")),
                  tuple(rows), (0.14, 0.66, 0.2), titled=True)  # fmt: skip
    sections = (Section("kontroller", desk.word("Alla kontroller", "All checks"), (table,)),)
    lead = line(Linked(desk.word("Se vad de finner i uppgifterna", "See what they find"),
                       to="/kontroller"), ".")  # fmt: skip
    return Page(visit.word("Kontrollerna", "The checks"), sections, lead=lead, tab="about")


def is_own_check(shelf: Shelf, visit: Visit, iri: str) -> bool:
    """Whether an IRI is that of an extension's check, which no statement is about."""
    spaces = _spaces(shelf)
    return iri.startswith(spaces) and iri in read_shapes(shelf.store, visit.view)


def shape(shelf: Shelf, visit: Visit, iri: str) -> Page:
    """One check: what it asks, how serious it is, and its parts.

    Raises:
        Missing: there is no such check.
    """
    desk = WebDesk(shelf, visit.view, visit.lang)
    known = read_shapes(desk.store, desk.view)
    if iri not in known:
        raise Missing(iri)
    one = known[iri]
    parts_ = [s for name, s in known.items() if s.id == one.id and name != iri]
    rows = tuple(Row((cell(Words(s.message.get(desk.lang))),
                      cell(desk.say(SEVERITY_WORDS[s.severity])))) for s in (one, *parts_)
                 if s.message.get(desk.lang))  # fmt: skip
    table = Table(desk.word("Vad den säger", "What it says"),
                  (desk.word("När den slår till", "When it strikes"),
                   desk.word("Hur allvarligt", "How serious")), rows, (0.75, 0.25),
                  titled=True)  # fmt: skip
    sections = (Section("sager", desk.word("Vad den säger", "What it says"), (table,)),)
    facts = ((desk.word("Beteckning", "Identifier"), line(Words(iri, code=True))),)
    lead = line(Linked(desk.word("Se vad kontrollerna finner", "See what the checks find"),
                       to="/kontroller"), ".")  # fmt: skip
    name = one.title.get(desk.lang)
    return Page(f"{one.id} {name}".strip(), sections, eyebrow=desk.word("Kontroll", "Check"),
                lead=lead, facts=facts, tab="about")  # fmt: skip
