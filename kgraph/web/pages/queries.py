"""The catalogue of named questions, and one page a question: form, answer, chart and text."""

import json
from dataclasses import dataclass
from typing import Any

from kgraph.errors import UsageError
from kgraph.project import Project
from kgraph.queries import Parameter, Query, catalogue, choices_of, find, listed_json, run
from kgraph.report.value import Bullets, Line, Paragraph, Part, Section, Words, line
from kgraph.tables import Table as Answer
from kgraph.terms import Iri, local_name, shorten
from kgraph.web.pages.desk import Linked, Shelf
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.naming import NameDesk
from kgraph.web.pages.page import Page
from kgraph.web.pages.results import MOST_ROWS, Chart, chart_of, empty_columns, head, result_table
from kgraph.web.pages.visit import KEPT, LANG, Visit
from kgraph.wording import Text, collation_key, say

CATALOGUE, EDITOR = "/fragor", "/fragor/sparql"
_MOST_IN_A_LIST = 60
_MOST_OFFERED = 600
_HIDDEN = ("other", "passage", "label")
# The counties that something was read of.
_READ = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?county WHERE {
  VALUES ?class { ks:Strategy ks:Forum }
  ?thing a ?class ; dct:spatial/ks:within ?county .
  ?county ks:territoryType <https://w3id.org/kompsam/vocab/territory-type/lan> .
}"""

GROUPS: dict[str, Text] = {
    "ansvar": Text("Ansvar", "Responsibility"),
    "uppdrag": Text("Uppdrag", "Tasks given by law and decision"),
    "forum": Text("Forum och medlemmar", "Forums and members"),
    "tema": Text("Teman", "Themes"),
    "dokument": Text("Strategier och dokument", "Strategies and documents"),
    "luckor": Text("Det som kan saknas", "What may be missing"),
    "overlapp": Text("Det som kan överlappa", "What may overlap"),
    "uppfoljning": Text("Uppföljning och pengar", "Follow-up and money"),
    "natverk": Text("Nätverk", "Networks"),
    "belagg": Text("Källor och var det står", "Sources and where it says so"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a question's form.

    Parameters:
        name: of the parameter.
        label: what people call it.
        kind: ``select``, ``listed`` (to write in, with names offered), ``date``, ``number`` or
            ``text``.
        value: as given.
        choices: value, words and whether it is chosen; for ``listed`` the names offered.
        required: whether the question has no answer without it.
        hint: what leaving it empty means, or what to write.
        error: what is wrong with the value given, or "".
    """

    name: str
    label: str
    kind: str
    value: str
    choices: tuple[tuple[str, str, bool], ...]
    required: bool
    hint: str
    error: str


def known(shelf: Shelf) -> dict[str, Query]:
    """The named questions of the project."""
    found: dict[str, Query] = shelf.keep("queries", lambda: catalogue(shelf.project))
    return found


def index(shelf: Shelf, visit: Visit) -> Page:
    """The questions that are there, by what they are about."""
    every = known(shelf)
    if visit.still:  # a question about one thing is answered on the thing's own page there
        every = {n: q for n, q in every.items() if not any(p.required for p in q.parameters)}
    sections = tuple(
        Section("g-" + (group or "ovrigt"), visit.say(title), (_listed(visit, every, group),))
        for group, title in _groups(every)
    )
    return Page(
        visit.word("Frågor", "Questions"), sections, lead=_lead(visit, len(every)), tab="queries",
        data=lambda: json.loads(listed_json(every.values(), visit.lang))["queries"],
    )  # fmt: skip


def _lead(visit: Visit, number: int) -> Line:
    """What one does with the questions, and the way to the editor, which a folder has not."""
    if visit.still:
        return line(visit.word(
            f"{number} frågor med sina svar, för alla län. Vad som gäller en enda aktör eller sak "
            "står på dess egen sida: sök efter namnet.",
            f"{number} questions with their answers, for all counties. What is true of one actor "
            "or thing stands on its own page: search for the name."))  # fmt: skip
    told = visit.word(
        f"{number} färdiga frågor. Välj en, fyll i det du vill veta mer om, och hämta svaret som "
        "tabell. Vill du fråga något annat: ",
        f"{number} questions ready to ask. Choose one, say what you want to know more of, and get "
        "the answer as a table. To ask something else: ")  # fmt: skip
    words = visit.word("skriv en egen fråga i SPARQL", "write a query of your own in SPARQL")
    return line(told, Linked(words, to=EDITOR), ".")


