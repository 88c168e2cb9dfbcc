"""A form for one thing: a new one, or a known one with what is said of it, passage by passage.

What is sent becomes sheets like those of a workbook (``kgraph.workbook.single``) and is previewed,
accepted and logged in the same way; what is wrong is told at its field and in a list at the top.
"""

from collections.abc import Sequence

from kgraph.errors import UsageError
from kgraph.report.value import line
from kgraph.store import View
from kgraph.web.pages import own
from kgraph.web.pages.addresses import iri_of, path_of
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.form_fields import book_for, desk_of, suggested
from kgraph.web.pages.form_kinds import about, called, sheet_called, slug
from kgraph.web.pages.form_view import ROOM, Questions
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.naming import NameDesk
from kgraph.web.pages.own import Here
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.web.proposals import Proposal
from kgraph.web.uploads import Sent
from kgraph.wording import Text
from kgraph.workbook.single import (
    Filled,
    Mistake,
    Shown,
    Typed,
    asked_of,
    field_name,
    fill,
    of_fault,
    page_of,
    read_rows,
    show,
)

from kgraph.workbook.value import Page as Sheet  # isort: skip


def new(shelf: Shelf, visit: Visit, here: Here, slag: str) -> Page:
    """The form for a new thing.

    Raises:
        Missing: there is no such class.
    """
    if not own.may(shelf.project, here):
        return _locked(shelf, visit, here, visit.word("Lägg till", "Add"))
    sheet = sheet_called(shelf, visit.lang, slag)
    if sheet is None:
        raise Missing(f"{own.NEW}/{slag}")
    name = called(sheet.form, visit.lang)
    title = visit.word(f"Lägg till: {name}", f"Add: {name}")
    empty = Shown(sheet.form.about, visit.lang)
    return _page(shelf, visit, here, sheet, title, empty, ())


def correct(shelf: Shelf, visit: Visit, here: Here, rest: str) -> Page:
    """The form for a known thing, with what is said of it today.

    Raises:
        Missing: there is no such thing, or it has no form.
    """
    if not own.may(shelf.project, here):
        told = visit.word("Rätta eller komplettera", "Correct or add to")
        return _locked(shelf, visit, here, told)
    iri = iri_of("/" + rest, lambda own_: own_ in desk_of(shelf).types)
    found = show(desk_of(shelf), book_for(shelf, visit.lang), iri)
    if found is None:
        raise Missing(f"{own.FIX}/{rest}")
    shown, rows = found
    sheet = page_of(book_for(shelf, visit.lang), shown.about)
    name = NameDesk(shelf, View(), visit.lang).told(iri)
    title = visit.word(f"Rätta eller komplettera: {name}", f"Correct or add to: {name}")
    return _page(shelf, visit, here, sheet, title, shown, rows)


def _locked(shelf: Shelf, visit: Visit, here: Here, title: str) -> Page:
    """The page before the token is shown; nothing is laid out for whoever may not change it."""
    values = own.shared(visit, shelf.project, here) | {"form": None}
    return Page(title, tab="own", template="form.html", values=values, answers=False)


def names(shelf: Shelf, lang: str, name: str, asked: str) -> Sequence[str]:
    """The names that may stand in a field, for suggestions while one writes."""
    pages = book_for(shelf, lang).pages
    sheet = next((page for page in pages if page.form.name.sv == name), None)
    columns = asked_of(sheet.form) if sheet else ()
    column = next((c for c in columns if field_name(0, c) == asked and c.form == "iri"), None)
    return suggested(shelf, lang, column) if column else ()


def path_for(shelf: Shelf, shown: Shown) -> str:
    """The address of the form that showed this."""
    if not shown.thing:
        return f"{own.NEW}/{slug(page_of(book_for(shelf, shown.lang), shown.about).form)}"
    iri = desk_of(shelf).names(shown.lang).meant(shown.thing)
    return own.fix_path(path_of(str(iri)))


def read(shelf: Shelf, sent: Sent, opened: str) -> Filled:
    """What somebody has typed, as sheets, with the mistakes that the form itself sees.

    Parameters:
        opened: what the form showed, unsealed.

    Raises:
        UsageError: the class has no form any more.
    """
    shown = Shown.read(opened)
    book = book_for(shelf, shown.lang)
    if shown.about not in {page.form.about for page in book.pages}:
        raise UsageError(Text("Formuläret finns inte längre.", "The form is there no more."))
    form = page_of(book, shown.about).form
    rows = read_rows(sent.fields, asked_of(form), len(shown.rows) + 1)
    more = frozenset(v for v in sent.fields.get("rum", ()) if v) | {sent.get(ROOM)} - {""}
    if sent.get(ROOM):
        return Filled(shown, rows, more=more)
    filled = fill(desk_of(shelf), form, shown, rows)
    return Filled(shown, rows, filled.grids, filled.fields, filled.mistakes, more)


def mistakes(proposal: Proposal) -> list[Mistake]:
    """All that is wrong in a form, in the order of its fields as far as they are known."""
    filled = proposal.form
    if filled is None:
        return []
    found = list(filled.mistakes)
    if proposal.error is not None:
        error = proposal.error
        found.append(Mistake("", _text(error.what), _text(error.mend)))
    known = {m.field for m in found}
    for fault in proposal.made.faults if proposal.made else ():
        made = of_fault(fault, filled)
        if not made.field or made.field not in known:
            found.append(made)
    order = {name: n for n, name in enumerate(dict.fromkeys(filled.fields.values()))}
    return sorted(found, key=lambda m: order.get(m.field, len(order)) if m.field else -1)


def _text(told: Text | str) -> Text:
    return Text(told, told) if isinstance(told, str) else told


def _page(
    shelf: Shelf, visit: Visit, here: Here, sheet: Sheet, title: str, shown: Shown,
    rows: tuple[Typed, ...],
) -> Page:  # fmt: skip
    values = own.shared(visit, shelf.project, here) | {"form": None, "summary": None}
    desk = desk_of(shelf)
    told = visit.say(about(desk.words, sheet.form.about))
    if values["may"] and here.session is not None:
        waits = _typed(visit, here, shown)
        wrong = mistakes(waits) if waits else []
        filled = waits.form if waits else None
        view = Questions(shelf, visit, sheet, filled.shown if filled else shown, wrong)
        more: frozenset[str] = filled.more if filled else frozenset()
        made = view.values(filled.rows if filled else rows, more)
        anew = visit.word("Börja om med det som står där nu", "Begin anew with what it says now")
        made |= {
            "sealed": here.seal(view.shown.text()),
            "anew": (visit.url(visit.path), anew) if shown.thing else None,
        }
        values |= {"form": made, "summary": made["wrong"]}
    if values["summary"]:
        values["fault"] = visit.word("Fel: ", "Error: ")
    return Page(title, lead=line(told) if told else (), tab="own", template="form.html",
                values=values, answers=False)  # fmt: skip


def _typed(visit: Visit, here: Here, shown: Shown) -> Proposal | None:
    """What was typed in this form a moment ago, when one comes back to it."""
    waits = here.proposal
    if waits is None or waits.form is None or visit.given.get("om") != "1":
        return None
    then = waits.form.shown
    return waits if (then.about, then.thing) == (shown.about, shown.thing) else None
