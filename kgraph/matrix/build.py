"""From two axes to a matrix."""

from collections.abc import Callable, Collection
from functools import partial

from kgraph.errors import UsageError
from kgraph.matrix.draft import Asked, in_every_mode
from kgraph.matrix.kinds import MAKERS
from kgraph.matrix.value import AXES, Matrix
from kgraph.network.groups import COLLAPSE, GROUP_MODES
from kgraph.project import Project
from kgraph.queries import near_miss
from kgraph.store import Store, View
from kgraph.wording import Text


def _silent(done: int, every: int) -> None:
    """Nobody is told how far the work has come."""


def build(
    project: Project,
    store: Store,
    rows: str,
    columns: str,
    view: View,
    *,
    region: str = "",
    strategy: str = "",
    groups: str = COLLAPSE,
    lang: str = "sv",
    tell: Callable[[int, int], None] = _silent,
) -> Matrix:
    """Make a matrix of two axes.

    Parameters:
        rows, columns: keys of ``AXES``.
        region: a county, as a person names it; all when empty.
        strategy: a strategy or plan, as a person names it; all when empty.
        groups: what stands for a group in the cells, a key of ``GROUP_MODES``; how the judged
            side stands is told for every one of them.
        lang: language of the names that rows and columns are ordered by.
        tell: is told how many readings of how many are done, one for each way to count groups.

    Raises:
        UsageError: an axis or a value that is not there, or two axes that make no matrix.
    """
    for axis in (rows, columns):
        _refuse_unknown(
            axis, AXES, "kgraph matrix", Text(f"Det finns ingen axel som heter {axis}.",
                                              f"There is no axis called {axis}."),
        )  # fmt: skip
    _refuse_unknown(
        groups, GROUP_MODES, "--groups", Text(f"Grupper räknas inte som {groups}.",
                                              f"Groups are not counted as {groups}."),
    )  # fmt: skip
    for one, other, make in MAKERS:
        if (rows in one and columns in other) or (rows in other and columns in one):
            asked = Asked(project, store, view, region, strategy, lang)
            turned = not (rows in one and columns in other)
            axes = (columns, rows) if turned else (rows, columns)
            made = in_every_mode(partial(make, asked, *axes), groups, tell)
            return made.turned() if turned else made
    raise _no_matrix(rows, columns)


def _refuse_unknown(word: str, known: Collection[str], where: str, what: Text) -> None:
    """Refuse a word that is none of the known ones; near ones are offered."""
    if word not in known:
        listed = ", ".join(known)
        otherwise = Text(f"Välj bland: {listed}.", f"Choose from: {listed}.")
        raise UsageError(what, where, near_miss(word, known, otherwise))


def _no_matrix(rows: str, columns: str) -> UsageError:
    return UsageError(
        Text(f"{rows} och {columns} ger ingen matris.", f"{rows} and {columns} make no matrix."),
        "kgraph matrix",
        Text(
            "Välj: actor eller forum mot priority, measure, goal eller element; forum mot "
            "member; strategy mot theme.",
            "Choose: actor or forum against priority, measure, goal or element; forum against "
            "member; strategy against theme.",
        ),
    )
