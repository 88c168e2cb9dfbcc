"""The four sheets and their columns: what is asked, in words that need no ontology."""

from collections.abc import Mapping, Sequence

from kgraph.terms import FOAF, KS, STRING, VOCAB, XSD
from kgraph.wording import Text
from kgraph.workbook.naming import listed
from kgraph.workbook.value import Column, Form
from kgraph.workbook.vocabulary import Vocabulary

DOCUMENTS, ELEMENTS, FORUMS, FOLLOW_UPS = (
    "simple:documents",
    "simple:elements",
    "simple:forums",
    "simple:follow-ups",
)

# "Is it so today?": each answer is one mode, and there are no others.
ANSWERS: Mapping[str, Text] = {
    VOCAB("mode/actual"): Text("ja", "yes"),
    VOCAB("mode/target"): Text("önskat", "wished for"),
    VOCAB("mode/planned"): Text("planerat", "planned"),
    VOCAB("mode/permitted"): Text("får", "may"),
    VOCAB("mode/historical"): Text("förr", "formerly"),
    VOCAB("mode/norm"): Text("enligt regel", "by rule"),
}
# The columns that name actors on the sheet of measures, and the role that each stands for.
ROLES: Mapping[str, str] = {
    "responsible": VOCAB("role/ansvarig"),
    "doing": VOCAB("role/utforare"),
    "taking-part": VOCAB("role/medverkande"),
    "supporting": VOCAB("role/stodjande"),
}
MODE = "simple:mode iri"
MEMBER_ROLES = (
    "ledamot",
    "deltagare",
    "ordforande",
    "sammankallande",
    "samordnare",
    "samverkanspart",
)
_TEXT = str(STRING)
# Tabs that only the simple workbook has, as people compare texts.
SIMPLE_ONLY = ("insatser och ansvar", "measures and duties")


def simple_forms(words: Vocabulary, names: Mapping[str, Text]) -> tuple[Form, ...]:
    """The four sheets.

    Parameters:
        words: where the lists come from.
        names: what list values are called.
    """
    make = _Maker(words, names)
    return (
        Form(Text("Dokument", "Documents"), DOCUMENTS, _documents(make)),
        Form(Text("Insatser och ansvar", "Measures and duties"), ELEMENTS, _elements(make)),
        Form(Text("Forum", "Forums"), FORUMS, _forums(make)),
        Form(Text("Uppföljning", "Follow-up"), FOLLOW_UPS, _follow_ups(make)),
    )


class _Maker:
    """Makes columns with their lists."""

    def __init__(self, words: Vocabulary, names: Mapping[str, Text]) -> None:
        self._words, self._names = words, names

    def column(
        self,
        key: str,
        heading: tuple[str, str],
        told: tuple[str, str],
        example: tuple[str, str] = ("", ""),
        *,
        form: str = "iri",
        choices: Sequence[tuple[str, Text]] = (),
        classes: Sequence[str] = (),
        needed: bool = False,
        many: bool = False,
    ) -> Column:
        """One column of a simple sheet."""
        return Column(
            Text(*heading), "value", f"simple:{key}", form, Text(*told), Text(*example),
            tuple(text for _, text in choices), tuple(classes), needed, many,
            tuple(iri for iri, _ in choices),
        )  # fmt: skip

    def listed(self, path: str) -> tuple[tuple[str, Text], ...]:
        """The values of a property's list, with their names."""
        return self.named(self._words.values.get(path, ()))

    def named(self, iris: Sequence[str]) -> tuple[tuple[str, Text], ...]:
        """Chosen list values with their names."""
        return listed(iris, self._names)


_ACTOR = (str(FOAF("Agent")),)
_REGION = ("Region Jämtland Härjedalen", "Region Jämtland Härjedalen")
_SEVERAL = (" Flera: en på varje rad i cellen.", " Several: a line each in the cell.")


def _place_columns(make: _Maker) -> tuple[Column, ...]:
    return (
        make.column("document", ("Dokument", "Document"),
                    ("Dokumentet där det står, som på bladet Dokument.",
                     "The document that says so, as on the sheet Documents."),
                    ("Plan för kompetensförsörjning", "Plan för kompetensförsörjning"),
                    classes=(KS("SourceDocument"),)),
        make.column("page", ("Sida", "Page"),
                    ("Sidan där det står.", "The page where it stands."), ("12", "12"),
                    form=_TEXT),
        make.column("heading", ("Rubrik", "Heading"),
                    ("Rubriken där det står, om sidan inte går att ange.",
                     "The heading where it stands, where no page can be given."),
                    form="@sv"),
    )  # fmt: skip


