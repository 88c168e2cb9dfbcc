"""Who meets where: what shows that parties meet in one county shows nothing of another."""

from dataclasses import replace

from kgraph.findings import Finding
from kgraph.findings.material import Material, source_of
from kgraph.wording import Text


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
