"""OVL-03 and OVL-05: measures and documents that are alike."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest

from kgraph.findings.making import Draft, draft, finished
from kgraph.findings.material import Material, Row, parts
from kgraph.findings.overlaps.unsaid import SHOWN, names_of, unsaid
from kgraph.findings.ties import Ties
from kgraph.findings.value import Evidence, Finding
from kgraph.quick.themes import strategy_theme_overlap
from kgraph.wording import Text

_LIKE_ENOUGH = 0.5
MOST_PAIRS = 20_000
"""Pairs of documents that are told, those most alike first; how many more there are is told too."""


def ovl_03(material: Material) -> list[Finding]:
    """Alike measures of different strategies in one county; within one plan likeness is meant."""
    ties = Ties(material)
    drafts = [
        _measures(material, ties, row)
        for row in material.rows("measure-overlap")
        if row["sameStrategy"] != "true"
    ]
    for region, unread in sorted(ties.unread_strategies().items()):
        if drafted := _measures_unsaid(material, region, unread):
            drafts.append(drafted)
    return finished(material, "ovl-03", drafts)


def _measures(material: Material, ties: Ties, row: Row) -> Draft:
    one, two = names_of(material, row["e1"], row["e2"])
    tasks = material.listed(parts(row["tasks"]), SHOWN)
    score = float(row["score"])
    meant = [ties.beneficiaries.get(row[e], frozenset()) for e in ("e1", "e2")]
    same = score >= 1 and meant[0] and meant[0] == meant[1]
    words = Text(
        f"”{one.sv}” och ”{two.sv}” har samma slags uppgift ({tasks.sv}) och liknande teman, i "
        "olika dokument.",
        f"“{one.en}” and “{two.en}” have one kind of task ({tasks.en}) and similar themes, in "
        "different documents.",
    )
    return draft("measure-overlap", row, [row["e1"], row["e2"]], words, status="silent",
                 document=row["region"], region=row["region"], value=score,
                 relation="duplication" if same else "overlap",
                 coordinated=_same_workers(material, ties, row["e1"], row["e2"]))  # fmt: skip


def _same_workers(material: Material, ties: Ties, one: str, other: str) -> tuple[str, ...]:
    """Who works with both, and else where those who work with the one and the other meet."""
    first, second = (ties.workers.get(e, frozenset()) for e in (one, other))
    if both := first & second:
        return tuple(sorted(both))
    return tuple(sorted({f for a in first for b in second for f in material.meeting(a, b)}))


def _measures_unsaid(material: Material, region: str, unread: Sequence[str]) -> Draft | None:
    """One row for a county with several documents, of which some were not read for measures."""
    of_county = [d for d, known in material.documents.items() if known.region == region]
    if not region or len(of_county) < 2:
        return None
    which, county = material.listed(unread, 4), material.name(region)
    read = Text("läst", "was") if len(unread) == 1 else Text("lästa", "were")
    rows = [row for row in material.rows("findings/documents") if row["document"] in unread]
    words = Text(
        f"Om insatser i {county.sv} liknar varandra mellan dokumenten går inte att säga: "
        f"{which.sv} är inte {read.sv}.",
        f"Whether measures in {county.en} are alike between the documents cannot be said: "
        f"{which.en} {read.en} not read.",
    )
    return unsaid(material, region, words, "findings/documents", rows, len(unread), unread)


def ovl_05(material: Material) -> list[Finding]:
    """Documents of different counties, or of one county and kind, that share themes.

    What stands above and below each other (the union, the country, the county) is meant to share
    themes: that is alignment (GAP-05) and no overlap. Without an area nothing can be compared.
    """
    ties = Ties(material)
    rows, left_out = _most_alike(
        row
        for row in strategy_theme_overlap(material.relations, _LIKE_ENOUGH)
        if _side_by_side(ties, row)
    )
    if left_out:
        material.left_out["ovl-05"] = left_out
    return finished(material, "ovl-05", [_strategies(material, ties, row) for row in rows])


def _most_alike(rows: Iterable[Row]) -> tuple[list[Row], int]:
    """The pairs that are most alike, and how many are left out.

    Pairs grow with the square of the documents: a region has some, a continent millions.
    """
    total = 0

    def each() -> Iterator[Row]:
        nonlocal total
        for row in rows:
            total += 1
            yield row

    kept = nsmallest(MOST_PAIRS, each(), key=lambda r: (-float(r["jaccard"]), r["s1"], r["s2"]))
    return sorted(kept, key=lambda row: tuple(row.values())), total - len(kept)


def _side_by_side(ties: Ties, row: Row) -> bool:
    one, two = row["s1"], row["s2"]
    if one not in ties.areas or two not in ties.areas or ties.nested(one, two):
        return False
    if one in ties.ended or two in ties.ended:
        return False  # what is no longer in force steers nothing
    kinds = [ties.document_types.get(s, frozenset()) for s in (one, two)]
    return row["sameTerritory"] != "true" or not all(kinds) or bool(kinds[0] & kinds[1])


def _strategies(material: Material, ties: Ties, row: Row) -> Draft:
    one, two = names_of(material, row["s1"], row["s2"])
    unread = [s for s in (row["s1"], row["s2"]) if not material.document(s).loaded]
    works = tuple(w for s in unread for w in material.document(s).unread)
    same = row["sameTerritory"] == "true"
    tail = (Text("båda gäller samma län", "both hold for one county") if same else
            Text("de gäller olika län, så det är en möjlighet att arbeta ihop",
                 "they hold for different counties, so it is a chance to work together")
            )  # fmt: skip
    shared = parts(row["themes"])
    themes = material.listed(shared, SHOWN)
    words = Text(
        f"{one.sv} och {two.sv} delar {row['shared']} av {row['union']} teman ({themes.sv}); "
        f"{tail.sv}.",
        f"{one.en} and {two.en} share {row['shared']} of {row['union']} themes ({themes.en}); "
        f"{tail.en}.",
    )
    links = {row["s1"], row["s2"]} if _linked(ties, row["s1"], row["s2"]) else set()
    made = draft("strategy-theme-overlap", row, [row["s1"], row["s2"]], words,
                 status="unknown" if unread else "silent",
                 reason="cited-not-loaded" if unread else "", value=float(row["jaccard"]),
                 unread=works, relation="overlap", coordinated=tuple(sorted(links)),
                 evidence=(_theme_evidence(ties, row, shared),),
                 sources=ties.theme_sources((row["s1"], row["s2"]), shared))  # fmt: skip
    return made


def _linked(ties: Ties, one: str, other: str) -> bool:
    return other in ties.links.get(one, ()) or one in ties.links.get(other, ())


def _theme_evidence(ties: Ties, row: Row, themes: Sequence[str]) -> Evidence:
    """The row, with the passages that give the shared themes to each of the two."""
    passages = ties.theme_passages((row["s1"], row["s2"]), themes)
    return Evidence("strategy-theme-overlap", tuple(sorted(row.items())), passages)
