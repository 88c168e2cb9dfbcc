"""What a report rests on: sources, what was not read, limits, how it was made."""

from collections.abc import Collection, Iterable, Sequence

from kgraph import __version__
from kgraph.findings.material import parts, source_of
from kgraph.report.desk import Desk
from kgraph.report.value import (
    Bullets,
    Cell,
    Heading,
    Line,
    Paragraph,
    Part,
    Row,
    Table,
    Words,
    cell,
    line,
)  # fmt: skip
from kgraph.sources import Source, read_sources
from kgraph.store import View
from kgraph.wording import Text, dated

_MORE = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?source ?publisher ?licence ?rights WHERE {
  ?source a ks:SourceDocument .
  OPTIONAL { ?source dct:publisher ?publisher }
  OPTIONAL { ?source dct:license ?licence }
  OPTIONAL { ?source dct:rights ?rights }
}"""
_REGISTERS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?passage ?source WHERE { ?passage prov:wasDerivedFrom ?source }"""


class Sources:
    """The sources that the cited passages come from, and the works that were not read."""

    def __init__(
        self, desk: Desk, cited: Collection[str], near: Collection[str] | None = None
    ) -> None:
        """Find the source of every passage that the report cites.

        Parameters:
            near: of these the passages that say something of the document asked about itself; what
                other sources cite is not what it lacks. None where no one document is asked about.
        """
        self.desk = desk
        rows = desk.store.select(_REGISTERS, desk.view).rows
        home = {str(passage): str(source) for passage, source in rows}
        used = {home.get(p) or source_of(p) for p in cited} - {""}
        everything = read_sources(desk.store, desk.view, desk.lang)
        own = _own_sources(desk, everything)
        self.read = [s for s in everything if s.loaded and (s.iri in used or s.iri in own)]
        kept = {s.iri for s in self.read}
        self.registers = sorted(used - kept - {s.iri for s in everything if s.loaded})
        of_place = own | desk.own_sources
        if near is not None:
            of_place = own | {home.get(p) or source_of(p) for p in near}
        every = desk.scope.kind != "region" and near is None
        self.own = [s for s in self.read if every or s.iri in of_place]
        self.unread = _unread(desk, {s.iri for s in self.own}, home)

    def base(self) -> Line:
        """What was read and what was not, in a sentence or two."""
        desk = self.desk
        if not self.read:
            return line(desk.word("Inga källor är lästa: inget går att säga.",
                                  "No sources were read: nothing can be said."))  # fmt: skip
        full = [s for s in self.own if s.covers]
        some = [s for s in self.own if not s.covers]
        told: list[str | Words] = [self._itself()]
        if full:
            told += [*desk.names((s.iri for s in full), begins=True), desk.word(
                " är läst i sin helhet. ", " was read in full. ") if len(full) == 1 else desk.word(
                " är lästa i sin helhet. ", " were read in full. ")]  # fmt: skip
        if some:
            told += [*desk.names((s.iri for s in some), begins=True), desk.word(
                " ger enskilda uppgifter och är ingen plan: att något inte nämns där säger inget. ",
                " gives single statements and is not a plan: that something is not mentioned there "
                "says nothing. ") if len(some) == 1 else desk.word(
                " ger enskilda uppgifter och är inga planer: att något inte nämns där säger "
                "inget. ",
                " give single statements and are not plans: that something is not mentioned there "
                "says nothing. ")]  # fmt: skip
        if others := [s.iri for s in self.read if s not in self.own]:
            told += [desk.word("Därtill, för det som gäller flera län eller hela landet: ",
                               "Also, for what holds in several counties or the country: "),
                     *desk.names(others, within=True), ". "]  # fmt: skip
        n = len(self.unread)
        if n:
            told.append(desk.several(
                n, Text("omnämnt verk är inte läst.", "cited work was not read."),
                Text("omnämnda verk är inte lästa.", "cited works were not read.")))  # fmt: skip
        return line(*told)

    def _itself(self) -> str:
        """That the very document, or any of the county's own, was not read."""
        desk = self.desk
        if desk.scope.kind == "region" and not self.own:
            return desk.word("Ingen källa från länet självt är läst. ",
                             "No source of the county itself was read. ")  # fmt: skip
        if desk.scope.kind == "strategy" and not desk.read(desk.scope.iri):
            return desk.word("Dokumentet självt är inte läst. ",
                             "The document itself was not read. ")  # fmt: skip
        return ""


