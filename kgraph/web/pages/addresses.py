"""Where each thing has its page: an IRI of the project has the same path on the server.

``…/id/actor/x`` is read at ``/id/actor/x.html``; a term ``…/def#Goal`` at ``/def/Goal.html``, since
what stands after ``#`` never reaches a server. What is no thing of the project (a class or a list
value of somebody else's vocabulary) is read at ``/sak.html?iri=``.
"""

from urllib.parse import quote, unquote, urlencode

from kgraph.terms import BASE

# What stands after the base, and how the IRI is written there.
_ROOTS = ("id/", "vocab/", "graph/")
_HASHED = ("def", "shapes")
HTML = ".html"


def path_of(iri: str) -> str:
    """The page of an IRI, from the root of the server."""
    local = iri.removeprefix(BASE)
    if local == iri:
        return "/sak.html?" + urlencode({"iri": iri})
    for name in _HASHED:
        head, hashed, term = local.partition("#")
        if head == name:
            return f"/{name}/{quote(term)}{HTML}" if hashed and term else f"/{name}{HTML}"
    return "/" + quote(local) + HTML


def iri_of(path: str) -> str:
    """The IRI whose page has this path, without its ending."""
    local = unquote(path).strip("/")
    head, slash, term = local.partition("/")
    if head in _HASHED:
        return BASE + head + "#" + term if slash else BASE + head
    return BASE + local


def is_own(iri: str) -> bool:
    """Whether an IRI belongs to the project and so has a path of its own."""
    local = iri.removeprefix(BASE)
    return local != iri and (local.startswith(_ROOTS) or local.split("#")[0] in _HASHED)
