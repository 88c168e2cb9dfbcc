"""How far two readers agree on tags: Cohen's kappa for each facet, and every disagreement.

A reading is a CSV file with the columns ``item,facet,value``: the thing that was tagged, what was
tagged about it (``theme``, ``role``, ``mode``), and the tag. A facet with several tags on a thing
has a row for each.
"""

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kgraph.errors import InputError
from kgraph.store.reading import read_text
from kgraph.wording import Text, counted

Tags = Mapping[str, Mapping[str, frozenset[str]]]
_MANY = {"theme"}
_RESAMPLES = 2000
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that the readers tagged differently."""

    item: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers on one facet.

    Parameters:
        facet: ``theme``, ``role`` or ``mode``.
        items: how many things both tagged.
        decisions: how many decisions were compared (a theme is a yes or no for each tag and thing).
        observed: share of decisions that agree.
        kappa: Cohen's kappa, or None when chance alone would give full agreement.
        low, high: 95 % interval of kappa by bootstrap over things (2000 resamples, seed 1).
        disagreements: the things tagged differently.
    """

    facet: str
    items: int
    decisions: int
    observed: float
    kappa: float | None
    low: float | None
    high: float | None
    disagreements: tuple[Disagreement, ...]


_COLUMNS = ("item", "facet", "value")


def read_tags(path: Path) -> Tags:
    """Read one reader's tags: facet → thing → tags.

    Columns are kept apart by commas, or by semicolons as spreadsheets write them.

    Raises:
        InputError: the file cannot be read, lacks a column, or a row lacks one of the three.
    """
    text = read_text(path, str(path))
    head = text.partition("\n")[0]
    mark = ";" if ";" in head and "," not in head else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        _refuse_columns(rows.fieldnames or (), path)
        return _tags(rows, path)
    except csv.Error:
        raise InputError(
            Text("En cell är orimligt lång.", "A cell is unreasonably long."),
            f"{path}:{rows.line_num}",
            Text("Saknar ett citattecken sitt slut?", "Does a quotation mark lack its end?"),
        ) from None


def _refuse_columns(found: Collection[str], path: Path) -> None:
    lacking = [name for name in _COLUMNS if name not in found]
    if lacking:
        named = ", ".join(lacking)
        raise InputError(
            Text(f"Kolumner saknas: {named}.", f"Columns are missing: {named}."),
            f"{path}:1",
            Text("Första raden ska vara: item,facet,value", "First line: item,facet,value"),
        )


