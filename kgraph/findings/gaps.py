"""Detection of the gaps in what is stated and what was read: GAP-01, 04 to 07, 11 and 13."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from kgraph.findings.making import UNREAD_REASONS, Draft, draft, finished, whole_or_each
from kgraph.findings.material import Material, Row, evidence_of, parts
from kgraph.findings.value import Finding
from kgraph.terms import local_name
from kgraph.wording import Text

KIND_WORDS = {
    "Goal": Text("målet", "the goal"),
    "Priority": Text("prioriteringen", "the priority"),
    "Measure": Text("insatsen", "the measure"),
    "Project": Text("projektet", "the project"),
    "Strategy": Text("dokumentet", "the document"),
    "Challenge": Text("behovet", "the need"),
}


def thing(material: Material, iri: str, kind: str) -> Text:
    """A thing with the word for what it is: the measure "…"."""
    name, word = material.name(iri), KIND_WORDS.get(local_name(kind), Text("", ""))
    return Text(f"{word.sv} ”{name.sv}”".strip(), f"{word.en} “{name.en}”".strip())


def upper(text: Text) -> Text:
    """A sentence with its first letter large."""
    return Text(*(part[:1].upper() + part[1:] for part in (text.sv, text.en)))


def by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Rows by a column's value."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return dict(sorted(found.items()))


def gap_01(material: Material) -> list[Finding]:
    """Goals, priorities and measures below the level of being named."""
    drafts: list[Draft] = []
    for strategy, rows in by(material.rows("gap-responsibility"), "strategy").items():
        name = material.name(strategy)
        each = [_below_named(material, row) for row in rows]
        for level in sorted({d.level for d in each}):
            made = whole_or_each(
                [d for d in each if d.level == level],
                len(material.elements.get(strategy, {})),
                strategy,
                partial(_whole_level, level=level, name=name),
            )
            # A whole document can stand at two levels, so there the level is part of the id.
            drafts += [replace(d, aspect=level) if d.whole else d for d in made]
    return finished(material, "gap-01", drafts)


_LEVEL_WORDS = {
    "genom-fokusomradet": Text(
        "någon ansvarar genom fokusområdet: {who}", "somebody answers through the focus area: {who}"
    ),
    "genom-helheten": Text(
        "någon ansvarar genom helheten: {who}", "somebody answers through the whole: {who}"
    ),
    "medverkar": Text("{who} medverkar, ingen anges som ansvarig",
                      "{who} take part, nobody is stated as responsible"),
    "bara-onskat-lage": Text("{who} anges bara i önskat läge", "{who} only in a wished-for state"),
    "namns-inte": Text("ingen nämns som ansvarig", "nobody is mentioned as responsible"),
}  # fmt: skip


def _below_named(material: Material, row: Row) -> Draft:
    level = local_name(row["level"])
    words = _LEVEL_WORDS[level].format(who=material.listed(parts(row["actor"])))
    what = upper(thing(material, row["element"], row["type"]))
    told = Text("i de lästa källorna", "in the sources read") if row["reason"] else Text("", "")
    sentence = Text(f"{what.sv}: {words.sv} {told.sv}".strip() + ".",
                    f"{what.en}: {words.en} {told.en}".strip() + ".")  # fmt: skip
    return draft(
        "gap-responsibility", row, [row["element"]], sentence,
        document=row["strategy"], level=level, is_gap=level == "namns-inte",
    )  # fmt: skip


def _whole_level(count: int, *, level: str, name: Text) -> Text:
    if level == "namns-inte":
        return Text(
            f"{name.sv}: ingen nämns som ansvarig (kända mål, prioriteringar och insatser: "
            f"{count}).",
            f"{name.en}: nobody is mentioned as responsible (goals, priorities and measures known: "
            f"{count}).",
        )
    words = {
        "genom-helheten": Text("ansvaret anges för helheten", "stated for the whole"),
        "genom-fokusomradet": Text("ansvaret anges för fokusområdet", "stated for the focus area"),
        "medverkar": Text("någon medverkar bara", "somebody only takes part"),
        "bara-onskat-lage": Text("ansvaret anges bara i önskat läge", "it is only wished for"),
    }[level]  # fmt: skip
    return Text(f"{name.sv}: {words.sv} ({count} element).", f"{name.en}: {words.en} ({count}).")


def gap_04(material: Material) -> list[Finding]:
    """Ends that no measure leads to, and measures that lead to no end."""
    rows = material.rows("goal-means")
    reached = {row["end"] for row in rows if row["measure"]}
    drafts: list[Draft] = []
    for strategy, mine in by(rows, "strategy").items():
        ends = {r["end"]: r for r in mine if local_name(r["endKind"]) in ("Goal", "Priority")}
        loose = {r["measure"]: r for r in mine if r["endKind"] == "none"}
        ends_without = [
            _unreached(material, row, strategy) for end, row in ends.items() if end not in reached
        ]
        name = material.name(strategy)
        drafts += whole_or_each(
            [d for d in ends_without if d.status],
            len(ends),
            strategy,
            lambda n, name=name: Text(  # type: ignore[misc]
                f"{name.sv}: ingen insats anges (kända mål och prioriteringar utan insats: {n}).",
                f"{name.en}: no measure is stated (goals and priorities known without: {n}).",
            ),
        )
        measures = sum(k == "Measure" for k, _ in material.elements.get(strategy, {}).values())
        drafts += whole_or_each(
            [d for d in (_loose(material, r, strategy) for r in loose.values()) if d.status],
            measures, strategy,
            lambda n, name=name: Text(  # type: ignore[misc]
                f"{name.sv}: insatserna ({n} kända) knyts inte till något mål eller någon "
                "prioritering.",
                f"{name.en}: the measures ({n} known) are tied to no goal or priority."),
        )  # fmt: skip
    return finished(material, "gap-04", drafts)


def _unreached(material: Material, row: Row, strategy: str) -> Draft:
    what = upper(thing(material, row["end"], row["endKind"]))
    sentence = Text(f"{what.sv}: ingen insats anges som leder dit.",
                    f"{what.en}: no measure is stated that leads there.")  # fmt: skip
    status, reason = _unless_left_out(material, row["end"], strategy, "insatser")
    return draft("goal-means", row, [row["end"]], sentence, aspect="mal", document=strategy,
                 status=status, reason=reason)  # fmt: skip


def _loose(material: Material, row: Row, strategy: str) -> Draft:
    what = upper(thing(material, row["measure"], "Measure"))
    sentence = Text(f"{what.sv} knyts inte till något mål eller någon prioritering.",
                    f"{what.en} is tied to no goal or priority.")  # fmt: skip
    status, reason = _unless_left_out(material, row["measure"], strategy, "mal")
    return draft("goal-means", row, [row["measure"]], sentence, aspect="insats",
                 document=strategy, status=status, reason=reason)  # fmt: skip


def _unless_left_out(
    material: Material, item: str, document: str, relation: str
) -> tuple[str, str]:
    """Status and reason; an empty status for what a source says does not apply."""
    if material.absent(item, relation) == "not-applicable":
        return "", ""
    return material.status(item, document, relation)


def gap_05(material: Material) -> list[Finding]:
    """National and EU priorities with no stated counterpart in a county that was read."""
    drafts = []
    for row in material.rows("vertical-coverage"):
        if row["coverage"] in ("theme-only", "none"):
            what, region = material.name(row["priority"]), material.name(row["region"])
            more = {
                "theme-only": Text("bara samma tema finns", "there is the same theme only"),
                "none": Text("inget med samma tema heller", "nothing with the same theme either"),
            }[row["coverage"]]
            sentence = Text(
                f"Prioriteringen ”{what.sv}” har ingen uttalad koppling i {region.sv}: {more.sv}.",
                f"The priority “{what.en}” has no stated link in {region.en}: {more.en}.",
            )
            drafts.append(draft("vertical-coverage", row, [row["priority"], row["region"]],
                                sentence, status="silent", document=row["national"],
                                region=row["region"], level=row["coverage"]))  # fmt: skip
    return finished(material, "gap-05", drafts)


def gap_06(material: Material) -> list[Finding]:
    """No follow-up, no recipient, a report that is not said to arrive, no indicator."""
    drafts: list[Draft] = []
    for strategy, rows in by(material.rows("follow-up"), "strategy").items():
        drafts += _follow_up(material, strategy, rows)
    measured = [r for r in material.rows("findings/unmeasured") if r["kind"].endswith("Goal")]
    for document, rows in by(measured, "document").items():
        drafts += _indicators(material, document, rows)
    for row in material.rows("findings/unmeasured"):
        unnamed = row["item"] in material.undescribed
        if row["kind"].endswith("Project") and row["status"] and not unnamed:
            what = upper(thing(material, row["item"], row["kind"]))
            drafts.append(draft(
                "findings/unmeasured", row, [row["item"]],
                Text(f"{what.sv}: ingen uppföljning anges.", f"{what.en}: no follow-up is stated."),
                aspect="projekt",
            ))  # fmt: skip
    return finished(material, "gap-06", drafts)


def _follow_up(material: Material, strategy: str, rows: Sequence[Row]) -> list[Draft]:
    name = material.name(strategy)
    lacking = [row for row in rows if row["status"]]
    if lacking:
        sentence = Text(f"{name.sv}: ingen uppföljning anges som gäller.",
                        f"{name.en}: no follow-up is stated that holds.")  # fmt: skip
        return [draft("follow-up", lacking[0], [strategy], sentence, aspect="uppfoljning",
                      document=strategy, whole=True)]  # fmt: skip
    counted = [row for row in rows if row["counted"] == "true"]
    status, reason = material.status(strategy, strategy, "uppfoljning")
    made = []
    if counted and not any(row["recipient"] for row in counted):
        made.append(("mottagare", Text("ingen mottagare av uppföljningen anges",
                                       "no recipient of the follow-up is stated")))  # fmt: skip
    if counted and all(row["reaches"] == "not-stated" for row in counted):
        giver = material.listed(parts(counted[0]["issuer"]))
        made.append(("aterrapport", Text(
            f"det sägs inte att rapporten når den som gav uppdraget ({giver.sv})",
            f"the report is not said to reach the one who gave the task ({giver.en})",
        )))  # fmt: skip
    evidence = tuple(evidence_of("follow-up", row) for row in counted)
    return [
        Draft((strategy,), Text(f"{name.sv}: {words.sv}.", f"{name.en}: {words.en}."), evidence,
              status, reason, strategy, aspect=aspect, whole=True)
        for aspect, words in made
    ]  # fmt: skip


def _indicators(material: Material, document: str, rows: Sequence[Row]) -> list[Draft]:
    each = []
    for row in rows:
        if row["status"]:
            what = upper(thing(material, row["item"], row["kind"]))
            words = Text(f"{what.sv}: ingen indikator anges.",
                         f"{what.en}: no indicator is stated.")  # fmt: skip
            each.append(draft("findings/unmeasured", row, [row["item"]], words,
                              aspect="indikator", document=document))  # fmt: skip
    name = material.name(document)

    def say(_: int) -> Text:
        return Text(f"{name.sv}: inga indikatorer nämns.", f"{name.en}: no indicators mentioned.")

    return whole_or_each(each, len(rows), document, say, least=1)


def gap_07(material: Material) -> list[Finding]:
    """No stated funding of its own; what the whole has is told and never passed on."""
    drafts: list[Draft] = []
    for document, rows in by(funding_rows(material), "document").items():
        made = {a: [] for a in ("dokument", "projekt", "")}  # type: dict[str, list[Draft]]
        for row in rows:
            if row["status"] and row["item"] not in material.undescribed:
                one = _unfunded(material, row)
                made[one.aspect].append(one)
        say = _measures_unfunded(material, document, any(row["above"] for row in rows))
        if made["dokument"] and all(d.reason in UNREAD_REASONS for d in made["dokument"]):
            made["dokument"] += made[""]
            made[""] = []
            say = _nothing_funded(material, document)
            drafts += whole_or_each(made["dokument"], len(made["dokument"]), document, say)
        else:
            drafts += made["dokument"]
        items = {row["item"] for row in rows if row["kind"].endswith("Measure")}
        drafts += whole_or_each(made[""], len(items), document, say)
        drafts += made["projekt"]
    return finished(material, "gap-07", drafts)


def funding_rows(material: Material) -> list[Row]:
    """Funding rows with the strategy that the item belongs to; projects belong to themselves."""
    home = {e: s for s, elements in material.elements.items() for e in elements}
    rows = material.rows("funding")
    return [{**row, "document": home.get(row["item"], row["item"])} for row in rows]


def _unfunded(material: Material, row: Row) -> Draft:
    kind = local_name(row["kind"])
    what = upper(thing(material, row["item"], kind))
    above = material.listed(parts(row["above"]))
    told = (Text(f"; medel anges för {above.sv}", f"; money is stated for {above.en}")
            if row["above"] else Text("", ""))  # fmt: skip
    sentence = Text(f"{what.sv}: ingen egen finansiering anges{told.sv}.",
                    f"{what.en}: no funding of its own is stated{told.en}.")  # fmt: skip
    aspect = {"Strategy": "dokument", "Project": "projekt"}.get(kind, "")
    plain = {key: value for key, value in row.items() if key != "document"}
    document = "" if kind == "Project" else row["document"]
    return draft("funding", plain, [row["item"]], sentence, aspect=aspect, document=document)


def _nothing_funded(material: Material, document: str) -> Callable[[int], Text]:
    name = material.name(document)

    def say(_: int) -> Text:
        return Text(
            f"{name.sv}: ingen finansiering anges i de lästa källorna.",
            f"{name.en}: no funding is stated in the sources read.",
        )

    return say


def _measures_unfunded(material: Material, document: str, above: bool) -> Callable[[int], Text]:
    name = material.name(document)

    def say(n: int) -> Text:
        if above:
            return Text(
                f"{name.sv}: medel anges för helheten, men för ingen av de {n} insatserna.",
                f"{name.en}: money is stated for the whole, but for none of the {n} measures.",
            )
        return Text(
            f"{name.sv}: ingen finansiering anges för någon av de {n} insatserna.",
            f"{name.en}: no funding is stated for any of the {n} measures.",
        )

    return say


def gap_11(material: Material) -> list[Finding]:
    """Priorities and measures of a county that no forum is said or seems to serve."""
    drafts: list[Draft] = []
    for strategy, rows in by(material.rows("forum-coverage"), "strategy").items():
        lacking = []
        for row in rows:
            if row["coverage"] == "gap":
                what = upper(thing(material, row["element"], row["type"]))
                words = Text(f"{what.sv}: inget forum i länet sägs bidra eller har temat.",
                             f"{what.en}: no forum of the county is said to contribute or has the "
                             "theme.")  # fmt: skip
                lacking.append(draft("forum-coverage", row, [row["element"]], words,
                                     document=strategy, region=row["region"]))  # fmt: skip
        name, total = material.name(strategy), len(rows)
        drafts += whole_or_each(
            lacking, total, strategy,
            lambda n, name=name, total=total: Text(  # type: ignore[misc]
                f"{name.sv}: för {n} av {total} kända prioriteringar och insatser anges inget "
                "forum.",
                f"{name.en}: no forum is stated for {n} of {total} priorities and measures known."),
        )  # fmt: skip
    return finished(material, "gap-11", drafts)


_TIME = {
    "ended": Text("{item} löpte ut {ended}; ingen efterföljare är känd.",
                  "{item} ran out on {ended}; no successor is known."),
    "ends-soon": Text("{item} löper ut {ended}; ingen efterföljare är känd.",
                      "{item} runs out on {ended}; no successor is known."),
    "gap-between": Text("{item} slutade {ended}, innan {other} började gälla.",
                        "{item} ended on {ended}, before {other} took effect."),
    "refers-to-ended": Text("{item} hänvisar till {other}, som upphörde {ended}.",
                            "{item} refers to {other}, which ended on {ended}."),
    "refers-to-replaced": Text("{item} hänvisar till {other}, som har ersatts.",
                               "{item} refers to {other}, which has been replaced."),
}  # fmt: skip


def gap_13(material: Material) -> list[Finding]:
    """What has run out or soon does, and what points at it."""
    drafts = []
    for row in material.rows("expired-and-stale"):
        known = material.document(row["item"])
        is_document = row["item"] in material.documents
        refers = row["kind"] not in ("ended", "ends-soon")
        status, reason = "confirmed" if refers else "silent", ""
        if is_document and not known.loaded:
            reason = "older-source" if row["kind"] == "ended" else "cited-not-loaded"
            status = "unknown"
        sentence = _TIME[row["kind"]].format(
            item=material.name(row["item"]),
            other=material.name(row["other"]) if row["other"] else "",
            ended=row["ended"],
        )
        drafts.append(draft("expired-and-stale", row, [row["item"], row["other"]], sentence,
                            aspect=row["kind"], status=status, reason=reason,
                            document=row["item"] if is_document else ""))  # fmt: skip
    return finished(material, "gap-13", drafts)
