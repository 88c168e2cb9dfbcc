"""Finding the findings: every kind from its named questions, then what is on record about each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kgraph.errors import UsageError
from kgraph.findings import analysis, gaps, overlaps, stated
from kgraph.findings.abreast import look_abreast, possible
from kgraph.findings.declared import detect_declared, kinds_of
from kgraph.findings.dispositions import attach, left_over, read_dispositions
from kgraph.findings.kinds import KINDS, Kind, find_kind
from kgraph.findings.material import Material
from kgraph.findings.value import STATUSES, Disposition, Finding, Rate
from kgraph.project import Project
from kgraph.queries import near_miss, resolve
from kgraph.store import Store, View
from kgraph.wording import Text

DETECTORS: Mapping[str, Callable[[Material], list[Finding]]] = {
    kind: getattr(module, kind.replace("-", "_"))
    for module, names in (
        (gaps, "gap-01 gap-04 gap-05 gap-06 gap-07 gap-11 gap-13"),
        (analysis, "gap-02 gap-03 gap-08 gap-09 gap-10 gap-12"),
        (stated, "gap-14 gap-15 gap-16"),
        (overlaps, "ovl-01 ovl-02 ovl-03 ovl-04 ovl-05 ovl-06 ovl-07 ovl-08"),
    )
    for kind in names.split()
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which findings are wanted.

    Parameters:
        kinds: slugs; empty for the strategist's kinds, or all of them with ``everything``.
        region, strategy: things; empty for all.
        statuses: ``confirmed``, ``silent``, ``unknown``; empty for all, levels too.
        everything: the kinds for analysis, and what has been set aside.
    """

    kinds: tuple[str, ...] = ()
    region: str = ""
    strategy: str = ""
    statuses: tuple[str, ...] = ()
    everything: bool = False

    def wanted_kinds(self, among: Mapping[str, Kind] = KINDS) -> list[Kind]:
        """The kinds to detect, of those that there are."""
        if self.kinds:
            return [KINDS[slug] for slug in self.kinds]
        return [kind for kind in among.values() if self.everything or kind.strategist]


@dataclass(frozen=True, slots=True)
class Findings:
    """An answer: the findings, what was set aside, and records whose finding no longer holds.

    Parameters:
        found: what is wanted, in order of kind, document and sentence.
        set_aside: findings that somebody has called intended or wrong; not in ``found``.
        left_over: records on findings that do not hold in this view.
        material: the answers it was made from, for whoever goes on from here.
    """

    found: tuple[Finding, ...]
    set_aside: tuple[Finding, ...]
    left_over: tuple[Disposition, ...]
    filters: Filters
    material: Material

    @property
    def left_out(self) -> Mapping[str, int]:
        """By kind, how many more findings there are than are told; only of kinds that have them."""
        return self.material.left_out

    @property
    def view(self) -> View:
        """The view that it holds in."""
        return self.material.view


def make_filters(
    store: Store,
    view: View,
    kinds: Sequence[str] = (),
    region: str | None = None,
    strategy: str | None = None,
    statuses: Sequence[str] = (),
    everything: bool = False,
    project: Project | None = None,
) -> Filters:
    """Filters of what a person wrote; kinds of the project's extensions too, when it is given.

    Raises:
        UsageError: an unknown kind, county, strategy or status; near ones are offered.
    """
    for status in statuses:
        if status not in STATUSES:
            raise UsageError(
                Text(f"Okänd status: {status}.", f"Unknown status: {status}."),
                "--status",
                near_miss(status, STATUSES, Text("Välj: " + ", ".join(STATUSES) + ".",
                                                 "Choose: " + ", ".join(STATUSES) + ".")),
            )  # fmt: skip
    return Filters(
        tuple(dict.fromkeys(find_kind(name, kinds_of(project)).id for name in kinds)),
        str(resolve(store, region, view, "Territory", "region")) if region else "",
        str(resolve(store, strategy, view, "Strategy", "strategy")) if strategy else "",
        tuple(statuses),
        everything,
    )


