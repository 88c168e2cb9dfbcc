"""Questions to bring: what the findings give rise to, at the meeting place where it belongs."""

from collections import defaultdict
from collections.abc import Sequence

from kgraph.findings import KINDS, Finding
from kgraph.findings.forms import state_words
from kgraph.report.value import Cell, Line, Paragraph, Part, Row, Section, Table, Words, line
from kgraph.terms import local_name
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.found import cited, finding_link
from kgraph.web.pages.meeting import place_of_question
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.watch import QUESTIONS, WatchDesk, empty, frame
from kgraph.wording import Text, collation_key

_MOST_THINGS = 12


def questions(shelf: Shelf, visit: Visit) -> Page:
    """The questions that the findings give rise to, forum by forum."""
    desk = WatchDesk(shelf, visit)
    asked = [f for f in desk.result.found if _is_shown(f) and desk.holds(f.regions)]
    forums: dict[str, list[Finding]] = defaultdict(list)
    for finding in asked:
        forums[place_of_question(desk, finding, desk.county)].append(finding)
    sections = tuple(
        Section("forum-" + (local_name(forum) or "inget"), _forum_title(desk, forum),
                tuple(_questions(desk, forum, forums[forum])))
        for forum in sorted(forums, key=lambda f: (not f, collation_key(desk.told(f) if f else "")))
    )  # fmt: skip
    if not sections:
        none = Text(
            "Inget fynd i det som är läst ger en fråga här. Välj alla län, eller räkna fler "
            "uppgifter överst på sidan.",
            "No finding in what was read gives a question here. Choose all counties, or count "
            "more statements at the top of the page.")  # fmt: skip
        sections = (Section("inget", desk.word("Inget att ta upp", "Nothing to bring"),
                            empty(desk, none)),)  # fmt: skip
    lead = line(
        desk.word(
            "Frågor som det lästa ger anledning till, vid den mötesplats där de hör hemma. Ingen "
            "av dem säger att någon har gjort fel: en lucka i texterna behöver inte vara en lucka "
            "i verksamheten.",
            "Questions that what was read gives rise to, at the meeting place where they belong. "
            "None says that anybody has done wrong: a gap in the texts need not be a gap in the "
            "work.",
        )
    )
    return Page(
        desk.word("Frågor att ta upp", "Questions to bring"), sections, lead=lead, tab="watch",
        eyebrow=desk.word("Bevaka", "Watch"), template="watch.html",
        values=frame(desk, visit, QUESTIONS),
        data=lambda: [
            {"forum": place_of_question(desk, f, desk.county) or None,
             "question": desk.say(f.question), "finding": f.id,
             "claim": desk.say(f.sentence), "passages": list(f.passages)}
            for f in asked
        ],
    )  # fmt: skip


def _is_shown(finding: Finding) -> bool:
    """Whether a finding stands in the usual list and gives a question."""
    shown = KINDS[finding.kind].strategist and not finding.set_aside
    return shown and bool(finding.question.sv) and (finding.is_gap or finding.kind[:3] == "ovl")


def _forum_title(desk: WatchDesk, forum: str) -> str:
    none = desk.word("Ingen mötesplats är given för detta", "No meeting place is given for this")
    return desk.told(forum) if forum else none


def _questions(desk: WatchDesk, forum: str, found: Sequence[Finding]) -> list[Part]:
    by_question: dict[Text, list[Finding]] = defaultdict(list)
    for finding in found:
        by_question[finding.question].append(finding)
    rows = []
    for question, mine in sorted(by_question.items(), key=lambda item: -len(item[1])):
        lines = [_claim(desk, finding) for finding in mine[:_MOST_THINGS]]
        if len(mine) > _MOST_THINGS:
            n = len(mine) - _MOST_THINGS
            kinds = {f.kind for f in mine}
            to = f"/fynd?slag={mine[0].kind}" if len(kinds) == 1 else "/fynd"
            lines.append(line(desk.link(to, Text(f"och {n} till", f"and {n} more"))))
        rows.append(Row((Cell((line(Words(desk.say(question), strong=True)),)),
                         Cell(tuple(lines)))))  # fmt: skip
    intro: list[Part] = []
    if forum:
        county = desk.places.counties(forum)
        about = Words(desk.word("Om mötesplatsen: ", "About the meeting place: "), quiet=True)
        near = [Words(", "), *desk.names(county)] if county else []
        intro = [Paragraph(line(about, desk.name(forum), *near))]
    heads = (desk.word("Fråga att ta upp", "Question to bring"),
             desk.word("Eftersom", "Because"))  # fmt: skip
    return [*intro, Table(_forum_title(desk, forum), heads, tuple(rows), (0.35, 0.65),
                          titled=True)]  # fmt: skip


def _claim(desk: WatchDesk, finding: Finding) -> Line:
    sure = Words(f" – {desk.say(state_words(finding))}", quiet=True)
    told = line(finding_link(desk, finding), sure, " ", *cited(desk, finding.cited, 6))
    near = (
        ""
        if place_of_question(desk, finding, desk.county)
        else desk.material.forum_of(finding.region)
    )
    if not near:
        return told
    example = desk.word(" Ett forum i länet är ", " A forum of the county is ")
    return told + line(Words(example, quiet=True), desk.name(near), ".")
