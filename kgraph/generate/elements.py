"""The elements of a plan: goals, priorities, measures in some depth, target states, challenges."""

from dataclasses import dataclass, field

from kgraph.generate import levels
from kgraph.generate.bodies import assignment
from kgraph.generate.country import County
from kgraph.generate.levels import ANSWERED, NOBODY, SHARED, WISHED, Saying
from kgraph.generate.planted import Planted
from kgraph.generate.statements import (
    Document,
    Fact,
    named,
    summary,
    thing,
    typed,
    value,
    yes,
)
from kgraph.generate.words import GROUPS, THEMES, Phrase
from kgraph.terms import DCT, KS, Iri, Literal
from kgraph.wording import Text

_TYPES = {
    "Goal": "mal",
    "Priority": "prioritering",
    "Measure": "insats",
    "TargetState": "borlage",
    "Challenge": "angiven-brist",
}
_LEVEL_WHY = {
    "utpekad": Text("Någon anges för just detta.", "Somebody is named for this very thing."),
    "genom-fokusomradet": Text("Någon anges för det ovanför.", "Somebody is named above it."),
    "genom-helheten": Text("Någon anges för helheten.", "Somebody is named for the whole."),
    "medverkar": Text("Någon medverkar bara.", "Somebody only takes part."),
    "bara-onskat-lage": Text("Någon är bara önskad.", "Somebody is only wished for."),
    "namns-inte": Text("Ingen nämns.", "Nobody is named."),
}
# Three plans of this many measures never use up the combinations of task and theme.
_MOST = 95
_NOT_APPLICABLE = Text("Källan säger att det inte gäller.", "The source says it does not apply.")


@dataclass
class Plan:
    """A strategy while its elements are made.

    Parameters:
        reading: how far its document was read.
        whole: somebody answers for the whole of it.
        forum: the forum that a source says serves the whole of it.
        covered: the relations that it was read in full for, where it was read.
        parts: elements that were read in full though the whole was not.
    """

    county: County
    iri: Iri
    slug: str
    reading: str
    truth: list[Planted] = field(default_factory=list)
    goals: dict[Iri, bool] = field(default_factory=dict)
    leads: dict[Iri, Iri] = field(default_factory=dict)
    priorities: list["Element"] = field(default_factory=list)
    carried: set[Iri] = field(default_factory=set)
    used: list[tuple[Iri, Phrase, Phrase]] = field(default_factory=list)
    parts: list[Iri] = field(default_factory=list)
    alike: tuple[Phrase, Phrase] | None = None

    def __post_init__(self) -> None:
        """Decide what holds for the whole."""
        county, rng = self.county, self.county.rng
        self.whole = county.chance(0.4)
        self.funded = county.chance(0.5)
        self.forum = rng.choice(county.forums).iri if county.chance(0.3) else None
        more = [r for r in ("finansiering", "insatser", "mal", "uppfoljning") if county.chance(0.6)]
        self.covered = ("ansvar", *more)
        self.count = 0

    def standing(self, relation: str, part: bool = False, open_: bool = False) -> tuple[str, str]:
        """Status and reason of a silence, by how the document was read."""
        read = self.reading in ("read", "open-list", "older-source") and relation in self.covered
        if not read and not (part and relation == "ansvar"):
            cited = self.reading == "cited-not-loaded"
            return "unknown", "cited-not-loaded" if cited else "not-read"
        if open_ or self.reading == "open-list":
            return "unknown", "open-list"
        if self.reading == "older-source":
            return "unknown", "older-source"
        return "silent", ""


@dataclass(frozen=True)
class Element:
    """An element that was made: what stands under it needs to know this much."""

    iri: Iri
    answered: bool = False
    funded: bool = False
    forum: bool = False


_TOP = Element(Iri(""))


