"""The proof of a finding, replayed from the data alone: rule, answers, passages, dates."""

from collections.abc import Sequence
from dataclasses import dataclass

from kgraph import queries
from kgraph.findings.gaps import upper
from kgraph.findings.grounds import rests_on
from kgraph.findings.kinds import KINDS, Kind
from kgraph.findings.material import Material
from kgraph.findings.rows import status_words
from kgraph.findings.value import STATUSES, Evidence, Finding
from kgraph.terms import RDF, local_name, shorten
from kgraph.wording import Text


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a proof, and what stands under it."""

    text: Text
    under: "tuple[Step, ...]" = ()


_STATEMENTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?passage ?s ?p ?o ?summary ?search ?status ?retrieved ?modified WHERE {{
  VALUES ?passage {{ {passages} }}
  VALUES ?s {{ {things} }}
  GRAPH ?passage {{ ?s ?p ?o }}
  OPTIONAL {{ ?passage ks:summary ?summary }}
  OPTIONAL {{ ?passage ks:searchFor ?search }}
  OPTIONAL {{ ?passage ks:reviewStatus ?status }}
  OPTIONAL {{
    ?passage prov:wasDerivedFrom ?source .
    OPTIONAL {{ ?source ks:retrievedOn ?retrieved }}
    OPTIONAL {{ ?source <http://purl.org/dc/terms/modified> ?modified }}
  }}
}}"""


def proof(material: Material, finding: Finding) -> Step:
    """The proof tree of a finding.

    Parameters:
        material: answers of the view in which it holds; the rows are looked up anew there.
        finding: what is to be proved.
    """
    kind = KINDS[finding.kind]
    held = sum(row_holds(material, part) for part in finding.evidence)
    n = len(finding.evidence)
    status: dict[str, Text] = {
        "confirmed": kind.confirmed,
        "silent": kind.silent,
        "unknown": kind.unknown,
    }
    why = status.get(finding.status, Text("Ingen lucka: nivån sägs.", "No gap: a level is told."))
    return Step(
        Text(f"{finding.id}: {finding.sentence.sv}", f"{finding.id}: {finding.sentence.en}"),
        (
            rule(kind, finding.number.formula),
            Step(Text(f"Varför så säkert: {why.sv}", f"Why so sure: {why.en}"),
                 _reading(material, finding)),
            Step(Text(f"Svar som det vilar på: {n}, varav {held} ges på nytt av frågan",
                      f"Answers it rests on: {n}, of which {held} the question gives anew"),
                 tuple(_answer(material, part) for part in finding.evidence)),
            _grounds(material, finding),
            Step(Text("Uppgifter och textställen", "Statements and passages"),
                 _passages(material, finding)),
            Step(Text(f"Försvinner om: {finding.vanishes.sv}",
                      f"Disappears if: {finding.vanishes.en}")),
        ),
    )  # fmt: skip


def rule(kind: Kind, formula: Text | None = None) -> Step:
    """What a kind reports, and what makes it confirmed, silent, unknown or no finding at all.

    Parameters:
        formula: of one finding, where the kind's own does not fit it.
    """
    said = formula or kind.formula
    told = [
        *((upper(status_words(kind, status)), getattr(kind, status)) for status in STATUSES),
        (Text("Tas inte med", "Left out"), kind.left_out),
    ]
    return Step(
        Text(f"Regel: {said.sv}", f"Rule: {said.en}"),
        tuple(Step(Text(f"{name.sv}: {what.sv}", f"{name.en}: {what.en}")) for name, what in told),
    )


def row_holds(material: Material, part: Evidence) -> bool:
    """Whether the question, asked again of the data, gives this row."""
    query = queries.find(material.names, part.query)
    bound = queries.bind(material.store, query, {}, material.view)
    answer = material.store.select(query.text, material.view, bound)
    wanted = dict(part.row)
    places = {c: answer.columns.index(c) for c in wanted if c in answer.columns}
    return any(
        all(("" if row[i] is None else str(row[i])) == wanted[c] for c, i in places.items())
        for row in answer.rows
    )


def _reading(material: Material, finding: Finding) -> tuple[Step, ...]:
    known = material.document(finding.document)
    name = material.name(finding.document) if finding.document else Text("", "")
    steps = []
    if known.covers:
        for_what = material.listed(known.covers, 12)
        steps.append(Step(Text(f"{name.sv} är läst i sin helhet för: {for_what.sv}",
                               f"{name.en} was read in full for: {for_what.en}")))  # fmt: skip
    if known.through:
        steps.append(Step(Text(f"{name.sv} gäller till och med {known.through}",
                               f"{name.en} holds through {known.through}")))  # fmt: skip
    for work in finding.unread:
        what = material.name(work)
        steps.append(Step(Text(f"Inte läst: {what.sv}", f"Not read: {what.en}")))
    return tuple(steps)


