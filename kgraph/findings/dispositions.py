"""What people have decided about findings, and what the bodies concerned have answered.

Kept in ``data/dispositions.ttl``, which no rebuild touches: each record repeats the kind and the
things of its finding, so that it can still be read when the finding no longer holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kgraph.findings.value import Disposition, Finding, Reply
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
    """The findings with what is on record about each beside it."""
    return [
        replace(finding, disposition=known[finding.id]) if finding.id in known else finding
        for finding in findings
    ]


def left_over(
    findings: Iterable[Finding], known: Mapping[str, Disposition]
) -> tuple[Disposition, ...]:
    """Records whose finding does not hold in this view: kept, and reported."""
    held = {finding.id for finding in findings}
    return tuple(record for key, record in known.items() if key not in held)
