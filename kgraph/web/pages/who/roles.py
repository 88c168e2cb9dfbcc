"""Who is responsible, carries out, pays and follows up, and what nobody is named for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kgraph.report.answers import Answer, our_reading, sure_words, whole_roles, word_of
from kgraph.report.named import collaborations, parts_table
from kgraph.report.role_rows import TAKING_PART, roles_parts
from kgraph.report.value import (
    Bullets,
    Cell,
    Cites,
    Line,
    Paragraph,
    Part,
    Row,
    Table,
    Words,
    cell,
    line,
)
from kgraph.web.pages.who.desk import WhoDesk
from kgraph.web.pages.who.functions import functions


def told_roles(desk: WhoDesk) -> list[Part]:
    """Who does what; the caption of a theme's table fits a theme alone."""
    first, *rest = roles_parts(desk)
    if isinstance(first, Table):
        caption = desk.word("Vem gör vad, för det här eller för det som det ingår i",
                            "Who does what, for this or for what it is part of")  # fmt: skip
        lines = [(row.cells[0], tuple(_joined(row.cells[1].lines))) for row in first.rows]
        rows = tuple(Row((head, Cell(told))) for head, told in lines)
        if named := functions(desk):
            head = desk.word("Funktioner som nämns, utan att det sägs vad de svarar för",
                             "Functions that are named; what they answer for is not said"
                             )  # fmt: skip
            rows = _see_below(rows, _functions_below(desk))
            rows = (*rows, Row((cell(head), Cell(tuple(named)))))
        elif desk.scope.kind in ("theme", "strategy") and collaborations(desk):
            below = desk.word("; annan samverkan nämns under forumen.",
                              "; other collaboration is named under the forums.")  # fmt: skip
            rows = _see_below(rows, below)
        first = replace(first, caption=caption, rows=rows)
    return [first, *(parts_table(desk) if desk.scope.kind == "theme" else ()), *rest]


def _functions_below(desk: WhoDesk) -> str:
    return desk.word("; funktioner nämns nedan.", "; functions are named below.")


def _see_below(rows: tuple[Row, ...], below: str) -> tuple[Row, ...]:
    """The rows; where nobody is named to take part, with the way to who is named below them."""
    head, told = rows[TAKING_PART].cells
    pieces = [piece for listed in told.lines for piece in listed]
    (only,) = pieces if len(pieces) == 1 else (None,)
    if not isinstance(only, Words):
        return rows
    row = Row((head, cell(Words(only.text.removesuffix(".") + below, quiet=True))))
    return (*rows[:TAKING_PART], row, *rows[TAKING_PART + 1 :])


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Lines that say the same with different passages, as one with all of them."""
    found: dict[Line, list[str]] = {}
    for told in lines:
        words = tuple(piece for piece in told if not isinstance(piece, Cites))
        cited = [p for piece in told if isinstance(piece, Cites) for p in piece.passages]
        found.setdefault(words, []).extend(cited)
    return [line(*words, Cites(tuple(dict.fromkeys(cited)))) for words, cited in found.items()]


def no_answers(desk: WhoDesk) -> Paragraph:
    """That nothing read is of the matter, and what that does not say."""
    if desk.scope.kind != "theme":
        return Paragraph(line(desk.word(
            "Inget mål, ingen prioritering och ingen insats är känd i det som är läst. Det säger "
            "inget om dokument som inte är lästa.",
            "No goal, priority or measure is known in what was read. That says nothing of "
            "documents that were not read.")))  # fmt: skip
    return Paragraph(line(desk.word(
        "Inget mål, ingen prioritering och ingen insats i det som är läst har temat. Det säger "
        "inget om dokument som inte är lästa.",
        "No goal, priority or measure in what was read has the theme. That says nothing of "
        "documents that were not read.")))  # fmt: skip


def through_whole(desk: WhoDesk, answers: Sequence[Answer]) -> list[Part]:
    """Who answers for the whole of a document in scope: its parts are not named by that."""
    near = {a.strategy for a in answers}
    places: dict[tuple[str, str, str, bool], list[str]] = {}
    for one in desk.strategies:
        # An unread document that nothing here is part of has nothing to do with the matter.
        for named in whole_roles(desk.material, one) if one in near or desk.read(one) else ():
            for ours, cited in desk.apart(named.actor, named.role, one, named.passages):
                places.setdefault((one, named.role, named.actor, ours), []).extend(cited)
    lines = [
        line(desk.name(actor), Words(f" ({desk.told(role).lower()})", quiet=True),
             our_reading(desk) if ours else None,
             desk.word(", för hela ", ", for the whole of "), desk.name(one),
             Words(desk.out_of_time(one), quiet=True), " ", desk.cites(found))
        for (one, role, actor, ours), found in places.items()
    ]  # fmt: skip
    if not lines:
        return []
    text = desk.word("För hela dokumentet anges dessa; det är inte att vara utpekad för delarna.",
                     "For the whole document these are named; that is not to be named for its "
                     "parts.")  # fmt: skip
    return [Paragraph(line(text)), Bullets(tuple(dict.fromkeys(lines)))]


def _in_sum(desk: WhoDesk, answer: Answer) -> bool:
    """Whether an answer is one of those that the sum in short is of."""
    return answer.counted and not desk.begins_later(answer.strategy)


def nobody_named(desk: WhoDesk, answers: Sequence[Answer]) -> list[Part]:
    """What nobody is named for, and how sure that is."""
    none = [a for a in answers if a.level in ("namns-inte", "bara-onskat-lage")]
    if not none:
        known = bool(answers)
        return [Paragraph(line(desk.word(
            "För vart och ett av målen, prioriteringarna och insatserna ovan nämns någon, på den "
            "nivå som står där." if known else "Inget mål och ingen insats att fråga om.",
            "For each of the goals, priorities and measures above somebody is named, at the level "
            "told there." if known else "No goal or measure to ask about.")))]  # fmt: skip
    ordered = sorted(none, key=lambda a: not _in_sum(desk, a))  # as many as the sum says, then more
    lines = [
        line(desk.name(a.element), Words(f" ({word_of(desk, a)}, {desk.told(a.strategy)}): ",
                                         quiet=True),
             desk.word("bara i ett önskat läge; ", "only in a wish; ")
             if a.level == "bara-onskat-lage" else None,
             sure_words(desk, a.status, a.reason) if a.status else "–",
             Words("" if _in_sum(desk, a) else desk.word("; inte med i summan",
                                                         "; not in the sum"), quiet=True),
             " ", desk.cites(a.stated))
        for a in ordered
    ]  # fmt: skip
    return [Bullets(tuple(lines))]
