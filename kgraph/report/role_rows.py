"""Who has which role for what: what counts, and what is only wished for, planned or permitted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.findings.material import parts
from kgraph.report.adopted import adopted
from kgraph.report.answers import our_reading, whole_roles
from kgraph.report.desk import Desk
from kgraph.report.made import of_here, products
from kgraph.report.sums import Known, sum_of, sums
from kgraph.report.undated import undated_sources, undated_words
from kgraph.report.unreviewed import unreviewed, unreviewed_words
from kgraph.report.value import Cell, Line, Part, Row, Table, Words, cell, line
from kgraph.store import MODE_WORDS
from kgraph.terms import local_name
from kgraph.wording import Text, collation_key

# Nobody has decided, or done, before the day of it.
_ROLES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX other: <https://w3id.org/kompsam/id/other/>
SELECT DISTINCT ?node ?target ?bearer ?role ?mode ?counted ?passage WHERE {
  { ?node ks:target ?target ; ks:bearer ?bearer ; ks:role ?role }
  UNION { ?node org:organization ?target ; org:member ?bearer ; org:role ?role .
    ?target a ks:Project }
  ?node ks:assertionMode ?mode .
  OPTIONAL { ?node ks:inView ?counted }
  OPTIONAL { ?node ks:statedIn ?passage }
  FILTER NOT EXISTS {
    ?node ks:validFrom ?from . other:reference-date ks:asOf ?day . FILTER(?from > ?day)
  }
  MINUS {
    other:reference-date ks:asOf ?today .
    { ?node ks:notBefore ?earliest }
    UNION { ?of ks:notBefore ?earliest . ?node ks:target|org:organization ?of }
    FILTER(?earliest > ?today)
  }
}"""
_SAID = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?bearer ?role ?target ?mode ?summary ?passage WHERE {
  ?node ks:target ?target ; ks:bearer ?bearer ; ks:role ?role ; ks:assertionMode ?mode ;
    ks:summary ?summary ; ks:statedIn ?passage .
  GRAPH ?passage { ?node ks:summary ?summary } FILTER(LANG(?summary) != "en")
}"""
_ABOVE = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?above WHERE {
  { ?element (ks:parentElement|ks:partOfStrategy)+ ?above }
  UNION { ?above a ks:Project ; ks:implements ?element }
}"""
# What a county's bodies do beside what their strategies say: projects, and what they make.
_WORK = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?thing WHERE { VALUES ?type { ks:Project ks:KnowledgeProduct } ?thing a ?type }"""
_WISHES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?summary ?passage WHERE {
  ?element a ks:TargetState ; ks:summary ?summary ; ks:statedIn ?passage .
  GRAPH ?passage { ?element ks:summary ?summary } FILTER(LANG(?summary) != "en")
}"""


def mode_of(desk: Desk, iri: str) -> str:
    """A mode of assertion in words."""
    mode = local_name(iri)
    return MODE_WORDS[mode].get(desk.lang) if mode in MODE_WORDS else mode


@dataclass(frozen=True, slots=True)
class RoleRow:
    """Who has which role for what, in which mode, whether that counts, and where it says so.

    Parameters:
        ours: whether it was only read into those passages.
    """

    bearer: str
    role: str
    target: str
    mode: str
    counts: bool
    passages: tuple[str, ...]
    ours: bool = False

    @property
    def decided(self) -> bool:
        """Whether it is the role of a decision already taken, which only ever is in the past."""
        return local_name(self.role) == "beslutande" and "historical" in self.mode

    def is_done(self, made: Mapping[str, bool]) -> bool:
        """Whether it is over and yet answers who did it: a decision, or what somebody has made.

        Parameters:
            made: what somebody makes, and whether it is a strategy.
        """
        over = "historical" in self.mode and self.target in made
        return self.decided or (
            over and (not made[self.target] or local_name(self.role) == "utforare")
        )


