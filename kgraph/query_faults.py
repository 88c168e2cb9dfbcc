"""What is wrong with a query that is no SPARQL: the place, what was met there, what belongs there.

The engine tells its place and reason for itself and not for people: the place may lie beyond the
fault, and the reason lists characters. So a text that it has refused is read once more here.
"""

import difflib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.errors import UsageError
from kgraph.store.gate import FORMS, nesting
from kgraph.terms import PREFIXES
from kgraph.wording import Text

# Beyond this a second reading could take long, and nobody writes such a text by hand.
_LONGEST = 5_000
_DEEPEST = 8
_SHOWN = 40
_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\')'
    r'|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)|(?P<comment>#[^\n\r]*)|(?P<tag>@[A-Za-z]+[\w-]*)'
    r"|(?P<variable>[?$]\w+)|(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.:%-]|\\.)*|_:[\w.-]+)"
    r"|(?P<number>[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)|(?P<word>[^\W\d]\w*)|(?P<sign>\S)",
    re.S,
)
_ALL_WORDS = (
    "a true false base prefix select construct describe ask distinct reduced as from "
    "named where order by asc desc group having limit offset values undef optional graph "
    "service silent bind minus union filter not in exists separator count sum min max avg "
    "sample group_concat str lang langmatches datatype bound iri uri bnode rand abs ceil "
    "floor round concat substr strlen replace ucase lcase encode_for_uri contains "
    "strstarts strends strbefore strafter year month day hours minutes seconds timezone "
    "tz now uuid struuid md5 sha1 sha256 sha384 sha512 coalesce if strlang strdt sameterm "
    "isiri isuri isblank isliteral isnumeric regex lateral adjust triple subject "
    "predicate object istriple haslang haslangdir langdir strlangdir"
)
_WORDS = frozenset(_ALL_WORDS.split())
_PAIRS = {")": "(", "]": "[", "}": "{"}
_PATTERN = Text(
    "ett mönster: subjekt, egenskap och värde, med punkt före nästa",
    "a pattern: subject, property and value, with a full stop before the next",
)
_HEAD = Text(
    "variabler med mellanslag emellan, och sedan WHERE { … }",
    "variables with spaces between, and then WHERE { … }",
)
_TAIL = Text(
    "inget mer, eller GROUP BY, ORDER BY, LIMIT eller OFFSET",
    "nothing more, or GROUP BY, ORDER BY, LIMIT or OFFSET",
)
_BELONGS = {
    "limit": Text("ett heltal, till exempel LIMIT 10", "a whole number, such as LIMIT 10"),
    "offset": Text("ett heltal, till exempel OFFSET 10", "a whole number, such as OFFSET 10"),
    "order": Text("ORDER BY och en variabel", "ORDER BY and a variable"),
    "group": Text("GROUP BY och en variabel", "GROUP BY and a variable"),
    "having": Text("HAVING och ett villkor i parentes", "HAVING and a condition in brackets"),
    "filter": Text("FILTER och ett villkor i parentes", "FILTER and a condition in brackets"),
    "bind": Text("BIND(uttryck AS ?variabel)", "BIND(expression AS ?variable)"),
    "values": Text("VALUES ?variabel { värden }", "VALUES ?variable { values }"),
    "from": Text("FROM och en IRI i < >", "FROM and an IRI in < >"),
    "prefix": Text("PREFIX namn: <IRI>", "PREFIX name: <IRI>"),
    "base": Text("BASE <IRI>", "BASE <IRI>"),
    "@": Text("en språkkod efter @, till exempel @sv", "a language after @, such as @sv"),
}
# What the engine says of texts that are well formed and still mean nothing.
_MEANINGLESS = {
    "contains a variable that is unbound": Text(
        "SELECT nämner en variabel som varken står i GROUP BY eller i en sammanräkning",
        "SELECT names a variable that is neither in GROUP BY nor in an aggregate",
    ),
    "not authorized with GROUP BY": Text(
        "SELECT * går inte ihop med GROUP BY: räkna upp variablerna",
        "SELECT * cannot stand with GROUP BY: list the variables",
    ),
    "overrides an existing variable": Text(
        "AS ger ett värde till en variabel som redan har ett",
        "AS gives a value to a variable that has one already",
    ),
}


_MEND = Text("Rätta frågan.", "Mend the query.")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Fault:
    what: Text
    start: int | None
    mend: Text = _MEND


