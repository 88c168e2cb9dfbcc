"""A theme across documents: the duties, who does what, and how the counties take it up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kgraph.findings.material import parts, source_of
from kgraph.network import Network
from kgraph.network.facts import bilingual, codes, make_node, read_facts
from kgraph.network.value import Edge
from kgraph.report.answers import Answer, our_reading, sure_words, word_of
from kgraph.report.desk import Desk
from kgraph.report.standing import (
    ended_wordings,
    is_outside,
    is_unsaid,
    named,
    period,
    uncounted,
)
from kgraph.report.undated import day_of_page
from kgraph.report.unreviewed import unreviewed, unreviewed_words
from kgraph.report.value import Cell, Line, Paragraph, Part, Row, Table, Words, cell, line
from kgraph.terms import KS, ORG, local_name
from kgraph.wording import Text, collation_key


def law_parts(desk: Desk) -> list[Part]:
    """Who must by law or decision, for what, how binding it is and on what it rests."""
    rows = mandate_rows(desk)
    general = Paragraph(line(
        "" if rows else desk.word(
            "Inget uppdrag med just det här temat nämns i de lagrum och dokument som är lästa. ",
            "No mandate with this very theme is mentioned in the sections of law and the documents "
            "that were read. "),
        desk.word("Allmänna uppdrag om kompetensförsörjning kan omfatta temat utan att nämna det; "
                  "de visas av ",
                  "General mandates on skills supply may cover the theme without naming it: see "),
        Words("kgraph query mandate-register", code=True), "."))  # fmt: skip
    if not rows:
        return [general]
    return [law_table(desk, rows, desk.word("Uppdrag med temat", "Mandates with the theme")),
            general]  # fmt: skip


def mandate_rows(desk: Desk) -> list[dict[str, str]]:
    """The mandates of the matter: one row for each, for each bearer and for each basis."""
    return [r for r in desk.material.rows("mandate-register") if r["mandate"] in desk.themed]


def law_table(desk: Desk, rows: Iterable[Mapping[str, str]], caption: str) -> Table:
    """Mandates with who holds them, how binding they are and on what they rest."""
    made, ends, fresh = [], ended_wordings(desk), unreviewed(desk)
    for row in rows:
        basis = _basis(desk, row) or _no_basis(desk, row)
        holds = row["counted"] == "true" and not is_outside(desk, row)
        counted = [] if holds else [Words(f" ({uncounted(desk, row)})")]
        evidence = parts(row["evidence"])
        read_in, plain = desk.mandate_said(row["mandate"], evidence)
        places = evidence if row["from"] or row["through"] else plain  # its days stand in any
        ours = [our_reading(desk)] if read_in else []
        if desk.tie_is_ours(row["mandate"]) and not read_in:
            told = desk.word(" (att det hör hit är vår läsning)",
                             " (that it belongs here is our reading)")  # fmt: skip
            ours = [Words(told, quiet=True)]
        made.append(Row((
            cell(desk.name(row["bearer"])),
            cell(desk.name(row["mandate"]), *counted, *ours,
                 unreviewed_words(desk, fresh, evidence), " ", desk.cites(places)),
            cell(desk.name(row["modality"]), *_mark(desk, row, "ks:modality"))
            if row["modality"] else cell("–"),
            cell(*basis),
            cell(period(desk, row, ends)),
        )))  # fmt: skip
    return Table(
        caption,
        tuple(desk.say(t) for t in (
            Text("Den som har uppdraget", "Who holds it"), Text("Uppdrag", "Mandate"),
            Text("Hur bindande", "How binding"), Text("Grund", "Basis"), Text("Tid", "Time"))),
        tuple(made),
        (0.2, 0.36, 0.13, 0.17, 0.14),
    )  # fmt: skip


def _basis(desk: Desk, row: Mapping[str, str]) -> list[Words]:
    """What a mandate rests on by name, with the mark where that it does is our reading."""
    names = named(desk, parts(row["basis"]))
    return [*names, *_mark(desk, row, "ks:legalBasis")] if names else []


def _mark(desk: Desk, row: Mapping[str, str], statement: str) -> list[Words]:
    """The mark of our reading, where every passage with a statement of a mandate is so marked.

    A passage can state the mandate plainly, while how binding it is or what it rests on was read
    into another.
    """
    mandate = row["mandate"]
    places = desk.material.relations.pairs(
        f"?a {statement} ?value ; a ks:Mandate . GRAPH ?b {{ ?a {statement} ?value }}"
    ).get(mandate, frozenset())
    ours = bool(places) and all((mandate, str(place)) in desk.ours.mandates for place in places)
    return [our_reading(desk)] if ours else []


def _no_basis(desk: Desk, row: Mapping[str, str]) -> list[Words]:
    """That no law or decision is named; who gave the mandate may be."""
    giver = desk.names(parts(row["issuer"]))
    told = [Words(desk.word("nämns inte i det lästa", "not mentioned in what was read"),
                  quiet=True)]  # fmt: skip
    if not giver:
        return told
    given = Words(desk.word("givet av ", "given by "))
    rest = Words(desk.word("; lag eller beslut nämns inte i det lästa",
                           "; law or decision is not mentioned in what was read"),
                 quiet=True)  # fmt: skip
    return [given, *giver, rest]


def law_title(desk: Desk) -> Text:
    """By law or decision only where each of the theme's mandates rests on one."""
    if all(duty.based for duty in duties(desk)):
        return Text("Vem som ska, enligt lag eller beslut", "Who must, by law or decision")
    return Text("Vem som har uppdrag, enligt källorna", "Who holds a mandate, by the sources")