def role_rows(desk: Desk) -> list[RoleRow]:
    """Roles for what bears the theme, for what it is part of, or for a project that carries it out.

    Returns:
        those that count first, and of these those for the target itself.
    """
    reached = _with_above(desk)
    work = _work(desk)
    found: dict[tuple[str, str, str, str, bool], set[str]] = {}
    for row in desk.store.select(_ROLES, desk.view).rows:
        _, target, bearer, role, mode, counted, passage = ("" if c is None else str(c) for c in row)
        if target in reached or (target in work and desk.concerns_place(bearer)):
            key = (bearer, role, target, mode, counted == "true")
            found.setdefault(key, set()).update({passage} - {""})
    made = [
        RoleRow(*key, cited, ours)
        for key, passages in found.items()
        for ours, cited in desk.apart(*key[:3], sorted(passages))
    ]
    return sorted(made, key=lambda r: (
        not r.counts, r.role, r.target not in desk.themed, collation_key(desk.told(r.bearer)),
        r.bearer, r.target, r.mode, r.ours, r.passages))  # fmt: skip


def _work(desk: Desk) -> set[str]:
    """What a county's bodies do beside what their strategies say; of a theme, what has it."""
    if not desk.place or desk.scope.kind not in ("region", "theme"):
        return set()
    made = {str(row[0]) for row in desk.store.select(_WORK, desk.view).rows}
    return made & desk.bearing if desk.scope.kind == "theme" else made


def _with_above(desk: Desk) -> set[str]:
    """What is asked about, and what it is part of."""
    above = (map(str, row) for row in desk.store.select(_ABOVE, desk.view).rows)
    return set(desk.themed) | {whole for element, whole in above if element in desk.themed}


_GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (Text("Ansvarar", "Is responsible"), ("ansvarig",)),
    (Text("Utför", "Carries out"), ("utforare",)),
    (Text("Betalar", "Pays"), ("finansiar",)),
    (Text("Följer upp", "Follows up"), ("uppfoljare",)),
    (Text("Beslutar", "Decides"), ("beslutande",)),
    (Text("Samordnar, stödjer eller medverkar", "Co-ordinates, supports or takes part"), ()),
)


_OTHERS = frozenset(slug for _, slugs in _GROUPS for slug in slugs)
TAKING_PART = len(_GROUPS) - 1
"""The place of the row of those who co-ordinate, support or take part."""


def roles_parts(desk: Desk) -> list[Part]:
    """Who answers, carries out, pays, follows up and takes part, and who is only wished to."""
    rows, made = role_rows(desk), products(desk)
    counted = [r for r in rows if r.counts or r.decided]
    done = [r for r in rows if r.is_done(made) and r not in counted and of_here(desk, r.bearer)]
    wished = [r for r in rows if not r.counts and not r.is_done(made)
              and r.target in desk.themed and "historical" not in r.mode]  # fmt: skip
    caption = desk.word(
        "Vem gör vad, för temats mål och insatser eller för det de ingår i",
        "Who does what, for the theme's goals and measures or for what they are part of",
    )
    heads = (desk.word("Vad", "What"), desk.word("Vem, för vad och var det står",
                                                 "Who, for what and where it says"))  # fmt: skip
    table = Table(
        caption, heads, (*_role_groups(desk, counted), *_done_row(desk, done)), (0.24, 0.76)
    )
    return [table, *_wish_parts(desk, wished)]


def _role_groups(desk: Desk, counted: Sequence[RoleRow]) -> list[Row]:
    """A row for each sort of role; one that nobody is named for says so."""
    named = {slug for _, slugs in _GROUPS for slug in slugs}
    nobody = _nobody(desk)
    known, undated, fresh = sums(desk), undated_sources(desk), unreviewed(desk)
    made = []
    for words, slugs in _GROUPS:
        mine = [r for r in counted if (local_name(r.role) in slugs if slugs
                                       else local_name(r.role) not in named)]  # fmt: skip
        lines = [_role_line(desk, r, not slugs, known, undated, fresh) for r in mine]
        lines = lines or adopted(desk, slugs, _with_above(desk))
        lines += _through_whole(desk, slugs, mine) if desk.place or not lines else []
        lines = lines or _answering(desk, slugs)
        made.append(
            Row((cell(desk.say(words)), Cell(tuple(lines or [line(Words(nobody, quiet=True))]))))
        )
    return made


