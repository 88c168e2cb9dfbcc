"""Which addresses of the site a folder holds, and what their files are called.

A file's name follows from its address alone, so that pages can be written in any order and by
several processes. Names are in small letters (some systems tell ``Goal`` from ``goal``, others do
not), short enough for every system, and hold nothing that one of them forbids.
"""

import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

PAGES = "sidor"
START = "index.html"
# Written as files; other forms are for programs, which have the server and the command line.
FILES = ("docx", "xlsx", "ics", "svg", "js")
_LEFT_OUT = ("json", "csv", "ttl", "jsonld", "gexf", "graphml", "png", "rdf", "trig", "nq", "nt")
_ENDING = re.compile(rf"\.({'|'.join((*FILES, *_LEFT_OUT))})$")
# Views with words after the question mark: one filter at a time, so that they stay few.
_ALONE = {
    "/fynd": {"slag", "status", "lan", "dokument"},
    "/bevaka": {"lan"},
    "/bevaka/fragor": {"lan", "forum"},
}
_TOGETHER = {"/jamfor": {"lan", "lan2", "lan3"}, "/sak": {"iri"}}
_STARTS = {"/matris/": {"lan"}, "/natverk/": {"bild"}}
# What only a server can answer, or what the folder has otherwise.
_SERVED = ("/sparql", "/graphs", "/data/", "/openapi", "/docs", "/forslag", "/.well-known",
           "/scratch", "/sok", "/fragor/sparql", "/bevaka/andrat")  # fmt: skip
_THINGS = re.compile(r"^/(id|vocab|graph|def|shapes|sak)(/|$)")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_MOST = 70  # letters of a part of a path; Windows holds 260 for the whole


@lru_cache(maxsize=65536)
def normal(address: str) -> str:
    """One spelling for each address: no fragment, no ending of its own, parameters in order."""
    parts = urlsplit(address)
    path = unquote(parts.path).rstrip("/") or "/"
    path = path.removesuffix(".html")
    query = sorted((k, v) for k, v in parse_qsl(parts.query) if k != "lang")
    return path + ("?" + urlencode(query) if query else "")


def asked(address: str) -> str:
    """The address to ask the pages at."""
    path, mark, query = address.partition("?")
    bare = path.removeprefix("/en") if path.startswith("/en/") else path
    needs = _THINGS.match(bare) and not _ENDING.search(path)
    return path + (".html" if needs else "") + mark + query


def is_file(address: str) -> bool:
    """Whether an address is of a file to open elsewhere, not of a page."""
    return bool(_ENDING.search(address.partition("?")[0]))


@lru_cache(maxsize=65536)
def held(address: str) -> bool:
    """Whether the folder holds what lies at a normal address."""
    path, _, query = address.partition("?")
    if path.startswith("/static/"):
        return not query
    found = _ENDING.search(path)
    if found and found[1] in _LEFT_OUT:
        return False
    bare = path.removeprefix("/en") if path == "/en" or path.startswith("/en/") else path
    bare = _ENDING.sub("", bare)
    if bare.startswith(_SERVED):
        return False
    return _wanted(bare, [k for k, _ in parse_qsl(query)])


def _wanted(path: str, names: list[str]) -> bool:
    if not names:
        return path != "/sak"
    known = _TOGETHER.get(path)
    if known is None:
        known = next((v for start, v in _STARTS.items() if path.startswith(start)), None)
        known = _ALONE.get(path, set()) if known is None else known
        return len(names) == 1 and names[0] in known
    return set(names) <= known


@lru_cache(maxsize=65536)
def file_of(address: str) -> str:
    """The file of a normal address, from the top of the folder."""
    path, _, query = address.partition("?")
    if path == "/":
        return START
    if path == "/en":
        return f"{PAGES}/en/{START}"
    found = _ENDING.search(path)
    stem, ending = (path[: found.start()], found[0]) if found else (path, ".html")
    if path.startswith("/static/"):
        stem, ending = path, ""
    *before, last = stem.strip("/").split("/")
    if query:
        last += "--" + "-".join(f"{k}-{v}" for k, v in parse_qsl(query))
    return "/".join([PAGES, *map(_safe, before), _safe(last) + ending])


def relative(target: str, page: str) -> str:
    """The way from the file of a page to that of another address."""
    here, there = file_of(page).split("/"), file_of(target).split("/")
    same = 0
    while same < min(len(here), len(there)) - 1 and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - 1 - same) + "/".join(there[same:])


def _safe(part: str) -> str:
    """A part of a path as every system takes it; marked where something was changed."""
    plain = re.sub(r"[^a-z0-9._-]+", "-", part.lower()).strip("-.")[:_MOST] or "x"
    if plain == part and not _RESERVED.match(plain):
        return plain
    return f"{plain}-{hashlib.blake2b(part.encode(), digest_size=4).hexdigest()}"
