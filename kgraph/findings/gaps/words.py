"""What the gaps share: a thing with the word for what it is, rows by a column."""

from collections import defaultdict
from collections.abc import Iterable

from kgraph.findings.called import is_our_reading, word_for
from kgraph.findings.material import Material, Row
from kgraph.wording import Text


def thing(material: Material, iri: str, kind: str) -> Text:
    """A thing with the word for what it is: the measure "…"."""
    name, word = material.name(iri), word_for(material, iri, kind)
    ours = (Text(" (vår läsning)", " (our reading)") if is_our_reading(material, iri)
            else Text("", ""))  # fmt: skip
    return Text(f"{word.sv} ”{name.sv}”{ours.sv}".strip(),
                f"{word.en} “{name.en}”{ours.en}".strip())  # fmt: skip


def upper(text: Text) -> Text:
    """A sentence with its first letter large."""
    return Text(*(part[:1].upper() + part[1:] for part in (text.sv, text.en)))


def by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Rows by a column's value."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return dict(sorted(found.items()))


def described(material: Material, name: str) -> list[Row]:
    """Rows of a question without what stands for things that an unread document alone names."""
    return [r for r in material.rows(name) if not bare(material, r["element"], r["strategy"])]


def counted(material: Material, name: str) -> list[Row]:
    """Rows of a question on what is counted: no heading of others, nothing named only together."""
    known = material.counted
    return [r for r in material.rows(name) if r["element"] in known.get(r["strategy"], {})]


def bare(material: Material, element: str, strategy: str) -> bool:
    """Whether a thing is named and no more, in a document that nobody has read."""
    return element in material.undescribed and not material.document(strategy).loaded


def unless_left_out(material: Material, item: str, document: str, relation: str) -> tuple[str, str]:
    """Status and reason; an empty status for what a source says does not apply."""
    if material.absent(item, relation) == "not-applicable":
        return "", ""
    return material.status(item, document, relation)
