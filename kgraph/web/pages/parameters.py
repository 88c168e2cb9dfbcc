"""What stands after ``?`` in an address: what a page knows, and what nobody does.

A page is shown all the same, with a line that says what was passed by; data are refused, since no
program reads such a line. Marks that newsletters and searches add are dropped without a word.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kgraph.endpoint import strangers
from kgraph.errors import UsageError
from kgraph.network import catalogue
from kgraph.web.pages import compare, findings
from kgraph.web.pages.csv_form import TABLE
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.network_state import FITS, GROUNDS, MANY, NAMES
from kgraph.web.pages.queries import EDITOR, known
from kgraph.web.pages.visit import KEPT, LANG
from kgraph.wording import Text

EVERYWHERE = frozenset((*KEPT, LANG))
# By the pattern of a page; where a question has parameters, its names are known too.
TAKEN: dict[str, tuple[str, ...]] = {
    "/sok": ("q",),
    "/sak": ("iri",),
    "/fynd": findings.FILTERS,
    "/matris/{rows}/{columns}": ("lan",),
    "/natverk/{name}": NAMES,
    "/jamfor": compare.KEYS,
    "/bevaka": ("lan",),
    "/bevaka/andrat": ("lan", "sedan"),
    "/bevaka/fragor": ("lan",),
    EDITOR: ("query", "exempel"),
}
_NETWORK, _QUESTION = "/natverk/{name}", "/fragor/{query}"
ASKED = (_NETWORK, _QUESTION)  # pages that take the parameters of a question


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of an address.

    Parameters:
        given: those that are known, each with its last value.
        strange: names that are not.
        twice: names that are known and stand there more than once.
        known: every name that could stand there.
    """

    given: dict[str, str]
    strange: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    known: frozenset[str] = EVERYWHERE

    def refuse(self) -> None:
        """Refuse what is not understood.

        Raises:
            UsageError: something is strange, or stands there twice.
        """
        if self.strange:
            raise strangers.refusal(self.strange, self.known)
        if self.twice:
            mend = Text("Ange en gång.", "Give it once.")
            raise UsageError(_said_twice(self.twice), ", ".join(self.twice), mend)

    @property
    def told(self) -> tuple[Text, ...]:
        """What a reader is told of what was passed by."""
        passed = Text(
            " Sidan visas som om det inte stod där.",
            " The page is shown as if that were not there.",
        )
        counted = Text(" Det sista räknas.", " The last one counts.")
        return (
            *([_joined(strangers.unknown(self.strange, self.known), passed)]
              if self.strange else []),
            *([_joined(_said_twice(self.twice), counted)] if self.twice else []),
        )  # fmt: skip


def _joined(one: Text, other: Text) -> Text:
    return Text(one.sv + other.sv, one.en + other.en)


def _said_twice(names: Iterable[str]) -> Text:
    told = strangers.listed(names)
    return Text(
        f"Adressen anger samma sak flera gånger: {told}.",
        f"The address gives the same thing more than once: {told}.",
    )


def read(
    items: Iterable[tuple[str, str]], taken: Iterable[str] = (), many: Collection[str] = ()
) -> Asked:
    """The parameters of an address, told apart.

    Parameters:
        items: names and values in order, decoded.
        taken: the names that its page knows beside those of every page.
        many: those that may stand there more than once.
    """
    there = EVERYWHERE | frozenset(taken)
    every = [(name, value) for name, value in items if not strangers.is_mark(name) or name in there]
    count = Counter(name for name, _ in every)
    return Asked(
        {name: value for name, value in every if name in there},
        tuple(name for name in count if name not in there),
        tuple(n for n, times in count.items() if times > 1 and n in there and n not in many),
        there,
    )


def of_form(pattern: str, form: str) -> tuple[str, ...]:
    """The names that a page knows in one of its forms, beside those of a question."""
    csv = (TABLE,) if form == "csv" else ()
    grounds = (GROUNDS,) if form == "json" and pattern == _NETWORK else ()
    fits = (FITS,) if form == "svg" and pattern == _NETWORK else ()
    return (*TAKEN.get(pattern, ()), *csv, *grounds, *fits)


def of_page(
    shelf: Shelf,
    pattern: str,
    items: Iterable[tuple[str, str]],
    name: str = "",
    form: str = "html",
) -> Asked:
    """The parameters of a page's address.

    Parameters:
        pattern: of its route.
        items: names and values in order, decoded.
        name: of the network or the question, where it is about one.
        form: the ending of the address.
    """
    own = of_form(pattern, form)
    if pattern in ASKED:
        every = known(shelf) if pattern == _QUESTION else catalogue(shelf.project)
        asked = every.get(name)
        own = (*own, *(p.name for p in asked.parameters)) if asked else own
    return read(items, own, MANY if pattern == _NETWORK else ())
