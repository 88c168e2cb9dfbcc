"""Where to begin: a grid of themes and counties, then strategies with their parts."""

from collections.abc import Iterable, Mapping, Sequence

from kgraph.comparison.reading import read
from kgraph.comparison.side import make_side
from kgraph.comparison.themes import Heard, heard_of
from kgraph.counting import read_uncounted
from kgraph.report.desk import Scope
from kgraph.report.value import Paragraph, Part, Row, Section, Table, Words, cell, line
from kgraph.terms import local_name
from kgraph.web.pages.desk import Linked, Shelf
from kgraph.web.pages.missing import uncounted
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.who.desk import WhoDesk, counties_of, themes_of, with_commas
from kgraph.wording import Text, collation_key


def index(shelf: Shelf, visit: Visit) -> Page:
    """Where to begin: a grid of themes and counties, then strategies with their parts."""
    desk = WhoDesk(shelf, visit.view, visit.lang, Scope())
    grid = _grid(desk, visit)
    strategies = [
        Row((
            cell(Linked(desk.told(s), desk.foreign(desk.material.name(s)), kind="strategy",
                        to=f"/vem-gor-vad/strategi/{local_name(s)}")),
            cell(desk.word("läst", "read") if desk.read(s)
                 else desk.word("bara omnämnd", "only cited")),
            cell(*(desk.names(sorted(desk.counties(s))) or [Words(desk.word("hela landet",
                                                                            "the country"))])),
            cell(_parts_known(desk, s)),
        ))
        for s in desk.strategies
    ]  # fmt: skip
    listed = Table(
        desk.word("Strategier och planer", "Strategies and plans"),
        tuple(desk.say(t) for t in (
            Text("Strategi eller plan", "Strategy or plan"), Text("Läst", "Read"),
            Text("Län", "County"), Text("Mål, prioriteringar, insatser",
                                        "Goals, priorities, measures"))),
        tuple(strategies), (0.5, 0.15, 0.2, 0.15), titled=True,
    )  # fmt: skip
    sections = (
        Section("tema", desk.word("Välj tema, och län om du vill", "Choose a theme, and a county"),
                tuple(grid)),
        Section("strategier", desk.word("Eller en strategi", "Or a strategy"), (listed,)),
    )  # fmt: skip
    lead = line(desk.word(
        "Vem ska, vem ansvarar, vem utför, betalar och följer upp, i vilket forum, och vad ingen "
        "nämns för. Varje påstående leder till stället i dokumentet.",
        "Who must, who is responsible, who carries out, pays and follows up, in which forum, and "
        "what nobody is named for. Every claim leads to the place in the document."))  # fmt: skip
    return Page(desk.word("Vem gör vad", "Who does what"), sections, lead=lead, tab="who")


def _grid(desk: WhoDesk, visit: Visit) -> list[Part]:
    counties = counties_of(desk)
    rows_of = {(r["theme"], r["region"]): r for r in desk.material.rows("theme-by-region")}
    themes = sorted(
        themes_of(desk.shelf, desk.view), key=lambda t: (collation_key(desk.told(t)), t)
    )
    held, known, made = _tasks(desk), _known(desk, counties, themes), []
    for one in themes:
        slug = local_name(one)
        cells = [cell(Linked(desk.told(one), to=f"/vem-gor-vad/tema/{slug}"))]
        for c in counties:
            row, tasks = rows_of.get((one, c)), len(held.get((one, c), ()))
            to = f"/vem-gor-vad/tema/{slug}/{local_name(c)}"
            told = _count(desk, row, known[c][one], tasks)
            cells.append(cell(Linked(told, to=to), shade=_shade(row, tasks)))
        made.append(Row(tuple(cells)))
    heads = (desk.word("Tema", "Theme"), *(desk.told(c) for c in counties))
    links = [Linked(desk.told(c), to=f"/vem-gor-vad/lan/{local_name(c)}", kind="territory")
             for c in counties]  # fmt: skip
    share = 0.7 / max(1, len(counties))
    whole = line(desk.word("Hela länet: ", "The whole county: "), *with_commas(links), ".")
    none = uncounted(visit) or line(desk.word(
        "Inget som är läst räknas den dagen: välj ett annat datum.",
        "Nothing that was read counts on that day: choose another date."))  # fmt: skip
    return [
        Paragraph(whole if counties else none),
        Table(
            desk.word("Mål, prioriteringar, insatser, uppdrag och forum med temat, per län",
                      "Goals, priorities, measures, tasks and forums with the theme, by county"),
            heads, tuple(made), (0.3, *(share for _ in counties)),
        ),
    ]  # fmt: skip


