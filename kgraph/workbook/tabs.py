"""The names of sheets, and the words that a workbook and its reader must agree on."""

import re

from kgraph.wording import Text
from kgraph.workbook.value import Form

QUESTIONS = Text("Namnfrågor", "Questions of names")
LISTS = Text("Listor", "Lists")
NEW = Text("ny", "new")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


def tab(form: Form, lang: str) -> str:
    """A sheet's name as the format allows it."""
    return _FORBIDDEN.sub(" ", form.name.get(lang))[:31].strip()
