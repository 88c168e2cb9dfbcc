"""A page as the server gives it, with links between files in their place.

What the folder does not hold is no link there: its words stay. Forms that need a server are taken
out. The templates are our own and well formed, and all text in them is escaped, so that a tag is
what looks like one.
"""

import html
import re
from dataclasses import dataclass, field

from kgraph.site.addresses import held, normal, relative

_TAG = re.compile(r"<(?:a|link|script|img|source|form|use|image)\b[^>]*>")
_ADDRESS = re.compile(r'\s(href|src|srcset|action|data-names)="(/[^"]*)"')
_FORM = re.compile(r"<form\b(?![^>]*\bdata-names=).*?</form>\s*", re.S)
_SYMBOL = re.compile(r'<symbol id="(s-[^"]+)".*?</symbol>', re.S)
SPOKEN = re.compile(r'\s(?:aria-label|download|hreflang|title)="[^"]*"')
# What a table of cards says of each cell: the script puts it back, a tenth of the folder lighter.
_TABLE = re.compile(r'<table class="(?:cards|many)[^>]*>.*?</table>', re.S)
_OF_CELLS = re.compile(
    r' (?:role="(?:row|cell|rowgroup|rowheader|columnheader)"|data-head="[^"]*")'
)
_NOWHERE = " \0"  # no page has it: the templates hold none, and text from the data is escaped
_HEAD = "<head>\n"
# Nothing but the files beside it, also where somebody puts the folder on a server.
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "form-action 'self' file:; base-uri 'none'\">\n"
)


@dataclass
class Rewritten:
    """A page for a folder, and the normal addresses that it leads to."""

    page: str
    leads_to: set[str] = field(default_factory=set)


def rewrite(page: str, address: str) -> Rewritten:
    """The page at a normal address, for its file.

    Parameters:
        page: as the server gives it.
    """
    made = Rewritten("")

    def place(found: re.Match[str]) -> str:
        path, mark, fragment = html.unescape(found[2]).partition("#")
        target = normal(path)
        if not held(target):
            return _NOWHERE
        made.leads_to.add(target)
        return f' {found[1]}="{html.escape(relative(target, address) + mark + fragment)}"'

    def tag(found: re.Match[str]) -> str:
        text = _ADDRESS.sub(place, found[0])
        if _NOWHERE not in text:
            return text
        return "" if text.startswith("<link") else SPOKEN.sub("", text.replace(_NOWHERE, ""))

    text = _FORM.sub("", page)
    text = _TABLE.sub(lambda table: _OF_CELLS.sub("", table[0]), text)
    text = _TAG.sub(tag, text)
    used = set(re.findall(r'href="#(s-[^"]+)"', text))
    text = _SYMBOL.sub(lambda symbol: symbol[0] if symbol[1] in used else "", text)
    made.page = text.replace(_HEAD, _HEAD + _POLICY, 1)
    return made
