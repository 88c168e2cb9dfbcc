"""What another service answered, read to its end where it was begun.

The engine's answers must end in the thread that began them. An error keeps the frames that it came
through and may be let go of by another thread, so no frame that an error leaves may hold an answer.
"""

import pyoxigraph as ox

from kgraph.store.convert import Engine

Table = tuple[list[str], list[list[Engine | None]]]


def read_results(body: bytes) -> Table | bool:
    """Columns and rows of SPARQL results in JSON, or the truth that they tell.

    Raises:
        SyntaxError, ValueError, OSError: it is none, is broken or ends too early.
    """
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    try:
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        rows: list[list[Engine | None]] = []
        rows.extend(map(list, found))  # a comprehension has a frame, which would hold the answer
        return [variable.value for variable in found.variables], rows
    finally:
        del found
