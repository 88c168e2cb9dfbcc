"""The sections that every answer has, in reading order."""

from collections.abc import Collection, Iterable, Sequence

from kgraph.findings.material import source_of
from kgraph.report.answers import Answer, answers_table, roles_table
from kgraph.report.build import cited_in
from kgraph.report.challenges import every_challenge
from kgraph.report.origins import Sources, sources_parts
from kgraph.report.value import Line, Paragraph, Part, Section, Words, line
from kgraph.sources import read_sources
from kgraph.web.pages.found import findings_table
from kgraph.web.pages.who.desk import WhoDesk
from kgraph.web.pages.who.forums import told_forums
from kgraph.web.pages.who.law import told_mandates
from kgraph.web.pages.who.roles import no_answers, nobody_named, through_whole, told_roles
from kgraph.web.pages.who.tied import ties_table


def common_sections(desk: WhoDesk, answers: Sequence[Answer]) -> list[Section]:
    """Law, responsibility, roles, forums, and what nobody is named for."""
    scope = desk.scope.kind
    roles = roles_table(desk, desk.strategies) if scope in ("region", "strategy") else None
    answered: list[Part] = [answers_table(desk, answers)] if answers else [no_answers(desk)]
    whole = through_whole(desk, answers) if scope in ("theme", "element") else []
    tied = ties_table(desk) if scope in ("element", "strategy") else []
    return [
        Section("lag", desk.word("Vem ska enligt lag eller beslut", "Who must by law or decision"),
                tuple(told_mandates(desk))),
        Section("ansvar", desk.word("Vem ansvarar, och på vilken nivå",
                                    "Who is responsible, and at which level"),
                (*answered, *([roles] if roles else []), *whole, *tied)),
        Section("roller", desk.word("Vem utför, betalar och följer upp, och vad är bara önskat",
                                    "Who carries out, pays and follows up, and what is only "
                                    "wished for"), tuple(told_roles(desk))),
        Section("forum", desk.word("I vilket forum", "In which forum"), tuple(told_forums(desk))),
        Section("ingen", desk.word("Vad ingen nämns för", "What nobody is named for"),
                (*nobody_named(desk, answers), *every_challenge(desk))),
    ]  # fmt: skip


def rests_on(sections: Iterable[Section], near: Collection[str] = ()) -> frozenset[str]:
    """The passages that say something of the matter itself; those of the law stand elsewhere.

    Parameters:
        near: sources whose mandates are of the matter too.
    """
    listed = list(sections)
    law = cited_in(section for section in listed if section.id == "lag")
    said = cited_in(section for section in listed if section.id != "lag")
    return frozenset(said) | {passage for passage in law if source_of(passage) in near}


def ending_sections(
    desk: WhoDesk, cited: Collection[str], near: Collection[str] | None = None
) -> list[Section]:
    """What was read and was not, and the findings.

    Parameters:
        desk: what is asked about.
        cited: the passages that the answer rests on.
        near: of a strategy those that say something of itself.
    """
    sources = Sources(desk, cited, near)
    parts_: list[Part] = []
    if desk.scope.kind in ("theme", "element"):
        parts_.append(Paragraph(_read_and_not(desk, sources)))
    else:
        parts_ = list(sources_parts(sources))
    found = [f for f in desk.findings.found if f.is_gap or f.kind.startswith("ovl")]
    return [
        Section("olast", desk.word("Vad som är läst och inte läst", "What was read and was not"),
                tuple(parts_)),
        Section("fynd", desk.word("Fynd att titta på", "Findings to look at"),
                (*(findings_table(desk, found) if found or not desk.wider_findings else ()),
                 *_wider(desk))),
    ]  # fmt: skip


def _wider(desk: WhoDesk) -> list[Part]:
    """What is found of the whole that an element is part of, and so of it too."""
    if not desk.wider_findings:
        return []
    lead = Paragraph(line(desk.word(
        "Om det som detta ingår i, eller om temat; gäller alltså även detta:",
        "Of what this is part of, or of its theme; so it holds for this too:")))  # fmt: skip
    return [lead, *findings_table(desk, desk.wider_findings)]


def _read_and_not(desk: WhoDesk, sources: Sources) -> Line:
    """What was read, plans first; and what was not, each work once."""
    documents = {s: desk.material.document(s) for s in desk.strategies}
    read = [s for s in documents if desk.read(s)]
    copies = {copy for s in read for copy in documents[s].copies}
    # An unread strategy and the work that holds it are one thing to a reader.
    unread = [s for s in documents if not desk.read(s)]
    unread += [work for s in read for work in documents[s].unread]
    if desk.scope.kind == "element":  # what the document cites may say more of it
        unread += [work for work, _, _ in sources.unread]
    told = [*read, *(s for s in (*(s.iri for s in sources.read), *_of_place(desk))
                     if s not in copies)]  # fmt: skip
    return line(
        desk.word("Läst: ", "Read: "), *(desk.names(told) or [Words("–")]),
        desk.word(". Inte läst: ", ". Not read: "), *(desk.names(unread, 8) or [Words("–")]),
        desk.word(". Vad de säger är okänt, inte frånvarande.",
                  ". What they say is unknown, not absent."))  # fmt: skip


def _of_place(desk: WhoDesk) -> list[str]:
    """The documents that were read of the county, or of every county, with the theme or without.

    That nothing in them is of the theme is no less read.
    """
    if desk.scope.kind != "theme":
        return []
    everything = read_sources(desk.store, desk.view, desk.lang)
    return [
        s.iri for s in everything if s.loaded and (not desk.county or s.iri in desk.own_sources)
    ]
