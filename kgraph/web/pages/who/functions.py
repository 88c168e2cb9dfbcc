"""Functions that a source names (a co-ordinator, a head): named is not the same as answering."""

from kgraph.report.value import Line, Words, line
from kgraph.web.pages.who.desk import WhoDesk

_POSTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?post ?body ?passage WHERE {
  ?post a org:Post ; org:postIn ?body ; ks:statedIn ?passage }"""


def functions(desk: WhoDesk) -> list[Line]:
    """The functions of a county's bodies, or those that bear the theme, with where they stand."""
    places: dict[tuple[str, str], list[str]] = {}
    for row in desk.store.select(_POSTS, desk.view).rows:
        post, body, passage = map(str, row)
        if _wanted(desk, post, body):
            places.setdefault((post, body), []).append(passage)
    told = sorted(places, key=lambda key: (desk.told(key[0]), key))
    return [
        line(desk.name(post), Words(f" ({desk.told(body)}) ", quiet=True),
             desk.cites(sorted(places[post, body])))
        for post, body in told
    ]  # fmt: skip


def _wanted(desk: WhoDesk, post: str, body: str) -> bool:
    if desk.scope.kind == "theme":
        return post in desk.bearing and desk.here(body)
    return desk.scope.kind == "region" and desk.here(body, national=False)