def _mode(make: _Maker) -> Column:
    return make.column(
        "mode", ("Är det så i dag?", "Is it so today?"),
        ("ja: det är så. önskat: någon vill det. planerat: det är beslutat men inte gjort. "
         "får: det är tillåtet. förr: det var så. enligt regel: en lag eller ett beslut kräver "
         "det.",
         "yes: it is so. wished for: somebody wants it. planned: decided but not done. may: it is "
         "allowed. formerly: it was so. by rule: a law or decision demands it."),
        ("ja", "yes"), choices=tuple(ANSWERS.items()), needed=True,
    )  # fmt: skip


def _theme(make: _Maker) -> Column:
    return make.column(
        "theme", ("Tema", "Theme"),
        ("Vad det handlar om, ur listan." + _SEVERAL[0], "What it is about." + _SEVERAL[1]),
        ("Vuxenutbildning och yrkesvux", "Adult education"),
        choices=make.listed("http://purl.org/dc/terms/subject"), many=True,
    )  # fmt: skip


def _ends() -> tuple[Column, ...]:
    return (
        Column(Text("Belägg", "Evidence"), "passages",
               help=Text("Fylls i av programmet.", "Filled in by the program.")),
        Column(Text("Identitet", "Identifier"), "id",
               help=Text("Fylls i av programmet; skriv inget här.",
                         "Filled in by the program; write nothing here."), many=False),
    )  # fmt: skip


_MARK = Column(
    Text("Rad", "Row"), "mark",
    help=Text("Lämna tomt. Rader med Hjälp eller Exempel läses inte.",
              "Leave empty. Rows with Help or Example are not read."), many=False)  # fmt: skip


def _documents(make: _Maker) -> tuple[Column, ...]:
    return (
        _MARK,
        make.column("title", ("Dokument", "Document"),
                    ("Titeln, som den står på dokumentet.", "The title, as on the document."),
                    ("Plan för kompetensförsörjning", "Plan för kompetensförsörjning"), form="@sv",
                    needed=True),
        make.column("kind", ("Slag", "Kind"),
                    ("Vad för dokument det är, ur listan; tomt för en webbsida.",
                     "What sort of document it is; empty for a web page."),
                    ("Handlingsplan", "Action plan"),
                    choices=make.listed(KS("documentType"))),
        make.column("publisher", ("Utgivare", "Publisher"),
                    ("Vem som har gett ut det.", "Who published it."),
                    ("Region Jämtland Härjedalen", "Region Jämtland Härjedalen"),
                    classes=_ACTOR),
        make.column("county", ("Län", "County"),
                    ("Länet som det gäller.", "The county that it is for."),
                    ("Jämtlands län", "Jämtland County"), classes=(KS("Territory"),)),
        make.column("adopted-by", ("Beslutat av", "Adopted by"),
                    ("Vem som har beslutat det.", "Who adopted it."), classes=_ACTOR),
        make.column("from", ("Gäller från", "Valid from"),
                    ("Datum, som 2026-01-01.", "Date, as 2026-01-01."),
                    ("2026-01-01", "2026-01-01"), form=str(XSD("date"))),
        make.column("through", ("Gäller till", "Valid through"),
                    ("Datum, som 2030-12-31.", "Date, as 2030-12-31."),
                    ("2030-12-31", "2030-12-31"), form=str(XSD("date"))),
        *_ends(),
    )  # fmt: skip


