"""The rows of the pages: how long one takes to write, and a large network in a real browser.

A page is timed as its first visitor meets it: the server has started and made ready what it makes
ready by itself, and nobody has asked for the page before. All of them together are what a walk
along every link from the start meets, up to a few of each kind. The network is shown in headless
Chromium, drawn by software, and is ready when every thing stands still and can be searched.
"""

import json
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from statistics import median, quantiles

from tests.benchmarks.countries import country
from tests.benchmarks.harness import ROOT, Row, once
from tests.benchmarks.loading import get, load
from tests.benchmarks.serving import first_page, own_server
from tests.browser import Page, browser

_CHOSEN = (
    "/", "/vem-gor-vad", "/vem-gor-vad/tema/validering", "/vem-gor-vad/lan/jonkopings-lan",
    "/vem-gor-vad/tema/validering/jonkopings-lan",
    "/vem-gor-vad/strategi/jonkoping-plan-2024-2028", "/fynd", "/matris/actor/priority",
    "/matris/forum/member", "/jamfor", "/tidslinje", "/kallor", "/kontroller", "/om",
    "/sok?q=val",
    "/id/actor/region-jonkopings-lan.html", "/id/forum/kompetensradet.html", "/def.html",
)  # fmt: skip
_NETWORK, _ALL = "/natverk/actor-element", "?alla=1"
_READY = "document.documentElement?.dataset.ready === 'yes'"
# When the picture stands still, and how long the page and its data were waited for.
_TIMES = """JSON.stringify([Number(document.documentElement.dataset.stable),
  [...performance.getEntriesByType("navigation"),
   ...performance.getEntriesByType("resource").filter((one) => one.name.includes(".json"))]
    .reduce((sum, one) => sum + one.responseStart - one.requestStart, 0)])"""
_VISITS = 3
_PATIENCE_S = 120.0
_WORKED_OUT_S = 600.0


def pages() -> Iterator[Row]:
    """Pages of the five sources: as their first visitor meets them, and as those after do."""
    yield Row("serve, first page after the start", lambda: first_page(ROOT), bar=2)
    yield Row("serve, every page, first visit, median", lambda: _every("median"), unit="ms",
              bar=50, runs=1)  # fmt: skip
    yield Row("serve, every page, first visit, p90", lambda: _every("p90"), unit="ms", runs=1)
    for path in _CHOSEN:
        yield Row(f"serve, page {path}, again", lambda path=path: _medians()[path], unit="ms",  # type: ignore[misc]
                  bar=50, runs=1)  # fmt: skip


def networks() -> Iterator[Row]:
    """A network of thousands of things in a browser, from the address to the last thing placed."""
    what = "network in a browser"
    for told, name, unit, bar in (
        ("things", "things", "things", None),
        ("stable", "stable", "s", 3),
        ("of that waiting for data", "waited", "s", None),
    ):
        yield Row(f"{what}, {told}", lambda name=name: _shown()[name], unit, bar,  # type: ignore[misc]
                  runs=1, large=True)  # fmt: skip


@once
def _first_visits() -> tuple[float, ...]:
    """Milliseconds of the first visit to each page that a walk meets."""
    from tests.crawling import one_of_each

    taken: dict[str, float] = {}

    def page(port: int) -> Callable[[str], str]:
        def read(path: str) -> str:
            ask = urllib.request.Request(
                f"http://127.0.0.1:{port}{path}", headers={"Accept": "text/html"}
            )
            begun = time.perf_counter()
            with urllib.request.urlopen(ask, timeout=_PATIENCE_S) as got:
                text = str(got.read().decode())
            taken.setdefault(path, 1000 * (time.perf_counter() - begun))
            return text

        return read

    with own_server(ROOT) as port:
        one_of_each(page(port))
    return tuple(taken.values())


def _every(what: str) -> float:
    found = _first_visits()
    return median(found) if what == "median" else quantiles(found, n=10)[8]


@once
def _medians() -> dict[str, float]:
    """Milliseconds of each page at the median, for those who ask after the first.

    Each asks with a parameter of its own, which the page tells that it does not know: so no answer
    is at hand.
    """
    found = {}
    with own_server(ROOT) as port:
        for path in _CHOSEN:
            sign = "&" if "?" in path else "?"
            anew = [get(f"{path}{sign}x{n}=", accept="text/html") for n in range(20)]
            load(port, anew[:1], 1, 0.1)
            found[path] = 1000 * load(port, anew[1:], 1, 1.0).median
    return found


@once
def _shown() -> dict[str, float]:
    """How many things the network has, and the seconds until it stands still in the browser.

    The page itself says when, on a clock that begins as the browser sets out for it. The time that
    its pages and data are waited for is told apart: they are in the server's memory by then.
    """
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError("chromium is not installed")
    with own_server(country("160k")) as port:
        site = f"http://127.0.0.1:{port}{_NETWORK}"
        told = json.loads(_patiently(f"{site}.json{_ALL}"))
        things = len(told["data"]["nodes"])  # the layout is kept from here on
        address = site + _ALL
        with browser(program, server=True, drawing=True) as page:
            _visit(page, address)  # the browser itself is warm
            found = [_visit(page, address) for _ in range(_VISITS)]
    stable, waited = (median(each) for each in zip(*found, strict=True))
    return {"things": things, "stable": stable, "waited": waited}


def _patiently(address: str) -> bytes:
    """A page that takes long to make, asked for until it is there."""
    end = time.monotonic() + _WORKED_OUT_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE_S) as got:
                return bytes(got.read())
        except urllib.error.HTTPError as error:
            if error.code != 503 or time.monotonic() > end:
                raise
        time.sleep(1)


def _visit(page: Page, address: str) -> tuple[float, float]:
    """Seconds of a visit until the network stands still, and those the server was waited for."""
    page.command("Page.navigate", url="about:blank")
    page.command("Page.navigate", url=address)
    page.wait(f"location.href !== 'about:blank' && ({_READY})", _PATIENCE_S)
    stable, waited = json.loads(page.run(_TIMES))
    return stable / 1000, waited / 1000