def _own_sources(desk: Desk, everything: Iterable[Source]) -> set[str]:
    """The read copies of the strategies asked about, cited or not."""
    copies = {c for s in desk.strategies for c in desk.material.document(s).copies}
    if desk.scope.kind == "theme":
        return set()
    return {s.iri for s in everything if s.iri in copies or desk.scope.kind == "all"}


def _unread(
    desk: Desk, read: Collection[str], home: dict[str, str]
) -> list[tuple[str, int, tuple[str, ...]]]:
    """Works cited in what was read: the work, how much hangs on it, where it is cited."""
    hangs = {w for f in desk.findings.found for w in f.unread}
    found = []
    for row in desk.material.rows("unread-documents"):
        places = tuple(p for p in parts(row["evidence"]) if home.get(p) in read)
        if places or row["source"] in hangs:
            found.append((row["source"], int(row["unknown"] or 0), places))
    return sorted(found, key=lambda r: (-r[1], r[0]))


def sources_parts(sources: Sources) -> list[Part]:
    """The sources in a table, and the works that were not read with what hangs on them."""
    desk = sources.desk
    more = _more(desk)
    nothing = ("", "", "")
    rows = [_source_row(desk, source, more.get(source.iri, nothing)) for source in sources.read]
    rows += [_register_row(desk, iri, more.get(iri, nothing)) for iri in sources.registers]
    if not rows:
        return [Paragraph(line(desk.word("Inga källor är lästa.", "No sources were read.")))]
    found: list[Part] = [Table(
        desk.word("Källor som är lästa", "Sources that were read"),
        tuple(desk.say(t) for t in (
            Text("Titel och utgivare", "Title and publisher"), Text("Datum", "Date"),
            Text("Läst i sin helhet för", "Read in full for"), Text("Rättigheter", "Rights"))),
        tuple(rows),
        (0.32, 0.22, 0.28, 0.18),
    )]  # fmt: skip
    return found + _unread_parts(sources)