def explained(text: str, error: UsageError) -> UsageError:
    """The engine's refusal of a text as no SPARQL, told so that it can be mended.

    Parameters:
        text: the query.
        error: what the store raised; another error comes back as it is.

    Returns:
        An error whose ``where`` is ``line:column`` where the place is known.
    """
    reason = str(getattr(error.what, "en", error.what))
    if not reason.startswith("The query is no valid SPARQL"):
        return error
    fault = _fault(text, reason)
    if fault is None:
        near = _words_of(error.where) if error.where else Text("", "")
        told = Text(f" nära {near.sv}", f" near {near.en}") if near.sv else near
        return _refusal(told, error.where, _MEND)
    if fault.start is None:
        return _refusal(Text(f": {fault.what.sv}", f": {fault.what.en}"), "", fault.mend)
    where = _place(text, fault.start)
    spot = _words_of(where)
    told = Text(f". På {spot.sv}: {fault.what.sv}", f". On {spot.en}: {fault.what.en}")
    return _refusal(told, where, fault.mend)


def _refusal(told: Text, where: str, mend: Text) -> UsageError:
    return UsageError(
        Text(f"Frågan är inte giltig SPARQL{told.sv}.", f"The query is no valid SPARQL{told.en}."),
        where,
        mend,
    )


def _words_of(where: str) -> Text:
    """``line:column`` in words."""
    line, _, column = where.partition(":")
    return Text(f"rad {line}, tecken {column}", f"line {line}, character {column}")


def _place(text: str, start: int) -> str:
    """``line:column``, both from 1."""
    return f"{text.count(chr(10), 0, start) + 1}:{start - text.rfind(chr(10), 0, start)}"


def _fault(text: str, reason: str) -> _Fault | None:
    tokens = [t for t in _tokens(text) if t.kind != "comment"]
    if not tokens:
        return _Fault(Text("frågan är tom", "the query is empty"), None, _START)
    for look in (_odd_start, _open_string, _broken_iri, _unknown_prefix, _unknown_word, _unpaired):
        if found := look(tokens, text):
            return found
    for sign, words in _MEANINGLESS.items():
        if sign in reason:
            return _Fault(words, None)
    return _reread(tokens, text)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        yield _Token(str(found.lastgroup), found.group(), found.start())


_START = Text(
    "Börja med SELECT, ASK, CONSTRUCT eller DESCRIBE.",
    "Begin with SELECT, ASK, CONSTRUCT or DESCRIBE.",
)


def _odd_start(tokens: list[_Token], _: str) -> _Fault | None:
    first = tokens[0]
    if first.text.upper() in (*FORMS, "PREFIX", "BASE"):
        return None
    near = difflib.get_close_matches(first.text.upper(), FORMS[:4], n=1)
    what = Text(f"frågan börjar med {first.text}", f"the query begins with {first.text}")
    return _Fault(what, first.start, _did_you_mean(near[0]) if near else _START)


def _open_string(tokens: list[_Token], _: str) -> _Fault | None:
    for token in tokens:
        if token.text in ("”", "“", "’", "‘"):
            what = Text(
                f"{token.text} är inget rakt citattecken", f"{token.text} is no straight quote"
            )
            return _Fault(what, token.start, Text('Skriv ".', 'Write ".'))
        if token.kind == "sign" and token.text in "\"'":
            return _Fault(
                Text("en text börjar här och tar aldrig slut", "a text begins here, never to end"),
                token.start,
                Text(f"Avsluta den med {token.text}.", f"End it with {token.text}."),
            )
    return None


def _broken_iri(tokens: list[_Token], text: str) -> _Fault | None:
    based = False
    for before, token in zip([tokens[0], *tokens], tokens, strict=False):
        base = before.text.upper() == "BASE"
        based = based or (base and ":" in token.text)
        if (
            token.kind == "iri"
            and (base or not based)
            and not re.match(r"<[A-Za-z][\w+.-]*:", token.text)
        ):
            what = Text(f"{token.text} är ingen hel IRI", f"{token.text} is no whole IRI")
            mend = Text("Skriv den hel, till exempel <https://…>.", "Write it whole: <https://…>.")
            return _Fault(what, token.start, mend)
        if token.text == "<" and (
            found := re.match(r"<\w[^<>\n]*\s[^<>\n]*>", text[token.start :])
        ):
            what = Text(f"{found.group()} är ingen IRI", f"{found.group()} is no IRI")
            mend = Text(
                "En IRI har inga mellanslag; skriv %20.", "An IRI has no spaces: write %20."
            )
            return _Fault(what, token.start, mend)
    return None


