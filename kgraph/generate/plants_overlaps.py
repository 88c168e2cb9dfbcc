"""The planted overlaps, a county or two for each kind, with near misses beside them."""

from collections.abc import Callable

from kgraph.generate.maker import Maker
from kgraph.generate.sound import Sound
from kgraph.generate.statements import Fact, day, value
from kgraph.generate.words import Phrase
from kgraph.terms import DCT, FREQUENCY, KS, Iri
from kgraph.wording import Text

_UNTIL: Fact = (KS("validThrough"), day("2019-12-31"))
_SINCE: Fact = (KS("validFrom"), day("2020-01-01"))


def ovl_01(make: Maker) -> list[Sound]:
    """Two bodies with one task in one theme."""
    c, other = make("ovl-01"), make("ovl-01-annat")
    about = c.themes[0]

    def duty(county: Sound, body: Iri, what: str, name: str, theme: Phrase = about) -> Iri:
        return county.duty(name, body, what, theme, (KS("dischargedBy"), county.measure))

    a, b = c.seated("ena"), c.seated("andra")
    one, two = duty(c, a, "sprida-kunskap", "lika-1"), duty(c, b, "sprida-kunskap", "lika-2")
    c.gap("OVL-01", Text("En uppgift, ett tema.", "One task, one theme."), one, two, a, b)
    pairs = {
        "samverka": ("samordna-och-samverka", c.seated("tredje"), c.seated("fjarde"), about),
        "teman": ("finansiera", c.seated("femte"), c.seated("sjatte"), c.themes[1]),
    }
    whole = c.seated("hel")
    pairs["delar"] = ("ta-fram-strategi", whole, c.unit("del", whole), about)
    why = {
        "samverka": Text("En skyldighet att samverka.", "A duty to co-operate."),
        "teman": Text("Olika teman.", "Different themes."),
        "delar": Text("Den ena är del av den andra.", "One is part of the other."),
    }
    for name, (what, first, second, theme) in pairs.items():
        made = duty(c, first, what, f"{name}-1"), duty(c, second, what, f"{name}-2", theme)
        c.near("OVL-01", why[name], *made)
    here = duty(c, c.seated("sjunde"), "dialog-om-behov", "lan-1")
    there = duty(other, other.seated("attonde"), "dialog-om-behov", "lan-2")
    c.near("OVL-01", Text("I olika län.", "In different counties."), here, there)
    return [c, other]


def ovl_02(make: Maker) -> list[Sound]:
    """Two who are each stated as accountable."""
    c = make("ovl-02")
    a, b = c.seated("ena"), c.seated("andra")
    double = c.loose("dubbel", bearers=(a,))
    c.answer(double, "Measure", (b,), name="ocksa")
    c.gap("OVL-02", Text("På skilda ställen.", "In different places."), double, a, b)
    shared = c.loose("delad", bearers=(a, b))
    c.near("OVL-02", Text("I samma mening.", "In one sentence."), shared)
    turns = c.loose("i-tur", bearers=())
    c.answer(turns, "Measure", (a,), "ansvarig", "actual", _UNTIL, name="forr")
    c.answer(turns, "Measure", (b,), "ansvarig", "actual", _SINCE, name="nu")
    c.near("OVL-02", Text("Den ena efterträdde den andra.", "One succeeded the other."), turns)
    roles = c.loose("roller", bearers=(a,))
    c.answer(roles, "Measure", (b,), "utforare", name="utfor")
    c.near("OVL-02", Text("Den andra utför.", "The other carries out."), roles)
    part = c.loose("del", bearers=(a,))
    c.answer(part, "Measure", (c.unit("del", a),), name="del")
    c.near("OVL-02", Text("Den ena är del av den andra.", "One is part of the other."), part)
    return [c]


def ovl_03(make: Maker) -> list[Sound]:
    """Alike measures of two plans of one county."""
    c = make("ovl-03")
    topic, first = c.themes[0], c.plan

    def does(name: str, what: str, theme: Phrase = topic) -> Iri:
        task: Fact = (KS("taskType"), value("task-type", what))
        return c.loose(name, task, theme=theme)

    one = does("lika-1", "sprida-kunskap")
    inside = does("samma-1", "folja-upp"), does("samma-2", "folja-upp")
    task_1 = does("uppgift-1", "finansiera")
    theme_1 = does("tema-1", "ta-fram-strategi", c.themes[1])
    guides = (make.national,)
    c.plan = c.strategy("plan-2", "PP03-2", "2022-01-01", guides, kind="handlingsplan")
    c.serve(c.forum, c.plan)
    c.follow("uppfoljning-2", c.plan, c.region, c.board)
    two = does("lika-2", "sprida-kunskap")
    task_2, theme_2 = does("uppgift-2", "aterrapportera"), does("tema-2", "ta-fram-strategi")
    for number, theme in enumerate(c.themes):
        c.loose(f"mer-{number}", theme=theme)
    c.plan = first
    c.gap("OVL-03", Text("En uppgift, ett tema.", "One task, one theme."), one, two)
    c.near("OVL-03", Text("I samma plan.", "In one plan."), *inside)
    c.near("OVL-03", Text("Olika uppgifter.", "Different tasks."), task_1, task_2)
    c.near("OVL-03", Text("Olika teman.", "Different themes."), theme_1, theme_2)
    return [c]


