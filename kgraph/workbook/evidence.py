"""The evidence that a form asks for: a document and the place in it, or one's own knowledge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from kgraph.terms import ID, KS, PROV, STRING, Iri
from kgraph.wording import Text
from kgraph.workbook.cells import AS_PAGE, clean, page_of
from kgraph.workbook.desk import Desk
from kgraph.workbook.identify import passage_of
from kgraph.workbook.naming import Names
from kgraph.workbook.value import Line

OWN = "eget"
_LINES = re.compile(r"([1-9]\d{0,6})(?:\s*[-–]\s*([1-9]\d{0,6}))?")
Wrong = tuple[str, Text, Text]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something is stated, as typed in a form.

    Parameters:
        kalla: the document, the last part of its identifier; ``OWN`` where there is none.
        sida, rader, rubrik: the place in it.
        sager: what it says, in the writer's own words.
    """

    kalla: str = ""
    sida: str = ""
    rader: str = ""
    rubrik: str = ""
    sager: str = ""

    @property
    def filled(self) -> bool:
        """Whether anything is said."""
        return any(getattr(self, name).strip() for name in FIELDS)

    def cleaned(self) -> "Evidence":
        """The same, each text as it is kept."""
        return Evidence(*(" ".join(clean(getattr(self, name)).split()) for name in FIELDS))


FIELDS = tuple(one.name for one in fields(Evidence))


def wrong_place(told: Evidence, desk: Desk) -> Iterator[Wrong]:
    """What is wrong with the evidence: field, what and mend."""
    if not told.kalla:
        yield "kalla", _NO_SOURCE, _CHOOSE
        return
    if told.kalla == OWN:
        for name in ("sida", "rader", "rubrik"):
            if getattr(told, name):
                yield name, _OWN_PLACE, _EMPTY_IT
        return
    if KS("SourceDocument") not in desk.types.get(ID(f"source/{told.kalla}"), ()):
        yield "kalla", _NO_SUCH, _CHOOSE
    if told.sida and not page_of(told.sida):
        yield "sida", _NO_PAGE, AS_PAGE
    if told.rader and not _LINES.fullmatch(told.rader):
        yield "rader", _NO_LINES, _AS_LINES
    if not (told.sida or told.rader or told.rubrik):
        yield "sida", _NO_PLACE, _GIVE_PLACE


def new_passage(told: Evidence, names: Names) -> tuple[Iri, dict[str, str]] | None:
    """The passage that evidence means and the cells that describe it; None for none.

    What the program writes of it is in Swedish, as all summaries are.
    """
    if told.kalla in ("", OWN):
        return None
    found = _LINES.fullmatch(told.rader)
    span = f"{found[1]}-{found[2] or found[1]}" if found else ""
    page = page_of(told.sida)
    where = f"sida {page}" if page else f"rad {span}" if span else told.rubrik
    title = names.label(ID(f"source/{told.kalla}"))
    at = f"på {where}" if page or span else f"under rubriken ”{where}”"
    auto = f"Det som står {at} i {title}, infört i ett formulär."
    cells = {
        f"{PROV('wasDerivedFrom')} iri": f"source/{told.kalla}",
        f"{KS('page')} {STRING}": page,
        f"{KS('lineRange')} {STRING}": span,
        f"{KS('section')} @sv": told.rubrik or where,
        f"{KS('summary')} @sv": told.sager or auto[:300],
        f"{KS('reviewStatus')} iri": "review-status:extracted",
    }
    graph = passage_of(Line(0, {k: v for k, v in cells.items() if v}), names)
    return (graph, cells) if graph is not None else None


_NO_SOURCE = Text("Det sägs inte var det står.", "It does not say where this is stated.")
_CHOOSE = Text(
    "Välj dokumentet, eller Eget underlag.", "Choose the document, or Your own knowledge."
)
_NO_SUCH = Text("Det dokumentet finns inte här.", "There is no such document here.")
_OWN_PLACE = Text(
    "Eget underlag har ingen sida, rad eller rubrik.",
    "Your own knowledge has no page, line or heading.",
)
_EMPTY_IT = Text("Töm rutan, eller välj dokumentet.", "Empty the box, or choose the document.")
_NO_PAGE = Text("Det är ingen sida.", "That is no page.")
_NO_LINES = Text("Det är inga rader.", "Those are no lines.")
_AS_LINES = Text("Skriv första och sista raden, som 12-14.", "Write first and last, as 12-14.")
_NO_PLACE = Text(
    "Det sägs inte var i dokumentet det står.", "It does not say where in the document."
)
_GIVE_PLACE = Text("Skriv sida, rader eller rubrik.", "Write page, lines or heading.")
