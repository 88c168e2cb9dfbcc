"""Naming who answers for an element: the level is chosen first, then said in assignments.

Around what gives the level stand statements that must not change it: former, permitted, ended and
coming responsibilities, rejected readings, and those who only take part.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kgraph.generate.bodies import assignment, membership
from kgraph.generate.country import County
from kgraph.generate.planted import ENDED, Planted
from kgraph.generate.statements import Document, Fact, Passage, day, named, thing, typed
from kgraph.terms import KS, Iri
from kgraph.wording import Text

NAMED, AREA, WHOLE = "utpekad", "genom-fokusomradet", "genom-helheten"
SHARED, WISHED, NOBODY = "medverkar", "bara-onskat-lage", "namns-inte"
ANSWERED = (NAMED, AREA, WHOLE)

_HELPERS = ("samordnare", "initiativtagare", "kapacitetsbyggare", "stodjande", "medverkande")
_TWO = Text(
    "Två anges var för sig som ansvariga.", "Two are named accountable, each in its own passage."
)
_ONE_SENTENCE = Text(
    "Två anges i samma mening: delat ansvar.", "Two are named in one sentence: shared."
)
_SUCCESSION = Text("Den ena efterträdde den andra.", "One succeeded the other.")
_ROLES = Text("Den ena ansvarar, den andra utför.", "One is accountable, the other carries out.")


@dataclass(frozen=True)
class Saying:
    """Where something is said of an element: its document, its kind and its own name."""

    county: County
    document: Document
    element: Iri
    kind: str

    def passage(self, status: str = "") -> Passage:
        """A later passage that says more about the element."""
        made = self.document.passage("Ansvar", "Vem som gör vad.", status)
        made.say(self.element, *typed(KS(self.kind)))
        return made

    def answer(
        self,
        part: str,
        bearers: tuple[Iri, ...],
        role: str = "ansvarig",
        mode: str = "actual",
        *facts: Fact,
        status: str = "",
    ) -> None:
        """State a responsibility for the element in a passage of its own."""
        name = f"{self.element.rsplit('/', 1)[1]}-{part}"
        passage = self.passage(status)
        assignment(passage, "Responsibility", name, bearers, role, self.element, mode, *facts)


def choose(county: County, above: bool, whole: bool) -> str:
    """A level for an element, by what stands above it."""
    if county.chance(0.3):
        return NAMED
    if above:
        return AREA
    if whole:
        return WHOLE
    return county.rng.choice((SHARED, WISHED, NOBODY, NOBODY))


def say(saying: Saying, level: str, denied: bool = False) -> list[Planted]:
    """State what gives an element its level, and around it what must not.

    Parameters:
        level: the level that it is to have.
        denied: the source says that nobody answers for it, which no reading contradicts.
    """
    county, truth = saying.county, []
    if level == NAMED:
        truth = county.rng.choice(_WAYS)(saying)
    elif level == SHARED:
        saying.answer("stod", (county.someone(),), county.rng.choice(_HELPERS))
    if level == WISHED or (level != NOBODY and county.chance(0.25)):
        mode = county.rng.choice(("target", "planned"))
        saying.answer("onskad", (county.someone(),), "ansvarig", mode)
    if level in ANSWERED and county.chance(0.3):
        bearer = county.rng.choice((*county.groups, *county.bodies))
        saying.answer("hjalp", (bearer,), county.rng.choice(_HELPERS))
    if county.chance(0.25):
        county.rng.choice(_TRAPS if denied else (*_TRAPS, _rejected))(saying)
    return truth


def _one(saying: Saying) -> list[Planted]:
    role = saying.county.rng.choice(("ansvarig", "utforare"))
    mode = saying.county.rng.choice(("actual", "actual", "norm"))
    saying.answer("ansvar", (saying.county.someone(),), role, mode)
    return []


def _group(saying: Saying) -> list[Planted]:
    saying.answer("ansvar", (saying.county.rng.choice(saying.county.groups),))
    return []


def _double(saying: Saying) -> list[Planted]:
    for part, bearer in zip("ab", saying.county.two(), strict=True):
        saying.answer(f"ansvar-{part}", (bearer,))
    return [Planted("OVL-02", (saying.element,), _TWO)]


def _sentence(saying: Saying) -> list[Planted]:
    saying.answer("ansvar", saying.county.two())
    return [Planted("OVL-02", (saying.element,), _ONE_SENTENCE, holds=False)]


def _successive(saying: Saying) -> list[Planted]:
    first, second = saying.county.two()
    saying.answer("ansvar-a", (first,), "ansvarig", "actual", (KS("validThrough"), day(ENDED)))
    saying.answer("ansvar-b", (second,), "ansvarig", "actual", (KS("validFrom"), day("2021-01-01")))
    return [Planted("OVL-02", (saying.element,), _SUCCESSION, holds=False)]


def _roles(saying: Saying) -> list[Planted]:
    first, second = saying.county.two()
    saying.answer("ansvar", (first,))
    saying.answer("utforande", (second,), "utforare")
    return [Planted("OVL-02", (saying.element,), _ROLES, holds=False)]


def _project(saying: Saying) -> list[Planted]:
    """Those who answer for a project that carries it out are named for that very work."""
    name = saying.element.rsplit("/", 1)[1]
    project, passage = thing("project", name), saying.passage()
    passage.say(
        project,
        *typed(KS("Project")),
        *named(Text(f"Projekt {name}", f"Project {name}")),
        (KS("implements"), saying.element),
    )
    bearer = saying.county.someone()
    membership(passage, project, bearer, "projektagare")
    assignment(passage, "Responsibility", f"{name}-projekt", (bearer,), "ansvarig", project)
    return []


_WAYS: tuple[Callable[[Saying], list[Planted]], ...] = (
    *(_one, _one, _one, _group, _double, _sentence, _successive, _roles, _project),
)


def _former(saying: Saying) -> None:
    saying.answer("forr", (saying.county.someone(),), "ansvarig", "historical")


def _permitted(saying: Saying) -> None:
    saying.answer("far", (saying.county.someone(),), "utforare", "permitted")


def _ended(saying: Saying) -> None:
    period: Fact = (KS("validThrough"), day(ENDED))
    saying.answer("slut", (saying.county.someone(),), "ansvarig", "actual", period)


def _coming(saying: Saying) -> None:
    period: Fact = (KS("validFrom"), day("2085-01-01"))
    saying.answer("sedan", (saying.county.someone(),), "utforare", "actual", period)


def _rejected(saying: Saying) -> None:
    saying.answer("avvisat", (saying.county.someone(),), status="rejected")


_TRAPS: tuple[Callable[[Saying], None], ...] = (_former, _permitted, _ended, _coming)
