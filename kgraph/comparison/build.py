"""Building a comparison: the same questions asked of each county, and what answers stand on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kgraph.comparison.reading import Reading, find_counties, make_county, read
from kgraph.comparison.value import Cell, Comparison, County, Row
from kgraph.difference.holding import LEVEL_WORDS
from kgraph.findings import KINDS, Filters, Finding, Findings, find, rate
from kgraph.findings.called import is_our_reading
from kgraph.findings.detect import NO_PART_OF_A_RATE
from kgraph.findings.gaps import funding_rows
from kgraph.findings.material import parts
from kgraph.findings.value import Rate
from kgraph.layout import natural
from kgraph.project import Project
from kgraph.store import Store, View
from kgraph.terms import local_name
from kgraph.wording import Text, collation_key

_NOTHING = Text("inget i källan", "nothing in the source")
_UNSAYABLE = Text("går inte att säga", "cannot be said")
_NO_WHY = Text("", "")
# Basis of a county -> why what is known of it cannot be set beside what a document says.
_WHY = {
    "page": Text("webbsida, ingen läst plan", "web page, no plan read"),
    "entered": Text("dokumentet är inte läst i sin helhet", "the document is not read in whole"),
    "cited": Text("dokumentet omnämns bara", "the document is only cited"),
    "none": Text("inget dokument eller sida för länet", "no document or page of the county"),
}
_NOT_FULL = Text("inte läst i sin helhet för detta", "not read in full for this")
_PLURAL = {
    "Goal": Text("Mål", "Goals"),
    "Priority": Text("Prioriteringar", "Priorities"),
    "Measure": Text("Insatser", "Measures"),
}
_RELATIONS = {"Goal": "mal", "Priority": "mal", "Measure": "insatser"}
_SECTIONS = {
    "elements": Text("Mål, prioriteringar och insatser", "Goals, priorities and measures"),
    "levels": Text("Ansvar, nivå för nivå", "Responsibility, level by level"),
    "forums": Text("Forum", "Forums"),
    "mandates": Text("Uppdrag", "Mandates"),
    "themes": Text("Teman", "Themes"),
    "follow": Text("Uppföljning", "Follow-up"),
    "funding": Text("Finansiering", "Funding"),
    "findings": Text("Fynd", "Findings"),
}


@dataclass(frozen=True)
class _County:
    """A county with what its cells are judged by.

    Parameters:
        county: what was read of it.
        reading: where things belong.
        own: its documents that were read; ``cited`` those that were not.
    """

    county: County
    reading: Reading
    own: tuple[str, ...]
    cited: tuple[str, ...]

    def why(self, relation: str = "") -> Text:
        """Why a number cannot be set beside another; empty when it can."""
        if not self.own:
            return _WHY[self.county.basis]
        material = self.reading.material
        if relation and not all(material.covered(d, relation) for d in self.own):
            return _NOT_FULL
        return _NO_WHY

    def counted(
        self, number: int, words: Text, query: str, evidence: Iterable[str], relation: str = ""
    ) -> Cell:
        """A count: comparable when a document was read for it, and never a zero of nothing."""
        why, places = self.why(relation), tuple(sorted(set(evidence)))
        if not why.sv:
            return Cell(words, number, "read", why, query, places)
        if number:
            return Cell(_known(words), number, "known", why, query, places)
        if self.county.basis == "none":
            return Cell(_NOTHING, None, "nothing", why, query)
        return Cell(_UNSAYABLE, None, "unknown", why, query)


def _known(words: Text) -> Text:
    return Text(f"{words.sv}, kända", f"{words.en}, known")


def build(
    project: Project,
    store: Store,
    names: Sequence[str],
    view: View,
    everything: bool = False,
    found: Findings | None = None,
) -> Comparison:
    """Counties side by side.

    Parameters:
        names: the counties as a person names them, two at least.
        everything: the kinds of finding for analysis too.
        found: every finding of the view, where they are known already.

    Raises:
        UsageError: fewer than two counties, an unknown one, one twice, or what is no county.
    """
    counties = find_counties(store, view, names)
    filters = Filters(everything=everything)
    result = find(project, store, view, filters) if found is None else _narrowed(found, filters)
    reading = read(result.material)
    sides = [_side(reading, iri) for iri in counties]
    makers: tuple[Callable[[_County], dict[str, tuple[Text, Cell, bool]]], ...] = (
        _elements, _levels, _forums, _mandates, _themes, _follow_up, _funding,
        lambda side: _findings(side, result),
    )  # fmt: skip
    rows: list[Row] = []
    for section, make in zip(_SECTIONS.values(), makers, strict=True):
        made = [make(side) for side in sides]
        for key in dict.fromkeys(key for one in made for key in one):
            title, _, minor = next(one[key] for one in made if key in one)
            cells = tuple(_in_order(one[key][1]) for one in made)
            rows.append(Row(section, title, cells, minor))
    passages = {p for row in rows for cell in row.cells for p in cell.evidence}
    passages |= {p for side in sides for d in side.county.documents for p in d.passages}
    words = {p: result.material.name(p) for p in sorted(passages)}
    return Comparison(tuple(side.county for side in sides), tuple(rows), view, words)


def _narrowed(found: Findings, filters: Filters) -> Findings:
    """Of all findings those that a comparison counts."""
    kinds = {kind.id for kind in filters.wanted_kinds()}
    kept = tuple(f for f in found.found
                 if f.kind in kinds and (filters.everything or not f.set_aside))  # fmt: skip
    return replace(found, found=kept, filters=filters)


def _in_order(cell: Cell) -> Cell:
    """A cell with its passages in the order of the documents."""
    return replace(cell, evidence=tuple(sorted(cell.evidence, key=natural)))


def _side(reading: Reading, iri: str) -> _County:
    county = make_county(reading, iri)
    loaded = reading.material.documents
    own = tuple(d for d in reading.documents(iri) if loaded[d].loaded)
    cited = tuple(d for d in reading.documents(iri) if not loaded[d].loaded)
    return _County(county, reading, own, cited)


Made = dict[str, tuple[Text, Cell, bool]]


def _number(n: int) -> Text:
    return Text(str(n), str(n))


def _of(n: int, total: int) -> Text:
    """A share; nothing out of nothing is no share."""
    return Text(f"{n} av {total}", f"{n} of {total}") if total else _NOTHING


@dataclass(frozen=True)
class _Element:
    """An element: its kind and level, where it is stated and its level, and if we read it in."""

    kind: str
    level: str
    places: set[str]
    level_places: set[str]
    ours: bool


def _element_rows(side: _County) -> list[_Element]:
    """The elements of the county's read documents, or else of those cited.

    What is named and no more ("eleven areas") is one entry in the graph and no count of anything.
    """
    material = side.reading.material
    stated = material.relations.by("ks:statedIn")
    found: dict[str, _Element] = {}
    for document in side.own or side.cited:
        for element, (kind, level) in material.counted.get(document, {}).items():
            found[element] = _Element(kind, level, set(map(str, stated.get(element, ()))), set(),
                                      is_our_reading(material, element))  # fmt: skip
    for row in material.rows("gap-responsibility"):
        if one := found.get(row["element"]):
            one.level_places.update(parts(row["levelEvidence"]) or parts(row["evidence"]))
    for row in material.rows("responsible-by-strategy"):
        one = found.get(row["element"])
        if one and one.level == "utpekad" and row["counted"] == "true":
            one.level_places.update(parts(row["evidence"]))
    return list(found.values())


def _elements(side: _County) -> Made:
    rows = _element_rows(side)
    made: Made = {}
    for kind, title in _PLURAL.items():
        mine = [one.places for one in rows if one.kind == kind]
        ours = sum(one.ours for one in rows if one.kind == kind)
        cell = side.counted(
            len(mine), _with_ours(len(mine), ours), "responsible-by-strategy",
            set().union(*mine), _RELATIONS[kind],
        )  # fmt: skip
        made[kind] = title, cell, False
    return made


def _with_ours(n: int, ours: int) -> Text:
    """A number, and how many of them only our reading makes what they are counted as."""
    if not ours:
        return _number(n)
    share = Text("alla", "all") if ours == n > 1 else Text(str(ours), str(ours))
    if n == 1:
        return Text("1 (vår läsning)", "1 (our reading)")
    return Text(f"{n} ({share.sv} enligt vår läsning)", f"{n} ({share.en} by our reading)")


def _levels(side: _County) -> Made:
    rows = _element_rows(side)
    made: Made = {}
    for level, title in LEVEL_WORDS.items():
        mine = [one.level_places for one in rows if one.level == level]
        cell = _share(
            side, len(mine), len(rows), "responsible-by-strategy", set().union(*mine), "ansvar"
        )
        if level == "namns-inte" and cell.state == "known":
            # What was not read may name somebody: that nobody is known is no count.
            told = _of(len(mine), len(rows))
            words = Text(f"{_UNSAYABLE.sv} ({told.sv} kända)", f"{_UNSAYABLE.en} ({told.en} known)")
            cell = replace(cell, words=words, number=None, state="unknown")
        made[level] = title, cell, False
    return made


def _nothing(cell: Cell) -> Cell:
    """A cell of a share where there is nothing to have a share of."""
    if cell.state == "unknown":
        return cell
    return replace(cell, words=_NOTHING, number=None, state="nothing")


def _forums(side: _County) -> Made:
    material = side.reading.material
    rows = [r for r in material.rows("forum-register") if r["region"] == side.county.iri]
    opened = sum(r["open"] == "true" for r in rows)
    told = Text(f"{len(rows)} ({opened} med öppen uppräkning)", f"{len(rows)} ({opened} open)")
    members = {m for r in rows for m in material.members.get(r["forum"], {}).get("collapse", ())}
    where = {p for r in rows for p in parts(r["evidence"])}
    seats = {
        p
        for r in material.rows("forum-members")
        if r["forum"] in {row["forum"] for row in rows}
        for p in parts(r["evidence"])
    }
    aims = [r for r in rows if r["purpose"]]
    return {
        "forums": (
            Text("Forum som nämns", "Forums mentioned"),
            side.counted(len(rows), told if rows else _number(0), "forum-register", where), False),
        "aims": (
            Text("varav med angivet syfte", "of them with a stated purpose"),
            _share(side, len(aims), len(rows), "forum-register",
                   {p for r in aims for p in parts(r["evidence"])}), False),
        "members": (
            Text("Medlemmar i dem (grupp som en)", "Members of them (a group as one)"),
            side.counted(len(members), _number(len(members)), "forum-members", seats,
                         "medlemskap"), False),
    }  # fmt: skip


def _share(
    side: _County, n: int, total: int, query: str, evidence: Iterable[str], relation: str = ""
) -> Cell:
    cell = side.counted(n, _of(n, total), query, evidence, relation)
    return cell if total else _nothing(cell)


def _mandates(side: _County) -> Made:
    rows = [r for r in side.reading.material.rows("mandate-register") if r["counted"] == "true"]
    own = side.reading.bodies.get(side.county.iri, set())
    shared = side.reading.shared.get(side.county.iri, set())
    mine = [r for r in rows if r["bearer"] in own]
    duties = [r for r in mine if local_name(r["modality"]) == "skyldighet"]
    common = [r for r in rows if r["bearer"] in shared]
    made: Made = {}
    for key, title, some in (
        ("own", Text("Uppdrag hos länets organ", "Mandates of the county's bodies"), mine),
        ("duties", Text("varav skyldigheter", "of them duties"), duties),
    ):
        n = len({r["mandate"] for r in some})
        places = {p for r in some for p in parts(r["evidence"])}
        made[key] = title, side.counted(n, _number(n), "mandate-register", places), False
    n = len({r["mandate"] for r in common})
    places = {p for r in common for p in parts(r["evidence"])}
    title = Text("Uppdrag som alla regioner har", "Mandates that all regions have")
    # What is laid on all regions is laid on each, whatever was read of the county.
    cell = Cell(_number(n), n, "read", _NO_WHY, "mandate-register", tuple(sorted(places)))
    empty = Cell(_NOTHING, None, "nothing", _NO_WHY, "mandate-register")
    made["common"] = title, cell if n else empty, False
    return made


def _themes(side: _County) -> Made:
    material = side.reading.material
    rows = [r for r in material.rows("theme-by-region") if r["region"] == side.county.iri]
    every = {r["theme"] for r in material.rows("theme-by-region")}
    themes = [r for r in rows if int(r["elements"])]
    heard = [r for r in rows if int(r["forums"])]
    made: Made = {
        "covered": (
            Text("Teman i mål, prioriteringar och insatser", "Themes of goals and measures"),
            _share(side, len(themes), len(every) if rows else 0, "theme-by-region", ()), False),
        "forums": (
            Text("Teman som ett forum har", "Themes that a forum has"),
            _share(side, len(heard), len(every) if rows else 0, "theme-by-region", ()), False),
    }  # fmt: skip
    by_theme = {r["theme"]: r for r in rows}
    tasks = _tasks_of(side)
    for theme in sorted(every, key=lambda t: collation_key(material.name(t).sv)):
        row = by_theme.get(theme)
        n, forums = (int(row["elements"]), int(row["forums"])) if row else (0, 0)
        made[theme] = material.name(theme), _theme(side, n, forums, tasks.get(theme, {})), True
    return made


def _tasks_of(side: _County) -> dict[str, dict[str, set[str]]]:
    """By theme, the mandates of the county's own bodies that have it, with their passages."""
    material = side.reading.material
    themes = material.relations.pairs("?a a ks:Mandate ; dct:subject/skos:broader* ?b")
    own = side.reading.bodies.get(side.county.iri, set())
    found: dict[str, dict[str, set[str]]] = {}
    for row in material.rows("mandate-register"):
        if row["counted"] == "true" and row["bearer"] in own:
            for theme in themes.get(row["mandate"], ()):
                places = found.setdefault(theme, {}).setdefault(row["mandate"], set())
                places.update(parts(row["evidence"]))
    return found


