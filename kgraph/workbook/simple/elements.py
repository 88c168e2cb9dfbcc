"""From a row on a goal, priority or measure to statements: what it is, and who has which part."""

from kgraph.terms import DCT, ID, KS, RDF, SKOS, Iri, Literal, Term, local_name, slug
from kgraph.wording import Text
from kgraph.workbook.cells import LANG
from kgraph.workbook.naming import chosen
from kgraph.workbook.simple.forms import ROLES
from kgraph.workbook.simple.notes import once, stands_as, unused_mode, unused_text
from kgraph.workbook.simple.relations import agreed, mode_before, relation
from kgraph.workbook.simple.row import Row
from kgraph.workbook.simple.same_name import of_another_plan
from kgraph.workbook.simple.upward import CONTRIBUTES_TO, upward

_SHEET = Text("Dokument", "Documents")
_DESCRIBING = ("kind", "summary", "parent", "theme", "strategy")
_CLASSES = {
    "mal": "Goal",
    "overgripande-mal": "Goal",
    "insats": "Measure",
    "borlage": "TargetState",
    "del-av-borlage": "TargetState",
    "utmaning": "Challenge",
}
_KIND = KS("elementType")
_OWN = {KS("Priority"), *(KS(name) for name in _CLASSES.values())}


def state_element(row: Row) -> None:
    """A goal, priority or measure, and who has which part in it."""
    element = row.thing("element", KS("Measure"))
    if element is None or row.graph() is None:
        return
    if of_another_plan(row, element, _named_plans(row)):
        return
    if row.known:
        _say_standing(row, element)
    if not row.known or any(row.text(key) for key in _DESCRIBING):
        _describe_element(row, element)
    if not any(row.text(key) for key in ROLES):
        unused_mode(row)
        return
    mode = row.mode()
    if mode is None:
        return
    for key, role in ROLES.items():
        for bearer in row.values(key):
            if isinstance(bearer, Iri):
                _duty(row, element, bearer, Iri(role), mode, key)


def _say_standing(row: Row, element: Iri) -> None:
    """That a row's passage names the thing, whatever else the row says: it goes with the row.

    What it is stands so until the row says otherwise.
    """
    graph = row.graph() or ""
    said = class_of(row) or row.ground.classes.get(element)
    for path in (RDF("type"), SKOS("prefLabel")):
        for value in row.ground.index.values(element, path, graph):
            if path == RDF("type") and said and value in _OWN:
                row.say(element, path, said, "kind" if row.text("kind") else "name")
            elif not isinstance(value, Literal) or value.language == "sv":
                row.say(element, path, value, "name")


def _change_elsewhere(row: Row, element: Iri, cls: Iri) -> None:
    """Another kind in the passages that name the thing and leave to others to say of which it is.

    Else a kind that a plan states once could never be changed: its other passages hold it too.
    """
    index, own, kind = row.ground.index, row.graph() or "", RDF("type")
    old = [Iri(str(value)) for value in index.values(element, kind, own) if value in _OWN]
    if not old or cls in old:
        return
    for graph in index.graphs(element, kind):
        stated = [value for value in index.values(element, kind, graph) if value in _OWN]
        if graph != own and stated == old and not index.values(element, _KIND, graph):
            row.ground.made.instead.add((element, kind, old[0], Iri(graph)))
            row.ground.made.state((element, kind, cls, Iri(graph)), row.place("kind"))


def class_of(row: Row) -> Iri | None:
    """What a row says that its thing is, if it can be read."""
    column = row.column("kind")
    kind = chosen(row.text("kind"), column)
    return KS(_CLASSES.get(local_name(kind), "Priority")) if kind else None


def _describe_element(row: Row, element: Iri) -> None:
    kinds = row.only("kind")
    cls = KS(_CLASSES.get(local_name(str(kinds[0])), "Priority")) if kinds else None
    cls = cls or (None if row.text("kind") else _known_class(row, element))
    if cls is None:
        if not row.text("kind"):
            row.fault("kind", Text("Det sägs inte vad det är.", "It does not say what it is."),
                      Text("Välj ur listan.", "Choose from the list."))  # fmt: skip
        _ask_summary(row, element)
        return
    if kinds and row.says_other(element, KS("elementType"), "kind"):
        stands_as(row, element, KS("elementType"), "kind")
        return
    agree = [once(row, element, key) for key in ("kind", "summary")]
    if not all(agree):
        return
    row.say_new(element, RDF("type"), cls, "kind")
    if row.known and kinds:
        _change_elsewhere(row, element, cls)
    for kind in kinds:
        row.say_new(element, KS("elementType"), kind, "kind")
    name = Literal(row.name_of(element), LANG, "sv")
    graph = row.graph() or ""
    stood = element in row.ground.index.of
    own = row.ground.index.values(element, SKOS("prefLabel"), graph if row.known else "")
    if not stood or name in own:
        row.say_new(element, SKOS("prefLabel"), name, "name")
    _say_upward(row, element)
    for key, path in (("summary", KS("summary")), ("theme", DCT("subject"))):
        if key == "summary" and row.says_other(element, path, key):
            unused_text(row, key)
            continue
        for value in row.values(key):
            row.say_new(element, path, value, key)
    for strategy in _strategies(row, element):
        told = "strategy" if row.text("strategy") else "document"
        row.say_new(element, KS("partOfStrategy"), strategy, told)


