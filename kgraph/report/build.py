"""From a scope to a report: the sections in order, and the numbers of the passages they cite."""

from collections.abc import Iterable, Sequence

from kgraph import __version__
from kgraph.network import Passage
from kgraph.network.facts import read_passages
from kgraph.project import Project
from kgraph.report.answers import Answer, answers_table, natural, read_answers, roles_table
from kgraph.report.challenges import every_challenge
from kgraph.report.desk import Desk, make_scope
from kgraph.report.found import findings_parts
from kgraph.report.grids import matrix_parts, network_parts
from kgraph.report.named import collaborations_table, parts_table, seats_table
from kgraph.report.origins import Sources, limits_parts, made_parts, sources_parts
from kgraph.report.role_rows import roles_parts
from kgraph.report.summary import summary_parts
from kgraph.report.themes import counties_parts, forum_parts, law_parts, law_title
from kgraph.report.value import Cites, Note, Paragraph, Part, Report, Section, line
from kgraph.report.wider_forums import wider_lines
from kgraph.store import Store, View
from kgraph.wording import Text

_FOR = {
    "region": Text("den som leder eller samordnar kompetensförsörjningen i {name}",
                   "those who lead or co-ordinate skills supply in {name}"),
    "strategy": Text("den som ansvarar för eller arbetar efter {name}",
                     "those who answer for or work by {name}"),
    "theme": Text("den som leder eller samordnar arbetet med {name}",
                  "those who lead or co-ordinate the work on {name}"),
    "all": Text("den som leder eller samordnar regional kompetensförsörjning",
                "those who lead or co-ordinate regional skills supply"),
}  # fmt: skip


def build(
    project: Project,
    store: Store,
    view: View,
    *,
    region: str = "",
    strategy: str = "",
    theme: str = "",
    lang: str = "sv",
) -> Report:
    """Make a report of a county, a strategy, a theme, or of everything.

    Parameters:
        project, store: what is reported on.
        view: which statements count.
        region, strategy, theme: one of them as a person names it, or none for everything.
        lang: language of the report, ``sv`` or ``en``.

    Raises:
        UsageError: more than one of the three, or one that is not in the graph.
    """
    scope = make_scope(store, view, region, strategy, theme)
    desk = Desk(project, store, view, scope, lang)
    answers = read_answers(desk)
    body = _theme_sections(desk, answers) if scope.kind == "theme" else _sections(desk, answers)
    sources = Sources(desk, set(cited_in(body)))
    summary = _section(desk, "sammanfattning", Text("Sammanfattning", "Summary"),
                       summary_parts(desk, answers, sources.base()))  # fmt: skip
    ending = [
        _section(desk, "kallor", Text("Källor", "Sources"), sources_parts(sources)),
        _section(desk, "granser", Text("Vad rapporten inte kan säga",
                                       "What the report cannot tell"), limits_parts(desk)),
        _section(desk, "gjord", Text("Hur rapporten är gjord", "How the report was made"),
                 made_parts(desk)),
    ]  # fmt: skip
    sections = (summary, *body, *ending)
    return _numbered(desk, sections, sources)


def _section(desk: Desk, anchor: str, title: Text, parts: Sequence[Part]) -> Section:
    return Section(anchor, desk.say(title), tuple(parts))


def _sections(desk: Desk, answers: Sequence[Answer]) -> list[Section]:
    roles = roles_table(desk, desk.strategies)
    table: list[Part] = [answers_table(desk, answers)] if answers else [_nothing(desk)]
    return [
        _section(desk, "ansvar", Text("Vem som ansvarar för vad", "Who is responsible for what"),
                 [*table, *([roles] if roles else [])]),
        _section(desk, "matris", Text("Matris: aktörer och prioriteringar",
                                      "Matrix: actors and priorities"),
                 matrix_parts(desk, answers)),
        _section(desk, "natverk", _network_title(desk), network_parts(desk, answers)),
        _section(desk, "fynd", Text("Fynd", "Findings"),
                 [*findings_parts(desk), *every_challenge(desk)]),
    ]  # fmt: skip


def _network_title(desk: Desk) -> Text:
    if desk.scope.kind == "strategy":
        return Text("Nätverk: vem som har vilken roll", "Network: who has which role")
    return Text("Nätverk: vilka som möts, och var", "Network: who meets, and where")