def _theme(side: _County, n: int, forums: int, tasks: dict[str, set[str]]) -> Cell:
    """Where a theme is known from: plans, forums, and the tasks of the county's own bodies.

    Where no plan was read, what is not known is left out: it is no zero.
    """
    told = [
        (n, Text(f"{n} mål, prioriteringar eller insatser",
                 f"{n} goals, priorities or measures")),
        (forums, Text(f"{forums} forum", f"{forums} {'forum' if forums == 1 else 'forums'}")),
        (len(tasks), Text(f"{len(tasks)} uppdrag",
                          f"{len(tasks)} {'mandate' if len(tasks) == 1 else 'mandates'}")),
    ]  # fmt: skip
    kept = [words for place, (m, words) in enumerate(told) if m or (side.own and place < 2)]
    words = Text(", ".join(w.sv for w in kept), ", ".join(w.en for w in kept))
    cell = side.counted(n + forums + len(tasks), words, "theme-by-region",
                        set[str]().union(*tasks.values()))  # fmt: skip
    count = n if cell.state == "read" or (cell.number and n) else None
    return replace(cell, number=count)


def _follow_up(side: _County) -> Made:
    material = side.reading.material
    documents = side.own or side.cited
    rows = [
        r for r in material.rows("follow-up") if r["strategy"] in documents and r["bearer"]
        and r["counted"] == "true"
    ]  # fmt: skip
    places = {p for r in rows for p in parts(r["evidence"])}
    bearers = sorted({r["bearer"] for r in rows})
    receivers = sorted({r["recipient"] for r in rows if r["recipient"]})
    names, n = material.listed(bearers), len(bearers)
    told = Text(f"{n}: {names.sv}", f"{n}: {names.en}") if rows else _number(0)
    who = material.listed(receivers)
    count = len(receivers)
    reached = Text(f"{count}: {who.sv}", f"{count}: {who.en}") if receivers else _number(0)
    return {
        "follow": (
            Text("Följer upp enligt källan", "Follow up by the source"),
            side.counted(n, told, "follow-up", places, "uppfoljning"), False),
        "recipients": (
            Text("Mottagare som anges", "Recipients stated"),
            side.counted(count, reached, "follow-up", places, "uppfoljning"), False),
    }  # fmt: skip


