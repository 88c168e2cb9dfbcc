"""What a name may mean, told to people: with publisher and reason, not a document's identifier."""

import re
from typing import TYPE_CHECKING

from kgraph.terms import DCT, ID
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.form_fields import desk_of
from kgraph.web.pages.visit import Visit

if TYPE_CHECKING:
    from kgraph.workbook.value import Fault

_SHEET = re.compile(r"svara (?:ny )?på bladet |answer (?:new )?on the sheet ")
_SOURCE = re.compile(r" \[(source/[A-Za-z0-9._-]+)\]")


def publishers(shelf: Shelf, visit: Visit) -> dict[str, str]:
    """The publisher of each document, in words."""
    published = DCT("publisher")
    found = {str(q[0]): str(q[2]) for q in desk_of(shelf).quads() if q[1] == published}
    names = shelf.store.labels(sorted(set(found.values())), visit.lang)
    return {document: names[actor] for document, actor in found.items()}


def with_publishers(shelf: Shelf, visit: Visit, told: str) -> str:
    """A text with the publishers of documents that share their title, for their identifiers."""
    known = publishers(shelf, visit) if _SOURCE.search(told) else {}

    def by(found: "re.Match[str]") -> str:
        who = known.get(str(ID(found[1])))
        return f" ({visit.word('utgivare', 'publisher')}: {who})" if who else found[0]

    return _SOURCE.sub(by, told)


def choices(shelf: Shelf, visit: Visit, fault: "Fault") -> list[tuple[str, str]]:
    """The candidates of a question, each with why it is one, by their numbers."""
    told = visit.say(fault.mend)
    return [
        (str(number), with_publishers(shelf, visit, f"{name}{_reason(name, told)}"))
        for number, name in enumerate(fault.candidates)
    ]


def in_the_book(fault: "Fault", lang: str) -> str:
    """What can be written in the workbook itself, beside the answers to choose from on a page.

    The sentence that leads to the workbook's sheet of answers, with the candidates, is left out.
    """
    told = fault.mend.get(lang)
    sheet = _SHEET.search(told)
    if sheet is None:
        return told
    before, after = told[: sheet.start()], told[sheet.end() :]
    start = before.rfind(". ") + 2 if ". " in before else 0
    listed = max((after.rfind(name) + len(name) for name in fault.candidates if name in after),
                 default=0)  # fmt: skip
    rest = after[listed:].partition(". ")[2]
    return f"{before[:start]}{rest}".strip()


def _reason(name: str, told: str) -> str:
    """Why a name is a candidate, in brackets, as the mend of the question says it."""
    after = told.partition(f"{name} (")[2]
    return f" ({after.partition(')')[0]})" if after else ""
