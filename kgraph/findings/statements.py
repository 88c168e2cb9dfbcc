"""What the passages of a finding state, as steps of its proof: no passage stands empty.

Of each passage the statements about what the finding names, and the assignment that carries it:
who bears a task for something, where the finding names both.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgraph.findings.material import Material
from kgraph.findings.plainly import KINDS, PRECISIONS, RELATIONS, VALUES
from kgraph.findings.value import Finding
from kgraph.phrasing import TOLD, phrases
from kgraph.terms import KS, Literal, Term, local_name, shorten
from kgraph.wording import Text


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a proof, and what stands under it.

    Parameters:
        swedish: the parts of the line, in order, that are Swedish whatever the language: what the
            data say in words of their own, and words to search for in a document.
    """

    text: Text
    under: "tuple[Step, ...]" = ()
    swedish: tuple[str, ...] = ()


class _Cell(str):
    """A value of an answer, the same in English, and that text again where it is Swedish alone."""

    english: str
    swedish: tuple[str, ...]

    @classmethod
    def of(cls, value: Term | None, known: Mapping[str, Text]) -> "_Cell":
        made = cls("" if value is None else str(value))
        made.english = known[made].en if made in known else made
        made.swedish = (made,) if made in known and made.english == made else ()
        return made


def in_swedish(value: Term | None) -> bool:
    """Whether a value is a text in Swedish."""
    return isinstance(value, Literal) and value.language == "sv"


_PREFIXES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
"""
_HEADS = (
    _PREFIXES
    + """
