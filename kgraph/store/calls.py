"""What a query asks of other endpoints: each SERVICE pattern as a query of its own, and its place.

The engine would make the calls itself, from wherever it runs and to anybody. So a pattern is taken
out of the text, and a table stands in its place, ``VALUES``, that is filled with what the endpoint
answers: joined with the rest of the query it is what SERVICE means. Whatever this reader does not
take out stays in the text, and is refused there as always.
"""

import itertools
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.store.algebra import reaches_out, usual_prefixes
from kgraph.store.gate import no_way_out, refuse, refuse_large, service_refused
from kgraph.store.sparql_text import Token, closing, declared, joined, tokens_of
from kgraph.terms import PREFIXES
from kgraph.wording import Text, say

# So many names are sent with a question, to narrow what the endpoint answers.
MOST_SENT = 500
_ALL = ("SELECT", "DISTINCT", "REDUCED", "DESCRIBE")
_NO_ESCAPE = re.compile(r"[^\\%]*")
Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Call:
    """One SERVICE pattern.

    Parameters:
        url: whom it asks.
        silent: whether a failure there counts as an answer that says nothing.
        head: what the query to send begins with, up to the pattern.
        pattern: what is asked, in braces.
        names: the columns that the rest of the query needs.
        place: what stands in the text where the rows are to stand.
        probe: a query for what is known here of the pattern's variables; empty where nothing is.
    """

    url: str
    silent: bool
    head: str
    pattern: str
    names: tuple[str, ...]
    place: str
    probe: str = ""

    def query(self, known: tuple[Sequence[str], Rows] | None, most: int) -> str:
        """The query to send.

        Parameters:
            known: columns and rows that the answer is to fit, if any.
            most: more rows than this are not wanted.
        """
        columns = " ".join(f"?{name}" for name in self.names) or "(1 AS ?kgraph_row)"
        given = table(*known) if known is not None else ""
        return f"{self.head}SELECT {columns} WHERE {{ {given} {self.pattern} }} LIMIT {most + 1}"


@dataclass(frozen=True)
class Plan:
    """A query and what it asks of others.

    Parameters:
        text: with a place for the rows of each call.
        calls: in the order of the text.
    """

    text: str
    calls: tuple[Call, ...]

    def told(self) -> dict[str, Any]:
        """As plain values, to be sent to another process."""
        return {"text": self.text, "calls": [asdict(call) for call in self.calls]}


def plan_of(told: Mapping[str, Any]) -> Plan:
    """A plan that was sent as plain values."""
    calls = [Call(**{**each, "names": tuple(each["names"])}) for each in told["calls"]]
    return Plan(str(told["text"]), tuple(calls))


def table(names: Sequence[str], rows: Rows) -> str:
    """Rows as SPARQL has them in a query: terms, never text of somebody else's."""
    columns = " ".join(f"?{name}" for name in names)
    lines = (" ".join("UNDEF" if cell is None else str(cell) for cell in row) for row in rows)
    return f"VALUES ({columns}) {{ {' '.join(f'({line})' for line in lines)} }}"


NOTHING_SAID = table([], [[]])


def filled(text: str, brought: Mapping[str, str]) -> str:
    """A planned text with what others answered in its places."""
    for place, rows in brought.items():
        text = text.replace(place, rows)
    return text


def planned(text: str, base: str = "") -> Plan:
    """What a query asks of others.

    Parameters:
        base: what relative addresses in it are read against.

    Raises:
        UsageError: it is no SPARQL, or uses SERVICE as it is not answered here.
    """
    refuse_large(text)
    made = _Reader(text, base).plan()
    if made.calls:
        refuse(made.text)
        if reaches_out(made.text):
            raise service_refused()
        _read(made.text, base)
    return made


def _read(text: str, base: str) -> list[str]:
    """Have the engine read a text, on a store with nothing in it; the columns of its answer."""
    from kgraph.store.answering import no_sparql

    with no_way_out(text):
        try:
            found = ox.Store().query(text, base_iri=base or None, prefixes=usual_prefixes(text))
        except SyntaxError as error:
            raise no_sparql(error) from None
    return [v.value for v in found.variables] if isinstance(found, ox.QuerySolutions) else []


def _columns(text: str, base: str) -> list[str]:
    """The variables that a pattern gives, of a query that shows all of them.

    Raises:
        UsageError: it is no pattern, or would have the other endpoint ask a third one.
    """
    if reaches_out(text):
        raise _nested()
    try:
        return _read(text, base)
    except UsageError as error:
        told = Text(f"Mönstret efter SERVICE: {say(error.what, 'sv')}",
                    f"The pattern after SERVICE: {say(error.what, 'en')}")  # fmt: skip
        raise _not_here(told, error.mend) from None


