"""From a row on a forum to statements: the forum, and one of its members."""

from kgraph.terms import DCT, ID, KS, ORG, RDF, SKOS, VOCAB, Iri, Literal, local_name
from kgraph.wording import Text
from kgraph.workbook.cells import LANG
from kgraph.workbook.simple.row import Row


def state_forum(row: Row) -> None:
    """A forum, and one of its members."""
    forum = row.thing("forum", KS("Forum"))
    if forum is None or row.graph() is None:
        return
    graph = row.graph() or ""
    name = Literal(row.text("name"), LANG, "sv")
    index = row.ground.index
    # A project too has members; a row from other data says by its identifier that it is one.
    cls = KS("Project" if forum.startswith(ID("project/")) else "Forum")
    if forum not in index.of or Iri(cls) in index.values(forum, RDF("type"), graph):
        row.say(forum, RDF("type"), cls, "name")
    if forum not in index.of or name in index.values(forum, SKOS("prefLabel"), graph):
        row.say(forum, SKOS("prefLabel"), name, "name")
    for key, path in (("county", DCT("spatial")), ("purpose", ORG("purpose")),
                      ("theme", DCT("subject")), ("open", KS("openList"))):  # fmt: skip
        for value in row.values(key):
            row.say(forum, path, value, key)
    if row.text("member"):
        _member(row, forum)
    elif row.text("role"):
        row.fault(
            "member",
            Text("Raden har en roll men ingen medlem.", "A role but no member."),
            Text("Fyll i medlemmen, eller töm rollen.", "Fill in who, or empty the role."),
        )
    else:
        row.unused_mode()


def _member(row: Row, forum: Iri) -> None:
    mode, members = row.mode(), row.values("member")
    roles = row.only("role") if row.text("role") else [VOCAB("role/deltagare")]
    if mode is None or not members or not roles:
        return
    for member in members:
        _membership(row, forum, Iri(str(member)), Iri(str(roles[0])), mode)


def _membership(row: Row, forum: Iri, member: Iri, role: Iri, mode: Iri) -> None:
    graph, index = row.graph() or "", row.ground.index
    known = [
        m
        for m in index.subjects(ORG("organization"), forum, graph)
        if member in index.values(m, ORG("member"), graph)
        and mode in index.values(m, KS("assertionMode"), graph)
    ]
    name = f"{local_name(forum)}--{local_name(member)}"
    found = Iri(known[0]) if known else row.ground.unused(ID(f"membership/{name}"), graph, mode)
    for path, value, key in (
        (RDF("type"), ORG("Membership"), "member"),
        (ORG("organization"), forum, "name"),
        (ORG("member"), member, "member"),
        (KS("assertionMode"), mode, "mode"),
    ):
        row.say(found, path, value, key)
    if row.text("role") or not known:
        row.say(found, ORG("role"), role, "role")
