"""Which pages there are: one of each kind, found by following links, so that new ones come too."""

import html
import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from kgraph.web.pages.routes import ROUTES

# What is data or a file, not a page.
_DATA = re.compile(
    r"\.(json|csv|xlsx|docx|ttl|jsonld|ics|svg|gexf|graphml|png|css|js|rdf|nt|xml)$|"
    r"^/(static|sparql|data|healthz|readyz|metrics|openapi\.json|\.well-known)\b|^/en\b"
)
_THINGS = re.compile(r"^/(id|vocab|graph|def|shapes|sak)\b")
_TRIED = 3  # pages of a kind that are looked at, to take the shortest
PATTERNS = {
    route.path: re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(route.path)) + "$")
    for route in ROUTES
}


_SENT_TO = re.compile(r'<form[^>]*\bmethod="post"[^>]*>', re.I)


def links(page: str) -> list[str]:
    """Every address that a page names, in order; where a form is sent to is no page."""
    page = _SENT_TO.sub("", page)
    return [html.unescape(found) for found in re.findall(r'(?:href|src|action)="([^"]*)"', page)]


def kind(path: str) -> str:
    """Which kind of page an address leads to: its route, or what sort of thing it is about."""
    plain = path.partition("?")[0]
    if plain in PATTERNS or plain == "/fragor/sparql":
        return plain
    if _THINGS.match(plain):
        root, _, rest = plain[1:].partition("/")
        # A theme is asked about; the values of the other lists are the same kind of page.
        return f"{root}/{rest.partition('/')[0]}" if root == "id" or "/theme/" in plain else root
    # A matrix is a page of its own for each pair of axes; of the other routes one will do.
    if plain.startswith("/matris/"):
        return plain
    return next((route for route, fits in PATTERNS.items() if fits.match(plain)), plain)


def pages(found: Iterable[str]) -> list[str]:
    """The addresses that are pages of the site in Swedish, without what stands after ``#``."""
    own = (f.partition("#")[0] for f in found)
    return [
        path for path in dict.fromkeys(own)
        if path.startswith("/") and not urlsplit(path).netloc
        and not _DATA.search(path.partition("?")[0])
    ]  # fmt: skip


def one_of_each(get: Callable[[str], str]) -> list[str]:
    """A page of every kind that can be reached from the start, the shortest of the first few.

    Parameters:
        get: the page at an address, as text.
    """
    waiting: dict[str, list[str]] = {kind(route): [route] for route in PATTERNS
                                     if "{" not in route}  # fmt: skip
    chosen: dict[str, str] = {}
    while new := [name for name in waiting if name not in chosen]:
        for name in new:
            read = {path: get(path) for path in waiting[name][:_TRIED]}
            chosen[name] = min(read, key=lambda path: len(read[path]))
            for path in pages(link for text in read.values() for link in links(text)):
                listed = waiting.setdefault(kind(path), [])
                if path not in listed:
                    listed.append(path)
    return list(chosen.values())
