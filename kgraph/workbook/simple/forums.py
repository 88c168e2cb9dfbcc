"""From a row on a forum to statements: the forum, and one of its members."""

from kgraph.terms import DCT, ID, KS, ORG, RDF, SKOS, VOCAB, Iri, Literal, Term, local_name
from kgraph.wording import Text
from kgraph.workbook.cells import LANG
from kgraph.workbook.simple.notes import once, unused_mode, unused_text
from kgraph.workbook.simple.relations import agreed, relation, typed_relation
from kgraph.workbook.simple.row import Row
from kgraph.workbook.simple.same_name import of_another_county


def state_forum(row: Row) -> None:
    """A forum, and one of its members."""
    forum = row.thing("forum", KS("Forum"))
    if forum is None or row.graph() is None or of_another_county(row, forum):
        return
    graph = row.graph() or ""
    name = Literal(row.name_of(forum), LANG, "sv")
    index = row.ground.index
    # A project too has members; a row from other data says by its identifier that it is one.
    cls = KS("Project" if forum.startswith(ID("project/")) else "Forum")
    if forum not in index.of or Iri(cls) in index.values(forum, RDF("type"), graph):
        row.say(forum, RDF("type"), cls, "name")
    if forum not in index.of or name in index.values(forum, SKOS("prefLabel"), graph):
        row.say(forum, SKOS("prefLabel"), name, "name")
    once(row, forum, "purpose")
    for key, path in (("county", DCT("spatial")), ("purpose", ORG("purpose")),
                      ("theme", DCT("subject")), ("open", KS("openList"))):  # fmt: skip
        if key == "purpose" and row.says_other(forum, path, key):
            unused_text(row, key)
            continue
        for value in row.values(key):
            row.say_new(forum, path, value, key)
    if row.text("member"):
        _member(row, forum)
    elif row.text("role"):
        row.fault(
            "member",
            Text("Raden har en roll men ingen medlem.", "A role but no member."),
            Text("Fyll i medlemmen, eller töm rollen.", "Fill in who, or empty the role."),
        )
    else:
        unused_mode(row)


def _member(row: Row, forum: Iri) -> None:
    mode, members = row.mode(), row.values("member")
    roles = row.only("role") if row.text("role") else [VOCAB("role/deltagare")]
    if mode is None or not members or not roles:
        return
    for member in members:
        _membership(row, forum, Iri(str(member)), Iri(str(roles[0])), mode)


def _membership(row: Row, forum: Iri, member: Iri, role: Iri, mode: Iri) -> None:
    known = _of_passage(row, forum, member, mode)
    said: dict[str, Term] = {KS("assertionMode"): mode}
    if row.text("role"):
        said[ORG("role")] = role
    known = known if known and agreed(row, known, said) else None
    found = known or _typed(row) or relation(
        row,
        ID(f"membership/{local_name(forum)}--{local_name(member)}"),
        (ORG("organization"), forum),
        {ORG("member"): member, KS("assertionMode"): mode},
        (ORG("role"), role if row.text("role") else None),
        "member",
    )  # fmt: skip
    if found is None:
        return
    for path, value, key in (
        (RDF("type"), ORG("Membership"), "member"),
        (ORG("organization"), forum, "name"),
        (ORG("member"), member, "member"),
        (KS("assertionMode"), mode, "mode"),
    ):
        row.say(found, path, value, key)
    stated = row.ground.index.values(found, ORG("role"))
    if row.text("role") or not stated:  # an empty cell says nothing of a role that stands already
        row.say(found, ORG("role"), role, "role")


def _of_passage(row: Row, forum: Iri, member: Iri, mode: Iri) -> Iri | None:
    """The membership that the row's passage states: in the same mode, else the row's own."""
    graph, index = row.graph() or "", row.ground.index
    found = [
        one
        for one in index.subjects(ORG("organization"), forum, graph)
        if member in index.values(one, ORG("member"), graph)
    ]
    same = [one for one in found if mode in index.values(one, KS("assertionMode"), graph)]
    own = [one for one in found if one == typed_relation(row)]
    return next((Iri(one) for one in (*same, *own)), None)


def _typed(row: Row) -> Iri | None:
    """The identifier that a row from other data brings along."""
    typed, ground = typed_relation(row), row.ground
    if typed is None or row.known or typed in ground.index.of or typed in ground.taken:
        return None
    ground.taken[typed] = (typed,)
    return typed
