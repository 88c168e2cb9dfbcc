"""A real Chromium driven by Playwright, as a person with a keyboard or a tool of theirs meets it.

The browser reaches the server under test and nothing else; what a page asks for and complains about
is kept. ``axe`` is axe-core, which judges a page by the rules of WCAG 2.1 A and AA.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

_FLAGS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
_ASK = """([tags, rules]) => axe.run(document, {
  runOnly: rules.length ? {type: "rule", values: rules} : {type: "tag", values: tags},
  resultTypes: ["violations"],
}).then(found => found.violations.map(v =>
  `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 200)} ${v.nodes[0].failureSummary}`))"""
# What has the focus: how it is called, and whether one can see that it has it.
_FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const labelled = () => {
    if (!e.labels || !e.labels.length) return "";
    const copy = e.labels[0].cloneNode(true);
    copy.querySelectorAll("input, select, textarea").forEach(field => field.remove());
    return copy.textContent;
  };
  const label = e.getAttribute("aria-label") || labelled() || e.innerText || e.value || "";
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  return {
    tag: e.tagName, name: label.replaceAll("\\u00ad", "").replace(/\\s+/g, " ").trim(),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
_MOST_STEPS = 900  # a county's page has hundreds of links


class Walker:
    """A page of the browser, and what it has asked for and complained about.

    Parameters:
        page: of Playwright.
        address: of the server.
    """

    def __init__(self, page: Page, address: str) -> None:
        """Nothing is open yet."""
        self.page, self.address = page, address
        self.complaints: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda message: self._hear(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._note(request.url))

    def _hear(self, message: str) -> None:
        # A driver without a graphics card tells how slow it is.
        if "GL Driver Message" not in message:
            self.complaints.append(message)

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and not url.startswith(self.address):
            self.outside.append(url)

    def open(self, path: str) -> None:
        """Open an address of the site."""
        self.page.goto(self.address + path)

    @property
    def path(self) -> str:
        """The address that is open, without the server's."""
        return self.page.url.removeprefix(self.address)

    def text(self) -> str:
        """What a reader sees of the main part of the page."""
        told = self.page.inner_text("main").replace("\u00ad", "")
        return re.sub(r"\s+", " ", told)

    def axe(self, *rules: str) -> list[str]:
        """What axe-core finds wrong, by every rule of WCAG 2.1 A and AA or by some alone."""
        if not self.page.evaluate("() => Boolean(window.axe)"):
            self.page.evaluate(_AXE)
        found: list[str] = self.page.evaluate(_ASK, [list(_RULES), list(rules)])
        return found

    def unfold(self) -> None:
        """Open everything that is folded."""
        self.page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")

    def shorten(self) -> None:
        """Leave the first of each list and table to stand for the rest, which are made alike."""
        self.page.evaluate(
            "() => document.querySelectorAll('tbody tr:nth-child(n+9), li:nth-child(n+9),"
            " section:nth-child(n+9)').forEach(rest => rest.remove())"
        )

    def is_wider_than_the_window(self) -> bool:
        """Whether the page itself must be scrolled sideways."""
        width: int = self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return width > 0

    def focus(self) -> dict[str, Any] | None:
        """What has the focus."""
        found: dict[str, Any] | None = self.page.evaluate(_FOCUS)
        return found

    def tab_to(self, name: str) -> None:
        """Press Tab until what is called so has the focus, and see that it has it.

        Parameters:
            name: a regular expression that the whole name fits.
        """
        for _ in range(_MOST_STEPS):
            self.page.keyboard.press("Tab")
            here = self.focus()
            if here and re.fullmatch(name, here["name"]):
                assert here["seen"], f"nothing shows that {here['name']} has the focus"
                assert here["inside"], f"{here['name']} has the focus outside the window"
                return
        raise AssertionError(f"the keyboard never comes to {name} on {self.path}")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def follow(self, name: str) -> None:
        """Go to a link or button by the keyboard, press Enter, and wait for the next page."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.press("Enter")


@contextmanager
def chromium_of(program: str) -> Iterator[Browser]:
    """A browser with an empty profile, ended afterwards."""
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=program, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def walking(browser: Browser, address: str, **how: Any) -> Iterator[Walker]:
    """A new visitor: no memory of others.

    Parameters:
        how: as Playwright's ``new_context`` takes it: ``viewport``, ``color_scheme``,
            ``java_script_enabled``.
    """
    context: BrowserContext = browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **how}
    )
    context.set_default_timeout(60_000)
    try:
        yield Walker(context.new_page(), address)
    finally:
        context.close()
