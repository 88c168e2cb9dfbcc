"""The pages alone as an application: no endpoint, no processes that answer queries."""

from pathlib import Path

from fastapi import FastAPI

from kgraph.project import Project
from kgraph.store import Store, open_store
from kgraph.web.pages import include_pages


def create_app(
    project: Project, store: Store | None = None, *, sources: Path | None = None, contact: str = ""
) -> FastAPI:
    """An application of the pages.

    Parameters:
        project: where the files lie.
        store: its statements; opened when left out.
        sources: a folder with the user's own copies of the documents.
        contact: whom to write to about the data.
    """
    app = FastAPI(docs_url=None, redoc_url=None)
    app.state.project = project
    app.state.store = store or open_store(project)
    app.state.sources, app.state.contact = sources, contact
    include_pages(app)
    return app
