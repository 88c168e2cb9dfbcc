"""Pages as HTML: plain text goes in, the templates escape every piece of it."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from kgraph.network import Passage
from kgraph.network.kinds import KINDS
from kgraph.report import Report
from kgraph.report.acts import act_cited, text_of
from kgraph.report.value import PASSAGES, PASSAGES_LEAD, note_groups, place_of
from kgraph.store import READ_LEVELS
from kgraph.store.view import today
from kgraph.terms import local_name
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.markup import Writer, sign_of
from kgraph.web.pages.page import Page, files_of, size_of
from kgraph.web.pages.visit import KEPT, Visit
from kgraph.web.pages.words import FOOT, FORMS, REVIEW_WORDS, SERVED, TABS, WORDS
from kgraph.wording import Text, counted, dated

_TEMPLATES = Path(__file__).parents[2] / "templates" / "web"
_OPEN = 8  # rows that a section of a long page may have and still stand open
_ROWS = Text("rad", "row"), Text("rader", "rows")
_PLACES = Text("ställe", "place"), Text("ställen", "places")
_IN_A_FOLDER = ("docx", "xlsx", "ics", "svg")  # forms that people open; programs have a server


@cache
def _environment() -> Any:
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["soft"] = soft
    return made


_JOINTS = re.compile(r"(kompetens|försörjnings?|utvecklings|specialiserings|utbildnings|samverkans|"
                     r"arbetsmarknads|hållbarhets)(?=[a-zåäö]{4})", re.I)  # fmt: skip


def soft(text: str) -> str:
    """A name that may be parted at the joints of its long words, where there is little room."""
    return _JOINTS.sub("\\1\u00ad", text)


@cache
def stylesheet() -> str:
    """The one style sheet: tokens and layout, and a colour for each kind of thing."""
    css = (_TEMPLATES / "site.css").read_text(encoding="utf-8")
    return css + "".join(f".k-{k.name}{{color:{k.colour}}}\n" for k in KINDS.values())


@cache
def script() -> str:
    """The one script: suggestions while one searches. Every page answers without it."""
    return (_TEMPLATES / "site.js").read_text(encoding="utf-8")


@cache
def template(name: str) -> str:
    """A style sheet or script of some pages alone."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def day(date: str, lang: str) -> str:
    """A date as a person writes it: ``21 november 2026``; years and months as they are known."""
    return dated(date).get(lang)


def known_of(date: str, precision: str) -> str:
    """A date cut to what is known of it.

    Parameters:
        precision: of the list ``precision``; the day when empty.
    """
    return date[: {"year": 4, "month": 7}.get(local_name(precision), 10)]


def to_html(page: Page, report: Report, visit: Visit, *, triples: bool = False) -> str:
    """A page as HTML, the same bytes every time.

    Parameters:
        triples: whether the thing's statements are to be had at the same path.
    """
    writer = Writer(report, visit, anchored=page.template == "matrix.html")
    values: dict[str, Any] = {
        "page": page,
        "visit": visit,
        "lang": visit.lang,
        "t": {key: text.get(visit.lang) for key, text in WORDS.items()},
        "tabs": [(key, visit.url(path), visit.say(text)) for key, path, text in TABS],
        "kinds": [(k.name, k.path, k.label.get(visit.lang)) for k in KINDS.values()],
        "sign_of": sign_of,
        "view_words": view_words(visit),
        "passed_by": [visit.say(text) for text in (*visit.passed_by, *another_day(visit))],
        "reviews": [(level, REVIEW_WORDS[level].get(visit.lang), level == visit.view.review)
                    for level in READ_LEVELS],
        "day": lambda date: day(str(date), visit.lang),
        "lead": writer.line(page.lead),
        "facts": [(name, writer.line(told, signs=True)) for name, told in page.facts],
        "sections": [
            (s, [writer.part(p, f"{s.id}-{n}") for n, p in enumerate(s.parts)])
            for s in report.sections
        ],
        "folded": _folded(page, report),
        "passages": PASSAGES.get(visit.lang),
        "passages_lead": PASSAGES_LEAD.get(visit.lang),
        "notes": _notes(report, visit),
        "forms": [(form, visit.as_form(form), FORMS[form].get(visit.lang)) for form in page.forms
                  if visit.still is None or form in _IN_A_FOLDER]
        + [(form, visit.as_statements(form), FORMS[form].get(visit.lang))
           for form in ("ttl", "jsonld") if triples],
        "files": [(form, visit.as_form(form), WORDS[f"get_{form}"].get(visit.lang))
                  for form in files_of(page)],
        "still_words": still_words(visit),
        "hidden": [(k, v) for k, v in visit.given.items() if k not in ("as_of", "review", "lang")],
        "foot": [(visit.url(path), visit.say(text))
                 for path, text in (*FOOT, *(SERVED if visit.still is None else ()))],
        "kept": _kept,
        **page.values,
    }  # fmt: skip
    return str(_environment().get_template(page.template).render(values))


