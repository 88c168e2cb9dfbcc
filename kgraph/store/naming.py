"""What things are called: labels, words for passages, and names for relations without one.

Read for each thing when it is first asked for, from all graphs, whatever the view: a name is no
claim. A large graph then costs nothing for the things that no answer mentions.
"""

from collections.abc import Callable, Iterable

from kgraph.terms import DCT, KS, ORG, PROV, RDF, RDFS, SKOS, SKOSXL, Term
from kgraph.wording import LANGUAGES, Text, in_order, pick

COUNTED = "*"  # after a page number that was counted and is not printed on the page
_TRUE = ("true", "1")

Objects = Callable[[str, str], Iterable[Term]]

_LABELS = (SKOS("prefLabel"), RDFS("label"), DCT("title"), SKOSXL("literalForm"))
# An assignment is named by bearer, role and perhaps target; a membership by all three.
_RELATIONS = (
    (KS("bearer"), KS("role"), KS("target"), False),
    (ORG("member"), ORG("role"), ORG("organization"), True),
)


class Names:
    """The names of things, by language.

    Parameters:
        objects: gives the objects of a subject and a predicate in any graph.
    """

    def __init__(self, objects: Objects) -> None:
        """Nothing is read yet."""
        self._objects = objects
        self._known: dict[str, dict[str, str]] = {}
        self._labels: dict[str, dict[str, str]] = {}

    def of(self, iri: str) -> dict[str, str]:
        """The names of a thing by language; empty where it has none."""
        if iri not in self._known:
            self._known[iri] = self._place(iri) or self._label(iri) or self._relation(iri)
        return self._known[iri]

    def _label(self, iri: str) -> dict[str, str]:
        """The label in each language; kept, for the relations of a body all name it."""
        if iri not in self._labels:
            self._labels[iri] = self._read_label(iri)
        return self._labels[iri]

    def _read_label(self, iri: str) -> dict[str, str]:
        """One made for display, else the first by alphabet."""
        found: dict[str, str] = {}
        for predicates in ((KS("displayLabel"),), _LABELS):
            found = self._texts(iri, *predicates) | found
        return found

    def _texts(self, iri: str, *predicates: str) -> dict[str, str]:
        """The texts of some predicates by language; of several in one the first by alphabet."""
        own: dict[str, str] = {}
        for text in (text for name in predicates for text in self._objects(iri, name)):
            language = getattr(text, "language", "")
            own[language] = min(own.get(language, str(text)), str(text))
        return own

    def _place(self, iri: str) -> dict[str, str]:
        """A passage as a person finds it: the document, then page and lines, or the heading."""
        if KS("AssertionGraph") not in self._objects(iri, RDF("type")):
            return {}
        sources = self._first(iri, PROV("wasDerivedFrom"))
        if not sources:
            return {}
        called = self._texts(sources, DCT("alternative")) or self._texts(sources, DCT("title"))
        page, lines, section = (
            self._first(iri, KS(name)) for name in ("page", "lineRange", "section")
        )
        if page and self._first(iri, KS("pageInferred")) in _TRUE:
            page += COUNTED
        return {
            lang: _place_words(
                pick(called, lang) or "", page, lines, section, page_word=p, line_word=line
            )
            for lang, p, line in (("sv", "s.", "rad"), ("en", "p.", "line"))
        }

    def _first(self, iri: str, predicate: str) -> str:
        return min((str(value) for value in self._objects(iri, predicate)), default="")

    def _relation(self, iri: str) -> dict[str, str]:
        """An assignment or membership by who, role and what; they have no label of their own."""
        for who, role, what, needed in _RELATIONS:
            parts = [{str(v) for v in self._objects(iri, name)} for name in (who, role, what)]
            if parts[0] and parts[1] and (parts[2] or not needed):
                return {lang: self._sentence(parts, lang) for lang in LANGUAGES}
        return {}

    def _sentence(self, parts: list[set[str]], lang: str) -> str:
        who, role, what = (self._listed(part, lang) for part in parts)
        return f"{who}, {role.lower()}" + (f": {what}" if what else "")

    def _listed(self, iris: set[str], lang: str) -> str:
        # Only labels: two relations may name each other.
        found = in_order(pick(self._label(iri), lang) or iri for iri in iris)
        if len(found) <= 2:
            return Text(" och ", " and ").get(lang).join(found)
        return Text(f"{found[0]} m.fl.", f"{found[0]} and others").get(lang)


def _place_words(
    document: str, page: str, lines: str, section: str, *, page_word: str, line_word: str
) -> str:
    if not lines:
        return ", ".join(part for part in (document, section) if part)
    first, _, last = lines.partition("-")
    span = first if first == last else lines.replace("-", "–")
    parts = (document, f"{page_word} {page}" if page else "", f"{line_word} {span}")
    return ", ".join(part for part in parts if part)
