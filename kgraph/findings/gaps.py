"""Detection of the gaps in what is stated and what was read: GAP-01, 04 to 07, 11 and 13."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kgraph.findings.kinds import KINDS
from kgraph.findings.making import UNREAD_REASONS, Draft, draft, finished, said, whole_or_each
from kgraph.findings.material import Material, Row, evidence_of, parts
from kgraph.findings.value import Evidence, Finding
from kgraph.terms import local_name
from kgraph.wording import Text

KIND_WORDS = {
    "Goal": Text("målet", "the goal"),
    "Priority": Text("prioriteringen", "the priority"),
    "Measure": Text("insatsen", "the measure"),
    "Project": Text("projektet", "the project"),
    "Strategy": Text("dokumentet", "the document"),
    "Challenge": Text("behovet", "the need"),
    "Forum": Text("forumet", "the forum"),
    "Mandate": Text("uppdraget", "the mandate"),
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


# -- GAP-01 ----------------------------------------------------------------------------------------

_LEVEL_WORDS = {
    "genom-fokusomradet": Text(
        "pekas inte ut för sig; {who} ansvarar genom fokusområdet",
        "nobody is named for it alone; {who} answers through the focus area",
    ),
    "genom-helheten": Text(
        "pekas inte ut för sig; {who} ansvarar för eller genomför helheten",
        "nobody is named for it alone; {who} answers for or carries out the whole",
    ),
    "medverkar": Text("{who} medverkar, ingen anges som ansvarig",
                      "{who} take part, nobody is stated as responsible"),
    "bara-onskat-lage": Text(
        "{who} står bara i ett önskat läge eller en plan; ingen anges som ansvarig",
        "{who} stand only in what is wished for or planned; nobody is stated as responsible",
    ),
    "namns-inte": Text("ingen nämns som ansvarig", "nobody is mentioned as responsible"),
}  # fmt: skip
_NAME_ONE = (
    Text("En källa pekar ut någon för just detta.", "A source names somebody for this very thing."),
    Text("Behöver någon pekas ut för just detta?", "Does somebody need naming for this alone?"),
)


def gap_01(material: Material) -> list[Finding]:
    """Goals, priorities and measures below the level of being named."""
    drafts: list[Draft] = []
    for strategy, rows in by(described(material, "gap-responsibility"), "strategy").items():
        each = [_below_named(material, row) for row in rows]
        total = len(material.elements.get(strategy, {}))
        gaps = [d for d in each if d.is_gap]
        drafts += whole_or_each(gaps, total, strategy, _nobody(material, strategy, gaps, total))
        unsure = [d for d in each if d.status and not d.is_gap]
        if not (gaps and all(d.reason in UNREAD_REASONS for d in unsure)):
            drafts += unsure
        for level in sorted({d.level for d in each if not d.status}):
            told = [d for d in each if d.level == level]
            made = whole_or_each(told, total, strategy, _told(material, strategy, level, rows))
            drafts += [replace(d, aspect="niva") if d.whole else d for d in made]
    return finished(material, "gap-01", drafts)


def described(material: Material, name: str) -> list[Row]:
    """Rows of a question without what stands for things that an unread document alone names."""
    return [r for r in material.rows(name) if not _bare(material, r["element"], r["strategy"])]


def _bare(material: Material, element: str, strategy: str) -> bool:
    return element in material.undescribed and not material.document(strategy).loaded


def _below_named(material: Material, row: Row) -> Draft:
    level = local_name(row["level"])
    words = _LEVEL_WORDS[level].format(who=material.listed(parts(row["actor"])))
    what = upper(thing(material, row["element"], row["type"]))
    told = Text(" i de lästa källorna", " in the sources read") if row["reason"] else Text("", "")
    sentence = Text(f"{what.sv}: {words.sv}{told.sv}.", f"{what.en}: {words.en}{told.en}.")
    made = draft("gap-responsibility", row, [row["element"]], sentence,
                 document=row["strategy"], level=level, is_gap=level == "namns-inte")  # fmt: skip
    return made if made.status else replace(made, vanishes=_NAME_ONE[0], question=_NAME_ONE[1])


def _nobody(
    material: Material, strategy: str, drafts: Sequence[Draft], total: int
) -> Callable[[int], Text]:
    """What is said of a whole document where nobody answers for any of its parts."""
    name, n = material.name(strategy), sum(d.is_gap for d in drafts)
    known = material.document(strategy).loaded

    def say(_: int) -> Text:
        if known:
            return Text(f"{name.sv}: ingen nämns som ansvarig för något av dess {n} mål, "
                        "prioriteringar och insatser.",
                        f"{name.en}: nobody is mentioned as responsible for any of its {n} goals, "
                        "priorities and measures.")  # fmt: skip
        return Text(
            f"{name.sv}: vem som ansvarar för delarna anges inte i det lästa (kända mål, "
            f"prioriteringar och insatser utan: {n} av {total}).",
            f"{name.en}: who is responsible for its parts is not stated in what was read (goals, "
            f"priorities and measures known without: {n} of {total}).",
        )

    return say


def _told(
    material: Material, strategy: str, level: str, rows: Sequence[Row]
) -> Callable[[int], Text]:
    """What is said of a whole document where all parts stand at one level."""
    who = material.listed({a for row in rows for a in parts(row["actor"])})
    words, name = _LEVEL_WORDS[level].format(who=who), material.name(strategy)

    def say(count: int) -> Text:
        return Text(f"{name.sv}: för delarna ({count}) gäller: {words.sv}.",
                    f"{name.en}: of its parts ({count}): {words.en}.")  # fmt: skip

    return say


# -- GAP-04 ----------------------------------------------------------------------------------------


def gap_04(material: Material) -> list[Finding]:
    """Ends that no measure leads to, and measures that lead to no end."""
    rows = [r for r in material.rows("goal-means") if not _bare(material, r["end"], r["strategy"])]
    reached = {row["end"] for row in rows if row["measure"]}
    drafts: list[Draft] = []
    for strategy, mine in by(rows, "strategy").items():
        ends = {r["end"]: r for r in mine if local_name(r["endKind"]) in ("Goal", "Priority")}
        without = [_unreached(material, r, strategy) for e, r in ends.items() if e not in reached]
        lacking = [d for d in without if d.status]
        drafts += whole_or_each(lacking, len(ends), strategy, _no_means(material, strategy))
        loose = {r["measure"]: r for r in mine if r["endKind"] == "none"}
        measures = sum(k == "Measure" for k, _ in material.elements.get(strategy, {}).values())
        untied = [_loose(material, row, strategy) for row in loose.values()]
        drafts += whole_or_each(
            [d for d in untied if d.status], measures, strategy, _no_end(material, strategy)
        )
    return finished(material, "gap-04", drafts)


def _no_means(material: Material, strategy: str) -> Callable[[int], Text]:
    name = material.name(strategy)

    def say(n: int) -> Text:
        if material.document(strategy).loaded:
            return Text(f"{name.sv}: ingen insats anges för något av dess {n} mål och "
                        "prioriteringar.",
                        f"{name.en}: no measure is stated for any of its {n} goals and priorities."
                        )  # fmt: skip
        return Text(
            f"{name.sv}: i det lästa anges inte vilken insats som leder till vilket mål eller "
            f"vilken prioritering (kända: {n}).",
            f"{name.en}: what was read does not state which measure leads to which goal or "
            f"priority (known: {n}).",
        )

    return say


def _no_end(material: Material, strategy: str) -> Callable[[int], Text]:
    name = material.name(strategy)

    def say(n: int) -> Text:
        where = ("" if material.document(strategy).loaded else " i det lästa",
                 "" if material.document(strategy).loaded else " in what was read")  # fmt: skip
        return Text(
            f"{name.sv}: insatserna ({n} kända) knyts{where[0]} inte till något mål eller någon "
            "prioritering.",
            f"{name.en}: the measures ({n} known) are tied to no goal or priority{where[1]}.",
        )

    return say


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


# -- GAP-05 ----------------------------------------------------------------------------------------


def gap_05(material: Material) -> list[Finding]:
    """National and EU priorities with no stated counterpart in a county, or none that was read."""
    rows = material.rows("vertical-coverage")
    lacking = [r for r in rows if r["coverage"] in ("theme-only", "none")]
    drafts = said(material, KINDS["gap-05"], [_no_counterpart(material, r) for r in lacking])
    told = [row for row in rows if row["coverage"] == "stated-for-document"]
    for national, mine in by(told, "national").items():
        drafts += [_for_document(material, national, *one) for one in by(mine, "region").items()]
    unread = material.rows("findings/counties-not-read")
    drafts += [_county_not_read(material, row) for row in unread]
    return finished(material, "gap-05", drafts)


def _for_document(material: Material, national: str, region: str, rows: list[Row]) -> Draft:
    """The link is stated for the document: told once a document and county, and no gap."""
    name, where, n = material.name(national), material.name(region), len(rows)
    words = Text(
        f"{where.sv}: kopplingen till {name.sv} anges för dokumentet, inte för var och en av dess "
        f"prioriteringar ({n}).",
        f"{where.en}: the link to {name.en} is stated for the document, not for each of its "
        f"priorities ({n}).",
    )
    evidence = tuple(evidence_of("vertical-coverage", row) for row in rows)
    return Draft((national, region), words, evidence, document=region, region=region,
                 aspect="niva", level="stated-for-document", value=n, is_gap=False)  # fmt: skip


def _no_counterpart(material: Material, row: Row) -> Draft:
    what, region = material.name(row["priority"]), material.name(row["region"])
    more = {
        "theme-only": Text("bara samma tema finns", "there is the same theme only"),
        "none": Text("inget med samma tema heller", "nothing with the same theme either"),
    }[row["coverage"]]
    sentence = Text(
        f"Prioriteringen ”{what.sv}” har ingen uttalad koppling i {region.sv}: {more.sv}.",
        f"The priority “{what.en}” has no stated link in {region.en}: {more.en}.",
    )
    own = _strategies_of(material, row["region"])
    read = [d for d in own if material.document(d).loaded]
    states = [material.status(row["priority"], d, "mal") for d in read]
    unread = tuple(sorted({w for d in own if d not in read for w in material.document(d).unread}))
    status, reason = max(states, key=lambda s: ("confirmed", "silent", "unknown").index(s[0]),
                         default=("unknown", "not-read"))  # fmt: skip
    if status == "silent" and unread:
        status, reason = "unknown", "cited-not-loaded"
    return draft("vertical-coverage", row, [row["priority"], row["region"]], sentence,
                 status=status, reason=reason, document=row["national"], region=row["region"],
                 level=row["coverage"], unread=unread)  # fmt: skip


def _strategies_of(material: Material, region: str) -> list[str]:
    known = {row["strategy"] for row in material.rows("follow-up")}
    return sorted(d for d in known if region and material.document(d).region == region)


def _county_not_read(material: Material, row: Row) -> Draft:
    """One a county with documents that nobody has read, where there is something to compare."""
    name, priorities = material.name(row["region"]), int(row["priorities"])
    own = parts(row["strategies"])
    sentence = Text(
        f"{name.sv}: om de nationella och europeiska prioriteringarna ({priorities}) har en "
        "motsvarighet går inte att säga; länets dokument är inte lästa.",
        f"{name.en}: whether the national and European priorities ({priorities}) have a "
        "counterpart cannot be said; the county's documents were not read.",
    )
    unread = tuple(sorted({work for d in own for work in material.document(d).unread}))
    return draft("findings/counties-not-read", row, [row["region"]], sentence, status="unknown",
                 reason="cited-not-loaded" if unread else "not-read", document=row["region"],
                 region=row["region"], aspect="olast", value=priorities, whole=True,
                 unread=unread)  # fmt: skip


# -- GAP-06 ----------------------------------------------------------------------------------------


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
    who, what = material.name(row["bearer"]), thing(material, row["mandate"], "Mandate")
    words = Text(f"{who.sv} har {what.sv}, men ingen uppföljning av det är känd.",
                 f"{who.en} has {what.en}, but no follow-up of it is known.")  # fmt: skip
    return draft("findings/duties-to-follow", row, [row["mandate"], row["bearer"]], words,
                 aspect="uppdrag", document=row["document"] or row["bearer"],
                 unread=material.unread_of(row["bearer"]))  # fmt: skip


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
                    f"{name.en}: no follow-up is stated that holds.")  # fmt: skip
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
                      aspect="mottagare", whole=True)]  # fmt: skip
    made = []
    for bearer, rows in by((r for r in counted if r["bearer"] not in to), "bearer").items():
        who = material.name(bearer)
        words = Text(f"{name.sv}: {who.sv} följer upp, men vem som får veta det anges inte.",
                     f"{name.en}: {who.en} follows up, but who is told is not stated."
                     )  # fmt: skip
        made.append(Draft((strategy, bearer), words, _evidence(rows), status, reason, strategy,
                          aspect="mottagare"))  # fmt: skip
    return made


def _evidence(rows: Iterable[Row]) -> tuple[Evidence, ...]:
    """Follow-ups as evidence, without what concerns who gave the mandate."""
    aside = ("issuer", "reaches", "issuerEvidence")
    plain = ({c: cell for c, cell in row.items() if c not in aside} for row in rows)
    return tuple(evidence_of("follow-up", row) for row in plain)


def _not_arriving(material: Material, strategy: str, counted: Sequence[Row]) -> Draft:
    givers = parts(counted[0]["issuer"])
    name, giver = material.name(strategy), material.listed(givers)
    words = Text(
        f"{name.sv}: det sägs inte att rapporten når den som gav uppdraget ({giver.sv}).",
        f"{name.en}: the report is not said to reach the one who gave the task ({giver.en}).",
    )
    status, reason = material.status(strategy, strategy, "uppfoljning")
    reporting = [row for row in counted if row["recipient"]] or list(counted)
    evidence = tuple(evidence_of("follow-up", row) for row in reporting)
    return Draft((strategy,), words, evidence, status, reason, strategy, aspect="aterrapport",
                 whole=True)  # fmt: skip


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


# -- GAP-07 ----------------------------------------------------------------------------------------


def gap_07(material: Material) -> list[Finding]:
    """No stated funding of its own or of a priority above; the whole's is told, not passed on."""
    drafts: list[Draft] = []
    carried = _carried_out_with_money(material)
    for document, rows in by(funding_rows(material), "document").items():
        lacking = [r for r in rows if r["status"] and r["item"] not in material.undescribed]
        made: dict[str, list[Draft]] = {"dokument": [], "projekt": [], "": []}
        for row in lacking:
            if row["item"] not in carried and not set(parts(row["above"])) - {document}:
                one = _unfunded(material, row)
                made[one.aspect].append(one)
        drafts += _funding_of(material, document, rows, made)
    return finished(material, "gap-07", drafts)