def _done_row(desk: Desk, done: Sequence[RoleRow]) -> list[Row]:
    """What somebody has made; over, and so never an answer to who does it."""
    if not done:
        return []
    told = [_role_line(desk, r, True, sums(desk), undated_sources(desk), unreviewed(desk))
            for r in done]  # fmt: skip
    return [Row((cell(desk.word("Har gjorts", "Has been done")), Cell(tuple(told))))]


def for_whole(desk: Desk, *slugs: str) -> list[RoleRow]:
    """Who has a role for the whole of a document that was read; of any sort that has no row."""
    wanted = slugs or _OTHERS
    return [
        RoleRow(named.actor, named.role, strategy, named.mode, True, cited, ours)
        for strategy in desk.strategies
        if desk.read(strategy)
        for named in whole_roles(desk.material, strategy)
        if (local_name(named.role) in wanted) == bool(slugs)
        for ours, cited in desk.apart(named.actor, named.role, strategy, named.passages)
    ]


def _who_decided(desk: Desk) -> list[RoleRow]:
    """Who has decided on the whole of a document that was read."""
    read = set(filter(desk.read, desk.strategies))
    return [
        RoleRow(row["actor"], row["role"], row["element"], row["mode"], True, cited, ours)
        for row in desk.material.rows("responsible-by-strategy")
        if row["element"] in read and row["actor"] and local_name(row["role"]) == "beslutande"
        and not desk.begins_later(row["element"])
        for ours, cited in desk.apart(row["actor"], row["role"], row["element"],
                                      parts(row["evidence"]))
    ]  # fmt: skip


def _was(desk: Desk) -> str:
    return f" ({MODE_WORDS['historical'].get(desk.lang).lower()})"


def _taken(desk: Desk) -> str:
    """That a role is that of a decision, which is over."""
    return desk.word(" (beslutet är fattat)", " (decision taken)")


def _of_whole(desk: Desk, target: str) -> Words:
    """That a role is for a whole document, of which a theme is no more than a part."""
    about = desk.scope.kind == "theme" and target in desk.strategies
    told = desk.word(" (för helheten, inte för just temat)",
                     " (for the whole, not for this theme in particular)")  # fmt: skip
    return Words(told if about and target not in desk.themed else "", quiet=True)


def _through_whole(desk: Desk, slugs: Sequence[str], told: Sequence[RoleRow]) -> list[Line]:
    """Of a theme: who has a role for the whole of a document, where no row has that yet.

    Parameters:
        told: the rows that there are.
    """
    if desk.scope.kind != "theme":
        return []
    there = {row.target for row in told}
    rows = _who_decided(desk) if "beslutande" in slugs else for_whole(desk, *slugs)
    return [
        line(desk.name(row.bearer),
             Words("" if slugs else f" ({desk.told(row.role).lower()})", quiet=True),
             our_reading(desk) if row.ours else None,
             desk.word(", för ", ", for "), desk.name(row.target), _of_whole(desk, row.target),
             Words(_taken(desk) if row.decided else "", quiet=True),
             Words(desk.out_of_time(row.target), quiet=True), " ", desk.cites(row.passages))
        for row in rows if row.target not in there
    ]  # fmt: skip


def _answering(desk: Desk, slugs: Sequence[str]) -> list[Line]:
    """Where nobody is named to carry something out: who answers for the document it is part of.

    To answer for a whole is to see that its parts are done, and is not to do them.
    """
    rows = for_whole(desk, "ansvarig") if slugs == ("utforare",) else []
    counted = desk.material.counted
    return [
        line(Words(desk.word("Ingen nämns som utförare av just detta; ",
                             "Nobody is named to carry out just this; "), quiet=True),
             desk.name(row.bearer), our_reading(desk) if row.ours else None,
             desk.word(" ansvarar för hela ", " is responsible for the whole of "),
             desk.name(row.target), Words(desk.out_of_time(row.target), quiet=True), " ",
             desk.cites(row.passages))
        for row in rows
        if row.target in desk.themed or not desk.themed.isdisjoint(counted.get(row.target, ()))
    ]  # fmt: skip


