"""How wide a text is, so that a name can be broken before it is cut.

The widths are those of Arial, Helvetica and Liberation Sans, which agree, in thousandths of the
font size (Adobe's font metrics for Helvetica).
"""

_WIDTHS = {
    222: "ijl'‘’",
    278: " !,./:;I[]\\ft|ı",
    333: "()-`r“”„­",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckvsxyzçý",
    556: "#$?0123456789L_abdeghnopquåäöéèêëáàâãóòôõúùûüñß–§",
    584: "+<=>~×",
    611: "FTZø",
    667: "&ABEKPSVXYÅÄÀÁÂÃÉÈÊË",
    722: "CDHNRUwÜÚÙÛÇÑ",
    778: "GOQÖÓÒÔÕØ",
    833: "Mm",
    889: "%æ",
    944: "W",
    1000: "—…Æ",
    1015: "@",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 900  # a letter we have no width for is taken to be wide


def width(text: str, size: float) -> float:
    """The width of a text in the unit of the font size."""
    return sum(_WIDTH.get(letter, _OTHER) for letter in text) * size / 1000


def wrapped(text: str, size: float, room: float) -> list[str]:
    """A text in lines no wider than the room, whole: a word too long for a line is divided.

    Parameters:
        text: what to break.
        size, room: font size and room, in one unit.
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= room:
            lines[-1] = longer
            continue
        pieces = _divided(word, size, room)
        lines += pieces
    return [made for made in lines if made] or [""]


def _divided(word: str, size: float, room: float) -> list[str]:
    """A word in pieces that fit; all but the last end with a hyphen.

    The last piece has at least four letters where the room allows it.
    """
    pieces = []
    while width(word, size) > room and len(word) > 2:
        fits = (n for n in range(len(word) - 1, 1, -1) if width(word[:n] + "-", size) <= room)
        end = next(fits, 2)
        end = max(2, min(end, len(word) - 4)) if len(word) > 6 else end
        near = word.rfind("-", 1, end) + 1
        pieces.append(word[:near] if near else word[:end] + "-")
        word = word[near or end :]
    return [*pieces, word]
