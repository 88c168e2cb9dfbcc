"""Names that are nearly alike: told with the reason, never merged unasked."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kgraph.workbook.naming import plain

MOST, STRICT = 5, 86.0
_LEAST, _WHOLE = 72.0, 66.0
_PART = 85.0  # of what two names have not in common: two letters of seven may change places
_BELOW = 15.0  # what is this much less alike than the nearest only blurs a question
_SHORT = 3  # letters of the words that only tie others together
# Endings of Swedish definite and genitive forms, the longest first.
_ENDINGS = ("ernas", "arnas", "ornas", "erna", "arna", "orna", "ens", "ets", "en", "et", "s")
# Those that only words that end in a vowel take: ”rådde” and ”råddet” are no such pair.
_AFTER_VOWEL = re.compile(r"(?<=[aeiouyåäö])(?:ns|ts|n|t)$")
# Words that people put before a name to say that another body is meant.
_APART = {
    *("ny", "nya", "nytt", "gammal", "gamla", "gammalt", "förra", "tidigare", "nuvarande"),
    *("dåvarande", "new", "old", "former", "present"),
}
# English words of names that the data have in Swedish alone: ”Jämtland County”, ”Jämtlands län”.
_SWEDISH = {"county": "län"}
_SIGNS = re.compile(r"[^0-9a-zåäöéü ]+")


def stem(text: str) -> str:
    """A name without signs and without the endings that Swedish gives a known thing.

    ”Kompetensrådets” and ”kompetensråd” have the same stem; so have ”Region Kronoberg” and
    ”region Kronobergs”.
    """
    words = _SIGNS.sub(" ", plain(text).replace("-", "").replace("&", " och ")).split()
    return " ".join(_stem(_SWEDISH.get(word, word)) for word in words)


def stems(text: str) -> tuple[str, ...]:
    """The stem of a name, and that of the same name with blanks for hyphens where it is another.

    ”Region Jämtland-Härjedalen” is Region Jämtland Härjedalen.
    """
    return tuple(dict.fromkeys((stem(text), stem(text.replace("-", " ")))))


@lru_cache(65_536)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _stem(word[: -len(ending)])
    bare = _AFTER_VOWEL.sub("", word)
    return word if bare == word or len(bare) < 4 else _stem(bare)


# Names of counties: two bodies that have the county alone in common are not alike.
_COUNTIES = (
    *("blekinge", "dalarna", "dalarnas", "gotland", "gävleborg", "halland", "härjedalen"),
    *("jämtland", "jönköping", "kalmar", "kronoberg", "norrbotten", "skåne", "stockholm"),
    *("södermanland", "sörmland", "uppsala", "värmland", "västerbotten", "västernorrland"),
    *("västmanland", "västra", "götaland", "örebro", "östergötland"),
)
_SMALL = ("finns", "inte", "från", "inom", "till", "samt", "eller", "under", "andra", "alla")
# What two names may have in common and still be nothing alike.
_EMPTY = frozenset(_stem(name) for name in (*_COUNTIES, *_SMALL))


def nearest(
    text: str, names: Iterable[str], most: int = MOST, *, strict: bool = False
) -> list[str]:
    """The names most like a text, the nearest first; none that is far from it.

    Parameters:
        strict: the whole name must be alike, whatever the order of its words; else a part will do.
    """
    from rapidfuzz import fuzz, process, utils

    known = sorted(set(names))
    found: Sequence[tuple[str, float, object]] = process.extract(
        text,
        known,
        scorer=fuzz.token_sort_ratio if strict else fuzz.WRatio,
        processor=utils.default_process,
        limit=most if strict else 4 * most,
        score_cutoff=STRICT if strict else _LEAST,
    )
    near = [name for name, _, _ in found if strict or _akin(text, name)]
    if strict:
        near += [name for name in known if name not in near and within(text, name)]
        near = [name for name in near if not told_apart(text, name)]
        return near[:most]
    same = [name for name in near if _bare(name) == _bare(text)]
    if same:  # ”Ostersund kommun” is asked about with Östersunds kommun and no other
        return same[:most]
    whole = {name: _whole(text, name) for name in near}
    least = max(whole.values(), default=0.0) - _BELOW
    return [name for name in near if whole[name] >= least or within(text, name)][:most]


def _bare(name: str) -> str:
    """The stem of a name as people type it on a keyboard without å, ä and ö."""
    return stem(name).translate(_PLAIN)


_PLAIN = str.maketrans("åäöéü", "aaoeu")


def _whole(one: str, other: str) -> float:
    """How much two names have in common as wholes (0 to 100)."""
    from rapidfuzz import fuzz, utils

    process = utils.default_process
    ways = (fuzz.token_sort_ratio, fuzz.ratio)
    return max(way(one, other, processor=process) for way in ways)


def letters(name: str) -> str:
    """A name without signs and capitals, its words in order."""
    from rapidfuzz import utils

    return " ".join(sorted(utils.default_process(name).split()))


def spelt_alike(text: str, known: Sequence[str]) -> list[tuple[float, int]]:
    """How much each that is alike as a whole has in common (0 to 100), with its place.

    Parameters:
        text, known: names as ``letters`` gives them.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(
        text, known, scorer=fuzz.ratio, processor=None, limit=None, score_cutoff=STRICT
    )
    return [(score, at) for _, score, at in found]


