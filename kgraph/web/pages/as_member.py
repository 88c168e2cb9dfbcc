"""What an actor has as one of a group: the source names the group, and not each one in it."""

from kgraph.network.groups import Groups, read_groups
from kgraph.report.value import Paragraph, Part, Row, Table, line
from kgraph.terms import KS, ORG
from kgraph.web.pages.desk import WebDesk
from kgraph.web.pages.ties import rows_of
from kgraph.wording import Text, collation_key

_OWN = (KS("bearer"), ORG("member"), KS("onBehalfOf"))
_NOTE = Text(
    "Det här sägs om grupper som den är en av. Källorna nämner gruppen och inte var och en i den "
    "vid namn: det som är enligt regel gäller alla i gruppen. För resten säger textstället ibland "
    "att alla eller var och en är med, ibland bara att gruppen är representerad.",
    "This is said of groups that it is one of. The sources name the group, and not each one in it "
    "by name: what is by rule holds for all in the group. For the rest the passage sometimes says "
    "that all or each of them take part, sometimes only that the group is represented.",
)
_ALONE = Text(
    "Nämns inte för sig i det som är läst.",
    "Not named by itself in what was read.",
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
            shown += [Paragraph(line(desk.word("Som en av: ", "As one of: "), desk.name(group))),
                      _table(desk, group, rows)]  # fmt: skip
    if not shown:
        return []
    told = desk.say(_NOTE) if alone else f"{desk.say(_ALONE)} {desk.say(_NOTE)}"
    return [Paragraph(line(told)), *shown]


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
    return Table(
        desk.word(f"Sägs om gruppen {told}", f"Said of the group {told}"),
        tuple(map(desk.say, heads)), rows, (0.18, 0.42, 0.14, 0.12, 0.14), titled=True,
    )  # fmt: skip
