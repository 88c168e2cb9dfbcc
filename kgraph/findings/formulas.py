"""What each kind of finding reports, how its number is made, what ends it and what to ask."""

# id | for the strategist | questions | formula sv | en | answer sv | en | question sv | en
ROWS: tuple[tuple[str, bool, str, str, str, str, str, str, str], ...] = (
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
    ("gap-04", True, "goal-means findings/parts-not-taken-up",
     "Mål och prioriteringar utan insats, insatser utan mål eller prioritering, och dokument som "
     "inte knyter något till någon prioritering i en strategi som styr dem. Andel = de två första "
     "/ mål, prioriteringar och insatser.",
     "Goals and priorities without a measure, measures without a goal or priority, and documents "
     "that tie nothing to any priority of a strategy that guides them. Rate = the first two / "
     "goals, priorities and measures.",
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
     "Finansiering anges för just den, eller att just den ryms i ordinarie budget.",
     "Funding is stated for this very one, or that this very one is within the ordinary budget.",
     "Hur betalas detta?", "How is this paid for?"),
    ("gap-08", False, "representation-gap",
     "Aktörer med uppdrag eller ansvar i länet utan plats i forum som bidrar till saken. Talet är "
     "antalet; med grupper öppnade de som inte heller då är med.",
     "Bodies with a mandate or responsibility in the county and no seat in a forum for it. The "
     "number is how many; with groups opened those who do not take part then either.",
     "Aktören eller en grupp den hör till får plats.",
     "The body, or a group it belongs to, gets a seat.",
     "Hur får den som har uppgiften del av samtalet?",
     "How does the one who has the task take part in the talks?"),
    ("gap-09", False, "collaborative-gap",
     "Par i samma län med uttalad roll i samma element men inget forum eller projekt gemensamt. "
     "Talet är antalet element; 0 där medlemmar av grupper möts.",
     "Pairs of one county with a stated role in one element and no forum or project in common. "
     "The number is that of elements; 0 where members of groups meet.",
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
     "Vad gäller nu?", "What is in force now?"),
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
     "sammankallande, båda slutna. Talet är gemensamma / det mindre forumet, från 0,5.",
     "Forums of one county with at least five known members each and three in common without "
     "conveners, both closed. The number is shared / the smaller forum, from 0.5.",
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
