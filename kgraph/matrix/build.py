"""From two axes to a matrix."""

from collections.abc import Callable
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
        if axis not in AXES:
            listed = Text(f"Välj bland: {', '.join(AXES)}.", f"Choose from: {', '.join(AXES)}.")
            raise UsageError(
                Text(f"Det finns ingen axel som heter {axis}.", f"There is no axis called {axis}."),
                "kgraph matrix",
                near_miss(axis, AXES, listed),
            )
    if groups not in GROUP_MODES:
        listed = Text(
            f"Välj bland: {', '.join(GROUP_MODES)}.", f"Choose from: {', '.join(GROUP_MODES)}."
        )
        raise UsageError(
            Text(f"Grupper räknas inte som {groups}.", f"Groups are not counted as {groups}."),
            "--groups",
            near_miss(groups, GROUP_MODES, listed),
        )
    for one, other, make in MAKERS:
        if (rows in one and columns in other) or (rows in other and columns in one):
            asked = Asked(project, store, view, region, strategy, lang)
            turned = not (rows in one and columns in other)
            axes = (columns, rows) if turned else (rows, columns)
            made = in_every_mode(partial(make, asked, *axes), groups, tell)
            return made.turned() if turned else made
    raise UsageError(
        Text(f"{rows} och {columns} ger ingen matris.", f"{rows} and {columns} make no matrix."),
        "kgraph matrix",
        Text(
            "Välj: actor eller forum mot priority, measure, goal eller element; forum mot "
            "member; strategy mot theme.",
            "Choose: actor or forum against priority, measure, goal or element; forum against "
            "member; strategy against theme.",
        ),
    )
