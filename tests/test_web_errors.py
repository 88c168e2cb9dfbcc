"""What goes wrong, as people and as programs read it."""

from collections.abc import Iterator

import pytest

from kgraph.web.pages.errors import TOLD
from tests.helpers import project
from tests.serving import Server, serving
from tests.test_web_queries import words

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the small plan."""
    folder = tmp_path_factory.mktemp("served")
    with serving(project(folder / "p").root, folder / "log") as running:
        yield running


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/finns-inte", 404),
        ("POST", "/fynd", 405),
        ("GET", "/sparql?query=SELECT", 400),
        ("PUT", "/graphs/x", 403),
        ("GET", "/fynd?q=" + "x" * 40_000, 414),
        ("GET", "/sparql?update=CLEAR+ALL", 405),
    ],
)
def test_people_get_a_page_and_programs_a_problem(
    server: Server, method: str, path: str, status: int
) -> None:
    """The same status; a page of the site with a way on, or JSON as RFC 9457 has it."""
    page = server.ask(method, path, accept=BROWSER)
    assert page.status == status and page.headers["content-type"].startswith("text/html")
    assert "<h1" in page.text and 'href="/sok"' in page.text and "Traceback" not in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    told = server.ask(method, path, accept="*/*")
    assert told.status == status
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json["status"] == status and told.json["detail"]


def test_too_many_requests_are_told_in_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    """With the time to wait, in both languages."""
    folder = tmp_path_factory.mktemp("few")
    made = project(folder / "p")
    (made.root / "kgraph.toml").write_text("[serve]\nrate = 0.001\nburst = 30\n")
    with serving(made.root, folder / "log") as running:
        got = next(g for g in (running.get("/om", accept=BROWSER) for _ in range(60))
                   if g.status == 429)  # fmt: skip
        assert "För många begäranden" in words(got.text) and got.headers["retry-after"]
        assert "Too many requests" in words(running.get("/en/om", accept=BROWSER).text)


def test_a_wrong_query_leads_to_the_editor_with_the_query_in_it(server: Server) -> None:
    """From the endpoint's refusal to where it can be mended."""
    page = server.get("/sparql?query=SELECT+%3C", accept=BROWSER, accept_language="sv").text
    assert "/fragor/sparql?query=SELECT+%3C" in page


def test_no_text_of_a_request_is_markup(server: Server) -> None:
    """Neither an address nor a query."""
    for path in ("/%3Cimg%20src=x%3E", "/sparql?query=%3Cimg%20src=x%3E",
                 "/sparql?format=%3Cimg%3E&query=ASK%7B%7D"):  # fmt: skip
        assert "<img" not in server.get(path, accept=BROWSER).text


def test_every_error_says_what_and_the_mend_in_both_languages() -> None:
    """No status lacks words."""
    for title, mend in TOLD.values():
        assert title.sv and title.en and mend.sv and mend.en