SELECT ?passage ?summary ?search ?status ?retrieved ?modified WHERE {{
  VALUES ?passage {{ {passages} }}
  OPTIONAL {{ ?passage ks:summary ?summary FILTER(LANG(?summary) != "en") }}
  OPTIONAL {{ ?passage ks:searchFor ?search }}
  OPTIONAL {{ ?passage ks:reviewStatus ?status }}
  OPTIONAL {{
    ?passage prov:wasDerivedFrom ?source .
    OPTIONAL {{ ?source ks:retrievedOn ?retrieved }}
    OPTIONAL {{ ?source dct:modified ?modified }}
  }}
}}"""
)
_ABOUT = """
SELECT ?passage ?s ?p ?o WHERE {{
  VALUES ?passage {{ {passages} }} VALUES ?s {{ {things} }} GRAPH ?passage {{ ?s ?p ?o }}
  {once}
}}"""
# Whatever is tied to a thing of the finding: who is responsible for it, sits in it, pays for it.
_TIED = """
SELECT ?passage ?s ?link ?thing ?p ?o WHERE {{
  VALUES ?passage {{ {passages} }} VALUES ?thing {{ {things} }}
  GRAPH ?passage {{ ?s ?link ?thing . ?s ?p ?o }}
  {once}
}}"""
_ALL = """
SELECT ?passage ?s ?p ?o WHERE {{
  VALUES ?passage {{ {passages} }} GRAPH ?passage {{ ?s ?p ?o }}
  {once}
}}"""
# What is told in both languages is one statement: the English is found by the Swedish.
_ONCE = f"FILTER(LANG(?o) != 'en' || ?p NOT IN ({', '.join(f'<{iri}>' for iri in TOLD)}))"
_LABELS = ("summary", "prefLabel", "type")
_UNTOLD = tuple(map(local_name, PRECISIONS))  # a date tells it
_ENDS = {"bearer", "target"}
_TRUTH = {"true": Text("ja", "yes"), "false": Text("nej", "no")}
_COVERED: Mapping[str, Text] = {
    KS("coversRelation"): Text("Läst i sin helhet för", "Read in full for"),
    KS("coversSubject"): Text("Läst i sin helhet", "Read in full"),
}
Row = Sequence[_Cell]


def passage_steps(material: Material, finding: Finding) -> tuple[Step, ...]:
    """Each passage of a finding with its summary, its dates and what it states."""
    things = _named_things(finding)
    if not finding.passages:
        return ()
    heads = {row[0]: row[1:] for row in _ask(material, _HEADS, finding.passages)}
    about = _by_passage(_ask(material, _ABOUT, finding.passages, things))
    tied = _by_passage(_ask(material, _TIED, finding.passages, things))
    bare = [p for p in finding.passages if not _told(about[p]) and not tied[p]]
    whole = _by_passage(_ask(material, _ALL, bare)) if bare else {}
    made = []
    for passage in finding.passages:
        lines = _lines(material, about[passage], _LABELS)
        lines += _assignments(material, tied[passage], every=not lines)
        lines = lines or _lines(material, about[passage] or whole.get(passage, []), ("summary",))
        place, head = material.name(passage), _head(material, heads.get(_Cell(passage), ()))
        name = Text(f"{place.sv} ({shorten(passage)})", f"{place.en} ({shorten(passage)})")
        made.append(Step(name, (*head, *dict.fromkeys(lines))))
    return tuple(made)


def _ask(
    material: Material, text: str, passages: Iterable[str], things: Iterable[str] = ()
) -> list[tuple[_Cell, ...]]:
    asked = text.format(
        passages=" ".join(f"<{p}>" for p in passages),
        things=" ".join(f"<{t}>" for t in sorted(things)),
        once=_ONCE,
    )
    rows = material.store.select(asked, material.view).rows
    texts = {str(cell) for row in rows for cell in row if in_swedish(cell)}
    known = phrases(material.store, material.view, texts)
    return sorted(tuple(_Cell.of(cell, known) for cell in row) for row in rows)


def _by_passage(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row[1:])
    return found


def _named_things(finding: Finding) -> set[str]:
    cells = {cell for part in finding.evidence for _, cell in part.row}
    listed = {iri for cell in cells for iri in cell.split(" ") if iri.startswith("http")}
    return {iri for iri in listed | set(finding.affects) if "/id/" in iri}


def _told(rows: Iterable[Row]) -> bool:
    return any(local_name(p) not in _LABELS for _, p, _ in rows)


def _value(material: Material, subject: str, value: _Cell) -> Text:
    if value.startswith("http"):
        return named(material, value)
    if value.english != value:
        return Text(value, value.english)
    return plain(material, value, [subject])


def named(material: Material, iri: str) -> Text:
    """What people call a thing, a kind or a value."""
    return VALUES.get(iri) or KINDS.get(iri) or material.name(iri)


def plain(material: Material, value: str, things: Iterable[str]) -> Text:
    """A value that is no thing: yes, no, a date as far as it is known, else as it is.

    Parameters:
        things: what a date can be the first or last day of.
    """
    return _TRUTH.get(value, material.told_date(value, things))


def stated(material: Material, subject: str, relation: str, said: Text) -> Text:
    """A statement in words; that something was read in full has no name of its own to begin with.

    Parameters:
        said: what is stated, in words.
    """
    if relation in _COVERED:
        begin = _COVERED[relation]
        return Text(f"{begin.sv}: {said.sv}", f"{begin.en}: {said.en}")
    name, link = material.name(subject), _relation(material, relation)
    return Text(f"{name.sv} – {link.sv} – {said.sv}", f"{name.en} – {link.en} – {said.en}")


def _lines(material: Material, rows: Iterable[Row], without: Sequence[str]) -> list[Step]:
    """Statements as lines, without the properties that only name things."""
    made = []
    for s, p, o in rows:
        if local_name(p) not in (*without, *_UNTOLD):
            made.append(Step(stated(material, s, p, _value(material, s, o)), swedish=o.swedish))
    return made


def _relation(material: Material, p: str) -> Text:
    return RELATIONS.get(p) or material.name(p)


def _assignments(material: Material, rows: Iterable[Row], every: bool) -> list[Step]:
    """What is tied to the finding's things: its kind and summary, then what it states.

    Parameters:
        every: all of them; else only those whose bearer and target the finding both names.
    """
    ends: dict[str, set[str]] = defaultdict(set)
    said: dict[str, dict[tuple[_Cell, _Cell], None]] = defaultdict(dict)
    for s, link, _, p, o in rows:
        ends[s].add(local_name(link))
        said[s][p, o] = None
    return [
        _assignment(material, s, list(pairs))
        for s, pairs in said.items()
        if every or ends[s] >= _ENDS
    ]


def _assignment(material: Material, subject: str, pairs: Sequence[tuple[_Cell, _Cell]]) -> Step:
    def first(name: str) -> _Cell | None:
        return next((o for p, o in pairs if local_name(p) == name), None)

    kind, summary = named(material, first("type") or subject), first("summary")
    name = Text(summary, summary.english) if summary else material.name(subject)
    under = []
    for p, o in pairs:
        if local_name(p) not in (*_LABELS, *_UNTOLD):
            relation, said = _relation(material, p), _value(material, subject, o)
            under.append(Step(Text(f"{relation.sv} – {said.sv}", f"{relation.en} – {said.en}"),
                              swedish=o.swedish))  # fmt: skip
    return Step(Text(f"{kind.sv}: {name.sv}", f"{kind.en}: {name.en}"), tuple(under),
                summary.swedish if summary else ())  # fmt: skip


def _head(material: Material, row: Row) -> tuple[Step, ...]:
    """What a passage says in our words, how to find it there, and its dates."""
    if not any(row):
        return ()
    summary, search, status, retrieved, modified = row
    dates = ", ".join(filter(None, [
        f"mottagen {retrieved}" if retrieved else "", f"ändrad {modified}" if modified else "",
    ]))  # fmt: skip
    english = ", ".join(filter(None, [
        f"received {retrieved}" if retrieved else "", f"changed {modified}" if modified else "",
    ]))  # fmt: skip
    checked = material.name(status) if status else Text("", "")
    look = Text(f"sök: {search}", f"search: {search}") if search else Text("", "")
    told, in_english = (
        "; ".join(filter(None, [look.get(lang), checked.get(lang), days]))
        for lang, days in (("sv", dates), ("en", english))
    )
    return (Step(Text(f"{summary} [{told}]", f"{summary.english} [{in_english}]"),
                 swedish=tuple(filter(None, (*summary.swedish, search)))),)  # fmt: skip
