"""The words that people see for relations whose name in the ontology is a term of the trade."""

from kgraph.report.value import Words
from kgraph.terms import ELI, KS, OWL, RDF, RDFS
from kgraph.web.pages.desk import WebDesk
from kgraph.wording import Text

SEEN: dict[str, Text] = {
    KS("bearer"): Text("den som har uppdraget eller ansvaret", "who holds the task"),
    KS("modality"): Text("hur bindande", "how binding"),
    KS("assertionMode"): Text("läge", "mode"),
    KS("issuer"): Text("gavs av", "given by"),
    KS("responsibleFor"): Text("ansvarar för eller utför", "is responsible for or carries out"),
    KS("inferred"): Text("vår läsning", "our reading"),
    KS("inferredBecause"): Text("varför vi läser så", "why we read it so"),
    KS("openList"): Text("kan ha fler än de som nämns", "may have more than those named"),
    KS("alignsWith"): Text("uttalad koppling uppåt till", "expressly linked upward to"),
    RDF("Property"): Text("relation eller egenskap", "relation or property"),
    RDFS("domain"): Text("sägs om", "said of"),
    RDFS("range"): Text("leder till", "leads to"),
    RDFS("subClassOf"): Text("är ett slags", "is a kind of"),
    RDFS("subPropertyOf"): Text("är en närmare form av", "is a closer form of"),
    OWL("Class"): Text("klass", "class"),
    OWL("DatatypeProperty"): Text("egenskap med värde", "property with a value"),
    OWL("ObjectProperty"): Text("relation", "relation"),
}
# Values of other vocabularies, which have no names in ours.
VALUES: dict[str, Text] = {
    ELI("InForce-inForce"): Text("ja", "yes"),
    ELI("InForce-notInForce"): Text("nej", "no"),
    ELI("InForce-partiallyInForce"): Text("delvis", "in part"),
}


def valued(desk: WebDesk, iri: str) -> Words:
    """What people call a value, as a link where it has a page."""
    words = VALUES.get(iri)
    return Words(desk.say(words)) if words else desk.name(iri)


def seen(desk: WebDesk, iri: str) -> str:
    """What people call a relation."""
    words = SEEN.get(iri)
    return desk.say(words) if words else desk.told(iri)
