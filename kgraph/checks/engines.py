"""The one door to the SHACL engines: bytes in, plain results out.

pySHACL is the engine of record; pyshifty gives the same results many times faster. Both get one
plain merged graph as N-Triples (a dataset with named graphs makes the one answer wrongly and the
other not at all), and neither may infer or change anything.
"""

import contextlib
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar
from typing import Literal as OneOf

from kgraph.checks.reaching import refuse_reaching
from kgraph.errors import InputError, KGraphError, UsageError
from kgraph.store.convert import read_turtle
from kgraph.terms import RDF, SH, XSD, Blank, Iri, Literal, Term
from kgraph.wording import Text

if TYPE_CHECKING:
    import rdflib

EngineName = OneOf["fast", "record"]
_WORTH_SHARING = 20
_NAMELESS = re.compile(r"\s*\(_:\w+\)")  # the engine's own label of a node without a name
ENGINES: tuple[EngineName, ...] = ("fast", "record")


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One validation result as every engine must give it. Empty text where there is no value.

    Blank nodes are written ``_:``: their labels mean nothing between engines. Language tags are in
    lower case.
    """

    focus: str
    path: str
    component: str
    value: str
    severity: str
    shape: str


def validate(
    data: bytes,
    shapes: str,
    engine: EngineName,
    only: Sequence[str] = (),
    whole: Sequence[str] = (),
    ready: "Future[Any] | None" = None,
) -> tuple[Result, ...]:
    """Validate one plain graph.

    Parameters:
        data: the graph as N-Triples, with all that the shapes need (subclasses, derived).
        shapes: the shapes graph as Turtle.
        engine: ``fast`` (pyshifty) or ``record`` (pySHACL).
        only: IRIs of the shapes to check; empty for all.
        whole: IRIs of all shapes that have targets, when every one of them has an IRI: lets the
            fast engine share the work among threads. The results are the same without it.
        ready: what ``prepare`` gave for these shapes, where there was time to.

    Returns:
        The results, sorted.

    Raises:
        UsageError: an unknown engine.
        InputError: the engine refuses the shapes graph, or a question in it would reach outside.
    """
    if engine not in ENGINES:
        raise UsageError(
            Text(f"Okänd motor: {engine}.", f"Unknown engine: {engine}."),
            "--engine",
            Text("Välj fast eller record.", "Choose fast or record."),
        )
    refuse_reaching(shapes)
    with _told_in_words():
        if engine == "record":
            with literals_as_written():
                return results(_pyshacl(data, shapes, tuple(only)))
        prepared = (ready or prepare(shapes)).result()
        shares = _pyshifty(data, prepared, _shares(only, whole))
        return tuple(sorted(result for share in shares for result in share))


def validate_marked(data: bytes, ready: "Future[Any]", only: Sequence[str]) -> tuple[Result, ...]:
    """Validate a small graph by shapes that were read before and hold no other questions.

    Parameters:
        data: the graph as N-Triples.
        ready: what ``prepare`` gave.
        only: IRIs of the shapes to check.

    Raises:
        InputError: the engine refuses the shapes graph.
    """
    with _told_in_words():
        return tuple(sorted(_pyshifty(data, ready.result(), [list(only)])[0]))


@contextlib.contextmanager
def _told_in_words() -> Iterator[None]:
    """Tell what goes wrong in an engine."""
    try:
        yield
    except (KGraphError, MemoryError):
        raise
    except Exception as error:  # each engine raises classes of its own
        told = _NAMELESS.sub("", str(error).strip().partition("\n")[0]).rstrip(".")
        raise InputError(
            Text(f"Kontrollen kunde inte köras: {told}.", f"The check could not run: {told}."),
            "ontology/shapes.ttl",
            Text("Rätta formen.", "Mend the shape."),
        ) from error


@contextlib.contextmanager
def literals_as_written() -> Iterator[None]:
    """Let rdflib keep literals as they stand, while an engine runs.

    By itself it rewrites them (``01`` becomes ``1``), prints a traceback for each that does not
    fit its datatype, and takes any text for a boolean. All three are settings of the whole
    process, so they are put back afterwards.
    """
    import rdflib
    from rdflib.term import _toPythonMapping as converters

    log = logging.getLogger("rdflib.term")
    before = rdflib.NORMALIZE_LITERALS, log.level, converters[rdflib.XSD.boolean]
    rdflib.NORMALIZE_LITERALS = False
    log.setLevel(logging.CRITICAL)
    converters[rdflib.XSD.boolean] = _boolean
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = before[0]
        log.setLevel(before[1])
        converters[rdflib.XSD.boolean] = before[2]


def _boolean(text: str) -> bool:
    """XSD's four booleans; a ValueError marks the literal as ill-typed."""
    try:
        return {"true": True, "1": True, "false": False, "0": False}[str(text)]
    except KeyError:
        raise ValueError(text) from None


