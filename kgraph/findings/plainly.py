"""The words that people see for relations, kinds and values named in the terms of the trade.

The ontology keeps its own names, for those who model; pages and proofs say these.
"""

from collections.abc import Mapping

from kgraph.terms import DCT, ELI, KS, ORG, OWL, PROV, RDF, RDFS, SKOS, SKOSXL, VOCAB
from kgraph.wording import Text

RELATIONS: Mapping[str, Text] = {
    KS("bearer"): Text("den som har uppdraget eller ansvaret", "who holds the task"),
    KS("modality"): Text("hur bindande", "how binding"),
    KS("assertionMode"): Text("läge", "mode"),
    KS("issuer"): Text("gavs av", "given by"),
    KS("responsibleFor"): Text("ansvarar för eller utför", "is responsible for or carries out"),
    KS("inferred"): Text("vår läsning", "our reading"),
    KS("inferredBecause"): Text("varför vi läser så", "why we read it so"),
    KS("openList"): Text("kan ha fler än de som nämns", "may have more than those named"),
    KS("alignsWith"): Text("kopplar uppåt till", "linked upward to"),
    KS("legalBasis"): Text("grund", "basis"),
    SKOS("exactMatch"): Text("samma sak i ett annat register", "the same in another register"),
    KS("loaded"): Text("läst här", "read here"),
    KS("represents"): Text("är texten till", "is the text of"),
    KS("elementType"): Text("vad det är", "what it is"),
    KS("parentElement"): Text("hör till", "belongs to"),
    KS("taskType"): Text("slag av uppgift", "kind of task"),
    KS("groupResolution"): Text("vilka som ingår", "who is in it"),
    KS("groupMemberType"): Text("de som ingår är", "those in it are"),
    KS("periodicity"): Text("hur ofta", "how often"),
    KS("lineRange"): Text("rader", "lines"),
    KS("passageSha256"): Text("textställets kontrollsumma", "checksum of the passage"),
    KS("sha256"): Text("filens kontrollsumma", "checksum of the file"),
    KS("coversRelation"): Text("läst i sin helhet för", "read in full for"),
    KS("coversSubject"): Text("läst i sin helhet", "read in full"),
    KS("inSource"): Text("i dokumentet", "in the document"),
    KS("absenceKind"): Text("vad källan säger", "what the source says"),
    KS("absentRelation"): Text("det som inte finns", "what there is none of"),
    SKOS("prefLabel"): Text("namn", "name"),
    SKOS("altLabel"): Text("kallas också", "also called"),
    SKOSXL("prefLabel"): Text("namn under en tid", "name for a time"),
    SKOSXL("altLabel"): Text("annat namn under en tid", "other name for a time"),
    SKOSXL("literalForm"): Text("namn", "name"),
    DCT("spatial"): Text("område", "area"),
    PROV("wasDerivedFrom"): Text("hämtad ur", "taken from"),
    ELI("version_date"): Text("uppgifterna avser lydelsen den", "told as worded on"),
    RDF("type"): Text("slag", "kind"),
}
# What the ontology is made of; its own pages tell of that.
TERMS: Mapping[str, Text] = {
    RDF("Property"): Text("relation eller egenskap", "relation or property"),
    RDFS("domain"): Text("sägs om", "said of"),
    RDFS("range"): Text("leder till", "leads to"),
    RDFS("subClassOf"): Text("är ett slags", "is a kind of"),
    RDFS("subPropertyOf"): Text("är en närmare form av", "is a closer form of"),
    OWL("Class"): Text("klass", "class"),
    OWL("DatatypeProperty"): Text("egenskap med värde", "property with a value"),
    OWL("ObjectProperty"): Text("relation", "relation"),
}
# Values of other vocabularies, which have no names in ours, and those whose name is ours alone.
VALUES: Mapping[str, Text] = {
    ELI("InForce-inForce"): Text("ja", "yes"),
    ELI("InForce-notInForce"): Text("nej", "no"),
    ELI("InForce-partiallyInForce"): Text("delvis", "in part"),
    VOCAB("group-resolution/derived"): Text("alla av ett slag i ett område",
                                            "all of a kind in an area"),
    VOCAB("group-resolution/listed"): Text("de är uppräknade", "they are listed"),
    VOCAB("group-resolution/open"): Text("inte känt", "not known"),
    VOCAB("absence-kind/explicitly-none"): Text("det finns ingen eller inget",
                                                "there is none"),
    VOCAB("absence-kind/not-applicable"): Text("frågan gäller inte här",
                                               "the question does not apply here"),
}  # fmt: skip
KINDS: Mapping[str, Text] = {
    KS("AssertionGraph"): Text("Textställe", "Passage"),
    KS("CoverageStatement"): Text("Vad som är läst i sin helhet", "What was read in full"),
    KS("AbsenceStatement"): Text("Vad dokumentet säger saknas",
                                 "What the document says is missing"),
    KS("Territory"): Text("Område", "Area"),
    KS("FollowUp"): Text("Uppföljning", "Follow-up"),
    ORG("OrganizationalUnit"): Text("Enhet i en organisation", "Unit of an organisation"),
    ORG("Post"): Text("Funktion som någon har", "Post that somebody holds"),
    SKOSXL("Label"): Text("Namn under en tid", "Name for a time"),
}  # fmt: skip
# How closely a date is known: told by the date itself, which has no more of it than is known.
PRECISIONS: Mapping[str, tuple[str, ...]] = {
    KS("adoptedPrecision"): (KS("adoptedOn"),),
    KS("datePrecision"): (KS("validFrom"), KS("validThrough"), KS("notBefore")),
}
