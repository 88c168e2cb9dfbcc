"""The planted gaps, a county or two for each kind: what holds, and three near misses or more."""

from collections.abc import Callable

from kgraph.generate.bodies import assignment
from kgraph.generate.country import COUNTRY
from kgraph.generate.maker import Maker
from kgraph.generate.sound import PRIVATE, PUBLIC, UNION, Sound
from kgraph.generate.statements import Fact, day, named, text, thing, typed, value, yes
from kgraph.terms import DCT, FOAF, KS, ORG, Iri
from kgraph.wording import Text

_OPEN: Fact = (KS("openList"), yes())
_ENDED: Fact = (KS("validThrough"), day("2019-12-31"))
_NOT_APPLICABLE = Text("Källan säger att det inte gäller.", "The source says it does not apply.")
_SAID = Text("Källan säger själv att det saknas.", "The source itself says that there is none.")
_SILENT = Text("Ingenting nämns.", "Nothing is mentioned.")
_OPEN_WHY = Text("Uppräkningen är öppen.", "The list is open.")


def gap_01(make: Maker) -> list[Sound]:
    """Measures that nobody answers for."""
    c = make("gap-01")
    c.gap("GAP-01", _SILENT, c.loose("tyst", bearers=()))
    said = c.loose("sagt", bearers=())
    c.absent(said, "ansvar")
    c.gap("GAP-01", _SAID, said, status="confirmed")
    opened = c.loose("oppen", _OPEN, bearers=())
    c.gap("GAP-01", _OPEN_WHY, opened, status="unknown", reason="open-list")
    under = c.element(
        "Measure", "under", (KS("parentElement"), c.priority), theme=c.themes[2], bearers=()
    )
    c.near("GAP-01", Text("Någon ansvarar ovanför.", "Somebody answers above it."), under)
    free = c.loose("undantagen", bearers=())
    c.absent(free, "ansvar", "not-applicable")
    c.near("GAP-01", _NOT_APPLICABLE, free)
    wished = c.loose("onskad", bearers=())
    c.answer(wished, "Measure", (c.region,), "ansvarig", "target")
    c.near("GAP-01", Text("Någon är önskad.", "Somebody is wished for."), wished)
    group = thing("group", f"{c.slug}-foretag")
    c.graph.say(
        group,
        *typed(KS("ActorGroup")),
        *named(Text("Företagen", "The companies")),
        (KS("groupResolution"), value("group-resolution", "open")),
    )
    c.seat(c.forum, group)
    by_group = c.loose("grupp", bearers=(group,))
    c.near("GAP-01", Text("En grupp ansvarar.", "A group answers."), by_group)
    return [c]


def gap_02(make: Maker) -> list[Sound]:
    """Duties that nothing is said to carry out."""
    c = make("gap-02")
    what, about = "sprida-kunskap", c.themes[0]
    lost = c.duty("tyst", c.region, what, about)
    c.gap("GAP-02", _SILENT, lost, c.region)
    said = c.duty("sagt", c.region, "folja-upp", about)
    c.absent(said, "insatser")
    c.gap("GAP-02", _SAID, said, c.region, status="confirmed")
    task: Fact = (KS("taskType"), value("task-type", "dialog-om-behov"))
    c.loose("dialog", task)
    done = c.duty("gjort", c.region, "dialog-om-behov", c.themes[2])
    c.near("GAP-02", Text("En insats gör det.", "A measure does it."), done)
    linked = c.duty("knutet", c.region, "finansiera", about, (KS("dischargedBy"), c.measure))
    c.near("GAP-02", Text("Källan säger vad.", "The source says what does it."), linked)
    free = c.duty("undantaget", c.region, "ta-fram-strategi", about)
    c.absent(free, "insatser", "not-applicable")
    c.near("GAP-02", _NOT_APPLICABLE, free)
    return [c]


