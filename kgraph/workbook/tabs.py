"""The names of sheets, and the words that a workbook and its reader must agree on."""

import re

from kgraph.wording import Text
from kgraph.workbook.value import Form

QUESTIONS = Text("Namnfrågor", "Questions of names")
LISTS = Text("Listor", "Lists")
NEW = Text("ny", "new")
MEND = Text("Att rätta", "To mend")
ASKED = (
    Text("Namn", "Name"),
    Text("Slag", "Kind"),
    Text("Fråga", "Question"),
    Text("Svar (ett namn, eller ny)", "Answer (a name, or new)"),
    Text("Att välja på", "To choose from"),
)
"""The headings of the sheet of questions."""
# The kinds of things that names are asked about, as the sheet of questions says them.
_KINDS = {
    "actor": Text("aktör", "actor"),
    "forum": Text("forum", "forum"),
    "element": Text("mål eller insats", "goal or measure"),
    "strategy": Text("strategi", "strategy"),
    "document": Text("dokument", "document"),
    "source": Text("källa", "source"),
    "territory": Text("område", "territory"),
    "group": Text("grupp", "group"),
    "project": Text("projekt", "project"),
    "thing": Text("sak", "thing"),
}


def kind_word(kind: str) -> Text:
    """What people call a kind of thing."""
    return _KINDS.get(kind, Text(kind, kind))


def kind_of_word(word: str) -> str:
    """The kind that a word means, in either language."""
    said = word.strip().casefold()
    return next((k for k, text in _KINDS.items() if said in (text.sv, text.en)), word)


_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


def tab(form: Form, lang: str) -> str:
    """A sheet's name as the format allows it."""
    return _FORBIDDEN.sub(" ", form.name.get(lang))[:31].strip()
