"""A report as a small Word file, written as XML: a page's Word form takes milliseconds.

``word`` writes the large reports with the library's own means; this writes the same value for the
thousands of pages of a folder. Headings are headings, the first row of a table is its heading and
stands again on every page, and the language of the text and of what is foreign in it is marked.
The same report gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from kgraph import __version__
from kgraph.report.openxml_parts import CONTENT_TYPES, NUMBERING, RELATIONS, SETTINGS, STYLES, XML
from kgraph.report.value import (
    PASSAGES,
    PASSAGES_LEAD,
    Bullets,
    Cell,
    Cites,
    Figure,
    Heading,
    Line,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    Words,
    note_groups,
    place_of,
)
from kgraph.report.vector import to_emf
from kgraph.wording import Text

_WIDE = 9865  # twentieths of a point between the margins: 174 mm
_EMU_MM = 36000
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
_SHADES = {"near": "D9EDDC", "far": "E6F1F8", "gap": "FDEEEA", "wish": "FDF3D8"}
_STILL = (1980, 1, 1, 0, 0, 0)
_PAGE, _OF = Text("Sida", "Page"), Text("av", "of")
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_PICTURE = (
    '<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.'
    'openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" '
    'distR="0"><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{n}" name="Bild {n}" '
    'descr={told}/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="{n}" name="bild{n}.emf"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip '
    'r:embed="bild{n}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing></w:r></w:p>"
)
_MARGINS = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1020" w:right="1020" w:bottom="1020" '
    'w:left="1020" w:header="510" w:footer="510" w:gutter="0"/>'
)


def to_small_docx(report: Report) -> bytes:
    """The report as a Word file."""
    made = _Writer(report)
    document = made.document()
    files: list[tuple[str, str | bytes]] = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("docProps/core.xml", _core(report)),
        ("word/document.xml", document),
        ("word/styles.xml", _styles(report.lang)),
        ("word/numbering.xml", NUMBERING),
        ("word/settings.xml", SETTINGS.format(lang=_LANGUAGES[report.lang])),
        ("word/footer1.xml", _footer(report)),
        ("word/_rels/document.xml.rels", _relations(len(made.pictures))),
        *((f"word/media/bild{n}.emf", raw) for n, raw in enumerate(made.pictures, 1)),
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _STILL)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            packed.writestr(entry, content)
    return out.getvalue()


class _Writer:
    """The text of a document in the making."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.out: list[str] = []
        self.pictures: list[bytes] = []

    def document(self) -> str:
        report = self.report
        self._paragraph("Title", self._run(Words(report.title)))
        if report.subtitle:
            self._paragraph("Subtitle", self._run(Words(report.subtitle)))
        for term, value in report.facts:
            told = self._run(Words(f"{term}: ", strong=True)) + self._run(Words(value))
            self._paragraph("Fakta", told)
        for section in report.sections:
            self._section(section)
        columns = self._notes()
        self.out.append(_section_end(columns, continuous=columns > 1))
        return (f"{XML}<w:document {_NAMESPACES}><w:body>{''.join(self.out)}"
                "</w:body></w:document>")  # fmt: skip

    def _section(self, section: Section) -> None:
        if section.title:
            self._paragraph("Heading1", self._run(Words(section.title)))
        for part in section.parts:
            if isinstance(part, Heading):
                self._paragraph("Heading2", self._run(Words(part.text)))
            elif isinstance(part, Paragraph):
                style = {"caution": "Varning", "code": "Kodrad"}.get(part.kind, "")
                self._paragraph(style, self._line(part.line))
            elif isinstance(part, Bullets):
                self._bullets(part)
            elif isinstance(part, Figure):
                self._figure(part)
            elif isinstance(part, Table):
                self._table(part)

    def _bullets(self, part: Bullets) -> None:
        for told, depth in zip(part.lines, part.deep, strict=True):
            level = f'<w:numPr><w:ilvl w:val="{min(depth, 8)}"/><w:numId w:val="1"/></w:numPr>'
            self._paragraph("ListBullet", self._line(told), level)

    def _paragraph(self, style: str, runs: str, more: str = "") -> None:
        self.out.append(_paragraph(style, runs, more))

    def _line(self, told: Line) -> str:
        return "".join(
            self._cites(piece) if isinstance(piece, Cites) else self._run(piece) for piece in told
        )

    def _run(self, words: Words) -> str:
        properties = ""
        if words.code or words.quiet:
            properties += f'<w:rStyle w:val="{"Kod" if words.code else "Tyst"}"/>'
        if words.strong:
            properties += "<w:b/>"
        if words.lang in _LANGUAGES and words.lang != self.report.lang:
            properties += f'<w:lang w:val="{_LANGUAGES[words.lang]}"/>'
        return _run(words.text, properties)

    def _cites(self, cites: Cites) -> str:
        """Numbers in brackets, each a link to its passage."""
        runs = self.report.numbers(cites)
        if not runs:
            return ""
        quiet = '<w:rStyle w:val="Siffra"/>'
        told = [
            _to_note(first) + (_run("–", quiet) + _to_note(last) if last != first else "")
            for first, last in runs
        ]
        return _run("[", quiet) + _run(", ", quiet).join(told) + _run("]", quiet)

    def _figure(self, figure: Figure) -> None:
        self.pictures.append(to_emf(figure.picture))
        scale = min(1.0, 4 * 174 / figure.picture.wide)
        wide, high = (round(side / 4 * _EMU_MM * scale)
                      for side in (figure.picture.wide, figure.picture.high))  # fmt: skip
        told = quoteattr(_clean(f"{figure.title}. {figure.description}"))
        self.out.append(_PICTURE.format(n=len(self.pictures), wide=wide, high=high, told=told))
        self._paragraph("Caption", self._line(figure.caption))

    def _table(self, table: Table) -> None:
        if not table.titled:
            self._paragraph("Caption", self._run(Words(table.caption)))
        widths = [round(_WIDE * share) for share in table.widths]
        heads = "".join(
            _cell(_paragraph("Tabelltext", self._run(Words(head, strong=True))), wide,
                  "E3EEF5")
            for head, wide in zip(table.heads, widths, strict=True)
        )  # fmt: skip
        told = quoteattr(_clean(table.caption))
        self.out.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Tabell"/><w:tblW w:w="{sum(widths)}" '
            'w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" '
            f'w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={told}/></w:tblPr><w:tblGrid>"
            + "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
            + f"</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
        )
        self.out += [self._row(row, widths) for row in table.rows]
        self.out.append("</w:tbl>" + _paragraph("Luft", ""))

    def _row(self, row: Row, widths: list[int]) -> str:
        if row.group:
            held = self._filled(row.cells[0], "<w:keepNext/>")
            cells = _cell(held, sum(widths), "F0F2F4", len(widths))
        else:
            cells = "".join(
                _cell(self._filled(one), wide, _SHADES.get(one.shade, ""))
                for one, wide in zip(row.cells, widths, strict=True)
            )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _filled(self, one: Cell, more: str = "") -> str:
        lines = [_paragraph("Tabelltext", self._line(told), more) for told in one.lines]
        return "".join(lines) or _paragraph("Tabelltext", "")

    def _notes(self) -> int:
        """The passages by document and heading; in how many columns the last of the file stands."""
        lang = self.report.lang
        if not self.report.notes:
            return 1
        foreign = "sv" if lang != "sv" else ""
        self._paragraph("Heading1", self._run(Words(PASSAGES.get(lang))))
        self._paragraph("", self._run(Words(PASSAGES_LEAD.get(lang))))
        self.out.append(f'<w:p><w:pPr><w:pStyle w:val="Luft"/>{_section_end(1)}</w:pPr></w:p>')
        for document, headings in note_groups(self.report):
            self._paragraph("Heading2", self._run(document))
            for heading, notes in headings:
                if heading:
                    self._paragraph("Tabelltext", self._run(Words(heading, foreign, strong=True)),
                                    "<w:keepNext/>")  # fmt: skip
                for note in notes:
                    place = place_of(note.passage, lang)
                    search = note.passage.search_for
                    told = (
                        self._run(Words(str(note.number), strong=True)) + "<w:r><w:tab/></w:r>"
                        + self._run(Words(place))
                        + (self._run(Words(f" ”{search}”", foreign, quiet=True)) if search else "")
                    )  # fmt: skip
                    mark = f'<w:bookmarkStart w:id="{note.number}" w:name="k{note.number}"/>'
                    end = f'<w:bookmarkEnd w:id="{note.number}"/>'
                    self._paragraph("Not", mark + told + end)
        return 2


