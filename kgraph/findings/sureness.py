"""What makes a finding of each kind confirmed, silent or unknown, and what is left out."""

from kgraph.wording import Text

_SAYS_NONE = Text(
    "Dokumentet säger självt, på ett utpekat ställe, att det inte finns.",
    "The document itself says, at a passage that is named, that there is none.",
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
# kind -> confirmed, silent, unknown, left out
STATUS: dict[str, tuple[Text, Text, Text, Text]] = {
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
        Text("En källa säger att inget genomför uppdraget.",
             "A source says that nothing carries the mandate out."),
        Text("Ett eget dokument är läst i sin helhet för insatser, och inget eget dokument är bara "
             "omnämnt.",
             "A document of its own was read in full for measures, and none of its own is merely "
             "cited."),
        Text("De egna dokumenten är inte lästa: ett fynd för varje organ, med antalet uppdrag.",
             "Its own documents were not read: one finding a body, with the number of mandates."),
        Text("Organ utan eget dokument i uppgifterna, uppdrag vars tema organet arbetar med, "
             "att samverka för den som är med i ett forum och att ta fram en strategi för den som "
             "har en: där går inte ens en brist att misstänka. Tillåtelser, råd och erbjudanden.",
             "Bodies with no document of their own in the data, mandates whose theme the body "
             "works with, to co-operate for who sits in a forum and to draw up a strategy for who "
             "has one: there not even a lack can be suspected. Permissions, advice and offers."),
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
             "prioritering. Styrande strategier som något i dokumentet knyts till, hela eller i "
             "delar; om det som knyts är nog prövas inte.",
             "Goals that a measure leads to through a priority, and measures under a priority. "
             "Guiding strategies that something in the document is tied to, as a whole or in "
             "part; whether what is tied is enough is not asked."),
    ),
    "gap-05": (
        _SAYS_NONE,
        Text("Alla länets kända dokument är lästa, ett av dem i sin helhet för mål, och ingen "
             "koppling anges.",
             "All known documents of the county were read, one of them in full for goals, and no "
             "link is stated."),
        Text("Länets lästa dokument är inte läst för mål, eller bara några av dem är lästa.",
             "The county's document was not read for goals, or only some of them were read."),
        Text("Koppling som anges för prioriteringen eller för dokumentet, och ett länsdokument som "
             "är äldre än det nationella: då är frågan inte aktuell. Län utan läst dokument, och "
             "prioriteringar som bara samlar andra.",
             "A link stated for the priority or for the document, and a county document older than "
             "the national one: then the question does not apply. Counties with no document read, "
             "and priorities that only gather others."),
    ),
    "gap-06": (
        _SAYS_NONE,
        Text("Dokumentet självt är läst i sin helhet för uppföljning (för indikatorer när det "
             "gäller mål), och det har inte löpt ut.",
             "The document itself was read in full for follow-up (for indicators where a goal is "
             "concerned), and it has not run out."),
        _NOT_READ,
        Text("Uppföljning som bara önskas eller får ske räknas inte som uppföljning. Den som också "
             "rapporterar till någon saknar inte mottagare. En skyldighet där den som har "
             "uppdraget har någon uppföljning.",
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
        Text("En källa säger att aktören inte är med.",
             "A source says that the body does not take part."),
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
        Text("En källa säger att en av de två inte möter någon.",
             "A source says that one of the two meets nobody."),
        Text("Strategin är läst i sin helhet för medlemskap och inget forum i länet är öppet.",
             "The strategy was read in full for memberships and no forum of the county is open."),
        _NOT_READ,
        Text("Samma tema eller ordet samverkan ger inget par; inte heller en organisation och dess "
             "enhet, en grupp och dess medlem, eller en öppen grupp: vilka som avses vet ingen.",
             "A theme in common or the word co-operation gives no pair; nor do an organisation and "
             "its unit, a group and its member, or an open group: nobody knows who is meant."),
    ),
    "gap-10": (
        Text("En källa säger att ingen svarar för saken eller möts om den.",
             "A source says that nobody answers for the matter or meets about it."),
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
        Text("En källa säger att sektorn inte är med.",
             "A source says that the sector does not take part."),
        Text("Medlemslistan är läst i sin helhet, sluten, och alla medlemmars sektor är känd.",
             "The list of members was read in full, is closed, and all members' sectors known."),
        Text("Listan är öppen eller inte läst i sin helhet, eller någon medlems sektor är "
             "inte känd.",
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
             "uppgift om att något saknas.",
             "The source itself says so: a challenge marked as a stated lack, or a "
             "statement that something is missing."),
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
        Text("En källa säger att åtagandet saknas.",
             "A source says that the undertaking is missing."),
        Text("Dokumentet självt är läst i sin helhet för ansvar, har inte löpt ut, den som behövs "
             "är ingen öppen grupp, och inget oläst verk kan hålla åtagandet.",
             "The document itself was read in full for responsibility, has not run out, who is "
             "needed is no open group, and no unread work could hold the undertaking."),
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
STATUS |= {slug: (_BOTH_STATED, *two, _NO_OVERLAP[slug]) for slug, two in _OVERLAP_STATUS.items()}
