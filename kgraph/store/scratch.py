"""A store of the user's own, in memory: SPARQL Update and whole graphs put and taken away.

The project's statements are never in it.
"""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.store.algebra import reaches_out
from kgraph.store.answering import Answer, Dataset, _node, asked, graph_of, no_sparql
from kgraph.store.gate import NO_CODE, refuse, service_refused
from kgraph.wording import Text

READS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
_LONGEST_UPDATE = 1_000_000
_TEMPLATES = re.compile(r"[{}]|\b(?:WHERE|USING|WITH|DELETE|INSERT)\b", re.I)


class Scratch:
    """Graphs that anyone with the right may change."""

    def __init__(self) -> None:
        """Empty."""
        self._store = ox.Store()

    def ask(self, text: str, dataset: Dataset, base: str) -> Answer:
        """The answer to a query."""
        refuse(text)
        if reaches_out(text):
            raise service_refused()
        return asked(self._store, text, dataset, base, known=False)

    def update(self, text: str, dataset: Dataset, base: str) -> None:
        """Run an update; all of it or nothing.

        Parameters:
            dataset: the graphs that the request names to work with.

        Raises:
            UsageError: it is no update, reaches outside, or names its graphs twice.
        """
        if len(text) > _LONGEST_UPDATE:
            raise UsageError(Text("Ändringen är för stor.", "The update is too large."))
        if word := reaches_out(text, update=True):
            raise _no_reaching_out(word)
        if dataset.default or dataset.named:
            text = _using(text, dataset)
        try:
            self._store.update(text, base_iri=base)
        except SyntaxError as error:
            raise no_sparql(error) from None
        except (ValueError, RuntimeError, OSError) as error:
            raise UsageError(
                Text(f"Ändringen går inte att göra: {error}.", f"The update cannot run: {error}.")
            ) from None

    def graph(self, iri: str) -> Answer | None:
        """The triples of a graph; None where there is no such graph."""
        return graph_of(self._store, iri)

    def put(self, iri: str, parts: Iterable[tuple[bytes, str]], *, replace: bool) -> bool:
        """Put triples in a graph; True where the graph is new.

        Parameters:
            iri: the graph; the default graph when empty.
            parts: texts with their media types.
            replace: in place of what stood there, else beside it.

        Raises:
            UsageError: a text cannot be read.
        """
        graph = _node(iri) if iri else ox.DefaultGraph()
        new = bool(iri) and not self._store.contains_named_graph(graph)
        read = [quad for raw, form in parts for quad in _read(raw, form, iri, graph)]
        if replace:
            self._store.clear_graph(graph)
        if iri:
            self._store.add_graph(graph)
        self._store.extend(read)
        return new

    def drop(self, iri: str) -> bool:
        """Take a graph away; False where there was none."""
        if not iri:
            self._store.clear_graph(ox.DefaultGraph())
            return True
        there = self._store.contains_named_graph(_node(iri))
        if there:
            self._store.remove_graph(_node(iri))
        return there


def _read(raw: bytes, form: str, base: str, graph: ox.NamedNode | ox.DefaultGraph) -> list[ox.Quad]:
    try:
        found = ox.parse(
            raw,
            format=READS[form],
            base_iri=base or None,
            without_named_graphs=True,
            rename_blank_nodes=True,
        )
        return [ox.Quad(q.subject, q.predicate, q.object, graph) for q in found]
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise UsageError(
            Text(f"RDF går inte att tolka: {error}.", f"The RDF cannot be parsed: {error}."),
            "",
            Text("Rätta det som skickades.", "Mend what was sent."),
        ) from None


def _using(text: str, dataset: Dataset) -> str:
    """An update with the request's graphs as its USING clauses.

    Raises:
        UsageError: it has USING or WITH of its own.
    """
    clauses = "".join(f" USING <{_node(iri).value}>" for iri in dataset.default)
    clauses += "".join(f" USING NAMED <{_node(iri).value}>" for iri in dataset.named)
    code = NO_CODE.sub(lambda found: "·" * len(found.group()), text)
    made, last, depth, word = [], 0, 0, ""
    for found in _TEMPLATES.finditer(code):
        sign = found.group().upper()
        if sign in "{}":
            depth += 1 if sign == "{" else -1
            word = "" if sign == "}" else word
        elif depth == 0 and sign in ("USING", "WITH"):
            raise UsageError(
                Text(
                    "Ändringen har USING eller WITH, och begäran anger också grafer.",
                    "The update has USING or WITH, and the request names graphs too.",
                ),
                "using-graph-uri",
                Text("Ange graferna på ett ställe.", "Name the graphs in one place."),
            )
        elif depth == 0 and sign == "WHERE":
            if word == "DELETE":  # DELETE WHERE { … } takes no USING: say it at length
                end = _block(code, found.end())
                made.append(text[last : found.start()] + text[found.end() : end])
                last = found.end()
            made.append(text[last : found.start()] if last <= found.start() else "")
            made.append(clauses + " ")
            last = max(last, found.start())
            if word == "DELETE":
                made.append("WHERE ")
        elif depth == 0:
            word = sign
    return "".join(made) + text[last:]


def _block(code: str, start: int) -> int:
    """The end of the block in braces that begins after a place."""
    depth, place = 0, start
    for found in re.finditer(r"[{}]", code[start:]):
        depth += 1 if found.group() == "{" else -1
        place = start + found.end()
        if depth == 0:
            break
    return place


def _no_reaching_out(word: str) -> UsageError:
    return UsageError(
        Text(f"{word} är inte tillåtet.", f"{word} is not allowed."),
        "",
        Text(
            "Ingenting hämtas åt någon; skicka uppgifterna själv.",
            "Nothing is fetched for anyone; send the statements yourself.",
        ),
    )
