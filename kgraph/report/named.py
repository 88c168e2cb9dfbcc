"""Who is of a theme by name or kind, and is named where the theme itself is not told.

A network's themes say what it is for. Its members can be of a theme all the same: higher
vocational education has a seat in a forum of skills supply in general, and who asks about the theme
asks for that seat too.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.report.answers import our_reading
from kgraph.report.desk import Desk
from kgraph.report.role_rows import mode_of, role_rows
from kgraph.report.value import Cell, Line, Part, Row, Table, Words, cell, line
from kgraph.wording import collation_key

_SEATS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?forum ?member ?role ?mode ?counted ?passage WHERE {
  ?seat a org:Membership ; org:organization ?forum ; org:member ?member ; org:role ?role ;
    ks:assertionMode ?mode ; ks:statedIn ?passage .
  OPTIONAL { ?seat ks:inView ?counted }
}"""
_TOGETHER = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?body ?member ?role ?passage WHERE {
  ?body a org:OrganizationalCollaboration .
  ?seat org:organization ?body ; org:member ?member ; org:role ?role ; ks:inView true ;
    ks:statedIn ?passage .
  FILTER NOT EXISTS { VALUES ?type { ks:Forum ks:Project } ?body a ?type }
}"""
_PARTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?who ?role ?what ?mode ?counted ?passage WHERE {
  { ?node ks:bearer ?who ; ks:role ?role ; ks:target ?what ; ks:assertionMode ?mode ;
      ks:statedIn ?passage . OPTIONAL { ?node ks:inView ?counted } }
  UNION { ?what a ks:KnowledgeProduct ; ks:usedBy ?who . BIND(ks:usedBy AS ?role)
      GRAPH ?passage { ?what ks:usedBy ?who } }
  UNION { ?what a ks:TargetState ; dct:relation ?who .
      GRAPH ?passage { ?what dct:relation ?who } }
}"""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a forum of somebody who is of the theme.

    Parameters:
        mode: how it is told; counts: whether it counts as so in the view.
    """

    forum: str
    member: str
    role: str
    mode: str
    counts: bool
    passages: tuple[str, ...]


def seats(desk: Desk) -> list[Seat]:
    """The places of those who are of the theme, where the forum is not told to have it.

    Returns:
        also places in forums with the theme that are no more than permitted, planned or wished
        for, since the list of members leaves them out.
    """
    found: dict[tuple[str, str, str, str, bool], set[str]] = {}
    for row in desk.store.select(_SEATS, desk.view).rows:
        forum, member, role, mode, counted, passage = ("" if c is None else str(c) for c in row)
        counts = counted == "true"
        told = forum in desk.themed and counts
        if member in desk.bearing and not told and "historical" not in mode:
            found.setdefault((forum, member, role, mode, counts), set()).add(passage)
    held = {(forum, member) for forum, member, _, _, counts in found if counts}
    return [
        Seat(*key, tuple(sorted(found[key])))
        for key in sorted(found, key=lambda k: (not k[4], collation_key(desk.told(k[0])), k))
        if desk.of_place(key[0]) and (key[4] or key[:2] not in held)
    ]


def seat_line(desk: Desk, seat: Seat) -> Line:
    """Who has the place and in which role; a place that does not count says how it is told."""
    mode = "" if seat.counts else f"; {mode_of(desk, seat.mode)}"
    ours = (seat.forum, seat.member, seat.role) in desk.ours.seats
    return line(
        desk.name(seat.member), Words(f" ({desk.told(seat.role).lower()}{mode})", quiet=True),
        our_reading(desk) if ours else None, " ",
        desk.cites(seat.passages),
    )  # fmt: skip


def seats_table(desk: Desk) -> list[Part]:
    """The forums where somebody of the theme is named, beside those that have the theme."""
    rows: dict[str, list[Line]] = {}
    for seat in seats(desk):
        rows.setdefault(seat.forum, []).append(seat_line(desk, seat))
    if not rows:
        return []
    return [Table(
        desk.word("Aktörer inom temat som nämns i andra forum, eller på annat sätt",
                  "Bodies of the theme that are named in other forums, or in another way"),
        (desk.word("Forum", "Forum"), desk.word("Vem och i vilken roll", "Who and in which role")),
        tuple(Row((cell(desk.name(forum)), Cell(tuple(lines)))) for forum, lines in rows.items()),
        (0.3, 0.7),
    )]  # fmt: skip


def collaborating(desk: Desk) -> list[str]:
    """Every collaboration that is told of and is no forum and no project, in Swedish order."""
    bodies = {str(row[0]) for row in desk.store.select(_TOGETHER, desk.view).rows}
    return sorted(bodies, key=lambda body: (collation_key(desk.told(body)), body))


def taking_part(desk: Desk) -> list[tuple[str, str, str, str]]:
    """Collaboration, who takes part, in which role, and the passage that states it."""
    rows = desk.store.select(_TOGETHER, desk.view).rows
    return [(str(body), str(member), str(role), str(at)) for body, member, role, at in rows]


def collaborations(desk: Desk) -> dict[str, list[Line]]:
    """By collaboration that is no forum and no project, who takes part: those of the matter."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    about = desk.bearing if desk.scope.kind == "theme" else desk.alike
    for body, member, role, passage in taking_part(desk):
        if desk.concerns_place(body) and (desk.scope.kind == "region" or body in about):
            found.setdefault(body, {}).setdefault((member, role), []).append(passage)
    return {
        body: [
            line(desk.name(member), Words(f" ({desk.told(role).lower()})", quiet=True),
                 our_reading(desk) if (body, member, role) in desk.ours.seats else None, " ",
                 desk.cites(sorted(members[member, role])))
            for member, role in sorted(members, key=lambda m: collation_key(desk.told(m[0])))
        ]
        for body, members in sorted(found.items(), key=lambda b: collation_key(desk.told(b[0])))
    }  # fmt: skip


