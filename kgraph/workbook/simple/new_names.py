"""The new actors of a workbook, held against each other: two near names are asked about."""

from collections import defaultdict

from kgraph.workbook.bodies import registered
from kgraph.workbook.naming import plain
from kgraph.workbook.near import letters, same_but_for_spelling, stem

_MOST = 3000  # names that each new one is held against: half a second for as many


class NewNames:
    """The names of the actors that a workbook makes, the first of each stem.

    Beyond some thousands only forms of one word are found, for each would be held against all.
    """

    def __init__(self) -> None:
        """None is known yet."""
        self._stems: dict[str, str] = {}
        self._letters: dict[int, dict[str, str]] = defaultdict(dict)

    def like(self, name: str) -> str:
        """The new actor that a name is a form of, or is spelt nearly as; "" for one of its own."""
        bodies = registered(name)
        key = stem(bodies[0].name if bodies else name)
        if key in self._stems:
            other = self._stems[key]
            return "" if plain(other) == plain(name) else other
        self._stems[key] = name
        if len(self._stems) > _MOST:
            return ""
        own = letters(name)
        found = self._spelt_as(own)
        self._letters[len(own)][own] = name
        return found

    def _spelt_as(self, own: str) -> str:
        least, most = int(len(own) * 0.75), int(len(own) / 0.75) + 1
        for length in range(least, most + 1):
            found = same_but_for_spelling(own, self._letters.get(length, ()))
            if found:
                return self._letters[length][found]
        return ""