def state(plan: Plan, document: Document, above: Plan | None) -> None:
    """State a plan's elements in a document."""
    rng, cited = plan.county.rng, plan.reading == "cited-not-loaded"
    for _ in range(rng.randint(1, 3)):
        goal = _element(plan, document, "Goal", _TOP, rng.choice(THEMES))
        plan.goals[goal.iri] = False
    tops = list(plan.goals)
    for _ in range(rng.randint(4, 7)):
        _priority(plan, document, above, rng.choice(tops), cited)
    if not cited:
        _loose(plan, document)
        _likeness(plan, document, above)


def _priority(plan: Plan, document: Document, above: Plan | None, goal: Iri, cited: bool) -> None:
    """A priority with its goals, measures, target states and challenges."""
    county, rng = plan.county, plan.county.rng
    facts: list[Fact] = [(KS("contributesTo"), goal)] if county.chance(0.7) else []
    if above is not None and county.chance(0.5):
        carried = rng.choice(above.priorities).iri
        facts.append((KS("implements"), carried))
        above.carried.add(carried)
    theme = rng.choice(THEMES)
    made = _element(plan, document, "Priority", _TOP, theme, *facts)
    plan.priorities.append(made)
    if facts and facts[0][0] == KS("contributesTo"):
        plan.leads[made.iri] = goal
    if cited:
        return
    plan.carried.add(made.iri)
    goals = [_element(plan, document, "Goal", made, theme).iri for _ in range(rng.randint(0, 2))]
    plan.goals.update(dict.fromkeys(goals, False))
    _measures(plan, document, made, goals)
    _target_state(plan, document, made, theme)
    _challenges(plan, document, made, theme)


def _measures(plan: Plan, document: Document, under: Element, goals: list[Iri]) -> None:
    """Measures, some of them with measures of their own, in up to three steps."""
    county, rng = plan.county, plan.county.rng
    for _ in range(rng.randint(3, 8)):
        if len(plan.used) >= _MOST:
            return
        facts: list[Fact] = []
        if goals and county.chance(0.4):
            goal = rng.choice(goals)
            facts.append((KS("contributesTo"), goal))
            plan.goals[goal] = True
        parent = _measure(plan, document, under, *facts)
        while county.chance(0.25) and len(plan.used) < _MOST:
            below = _measure(plan, document, parent)
            parent = below if county.chance(0.5) else parent


def _measure(plan: Plan, document: Document, under: Element, *facts: Fact) -> Element:
    task, theme = next(plan.county.measures)
    done: Fact = (KS("taskType"), value("task-type", task.slug))
    words = Text(f"{task.words.sv} {theme.words.sv}", f"{task.words.en} {theme.words.en}")
    made = _element(plan, document, "Measure", under, theme, done, *facts, words=words)
    plan.used.append((made.iri, task, theme))
    return made


def _element(
    plan: Plan,
    document: Document,
    kind: str,
    under: Element,
    theme: Phrase,
    *facts: Fact,
    words: Text | None = None,
) -> Element:
    """State an element, who answers for it, and what else is planted at it."""
    county = plan.county
    iri = _describe(plan, document, kind, under, theme, words, *facts)
    level = levels.choose(county, under.answered, plan.whole)
    open_ = county.chance(0.1)
    saying = Saying(county, document, iri, kind)
    if open_:
        saying.passage().say(iri, (KS("openList"), yes()))
    absent = _absence(plan, saying, level)
    plan.truth += levels.say(saying, level, denied=absent == "explicitly-none")
    _say_level(plan, iri, level, open_, absent)
    funded = _fund(plan, saying, level, under)
    forum = _gather(plan, saying, under, theme)
    return Element(iri, under.answered or level == levels.NAMED, funded, forum)