def _more(desk: Desk) -> dict[str, tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for row in desk.store.select(_MORE, desk.view).rows:
        iri, *told = ("" if c is None else str(c) for c in row)
        publisher, licence, rights = told
        found[iri] = min(found.get(iri, ("~", "", "")), (publisher, licence, rights))
    return found


def publishers(desk: Desk) -> dict[str, str]:
    """By source, the body that published it; "" where that is not known."""
    return {source: publisher for source, (publisher, _, _) in _more(desk).items()}


def source_lang(desk: Desk, source: Source) -> str:
    """``sv`` for a source that has no English name, in an English report; else ""."""
    return desk.foreign(Text(desk.store.labels([source.iri], "sv")[source.iri], source.title))


def _source_row(desk: Desk, source: Source, more: tuple[str, str, str]) -> Row:
    publisher, licence, rights = more
    title = [line(Words(source.title, source_lang(desk, source), strong=True))]
    if publisher:
        title.append(line(desk.name(publisher)))
    modified, adopted, received = (
        desk.say(dated(day)) for day in (source.modified, source.adopted, source.retrieved)
    )
    when = modified or (
        desk.word(f"beslutad {adopted}", f"approved {adopted}") if adopted
        else desk.word("odaterad", "undated"))  # fmt: skip
    got = desk.word(f"mottagen {received}", f"received {received}")
    covers = ", ".join(c[:1].lower() + c[1:] for c in source.covers)
    counted = desk.word(f"{source.passages} textställen lästa", f"{source.passages} passages read")
    cover = line(covers) if covers else line(desk.word("inget", "nothing"))
    return Row((
        Cell(tuple(title)),
        Cell((line(when), line(got))),
        Cell((cover, line(Words(counted, quiet=True)))),
        cell(licence or rights or desk.word("utgivarens; inte angivna", "publisher's; not stated")),
    ))  # fmt: skip


def _register_row(desk: Desk, iri: str, more: tuple[str, str, str]) -> Row:
    publisher, licence, rights = more
    title = [line(desk.name(iri, strong=True))]
    if publisher:
        title.append(line(desk.name(publisher)))
    what = desk.word("register eller lagrum", "register or sections of law")
    return Row((Cell(tuple(title)), cell("–"), cell(Words(what, quiet=True)),
                cell(licence or rights or "–")))  # fmt: skip


_PARTS = "goals, priorities or measures"


def _unread_parts(sources: Sources) -> list[Part]:
    desk = sources.desk
    if not sources.unread:
        return []
    lines = []
    for work, unknown, places in sources.unread:
        hangs = desk.word(
            f": {unknown} mål, prioriteringar eller insatser går inte att svara på utan det",
            f": {unknown} {'goal, priority or measure' if unknown == 1 else _PARTS} cannot be "
            "answered for without it",
        )
        lines.append(line(desk.name(work), hangs if unknown else "", " ", desk.cites(places)))
    title = desk.word("Det som källorna hänvisar till men som inte är läst",
                      "What the sources cite but nobody has read here")  # fmt: skip
    return [Heading(title), Bullets(tuple(lines))]


LIMITS = (
    Text("En lucka här är en lucka i texter. Att inget läst dokument nämner någon betyder inte att "
         "ingen gör det.",
         "A gap here is a gap in texts. That no document read here names anyone does not mean that "
         "nobody does it."),
    Text("Det som bara ett inte läst verk kan svara på sägs vara okänt, aldrig saknas.",
         "What only an unread work can answer is said to be unknown, never missing."),
    Text("Det som beskrivs som önskat, planerat, tillåtet eller tidigare räknas inte som så det "
         "är, även när texten är skriven i presens.",
         "What is described as wished for, planned, permitted or past does not count as so, even "
         "when the text is written in the present tense."),
    Text("Ansvar för en helhet eller ett fokusområde blir inte utpekat ansvar för delarna; därför "
         "sägs nivån.",
         "Responsibility for a whole or a focus area is not named responsibility for its parts; "
         "that is why the level is told."),
    Text("Grupper som en källa nämner som slag (länets kommuner) räknas som en och löses inte upp.",
         "Groups that a source names as a kind (the county's municipalities) count as one and are "
         "not taken apart."),
    Text("Överlappning kan vara avsedd: likhet i ord är inte dubbelarbete. Inget sägs om effekter, "
         "kvalitet eller resurser utöver vad en källa säger.",
         "Overlap can be wanted: likeness in words is not double work. Nothing is said of effects, "
         "quality or resources beyond what a source states."),
    Text("Teman, roller och lägen är bedömningar av den som läst. Inga personer nämns, bara "
         "organisationer och funktioner.",
         "Themes, roles and modes are judgements by the reader. No persons are named, only "
         "organisations and functions."),
)  # fmt: skip


def limits_parts(desk: Desk) -> list[Part]:
    """What the report cannot tell."""
    return [Bullets(tuple(line(desk.say(text)) for text in LIMITS))]


def made_parts(desk: Desk) -> list[Part]:
    """Version, view, and the commands that give the same again."""
    about = {"region": f"--region {desk.scope.given}", "strategy": f"--strategy {desk.scope.given}",
             "theme": f"--theme {desk.scope.given}"}.get(desk.scope.kind, "")  # fmt: skip
    view = view_options(desk.view)
    lang = " --lang en" if desk.lang == "en" else ""
    filters = about if desk.scope.kind in ("region", "strategy") else ""
    commands = [
        _joined("kgraph report", about, view) + lang + " -o rapport.html",
        _joined("kgraph findings", filters, view, "--open") + lang,
        "kgraph explain ID",
    ]
    lead = desk.word(
        f"Rapporten är gjord av kgraph {__version__}. Samma uppgifter och vy ger samma rapport. "
        "Kommandona ger den på nytt, alla fynd öppnade, och belägget för ett fynd:",
        f"The report was made by kgraph {__version__}. The same statements and view give the same "
        "report. The commands give it anew, every finding opened, and the proof of a finding:",
    )
    rights = desk.word(
        "Källtexterna är inte återgivna: rapporten har namn, titlar och fakta med var de står. "
        "Uppgifterna får användas enligt CC BY 4.0.",
        "The source texts are not reproduced: the report holds names, titles and facts with where "
        "they stand. The data may be used under CC BY 4.0.",
    )
    return [Paragraph(line(lead)),
            *(Paragraph(line(Words(command, code=True)), "code") for command in commands),
            Paragraph(line(rights))]  # fmt: skip


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


def view_options(view: View) -> str:
    """The options that give a view, in full, so that a report is the same on another day."""
    default = View("all", view.as_of)
    words: Sequence[str] = [
        f"--as-of {view.as_of}",
        f"--review {view.review}" if view.review != "all" else "",
        *(f"--mode {mode}" for mode in view.modes if view.modes != default.modes),
    ]
    return _joined(*words)
