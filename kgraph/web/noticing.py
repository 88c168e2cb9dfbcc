"""Files that somebody else changes while they are served: noticed before a form is shown.

The command line may write to the same project. A form that showed the old data would only be
refused when it is sent, so the files are looked at first, by size and time; where they are others
than those that were read, the project is read anew.
"""

from dataclasses import replace

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from kgraph.project import Project

Seen = frozenset[tuple[str, int, int]]


def seen(project: Project) -> Seen:
    """The data files of a project, each with its size and the time it was written."""
    found = set()
    for path in replace(project).data_files:  # its list of files is read anew
        try:
            state = path.stat()
        except OSError:
            continue  # it went meanwhile; the next look tells
        found.add((str(path), state.st_size, state.st_mtime_ns))
    return frozenset(found)


async def notice(app: FastAPI) -> None:
    """Serve the project anew where its files have been changed by somebody else."""
    state = app.state
    if await run_in_threadpool(seen, state.project) == state.seen:
        return
    async with state.changing:  # a change made here may be about to be served
        now = await run_in_threadpool(seen, state.project)
        if now != state.seen:
            await reread(app)


async def reread(app: FastAPI) -> None:
    """Serve the project as its files say now, and remember which these were."""
    from kgraph.web.renewal import renew  # it makes the pages, of which some notice changes

    state = app.state
    now = await run_in_threadpool(seen, state.project)
    state.stale = not await renew(app)
    state.seen = now
