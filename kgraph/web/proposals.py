"""Workbooks that were read in and wait for a yes or a no: held in memory, and never for long.

Nothing of a workbook is kept when it has been accepted or put away, when half an hour has passed,
or when the server stops. While one is read it lies in a folder of its own, which is removed.
"""

import tempfile
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import KGraphError
from kgraph.project import Project
from kgraph.web.uploads import File

if TYPE_CHECKING:
    from kgraph.workbook import Import
    from kgraph.workbook.single import Filled

_LASTS_S = 30 * 60
_MOST = 6
Answer = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A workbook, and what it would change.

    Parameters:
        file: as it was sent.
        lang: the language of whoever sent it.
        answers: what was answered about names: the name, its kind, and the thing's name or "".
        made: what importing would do; None where it cannot be read.
        error: why it cannot be read.
        form: what was typed, where it is no workbook but a form.
    """

    file: File
    lang: str
    answers: tuple[Answer, ...] = ()
    made: "Import | None" = None
    error: KGraphError | None = None
    form: "Filled | None" = None

    @property
    def asks(self) -> bool:
        """Whether all that stands in the way are names that may mean something known."""
        stops = [fault for fault in self.made.faults if fault.stops] if self.made else []
        return bool(stops) and all(fault.answerable for fault in stops)

    @property
    def mistaken(self) -> bool:
        """Whether a form has something to mend in its fields."""
        mistakes = self.form.mistakes if self.form else ()
        stops = bool(self.made and not self.made.ready and not self.asks)
        return bool(mistakes or self.error or stops)


class Proposals:
    """The workbooks that wait, one for each session.

    Parameters:
        clock: seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """None waits."""
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Proposal]] = OrderedDict()

    def put(self, session: str, proposal: Proposal) -> None:
        """Let a workbook wait in place of the session's last; the oldest give way."""
        self._kept.pop(session, None)
        self._kept[session] = (self._clock() + _LASTS_S, proposal)
        self._clear()
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def get(self, session: str) -> Proposal | None:
        """The workbook of a session, if one waits."""
        self._clear()
        found = self._kept.get(session)
        return found[1] if found else None

    def drop(self, session: str) -> None:
        """Put a workbook away."""
        self._kept.pop(session, None)

    def _clear(self) -> None:
        now = self._clock()
        for name in [name for name, (until, _) in self._kept.items() if until <= now]:
            del self._kept[name]


def weighed(project: Project, proposal: Proposal) -> Proposal:
    """A workbook held against the project's data; nothing is written."""
    from kgraph.workbook import prepare

    if proposal.form is not None:
        return _weighed_form(project, proposal, proposal.form)
    with tempfile.TemporaryDirectory(prefix="kgraph-") as folder:
        path = Path(folder) / proposal.file.name
        path.write_bytes(proposal.file.content)
        try:
            made = prepare(project, path, proposal.lang, answers=proposal.answers)
        except KGraphError as error:
            error.where = error.where.replace(f"{folder}/", "")
            return replace(proposal, made=None, error=error)
    return replace(proposal, made=made, error=None)


def _weighed_form(project: Project, proposal: Proposal, form: "Filled") -> Proposal:
    """What a form would change: its sheets go the way of a workbook's."""
    from kgraph.workbook import weigh

    path = Path(proposal.file.name)
    try:
        made = weigh(project, form.grids, path, proposal.lang, answers=proposal.answers)
    except KGraphError as error:
        return replace(proposal, made=None, error=error)
    return replace(proposal, made=made, error=None)


def marked(proposal: Proposal) -> bytes:
    """A copy of the workbook with the wrong cells marked."""
    from kgraph.workbook import mark_xlsx

    made = proposal.made
    return mark_xlsx(proposal.file.content, made.faults if made else (), proposal.lang)
