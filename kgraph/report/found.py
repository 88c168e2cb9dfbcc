"""The findings of a report, kind by kind: what holds, how sure it is, and what is on record."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kgraph.findings import Finding, Kind
from kgraph.findings.forms import (
    HOW_TO_READ_A_RATE,
    disposition_words,
    kind_title,
    rate_words,
    state_words,
)
from kgraph.findings.rows import RowOfFindings, make_rows
from kgraph.report.desk import Desk
from kgraph.report.value import (
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Part,
    Row,
    Table,
    Words,
    cell,
    line,
)  # fmt: skip
from kgraph.wording import Text

MOST = 40


def findings_parts(desk: Desk) -> list[Part]:
    """Every finding of the scope, in a table a kind; levels stand in the table of answers."""
    by_kind: dict[Kind, list[RowOfFindings]] = defaultdict(list)
    for row in make_rows(desk.findings):
        by_kind[row.kind].append(row)
    if not by_kind:
        return _nothing(desk) + _aside_parts(desk)
    parts: list[Part] = [Paragraph(line(_lead(desk)))]
    if any(row.rate and _shown(row) for rows in by_kind.values() for row in rows):
        parts.append(Paragraph(line(Words(desk.say(HOW_TO_READ_A_RATE), quiet=True))))
    for kind, rows in by_kind.items():
        parts += _kind_parts(desk, kind, rows)
    return parts + _aside_parts(desk)


def _nothing(desk: Desk) -> list[Part]:
    return [Paragraph(line(desk.word(
        "Inga fynd i det som är läst. Det säger inget om det som inte är läst.",
        "No findings in what was read. That says nothing of what was not read.")))]  # fmt: skip


def _shown(row: RowOfFindings) -> list[Finding]:
    """The findings of a row that a table tells: gaps and overlaps, and no levels."""
    return [f for f in row.findings if f.is_gap or row.kind.overlap]


def _lead(desk: Desk) -> str:
    return desk.word(
        "Ett fynd är en lucka eller en likhet i texterna. ”Dokumentet säger att det saknas” är "
        "säkrast; ”nämns inte i dokumentet” gäller dokument som är lästa i sin helhet för frågan; "
        "”går inte att säga” är varken ja eller nej. Överlappning kan vara avsedd.",
        "A finding is a gap or a likeness in the texts. “The document says there is none” is the "
        "surest; “not mentioned in the document” is said of documents read in full for the matter; "
        "“cannot be said” is neither yes nor no. Overlap can be wanted.",
    )


def _kind_parts(desk: Desk, kind: Kind, rows: Sequence[RowOfFindings]) -> list[Part]:
    parts: list[Part] = [Heading(desk.say(kind_title(desk.findings, kind)))]
    made: list[Row] = []
    levels = 0
    for row in rows:
        gaps = _shown(row)
        levels += len(row.findings) - len(gaps)
        if gaps:
            made += _document_rows(desk, row, gaps)
    if levels:
        parts.append(Paragraph(line(desk.word(
            f"Ingen lucka, men ansvar på en annan nivå än för just detta: {levels}. Se tabellen "
            "över ansvar.",
            f"No gap, but responsibility at another level than for this very one: {levels}. See "
            "the table of responsibility."))))  # fmt: skip
    if not made:
        return parts
    shown = [f for row in rows for f in _shown(row)]
    parts.append(_common(desk, kind, shown))
    parts.append(Table(
        desk.say(kind_title(desk.findings, kind)),
        tuple(desk.say(t) for t in (
            Text("Fynd", "Finding"), Text("Hur säkert, och varför", "How sure, and why"),
            Text("Ställningstagande och svar", "Disposition and reply"))),
        tuple(made),
        (0.58, 0.24, 0.18),
        titled=True,
    ))  # fmt: skip
    return parts


def _common(desk: Desk, kind: Kind, shown: Iterable[Finding]) -> Paragraph:
    """What the findings of a kind share: the formula, what would end them, what to ask where."""
    listed = list(shown)
    ends = list(dict.fromkeys(desk.say(f.vanishes) for f in listed))
    asks: dict[str, list[str]] = defaultdict(list)
    for finding in listed:
        if finding.forum not in asks[desk.say(finding.question)]:
            asks[desk.say(finding.question)].append(finding.forum)
    pieces: list[str | Words] = [
        Words(desk.word("Så avgörs det: ", "How it is decided: "), strong=True),
        desk.say(kind.formula),
        Words(desk.word(" Försvinner om: ", " Disappears if: "), strong=True),
        " ".join(ends),
    ]
    for question, forums in asks.items():
        where = desk.names((f for f in forums if f), 4)
        pieces += [Words(desk.word(" Fråga att ta upp: ", " To ask: "), strong=True), question]
        pieces += [desk.word(" (i ", " (in "), *where, ")"] if where else []
    return Paragraph(line(*pieces))


def _document_rows(desk: Desk, row: RowOfFindings, gaps: Sequence[Finding]) -> list[Row]:
    share = desk.say(rate_words(row.rate, row.kind.id)) if row.rate else ""
    rate = [Words(f". {share}", quiet=True)] if share else []
    made = [Row((cell(*_home(desk, row), *rate),), group=True)]
    made += [_row(desk, finding) for finding in gaps[:MOST]]
    if len(gaps) > MOST:
        more = len(gaps) - MOST
        made.append(Row((
            cell(desk.word(f"och {more} till: ", f"and {more} more: "),
                 Words(f"kgraph findings --kind {row.kind.notation} --open", code=True)),
            cell(""), cell(""),
        )))  # fmt: skip
    return made


def _home(desk: Desk, row: RowOfFindings) -> list[Words]:
    """What a row belongs to: a document, several together, none, or what nobody has read."""
    if row.document:
        return [desk.name(row.document, strong=True)]
    if row.documents:
        several = desk.word("Vilar på flera dokument: ", "Rests on several documents: ")
        return [Words(several, strong=True), *desk.names(row.documents)]
    told = (desk.word("Dokument som inte är lästa", "Documents not read") if row.beyond
            else desk.word("Inget enskilt dokument", "No single document"))  # fmt: skip
    return [Words(told, strong=True)]


def _row(desk: Desk, finding: Finding) -> Row:
    lines = [
        line(desk.say(finding.sentence), _number(desk, finding), " ",
             desk.cites(finding.passages)),
        line(Words(finding.id, code=True)),
    ]  # fmt: skip
    sure = [line(_begun(desk.say(state_words(finding))))]
    own = desk.material.document(finding.document)
    if finding.unread and not set(finding.unread) <= set(own.unread if not own.loaded else ()):
        sure.append(line(Words(desk.word("hänger på: ", "depends on: "), quiet=True),
                         *desk.names(finding.unread, 3)))  # fmt: skip
    if finding.coordinated:
        things = [iri for iri in finding.coordinated if "/graph/" not in iri]
        sure.append(line(Words(desk.word("möts i: ", "meet in: "), quiet=True),
                         *desk.names(things, 3),
                         desk.cites(i for i in finding.coordinated if "/graph/" in i)
                         ))  # fmt: skip
    return Row((Cell(tuple(lines)), Cell(tuple(sure)), _record(desk, finding)))


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _number(desk: Desk, finding: Finding) -> Words | None:
    """The number under both group modes, where it says more than that there is one."""
    value, wide = finding.number.value, finding.number.expanded
    if value == wide:
        return None
    return Words(desk.word(f" Tal: {value:g} när en grupp räknas som en, {wide:g} när medlemmar "
                           "som källan räknar upp räknas var för sig.",
                           f" Number: {value:g} when a group counts as one, {wide:g} when members "
                           "that the source lists count one by one."),
                 quiet=True)  # fmt: skip


def _record(desk: Desk, finding: Finding) -> Cell:
    if finding.disposition is None:
        return cell(Words(desk.word("öppen; inget svar", "open; no reply"), quiet=True))
    told = desk.say(disposition_words(finding.disposition, desk.findings))
    return Cell(tuple(line(_begun(part)) for part in told.split("; ")))


def _aside_parts(desk: Desk) -> list[Part]:
    """What was set aside by those concerned, and records whose finding no longer holds."""
    lines = [
        line(desk.say(f.sentence), " ", desk.cites(f.passages), " ",
             Words(desk.say(disposition_words(f.disposition, desk.findings)), quiet=True))
        for f in desk.findings.set_aside
        if f.disposition
    ]  # fmt: skip
    lines += [
        line(Words(record.finding, code=True), desk.word(
            ": finns inte längre i vyn; anteckningen är kvar (",
            ": no longer holds in the view; its record stays ("),
            desk.say(disposition_words(record, desk.findings)), ")")
        for record in desk.findings.left_over
    ]  # fmt: skip
    if not lines:
        return []
    title = desk.word("Undanlagda, och anteckningar utan fynd",
                      "Set aside, and records without a finding")  # fmt: skip
    return [Heading(title), Bullets(tuple(lines))]
