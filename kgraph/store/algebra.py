"""Whether a SPARQL text would reach outside this graph, read from its parsed form.

The engine follows SERVICE and LOAD without asking. A text that spells neither word anywhere, not
even by an escape, can hold neither; only the others are parsed, which costs milliseconds.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from kgraph.store.gate import NO_CODE, query_form
from kgraph.terms import PREFIXES

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OUT = {"ServiceGraphPattern": "SERVICE", "Load": "LOAD"}
_WORD = re.compile(r"(?<![\w?$:@-])(SERVICE|LOAD)(?![\w:-])", re.I)
_CACHED_TEXTS = 1024
_PREFIX = re.compile(r"([A-Za-z][\w-]*):")
_SPELT = {name.casefold(): name for name in PREFIXES}


@lru_cache(maxsize=_CACHED_TEXTS)
def reaches_out(text: str, *, update: bool = False) -> str:
    """``SERVICE`` or ``LOAD`` where the text holds one as an operation, else nothing.

    Parameters:
        text: a query or an update; one that no parser takes is judged by its words.
        update: whether it is an update.
    """
    spelt = _ESCAPE.sub(_letter, text).casefold()
    if "service" not in spelt and "load" not in spelt:
        return ""
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    try:
        parsed = (parseUpdate if update else parseQuery)(_declared(text) + text)
    except Exception:  # another reading of the grammar, or too deep: the words decide
        found = _WORD.search(NO_CODE.sub(" ", text))
        return found.group(1).upper() if found else ""
    # The engine is a second reader of the grammar: what it would take for the word is refused too.
    return _operation(parsed) or ("LOAD" if query_form(text) == "LOAD" else "")


def usual_prefixes(text: str) -> dict[str, str]:
    """The usual prefixes that a text may use: every reader of one is slow with each it is given."""
    used = {name.casefold() for name in _PREFIX.findall(_ESCAPE.sub(_letter, text))}
    return {_SPELT[name]: PREFIXES[_SPELT[name]] for name in used & _SPELT.keys()}


def _declared(text: str) -> str:
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in usual_prefixes(text).items())


def _letter(found: re.Match[str]) -> str:
    code = int(found.group(1) or found.group(2), 16)
    return chr(code) if code < 0x110000 else " "


def _operation(node: object) -> str:
    """The first operation in a parse tree that reaches out."""
    stack = [node]
    while stack:
        here = stack.pop()
        if name := _OUT.get(str(getattr(here, "name", ""))):
            return name
        if isinstance(here, dict):  # a list of results calls itself a mapping too
            stack.extend(here.values())
        elif isinstance(here, Iterable) and not isinstance(here, str):
            stack.extend(here)
    return ""
