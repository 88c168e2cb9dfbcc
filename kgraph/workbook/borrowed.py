"""What to write in the columns of the standards' own terms, which the ontology does not define."""

from collections.abc import Mapping

from kgraph.terms import DCT, ELI, ORG, PROV, SKOS, SKOSXL
from kgraph.wording import Text

TOLD: Mapping[str, Text] = {
    SKOS("prefLabel"): Text("Namnet, ett på varje språk.", "The name, one a language."),
    SKOS("altLabel"): Text("Andra namn, ett på varje rad.", "Other names, a line each."),
    SKOS("notation"): Text("Koden i registret.", "The code in the register."),
    SKOSXL("literalForm"): Text("Namnet som det löd då.", "The name as it was then."),
    ORG("purpose"): Text("Vad det är till för, i en mening.", "What it is for, in a sentence."),
    ORG("identifier"): Text("Tio siffror, som 232100-0057.", "Ten digits, as 232100-0057."),
    ORG("organization"): Text("Forumet eller projektet.", "The forum or project."),
    ORG("member"): Text("En organisation eller grupp, aldrig en person.",
                        "An organisation or group, never a person."),
    ORG("role"): Text("Medlemmens roll, ur listan.", "The member's role, from the list."),
    DCT("title"): Text("Titeln som den står på dokumentet.", "The title as on the document."),
    DCT("alternative"): Text("En kortare titel.", "A shorter title."),
    DCT("description"): Text("Vad det är, i en mening.", "What it is, in a sentence."),
    DCT("identifier"): Text("Numret eller beteckningen.", "The number or designation."),
    DCT("language"): Text("Språkets kod, som sv.", "The code of the language, as sv."),
    DCT("source"): Text("Var kopian kommer ifrån.", "Where the copy comes from."),
    DCT("isPartOf"): Text("Den större som det ingår i.", "The larger one that it is part of."),
    PROV("wasDerivedFrom"): Text("Dokumentet som textstället står i.",
                                 "The document that the passage stands in."),
    ELI("title"): Text("Titeln i just den lydelsen.", "The title in that wording."),
    ELI("id_local"): Text("Numret i författningssamlingen, som SFS 2010:630.",
                          "The number in the statute book, as SFS 2010:630."),
    ELI("type_document"): Text("Lag, förordning eller annat.", "Act, ordinance or other."),
}  # fmt: skip
