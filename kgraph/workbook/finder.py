"""Which thing a name means: found where it is certain, asked about where it is not.

Never merged silently: whatever is found by another name than its own is told, and whatever is only
alike is a question with its candidates, whose answer is remembered.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kgraph.terms import FOAF, GRAPH, ID, KS, Iri, local_name
from kgraph.wording import LANGUAGES, Text
from kgraph.workbook.alias import Aliases, Guess
from kgraph.workbook.bodies import is_region
from kgraph.workbook.cells import Wrong
from kgraph.workbook.decisions import Decision, Decisions, decided
from kgraph.workbook.desk import Desk
from kgraph.workbook.identify import kind_of
from kgraph.workbook.naming import Names, chosen, plain
from kgraph.workbook.near import nearest
from kgraph.workbook.value import Column, Place

ANY = "thing"
_FEW = 16  # values of a list that can be told in a sentence
_PLACES = str(ID("territory/"))


class Finder:
    """Names to things, for one import.

    Parameters:
        desk, names: what is known.
        decisions: what people have decided before.
        answers: what they answer in this workbook: names and the thing's name, or "" for a new one.
        today: the day that new decisions are dated.
    """

    def __init__(
        self,
        desk: Desk,
        names: Names,
        decisions: Decisions,
        answers: Iterable[tuple[str, str, str]] = (),
        today: datetime.date | None = None,
    ) -> None:
        """Take the answers of the workbook as decisions."""
        self._desk, self._names = desk, names
        self._aliases = Aliases(desk.quads(), names, self.where)
        self.decisions = dict(decisions)
        self.new: dict[tuple[str, str], Decision] = {}
        self.told: dict[tuple[str, str], Text] = {}
        self.answered = 0
        self.at: Place | None = None  # the cell that is read, where it is known
        self._fitting: dict[tuple[str, ...], frozenset[str]] = {}
        self._called: dict[str, dict[str, set[str]]] = {}
        self._where: dict[str, Text] = {}
        self._kinds: dict[str, frozenset[str]] = {}
        for name, kind, meant in answers:
            self._decide(name, kind, meant, today or datetime.date.today())
        # The first decision on a name stands, whatever kind of thing it was made about.
        self._decided = {key[1]: made for key, made in reversed(self.decisions.items())}

    def where(self, passage: str) -> Text:
        """A passage in words."""
        if passage not in self._where:
            source = passage.removesuffix("/meta").removeprefix(GRAPH)
            told = str(ID(f"source/{source}")) if passage.endswith("/meta") else passage
            store = self._desk.store
            self._where[passage] = Text(*(store.labels([told], lang)[told] for lang in LANGUAGES))
        return self._where[passage]

    def _decide(self, name: str, kind: str, meant: str, day: datetime.date) -> None:
        thing = self._names.meant(meant) if meant else None
        if meant and thing is None:
            return
        decision = decided(name, kind, thing, day)
        known = self.decisions.get((kind, plain(name)))
        if known is not None and known.means == thing:
            return
        self.answered += 1
        self.decisions[kind, plain(name)] = decision
        self.new[kind, plain(name)] = decision

    def find(self, text: str, column: Column, *, may_be_new: bool = False) -> Iri:
        """The thing that a text means in a column.

        Parameters:
            may_be_new: nobody is asked about a name that is like another in a part only.

        Raises:
            Wrong: none is known by that name, or it is not certain which.
        """
        if column.choices:
            return self._chosen(text, column)
        found = self._names.meant_as(text, column.classes)
        place = found is not None and _is_place(found, column)
        if found is not None and not (place or (column.classes and found in self._names.listed)):
            return found
        same = self._names.all_called(text)
        fits = self._fits(column.classes)
        if column.classes:
            new = {
                i for i in self._names.fitting(same, column.classes) if i not in self._desk.types
            }
            same = tuple(iri for iri in same if iri in fits or iri in new)
        of_kind = list(same)
        if len(of_kind) == 1:
            return Iri(of_kind[0])
        decision = self.decision(text)
        if decision is not None and decision.means is not None:
            self._tell(text, Guess(decision.means, _ANSWERED, True))
            return decision.means
        if decision is not None and not of_kind:
            raise self._unknown(text, column)
        if of_kind:
            raise self._ask(text, [Guess(i, _SAME, False) for i in of_kind], column)
        if place:
            raise self._no_body(text, column, fits)
        return self.county(text, column) or self._guess(text, column, fits, may_be_new)

    def _no_body(self, text: str, column: Column, fits: frozenset[str]) -> Wrong:
        """A county or municipality where only bodies may stand: ”Åre” is no ”Åre kommun”."""
        near = [self._names.text(guess.iri) for guess in self._aliases.guesses(text, fits)]
        like = near[0] if near else f"{text} kommun"
        return Wrong(
            Text(f"”{text}” är en plats, ingen organisation.", f"“{text}” is a place, no body."),
            Text(f"Skriv organisationen, som {like}.", f"Write the body, as {like}."),
            near or [like],
            (text, self._kind(column)),
        )

    def county(self, text: str, column: Column) -> Iri | None:
        """The county that a name alone means: ”Jämtland” is Jämtlands län."""
        if column.classes != (KS("Territory"),):
            return None
        for told in (f"{text} län", f"{text}s län", f"{text} County"):
            found = self._names.meant_as(told, column.classes)
            if found is not None:
                self._tell(text, Guess(found, _COUNTY, True))
                return found
        return None

    def _chosen(self, text: str, column: Column) -> Iri:
        """The list value that a text names, in either language and with any capitals."""
        found = chosen(text, column) or self._names.meant(text)
        if found is not None and (found in column.values or found in self._names.listed):
            return found
        called = self._values(column).get(plain(text), set())
        if len(called) != 1:
            raise self._no_choice(text, column)
        return Iri(*called)

    def _values(self, column: Column) -> Mapping[str, set[str]]:
        """The values of a column's list by whatever the ontology calls them."""
        if column.key not in self._called:
            found = self._called[column.key] = defaultdict(set)
            for iri in column.values:
                for text in (local_name(iri), *self._desk.words.called.get(iri, ())):
                    found[plain(text)].add(iri)
        return self._called[column.key]

    def _guess(self, text: str, column: Column, fits: frozenset[str], may_be_new: bool) -> Iri:
        # What is alike in a part only takes long to find, and says nothing of a new name.
        near = not may_be_new or is_region(text)
        asked = near or self._aliases.guesses(text, fits, strict=True)
        guesses = self._aliases.guesses(text, fits) if asked else ()
        if len(guesses) == 1 and guesses[0].sure:
            self._tell(text, guesses[0])
            return Iri(guesses[0].iri)
        if guesses:
            raise self._ask(text, guesses, column)
        raise self._unknown(text, column)

    def _unknown(self, text: str, column: Column) -> Wrong:
        return Wrong(
            Text(f"”{text}” är inget känt namn.", f"“{text}” is no known name."),
            _CHOOSE if column.key.startswith("simple:county") else _ADD,
            asks=(text, self._kind(column)),
        )

    @property
    def tired(self) -> bool:
        """Whether so many names were unknown that fewer candidates were looked for."""
        return self._aliases.tired

    def kinds(self, cls: str) -> frozenset[str]:
        """A class with all that are broader."""
        return self._desk.words.kinds_of(cls)

    def existing(self, name: str, cls: str) -> Iri | None:
        """The known thing that a new row's name is another name of; None when it is a new thing.

        Raises:
            Wrong: it is much like the name of a known one, and nobody has said which.
        """
        kind = kind_of(cls, self._desk.words)
        decision = self.decisions.get((kind, plain(name)))
        if decision is not None:
            if decision.means is not None:
                self._tell(name, Guess(decision.means, _ANSWERED, True))
            return decision.means
        fits = self._of_kind(kind)
        guesses = self._aliases.guesses(name, fits, strict=True)
        if len(guesses) == 1 and guesses[0].sure:
            self._tell(name, guesses[0])
            return Iri(guesses[0].iri)
        if guesses:
            told = self._list(guesses)
            raise Wrong(
                Text(f"”{name}” liknar något som redan finns.", f"“{name}” is like a known one."),
                _asked(told, may_be_new=True),
                [self._names.text(g.iri) for g in guesses],
                (name, kind),
            )
        return None

    def _of_kind(self, kind: str) -> frozenset[str]:
        """The known things whose identifiers are of a kind."""
        if kind not in self._kinds:
            words = self._desk.words
            self._kinds[kind] = frozenset(
                iri
                for iri, types in self._desk.types.items()
                if any(kind_of(one, words) == kind for one in types)
            )
        return self._kinds[kind]

    def _fits(self, classes: tuple[str, ...]) -> frozenset[str]:
        if not classes:
            return frozenset()
        if classes not in self._fitting:
            wanted, words = set(classes), self._desk.words
            self._fitting[classes] = frozenset(
                iri
                for iri, types in self._desk.types.items()
                if any(words.kinds_of(one) & wanted for one in types)
            )
        return self._fitting[classes]

    def decision(self, text: str) -> Decision | None:
        """What somebody has decided that a name means."""
        return self._decided.get(plain(text))

    def _kind(self, column: Column) -> str:
        return next((kind_of(cls, self._desk.words) for cls in column.classes), ANY)

    def _no_choice(self, text: str, column: Column) -> Wrong:
        choices = [c.sv for c in column.choices] + [c.en for c in column.choices]
        near = nearest(text, choices)
        return Wrong(
            Text(f"”{text}” finns inte i listan.", f"“{text}” is not in the list."),
            Text(f"Menades {near[0]}?", f"Did you mean {near[0]}?") if near else _choose(column),
            near,
        )

    def _ask(self, text: str, guesses: Iterable[Guess], column: Column) -> Wrong:
        told = list(guesses)
        return Wrong(
            Text(f"Vem eller vad menas med ”{text}”?", f"Who or what is “{text}”?"),
            _asked(self._list(told), may_be_new=column.classes == (FOAF("Agent"),)),
            [self._names.text(guess.iri) for guess in told],
            (text, self._kind(column)),
        )

    def _list(self, guesses: Iterable[Guess]) -> Text:
        told = [(self._names.text(guess.iri), guess.why) for guess in guesses]
        return Text(
            "; ".join(f"{name} ({why.sv})" for name, why in told),
            "; ".join(f"{name} ({why.en})" for name, why in told),
        )

    def _tell(self, text: str, guess: Guess) -> None:
        name, said = self._names.text(guess.iri), text.strip("”“\"' ")
        at = f"{self.at}: " if self.at is not None else ""
        self.told.setdefault(
            (text, guess.iri),
            Text(
                f"{at}”{said}” förstods som {name} ({guess.why.sv}).",
                f"{at}“{said}” was taken for {name} ({guess.why.en}).",
            ),
        )