def _silently(kind: Kind) -> None:
    """Nobody is told which kind is being looked for."""


def find(
    project: Project,
    store: Store,
    view: View,
    filters: Filters = Filters(),
    told: Callable[[Kind], None] = _silently,
    *,
    abreast: bool = False,
) -> Findings:
    """Detect what is wanted.

    Parameters:
        project: gives the questions.
        store: the statements.
        view: which of them count; a finding holds in a view.
        filters: which findings are wanted.
        told: is told each kind before it is looked for.
        abreast: whether the process may be forked for a large graph: where no other thread works.
    """
    material = Material(project, store, view)
    known = read_dispositions(store, view)
    every = _every(material, filters.wanted_kinds(kinds_of(project)), told, abreast)
    later = _not_begun(material)
    held = attach([finding for finding in every if _begun(finding, later)], known)
    asked = [finding for finding in held if _wanted(finding, filters, material)]
    aside = [f for f in asked if f.set_aside and not filters.everything]
    gone = left_over(_all_held(material, known, held), known)
    return Findings(
        tuple(sorted((f for f in asked if filters.everything or not f.set_aside), key=_order)),
        tuple(sorted(aside, key=_order)),
        gone,
        filters,
        material,
    )


def _every(
    material: Material, kinds: Sequence[Kind], told: Callable[[Kind], None], abreast: bool
) -> list[Finding]:
    """The findings of each kind in order, in the view, whatever begins later."""
    if abreast and possible(kinds, len(material.documents)):
        found = look_abreast(kinds, lambda kind: _detector(kind)(material), told)
        return [finding for kind in kinds for finding in found[kind.id]]
    every: list[Finding] = []
    for kind in kinds:
        told(kind)
        every += _detector(kind)(material)
    return every


def _detector(kind: Kind) -> Callable[[Material], list[Finding]]:
    """What finds a kind; for one that an extension has declared, its question alone."""
    return DETECTORS.get(kind.id) or partial(detect_declared, kind)


