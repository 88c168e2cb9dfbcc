"""Findings and counties side by side in the browser: each sentence has the place it rests on."""

import pytest

from kgraph.project import Project
from tests.asking import Client
from tests.helpers import ROOT
from tests.pages_app import create_app
from tests.test_findings import five
from tests.test_web_told import rows_of

FUNDING = "/765-766"


@pytest.fixture(scope="module")
def client() -> Client:
    """The pages of the checkout's own graph."""
    return Client(create_app(Project(ROOT, "given")))


# -- places ----------------------------------------------------------------------------------


def test_what_is_said_of_the_whole_is_cited_first() -> None:
    """Money for the whole plan: the place where that stands, then those of its measures."""
    (money,) = (f for f in five().found if f.id.startswith("gap-07-jonkoping-plan"))
    assert money.cited[0].endswith(FUNDING)
    assert sorted(money.cited) == list(money.passages)


def test_a_list_of_places_that_is_cut_says_how_many_more(client: Client) -> None:
    """A row cites eight places and says how many there are beside them; the page has them all."""
    (money,) = (f for f in five().found if f.id.startswith("gap-07-jonkoping-plan"))
    more = f"och {len(money.passages) - 8} till"
    (row,) = (r for r in rows_of(client.get("/fynd").text) if "för ingen av de 16" in r[0])
    assert row[0].endswith(more)
    page = client.get(f"/id/finding/{money.id}.json").json()
    assert {p["iri"] for p in page["passages"]} == set(money.passages)