def _clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " for c in text)


def _run(text: str, properties: str = "") -> str:
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{held}<w:t xml:space="preserve">{escape(_clean(text))}</w:t></w:r>'


def _to_note(number: int) -> str:
    told = _run(str(number), '<w:rStyle w:val="Siffra"/>')
    return f'<w:hyperlink w:anchor="k{number}">{told}</w:hyperlink>'


def _paragraph(style: str, runs: str, more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    held = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{held}{runs}</w:p>"


def _cell(content: str, wide: int, shade: str, span: int = 1) -> str:
    joined = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    behind = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return (f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{joined}{behind}</w:tcPr>'
            f"{content}</w:tc>")  # fmt: skip


def _section_end(columns: int, *, continuous: bool = False) -> str:
    kind = '<w:type w:val="continuous"/>' if continuous else ""
    return (f'<w:sectPr><w:footerReference w:type="default" r:id="fot"/>{kind}{_MARGINS}'
            f'<w:cols w:num="{columns}" w:space="400"/></w:sectPr>')  # fmt: skip


@lru_cache(maxsize=2)
def _styles(lang: str) -> str:
    return STYLES.replace("{lang}", _LANGUAGES[lang])


def _footer(report: Report) -> str:
    title, lang = report.footer, report.lang

    def field(code: str) -> str:
        return f'<w:fldSimple w:instr="{code}">{_run("1")}</w:fldSimple>'

    runs = (_run(f"{title} · {report.view.as_of} · {_PAGE.get(lang)} ") + field("PAGE")
            + _run(f" {_OF.get(lang)} ") + field("NUMPAGES"))  # fmt: skip
    return f"{XML}<w:ftr {_NAMESPACES}>{_paragraph('Footer', runs)}</w:ftr>"


def _core(report: Report) -> str:
    day = f"{report.view.as_of.isoformat()}T00:00:00Z"
    when = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(_clean(report.title))}</dc:title><dc:creator>kgraph</dc:creator>"
        f"<dc:description>kgraph {__version__}</dc:description>"
        f"<dc:language>{_LANGUAGES[report.lang]}</dc:language>{when}</cp:coreProperties>"
    )


def _relations(pictures: int) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    own = [("stil", "styles", "styles.xml"), ("lista", "numbering", "numbering.xml"),
           ("val", "settings", "settings.xml"), ("fot", "footer", "footer1.xml")]  # fmt: skip
    own += [(f"bild{n}", "image", f"media/bild{n}.emf") for n in range(1, pictures + 1)]
    return _packaged(
        f'<Relationship Id="{key}" Type="{base}/{kind}" Target="{to}"/>' for key, kind, to in own
    )


def _packaged(relations: Iterable[str]) -> str:
    return (f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships">{"".join(relations)}</Relationships>')  # fmt: skip