def _describe(
    plan: Plan,
    document: Document,
    kind: str,
    under: Element,
    theme: Phrase,
    words: Text | None,
    *facts: Fact,
) -> Iri:
    plan.count += 1
    told = words or Text(f"Stärkt {theme.words.sv}", f"Stronger {theme.words.en}")
    told = Text(f"{told.sv}, {plan.count}", f"{told.en}, {plan.count}")
    iri = thing("element", f"{plan.slug}-{plan.count}")
    passage = document.passage(f"{kind} {plan.count}", f"Här står: {told.sv.lower()}.")
    above: list[Fact] = [(KS("parentElement"), under.iri)] if under.iri else []
    passage.say(
        iri,
        *typed(KS(kind)),
        *named(told, english=plan.county.chance(0.7)),
        summary(f"Om {theme.words.sv} i {plan.county.name}."),
        (DCT("subject"), value("theme", theme.slug)),
        (KS("elementType"), value("element-type", _TYPES[kind])),
        (KS("ordinal"), Literal(str(plan.count))),
        (KS("partOfStrategy"), plan.iri),
        *above,
        *facts,
    )
    return iri


def _absence(plan: Plan, saying: Saying, level: str) -> str:
    """Let the source itself say, here and there, that nobody answers or need not."""
    county = plan.county
    if plan.reading == "cited-not-loaded" or level not in (SHARED, WISHED, NOBODY):
        return ""
    if not county.chance(0.25):
        return ""
    kind = "explicitly-none" if county.chance(0.8) else "not-applicable"
    name = saying.element.rsplit("/", 1)[1]
    saying.passage("reviewed").say(
        thing("absence", name),
        *typed(KS("AbsenceStatement")),
        (KS("about"), saying.element),
        (KS("absentRelation"), value("relation-kind", "ansvar")),
        (KS("absenceKind"), value("absence-kind", kind)),
        (KS("inSource"), saying.document.iri),
        (KS("reviewStatus"), value("review-status", "reviewed")),
    )
    return kind


def _say_level(plan: Plan, iri: Iri, level: str, open_: bool, absent: str) -> None:
    part = plan.reading == "in-part" and plan.county.chance(0.5)
    if part:
        plan.parts.append(iri)
    status, reason = "", ""
    if level not in ANSWERED:
        status, reason = plan.standing("ansvar", part, open_)
    if absent == "explicitly-none":
        status, reason = "confirmed", ""
    if absent == "not-applicable":
        plan.truth.append(Planted("GAP-01", (iri,), _NOT_APPLICABLE, False, level))
        return
    holds = level == NOBODY
    plan.truth.append(Planted("GAP-01", (iri,), _LEVEL_WHY[level], holds, level, status, reason))


def _fund(plan: Plan, saying: Saying, level: str, under: Element) -> bool:
    """Funding of an element; it involves a funder, so only where somebody is involved."""
    county = plan.county
    own = level in (*ANSWERED, SHARED) and county.chance(0.25)
    if own:
        name = f"{saying.element.rsplit('/', 1)[1]}-medel"
        assignment(
            *(saying.passage(), "FundingContribution", name, (county.someone(),)),
            *("finansiar", saying.element),
        )
    if saying.kind == "Measure" and plan.reading != "cited-not-loaded":
        _say_funded(plan, saying.element, own, under.funded)
    return own or under.funded


def _say_funded(plan: Plan, iri: Iri, own: bool, above: bool) -> None:
    level = "own" if own else "above" if above else "plan-only" if plan.funded else "none"
    why = {
        "own": Text("Medel anges för den.", "Funding is stated for it."),
        "above": Text("Medel anges ovanför den.", "Funding is stated above it."),
        "plan-only": Text("Medel bara för planen.", "Funding for the plan alone."),
        "none": Text("Inga medel anges.", "No funding is stated."),
    }[level]
    gap = level in ("plan-only", "none")
    status, reason = plan.standing("finansiering") if gap else ("", "")
    plan.truth.append(Planted("GAP-07", (iri,), why, gap, level, status, reason))


def _gather(plan: Plan, saying: Saying, under: Element, theme: Phrase) -> bool:
    """A forum that serves the element, stated or only possible by its theme."""
    county = plan.county
    own = saying.kind == "Priority" and county.chance(0.25)
    if own:
        forum = county.rng.choice(county.forums).iri
        contributes: Fact = (KS("contributesTo"), saying.element)
        saying.passage().say(forum, *typed(KS("Forum")), contributes)
    stated = own or under.forum or plan.forum is not None
    if saying.kind in ("Priority", "Measure"):
        possible = any(meeting.theme == theme for meeting in county.forums)
        _say_gathered(plan, saying.element, stated, possible)
    return own or under.forum


