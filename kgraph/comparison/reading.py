"""What was read of each county: its documents, the pages of its bodies, and those bodies."""

from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.comparison.value import ORDER, County, DocumentRead
from kgraph.errors import UsageError
from kgraph.findings import Material
from kgraph.queries import resolve
from kgraph.store import Store, View
from kgraph.terms import local_name
from kgraph.wording import Text, collation_key, dated

_COUNTIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT ?county WHERE { ?county ks:territoryType territory-type:lan }"""
_DATES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?document ?type ?adopted ?precision ?from ?through ?known ?modified WHERE {
  VALUES ?class { ks:Strategy ks:GoverningDocument }
  ?document a ?class .
  OPTIONAL { ?document ks:documentType ?type }
  OPTIONAL { ?document ks:adoptedOn ?adopted }
  OPTIONAL { ?document ks:adoptedPrecision ?precision }
  OPTIONAL { ?document ks:validFrom ?from }
  OPTIONAL { ?document ks:validThrough ?through }
  OPTIONAL { ?document ks:datePrecision ?known }
  OPTIONAL { ?source ks:represents ?document ; ks:loaded true ; dct:modified ?modified }
}"""
_PAGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?source ?region ?modified WHERE {
  ?source a ks:SourceDocument ; ks:loaded true ;
    dct:publisher/org:unitOf?/dct:spatial/ks:within ?region .
  OPTIONAL { ?source dct:modified ?modified }
  OPTIONAL { ?source ks:represents ?work }
  FILTER(!BOUND(?work))
}"""
_PASSAGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?passage ?source WHERE { ?passage a ks:AssertionGraph ; prov:wasDerivedFrom ?source }"""
_BODIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT DISTINCT ?region ?body WHERE {
  ?body org:unitOf?/dct:spatial/ks:within ?region .
  ?region ks:territoryType territory-type:lan .
}"""
_SHARED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX actor-type: <https://w3id.org/kompsam/vocab/actor-type/>
SELECT DISTINCT ?group ?region WHERE {
  ?group a ks:ActorGroup ; ks:groupMemberType actor-type:region ; dct:spatial ?area .
  ?region ks:within ?area .
  FILTER(?region != ?area)
}"""
_PROJECTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?project ?region WHERE { ?project a ks:Project ; dct:spatial/ks:within ?region }"""
_PAGE = Text("webbsida", "web page")
Pairs = dict[str, set[str]]


@dataclass(frozen=True)
class Reading:
    """Facts of where things belong, each asked once.

    Parameters:
        material: the named questions' answers.
        pages: by county the pages of its bodies, with the date they give.
        bodies: by county its own bodies; ``shared`` the groups of all regions.
        projects: by county its projects.
        passages: by source its passages.
    """

    material: Material
    pages: dict[str, dict[str, str]]
    bodies: Pairs
    shared: Pairs
    projects: Pairs
    passages: Pairs

    def documents(self, county: str) -> list[str]:
        """The documents of a county."""
        return [d for d, known in self.material.documents.items() if known.region == county]


def read(material: Material) -> Reading:
    """Read where things belong."""
    store, view = material.store, material.view
    pages: dict[str, dict[str, str]] = {}
    for source, region, modified in store.select(_PAGES, view).rows:
        pages.setdefault(str(region), {})[str(source)] = str(modified) if modified else ""
    return Reading(
        material,
        pages,
        _pairs(store, view, _BODIES),
        _pairs(store, view, _SHARED, swap=True),
        _pairs(store, view, _PROJECTS, swap=True),
        _pairs(store, view, _PASSAGES, swap=True),
    )


def _pairs(store: Store, view: View, text: str, swap: bool = False) -> Pairs:
    """Two columns as sets by the first, or by the second."""
    found: Pairs = {}
    for one, other in store.select(text, view).rows:
        key, value = (other, one) if swap else (one, other)
        found.setdefault(str(key), set()).add(str(value))
    return found


def find_counties(store: Store, view: View, names: Sequence[str]) -> list[str]:
    """The counties that a person names, in their order.

    Raises:
        UsageError: fewer than two, one of them twice, one that is unknown (near ones are
            offered), or an area that is no county.
    """
    known = {str(row[0]) for row in store.select(_COUNTIES, view).rows}
    found: list[str] = []
    for name in names:
        iri = str(resolve(store, name, view, "Territory"))
        if iri not in known:
            raise UsageError(
                Text(f"{name} är inget län.", f"{name} is no county."),
                "kgraph compare",
                Text("Län jämförs med län, till exempel jonkopings-lan.",
                     "Counties are compared with counties, such as jonkopings-lan."),
            )  # fmt: skip
        if iri in found:
            raise UsageError(
                Text(f"{name} står två gånger.", f"{name} stands twice."),
                "kgraph compare",
                Text("Ange varje län en gång.", "Name each county once."),
            )
        found.append(iri)
    if len(found) < 2:
        raise UsageError(
            Text("Ett ensamt län har inget att jämföras med.",
                 "A county alone has nothing to be compared with."),
            "kgraph compare",
            Text("Ange minst två: kgraph compare jonkopings-lan kronobergs-lan",
                 "Name two at least: kgraph compare jonkopings-lan kronobergs-lan"),
        )  # fmt: skip
    return found


def make_county(reading: Reading, county: str) -> County:
    """A county with its documents and pages: those read, entered, the pages, those only cited."""
    material = reading.material
    dates = _dates(material)
    found = [_document(reading, iri, dates.get(iri, {})) for iri in reading.documents(county)]
    for source, modified in reading.pages.get(county, {}).items():
        passages = tuple(sorted(reading.passages.get(source, ())))
        found.append(
            DocumentRead(
                source,
                material.name(source),
                _PAGE,
                "page",
                _dated("", modified),
                "",
                False,
                (),
                passages,
            )
        )
    found.sort(key=lambda d: (ORDER.index(d.how), collation_key(d.label.sv)))
    return County(county, material.name(county), tuple(found))


def _dated(adopted: str, modified: str) -> Text:
    """A document's own date in words."""
    if adopted:
        day = dated(adopted)
        return Text(f"beslutad {day.sv}", f"approved {day.en}")
    if modified:
        day = dated(modified)
        return Text(f"ändrad {day.sv}", f"modified {day.en}")
    return Text("odaterad", "undated")