@dataclass(frozen=True, slots=True)
class Duty:
    """A mandate with the theme that counts, and who holds it.

    Parameters:
        based: whether a section of law or a decision is named as its basis.
        inferred: whether it is our reading, and no source says so in so many words.
        unsaid: whether nobody says that it held on the view's day, nor that it did not.
    """

    bearer: str
    mandate: str
    based: bool
    inferred: bool
    passages: tuple[str, ...]
    unsaid: bool = False


def duties(desk: Desk) -> list[Duty]:
    """Who holds which mandate with the theme, where it counts, each once.

    Returns:
        first those that the county's own sources tell of, where one county is asked about.
    """
    rows = [
        r for r in desk.material.rows("mandate-register")
        if r["mandate"] in desk.themed and not is_outside(desk, r)
        and (r["counted"] == "true" or (r["from"] and is_unsaid(desk, r)))
    ]  # fmt: skip
    based = {(r["bearer"], r["mandate"]) for r in rows if r["basis"]}
    found = {
        (r["bearer"], r["mandate"]): Duty(
            r["bearer"], r["mandate"], (r["bearer"], r["mandate"]) in based,
            *desk.mandate_said(r["mandate"], parts(r["evidence"])), is_unsaid(desk, r))
        for r in rows
    }  # fmt: skip
    own = desk.own_sources
    near = {key for key, duty in found.items() if own & set(map(source_of, duty.passages))}
    return [found[key] for key in sorted(found, key=lambda key: (key not in near, key))]


_FORUMS_OF = {
    "theme": Text("Forum med temat", "Forums with the theme"),
    "region": Text("Forum i länet", "Forums in the county"),
}


def _partly_ours(desk: Desk) -> Words:
    """The mark of a forum that a source names, where some of what is told of it was read in."""
    return Words(desk.word(" (delvis vår läsning)", " (in part our reading)"), quiet=True)


