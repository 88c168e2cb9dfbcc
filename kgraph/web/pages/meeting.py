"""The meeting place of a question, as every page gives it."""

from kgraph.findings import Finding
from kgraph.report.nearby import place_of
from kgraph.web.pages.desk import WebDesk


def place_of_question(desk: WebDesk, finding: Finding, county: str = "") -> str:
    """The forum to bring the question of a finding to; "" where none is known for it."""
    return place_of(desk.served, finding, desk.material, county)