def _nothing(desk: Desk) -> Paragraph:
    return Paragraph(line(desk.word(
        "Inget i källan: inga mål, prioriteringar eller insatser är kända i det som är läst.",
        "Nothing in the source: no goals, priorities or measures are known in what was read.",
    )))  # fmt: skip


def _theme_sections(desk: Desk, answers: Sequence[Answer]) -> list[Section]:
    table: list[Part] = [answers_table(desk, answers)] if answers else [_nothing(desk)]
    return [
        _section(desk, "lag", law_title(desk), law_parts(desk)),
        _section(desk, "ansvar", Text("Vem som ansvarar, och på vilken nivå",
                                      "Who is responsible, and at which level"), table),
        _section(desk, "roller", Text("Vem som utför, betalar och följer upp, och vad som bara är "
                                      "önskat",
                                      "Who carries out, pays and follows up, and what is only "
                                      "wished for"), [*roles_parts(desk), *parts_table(desk)]),
        _section(desk, "forum", Text("I vilket forum", "In which forum"),
                 [*forum_parts(desk), *map(Paragraph, wider_lines(desk)), *seats_table(desk),
                  *collaborations_table(desk)]),
        _section(desk, "natverk", Text("Nätverk: vem som är knuten till vad",
                                       "Network: who is tied to what"),
                 network_parts(desk, answers)),
        _section(desk, "lan", Text("Hur länen tar upp temat", "How the counties take it up"),
                 counties_parts(desk, answers)),
        _section(desk, "fynd", Text("Fynd", "Findings"),
                 [*findings_parts(desk), *every_challenge(desk)]),
    ]  # fmt: skip


def cited_in(sections: Iterable[Section]) -> list[str]:
    """Every passage that some sections cite, in the order of reading, as often as it is cited."""
    report = Report("", "", (), tuple(sections), (), View(), "sv")
    return [
        passage
        for told in report.lines()
        for piece in told
        if isinstance(piece, Cites)
        for passage in piece.passages
    ]


def _numbered(desk: Desk, sections: tuple[Section, ...], sources: Sources) -> Report:
    """The report, with a number for every passage: document by document, from its beginning.

    The documents come in the order in which they are first cited, registers and laws last.
    """
    notes = number_notes(desk.store, desk.view, sections)
    return Report(desk.title, _subtitle(desk), _facts(desk, sources), sections, notes,
                  desk.view, desk.lang)  # fmt: skip


def number_notes(store: Store, view: View, sections: Iterable[Section]) -> tuple[Note, ...]:
    """A number for every passage that some sections cite, document by document.

    Parameters:
        store, view: where the passages are looked up.
        sections: what cites them.
    """
    cited = list(dict.fromkeys(cited_in(sections)))
    known = {p.id: p for p in read_passages(store, view, cited)}
    first: dict[str, int] = {}
    for passage in cited:
        if passage in known:
            first.setdefault(_document(known[passage]), len(first))
    ordered = sorted(
        known.values(), key=lambda p: (not p.lines, first[_document(p)], natural(p.id))
    )
    return tuple(Note(n, passage) for n, passage in enumerate(ordered, 1))


def _document(passage: Passage) -> str:
    return passage.id.rpartition("/")[0] if passage.lines else passage.id


def _subtitle(desk: Desk) -> str:
    return desk.word(
        "Ansvar, luckor och överlappning i regional kompetensförsörjning, enligt lästa källor",
        "Responsibility, gaps and overlap in regional skills supply, by the sources read",
    )


def _facts(desk: Desk, sources: Sources) -> tuple[tuple[str, str], ...]:
    name = desk.told(desk.scope.iri) if desk.scope.iri else ""
    if desk.scope.kind == "theme":
        name = name[:1].lower() + name[1:]
    read, unread = len(sources.read), len(sources.unread)
    return (
        (desk.word("För", "For"), desk.say(_FOR[desk.scope.kind]).format(name=name)),
        (desk.word("Gäller", "Holds"), desk.view.words.get(desk.lang)),
        (desk.word("Bygger på", "Rests on"),
         desk.several(read, Text("läst dokument", "document read"),
                      Text("lästa dokument", "documents read")) + "; "
         + desk.several(unread, Text("omnämnt verk är inte läst", "cited work was not read"),
                        Text("omnämnda verk är inte lästa", "cited works were not read"))),
        (desk.word("Gjord med", "Made with"), f"kgraph {__version__}"),
    )  # fmt: skip