_BEGINS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?document ?from WHERE { ?document ks:validFrom|dct:issued ?from ; a ?kind
  FILTER(?kind = ks:Strategy || ?kind = ks:GoverningDocument) }"""


def _not_begun(material: Material) -> set[str]:
    """Strategies and governing documents that begin after the view's day: they lack nothing yet.

    One that came out later was not there to lack anything either.
    """
    day = material.view.as_of.isoformat()
    rows = material.store.select(_BEGINS, material.view).rows
    return {str(document) for document, begins in rows if str(begins) > day}


def _begun(finding: Finding, later: set[str]) -> bool:
    """Whether some document that it belongs to has begun, or it belongs to none."""
    return not finding.documents or not later.issuperset(finding.documents)


def _all_held(
    material: Material, known: Mapping[str, Disposition], held: Iterable[Finding]
) -> list[Finding]:
    """The findings of every kind that some record is about, whatever was asked for."""
    found = list(held)
    done = {finding.kind for finding in found}
    there = kinds_of(material.project)
    for slug in sorted({record.kind for record in known.values()} & set(there) - done):
        found += _detector(there[slug])(material)
    return found


def _wanted(finding: Finding, filters: Filters, material: Material) -> bool:
    if filters.region and filters.region not in finding.regions:
        return False
    if filters.statuses and finding.status not in filters.statuses:
        return False
    if not filters.strategy:
        return True
    elements = material.elements.get(filters.strategy, {})
    about = {*finding.documents, *finding.affects}
    return filters.strategy in about or not about.isdisjoint(elements)


_RANK = {slug: rank for rank, slug in enumerate(KINDS)}


def _order(finding: Finding) -> tuple[object, ...]:
    rank = STATUSES.index(finding.status) if finding.status else len(STATUSES)
    place = _RANK.get(finding.kind, len(_RANK)), finding.kind
    return *place, not finding.read, finding.documents, rank, finding.id


def one(project: Project, store: Store, view: View, name: str) -> tuple[Finding, Material]:
    """The finding of an id, or of the beginning of one.

    Raises:
        UsageError: no finding of that id holds in the view, or several begin so.
    """
    wanted = name.removeprefix("finding:").strip()
    slugs = [slug for slug in kinds_of(project) if wanted.startswith(slug)]
    filters = Filters(kinds=tuple(slugs), everything=True)
    result = find(project, store, view, filters)
    exact = [f for f in result.found if f.id == wanted]
    begun = exact or [f for f in result.found if f.id.startswith(wanted)]
    if len(begun) == 1:
        return begun[0], result.material
    ids = [f.id for f in result.found]
    record = read_dispositions(store, view).get(wanted)
    if record:
        told = Text(
            f"Fyndet {wanted} finns inte längre i vyn; anteckningen ({record.state}) är kvar.",
            f"The finding {wanted} no longer holds in the view; its record ({record.state}) stays.",
        )
    elif begun:
        told = Text(f"Flera fynd börjar så: {wanted}.", f"Several findings begin so: {wanted}.")
        ids = [f.id for f in begun]
    else:
        told = Text(f"Inget fynd heter {wanted}.", f"No finding is called {wanted}.")
    raise UsageError(told, "kgraph explain", near_miss(
        wanted, ids, Text("Se alla med: kgraph findings --all", "See all: kgraph findings --all")
    ))  # fmt: skip


# A follow-up that is there, but goes nowhere, is told and not counted as lacking.
NO_PART_OF_A_RATE = ("mottagare", "aterrapport", "projekt", "ovanfor")


def population(material: Material, slug: str) -> dict[str, int]:
    """By document, how many things a kind is asked of; only for kinds that a rate fits."""
    if slug not in material.populations:
        material.populations[slug] = _population(material, slug)
    return material.populations[slug]


def _population(material: Material, slug: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    if slug in ("gap-01", "gap-04"):
        counts = {document: len(elements) for document, elements in material.counted.items()}
    elif slug == "gap-07":
        for _, document in {(r["item"], r["document"]) for r in gaps.funding_rows(material)}:
            counts[document] = counts.get(document, 0) + 1
    elif slug == "gap-11":
        for row in material.rows("forum-coverage"):
            counts[row["strategy"]] = counts.get(row["strategy"], 0) + 1
    elif slug == "gap-06":
        for row in material.rows("findings/unmeasured"):
            if row["kind"].endswith("Goal"):
                counts[row["document"]] = counts.get(row["document"], 0) + 1
        for document in {row["strategy"] for row in material.rows("follow-up")}:
            counts[document] = counts.get(document, 0) + 1
    elif slug == "gap-05":
        for row in material.rows("vertical-coverage"):
            if row["coverage"] != "not-applicable":
                counts[row["national"]] = counts.get(row["national"], 0) + 1
    return counts


def rate(
    material: Material, slug: str, findings: Iterable[Finding], documents: Iterable[str]
) -> Rate:
    """The rate of a kind over some documents: an interval over what was read of them.

    What is not read for the question in a document that is loaded is unknown: it may be a gap.

    Parameters:
        findings: those of the kind; levels that leave nobody out are no part of the rate.
        documents: the documents that are counted.
    """
    counts = population(material, slug)
    chosen = set(documents) & set(counts)
    read = {d for d in chosen if material.document(d).loaded}
    number = dict.fromkeys(STATUSES, 0)
    for finding in findings:
        counted = finding.kind == slug and finding.is_gap and finding.document in read
        if counted and finding.aspect not in NO_PART_OF_A_RATE:
            number[finding.status] += int(finding.number.value) if finding.whole else 1
    return Rate(
        **number,
        checked=sum(counts[d] for d in read),
        unread=sum(counts[d] for d in chosen - read),
    )
