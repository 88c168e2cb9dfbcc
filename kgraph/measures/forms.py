"""Measures as text, CSV and JSON."""

import io
import json
import textwrap
from typing import Any

from kgraph.layout import harmless
from kgraph.measures.basis import too_small
from kgraph.measures.kinds import KINDS
from kgraph.measures.readings import by_mode
from kgraph.measures.value import County, Item, Measure, Measures
from kgraph.network.groups import COLLAPSE, GROUP_MODES
from kgraph.project import Project
from kgraph.separated import csv_writer, spreadsheet_cell
from kgraph.spreadsheet import Column, Sheet, Value, about
from kgraph.spreadsheet import to_xlsx as to_workbook
from kgraph.wording import Text

SCHEMA_VERSION = 1
CAUTION = Text(
    "Måtten gäller vad de lästa dokumenten säger. Jämför inte länen med varandra: dokumenten är "
    "av olika slag och olika fullständiga.",
    "The measures are of what the documents read here say. Do not compare counties with each "
    "other: the documents are of different kinds and differ in how full they are.",
)
RULE = Text(
    "En ordning visas bara om den håller: minst nio av tio par behåller sin ordning, och samma "
    "aktör ligger först i minst nio av tio försök, när 10, 20 och 30 % av uppgifterna tas bort.",
    "An order is shown only if it holds: at least nine pairs of ten keep their order, and the same "
    "actor is first in at least nine draws of ten, when 10, 20 and 30% of the statements are taken "
    "away.",
)


_INSTEAD = Text(
    "Där det står forum nedan menas här {arena}.", "Where it says forums below, read {arena}."
)


def to_dict(found: Measures) -> dict[str, Any]:
    """The measures as JSON."""
    return {
        "schema_version": SCHEMA_VERSION,
        "network": found.network,
        "title": found.title.both(),
        "arena": found.arena.both(),
        "view": {**found.view.to_dict(), "words": found.view.words.both()},
        "caution": CAUTION.both(),
        "rule": RULE.both(),
        "measures": {
            name: {
                "title": kind.title.both(),
                "graph": kind.graph.both(),
                "meaning": kind.meaning.both(),
                "caution": kind.caution.both(),
            }
            for name, kind in KINDS.items()
        },
        "counties": [_county(county) for county in found.counties],
        "evidence": {iri: words.both() for iri, words in sorted(found.places.items())},
    }


def _county(county: County) -> dict[str, Any]:
    return {
        "id": county.id or None,
        "label": county.label.both(),
        "size": county.size.both(),
        "groups": county.groups.both(),
        "coverage": county.coverage.both(),
        "author": county.author.both(),
        "draws": county.draws,
        "evidence": list(county.evidence),
        "values": [_measure(measure) for measure in county.measures],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    told = _one_mode(measure)
    others = {mode: _one_mode(other) for mode, other in measure.modes.items() if other != measure}
    return told | {"by_group_mode": {m: v for m, v in others.items() if m != COLLAPSE}}


def _one_mode(measure: Measure) -> dict[str, Any]:
    return {
        "measure": measure.name,
        "reading": measure.reading.both(),
        "n": measure.n.both(),
        "value": measure.value,
        "low": measure.low,
        "high": measure.high,
        "holds": measure.holds or None,
        "losses": [
            {"share": loss.share, "first": loss.first, "order": loss.order}
            for loss in measure.losses
        ],
        "items": [_item(item) for item in measure.items],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "label": item.label.both(),
        "value": item.value,
        "low": item.low,
        "high": item.high,
        "rank": item.rank,
        "note": item.note.both() if item.note.sv else None,
    }


def to_json(found: Measures) -> str:
    """The measures as JSON text."""
    return json.dumps(_rounded(to_dict(found)), ensure_ascii=False, indent=1) + "\n"


def _rounded(value: Any) -> Any:
    """The same with numbers as fine as they mean anything, so that the bytes stay the same."""
    if isinstance(value, float):
        return round(value, 6) + 0.0
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list) else value