def _folded(page: Page, report: Report) -> dict[str, str]:
    """How much the sections hold that are folded, in words; nothing for those that stand open."""
    folded: dict[str, str] = defaultdict(str)
    if page.folds:
        below = report.sections if page.pictured else report.sections[1:]
        sizes = {s.id: sum(map(size_of, s.parts)) for s in below}
        folded |= {name: counted(n, *_ROWS).get(report.lang) for name, n in sizes.items()
                   if n > _OPEN}  # fmt: skip
        if len(report.notes) > _OPEN:
            folded["textstallen"] = counted(len(report.notes), *_PLACES).get(report.lang)
    return folded


def _kept(visit: Visit) -> Any:
    """Hidden fields that carry the date and the review level through a form."""
    from markupsafe import Markup

    field = Markup('<input type="hidden" name="{}" value="{}">')
    return Markup("").join(
        field.format(name, visit.given[name]) for name in KEPT if visit.given.get(name)
    )


def view_words(visit: Visit) -> str:
    """Which statements count, in half a line."""
    said = visit.say(REVIEW_WORDS[visit.view.review])
    return f"{said}, {visit.word('per', 'as of')} {day(visit.view.as_of.isoformat(), visit.lang)}"


def another_day(visit: Visit) -> tuple[Text, ...]:
    """On a day other than today: that what has no stated time is told all the same."""
    if visit.still is not None or not visit.given.get("as_of") or visit.view.as_of == today():
        return ()
    sv, en = (day(visit.view.as_of.isoformat(), lang) for lang in ("sv", "en"))
    return (Text(
        f"Sidan visar {sv}. Det som källorna inte anger någon tid för står med, fast de inte "
        "säger om det gäller just den dagen.",
        f"The page shows {en}. What the sources state no time for is included, though they do "
        "not say whether it holds on that very day."),)  # fmt: skip


def still_words(visit: Visit) -> str:
    """When a copy in a folder was made, of what, and that it stays as it is."""
    if visit.still is None:
        return ""
    made, lang = visit.still, visit.lang
    of = day(made.received, lang) if made.received else ""
    told = [
        visit.word(f"Kopia gjord {day(made.made.isoformat(), lang)}",
                   f"Copy made on {day(made.made.isoformat(), lang)}"),
        visit.word(f" av dokument mottagna senast {of}", f" of documents received by {of}")
        if of else "",
        visit.word(f". Visar {view_words(visit)}. Kopian ändras inte av sig själv.",
                   f". Shows {view_words(visit)}. The copy does not change by itself."),
    ]  # fmt: skip
    return "".join(told)


def _text(passage: Passage) -> tuple[str, str] | None:
    """The number of the act that a passage is in, and where its text is; None for the others."""
    act = "" if passage.lines else act_cited(passage)
    return (act, text_of(act)) if act else None


def _notes(report: Report, visit: Visit) -> list[Any]:
    return [
        (document, [(heading, [(n.number, place_of(n.passage, report.lang), n.passage.search_for,
                                visit.url(path_of(n.passage.id)), _text(n.passage)) for n in notes])
                    for heading, notes in headings])
        for document, headings in note_groups(report)
    ]  # fmt: skip
