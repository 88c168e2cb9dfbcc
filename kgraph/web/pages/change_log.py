"""The log of changes as pages: what, when, from which source, in which role; and undoing one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kgraph.checks import told_stood
from kgraph.errors import KGraphError
from kgraph.journal import Entry, read_log, waits
from kgraph.report.value import (
    Bullets,
    Line,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Words,
    cell,
    line,
)
from kgraph.roles import ROLES
from kgraph.settling import told_waiting
from kgraph.store import Store
from kgraph.terms import (
    DCT,
    GRAPH,
    KS,
    ORG,
    PROV,
    SKOS,
    SKOSXL,
    Iri,
    Literal,
    Quad,
    Term,
    local_name,
    shorten,
)
from kgraph.web.pages import own
from kgraph.web.pages.addresses import is_own
from kgraph.web.pages.desk import Linked, Shelf
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.own import Here
from kgraph.web.pages.page import Page
from kgraph.web.pages.render import day
from kgraph.web.pages.visit import Visit
from kgraph.wording import LANGUAGES, Text, counted, say

_SHOWN = 300
_NAMES = (SKOS("prefLabel"), DCT("title"), SKOSXL("literalForm"))
_PARTS = (ORG("member"), ORG("organization"), KS("bearer"), KS("target"), PROV("wasDerivedFrom"))


def index(shelf: Shelf, visit: Visit, here: Here) -> Page:
    """Every change, the newest first."""
    word = visit.word
    entries = read_log(shelf.project)
    undone = {entry.undoes for entry in entries}
    lead = line(word(
        "Varje godtagen ändring står här: vad som gjordes, när, ur vilken källa och i vilken roll. "
        "Inga namn på personer sparas.",
        "Each accepted change stands here: what was done, when, from which source and in which "
        "role. No names of persons are kept."))  # fmt: skip
    if entries:
        part: Part = _entries(visit, entries, undone)
    else:
        part = Paragraph(line(word("Inget är ändrat genom programmet än.",
                                   "Nothing was changed by the program yet.")))  # fmt: skip
    sections = (Section("alla", word("Alla ändringar", "All changes"), (part,)),)
    return Page(word("Ändringar", "Changes"), sections, lead=lead, tab="own",
                template="change-log.html", answers=False,
                values=own.shared(visit, shelf.project, here) | {"undo": None})  # fmt: skip


def _entries(visit: Visit, entries: Iterable[Entry], undone: set[int]) -> Table:
    word = visit.word
    rows = []
    for e in entries:
        name = Linked(word(f"Ändring {e.number}", f"Change {e.number}"), to=f"{own.LOG}/{e.number}")
        back = Words(word(" (ångrad)", " (undone)"), quiet=True) if e.number in undone else None
        rows.append(Row((cell(name, back), cell(when(visit, e)), cell(visit.say(e.what)),
                         cell(_size(visit, e)), cell(visit.say(e.told_source)),
                         cell(role(visit, e)))))  # fmt: skip
    heads = (word("Ändring", "Change"), word("När", "When"), word("Vad", "What"),
             word("Uppgifter", "Statements"), word("Källa", "Source"),
             word("Roll", "Role"))  # fmt: skip
    caption = word("Ändringar, den nyaste först", "Changes, the newest first")
    return Table(caption, heads, tuple(rows), (0.15, 0.2, 0.25, 0.15, 0.15, 0.1), titled=True)


def _stood(visit: Visit) -> str:
    """What is said of faults that were there before the change that was just made."""
    given = visit.given.get("stod", "")
    number = int(given) if given.isdecimal() and len(given) < 7 else 0
    return f" {visit.say(told_stood(number))}" if number else ""


def _waiting(store: Store, visit: Visit, entries: Iterable[Entry], entry: Entry) -> Iterator[str]:
    """What is said of passages that wait for review after a change was taken back."""
    still, anew = waits(entries, entry)
    names = {lang: store.labels([*still, *anew], lang) for lang in LANGUAGES}
    for told in told_waiting(still, anew, lambda p: Text(*(names[one][p] for one in LANGUAGES))):
        yield visit.say(told)


def page(shelf: Shelf, visit: Visit, here: Here, number: str) -> Page:
    """One change: the statements that it added and removed, in words.

    Raises:
        Missing: there is no such change.
    """
    word = visit.word
    entries = read_log(shelf.project)
    entry = next((e for e in entries if str(e.number) == number), None)
    if entry is None:
        raise Missing(f"{own.LOG}/{number}")
    by = next((e.number for e in entries if e.undoes == entry.number), 0)
    title = word(f"Ändring {entry.number}", f"Change {entry.number}")
    facts = [
        (word("När", "When"), line(when(visit, entry))),
        (word("Vad", "What"), line(visit.say(entry.what))),
        (word("Källa", "Source"), line(visit.say(entry.told_source))),
        (word("Roll", "Role"), line(role(visit, entry))),
        (word("Uppgifter", "Statements"), line(_size(visit, entry))),
    ]
    for number_, head in ((entry.undoes, Text("Ångrar", "Undoes")),
                          (by, Text("Ångrad av", "Undone by"))):  # fmt: skip
        if number_:
            link = Linked(
                word(f"Ändring {number_}", f"Change {number_}"), to=f"{own.LOG}/{number_}"
            )
            facts.append((visit.say(head), line(link)))
    done = visit.given.get("gjort") == "1"
    saved = word("Sparat. Sidorna visar det redan.", "Saved. The pages show it already.")
    values = own.shared(visit, shelf.project, here) | {
        "undo": {
            "action": visit.url(own.UNDO), "number": entry.number, "can": not by,
            "title": word("Ångra", "Undo"),
            "lead": word("Uppgifterna blir som de var före den här ändringen, om ingen har ändrat "
                         "dem sedan dess. Det blir en egen rad i loggen. Svar om namn är kvar; de "
                         "glöms under Egna data.",
                         "The statements become what they were before this change, if nobody has "
                         "changed them since. That is a line of its own in the log. Answers about "
                         "names are kept; they are forgotten under Your own data."),
            "button": word(f"Ångra ändring {entry.number}", f"Undo change {entry.number}"),
        },
        "done": " ".join((f"{saved}{_stood(visit)}", *_waiting(shelf.store, visit, entries, entry)))
        if done and not here.stale else "",
    }  # fmt: skip
    return Page(
        title, tuple(_told(shelf.store, visit, entry)), facts=tuple(facts), tab="own",
        eyebrow=word("Ändringslogg", "Log of changes"), template="change-log.html",
        values=values, answers=False,
    )  # fmt: skip


def refused(visit: Visit, number: int, error: KGraphError, later: Iterable[int]) -> Page:
    """A change that cannot be undone yet: why, and the ways to it and to what stands in the way.

    Parameters:
        number: of the change.
        later: the changes that stand in the way, the newest first.
    """
    word = visit.word
    told = f"{say(error.what, visit.lang)} {say(error.mend, visit.lang)}"
    ways = [
        line(Linked(word(f"Ändring {one}", f"Change {one}"), to=f"{own.LOG}/{one}"))
        for one in later
    ]
    back = Linked(word(f"Tillbaka till ändring {number}", f"Back to change {number}"),
                  to=f"{own.LOG}/{number}")  # fmt: skip
    title = word("I vägen står", "In the way stand")
    return Page(
        word("Ändringen går inte att ångra än", "The change cannot be undone yet"),
        (Section("vagen", title, (Bullets(tuple(ways)), Paragraph(line(back)))),),
        lead=line(told), tab="own", status=409, answers=False,
        eyebrow=word("Ändringslogg", "Log of changes"), values={"problem": told},
    )  # fmt: skip


def when(visit: Visit, entry: Entry) -> str:
    """The time of a change, in words."""
    date, _, time = entry.when.partition("T")
    return f"{day(date, visit.lang)} {visit.word('kl.', 'at')} {time[:5]} UTC"


def role(visit: Visit, entry: Entry) -> str:
    """The role of whoever made a change."""
    return visit.say(ROLES.get(entry.role, Text(entry.role, entry.role)))


def _size(visit: Visit, entry: Entry) -> str:
    added, removed = entry.size
    new = counted(added, Text("tillagd", "added"), Text("tillagda", "added"))
    gone = counted(removed, Text("borttagen", "removed"), Text("borttagna", "removed"))
    return f"{visit.say(new)}, {visit.say(gone)}"


def _told(store: Store, visit: Visit, entry: Entry) -> Iterable[Section]:
    for id_, title, quads in (
        ("tillagt", Text("Tillagda uppgifter", "Statements added"), entry.added),
        ("borttaget", Text("Borttagna uppgifter", "Statements removed"), entry.removed),
    ):
        found = [quad for file in sorted(quads) for quad in quads[file]]
        if found:
            yield Section(id_, visit.say(title), tuple(_statements(store, visit, found)))


def _statements(store: Store, visit: Visit, quads: list[Quad]) -> list[Part]:
    shown = quads[:_SHOWN]
    names = _names(store, visit.lang, shown, quads)
    rows = tuple(
        Row((
            cell(_value(s, names)), cell(names.get(p, local_name(p))), cell(*_object(o, names)),
            cell(_value(g, names)),
        ))
        for s, p, o, g in shown
    )  # fmt: skip
    word = visit.word
    heads = (word("Sak", "Thing"), word("Uppgift", "Statement"), word("Värde", "Value"),
             word("Textställe", "Passage"))  # fmt: skip
    caption = word("Uppgifter", "Statements")
    parts: list[Part] = [Table(caption, heads, rows, (0.25, 0.2, 0.3, 0.25), titled=True)]
    if len(quads) > _SHOWN:
        more = len(quads) - _SHOWN
        parts.append(Paragraph(line(word(f"Och {more} till, som inte visas här.",
                                         f"And {more} more, not shown here."))))  # fmt: skip
    return parts


def _names(
    store: Store, lang: str, shown: Iterable[Quad], quads: Iterable[Quad]
) -> Mapping[str, str]:
    """What everything in some statements is called; what is gone, by the statements themselves."""
    iris = {str(t) for q in shown for t in q if isinstance(t, Iri)} | {str(q[1]) for q in shown}
    known: dict[str, Any] = store.labels(iris, lang)
    named: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    for s, p, o, _ in quads:
        if p in _NAMES and isinstance(o, Literal) and o.language in ("", "sv", lang):
            named[str(s)] = o.value
        elif p in _PARTS:
            parts.setdefault(str(s), []).append(known.get(str(o), local_name(str(o))))
    # What is gone has no name in the graph but the last part of its address.
    gone = {iri: ", ".join(parts[iri]) for iri in parts if known.get(iri) in _bare(iri)}
    meta = {iri: Text("om textstället", "on the passage").get(lang)
            for iri in known if iri.startswith(GRAPH) and iri.endswith("/meta")}  # fmt: skip
    return known | gone | named | meta


def _bare(iri: str) -> tuple[str, ...]:
    """What a thing without a name is called."""
    return shorten(iri), local_name(iri)


def _value(iri: Term, names: Mapping[str, str]) -> Words:
    text = names.get(str(iri), local_name(str(iri)))
    return Linked(text, to=str(iri)) if is_own(str(iri)) else Words(text)


def _object(value: Term, names: Mapping[str, str]) -> Line:
    if not isinstance(value, Literal):
        return line(_value(value, names))
    return line(Words(value.value, lang=value.language if value.language == "en" else ""))
