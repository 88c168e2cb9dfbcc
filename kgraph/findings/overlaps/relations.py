"""The relations that are told apart."""

from kgraph.wording import Text

RELATIONS = {
    "fragmentation": Text("flera inom samma område", "several in the same area"),
    "overlap": Text("överlappning", "overlap"),
    "duplication": Text(
        "samma uppgift för samma mottagare", "the same task for the same recipients"
    ),
}  # fmt: skip
