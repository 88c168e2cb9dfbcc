"""A theme across documents: the duties, who does what, and how the counties take it up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.findings.material import parts
from kgraph.network import Network
from kgraph.network.facts import bilingual, codes, make_node, read_facts
from kgraph.network.value import Edge
from kgraph.report.answers import Answer, sure_words
from kgraph.report.desk import Desk
from kgraph.report.value import Cell, Paragraph, Part, Row, Table, Words, cell, line
from kgraph.store import MODE_WORDS
from kgraph.terms import KS, ORG, local_name
from kgraph.wording import Text, collation_key

_ROLES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?node ?target ?bearer ?role ?mode ?counted ?passage WHERE {
  ?node ks:target ?target ; ks:bearer ?bearer ; ks:role ?role ; ks:assertionMode ?mode .
  OPTIONAL { ?node ks:inView ?counted }
  OPTIONAL { ?node ks:statedIn ?passage }
}"""
_READ_IN = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?bearer ?role ?target WHERE {
  ?node ks:inferred true ; ks:target ?target ; ks:bearer ?bearer ; ks:role ?role .
  FILTER NOT EXISTS {
    ?said ks:target ?target ; ks:bearer ?bearer ; ks:role ?role .
    FILTER NOT EXISTS { ?said ks:inferred true }
  }
}"""
_ABOVE = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?above WHERE {
  { ?element (ks:parentElement|ks:partOfStrategy)+ ?above }
  UNION { ?above a ks:Project ; ks:implements ?element }
}"""
_WISHES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?summary ?passage WHERE {
  ?element a ks:TargetState ; ks:summary ?summary ; ks:statedIn ?passage .
  GRAPH ?passage { ?element ks:summary ?summary }
}"""


def law_parts(desk: Desk) -> list[Part]:
    """Who must by law or decision, for what, how binding it is and on what it rests."""
    rows = [r for r in desk.material.rows("mandate-register") if r["mandate"] in desk.themed]
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
    made = []
    for row in rows:
        nothing = Words(desk.word("nämns inte i det lästa", "not mentioned in what was read"),
                        quiet=True)  # fmt: skip
        basis = desk.names(parts(row["basis"])) or [nothing]
        counted = [] if row["counted"] == "true" else [Words(f" ({_mode(desk, row['mode'])})")]
        ours = [our_reading(desk)] if row["inferred"] == "true" else []
        made.append(Row((
            cell(desk.name(row["bearer"])),
            cell(desk.name(row["mandate"]), *counted, *ours, " ",
                 desk.cites(parts(row["evidence"]))),
            cell(desk.name(row["modality"]), *ours) if row["modality"] else cell("–"),
            cell(*basis),
            cell(_period(desk, row)),
        )))  # fmt: skip
    return [Table(
        desk.word("Uppdrag med temat", "Mandates with the theme"),
        tuple(desk.say(t) for t in (
            Text("Den som har uppdraget", "Who holds it"), Text("Uppdrag", "Mandate"),
            Text("Hur bindande", "How binding"), Text("Grund", "Basis"), Text("Tid", "Time"))),
        tuple(made),
        (0.2, 0.36, 0.13, 0.17, 0.14),
    ), general]  # fmt: skip


def our_reading(desk: Desk) -> Words:
    """The mark of what no source says in so many words."""
    return Words(desk.word(" (vår läsning)", " (our reading)"), quiet=True)


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
    """

    bearer: str
    mandate: str
    based: bool
    inferred: bool
    passages: tuple[str, ...]


def duties(desk: Desk) -> list[Duty]:
    """Who holds which mandate with the theme, where it counts, each once."""
    rows = [
        r for r in desk.material.rows("mandate-register")
        if r["mandate"] in desk.themed and r["counted"] == "true"
    ]  # fmt: skip
    based = {(r["bearer"], r["mandate"]) for r in rows if r["basis"]}
    found = {
        (r["bearer"], r["mandate"]): Duty(
            r["bearer"], r["mandate"], (r["bearer"], r["mandate"]) in based,
            r["inferred"] == "true", parts(r["evidence"]))
        for r in rows
    }  # fmt: skip
    return [duty for _, duty in sorted(found.items())]


