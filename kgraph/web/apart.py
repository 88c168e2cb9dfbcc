"""A workbook that somebody has sent, read in a process of its own that can be ended.

What reads workbooks is loaded when one comes: a server that is only read starts without.
"""

from dataclasses import replace

from kgraph.errors import KGraphError
from kgraph.project import Project
from kgraph.web.proposals import Proposal, weighed
from kgraph.wording import Text

SECONDS = 120.0
"""Wall clock: some ten times what a workbook of ten thousand rows takes."""
MEMORY_MB = 4096
"""Address space, of which a workbook of ten thousand rows takes less than a quarter."""


def weighed_apart(project: Project, proposal: Proposal, seconds: float = SECONDS) -> Proposal:
    """A workbook held against the project's data, as ``weighed``, in a process of its own.

    Parameters:
        seconds: wall clock; when it is up the workbook is refused.
    """
    if proposal.form is not None:  # what our own form sends is small
        return weighed(project, proposal)
    from kgraph.workbook.apart import run_apart

    about = (project.root, project.origin, project.base)
    try:
        found = run_apart(f"{__name__}:weigh_there", (about, proposal), seconds, MEMORY_MB, _MEND)
    except KGraphError as error:
        return replace(proposal, made=None, error=error)
    assert isinstance(found, Proposal)
    return found


def weigh_there(about: tuple[object, ...], proposal: Proposal) -> Proposal:
    """What the other process does.

    Parameters:
        about: what makes the project.
    """
    return weighed(Project(*about), proposal)  # type: ignore[arg-type]


def marked_apart(proposal: Proposal, seconds: float = SECONDS) -> bytes:
    """A copy of a workbook with its wrong cells marked, made in a process of its own.

    Raises:
        InputError: it takes too long, or more memory than there is for it.
    """
    from kgraph.workbook.apart import run_apart

    found = run_apart("kgraph.web.proposals:marked", (proposal,), seconds, MEMORY_MB, _MEND)
    assert isinstance(found, bytes)
    return found


_MEND = Text(
    "Dela upp den i flera, eller läs in den med kommandot kgraph import.",
    "Divide it into several, or read it in with the command kgraph import.",
)