def _nobody(desk: Desk) -> str:
    """That nobody is named; mandates and forums with the matter stand in tables of their own."""
    held = {m for r in desk.material.rows("mandate-register")
            if (m := r["mandate"]) in desk.themed and not desk.only_near(m)}  # fmt: skip
    met = {r["forum"] for r in desk.material.rows("forum-register")} & desk.themed
    told = (
        desk.word("Ingen nämns utöver uppdragen ovan", "Nobody is named beside the mandates above")
        if held
        else desk.word("Ingen nämns för just detta i det som är läst",
                       "Nobody is named for just this in what was read")
    )  # fmt: skip
    below = desk.word("; forumen står nedan", "; the forums stand below") if met else ""
    return f"{told}{below}."


def _role_line(
    desk: Desk, row: RoleRow, with_role: bool, known: Known, undated: Collection[str],
    fresh: Collection[str],
) -> Line:  # fmt: skip
    taken = "" if row.counts else _taken(desk) if row.decided else _was(desk)
    return line(
        desk.name(row.bearer), sum_of(known, row.bearer, row.target, row.role),
        Words(f" ({desk.told(row.role).lower()})" if with_role else "", quiet=True),
        desk.word(", för ", ", for "), desk.name(row.target), _of_whole(desk, row.target),
        Words(taken, quiet=True),
        Words(desk.out_of_time(row.target), quiet=True),
        our_reading(desk) if row.ours else None, undated_words(desk, undated, row.passages),
        unreviewed_words(desk, fresh, row.passages),
        " ", desk.cites(row.passages),
    )  # fmt: skip


def _wish_parts(desk: Desk, wished: Sequence[RoleRow]) -> list[Part]:
    wishes, said = _wishes(desk), _said(desk)
    asked = {(row.bearer, row.role, row.target, row.mode) for row in wished}
    words = desk.phrases(
        [wish[1] for wish in wishes] + [text for key in asked for text in said.get(key, ())]
    )
    rows = [
        Row((cell(desk.name(element)), cell(words[summary], " ", desk.cites(passages))))
        for element, summary, passages in wishes
    ]
    together: dict[tuple[str, str], list[RoleRow]] = {}
    for row in wished:
        together.setdefault((row.target, row.mode), []).append(row)
    for (target, _), listed in together.items():
        lines = [told for row in listed for told in _wish_lines(desk, row, said, words)]
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


def _wish_lines(
    desk: Desk,
    row: RoleRow,
    said: Mapping[tuple[str, ...], Mapping[str, set[str]]],
    words: Mapping[str, Words],
) -> list[Line]:
    """Who, in which role; and what is said of it, each thing where it stands.

    Parameters:
        said: the summaries of a role, each with its passages.
        words: each summary in the report's language.
    """
    mode = mode_of(desk, row.mode)
    begin = (f"{mode}: ", desk.name(row.bearer),
             Words(f" ({desk.told(row.role).lower()})", quiet=True),
             our_reading(desk) if row.ours else None)  # fmt: skip
    told = said.get((row.bearer, row.role, row.target, row.mode), {})
    lines = [
        line(*begin, ". ", _without(words[summary], mode), " ", desk.cites(sorted(here)))
        for summary, places in sorted(told.items())
        if (here := places.intersection(row.passages))
    ]  # fmt: skip
    rest = set(row.passages).difference(*told.values())
    return lines + ([line(*begin, " ", desk.cites(sorted(rest)))] if rest or not lines else [])


def _without(summary: Words, mode: str) -> Words:
    """A summary without the mode that it begins with, which stands before it already."""
    rest = summary.text.removeprefix(f"{mode}: ")
    return replace(summary, text=rest[:1].upper() + rest[1:])


def _said(desk: Desk) -> dict[tuple[str, ...], dict[str, set[str]]]:
    """What is told of a role in words of our own: by who, role, target and mode."""
    found: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for *key, summary, passage in desk.store.select(_SAID, desk.view).rows:
        told = found.setdefault(tuple(map(str, key)), {})
        told.setdefault(str(summary), set()).add(str(passage))
    return found


def _wishes(desk: Desk) -> list[tuple[str, str, tuple[str, ...]]]:
    found: dict[tuple[str, str], set[str]] = {}
    for element, summary, passage in desk.store.select(_WISHES, desk.view).rows:
        if str(element) in desk.themed:
            found.setdefault((str(element), str(summary)), set()).add(str(passage))
    return [(*key, tuple(sorted(ps))) for key, ps in sorted(found.items())]
