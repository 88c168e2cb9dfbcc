"""Registers: what was read in part beside the documents, when it was received and how much."""

from collections import defaultdict
from typing import NamedTuple

from kgraph.layout import natural
from kgraph.report.value import Paragraph, Part, Row, Table, cell, line
from kgraph.web.pages.desk import Linked, WebDesk
from kgraph.web.pages.render import day
from kgraph.wording import Text, collation_key, counted

_READ = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?source ?retrieved ?dated ?passage ?section WHERE {
  ?source a ks:Register .
  ?passage prov:wasDerivedFrom ?source .
  GRAPH ?passage { ?s ?p ?o }
  OPTIONAL { ?source ks:retrievedOn ?retrieved }
  OPTIONAL { ?source <http://purl.org/dc/terms/modified> ?dated }
  OPTIONAL { ?passage ks:section ?section }
}"""
_ABOUT_CITED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?cited ?passage WHERE {
  {
    ?cited ks:loaded false ; ks:represents ?work .
    GRAPH ?passage { ?work ?p ?o }
  } UNION {
    ?cited ks:loaded false ; ks:represents/^eli:is_part_of ?part .
    GRAPH ?passage { ?part ?p ?o }
  }
  ?passage prov:wasDerivedFrom ?source .
  ?source a ks:Register .
}"""


class Register(NamedTuple):
    """A register of which some places were read.

    Parameters:
        retrieved, dated: the day its copy was received, and the date it gives of itself; or "".
        sections: what was read of it, by passage.
    """

    iri: str
    retrieved: str
    dated: str
    sections: dict[str, str]


def read_registers(desk: WebDesk) -> list[Register]:
    """The registers with passages that count in the view, in the order of their names."""
    found: dict[str, Register] = {}
    for row in desk.store.select(_READ, desk.view).rows:
        iri, retrieved, dated, passage, section = ("" if c is None else str(c) for c in row)
        known = found.setdefault(iri, Register(iri, retrieved, dated, {}))
        known.sections[passage] = section
    return sorted(found.values(), key=lambda r: (collation_key(desk.told(r.iri)), r.iri))


def registers_table(desk: WebDesk, registers: list[Register]) -> Table:
    """The registers: dates, how many places were read and which."""
    heads = (Text("Register eller sida", "Register or page"), Text("Daterat", "Dated"),
             Text("Mottaget", "Received"), Text("Lästa ställen", "Places read"),
             Text("Vad som är läst", "What was read"))  # fmt: skip
    rows = tuple(
        Row((
            cell(desk.name(r.iri)),
            cell(day(r.dated, desk.lang) if r.dated else "–"),
            cell(day(r.retrieved, desk.lang) if r.retrieved else "–"),
            cell(str(len(r.sections))),
            cell(*_sections(desk, r)),
        ))
        for r in registers
    )  # fmt: skip
    return Table(desk.word("Register lästa i delar", "Registers read in part"),
                 tuple(map(desk.say, heads)), rows, (0.3, 0.12, 0.13, 0.1, 0.35),
                 titled=True)  # fmt: skip


def _sections(desk: WebDesk, register: Register) -> list[str | Linked]:
    told: list[str | Linked] = []
    swedish = "sv" if desk.lang != "sv" else ""
    firsts: dict[str, str] = {}
    for passage in sorted(register.sections, key=natural):
        firsts.setdefault(register.sections[passage] or desk.told(passage), passage)
    for name, passage in firsts.items():
        told += ["; "] if told else []
        told.append(Linked(name, swedish, to=passage))
    return told


def registers_note(desk: WebDesk, registers: list[Register]) -> tuple[Part, ...]:
    """That registers were read in part too, with the way to which; nothing where none was."""
    if not registers:
        return ()
    many = counted(len(registers), Text("register eller sida", "register or page"),
                   Text("register och sidor", "registers and pages"))  # fmt: skip
    return (Paragraph(line(
        desk.word("Därtill är ", "In addition "), desk.say(many),
        desk.word(" lästa i delar, bland annat för lagar och myndigheter: ",
                  " were read in part, among other things for laws and agencies: "),
        Linked(desk.word("se vad och när", "see what and when"), to="/kallor"), ".")),)  # fmt: skip


def told_in_registers(desk: WebDesk) -> dict[str, list[str]]:
    """By a work that is only cited, the passages of registers that say something of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for cited, passage in desk.store.select(_ABOUT_CITED, desk.view).rows:
        found[str(cited)].append(str(passage))
    return {cited: sorted(places, key=natural) for cited, places in found.items()}
