"""Names and phrases of the made-up country: none of its places and bodies exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from kgraph.wording import Text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A value of a list and the words that a text has for it."""

    slug: str
    words: Text


def _phrases(*rows: tuple[str, str, str]) -> tuple[Phrase, ...]:
    return tuple(Phrase(slug, Text(sv, en)) for slug, sv, en in rows)


# Themes that have none under them: two of these are alike by at most a third.
THEMES = _phrases(
    ("arbetsgivares-kompetensforsorjning", "arbetsgivares kompetens", "employers' skills"),
    ("digital-kompetens", "digital kompetens", "digital skills"),
    ("folkbildning", "folkbildning", "popular education"),
    ("hogre-utbildning-och-forskning", "högre utbildning", "higher education"),
    ("infrastruktur-for-kompetensforsorjning", "gemensamma strukturer", "shared structures"),
    ("integration", "integration", "integration"),
    ("kommunikation-och-kunskapsspridning", "kunskapsspridning", "sharing of knowledge"),
    ("kompetensbehov-och-prognoser", "kompetensbehov", "skills needs"),
    ("kompetensutveckling-i-arbetslivet", "lärande i arbetslivet", "learning at work"),
    ("larcentrum", "lärcentrum", "learning centres"),
    ("pendling-och-tillganglighet", "pendling", "commuting"),
    ("samverkan-och-styrning", "samverkan", "collaboration"),
    ("smart-specialisering", "smart specialisering", "smart specialisation"),
    ("studie-och-yrkesvagledning", "vägledning", "guidance"),
    ("unga", "unga", "young people"),
    ("validering", "validering", "validation"),
    ("vuxenutbildning-och-yrkesvux", "vuxenutbildning", "adult education"),
    ("yrkeshogskola", "yrkeshögskola", "higher vocational education"),
)
TASKS = _phrases(
    ("analys-prognos-och-bedomning", "Analysera", "Analyse"),
    ("anordna-utbildning", "Anordna utbildning om", "Provide education on"),
    ("aterrapportera", "Återrapportera om", "Report back on"),
    ("bidra-till-larcentrum", "Erbjuda lärmiljöer för", "Offer places of learning for"),
    ("bygga-strukturer-for-validering", "Bygga strukturer för", "Build structures for"),
    ("dialog-om-behov", "Föra dialog om", "Hold a dialogue on"),
    ("faststalla-mal-och-prioriteringar", "Fastställa mål för", "Set goals for"),
    ("finansiera", "Finansiera", "Fund"),
    ("folja-upp", "Följa upp", "Follow up"),
    ("ge-forslag-pa-insatser", "Föreslå insatser för", "Propose measures for"),
    ("genomfora-arbetsmarknadspolitik", "Föra arbetsmarknadspolitik för", "Run labour policy for"),
    ("genomfora-kompetensutveckling", "Kompetensutveckla inom", "Develop skills in"),
    ("medverka-i-planering-av-utbildningsutbud", "Planera utbud inom", "Plan provision of"),
    ("samordna-och-samverka", "Samordna", "Coordinate"),
    ("sprida-kunskap", "Sprida kunskap om", "Spread knowledge of"),
    ("stodja-arbetsgivare", "Stödja arbetsgivare i", "Support employers in"),
    ("stodja-och-framja", "Främja", "Promote"),
    ("ta-fram-strategi", "Ta fram strategi för", "Draw up a strategy for"),
)
GROUPS = ("arbetsgivare", "arbetstagare", "kvinnor", "personer-fran-alla-lander", "unga")
PERIODS = ("ANNUAL", "ANNUAL_2", "BIENNIAL", "MONTHLY", "QUARTERLY")
INDUSTRIES = (
    *("industri", "vård", "skog", "bygg", "handel", "besöksnäring", "livsmedel", "teknik"),
    *("energi", "transport"),
)

_HEADS = (
    *("Al", "Ask", "Berg", "Björk", "Bo", "Brant", "Dal", "Ek", "El", "En", "Fager", "Fisk"),
    *("Furu", "Gran", "Grav", "Gås", "Hag", "Hassel", "Hav", "Holm", "Hult", "Häger", "Is"),
    *("Jär", "Kil", "Klint", "Korn", "Kvarn", "Lin", "Ljung", "Lund", "Lönn", "Mark", "Mo"),
    *("Mås", "Näs", "Ober", "Ris", "Rönn", "Salt", "Silver", "Sjö", "Skog", "Sten", "Svart"),
    *("Tall", "Torn", "Ulv", "Vak", "Vass", "Vid", "Ål", "Äng", "Örn", "Öst"),
)
_TAILS = (
    *("backa", "bo", "by", "berga", "dala", "ered", "fors", "gård", "hamra", "hed", "holma"),
    *("inge", "köpinge", "landa", "lunda", "löv", "mora", "målla", "näset", "ryd", "råsa"),
    *("sele", "skulla", "stad", "sunda", "sätra", "torpa", "tuna", "vada", "vika", "ånga"),
)
_WHERE = ("", "Norra ", "Södra ", "Västra ", "Östra ", "Nya ", "Gamla ", "Inre ", "Yttre ")


def place_names(seed: str) -> Iterator[str]:
    """Names of places in an order of their own for each seed; the first 15 000 differ.

    Nothing is kept but where it stands: a step that has no divisor in common with the number of
    names visits each once.
    """
    total = len(_HEADS) * len(_TAILS) * len(_WHERE)
    plain = len(_HEADS) * len(_TAILS)
    step, start = 1009, Random(f"{seed}/names").randrange(plain)
    for i in range(10 * total):
        round_, at = divmod((start + i * step) % plain, len(_TAILS))
        where = _WHERE[(i // plain) % len(_WHERE)]
        again = i // total
        yield f"{where}{_HEADS[round_]}{_TAILS[at]}" + (f" {again + 1}" if again else "")


def pairs(rng: Random, tasks: tuple[Phrase, ...] = TASKS) -> Iterator[tuple[Phrase, Phrase]]:
    """Task and theme, each combination once, in any order.

    Raises:
        StopIteration: all have been used; a caller never asks for that many.
    """
    combined = [(task, theme) for task in tasks for theme in THEMES]
    rng.shuffle(combined)
    return iter(combined)
