"""What the shapes find in the state that a workbook would make, at the cells that cause it."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kgraph.checks import Problem
from kgraph.terms import KS, ORG, PROV, RDF, Iri, Literal, Quad
from kgraph.wording import Text
from kgraph.workbook.elsewhere import Elsewhere, property_of, told_elsewhere
from kgraph.workbook.plainly import plainly
from kgraph.workbook.rows import Statements
from kgraph.workbook.value import Fault, Place

_TEXTS = {KS("summary"), ORG("purpose")}
_LONGEST = 300
_Naming = Mapping[str, Mapping[str, list[Place]]]


@dataclass(frozen=True)
class Scene:
    """What results are held against.

    Parameters:
        before, after: what the changed and removed rows said, and what the workbook states, with
            the things that unanswered names stand for.
        label: what a term is called.
        name: what a thing is called.
        texts: the texts that a thing would have, by thing and property.
        elsewhere: the same of what can be once, with passages.
        where: a passage in words.
        rows: gives the cells of the whole workbook, by what they state.
    """

    before: Statements
    after: Statements
    label: Callable[[str], Text]
    name: Callable[[str], str]
    texts: Mapping[tuple[str, str], frozenset[str]]
    elsewhere: Elsewhere
    where: Callable[[str], Text]
    rows: Callable[[], Mapping[Quad, Place]]


def traced(problems: Iterable[Problem], scene: Scene, faults: Iterable[Fault] = ()) -> list[Fault]:
    """What the shapes found, at its cells, in the words of those who fill them in.

    While cells cannot be read, what hangs on them is left out: a thing that an unanswered name
    stands for may be another, and a value that is missing there is told at its own cell.

    Parameters:
        faults: the cells that cannot be read.
    """
    problems, after = tuple(problems), scene.after
    if not problems:
        return []
    by_path, by_thing, naming = _laid_out(after)
    wrong = {fault.place for fault in faults}
    unread = {_row(f.place) for f in faults if f.asks is None}
    hanging = _hanging(after)
    removed = {str(quad[0]): place for quad, place in scene.before.places.items() if not place.row}
    found = []
    for problem in problems:
        place = (
            _cell(problem, by_path, scene)
            or _to_itself(problem, naming)
            or by_thing.get(problem.focus)
            or _naming(problem, naming)
        )
        if wrong and (
            place is None
            or place in wrong
            or (not place.column and place in unread)
            or (problem.focus in hanging and not _is_written(problem, after))
            or problem.value in after.open
        ):
            continue
        if place is None:
            told = _of_removed(problem, removed, scene) or _of_kind(problem, by_path, scene)
            if told is not None:
                found.append(told)
                continue
        what, mend = _said(problem, scene)
        found.append(Fault(place or Place(str(problem.location or problem.label)), what, mend))
    return found


def texts_of(
    data: Iterable[Quad], problems: Iterable[Problem], gone: Collection[Quad], new: Iterable[Quad]
) -> dict[tuple[str, str], frozenset[str]]:
    """The Swedish texts that things would have whose text is told to be wrong."""
    wanted = {(p.focus, p.path) for p in problems if p.path in _TEXTS}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for quad in itertools.chain(data, new) if wanted else ():
        if (quad[0], quad[1]) in wanted and quad not in gone:
            value = quad[2]
            if isinstance(value, Literal) and value.language == "sv":
                found[str(quad[0]), str(quad[1])].add(value.value)
    return {key: frozenset(texts) for key, texts in found.items()}


def _said(problem: Problem, scene: Scene) -> tuple[Text, Text]:
    """What is wrong and the mend: for a text which of all that may be wrong with one."""
    if clash := told_elsewhere(
        problem, scene.after.quads, scene.elsewhere, scene.name, scene.label, scene.where,
        scene.rows,
    ):  # fmt: skip
        return clash
    texts = scene.texts.get((problem.focus, problem.path), frozenset())
    own = {
        q[2].value
        for q in scene.after.quads
        if q[0] == problem.focus and q[1] == problem.path and isinstance(q[2], Literal)
    }
    others = sorted(texts - own)
    if own and others:
        name, other = scene.name(problem.focus), others[0]
        return (
            Text(f"”{name}” har redan en text: ”{other}”",
                 f"“{name}” has a text already: “{other}”"),
            Text("Ändra den där den står, eller töm cellen.",
                 "Change it where it stands, or empty the cell."),
        )  # fmt: skip
    long = next((text for text in sorted(own) if len(text) > _LONGEST), "")
    if long:
        return (
            Text(f"Texten har {len(long)} tecken.", f"The text has {len(long)} characters."),
            Text(f"Korta den till högst {_LONGEST}.", f"Shorten it to {_LONGEST} at most."),
        )
    if problem.path == KS("summary") and not own and not texts:
        name = scene.name(problem.focus)
        return (
            Text(f"”{name}” saknar sammanfattning.", f"“{name}” has no summary."),
            Text("Skriv vad det är, i en eller två meningar med egna ord.",
                 "Write what it is, in a sentence or two of your own."),
        )  # fmt: skip
    told = plainly(problem.message, scene.label)
    return Text(f"{problem.label}: {told.sv}", f"{problem.label}: {told.en}"), Text("", "")


def _of_removed(problem: Problem, removed: Mapping[str, Place], scene: Scene) -> Fault | None:
    """What a row that was taken out leaves behind wrong."""
    thing = next((one for one in (problem.focus, problem.value) if one in removed), None)
    if thing is None:
        return None
    name, what = scene.name(thing), _without_mend(_said(problem, scene)[0])
    return Fault(
        Place(removed[thing].sheet),
        Text(f"En rad om ”{name}” är borttagen, men den behövs. {what.sv}",
             f"A row on “{name}” is removed, but it is needed. {what.en}"),
        Text("Lägg tillbaka raden.", "Put the row back."),
    )  # fmt: skip


def _without_mend(told: Text) -> Text:
    """What is wrong, without how a cell would mend it: the row has no cells any more."""

    def first(text: str) -> str:
        end = text.find(". ", text.find(": ") + 1)
        return text[: end + 1] if end > 0 else text

    return Text(first(told.sv), first(told.en))


def _cell(problem: Problem, by_path: Mapping[tuple[str, str], Place], scene: Scene) -> Place | None:
    """The cell of the property that a problem is about; of two days the one that is changed."""
    if problem.shape == _OF_PLACE:
        paths = sorted(_PLACED, key=lambda one: not _is_changed(problem.focus, one, scene))
        return next((by_path[at] for one in paths if (at := (problem.focus, one)) in by_path), None)
    path = property_of(problem) or problem.path
    other = _OTHER_DAY.get(path, "")
    own = _is_changed(problem.focus, path, scene) if other else True
    if not own and _is_changed(problem.focus, other, scene):
        path = other
    return by_path.get((problem.focus, path)) or by_path.get((problem.focus, problem.path))


_OF_PLACE = "SH-63"  # of a passage as a whole: its source or its lines are not those of its key
_PLACED = (str(KS("lineRange")), str(PROV("wasDerivedFrom")))
_OTHER_DAY = {
    str(KS("validFrom")): str(KS("validThrough")), str(KS("validThrough")): str(KS("validFrom"))
}  # fmt: skip


def _is_changed(thing: str, path: str, scene: Scene) -> bool:
    before, after = (
        {quad[2] for quad in said.quads if quad[0] == thing and quad[1] == path}
        for said in (scene.before, scene.after)
    )
    return before != after


def _of_kind(
    problem: Problem, by_path: Mapping[tuple[str, str], Place], scene: Scene
) -> Fault | None:
    """A cell that makes a thing of another kind, where something else needs it as it was."""
    place = by_path.get((problem.value, str(RDF("type"))))
    if place is None:
        return None
    thing, other = scene.name(problem.value), scene.name(problem.focus)
    path = scene.label(problem.path) if problem.path else Text("", "")
    how = Text(f" ({path.sv.lower()})", f" ({path.en.lower()})") if problem.path else path
    return Fault(
        place,
        Text(f"”{thing}” kan inte vara det, för ”{other}” hänger på det som det var{how.sv}.",
             f"“{thing}” cannot be that, for “{other}” depends on what it was{how.en}."),
        Text("Skriv tillbaka det som stod, eller ta först bort det sambandet i den fullständiga "
             "arbetsboken.",
             "Put back what stood, or first remove that relation in the full workbook."),
    )  # fmt: skip


def _laid_out(
    after: Statements,
) -> tuple[dict[tuple[str, str], Place], dict[str, Place], _Naming]:
    by_path: dict[tuple[str, str], Place] = {}
    by_thing: dict[str, Place] = {}
    naming: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for quad, place in sorted(after.places.items(), key=lambda item: item[1]):
        by_path.setdefault((quad[0], str(quad[1])), place)
        by_thing.setdefault(quad[0], _row(place))
        if isinstance(quad[2], Iri):
            naming[quad[2]][quad[0]].append(place)
    return by_path, by_thing, naming


def _row(place: Place) -> Place:
    return replace(place, column=0)


def _hanging(after: Statements) -> set[str]:
    """The things that unanswered names stand for, and those that are tied to them."""
    tied = {str(quad[0]) for quad in after.quads if quad[2] in after.open} if after.open else set()
    return tied | after.open


def _is_written(problem: Problem, after: Statements) -> bool:
    """Whether a problem is about a text that a cell holds, whichever thing the row is about."""
    return any(
        quad[0] == problem.focus
        and quad[1] == problem.path
        and isinstance(quad[2], Literal)
        and quad[2].value == problem.value
        for quad in after.quads
    )


def _to_itself(problem: Problem, naming: _Naming) -> Place | None:
    """The cell that ties a thing to itself: its own, or the latter of two of one relation."""
    if problem.path:
        return None
    for subject, places in sorted(naming.get(problem.focus, {}).items()):
        if subject == problem.focus or len(set(places)) > 1:
            return max(places)
    return None


def _naming(problem: Problem, naming: _Naming) -> Place | None:
    """A cell that names a thing that no row describes."""
    places = naming.get(problem.focus, {}).values()
    return min((place for cells in places for place in cells), default=None)