def gap_03(make: Maker) -> list[Sound]:
    """Public bodies whose law was read, with a responsibility and no mandate."""
    c = make("gap-03")
    bodies = {
        name: c.seated(name, PRIVATE if name == "enskild" else PUBLIC)
        for name in ("utan", "grund", "uppdrag", "enskild")
    }
    said = {}
    for name, body in bodies.items():
        c.document.cover(f"{c.slug}-{name}", body, "rattslig-grund")
        item = c.loose(name, bearers=())
        said[name] = c.answer(item, "Measure", (body,), based=name == "grund")
    duty: Fact = (KS("dischargedBy"), c.measure)
    c.duty("eget", bodies["uppdrag"], "sprida-kunskap", c.themes[0], duty)
    c.gap("GAP-03", _SILENT, said["utan"])
    c.near("GAP-03", Text("Lagrum anges.", "A section is stated."), said["grund"])
    c.near("GAP-03", Text("Organet har ett uppdrag.", "It has a mandate."), said["uppdrag"])
    c.near("GAP-03", Text("Organet är inte offentligt.", "It is not public."), said["enskild"])
    return [c]


def gap_04(make: Maker) -> list[Sound]:
    """Goals that no measure leads to, and a measure that leads nowhere."""
    c = make("gap-04")
    c.gap("GAP-04", _SILENT, c.element("Goal", "tyst", theme=c.themes[0]))
    c.gap("GAP-04", _SILENT, c.element("Measure", "los", theme=c.themes[2]))
    said = c.element("Goal", "sagt", theme=c.themes[0])
    c.absent(said, "insatser")
    c.gap("GAP-04", _SAID, said, status="confirmed")
    far = c.element("Goal", "langt", theme=c.themes[0])
    step = c.element("Priority", "steg", (KS("contributesTo"), far), theme=c.themes[1])
    c.element("Measure", "steg-insats", (KS("parentElement"), step), theme=c.themes[2])
    c.near("GAP-04", Text("Insatsen leder dit i två steg.", "It leads there in two steps."), far)
    done = c.element("Goal", "genomfort", theme=c.themes[0])
    c.element("Measure", "genomfor", (KS("implements"), done), theme=c.themes[2])
    c.near("GAP-04", Text("En insats genomför det.", "A measure implements it."), done)
    free = c.element("Goal", "undantaget", theme=c.themes[0])
    c.absent(free, "insatser", "not-applicable")
    c.near("GAP-04", _NOT_APPLICABLE, free)
    return [c]


def gap_05(make: Maker) -> list[Sound]:
    """A county that takes a national priority up nowhere."""
    c = make("gap-05", guides=())
    c.gap("GAP-05", _SILENT, make.priority, c.territory)
    direct = make("gap-05-direkt", guides=())
    direct.element(
        "Priority", "upptagen", (KS("implements"), make.priority), theme=direct.themes[1]
    )
    direct.element(
        *("Measure", "upptagen-insats"),
        (KS("parentElement"), thing("element", f"{direct.slug}-upptagen")),
        theme=direct.themes[2],
    )
    why = Text("En prioritering genomför den.", "A priority implements it.")
    direct.near("GAP-05", why, make.priority, direct.territory)
    step = make("gap-05-steg", guides=(thing("document", "prov-gap-05-steg-mellan"),))
    step.governing("mellan", (KS("guidedBy"), make.national))
    why = Text("Den tas upp genom ett annat dokument.", "It is taken up by way of a document.")
    step.near("GAP-05", why, make.priority, step.territory)
    old = make("gap-05-aldre", guides=(), adopted="2015-01-01")
    why = Text("Planen är äldre än prioriteringen.", "The plan is older than the priority.")
    old.near("GAP-05", why, make.priority, old.territory)
    return [c, direct, step, old]


def gap_06(make: Maker) -> list[Sound]:
    """No follow-up, none that counts, none that anybody gets, and what is not measured."""
    none = make("gap-06", followed=False)
    none.gap("GAP-06", _SILENT, none.plan)
    wished = make("gap-06-onskad", followed=False)
    wished.follow("onskad", wished.plan, wished.region, wished.board, mode="target")
    wished.gap("GAP-06", Text("Bara önskad.", "Only wished for."), wished.plan)
    c = make("gap-06-mottagare", followed=False)
    c.follow("utan", c.plan, c.region, None)
    c.gap("GAP-06", Text("Ingen mottagare.", "No recipient."), c.plan)
    return [none, wished, c, _measured(make)]