def _is_place(thing: str, column: Column) -> bool:
    """Whether a thing is a place in a column where none may stand."""
    places = KS("Territory")
    return bool(column.classes) and thing.startswith(_PLACES) and places not in column.classes


def _choose(column: Column) -> Text:
    """That a value of the list is to be chosen; which there are, where they are few."""
    if len(column.choices) > _FEW:
        return Text("Välj ett värde ur listan.", "Choose a value from the list.")
    told = Text(", ".join(c.sv for c in column.choices), ", ".join(c.en for c in column.choices))
    return Text(f"Välj ett ur listan: {told.sv}.", f"Choose one of the list: {told.en}.")


def _asked(told: Text, *, may_be_new: bool) -> Text:
    new = _OR_NEW if may_be_new else Text("", "")
    return Text(
        f"Skriv namnet som det står här, eller svara på bladet Namnfrågor{new.sv}: {told.sv}.",
        f"Write the name as it stands here, or answer on the sheet of questions{new.en}: "
        f"{told.en}.",
    )


_OR_NEW = Text(" (ny om det är något nytt)", " (new for something new)")
_ADD = Text(
    "Rätta stavningen, eller lägg till det på sitt eget blad.",
    "Mend the spelling, or add it on a sheet of its own.",
)
# The simple workbook has no sheet for places.
_CHOOSE = Text("Välj ett namn ur listan.", "Choose a name from the list.")
_ANSWERED = Text("så har någon svarat", "as somebody has answered")
_COUNTY = Text("länet", "the county")
_SAME = Text("samma namn", "the same name")
