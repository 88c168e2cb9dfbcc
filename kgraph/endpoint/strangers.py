"""Names in an address that nobody here knows: marks of a campaign, slips of the pen, and others.

What is misspelt would else be passed by, and the answer taken for another than it is.
"""

import difflib
import re
from collections.abc import Iterable

from kgraph.errors import UsageError
from kgraph.wording import Text

# What newsletters, searches and counters add to a link that is passed on: it asks for nothing.
_MARK = re.compile(
    r"(?:utm|mtm|matomo|pk|piwik|hsa|vero|oly)_\w+|mc_[ce]id|gclsrc|[gw]braid|"
    r"(?:g|d|y|fb|tt|tw)clid|msclkid|li_fat_id|igshid|_(?:ga|gl|hsenc|hsmi|openstat)?",
    re.I,
)
_LIKE = 0.75
_LONGEST, _MOST = 40, 5  # what is said again of what somebody wrote


def is_mark(name: str) -> bool:
    """Whether a name is of those that say where a visitor came from, and mean nothing here."""
    return _MARK.fullmatch(name) is not None


def near(name: str, known: Iterable[str]) -> str:
    """The known name that another is likely to stand for; "" for none."""
    plain = name.lower().replace("-", "_")[:_LONGEST]
    found = difflib.get_close_matches(plain, sorted(known), n=1, cutoff=_LIKE)
    return found[0] if found else ""


def listed(names: Iterable[str]) -> str:
    """Some names in a line, however long they are and however many."""
    every = list(names)
    told = [name if len(name) <= _LONGEST else name[:_LONGEST] + "…" for name in every[:_MOST]]
    return ", ".join(told) + (" …" if len(every) > _MOST else "")


def unknown(names: Iterable[str], known: Iterable[str]) -> Text:
    """That an address has names that are not known, and what may have been meant."""
    strange, there = list(names), sorted(known)
    meant = ", ".join(dict.fromkeys(filter(None, (near(name, there) for name in strange[:_MOST]))))
    told, many = listed(strange), len(strange) > 1
    parts = ("delar", "parts that are") if many else ("en del", "a part that is")
    return Text(
        f"Adressen har {parts[0]} som inte känns igen: {told}."
        + (f" Menade du {meant}?" if meant else ""),
        f"The address has {parts[1]} not known: {told}."
        + (f" Did you mean {meant}?" if meant else ""),
    )


def refusal(names: Iterable[str], known: Iterable[str]) -> UsageError:
    """Why there is no answer to an address with names that are not known."""
    there = ", ".join(sorted(known))
    return UsageError(
        unknown(names, known),
        "",
        Text(
            f"Rätta eller ta bort det. Det här går att ange: {there}.",
            f"Mend it or take it away. What can be given: {there}.",
        ),
    )
