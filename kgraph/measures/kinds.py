"""The measures: what each is called, what it means and what to be careful with."""

from dataclasses import dataclass

from kgraph.wording import Text

TWO_MODE = Text("aktörer och forum var för sig", "actors and forums apart")
ONE_MODE = Text("aktörer parvis, små forum väger mer", "actors in pairs, small forums weigh more")
FORUMS = Text("forum mot forum", "forum to forum")
DOCUMENTS = Text("dokument mot dokument", "document to document")
STRATEGY = Text("strategiernas delar", "the parts of strategies")


@dataclass(frozen=True, slots=True)
class Kind:
    """A measure.

    Parameters:
        title: what it is called.
        graph: what it is computed on.
        meaning: what a value tells, for somebody who has never met it.
        caution: what it does not tell.
    """

    title: Text
    graph: Text
    meaning: Text
    caution: Text


KINDS: dict[str, Kind] = {
    "density": Kind(
        Text("Täthet", "Density"),
        TWO_MODE,
        Text(
            "Hur stor del av alla tänkbara deltaganden som finns. 1: alla är med i allt.",
            "How many of all possible participations exist. 1: everybody takes part in everything.",
        ),
        Text(
            "Beror på hur mycket källorna räknar upp, mer än på hur mycket kontakt det är.",
            "Depends on how much the sources list, more than on how much contact there is.",
        ),
    ),
    "mean-degree": Kind(
        Text("Deltaganden per aktör", "Participations by actor"),
        TWO_MODE,
        Text(
            "I hur många forum en aktör är med i snitt, och hur många kända deltagare ett forum "
            "har.",
            "In how many forums an actor is on average, and how many known participants a forum "
            "has.",
        ),
        Text(
            "Många deltaganden kan vara inflytande eller en börda; det säger talet inte.",
            "Many participations can be influence or a burden; the number does not say which.",
        ),
    ),
    "centralisation": Kind(
        Text("Centralisering", "Centralisation"),
        ONE_MODE,
        Text(
            "1: en aktör har kontakt med alla och de andra bara med den (en organisation leder). "
            "0: alla har lika många (styrning delas). Läs tillsammans med tätheten.",
            "1: one actor meets all and the others meet only that one (one organisation leads). "
            "0: all meet equally many (governance is shared). Read together with density.",
        ),
        Text(
            "Den som skrivit dokumentet nämner sina egna forum och hamnar lätt i mitten, och ett "
            "stort forum ger många kontakter på en gång.",
            "Whoever wrote the document names its own forums and easily ends up in the middle, and "
            "one large forum gives many contacts at once.",
        ),
    ),
    "betweenness": Kind(
        Text("Mellanhand", "Go-between"),
        TWO_MODE,
        Text(
            "Hur stor del av de kortaste vägarna mellan andra som går genom aktören. Hög och "
            "ensam: många är beroende av den.",
            "The share of the shortest ways between others that pass the actor. High and alone: "
            "many depend on it.",
        ),
        Text(
            "Jämför bara inom länet. Vägar som inget dokument nämner syns inte.",
            "Compare within the county only. Ways that no document names are not seen.",
        ),
    ),
    "betweenness-direct": Kind(
        Text("Mellanhand, parvis", "Go-between, in pairs"),
        ONE_MODE,
        Text(
            "Samma fråga när aktörer som delar forum räknas som direkta kontakter; att mötas i "
            "ett litet forum är en kortare väg än i ett stort.",
            "The same question when actors that share a forum count as direct contacts; meeting "
            "in a small forum is a shorter way than in a large one.",
        ),
        Text(
            "Att sitta i samma stora forum är ingen personlig kontakt.",
            "Sitting in the same large forum is no personal contact.",
        ),
    ),
    "cut-points": Kind(
        Text("Enda länk", "Only link"),
        TWO_MODE,
        Text(
            "Utan aktören tappar någon del av nätet all kontakt med resten.",
            "Without the actor some part of the network loses all contact with the rest.",
        ),
        Text(
            "En källa som inte räknar upp alla medlemmar skapar enda länkar som inte finns.",
            "A source that does not list all members makes only links that are not there.",
        ),
    ),
    "redundancy": Kind(
        Text("Andra vägar", "Other ways"),
        TWO_MODE,
        Text(
            "Hur stor del av aktörens forum som möts, två och två, också utan den. 0: inga andra "
            "vägar. 1: alla finns. Minst först.",
            "The share of the actor's forums that meet, two by two, also without it. 0: no other "
            "ways. 1: all exist. Least first.",
        ),
        Text(
            "Bara de som är med i minst två forum har ett värde.",
            "Only those in two forums or more have a value.",
        ),
    ),
    "constraint": Kind(
        Text("Bundenhet (Burt)", "Constraint (Burt)"),
        ONE_MODE,
        Text(
            "Låg: kontakterna känner inte varandra, aktören förenar skilda kretsar. Hög: alla "
            "kontakter känner redan varandra. Lägst först.",
            "Low: the contacts do not know each other, the actor joins separate circles. High: "
            "all contacts know each other already. Lowest first.",
        ),
        Text(
            "De som inte möter någon har inget värde. Kontakter utanför forumen syns inte.",
            "Those that meet nobody have no value. Contacts outside the forums are not seen.",
        ),
    ),
    "effective-size": Kind(
        Text("Skilda kretsar", "Separate circles"),
        ONE_MODE,
        Text(
            "Antal kontakter minus dem som ändå nås genom de andra (Burts effektiva storlek); i "
            "parentes per kontakt.",
            "Contacts less those that the others reach anyway (Burt's effective size); per contact "
            "in brackets.",
        ),
        Text(
            "Räknas utan vikt: ett stort forum ger många kontakter på en gång.",
            "Counted without weight: a large forum gives many contacts at once.",
        ),
    ),
    "brokerage": Kind(
        Text("Mäklarroller (Gould–Fernandez)", "Brokerage roles (Gould–Fernandez)"),
        ONE_MODE,
        Text(
            "Par som inte möts men båda möter aktören, efter sektor: samordnare (alla tre i "
            "samma), grindvakt (en av dem i aktörens), konsult (båda i en annan), förbindelse "
            "(tre olika).",
            "Pairs that do not meet but both meet the actor, by sector: coordinator (all three in "
            "one), gatekeeper (one of them in the actor's), consultant (both in another), liaison "
            "(three different).",
        ),
        Text(
            "Bara där sektorn är känd för alla tre. Att två inte delar forum betyder inte att de "
            "inte har kontakt.",
            "Only where the sector of all three is known. That two share no forum does not mean "
            "that they have no contact.",
        ),
    ),
    "interlock": Kind(
        Text("Forum som hör varandra", "Forums that hear each other"),
        FORUMS,
        Text(
            "Hur stor del av alla par av forum som delar någon medlem utom den som sammankallar. "
            "Ett forums delar räknas som ett.",
            "The share of all pairs of forums that share a member other than the one who convenes. "
            "The parts of a forum count as one.",
        ),
        Text(
            "En grupp vars medlemmar inte räknas upp (branschföreträdare) behöver inte vara samma "
            "i två forum; därför två tal.",
            "A group whose members are not listed (industry representatives) need not be the same "
            "in two forums; hence two numbers.",
        ),
    ),
    "clustering": Kind(
        Text("Slutna kretsar", "Closed circles"),
        TWO_MODE,
        Text(
            "Hur lika forum de har som möts, i snitt. Hög: samma parter möts om och om igen, bra "
            "för tillit, sämre för nyheter.",
            "How alike the forums of those who meet are, on average. High: the same parties meet "
            "again and again, good for trust, poorer for news.",
        ),
        Text(
            "Blir hög av sig själv där de flesta bara nämns i ett forum.",
            "Gets high by itself where most are named in one forum only.",
        ),
    ),
    "communities": Kind(
        Text("Kretsar", "Circles"),
        ONE_MODE,
        Text(
            "Grupper som möts mer inbördes än med andra. Modularitet 0: en enda krets; mot 1: "
            "åtskilda kretsar.",
            "Groups that meet more among themselves than with others. Modularity 0: one circle; "
            "towards 1: separate circles.",
        ),
        Text(
            "Sökningen har ett slumpmoment: det som skiljer mellan tjugo körningar är inget fynd.",
            "The search has chance in it: what differs between twenty runs is no finding.",
        ),
    ),
    "cross-density": Kind(
        Text("Täthet mellan kretsarna", "Density between circles"),
        ONE_MODE,
        Text(
            "Kontakter mellan kretsarna jämfört med hela nätet. Under 0,25: ett hål mellan dem.",
            "Contacts between circles compared with the whole. Below 0.25: a hole between them.",
        ),
        Text(
            "Gäller kretsarna ovan och är inte säkrare än de.",
            "Is about the circles above and no surer than they are.",
        ),
    ),
    "backbone": Kind(
        Text("Kontakter som slumpen inte förklarar", "Ties that chance does not explain"),
        ONE_MODE,
        Text(
            "Aktörer som möts i fler forum än forumens storlek och aktörernas antal forum ger av "
            "sig självt (mindre än en gång av tjugo).",
            "Actors that meet in more forums than the sizes of forums and the actors' number of "
            "forums give by themselves (less than once in twenty).",
        ),
        Text(
            "Beräknas från 30 aktörer. En av tjugo kontakter blir kvar också om allt är slump.",
            "Computed from 30 actors up. One tie of twenty is kept even if all is chance.",
        ),
    ),
    "fragmentation": Kind(
        Text("Delat ansvar per tema", "Responsibility by theme"),
        STRATEGY,
        Text(
            "0: en enda svarar för alla mål, prioriteringar och insatser med temat; mot 1: delat "
            "på många. Räknat på den närmaste nivån (utpekad, fokusområdet, helheten).",
            "0: one alone answers for all goals, priorities and measures with the theme; towards "
            "1: split among many. Counted at the nearest level (named, focus area, the whole).",
        ),
        Text(
            "Delat ansvar kan vara meningen. Den som svarar för helheten räknas för varje del; "
            "delar utan någon som svarar räknas inte med.",
            "Split responsibility may be intended. Whoever answers for the whole counts for every "
            "part; parts that nobody answers for are left out.",
        ),
    ),
    "concentration": Kind(
        Text("Samlat ansvar", "Concentration of responsibility"),
        STRATEGY,
        Text(
            "HHI 1: en enda svarar för alla mål, prioriteringar och insatser; mot 0: spritt på "
            "många. Entropin växer med hur jämnt det är spritt (0: en, 1 bit: två lika).",
            "HHI 1: one alone answers for all goals, priorities and measures; towards 0: spread "
            "over many. Entropy grows with how evenly it is spread (0: one, 1 bit: two alike).",
        ),
        Text(
            "Den som svarar för helheten svarar på den nivån för varje del; det gör talet högt.",
            "Whoever answers for the whole answers at that level for every part; that makes the "
            "number high.",
        ),
    ),
    "forum-coverage": Kind(
        Text("Forum för prioriteringarna", "Forums for the priorities"),
        STRATEGY,
        Text(
            "Hur stor del av prioriteringarna och insatserna som har ett forum där de kan tas upp.",
            "The share of the priorities and measures that have a forum to be taken up in.",
        ),
        Text(
            "Ett forum för hela strategin säger lite om var en enskild insats tas upp, och lika "
            "tema är ingen uttalad koppling.",
            "A forum for the whole strategy says little of where one measure is taken up, and an "
            "equal theme is no stated link.",
        ),
    ),
    "vertical-reach": Kind(
        Text("Nationella prioriteringar som tas upp", "National priorities taken up"),
        DOCUMENTS,
        Text(
            "Hur stor del av prioriteringarna i nationella strategier och EU-agendor som länets "
            "dokument säger att de tar upp.",
            "The share of the priorities of national strategies and EU agendas that the county's "
            "documents say that they take up.",
        ),
        Text(
            "Att inte nämna är inte att avböja. Olästa dokument kan säga mer.",
            "Not to mention is not to refuse. Documents that nobody has read may say more.",
        ),
    ),
    "county-bridges": Kind(
        Text("Förbindelser mellan län", "Links between counties"),
        ONE_MODE,
        Text(
            "Vilka som möter aktörer från två län som annars inte möts, och i hur många par.",
            "Who meets actors of two counties that do not meet otherwise, and in how many pairs.",
        ),
        Text(
            "Bara där ett dokument säger att de möts. En nationell aktör som nämns i flera län är "
            "ingen förbindelse för det.",
            "Only where a document says that they meet. A national body named in several counties "
            "is no link by that alone.",
        ),
    ),
}
RANKED = (
    "betweenness",
    "betweenness-direct",
    "redundancy",
    "constraint",
    "effective-size",
    "brokerage",
)
LOW_FIRST = ("redundancy", "constraint")
ROLE_WORDS = {
    "coordinator": Text("samordnare", "coordinator"),
    "gatekeeper": Text("grindvakt", "gatekeeper"),
    "consultant": Text("konsult", "consultant"),
    "liaison": Text("förbindelse", "liaison"),
}
