"""Bodies and what they hold: organisations, assignments of every kind, memberships."""

from dataclasses import dataclass

from kgraph.generate.statements import Fact, Passage, named, summary, thing, typed, value
from kgraph.generate.words import Phrase
from kgraph.terms import DCT, KS, M8G, ORG, Iri
from kgraph.wording import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of organisation something is: type, sector and level of government."""

    actor_type: str
    sector: str
    level: str


def organisation(graph: Passage, iri: Iri, words: Text, kind: Kind, seat: Iri) -> Iri:
    """An organisation as a register has it."""
    public = [M8G("PublicOrganisation")] if kind.sector == "offentlig" else []
    graph.say(
        iri,
        *typed(*public, ORG("FormalOrganization")),
        *named(words),
        (DCT("spatial"), seat),
        (ORG("classification"), value("actor-type", kind.actor_type)),
        (ORG("classification"), value("sector", kind.sector)),
        (KS("governanceLevel"), value("level", kind.level)),
    )
    return iri


def assignment(
    passage: Passage,
    kind: str,
    name: str,
    bearers: tuple[Iri, ...],
    role: str,
    target: Iri,
    mode: str = "actual",
    *facts: Fact,
) -> Iri:
    """A responsibility, follow-up or contribution."""
    iri = thing("assignment", name)
    passage.say(
        iri,
        *typed(KS(kind)),
        (KS("assertionMode"), value("mode", mode)),
        *((KS("bearer"), bearer) for bearer in bearers),
        (KS("role"), value("role", role)),
        (KS("target"), target),
        *facts,
    )
    return iri


def mandate(
    passage: Passage, name: str, bearer: Iri, task: Phrase, theme: Phrase, *facts: Fact
) -> Iri:
    """A duty by rule, of one task and one theme."""
    iri = thing("assignment", name)
    words = Text(f"{task.words.sv} {theme.words.sv}", f"{task.words.en} {theme.words.en}")
    passage.say(
        iri,
        *typed(KS("Mandate")),
        *named(words),
        (KS("assertionMode"), value("mode", "norm")),
        (KS("bearer"), bearer),
        (KS("role"), value("role", "ansvarig")),
        (KS("modality"), value("modality", "skyldighet")),
        (KS("taskType"), value("task-type", task.slug)),
        (DCT("subject"), value("theme", theme.slug)),
        summary(f"Ett uppdrag: {words.sv.lower()}."),
        *facts,
    )
    return iri


def membership(
    passage: Passage, arena: Iri, member: Iri, role: str, mode: str = "actual", *facts: Fact
) -> Iri:
    """A membership of a forum or a project."""
    names = [iri.rsplit("/", 1)[1] for iri in (arena, member)]
    suffix = "" if mode == "actual" else f"-{mode}"
    iri = thing("membership", "--".join(names) + suffix)
    passage.say(
        iri,
        *typed(ORG("Membership")),
        (ORG("organization"), arena),
        (ORG("member"), member),
        (ORG("role"), value("role", role)),
        (KS("assertionMode"), value("mode", mode)),
        *facts,
    )
    return iri
