"""A relation that a row states (a membership, a duty): a new one, or one that the data have."""

from collections.abc import Mapping

from kgraph.terms import Iri, Term
from kgraph.wording import Text
from kgraph.workbook.naming import identifier, plain
from kgraph.workbook.simple.forms import ANSWERS
from kgraph.workbook.simple.row import Row
from kgraph.workbook.simple.standing import first_of
from kgraph.workbook.value import Place


def relation(
    row: Row,
    iri: Iri,
    anchor: tuple[str, Iri],
    facts: Mapping[str, Term],
    also: tuple[str, Term | None],
    key: str,
) -> Iri | None:
    """The relation that a cell states; None where the row's document states it already.

    Parameters:
        iri: what a new one is called.
        anchor: the property that ties it to the row's thing, and that thing.
        facts: what else makes it this one, by property.
        also: a property that one of the data must have the same value of, if the row has any.
        key: the cell.
    """
    standing, place = row.ground.standing, row.place(key)
    same, like = standing.relations(anchor, facts)
    path, value = also
    own = [one for one in same if value is None or standing.passages(one, path, value)]
    if own:
        passages = standing.passages(own[0], anchor[0])
        first = first_of(row.source(), passages, standing)
        if first:
            row.ground.again[place] = first
            return None
        _tell(row, place, own[0], passages[0], _MORE_EVIDENCE)
        return own[0]
    if same or like:
        other = (same or like)[0]
        _tell(row, place, other, standing.passages(other, anchor[0])[0], _ONE_MORE)
    ties = (*anchor, *(str(fact) for fact in facts.values()), str(value))
    return row.ground.unused(iri, ties)


def agreed(row: Row, thing: str, said: Mapping[str, Term]) -> bool:
    """Whether the other passages that state a relation say of it what the row says now.

    Where they do not, what the row says is a relation of its own, and they are left as they are.

    Parameters:
        thing: the relation that the row's passage states.
        said: what the row says of it, by property.
    """
    standing, own = row.ground.standing, row.graph()
    return all(
        graph == own or value in row.ground.index.values(thing, path, graph)
        for path, value in said.items()
        for graph in standing.passages(thing, path)
    )


def _tell(row: Row, place: Place, thing: Iri, passage: str, how: Text) -> None:
    where = row.ground.finder.where(passage)
    row.ground.fresh[f"{place} {thing}"] = Text(
        f"{place}: finns redan i {where.sv}; {how.sv}",
        f"{place}: stands in {where.en}; {how.en}",
    )


def typed_relation(row: Row) -> Iri | None:
    """The relation that the program has written on the row, after its thing."""
    second = row.line.get("id").partition(" ")[2]
    return identifier(second) if second else None


def mode_before(row: Row) -> Iri | None:
    """The mode that the program has written on the row, after its thing."""
    second = plain(row.line.get("id").partition(" ")[2])
    told = (i for i, t in ANSWERS.items() if second in (plain(t.sv), plain(t.en)))
    return next((Iri(iri) for iri in told), None)


_MORE_EVIDENCE = Text(
    "raden blir ett belägg till för samma sak.", "the row becomes further evidence of the same."
)
_ONE_MORE = Text(
    "raden säger något annat om det (roll, tid eller hur säkert det är), så den blir en egen "
    "uppgift.",
    "the row says something else of it (role, time or how sure it is), so it becomes a statement "
    "of its own.",
)
