"""GAP-04: ends without means, and means without an end."""

from collections.abc import Callable, Sequence

from kgraph.findings.called import NOUNS, nouns_for
from kgraph.findings.gaps.words import bare, by, thing, unless_left_out, upper
from kgraph.findings.making import UNREAD_REASONS, Draft, draft, finished, whole_or_each
from kgraph.findings.material import Material, Row, parts
from kgraph.findings.value import Finding
from kgraph.terms import local_name
from kgraph.wording import Text


def gap_04(material: Material) -> list[Finding]:
    """Ends that no measure leads to, and measures that lead to no end."""
    rows = [r for r in material.rows("goal-means") if not bare(material, r["end"], r["strategy"])]
    reached = {row["end"] for row in rows if row["measure"]}
    drafts: list[Draft] = []
    for strategy, mine in by(rows, "strategy").items():
        counted = material.counted.get(strategy, {})
        ends = {r["end"]: r for r in mine if r["end"] in counted
                and local_name(r["endKind"]) in ("Goal", "Priority")}  # fmt: skip
        without = [_unreached(material, r, strategy) for e, r in ends.items() if e not in reached]
        lacking = [d for d in without if d.status]
        say = _no_means(material, strategy, lacking, len(ends))
        drafts += whole_or_each(lacking, len(ends), strategy, say)
        loose = {
            r["measure"]: r for r in mine if r["endKind"] == "none" and r["measure"] in counted
        }
        measures = sum(k == "Measure" for k, _ in counted.values())
        untied = [_loose(material, row, strategy) for row in loose.values()]
        loose_ones = [d for d in untied if d.status]
        drafts += whole_or_each(
            *(loose_ones, measures, strategy),
            _no_end(material, strategy, loose_ones, measures),
        )
    drafts += [_not_taken_up(material, r) for r in material.rows("findings/parts-not-taken-up")]
    return finished(material, "gap-04", drafts)


_TAKEN_UP = (
    Text("Något i dokumentet knyts till en av prioriteringarna.",
         "Something in the document is tied to one of the priorities."),
    Text("Vilka av dem tar vi upp, och med vad?", "Which of them do we take up, and by what?"),
    Text("Ett dokument som är läst i sin helhet för mål och insatser säger att en strategi för "
         "samma område vägleder det, men knyter inget till strategin eller någon av dess "
         "prioriteringar. Talet är antalet kända prioriteringar i den.",
         "A document that was read in full for goals and measures says that a strategy for the "
         "same area guides it, but ties nothing to the strategy or any of its priorities. The "
         "number is that of priorities known of it."),
)  # fmt: skip


def _not_taken_up(material: Material, row: Row) -> Draft:
    """One a document and guiding strategy: true of the whole, and sure by the reading in full."""
    name, upper_name = material.name(row["strategy"]), material.within(row["upper"])
    n, called = len(parts(row["parts"])), _called(material, parts(row["parts"]))
    words = Text(
        f"{name.sv}: inget mål, ingen prioritering och ingen insats knyts till någon av "
        f"de {n} {called.sv} som är kända i {upper_name.sv}, som dokumentet vägleds av.",
        f"{name.en}: no measure, priority or goal is tied to any of the {n} {called.en} known of "
        f"{upper_name.en}, which guides the document.",
    )
    vanishes, question, formula = _TAKEN_UP
    return draft("findings/parts-not-taken-up", row, [row["strategy"], row["upper"]], words,
                 aspect="ovanfor", document=row["strategy"], status="silent", value=n, whole=True,
                 vanishes=vanishes, question=question, formula=formula)  # fmt: skip


def _called(material: Material, elements: Sequence[str]) -> Text:
    """What some priorities are called together: the source's own word, where it has one."""
    words = {nouns_for(material, iri, "Priority")[1] for iri in elements}
    return words.pop() if len(words) == 1 else NOUNS["Priority"][1]


def _read_of(material: Material, strategy: str, drafts: Sequence[Draft]) -> tuple[Text, bool, bool]:
    """A document's name, whether it was read, and whether in full for what the drafts ask."""
    covered = not any(d.reason in UNREAD_REASONS for d in drafts)
    return material.name(strategy), material.document(strategy).loaded, covered