def _groups(every: dict[str, Query]) -> list[tuple[str, Text]]:
    """The groups that have a question, in the order of the list; unknown ones by their own name."""
    there = {query.group for query in every.values()}
    own = [(g, Text(g or "Övrigt", g or "Other")) for g in sorted(there - set(GROUPS))]
    return [(g, title) for g, title in GROUPS.items() if g in there] + own


def _listed(visit: Visit, every: dict[str, Query], group: str) -> Part:
    mine = sorted((q for q in every.values() if q.group == group),
                  key=lambda q: collation_key(visit.say(q.title)))  # fmt: skip
    return Bullets(tuple(
        line(Linked(visit.say(q.title), strong=True, to=f"{CATALOGUE}/{q.name}"), " – ",
             visit.say(q.question), *_from(visit, q))
        for q in mine))  # fmt: skip


def _from(visit: Visit, query: Query) -> tuple[Words, ...]:
    """The extension that a question comes with, where it does."""
    if not query.extension:
        return ()
    name = query.extension
    told = visit.word(f" Ur tillägget {name}.", f" From the extension {name}.")
    return (Words(told, quiet=True),)


def page(shelf: Shelf, visit: Visit, query: str) -> Page:
    """One question: its form, and its answer when what it needs is given.

    Raises:
        Missing: there is no question of that name.
        UsageError: a value that means nothing, where the answer is asked for as data.
    """
    every = known(shelf)
    if query not in every:
        raise Missing(query)
    asked = find(every, query)
    desk = NameDesk(shelf, visit.view, visit.lang)
    values = {k: v for k, v in visit.given.items() if k not in (*KEPT, LANG) and v.strip()}
    lacking = [p for p in asked.parameters if p.required and p.name not in values]
    answer, error = None, None
    if not lacking:
        try:
            answer = run(shelf.store, asked, values, visit.view, visit.lang)
        except UsageError as refused:
            error = for_a_page(refused)
            if visit.form != "html":
                raise error from None
    elif visit.form != "html":
        raise _needed(lacking[0])
    fields = [_field(desk, p, values, error) for p in asked.parameters]
    return Page(
        visit.say(asked.title), tuple(_sections(desk, asked, answer, lacking, error)),
        eyebrow=visit.word("Fråga", "Question"), lead=line(visit.say(asked.question)),
        tab="queries", template="query.html",
        values={
            "fields": fields, "error": _told(visit, error, fields),
            "chart": chart_of(desk, answer) if answer else None,
            "text": asked.text, "editor": visit.url(EDITOR, query=in_editor(asked, answer)),
            "index": visit.url(CATALOGUE), "words": _words(visit),
        },
        data=answer.to_dict if answer else None,
        tables=_forms(shelf.project, visit, asked, answer) if answer else {},
    )  # fmt: skip


def _forms(project: Project, visit: Visit, asked: Query, answer: Answer) -> dict[str, Any]:
    return {
        "csv": lambda: answer.to_csv(for_excel=True),
        "xlsx": lambda: answer.to_xlsx(project, visit.say(asked.question)),
        "ttl": answer.to_turtle,
        "jsonld": answer.to_jsonld,
    }


def _words(visit: Visit) -> dict[str, str]:
    return {
        "ask": visit.word("Visa svaret", "Show the answer"),
        "text": visit.word("Frågan som den ställs", "The query as it is asked"),
        "text_lead": visit.word(
            "Så här är frågan skriven i SPARQL. Värden i formuläret binds till variablerna.",
            "This is how the question is written in SPARQL. Values of the form are bound to the "
            "variables."),
        "open": visit.word("Öppna i redigeraren", "Open in the editor"),
        "all": visit.word("Alla frågor", "All questions"),
        "wrong": visit.word("Rätta detta", "Mend this"),
        "needed": visit.word("behövs", "needed"),
        "same": visit.word("Enligt det som är läst. Samma tal står i tabellen.",
                           "By what was read. The same numbers stand in the table."),
    }  # fmt: skip


