"""The questions of a report's summary: what to bring up, in which forum, and about what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kgraph.findings import Finding
from kgraph.report.desk import Desk
from kgraph.report.nearby import place_of
from kgraph.report.value import Line, Words, line
from kgraph.wording import Text, counted

_FORUMS, _ASKED = 3, 5
_MORE = Text("fråga", "more question"), Text("frågor", "more questions")
_LONG = 260  # letters; a longer sentence is left to the findings
# A line of the summary, and how deep it lies.
Item = tuple[Line, int]


def questions(desk: Desk, found: Iterable[Finding]) -> list[Item]:
    """The questions of what is surest, by the forum that could take them and what they are of."""
    forums: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in found:
        wanted = finding.is_gap and not finding.set_aside and finding.status in (
            "confirmed", "silent")  # fmt: skip
        forum = place_of(desk.served, finding, desk.material, desk.place) if wanted else ""
        if wanted and (forum or _examples(desk, [finding])):
            forums[forum][_home(desk, finding)].append(finding)
    if not forums:
        return []
    items = [(line(Words(desk.word("Att ta upp.", "To bring up."), strong=True)), 0)]
    for forum, homes in sorted(forums.items(), key=lambda item: not item[0])[:_FORUMS]:
        items += _in_forum(desk, forum, homes)
    if (more := len(forums) - _FORUMS) > 0:
        items.append((line(desk.word(f"I {more} forum till, se Fynd.",
                                     f"In {more} more forums, see Findings.")), 1))  # fmt: skip
    return items


def _home(desk: Desk, finding: Finding) -> str:
    """The document that a finding is about, or whose name its claim begins with; else ""."""
    document = finding.document
    if document not in desk.material.documents:  # a county is no document
        return ""
    named = desk.say(finding.sentence).startswith(desk.told(document) + ":")
    return document if named or document in finding.affects else ""


def _in_forum(desk: Desk, forum: str, homes: Mapping[str, Sequence[Finding]]) -> list[Item]:
    """The questions for a forum: what they are all about is said once, before them."""
    items: list[Item] = []
    for home, findings in sorted(homes.items(), key=lambda item: not item[0]):
        about = home or _one_thing(findings)
        other = desk.word(", om annat", ", about other things") if items else ""
        what = [Words(desk.word(", om ", ", about ")), desk.within(about)] if about else [
            Words(other)]  # fmt: skip
        items.append((line(*_where(desk, forum, findings), *what, ":"), 1))
        by_question: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            by_question[desk.say(finding.question)].append(finding)
        items += [(told, 2) for told in _asked(desk, by_question, about)]
    return items


def _examples(desk: Desk, findings: Iterable[Finding]) -> list[str]:
    """A forum of each county that some findings are of: where no forum is given for them."""
    found = (desk.material.forum_of(finding.region) for finding in findings)
    return [forum for forum in dict.fromkeys(found) if forum]


def _where(desk: Desk, forum: str, findings: Iterable[Finding]) -> list[Words]:
    """The forum that is given for some questions, else that none is, with examples."""
    if forum:
        return [Words(desk.word("I ", "In ")), desk.within(forum)]
    begin = desk.word("I ett forum i länet, till exempel ", "In a forum of the county, such as ")
    return [Words(begin), *desk.names(_examples(desk, findings), 2, within=True)]


def _one_thing(findings: Iterable[Finding]) -> str:
    """The one thing that every finding is about; "" where they are about several."""
    found = {finding.affects for finding in findings}
    (things,) = found if len(found) == 1 else ((),)
    return things[0] if len(things) == 1 else ""


def _asked(desk: Desk, asked: Mapping[str, Sequence[Finding]], about: str) -> list[Line]:
    """What could be asked in a forum: each question after the matters that it is about.

    Parameters:
        about: what they are all about, which has been said.
    """
    told = []
    for question, findings in list(asked.items())[:_ASKED]:
        matter = _matter(desk, findings, about)
        told.append(line(*matter, " – " if matter else "", question))
    if (more := len(asked) - _ASKED) > 0:
        asked_on = counted(more, *_MORE).get(desk.lang)
        told.append(line(desk.word(f"Och {asked_on} till, se Fynd.",
                                   f"And {asked_on}, see Findings.")))  # fmt: skip
    return told


def _matter(desk: Desk, findings: Sequence[Finding], about: str) -> list[Words]:
    """What a question is about: the things, or where it lies between several what is said."""
    first, *rest = findings
    told = desk.say(first.sentence).rstrip(".")
    if len(first.affects) > 1 and not rest and len(told) <= _LONG:
        told = told.removeprefix(f"{desk.told(about)}:").strip() if about else told
        return [Words(told[:1].upper() + told[1:], desk.foreign(first.sentence))]
    return desk.names((thing for f in findings for thing in f.affects if thing != about), 3)
