"""In which forum the matter is taken up, and who is named there."""

from kgraph.findings.material import parts
from kgraph.report.answers import our_reading, sure_words
from kgraph.report.named import seats_table
from kgraph.report.themes import forum_parts
from kgraph.report.value import Bullets, Cell, Line, Part, Row, Table, Words, cell, line
from kgraph.terms import local_name
from kgraph.web.pages.who.desk import WhoDesk
from kgraph.wording import Text


def told_forums(desk: WhoDesk) -> list[Part]:
    """The forums of the matter and who is named in them."""
    found = list(forum_parts(desk))
    if desk.scope.kind == "element":
        found = [*_coverage(desk), *(p for p in found if isinstance(p, Table))]
    forums = {r["forum"] for r in desk.material.rows("forum-register") if r["forum"] in desk.themed}
    rows: dict[str, list[Line]] = {}
    for row in desk.material.rows("forum-members"):
        if row["forum"] in forums and row["counted"] == "true" and not row["via"]:
            role = Words(f" ({desk.told(row['role']).lower()})" if row["role"] else "", quiet=True)
            seat = (row["forum"], row["member"], row["role"])
            ours = our_reading(desk) if seat in desk.ours.seats else None
            rows.setdefault(row["forum"], []).append(
                line(desk.name(row["member"]), role, ours, " ", desk.cites(parts(row["evidence"])))
            )
    if rows:
        made = tuple(Row((cell(desk.name(f)), Cell(tuple(dict.fromkeys(lines)))))
                     for f, lines in rows.items())  # fmt: skip
        found.append(Table(desk.word("Vilka som nämns i forumen", "Who is named in the forums"),
                           (desk.word("Forum", "Forum"), desk.word("Vem och i vilken roll",
                                                                   "Who and in which role")),
                           made, (0.3, 0.7)))  # fmt: skip
    return [*found, *seats_table(desk)] if desk.scope.kind == "theme" else found


def _coverage(desk: WhoDesk) -> list[Part]:
    """How near a forum is for one goal, priority or measure, and for what stands under it."""
    own = {desk.scope.iri} | desk.parts
    words = {
        "stated": Text("källan säger det", "the source says so"),
        "possible": Text("möjligt, genom temat", "possible, by its theme"),
    }
    lines: list[Line] = []
    for row in desk.material.rows("forum-coverage"):
        if row["element"] not in own:
            continue
        listed = parts(row["forum"]) or parts(row["near"])
        if row["coverage"] == "gap" or not listed:
            sure = sure_words(desk, local_name(row["status"]), local_name(row["reason"])) \
                if row["status"] else ""  # fmt: skip
            lines.append(line(desk.name(row["element"]),
                              desk.word(": inget forum nämns. ", ": no forum is mentioned. "),
                              Words(sure, quiet=True), " ",
                              desk.cites(parts(row["evidence"]))))  # fmt: skip
        else:
            told = words.get(row["coverage"])
            lines.append(line(desk.name(row["element"]), ": ", *desk.names(listed, 6),
                              Words(f" ({desk.say(told)}) " if told else " ", quiet=True),
                              desk.cites(parts(row["evidence"]))))  # fmt: skip
    if not lines:
        lines = [line(desk.word("Inget forum sägs vara till för detta i det som är läst.",
                                "No forum is said to be for this in what was read."))]  # fmt: skip
    return [Bullets(tuple(lines))]