def _as_known(day: str, precision: str) -> str:
    """A date as closely as the source gives it: a year is no first of January.

    Parameters:
        day: year-month-day, or empty.
        precision: value of the list ``precision``, or empty for a day.
    """
    return day[: {"year": 4, "month": 7}.get(local_name(precision), 10)]


def _dates(material: Material) -> dict[str, dict[str, str]]:
    answer = material.store.select(_DATES, material.view)
    found: dict[str, dict[str, str]] = {}
    for row in sorted(answer.rows, key=repr):
        cells = {c: str(v) for c, v in zip(answer.columns, row, strict=True) if v is not None}
        found.setdefault(cells["document"], cells)
    return found


def _document(reading: Reading, iri: str, dates: dict[str, str]) -> DocumentRead:
    material = reading.material
    known = material.documents[iri]
    through = dates.get("through", "")
    start = dates.get("from", "")
    known_to = dates.get("known", "")
    shown = [_as_known(day, known_to) or "…" for day in (start, through)]
    period = "–".join(shown) if start or through else ""
    copies = known.copies or known.unread
    passages = {p for copy in copies for p in reading.passages.get(copy, ())}
    return DocumentRead(
        iri,
        material.name(iri),
        material.name(dates["type"]) if "type" in dates else Text("dokument", "document"),
        "read" if known.loaded else "entered" if passages else "cited",
        _dated(
            _as_known(dates.get("adopted", ""), dates.get("precision", "")),
            dates.get("modified", ""),
        ),
        period,
        bool(through) and through < material.view.as_of.isoformat(),
        tuple(material.name(relation) for relation in known.covers),
        tuple(sorted(passages)),
    )