def _funding(side: _County) -> Made:
    material = side.reading.material
    documents = set(side.own or side.cited)
    projects = side.reading.projects.get(side.county.iri, set())
    rows = [r for r in funding_rows(material) if r["document"] in documents | projects]
    made: Made = {}
    for kind, title, relation in (
        ("Strategy", Text("Dokument med angiven finansiering", "Documents with stated funding"),
         "finansiering"),
        ("Project", Text("Projekt med angiven finansiering", "Projects with stated funding"), ""),
        ("Measure", Text("Insatser med egen finansiering", "Measures with funding of their own"),
         "finansiering"),
    ):  # fmt: skip
        mine = [r for r in rows if r["kind"].endswith(kind)]
        paid = [r for r in mine if r["counted"] == "true"]
        n, total = (len({r["item"] for r in some}) for some in (paid, mine))
        places = {p for r in paid for p in parts(r["evidence"])}
        made[kind] = title, _share(side, n, total, "funding", places, relation), False
    return made


def _findings(side: _County, result: Findings) -> Made:
    material = result.material
    made: Made = {}
    about = {*side.own, *side.cited, side.county.iri, *side.reading.pages.get(side.county.iri, ())}
    for kind in result.filters.wanted_kinds():
        mine = [f for f in result.found if f.kind == kind.id and side.county.iri in f.regions]
        name = material.name(kind.iri)
        title = Text(f"{kind.notation} {name.sv}", f"{kind.notation} {name.en}")
        made[kind.id] = title, _finding_cell(side, result, kind.id, mine, about), False
    return made