def forum_parts(desk: Desk) -> list[Part]:
    """The forums whose stated theme it is."""
    rows = [r for r in desk.material.rows("forum-register") if r["forum"] in desk.themed]
    if not rows:
        return [Paragraph(line(_no_forum(desk)))]
    aims = desk.phrases(r["purpose"] for r in rows)
    made = [
        Row((
            cell(desk.name(r["forum"]),
                 _partly_ours(desk) if r["forum"] in desk.ours.forums else None, " ",
                 desk.cites(parts(r["evidence"]))),
            cell(desk.name(r["region"])) if r["region"] else cell("–"),
            Cell(tuple(_conveners(desk, r)) or (line("–"),)),
            cell(members_told(desk, r, bare=True)),
            cell(aims[r["purpose"]] if r["purpose"]
                 else Words(desk.word("sägs inte", "not said"), quiet=True)),
        ))
        for r in rows
    ]  # fmt: skip
    return [Table(
        desk.say(_FORUMS_OF.get(desk.scope.kind, Text("Forum", "Forums"))),
        tuple(desk.say(t) for t in (
            Text("Forum", "Forum"), Text("Län", "County"), Text("Sammankallar", "Convenes"),
            Text("Kända deltagare", "Known members"), Text("Syfte", "Purpose"))),
        tuple(made),
        (0.26, 0.16, 0.18, 0.14, 0.26),
    )]  # fmt: skip


def _no_forum(desk: Desk) -> str:
    """That no forum is known for what is asked about."""
    if desk.scope.kind == "theme":
        return desk.word("Inget forum i det som är läst sägs ha temat.",
                         "No forum in what was read is said to have the theme.")  # fmt: skip
    if desk.scope.kind == "region":
        return desk.word(f"Inget forum i {desk.told(desk.place)} nämns i det som är läst.",
                         f"No forum in {desk.told(desk.place)} is mentioned in what was read."
                         )  # fmt: skip
    return desk.word("Inget forum sägs vara till för detta i det som är läst.",
                     "No forum is said to be for this in what was read.")  # fmt: skip


def _conveners(desk: Desk, row: Mapping[str, str]) -> list[Line]:
    """Who calls a forum together; what is our reading marked."""
    ours = {member for forum, member, role in desk.ours.seats
            if forum == row["forum"] and local_name(role) == "sammankallande"}  # fmt: skip
    return [line(desk.name(who), our_reading(desk) if who in ours else None)
            for who in parts(row["convener"])]  # fmt: skip


def members_told(desk: Desk, row: Mapping[str, str], bare: bool = False) -> str:
    """How many are known to take part; at least so many where the list is not whole.

    Parameters:
        row: a row of the register of forums.
        bare: without the noun, for a column that says it.
    """
    number = int(row["members"])
    known = Text("känd deltagare", "known member"), Text("kända deltagare", "known members")
    told = str(number) if bare else desk.several(number, *known)
    if row["open"] == "true" and number:
        told = desk.word(f"minst {told}; fler kan vara med", f"at least {told}; there may be more")
    page = day_of_page(desk, parts(row["evidence"])) if number else None
    return told + _read_in(desk, row["forum"], number) + (page.text if page else "")


def _read_in(desk: Desk, forum: str, number: int) -> str:
    """How many members are our reading alone, where some are."""
    seats = [r for r in desk.material.rows("forum-members")
             if r["forum"] == forum and r["counted"] == "true" and not r["via"]]  # fmt: skip
    stated = {r["member"] for r in seats if (forum, r["member"], r["role"]) not in desk.ours.seats}
    ours = len({r["member"] for r in seats} - stated)
    if not ours:
        return ""
    if ours >= number:
        return desk.word(" (vår läsning)", " (our reading)")
    return desk.word(f" (varav {ours} är vår läsning)",
                     f" (of which {ours} {'is' if ours == 1 else 'are'} our reading)")  # fmt: skip