def _unknown_prefix(tokens: list[_Token], _: str) -> _Fault | None:
    declared = [b.text for a, b in itertools.pairwise(tokens) if a.text.upper() == "PREFIX"]
    known = {prefix.rstrip(":") for prefix in declared} | set(PREFIXES)
    for before, token in zip([tokens[0], *tokens], tokens, strict=False):
        prefix = token.text.partition(":")[0]
        if token.kind != "name" or prefix in (*known, "_") or before.text.upper() == "PREFIX":
            continue
        near = difflib.get_close_matches(prefix, sorted(known), n=1)
        declare = Text(
            f"Skriv först i frågan: PREFIX {prefix}: <IRI>",
            f"Write first in the query: PREFIX {prefix}: <IRI>",
        )
        what = Text(f"prefixet {prefix}: är inte känt", f"the prefix {prefix}: is not known")
        return _Fault(what, token.start, _did_you_mean(f"{near[0]}:") if near else declare)
    return None


def _unknown_word(tokens: list[_Token], _: str) -> _Fault | None:
    for token in tokens:
        if token.kind == "word" and token.text.casefold() not in _WORDS:
            near = difflib.get_close_matches(token.text.casefold(), sorted(_WORDS), n=1, cutoff=0.7)
            mend = Text(
                "Skriv en variabel med ?, ett namn med prefix: eller en text inom citattecken.",
                "Write a variable with ?, a name with prefix: or a text in quotation marks.",
            )
            return _Fault(
                Text(f"{token.text} är inget ord i SPARQL", f"{token.text} is no word of SPARQL"),
                token.start,
                _did_you_mean(near[0].upper()) if near else mend,
            )
    return None


def _unpaired(tokens: list[_Token], _: str) -> _Fault | None:
    opened: list[_Token] = []
    for token in tokens:
        if token.kind != "sign" or token.text not in "()[]{}":
            continue
        if token.text in "([{":
            opened.append(token)
        elif opened and opened[-1].text == _PAIRS[token.text]:
            opened.pop()
        elif opened:
            return _never_closed(opened[-1])
        else:
            what = Text(f"{token.text} stänger inget", f"{token.text} closes nothing")
            return _Fault(what, token.start, Text("Ta bort det.", "Remove it."))
    return _never_closed(opened[-1]) if opened else None


def _never_closed(token: _Token) -> _Fault:
    sign = next(close for close, start in _PAIRS.items() if start == token.text)
    what = Text(f"{token.text} stängs aldrig", f"{token.text} is never closed")
    return _Fault(what, token.start, Text(f"Lägg till {sign}.", f"Add {sign}."))


def _reread(tokens: list[_Token], text: str) -> _Fault | None:
    """Where a second reader of SPARQL stops, and what it could have gone on with."""
    if len(text) > _LONGEST or nesting("".join(t.text for t in tokens)) > _DEEPEST:
        return None
    stop = _stop(tokens, text)
    if stop is None:
        return None
    met = next((token for token in tokens if token.start >= stop), None)
    if met is None:
        end = Text("frågan tar slut för tidigt", "the query ends too early")
        return _Fault(end, len(text.rstrip()), Text("Skriv klart den.", "Finish it."))
    word = met.text if len(met.text) <= _SHOWN else met.text[:_SHOWN] + "…"
    belongs = _BELONGS.get(met.text.casefold()) or _around(tokens, met)
    what = Text(
        f"härifrån går den inte att läsa: {word}", f"it cannot be read on from here: {word}"
    )
    return _Fault(what, met.start, Text(f"Här väntas {belongs.sv}.", f"Expected: {belongs.en}."))


def _around(tokens: list[_Token], met: _Token) -> Text:
    """What belongs where a token stands: before the braces, in them, or after the last."""
    before = [token.text for token in tokens if token.start < met.start and token.kind == "sign"]
    if before.count("{") > before.count("}"):
        return _PATTERN
    return _TAIL if "{" in before else _HEAD


def _stop(tokens: list[_Token], text: str) -> int | None:
    from rdflib.plugins.sparql.parser import parseQuery

    plain = list(re.sub(r"[^\n]", " ", text))
    for token in tokens:
        plain[token.start : token.start + len(token.text)] = token.text.replace("\t", " ")
    try:
        parseQuery("".join(plain))
    except Exception as error:  # the reader's own classes; without a place nothing more is known
        place = getattr(error, "loc", None)
        return place if isinstance(place, int) else None
    return None


def _did_you_mean(word: str) -> Text:
    return Text(f"Menade du {word}?", f"Did you mean {word}?")
