"""Who changes and reviews: roles, and never persons; and the words of a review."""

from collections.abc import Mapping
from typing import Literal

from kgraph.wording import Text

ROLES: Mapping[str, Text] = {
    "editor": Text("redaktör", "editor"),
    "strategist": Text("strateg", "strategist"),
    "reviewer": Text("granskare", "reviewer"),
    "evaluator": Text("utvärderare", "evaluator"),
    "engineer": Text("dataingenjör", "data engineer"),
}
Why = Literal["unreviewed", "disputed", "no-document", "old"]
WHY_WORDS: Mapping[str, Text] = {
    "unreviewed": Text("inte granskat", "not reviewed"),
    "disputed": Text("ifrågasatt", "disputed"),
    "no-document": Text("utan dokument som belägg", "without a document as evidence"),
    "old": Text("äldre än källans revidering", "older than its source's revision cycle"),
}
STATUSES = ("reviewed", "verified", "disputed", "rejected", "extracted")
STATUS_WORD: Mapping[str, Text] = {
    "reviewed": Text("granskat", "reviewed"),
    "verified": Text("verifierat", "verified"),
    "disputed": Text("ifrågasatt", "disputed"),
    "rejected": Text("avvisat", "rejected"),
    "extracted": Text("inte granskat", "not reviewed"),
}
STATUS_WORDS: Mapping[str, Text] = {
    "reviewed": Text("granskade", "reviewed"),
    "verified": Text("verifierade", "verified"),
    "disputed": Text("ifrågasatta", "disputed"),
    "rejected": Text("avvisade", "rejected"),
    "extracted": Text("inte granskade", "not reviewed"),
}
