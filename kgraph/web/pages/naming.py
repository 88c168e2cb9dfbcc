"""A desk that only gives names: no finding is worked out for a page that shows none."""

from collections.abc import Iterable

from kgraph.report.desk import Scope
from kgraph.store import View
from kgraph.web.pages.addresses import is_own
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.wording import Text


class NameDesk(WebDesk):
    """Names that lead to pages, straight from the store."""

    def __init__(self, shelf: Shelf, view: View, lang: str) -> None:
        """Nothing is asked yet."""
        self.project, self.store, self.view = shelf.project, shelf.store, view
        self.shelf, self.lang, self.scope = shelf, lang, Scope()
        self._known: dict[str, Text] = {}

    def learn(self, iris: Iterable[str]) -> None:
        """Ask for the names of many things at once."""
        new = sorted({iri for iri in iris if iri not in self._known})
        sv, en = (self.store.labels(new, lang) for lang in ("sv", "en"))
        self._known |= {iri: Text(sv[iri], en[iri]) for iri in new}

    def _text(self, iri: str) -> Text:
        if iri not in self._known:
            self.learn([iri])
        return self._known[iri]

    def told(self, iri: str) -> str:
        """What a thing is called, as plain text."""
        return self._text(iri).get(self.lang)

    def name(self, iri: str, *, strong: bool = False) -> Linked:
        """What a thing is called, as a link to its page; an address of nothing known as it is."""
        text = self._text(iri)
        kind = self.kind(iri)
        known = is_own(iri) or bool(self.shelf.kinds(self.view).get(iri))
        return Linked(text.get(self.lang), self.foreign(text) if known else "", strong=strong,
                      to=iri if known else "", kind=kind)  # fmt: skip