def counties_parts(desk: Desk, answers: Iterable[Answer]) -> list[Part]:
    """How each county takes the theme up, in what was read of it."""
    rows = [r for r in desk.material.rows("theme-by-region") if r["theme"] == desk.scope.iri]
    listed, mandates = list(answers), _mandates_of_counties(desk)
    made = []
    for row in sorted(rows, key=lambda r: collation_key(desk.told(r["region"]))):
        mine = [a for a in listed if desk.material.document(a.strategy).region == row["region"]]
        status, reason = local_name(row["status"]), local_name(row["reason"])
        sure = sure_words(desk, status, reason) if status else "–"
        if status == "silent":  # the rest of the plan may still speak of it
            sure = desk.word("En plan är läst; inget mål och ingen insats har temat",
                             "A plan was read; no goal or measure has the theme")  # fmt: skip
        names = [
            line(desk.name(a.element),
                 Words(f" ({word_of(desk, a)}, {desk.told(a.strategy)}) ", quiet=True),
                 desk.cites(a.stated))
            for a in mine
        ]  # fmt: skip
        names += [
            line(desk.name(duty.mandate), Words(_mandate_word(desk, duty), quiet=True),
                 desk.cites(duty.passages))
            for duty in mandates.get(row["region"], [])
        ]  # fmt: skip
        names = names or [line("–")]
        made.append(Row((cell(desk.name(row["region"])), Cell(tuple(names)),
                         cell(row["forums"]), cell(sure))))  # fmt: skip
    if not made:
        return [Paragraph(line(desk.word("Inga län i det som är läst.",
                                         "No counties in what was read.")))]  # fmt: skip
    return [Table(
        desk.word("Temat i länen", "The theme in the counties"),
        tuple(desk.say(t) for t in (
            Text("Län", "County"),
            Text("Mål, prioriteringar, insatser och uppdrag",
                 "Goals, priorities, measures and mandates"),
            Text("Forum", "Forums"),
            Text("Om inget i planer har temat: hur säkert",
                 "If nothing in plans has the theme: how sure"))),
        tuple(made),
        (0.18, 0.46, 0.1, 0.26),
    )]  # fmt: skip


def theme_network(desk: Desk, answers: Iterable[Answer]) -> Network:
    """Who is tied to what bears the theme: parts of strategies, mandates and forums."""
    edges = [*_answer_edges(answers), *mandate_edges(desk), *_forum_edges(desk)]
    numbered = tuple(replace(edge, id=f"e{n}") for n, edge in enumerate(edges, 1))
    things = {end for edge in edges for end in (edge.source, edge.target)}
    facts, labels = read_facts(desk.store, desk.view, things), bilingual(desk.store, things)
    nodes = tuple(make_node(thing, facts, labels) for thing in sorted(things))
    about = desk.material.name(desk.scope.iri)
    return Network(
        "theme", about,
        Text("Vem är knuten till vilket uppdrag, vilken insats och vilket forum med temat?",
             "Who is tied to which mandate, measure and forum with the theme?"),
        nodes, numbered, (), bilingual(desk.store, codes(nodes, numbered, ())), desk.view,
        desk.lang,
    )  # fmt: skip


def _answer_edges(answers: Iterable[Answer]) -> list[Edge]:
    near = ("utpekad", "genom-fokusomradet", "genom-helheten")
    return [
        Edge("", named.actor, answer.element,
             KS("responsibleFor") if answer.level in near else KS("involvedIn"),
             role=named.role, evidence=named.passages)
        for answer in answers
        for named in answer.who
    ]  # fmt: skip


def mandate_edges(desk: Desk) -> list[Edge]:
    """Who holds which mandate with the theme, where it counts."""
    return [
        Edge("", duty.bearer, duty.mandate, KS("responsibleFor"), evidence=duty.passages)
        for duty in duties(desk)
    ]


def _forum_edges(desk: Desk) -> list[Edge]:
    return [
        Edge("", r["member"], r["forum"], ORG("memberOf"), role=r["role"],
             evidence=parts(r["evidence"]))
        for r in desk.material.rows("forum-members")
        if r["forum"] in desk.themed and r["counted"] == "true" and not r["via"]
    ]  # fmt: skip


def _mandate_word(desk: Desk, duty: Duty) -> str:
    if duty.inferred:
        return desk.word(" (uppdrag, vår läsning) ", " (mandate, our reading) ")
    return desk.word(" (uppdrag) ", " (mandate) ")


def _mandates_of_counties(desk: Desk) -> dict[str, list[Duty]]:
    """The mandates with the theme that count, by the county of those who hold them."""
    listed = duties(desk)
    facts = read_facts(desk.store, desk.view, {duty.mandate for duty in listed})
    found: dict[str, list[Duty]] = {}
    for duty in listed:
        for county in facts.all(duty.mandate, "county", "county of whole"):
            found.setdefault(county, []).append(duty)
    return found
