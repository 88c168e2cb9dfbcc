"""From the rows of the simple sheets to statements.

A row that was filled from the graph finds the things it came from again, so that only what was
changed changes. A new row makes things with identifiers from names, in a passage of the document
and page that it names.
"""

from collections.abc import Iterable

from kgraph.terms import KS, Iri
from kgraph.workbook.rows import Statements
from kgraph.workbook.simple.documents import state_document, without_page
from kgraph.workbook.simple.elements import class_of, state_element
from kgraph.workbook.simple.follow_ups import state_follow_up
from kgraph.workbook.simple.forms import DOCUMENTS, ELEMENTS, FOLLOW_UPS, FORUMS
from kgraph.workbook.simple.forums import state_forum
from kgraph.workbook.simple.ground import Ground
from kgraph.workbook.simple.row import Row
from kgraph.workbook.simple.upward import settle_upward
from kgraph.workbook.value import Page


class Stater(Ground):
    """States what the rows of the simple sheets say."""

    def state(self, pages: Iterable[Page]) -> Statements:
        """What all rows state; documents first, for others name them."""
        ways = {
            DOCUMENTS: state_document,
            ELEMENTS: state_element,
            FORUMS: state_forum,
            FOLLOW_UPS: state_follow_up,
        }
        order = list(ways)
        pages = sorted(pages, key=lambda p: order.index(p.form.about))
        told = False
        for page in pages:
            if page.form.about != DOCUMENTS and not told:
                told = True
                for one in pages:
                    if one.form.about in (ELEMENTS, FORUMS):
                        self._announce(one)
                self.above.clear()  # it is the names above a row that count, not all of them
            for line in page.lines:
                read = without_page(page.form, line) if page.form.about == DOCUMENTS else line
                row, before = Row(self, page.form, read), len(self.made.faults)
                ways[page.form.about](row)
                if len(self.made.faults) > before:
                    row.read_rest()
        settle_upward(self)
        self.drop_empty()
        if self.made.faults:
            self.made.open |= self.undescribed()
        return self.made

    def _announce(self, page: Page) -> None:
        """Make the names of a sheet known before any row refers to them, above it or below."""
        for line in page.lines:
            row = Row(self, page.form, line)
            name = row.text("name")
            if name and row.known and page.form.about == ELEMENTS:
                self.told_kind(row.typed() or Iri(""), class_of(row))
            if name and not row.known:
                if page.form.about == FORUMS:
                    row.thing("forum", KS("Forum"))
                    continue
                cls = class_of(row)
                iri = row.thing("element", cls or KS("Measure"))
                if iri and cls:
                    self.classes.setdefault(iri, cls)
                if iri and row.text("strategy"):
                    self.of_strategy.add(iri)
                if iri and row.text("summary"):
                    self.summed.add(iri)
