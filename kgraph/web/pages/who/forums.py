"""In which forum the matter is taken up, and who is named there."""

from collections.abc import Mapping, Sequence

from kgraph.findings.material import parts
from kgraph.report.answers import our_reading, sure_words
from kgraph.report.named import collaborations_table, seats_table
from kgraph.report.role_rows import role_rows
from kgraph.report.themes import forum_parts
from kgraph.report.value import Bullets, Cell, Line, Part, Row, Table, Words, cell, line
from kgraph.report.wider_forums import wider_lines
from kgraph.terms import local_name
from kgraph.web.pages.who.desk import WhoDesk


def told_forums(desk: WhoDesk) -> list[Part]:
    """The forums of the matter and who is named in them."""
    found = list(forum_parts(desk))
    if desk.scope.kind == "theme" and (wider := wider_lines(desk)):
        found.append(Bullets(tuple(wider)))
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
    kind = desk.scope.kind
    return [
        *found,
        *(seats_table(desk) if kind == "theme" else ()),
        *(collaborations_table(desk) if kind in ("theme", "region", "strategy") else ()),
    ]


def _covered(desk: WhoDesk, row: Mapping[str, str], forums: Sequence[str]) -> list[Line]:
    """The forums of an element; in a line of their own those that are so by our reading."""
    via, element = parts(row["via"]), row["element"]
    ours = {f for f in forums if desk.ours.links & {(f, v) for v in via}}
    told: dict[Words, list[str]] = {}
    for forum in forums:
        told.setdefault(
            our_reading(desk) if forum in ours
            else Words(f" ({_how_near(desk, row, forum)})", quiet=True), []
        ).append(forum)  # fmt: skip
    lines = [
        line(
            desk.name(element),
            ": ",
            *desk.names(listed, 6),
            note,
            " ",
            desk.cites(parts(row["evidence"])),
        )
        for note, listed in told.items()
    ]
    near = [f for f in parts(row["near"]) if f not in forums]
    if near:
        themed = Words(desk.word(" (har samma tema; att det gäller just detta sägs inte)",
                                 " (same theme; that it is for this very one is not said)"),
                       quiet=True)  # fmt: skip
        lines.append(line(desk.name(element), ": ", *desk.names(near, 6), themed, " ",
                          desk.cites(_places(desk, near))))  # fmt: skip
    return lines


def _how_near(desk: WhoDesk, row: Mapping[str, str], forum: str) -> str:
    """Whether a source says that a forum is for the element, for its area or for the whole."""
    if row["coverage"] != "stated":
        return desk.word("möjligt, genom temat", "possible, by its theme")
    register = desk.material.rows("forum-register")
    links = {s for r in register if r["forum"] == forum for s in parts(r["supports"])}
    if row["element"] in links:
        return desk.word("källan säger det", "the source says so")
    if row["strategy"] in links:
        return desk.word("för hela dokumentet, säger källan",
                         "for the whole document, the source says")  # fmt: skip
    return desk.word("för det som det ingår i, säger källan",
                     "for what it is part of, the source says")  # fmt: skip


def _places(desk: WhoDesk, forums: Sequence[str]) -> list[str]:
    """Where the forums are told of."""
    register = desk.material.rows("forum-register")
    return [p for r in register if r["forum"] in forums for p in parts(r["evidence"])]


def _taking_part(desk: WhoDesk) -> list[Line]:
    """The forums with a role for an element, or for the project that carries it out.

    Not those with a role for its document: that they are for the whole is said by itself.
    """
    return [
        line(desk.name(row.bearer),
             Words(f" ({desk.told(row.role).lower()})", quiet=True),
             desk.word(", för ", ", for "), desk.name(row.target),
             our_reading(desk) if row.ours else None, " ", desk.cites(row.passages))
        for row in role_rows(desk)
        if row.counts and desk.kind(row.bearer) == "forum" and row.target not in desk.strategies
    ]  # fmt: skip


def _coverage(desk: WhoDesk) -> list[Part]:
    """How near a forum is for one goal, priority or measure, and for what stands under it."""
    own = {desk.scope.iri} | desk.parts
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
            lines += _covered(desk, row, listed)
    lines = _taking_part(desk) + lines
    if not lines:
        lines = [line(desk.word("Inget forum sägs vara till för detta i det som är läst.",
                                "No forum is said to be for this in what was read."))]  # fmt: skip
    return [Bullets(tuple(lines))]
