"""The kinds of things that have a form: what people call them, and in which groups they look."""

from typing import Any

from kgraph.terms import ELI, KS, ORG, SKOSXL
from kgraph.terms import slug as slug_of
from kgraph.web.pages import own
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.form_fields import book_for, desk_of
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text
from kgraph.workbook.identify import kind_of
from kgraph.workbook.value import Form
from kgraph.workbook.value import Page as Sheet
from kgraph.workbook.vocabulary import Vocabulary

_GROUPS: tuple[tuple[Text, frozenset[str]], ...] = (
    (Text("Vem", "Who"), frozenset({"actor", "group", "post", "forum"})),
    (Text("Vem som gör vad", "Who does what"), frozenset({"assignment", "membership"})),
    (Text("Planer, mål och insatser", "Plans, goals and measures"),
     frozenset({"strategy", "document", "element", "project", "programme", "indicator",
                "evaluation", "product", "law"})),
)  # fmt: skip
_OTHERS = Text("Källor, områden och annat", "Sources, territories and others")


# What people call the classes of the standards, and what they are.
_CALLED: dict[str, tuple[Text, Text]] = {
    KS("AssertionGraph"): (
        Text("Textställe", "Passage"),
        Text("Ett ställe i ett dokument som uppgifter är lästa ur: rubrik, sida, rader och ord att "
             "söka efter.",
             "A place in a document that statements were read from: heading, page, lines and words "
             "to search for."),
    ),
    ORG("FormalOrganization"): (
        Text("Aktör", "Actor"),
        Text("En egen organisation: kommun, region, myndighet, lärosäte, företag, förening.",
             "A body of its own: municipality, region, agency, university, company, society."),
    ),
    ORG("Organization"): (
        Text("Aktör av okänd eller annan form", "Actor of unknown or other form"),
        Text("En aktör som inte säkert är en egen juridisk person, som ett samarbete.",
             "An actor that is not certainly a legal person, such as a collaboration."),
    ),
    ORG("OrganizationalUnit"): (
        Text("Enhet", "Unit"),
        Text("En del av en organisation: avdelning, nämnd, kansli.",
             "A part of an organisation: department, board, office."),
    ),
    ORG("Post"): (
        Text("Funktion", "Post"),
        Text("En uppgift som någon innehar, som regiondirektör; aldrig en person.",
             "An office that somebody holds, such as director; never a person."),
    ),
    ORG("Membership"): (
        Text("Medlemskap", "Membership"),
        Text("Att en aktör är med i ett forum, och i vilken roll.",
             "That an actor takes part in a forum, and in which role."),
    ),
    ORG("ChangeEvent"): (
        Text("Förändring", "Change event"),
        Text("Att en organisation har blivit en annan, som när landsting blev region.",
             "That one organisation has become another, as when county councils became regions."),
    ),
    ELI("LegalResource"): (
        Text("Författning", "Legal resource"),
        Text("En lag, en förordning eller en EU-rättsakt.", "An act, ordinance or EU act."),
    ),
    KS("Mandate"): (
        Text("Uppdrag", "Mandate"),
        Text("Vad någon har fått i uppgift utifrån: genom lag, beslut, villkor eller erbjudande.",
             "What somebody was given from outside: by act, decision, condition or offer."),
    ),
    KS("Responsibility"): (
        Text("Ansvar", "Responsibility"),
        Text("Vem som ansvarar för, gör, medverkar i eller stöder något.",
             "Who is responsible for, carries out, takes part in or supports something."),
    ),
    KS("FollowUp"): (
        Text("Uppföljning", "Follow-up"),
        Text("Vem som följer upp vad, hur ofta, och vem som får veta.",
             "Who follows up what, how often, and who is told."),
    ),
    KS("FundingContribution"): (
        Text("Finansiering", "Funding"),
        Text("Vem som betalar vad: ett projekt, en insats eller en strategi.",
             "Who pays for what: a project, a measure or a strategy."),
    ),
    KS("CoverageStatement"): (
        Text("Vad som är läst i sin helhet", "What was read in whole"),
        Text("Att ett dokument är läst i sin helhet för ett slags uppgift, så att det säger något "
             "att den inte står där.",
             "That a document was read in whole for a kind of statement, so that it means "
             "something that it does not stand there."),
    ),
    KS("AbsenceStatement"): (
        Text("Vad dokumentet säger saknas", "What the document says is missing"),
        Text("Att ett dokument självt säger att något inte finns.",
             "That a document itself says that something does not exist."),
    ),
    KS("Priority"): (
        Text("Prioritering", "Priority"),
        Text("Var kraften ska läggas: ett fokusområde, en inriktning.",
             "Where effort is to be put: a focus area, a direction."),
    ),
    SKOSXL("Label"): (
        Text("Daterad benämning", "Dated name"),
        Text("Ett namn som gäller under en tid.", "A name that holds for a time."),
    ),
}  # fmt: skip


