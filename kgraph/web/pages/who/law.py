"""Who must by law or decision: the mandates of the matter."""

from dataclasses import replace

from kgraph.findings.material import parts
from kgraph.report.pending import pending_lines
from kgraph.report.standing import is_outside, is_unsaid
from kgraph.report.themes import law_table, mandate_rows
from kgraph.report.value import Cell, Line, Paragraph, Part, Row, Table, line
from kgraph.terms import local_name
from kgraph.web.pages.desk import Linked
from kgraph.web.pages.who.desk import WhoDesk
from kgraph.wording import Text, dated

_SORT = Text("Uppdrag som rör strategier av det här slaget; inget av dem nämner just detta "
             "dokument",
             "Mandates that concern strategies of this kind; none of them names this very document"
             )  # fmt: skip
_WHOLE = Text("Uppdrag med samma tema, som en källa knyter till dokumentet som det ingår i",
              "Mandates with the same theme, which a source ties to the document it is part of"
              )  # fmt: skip
# Neither law nor decision obliges anybody to these.
_NOT_BINDING = ("erbjudande", "frivilligt-atagande", "rekommendation", "tillatelse")


def told_mandates(desk: WhoDesk) -> list[Part]:
    """What somebody must; by itself what is only offered or advised, did not hold, or may have."""
    listed = mandate_rows(desk)
    near = [row for row in listed if desk.only_near(row["mandate"])]
    whole = [row for row in near if row["mandate"] in desk.of_whole]
    sort = sorted((row for row in listed if row["mandate"] in desk.of_sort),
                  key=lambda row: local_name(row["modality"]) in _NOT_BINDING)  # fmt: skip
    every = [row for row in listed if row not in near and row not in sort]
    near = [row for row in near if row not in whole]
    outside = [row for row in every if is_outside(desk, row)]
    unsaid = [row for row in every if is_unsaid(desk, row)]
    inside = [row for row in every if row not in outside and row not in unsaid]
    free = [row for row in inside if local_name(row["modality"]) in _NOT_BINDING]
    bound = [row for row in inside if row not in free]
    theme = desk.scope.kind == "theme"
    must = desk.word("Uppdrag med temat", "Mandates with the theme") if theme else desk.word(
        "Uppdrag", "Mandates")  # fmt: skip
    may = desk.word(
        "Inte bindande: åtaganden, rekommendationer, tillåtelser och önskemål",
        "Not binding: undertakings, recommendations, permissions and wishes",
    )
    alike = desk.word("Uppdrag med samma tema; inget av dem nämner just detta",
                      "Mandates with the same theme; none of them names this very one"
                      )  # fmt: skip
    if desk.scope.kind == "strategy":
        alike = desk.word("Uppdrag om det som dokumentet handlar om",
                          "Mandates on what the document is about")  # fmt: skip
    other, unknown = _of_another_day(desk)
    tables = [
        _by_mandate(law_table(desk, rows, caption), titled)
        for rows, caption, titled in (
            (bound, must, not theme),
            (free, may, True),
            (unsaid, unknown, True),
            (outside, other, True),
            (sort, desk.say(_SORT), True),
            (whole, desk.say(_WHOLE), True),
            (near, alike, True),
        )
        if rows
    ]
    bills = pending_lines(desk, (law for row in (*bound, *sort) for law in parts(row["basis"])))
    return [*tables, *map(Paragraph, bills), _general(desk, bool(listed))]


def _of_another_day(desk: WhoDesk) -> tuple[str, str]:
    """What heads the mandates that did not hold on the view's day, and those that may have."""
    day = desk.say(dated(desk.view.as_of.isoformat()))
    return (
        desk.word(f"Gällde inte {day}", f"Did not hold on {day}"),
        desk.word(
            f"Om de gällde {day} sägs inte: tiden nämns inte i källorna, som är senare, eller "
            "uppdraget hade en annan form",
            f"Whether they held on {day} is not said: the sources are later and state no time, or "
            "the task had another form"),
    )  # fmt: skip


def _by_mandate(part: Table, titled: bool) -> Table:
    """The table of mandates with one row a mandate, all its grounds in one cell."""
    rows: dict[tuple[Cell, ...], list[Line]] = {}
    for row in part.rows:
        key = (*row.cells[:3], row.cells[4])
        rows.setdefault(key, []).extend(row.cells[3].lines)
    made = tuple(
        Row((*key[:3], Cell(tuple(dict.fromkeys(grounds))), key[3]))
        for key, grounds in rows.items()
    )
    return replace(part, rows=made, titled=titled)


def _general(desk: WhoDesk, some: bool) -> Paragraph:
    """That general mandates may cover it, and where they are."""
    place = desk.place or next(iter(desk.counties(desk.scope.iri)), "")
    begin = "" if some else desk.word(
        "Inget uppdrag är kopplat till just detta i det som är läst. ",
        "No mandate is tied to this in particular in what was read. ")  # fmt: skip
    if desk.scope.kind == "region":
        return Paragraph(line(begin, desk.word(
            "Nationella uppdrag står med: de gäller i alla län.",
            "National mandates are included: they hold in every county.")))  # fmt: skip
    to = f"/vem-gor-vad/lan/{local_name(place)}" if place else "/vem-gor-vad"
    words = desk.word("Allmänna uppdrag om kompetensförsörjning kan omfatta det utan att nämna "
                      "det: se ", "General mandates on skills supply may cover it without naming "
                      "it: see ")  # fmt: skip
    name = desk.word(f"alla uppdrag som gäller i {desk.told(place)}",
                     f"all mandates that hold in {desk.told(place)}") if place else desk.word(
                         "länens sidor", "the pages of the counties")  # fmt: skip
    return Paragraph(line(begin, words, Linked(name, to=to), "."))
