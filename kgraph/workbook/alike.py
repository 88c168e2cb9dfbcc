"""Known names laid out so that thousands of new ones can be held against them in a moment.

Names that are alike as wholes have about the same length and most of their letters in common, so
only those of about the same length are compared, and those that share a word's stem are looked up.
What is found is what ``near.nearest`` finds among all of them, which a test holds.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

from kgraph.workbook.near import (
    MOST,
    STRICT,
    letters,
    nearest,
    spelt_alike,
    told_apart,
    words_of,
)

_SHARE = STRICT / 200  # of both lengths together, which the shorter of two like names has


class Alike:
    """Names to hold others against.

    Parameters:
        names: the known ones.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Sort their letters and words once."""
        self.names = sorted(set(names))
        pairs = sorted(((letters(name), name) for name in self.names), key=_length)
        self._letters = [text for text, _ in pairs]
        self._spelt = [name for _, name in pairs]
        self._lengths = [len(text) for text in self._letters]
        self._words = {name: words_of(name) for name in self.names}
        self._with: dict[str, set[str]] = defaultdict(set)
        for name, words in self._words.items():
            for word in words:
                self._with[word].add(name)

    def as_wholes(self, text: str) -> list[str]:
        """The names that are alike as wholes, whatever the order of their words."""
        near = self.spelt_alike(text)
        near += [name for name in sorted(self._within(text)) if name not in near]
        return [name for name in near if not told_apart(text, name)][:MOST]

    def in_part(self, text: str) -> list[str]:
        """The names that a part of is alike; each of them is looked at, which takes its time."""
        return nearest(text, self.names)

    def spelt_alike(self, text: str) -> list[str]:
        """The names with nearly the same letters, whatever the order of their words."""
        own = letters(text)
        if not own:
            return []
        least, most = len(own) * _SHARE / (1 - _SHARE), len(own) * (1 - _SHARE) / _SHARE
        first = bisect_left(self._lengths, int(least))
        last = bisect_right(self._lengths, int(most) + 1)
        found = spelt_alike(own, self._letters[first:last])
        ranked = sorted((-score, self._spelt[first + at]) for score, at in found)
        return [name for _, name in ranked[:MOST]]

    def _within(self, text: str) -> set[str]:
        """The names whose words all stand in the text, or the other way round."""
        words = words_of(text)
        holders = [self._with.get(word, set()) for word in words]
        if not words:
            return set()
        shared = Counter(name for holder in holders for name in holder)
        inside = {name for name, count in shared.items() if count == len(self._words[name])}
        return inside | set.intersection(*sorted(holders, key=len))


def _length(pair: tuple[str, str]) -> int:
    return len(pair[0])
