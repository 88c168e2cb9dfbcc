"""GAP-05: national and EU priorities with no stated counterpart in a county."""

from kgraph.findings.called import counted_parts
from kgraph.findings.gaps.words import by
from kgraph.findings.kinds import KINDS
from kgraph.findings.making import Draft, draft, finished, said
from kgraph.findings.material import Material, Row, evidence_of
from kgraph.findings.value import Finding
from kgraph.wording import Text


def gap_05(material: Material) -> list[Finding]:
    """National and EU priorities with no stated counterpart in a county.

    A county of which nothing was read has no row: of it nothing is known.
    """
    rows = material.rows("vertical-coverage")
    lacking = [r for r in rows if r["coverage"] in ("theme-only", "none")]
    drafts = said(material, KINDS["gap-05"], [_no_counterpart(material, r) for r in lacking])
    told = [row for row in rows if row["coverage"] == "stated-for-document"]
    for national, mine in by(told, "national").items():
        drafts += [_for_document(material, national, *one) for one in by(mine, "region").items()]
    return finished(material, "gap-05", drafts)


_EACH = Text("Länets dokument anger kopplingen för var och en av prioriteringarna.",
             "The county's document states the link for each of the priorities.")  # fmt: skip


def _for_document(material: Material, national: str, region: str, rows: list[Row]) -> Draft:
    """The link is stated for the document: told once a document and county, and no gap."""
    name, where, n = material.name(national), material.name(region), len(rows)
    every = {
        iri: k for iri, (k, _) in material.counted.get(national, {}).items() if k == "Priority"
    }
    total = max(n, len(every))
    called = [many for (_, many), _ in counted_parts(material, every.items())]
    of = called[0] if len(called) == 1 else Text("prioriteringar", "priorities")
    tail = (Text(f"för ingen av dess {n} kända {of.sv} anges en egen",
                 f"for none of its {n} known {of.en} one of its own is") if n == total else
            Text(f"för {n} av dess {total} kända {of.sv} anges ingen egen",
                 f"for {n} of its {total} known {of.en} none of their own is"))  # fmt: skip
    words = Text(
        f"{where.sv}: kopplingen till {name.sv} anges för dokumentet; {tail.sv}.",
        f"{where.en}: the link to {name.en} is stated for the document; {tail.en}.",
    )
    evidence = tuple(evidence_of("vertical-coverage", row) for row in rows)
    return Draft((national, region), words, evidence, document=region, region=region,
                 aspect="niva", level="stated-for-document", value=n, is_gap=False,
                 vanishes=_EACH)  # fmt: skip


def _no_counterpart(material: Material, row: Row) -> Draft:
    what, region = material.name(row["priority"]), material.name(row["region"])
    more = {
        "theme-only": Text("bara samma tema finns", "there is the same theme only"),
        "none": Text("inget med samma tema heller", "nothing with the same theme either"),
    }[row["coverage"]]
    sentence = Text(
        f"Prioriteringen ”{what.sv}” har ingen uttalad koppling i {region.sv}: {more.sv}.",
        f"The priority “{what.en}” has no stated link in {region.en}: {more.en}.",
    )
    own = _strategies_of(material, row["region"])
    read = [d for d in own if material.document(d).loaded]
    states = [material.status(row["priority"], d, "mal") for d in read]
    unread = tuple(sorted({w for d in own if d not in read for w in material.document(d).unread}))
    status, reason = max(states, key=lambda s: ("confirmed", "silent", "unknown").index(s[0]),
                         default=("unknown", "not-read"))  # fmt: skip
    if status == "silent" and unread:
        status, reason = "unknown", "cited-not-loaded"
    return draft("vertical-coverage", row, [row["priority"], row["region"]], sentence,
                 status=status, reason=reason, document=row["national"], region=row["region"],
                 level=row["coverage"], unread=unread)  # fmt: skip


def _strategies_of(material: Material, region: str) -> list[str]:
    return material.strategies_of(region) if region else []