def ovl_04(make: Maker) -> list[Sound]:
    """Forums that share members."""
    c = make("ovl-04")
    group = [c.body(f"medlem-{i}") for i in range(18)]

    def meets(name: str, first: int, last: int, called: bool = False) -> Iri:
        return c.meeting(name, tuple(group[first:last]), called=called)

    one, two = meets("ett", 0, 5), meets("tva", 1, 6)
    c.gap("OVL-04", Text("Fyra gemensamma av fem.", "Four in common of five."), one, two)
    three, four = meets("tre", 6, 11, called=True), meets("fyra", 12, 17)
    why = Text("De delar bara sammankallande.", "They share their convener alone.")
    c.near("OVL-04", why, c.forum, three)
    for body in group[12:16]:
        c.seat(three, body, "historical")
    c.near("OVL-04", Text("De delade medlemmar förr.", "They shared members once."), three, four)
    c.near("OVL-04", Text("Inga gemensamma.", "None in common."), one, four)
    return [c]


def ovl_05(make: Maker) -> list[Sound]:
    """Plans of two counties with the same themes."""
    c = make("ovl-05")
    same = make("ovl-05-lika", themes=c.themes)
    c.gap("OVL-05", Text("Samma teman.", "The same themes."), c.plan, same.plan)
    near, ended = make("ovl-05-utmaning"), make("ovl-05-dokument")
    near.element("Challenge", "teman", theme=c.themes[0], bearers=())
    near.element("Challenge", "teman-2", theme=c.themes[1], bearers=())
    why = Text("Bara utmaningar delar teman.", "Challenges alone share themes.")
    near.near("OVL-05", why, c.plan, near.plan)
    near.near("OVL-05", why, same.plan, near.plan)
    topics = [(DCT("subject"), value("theme", theme.slug)) for theme in c.themes]
    named = ended.governing("lika", *topics)
    why = Text("Bara dokumentets egna teman.", "The document's own themes alone.")
    ended.near("OVL-05", why, c.plan, named)
    return [c, same, near, ended]


def ovl_06(make: Maker) -> list[Sound]:
    """One matter followed up twice for one recipient."""
    c = make("ovl-06")
    c.follow("igen", c.plan, c.board, c.board)
    c.gap("OVL-06", Text("Två åt samma.", "Two for one."), c.plan, c.board)
    apart, once, before = (c.project(name, followed=False) for name in ("skilda", "en", "forr"))
    for name, item, to, mode in (
        ("skilda-1", apart, c.board, "actual"),
        ("skilda-2", apart, c.seated("annan"), "actual"),
        ("en-1", once, c.board, "actual"),
        ("en-2", once, c.board, "target"),
        ("forr-1", before, c.board, "actual"),
        ("forr-2", before, c.board, "historical"),
    ):
        c.follow(name, item, c.region, to, "Project", mode)
    c.near("OVL-06", Text("Två mottagare.", "Two recipients."), apart)
    c.near("OVL-06", Text("Den ena är önskad.", "One is wished for."), once)
    c.near("OVL-06", Text("Den ena var förr.", "One was once."), before)
    return [c]


def ovl_07(make: Maker) -> list[Sound]:
    """A body in far more of a county's forums than the others."""
    c = make("ovl-07")
    monthly: Fact = (KS("periodicity"), FREQUENCY("MONTHLY"))
    busy, twice, often = c.body("upptagen"), c.body("tva-forum"), c.body("arlig")
    former = c.body("forr-upptagen")
    for number in range(3):
        others = tuple(c.body(f"annan-{number}-{i}") for i in range(4))
        members = (busy, *([twice] if number == 0 else []), *others)
        there = c.meeting(f"manad-{number}", members, (), monthly, called=False)
        c.seat(there, former, "historical")
        c.meeting(f"ar-{number}", (often,), called=False)
    c.gap("OVL-07", Text("Tre forum i månaden.", "Three a month."), busy, c.territory)
    c.near("OVL-07", Text("Bara ett forum.", "One forum only."), twice, c.territory)
    c.near("OVL-07", Text("Sällan.", "Seldom."), often, c.territory)
    c.near("OVL-07", Text("Förr.", "Once."), former, c.territory)
    return [c]


def ovl_08(make: Maker) -> list[Sound]:
    """One stated question in several forums of a county."""
    c, other = make("ovl-08"), make("ovl-08-annat")
    about, second = ((DCT("subject"), value("theme", theme.slug)) for theme in c.themes[:2])
    for name in ("ett", "tva", "tre"):
        c.meeting(f"fraga-{name}", (), (), about)
    topic = value("theme", c.themes[0].slug)
    c.gap("OVL-08", Text("Tre forum, en fråga.", "Three forums."), c.territory, topic)
    c.meeting("ensamt", (), (), second)
    why = Text("Ett enda forum.", "One forum only.")
    c.near("OVL-08", why, c.territory, value("theme", c.themes[1].slug))
    steering: Fact = (DCT("subject"), value("theme", "samverkan-och-styrning"))
    for name in ("styr-1", "styr-2", "styr-3"):
        c.meeting(name, (), (), steering)
    why = Text("Samverkan som sådan.", "Co-operation as such.")
    c.near("OVL-08", why, c.territory, value("theme", "samverkan-och-styrning"))
    other.meeting("fraga", (other.body("annan"),), (), about, called=False)
    why = Text("Samma fråga i ett annat län.", "The same question in another county.")
    other.near("OVL-08", why, other.territory, topic)
    return [c, other]


PLANTS: tuple[Callable[[Maker], list[Sound]], ...] = (
    *(ovl_01, ovl_02, ovl_03, ovl_04, ovl_05, ovl_06, ovl_07, ovl_08),
)
