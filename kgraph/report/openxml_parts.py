"""The parts of a small Word file that are the same in each: styles, lists, settings.

The colours and sizes are those of the reports (``word``); the font is one that every system has or
has a like of.
"""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = (
    f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.'
    'core-properties+xml"/></Types>'
)
RELATIONS = (
    f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="d" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="c" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
    'metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
)
SETTINGS = (
    f'{XML}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="454"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/'
    'office/word" w:val="15"/></w:compat><w:themeFontLang w:val="{lang}"/></w:settings>'
)


def _level(depth: int) -> str:
    left = 360 * (depth + 1)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" '
        'w:hanging="260"/></w:pPr></w:lvl>'
    )


NUMBERING = (
    f'{XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType '
    f'w:val="multilevel"/>{"".join(map(_level, range(9)))}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _style(key: str, name: str, paragraph: str = "", run: str = "", kind: str = "paragraph") -> str:
    based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" and key != "Normal" else ""
    after = '<w:next w:val="Normal"/>' if key.startswith(("Heading", "Title")) else ""
    default = ' w:default="1"' if key == "Normal" else ""
    held = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    letters = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (f'<w:style w:type="{kind}"{default} w:styleId="{key}"><w:name w:val="{name}"/>{based}'
            f"{after}<w:qFormat/>{held}{letters}</w:style>")  # fmt: skip


def _space(before: int, after: int, line: int = 259) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _letters(size: float, colour: str = "", *, bold: bool = False) -> str:
    half = round(size * 2)
    shown = f'<w:color w:val="{colour}"/>' if colour else ""
    return f'{"<w:b/>" if bold else ""}{shown}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


_INK, _SOFT, _ACCENT = "1B232C", "4D5965", "0B5A8A"
_KEEP = "<w:keepNext/><w:keepLines/>"
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C3CAD1"/>'
    for side in ("top", "bottom", "insideH")
)
_ROOM = "".join(
    f'<w:{side} w:w="{room}" w:type="dxa"/>'
    for side, room in (("top", 25), ("left", 80), ("bottom", 25), ("right", 80))
)
STYLES = (
    f'{XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" '
    'w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
    '<w:lang w:val="{lang}" w:eastAsia="{lang}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    + _style("Normal", "Normal", _space(0, 80))
    + _style("Title", "Title", _KEEP + _space(0, 80, 240), _letters(20, _INK, bold=True))
    + _style("Subtitle", "Subtitle", _space(0, 120), _letters(12, _SOFT))
    + _style("Heading1", "heading 1", _KEEP + _space(280, 80) + '<w:outlineLvl w:val="0"/>',
             _letters(15, _ACCENT, bold=True))
    + _style("Heading2", "heading 2", _KEEP + _space(200, 80) + '<w:outlineLvl w:val="1"/>',
             _letters(11.5, _ACCENT, bold=True))
    + _style("Caption", "caption", _KEEP + _space(120, 40), _letters(9, _INK, bold=True))
    + _style("ListBullet", "List Bullet", _space(0, 60))
    + _style("Fakta", "Fakta", _space(0, 20))
    + _style("Tabelltext", "Tabelltext", _space(0, 20, 240), _letters(8.5))
    + _style("Not", "Textställe", '<w:tabs><w:tab w:val="left" w:pos="454"/></w:tabs>'
             + _space(0, 20, 240) + '<w:ind w:left="454" w:hanging="454"/>', _letters(8.5))
    + _style("Varning", "Varning", '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" '
             'w:color="B98900"/></w:pBdr>' + _space(0, 80))
    + _style("Kodrad", "Kodrad", _space(0, 40), _letters(8.5, _SOFT))
    + _style("Luft", "Luft", '<w:spacing w:before="0" w:after="0" w:line="120" '
             'w:lineRule="exact"/>')
    + _style("Footer", "footer", _space(0, 0, 240), _letters(8, _SOFT))
    + _style("Tyst", "Tyst", "", f'<w:color w:val="{_SOFT}"/>', "character")
    + _style("Kod", "Kod", "", '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/>'
             + _letters(7.5, _SOFT), "character")
    + _style("Siffra", "Siffra", "", _letters(7.5, _ACCENT), "character")
    + '<w:style w:type="table" w:styleId="Tabell"><w:name w:val="Tabell"/><w:tblPr>'
    f"<w:tblBorders>{_LINES}</w:tblBorders><w:tblCellMar>{_ROOM}</w:tblCellMar></w:tblPr></w:style>"
    "</w:styles>"
)  # fmt: skip
