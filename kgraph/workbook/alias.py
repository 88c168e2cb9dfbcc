"""Other names of known things: what finds a thing by itself, and what is only asked about.

A name that a register or a dated label gives belongs to the thing, and so do its codes; it finds
the thing and is told. A name that one text uses in passing (”ledningsgruppen”, ”Handelskammaren”)
may mean another body in another text: it is asked about, with where it is used, and so is whatever
is only spelt alike.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.terms import DCT, ELI, GRAPH, ID, KS, ORG, SKOS, SKOSXL, Literal, Quad
from kgraph.wording import Text
from kgraph.workbook.alike import Alike
from kgraph.workbook.bodies import Likely, registered
from kgraph.workbook.codes import body_number, codes_of_bodies, other_ways
from kgraph.workbook.naming import Names, plain
from kgraph.workbook.near import abbreviation, ends_in_letters, shortens, stems

_CODES = {
    KS("territoryCode"),
    DCT("identifier"),
    ELI("id_local"),
    SKOS("notation"),
    ORG("identifier"),
}

MOST_LOOKS = 1_000_000
"""Pairs of names that are looked at for likeness in part: some seconds. A workbook with thousands
of unknown names gets candidates for the others among those that are alike as wholes."""

_LONG = 6  # letters of another name that likeness tells anything of


@dataclass(frozen=True, slots=True)
class Guess:
    """A thing that a name may mean.

    Parameters:
        iri: the thing.
        why: what the likeness is.
        sure: whether the name is the thing's own, so that nobody needs to be asked.
    """

    iri: str
    why: Text
    sure: bool


class Aliases:
    """The other names of the things that the data speak of.

    Parameters:
        quads: the statements.
        names: the names that things are shown with.
        where: a passage in words; its key when left out.
    """

    def __init__(
        self, quads: Iterable[Quad], names: Names, where: Callable[[str], Text] | None = None
    ) -> None:
        """Sort the names into those that are the thing's own and those that one text uses."""
        quads = tuple(quads)
        self._where = where or (lambda graph: Text(names.text(graph), names.text(graph)))
        self._own: dict[str, set[tuple[str, Text]]] = defaultdict(set)
        self._used: dict[str, set[tuple[str, str]]] = defaultdict(set)
        labels: dict[str, str] = {}
        holders: list[tuple[str, str]] = []
        shown: dict[str, set[str]] = defaultdict(set)
        for subject, path, value, graph in quads:
            if not isinstance(value, Literal):
                if path in (SKOSXL("altLabel"), SKOSXL("prefLabel")):
                    holders.append((str(subject), str(value)))
                continue
            if path == SKOSXL("literalForm"):
                labels[str(subject)] = value.value
            elif path in _CODES:
                self._add_code(str(subject), value.value)
            elif path == SKOS("altLabel"):
                self._add_other(str(subject), value.value, graph)
            elif path in (SKOS("prefLabel"), DCT("title")):
                shown[str(subject)].add(value.value)
        for thing, label in holders:
            if label in labels:
                self._own[plain(labels[label])].add((thing, _OLD))
        for code, bodies in codes_of_bodies(quads).items():
            for body in bodies:
                self._add_code(body, code)
        self._shown = shown
        self._kept: dict[frozenset[str], tuple[Alike, Mapping[str, list[str]]]] = {}
        self._found: dict[tuple[str, frozenset[str], bool], tuple[Guess, ...]] = {}
        self._left = MOST_LOOKS
        self._others: tuple[Alike, Mapping[str, set[str]]] | None = None
        self._begun: dict[str, list[str]] | None = None
        self._stems = _by(stems, shown)
        self._short = _by(lambda label: (abbreviation(label),), shown)

    def _add_code(self, thing: str, code: str) -> None:
        for way in (code, *other_ways(code)):
            self._own[plain(way)].add((thing, _CODE))

    def _add_other(self, thing: str, name: str, graph: str) -> None:
        if graph.startswith(GRAPH("reference/")):
            self._own[plain(name)].add((thing, _OTHER))
        else:
            self._used[plain(name)].add((thing, graph))

    def guesses(
        self, name: str, fits: frozenset[str] = frozenset(), *, strict: bool = False
    ) -> tuple[Guess, ...]:
        """The things that a name may mean, the likeliest first.

        Parameters:
            fits: the only things that can be meant; any when left out.
            strict: leave out what is alike in a part only.
        """
        key = (name, fits, strict)
        if key not in self._found:
            self._found[key] = self._guessed(name, fits, strict)
        return self._found[key]

    @property
    def tired(self) -> bool:
        """Whether so many names were unknown that likeness in part is no longer looked for."""
        return self._left < 0

    def _guessed(self, name: str, only: frozenset[str], strict: bool) -> tuple[Guess, ...]:
        found: dict[str, Guess] = {}

        def add(iri: str, why: Text, sure: bool) -> None:
            if not only or iri in only:
                found.setdefault(iri, Guess(iri, why, sure))

        for iri, why, sure in self._of_name(name):
            add(iri, why, sure)
        bodies = [(iri, body) for body in registered(name) for iri in self._of_body(body)]
        for iri, body in bodies:
            why = _LETTERS if body.letters else _BODY if body.same else _BEFORE
            add(iri, why, body.same)
        letters = list(self._shortened(name))
        for iri in letters:
            add(iri, _LETTERS, False)
        if not any(iri in found for iri in (*(iri for iri, _ in bodies), *letters)):
            for iri in self._alike(name, only, strict):
                add(iri, _ALIKE, False)
            for iri in self._as_other(name):
                add(iri, _ALIKE, False)
        return _asked(tuple(found.values()))

    def _of_name(self, name: str) -> Iterator[tuple[str, Text, bool]]:
        """The things that a name is another name of, why, and whether it is their own."""
        for told in dict.fromkeys((plain(name), body_number(name))):
            for iri, why in sorted(self._own.get(told, ()), key=str):
                yield iri, why, True
        for iri in self._of_stem(name):
            yield iri, SAME_FORM, True
        for iri, graph in sorted(self._used.get(plain(name), ())):
            where = self._where(graph)
            yield iri, Text(f"kallas så i {where.sv}", f"called so in {where.en}"), False
        for iri in self._short.get(plain(name), ()):
            yield iri, _LETTERS, False

    def _of_stem(self, name: str) -> list[str]:
        """The things whose names have the stem of a name, with a hyphen or a blank in it."""
        return [iri for one in stems(name) for iri in self._stems.get(one, ())]

    def _of_body(self, body: Likely) -> list[str]:
        """The things that a public body's likely name is a name of, registers' other ones too."""
        other = sorted(iri for iri, _ in self._own.get(plain(body.name), ()))
        return [*self._of_stem(body.name), *other]

    def _shortened(self, name: str) -> Iterator[str]:
        """The things whose name a name begins alike and goes on with letters for the rest."""
        if not ends_in_letters(name):
            return
        if self._begun is None:
            self._begun = _by(lambda label: plain(label).split()[:1], self._shown)
        for iri in self._begun.get(plain(name).split()[0], ()):
            if any(shortens(name, label) for label in self._shown[iri]):
                yield iri

    def _as_other(self, name: str) -> list[str]:
        """The things one of whose other names is spelt much like a name, or is a form of it.

        A short one is soon like another that has nothing to do with it.
        """
        if self._others is None:
            things: dict[str, set[str]] = defaultdict(set)
            for text, own in self._own.items():
                things[text] |= {iri for iri, why in own if why != _CODE}
            for text, used in self._used.items():
                things[text] |= {iri for iri, _ in used}
            long = {text: iris for text, iris in things.items() if len(text) >= _LONG and iris}
            self._others = Alike(long), long
        alike, holders = self._others
        return [iri for text in alike.spelt_alike(name) for iri in sorted(holders[text])]

    def _alike(self, name: str, only: frozenset[str], strict: bool) -> list[str]:
        alike, things = self._laid_out(only)
        if not strict:
            self._left -= len(alike.names)
        part = not strict and self._left >= 0
        found = alike.in_part(name) if part else alike.as_wholes(name)
        return [iri for text in found for iri in things[text]]

    def _laid_out(self, only: frozenset[str]) -> tuple[Alike, Mapping[str, list[str]]]:
        """The names of the things that can be meant, and whose they are."""
        if only not in self._kept:
            things: dict[str, list[str]] = defaultdict(list)
            for iri, labels in self._shown.items():
                if iri.startswith(ID) and (not only or iri in only):
                    for label in labels:
                        things[label].append(iri)
            self._kept[only] = Alike(things), things
        return self._kept[only]


def _asked(guesses: Sequence[Guess]) -> tuple[Guess, ...]:
    """The guesses; where two things have the name as their own, none of them is sure."""
    sure = [guess for guess in guesses if guess.sure]
    if len(sure) == 1:
        return tuple(sure)
    return tuple(Guess(g.iri, g.why, False) for g in guesses)


def _by(key: Callable[[str], Iterable[str]], shown: Mapping[str, set[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for iri, labels in sorted(shown.items()):
        for word in sorted({word for label in labels for word in key(label)} - {""}):
            if iri.startswith(ID):
                found[word].append(iri)
    return found


_CODE = Text("kod eller nummer", "code or number")
_OLD = Text("tidigare eller daterad benämning", "earlier or dated name")
_OTHER = Text("annat namn i registret", "other name in the register")
SAME_FORM = Text("samma namn i annan form", "the same name in another form")
_BODY = Text("samma organ med annat namn", "the same body by another name")
_BEFORE = Text("kan vara det som den heter i dag", "may be what it is called today")
_LETTERS = Text("förkortning av namnet", "abbreviation of the name")
_ALIKE = Text("liknande stavning", "similar spelling")
