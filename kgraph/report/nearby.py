"""Who meets where: what shows that parties meet in one county shows nothing of another.

And the meeting place of a question: a forum that it is about, or that has a role in the matter.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from kgraph.findings import Finding
from kgraph.findings.material import Material, source_of
from kgraph.store import Store, View
from kgraph.terms import BASE
from kgraph.wording import Text

_SWEDEN = BASE + "id/territory/sverige"

# To contribute to a strategy in general gives no forum a say in how it is paid for or followed up.
_SERVED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?forum ?thing WHERE {
  ?forum a ks:Forum .
  { ?forum ks:involvedIn ?thing }
  UNION { ?forum ks:contributesTo|ks:implements|ks:addresses ?thing .
    FILTER NOT EXISTS { ?thing a ks:Strategy } }
}"""
Served = Mapping[str, frozenset[str]]


def read_served(store: Store, view: View) -> dict[str, frozenset[str]]:
    """By forum, what it has a role in."""
    found: dict[str, set[str]] = defaultdict(set)
    for forum, thing in store.select(_SERVED, view).rows:
        found[str(forum)].add(str(thing))
    return {forum: frozenset(things) for forum, things in found.items()}


def belongs(served: Served, forum: str, finding: Finding) -> bool:
    """Whether a finding is about a forum, or about what the forum has a role in."""
    about = {*finding.affects, *finding.documents}
    return forum in about or not about.isdisjoint(served.get(forum, ()))


def place_of(served: Served, finding: Finding, material: Material, county: str = "") -> str:
    """The forum to bring the question of a finding to; "" where none is known for it.

    Parameters:
        county: where the question is asked; a forum of another county is no place for it there.
    """
    known = sorted(
        f for f in {finding.forum, *served}
        if f and belongs(served, f, finding) and (not county or _is_in(material, f, county))
    )  # fmt: skip
    return finding.forum if finding.forum in known else next(iter(known), "")


def everywhere(finding: Finding) -> bool:
    """Whether an overlap is between tasks that hold in every county."""
    return finding.kind.startswith("ovl") and _SWEDEN in finding.regions


def met_in(material: Material, finding: Finding, county: str) -> Finding:
    """A finding as it is in a county: only what the parties share there, or of no county.

    Parameters:
        county: the county asked about; "" leaves the finding as it is.

    Returns:
        the finding; where they share nothing there, its claim says that they meet elsewhere.
    """
    here = tuple(thing for thing in finding.coordinated if _is_in(material, thing, county))
    if not county or here == finding.coordinated:
        return finding
    if here:
        return replace(finding, coordinated=here)
    name, told = material.name(county), finding.sentence
    return replace(finding, coordinated=(), sentence=Text(
        f"{told.sv.rstrip('.')} (i andra län; i {name.sv} framgår det inte att de möts).",
        f"{told.en.rstrip('.')} (in other counties; that they meet in {name.en} is not told)."
    ))  # fmt: skip


def _is_in(material: Material, thing: str, county: str) -> bool:
    """Whether a forum, project or passage is of a county, or of no county at all."""
    where = material.areas.counties([source_of(thing) if "/graph/" in thing else thing])
    return not where or county in where
