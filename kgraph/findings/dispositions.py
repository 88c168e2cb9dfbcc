"""What people have decided about findings, and what the bodies concerned have answered.

Kept in ``data/dispositions.ttl``, which no rebuild touches: each record repeats the kind and the
things of its finding, so that it can still be read when the finding no longer holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kgraph.findings.value import Disposition, Finding, Reply, finding_id
from kgraph.store import Store, View
from kgraph.terms import ID, local_name

STATES = ("open", "intended", "to-act", "acted", "wrong")
_TEXT = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?finding ?kind ?thing ?state ?reply ?body ?date ?reference ?title WHERE {
  ?finding a ks:Finding ; ks:disposition ?state ; ks:findingType ?kind .
  OPTIONAL { ?finding ks:affects ?thing }
  OPTIONAL {
    ?finding ks:replyBy ?reply .
    OPTIONAL { ?reply dct:publisher ?body }
    OPTIONAL { ?reply dct:issued ?date }
    OPTIONAL { ?reply dct:identifier ?reference }
    OPTIONAL { ?reply dct:title ?title }
  }
}"""


def read_dispositions(store: Store, view: View) -> dict[str, Disposition]:
    """The dispositions on record, by the id of the finding."""
    things: dict[str, set[str]] = defaultdict(set)
    replies: dict[str, dict[str, Reply]] = defaultdict(dict)
    heads: dict[str, tuple[str, str]] = {}
    for row in store.select(_TEXT, view).rows:
        finding, kind, thing, state, reply, *told = ("" if c is None else str(c) for c in row)
        key = finding.removeprefix(ID("finding/"))
        heads[key] = min(heads.get(key, ("~", "~")), (local_name(kind), local_name(state)))
        things[key].update(filter(None, [thing]))
        if reply:
            replies[key][reply] = Reply(*told)
    return {
        key: Disposition(
            key,
            kind,
            tuple(sorted(things[key])),
            state,
            tuple(replies[key][r] for r in sorted(replies[key])),
        )
        for key, (kind, state) in sorted(heads.items())
    }


def attach(findings: Iterable[Finding], known: Mapping[str, Disposition]) -> list[Finding]:
    """The findings with what is on record about each beside it.

    When a document stops being alike, what was said of it as a whole stands beside each of its
    parts; when its parts become one finding, what was said alike of every part stands beside it.
    """
    if not known:
        return list(findings)
    return [
        replace(finding, disposition=record) if (record := _record(finding, known)) else finding
        for finding in findings
    ]


def _record(finding: Finding, known: Mapping[str, Disposition]) -> Disposition | None:
    if finding.id in known:
        return known[finding.id]
    if not finding.whole:
        of_all = finding_id(finding.kind, finding.aspect, [finding.document])
        return known.get(of_all) if finding.document else None
    parts = [known[i] for i in part_ids(finding) if i in known]
    alike = len(parts) >= finding.number.value and len({r.state for r in parts}) == 1
    return min(parts, key=lambda r: r.finding) if parts and alike else None


def part_ids(finding: Finding) -> set[str]:
    """The ids that the parts of a finding on a whole document would have by themselves."""
    cells = {cell for part in finding.evidence for _, cell in part.row if "/id/" in cell}
    return {finding_id(finding.kind, finding.aspect, [cell]) for cell in cells if " " not in cell}


def left_over(
    findings: Iterable[Finding], known: Mapping[str, Disposition]
) -> tuple[Disposition, ...]:
    """Records whose finding does not hold in this view: kept, and reported."""
    if not known:
        return ()
    held: set[str] = set()
    for finding in findings:
        record = _record(finding, known)
        held |= {finding.id, record.finding if record else ""}
        held |= part_ids(finding) & set(known) if finding.whole else set()
    return tuple(record for key, record in known.items() if key not in held)