def collaborations_table(desk: Desk) -> list[Part]:
    """Who works together on the matter without a forum being named for it."""
    rows = tuple(Row((cell(desk.name(body)), Cell(tuple(lines))))
                 for body, lines in collaborations(desk).items())  # fmt: skip
    if not rows:
        return []
    return [Table(
        desk.word("Annan samverkan som nämns", "Other collaboration that is named"),
        (desk.word("Samverkan", "Collaboration"),
         desk.word("Vem och i vilken roll", "Who and in which role")),
        rows, (0.3, 0.7),
    )]  # fmt: skip


def parts_table(desk: Desk) -> list[Part]:
    """What those who are of the theme do, use or are named in, though that has other themes."""
    elsewhere = {row.target for row in role_rows(desk)}
    found: dict[tuple[str, str, str, str, bool], set[str]] = {}
    for row in desk.store.select(_PARTS, desk.view).rows:
        who, role, what, mode, counted, passage = ("" if c is None else str(c) for c in row)
        plain = not mode
        if who in desk.bearing and what not in elsewhere and "historical" not in mode:
            key = (who, what, role, mode, plain or counted == "true")
            found.setdefault(key, set()).add(passage)
    rows: dict[str, list[Line]] = {}
    for key in sorted(found, key=lambda k: (collation_key(desk.told(k[0])), not k[4], k)):
        if desk.of_place(key[1]):
            rows.setdefault(key[0], []).append(_part_line(desk, *key[1:], sorted(found[key])))
    if not rows:
        return []
    return [Table(
        desk.word("Vad aktörer inom temat gör, använder eller nämns i",
                  "What bodies of the theme do, use or are named in"),
        (desk.word("Vem", "Who"), desk.word("Vad och var det står", "What, and where it says")),
        tuple(Row((cell(desk.name(who)), Cell(tuple(lines)))) for who, lines in rows.items()),
        (0.3, 0.7),
    )]  # fmt: skip


def _part_line(
    desk: Desk, what: str, role: str, mode: str, counts: bool, cited: Iterable[str]
) -> Line:
    told = desk.told(role).lower() if mode else ""
    if role.endswith("usedBy"):
        told = desk.word("använder", "uses")
    elif not role:
        told = desk.word("berörs av; önskat läge", "concerned by; wished for")
    elif not counts:
        told += f"; {mode_of(desk, mode)}"
    return line(desk.name(what), Words(f" ({told})", quiet=True), " ", desk.cites(cited))