def _mode(desk: Desk, iri: str) -> str:
    mode = local_name(iri)
    return MODE_WORDS[mode].get(desk.lang) if mode in MODE_WORDS else mode


def _period(desk: Desk, row: Mapping[str, str]) -> str:
    """The first and last day of a mandate, as far as they are known."""
    start, end = (desk.material.told_date(row[c], [row["mandate"]]) for c in ("from", "through"))
    return f"{start}–{end}" if start or end else "–"


def role_rows(desk: Desk) -> list[tuple[str, str, str, str, bool, tuple[str, ...]]]:
    """Roles for what bears the theme, for what it is part of, or for a project that carries it out.

    Returns:
        Actor, role, target, mode, whether it counts, and passages; the target itself first.
    """
    reached = set(desk.themed)
    for element, above in desk.store.select(_ABOVE, desk.view).rows:
        if str(element) in desk.themed:
            reached.add(str(above))
    found: dict[tuple[str, str, str, str, bool], set[str]] = {}
    for row in desk.store.select(_ROLES, desk.view).rows:
        _, target, bearer, role, mode, counted, passage = ("" if c is None else str(c) for c in row)
        if target in reached:
            key = (bearer, role, target, mode, counted == "true")
            found.setdefault(key, set()).update({passage} - {""})
    return sorted(
        ((*key, tuple(sorted(passages))) for key, passages in found.items()),
        key=lambda r: (not r[4], r[1], r[2] not in desk.themed, collation_key(desk.told(r[0])), r),
    )


_GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (Text("Ansvarar", "Answers"), ("ansvarig",)),
    (Text("Utför", "Carries out"), ("utforare",)),
    (Text("Betalar", "Pays"), ("finansiar",)),
    (Text("Följer upp", "Follows up"), ("uppfoljare",)),
    (Text("Beslutar", "Decides"), ("beslutande",)),
    (Text("Samordnar, stödjer eller medverkar", "Co-ordinates, supports or takes part"), ()),
)


def roles_parts(desk: Desk) -> list[Part]:
    """Who answers, carries out, pays, follows up and takes part, and who is only wished to."""
    rows = role_rows(desk)
    ours = {tuple(map(str, row)) for row in desk.store.select(_READ_IN, desk.view).rows}
    counted = [r for r in rows if r[4] or _decided(r)]
    wished = [r for r in rows if not r[4] and r[2] in desk.themed and "historical" not in r[3]]
    named = {slug for _, slugs in _GROUPS for slug in slugs}
    made = []
    for words, slugs in _GROUPS:
        mine = [
            r
            for r in counted
            if (local_name(r[1]) in slugs if slugs else local_name(r[1]) not in named)
        ]
        lines = [
            line(
                desk.name(who),
                Words(f" ({desk.told(role).lower()})" if not slugs else "", quiet=True),
                desk.word(", för ", ", for "),
                desk.name(target),
                Words(
                    "" if now else desk.word(" (beslutet är fattat)", " (decision taken)"),
                    quiet=True,
                ),
                our_reading(desk) if (who, role, target) in ours else None,
                " ",
                desk.cites(passages),
            )
            for who, role, target, _, now, passages in mine
        ] or [
            line(
                Words(
                    desk.word(
                        "Ingen nämns för just detta i det som är läst.",
                        "Nobody is named for just this in what was read.",
                    ),
                    quiet=True,
                )
            )
        ]
        made.append(Row((cell(desk.say(words)), Cell(tuple(lines)))))  # fmt: skip
    found: list[Part] = [Table(
        desk.word("Vem gör vad, för temats mål och insatser eller för det de ingår i",
                  "Who does what, for the theme's goals and measures or for what they are part of"),
        (desk.word("Vad", "What"), desk.word("Vem, för vad och var det står",
                                             "Who, for what and where it says")),
        tuple(made),
        (0.24, 0.76),
    )]  # fmt: skip
    return found + _wish_parts(desk, wished)