def _shares(only: Sequence[str], whole: Sequence[str]) -> list[list[str]]:
    """The shapes in as many shares as there are processors; one empty share means all of them."""
    count = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, 4)
    if only or count < 2 or len(whole) < _WORTH_SHARING:
        return [list(only)]
    return [list(whole[i::count]) for i in range(count)]


def prepare(shapes: str) -> "Future[Any]":
    """Load the fast engine and let it read the shapes, in a thread of its own.

    Both take a while and need no data, so they can go on while the data are read.

    Returns:
        What ``validate`` takes as ``ready``; faults of the shapes are raised there.
    """

    def read() -> Any:
        import shifty

        return shifty.PreparedValidator(shapes.encode())

    thread = ThreadPoolExecutor(1)
    future = thread.submit(read)
    thread.shutdown(wait=False)
    return future


def _pyshifty(data: bytes, prepared: Any, shares: list[list[str]]) -> list[tuple[Result, ...]]:
    """The results of each share of the shapes.

    The engine's public door reads every report into rdflib; the call behind it hands the report
    over as it is, which spares a check of the shipped data the loading of rdflib.
    """

    def run(share: list[str]) -> tuple[Result, ...]:
        answer = prepared._inner.validate_w3c(
            data,
            None,
            "turtle",
            "data",
            share or None,
            False,  # infer nothing
            "info",
            False,  # sorted below
            "error",
        )
        if answer.diagnostics:
            raise ValueError("; ".join(answer.diagnostics))
        return _read_report(read_turtle(answer.report_turtle.encode()))

    if len(shares) == 1:  # a thread would keep what it has freed for itself
        return [run(shares[0])]
    with ThreadPoolExecutor(len(shares)) as threads:
        return list(threads.map(run, shares))


def _pyshacl(data: bytes, shapes: str, only: tuple[str, ...]) -> "rdflib.Graph":
    import pyshacl
    import rdflib

    data_graph = _parsing_once()().parse(data=data, format="nt")
    shapes_graph = rdflib.Graph().parse(data=shapes, format="turtle")
    chosen = _with_parts(shapes_graph, only)
    # The graph is our own copy: working in place spares pySHACL a plain copy of it.
    with _comparing_like_with_like():
        _, report, _ = pyshacl.validate(
            data_graph,
            shacl_graph=shapes_graph,
            inference="none",
            inplace=True,
            advanced=False,
            do_owl_imports=False,
            use_shapes=chosen or None,
        )
    if not isinstance(report, rdflib.Graph):
        told = Text(f"pySHACL: {report}", f"pySHACL: {report}")
        raise InputError(told, "ontology/shapes.ttl", Text("Rätta formen.", "Mend the shape."))
    return report


def _with_parts(shapes: "rdflib.Graph", chosen: Sequence[str]) -> list[str]:
    """Shapes with all that they refer to: of what is not listed pySHACL leaves out named parts."""
    import rdflib

    found = [rdflib.URIRef(iri) for iri in chosen]
    for node in found:
        for part in shapes.transitive_objects(node, None):
            is_shape = (part, rdflib.RDF.type, None) in shapes or (
                part,
                rdflib.SH.path,
                None,
            ) in shapes
            if isinstance(part, rdflib.URIRef) and is_shape and part not in found:
                found.append(part)
    return [str(node) for node in found]


