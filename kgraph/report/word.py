"""A report as a Word file: the same value, in the styles of a document. The one door to docx.

The picture stands in it as an Enhanced Metafile, which prints sharp. The file holds no person, no
clock and no chance: the same report gives the same bytes.
"""

import datetime
import io
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as FilePart
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from kgraph import __version__
from kgraph.report.openxml import (
    WIDE,
    bookmark,
    borders,
    describe,
    field,
    margins,
    mark_language,
    new_row,
    no_border,
    picture_frame,
    repeat,
    set_columns,
    set_fonts,
    set_language,
    set_page,
    set_style,
    shade,
    whole,
)
from kgraph.report.value import (
    PASSAGES,
    PASSAGES_LEAD,
    Bullets,
    Cell,
    Cites,
    Figure,
    Heading,
    Line,
    Note,
    Paragraph,
    Report,
    Table,
    Words,
    note_groups,
    place_of,
)
from kgraph.report.vector import to_emf
from kgraph.wording import Text

_INK, _SOFT, _ACCENT = "1B232C", "4D5965", "0B5A8A"
_SHADES = {"near": "D9EDDC", "far": "E6F1F8", "gap": "FDEEEA", "wish": "FDF3D8"}
_STILL = (1980, 1, 1, 0, 0, 0)
_FONT = "Arial"
_PAGE = Text("Sida", "Page")
_OF = Text("av", "of")


def to_docx(report: Report) -> bytes:
    """The report as a Word file, the same bytes every time."""
    made = _Writer(report)
    made.write()
    return _still(made.document)


def _clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(c if c.isprintable() else " " for c in text)