def _decided(row: tuple[str, str, str, str, bool, tuple[str, ...]]) -> bool:
    """Whether a role is that of a decision already taken, which only ever stands in the past."""
    return local_name(row[1]) == "beslutande" and "historical" in row[3]


def _wish_parts(
    desk: Desk, wished: Sequence[tuple[str, str, str, str, bool, tuple[str, ...]]]
) -> list[Part]:
    rows = [
        Row((cell(desk.name(element)), cell(Words(summary, desk.foreign(Text("", ""))), " ",
                                            desk.cites(passages))))
        for element, summary, passages in _wishes(desk)
    ]  # fmt: skip
    together: dict[tuple[str, str], list[tuple[str, str, tuple[str, ...]]]] = {}
    for who, role, target, mode, _, passages in wished:
        together.setdefault((target, mode), []).append((who, role, passages))
    for (target, mode), people in together.items():
        lines = [
            line(f"{_mode(desk, mode)}: ", desk.name(who),
                 Words(f" ({desk.told(role).lower()}) ", quiet=True), desk.cites(passages))
            for who, role, passages in people
        ]  # fmt: skip
        rows.append(Row((cell(desk.name(target)), Cell(tuple(lines)))))
    if not rows:
        return []
    return [Table(
        desk.word("Bara önskat, planerat eller tillåtet: räknas inte som så det är",
                  "Only wished for, planned or permitted: not counted as so"),
        (desk.word("Vad", "What"), desk.word("Vad som sägs", "What is said")),
        tuple(rows),
        (0.36, 0.64),
    )]  # fmt: skip


def _wishes(desk: Desk) -> list[tuple[str, str, tuple[str, ...]]]:
    found: dict[tuple[str, str], set[str]] = {}
    for element, summary, passage in desk.store.select(_WISHES, desk.view).rows:
        if str(element) in desk.themed:
            found.setdefault((str(element), str(summary)), set()).add(str(passage))
    return [(*key, tuple(sorted(ps))) for key, ps in sorted(found.items())]


def forum_parts(desk: Desk) -> list[Part]:
    """The forums whose stated theme it is."""
    rows = [r for r in desk.material.rows("forum-register") if r["forum"] in desk.themed]
    if not rows:
        return [Paragraph(line(desk.word(
            "Inget forum i det som är läst sägs ha temat.",
            "No forum in what was read is said to have the theme.")))]  # fmt: skip
    made = [
        Row((
            cell(desk.name(r["forum"]), " ", desk.cites(parts(r["evidence"]))),
            cell(desk.name(r["region"])) if r["region"] else cell("–"),
            cell(*(desk.names(parts(r["convener"])) or [Words("–")])),
            cell(r["members"]),
            cell(Words(r["purpose"], "sv" if desk.lang != "sv" else "") if r["purpose"]
                 else Words(desk.word("sägs inte", "not said"), quiet=True)),
        ))
        for r in rows
    ]  # fmt: skip
    return [Table(
        desk.word("Forum med temat", "Forums with the theme"),
        tuple(desk.say(t) for t in (
            Text("Forum", "Forum"), Text("Län", "County"), Text("Sammankallar", "Convenes"),
            Text("Kända deltagare", "Known members"), Text("Syfte", "Purpose"))),
        tuple(made),
        (0.26, 0.16, 0.18, 0.14, 0.26),
    )]  # fmt: skip


def counties_parts(desk: Desk, answers: Iterable[Answer]) -> list[Part]:
    """How each county takes the theme up, in what was read of it."""
    rows = [r for r in desk.material.rows("theme-by-region") if r["theme"] == desk.scope.iri]
    listed, mandates = list(answers), _mandates_of_counties(desk)
    made = []
    for row in sorted(rows, key=lambda r: collation_key(desk.told(r["region"]))):
        mine = [a for a in listed if desk.material.document(a.strategy).region == row["region"]]
        status, reason = local_name(row["status"]), local_name(row["reason"])
        sure = sure_words(desk, status, reason) if status else "–"
        names = [
            line(desk.name(a.element), Words(f" ({desk.told(a.strategy)}) ", quiet=True),
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
            Text("Om inget nämns i planer: hur säkert", "If no plan names it: how sure"))),
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