@contextlib.contextmanager
def _comparing_like_with_like() -> Iterator[None]:
    """Let no literal be less than one of another kind, as SPARQL has it, while pySHACL runs.

    By itself rdflib puts all literals in one order, so that a year would lie before a day and no
    period of mixed kinds would ever be wrong.
    """
    from rdflib import Literal as Value

    names = ("__lt__", "__le__", "__gt__", "__ge__")
    before = {name: getattr(Value, name) for name in names}

    def careful(name: str) -> Callable[[Any, Any], Any]:
        def compare(one: Any, other: Any) -> Any:
            if isinstance(other, Value) and not _alike(one, other):
                return False
            return before[name](one, other)

        return compare

    for name in names:
        setattr(Value, name, careful(name))
    try:
        yield
    finally:
        for name in names:
            setattr(Value, name, before[name])


def _alike(one: "rdflib.Literal", other: "rdflib.Literal") -> bool:
    """Whether two literals can be less or greater than each other."""
    if one.datatype != other.datatype:
        kinds = (int, float, Decimal)
        return all(
            isinstance(x.value, kinds) and not isinstance(x.value, bool) for x in (one, other)
        )
    return not (one.ill_typed or other.ill_typed) and one.language == other.language


def _parsing_once() -> "type[rdflib.Graph]":
    """A graph that parses each query text once: pySHACL asks the same one for every thing."""
    import rdflib
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.plugins.sparql.sparql import Query

    class ParsingOnce(rdflib.Graph):
        prepared: ClassVar[dict[object, Query]] = {}

        def query(
            self,
            query_object: Any,
            *args: Any,
            initNs: Any = None,
            **named: Any,
        ) -> Any:
            if isinstance(query_object, str):
                names = dict(initNs or self.namespaces())
                key = (query_object, tuple(sorted((k, str(v)) for k, v in names.items())))
                if key not in self.prepared:
                    self.prepared[key] = prepareQuery(query_object, initNs=names)
                query_object = self.prepared[key]
            return super().query(query_object, *args, **named)

    return ParsingOnce


def results(report: "rdflib.Graph") -> tuple[Result, ...]:
    """The results of a ``sh:ValidationReport``, sorted and in the engines' common form."""
    return _read_report((_ours(s), _ours(p), _ours(o)) for s, p, o in report)


def _ours(node: "rdflib.term.Node") -> Term:
    import rdflib

    if isinstance(node, rdflib.Literal):
        return Literal(str(node), str(node.datatype or XSD("string")), node.language or "")
    return Blank(node) if isinstance(node, rdflib.BNode) else Iri(str(node))


def _read_report(triples: Iterable[tuple[Term, Term, Term]]) -> tuple[Result, ...]:
    about: dict[Term, dict[Term, Term]] = {}
    found: list[Term] = []
    for s, p, o in triples:
        about.setdefault(s, {})[p] = o
        if p == SH("result"):
            found.append(o)

    def one(node: Term, name: str) -> str:
        return text_of(about.get(node, {}).get(SH(name)))

    parts = (
        *("focusNode", "resultPath", "sourceConstraintComponent"),
        *("value", "resultSeverity", "sourceShape"),
    )
    return tuple(sorted(Result(*(one(node, part) for part in parts)) for node in found))


def text_of(node: Term | None) -> str:
    """A term as a result has it."""
    if node is None:
        return ""
    if isinstance(node, Blank):
        return "_:"
    if not isinstance(node, Literal):
        return str(node)
    tail = f"^^{node.datatype}" if node.datatype != XSD("string") else ""
    return f'"{node.value}"' + (f"@{node.language.lower()}" if node.language else tail)


def written(value: str) -> Term | None:
    """The term that a result's text stands for; None where it has no value or a nameless one."""
    if not value or value == "_:":
        return None
    if not value.startswith('"'):
        return Iri(value)
    text, _, tail = value[1:].rpartition('"')
    if tail.startswith("^^"):
        return Literal(text, tail[2:])
    return Literal(text, RDF("langString"), tail[1:]) if tail else Literal(text)
