"""What an actor has as one of a group: the source names the group, and not each one in it."""

from kgraph.network.groups import Groups, read_groups
from kgraph.report.value import Paragraph, Part, Row, Table, Words, cell, line
from kgraph.terms import KS, ORG
from kgraph.web.pages.desk import WebDesk
from kgraph.web.pages.ties import rows_of
from kgraph.wording import Text, collation_key

_OWN = (KS("bearer"), ORG("member"))
_NOTE = Text(
    "Källorna nämner gruppen och inte var och en i den.",
    "The sources name the group, and not each one in it.",
)
_ALONE = Text(
    "Nämns inte för sig i det som är läst, bara som en av en grupp.",
    "Not named alone in what was read, only as one of a group.",
)


def as_member(desk: WebDesk, iri: str, *, alone: bool) -> list[Part]:
    """The roles of the groups that an actor is one of, group by group; nothing where there is none.

    Parameters:
        alone: whether the actor has a role of its own as well.
    """
    shown: list[Part] = []
    for group in _groups_of(desk, iri):
        rows = rows_of(desk, group, _OWN)
        if rows:
            shown.append(_table(desk, group, rows))
    if not shown:
        return []
    return [Paragraph(line(desk.say(_NOTE if alone else _ALONE))), *shown]


def _groups_of(desk: WebDesk, iri: str) -> list[str]:
    groups: Groups = desk.shelf.keep(
        ("groups", desk.view), lambda: read_groups(desk.store, desk.view)
    )
    known = {group for group, members in (*groups.listed.items(), *groups.derived.items())
             if iri in members}  # fmt: skip
    return sorted(known, key=lambda group: (collation_key(desk.told(group)), group))


def _table(desk: WebDesk, group: str, rows: tuple[Row, ...]) -> Table:
    told = desk.told(group)
    heads = (Text("Roll", "Role"), Text("Vad och vem", "What and who"), Text("Läge", "Mode"),
             Text("Tid", "Time"), Text("Granskat", "Reviewed"))  # fmt: skip
    first = Row((cell(Words(desk.word("Gruppen", "The group"), quiet=True)),
                 cell(desk.name(group)), cell(), cell(), cell()))  # fmt: skip
    return Table(
        desk.word(f"Gäller också, som en av: {told}", f"Holds too, as one of: {told}"),
        tuple(map(desk.say, heads)), (first, *rows), (0.18, 0.42, 0.14, 0.12, 0.14), titled=True,
    )  # fmt: skip
