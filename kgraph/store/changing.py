"""The state after a change that nobody has written: a copy of an open store, changed in memory.

What a preview asks is asked of this copy, so that no file has to be written and read again first.
"""

import copy
from collections import OrderedDict
from collections.abc import Iterable
from threading import RLock

import pyoxigraph as ox

from kgraph.store import convert
from kgraph.store.admission import note, refuse_unfit
from kgraph.store.base import Store
from kgraph.store.derive import stored
from kgraph.store.memory import ONTOLOGY_GRAPHS, MemoryStore
from kgraph.terms import DERIVED, GRAPH, ID, RDF, Literal, Quad

_KEPT_LATE = ("_names", "_locations", "_uses")


def changed_store(store: Store, gone: Iterable[Quad], new: Iterable[Quad]) -> Store | None:
    """A store as it would be after a change; None where its kind keeps no copy in memory.

    Parameters:
        store: the state of today, which stays as it is.
        gone, new: the statements that go and come.

    Raises:
        InputError: a new statement is one that no file may state.
    """
    if type(store) is not MemoryStore:
        return None
    new = list(new)
    _refuse_unfit(store, new)
    made = copy.copy(store)
    made._base = ox.Store()
    made._base.bulk_extend(stored(store._base))
    for quad in gone:
        made._base.remove(convert.engine_quad(quad))
    made._base.extend(map(convert.engine_quad, new))
    made._views, made._laid, made._making = OrderedDict(), False, RLock()
    for name in _KEPT_LATE:
        made.__dict__.pop(name, None)
    return made


def _refuse_unfit(store: MemoryStore, new: Iterable[Quad]) -> None:
    """Refuse what no file may state, among the statements that come: the others were weighed."""
    small = MemoryStore(store.project, ())
    spaces = tuple(extension.namespace for extension in store.project.extensions)
    ontology = note(small._base, ONTOLOGY_GRAPHS.values(), spaces)
    coming = [convert.engine_quad(quad) for quad in _one_of_each(new)]
    small._base.extend(coming)
    values = (quad.object for quad in coming)
    marks = {f"^^<{v.datatype.value}>" for v in values if isinstance(v, ox.Literal)}
    refuse_unfit(small._base, ontology, {"": " ".join(marks)})


_APART = {*ONTOLOGY_GRAPHS.values(), DERIVED}
_THINGS = (ID, GRAPH)
_TYPE = RDF("type")


def _one_of_each(quads: Iterable[Quad]) -> Iterable[Quad]:
    """One statement of each kind: what is refused hangs on its terms and never on its things.

    A hundred thousand statements of a workbook are a few hundred kinds. What stands in a graph of
    the ontology comes along whole, for it is counted.
    """
    found: dict[object, Quad] = {}
    for quad in quads:
        s, path, value, graph = quad
        if isinstance(value, Literal):
            kind: object = value.datatype
        elif path != _TYPE and value.startswith(_THINGS):
            kind = None
        else:
            kind = value
        key = (path, kind, s.__class__, value.__class__) if graph not in _APART else quad
        found.setdefault(key, quad)
    return found.values()
