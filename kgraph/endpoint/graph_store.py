"""The SPARQL 1.1 Graph Store Protocol: which graph a request means, and what to do with it."""

import datetime
import email
import email.policy
from base64 import b64encode
from urllib.parse import quote
from uuid import uuid4

from kgraph.endpoint.frames import Heading
from kgraph.endpoint.request import Refused, Request, view_asked
from kgraph.errors import UsageError
from kgraph.store.scratch import READS
from kgraph.wording import Text

METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
_TASKS = {"GET": "graph", "PUT": "put", "POST": "post", "DELETE": "drop"}
_MOST_PARTS = 100


def read(request: Request, path: str, *, today: datetime.date | None) -> tuple[Heading, str]:
    """The task that a request means, and the address of a graph that it makes.

    Parameters:
        path: what follows the graph store's own address; empty for the store itself.
        today: the day of the view where none is asked for; None for a store without views.

    Raises:
        Refused: it names no graph or several, or sends what is no RDF.
    """
    if request.method not in _TASKS:
        method = UsageError(Text("Metoden finns inte här.", "The method is not here."))
        raise Refused(405, method, {"Allow": METHODS})
    iri, made = _graph(request, path)
    task: Heading = {"task": _TASKS[request.method], "iri": iri}
    if today is not None:
        task |= view_asked(request.pairs, today)
    if request.method == "GET":
        task["accept"] = request.accept
    if request.method in ("PUT", "POST"):
        task["parts"] = [(b64encode(raw).decode(), form) for raw, form in _parts(request)]
    return task, made


def _graph(request: Request, path: str) -> tuple[str, str]:
    named = [value for name, value in request.pairs if name == "graph"]
    default = [value for name, value in request.pairs if name == "default"]
    if path:
        return request.address, ""
    if len(named) + len(default) > 1:
        raise Refused(400, UsageError(Text("Ange en graf.", "Name one graph."), "graph"))
    if default:
        return "", ""
    if named:
        if ":" not in named[0]:
            raise Refused(
                400,
                UsageError(
                    Text("Grafens namn är ingen fullständig IRI.", "The graph is no full IRI."),
                    "graph",
                ),
            )
        return named[0], ""
    if request.method != "POST":
        raise Refused(
            400,
            UsageError(
                Text("Ingen graf är angiven.", "No graph is named."),
                "graph",
                Text("Lägg till ?graph=IRI eller ?default.", "Add ?graph=IRI or ?default."),
            ),
        )
    made = f"{request.address.rstrip('/')}/{quote(uuid4().hex)}"
    return made, made


def _parts(request: Request) -> list[tuple[bytes, str]]:
    if request.media_type == "multipart/form-data":
        return _multipart(request)
    return [(request.plain, _known(request.media_type))]


def _known(name: str) -> str:
    if name not in READS:
        told = ", ".join(READS)
        raise Refused(
            415,
            UsageError(
                Text("RDF skickas inte i den formen.", "RDF is not sent in that form."),
                "Content-Type",
                Text(f"Skicka {told}.", f"Send {told}."),
            ),
        )
    return name


def _multipart(request: Request) -> list[tuple[bytes, str]]:
    heading = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode()
    parts = email.message_from_bytes(heading + request.plain, policy=email.policy.HTTP)
    if not parts.is_multipart():
        raise Refused(400, UsageError(Text("Delarna går inte att läsa.", "The parts are broken.")))
    found = list(parts.iter_parts())[: _MOST_PARTS + 1]
    if len(found) > _MOST_PARTS:
        raise Refused(400, UsageError(Text("För många delar.", "Too many parts.")))
    return [
        (_raw(part.get_payload(decode=True)), _known(part.get_content_type())) for part in found
    ]


def _raw(payload: object) -> bytes:
    if not isinstance(payload, bytes):
        raise Refused(400, UsageError(Text("En del är inte läsbar.", "A part is unreadable.")))
    return payload
