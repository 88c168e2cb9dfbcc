"""The proof of a finding, replayed from the data alone: rule, answers, passages, dates."""

from collections.abc import Iterable
from typing import Any

from kgraph import queries
from kgraph.errors import UsageError
from kgraph.findings.detect import Filters, Findings, one
from kgraph.findings.dispositions import read_dispositions
from kgraph.findings.forms.data import finding_dict
from kgraph.findings.forms.words import disposition_words, number_words, state_words
from kgraph.findings.gaps import upper
from kgraph.findings.grounds import rests_on
from kgraph.findings.kinds import KINDS, Kind
from kgraph.findings.material import Material, parts
from kgraph.findings.rows import status_words
from kgraph.findings.statements import Step, in_swedish, named, passage_steps, plain, stated
from kgraph.findings.value import CANNOT_SAY, STATUSES, Disposition, Evidence, Finding
from kgraph.headings import heading
from kgraph.phrasing import phrases
from kgraph.project import Project
from kgraph.store import Store, View
from kgraph.terms import Term, local_name
from kgraph.wording import Text


def find_proof(
    project: Project, store: Store, view: View, name: str, lang: str
) -> tuple[Step, dict[str, Any]]:
    """The proof of the finding that a name means, and the same facts for a program.

    What is on record of a finding that no longer holds is told as such.

    Raises:
        UsageError: no finding and no record has the name; near ones are offered.
    """
    try:
        finding, material = one(project, store, view, name)
    except UsageError:
        record = read_dispositions(store, view).get(name.removeprefix("finding:").strip())
        if record is None:
            raise
        return _left_over(Material(project, store, view), record)
    alone = _alone(material, (finding,))
    return proof(material, finding), {"finding": finding_dict(alone, finding, lang)}


def _alone(material: Material, found: tuple[Finding, ...] = ()) -> Findings:
    return Findings(found, (), (), Filters(), material)


def _left_over(material: Material, record: Disposition) -> tuple[Step, dict[str, Any]]:
    """A record whose finding does not hold in the view."""
    about, words = material.listed(record.affects), disposition_words(record, _alone(material))
    tree = Step(
        Text(f"{record.finding}: fyndet finns inte längre i vyn; anteckningen är kvar.",
             f"{record.finding}: the finding no longer holds in the view; its record stays."),
        (Step(upper(words)), Step(Text(f"Gällde: {about.sv}", f"Was about: {about.en}"))),
    )  # fmt: skip
    told = {
        "id": record.finding,
        "kind": record.kind,
        "disposition": record.state,
        "affects": list(record.affects),
        "replies": [
            {"body": r.body, "date": r.date, "reference": r.reference} for r in record.replies
        ],
    }
    return tree, {"finding": None, "record": told}


def _head(material: Material, finding: Finding) -> tuple[Step, ...]:
    """How sure, the number under each group mode, what to ask and where, what was decided."""
    sure = state_words(finding)
    where = material.name(finding.forum) if finding.forum else None
    ask = finding.question
    steps = [
        Step(Text(f"Hur säkert: {sure.sv}", f"How sure: {sure.en}")),
        Step(upper(number_words(finding))),
        Step(Text(f"Fråga: {ask.sv}" + (f" (i {where.sv})" if where else ""),
                  f"Ask: {ask.en}" + (f" (in {where.en})" if where else ""))),
    ]  # fmt: skip
    if finding.disposition:
        steps.append(Step(upper(disposition_words(finding.disposition, _alone(material)))))
    return tuple(steps)


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
            *_head(material, finding),
            rule(kind, finding.number.formula),
            Step(Text(f"Varför så säkert: {why.sv}", f"Why so sure: {why.en}"),
                 _reading(material, finding)),
            Step(Text(f"Svar som det vilar på: {n}, varav {held} ges på nytt av frågan",
                      f"Answers it rests on: {n}, of which {held} the question gives anew"),
                 (*(_answer(material, part) for part in finding.evidence),
                  *_may_change(material, finding))),
            _grounds(material, finding),
            Step(Text("Uppgifter och textställen", "Statements and passages"),
                 passage_steps(material, finding)),
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
    """Whether the question, asked again of the data, gives this row; lists in any order."""
    query = queries.find(material.names, part.query)
    bound = queries.bind(material.store, query, {}, material.view)
    answer = material.store.select(query.text, material.view, bound)
    wanted = {column: parts(cell) for column, cell in part.row}
    places = {c: answer.columns.index(c) for c in wanted if c in answer.columns}
    return any(
        all(parts("" if row[i] is None else str(row[i])) == wanted[c] for c, i in places.items())
        for row in answer.rows
    )


def _reading(material: Material, finding: Finding) -> tuple[Step, ...]:
    steps = []
    for document in finding.documents:
        known, name = material.document(document), material.name(document)
        if known.covers:
            for_what = material.listed(known.covers, 12)
            steps.append(Step(Text(f"{name.sv} är läst i sin helhet för: {for_what.sv}",
                                   f"{name.en} was read in full for: {for_what.en}")))  # fmt: skip
        if known.through:
            through = material.told_date(known.through, [document])
            steps.append(Step(Text(f"{name.sv} gäller till och med {through.sv}",
                                   f"{name.en} holds through {through.en}")))  # fmt: skip
    for work in finding.unread:
        what = material.name(work)
        steps.append(Step(Text(f"Inte läst: {what.sv}", f"Not read: {what.en}")))
    return tuple(steps)