def _say_gathered(plan: Plan, iri: Iri, stated: bool, possible: bool) -> None:
    level = "stated" if stated else "possible" if possible else "none"
    why = {
        "stated": Text("Ett forum sägs bidra.", "A forum is said to contribute."),
        "possible": Text("Ett forum har temat.", "A forum has its theme."),
        "none": Text("Inget forum bidrar eller har temat.", "No forum serves it or has its theme."),
    }[level]
    plan.truth.append(Planted("GAP-11", (iri,), why, level == "none", level))


def _target_state(plan: Plan, document: Document, under: Element, theme: Phrase) -> None:
    """A wished-for state with its parts, and who is wished for in it."""
    state_ = _describe(plan, document, "TargetState", under, theme, None)
    for _ in range(plan.county.rng.randint(1, 3)):
        part = _describe(plan, document, "TargetState", Element(state_), theme, None)
        saying = Saying(plan.county, document, part, "TargetState")
        saying.answer("onskad", (plan.county.someone(),), "utforare", "target")


def _challenges(plan: Plan, document: Document, under: Element, theme: Phrase) -> None:
    """Challenges, with a measure that meets them or without."""
    county = plan.county
    for _ in range(county.rng.randint(0, 2)):
        group: Fact = (KS("targetGroup"), value("target-group", county.rng.choice(GROUPS)))
        iri = _describe(plan, document, "Challenge", under, theme, None, group)
        met = county.chance(0.5)
        if met:
            measure = plan.used[-1][0]
            saying = Saying(county, document, measure, "Measure")
            saying.passage().say(measure, (KS("addresses"), iri))
        why = (
            Text("En insats möter det.", "A measure meets it.")
            if met
            else Text("Ingen insats möter det.", "No measure meets it.")
        )
        level = "answered" if met else "unanswered"
        plan.truth.append(Planted("GAP-14", (iri,), why, True, level))


def _loose(plan: Plan, document: Document) -> None:
    """Perhaps a measure that leads to no goal and no priority."""
    if not plan.county.chance(0.3):
        return
    loose = _measure(plan, document, _TOP)
    status, reason = plan.standing("mal")
    why = Text("Insatsen leder inte till något.", "The measure leads to nothing.")
    plan.truth.append(Planted("GAP-04", (loose.iri,), why, True, "measure", status, reason))


def _likeness(plan: Plan, document: Document, above: Plan | None) -> None:
    """Measures that are alike: in another strategy of the county, or in the same one."""
    rng = plan.county.rng
    within = rng.choice(plan.used)
    plan.alike = within[1:]
    others = [(within, False)]
    if above is not None and above.used:
        others.append((rng.choice([u for u in above.used if u[1:] != above.alike]), True))
    for (first, task, theme), holds in others:
        done: Fact = (KS("taskType"), value("task-type", task.slug))
        twin = _element(plan, document, "Measure", plan.priorities[0], theme, done)
        why = (
            Text("Lika insatser i två strategier.", "Like measures in two strategies.")
            if holds
            else Text("Lika insatser i samma strategi.", "Like measures in one strategy.")
        )
        plan.truth.append(Planted("OVL-03", (first, twin.iri), why, holds))


def ends(plan: Plan) -> list[Planted]:
    """Which goals a measure leads to, known when all that could lead to them has been made."""
    reached = {plan.leads[p] for p in plan.carried if p in plan.leads}
    truth = []
    for goal, direct in plan.goals.items():
        gap = not direct and goal not in reached
        status, reason = plan.standing("insatser") if gap else ("", "")
        why = (
            Text("Ingen insats leder till målet.", "No measure leads to the goal.")
            if gap
            else Text("En insats leder till målet.", "A measure leads to the goal.")
        )
        truth.append(Planted("GAP-04", (goal,), why, gap, "goal", status, reason))
    return truth
