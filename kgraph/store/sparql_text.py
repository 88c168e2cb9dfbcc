"""A query's text made over for a server that has the view in a named graph.

In memory a view is the default graph. A server has it under a name, beside graphs of others: so the
pattern is put in ``GRAPH <view> { … }``, which holds for all that stands in it, and ``GRAPH ?g``
reaches only the graphs that belong to the view. Values are put in the place of their variables as
terms, never as text of the reader's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.terms import PREFIXES

_TOKEN = re.compile(
    r'(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*')"
    r'|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)'
    r"|(?P<space>\s+|#[^\n\r]*)"
    r"|(?P<var>[?$]\w+)"
    r"|(?P<name>@?[^\W\d][\w.-]*(?::(?:[\w:.%-]|\\.)*)?|:(?:[\w:.%-]|\\.)*)"
    r"|(?P<sign>.)",
    re.S,
)
IN_VIEW = "urn:kgraph:in"
SHOWN = "urn:kgraph:view"


@dataclass(frozen=True)
class Token:
    """A word of a query: what kind it is of, and how it is written."""

    kind: str
    text: str

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these words, in any case."""
        return self.kind == "name" and self.text.upper() in words


def tokens_of(text: str) -> list[Token]:
    """The words of a query; put together they are the text again."""
    return [Token(str(found.lastgroup), found.group()) for found in _TOKEN.finditer(text)]


def closing(tokens: list[Token], start: int) -> int:
    """The place of the brace or bracket that closes the one at a place.

    Raises:
        ValueError: nothing closes it.
    """
    opens = tokens[start].text
    closes = {"{": "}", "(": ")"}[opens]
    depth = 0
    for place in range(start, len(tokens)):
        if tokens[place].kind == "sign":
            depth += (tokens[place].text == opens) - (tokens[place].text == closes)
            if depth == 0:
                return place
    raise ValueError(opens)


def declared(text: str) -> str:
    """The usual prefixes that a text uses without declaring them."""
    tokens = tokens_of(text)
    own = {
        tokens[i + 2].text.rstrip(":")
        for i in range(len(tokens) - 2)
        if tokens[i].is_word("PREFIX")
    }
    used = {t.text.partition(":")[0] for t in tokens if t.kind == "name" and ":" in t.text}
    return "".join(
        f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(used - own) if name in PREFIXES
    )


def names_graphs(text: str) -> bool:
    """Whether a query says itself which graphs it asks (FROM)."""
    return any(token.is_word("FROM") for token in _outermost(tokens_of(text)))


