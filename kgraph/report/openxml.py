"""What python-docx has no words for: the parts of a Word file that are written as XML."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

WIDE = 174  # millimetres between the margins of an A4 page


def set_page(document: WordDocument) -> None:
    """A4 on end, with the margins that ``WIDE`` leaves."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - WIDE) / 2)
    section.top_margin, section.bottom_margin = Mm(18), Mm(18)
    section.footer_distance = Mm(9)


def set_columns(section: Any, number: int) -> None:
    """How many columns the text before the end of this section stands in.

    A section is described where it ends, so what is set here holds for the one before.
    """
    before = section._sectPr
    holder = before.getparent()
    body = holder if holder.tag == qn("w:body") else holder.getparent().getparent()
    inner = [p for p in body.iter(qn("w:sectPr")) if p is not before]
    target = inner[-1] if inner else before
    columns = target.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        target.append(columns)
    columns.set(qn("w:num"), str(number))
    columns.set(qn("w:space"), "400")


def set_fonts(style: Any, name: str) -> None:
    """One font for every script: the template's headings have a theme's."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def set_style(paragraph: WordParagraph, style: str) -> None:
    """The style of a paragraph by its id: by its name, the library reads every style each time."""
    paragraph._p.style = style


def set_language(style: Any, language: str) -> None:
    """The language of a style, and of everything that says no other."""
    mark_language(style.element, language)
    defaults = style.element.getparent().find(qn("w:docDefaults"))
    for known in defaults.iter(qn("w:lang")):
        known.set(qn("w:val"), language)


def mark_language(element: Any, language: str) -> None:
    """The language of a run or a style."""
    properties = element.get_or_add_rPr()
    known = properties.find(qn("w:lang"))
    if known is None:
        known = OxmlElement("w:lang")
        properties.append(known)
    known.set(qn("w:val"), language)


def no_border(style: Any) -> None:
    """A style without the line that the template draws under it."""
    properties = style.element.find(qn("w:pPr"))
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def field(paragraph: WordParagraph, code: str) -> None:
    """A field whose value the reader's program fills in: the page's number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")._r
    run.getparent().replace(run, field)
    field.append(run)


def new_row(table: WordTable) -> Any:
    """The cells of a new row."""
    rows: Any = table
    return rows.add_row().cells


def bookmark(paragraph: WordParagraph, name: str, number: int) -> None:
    """A place that links within the document lead to."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def shade(place: Any, colour: str) -> None:
    """The colour behind a cell."""
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    place._tc.get_or_add_tcPr().append(shade)


def repeat(row: Any) -> None:
    """The row is a heading, and stands again on every page."""
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def whole(row: Any) -> None:
    """The row is not broken between pages."""
    properties = row.get_or_add_trPr()
    if properties.find(qn("w:cantSplit")) is None:
        properties.insert(0, OxmlElement("w:cantSplit"))


def describe(table: WordTable, text: str) -> None:
    """What a table holds, for those who cannot see it."""
    properties = table._tbl.tblPr
    for tag in ("w:tblCaption", "w:tblDescription"):
        told = OxmlElement(tag)
        told.set(qn("w:val"), text)
        properties.append(told)


def borders(table: WordTable) -> None:
    """Thin lines between rows alone."""
    lines = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        shown = side in ("top", "bottom", "insideH")
        border.set(qn("w:val"), "single" if shown else "nil")
        if shown:
            border.set(qn("w:sz"), "4")
            border.set(qn("w:color"), "C3CAD1")
        lines.append(border)
    insert_property(table, lines, after=("w:tblStyle", "w:tblW", "w:jc", "w:tblInd"))


def margins(table: WordTable, wide: int) -> None:
    """Room within the cells, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", 25), ("left", wide), ("bottom", 25), ("right", wide)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(room))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    insert_property(table, margins,
           after=("w:tblStyle", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:shd",
                  "w:tblLayout"))  # fmt: skip


def insert_property(table: WordTable, element: Any, after: tuple[str, ...]) -> None:
    """Put a property where the schema wants it: after the last of those named."""
    properties = table._tbl.tblPr
    wanted = {qn(tag) for tag in after}
    last = max((i for i, child in enumerate(properties) if child.tag in wanted), default=-1)
    properties.insert(last + 1, element)


def picture_frame(number: int, relation: str, wide: int, high: int) -> Any:
    """A picture in the line, ``wide`` and ``high`` in English Metric Units (36000 a millimetre)."""
    return parse_xml(f"""<w:drawing
 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><wp:inline
 distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/><wp:docPr
 id="{number}" name="Bild {number}"/><a:graphic><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr
 id="{number}" name="bild{number}.emf"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip
 r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off
 x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom
 prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>
</w:drawing>""")
