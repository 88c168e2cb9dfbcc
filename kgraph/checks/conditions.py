"""What must hold of a thing for a constraint's question to find it: the plain parts of its text.

A question is asked of each thing alone, which takes long where the graph is large. Most things lack
what the question requires, or have what it excludes, and that can be seen in columns. Only what is
written plainly is understood; whatever else a question says makes it find fewer things, not more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.terms import RDF, XSD

Step = tuple[bool, bytes]
"""Whether it goes against the arrow, and the property."""
_HEAD = re.compile(r"\s*SELECT\b[^{]*\{", re.I)
_STEP = re.compile(r"(\^?)(<[^<>\s]+>|[\w-]*:[\w-]+|a)")
_LACKS = re.compile(r"NOT\s+EXISTS\s*\{\s*\$this\s+(\S+)\s+(\S+?)\s*\.?\s*\}", re.I)
_IS = re.compile(r"[?$](\w+)\s*=\s*(<[^<>\s]+>|[\w-]*:[\w-]+|true|false)")
_TRUTH = {"true": "1", "false": "0"}
_OTHER = re.compile(r"!sameTerm\(\?(\w+)\s*,\s*\$this\)|!sameTerm\(\$this\s*,\s*\?(\w+)\)")
_OPENS = re.compile(r"\b(OPTIONAL|FILTER)\s*(?=[({])", re.I)


@dataclass(frozen=True)
class Condition:
    """Something that a thing must have, or must not have, to be found.

    Parameters:
        path: from the thing, property by property.
        among: the values of which it must have one; empty for any.
        beyond: with this path, it must have a value that ``beyond`` does not lead to.
        lacks: it must have no value at all.
        shared: properties by one of which something else must have a value of it too.
    """

    path: tuple[Step, ...]
    among: frozenset[bytes] = frozenset()
    beyond: tuple[Step, ...] = ()
    lacks: bool = False
    shared: tuple[bytes, ...] = ()


def conditions(question: str, prefixes: Mapping[str, str]) -> list[Condition]:
    """The conditions that can be seen in a question; none where it is written otherwise.

    Parameters:
        prefixes: by name, the namespaces that the question may use.
    """
    head = _HEAD.match(question)
    end = question.rfind("}")
    body = question[head.end() : end] if head else ""
    if not head or re.search(r"[\"'#\\]|\b(?:UNION|MINUS|SELECT|VALUES|BIND|GRAPH)\b", body, re.I):
        return []
    taken = list(_apart(body))
    if not taken or taken[0][0] or "," in taken[0][1]:
        return []
    words = taken[0][1].split()
    required = _required(words)
    filters = [text for kind, text in taken[1:] if kind == "FILTER"]
    return list(_found(required, filters, body, prefixes)) if required is not None else []


def _apart(body: str) -> Iterator[tuple[str, str]]:
    """The plain statements first, then what stands in each OPTIONAL and FILTER."""
    plain, inner, place = "", list[tuple[str, str]](), 0
    while found := _OPENS.search(body, place):
        plain += body[place : found.start()] + " "
        place = _closed(body, found.end())
        if place < 0:
            return
        inner.append((found[1].upper(), body[found.end() + 1 : place - 1].strip()))
    yield "", plain + body[place:]
    yield from inner


def _closed(text: str, start: int) -> int:
    """Where the bracket that opens at a place has been closed; -1 where it is not."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in "({") - (text[place] in ")}")
        if not depth:
            return place + 1
    return -1


def _required(words: Sequence[str]) -> list[tuple[str, str, str]] | None:
    """The statements of a plain block; None where it is not written as statements."""
    made, subject, place = list[tuple[str, str, str]](), "", 0
    while place < len(words):
        if not subject:
            subject, place = words[place], place + 1
        if place + 1 >= len(words) or "." in (subject, *words[place : place + 2]):
            return None
        made.append((subject, words[place], words[place + 1]))
        place += 2
        end = words[place] if place < len(words) else "."
        if end not in (".", ";"):
            return None
        subject, place = ("" if end == "." else subject), place + 1
    return made