class _Writer:
    """The document in the making."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: WordDocument = Document()
        self.language = {"sv": "sv-SE", "en": "en-GB"}[report.lang]
        self.known = {note.number for note in report.notes}
        self.pictures = 0
        set_page(self.document)
        self._set_styles()
        self._set_properties()

    # -- frame -------------------------------------------------------------------------------

    def _set_properties(self) -> None:
        properties = self.document.core_properties
        properties.author, properties.last_modified_by = "kgraph", ""
        properties.title, properties.subject = _clean(self.report.title), self.report.subtitle
        properties.comments = f"kgraph {__version__}"
        properties.language, properties.keywords, properties.revision = self.language, "", 1
        day = datetime.datetime.combine(self.report.view.as_of, datetime.time())
        properties.created = properties.modified = day

    def _set_styles(self) -> None:
        styles = self.document.styles
        normal: Any = styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(10)
        normal.paragraph_format.space_after = Pt(4)
        normal.paragraph_format.line_spacing = 1.08
        set_fonts(normal, _FONT)
        set_language(normal, self.language)
        sizes = (("Title", 22, 0), ("Heading 1", 15, 14), ("Heading 2", 11.5, 10))
        for name, size, before in sizes:
            style: Any = styles[name]
            set_fonts(style, _FONT)
            style.font.size, style.font.bold = Pt(size), True
            style.font.color.rgb = RGBColor.from_string(_INK if name == "Title" else _ACCENT)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(4)
            style.paragraph_format.keep_with_next = True
        no_border(styles["Title"])
        caption: Any = styles["Caption"]
        set_fonts(caption, _FONT)
        caption.font.size, caption.font.bold = Pt(9), True
        caption.font.color.rgb = RGBColor.from_string(_INK)
        caption.paragraph_format.space_before = Pt(6)
        caption.paragraph_format.space_after = Pt(2)
        caption.paragraph_format.keep_with_next = True
        small: Any = styles.add_style("Tabelltext", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style, small.font.size = normal, Pt(8.5)
        small.paragraph_format.space_after = Pt(1)
        small.paragraph_format.line_spacing = 1.0
        footer: Any = styles["Footer"]
        footer.font.size, footer.font.color.rgb = Pt(8), RGBColor.from_string(_SOFT)
        bullets: Any = styles["List Bullet"]
        bullets.paragraph_format.space_after = Pt(3)

    def write(self) -> None:
        """Everything, in reading order."""
        report = self.report
        self.document.add_paragraph(_clean(report.title), "Title")
        under = self.document.add_paragraph()
        self._run(under, Words(report.subtitle, quiet=True)).font.size = Pt(12)
        for term, value in report.facts:
            told = self.document.add_paragraph()
            told.paragraph_format.space_after = Pt(0)
            self._run(told, Words(f"{term}: ", strong=True))
            self._run(told, Words(value))
        for section in report.sections:
            self.document.add_heading(_clean(section.title), 1)
            for part in section.parts:
                self._part(part)
        self._notes()
        self._footer()

    def _footer(self) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        title, lang = _clean(self.report.footer), self.report.lang
        pieces = [f"{title} · {self.report.view.as_of} · {_PAGE.get(lang)} ", "PAGE",
                  f" {_OF.get(lang)} ", "NUMPAGES"]  # fmt: skip
        for piece in pieces:
            if piece.isupper():
                field(paragraph, piece)
            else:
                paragraph.add_run(piece)

    # -- parts -------------------------------------------------------------------------------

    def _part(self, part: object) -> None:
        if isinstance(part, Heading):
            self.document.add_heading(_clean(part.text), 2)
        elif isinstance(part, Paragraph):
            self._line(self.document.add_paragraph(), part.line)
        elif isinstance(part, Bullets):
            for told, depth in zip(part.lines, part.deep, strict=True):
                style = f"ListBullet{min(depth, 2) + 1}" if depth else "ListBullet"
                self._line(self._paragraph(style), told)
        elif isinstance(part, Figure):
            self._figure(part)
        elif isinstance(part, Table):
            self._table(part)

    def _paragraph(self, style: str) -> WordParagraph:
        """A new paragraph of a style, by its id."""
        paragraph = self.document.add_paragraph()
        set_style(paragraph, style)
        return paragraph

    def _line(self, paragraph: WordParagraph, told: Line) -> None:
        for piece in told:
            if isinstance(piece, Cites):
                self._cites(paragraph, piece)
            else:
                self._run(paragraph, piece)

    def _run(self, paragraph: WordParagraph, words: Words) -> Any:
        run = paragraph.add_run(_clean(words.text))
        run.bold = True if words.strong else None
        if words.quiet or words.code:
            run.font.color.rgb = RGBColor.from_string(_SOFT)
        if words.code:
            run.font.name, run.font.size = "Consolas", Pt(7.5)
        if words.lang:
            mark_language(run._r, {"sv": "sv-SE", "en": "en-GB"}[words.lang])
        return run

    def _cites(self, paragraph: WordParagraph, cites: Cites) -> None:
        """Numbers in brackets, each a link to its passage."""
        runs = self.report.numbers(cites)
        for i, (first, last) in enumerate(runs):
            self._small(paragraph, "[" if not i else ", ")
            self._link(paragraph, first)
            if last != first:
                self._small(paragraph, "–")
                self._link(paragraph, last)
        if runs:
            self._small(paragraph, "]")

    def _small(self, paragraph: WordParagraph, text: str) -> Any:
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(7.5), RGBColor.from_string(_SOFT)
        return run

    def _link(self, paragraph: WordParagraph, number: int) -> None:
        run = self._small(paragraph, str(number))
        run.font.color.rgb = RGBColor.from_string(_ACCENT)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"k{number}")
        run._r.getparent().replace(run._r, link)
        link.append(run._r)

    def _figure(self, figure: Figure) -> None:
        self.pictures += 1
        part = FilePart(
            PackURI(f"/word/media/bild{self.pictures}.emf"), "image/x-emf",
            to_emf(figure.picture), self.document.part.package,
        )  # fmt: skip
        relation = self.document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        scale = min(1.0, 4 * WIDE / figure.picture.wide)
        size = tuple(round(side / 4 * 36000 * scale) for side in (
            figure.picture.wide, figure.picture.high))  # fmt: skip
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        frame = picture_frame(self.pictures, relation, size[0], size[1])
        paragraph.add_run()._r.append(frame)
        shown = frame.find(".//" + qn("wp:docPr"))
        shown.set("title", _clean(figure.title))
        shown.set("descr", _clean(f"{figure.title} {figure.description}"))
        caption = self._paragraph("Caption")
        caption.paragraph_format.keep_with_next = False
        for piece in figure.caption:
            if isinstance(piece, Words):
                run = self._run(caption, piece)
                run.bold = piece.strong
        caption.paragraph_format.space_after = Pt(8)

    def _table(self, table: Table) -> None:
        if not table.titled:
            self._paragraph("Caption").add_run(_clean(table.caption))
        columns = len(table.heads)
        made = self._new_table(columns, table.heads, table.widths, table.caption)
        for row in table.rows:
            cells = new_row(made)
            if row.group:
                joined = cells[0].merge(cells[-1])
                self._fill(joined, row.cells[0])
                shade(joined, "F0F2F4")
                joined.paragraphs[0].paragraph_format.keep_with_next = True
                continue
            for place, one in zip(cells, row.cells, strict=True):
                self._fill(place, one)
                if table.narrow and place is not cells[0]:
                    place.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._finish(made, table.widths, narrow=table.narrow)

    def _new_table(
        self, columns: int, heads: tuple[str, ...], widths: tuple[float, ...], caption: str
    ) -> WordTable:
        made: WordTable = self.document.add_table(rows=1, cols=columns)
        made.style = "Table Grid"
        made.alignment = WD_TABLE_ALIGNMENT.LEFT
        made.autofit = False
        describe(made, _clean(caption))
        for place, head in zip(made.rows[0].cells, heads, strict=True):
            paragraph = place.paragraphs[0]
            set_style(paragraph, "Tabelltext")
            self._run(paragraph, Words(head, strong=True))
            shade(place, "E3EEF5")
        repeat(made.rows[0]._tr)
        return made

    def _fill(self, place: Any, one: Cell) -> None:
        for number, told in enumerate(one.lines):
            paragraph = place.paragraphs[0] if not number else place.add_paragraph()
            set_style(paragraph, "Tabelltext")
            self._line(paragraph, told)
        if one.shade in _SHADES:
            shade(place, _SHADES[one.shade])

    def _finish(self, made: WordTable, widths: tuple[float, ...], *, narrow: bool = False) -> None:
        for column, share in zip(made.columns, widths, strict=True):
            column.width = Mm(WIDE * share)
        for row in made.rows:
            whole(row._tr)
            for place in row._tr.tc_lst:
                span = place.grid_span
                start = place.grid_offset
                place.width = Mm(WIDE * sum(widths[start : start + span]))
        borders(made)
        margins(made, 40 if narrow else 80)
        after = self.document.add_paragraph()
        after.paragraph_format.space_after = Pt(2)
        after.paragraph_format.line_spacing = Pt(6)

    def _notes(self) -> None:
        """The passages, small and in two columns, by document and by heading."""
        lang = self.report.lang
        self.document.add_heading(PASSAGES.get(lang), 1)
        self.document.add_paragraph(PASSAGES_LEAD.get(lang))
        foreign = "sv" if lang != "sv" else ""
        for document, headings in note_groups(self.report):
            self.document.add_heading(_clean(document.text), 2)
            if document.lang:
                mark_language(self.document.paragraphs[-1].runs[0]._r, "sv-SE")
            set_columns(self.document.add_section(WD_SECTION.CONTINUOUS), 1)
            for heading, notes in headings:
                if heading:
                    told = self._paragraph("Tabelltext")
                    self._run(told, Words(heading, foreign, strong=True))
                    told.paragraph_format.space_before = Pt(3)
                    told.paragraph_format.keep_with_next = True
                for note in notes:
                    self._note(note, foreign)
            set_columns(self.document.add_section(WD_SECTION.CONTINUOUS), 2)

    def _note(self, note: Note, foreign: str) -> None:
        paragraph = self._paragraph("Tabelltext")
        paragraph.paragraph_format.left_indent = Mm(8)
        paragraph.paragraph_format.first_line_indent = Mm(-8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(8))
        bookmark(paragraph, f"k{note.number}", note.number)
        self._run(paragraph, Words(str(note.number), strong=True))
        paragraph.add_run("\t" + place_of(note.passage, self.report.lang))
        if search := note.passage.search_for:
            self._run(paragraph, Words(f" ”{search}”", foreign, quiet=True))


def _still(document: WordDocument) -> bytes:
    """The file with every part dated alike, and without the template's thumbnail."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as saved, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in saved.namelist():
            info = zipfile.ZipInfo(name, _STILL)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            made.writestr(info, saved.read(name))
    return out.getvalue()
