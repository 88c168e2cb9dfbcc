"""Small workbooks of texts and numbers, written as XML: a page's Excel form takes milliseconds.

``spreadsheet`` writes the large ones, with every kind of value, through the library; this writes
its sheets for the thousands of pages of a folder. Heads stand still and have filters, cells break
their lines, text is never run as a formula, and the last sheet says what the workbook is. The same
sheets give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from kgraph.spreadsheet import About, Sheet, sheet_names, writable

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STILL = (1980, 1, 1, 0, 0, 0)
_PLAIN, _HEAD, _QUOTED = 0, 1, 2
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_ALIGN = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/>'
    '</font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill '
    'patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor '
    'rgb="FF1F3A5F"/></patternFill></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    f'<xf applyAlignment="1">{_ALIGN}</xf>'
    '<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment '
    'vertical="bottom" wrapText="1"/></xf>'
    f'<xf quotePrefix="1" applyAlignment="1">{_ALIGN}</xf></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="b" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="c" '
    f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_Row = Sequence[object]


def to_small_xlsx(sheets: Sequence[Sheet], told: About) -> bytes:
    """A workbook with these sheets and the one that explains them.

    Parameters:
        sheets: of texts and numbers; a column without a width gets one that can be read.
        told: what the last sheet says.
    """
    names = sheet_names([sheet.name for sheet in sheets], told.lang)
    pages = [_page([c.title for c in s.columns], [c.width or 28 for c in s.columns], s.rows)
             for s in sheets]  # fmt: skip
    facts: list[_Row] = [[name, value] for name, value in told.facts]
    pages.append(_page([told.title, ""], [28, 90], facts))
    files = [
        ("[Content_Types].xml", _types(len(pages))),
        ("_rels/.rels", _RELATIONS),
        ("docProps/core.xml", _core(told)),
        ("xl/workbook.xml", _workbook(names, pages)),
        ("xl/_rels/workbook.xml.rels", _links(len(pages))),
        ("xl/styles.xml", _STYLES),
        *((f"xl/worksheets/sheet{n}.xml", page[0]) for n, page in enumerate(pages, 1)),
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _STILL)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            packed.writestr(entry, content)
    return out.getvalue()


def _page(heads: Sequence[str], widths: Sequence[float], rows: Iterable[_Row]) -> tuple[str, str]:
    """A sheet as XML, and the range its filters hold for."""
    lines = [_row(1, heads, _HEAD)]
    for number, row in enumerate(rows, 2):
        lines.append(_row(number, row, _PLAIN))
    held = f"A1:{_letter(len(heads))}{len(lines)}"
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{wide}" customWidth="1"/>'
        for n, wide in enumerate(widths, 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(lines)}</sheetData>"
        f'<autoFilter ref="{held}"/><pageSetup orientation="landscape" fitToHeight="0"/>'
        "</worksheet>",
        held,
    )


def _row(number: int, row: Iterable[object], look: int) -> str:
    cells = "".join(_cell(value, f"{_letter(n)}{number}", look) for n, value in enumerate(row, 1))
    return f'<row r="{number}">{cells}</row>'


def _cell(value: object, place: str, look: int) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<c r="{place}" s="{look}"><v>{value}</v></c>'
    text, _ = writable(str(value))
    if look == _PLAIN and text.startswith(_FORMULA):
        look = _QUOTED
    told = escape(text.replace("\r", "\n"))
    return (f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{told}</t></is>'
            "</c>")  # fmt: skip


def _letter(number: int) -> str:
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(65 + rest) + made
    return made


def _types(pages: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for n in range(1, pages + 1)
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        'Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" '
        f'ContentType="{_KIND}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType='
        f'"application/vnd.openxmlformats-package.core-properties+xml"/>{sheets}</Types>'
    )


def _workbook(names: Sequence[str], pages: Sequence[tuple[str, str]]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="s{n}"/>'
        for n, name in enumerate(names, 1)
    )
    ranges = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">'
        f"'{escape(name)}'!{_fixed(held)}</definedName><definedName "
        f'name="_xlnm.Print_Titles" localSheetId="{n}">\'{escape(name)}\'!$1:$1</definedName>'
        for n, (name, (_, held)) in enumerate(zip(names, pages, strict=True))
    )
    return (f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>'
            f"<definedNames>{ranges}</definedNames></workbook>")  # fmt: skip


def _fixed(held: str) -> str:
    last = held.partition(":")[2]
    letters = last.rstrip("0123456789")
    return f"$A$1:${letters}${last[len(letters) :]}"


def _links(pages: int) -> str:
    sheets = "".join(
        f'<Relationship Id="s{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, pages + 1)
    )
    return (f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{sheets}<Relationship '
            f'Id="st" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>')  # fmt: skip


def _core(told: About) -> str:
    day = f"{told.day.isoformat()}T00:00:00Z"
    when = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>'
        f"{escape(writable(told.title)[0])}</dc:title><dc:creator>kgraph</dc:creator>{when}"
        "</cp:coreProperties>"
    )
