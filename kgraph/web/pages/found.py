"""Findings in a table: the claim as a link, how sure it is, and where it belongs."""

from collections.abc import Iterable, Sequence

from kgraph.findings import KINDS, Finding
from kgraph.findings.forms import left_out_of, state_words
from kgraph.report.value import Cell, Cites, Paragraph, Part, Row, Table, Words, cell, line
from kgraph.terms import local_name
from kgraph.web.pages.desk import Linked, WebDesk

SHADES = {"confirmed": "gap", "silent": "wish", "unknown": "", "": "near"}


def finding_link(desk: WebDesk, finding: Finding) -> Linked:
    """The claim, as a link to its page."""
    return Linked(desk.say(finding.sentence), to=f"/id/finding/{finding.id}.html")


def cited(desk: WebDesk, passages: Sequence[str], most: int) -> list[Cites | Words]:
    """Places as notes; where there are more than fit, how many more.

    Parameters:
        most: how many fit.
    """
    more = len(passages) - most
    told: list[Cites | Words] = [desk.cites(passages[:most])]
    if more > 0:
        told.append(Words(desk.word(f" och {more} till", f" and {more} more"), quiet=True))
    return told


def findings_table(desk: WebDesk, found: Iterable[Finding], *, where: bool = False) -> list[Part]:
    """Findings in order of kind, those of a kind together.

    Parameters:
        where: whether a column tells which document each belongs to.
    """
    listed = list(found)
    if not listed:
        return [Paragraph(line(desk.word(
            "Inget att titta på i det som är läst. Det säger inget om det som inte är läst.",
            "Nothing to look at in what was read. That says nothing of what was not read."
        )))]  # fmt: skip
    rows: list[Row] = []
    before = ""
    for place, finding in enumerate(listed):
        if finding.kind != before:
            before = finding.kind
            kind = KINDS[before]
            rows.append(
                Row(
                    (
                        cell(
                            Words(desk.told(kind.iri), strong=True),
                            Words(f" {kind.notation}", quiet=True),
                        ),
                    ),
                    group=True,
                )
            )
        rows.append(_row(desk, finding, where))
        if place + 1 == len(listed) or listed[place + 1].kind != before:
            rows += _left_out(desk, before, where)
    heads = [desk.word("Fynd", "Finding"), desk.word("Hur säkert", "How sure")]
    widths = [0.7, 0.3]
    if where:
        heads.append(desk.word("Dokument eller län", "Document or county"))
        widths = [0.55, 0.2, 0.25]
    return [Table(desk.word("Fynd", "Findings"), tuple(heads), tuple(rows), tuple(widths),
                  titled=True)]  # fmt: skip


def _row(desk: WebDesk, finding: Finding, where: bool) -> Row:
    claim = line(finding_link(desk, finding), " ", *cited(desk, finding.cited, 8))
    sure = desk.say(state_words(finding))
    sure = sure[:1].upper() + sure[1:]
    cells = [Cell((claim,)), cell(sure, shade=SHADES.get(finding.status, ""))]
    if where:
        cells.append(cell(*homes(desk, finding)))
    return Row(tuple(cells))


def _left_out(desk: WebDesk, kind: str, where: bool) -> list[Row]:
    """A last row for a kind whose findings are more than its limit: how many are left out."""
    n = desk.material.left_out.get(kind, 0)
    told = cell(Words(desk.say(left_out_of(kind, n)), quiet=True))
    return [Row((told, *[cell("")] * (2 if where else 1)))] if n else []


def homes(desk: WebDesk, finding: Finding) -> list[Words]:
    """Every document that a finding belongs to, else its counties, else a dash."""
    return desk.names(finding.documents or finding.regions, 4) or [Words("–")]


def kind_slug(iri: str) -> str:
    """The last part of a kind's name."""
    return local_name(iri)
