"""What no query text may do: reach outside this graph, or be so large that the engine falls.

The engine follows SERVICE without asking and has no switch against it, and a text nested
thousands of levels deep ends the whole process. So every text passes here before it is run.
"""

import contextlib
import re
from collections.abc import Iterator

from kgraph.errors import UsageError
from kgraph.wording import Text

LONGEST = 20_000
DEEPEST = 200
LONGEST_REASON = 200
MOST_OPERATORS = 2_000
# Strings, IRIs and comments of SPARQL and Turtle; what is left are the words and signs of the
# language itself.
NO_CODE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n\r]*",
    re.S,
)
# Not a variable (?service), a name (ex:service) or part of a longer word.
_SERVICE = re.compile(r"(?<![\w?$:@-])SERVICE(?![\w-])", re.I)
_FORM = re.compile(
    r"\s+|#[^\n\r]*|BASE\s*<[^<>]*>|PREFIX\s*[^\s:<>]*:\s*<[^<>]*>|(?P<form>[A-Za-z]+)", re.I
)
CHANGING = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
ASKING = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
FORMS = (*ASKING, *CHANGING)


def query_form(text: str) -> str:
    """The first word after the prologue, in capitals: SELECT, ASK … or "" when there is none."""
    place = 0
    while found := _FORM.match(text, place):
        if found["form"]:
            return found["form"].upper()
        place = found.end()
    return ""


def mentions_service(text: str) -> bool:
    """Whether the word stands anywhere, even in a string or a name."""
    return "service" in text.casefold()


def refuse(text: str) -> None:
    """Refuse a text that would reach outside, change the graph, or bring the engine down.

    Raises:
        UsageError: it holds SERVICE outside strings, names and comments, is an update, or is
            longer or deeper than the engine can take.
    """
    if query_form(text) in CHANGING:
        raise UsageError(
            Text("En fråga ändrar aldrig grafen.", "A query never changes the graph."),
            "",
            Text("Skriv SELECT, ASK eller CONSTRUCT.", "Write SELECT, ASK or CONSTRUCT."),
        )
    code = NO_CODE.sub(" ", text)
    if _SERVICE.search(code):
        raise service_refused()
    refuse_large(text)


def refuse_large(text: str) -> None:
    """Refuse a text that is longer or deeper than the engine can take.

    Raises:
        UsageError: with how long and how deep it may be.
    """
    code = NO_CODE.sub(" ", text)
    if len(text) > LONGEST or nesting(code) > DEEPEST or _operators(code) > MOST_OPERATORS:
        raise UsageError(
            Text("Frågan är för stor.", "The query is too large."),
            "",
            Text(
                f"Högst {LONGEST} tecken och {DEEPEST} nivåer av parenteser; dela upp den.",
                f"At most {LONGEST} characters and {DEEPEST} levels of brackets; divide it.",
            ),
        )


def reason_of(error: Exception) -> str:
    """The engine's reason without its place and without its list of all it would have taken."""
    text = re.sub(r"^error at \d+:\d+: ", "", str(getattr(error, "msg", error)))
    first = text.partition("\n")[0]
    return first if len(first) <= LONGEST_REASON else first[:LONGEST_REASON] + " …"


def service_refused() -> UsageError:
    """The answer to a query that asks somebody else."""
    return UsageError(
        Text("SERVICE är inte tillåtet.", "SERVICE is not allowed."),
        "",
        Text(
            "Frågor besvaras bara ur den här grafen; ta bort SERVICE.",
            "Queries are answered from this graph alone; remove SERVICE.",
        ),
    )


def nesting(code: str) -> int:
    """How deep the brackets of a text stand in each other."""
    deepest = depth = 0
    for sign in re.findall(r"[][(){}]", code):
        depth += 1 if sign in "([{" else -1
        deepest = max(deepest, depth)
    return deepest


def _operators(code: str) -> int:
    return len(re.findall(r"[-+*/!]", code))


@contextlib.contextmanager
def no_way_out(text: str) -> Iterator[None]:
    """A second net: while a text that mentions the word runs, the process opens no socket.

    Two readers of one grammar can differ; with no file handle to be had, nothing gets out even
    then. Where the system has no such limit (Windows) the first net stands alone.
    """
    try:
        import resource
    except ImportError:  # pragma: no cover
        yield
        return
    if not mentions_service(text):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
