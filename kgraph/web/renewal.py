"""The project read anew while it is served: after a change, every answer comes from the new data.

First everything is made ready beside the old: the statements for the pages, and processes that
answer queries from them. Then both are swapped, and whatever was kept of old answers is left. Who
asks meanwhile is answered from the old data.
"""

import asyncio
import gc
import threading
from dataclasses import replace

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from kgraph.endpoint.memory import Memory
from kgraph.errors import KGraphError
from kgraph.store import open_store
from kgraph.web.pages.desk import Shelf
from kgraph.web.settings import Settings


async def renew(app: FastAPI) -> bool:
    """Serve the project as its files say now.

    Returns:
        False where that could not be done; then the old data are served until the next start.
    """
    try:
        await _renew(app)
    except (KGraphError, OSError, asyncio.IncompleteReadError):
        return False
    return True


async def _renew(app: FastAPI) -> None:
    state = app.state
    project = replace(state.project)  # the same folder, with what it has learnt of it forgotten
    store = await run_in_threadpool(open_store, project)
    settings: Settings | None = getattr(state, "settings", None)
    if getattr(state, "pool", None) is not None and settings is not None:
        from kgraph.endpoint.nursery import spawn_nursery

        await state.pool.renew(await run_in_threadpool(spawn_nursery, project, settings.limits))
    shelf: Shelf = state.shelf
    state.project, state.store = project, store
    shelf.renew(project, store)
    state.memory = Memory()
    gc.unfreeze()  # what was made ready of the old data may go
    state.edition = getattr(state, "edition", 0) + 1
    over = getattr(state, "over", None)
    if settings is not None and settings.warm and over is not None:
        from kgraph.web.warming import make_ready

        threading.Thread(target=make_ready, args=(app, over), daemon=True).start()
