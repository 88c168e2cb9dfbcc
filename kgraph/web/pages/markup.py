"""The parts of a page as HTML.

Written here and not by the templates: a county's page has thousands of pieces, and a template calls
a macro for each. Every text is escaped where it is put in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from kgraph.network.kinds import KINDS
from kgraph.report import Report
from kgraph.report.value import Bullets, Cites, Figure, Heading, Line, Paragraph, Part, Table, Words
from kgraph.report.vector import to_svg
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.desk import Abroad, Linked
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.words import WORDS

_MANY = 6  # columns; a table with more scrolls in a box of its own
_PLAIN = "other"  # the kind of thing that has no sign


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: whether it only heads those after it, and each cell's shade and lines."""

    group: bool
    cells: Sequence[tuple[str, Sequence[Markup]]]


@dataclass(frozen=True, slots=True)
class Written:
    """A part of a page.

    Parameters:
        html: the whole of it.
        caption, heads, rows: of a table, for the page that lays out its own.
    """

    html: Markup
    caption: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[TableRow] = ()


class Writer:
    """Writes the parts of one page.

    Parameters:
        report: numbers the passages.
        visit: gives language and addresses.
        anchored: whether each line of a cell but the first column's can be pointed at.
    """

    def __init__(self, report: Report, visit: Visit, *, anchored: bool = False) -> None:
        """Nothing is written yet."""
        self._report, self._visit, self._anchored = report, visit, anchored
        self._passage = escape(WORDS["passage"].get(visit.lang))
        self._addresses: dict[str, str] = {}

    def line(self, told: Line, *, signs: bool = False) -> Markup:
        """A line.

        Parameters:
            signs: whether the things in it bear the sign of their kind.
        """
        return Markup("".join(
            self._cites(piece) if isinstance(piece, Cites) else self._words(piece, signs)
            for piece in told
        ))  # fmt: skip

    def part(self, part: Part, name: str) -> Written:
        """A part of a section.

        Parameters:
            name: what no other part of the page is called.
        """
        if isinstance(part, Heading):
            return Written(Markup(f"<h3>{escape(part.text)}</h3>\n"))
        if isinstance(part, Paragraph):
            kind = f' class="{part.kind}"' if part.kind != "text" else ""
            return Written(Markup(f"<p{kind}>{self.line(part.line)}</p>\n"))
        if isinstance(part, Bullets):
            lines = "".join(
                f"<li>{self.line(told)}" + ("<ul>\n" if deeper else "</li>\n" + "</ul></li>\n" * up)
                for told, deeper, up in part.nested
            )
            return Written(Markup(f'<ul class="told">\n{lines}</ul>\n'))
        if isinstance(part, Figure):
            svg = to_svg(part.picture, part.title, part.description, name)
            under = self.line(part.caption, signs=True)
            return Written(Markup(f"<figure>{svg}<figcaption>{under}</figcaption></figure>\n"))
        return self._table(part, name)

    def _cites(self, cites: Cites) -> str:
        links = []
        for first, last in self._report.numbers(cites):
            told = f"{first}–{last}" if last != first else str(first)
            links.append(f'<a href="#k{first}" aria-label="{self._passage} {told}">{told}</a>')
        return f'<span class="cites">[{", ".join(links)}]</span>' if links else ""

    def _words(self, words: Words, signs: bool) -> str:
        text = escape(words.text)
        if words.code:
            text = f"<code>{text}</code>"
        elif words.strong:
            text = f"<strong>{text}</strong>"
        lang = f' lang="{words.lang}"' if words.lang else ""
        if isinstance(words, Linked) and words.to:
            sign = sign_of(words.kind) if signs else ""
            thing = ' class="thing"' if sign else ""
            return f'<a{thing} href="{self._address(words.to)}"{lang}>{sign}{text}</a>'
        if isinstance(words, Abroad):
            return f'<a href="{escape(words.at)}" rel="external noreferrer"{lang}>{text}</a>'
        if words.quiet:
            return f'<span class="quiet"{lang}>{text}</span>'
        return f"<span{lang}>{text}</span>" if lang else text

    def _address(self, to: str) -> str:
        if to not in self._addresses:
            if not to.startswith(("#", "mailto:")):
                self._addresses[to] = escape(
                    self._visit.url(to if to.startswith("/") else path_of(to))
                )
            else:
                self._addresses[to] = escape(to)
        return self._addresses[to]

    def _table(self, table: Table, name: str) -> Written:
        rows = tuple(
            TableRow(row.group, tuple(
                (cell.shade, tuple(self.line(told, signs=True) for told in cell.lines))
                for cell in row.cells))
            for row in table.rows
        )  # fmt: skip
        wide = len(table.heads) > _MANY
        box = f' scroll" role="region" tabindex="0" aria-labelledby="t-{name}"' if wide else '"'
        unseen = ' class="unseen"' if table.titled else ""
        widths = "".join(f'<col class="w{5 * round(20 * share)}">' for share in table.widths)
        heads = "".join(
            f'<th scope="col" role="columnheader">{escape(head)}</th>' for head in table.heads
        )
        body = "\n".join(self._row(table, n, row) for n, row in enumerate(rows, 1))
        kind = "cards many" if wide else "cards"
        html = (
            f'<div class="frame{box}>\n<table class="{kind}" role="table">\n'
            f'<caption id="t-{name}"{unseen}>{escape(table.caption)}</caption>\n'
            f"<colgroup>{widths}</colgroup>\n"
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
            f'<tbody role="rowgroup">\n{body}\n</tbody>\n</table>\n</div>\n'
        )
        return Written(Markup(html), table.caption, table.heads, rows)

    def _row(self, table: Table, number: int, row: TableRow) -> str:
        if row.group:
            return (
                '<tr class="group" role="row"><th scope="colgroup" role="rowheader" '
                f'colspan="{len(table.heads)}">{_lines(row.cells[0][1])}</th></tr>'
            )
        (shade, lines), *others = row.cells
        told = [
            f'<th scope="row" role="rowheader"{_shaded(shade)}>{_lines(lines)}</th>',
            *(f'<td role="cell" data-head="{escape(head)}"{_shaded(shade)}>'
              f"{_lines(lines, f'c{number}' if self._anchored else '')}</td>"
              for head, (shade, lines) in zip(table.heads[1:], others, strict=True)),
        ]  # fmt: skip
        return f'<tr role="row">{"".join(told)}</tr>'


def sign_of(kind: str) -> Markup:
    """The sign of a kind of thing; none for what is of no kind."""
    if kind not in KINDS or kind == _PLAIN:
        return Markup("")
    return Markup(
        f'<svg class="kind k-{kind}" aria-hidden="true"><use href="#s-{kind}"></use></svg>'
    )


def _shaded(shade: str) -> str:
    return f' class="s-{shade}"' if shade else ""


def _lines(lines: Sequence[Markup], anchor: str = "") -> str:
    if not anchor and len(lines) == 1:
        return str(lines[0])  # a cell of its own needs no box in it
    if not anchor:
        return "".join(f'<span class="row">{told}</span>' for told in lines)
    return "".join(
        f'<span class="row" id="{anchor}-{n}" tabindex="-1">{told}</span>'
        for n, told in enumerate(lines, 1)
    )