def _finding_cell(
    side: _County, result: Findings, kind: str, mine: Sequence[Finding], about: Iterable[str]
) -> Cell:
    """How many findings of a kind, and their rate over what was read, where one fits."""
    material = result.material
    query = f"findings --kind {KINDS[kind].notation}"
    places = tuple(sorted({p for f in mine for p in f.passages}))
    gaps = sum(f.is_gap and f.read for f in mine)
    told = _told([f for f in mine if f.read])
    over = rate(material, kind, mine, set(about))
    if over.bounds is not None:
        words = _with_share(told, kind, [f for f in mine if f.read and f.is_gap], over)
        return Cell(words, gaps, "read", _NO_WHY, query, places)
    if over.unread and gaps:
        more = Text(f"{over.unread} i verk som inte är lästa", f"{over.unread} in works not read")
        words = Text(f"{_known(told).sv}; {more.sv}", f"{_known(told).en}; {more.en}")
        return Cell(words, gaps, "known", side.why(), query, places)
    if over.unread:
        words = Text(f"{_UNSAYABLE.sv}; {over.words.sv} ({over.unread} i verk som inte är lästa)",
                     f"{_UNSAYABLE.en}; {over.words.en} ({over.unread} in works not read)"
                     )  # fmt: skip
        return Cell(words, None, "unknown", side.why(), query, places)
    return side.counted(gaps, told, query, places)