class _Reader:
    """The words of a query, with the groups that stand open."""

    def __init__(self, text: str, base: str) -> None:
        self._tokens = tokens_of(text)
        self._text, self._base = text, base
        self._calls: list[Call] = []
        start = next((i for i, t in enumerate(self._tokens) if _is_form(t)), len(self._tokens))
        self._first = start
        self._prologue = joined(self._tokens[:start])

    def plan(self) -> Plan:
        """The text with a place for each answer."""
        made: list[Token] = list(self._tokens[: self._first])
        opened: list[tuple[str, int, int]] = []  # what opens a group, its place here and in made
        place = self._first
        while place < len(self._tokens):
            token = self._tokens[place]
            if token.is_word("SERVICE") and opened:
                end = self._taken_out(place, opened, made)
                place = end + 1
                continue
            made.append(token)
            if token.kind == "sign" and token.text == "{":
                opened.append((self._opener(place), place, len(made)))
            elif token.kind == "sign" and token.text == "}" and opened:
                opened.pop()
            place += 1
        return Plan(joined(made), tuple(self._calls))

    def _opener(self, place: int) -> str:
        """The word that opens the group at a place."""
        before = [t for t in self._tokens[self._first : place] if t.kind != "space"][-1:]
        return before[0].text.upper() if before and before[0].kind == "name" else ""

    def _taken_out(self, place: int, opened: list[tuple[str, int, int]], made: list[Token]) -> int:
        """Take out the pattern at a place; where it ends."""
        if any(word == "EXISTS" for word, _, _ in opened):
            raise _not_here(
                Text("SERVICE kan inte stå i EXISTS.", "SERVICE cannot stand in EXISTS."),
                Text("Låt den stå i ett OPTIONAL, och pröva med BOUND.",
                     "Let it stand in an OPTIONAL, and test with BOUND."),
            )  # fmt: skip
        words = [i for i in range(place + 1, len(self._tokens)) if self._tokens[i].kind != "space"]
        silent = bool(words) and self._tokens[words[0]].is_word("SILENT")
        words = words[1:] if silent else words
        if len(words) < 2 or self._tokens[words[1]].text != "{":
            raise _not_here(Text("SERVICE saknar adress eller mönster.",
                                 "SERVICE lacks an address or a pattern."),
                            Text("Skriv SERVICE <adress> { … }.",
                                 "Write SERVICE <address> { … }."))  # fmt: skip
        end = self._closed(words[1])
        pattern = self._tokens[words[1] : end + 1]
        if any(token.is_word("SERVICE") for token in pattern):
            raise _nested()
        url = self._address(self._tokens[words[0]])
        rest = [*self._tokens[:place], *self._tokens[end + 1 :]]
        call = self._call(url, silent, pattern, rest, self._known(opened, made, pattern))
        self._calls.append(call)
        lines = joined(self._tokens[place : end + 1]).count("\n") - 1
        made += [Token("sign", f" {call.place} "), Token("space", "\n" * max(lines, 0))]
        return end

    def _closed(self, start: int) -> int:
        try:
            return closing(self._tokens, start)
        except ValueError:
            raise _not_here(Text("Mönstret efter SERVICE stängs aldrig.",
                                 "The pattern after SERVICE is never closed."),
                            Text("Sätt dit en }.", "Add a }.")) from None  # fmt: skip

    def _address(self, token: Token) -> str:
        if token.kind == "iri":
            return token.text[1:-1]
        if token.kind == "name" and ":" in token.text and _NO_ESCAPE.fullmatch(token.text):
            prefix, _, local = token.text.partition(":")
            if (space := self._prefixes().get(prefix)) is not None:
                return space + local
        raise _not_here(
            Text("SERVICE ska ha en adress, ingen variabel.",
                 "SERVICE needs an address, no variable."),
            Text("Skriv SERVICE <adress> { … }.", "Write SERVICE <address> { … }."),
        )  # fmt: skip

    def _prefixes(self) -> dict[str, str]:
        own: dict[str, str] = dict(PREFIXES)
        words = [t for t in self._tokens[: self._first] if t.kind != "space"]
        for word, name, iri in zip(words, words[1:], words[2:], strict=False):
            if word.is_word("PREFIX") and iri.kind == "iri":
                own[name.text.rstrip(":")] = iri.text[1:-1]
        return own

    def _call(
        self, url: str, silent: bool, pattern: list[Token], rest: list[Token], probe: str
    ) -> Call:
        text = joined(pattern)
        head = self._head(text)
        names = _columns(f"{head}SELECT * WHERE {text}", self._base)
        if not _takes_all(rest):
            elsewhere = set(_variables(rest))
            names = [name for name in names if name in elsewhere]
        columns = " ".join(f"?{name}" for name in names)
        place = f"VALUES ({columns}) {{ #{secrets.token_hex(12)}\n }}"
        return Call(url, silent, head, text, tuple(names), place, probe)

    def _head(self, text: str) -> str:
        """What a query of a part of this one begins with."""
        base = f"BASE <{self._base}>\n" if self._base else ""
        return f"{base}{declared(self._prologue + text)}{self._prologue}\n"

    def _known(
        self, opened: list[tuple[str, int, int]], made: list[Token], pattern: list[Token]
    ) -> str:
        """A query for what stands before the pattern, where the pattern is joined with it.

        In the outermost group that is what precedes it; alone in an OPTIONAL of that group, what
        precedes the OPTIONAL. Conditions are left out: they may be about what is yet to come.
        """
        start = opened[0][2]
        if len(opened) == 1:
            before = made[start:]
        elif len(opened) == 2 and opened[1][0] == "OPTIONAL" and _blank(made[opened[1][2] :]):
            optional = max(i for i, t in enumerate(made) if t.is_word("OPTIONAL"))
            before = made[start:optional]
        else:
            return ""
        if self._opener(opened[0][1]) not in ("", "WHERE") and not self._is_head(opened[0][1]):
            return ""
        before = _without_conditions(before)
        shared = [n for n in _variables(pattern) if n in set(_variables(before))]
        if not shared:
            return ""
        head = self._tokens[self._first : opened[0][1]]
        text = joined(before)
        columns = " ".join(f"?{name}" for name in shared)
        return (f"{self._head(text)}SELECT DISTINCT {columns} {_datasets(head)} "
                f"WHERE {{ {text} }} LIMIT {MOST_SENT + 1}")  # fmt: skip

    def _is_head(self, place: int) -> bool:
        """Whether the group at a place is the query's own pattern, with no WHERE before it."""
        return not any(t.text == "{" for t in self._tokens[self._first : place])


