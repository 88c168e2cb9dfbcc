"""What OpenAPI says of the routes that are no functions of typed values."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

_TEXT = {"schema": {"type": "string"}}
_REFUSALS = {
    "400": {"description": "Not valid"},
    "406": {"description": "No form that is asked for"},
    "429": {"description": "Too many requests"},
    "503": {"description": "Too many are asking; see Retry-After"},
    "504": {"description": "Ended at its time limit"},
}


def _parameter(name: str, where: str = "query", *, needed: bool = False) -> dict[str, Any]:
    return {"name": name, "in": where, "required": needed, **_TEXT}


def _answers(*types: str) -> dict[str, Any]:
    return {
        "200": {"description": "The answer", "content": dict.fromkeys(types, _TEXT)},
        **_REFUSALS,
    }


_TABLE = ("application/sparql-results+json", "text/csv", "text/turtle")
_DATASET = [_parameter("default-graph-uri"), _parameter("named-graph-uri"), _parameter("format")]
PATHS: dict[str, Any] = {
    "/sparql": {
        "get": {
            "summary": "SPARQL 1.1 query; the service's description without one",
            "parameters": [_parameter("query"), *_DATASET],
            "responses": _answers(*_TABLE),
        },
        "post": {
            "summary": "SPARQL 1.1 query",
            "parameters": _DATASET,
            "requestBody": {"content": {"application/sparql-query": _TEXT}, "required": True},
            "responses": {**_answers(*_TABLE), "403": {"description": "No update here"}},
        },
    },
    "/graphs": {
        "get": {
            "summary": "A graph, by the Graph Store Protocol",
            "parameters": [_parameter("graph"), _parameter("default")],
            "responses": {**_answers("text/turtle"), "404": {"description": "No such graph"}},
        }
    },
    "/id/{kind}/{name}": {
        "get": {
            "summary": "A thing: 303 to its page or its statements",
            "parameters": [
                _parameter("kind", "path", needed=True),
                _parameter("name", "path", needed=True),
            ],
            "responses": {
                **_answers("text/turtle"),
                "303": {"description": "Where it is described"},
                "404": {"description": "No such thing"},
            },
        }
    },
    "/data/{name}": {
        "get": {
            "summary": "The whole graph (all.trig) or what one source states, as a file",
            "parameters": [_parameter("name", "path", needed=True)],
            "responses": {**_answers("application/trig"), "404": {"description": "No such file"}},
        }
    },
}


def describe(app: FastAPI) -> None:
    """Let the application's description name these routes too."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            made = get_openapi(title=app.title, version=app.version, routes=app.routes)
            made["paths"].update(PATHS)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
