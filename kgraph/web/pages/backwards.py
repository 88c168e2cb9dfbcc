"""What relations are called from their other end.

The plain name of a relation speaks of the thing that has it. On the page of the thing it points to
that name says the opposite ("replaces" on the page of what was replaced), so each has a name of its
own here; one that is not known here is told as what the other thing has this one as.
"""

from kgraph.terms import DCT, ELI, KS, ORG, OWL, PROV, RDF, RDFS, SKOS
from kgraph.wording import Text

BACK: dict[str, Text] = {
    # documents, laws and what they say
    KS("partOfStrategy"): Text("delar", "parts"),
    KS("parentElement"): Text("underordnat", "under it"),
    KS("guidedBy"): Text("vägleds av det", "guided by it"),
    KS("informedBy"): Text("har det som underlag eller inspiration", "draw on it"),
    KS("implements"): Text("genomför det", "carries it out"),
    KS("contributesTo"): Text("bidrar till det", "contributes to it"),
    KS("alignsWith"): Text("kopplar uppåt hit", "linked upward to it"),
    KS("addresses"): Text("möts av", "met by"),
    KS("aboutElement"): Text("handlar om det", "about it"),
    KS("about"): Text("sägs saknas för det", "said to be lacking for it"),
    KS("legalBasis"): Text("vilar på det", "rests on it"),
    KS("evaluates"): Text("utvärderas i", "evaluated in"),
    KS("inSource"): Text("läst ur det", "read from it"),
    KS("represents"): Text("källa eller omnämnande", "source or mention"),
    ELI("is_part_of"): Text("paragrafer", "sections"),
    ELI("is_member_of"): Text("lydelser", "wordings"),
    ELI("amends"): Text("ändrad genom", "amended by"),
    ELI("type_document"): Text("författningar av slaget", "acts of the kind"),
    DCT("isPartOf"): Text("det som ingår", "what is part of it"),
    DCT("hasPart"): Text("ingår i", "is part of"),
    DCT("replaces"): Text("ersatt av", "replaced by"),
    DCT("isReplacedBy"): Text("ersätter", "replaces"),
    DCT("relation"): Text("har samband med det", "related to it"),
    DCT("source"): Text("bygger på det", "built on it"),
    DCT("subject"): Text("har temat", "has the theme"),
    PROV("wasDerivedFrom"): Text("textställen i det", "passages in it"),
    # actors, forums and what they do
    KS("adoptedBy"): Text("har antagit", "has adopted"),
    DCT("publisher"): Text("har gett ut", "has published"),
    DCT("creator"): Text("har gjort", "has made"),
    KS("responsibleFor"): Text(
        "ansvarar för eller utför det", "is responsible for it or carries it out"
    ),
    KS("involvedIn"): Text("medverkar i det", "takes part in it"),
    KS("activeInTheme"): Text("verksamma i temat", "active in the theme"),
    KS("producedBy"): Text("har gett", "has given"),
    KS("usedBy"): Text("använder", "uses"),
    KS("representedBy"): Text("företräder vid", "represents at"),
    KS("targetGroup"): Text("riktat till dem", "meant for them"),
    ORG("memberOf"): Text("medlemmar", "members"),
    ORG("unitOf"): Text("enheter", "units"),
    ORG("subOrganizationOf"): Text("organisationer i den", "organisations within it"),
    ORG("postIn"): Text("befattningar", "posts"),
    PROV("wasAssociatedWith"): Text("har utfört", "has carried out"),
    PROV("wasGeneratedBy"): Text("gjort vid det", "made in it"),
    PROV("used"): Text("används i", "used in"),
    # places
    DCT("spatial"): Text("gäller här", "applies here"),
    KS("within"): Text("områden i det", "areas within it"),
    # words of lists
    RDF("type"): Text("saker av slaget", "things of the kind"),
    SKOS("broader"): Text("snävare", "narrower"),
    SKOS("inScheme"): Text("värden i listan", "values of the list"),
    ORG("classification"): Text("aktörer av slaget", "actors of the kind"),
    ORG("role"): Text("medlemskap med rollen", "memberships with the role"),
    KS("role"): Text("uppgifter med rollen", "tasks with the role"),
    KS("taskType"): Text("uppgifter av slaget", "tasks of the kind"),
    KS("elementType"): Text("delar av slaget", "parts of the kind"),
    KS("documentType"): Text("dokument av slaget", "documents of the kind"),
    KS("territoryType"): Text("områden av slaget", "areas of the kind"),
    KS("groupMemberType"): Text("grupper av sådana", "groups of them"),
    KS("groupResolution"): Text("grupper av slaget", "groups of the kind"),
    KS("governanceLevel"): Text("på nivån", "at the level"),
    KS("responsibilityLevel"): Text("så långt är ansvaret känt för", "responsibility known so far"),
    KS("modality"): Text("uppdrag av slaget", "mandates of the kind"),
    KS("assertionMode"): Text("uppgifter som sägs så", "statements said so"),
    KS("reviewStatus"): Text("textställen som har den", "passages that have it"),
    KS("coversSubject"): Text("läst i sin helhet för", "read in full for"),
    KS("coversRelation"): Text("läst i sin helhet för det", "read in full for it"),
    KS("absentRelation"): Text("sägs saknas", "said to be lacking"),
    KS("absenceKind"): Text("sagt så", "said so"),
    # the ontology's own words
    RDFS("domain"): Text("egenskaper som det har", "properties that it has"),
    RDFS("range"): Text("egenskaper som leder hit", "properties that lead here"),
    RDFS("subClassOf"): Text("underordnade klasser", "classes under it"),
    RDFS("subPropertyOf"): Text("underordnade egenskaper", "properties under it"),
    KS("valuesFrom"): Text("egenskaper med värden härifrån", "properties with values from it"),
    OWL("versionIRI"): Text("utgåvan är av", "the edition is of"),
}


def unknown(label: str) -> Text:
    """What a relation without a name here is called: as the other thing has this one.

    Parameters:
        label: the plain name of the relation.
    """
    return Text(f"har det som ”{label}”", f"has it as “{label}”")