def _may_change(material: Material, finding: Finding) -> tuple[Step, ...]:
    """That an answer of what is not mentioned holds for what was read, and what may change it."""
    told = {local_name(cell) for part in finding.evidence for _, cell in part.row}
    if finding.status != "unknown" or "silent" not in told or not finding.unread:
        return ()
    what = material.listed(finding.unread, 2)
    return (Step(Text(
        f"Att det inte nämns gäller det lästa; {what.sv} är inte läst och kan ändra svaret.",
        f"That it is not mentioned holds for what was read; {what.en} was not read and may change "
        "the answer.")),)  # fmt: skip


def _answer(material: Material, part: Evidence) -> Step:
    told = []
    codes = queries.find(material.names, part.query).codes
    things = sorted({iri for _, cell in part.row for iri in cell.split(" ") if "/id/" in iri})
    texts = [cell for _, cell in part.row if not cell.startswith("http")]
    known = phrases(material.store, material.view, texts)
    for column, cell in part.row:
        if cell and not column.lower().endswith("evidence"):
            iris = cell.split(" ")
            named = (
                material.listed(iris, 3)
                if all(i.startswith("http") for i in iris)
                else codes.get(cell)
                or _plainly(material, known.get(cell, Text(cell, cell)), things)
            )
            told.append(Text(*(f"{heading(column, lang)}: {named.get(lang)}"
                               for lang in ("sv", "en"))))  # fmt: skip
    asked = f"(kgraph query {part.query})"
    return Step(Text("; ".join(t.sv for t in told) + f" {asked}",
                     "; ".join(t.en for t in told) + f" {asked}"))  # fmt: skip


def _plainly(material: Material, text: Text, things: Iterable[str]) -> Text:
    """A cell that names nothing: what stands in both languages so, else as a plain value."""
    return text if text.en != text.sv else plain(material, text.sv, things)


def _grounds(material: Material, finding: Finding) -> Step:
    """The statements that the finding falls or weakens without."""
    triples = rests_on(material, finding)
    n = len(triples)
    several = [more] if (more := _several(finding)) else []
    if not triples:
        return Step(_no_single_one(finding))
    return Step(
        Text(f"Faller eller försvagas utan någon av dessa uppgifter: {n}",
             f"Falls or weakens without any of these statements: {n}"),
        (*(_said(material, *triple) for triple in triples), *(Step(t) for t in several)),
    )  # fmt: skip


def _several(finding: Finding) -> Text | None:
    """Where several answers carry a finding and one of them would do, that it is so."""
    n = len(finding.evidence)
    if finding.kind != "ovl-01" or n < 2:
        return None
    return Text(f"Därutöver bär {n} par av uppdrag det, och vart och ett räcker.",
                f"Beyond that {n} pairs of mandates carry it, and each of them suffices."
                )  # fmt: skip


def _no_single_one(finding: Finding) -> Text:
    """What carries a finding that stands without any one statement."""
    n = len(finding.evidence)
    if finding.aspect == CANNOT_SAY:
        return Text("Ingen ensam uppgift bär det: det vilar på vad som inte är läst.",
                    "No single statement carries it: it rests on what was not read.")  # fmt: skip
    if n > 1:
        if finding.kind == "ovl-01":
            return Text(
                f"Ingen ensam uppgift bär det: {n} par av uppdrag gör det, och vart och ett "
                "räcker.",
                f"No single statement carries it: {n} pairs of mandates do, and each of them "
                "suffices.",
            )
        return Text(
            f"Ingen ensam uppgift bär det: {n} svar gör det tillsammans, och utan något av dem "
            "försvagas eller faller det.",
            f"No single statement carries it: {n} answers do together, and without any of them "
            "it weakens or falls.",
        )
    return Text("Det vilar på svaret ovan, och faller eller försvagas utan det.",
                "It rests on the answer above, and falls or weakens without it.")  # fmt: skip


def _said(material: Material, s: str, p: str, o: Term) -> Step:
    value = str(o)
    what = named(material, value) if value.startswith("http") else plain(material, value, [s])
    if in_swedish(o):
        what = phrases(material.store, material.view, [value])[value]
    swedish = (value,) if in_swedish(o) and what.en == value else ()
    return Step(stated(material, s, p, what), swedish=swedish)


def to_text(step: Step, lang: str, depth: int = 0) -> str:
    """A proof for a terminal, each level further in."""
    lines = ["  " * depth + ("- " if depth else "") + step.text.get(lang)]
    return (
        "\n".join([*lines, *(to_text(s, lang, depth + 1).rstrip("\n") for s in step.under)]) + "\n"
    )


def to_dict(step: Step, lang: str) -> dict[str, object]:
    """A proof as JSON."""
    return {"text": step.text.get(lang), "under": [to_dict(s, lang) for s in step.under]}