def called(form: Form, lang: str) -> str:
    """What people call the things of a sheet."""
    return _CALLED.get(form.about, (form.name,))[0].get(lang)


def about(words: Vocabulary, cls: str) -> Text:
    """What a class is, in a line."""
    own_words = _CALLED.get(cls)
    return own_words[1] if own_words else words.definitions.get(cls, Text("", ""))


_PLAIN = (KS("Mandate"), KS("CoverageStatement"), KS("AbsenceStatement"))


def slug(form: Form) -> str:
    """The word for a class in an address."""
    return slug_of(called(form, "sv") if form.about in _PLAIN else form.name.sv)


def groups(shelf: Shelf, visit: Visit) -> list[dict[str, Any]]:
    """Every class that has a form, in groups that people look for; what is used most first."""
    desk, found = desk_of(shelf), dict[str, list[tuple[int, str, str, str]]]()
    for sheet in book_for(shelf, visit.lang).pages:
        cls = sheet.form.about
        if not cls:
            continue
        kind = kind_of(cls, desk.words)
        group = next((text for text, kinds in _GROUPS if kind in kinds), _OTHERS)
        used = len({row.get("id") for row in sheet.lines})
        href = visit.url(f"{own.NEW}/{slug(sheet.form)}")
        one = (-used, href, called(sheet.form, visit.lang), visit.say(about(desk.words, cls)))
        found.setdefault(visit.say(group), []).append(one)
    order = [visit.say(text) for text in (*(t for t, _ in _GROUPS), _OTHERS)]
    return [
        {
            "title": title,
            "links": [one[1:] for one in sorted(found[title], key=lambda o: (o[0], o[2]))],
        }
        for title in order
        if title in found
    ]


_FORM_OF = {
    "actor": ORG("FormalOrganization"),
    "group": KS("ActorGroup"),
    "forum": KS("Forum"),
    "element": KS("Measure"),
    "strategy": KS("Strategy"),
    "document": KS("GoverningDocument"),
    "project": KS("Project"),
    "programme": KS("FundingProgramme"),
    "product": KS("KnowledgeProduct"),
    "indicator": KS("Indicator"),
    "source": KS("SourceDocument"),
}


def form_for(shelf: Shelf, visit: Visit, kind: str) -> tuple[str, str]:
    """The form for new things of a kind, with its name; the list of all where there is none."""
    cls = _FORM_OF.get(kind, "")
    pages = book_for(shelf, visit.lang).pages
    form = next((page.form for page in pages if cls and page.form.about == cls), None)
    if form is None:
        return visit.url(own.DATA), visit.word("alla formulär", "all forms")
    return visit.url(f"{own.NEW}/{slug(form)}"), called(form, visit.lang)


def sheet_called(shelf: Shelf, lang: str, slag: str) -> Sheet | None:
    """The sheet of a word in an address, if there is one."""
    pages = book_for(shelf, lang).pages
    return next((p for p in pages if p.form.about and slug(p.form) == slag), None)
