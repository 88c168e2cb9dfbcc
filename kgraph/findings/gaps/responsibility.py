"""GAP-01: goals, priorities and measures that nobody is named for."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kgraph.findings.gaps.words import by, counted, thing, upper
from kgraph.findings.making import UNREAD_REASONS, Draft, draft, finished, whole_or_each
from kgraph.findings.material import Material, Row, parts
from kgraph.findings.value import Finding
from kgraph.terms import local_name
from kgraph.wording import Text

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
    for strategy, rows in by(counted(material, "gap-responsibility"), "strategy").items():
        each = [_below_named(material, row) for row in rows]
        total = len(material.counted.get(strategy, {}))
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
    covered = not any(d.reason in UNREAD_REASONS for d in drafts)
    above = len(material.headings & set(material.elements.get(strategy, {})))
    besides = Text("", "")
    if above:  # a reader who lists the parts finds these too
        besides = Text(f", utöver {above} som bara samlar andra",
                       f", besides {above} that only gathers others")  # fmt: skip

    def say(_: int) -> Text:
        if known and not (covered and n == total):
            return Text(f"{name.sv}: för {n} av {total} mål, prioriteringar och insatser nämns "
                        "ingen som ansvarig i det som är läst.",
                        f"{name.en}: for {n} of {total} goals, priorities and measures nobody is "
                        "mentioned as responsible in what was read.")  # fmt: skip
        if known:
            return Text(f"{name.sv}: ingen nämns som ansvarig för något av dess {n} mål, "
                        "prioriteringar och insatser.",
                        f"{name.en}: nobody is mentioned as responsible for any of its {n} goals, "
                        "priorities and measures.")  # fmt: skip
        return Text(
            f"{name.sv}: vem som ansvarar för delarna anges inte i det lästa (kända mål, "
            f"prioriteringar och insatser utan: {n} av {total}{besides.sv}).",
            f"{name.en}: who is responsible for its parts is not stated in what was read (goals, "
            f"priorities and measures known without: {n} of {total}{besides.en}).",
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