def _sections(
    desk: NameDesk,
    asked: Query,
    answer: Answer | None,
    lacking: list[Parameter],
    error: UsageError | None,
) -> list[Section]:
    title = desk.word("Svar", "Answer")
    if answer is None:
        names = ", ".join(desk.say(p.label).lower() for p in lacking)
        told = (
            desk.word("Rätta värdet ovanför så kommer svaret här.",
                      "Mend the value above, and the answer comes here.")
            if error
            else desk.word(f"Välj {names} ovanför så kommer svaret här.",
                           f"Choose {names} above, and the answer comes here.")
        )  # fmt: skip
        return [Section("svar", title, (Paragraph(line(told)),))]
    n = len(answer.rows)
    counted = desk.word(f"{n} rad{'' if n == 1 else 'er'}", f"{n} row{'' if n == 1 else 's'}")
    return [Section("svar", f"{title}: {counted}", tuple(_answered(desk, asked, answer)))]


def _answered(desk: NameDesk, asked: Query, answer: Answer) -> list[Part]:
    if not answer.rows:
        return [Paragraph(line(_why_nothing(desk, answer)))]
    parts: list[Part] = []
    if answer.cut:
        parts.append(Paragraph(line(desk.say(answer.cut))))
    if len(answer.rows) > MOST_ROWS:
        more = len(answer.rows) - MOST_ROWS
        parts.append(Paragraph(line(desk.word(
            f"Här visas de första {MOST_ROWS}. {more} till finns när sidan hämtas som CSV, Excel "
            "eller JSON.",
            f"The first {MOST_ROWS} are shown. {more} more are there when the page is fetched as "
            "CSV, Excel or JSON."))))  # fmt: skip
    parts.append(result_table(desk, answer, desk.say(asked.title)))
    gone = [head(answer, c).lower() for c in empty_columns(answer)]
    if gone:
        listed = ", ".join(gone)
        parts.append(Paragraph(line(Words(desk.word(
            f"Visas inte, eftersom ingen rad har något där: {listed}.",
            f"Not shown, since no row has anything there: {listed}."), quiet=True))))  # fmt: skip
    return parts


def _why_nothing(desk: NameDesk, answer: Answer) -> str:
    narrow = (
        desk.word(" Lämna något av valen tomt för att fråga om allt.",
                  " Leave a choice empty to ask about everything.")
        if answer.values
        else ""
    )  # fmt: skip
    return desk.word(
        "Inget i det som är läst och räknas här svarar mot frågan. Det säger inget om det som "
        "inte är läst." + narrow,
        "Nothing in what was read and counts here answers to the question. That says nothing of "
        "what was not read." + narrow,
    )


# -- the form ----------------------------------------------------------------------------------


def _field(
    desk: NameDesk, parameter: Parameter, values: dict[str, str], error: UsageError | None
) -> Field:
    value = values.get(parameter.name, "")
    label = desk.say(parameter.label)
    if parameter.choices:
        label = label.partition(":")[0]
    kind, choices = _choices(desk, parameter, value)
    wrong = say(error.what, desk.lang) if error and _is_about(error, parameter) else ""
    return Field(parameter.name, label, kind, value, choices, parameter.required,
                 _hint(desk, parameter, kind), wrong)  # fmt: skip


def _is_about(error: UsageError, parameter: Parameter) -> bool:
    return error.where == f"--{parameter.name}"


