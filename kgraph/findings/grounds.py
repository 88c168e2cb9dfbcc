"""What a finding rests on, statement by statement: take any one away and it falls or weakens."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kgraph.findings.kinds import KINDS
from kgraph.findings.material import Material
from kgraph.findings.value import Evidence, Finding
from kgraph.terms import ELI, KS, RDF, Iri, Term, Triple

_TYPE, _PART = RDF("type"), KS("partOfStrategy")
_ENDS = (KS("validThrough"), ELI("date_no_longer_in_force"))
# Question -> the column of what it is asked of, and which statements on it the question reads.
_READS: Mapping[str, tuple[str, tuple[Iri, ...]]] = {
    "gap-responsibility": ("element", (_TYPE, _PART)),
    "goal-means": ("", (_TYPE, _PART)),
    "findings/parts-not-taken-up": ("parts", (_TYPE, _PART)),
    "vertical-coverage": ("priority", (_TYPE, _PART)),
    "findings/unmeasured": ("item", (_TYPE,)),
    "follow-up": ("strategy", (_TYPE,)),
    "funding": ("item", (_TYPE,)),
    "forum-coverage": ("element", (_TYPE, _PART)),
    "mandate-without-delivery": ("mandate", (_TYPE,)),
    "responsibility-without-mandate": ("responsibility", (_TYPE,)),
    "findings/basis-not-read": ("responsibility", (_TYPE,)),
    "collaborative-gap": ("elements", (_PART,)),
    "representation-gap": ("elements", (_PART,)),
    "integrative-gap": ("elements", (_PART,)),
    "forum-composition": ("forum", (_TYPE,)),
    "findings/duties-to-follow": ("mandate", (_TYPE,)),
    "findings/documents": ("document", (_TYPE,)),
    "findings/stated-lacks": ("item", (_TYPE, _PART, KS("elementType"))),
    "findings/named-not-described": ("item", (_TYPE,)),
    "findings/depends-on-others": ("element", (_PART,)),
    "expired-and-stale": ("item", ()),
}
# Told beside, for whoever looks where it would stand: the finding stands without it.
_BESIDE = {("follow-up", "indikator")}
_CLASSES = frozenset(
    KS(name) for name in (
        "Goal", "Priority", "Measure", "Project", "Strategy", "Forum", "Mandate", "Responsibility",
        "Challenge", "AbsenceStatement",
    )
)  # fmt: skip
_ABOUT = """
SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {things} }} VALUES ?p {{ {predicates} }} ?s ?p ?o }}"""
_COVERAGE = """PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?coverage ?subject ?relation WHERE {{
  VALUES ?subject {{ {things} }}
  ?coverage a ks:CoverageStatement ; ks:coversSubject ?subject ; ks:coversRelation ?relation .
}}"""
_SAID = """PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX absence-kind: <https://w3id.org/kompsam/vocab/absence-kind/>
SELECT ?absence ?about ?relation WHERE {{
  VALUES ?about {{ {things} }}
  ?absence ks:about ?about ; ks:absentRelation ?relation ;
    ks:absenceKind absence-kind:explicitly-none .
}}"""


def rests_on(material: Material, finding: Finding) -> tuple[Triple, ...]:
    """The statements that a finding falls or weakens without, each once, in order.

    What it is about and what makes it sure: that the thing is there, the end that is stated, and
    where silence counts that the document was read in full, or where a source says that there is
    none, that it says so. A statement that another one repeats in other words is left out.
    """
    found: list[Triple] = []
    for part in finding.evidence:
        if (part.query, finding.aspect) not in _BESIDE:
            found += _read(material, part)
    if finding.kind == "ovl-01":
        found += _mandates(material, finding)
    if finding.status == "silent":
        found += _coverage(material, finding)
    if finding.status == "confirmed":
        found += _absence(material, finding)
    return tuple(dict.fromkeys(found))


def _mandates(material: Material, finding: Finding) -> list[Triple]:
    """The mandates that stand in every pair: with several pairs, the others each suffice."""
    pairs = [{cell for c, cell in part.row if c in ("m1", "m2")} for part in finding.evidence]
    common = set[str].intersection(*pairs) if pairs else set()
    rows = _ask(material, _ABOUT, things=_values(common), predicates=_values([_TYPE]))
    return [(s, p, o) for s, p, o in rows if isinstance(s, Iri) and isinstance(p, Iri)
            and o in _CLASSES]  # fmt: skip


def _values(things: Iterable[str]) -> str:
    return " ".join(f"<{thing}>" for thing in sorted(set(things)))


def _ask(material: Material, text: str, **values: str) -> list[tuple[Term | None, ...]]:
    return [tuple(row) for row in material.store.select(text.format(**values), material.view).rows]


def _read(material: Material, part: Evidence) -> list[Triple]:
    column, predicates = _READS.get(part.query, ("", ()))
    row = dict(part.row)
    if row.get("counted") == "true" and part.query == "funding":
        return []  # money for the whole, told beside: the finding stands without it
    things = (
        row.get(column, "").split(" ") if column else [row.get("end") or row.get("measure", "")]
    )
    if part.query == "goal-means" and row.get("endKind") == "none":
        things = [row["measure"]]
    if part.query == "expired-and-stale":
        things, predicates = [row["other"] or row["item"]], _ENDS
    named = _values(t for t in things if t.startswith("http"))
    if not named or not predicates:
        return []
    rows = _ask(material, _ABOUT, things=named, predicates=_values(predicates))
    return [
        (s, p, o)
        for s, p, o in rows
        if isinstance(s, Iri) and isinstance(p, Iri) and o is not None
        if p != _TYPE or o in _CLASSES
    ]


def _subjects(finding: Finding) -> set[str]:
    """What a finding speaks of: its things, its document, and what its answers name."""
    cells = {cell for part in finding.evidence for _, cell in part.row}
    named = {iri for cell in cells for iri in cell.split(" ") if "/id/" in iri}
    return named | set(finding.affects) | set(finding.documents)


def _coverage(material: Material, finding: Finding) -> list[Triple]:
    """The coverage statements, where a single one says that a thing was read in full."""
    about = {s for s in _subjects(finding) if s.startswith("http")}
    if finding.kind == "gap-05":
        about |= {d for d, k in material.documents.items() if k.region == finding.region}
    by_relation: dict[str, set[Triple]] = defaultdict(set)
    for coverage, _, relation in _ask(material, _COVERAGE, things=_values(about)):
        slug = str(relation).rpartition("/")[2]
        if isinstance(coverage, Iri) and relation is not None:
            by_relation[slug].add((coverage, KS("coversRelation"), relation))
    wanted = _relations(finding)
    return [t for r, ts in sorted(by_relation.items()) if r in wanted and len(ts) == 1 for t in ts]


def _relations(finding: Finding) -> tuple[str, ...]:
    """What must be read in full for this very finding, of what its kind may need."""
    own = {
        ("gap-04", "mal"): ("insatser",), ("gap-04", "insats"): ("mal",),
        ("gap-04", "ovanfor"): ("mal", "insatser"),
        ("gap-06", "indikator"): ("indikatorer",),
    }  # fmt: skip
    relations = KINDS[finding.kind].relations
    if finding.kind == "gap-06":
        relations = ("uppfoljning",)
    if finding.kind == "gap-15":
        what = finding.affects[0].split("/")[-2]
        relations = ({"forum": "medlemskap", "project": "insatser"}.get(what, "mal"),)
    return own.get((finding.kind, finding.aspect), relations)


def _absence(material: Material, finding: Finding) -> list[Triple]:
    """Where a single source says that there is none, that it says so."""
    about = {s for s in _subjects(finding) if s.startswith("http")}
    relations = KINDS[finding.kind].relations
    rows = _ask(material, _SAID, things=_values(about)) if relations else []
    said: list[Triple] = [
        (absence, KS("about"), thing)
        for absence, thing, relation in rows
        if isinstance(absence, Iri) and thing is not None
        if str(relation).rpartition("/")[2] in relations
    ]
    return said if len(said) == 1 else []
