"""The words that people see for relations whose name in the ontology is a term of the trade."""

from kgraph.terms import KS, OWL, RDF, RDFS
from kgraph.web.pages.desk import WebDesk
from kgraph.wording import Text

SEEN: dict[str, Text] = {
    KS("bearer"): Text("den som har uppdraget eller ansvaret", "who holds the task"),
    KS("modality"): Text("hur bindande", "how binding"),
    KS("assertionMode"): Text("läge", "mode"),
    KS("issuer"): Text("gavs av", "given by"),
    KS("responsibleFor"): Text("ansvarar för eller utför", "is responsible for or carries out"),
    KS("inferred"): Text("vår slutsats", "our inference"),
    RDF("Property"): Text("relation eller egenskap", "relation or property"),
    RDFS("domain"): Text("sägs om", "said of"),
    RDFS("range"): Text("leder till", "leads to"),
    RDFS("subClassOf"): Text("är ett slags", "is a kind of"),
    RDFS("subPropertyOf"): Text("är en närmare form av", "is a closer form of"),
    OWL("Class"): Text("klass", "class"),
    OWL("DatatypeProperty"): Text("egenskap med värde", "property with a value"),
    OWL("ObjectProperty"): Text("relation", "relation"),
}


def seen(desk: WebDesk, iri: str) -> str:
    """What people call a relation."""
    words = SEEN.get(iri)
    return desk.say(words) if words else desk.told(iri)