def _ask_summary(row: Row, element: Iri) -> None:
    """Tell that a new thing has no summary, where nothing else of it can be checked yet."""
    if row.text("summary") or element in row.ground.summed or element in row.ground.index.of:
        return
    name = row.text("name")
    row.fault(
        "summary",
        Text(f"”{name}” saknar sammanfattning.", f"“{name}” has no summary."),
        Text("Skriv vad det är, i en eller två meningar med egna ord.",
             "Write what it is, in a sentence or two of your own."),
    )  # fmt: skip


def _say_upward(row: Row, element: Iri) -> None:
    """What the row belongs to: a part of it, unless the data or the plans say otherwise."""
    standing = row.ground.standing
    for goal in row.values("parent"):
        path = upward(row.ground, element, str(goal), row.graph() or "")
        said = not row.known and standing.says(row.source(), element, CONTRIBUTES_TO, goal)
        if not said:
            row.say_new(element, path, goal, "parent")


def _known_class(row: Row, element: Iri) -> Iri | None:
    """What another row or the data say that a thing is."""
    types = row.ground.index.values(element, RDF("type"))
    stated = next((Iri(str(cls)) for cls in types if cls in _OWN), None)
    return row.ground.classes.get(element) or stated


def _strategies(row: Row, element: Iri) -> list[Iri]:
    """The strategy that the row names, else the one that its document is a copy of.

    A row that came from the data names it where the document is no copy of it; so does another row
    on the same thing, and what the data say of its strategy stands.
    """
    named = [value for value in row.values("strategy") if isinstance(value, Iri)]
    if named or row.text("strategy") or row.known or element in row.ground.of_strategy:
        return named
    if row.ground.index.values(element, KS("partOfStrategy")):
        return []
    return _of_document(row, element)


def _named_plans(row: Row) -> list[Iri]:
    """The plan that the row names, else the one that its document is a copy of, if it is one."""
    named = [value for value in row.values("strategy") if isinstance(value, Iri)]
    sources = row.values("document") if row.text("document") and not named else []
    return named or [plan for source in sources for plan in _copied(row, source)]


def _copied(row: Row, source: Term) -> list[Iri]:
    """The plan that a document is a copy of."""
    known = row.ground.index.values(str(source), KS("represents"))
    made = row.ground.made.quads
    return [Iri(str(work)) for work in known or [
        q[2] for q in made if q[0] == source and q[1] == KS("represents")]]  # fmt: skip


def _of_document(row: Row, element: Iri) -> list[Iri]:
    """The strategy that the row's document is a copy of."""
    sources = row.values("document") if row.text("document") else []
    found = [plan for source in sources for plan in _copied(row, source)]
    asked = [Iri(str(source)) for source in sources if str(source) in row.ground.made.open]
    if asked:  # whoever is asked which document it is has not said which strategy
        return asked
    column, sheet = row.form.heading(row.column("strategy"), row.ground.lang), _SHEET
    unsure = row.ground.unsure.intersection(map(str, sources))
    if unsure:
        row.ground.made.open.add(str(element))  # its plan is told of at the document
    if not found and not unsure:
        row.fault(
            "document",
            Text("Dokumentet är ingen strategi, plan eller beslut.",
                 "The document is no strategy, plan or decision."),
            Text(f"Skriv strategin som det hör till i kolumnen {column}. Är dokumentet självt en "
                 f"plan: välj dess slag på bladet {sheet.get(row.ground.lang)}.",
                 f"Write the strategy that it belongs to under {column}. If the document is "
                 f"itself a plan, choose its kind on the sheet {sheet.get(row.ground.lang)}."),
        )  # fmt: skip
    return found


def _duty(row: Row, element: Iri, bearer: Iri, role: Iri, mode: Iri, key: str) -> None:
    """A responsibility: the one that the passage states already, or a new one."""
    name = f"{local_name(role)}-{local_name(bearer)}-{local_name(element)}"
    known = _of_passage(row, element, bearer, role, mode)
    own = known if known and agreed(row, known, {KS("assertionMode"): mode}) else None
    duty = own or relation(
        row,
        ID(f"assignment/{slug(name)}"),
        (KS("target"), element),
        {KS("bearer"): bearer, KS("role"): role, KS("assertionMode"): mode},
        (RDF("type"), KS("Responsibility")),
        key,
    )
    if duty is None:
        return
    for path, value in (
        (RDF("type"), KS("Responsibility")),
        (KS("target"), element),
        (KS("bearer"), bearer),
        (KS("role"), role),
        (KS("assertionMode"), mode),
    ):
        row.say(duty, path, value, "mode" if path == KS("assertionMode") else key)


def _of_passage(row: Row, element: Iri, bearer: Iri, role: Iri, mode: Iri) -> Iri | None:
    """The duty that the row's passage states: in the same mode, else in the one the row had."""
    graph, index = row.graph() or "", row.ground.index
    found = [
        duty
        for duty in index.subjects(KS("target"), element, graph)
        if bearer in index.values(duty, KS("bearer"), graph)
        and role in index.values(duty, KS("role"), graph)
    ]
    for wanted in (mode, mode_before(row)):
        for duty in found:
            if wanted in index.values(duty, KS("assertionMode"), graph):
                return Iri(duty)
    return None
