"""What to offer for a misspelt word."""

import difflib
from collections.abc import Iterable

from kgraph.wording import Text

_OFFERED = 5


def near_miss(word: str, known: Iterable[str], otherwise: Text) -> Text:
    """What to offer for a misspelt or shortened word: those it may be, or where to look."""
    names = list(known)
    whole = [name for name in names if len(word) > 2 and word.casefold() in name.casefold()]
    near = whole[:_OFFERED] or difflib.get_close_matches(word, names, n=3, cutoff=0.6)
    if not near:
        return otherwise
    listed = ", ".join(near)
    return Text(f"Menade du {listed}?", f"Did you mean {listed}?")
