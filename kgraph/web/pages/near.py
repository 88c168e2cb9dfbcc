"""What an address that leads nowhere may have meant: a name of the same sort that is like it."""

import difflib
from collections.abc import Iterable

from kgraph.report.value import Words
from kgraph.terms import local_name, slug
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.visit import Visit, read_view

_LIKE, _MOST = 0.6, 5
# What the last part of an address names, by what stands before it.
_SORTS = {
    "/vem-gor-vad/tema/": "/vocab/theme/",
    "/vem-gor-vad/lan/": "/id/territory/",
    "/vem-gor-vad/strategi/": "/id/strategy/",
    "/vem-gor-vad/element/": "/id/element/",
}


def near(shelf: Shelf, visit: Visit, name: str) -> list[Words]:
    """Links to what has a name like the one that was not found, of the same sort where one is told.

    Parameters:
        name: what was asked for: an IRI, a path, or the last part of one.
    """
    desk = WebDesk(shelf, read_view({}), visit.lang)
    asked = slug(local_name(name))
    for before in _SORTS:
        if visit.path.startswith(before) and local_name(name) in visit.path:
            there = _there(desk, before)
            return [Linked(desk.told(there[one]), to=before + one) for one in _like(asked, there)]
    things = [iri for iri in shelf.kinds(desk.view) if "/id/" in iri]
    folder = "/".join(visit.path.split("/")[:3]) + "/"
    mine = [iri for iri in things if visit.path.startswith("/id/") and folder in iri]
    for listed in (mine, things):
        names = {local_name(iri): iri for iri in listed}
        if found := _like(asked, names):
            return [desk.name(names[one]) for one in found]
    return []


def meant(shelf: Shelf, visit: Visit) -> str:
    """The path that an address differs from in capitals and accents alone; "" for none."""
    desk = WebDesk(shelf, read_view({}), visit.lang)
    for before in _SORTS:
        if visit.path.startswith(before):
            first, slash, county = visit.path.removeprefix(before).partition("/")
            path = before + slug(first) + slash + slug(county)
            known = slug(first) in _there(desk, before)
            known &= not slash or slug(county) in _there(desk, "/vem-gor-vad/lan/")
            return path if known and path != visit.path else ""
    return ""


def _there(desk: WebDesk, before: str) -> dict[str, str]:
    """The things of a sort by the last part of their address."""
    from kgraph.web.pages.who import counties_of  # which tells of what is missing itself

    every: Iterable[str] = desk.shelf.kinds(desk.view)
    if before == "/vem-gor-vad/lan/":
        every = counties_of(desk)
    return {local_name(iri): iri for iri in every if _SORTS[before] in iri}


def _like(asked: str, names: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(asked, sorted(names), n=_MOST, cutoff=_LIKE)