# What the share of a kind is of; a finding about anything else is counted and no part of it.
_PARTS = Text("mål, prioriteringar och insatser", "goals, priorities and measures")
_SHARE_OF = {
    "gap-05": Text("prioriteringar i dokument ovanför", "priorities of documents above"),
    "gap-06": Text("mål och dokument", "goals and documents"),
    "gap-07": Text("dokument, insatser och projekt", "documents, measures and projects"),
}


def _with_share(told: Text, kind: str, gaps: Sequence[Finding], over: Rate) -> Text:
    """How many findings there are and, apart from that, what share of what was read lacks."""
    low, middle, high = (round(100 * part) for part in over.bounds or (0, 0, 0))
    what = _SHARE_OF.get(kind, _PARTS)
    sv, en = f"{told.sv}{_about(gaps).sv}", f"{told.en}{_about(gaps).en}"
    return Text(
        f"{sv}; andel {middle} % ({low}–{high} %) av {over.checked} lästa {what.sv}",
        f"{en}; share {middle}% ({low}–{high}%) of {over.checked} {what.en} read",
    )


def _about(gaps: Sequence[Finding]) -> Text:
    """What findings are about, where that differs from what their share is of."""
    beside = [f for f in gaps if f.aspect in NO_PART_OF_A_RATE]
    whole = sum(int(f.number.value) for f in gaps if f.whole and f not in beside)
    if beside and len(beside) == len(gaps):
        return Text(" om annat än andelen", " about something else than the share")
    if beside:
        n = len(beside)
        return Text(f", {n} av dem om annat än andelen",
                    f", {n} of them about something else than the share")  # fmt: skip
    if whole > 1:
        return Text(f" om {whole} tillsammans", f" about {whole} together")
    return Text("", "")


def _told(findings: Sequence[Finding]) -> Text:
    """How many of them say that something lacks or overlaps, and how many tell a level."""
    gaps = sum(f.is_gap for f in findings)
    told = Text(f"{gaps} fynd", f"{gaps} {'finding' if gaps == 1 else 'findings'}")
    if levels := len(findings) - gaps:
        return Text(f"{told.sv} ({levels} till visar bara på vilken nivå någon svarar)",
                    f"{told.en} ({levels} more only tell at which level somebody answers)"
                    )  # fmt: skip
    return told