def _akin(one: str, other: str) -> bool:
    """Whether names are spelt alike as wholes, or share a word that means something.

    A part of a long name is soon like a part of another: letters in common are no likeness.
    """
    if _whole(one, other) >= _WHOLE:
        return True
    words, others = (
        {word for word in stem(text).split() if len(word) > _SHORT and word not in _EMPTY}
        for text in (one, other)
    )
    return any(word in inside or inside in word for word in words for inside in others)


def told_apart(one: str, other: str) -> bool:
    """Whether names differ by a word alone that says so: ”Nya forumet” is not ”Forumet”."""
    words, others = set(plain(one).split()), set(plain(other).split())
    by = words ^ others
    return bool(by) and by <= _APART


def within(one: str, other: str) -> bool:
    """Whether all words of the one stand in the other: ”Länsstyrelsen” and that of a county."""
    words, others = words_of(one), words_of(other)
    return bool(words and others) and (words <= others or others <= words)


def words_of(name: str) -> frozenset[str]:
    """The stems of a name's words, each part of one with a hyphen by itself."""
    return frozenset(stems(name)[-1].split())


def same_but_for_spelling(own: str, known: Iterable[str]) -> str:
    """The first of some names that differs from one in how a word is spelt alone; "" for none.

    Names with other numbers or letters (”Nätverk 1”, ”Företag A”) are others, and so are those
    with a word in another's place, however much else they have in common.

    Parameters:
        own, known: names as ``letters`` gives them.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(own, list(known), scorer=fuzz.ratio, processor=None, limit=None,
                            score_cutoff=STRICT)  # fmt: skip
    for name, _, _ in found:
        words, others = own.split(), name.split()
        left = " ".join(word for word in words if word not in others)
        right = " ".join(word for word in others if word not in words)
        numbers = any(sign.isdigit() for sign in left + right)
        if min(len(left), len(right)) > _SHORT and not numbers and fuzz.ratio(left, right) >= _PART:
            return name
    return ""


def ends_in_letters(text: str) -> bool:
    """Whether the last word of a name is letters that may stand for words, and no form of firm."""
    words = text.split()
    return len(words) > 1 and bool(_LETTERS.fullmatch(words[-1])) and words[-1] not in _FIRMS


def shortens(text: str, name: str) -> bool:
    """Whether the last word of a name stands for the rest of another by its letters.

    ”Region JH” is Region Jämtland Härjedalen, and ”Region JKPG” Region Jönköpings län.
    """
    words, others = text.split(), plain(name).split()
    if not ends_in_letters(text) or len(others) < len(words):
        return False
    begin = [plain(word) for word in words[:-1]]
    if others[: len(begin)] != begin:
        return False
    left, short = others[len(begin) :], words[-1].casefold()
    if "".join(word[0] for word in left).startswith(short):
        return True
    run = iter("".join(left))
    near = len(short) > 2 and len(left) < 3 and short[0] == left[0][0]
    return near and all(one in run for one in short)


_FIRMS = {"AB", "HB", "KB"}
_LETTERS = re.compile(r"[A-ZÅÄÖ]{2,5}|[BCDFGHJ-NP-TVWXZ][bcdfghj-np-tvwxz]{2,4}")


def abbreviation(text: str) -> str:
    """The first letters of a name's words: ”Sveriges Kommuner och Regioner” is skr."""
    words = [w for w in plain(text).split() if w not in ("och", "för", "i", "av", "and", "of")]
    return "".join(word[0] for word in words) if len(words) > 1 else ""
