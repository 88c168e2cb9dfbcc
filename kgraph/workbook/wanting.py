"""What a new row lacks, where it does not say which thing it is about."""

from kgraph.terms import KS, ORG, PROV
from kgraph.wording import Text
from kgraph.workbook.value import Column, Fault, Form, Line, Place

# What a thing without a name of its own is called after, by the kind of its identifier.
_AFTER: dict[str, tuple[str, ...]] = {
    "assignment": (KS("bearer"),),
    "membership": (ORG("organization"), ORG("member")),
    "coverage": (KS("coversSubject"), KS("coversRelation"), KS("inSource")),
}
_PASSAGE = (PROV("wasDerivedFrom"), KS("page"))


def wanting(form: Form, line: Line, kind: str, named: Column, lang: str) -> list[Fault]:
    """What is missing in a row, each at its cell.

    Parameters:
        kind: the kind of the identifier that the row would get.
        named: the column for the name, for things that have one.
        lang: the language of the sheet.
    """
    paths = _PASSAGE if form.about == KS("AssertionGraph") else _AFTER.get(kind, ())
    after = [c for c in form.columns if c.path in paths and c.form[0] != "@"]
    empty = [column for column in after if not line.get(column.key)] or after[:1]
    if not empty:
        told = form.heading(named, lang)
        no_name = Text("Raden har inget namn.", "The row has no name.")
        mend = Text(f"Fyll i {told}.", f"Fill in {told}.")
        return [Fault(_place(form, line, named, lang), no_name, mend)]
    return [_missing(form, line, column, lang) for column in empty]


def _place(form: Form, line: Line, column: Column, lang: str) -> Place:
    return Place(form.name.get(lang), line.row, line.columns.get(column.key, 0))


def _missing(form: Form, line: Line, column: Column, lang: str) -> Fault:
    told = form.heading(column, lang)
    mend = _SOME_PLACE if column.path == KS("page") else Text("Fyll i det.", "Fill it in.")
    where = _place(form, line, column, lang)
    return Fault(where, Text(f"{told} saknas.", f"{told} is missing."), mend)


_SOME_PLACE = Text(
    "Fyll i sidan, radintervallet eller avsnittet.", "Fill in the page, the lines or the section."
)
