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
    answer: Text
    question: Text

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
_LIKE = Text(
    "Likheten följer av vad textställena säger om var och en, och de uppgifter den räknas på är "
    "slutna.",
    "The likeness follows from what the passages say of each, and what it is counted on is closed.",
)
_LIKE_UNKNOWN = Text(
    "En uppräkning är öppen, eller något som kan visa hur arbetet är delat är inte läst.",
    "A list is open, or something that could show how the work is divided was not read.",
)

# id | for the strategist | questions | formula sv | en | answer sv | en | question sv | en
_ROWS: tuple[tuple[str, bool, str, str, str, str, str, str, str], ...] = (
    ("gap-01", True, "gap-responsibility responsible-by-strategy",
     "Mål, prioriteringar och insatser under nivån utpekad, sagda efter nivå; lucka bara där "
     "ingen nämns. Andel = luckor / lästa element.",
     "Goals, priorities and measures below the level named, told by level; a gap only where "
     "nobody is named. Rate = gaps / elements read.",
     "En källa anger vem som ansvarar eller utför.",
     "A source states who is accountable or carries it out.",
     "Vem ansvarar för detta, och var står det?",
     "Who is responsible for this, and where does it say so?"),
    ("gap-02", False, "mandate-without-delivery",
     "Skyldigheter utan angivet genomförande och utan insats hos bäraren med samma uppgift och "
     "tema. Andel = sådana / skyldigheter.",
     "Duties with no stated delivery and no measure of the bearer's with the same task and theme. "
     "Rate = such / duties.",
     "En källa säger vad som genomför uppdraget.",
     "A source states what carries the mandate out.",
     "Genom vad genomförs uppdraget?", "By what is the mandate carried out?"),
    ("gap-03", False, "responsibility-without-mandate",
     "Ansvar hos offentliga organ vars författning är läst, utan rättslig grund och utan uppdrag.",
     "Responsibilities of public bodies whose law was read, with no legal basis and no mandate.",
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
    ("gap-05", False, "vertical-coverage",
     "Nationella och EU-prioriteringar med bara samma tema, eller inget, i ett läst läns dokument. "
     "Andel = sådana / prioriteringar som kan jämföras.",
     "National and EU priorities with the same theme only, or nothing, in a read county's "
     "document. Rate = such / priorities that can be compared.",
     "Länets dokument anger kopplingen.", "The county's document states the link.",
     "Hör någon av våra prioriteringar ihop med den här?",
     "Does one of our priorities belong with this one?"),
    ("gap-06", True, "follow-up findings/unmeasured",
     "Dokument eller projekt utan uppföljning, mål utan indikator, uppföljning utan mottagare, "
     "eller rapport som inte sägs nå den som gav uppdraget. Andel = sådana / det som är läst.",
     "Documents or projects without follow-up, goals without an indicator, follow-up without a "
     "recipient, or a report not said to reach the one who gave the mandate. Rate = such / read.",
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
     "Teman som hör ihop enligt ett element, utan aktör eller forum som har båda.",
     "Themes that an element ties together, with no body or forum that has both.",
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
     "Det som en källa själv säger saknas eller inte fungerar, med eller utan insats som möter "
     "det. Talet är antalet insatser som sägs möta det.",
     "What a source itself says is missing or does not work, with or without a measure that "
     "answers it. The number is that of measures said to answer it.",
     "En senare källa säger att det är på plats.", "A later source says that it is in place.",
     "Vad görs åt det, och räcker det?", "What is done about it, and is it enough?"),
    ("gap-15", True, "findings/named-not-described",
     "Forum, projekt och områden som nämns utan syfte, medlemmar, sammankallande eller innehåll.",
     "Forums, projects and areas named without purpose, members, convener or content.",
     "En källa beskriver det.", "A source describes it.",
     "Vad är detta, och vilka är med?", "What is this, and who takes part?"),
    ("gap-16", True, "findings/depends-on-others",
     "Mål och insatser som förutsätter andra, utan att deras åtagande anges. Talet är antalet "
     "ställen där någon behövs.",
     "Goals and measures that depend on others without their undertaking being stated. The number "
     "is that of matters where somebody is needed.",
     "Den som behövs åtar sig det i en källa.", "The one who is needed undertakes it in a source.",
     "Vad har den andra parten åtagit sig?", "What has the other party undertaken?"),
    ("ovl-01", True, "mandate-overlap",
     "Uppdrag hos olika aktörer: andel gemensamma uppgifter × andel gemensamma teman, från 0,5; "
     "skyldighet att samverka räknas aldrig.",
     "Mandates of different bodies: share of tasks in common × share of themes in common, from "
     "0.5; a duty to co-operate never counts.",
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
     "Antal forum, vägda med möten om året där de anges; över medelvärdet plus två "
     "standardavvikelser och minst tre forum.",
     "Number of forums, weighted by meetings a year where stated; above the mean plus two "
     "standard deviations and at least three forums.",
     "Platser delas eller forum slås ihop.", "Seats are shared or forums joined.",
     "Kan någon annan ta en plats?", "Can somebody else take a seat?"),
    ("ovl-08", True, "findings/shared-question forum-members",
     "Forum i samma län med samma uttalade fråga, ordnade efter angivet syfte. Talet är antalet "
     "skilda syften.",
     "Forums of one county with the same stated question, grouped by stated purpose. The number "
     "is that of different purposes.",
     "Forumen säger hur de delar frågan.", "The forums state how they divide the matter.",
     "Vad talar vi om var?", "What do we talk about where?"),
)  # fmt: skip

_STATUS: dict[str, tuple[Text, Text, Text]] = {
    "gap-03": (
        _SAYS_NONE,
        Text(
            "Organets författning är läst i sin helhet för rättslig grund och ger inget uppdrag.",
            "The body's law was read in full for legal basis and gives no mandate.",
        ),
        Text(
            "Rapporteras inte: om ett organ vars författning inte är läst sägs inget.",
            "Not reported: nothing is said of a body whose law was not read.",
        ),
    ),
    "gap-13": (
        Text(
            "Slutdatum är angivet, och det som hänvisar är läst i en källa eller ett register.",
            "The end date is stated, and what refers to it was read in its own source or register.",
        ),
        Text(
            "Dokumentet självt är läst, slutdatum är angivet, och ingen efterföljare nämns.",
            "The document itself was read, its end is stated, and no successor is mentioned.",
        ),
        Text(
            "Dokumentet är inte läst, eller källorna är äldre än slutdatumet: en efterföljare kan "
            "finnas.",
            "The document was not read, or the sources are older than its end: there may be a "
            "successor.",
        ),
    ),
    "gap-14": (
        Text("Källan säger det själv.", "The source itself says so."),
        Text(
            "Används inte: det som inte sägs är inget uttalat behov.",
            "Not used: what is not said is no stated lack.",
        ),
        Text(
            "Det sägs om ett dokument som löpt ut: om det fortfarande är så går inte att säga.",
            "It is said of a document that has run out: whether it is still so cannot be said.",
        ),
    ),
    "gap-15": (
        Text(
            "Källan säger själv att det inte är beskrivet.",
            "The source itself says that it is not described.",
        ),
        Text(
            "Dokumentet som nämner det är läst i sin helhet och beskriver det inte.",
            "The document that names it was read in full and does not describe it.",
        ),
        Text(
            "Källan som nämner det är ingen läst plan, eller hänvisar till ett verk som inte är "
            "läst.",
            "The source that names it is no plan read in full, or points to a work not read.",
        ),
    ),
}


def _kind(row: tuple[str, bool, str, str, str, str, str, str, str]) -> Kind:
    slug, strategist, names, formula_sv, formula_en, answer_sv, answer_en, ask_sv, ask_en = row
    gap = (_SAYS_NONE, _READ, _NOT_READ)
    overlap = (_BOTH_STATED, _LIKE, _LIKE_UNKNOWN)
    confirmed, silent, unknown = _STATUS.get(slug, overlap if slug.startswith("ovl") else gap)
    return Kind(
        slug,
        strategist,
        tuple(names.split()),
        Text(formula_sv, formula_en),
        confirmed,
        silent,
        unknown,
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
