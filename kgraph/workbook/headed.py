"""Sheets and columns in what is told, by the names that they have in the workbook itself.

A Swedish workbook may be told of in English, and the other way about: what is to be emptied or
looked up is then found by the heading that stands there, not by its translation.
"""

import re
from dataclasses import replace

from kgraph.wording import Text
from kgraph.workbook.tabs import QUESTIONS
from kgraph.workbook.value import Fault

_NAMED = (
    QUESTIONS,
    Text("Belägg", "Evidence"),
    Text("Identitet", "Identifier"),
    Text("Strategi eller plan", "Strategy or plan"),
    Text("Textställen", "Passages"),
    Text("kolumnen Rad", "the column Row"),
)
_IN_COLUMN = {
    ("kolumnen Rad", "en"): "kolumnen Row", ("the column Row", "sv"): "the column Rad",
}  # fmt: skip
_QUOTED = r"”[^”]*”|“[^”]*”"


def headed(told: Text, lang: str) -> Text:
    """A text with the names of sheets and columns in the language of the workbook.

    What stands within quotes is what somebody wrote, and stays.

    Parameters:
        lang: the workbook's language.
    """
    other = "en" if lang == "sv" else "sv"
    names = {one.get(other): one.get(lang) for one in _NAMED}
    names |= {name: own for (name, of), own in _IN_COLUMN.items() if of == lang and name in names}
    pattern = rf"{_QUOTED}|\b(?:{'|'.join(map(re.escape, names))})\b"
    text = re.sub(pattern, lambda found: names.get(found[0], found[0]), told.get(other))
    return Text(text, told.en) if other == "sv" else Text(told.sv, text)


def with_own_names(fault: Fault, lang: str) -> Fault:
    """A fault that names sheets and columns as the workbook does."""
    return replace(fault, what=headed(fault.what, lang), mend=headed(fault.mend, lang))