def _funding_of(
    material: Material, document: str, rows: Sequence[Row], made: dict[str, list[Draft]]
) -> list[Draft]:
    """The drafts of one document: itself, its measures, its projects."""
    own, measures = made["dokument"], made[""]
    if own and all(d.reason in UNREAD_REASONS for d in own):
        folded = whole_or_each([*own, *measures], 1, document, _nothing_funded(material, document))
        return [*folded, *made["projekt"]]
    items = {row["item"] for row in rows if row["kind"].endswith("Measure")}
    money = [r for r in rows if r["item"] == document and r["counted"] == "true"]
    above = tuple(evidence_of("funding", _plain(row)) for row in money)
    say = _measures_unfunded(material, document, bool(above))
    told = whole_or_each(measures, len(items), document, say)
    return [*own, *(replace(d, evidence=d.evidence + above) for d in told), *made["projekt"]]


def _carried_out_with_money(material: Material) -> frozenset[str]:
    """Measures that a project with stated funding is said to carry out: they have money."""
    rows = material.rows("funding")
    return frozenset(
        measure
        for row in rows
        if row["kind"].endswith("Project") and row["counted"] == "true"
        for measure in parts(row["implements"])
    )


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
    above = material.listed(parts(row["above"]))
    told = (Text(f"; resurser anges för {above.sv}", f"; resources are stated for {above.en}")
            if row["above"] else Text("", ""))  # fmt: skip
    sentence = Text(f"{what.sv}: ingen egen finansiering anges{told.sv}.",
                    f"{what.en}: no funding of its own is stated{told.en}.")  # fmt: skip
    aspect = {"Strategy": "dokument", "Project": "projekt"}.get(kind, "")
    document = "" if kind == "Project" else row["document"]
    return draft("funding", _plain(row), [row["item"]], sentence, aspect=aspect, document=document,
                 level="plan-only" if row["above"] else "none")  # fmt: skip