def _is_form(token: Token) -> bool:
    return token.is_word("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def _blank(tokens: Iterable[Token]) -> bool:
    return all(token.kind == "space" for token in tokens)


def _variables(tokens: Iterable[Token]) -> list[str]:
    """The names of the variables, each once; also those in the places of earlier answers."""
    text = " ".join(t.text for t in tokens if t.kind == "var" or t.text.startswith(" VALUES ("))
    return list(dict.fromkeys(re.findall(r"[?$](\w+)", text)))


def _takes_all(tokens: list[Token]) -> bool:
    """Whether a query shows whatever there is (``SELECT *``)."""
    words = [t for t in tokens if t.kind != "space"]
    return any(star.text == "*" and word.is_word(*_ALL) for word, star in itertools.pairwise(words))


def _datasets(head: list[Token]) -> str:
    """The FROM clauses of a query."""
    words = [t for t in head if t.kind != "space"]
    start = next((i for i, t in enumerate(words) if t.is_word("FROM")), len(words))
    return " ".join(t.text for t in words[start:] if not t.is_word("WHERE"))


def _without_conditions(tokens: list[Token]) -> list[Token]:
    """A group's tokens with each FILTER of its own made always true."""
    made: list[Token] = []
    place = depth = 0
    while place < len(tokens):
        token = tokens[place]
        if token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        made.append(token)
        place += 1
        if depth == 0 and token.is_word("FILTER"):
            start = next(
                (i for i in range(place, len(tokens)) if tokens[i].text in ("(", "{")), len(tokens)
            )
            place = closing(tokens, start) + 1 if start < len(tokens) else len(tokens)
            made.append(Token("sign", "(true)"))
    return made


def _nested() -> UsageError:
    return _not_here(
        Text("SERVICE kan inte stå i SERVICE.", "SERVICE cannot stand in SERVICE."),
        Text("Fråga var och en för sig.", "Ask each by itself."),
    )


def _not_here(what: Text, mend: Text | str) -> UsageError:
    return UsageError(what, "SERVICE", mend)
