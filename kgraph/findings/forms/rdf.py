"""Findings as RDF: Turtle, RDF/XML, N-Triples, TriG and JSON-LD."""

from kgraph.findings.detect import Findings
from kgraph.findings.forms.words import left_out, left_out_words
from kgraph.findings.kinds import KINDS
from kgraph.findings.value import Evidence, Finding
from kgraph.store.answering import quads_of
from kgraph.store.writing import serialise
from kgraph.terms import DCT, GRAPH, KS, PROV, RDF, SKOS, VOCAB, XSD, Iri, Literal, Quad, Term, slug

FINDINGS_GRAPH = GRAPH("findings")
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def to_quads(result: Findings) -> list[Quad]:
    """Every finding as ``ks:Finding`` in ``graph/findings``; its evidence in a graph of its own.

    The evidence of a finding stands in ``graph/finding/ID``: a row for each answer that it rests
    on, with the question's name, the passages, and the cells in the W3C's result-set vocabulary.
    What is on record about a finding stands beside it; where nothing is, nothing is said. Where a
    limit has left findings out, ``ks:leftOut`` tells how many of the kind, and a note on the graph
    tells it in words.
    """
    quads = [
        quad
        for finding in result.found
        for quad in (*_finding_quads(result, finding), *_evidence_quads(finding))
    ]
    return [*quads, *_left_out_quads(result)]


def _left_out_quads(result: Findings) -> list[Quad]:
    """Of each kind that lacks findings here how many, and the same in words."""
    said: list[tuple[Iri, Iri, Term]] = [
        (KINDS[kind].iri, KS("leftOut"), Literal(str(n), XSD("integer")))
        for kind, n in left_out(result).items()
    ]
    for words in left_out_words(result):
        said += [
            (FINDINGS_GRAPH, SKOS("note"), _spoken(words.sv, "sv")),
            (FINDINGS_GRAPH, SKOS("note"), _spoken(words.en, "en")),
        ]
    return [(*triple, FINDINGS_GRAPH) for triple in said]


def _finding_quads(result: Findings, finding: Finding) -> list[Quad]:
    kind = KINDS[finding.kind]
    said: list[tuple[Iri, Term]] = [
        (RDF("type"), KS("Finding")),
        (KS("findingType"), kind.iri),
        (KS("score"), _decimal(finding.number.value)),
        (KS("asOf"), Literal(result.view.as_of.isoformat(), XSD("date"))),
        (KS("computedBy"), Literal(_computed_by(finding))),
        *((KS("affects"), Iri(thing)) for thing in finding.affects),
        *((PROV("wasDerivedFrom"), Iri(passage)) for passage in finding.passages),
        *((DCT("source"), Iri(document)) for document in finding.documents),
        *((DCT("spatial"), Iri(area)) for area in finding.regions),
        *((DCT("relation"), Iri(work)) for work in finding.unread),
        *((KS("restsOn"), _row_iri(finding, n)) for n, _ in enumerate(finding.evidence, 1)),
        *_state(finding),
    ]
    for prop, text in (
        (SKOS("prefLabel"), finding.sentence),
        (SKOS("definition"), finding.number.formula),
        (SKOS("scopeNote"), finding.vanishes),
        (SKOS("note"), finding.question),
    ):
        said += [(prop, _spoken(text.sv, "sv")), (prop, _spoken(text.en, "en"))]
    return [(finding.iri, p, o, FINDINGS_GRAPH) for p, o in said]


def _state(finding: Finding) -> list[tuple[Iri, Term]]:
    """How sure, at which level, which overlap, and what is on record."""
    said: list[tuple[Iri, Term]] = []
    if finding.status:
        said.append((KS("gapStatus"), VOCAB("gap-status/" + finding.status)))
    if finding.reason:
        said.append((KS("gapReason"), VOCAB("gap-reason/" + finding.reason)))
    if finding.level or not finding.status:
        said.append((KS("foundLevel"), Literal(finding.level or "told")))
    if finding.relation:
        said.append((KS("overlapRelation"), Literal(finding.relation)))
    said += [(KS("coordinatedBy"), Iri(thing)) for thing in finding.coordinated]
    if finding.disposition:
        said.append((KS("disposition"), VOCAB("disposition/" + finding.state)))
    return said


def _evidence_quads(finding: Finding) -> list[Quad]:
    graph = GRAPH("finding/" + finding.id)
    return [
        (subject, prop, value, graph)
        for n, evidence in enumerate(finding.evidence, 1)
        for subject, prop, value in _row_triples(_row_iri(finding, n), evidence)
    ]


def _row_triples(row: Iri, evidence: Evidence) -> list[tuple[Iri, Iri, Term]]:
    made: list[tuple[Iri, Iri, Term]] = [
        (row, RDF("type"), KS("EvidenceRow")),
        (row, KS("fromQuery"), Literal(evidence.query)),
        *((row, PROV("wasDerivedFrom"), Iri(passage)) for passage in evidence.passages),
    ]
    for column, cell in evidence.row:
        if not cell or column in _PASSAGE_COLUMNS:
            continue
        binding = Iri(f"{row}-{slug(column)}")
        made += [
            (row, Iri(_RS + "binding"), binding),
            (binding, Iri(_RS + "variable"), Literal(column)),
            *((binding, Iri(_RS + "value"), value) for value in _cell_terms(cell)),
        ]
    return made


_PASSAGE_COLUMNS = ("evidence", "levelEvidence")


def _cell_terms(cell: str) -> list[Term]:
    """A cell's values: the things that it lists, or its text."""
    listed = cell.split(" ")
    if all(part.startswith(("http://", "https://")) for part in listed):
        return [Iri(part) for part in listed]
    return [Literal(cell)]


def _row_iri(finding: Finding, number: int) -> Iri:
    return Iri(f"{finding.iri}-{number}")


def _decimal(number: float) -> Literal:
    return Literal(f"{number:.3f}".rstrip("0").rstrip(".") or "0", XSD("decimal"))


def _computed_by(finding: Finding) -> str:
    """The questions that gave it, with the version."""
    from kgraph import __version__

    return " + ".join(sorted({e.query for e in finding.evidence})) + " " + __version__


def _spoken(text: str, lang: str) -> Literal:
    return Literal(text, RDF("langString"), lang)


def to_turtle(result: Findings, lang: str) -> str:
    """Findings as Turtle, valid by shapes SH-53 and SH-71; Turtle has no graphs, so all is one."""
    return serialise(to_quads(result), "turtle").decode()


def to_rdfxml(result: Findings, lang: str) -> str:
    """Findings as RDF/XML, which has no graphs either."""
    return serialise(to_quads(result), "rdfxml").decode()


def to_ntriples(result: Findings, lang: str) -> str:
    """Findings as N-Triples: each statement once, sorted."""
    return quads_of(to_quads(result), "ntriples").decode()


def to_trig(result: Findings, lang: str) -> str:
    """Findings as TriG, each with its evidence in a graph of its own."""
    return serialise(to_quads(result), "trig").decode()


def to_jsonld(result: Findings, lang: str) -> str:
    """Findings as JSON-LD, each with its evidence in a graph of its own."""
    return serialise(to_quads(result), "jsonld").decode() + "\n"