def _found(
    required: Sequence[tuple[str, str, str]],
    filters: Sequence[str],
    body: str,
    prefixes: Mapping[str, str],
) -> Iterator[Condition]:
    paths = dict[str, tuple[Step, ...]]()
    for subject, path, value in required:
        steps = _steps(path, prefixes) if subject == "$this" else ()
        if steps and value[0] in "?$":
            paths[value[1:]] = steps
            yield Condition(steps)
        elif steps and (terms := _terms(value, prefixes)):
            yield Condition(steps, terms)
    yield from _sharing(required, filters, paths, prefixes)
    for text in filters:
        if found := _LACKS.fullmatch(text):
            yield from _lacking(found[1], found[2], paths, body, prefixes)
        else:
            yield from _equal(text, paths, prefixes)


def _sharing(
    required: Sequence[tuple[str, str, str]],
    filters: Sequence[str],
    paths: Mapping[str, tuple[Step, ...]],
    prefixes: Mapping[str, str],
) -> Iterator[Condition]:
    """``$this this:one ?x . ?y this:one ?x . FILTER(!sameTerm(?y, $this))``."""
    others = {found[1] or found[2] for text in filters if (found := _OTHER.fullmatch(text))}
    for subject, path, value in required:
        if subject[1:] in others and value[1:] in paths:
            steps = [_steps(way, prefixes) for way in path.split("|")]
            if all(len(step) == 1 and not step[0][0] for step in steps):
                shared = tuple(step[0][1] for step in steps)
                yield Condition(paths[value[1:]], shared=shared)


def _lacking(
    path: str,
    value: str,
    paths: Mapping[str, tuple[Step, ...]],
    body: str,
    names: Mapping[str, str],
) -> Iterator[Condition]:
    if value[0] not in "?$" or value == "$this":
        return
    fresh = len(re.findall(rf"[?$]{re.escape(value[1:])}\b", body)) == 1
    # Whoever has neither of two has not the one and has not the other.
    for way in path.split("|") if fresh else [path]:
        steps = _steps(way, names)
        if steps and fresh:
            yield Condition(steps, lacks=True)
        elif steps and value[1:] in paths:
            yield Condition(paths[value[1:]], beyond=steps)


def _equal(
    text: str, paths: Mapping[str, tuple[Step, ...]], prefixes: Mapping[str, str]
) -> Iterator[Condition]:
    """``?x = this:one || ?x = that:one``."""
    found = [_IS.fullmatch(part.strip()) for part in text.split("||")]
    names = {each[1] if each else "" for each in found}
    terms = [_terms(each[2], prefixes) for each in found if each]
    if len(names) == 1 and all(terms) and (name := names.pop()) in paths:
        yield Condition(paths[name], frozenset().union(*terms))


def _steps(path: str, prefixes: Mapping[str, str]) -> tuple[Step, ...]:
    """The properties of a path one after another; none where it is not that plain."""
    made = list[Step]()
    for part in re.split(r"/(?![^<]*>)", path):
        found = _STEP.fullmatch(part)
        term = found and _iri(found[2], prefixes)
        if not found or not term:
            return ()
        made.append((bool(found[1]), term))
    return tuple(made)


def _terms(word: str, prefixes: Mapping[str, str]) -> frozenset[bytes]:
    """The terms that a constant may stand for; none where it is not understood."""
    if word in _TRUTH:
        return frozenset(f'"{text}"^^<{XSD("boolean")}>'.encode() for text in (word, _TRUTH[word]))
    term = _iri(word, prefixes)
    return frozenset({term}) if term else frozenset()


def _iri(word: str, prefixes: Mapping[str, str]) -> bytes | None:
    if word == "a":
        return f"<{RDF('type')}>".encode()
    if word.startswith("<"):
        return word.encode()
    name, colon, rest = word.partition(":")
    return f"<{prefixes[name]}{rest}>".encode() if colon and name in prefixes else None