def _measured(make: Maker) -> Sound:
    """What is measured and followed up beside the plan itself, and what is not."""
    c = make("gap-06-mal")
    reached: Fact = (KS("parentElement"), c.priority)
    bare = c.element("Goal", "omatt", theme=c.themes[0], measured=False)
    followed = c.element("Goal", "foljt", theme=c.themes[0], measured=False)
    free = c.element("Goal", "undantaget", theme=c.themes[0], measured=False)
    for number, goal in enumerate((bare, followed, free)):
        leads: Fact = (KS("contributesTo"), goal)
        c.element("Measure", f"dit-{number}", reached, leads, theme=c.themes[2])
    c.gap("GAP-06", Text("Ingen indikator.", "No indicator."), bare)
    c.follow("mal", followed, c.region, c.board, "Goal")
    c.near("GAP-06", Text("Målet följs upp.", "The goal is followed up."), followed)
    c.absent(free, "indikatorer", "not-applicable")
    c.near("GAP-06", _NOT_APPLICABLE, free)
    lost, kept = c.project("ofoljt", followed=False), c.project("foljt")
    c.document.cover(f"{c.slug}-projekt", lost, "uppfoljning")
    c.gap("GAP-06", Text("Projektet följs inte upp.", "It is not followed up."), lost)
    c.near("GAP-06", Text("Projektet följs upp.", "The project is followed up."), kept)
    return c


def gap_07(make: Maker) -> list[Sound]:
    """Measures, a project and a plan without money of their own."""
    c = make("gap-07")
    c.gap("GAP-07", _SILENT, c.loose("tyst", funded=False))
    said = c.loose("sagt", funded=False)
    c.absent(said, "finansiering")
    c.gap("GAP-07", _SAID, said, status="confirmed")
    lost = c.project("utan", funded=False)
    c.document.cover(f"{c.slug}-projekt", lost, "finansiering")
    c.gap("GAP-07", _SILENT, lost)
    free = c.loose("undantagen", funded=False)
    c.absent(free, "finansiering", "not-applicable")
    c.near("GAP-07", _NOT_APPLICABLE, free)
    ruled = c.loose("regel", funded=False)
    passage = c.passage("Resurser")
    passage.say(ruled, *typed(KS("Measure")))
    name = f"{c.slug}-regel-medel"
    who = (c.region,)
    assignment(passage, "FundingContribution", name, who, "finansiar", ruled, "norm")
    c.near("GAP-07", Text("Medel enligt regel.", "Money by rule."), ruled)
    c.near("GAP-07", Text("Medel anges.", "Money is stated."), c.project("med"))
    plan = make("gap-07-plan", funded=False)
    plan.gap("GAP-07", _SILENT, plan.plan)
    return [c, plan]


def gap_08(make: Maker) -> list[Sound]:
    """Bodies with a task and no seat where it is talked about."""
    c = make("gap-08", whole=False)
    absent = c.body("utan-plats")
    part = c.unit("del", c.seated("hel"))
    sits, far = c.seated("med-plats"), c.body("rikets", PUBLIC, COUNTRY)
    other = c.meeting("annat")
    elsewhere = c.body("i-annat")
    c.seat(other, elsewhere)
    for name, body in (("u", absent), ("d", part), ("m", sits), ("a", elsewhere)):
        item = c.loose(name, bearers=(body,))
        c.serve(other if name == "a" else c.forum, item)
    c.duty("rikets", far, "sprida-kunskap", c.themes[2], (KS("dischargedBy"), c.measure))
    topic = value("theme", c.themes[2].slug)
    c.gap("GAP-08", _SILENT, c.territory, topic, absent)
    c.near("GAP-08", Text("Den sitter i forumet.", "It sits in the forum."), sits)
    c.near("GAP-08", Text("Helheten sitter där.", "Its whole sits there."), part)
    c.near("GAP-08", Text("Den sitter i ett annat som bidrar.", "It sits in another."), elsewhere)
    c.near("GAP-08", Text("Den sammankallar.", "It convenes."), c.region)
    opened = make("gap-08-oppen", whole=False, closed=False)
    lost = opened.body("utan-plats")
    opened.serve(opened.forum, opened.loose("u", bearers=(lost,)))
    topic = value("theme", opened.themes[2].slug)
    opened.gap(
        *("GAP-08", _OPEN_WHY, opened.territory, topic, lost),
        status="unknown",
        reason="open-list",
    )
    return [c, opened]


