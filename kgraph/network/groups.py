"""Groups: one node, its listed members in its place, or those that kind and area give."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgraph.store import Store, View
from kgraph.wording import Text

COLLAPSE = "collapse"
GROUP_MODES: dict[str, Text] = {
    COLLAPSE: Text("en grupp räknas som en", "a group counts as one"),
    "expand-listed": Text("uppräknade medlemmar i gruppens ställe", "listed members in its place"),
    "expand-derived": Text(
        "medlemmar efter slag och område (härledda)", "members by kind and area (derived)"
    ),
}
# What a source lists, and what kind and area give: the second names nobody, so it never mixes in.
_MEMBERS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX group-resolution: <https://w3id.org/kompsam/vocab/group-resolution/>
SELECT DISTINCT ?group ?member ?how WHERE {
  {
    ?group a ks:ActorGroup ; foaf:member ?member .
    BIND("listed" AS ?how)
  } UNION {
    ?group ks:groupResolution group-resolution:derived ; ks:groupMemberType ?type ;
      dct:spatial ?area .
    ?place ks:within ?area .
    ?member dct:spatial ?place ; org:classification ?type .
    OPTIONAL { ?member a ?kind . FILTER(?kind = ks:ActorGroup) }
    FILTER(!BOUND(?kind))
    BIND("derived" AS ?how)
  }
}"""


@dataclass(frozen=True)
class Groups:
    """The members of groups.

    Parameters:
        listed: those a source lists, by group.
        derived: those that kind and area give, by group; no source names them.
    """

    listed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    derived: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def members(self, actor: str, mode: str) -> tuple[str, ...]:
        """Who stands for an actor: itself, unless it is a group whose members are known.

        A group among the members is expanded in its turn; one that holds itself is not gone
        through twice. Members by kind and area stand in only where none are listed.

        Parameters:
            actor: an actor or a group.
            mode: a key of ``GROUP_MODES``.
        """
        found: set[str] = set()
        seen: set[str] = set()
        left = [actor]
        while left:
            one = left.pop()
            if one in seen:
                continue
            seen.add(one)
            inner = self._inner(one, mode)
            left.extend(inner)
            if not inner:
                found.add(one)
        return tuple(sorted(found or {actor}))

    def _inner(self, actor: str, mode: str) -> frozenset[str]:
        if mode == COLLAPSE:
            return frozenset()
        listed = self.listed.get(actor, frozenset())
        if listed or mode == "expand-listed":
            return listed
        return self.derived.get(actor, frozenset())

    def inferred(self, actor: str, mode: str) -> bool:
        """Whether some of those who stand for an actor come from kind and area alone."""
        if mode != "expand-derived":
            return False
        return self.members(actor, mode) != self.members(actor, "expand-listed")

    def changes(self, actors: Iterable[str], mode: str) -> int:
        """How many of these actors become others in a mode."""
        return sum(self.members(actor, mode) != (actor,) for actor in set(actors))


def read_groups(store: Store, view: View) -> Groups:
    """The members of every group, in one question."""
    found: dict[str, dict[str, set[str]]] = {
        "listed": defaultdict(set),
        "derived": defaultdict(set),
    }
    for group, member, how in store.select(_MEMBERS, view).rows:
        if group != member:
            found[str(how)][str(group)].add(str(member))
    listed, derived = (
        {group: frozenset(members) for group, members in found[how].items()}
        for how in ("listed", "derived")
    )
    return Groups(listed, derived)
