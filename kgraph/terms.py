"""RDF terms as plain Python values, and the names of the vocabularies the product uses.

The store's engine and the SHACL engines each have term classes of their own. None of them leaves
its module: between modules travel these three.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

BASE = "https://w3id.org/kompsam/"


class Iri(str):
    """An IRI. A string that knows it is one."""

    __slots__ = ()


class Blank(str):
    """A blank node's label, valid inside one answer only. Stored data have none."""

    __slots__ = ()


class Namespace(str):
    """The part that the IRIs of one vocabulary share; ``KS("Goal")`` is one of them."""

    __slots__ = ()

    def __call__(self, local: str) -> Iri:
        """The IRI of a local name."""
        return _iri(self, local)


@lru_cache(8192)
def _iri(space: str, local: str) -> Iri:
    """An IRI; one that many statements have is one text in memory, and is put together once."""
    return Iri(f"{space}{local}")


XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
STRING = XSD("string")
LANG_STRING = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal: its text, and its language tag or datatype."""

    value: str
    datatype: str = STRING
    language: str = ""

    def __str__(self) -> str:
        """The text alone: what a person reads."""
        return self.value


Term = Iri | Blank | Literal
Subject = Iri | Blank
Triple = tuple[Subject, Iri, Term]
Quad = tuple[Subject, Iri, Term, Iri]

KS = Namespace(BASE + "def#")
ID = Namespace(BASE + "id/")
VOCAB = Namespace(BASE + "vocab/")
GRAPH = Namespace(BASE + "graph/")
SHAPES = Namespace(BASE + "shapes#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
DCT = Namespace("http://purl.org/dc/terms/")
PROV = Namespace("http://www.w3.org/ns/prov#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
ORG = Namespace("http://www.w3.org/ns/org#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
M8G = Namespace("http://data.europa.eu/m8g/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SH = Namespace("http://www.w3.org/ns/shacl#")
VANN = Namespace("http://purl.org/vocab/vann/")
FREQUENCY = Namespace("http://publications.europa.eu/resource/authority/frequency/")
CURRENCY = Namespace("http://publications.europa.eu/resource/authority/currency/")

DERIVED = GRAPH("derived")
REFERENCE_DATE = ID("other/reference-date")

THINGS = [
    "actor",
    "group",
    "forum",
    "strategy",
    "element",
    "assignment",
    "membership",
    "project",
    "product",
    "programme",
    "law",
    "territory",
    "source",
    "post",
    "label",
    "event",
    "evaluation",
    "coverage",
    "absence",
    "document",
    "indicator",
    "run",
    "other",
    "finding",
]
LISTS = [
    "role",
    "task-type",
    "modality",
    "element-type",
    "document-type",
    "actor-type",
    "sector",
    "level",
    "territory-type",
    "theme",
    "target-group",
    "review-status",
    "absence-kind",
    "relation-kind",
    "gap-status",
    "gap-reason",
    "disposition",
    "precision",
    "group-resolution",
    "mode",
    "responsibility-level",
    "finding-type",
]

PREFIXES: dict[str, str] = {
    "ks": KS,
    "shapes": SHAPES,
    "graph": GRAPH,
    **{kind: ID + kind + "/" for kind in THINGS},
    **{name: VOCAB + name + "/" for name in LISTS},
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "skosxl": SKOSXL,
    "dct": DCT,
    "prov": PROV,
    "foaf": FOAF,
    "org": ORG,
    "eli": ELI,
    "m8g": M8G,
    "dcat": DCAT,
    "sh": SH,
    "vann": VANN,
    "freq": FREQUENCY,
    "currency": CURRENCY,
}

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_FOLD = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u", "ø": "o", "æ": "a"})


def local_name(iri: str) -> str:
    """The last part of an IRI, after ``#`` or ``/``."""
    return re.split(r"[#/]", iri.rstrip("#/"))[-1]


def shorten(iri: str) -> str:
    """The IRI as ``prefix:local`` when a known prefix fits, else the IRI itself."""
    best = max(
        (p for p in PREFIXES if iri.startswith(PREFIXES[p])),
        key=lambda p: len(PREFIXES[p]),
        default=None,
    )
    if best is None:
        return iri
    local = iri[len(PREFIXES[best]) :]
    return f"{best}:{local}" if _LOCAL.fullmatch(local) else iri


def expand(name: str) -> Iri:
    """The IRI that ``prefix:local``, ``<iri>`` or a full IRI stands for.

    Raises:
        ValueError: the prefix is not a known one.
    """
    if name.startswith("<") and name.endswith(">"):
        name = name[1:-1]
    if "://" in name or name.startswith("urn:"):
        return Iri(name)
    prefix, colon, local = name.partition(":")
    if not colon or prefix not in PREFIXES:
        raise ValueError(name)
    return Iri(PREFIXES[prefix] + local)


def slug(text: str) -> str:
    """A label as the last part of an identifier (rule 1 of the identifiers).

    NFC, lower case, å ä → a, ö → o, é → e, & → och, other runs → ``-``, at most 80 characters.
    """
    plain = unicodedata.normalize("NFC", text).lower().replace("&", " och ").translate(_FOLD)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-")
