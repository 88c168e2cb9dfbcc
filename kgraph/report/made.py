"""What somebody has made: analyses, studies, strategies."""

from kgraph.report.desk import Desk

_PRODUCTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?thing ?kind ?theme WHERE {
  VALUES ?kind { ks:KnowledgeProduct ks:Strategy }
  ?thing a ?kind OPTIONAL { ?thing dct:subject ?theme } }"""


def of_here(desk: Desk, actor: str) -> bool:
    """Whether an actor is of the county asked about, or of no county more than another."""
    return desk.concerns_place(actor) or not desk.material.areas.counties([actor])


def products(desk: Desk) -> dict[str, bool]:
    """What somebody makes; of a theme, what has just that one, and no narrower.

    Returns:
        for each, whether it is a strategy: in which many take part before anybody has drawn it up.
    """
    theme = desk.scope.iri if desk.scope.kind == "theme" else ""
    rows = desk.store.select(_PRODUCTS, desk.view).rows
    return {str(thing): str(kind).endswith("Strategy") for thing, kind, about in rows
            if not theme or str(about or "") == theme}  # fmt: skip
