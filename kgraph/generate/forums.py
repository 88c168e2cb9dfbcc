"""A county's forums: who meets, who is only wished for, and which two ask the same question."""

from kgraph.generate.bodies import membership
from kgraph.generate.country import County, Meeting
from kgraph.generate.planted import Planted
from kgraph.generate.statements import (
    Document,
    Fact,
    Passage,
    day,
    named,
    summary,
    text,
    thing,
    typed,
    value,
    yes,
)
from kgraph.generate.words import PERIODS
from kgraph.terms import DCT, FREQUENCY, KS, ORG, Iri
from kgraph.wording import Text

_ROLES = ("ledamot", "ledamot", "deltagare", "ordforande", "samverkanspart", "styrelseledamot")
_SAME = Text("Två forum har samma uttalade syfte.", "Two forums have one stated purpose.")
_LIKE = Text(
    "Forumen delar tema men har var sitt syfte.",
    "The forums share a theme, each with a purpose of its own.",
)


def state(county: County, page: Document) -> list[Planted]:
    """State the county's forums; some have a twin."""
    truth = []
    for number, meeting in enumerate(county.forums):
        purpose = f"Att samla länet kring {meeting.theme.words.sv}."
        _forum(county, page, meeting, purpose)
        if number < 2:
            same = number == 0
            twin = _twin(meeting)
            _forum(county, page, twin, purpose if same else purpose.replace("samla", "utbilda"))
            why = _SAME if same else _LIKE
            truth.append(Planted("OVL-08", (meeting.iri, twin.iri), why, same))
    return truth


def _twin(meeting: Meeting) -> Meeting:
    words = Text(f"Nya {meeting.words.sv}", f"New {meeting.words.en}")
    return Meeting(Iri(f"{meeting.iri}-ny"), meeting.theme, words)


def _forum(county: County, page: Document, meeting: Meeting, purpose: str) -> None:
    rng, whole = county.rng, county.chance(0.4)
    period: list[Fact] = []
    if county.chance(0.6):
        period = [(KS("periodicity"), FREQUENCY(rng.choice(PERIODS)))]
    passage = page.passage(f"Forum > {meeting.words.sv}", f"Forumets syfte: {purpose}")
    passage.say(
        meeting.iri,
        *typed(KS("Forum")),
        *named(meeting.words),
        summary(purpose),
        (ORG("purpose"), text(purpose)),
        (DCT("spatial"), county.territory),
        (DCT("subject"), value("theme", meeting.theme.slug)),
        (KS("governanceLevel"), value("level", "regional")),
        *period,
        *([] if whole else [(KS("openList"), yes())]),
    )
    _members(county, page, meeting)
    if whole:
        page.cover(meeting.iri.rsplit("/", 1)[1], meeting.iri, "medlemskap")


def _members(county: County, page: Document, meeting: Meeting) -> None:
    """The members: few in most forums, every municipality in some."""
    rng, facts = county.rng, typed(KS("Forum"))
    passage = page.passage(f"Forum > {meeting.words.sv} > Deltar", "Vilka som deltar.")
    passage.say(meeting.iri, *facts)
    membership(passage, meeting.iri, county.region, "sammankallande")
    towns = county.municipalities if county.chance(0.25) else county.municipalities[:2]
    pool = [*towns, *rng.sample(county.bodies[len(county.municipalities) :], rng.randint(3, 7))]
    pool += rng.sample(county.nation.agencies, rng.randint(0, 2))
    pool += [rng.choice(county.groups)] if county.chance(0.3) else []
    for member in dict.fromkeys(pool):
        _member(county, passage, meeting, member)
    aside = page.passage(f"Forum > {meeting.words.sv} > Förr och framåt", "Andra som nämns.")
    aside.say(meeting.iri, *facts)
    for mode in ("target", "historical", "planned"):
        if county.chance(0.3):
            left = [body for body in county.bodies if body not in pool]
            if left:
                membership(aside, meeting.iri, rng.choice(left), "deltagare", mode)


def _member(county: County, passage: Passage, meeting: Meeting, member: Iri) -> None:
    facts: list[Fact] = []
    if county.chance(0.3):
        facts.append((KS("validFrom"), day(f"{county.rng.randint(2012, 2024)}-01-01")))
        facts.append((KS("datePrecision"), value("precision", "year")))
    if member in county.municipalities and county.chance(0.3):
        post = thing("post", member.rsplit("/", 1)[1] + "-skolchef")
        passage.say(
            post,
            *typed(ORG("Post")),
            *named(Text("Skolchef", "Head of schools")),
            (ORG("postIn"), member),
        )
        facts.append((KS("representedBy"), post))
    role = county.rng.choice(_ROLES)
    membership(passage, meeting.iri, member, role, "actual", *facts)
