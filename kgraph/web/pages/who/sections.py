"""The sections that every answer has, in reading order."""

from collections.abc import Sequence

from kgraph.report.answers import Answer, answers_table, roles_table
from kgraph.report.origins import Sources, sources_parts
from kgraph.report.themes import law_parts
from kgraph.report.value import Paragraph, Part, Section, Words, line
from kgraph.web.pages.found import findings_table
from kgraph.web.pages.who.desk import WhoDesk
from kgraph.web.pages.who.forums import told_forums
from kgraph.web.pages.who.law import by_mandate, general
from kgraph.web.pages.who.roles import no_answers, nobody_named, through_whole, told_roles


def common_sections(desk: WhoDesk, answers: Sequence[Answer]) -> list[Section]:
    """Law, responsibility, roles, forums, and what nobody is named for."""
    scope = desk.scope.kind
    law = [by_mandate(desk, part) for part in law_parts(desk)]
    law = [*law[:-1], general(desk, bool(law[:-1]))]
    roles = roles_table(desk, desk.strategies) if scope in ("region", "strategy") else None
    answered: list[Part] = [answers_table(desk, answers)] if answers else [no_answers(desk)]
    whole = through_whole(desk) if scope in ("theme", "element") else []
    return [
        Section("lag", desk.word("Vem ska enligt lag eller beslut", "Who must by law or decision"),
                tuple(law)),
        Section("ansvar", desk.word("Vem ansvarar, och på vilken nivå",
                                    "Who is responsible, and at which level"),
                (*answered, *([roles] if roles else []), *whole)),
        Section("roller", desk.word("Vem utför, betalar och följer upp, och vad är bara önskat",
                                    "Who carries out, pays and follows up, and what is only "
                                    "wished for"), tuple(told_roles(desk))),
        Section("forum", desk.word("I vilket forum", "In which forum"), tuple(told_forums(desk))),
        Section("ingen", desk.word("Vad ingen nämns för", "What nobody is named for"),
                tuple(nobody_named(desk, answers))),
    ]  # fmt: skip


def ending_sections(desk: WhoDesk) -> list[Section]:
    """What was read and was not, and the findings."""
    sources = Sources(desk, ())
    read = [s for s in desk.strategies if desk.read(s)]
    unread = [s for s in desk.strategies if not desk.read(s)]
    parts_: list[Part] = []
    if desk.scope.kind in ("theme", "element"):
        known = list(dict.fromkeys(w for s in desk.strategies
                                   for w in desk.material.document(s).unread))  # fmt: skip
        parts_.append(Paragraph(line(
            desk.word("Läst: ", "Read: "), *(desk.names(read) or [Words("–")]),
            desk.word(". Inte läst: ", ". Not read: "),
            *(desk.names(dict.fromkeys([*unread, *known])) or [Words("–")]),
            desk.word(". Vad de säger är okänt, inte frånvarande.",
                      ". What they say is unknown, not absent."))))  # fmt: skip
    else:
        parts_ = list(sources_parts(sources))
    found = [f for f in desk.findings.found if f.is_gap or f.kind.startswith("ovl")]
    return [
        Section("olast", desk.word("Vad som är läst och inte läst", "What was read and was not"),
                tuple(parts_)),
        Section("fynd", desk.word("Fynd att titta på", "Findings to look at"),
                tuple(findings_table(desk, found))),
    ]  # fmt: skip
