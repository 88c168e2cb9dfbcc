"""From two axes to a matrix."""

from kgraph.errors import UsageError
from kgraph.matrix.draft import Asked
from kgraph.matrix.kinds import MAKERS
from kgraph.matrix.value import AXES, Matrix
from kgraph.project import Project
from kgraph.queries import near_miss
from kgraph.store import Store, View
from kgraph.wording import Text


def build(
    project: Project,
    store: Store,
    rows: str,
    columns: str,
    view: View,
    *,
    region: str = "",
    strategy: str = "",
    lang: str = "sv",
) -> Matrix:
    """Make a matrix of two axes.

    Parameters:
        rows, columns: keys of ``AXES``.
        region: a county, as a person names it; all when empty.
        strategy: a strategy or plan, as a person names it; all when empty.
        lang: language of the names that rows and columns are ordered by.

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
    for one, other, make in MAKERS:
        asked = Asked(project, store, view, region, strategy, lang)
        if rows in one and columns in other:
            return make(asked, rows, columns).finish()
        if rows in other and columns in one:
            return make(asked, columns, rows).finish().turned()
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
