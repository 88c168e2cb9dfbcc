"""GAP-07: no stated funding of its own."""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from kgraph.findings.gaps.words import by, thing, upper
from kgraph.findings.making import UNREAD_REASONS, Draft, draft, finished, whole_or_each
from kgraph.findings.material import Material, Row, evidence_of, parts
from kgraph.findings.value import Finding
from kgraph.terms import local_name
from kgraph.wording import Text


def gap_07(material: Material) -> list[Finding]:
    """No stated funding of its own or of a priority above; the whole's is told, not passed on."""
    drafts: list[Draft] = []
    carried = carried_out_with_money(material)
    for document, rows in by(funding_rows(material), "document").items():
        lacking = [r for r in rows if r["status"] and r["item"] not in material.undescribed]
        made: dict[str, list[Draft]] = {"dokument": [], "projekt": [], "": []}
        for row in lacking:
            if row["item"] not in carried and not set(parts(row["above"])) - {document}:
                one = _unfunded(material, row)
                made[one.aspect].append(one)
        drafts += _funding_of(material, document, rows, made, carried.keys())
    return finished(material, "gap-07", drafts)


def _funding_of(
    material: Material,
    document: str,
    rows: Sequence[Row],
    made: dict[str, list[Draft]],
    carried: Set[str],
) -> list[Draft]:
    """The drafts of one document: itself, its measures, its projects.

    Parameters:
        carried: measures that have money by a project.
    """
    own, measures = made["dokument"], made[""]
    if own and all(d.reason in UNREAD_REASONS for d in own):
        paid = _paid_measures(material, rows, carried)
        say = _nothing_funded(material, document, paid)
        folded = whole_or_each([*own, *measures], 1, document, say)
        return [*folded, *made["projekt"]]
    items = {row["item"] for row in rows if row["kind"].endswith("Measure")}
    money = [r for r in rows if r["item"] == document and r["counted"] == "true"]
    above = tuple(evidence_of("funding", _plain(row)) for row in money)
    payers = sorted({row["funder"] for row in money})
    say = _measures_unfunded(material, document, payers)
    told = whole_or_each(measures, len(items), document, say)
    return [*own, *(replace(d, evidence=d.evidence + above) for d in told), *made["projekt"]]


def carried_out_with_money(material: Material) -> dict[str, frozenset[str]]:
    """Measures that a project with stated funding is said to carry out: they have money.

    Returns:
        by measure, the passages that state the money.
    """
    found: dict[str, set[str]] = {}
    for row in material.rows("funding"):
        if row["kind"].endswith("Project") and row["counted"] == "true":
            for measure in parts(row["implements"]):
                found.setdefault(measure, set()).update(parts(row["evidence"]))
    return {measure: frozenset(places) for measure, places in found.items()}


def _paid_measures(material: Material, rows: Sequence[Row], carried: Set[str]) -> list[str]:
    """The measures of a document that have money, without those that are parts of another."""
    paid = carried & {row["item"] for row in rows}
    above = material.relations.by("ks:parentElement+")
    return sorted(one for one in paid if not paid & above.get(one, frozenset()))


def funding_rows(material: Material) -> list[Row]:
    """Funding rows with the strategy that the item belongs to; projects belong to themselves."""
    home = {e: s for s, elements in material.elements.items() for e in elements}
    rows = material.rows("funding")
    return [{**row, "document": home.get(row["item"], row["item"])} for row in rows]


def _plain(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "document"}


def _unfunded(material: Material, row: Row) -> Draft:
    kind = local_name(row["kind"])
    what = upper(thing(material, row["item"], kind))
    above = material.listed(parts(row["above"]), within=True)
    told = (Text(f"; resurser anges för {above.sv}", f"; resources are stated for {above.en}")
            if row["above"] else Text("", ""))  # fmt: skip
    sentence = Text(f"{what.sv}: ingen egen finansiering anges{told.sv}.",
                    f"{what.en}: no funding of its own is stated{told.en}.")  # fmt: skip
    aspect = {"Strategy": "dokument", "Project": "projekt"}.get(kind, "")
    document = "" if kind == "Project" else row["document"]
    return draft("funding", _plain(row), [row["item"]], sentence, aspect=aspect, document=document,
                 level="plan-only" if row["above"] else "none")  # fmt: skip


def _nothing_funded(
    material: Material, document: str, paid: Sequence[str]
) -> Callable[[int], Text]:
    name = material.name(document)

    def say(_: int) -> Text:
        if paid:
            told = material.listed(paid)
            return Text(
                f"{name.sv}: pengar anges för {told.sv}, men inte för dokumentet i övrigt.",
                f"{name.en}: money is stated for {told.en}, but not for the rest of the document.",
            )
        return Text(
            f"{name.sv}: hur den finansieras anges inte i de lästa källorna.",
            f"{name.en}: how it is funded is not stated in the sources read.",
        )

    return say


def _measures_unfunded(
    material: Material, document: str, payers: Sequence[str]
) -> Callable[[int], Text]:
    name, who = material.name(document), material.listed(payers, 3)

    def say(n: int) -> Text:
        if payers:
            return Text(
                f"{name.sv}: resurser anges för helheten ({who.sv}), men för ingen av de {n} "
                "insatserna.",
                f"{name.en}: resources are stated for the whole ({who.en}), but for none of the "
                f"{n} measures.",
            )
        return Text(
            f"{name.sv}: ingen finansiering anges för någon av de {n} insatserna.",
            f"{name.en}: no funding is stated for any of the {n} measures.",
        )

    return say