def _outermost(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        if token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        elif depth == 0:
            yield token


def with_dataset(text: str, default: Iterable[str], named: Iterable[str]) -> str:
    """A query that asks these graphs, whatever graphs it names itself.

    Parameters:
        default: those that are merged to its default graph.
        named: those that ``GRAPH`` reaches.
    """
    tokens = tokens_of(text)
    start = _pattern(tokens) if any(t.text == "{" for t in tokens) else len(tokens)
    _, head = _from_apart(tokens[:start])
    place = next((i for i in reversed(range(len(head))) if head[i].kind != "space"), 0)
    place = place if head[place : place + 1] and head[place].is_word("WHERE") else len(head)
    clauses = [*(f"FROM <{g}>" for g in default), *(f"FROM NAMED <{g}>" for g in named)]
    asked = Token("sign", f" {' '.join(clauses)} ")
    return joined([*head[:place], asked, *head[place:], *tokens[start:]])


def _from_apart(tokens: list[Token]) -> tuple[list[tuple[str, str]], list[Token]]:
    """The FROM clauses of the words before a pattern, and those words without them.

    Returns:
        of each clause its word (``FROM``, ``FROM NAMED``) and its graph, as it is written.
    """
    clauses: list[tuple[str, str]] = []
    made: list[Token] = []
    words = iter(tokens)
    for token in words:
        if not token.is_word("FROM"):
            made.append(token)
            continue
        which = "FROM"
        for word in words:
            if word.is_word("NAMED"):
                which = "FROM NAMED"
            elif word.kind != "space":
                clauses.append((which, word.text))
                break
        made.append(Token("space", " "))
    return clauses, made


def dataset(text: str) -> tuple[list[str], list[str]]:
    """The graphs that a query names itself, as it writes them: by FROM, and by FROM NAMED."""
    tokens = tokens_of(text)
    start = _pattern(tokens) if any(t.text == "{" for t in tokens) else len(tokens)
    clauses, _ = _from_apart(tokens[:start])
    return (
        [graph for word, graph in clauses if word == "FROM"],
        [graph for word, graph in clauses if word == "FROM NAMED"],
    )


@dataclass(frozen=True)
class Describing:
    """A DESCRIBE query: what it describes, and how to ask for it.

    Parameters:
        prologue: its PREFIX and BASE lines.
        terms: what it names.
        select: a query for what else it describes; empty where it has no pattern.
    """

    prologue: str
    terms: tuple[str, ...]
    select: str

    def construct(self, more: Iterable[str]) -> str:
        """A query for all that is stated of these things."""
        things = " ".join(dict.fromkeys([*self.terms, *more]))
        wanted = f"VALUES ?s {{ {things} }} ?s ?p ?o"
        return f"{self.prologue} CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {wanted} }}"


def describing(text: str) -> Describing | None:
    """What a DESCRIBE query asks for; None for any other query."""
    prologue, rest = split_prologue(text)
    tokens = tokens_of(rest)
    if not tokens or not tokens[0].is_word("DESCRIBE"):
        return None
    start = next(
        (i for i, t in enumerate(tokens) if t.is_word("FROM", "WHERE") or t.text == "{"),
        len(tokens),
    )
    head = [t for t in tokens[1:start] if t.kind != "space"]
    terms = tuple(t.text for t in head if t.kind in ("iri", "name"))
    names = [t.text for t in head if t.kind == "var" or t.text == "*"]
    if not names or not any(t.text == "{" for t in tokens):
        return Describing(prologue, terms, "")
    select = f"{prologue} SELECT DISTINCT {' '.join(names)} {joined(tokens[start:])}"
    return Describing(prologue, terms, select)


@dataclass(frozen=True)
class Constructing:
    """A CONSTRUCT query: what it makes of each row, and how to ask for the rows.

    Parameters:
        prologue: its PREFIX and BASE lines.
        template: the statements to make, in braces.
        names: the variables of the template, each once; rows have them in this order.
        select: the SELECT query with those columns, in the order and number of the whole.
    """

    prologue: str
    template: str
    names: tuple[str, ...]
    select: str

    def filled(self, rows: Iterable[Sequence[str]]) -> str:
        """The query that makes statements of rows, their cells written as SPARQL writes them."""
        names = " ".join(f"?{name}" for name in self.names)
        told = "\n".join(f"({' '.join(row)})" for row in rows)
        return (
            f"{self.prologue} CONSTRUCT {self.template} WHERE {{ VALUES ({names}) {{\n{told}\n}} }}"
        )


def constructing(text: str) -> Constructing | None:
    """What a CONSTRUCT query makes; None for any other query."""
    prologue, rest = split_prologue(text)
    tokens = tokens_of(rest)
    if not tokens or not tokens[0].is_word("CONSTRUCT"):
        return None
    start = next(i for i, t in enumerate(tokens) if t.kind == "sign" and t.text == "{")
    end, pattern = closing(tokens, start) + 1, _pattern(tokens)
    template = tokens[start:end]
    names = tuple(dict.fromkeys(t.text[1:] for t in template if t.kind == "var"))
    columns = " ".join(f"?{name}" for name in names) or f"(1 AS ?{_ROW})"
    asked = tokens[end:] if pattern != start else tokens[1:]  # CONSTRUCT WHERE { … }
    select = f"{prologue} SELECT {columns} {joined(asked)}"
    return Constructing(prologue, joined(template), names or (_ROW,), select)


_ROW = "kgraph_row"


def counted(text: str) -> str:
    """The query how many rows a SELECT query has."""
    prologue, clauses, inner = _in_one(text)
    return f"{prologue} SELECT (COUNT(*) AS ?n) {clauses} WHERE {{ {{ {inner} }} }}"


def paged(text: str, columns: Iterable[str], size: int, start: int) -> str:
    """The query for a part of the rows of a SELECT query, sorted by all its columns."""
    prologue, clauses, inner = _in_one(text)
    names = " ".join(f"?{name}" for name in columns)
    return (
        f"{prologue} SELECT {names} {clauses} WHERE {{ {{ SELECT {names} WHERE {{ {{ {inner} }} }} "
        f"ORDER BY {names} }} }} LIMIT {size} OFFSET {start}"
    )


def _in_one(text: str) -> tuple[str, str, str]:
    """A query's prologue, its FROM clauses, which only the outermost may have, and the rest."""
    prologue, rest = split_prologue(text)
    tokens = tokens_of(rest)
    start = _pattern(tokens)
    clauses, head = _from_apart(tokens[:start])
    told = " ".join(f"{word} {graph}" for word, graph in clauses)
    return prologue, told, joined([*head, *tokens[start:]])


def last_limit(text: str) -> int | None:
    """The LIMIT of the whole query; None where it has none."""
    words = [t for t in _outermost(tokens_of(text)) if t.kind != "space"]
    for i, token in enumerate(words):
        if token.is_word("LIMIT"):
            digits = "".join(t.text for t in _digits(words[i + 1 :]))
            return int(digits) if digits else None
    return None


def _digits(words: list[Token]) -> Iterator[Token]:
    for token in words:
        if not token.text.isdigit():
            return
        yield token


def split_prologue(text: str) -> tuple[str, str]:
    """The PREFIX and BASE lines of a query, and the rest."""
    tokens = tokens_of(text)
    for i, token in enumerate(tokens):
        if token.is_word("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            return joined(tokens[:i]), joined(tokens[i:])
    return "", text


def joined(tokens: list[Token]) -> str:
    """The words of a query as text again."""
    return "".join(token.text for token in tokens)


def in_graph(text: str, view: str, directory: str) -> str:
    """A query made over so that it asks a view that stands in a named graph.

    Parameters:
        text: a query that names no graphs with FROM.
        view: the graph with the merged and derived statements.
        directory: the graph that says which graphs belong to the view.

    Raises:
        ValueError: the text has no pattern to put in a graph.
    """
    tokens = tokens_of(text)
    start = _pattern(tokens)
    end = closing(tokens, start)
    inside = _narrowed(tokens[start + 1 : end], directory)
    whole = [Token("sign", "{"), Token("sign", f" GRAPH <{view}> {{"), *inside,
             Token("sign", "\n} "), Token("sign", "}")]  # fmt: skip
    before = tokens[:start]
    if any(t.is_word("CONSTRUCT") for t in before) and not any(t.text == "{" for t in before):
        # CONSTRUCT WHERE { … }: the pattern is the template too.
        where = next(i for i, t in enumerate(before) if t.is_word("WHERE"))
        before = [*before[:where], *tokens[start : end + 1], Token("space", " "), *before[where:]]
    return joined([*before, *whole, *tokens[end + 1 :]])


def _pattern(tokens: list[Token]) -> int:
    """Where the pattern of the whole query begins: after a template, if there is one."""
    place = next((i for i, t in enumerate(tokens) if t.text == "{" and t.kind == "sign"), -1)
    if place < 0:
        raise ValueError("{")
    words = [t for t in tokens[:place] if t.kind == "name"]
    is_template = any(t.is_word("CONSTRUCT") for t in words) and not words[-1].is_word("WHERE")
    if not is_template:
        return place
    after = closing(tokens, place) + 1
    return next(i for i in range(after, len(tokens)) if tokens[i].text == "{")


def _narrowed(tokens: list[Token], directory: str) -> list[Token]:
    """Before each ``GRAPH x {`` that x is a graph of the view."""
    made: list[Token] = []
    for i, token in enumerate(tokens):
        if token.is_word("GRAPH"):
            which = next(t for t in tokens[i + 1 :] if t.kind != "space").text
            asked = f"GRAPH <{directory}> {{ {which} <{IN_VIEW}> <{SHOWN}> }} "
            made.append(Token("sign", asked))
        made.append(token)
    return made


# -- values ------------------------------------------------------------------------------------


def with_values(text: str, values: Mapping[str, str]) -> str:
    """A query with values in the place of variables, which stay among its columns.

    Parameters:
        values: by the variable's name, the term as SPARQL writes it.
    """
    tokens = tokens_of(text)
    for name, term in values.items():
        tokens = _Filling(tokens, name, term).made()
    return joined(tokens)


class _Filling:
    """One value put in the place of its variable, wherever that is the same variable."""

    def __init__(self, tokens: list[Token], name: str, term: str) -> None:
        self._tokens, self._name, self._term = tokens, name, term
        self._fresh, self._inners = f"?{name}_given", 0

    def made(self) -> list[Token]:
        start = next(
            i for i, t in enumerate(self._tokens)
            if t.is_word("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        )  # fmt: skip
        return [*self._tokens[:start], *self._query(self._tokens[start:])]

    def _is_it(self, token: Token) -> bool:
        return token.kind == "var" and token.text[1:] == self._name

    def _query(self, tokens: list[Token]) -> list[Token]:
        """The whole query, from its first word on."""
        return self._parts(tokens, f"?{self._name}")

    def _parts(self, tokens: list[Token], column: str) -> list[Token]:
        start = _pattern(tokens)
        end = closing(tokens, start)
        head, body, tail = tokens[:start], tokens[start : end + 1], tokens[end + 1 :]
        return [*self._head(head, column), *self._group(body), *self._tail(tail)]

    def _head(self, tokens: list[Token], column: str) -> list[Token]:
        """The columns: the variable gives way to the value under its name."""
        made, depth = [], 0
        is_select = tokens[0].is_word("SELECT")
        for i, token in enumerate(tokens):
            if token.kind == "sign" and token.text in "()":
                depth += 1 if token.text == "(" else -1
            if not self._is_it(token):
                made.append(token)
            elif is_select and depth == 0:
                made.append(Token("sign", f"({self._term} AS {column})"))
            elif self._is_set(tokens, i):
                made.append(Token("var", column))
            else:
                made.append(Token("sign", self._term))
        return made

    def _tail(self, tokens: list[Token]) -> list[Token]:
        """GROUP BY and the like take an expression in brackets."""
        made, depth, grouping = [], 0, False
        for token in tokens:
            if token.kind == "sign" and token.text in "()":
                depth += 1 if token.text == "(" else -1
            if depth == 0 and token.is_word("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"):
                grouping = token.is_word("GROUP")
            if not self._is_it(token):
                made.append(token)
            elif depth:
                made.append(Token("sign", self._term))
            else:
                named = f" AS {self._fresh}_group" if grouping else ""
                made.append(Token("sign", f"({self._term}{named})"))
        return made

    def _group(self, tokens: list[Token]) -> list[Token]:
        """A group with its braces."""
        made: list[Token] = [tokens[0]]
        renamed, place, last = False, 1, len(tokens) - 1
        while place < last:
            token = tokens[place]
            if token.text == "{" and token.kind == "sign":
                end = closing(tokens, place)
                made += self._inner(tokens[place : end + 1])
                place = end + 1
                continue
            if token.is_word("BOUND"):
                place = self._bound(tokens, place, made)
                continue
            if self._is_it(token) and self._is_set(tokens, place):
                made.append(Token("var", self._fresh))
                renamed = True
            else:
                made.append(Token("sign", self._term) if self._is_it(token) else token)
            place += 1
        if renamed:
            made.append(Token("sign", f" FILTER(sameTerm({self._fresh}, {self._term})) "))
        return [*made, tokens[last]]

    def _inner(self, tokens: list[Token]) -> list[Token]:
        """A group in a group; a query in it keeps a variable of its own."""
        first = next((i for i, t in enumerate(tokens[1:], 1) if t.kind != "space"), 1)
        if not tokens[first].is_word("SELECT"):
            return self._group(tokens)
        start = _pattern(tokens[first:]) + first
        shown = [t for t in tokens[first:start] if t.kind != "space"]
        star = any(t.text == "*" for t in shown)
        if not star and not any(self._is_it(t) for t in shown):
            return tokens
        self._inners += 1
        column = f"{self._fresh}{self._inners}"
        made = self._parts(tokens[first:-1], column)
        same = "" if star else f" FILTER(sameTerm({column}, {self._term}))"
        kept = Token("sign", f"}}{same} }}")
        return [Token("sign", "{ "), *tokens[:first], *made, kept]

    def _bound(self, tokens: list[Token], place: int, made: list[Token]) -> int:
        """``BOUND(?x)`` of a variable that has a value is true."""
        start = next(i for i in range(place + 1, len(tokens)) if tokens[i].text == "(")
        end = closing(tokens, start)
        asked = [t for t in tokens[start + 1 : end] if t.kind != "space"]
        if len(asked) == 1 and self._is_it(asked[0]):
            made.append(Token("name", "true"))
        else:
            made += tokens[place : end + 1]
        return end + 1

    def _is_set(self, tokens: list[Token], place: int) -> bool:
        """Whether a value is given to the variable here: ``AS ?x`` or ``VALUES … ?x …``."""
        before = [t for t in tokens[:place] if t.kind != "space"][-1:]
        if before and before[0].is_word("AS"):
            return True
        for token in reversed(tokens[:place]):
            if token.is_word("VALUES"):
                return True
            if token.kind not in ("var", "space") and token.text != "(":
                return False
        return False