def _parts_known(desk: WhoDesk, strategy: str) -> str:
    """How many parts of a strategy there are; of one that was not read, how many are known of."""
    every = desk.material.elements.get(strategy, {})
    n = len(desk.material.counted.get(strategy, {}))
    ours = len(read_uncounted(desk.store, desk.view).read_in.intersection(every))
    more = desk.word(f", och {ours} enligt vår läsning", f", and {ours} by our reading")
    if desk.read(strategy):
        return str(n) + (more if ours else "")
    if not n and not ours:
        return desk.word("inget känt" if not every else "nämns bara samlat",
                         "nothing known" if not every else "named only together")  # fmt: skip
    return desk.word(f"{n} {'känd' if n == 1 else 'kända'}", f"{n} known") + (more if ours else "")


def _tasks(desk: WhoDesk) -> dict[tuple[str, str], set[str]]:
    """The tasks that count, by theme and by the county of those who hold them."""
    counted = {r["mandate"] for r in desk.material.rows("mandate-register")
               if r["counted"] == "true"}  # fmt: skip
    found: dict[tuple[str, str], set[str]] = {}
    for thing, theme in desk.themes_of_things():
        for county in desk.counties(thing) if thing in counted else ():
            found.setdefault((theme, county), set()).add(thing)
    return found


def _known(
    desk: WhoDesk, counties: Iterable[str], themes: Sequence[str]
) -> dict[str, dict[str, Heard]]:
    """By county and theme, what is known of it, and from which documents."""
    reading = read(desk.material)
    return {c: heard_of(make_side(reading, c), themes, {}) for c in counties}


def _count(desk: WhoDesk, row: Mapping[str, str] | None, heard: Heard, tasks: int) -> str:
    """What a county has of a theme; a plan that was not read gives no number, and no zero."""
    task = [desk.word(f"{tasks} uppdrag", f"{tasks} {'task' if tasks == 1 else 'tasks'}")]
    task = task if tasks else []
    if row is None:
        return ", ".join(task) or desk.word("inget i källan", "nothing in the source")
    forums, ours, beyond = int(row["forums"]), len(heard.ours), len(heard.beyond)
    unread = not heard.own
    forum = desk.word(f"{forums} forum", f"{forums} {'forum' if forums == 1 else 'forums'}")
    reading = desk.word(f"{ours} enligt vår läsning", f"{ours} by our reading")
    elements = len(heard.read)
    beside = desk.word(f"{beyond} i ej lästa", f"{beyond} in plans not read")
    some = desk.word(f"{elements} {'känt' if elements == 1 else 'kända'}", f"{elements} known")
    more = [*([some] if unread and elements else []), *([beside] if beyond else []),
            *([reading] if ours else []), *([forum] if forums else []), *task]  # fmt: skip
    if unread and not more:
        return desk.word("går inte att säga", "cannot be said")
    if unread:
        told = ", ".join(more)
        return desk.word(f"{told}; planer ej lästa", f"{told}; plans not read")
    plans = desk.word(f"{elements} i planer", f"{elements} in plans")
    return ", ".join([plans, *more])


def _shade(row: Mapping[str, str] | None, tasks: int) -> str:
    if row is None:
        return "far" if tasks else ""
    if row["elements"] != "0":
        return "near"
    if row["forums"] != "0" or tasks:
        return "far"
    return "" if local_name(row["status"]) == "unknown" else "gap"