def gap_09(make: Maker) -> list[Sound]:
    """Two with a role in one measure and nowhere to meet."""
    c = make("gap-09")
    second = c.meeting("andra")

    def pair(name: str, one: Iri, other: Iri) -> tuple[Iri, Iri]:
        item = c.loose(name, bearers=(one, other))
        c.serve(second, item)
        return one, other

    def there(name: str) -> Iri:
        made = c.body(name)
        c.seat(second, made)
        return made

    c.gap("GAP-09", _SILENT, c.territory, *pair("skilda", c.seated("ena"), there("andra")))
    both = pair("samma", c.seated("tredje"), c.seated("fjarde"))
    c.near("GAP-09", Text("De sitter i samma forum.", "They sit in one forum."), *both)
    whole = c.seated("hel")
    halves = pair("delar", whole, c.unit("del", whole))
    c.near("GAP-09", Text("Den ena är del av den andra.", "One is part of the other."), *halves)
    project = c.project("gemensamt")
    joined = pair("projekt", c.seated("femte"), there("sjatte"))
    for body in joined:
        c.seat(project, body)
    c.near("GAP-09", Text("De har ett projekt ihop.", "They share a project."), *joined)
    return [c]


def gap_10(make: Maker) -> list[Sound]:
    """Themes that an element ties to another, and that nobody has both of."""
    pairs = iter(make.apart)

    def tied(slug: str) -> tuple[Sound, tuple[Iri, Iri], Iri]:
        one, other = next(pairs)
        c = make(slug, themes=(one, one, one), whole=False)
        second = c.loose("andra", theme=other, bearers=(c.seated("andra"),))
        first = c.loose("ena", (KS("dependsOn"), second), bearers=(c.seated("ena"),))
        for item in (first, second):
            c.serve(c.forum, item)
        return c, (value("theme", one.slug), value("theme", other.slug)), second

    c, lost, second = tied("gap-10")
    c.gap("GAP-10", _SILENT, *lost)
    third = c.loose("samma", (KS("dependsOn"), c.measure))
    c.serve(c.forum, third)
    why = Text("De två har ett och samma tema.", "The two have one theme.")
    c.near("GAP-10", why, lost[0])
    d, held, second = tied("gap-10-aktor")
    who = d.seated("bada")
    d.answer(second, "Measure", (who,), "medverkande", name="ocksa")
    d.answer(d.measure, "Measure", (who,), "medverkande", name="ocksa")
    d.near("GAP-10", Text("En aktör har båda.", "A body has both."), *held)
    e, talked, _ = tied("gap-10-forum")
    about = [(DCT("subject"), topic) for topic in talked]
    e.meeting("om-bada", (e.body("annan"),), (), *about, called=False)
    e.near("GAP-10", Text("Ett forum har båda.", "A forum has both."), *talked)
    return [c, d, e]


def gap_11(make: Maker) -> list[Sound]:
    """Measures that no forum serves and whose theme none has."""
    c = make("gap-11", whole=False)
    c.gap("GAP-11", _SILENT, c.loose("tyst"))
    under = c.element("Measure", "under", (KS("parentElement"), c.priority), theme=c.themes[2])
    c.near("GAP-11", Text("Forumet bidrar ovanför.", "A forum contributes above it."), under)
    said = c.loose("sagt")
    c.serve(c.forum, said)
    c.near("GAP-11", Text("Forumet bidrar.", "A forum contributes."), said)
    about: Fact = (DCT("subject"), value("theme", c.themes[0].slug))
    c.meeting("tema", (), (), about)
    near = c.loose("tema", theme=c.themes[0])
    c.near("GAP-11", Text("Ett forum har temat.", "A forum has its theme."), near)
    return [c]


