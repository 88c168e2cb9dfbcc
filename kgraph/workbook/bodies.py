"""Public bodies that people name by kind and place, in English or as they were called before.

The registers have these names in Swedish, and as they are today: ”Växjö municipality” and ”Växjö
stad” are Växjö kommun. Where another kind of body has followed (a county council is a region now)
the name is only asked about.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likely:
    """A Swedish name that another name may stand for.

    Parameters:
        name: as the registers would write it.
        same: whether it is the same body by another name, so that nobody needs to be asked.
        letters: whether the other name is an abbreviation.
    """

    name: str
    same: bool
    letters: bool = False


_SCHOOLS = ("{} University", "Högskolan i {}", "{} universitet")
_WAYS: tuple[tuple[re.Pattern[str], tuple[str, ...], bool], ...] = tuple(
    (re.compile(way, re.I), names, same)
    for way, names, same in (
        (r"(?:municipality|city|town) of (.+)", ("{} kommun",), True),
        (r"(.+?) municipality", ("{} kommun",), True),
        (r"(.+?) stad", ("{} kommun",), True),
        (r"county of (.+)", ("{} län",), True),
        (r"county administrative board (?:of|in|for) (.+?)(?: county)?",
         ("Länsstyrelsen i {} län",), True),
        (r"(.+?) county administrative board", ("Länsstyrelsen i {} län",), True),
        (r"county council (?:of|in) (.+?)(?: county)?", ("Region {}", "Region {} län"), False),
        (r"(.+?) county council", ("Region {}", "Region {} län"), False),
        (r"landstinget i (.+?)s? län", ("Region {}", "Region {} län"), False),
        (r"landstinget (?:i )?(.+)", ("Region {}", "Region {} län"), False),
        (r"regionförbundet (?:i )?(.+?)(?:s? län)?", ("Region {}", "Region {} län"), False),
        (r"länsstyrelsen (?:i )?(.+?)s?(?: län)?",
         ("Länsstyrelsen i {} län", "Länsstyrelsen i {}s län"), True),
        (r"(.+?) läns landsting", ("Region {}", "Region {} län"), False),
        (r"(?:lst|länsst)\.? (?:i )?(.+?)s?(?: län)?",
         ("Länsstyrelsen i {} län", "Länsstyrelsen i {}s län"), False),
        (r"(.+?) (?:högskola|universitet|university)", _SCHOOLS, False),
        (r"högskolan i (.+)", _SCHOOLS, False),
    )
)  # fmt: skip


# What the letters stand for where they are no first letters of words.
_SHORT = {
    "af": "Arbetsförmedlingen",
    "fk": "Försäkringskassan",
    "lnu": "Linnéuniversitetet",
    "miun": "Mittuniversitetet",
    "tvv": "Tillväxtverket",
    "uhr": "Universitets- och högskolerådet",
    "uka": "Universitetskanslersämbetet",
    "ukä": "Universitetskanslersämbetet",
}


# What bodies of the whole country were called before; who took over may be another body.
_FORMER = {
    "arbetsmarknadsstyrelsen": "Arbetsförmedlingen",
    "arbetsmarknadsverket": "Arbetsförmedlingen",
    "högskoleverket": "Universitetskanslersämbetet",
    "landstingsförbundet": "Sveriges Kommuner och Regioner",
    "nutek": "Tillväxtverket",
    "skl": "Sveriges Kommuner och Regioner",
    "skolöverstyrelsen": "Skolverket",
    "svenska kommunförbundet": "Sveriges Kommuner och Regioner",
    "sveriges kommuner och landsting": "Sveriges Kommuner och Regioner",
    "växjö universitet": "Linnéuniversitetet",
}


def registered(name: str) -> tuple[Likely, ...]:
    """The names that a public body may have in the registers; none for any other name."""
    told = " ".join(name.split()).removeprefix("the ").removeprefix("The ")
    if told.casefold() in _SHORT:
        return (Likely(_SHORT[told.casefold()], same=False, letters=True),)
    former = _FORMER.get(told.casefold().removesuffix("s")) or _FORMER.get(told.casefold())
    if former:
        return (Likely(former, same=False),)
    for way, names, same in _WAYS:
        found = way.fullmatch(told)
        if found:
            letters = told.casefold().startswith("lst")
            return tuple(Likely(one.format(found[1]), same, letters) for one in names)
    return ()


def is_region(name: str) -> bool:
    """Whether a name is that of a region, of which there are no new ones."""
    return name.casefold().startswith("region ")


# Words for many bodies of a kind, which no single body has for its name.
_MANY = re.compile(
    r"(?:(?:alla|samtliga|länets|regionens|landets|övriga) \w.*"
    r"|(?:kommunerna|regionerna|länsstyrelserna|myndigheterna|lärosätena|universiteten|högskolorna"
    r"|\w*skolorna|studieförbunden|arbetsgivarna|utbildningsanordnarna|branschorganisationerna"
    r"|lärcentrumen|kommunernas \w.*|kommuner i)(?: .*)?)",
    re.I,
)
_ORGAN = re.compile(
    r"(?:\w+ )?\w*(?:styrelsen?|nämnd(?:en)?|fullmäktige|utskott(?:et)?|beredning(?:en)?"
    r"|förvaltning(?:en)?|avdelning(?:en)?|enhet(?:en)?|kontor(?:et)?)\b.*",
    re.I,
)


def is_group(name: str) -> bool:
    """Whether a name tells of several bodies by their kind: ”Kommunerna i Kalmar län”."""
    return _MANY.fullmatch(name.strip()) is not None


def is_anywhere(name: str) -> bool:
    """Whether a name tells of several bodies and not where: ”Länets kommuner” is in each county."""
    here = re.search(r"\b(?:i|inom|från|för)\b", name) or name.casefold().startswith("landets ")
    return is_group(name) and not here


def is_organ(name: str) -> bool:
    """Whether a name is like that of a part of a body: ”Regionstyrelsen”.

    Boards of the state (”Länsstyrelsen”, ”Socialstyrelsen”) have names of the same kind.
    """
    return _ORGAN.fullmatch(name.strip()) is not None


_GENITIVE = re.compile(r"(\w{4,}(?:an|en|et|arna|erna))s", re.I)


def base_form(name: str) -> str:
    """The name that one word in the genitive may be of (”Försäkringskassans”); "" for others."""
    found = _GENITIVE.fullmatch(name.strip())
    return found[1] if found else ""
