"""Relations and values by the words that people see."""

from kgraph.findings.plainly import KINDS, RELATIONS, TERMS, VALUES
from kgraph.report.value import Words
from kgraph.terms import BASE
from kgraph.web.pages.desk import Linked, WebDesk

SEEN = {**RELATIONS, **TERMS, **KINDS}


def valued(desk: WebDesk, iri: str) -> Words:
    """What people call a value, as a link where it has a page."""
    words = VALUES.get(iri)
    if words is None:
        return desk.name(iri)
    return Linked(desk.say(words), to=iri) if iri.startswith(BASE) else Words(desk.say(words))


def seen(desk: WebDesk, iri: str) -> str:
    """What people call a relation, or a kind of thing."""
    words = SEEN.get(iri)
    return desk.say(words) if words else desk.told(iri)