def gap_12(make: Maker) -> list[Sound]:
    """Sectors of another county's forum on the same theme that are not mentioned here."""
    c, d = make("gap-12"), make("gap-12-andra")
    about: Fact = (DCT("subject"), value("theme", c.themes[0].slug))
    other: Fact = (DCT("subject"), value("theme", c.themes[1].slug))

    def talks(county: Sound, name: str, *others: Iri, theme: Fact = about) -> Iri:
        members = (county.body(f"{name}-myndighet"), *others)
        return county.meeting(name, members, (), theme, called=False)

    here = talks(c, "tema", c.body("foretag", PRIVATE))
    there = talks(d, "tema", d.body("fack", UNION))
    c.gap("GAP-12", _SILENT, here, value("sector", "arbetsmarknadens-parter"))
    d.gap("GAP-12", _SILENT, there, value("sector", "naringsliv"))
    alone = talks(c, "annat-tema", c.body("foretag-2", PRIVATE), theme=other)
    c.near("GAP-12", Text("Ingen annan har temat.", "No other has the theme."), alone)
    full = talks(c, "fullt", c.body("foretag-3", PRIVATE), c.body("fack-2", UNION))
    c.near("GAP-12", Text("Alla sektorer finns med.", "All sectors take part."), full)
    group = thing("group", f"{d.slug}-parter")
    d.graph.say(
        group,
        *typed(KS("ActorGroup")),
        *named(Text("Parterna", "The social partners")),
        (KS("groupResolution"), value("group-resolution", "listed")),
        (FOAF("member"), d.body("fack-2", UNION)),
    )
    grouped = talks(d, "grupp", d.body("foretag", PRIVATE), group)
    d.near("GAP-12", Text("Sektorn är med i en grupp.", "It is there in a group."), grouped)
    return [c, d]


def gap_13(make: Maker) -> list[Sound]:
    """What has ended with no successor, a hole before the successor, and what points at it."""
    c = make("gap-13")
    ended = c.governing("slut", _ENDED)
    c.gap("GAP-13", Text("Slut.", "Ended."), ended, status="unknown", reason="older-source")
    c.passage("Utgångspunkter").say(c.plan, *typed(KS("Strategy")), (KS("guidedBy"), ended))
    c.gap("GAP-13", Text("Pekar på slut.", "Points at it."), c.plan, ended, status="confirmed")
    before = c.governing("fore-glapp", _ENDED)
    begun: Fact = (KS("validFrom"), day("2020-06-01"))
    after = c.governing("efter-glapp", (DCT("replaces"), before), begun)
    c.gap("GAP-13", Text("Glapp.", "A hole."), before, after, status="", reason="")
    soon = c.governing("snart", (KS("validThrough"), day("2026-12-31")))
    why = Text("Slutar snart.", "Ends soon.")
    c.gap("GAP-13", why, soon, status="", reason="")
    old = c.governing("ersatt", _ENDED)
    new: Fact = (KS("validFrom"), day("2020-01-01"))
    heir = c.governing("efterfoljare", (DCT("replaces"), old), new)
    c.near("GAP-13", Text("Efterföljaren tog vid.", "Its successor followed on."), old)
    c.near("GAP-13", Text("Den gäller.", "It is in force."), heir)
    far = c.governing("lange", (KS("validThrough"), day("2040-12-31")))
    c.near("GAP-13", Text("Den gäller länge.", "It holds for long."), far)
    past = c.governing("i-sin-tid", (KS("validFrom"), day("2015-01-01")), _ENDED)
    c.passage("Styrande").say(past, *typed(KS("GoverningDocument")), (KS("guidedBy"), old))
    later: Fact = (DCT("replaces"), past)
    c.governing("arvtagare", later, new)
    why = Text("Den pekade på det medan båda gällde.", "It pointed at it while both held.")
    c.near("GAP-13", why, past, old)
    return [c]