def _nothing_funded(material: Material, document: str) -> Callable[[int], Text]:
    name = material.name(document)

    def say(_: int) -> Text:
        return Text(
            f"{name.sv}: hur den finansieras anges inte i de lästa källorna.",
            f"{name.en}: how it is funded is not stated in the sources read.",
        )

    return say


def _measures_unfunded(material: Material, document: str, above: bool) -> Callable[[int], Text]:
    name = material.name(document)

    def say(n: int) -> Text:
        if above:
            return Text(
                f"{name.sv}: resurser anges för helheten, men för ingen av de {n} insatserna.",
                f"{name.en}: resources are stated for the whole, but for none of the {n} measures.",
            )
        return Text(
            f"{name.sv}: ingen finansiering anges för någon av de {n} insatserna.",
            f"{name.en}: no funding is stated for any of the {n} measures.",
        )

    return say


# -- GAP-11 and GAP-13 -----------------------------------------------------------------------------


def gap_11(material: Material) -> list[Finding]:
    """Priorities and measures of a county that no forum is said or seems to serve."""
    drafts: list[Draft] = []
    for strategy, rows in by(described(material, "forum-coverage"), "strategy").items():
        lacking = []
        for row in rows:
            if row["coverage"] == "gap":
                what = upper(thing(material, row["element"], row["type"]))
                words = Text(f"{what.sv}: inget forum i länet sägs bidra eller har temat.",
                             f"{what.en}: no forum of the county is said to contribute or has the "
                             "theme.")  # fmt: skip
                lacking.append(draft("forum-coverage", row, [row["element"]], words,
                                     document=strategy, region=row["region"]))  # fmt: skip
        lacking = said(material, KINDS["gap-11"], lacking)
        say = _without_forum(material, strategy, len(rows))
        drafts += whole_or_each(lacking, len(rows), strategy, say)
    return finished(material, "gap-11", drafts)


