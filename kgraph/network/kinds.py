"""The kinds of things in a network: what they are called, and how they are drawn.

Each kind has a shape of its own, so that colour is never needed to tell two kinds apart; colours
show families (actors blue, meeting places green, rules purple, contents of strategies warm). Every
colour has at least 3:1 contrast to a white and to a near-black page.
"""

from dataclasses import dataclass

from kgraph.terms import ELI, FOAF, KS, ORG, SKOS
from kgraph.wording import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing.

    Parameters:
        name: what it is called in files.
        label: what people call it.
        family: what people call it together with its like, as the heading of a column.
        classes: the classes it stands for, in the graph.
        colour: fill, as ``#rrggbb``.
        shape: name of the shape, for those who cannot see it.
        path: the shape as an SVG path around 0,0, within ±12.
        column: place from left to right in a layered picture.
    """

    name: str
    label: Text
    family: Text
    classes: tuple[str, ...]
    colour: str
    shape: Text
    path: str
    column: int


_CIRCLE = "M-10 0A10 10 0 1 1 10 0A10 10 0 1 1-10 0Z"
_RING = _CIRCLE + "M-4.5 0A4.5 4.5 0 1 1 4.5 0A4.5 4.5 0 1 1-4.5 0Z"
_TRIO = (
    "M-5.2-5A5.2 5.2 0 1 1 5.2-5A5.2 5.2 0 1 1-5.2-5Z"
    "M-11 5A5.2 5.2 0 1 1-.6 5A5.2 5.2 0 1 1-11 5Z"
    "M.6 5A5.2 5.2 0 1 1 11 5A5.2 5.2 0 1 1 .6 5Z"
)
_HEXAGON = "M-11 0L-5.5-9.5H5.5L11 0L5.5 9.5H-5.5Z"
_HOUSE = "M0-11L10-3V10H-10V-3Z"
_SHEET = "M-8-11H4L9-6V11H-8Z"
_SHEETS = "M-9-11H3V-7H8V11H-4V7H-9Z"
_COLUMN = "M-10-11H10V-7H6V7H10V11H-10V7H-6V-7H-10Z"
_SHIELD = "M-9-10H9V1C9 6 4 9.5 0 11.5C-4 9.5-9 6-9 1Z"
_STAR = "M0-12L3.1-4.2L11.4-3.7L5-1.6L5 1.6L7 9.7L0 5.2L-7 9.7L-5 1.6L-5-1.6L-11.4-3.7L-3.1-4.2Z"
_UP = "M0-11.5L11.5 9H-11.5Z"
_DIAMOND = "M0-12L12 0L0 12L-12 0Z"
_FLAG = "M-9-11H10L5-5L10 1H-5V11H-9Z"
_CROSS = "M-4-11H4V-4H11V4H4V11H-4V4H-11V-4H-4Z"
_DRUM = "M-9-7C-9-12 9-12 9-7V7C9 12-9 12-9 7Z"
_OCTAGON = "M-4.5-11H4.5L11-4.5V4.5L4.5 11H-4.5L-11 4.5V-4.5Z"
_TAG = "M-11-8H4L12 0L4 8H-11Z"
_PIN = "M0 12L-7 1A8 8 0 1 1 7 1Z"
_BARS = "M-11 10V2H-5V-4H1V-11H9V10Z"
_LENS = "M-11 0C-5-9 5-9 11 0C5 9-5 9-11 0Z"
_SQUARE = "M-9-9H9V9H-9Z"

_ACTORS = Text("Aktörer", "Actors")
_LAWS = Text("Lagar", "Laws")
_TASKS = Text("Uppdrag", "Mandates")
_FORUMS = Text("Forum", "Forums")
_PROJECTS = Text("Projekt", "Projects")
_STRATEGIES = Text("Strategier", "Strategies")
_AIMS = Text("Mål och prioriteringar", "Goals and priorities")
_MEASURES = Text("Insatser", "Measures")
_OTHERS = Text("Underlag och medel", "Products and funds")
_SUBJECTS = Text("Teman och områden", "Themes and areas")

_ALL = (
    Kind(
        "law",
        Text("Lag eller förordning", "Law or ordinance"),
        _LAWS,
        (ELI("LegalResource"), ELI("LegalResourceSubdivision")),
        "#8359b2",
        Text("pelare", "pillar"),
        _COLUMN,
        0,
    ),
    Kind(
        "mandate",
        Text("Uppdrag", "Mandate"),
        _TASKS,
        (KS("Mandate"),),
        "#a8509e",
        Text("sköld", "shield"),
        _SHIELD,
        1,
    ),
    Kind(
        "document",
        Text("Styrdokument", "Governing document"),
        _TASKS,
        (KS("GoverningDocument"), ELI("Work")),
        "#6a5acd",
        Text("två blad", "two sheets"),
        _SHEETS,
        1,
    ),
    Kind(
        "actor",
        Text("Aktör", "Actor"),
        _ACTORS,
        (
            ORG("Organization"),
            ORG("FormalOrganization"),
            ORG("OrganizationalCollaboration"),
            FOAF("Agent"),
        ),
        "#0072b2",
        Text("cirkel", "circle"),
        _CIRCLE,
        2,
    ),
    Kind(
        "unit",
        Text("Enhet, nämnd eller funktion", "Unit, committee or function"),
        _ACTORS,
        (ORG("OrganizationalUnit"), ORG("Post")),
        "#2585b8",
        Text("ring", "ring"),
        _RING,
        2,
    ),
    Kind(
        "group",
        Text("Aktörsgrupp", "Group of actors"),
        _ACTORS,
        (KS("ActorGroup"), FOAF("Group")),
        "#4a74c9",
        Text("tre cirklar", "three circles"),
        _TRIO,
        2,
    ),
    Kind(
        "forum",
        Text("Forum eller nätverk", "Forum or network"),
        _FORUMS,
        (KS("Forum"),),
        "#00805a",
        Text("sexhörning", "hexagon"),
        _HEXAGON,
        3,
    ),
    Kind(
        "project",
        Text("Projekt", "Project"),
        _PROJECTS,
        (KS("Project"),),
        "#55882f",
        Text("hus", "house"),
        _HOUSE,
        7,
    ),
    Kind(
        "strategy",
        Text("Strategi eller plan", "Strategy or plan"),
        _STRATEGIES,
        (KS("Strategy"),),
        "#b8472f",
        Text("blad", "sheet"),
        _SHEET,
        4,
    ),
    Kind(
        "goal",
        Text("Mål", "Goal"),
        _AIMS,
        (KS("Goal"),),
        "#c7547f",
        Text("stjärna", "star"),
        _STAR,
        5,
    ),
    Kind(
        "priority",
        Text("Prioritering", "Priority"),
        _AIMS,
        (KS("Priority"),),
        "#a06a00",
        Text("triangel", "triangle"),
        _UP,
        5,
    ),
    Kind(
        "measure",
        Text("Insats", "Measure"),
        _MEASURES,
        (KS("Measure"),),
        "#c2570c",
        Text("romb", "diamond"),
        _DIAMOND,
        6,
    ),
    Kind(
        "target-state",
        Text("Börläge (önskat läge)", "Target state"),
        _AIMS,
        (KS("TargetState"),),
        "#0d8a8a",
        Text("flagga", "flag"),
        _FLAG,
        5,
    ),
    Kind(
        "challenge",
        Text("Utmaning eller behov", "Challenge or need"),
        _AIMS,
        (KS("Challenge"),),
        "#8a6f3c",
        Text("kors", "cross"),
        _CROSS,
        5,
    ),
    Kind(
        "product",
        Text("Kunskapsunderlag", "Knowledge product"),
        _OTHERS,
        (KS("KnowledgeProduct"),),
        "#3f8f8f",
        Text("trumma", "drum"),
        _DRUM,
        7,
    ),
    Kind(
        "programme",
        Text("Finansieringsprogram", "Funding programme"),
        _OTHERS,
        (KS("FundingProgramme"),),
        "#7a7f00",
        Text("åttahörning", "octagon"),
        _OCTAGON,
        7,
    ),
    Kind(
        "indicator",
        Text("Indikator", "Indicator"),
        _OTHERS,
        (KS("Indicator"),),
        "#a5567a",
        Text("trappa", "steps"),
        _BARS,
        7,
    ),
    Kind(
        "evaluation",
        Text("Utvärdering", "Evaluation"),
        _OTHERS,
        (KS("Evaluation"),),
        "#96644a",
        Text("lins", "lens"),
        _LENS,
        7,
    ),
    Kind(
        "theme",
        Text("Tema", "Theme"),
        _SUBJECTS,
        (SKOS("Concept"),),
        "#6b7280",
        Text("etikett", "tag"),
        _TAG,
        8,
    ),
    Kind(
        "territory",
        Text("Område", "Area"),
        _SUBJECTS,
        (KS("Territory"),),
        "#5f7d6a",
        Text("kartnål", "map pin"),
        _PIN,
        8,
    ),
    Kind(
        "other",
        Text("Annat", "Other"),
        _OTHERS,
        (),
        "#767676",
        Text("kvadrat", "square"),
        _SQUARE,
        7,
    ),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
# A thing of several classes is of the kind that says most: a forum is also an organisation.
_MOST_SPECIFIC = (
    *("forum", "project", "unit", "group", "strategy", "law", "mandate", "goal", "priority"),
    *("measure", "target-state", "challenge", "product", "programme", "indicator", "evaluation"),
    *("document", "territory", "actor", "theme"),
)


def kind_of(classes: set[str]) -> str:
    """The kind of a thing of these classes; ``other`` for one that no kind fits."""
    for name in _MOST_SPECIFIC:
        if classes.intersection(KINDS[name].classes):
            return name
    return "other"