def _choices(
    desk: NameDesk, parameter: Parameter, value: str
) -> tuple[str, tuple[tuple[str, str, bool], ...]]:
    """How a value is chosen, and what there is to choose from."""
    if parameter.kind != "iri":
        kind = {"date": "date", "integer": "number"}.get(parameter.kind, "text")
        return kind, ()
    things = choices_of(desk.store, parameter, desk.view)
    if parameter.of == "County":
        read = {str(row[0]) for row in desk.store.select(_READ, desk.view).rows}
        things = [thing for thing in things if thing in read] or things
    if len(things) > _MOST_IN_A_LIST:
        return "listed", tuple((told, told, False) for told in _offered(desk, things))
    desk.learn(things)
    listed = [(_given_as(thing, things), desk.told(thing), False) for thing in things]
    made = [
        (key, told, value in (key, told, str(thing), shorten(thing)))
        for (key, told, _), thing in zip(listed, things, strict=True)
    ]
    made.sort(key=lambda choice: collation_key(choice[1]))
    every = () if parameter.required else (("", desk.word("Alla", "All"), not value),)
    unknown = ((value, value, True),) if value and not any(c[2] for c in made) else ()
    return "select", (*every, *unknown, *made)


def _given_as(thing: Iri, things: list[Iri]) -> str:
    """The shortest that means one thing among several."""
    name = local_name(thing)
    return name if sum(local_name(other) == name for other in things) == 1 else shorten(thing)


def _offered(desk: NameDesk, things: list[Iri]) -> list[str]:
    """The names that a field suggests, in Swedish order; bookkeeping has none worth choosing."""
    desk.learn(things)
    names = {desk.told(t) for t in things if "/id/" in t and desk.kind(t) not in _HIDDEN}
    return sorted(names, key=collation_key)[:_MOST_OFFERED]


def _hint(desk: NameDesk, parameter: Parameter, kind: str) -> str:
    if kind == "listed":
        start = desk.word("Börja skriva ett namn och välj det.", "Begin a name and choose it.")
        every = desk.word(" Tomt: alla.", " Empty: all.")
        return start + ("" if parameter.required else every)
    if kind == "date":
        return desk.word("Tomt: den dag som sidan visar.", "Empty: the day that the page shows.")
    if kind == "text" and not parameter.required:
        return desk.word("Tomt: alla.", "Empty: all.")
    return ""


def for_a_page(error: UsageError) -> UsageError:
    """A refusal whose mend speaks of the command line, told for a form."""
    mend = error.mend
    if isinstance(mend, Text) and ("kgraph" in mend.sv or "--" in mend.sv):
        mend = Text("Välj ett av namnen som föreslås.", "Choose one of the names offered.")
        return UsageError(error.what, error.where, mend)
    return error


def _needed(parameter: Parameter) -> UsageError:
    label = parameter.label
    return UsageError(
        Text(f"Frågan behöver {label.sv.lower()}.", f"The question needs {label.en.lower()}."),
        f"--{parameter.name}",
        Text(f"Ange ?{parameter.name}=… i adressen.", f"Give ?{parameter.name}=… in the address."),
    )


def _told(visit: Visit, error: UsageError | None, fields: list[Field]) -> dict[str, str] | None:
    """What is wrong, its mend, and the field to go to."""
    if error is None:
        return None
    field = next((f.name for f in fields if f.error), "")
    return {"what": say(error.what, visit.lang), "mend": say(error.mend, visit.lang),
            "field": field}  # fmt: skip


def in_editor(asked: Query, answer: Answer | None) -> str:
    """The question's text for the editor, its answer narrowed to the values of the form.

    Every parameter stands in the SELECT list, so that a VALUES at the end keeps the same rows. A
    date cannot be narrowed so: the editor asks as of today.
    """
    given = dict(answer.values or {}) if answer else {}
    if not given or not answer or not answer.rows:
        return asked.text
    kept = {p.name for p in asked.parameters if p.kind == "iri"}
    bound = {n: answer.column(n)[0] for n in given if n in kept and n in answer.columns}
    lines = [f"VALUES ?{name} {{ <{term}> }}" for name, term in sorted(bound.items())]
    if len(lines) > 1:
        names, terms = " ".join(f"?{n}" for n in sorted(bound)), " ".join(
            f"<{bound[n]}>" for n in sorted(bound))  # fmt: skip
        lines = [f"VALUES ({names}) {{ ({terms}) }}"]
    return "\n".join([asked.text.rstrip(), *lines]) + "\n"


__all__ = ["CATALOGUE", "EDITOR", "GROUPS", "Chart", "Field", "in_editor", "index", "known", "page"]