def _without_forum(material: Material, strategy: str, total: int) -> Callable[[int], Text]:
    name = material.name(strategy)

    def say(n: int) -> Text:
        return Text(
            f"{name.sv}: för {n} av {total} kända prioriteringar och insatser anges inget forum.",
            f"{name.en}: no forum is stated for {n} of {total} priorities and measures known.",
        )

    return say


_TIME = {
    "ended": Text("{item} löpte ut {ended}; ingen efterföljare är känd.",
                  "{item} ran out on {ended}; no successor is known."),
    "ends-soon": Text("{item} löper ut {ended}; ingen efterföljare är känd.",
                      "{item} runs out on {ended}; no successor is known."),
    "gap-between": Text("{item} slutade {ended}, innan {other} började gälla.",
                        "{item} ended on {ended}, before {other} took effect."),
    "refers-to-ended": Text("{item} bygger på {other}, som gällde till {ended}.",
                            "{item} builds on {other}, which held until {ended}."),
    "refers-to-replaced": Text("{item} bygger på {other}, som har ersatts.",
                               "{item} builds on {other}, which has been replaced."),
}  # fmt: skip


def gap_13(material: Material) -> list[Finding]:
    """What has run out or soon does, and what points at it."""
    drafts, rows = [], material.rows("expired-and-stale")
    ended = {row["item"] for row in rows if row["kind"] == "ended"}
    for row in rows:
        known = material.document(row["item"])
        is_document = row["item"] in material.documents
        if is_document and row["other"] in ended and not known.loaded and not known.through:
            continue
        refers = row["kind"] not in ("ended", "ends-soon")
        status, reason = "confirmed" if refers else "silent", ""
        if is_document and not known.loaded:
            reason = "older-source" if row["kind"] == "ended" else "cited-not-loaded"
            status = "unknown"
        sentence = _TIME[row["kind"]].format(
            item=_dated(material, row["item"]),
            other=material.name(row["other"]) if row["other"] else "",
            ended=row["ended"],
        )
        if row["kind"].startswith("refers") and not is_document:
            sentence = Text(f"{sentence.sv[:-1]}; om det som gäller nu säger detsamma är inte "
                            "prövat.",
                            f"{sentence.en[:-1]}; whether what holds now says the same was not "
                            "checked.")  # fmt: skip
        drafts.append(draft("expired-and-stale", row, [row["item"], row["other"]], sentence,
                            aspect=row["kind"], status=status, reason=reason,
                            document=row["item"] if is_document else ""))  # fmt: skip
    return finished(material, "gap-13", drafts)


def _dated(material: Material, item: str) -> Text:
    """A thing with an end, with the word for it where its name alone would not read."""
    kind = {"assignment": "Mandate", "forum": "Forum"}.get(item.split("/")[-2], "")
    return upper(thing(material, item, kind)) if kind else material.name(item)
