"""The words that people see for relations whose name in the ontology is a term of the trade."""

from kgraph.terms import KS
from kgraph.web.pages.desk import WebDesk
from kgraph.wording import Text

SEEN: dict[str, Text] = {
    KS("bearer"): Text("den som har uppdraget eller ansvaret", "who holds the task"),
    KS("modality"): Text("hur bindande", "how binding"),
    KS("assertionMode"): Text("läge", "mode"),
    KS("issuer"): Text("gavs av", "given by"),
    KS("responsibleFor"): Text("ansvarar för eller utför", "is responsible for or carries out"),
    KS("inferred"): Text("vår slutsats", "our inference"),
}


def seen(desk: WebDesk, iri: str) -> str:
    """What people call a relation."""
    words = SEEN.get(iri)
    return desk.say(words) if words else desk.told(iri)
