"""Documents that a workbook says were read: they count so when a copy of them has been read here.

What the program has read it can find again, by the lines and the sum of its file. Nobody who fills
in a workbook is asked for these, so what such a row says of reading is told and left as it is.
"""

from collections.abc import Iterable

from kgraph.terms import KS, Literal, Quad
from kgraph.wording import Text
from kgraph.workbook.balance import Balance, Said
from kgraph.workbook.value import Fault


def without_reading(
    balance: Balance, data: Iterable[Quad], said: Said
) -> tuple[Balance, list[Fault]]:
    """What comes and goes, without documents that become read though nobody has their copy.

    Parameters:
        data: the statements of today.
        said: what the rows say.

    Returns:
        The rest of what comes and goes, and what to tell at the cells that are left.
    """
    path = KS("loaded")
    read = {q for q in balance.new if q[1] == path and _is_true(q)}
    if not read:
        return balance, []
    copied = {str(q[0]) for q in (*data, *balance.new) if q[1] == KS("sha256")}
    left = {quad for quad in read if str(quad[0]) not in copied}
    things = {quad[0] for quad in left}
    kept = {q for q in balance.gone if q[1] == path and q[0] in things}
    new = balance.new - left
    notes = [
        Fault(said.after.places[quad], *_NOT_READ, stops=False)
        for quad in left
        if quad in said.after.places
    ]
    return Balance(new, balance.gone - kept, balance.rest, balance.lost), notes


def _is_true(quad: Quad) -> bool:
    return isinstance(quad[2], Literal) and quad[2].value == "true"


_NOT_READ = (
    Text("Dokumentet räknas inte som inläst än, för det finns ingen kopia av det här.",
         "The document does not count as read yet, for there is no copy of it here."),
    Text("Cellen lämnas som den är. Den som sköter grafen kan läsa in en kopia; tills dess visas "
         "det som saknas i dokumentet som ”går inte att säga”.",
         "The cell is left as it is. Whoever keeps the graph can read in a copy; until then what "
         "is missing in the document is shown as not possible to say."),
)  # fmt: skip