def gap_14(make: Maker) -> list[Sound]:
    """What the source itself says is missing."""
    c = make("gap-14")
    lack: Fact = (KS("elementType"), value("element-type", "angiven-brist"))

    def challenge(name: str, *facts: Fact, words: str) -> Iri:
        return c.element(
            "Challenge", name, *facts, theme=c.themes[0], bearers=(), words=f"{words} i {c.name}"
        )

    why = Text("Källan säger det själv.", "The source itself says so.")
    c.gap("GAP-14", why, challenge("brist", lack, words="Stöd saknas"), status="confirmed")
    met = challenge("mott", lack, words="Platser saknas")
    c.passage("Möter").say(c.measure, *typed(KS("Measure")), (KS("addresses"), met))
    c.gap("GAP-14", why, met, status="confirmed")
    plain = challenge("utmaning", words="Behovet av lärande växer")
    c.near("GAP-14", Text("Det växer bara.", "It only grows."), plain)
    free = c.loose("undantagen")
    c.absent(free, "kommunikationsstod", "not-applicable")
    gone = thing("absence", free.rsplit("/", 1)[1] + "-kommunikationsstod")
    c.near("GAP-14", _NOT_APPLICABLE, gone)
    wished = c.element("TargetState", "borlage", theme=c.themes[0], bearers=())
    c.near("GAP-14", Text("En bild av ett önskat läge.", "A wished-for state."), wished)
    return [c]


def gap_15(make: Maker) -> list[Sound]:
    """Forums that are named and no more."""
    c = make("gap-15")

    def named_forum(name: str, *facts: Fact) -> Iri:
        iri = thing("forum", f"{c.slug}-{name}")
        words = Text(f"Gruppen {name} i {c.name}", f"Group {name} of {c.name}")
        c.passage("Namn").say(iri, *typed(KS("Forum")), *named(words), *facts)
        return iri

    c.gap("GAP-15", _SILENT, named_forum("namn"))
    why = Text("Syftet anges.", "Its purpose is stated.")
    c.near("GAP-15", why, named_forum("syfte", (ORG("purpose"), text("Att tala om det."))))
    sits = named_forum("medlem")
    c.seat(sits, c.region)
    c.near("GAP-15", Text("Någon deltar.", "Somebody takes part."), sits)
    serves = named_forum("bidrar", (KS("contributesTo"), c.measure))
    c.near("GAP-15", Text("Det bidrar till något.", "It contributes."), serves)
    return [c]


def gap_16(make: Maker) -> list[Sound]:
    """What depends on others whose undertaking is not stated."""
    c = make("gap-16")
    lone, known, there = c.body("onskad"), c.seated("med"), c.seated("i-planen")

    def wish(name: str, who: Iri) -> Iri:
        item = c.loose(name)
        c.answer(item, "Measure", (who,), "utforare", "target", name="onskad")
        return item

    wish("onskat", lone)
    c.gap("GAP-16", Text("Bara önskad.", "Only wished for."), c.plan, lone)
    item = wish("ocksa", known)
    c.answer(item, "Measure", (known,), "medverkande", name="ocksa")
    c.near("GAP-16", Text("Den medverkar redan.", "It already takes part."), c.plan, known)
    wish("planen", there)
    c.answer(c.plan, "Strategy", (there,), "medverkande", name="helhet")
    c.near("GAP-16", Text("Den medverkar i planen.", "It takes part in the plan."), c.plan, there)
    wish("egen", c.region)
    c.near("GAP-16", Text("Planens egen ägare.", "The plan's own owner."), c.plan, c.region)
    return [c]


PLANTS: tuple[Callable[[Maker], list[Sound]], ...] = (
    *(gap_01, gap_02, gap_03, gap_04, gap_05, gap_06, gap_07, gap_08),
    *(gap_09, gap_10, gap_11, gap_12, gap_13, gap_14, gap_15, gap_16),
)