def _elements(make: _Maker) -> tuple[Column, ...]:
    who = {
        "responsible": (("Ansvarig", "Responsible"), ("Vem som ansvarar.", "Who is responsible.")),
        "doing": (("Utförare", "Carried out by"), ("Vem som gör det.", "Who does it.")),
        "taking-part": (("Medverkar", "Taking part"), ("Vem som är med.", "Who takes part.")),
        "supporting": (("Stöder", "Supporting"), ("Vem som stöder.", "Who supports it.")),
    }
    return (
        _MARK,
        make.column("name", ("Mål, prioritering eller insats", "Goal, priority or measure"),
                    ("Kort namn, helst dokumentets eget.",
                     "A short name in Swedish, the document's own."),
                    ("Stärk vägledningen", "Stärk vägledningen"), form="@sv", needed=True),
        make.column("kind", ("Vad det är", "What it is"),
                    ("Välj ur listan.", "Choose from the list."), ("Insats", "Measure"),
                    choices=make.listed(KS("elementType")), needed=True),
        make.column("parent", ("Hör till", "Part of"),
                    ("Målet eller prioriteringen som det hör till, om något. Ett mål i en annan "
                     "strategi sparas som något som det bidrar till.",
                     "The goal or priority that it is part of, if any. A goal of another strategy "
                     "is kept as something that it contributes to."),
                    classes=(KS("StrategyElement"),)),
        make.column("summary", ("I korthet", "In short"),
                    ("En eller två meningar med egna ord.",
                     "A sentence or two of your own, in Swedish."),
                    ("Fler ska få vägledning inför val av utbildning.",
                     "Fler ska få vägledning inför val av utbildning."),
                    form="@sv", needed=True),
        _theme(make),
        *(make.column(key, heading, (told[0] + _SEVERAL[0], told[1] + _SEVERAL[1]),
                      _REGION if key == "responsible" else ("", ""), classes=_ACTOR, many=True)
          for key, (heading, told) in who.items()),
        _mode(make),
        *_place_columns(make),
        make.column("strategy", ("Strategi eller plan", "Strategy or plan"),
                    ("Den som det hör till, om dokumentet inte självt är den.",
                     "The one that it belongs to, where the document is not it."),
                    classes=(KS("GoverningDocument"),), many=True),
        *_ends(),
    )  # fmt: skip


def _forums(make: _Maker) -> tuple[Column, ...]:
    roles = [VOCAB(f"role/{name}") for name in MEMBER_ROLES]
    return (
        _MARK,
        make.column("name", ("Forum", "Forum"),
                    ("Namnet på rådet, gruppen eller nätverket. En rad för varje medlem; upprepa "
                     "namnet.", "The name of the council, group or network. A row for each "
                     "member; repeat the name. In Swedish."),
                    ("Kompetensrådet", "Kompetensrådet"), form="@sv", needed=True),
        make.column("member", ("Medlem", "Member"),
                    ("En organisation eller grupp, aldrig en person.",
                     "An organisation or group, never a person."),
                    ("Arbetsförmedlingen", "Arbetsförmedlingen"), classes=_ACTOR, many=True),
        make.column("role", ("Roll", "Role"),
                    ("Medlemmens roll; tomt: deltagare.", "The member's role; empty: participant."),
                    ("Deltagare", "Participant"), choices=make.named(roles)),
        _mode(make),
        make.column("county", ("Län", "County"), ("Länet, på första raden.", "The county, once."),
                    ("Jämtlands län", "Jämtland County"), classes=(KS("Territory"),)),
        make.column("purpose", ("Syfte", "Purpose"),
                    ("Vad forumet är till för, på första raden.",
                     "What it is for, once, in Swedish."),
                    form="@sv"),
        _theme(make),
        make.column("open", ("Fler är med (m.fl.)", "Others too"),
                    ("ja om dokumentet säger att listan inte är hel.",
                     "yes where the document says that the list is not whole."),
                    form=str(XSD("boolean"))),
        *_place_columns(make),
        *_ends(),
    )  # fmt: skip


def _follow_ups(make: _Maker) -> tuple[Column, ...]:
    return (
        _MARK,
        make.column("target", ("Vad som följs upp", "What is followed up"),
                    ("Strategin, målet eller insatsen.", "The strategy, goal or measure."),
                    ("Plan för kompetensförsörjning", "Plan för kompetensförsörjning"),
                    classes=(KS("GoverningDocument"), KS("StrategyElement"), KS("Project"),
                             KS("Forum")), needed=True),
        make.column("bearer", ("Vem följer upp", "Followed up by"),
                    ("Organisationen eller gruppen.", "The organisation or group."),
                    ("Region Jämtland Härjedalen", "Region Jämtland Härjedalen"),
                    classes=_ACTOR, needed=True),
        make.column("reports-to", ("Rapporterar till", "Reports to"),
                    ("Vem som får veta.", "Who is told."), classes=_ACTOR),
        make.column("often", ("Hur ofta", "How often"), ("Ur listan.", "From the list."),
                    choices=make.listed(KS("periodicity"))),
        make.column("summary", ("I korthet", "In short"),
                    ("En mening med egna ord.", "A sentence of your own, in Swedish."), form="@sv"),
        _mode(make),
        *_place_columns(make),
        *_ends(),
    )  # fmt: skip
