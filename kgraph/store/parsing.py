"""Reading a query without asking it: whether it is SPARQL, and which columns it gives."""

import re
from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.store.gate import reason_of, refuse
from kgraph.terms import PREFIXES
from kgraph.wording import Text

_AT = re.compile(r"error at ([0-9]+):([0-9]+)")


def columns_of(text: str, prefixes: Mapping[str, str] = PREFIXES) -> tuple[str, ...]:
    """The columns of a SELECT query, in order, without ``?``.

    Parameters:
        text: the query.
        prefixes: those that it need not declare.

    Returns:
        The columns; none for a query of another form.

    Raises:
        UsageError: it is no SPARQL, would ask somebody else or change something, or is too large;
            ``where`` is ``line:column`` where the engine knows it.
    """
    return _columns(text, tuple(sorted(prefixes.items())))


@lru_cache(maxsize=256)
def _columns(text: str, prefixes: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    refuse(text)
    try:
        answer = ox.Store().query(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        found = _AT.match(str(getattr(error, "msg", error)))
        place = f"{found[1]}:{found[2]}" if found else ""
        reason = reason_of(error)
        raise UsageError(
            Text(f"Frågan är inte giltig SPARQL: {reason}.",
                 f"The query is no valid SPARQL: {reason}."),
            place,
            Text("Rätta frågan.", "Mend the query."),
        ) from None  # fmt: skip
    if not isinstance(answer, ox.QuerySolutions):
        return ()
    return tuple(variable.value for variable in answer.variables)