def _answer(material: Material, part: Evidence) -> Step:
    told = []
    for column, cell in part.row:
        if cell and not column.lower().endswith("evidence"):
            iris = cell.split(" ")
            named = (material.listed(iris, 3) if all(i.startswith("http") for i in iris)
                     else Text(cell, cell))  # fmt: skip
            told.append(Text(f"{column} = {named.sv}", f"{column} = {named.en}"))
    return Step(Text(f"kgraph query {part.query}: " + "; ".join(t.sv for t in told),
                     f"kgraph query {part.query}: " + "; ".join(t.en for t in told)))  # fmt: skip


def _grounds(material: Material, finding: Finding) -> Step:
    """The statements that the finding falls or weakens without."""
    triples = rests_on(material, finding)
    n = len(triples)
    return Step(
        Text(f"Faller eller försvagas utan någon av dessa uppgifter: {n}",
             f"Falls or weakens without any of these statements: {n}"),
        tuple(_said(material, *triple) for triple in triples),
    )  # fmt: skip


def _said(material: Material, s: str, p: str, o: object) -> Step:
    value = str(o)
    what = material.name(value) if value.startswith("http") else Text(value, value)
    subject, relation = material.name(s), material.name(p)
    if p == RDF("type"):
        relation = Text("är", "is")
    return Step(Text(f"{subject.sv} – {relation.sv} – {what.sv}",
                     f"{subject.en} – {relation.en} – {what.en}"))  # fmt: skip


def _passages(material: Material, finding: Finding) -> tuple[Step, ...]:
    things = {f"<{t}>" for t in _named_things(finding)}
    passages = [f"<{p}>" for p in finding.passages]
    if not passages or not things:
        return ()
    text = _STATEMENTS.format(passages=" ".join(passages), things=" ".join(sorted(things)))
    by_passage: dict[str, list[Sequence[str]]] = {}
    for row in material.store.select(text, material.view).rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        by_passage.setdefault(cells[0], []).append(cells[1:])
    return tuple(
        _passage(material, passage, by_passage.get(passage, [])) for passage in finding.passages
    )


def _named_things(finding: Finding) -> set[str]:
    cells = {cell for part in finding.evidence for _, cell in part.row}
    listed = {iri for cell in cells for iri in cell.split(" ") if iri.startswith("http")}
    return {iri for iri in listed | set(finding.affects) if "/id/" in iri}


def _passage(material: Material, passage: str, rows: Sequence[Sequence[str]]) -> Step:
    place = material.name(passage)
    steps = []
    if rows:
        _, _, _, summary, search, status, retrieved, modified = rows[0]
        dates = ", ".join(filter(None, [
            f"mottagen {retrieved}" if retrieved else "", f"ändrad {modified}" if modified else "",
        ]))  # fmt: skip
        english = ", ".join(filter(None, [
            f"received {retrieved}" if retrieved else "", f"changed {modified}" if modified else "",
        ]))  # fmt: skip
        checked = material.name(status) if status else Text("", "")
        steps.append(Step(Text(f"{summary} [sök: {search}; {checked.sv}; {dates}]",
                               f"{summary} [search: {search}; {checked.en}; {english}]")
                          ))  # fmt: skip
    for row in sorted(rows, key=tuple):
        s, p, o = row[:3]
        if local_name(p) not in ("summary", "prefLabel", "type"):
            said = material.name(o) if o.startswith("http") else Text(o, o)
            subject, relation = material.name(s), material.name(p)
            steps.append(Step(Text(f"{subject.sv} – {relation.sv} – {said.sv}",
                                   f"{subject.en} – {relation.en} – {said.en}")))  # fmt: skip
    return Step(Text(f"{place.sv} ({shorten(passage)})", f"{place.en} ({shorten(passage)})"),
                tuple(dict.fromkeys(steps)))  # fmt: skip


def to_text(step: Step, lang: str, depth: int = 0) -> str:
    """A proof for a terminal, each level further in."""
    lines = ["  " * depth + ("- " if depth else "") + step.text.get(lang)]
    return (
        "\n".join([*lines, *(to_text(s, lang, depth + 1).rstrip("\n") for s in step.under)]) + "\n"
    )


def to_dict(step: Step, lang: str) -> dict[str, object]:
    """A proof as JSON."""
    return {"text": step.text.get(lang), "under": [to_dict(s, lang) for s in step.under]}