def _tags(rows: "csv.DictReader[str]", path: Path) -> Tags:
    found: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        # The csv module has a limit too, but one that the whole program shares.
        if any(isinstance(cell, str) and len(cell) > _LONGEST for cell in row.values()):
            raise csv.Error
        item, facet, value = (str(row[name] or "").strip() for name in _COLUMNS)
        lacking = [n for n, cell in zip(_COLUMNS, (item, facet, value), strict=True) if not cell]
        if lacking:
            raise InputError(
                Text(f"Raden saknar {lacking[0]}.", f"The row lacks {lacking[0]}."),
                f"{path}:{rows.line_num}",
                Text("Fyll i cellen, eller ta bort raden.", "Fill the cell, or remove the row."),
            )
        found.setdefault(facet, {}).setdefault(item, set()).add(value)
    return {f: {i: frozenset(tags) for i, tags in items.items()} for f, items in found.items()}


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two readers' choices (Cohen 1960): (po - pe) / (1 - pe).

    Returns:
        A value at most 1; None when there are no pairs or pe is 1.
    """
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[tag] * second[tag] for tag in first) / n**2
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def compare(first: Tags, second: Tags) -> tuple[Agreement, ...]:
    """Compare two readings, facet by facet, on the things that both tagged.

    A facet in which they tagged nothing in common is left out.

    Raises:
        InputError: there is nothing that both tagged.
    """
    shared = [
        facet
        for facet in sorted(set(first) & set(second))
        if set(first[facet]) & set(second[facet])
    ]
    if not shared:
        raise _nothing_shared(first, second)
    return tuple(_facet(facet, first[facet], second[facet]) for facet in shared)


def _nothing_shared(first: Tags, second: Tags) -> InputError:
    one, other = (", ".join(sorted(tags)) or "–" for tags in (first, second))
    return InputError(
        Text(
            f"Läsningarna har inget gemensamt att jämföra. Facetter i den ena: {one}; "
            f"i den andra: {other}.",
            f"The readings have nothing in common to compare. Facets in one: {one}; "
            f"in the other: {other}.",
        ),
        "kgraph agreement",
        Text(
            "Skriv samma ord i facet och samma beteckning i item i båda filerna.",
            "Write the same word in facet and the same name in item in both files.",
        ),
    )


def _facet(
    facet: str, first: Mapping[str, frozenset[str]], second: Mapping[str, frozenset[str]]
) -> Agreement:
    items = sorted(set(first) & set(second))
    universe = sorted({tag for item in items for tag in first[item] | second[item]})
    decisions = {i: _decisions(facet, first[i], second[i], universe) for i in items}
    pairs = [pair for item in items for pair in decisions[item]]
    low, high = _interval([decisions[item] for item in items])
    differing = tuple(
        Disagreement(item, tuple(sorted(first[item])), tuple(sorted(second[item])))
        for item in items
        if first[item] != second[item]
    )
    observed = sum(a == b for a, b in pairs) / len(pairs)
    return Agreement(
        facet, len(items), len(pairs), observed, cohens_kappa(pairs), low, high, differing
    )


def _decisions(
    facet: str, first: frozenset[str], second: frozenset[str], universe: Sequence[str]
) -> list[tuple[str, str]]:
    if facet in _MANY:
        return [(str(tag in first), str(tag in second)) for tag in universe]
    return [(" ".join(sorted(first)), " ".join(sorted(second)))]


def _interval(groups: Sequence[Sequence[tuple[str, str]]]) -> tuple[float | None, float | None]:
    chance = random.Random(1)
    values: list[float] = []
    for _ in range(_RESAMPLES if len(groups) > 1 else 0):
        sample = chance.choices(groups, k=len(groups))
        kappa = cohens_kappa([pair for group in sample for pair in group])
        if kappa is not None:
            values.append(kappa)
    if len(values) < _RESAMPLES // 2:
        return None, None
    values.sort()
    return values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]


def to_json(found: Sequence[Agreement]) -> str:
    """The comparison as JSON."""
    value = {"schema_version": 1, "facets": [asdict(agreement) for agreement in found]}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def to_text(found: Sequence[Agreement], lang: str) -> str:
    """The comparison for a person: the figures, then every disagreement."""
    lines: list[str] = []
    for a in found:
        lines.append(_figures(a).get(lang))
        lines += [
            f"  {d.item}: {' '.join(d.first) or '–'} | {' '.join(d.second) or '–'}"
            for d in a.disagreements
        ]
    return "\n".join(lines) + "\n"


def _figures(a: Agreement) -> Text:
    kappa = "–" if a.kappa is None else f"{a.kappa:.2f}"
    span = "" if a.low is None or a.high is None else f" [{a.low:.2f}–{a.high:.2f}]"
    thing, things = Text("sak", "thing"), Text("saker", "things")
    decided = counted(a.decisions, Text("avgörande", "decision"), Text("avgöranden", "decisions"))
    tagged = counted(a.items, thing, things)
    n = len(a.disagreements)
    differ = counted(
        n, Text("sak skiljer", "thing differs"), Text("saker skiljer", "things differ")
    )
    head = f"{a.facet}: kappa {kappa}{span}"
    return Text(
        f"{head}; lika i {a.observed:.0%} av {decided.sv} om {tagged.sv}; {differ.sv}",
        f"{head}; same in {a.observed:.0%} of {decided.en} on {tagged.en}; {differ.en}",
    )
