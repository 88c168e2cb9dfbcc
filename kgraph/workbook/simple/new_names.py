"""The new names of a workbook, held against each other: two near ones are asked about."""

import re
from collections import defaultdict

from kgraph.workbook.bodies import registered
from kgraph.workbook.naming import plain
from kgraph.workbook.near import letters, same_but_for_spelling, stem

_MOST = 3000  # names that each new one is held against: half a second for as many
# What people add to a name or leave out: the form of a firm, and letters that stand for the name.
_ADDED = re.compile(r"\s+(?:\(\w{2,6}\)|AB|HB|KB)$", re.I)


class NewNames:
    """The names that a workbook makes for things of one kind, the first of each stem.

    Beyond some thousands only forms of one word are found, for each would be held against all.
    """

    def __init__(self) -> None:
        """None is known yet."""
        self._stems: dict[str, str] = {}
        self._letters: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)

    def like(self, name: str) -> str:
        """The new thing that a name is a form of, or is spelt nearly as; "" for one of its own."""
        bare = _ADDED.sub("", name)
        bodies = registered(bare)
        key = stem(bodies[0].name if bodies else bare)
        if key in self._stems:
            other = self._stems[key]
            return "" if plain(other) == plain(name) else other
        self._stems[key] = name
        if len(self._stems) > _MOST:
            return ""
        own = letters(name)
        found = self._spelt_as(own)
        self._letters[len(own), _numbers(own)][own] = name
        return found

    def _spelt_as(self, own: str) -> str:
        least, most, numbers = int(len(own) * 0.75), int(len(own) / 0.75) + 1, _numbers(own)
        for length in range(least, most + 1):
            known = self._letters.get((length, numbers))
            found = same_but_for_spelling(own, known) if known else ""
            if known and found:
                return known[found]
        return ""


def _numbers(own: str) -> str:
    """The words of a name that have a digit: names with other ones are never the same."""
    return " ".join(word for word in own.split() if any(sign.isdigit() for sign in word))
