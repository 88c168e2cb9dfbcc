"""Queries that would reach outside the graph, which are refused."""

from kgraph.errors import UsageError
from kgraph.store.gate import mentions_service, refuse, service_refused
from kgraph.terms import PREFIXES
from kgraph.wording import Text


def refuse_outside(text: str) -> None:
    """Refuse a query that would fetch from somewhere else.

    The engine follows SERVICE without asking. The words of the text are searched for it, and
    where it stands anywhere the parsed query is too, since the two could read a text differently.

    Raises:
        UsageError: the query holds SERVICE, or mentions it and cannot be parsed.
    """
    refuse(text)
    if not mentions_service(text):
        return
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.plugins.sparql.algebra import traverse
    from rdflib.plugins.sparql.parserutils import CompValue

    try:
        parsed = prepareQuery(text, initNs=dict(PREFIXES))
    except Exception as error:  # the parser raises classes of several libraries
        told = str(error).partition("\n")[0]
        from kgraph.query_faults import explained

        raise explained(
            text,
            UsageError(
                Text("Frågan är inte giltig SPARQL.", f"The query is no valid SPARQL: {told}."),
                "",
                Text("Rätta frågan.", "Mend the query."),
            ),
        ) from None
    outside: list[str] = []

    def look(node: object) -> None:
        if isinstance(node, CompValue) and node.name == "ServiceGraphPattern":
            outside.append(node.name)

    traverse(parsed.algebra, visitPost=look)
    if outside:
        raise service_refused()