_COLUMNS = (
    *("network", "region", "region_label", "measure", "measure_label", "groups", "thing"),
    *("thing_label", "value", "low", "high", "rank", "holds", "says", "n", "coverage"),
)


def to_csv(found: Measures, lang: str = "sv", *, for_excel: bool = False) -> str:
    """A row a measure, county and way to count groups, and one for each thing measured.

    Parameters:
        for_excel: byte-order mark, semicolons, and no cell that a spreadsheet would run.
    """
    out = io.StringIO()
    writer = csv_writer(out, for_excel)
    writer.writerow(_COLUMNS)
    for county in found.counties:
        for measure in county.measures:
            for mode, told in (measure.modes or {COLLAPSE: measure}).items():
                for row in _rows(found, county, told, mode, lang):
                    writer.writerow([spreadsheet_cell(cell) for cell in row] if for_excel else row)
    return ("\ufeff" if for_excel else "") + out.getvalue()


def _rows(
    found: Measures, county: County, measure: Measure, mode: str, lang: str
) -> list[list[str]]:
    head = [found.network, county.id, county.label.get(lang), measure.name]
    head += [KINDS[measure.name].title.get(lang), mode]
    tail = [measure.n.get(lang), county.coverage.get(lang)]
    whole = ["", "", *map(_cell, (measure.value, measure.low, measure.high)), ""]
    rows = [[*head, *whole, measure.holds, measure.reading.get(lang), *tail]]
    for item in measure.items:
        numbers = map(_cell, (item.value, item.low, item.high, item.rank))
        own = [item.id, item.label.get(lang), *numbers, measure.holds, item.note.get(lang)]
        rows.append([*head, *own, *tail])
    return rows


def _cell(value: float | None) -> str:
    return "" if value is None else f"{round(value, 6) + 0.0:g}"


def to_xlsx(found: Measures, lang: str = "sv", project: Project | None = None) -> bytes:
    """The measures as a workbook: what each county's are, what each actor's are, what they mean.

    Parameters:
        project: told among the facts on the last sheet.
    """
    wholes: list[list[Value]] = []
    things: list[list[Value]] = []
    for county in found.counties:
        for measure in county.measures:
            for mode, told in (measure.modes or {COLLAPSE: measure}).items():
                head: list[Value] = [county.label.get(lang), KINDS[told.name].title.get(lang)]
                head.append(GROUP_MODES[mode].get(lang))
                wholes.append([*head, *_numbers(told), told.reading.get(lang), told.n.get(lang)])
                for item in told.items:
                    own: list[Value] = [*_numbers(item), item.rank, item.note.get(lang)]
                    things.append([*head, item.label.get(lang), *own])
    names = [text.get(lang) for text in _HEADS]
    first, numbers = names[:3], names[3:6]
    sheets = [
        Sheet(names[6], _columns(first, numbers, names[7:9]), wholes, still=2),
        Sheet(names[9], _columns(first, names[10:11], numbers, names[11:13]), things, still=4),
        _meanings(lang, names),
    ]
    more = [(_MEANT, CAUTION.get(lang)), (_MEANT, RULE.get(lang))]
    more += [
        (
            county.label,
            "; ".join(t.get(lang) for t in (county.size, county.groups, county.coverage)),
        )
        for county in found.counties
    ]
    return to_workbook(sheets, about(found.title.get(lang), found.view, project, lang, more))


_HEADS = (
    *(Text("Län", "County"), Text("Mått", "Measure"), Text("Grupper", "Groups")),
    *(Text("Värde", "Value"), Text("Lägst", "Lowest"), Text("Högst", "Highest")),
    *(Text("Mått", "Measures"), Text("Vad det säger", "What it says"), Text("n", "n")),
    *(Text("Aktörer och forum", "Actors and forums"), Text("Gäller", "Of")),
    *(Text("Plats", "Place"), Text("Anmärkning", "Note")),
    *(Text("Vad måtten betyder", "What the measures mean"), Text("Räknas på", "Computed on")),
    *(Text("Betyder", "Means"), Text("Varsamt", "Careful")),
)
_MEANT = Text("Att tänka på", "To bear in mind")


