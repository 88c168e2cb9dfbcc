"""With whom an actor works together where there is neither a forum nor a project."""

from collections import defaultdict

from kgraph.report.answers import our_reading
from kgraph.report.named import taking_part
from kgraph.report.value import Cell, Part, Row, Table, Words, cell, line
from kgraph.terms import local_name
from kgraph.web.pages.desk import WebDesk
from kgraph.wording import collation_key

_PARTNER = "samverkanspart"
_Said = set[tuple[str, str]]


def together_with(desk: WebDesk, iri: str) -> list[Part]:
    """The collaborations that an actor is in, each with those whom a source ties it to there.

    Partners are tied to each other. Of those who only take part, such as agencies that a region
    meets, no more is known than that the county's own body meets each of them: whether they meet
    each other is not said.
    """
    rows = []
    for body, members in sorted(
        _bodies(desk).items(), key=lambda b: collation_key(desk.told(b[0]))
    ):
        own = members.pop(iri, None)
        if own is None:
            continue
        met = [
            line(desk.name(other), _mark(desk, body, (iri, own), (other, members[other])), " ",
                 desk.cites(sorted({p for _, p in own | members[other]})))
            for other in sorted(members, key=lambda m: (collation_key(desk.told(m)), m))
            if _tied(desk, body, (iri, own), (other, members[other]))
        ]  # fmt: skip
        if met:
            rows.append(Row((cell(desk.name(body)), Cell(tuple(met)))))
    if not rows:
        return []
    heads = (desk.word("Samverkan", "Collaboration"), desk.word("Med vem", "With whom"))
    caption = desk.word("Samverkar dessutom i", "Also works together in")
    return [Table(caption, heads, tuple(rows), (0.4, 0.6), titled=True)]


def _mark(
    desk: WebDesk, body: str, one: tuple[str, _Said], other: tuple[str, _Said]
) -> Words | None:
    """The mark of our reading, where the place of either in it is no more than that."""
    ours = any(all((body, who, role) in desk.ours.seats for role, _ in said)
               for who, said in (one, other))  # fmt: skip
    return our_reading(desk) if ours else None


def _bodies(desk: WebDesk) -> dict[str, dict[str, _Said]]:
    """By collaboration and member, its roles there, each with the passage that states it."""
    found: dict[str, dict[str, _Said]] = defaultdict(lambda: defaultdict(set))
    for body, member, role, passage in taking_part(desk):
        found[body][member].add((role, passage))
    return found


def _tied(desk: WebDesk, body: str, one: tuple[str, _Said], other: tuple[str, _Said]) -> bool:
    if all(any(local_name(role) == _PARTNER for role, _ in said) for _, said in (one, other)):
        return True
    facts = desk.shelf.facts(desk.view)
    home = set(facts.all(body, "county"))
    return any(home & set(facts.all(who, "county")) for who, _ in (one, other))
