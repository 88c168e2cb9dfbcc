"""What waits for a reader: passages not reviewed, disputed, without a document, or grown old.

A decision changes the passage's review status, and the log keeps when it was taken and in which
role. Nobody's name is asked for.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kgraph.errors import UsageError
from kgraph.journal import Entry, record
from kgraph.phrasing import phrases
from kgraph.project import Project
from kgraph.roles import STATUS_WORD, STATUS_WORDS, STATUSES, WHY_WORDS, Why
from kgraph.store import Store, View
from kgraph.store.drafts import read_quads
from kgraph.terms import GRAPH, KS, VOCAB, Iri, Quad, local_name
from kgraph.wording import Text, collation_key, counted

_WORKBOOK = "arbetsbok-"
_NAMED = 3  # passages of a decision that its entry in the log names
# Years between revisions, for the frequencies that are longer than a month.
_YEARS = {
    "ANNUAL": 1,
    "BIENNIAL": 2,
    "TRIENNIAL": 3,
    "QUADRENNIAL": 4,
    "QUINQUENNIAL": 5,
    "DECENNIAL": 10,
}
_PASSAGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?g ?status ?source ?summary WHERE { GRAPH ?m {
  ?g a ks:AssertionGraph ; ks:reviewStatus ?status ; prov:wasDerivedFrom ?source .
  OPTIONAL { ?g ks:summary ?summary FILTER(LANG(?summary) != "en") } } }"""
_CYCLES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?source ?read ?often WHERE {
  GRAPH ?a { ?source ks:retrievedOn ?read } GRAPH ?b { ?source ks:represents ?work }
  GRAPH ?c { ?duty a ks:FollowUp ; ks:target ?work ; ks:periodicity ?often } }"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A passage that waits for a reader.

    Parameters:
        passage: its IRI.
        place: where it stands, in words.
        why: what it waits for.
        status: its review status now.
        summary: what it says, in short.
    """

    passage: str
    place: str
    why: Why
    status: str
    summary: str


def waiting(store: Store, today: datetime.date, lang: str = "sv") -> tuple[Waiting, ...]:
    """The passages that wait for a reader, by reason and place.

    Parameters:
        today: the day that ages are counted to.
        lang: language of the places and of what they say.
    """
    view = View()
    old = _old_sources(store, view, today)
    rows = [[str(c or "") for c in row] for row in store.select(_PASSAGES, view).rows]
    names = store.labels({row[0] for row in rows}, lang)
    told = phrases(store, view, [row[3] for row in rows] if lang == "en" else [])
    found = [
        Waiting(
            passage,
            names[passage],
            why,
            local_name(status),
            told[summary].en if lang == "en" else summary,
        )
        for passage, status, source, summary in rows
        for why in _reasons(local_name(status), source, old)
    ]
    order = list(WHY_WORDS)
    return tuple(
        sorted(found, key=lambda w: (order.index(w.why), collation_key(w.place), w.passage))
    )


def _reasons(status: str, source: str, old: set[str]) -> Iterable[Why]:
    if status == "rejected":  # it counts no more, whatever it rests on
        return
    if status == "disputed":
        yield "disputed"
    if status == "extracted":
        yield "unreviewed"
    if local_name(source).startswith(_WORKBOOK):
        yield "no-document"
    if source in old:
        yield "old"


def _old_sources(store: Store, view: View, today: datetime.date) -> set[str]:
    """The sources that were read longer ago than their work is revised, as it says itself."""
    found = set()
    for source, read, often in store.select(_CYCLES, view).rows:
        years = _YEARS.get(local_name(str(often)), 0)
        day = datetime.date.fromisoformat(str(read)[:10])
        if years and day.replace(year=day.year + years, day=min(day.day, 28)) < today:
            found.add(str(source))
    return found


def decide(
    project: Project,
    passages: Sequence[str],
    status: str,
    role: str = "reviewer",
    now: datetime.datetime | None = None,
    source: str = "kgraph review",
) -> Entry:
    """Record a reviewer's decision on passages.

    Parameters:
        passages: their IRIs.
        status: one of ``STATUSES``.
        role: in which role, for the log.
        source: where the decision was taken, for the log.

    Raises:
        UsageError: the status or a passage is not known, or they have that status already.
        InputError: the new state has violations (a reviewed passage needs lines, say).
    """
    if status not in STATUSES:
        raise UsageError(
            Text(f"{status} är ingen granskningsstatus.", f"{status} is no review status."),
            "--set",
            Text(f"Välj bland: {', '.join(STATUSES)}.", f"Choose from: {', '.join(STATUSES)}."),
        )
    basis, changes = _changed(project, set(passages), VOCAB(f"review-status/{status}"))
    if not changes:
        raise UsageError(
            Text("Textställena har redan den statusen.", "The passages have that status already.")
        )
    what = _told(sorted(set(passages)), status)
    entry, _ = record(project, changes, what, source, role, basis=basis, now=now)
    return entry


def _told(passages: Sequence[str], status: str) -> Text:
    """The decision in words, with the first places that it is about."""
    number = len(passages)
    many = counted(number, Text("textställe", "passage"), Text("textställen", "passages"))
    word = (STATUS_WORDS if number > 1 else STATUS_WORD)[status]
    places = ", ".join(passage.removeprefix(GRAPH) for passage in passages[:_NAMED])
    left = f" … ({number})" if number > _NAMED else ""
    return Text(f"Granskning: {many.sv}: {word.sv} ({places}{left})",
                f"Review: {many.en}: {word.en} ({places}{left})")  # fmt: skip


def _changed(
    project: Project, wanted: set[str], status: Iri
) -> tuple[dict[Path, list[Quad]], dict[Path, list[Quad]]]:
    basis: dict[Path, list[Quad]] = {}
    changes: dict[Path, list[Quad]] = {}
    found: set[str] = set()
    for path in replace(project).data_files:  # an import may have added a file
        if path.suffix != ".trig":
            continue
        quads = read_quads(path, project.name(path))
        own = {q[0] for q in quads if q[1] == KS("reviewStatus") and q[0] in wanted}
        found |= {str(iri) for iri in own}
        new = [
            (s, p, status if p == KS("reviewStatus") and s in own else o, g) for s, p, o, g in quads
        ]
        if set(new) != set(quads):
            basis[path], changes[path] = quads, new
    if wanted - found:
        raise UsageError(
            Text("Textstället finns inte.", "There is no such passage."),
            sorted(wanted - found)[0].removeprefix(GRAPH),
            Text("Se vilka som väntar: kgraph review", "See which wait: kgraph review"),
        )
    return basis, changes
