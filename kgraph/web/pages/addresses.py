"""Where each thing has its page: an IRI of the project has the same path on the server.

``…/id/actor/x`` is read at ``/id/actor/x.html``; a term ``…/def#Goal`` at ``/def/Goal.html``, since
what stands after ``#`` never reaches a server. What is no thing of the project (a class or a list
value of somebody else's vocabulary) is read at ``/sak.html?iri=``.

A project may name its own things under a namespace of its own (``base`` in ``kgraph.toml``), beside
those that came with it: both have the path that stands after their namespace. A process serves one
project, so its namespace is set once, when the pages are included.
"""

from collections.abc import Callable
from urllib.parse import quote, unquote, urlencode

from kgraph.terms import BASE

# What stands after the base, and how the IRI is written there.
_ROOTS = ("id/", "vocab/", "graph/")
_HASHED = ("def", "shapes")
HTML = ".html"
_own = [BASE]


def serve_own(base: str) -> None:
    """Set the namespace of the project's own things."""
    _own[0] = base


def path_of(iri: str) -> str:
    """The page of an IRI, from the root of the server."""
    if iri.startswith(_own[0] + "id/") or iri.startswith(_own[0] + "graph/"):
        return "/" + quote(iri.removeprefix(_own[0])) + HTML
    local = iri.removeprefix(BASE)
    if local == iri:
        return "/sak.html?" + urlencode({"iri": iri})
    for name in _HASHED:
        head, hashed, term = local.partition("#")
        if head == name:
            return f"/{name}/{quote(term)}{HTML}" if hashed and term else f"/{name}{HTML}"
    return "/" + quote(local) + HTML


def iri_of(path: str, held: Callable[[str], object] = lambda iri: False) -> str:
    """The IRI whose page has this path, without its ending.

    Parameters:
        held: whether anything is known of an IRI; the project's own stands before what came with
            it.
    """
    local = unquote(path).strip("/")
    if _own[0] != BASE and held(_own[0] + local):
        return _own[0] + local
    head, slash, term = local.partition("/")
    if head in _HASHED:
        return BASE + head + "#" + term if slash else BASE + head
    return BASE + local


# Graphs that are no passages, and the pages of what they hold.
_GRAPHS = {
    **dict.fromkeys(("ks", "vocab", "stubs"), "/def.html"),
    "shapes": "/shapes.html",
    "sources": "/kallor",
    "derived": "/om",
}


def page_of_graph(path: str) -> str:
    """The page that tells of what a graph holds that has none of its own; "" for a passage.

    Parameters:
        path: of the graph, from the root of the server, without an ending.
    """
    name = path.removeprefix("/graph/")
    if name in _GRAPHS:
        return _GRAPHS[name]
    of, slash, last = name.rpartition("/")
    if not slash or last != "meta":
        return ""
    return f"/graph/{of}.html" if of.startswith("reference/") else f"/id/source/{of}.html"


def is_own(iri: str) -> bool:
    """Whether an IRI belongs to the project and so has a path of its own."""
    if iri.startswith((_own[0] + "id/", _own[0] + "graph/")):
        return True
    local = iri.removeprefix(BASE)
    return local != iri and (local.startswith(_ROOTS) or local.split("#")[0] in _HASHED)
