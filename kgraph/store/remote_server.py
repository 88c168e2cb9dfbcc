"""A SPARQL server that statements can be sent to, and its addresses: guessed, tried, told."""

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.errors import KGraphError, OutsideError
from kgraph.store.addresses import GRAPHS, UPDATE, Given, guesses
from kgraph.store.http import Line
from kgraph.store.served import Endpoint
from kgraph.wording import Text

_PROBE = "urn:kgraph:probe"


class Refused(OutsideError):
    """A server answers, but takes no update at that address."""


@dataclass
class Server:
    """A server that statements can be sent to.

    Parameters:
        endpoint: where it is asked.
        update: where updates are sent.
        graphs: its graph store; empty where it has none that is known.
    """

    endpoint: Endpoint
    update: str
    graphs: str = ""

    @property
    def _line(self) -> Line:
        return self.endpoint.line

    def change(self, text: str) -> None:
        """Run an update.

        Raises:
            Refused: the server does not take it.
            OutsideError: it fails.
        """
        reply = self._line.send(
            "POST", self.update, body={"update": text, "query": text}
            if self.update == self.endpoint.url or self.update.endswith("sparql-auth")
            else {"update": text}, again=False,
        )  # fmt: skip
        if reply.status >= 300:
            raise Refused(
                Text(f"Servern avvisade en ändring (HTTP {reply.status}): {reply.reason}",
                     f"The server refused an update (HTTP {reply.status}): {reply.reason}"),
                self.update,
                Text("Se serverns logg och rättigheter.", "Look at the server's log and rights."),
            )  # fmt: skip

    def add(self, graph: str, lines: bytes) -> None:
        """Add N-Triples to a graph, through its graph store or an update.

        Raises:
            OutsideError: the server refuses it.
        """
        if not self.graphs:
            self.change(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines.decode()}\n}} }}")
            return
        word = "graph-uri" if "graph-crud" in self.graphs else "graph"
        reply = self._line.send(
            "POST", self.graphs, params={word: graph}, body=lines, again=False,
            headers={"Content-Type": "application/n-triples" if word == "graph" else "text/turtle"},
        )  # fmt: skip
        if reply.status >= 300:
            raise OutsideError(
                Text(f"Servern tog inte emot uppgifterna (HTTP {reply.status}): "
                     f"{reply.reason}",
                     f"The server did not take the statements (HTTP {reply.status}): "
                     f"{reply.reason}"),
                self.graphs,
                Text("Se serverns logg.", "Look at the server's log."),
            )  # fmt: skip


# -- the addresses -----------------------------------------------------------------------------


def addresses_tried(found: Given, endpoint: Endpoint) -> Server:
    """The server with the addresses that work, each tried.

    Raises:
        OutsideError: no update address works.
    """
    pairs = list(guesses(found.query))
    failed: list[KGraphError] = []
    tried: list[str] = []
    for update in dict.fromkeys([found.update] if found.update else [pair[0] for pair in pairs]):
        server = Server(endpoint, update)
        tried.append(update)
        try:
            works = _takes_updates(server)
        except KGraphError as error:
            failed.append(error)
            continue
        if works:
            server.graphs = _graphs_tried(found, endpoint, update)
            return server
    # That a guess is refused says only that it was a wrong guess.
    told = failed if found.update else [e for e in failed if not isinstance(e, Refused)]
    raise told[0] if told else _no_update(found, tried)


def _graphs_tried(found: Given, endpoint: Endpoint, update: str) -> str:
    """The graph-store address that works; none where no guess does, and updates are used.

    Raises:
        OutsideError: the one that is given does not.
    """
    guessed = [pair[1] for pair in guesses(found.query) if pair[0] == update]
    for url in [found.graphs] if found.graphs else guessed:
        if _takes_graphs(endpoint, update, url):
            return url
    if not found.graphs:
        return ""
    raise OutsideError(
        Text("Där tas inga grafer emot.", "No graphs are taken there."),
        found.graphs,
        Text(f"Rätta adressen (--graphs-url, {GRAPHS}), eller ta bort den: då används ändringar.",
             f"Mend the address (--graphs-url, {GRAPHS}), or take it away: updates are used then."),
    )  # fmt: skip


def _no_update(found: Given, tried: list[str]) -> OutsideError:
    if found.update:
        return OutsideError(
            Text("Servern tar emot ändringar där, men de syns inte i dess svar.",
                 "The server takes updates there, but its answers do not show them."),
            found.update,
            Text("Ange adressen dit samma servers ändringar ska: --update-url URL.",
                 "Name the address where updates of that server go: --update-url URL."),
        )  # fmt: skip
    ways = f"--update-url URL, {UPDATE}=URL"
    return OutsideError(
        Text(f"Ingen adress för ändringar hittades. Prövade: {', '.join(tried)}.",
             f"No address for updates was found. Tried: {', '.join(tried)}."),
        found.query,
        Text(f"Ange den: {ways} eller update under [store] i kgraph.toml.",
             f"Name it: {ways} or update under [store] in kgraph.toml."),
    )  # fmt: skip


@contextlib.contextmanager
def _probing(server: Server) -> Iterator[str]:
    """A statement of one's own to try an address with: others may be trying just now."""
    one = f"<{_PROBE}:{secrets.token_hex(8)}>"
    try:
        yield f"{one} <{_PROBE}> {one}"
    finally:
        with contextlib.suppress(KGraphError):
            server.change(f"DELETE DATA {{ GRAPH <{_PROBE}> {{ {one} <{_PROBE}> {one} }} }}")


def _is_there(endpoint: Endpoint, statement: str) -> bool:
    return endpoint.truth(f"ASK {{ GRAPH <{_PROBE}> {{ {statement} }} }}")


def _takes_updates(server: Server) -> bool:
    """Whether an update changes what is asked: a server could be another one's."""
    with _probing(server) as statement:
        server.change(f"INSERT DATA {{ GRAPH <{_PROBE}> {{ {statement} }} }}")
        if not _is_there(server.endpoint, statement):
            return False
        server.change(f"DELETE DATA {{ GRAPH <{_PROBE}> {{ {statement} }} }}")
        return not _is_there(server.endpoint, statement)


def _takes_graphs(endpoint: Endpoint, update: str, url: str) -> bool:
    server = Server(endpoint, update, url)
    with _probing(server) as statement:
        try:
            server.add(_PROBE, f"{statement} .\n".encode())
            return _is_there(endpoint, statement)
        except KGraphError:
            return False