def _columns(*parts: list[str]) -> tuple[Column, ...]:
    return tuple(Column(name) for part in parts for name in part)


def _numbers(one: Measure | Item) -> list[Value]:
    """Value and range, as fine as they mean anything."""
    return [None if v is None else round(v, 6) + 0.0 for v in (one.value, one.low, one.high)]


def _meanings(lang: str, names: list[str]) -> Sheet:
    rows = [
        [text.get(lang) for text in (kind.title, kind.graph, kind.meaning, kind.caution)]
        for kind in KINDS.values()
    ]
    return Sheet(names[13], _columns([names[1], *names[14:17]]), rows)


def to_text(found: Measures, lang: str = "sv", width: int = 100) -> str:
    """The measures for a terminal: what they stand on, then one after the other by county."""
    lines = [found.title.get(lang), "=" * len(found.title.get(lang))]
    lines += [*_wrapped(CAUTION.get(lang), width), *_wrapped(RULE.get(lang), width), ""]
    if found.network != "actor-forum":
        lines += _wrapped(_INSTEAD.format(arena=found.arena).get(lang), width)
        lines.append("")
    if not found.counties:
        lines.append(Text("Inget i källorna.", "Nothing in the sources.").get(lang))
    for county in found.counties:
        lines.append(county.label.get(lang))
        for text in (county.size, county.groups, county.coverage, county.author):
            lines += _wrapped(_sentence(text.get(lang)), width, "  ")
        lines += _not_computed(found, county, lang, width)
    small = too_small(found.arena)
    for name in KINDS:
        told = [
            (c, m)
            for c in found.counties
            if (m := c.measure(name)) is not None and m.reading != small
        ]
        if told:
            lines += ["", *_told(name, told, lang, width)]
    return "\n".join(harmless(line) for line in lines) + "\n"


def _not_computed(found: Measures, county: County, lang: str, width: int) -> list[str]:
    """The measures that a county is too small for, once and not at each of them."""
    small = too_small(found.arena)
    names = [KINDS[m.name].title.get(lang) for m in county.measures if m.reading == small]
    if not names:
        return []
    listed = ", ".join(name[:1].lower() + name[1:] for name in names)
    return _wrapped(f"{small.get(lang).rstrip('.')}: {listed}.", width, "  ")


def _told(name: str, told: list[tuple[County, Measure]], lang: str, width: int) -> list[str]:
    kind = KINDS[name]
    lines = [f"{kind.title.get(lang)} – {kind.graph.get(lang)}"]
    lines += _wrapped(kind.meaning.get(lang), width, "  ")
    careful = Text("Varsamt", "Careful").get(lang)
    lines += _wrapped(f"{careful}: {kind.caution.get(lang)}", width, "  ")
    said: dict[tuple[Text, Text], list[tuple[County, Measure]]] = {}
    for county, measure in told:
        said.setdefault((measure.reading, by_mode(measure)), []).append((county, measure))
    for (reading, modes), together in said.items():
        names = ", ".join(county.label.get(lang) for county, _ in together)
        lines += _wrapped(f"{names}: {reading.get(lang)}", width, "  * ")
        if any(_has_numbers(one) for _, m in together for one in m.modes.values()):
            lines += _wrapped(f"[{modes.get(lang)}]", width, "    ")
        told_n = [_n(county, measure, lang, width) for county, measure in together]
        lines += [line for i, told in enumerate(told_n) if told not in told_n[:i] for line in told]
    return lines


def _has_numbers(measure: Measure) -> bool:
    """Whether there is anything that another way to count groups could change."""
    return measure.value is not None or measure.low is not None or bool(measure.items)


def _n(county: County, measure: Measure, lang: str, width: int) -> list[str]:
    """What it was computed on, where that differs from what stands at the county."""
    return [] if measure.n == county.size else _wrapped(f"n: {measure.n.get(lang)}.", width, "    ")


def _sentence(text: str) -> str:
    return text if text.endswith(".") else text + "."


def _wrapped(text: str, width: int, before: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=before,
        subsequent_indent=" " * len(before),
        break_on_hyphens=False,
    )
