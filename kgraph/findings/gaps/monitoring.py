"""GAP-06: no follow-up, nobody who is told, no indicator."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kgraph.english import agrees
from kgraph.findings.gaps.words import by, thing, upper
from kgraph.findings.making import Draft, draft, finished, whole_or_each
from kgraph.findings.material import Material, Row, evidence_of, parts
from kgraph.findings.value import Evidence, Finding
from kgraph.wording import Text

# What ends a finding of one aspect; the others end as the kind says.
_ENDS = {
    "mottagare": Text("Det anges vem som får veta.", "It is stated who is told."),
    "aterrapport": Text("En källa säger att uppföljningen når den som gav uppdraget.",
                        "A source says that the follow-up reaches whoever set the task."),
    "indikator": Text("En indikator anges.", "An indicator is stated."),
    "uppdrag": Text("En källa anger en uppföljning av uppdraget eller en som dess innehavare gör.",
                    "A source states a follow-up of the mandate, or one that its holder makes."),
}  # fmt: skip


def gap_06(material: Material) -> list[Finding]:
    """No follow-up, no recipient, a report that is not said to arrive, no indicator."""
    drafts: list[Draft] = []
    for strategy, rows in by(material.rows("follow-up"), "strategy").items():
        drafts += _follow_up(material, strategy, rows)
    items = material.rows("findings/unmeasured")
    for document, rows in by((r for r in items if r["kind"].endswith("Goal")), "document").items():
        drafts += _indicators(material, document, rows)
    for row in items:
        unnamed = row["item"] in material.undescribed
        if row["kind"].endswith("Project") and row["status"] and not unnamed:
            what = upper(thing(material, row["item"], row["kind"]))
            drafts.append(draft(
                "findings/unmeasured", row, [row["item"]],
                Text(f"{what.sv}: ingen uppföljning anges.", f"{what.en}: no follow-up is stated."),
                aspect="projekt",
            ))  # fmt: skip
    drafts += [_duty(material, row) for row in material.rows("findings/duties-to-follow")]
    return finished(material, "gap-06", drafts)


def _duty(material: Material, row: Row) -> Draft:
    what = thing(material, row["mandate"], "Mandate")
    who = upper(material.within(row["bearer"]))
    has = agrees([material.name(row["bearer"])], "has", "have")
    words = Text(f"{who.sv} har {what.sv}, men ingen uppföljning av det är känd.",
                 f"{who.en} {has} {what.en}, but no follow-up of it is known.")  # fmt: skip
    return draft("findings/duties-to-follow", row, [row["mandate"], row["bearer"]], words,
                 aspect="uppdrag", document=row["document"] or row["bearer"],
                 unread=material.unread_of(row["bearer"]), vanishes=_ENDS["uppdrag"])  # fmt: skip


def _follow_up(material: Material, strategy: str, rows: Sequence[Row]) -> list[Draft]:
    if lacking := [row for row in rows if row["status"]]:
        return [_not_followed(material, strategy, lacking)]
    counted = [row for row in rows if row["counted"] == "true"]
    made = _no_recipient(material, strategy, counted)
    if counted and all(row["reaches"] == "not-stated" for row in counted):
        made.append(_not_arriving(material, strategy, counted))
    return made


def _not_followed(material: Material, strategy: str, rows: Sequence[Row]) -> Draft:
    name = material.name(strategy)
    sentence = Text(f"{name.sv}: ingen uppföljning anges som gäller.",
                    f"{name.en}: no follow-up in force is stated.")  # fmt: skip
    made = draft("follow-up", rows[0], [strategy], sentence, aspect="uppfoljning",
                 document=strategy, whole=True)  # fmt: skip
    return replace(made, evidence=made.evidence + _document_rows(material, strategy))


def _document_rows(material: Material, document: str) -> tuple[Evidence, ...]:
    """Where a document is stated: what a finding on it rests on when nothing else is said."""
    rows = material.rows("findings/documents")
    return tuple(evidence_of("findings/documents", r) for r in rows if r["document"] == document)


def _no_recipient(material: Material, strategy: str, counted: Sequence[Row]) -> list[Draft]:
    """Follow-ups that nobody is said to receive: of the whole, or of one who follows up beside."""
    status, reason = material.status(strategy, strategy, "uppfoljning")
    name, to = material.name(strategy), {row["bearer"] for row in counted if row["recipient"]}
    if counted and not to:
        words = Text(f"{name.sv}: ingen mottagare av uppföljningen anges.",
                     f"{name.en}: no recipient of the follow-up is stated.")  # fmt: skip
        return [Draft((strategy,), words, _evidence(counted), status, reason, strategy,
                      aspect="mottagare", whole=True, vanishes=_ENDS["mottagare"])]  # fmt: skip
    made = []
    # A report on the whole may hold what each one finds: what is not stated is whether it does.
    reached = sorted({p for row in counted for p in parts(row["recipient"])})
    told = material.listed(reached, 1, within=True)
    for bearer, rows in by((r for r in counted if r["bearer"] not in to), "bearer").items():
        who = material.within(bearer)
        follows = agrees([material.name(bearer)], "follows", "follow")
        words = Text(
            f"{name.sv}: {who.sv} följer upp, men om det ingår i det som når {told.sv} anges inte.",
            f"{name.en}: {who.en} {follows} up, but whether that is part of what reaches {told.en} "
            "is not stated.",
        )
        made.append(Draft((strategy, bearer), words, _evidence(rows), status, reason, strategy,
                          aspect="mottagare", vanishes=_ENDS["mottagare"]))  # fmt: skip
    return made


def _evidence(rows: Iterable[Row]) -> tuple[Evidence, ...]:
    """Follow-ups as evidence, without what concerns who gave the mandate."""
    aside = ("issuer", "reaches", "issuerEvidence")
    plain = ({c: cell for c, cell in row.items() if c not in aside} for row in rows)
    return tuple(evidence_of("follow-up", row) for row in plain)


def _not_arriving(material: Material, strategy: str, counted: Sequence[Row]) -> Draft:
    givers = parts(counted[0]["issuer"])
    name, giver = material.name(strategy), material.listed(givers, within=True)
    words = Text(
        f"{name.sv}: det sägs inte att uppföljningen når {giver.sv}, som gav uppdraget som "
        "dokumentet är svar på.",
        f"{name.en}: the follow-up is not said to reach {giver.en}, which set the task that the "
        "document responds to.",
    )
    status, reason = material.status(strategy, strategy, "uppfoljning")
    reporting = [row for row in counted if row["recipient"]] or list(counted)
    evidence = tuple(evidence_of("follow-up", row) for row in reporting)
    return Draft((strategy,), words, evidence, status, reason, strategy, aspect="aterrapport",
                 whole=True, vanishes=_ENDS["aterrapport"])  # fmt: skip


def _indicators(material: Material, document: str, rows: Sequence[Row]) -> list[Draft]:
    """Goals without an indicator; where all are, with the follow-ups, where one would stand."""
    each = []
    for row in rows:
        if row["status"]:
            what = upper(thing(material, row["item"], row["kind"]))
            words = Text(f"{what.sv}: ingen indikator anges.",
                         f"{what.en}: no indicator is stated.")  # fmt: skip
            each.append(draft("findings/unmeasured", row, [row["item"]], words,
                              aspect="indikator", document=document,
                              vanishes=_ENDS["indikator"]))  # fmt: skip
    name = material.name(document)

    def say(_: int) -> Text:
        return Text(
            f"{name.sv}: inga indikatorer nämns.", f"{name.en}: no indicators are mentioned."
        )

    beside = _evidence(r for r in by(material.rows("follow-up"), "strategy").get(document, ())
                       if r["counted"] == "true")  # fmt: skip
    told = whole_or_each(each, len(rows), document, say, least=1)
    return [replace(d, evidence=d.evidence + beside) if d.whole else d for d in told]
