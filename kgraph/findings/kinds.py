"""The kinds of gap and overlap: how each is found, and what makes it sure, silent or unsayable.

Names come from the list ``finding-type``; here stands what the program does about them.
"""

from dataclasses import dataclass

from kgraph.errors import UsageError
from kgraph.queries import near_miss
from kgraph.terms import VOCAB, Iri
from kgraph.wording import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding.

    Parameters:
        id: slug in the list ``finding-type``.
        strategist: True when the default view shows it; else it stands under analysis.
        queries: the questions that it rests on.
        formula: what is reported, and how its number is made.
        confirmed, silent, unknown: what makes a finding of this kind so.
        left_out: what looks like one and is none.
        answer: what usually makes it disappear.
        question: what one could bring to a forum.
    """

    id: str
    strategist: bool
    queries: tuple[str, ...]
    formula: Text
    confirmed: Text
    silent: Text
    unknown: Text
    left_out: Text
    answer: Text
    question: Text

    @property
    def relations(self) -> tuple[str, ...]:
        """What must have been read in full for silence to say something (``relation-kind``).

        A source that says that there is none says it of one of these.
        """
        return _RELATIONS.get(self.id, ())

    @property
    def notation(self) -> str:
        """The kind as people write it: GAP-01."""
        return self.id.upper()

    @property
    def iri(self) -> Iri:
        """The kind in the list."""
        return VOCAB("finding-type/" + self.id)

    @property
    def overlap(self) -> bool:
        """Whether it is an overlap, which can be wanted, and not a gap."""
        return self.id.startswith("ovl")


_RELATIONS: dict[str, tuple[str, ...]] = {
    "gap-01": ("ansvar",), "gap-02": ("insatser",), "gap-03": ("rattslig-grund",),
    "gap-04": ("insatser", "mal"), "gap-05": ("mal",), "gap-06": ("uppfoljning", "indikatorer"),
    "gap-07": ("finansiering",), "gap-08": ("medlemskap",), "gap-09": ("medlemskap",),
    "gap-10": ("ansvar", "medlemskap"), "gap-11": ("medlemskap",), "gap-12": ("medlemskap",),
    "gap-15": ("medlemskap", "insatser", "mal"), "gap-16": ("ansvar",),
}  # fmt: skip
_SAYS_NONE = Text(
    "En frånvarouppgift med textställe säger att det inte finns.",
    "An absence statement with a passage says that there is none.",
)
_READ = Text(
    "Dokumentet självt är läst i sin helhet för frågan, uppräkningen är sluten och det har inte "
    "löpt ut; inget nämns.",
    "The document itself was read in full for the question, its list is closed and it has not run "
    "out; nothing is mentioned.",
)
_NOT_READ = Text(
    "Dokumentet är inte läst för frågan, uppräkningen är öppen, källan är äldre än det som frågas, "
    "eller svaret kan stå i ett verk som bara omnämns.",
    "The document was not read for the question, the list is open, the source is older than what "
    "is asked, or the answer may stand in a work that is only cited.",
)
_BOTH_STATED = Text(
    "Används inte: ingen källa säger själv att det är en överlappning.",
    "Not used: no source itself says that it is an overlap.",
)
# id | for the strategist | questions | formula sv | en | answer sv | en | question sv | en
_ROWS: tuple[tuple[str, bool, str, str, str, str, str, str, str], ...] = (
    ("gap-01", True, "gap-responsibility responsible-by-strategy",
     "Mål, prioriteringar och insatser under nivån utpekad, sagda efter nivå; lucka bara där "
     "ingen nämns. Andel = luckor / lästa element.",
     "Goals, priorities and measures below the level named, told by level; a gap only where "
     "nobody is named. Rate = gaps / elements read.",
     "En källa anger vem som ansvarar för det eller utför det.",
     "A source states who is accountable for it or carries it out.",
     "Vem ansvarar för detta, och var står det?",
     "Who is responsible for this, and where does it say so?"),
    ("gap-02", False, "mandate-without-delivery",
     "Skyldigheter utan angivet genomförande och utan insats, hos den som har uppdraget, med samma "
     "uppgift och tema. Andel = sådana / skyldigheter.",
     "Duties with no stated delivery and no measure, of the one who has the mandate, with the same "
     "task and theme. Rate = such / duties.",
     "En källa säger vad som genomför uppdraget.",
     "A source states what carries the mandate out.",
     "Genom vad genomförs uppdraget?", "By what is the mandate carried out?"),
    ("gap-03", False, "responsibility-without-mandate findings/basis-not-read",
     "Ansvar hos offentliga organ, utan rättslig grund och utan uppdrag i den lag som är läst. Där "
     "lagen inte är läst: ett fynd för varje dokument, och talet är antalet ansvar.",
     "Responsibilities of public bodies with no legal basis and no mandate in the law read. Where "
     "the law was not read: one finding a document, and the number is that of responsibilities.",
     "Grunden anges, eller ett uppdrag ges.", "The basis is stated, or a mandate is given.",
     "På vilken grund vilar ansvaret?", "On what basis does the responsibility rest?"),
    ("gap-04", True, "goal-means",
     "Mål och prioriteringar utan insats, och insatser utan mål eller prioritering. Andel = "
     "sådana / mål, prioriteringar och insatser.",
     "Goals and priorities without a measure, and measures without a goal or priority. Rate = "
     "such / goals, priorities and measures.",
     "En insats knyts till målet, eller insatsen till ett mål.",
     "A measure is tied to the goal, or the measure to a goal.",
     "Vilka insatser ska leda dit?", "Which measures are to lead there?"),
    ("gap-05", False, "vertical-coverage findings/counties-not-read",
     "Nationella och EU-prioriteringar med bara samma tema, eller inget, i ett läst läns dokument. "
     "Andel = sådana / prioriteringar som kan jämföras. För ett län utan läst dokument: ett fynd.",
     "National and EU priorities with the same theme only, or nothing, in a read county's "
     "document. Rate = such / priorities that can be compared. For a county with no document read: "
     "one finding.",
     "Länets dokument anger kopplingen.", "The county's document states the link.",
     "Hör någon av våra prioriteringar ihop med den här?",
     "Does one of our priorities belong with this one?"),
    ("gap-06", True, "follow-up findings/unmeasured findings/duties-to-follow",
     "Dokument eller projekt utan uppföljning, skyldighet att följa upp eller återrapportera utan "
     "känd uppföljning, mål utan indikator, uppföljning utan mottagare, eller rapport som inte "
     "sägs nå den som gav uppdraget. Andel = dokument utan uppföljning och mål utan indikator / "
     "de som är lästa.",
     "Documents or projects without follow-up, a duty to follow up or report with no follow-up "
     "known, goals without an indicator, follow-up without a recipient, or a report not said to "
     "reach the one who gave the mandate. Rate = documents without follow-up and goals without an "
     "indicator / those read.",
     "Mottagare, hur ofta eller indikator anges.",
     "Recipient, interval or indicator is stated.",
     "Hur ska vi veta om det ger resultat, och vem får veta det?",
     "How are we to know whether it works, and who is told?"),
    ("gap-07", True, "funding",
     "Dokument, projekt och insatser utan egen angiven finansiering; medel för helheten ärvs "
     "aldrig. Andel = sådana / lästa.",
     "Documents, projects and measures with no stated funding of their own; money for the whole "
     "is never passed on. Rate = such / read.",
     "Finansiering anges, eller att den ryms i ordinarie budget.",
     "Funding is stated, or that it is within the ordinary budget.",
     "Hur betalas detta?", "How is this paid for?"),
    ("gap-08", False, "representation-gap",
     "Aktörer med uppdrag eller ansvar i länet utan plats i forum som bidrar till saken. Andel = "
     "sådana / alla med rollen.",
     "Bodies with a mandate or responsibility in the county and no seat in a forum for it. Rate = "
     "such / all with the role.",
     "Aktören eller en grupp den hör till får plats.",
     "The body, or a group it belongs to, gets a seat.",
     "Hur får den som har uppgiften del av samtalet?",
     "How does the one who has the task take part in the talks?"),
    ("gap-09", False, "collaborative-gap",
     "Par i samma län med uttalad roll i samma element men inget forum eller projekt gemensamt.",
     "Pairs of one county with a stated role in one element and no forum or project in common.",
     "Ett forum eller projekt har båda.", "A forum or project has both.",
     "Var möts de två?", "Where do the two meet?"),
    ("gap-10", False, "integrative-gap",
     "Teman som en och samma sak har, eller som hänger på varandra, utan aktör eller forum som har "
     "båda, ens genom helheten. Talet är antalet saker.",
     "Themes that one matter has, or that hang on each other, with no body or forum that has both, "
     "not even through the whole. The number is that of matters.",
     "En aktör eller ett forum har båda temana.", "A body or a forum has both themes.",
     "Var behandlas frågorna tillsammans?", "Where are the two matters dealt with together?"),
    ("gap-11", True, "forum-coverage",
     "Prioriteringar och insatser i länet som inget forum sägs bidra till och vars tema inget "
     "forum har. Andel = sådana / lästa.",
     "Priorities and measures of the county that no forum is said to contribute to and whose "
     "theme no forum has. Rate = such / read.",
     "Ett befintligt forum sägs bidra.", "An existing forum is said to contribute.",
     "I vilket forum tas frågan upp?", "In which forum is the matter taken up?"),
    ("gap-12", False, "forum-composition",
     "Sektorer som finns i andra läns forum med samma tema men inte nämns här; inget krav anger "
     "vilka som borde vara med. Talet är antalet sektorer.",
     "Sectors that take part in other counties' forums with the same theme and are not mentioned "
     "here; no requirement says who ought to. The number is that of sectors.",
     "Sektorn finns med, eller skälet till att den inte gör det antecknas.",
     "The sector takes part, or the reason why not is noted.",
     "Är någon sektor med på annat sätt?", "Does a sector take part in another way?"),
    ("gap-13", True, "expired-and-stale",
     "Det som löpt ut eller löper ut inom ett år utan känd efterföljare, glapp till efterföljaren, "
     "och hänvisningar till det som upphört eller ersatts.",
     "What has run out or runs out within a year with no known successor, gaps before the "
     "successor, and references to what has ended or been replaced.",
     "En efterföljare anges, eller hänvisningen ändras.",
     "A successor is stated, or the reference is changed.",
     "Vad gäller nu?", "What holds now?"),
    ("gap-14", True, "findings/stated-lacks",
     "Det som en källa själv säger saknas, är för lite, är ojämnt eller inte fungerar, med eller "
     "utan något som möter det. Talet är antalet som sägs ta upp det.",
     "What a source itself says is missing, too little, uneven or not working, with or without "
     "something that answers it. The number is how many are said to take it up.",
     "En senare källa säger att det är på plats.", "A later source says that it is in place.",
     "Vad görs åt det, och räcker det?", "What is done about it, and is it enough?"),
    ("gap-15", True, "findings/named-not-described",
     "Forum som nämns utan syfte och medlemmar, projekt utan innehåll, parter och pengar, och "
     "områden som står för flera utan att något av dem anges.",
     "Forums named without purpose and members, projects without content, partners and money, and "
     "areas that stand for several of which none is stated.",
     "En källa beskriver det.", "A source describes it.",
     "Vad är detta, och vilka är med?", "What is this, and who takes part?"),
    ("gap-16", True, "findings/depends-on-others",
     "Det som källan säger beror på andra, eller där andra har en roll bara i det som önskas eller "
     "planeras, utan att deras åtagande anges. Talet är antalet saker där de behövs.",
     "What the source says depends on others, or where others have a role only in what is wished "
     "for or planned, without their undertaking being stated. The number is that of matters where "
     "they are needed.",
     "Den som behövs åtar sig det i en källa.", "The one who is needed undertakes it in a source.",
     "Vad har den andra parten åtagit sig?", "What has the other party undertaken?"),
    ("ovl-01", True, "mandate-overlap",
     "Uppdrag hos olika aktörer: andel gemensamma uppgifter × andel gemensamma teman, från 0,5; "
     "skyldighet att samverka räknas aldrig, och att stödja och främja bara för samma område.",
     "Mandates of different bodies: share of tasks in common × share of themes in common, from "
     "0.5; a duty to co-operate never counts, and to support and promote only for one area.",
     "En källa säger hur arbetet är delat.", "A source states how the work is divided.",
     "Hur delar de arbetet?", "How do they divide the work?"),
    ("ovl-02", False, "double-accountability",
     "Två som på skilda ställen anges som ansvariga för samma sak; en mening med flera namn är "
     "delat ansvar.",
     "Two named accountable for one matter in different places; one sentence with several names "
     "is shared responsibility.",
     "En källa säger vem som svarar för vad.", "A source states who answers for what.",
     "Vem av dem svarar för vad?", "Which of them answers for what?"),
    ("ovl-03", False, "measure-overlap",
     "Insatser i olika strategier i samma län med samma uppgift: medelvärde av gemensamma teman "
     "och målgrupper, från 0,5.",
     "Measures of different strategies in one county with one task: mean of themes and target "
     "groups in common, from 0.5.",
     "Insatserna görs ihop eller delas efter målgrupp.",
     "The measures are joined or divided by target group.",
     "Kan insatserna göras ihop?", "Can the measures be joined?"),
    ("ovl-04", False, "forum-overlap forum-members",
     "Forum i samma län med minst fem kända medlemmar var och tre gemensamma utan "
     "sammankallande, båda slutna. Talet är gemensamma / det mindre forumet.",
     "Forums of one county with at least five known members each and three in common without "
     "conveners, both closed. The number is shared / the smaller forum.",
     "Forumen delar upp frågorna, eller har gemensamma möten.",
     "The forums divide the matters, or meet together.",
     "Kan forumen dela möten?", "Can the forums share meetings?"),
    ("ovl-05", False, "strategy-theme-overlap",
     "Dokument med gemensamma teman / alla deras teman, från 0,5. Mellan län en möjlighet att "
     "arbeta ihop, inget fel.",
     "Documents' themes in common / all of theirs, from 0.5. Between counties a chance to work "
     "together, no fault.",
     "Ett gemensamt projekt, eller ett dokument som styr.",
     "A project in common, or one document that steers.",
     "Kan vi göra något tillsammans?", "Can we do something together?"),
    ("ovl-06", False, "follow-up",
     "Samma sak följs upp minst två gånger åt samma mottagare. Talet är antalet.",
     "One matter is followed up at least twice for one recipient. The number is how many.",
     "En rapport används till flera saker.", "One report serves several uses.",
     "Räcker en rapport?", "Is one report enough?"),
    ("ovl-07", False, "edges forum-members",
     "Antal forum i ett län, vägda med möten om året där de anges; i översta tiondelen, över "
     "medelvärdet plus två standardavvikelser och i minst tre forum. Delar av ett forum räknas "
     "med det.",
     "Number of a county's forums, weighted by meetings a year where stated; in the top tenth, "
     "above the mean plus two standard deviations and in at least three. Branches count with "
     "their forum.",
     "Platser delas eller forum slås ihop.", "Seats are shared or forums joined.",
     "Kan någon annan ta en plats?", "Can somebody else take a seat?"),
    ("ovl-08", True, "findings/shared-question forum-members",
     "Minst tre forum i samma län med samma fråga, eller två med samma angivna syfte. Talet är "
     "antalet forum.",
     "At least three forums of one county with the same question, or two with one stated purpose. "
     "The number is that of forums.",
     "Forumen säger hur de delar frågan.", "The forums state how they divide the matter.",
     "Vad talar vi om var?", "What do we talk about where?"),
)  # fmt: skip

# kind -> confirmed, silent, unknown, left out
_STATUS: dict[str, tuple[Text, Text, Text, Text]] = {
    "gap-01": (
        _SAYS_NONE, _READ, _NOT_READ,
        Text("Den som någon svarar för genom fokusområdet eller helheten: det sägs som nivå. Att "
             "medverka, att bara stå i ett önskat läge, och det som en källa säger inte är "
             "aktuellt är ingen lucka.",
             "What somebody answers for through the focus area or the whole: that is told as a "
             "level. Taking part, standing only in a wished-for state, and what a source says does "
             "not apply are no gaps."),
    ),
    "gap-02": (
        Text("En frånvarouppgift säger att inget genomför uppdraget.",
             "An absence statement says that nothing carries the mandate out."),
        Text("Ett eget dokument är läst i sin helhet för insatser, och inget eget dokument är bara "
             "omnämnt.",
             "A document of its own was read in full for measures, and none of its own is merely "
             "cited."),
        Text("De egna dokumenten är inte lästa: ett fynd för varje organ, med antalet uppdrag.",
             "Its own documents were not read: one finding a body, with the number of mandates."),
        Text("Organ utan eget dokument i uppgifterna, och uppdrag vars tema organet arbetar med: "
             "där går inte ens en brist att misstänka. Tillåtelser, råd och erbjudanden.",
             "Bodies with no document of their own in the data, and mandates whose theme the body "
             "works with: there not even a lack can be suspected. Permissions, advice and offers."),
    ),
    "gap-03": (
        _SAYS_NONE,
        Text("Organets författning är läst i sin helhet för rättslig grund och ger inget uppdrag.",
             "The body's law was read in full for legal basis and gives no mandate."),
        Text("Organets författning är inte läst: ett fynd för varje dokument.",
             "The body's law was not read: one finding a document."),
        Text("Organ som inte är offentliga, och organ vars grupp eller organisation har uppdrag.",
             "Bodies that are not public, and bodies whose group or organisation has a mandate."),
    ),
    "gap-04": (
        _SAYS_NONE, _READ, _NOT_READ,
        Text("Mål som en insats leder till genom en prioritering, och insatser under en "
             "prioritering.",
             "Goals that a measure leads to through a priority, and measures under a priority."),
    ),
    "gap-05": (
        _SAYS_NONE,
        Text("Alla länets kända dokument är lästa, ett av dem i sin helhet för mål, och ingen "
             "koppling anges.",
             "All known documents of the county were read, one of them in full for goals, and no "
             "link is stated."),
        Text("Länets dokument är inte lästa (ett fynd för länet), inte lästa för mål, eller bara "
             "några av dem är lästa.",
             "The county's documents were not read (one finding for the county), not read for "
             "goals, or only some of them were."),
        Text("Koppling som anges för prioriteringen eller för dokumentet, och ett länsdokument som "
             "är äldre än det nationella: då är frågan inte aktuell.",
             "A link stated for the priority or for the document, and a county document older than "
             "the national one: then the question does not apply."),
    ),
    "gap-06": (
        _SAYS_NONE,
        Text("Dokumentet självt är läst i sin helhet för uppföljning (för indikatorer när det "
             "gäller mål), och det har inte löpt ut.",
             "The document itself was read in full for follow-up (for indicators where a goal is "
             "concerned), and it has not run out."),
        _NOT_READ,
        Text("Uppföljning som bara önskas eller får ske räknas inte som uppföljning. Den som också "
             "rapporterar till någon saknar inte mottagare. En skyldighet vars bärare har någon "
             "uppföljning.",
             "Follow-up that is only wished for or allowed does not count as follow-up. Who also "
             "reports to somebody does not lack a recipient. A duty whose holder has some "
             "follow-up."),
    ),
    "gap-07": (
        _SAYS_NONE, _READ, _NOT_READ,
        Text("Resurser för helheten ärvs aldrig, men sägs bredvid. En insats har finansiering när "
             "pengar anges för det den står under, eller för ett projekt som genomför den.",
             "Resources for the whole are never passed on, but told beside. A measure is funded "
             "when money is stated for what it stands under, or for a project that carries it "
             "out."),
    ),
    "gap-08": (
        Text("En frånvarouppgift säger att aktören inte är med.",
             "An absence statement says that the body does not take part."),
        Text("Alla länets forum är lästa i sin helhet för medlemmar och har slutna uppräkningar.",
             "All forums of the county were read in full for members and have closed lists."),
        Text("Någon medlemslista i länet är öppen eller inte läst i sin helhet, eller inget forum "
             "är känt i länet.",
             "Some list of members in the county is open or was not read in full, or no forum of "
             "the county is known."),
        Text("Sammankallande, medlemmar i ett forum för hela strategin, nationella organ utan "
             "angiven roll i länet, och den som är med genom en enhet eller grupp.",
             "Conveners, members of a forum for the whole strategy, national bodies with no stated "
             "role in the county, and who takes part through a unit or group."),
    ),
    "gap-09": (
        Text("En frånvarouppgift säger att en av de två inte möter någon.",
             "An absence statement says that one of the two meets nobody."),
        Text("Strategin är läst i sin helhet för medlemskap och inget forum i länet är öppet.",
             "The strategy was read in full for memberships and no forum of the county is open."),
        _NOT_READ,
        Text("Samma tema eller ordet samverkan ger inget par; inte heller en organisation och dess "
             "enhet, eller en grupp och dess medlem.",
             "A theme in common or the word co-operation gives no pair; nor do an organisation and "
             "its unit, or a group and its member."),
    ),
    "gap-10": (
        Text("En frånvarouppgift säger att ingen svarar för saken eller möts om den.",
             "An absence statement says that nobody answers for the matter or meets about it."),
        Text("Dokumentet självt är läst i sin helhet för både ansvar och medlemskap, har inte löpt "
             "ut, och inget forum i länet är öppet.",
             "The document itself was read in full for both responsibility and memberships, has "
             "not run out, and no forum of the county is open."),
        _NOT_READ,
        Text("Teman i en strategi som någon svarar för i sin helhet, eller som ett forum är till "
             "för: då har den båda.",
             "Themes of a strategy that somebody answers for as a whole, or that a forum is for: "
             "then that one has both."),
    ),
    "gap-11": (
        _SAYS_NONE, _READ, _NOT_READ,
        Text("Forum som sägs bidra till saken, det den står under eller hela strategin, och forum "
             "i länet med dess tema (möjligt).",
             "Forums said to contribute to the matter, to what it stands under or to the whole "
             "strategy, and forums of the county with its theme (possible)."),
    ),
    "gap-12": (
        Text("En frånvarouppgift säger att sektorn inte är med.",
             "An absence statement says that the sector does not take part."),
        Text("Medlemslistan är läst i sin helhet, sluten, och alla medlemmars sektor är känd.",
             "The list of members was read in full, is closed, and all members' sectors known."),
        Text("Listan är öppen eller inte läst i sin helhet, eller någon medlems sektor är okänd.",
             "The list is open or was not read in full, or some member's sector is not known."),
        Text("Ingen kallas saknad: det finns inget krav på vilka som ska vara med. Nätverk för ett "
             "yrke jämförs inte.",
             "Nobody is called missing: no requirement says who ought to take part. Networks of "
             "one profession are not compared."),
    ),
    "gap-13": (
        Text("Slutdatum är angivet, och det som hänvisar är läst i en källa eller ett register.",
             "The end date is stated, and what refers to it was read in a source or a register."),
        Text("Dokumentet självt är läst, slutdatum är angivet, och ingen efterföljare nämns.",
             "The document itself was read, its end is stated, and no successor is mentioned."),
        Text("Dokumentet är inte läst, eller källorna är äldre än slutdatumet: en efterföljare kan "
             "finnas.",
             "The document was not read, or the sources are older than its end: there may be a "
             "successor."),
        Text("Det som inte har något angivet slutdatum, och det som redan har en efterföljare.",
             "What has no stated end, and what already has a successor."),
    ),
    "gap-14": (
        Text("Källan säger det själv: en utmaning som är märkt som angiven brist, eller en "
             "frånvarouppgift.",
             "The source itself says so: a challenge marked as a stated lack, or an absence "
             "statement."),
        Text("Används inte: det som inte sägs är inget uttalat behov.",
             "Not used: what is not said is no stated lack."),
        Text("Det sägs om ett dokument som löpt ut: om det fortfarande är så går inte att säga.",
             "It is said of a document that has run out: whether it is still so cannot be said."),
        Text("Utmaningar som bara säger att något är viktigt, växer, kan bli en risk eller hänger "
             "på andra, och det som står i ett önskat läge.",
             "Challenges that only say that something matters, grows, may be a risk or depends on "
             "others, and what stands in a wished-for state."),
    ),
    "gap-15": (
        Text("Används inte: ingen källa säger själv att den låter bli att beskriva.",
             "Not used: no source itself says that it leaves out the description."),
        Text("Dokumentet som nämner det är läst i sin helhet för det som saknas: medlemskap "
             "(forum), insatser (projekt) eller mål (område).",
             "The document that names it was read in full for what is lacking: memberships "
             "(forum), measures (project) or goals (area)."),
        Text("Källan är inte läst i sin helhet för det, eller pekar på ett verk som inte är läst.",
             "The source was not read in full for that, or points to a work not read."),
        Text("Det som har ett syfte, en uppgift, ett tema (projekt), minst två medlemmar eller "
             "något under sig.",
             "What has a purpose, a task, a theme (project), at least two members or something "
             "under it."),
    ),
    "gap-16": (
        Text("En frånvarouppgift säger att åtagandet saknas.",
             "An absence statement says that the undertaking is missing."),
        Text("Dokumentet självt är läst i sin helhet för ansvar, har inte löpt ut, och den som "
             "behövs är ingen öppen grupp.",
             "The document itself was read in full for responsibility, has not run out, and who is "
             "needed is no open group."),
        _NOT_READ,
        Text("Den som redan har en roll som gäller i saken, i något under samma prioritering, i "
             "helheten eller genom ett forum för den; och beroende där samma textställe säger vems "
             "uppgiften är.",
             "Who already has a role that counts in the matter, in something under the same "
             "priority, in the whole or through a forum for it; and dependence where the same "
             "passage states whose task it is."),
    ),
}  # fmt: skip

# What makes an overlap sure by the sources, and what leaves it unsaid.
_OVERLAP_STATUS: dict[str, tuple[Text, Text]] = {
    "ovl-01": (
        Text("Båda uppdragen är belagda, och så är det som samordnar dem: ett forum, ett projekt "
             "eller ett textställe med båda.",
             "Both mandates are stated, and so is what coordinates them: a forum, a project or a "
             "passage with both."),
        Text("Inget som samordnar dem nämns: hur de delar arbetet kan stå i det som inte är läst.",
             "Nothing that coordinates them is mentioned: how they divide the work may stand in "
             "what was not read."),
    ),
    "ovl-02": (
        Text("Båda anges som ansvariga, i var sitt textställe.",
             "Both are stated as accountable, each in a passage of its own."),
        Text("Används inte: textställena finns.", "Not used: the passages are there."),
    ),
    "ovl-03": (
        Text("Båda insatserna är belagda med uppgift och tema.",
             "Both measures are stated with task and theme."),
        Text("Länet har flera dokument och minst ett är inte läst: en rad för länet säger det.",
             "The county has several documents and at least one was not read: one row says so."),
    ),
    "ovl-04": (
        Text("Båda listorna är slutna och lästa i sin helhet.",
             "Both lists are closed and were read in full."),
        Text("Minst en lista är öppen eller inte läst i sin helhet: en rad för länet säger det.",
             "At least one list is open or not read in full: one row a county says so."),
    ),
    "ovl-05": (
        Text("Båda dokumenten är lästa.", "Both documents were read."),
        Text("Minst ett av dokumenten är bara känt genom andra.",
             "At least one of the documents is known through others only."),
    ),
    "ovl-06": (
        Text("Båda uppföljningarna är belagda med samma mottagare.",
             "Both follow-ups are stated with one recipient."),
        Text("Länet har dokument som inte är lästa: en rad för länet säger det.",
             "The county has documents that were not read: one row says so."),
    ),
    "ovl-07": (
        Text("Alla listor i länets forum är slutna och lästa i sin helhet.",
             "All lists of the county's forums are closed and were read in full."),
        Text("Någon lista i länet är öppen: andra kan ha lika många platser.",
             "Some list in the county is open: others may have as many seats."),
    ),
    "ovl-08": (
        Text("Varje forums syfte är belagt; det kan finnas fler forum.",
             "Each forum's purpose is stated; there may be more forums."),
        Text("Används inte: syftena är angivna.", "Not used: the purposes are stated."),
    ),
}  # fmt: skip
_NO_OVERLAP: dict[str, Text] = {
    "ovl-01": Text("Skyldighet att samverka, det breda stödja och främja utan angivet område, en "
                   "grupp och dess medlemmar, och det som inte gäller samtidigt.",
                   "A duty to co-operate, the broad support and promote without a stated area, a "
                   "group and its members, and what does not hold at one time."),
    "ovl-02": Text("Flera namn i samma mening, andra roller, en enhet och den den hör till.",
                   "Several names in one sentence, other roles, a unit and the body it is of."),
    "ovl-03": Text("Insatser i samma plan: de är tänkta att passa ihop.",
                   "Measures of one plan: they are meant to fit together."),
    "ovl-04": Text("Sammankallande och deras enheter, öppna grupper, en del av ett forum.",
                   "Conveners and their units, open groups, a branch of a forum."),
    "ovl-05": Text("Dokument över och under varandra, som är till för att höra ihop, och sådant "
                   "som har löpt ut.",
                   "Documents above and below each other, meant to belong together, and what has "
                   "run out."),
    "ovl-06": Text("Flera som följer upp tillsammans, olika mottagare, det som bara önskas.",
                   "Several who follow up together, different recipients, what is only wished."),
    "ovl-07": Text("En plats i vart och ett av flera län, och delar av ett och samma forum.",
                   "A seat in each of several counties, and branches of one forum."),
    "ovl-08": Text("Två forum med var sitt syfte, temat samverkan, och delar av ett forum.",
                   "Two forums with purposes of their own, the theme of co-operation, and branches."
                   ),
}  # fmt: skip
_STATUS |= {slug: (_BOTH_STATED, *two, _NO_OVERLAP[slug]) for slug, two in _OVERLAP_STATUS.items()}


def _kind(row: tuple[str, bool, str, str, str, str, str, str, str]) -> Kind:
    slug, strategist, names, formula_sv, formula_en, answer_sv, answer_en, ask_sv, ask_en = row
    confirmed, silent, unknown, left_out = _STATUS[slug]
    return Kind(
        slug,
        strategist,
        tuple(names.split()),
        Text(formula_sv, formula_en),
        confirmed,
        silent,
        unknown,
        left_out,
        Text(answer_sv, answer_en),
        Text(ask_sv, ask_en),
    )


KINDS: dict[str, Kind] = {row[0]: _kind(row) for row in _ROWS}


def find_kind(name: str) -> Kind:
    """The kind that a person means: ``GAP-01`` or ``gap-01``.

    Raises:
        UsageError: there is none; near ones are offered.
    """
    if name.lower() in KINDS:
        return KINDS[name.lower()]
    raise UsageError(
        Text(f"Det finns inget slag som heter {name}.", f"There is no kind called {name}."),
        "--kind",
        near_miss(
            name.upper(),
            [kind.notation for kind in KINDS.values()],
            Text("Finns: GAP-01 till GAP-16 och OVL-01 till OVL-08.", "See GAP-01 to OVL-08."),
        ),
    )