def _no_means(
    material: Material, strategy: str, drafts: Sequence[Draft], total: int
) -> Callable[[int], Text]:
    """What is said of a whole document where no measure leads to any of its ends."""
    name, loaded, covered = _read_of(material, strategy, drafts)
    whole = _for_the_whole(material, strategy)

    def say(n: int) -> Text:
        if loaded and not (covered and n == total):
            return Text(f"{name.sv}: för {n} av {total} mål och prioriteringar anges ingen insats "
                        "i det som är läst.",
                        f"{name.en}: what was read states no measure for {n} of {total} goals and "
                        "priorities.")  # fmt: skip
        if loaded:
            return Text(f"{name.sv}: ingen insats anges för något av dess {n} mål och "
                        "prioriteringar.",
                        f"{name.en}: no measure is stated for any of its {n} goals and priorities."
                        )  # fmt: skip
        of = Text(f"kända: {n}", f"known: {n}")
        if n < total:  # for the others it is stated
            of = Text(f"{n} av {total} kända", f"{n} of {total} known")
        return Text(
            f"{name.sv}: i det lästa anges inte vilken insats som leder till vilket mål eller "
            f"vilken prioritering ({of.sv}){whole.sv}.",
            f"{name.en}: what was read does not state which measure leads to which goal or "
            f"priority ({of.en}){whole.en}.",
        )

    return say


def _for_the_whole(material: Material, strategy: str) -> Text:
    """The measures, of any document, that are said to lead to a document as a whole."""
    pattern = "?b a ks:Measure ; ks:contributesTo|ks:implements ?a . ?a a ks:Strategy"
    if not (found := material.relations.pairs(pattern).get(strategy)):
        return Text("", "")
    which = material.listed(sorted(found), 2)
    return Text(f"; till helheten sägs bidra: {which.sv}",
                f"; said to contribute to the whole: {which.en}")  # fmt: skip


def _no_end(
    material: Material, strategy: str, drafts: Sequence[Draft], total: int
) -> Callable[[int], Text]:
    """What is said of a whole document where no measure is tied to an end."""
    name, loaded, covered = _read_of(material, strategy, drafts)

    def say(n: int) -> Text:
        if loaded and not (covered and n == total):
            return Text(f"{name.sv}: {n} av {total} insatser knyts i det som är läst inte till "
                        "något mål eller någon prioritering.",
                        f"{name.en}: {n} of {total} measures are tied to no goal or priority in "
                        "what was read.")  # fmt: skip
        where = ("", "") if loaded else (" i det lästa", " in what was read")
        what = Text(f"insatserna ({n} kända)", f"the measures ({n} known) are")
        if n == 1:
            what = Text("insatsen (1 känd)", "the measure (1 known) is")
        return Text(
            f"{name.sv}: {what.sv} knyts{where[0]} inte till något mål eller någon prioritering.",
            f"{name.en}: {what.en} tied to no goal or priority{where[1]}.",
        )

    return say


def _unreached(material: Material, row: Row, strategy: str) -> Draft:
    what = upper(thing(material, row["end"], row["endKind"]))
    sentence = Text(f"{what.sv}: ingen insats anges som leder dit.",
                    f"{what.en}: no measure that leads there is stated.")  # fmt: skip
    status, reason = unless_left_out(material, row["end"], strategy, "insatser")
    return draft("goal-means", row, [row["end"]], sentence, aspect="mal", document=strategy,
                 status=status, reason=reason)  # fmt: skip


def _loose(material: Material, row: Row, strategy: str) -> Draft:
    what = upper(thing(material, row["measure"], "Measure"))
    sentence = Text(f"{what.sv} knyts inte till något mål eller någon prioritering.",
                    f"{what.en} is tied to no goal or priority.")  # fmt: skip
    status, reason = unless_left_out(material, row["measure"], strategy, "mal")
    return draft("goal-means", row, [row["measure"]], sentence, aspect="insats",
                 document=strategy, status=status, reason=reason)  # fmt: skip
