"""The forms that sources and their comparison with copies are shown in."""

import csv
import datetime
import io
import json
from collections.abc import Sequence
from dataclasses import asdict

from kgraph.sources import Source, Verdict
from kgraph.store import View
from kgraph.wording import Text, counted

MATCH_WORDS = {
    "same": Text("stämmer", "matches"),
    "moved": Text("flyttat i texten", "moved in the text"),
    "changed": Text("ändrat", "changed"),
    "missing": Text("ingen kopia i mappen", "no copy in the folder"),
    "unmarked": Text(
        "saknar kontrollsumma eller sökord, så inget går att säga",
        "has no checksum or search words, so nothing can be said",
    ),
}


def sources_form(found: Sequence[Source], view: View, form: str, lang: str) -> str:
    """The sources as text, JSON or CSV."""
    if form == "json":
        return _json({"view": view.to_dict(), "sources": [_value(s, view) for s in found]})
    if form == "csv":
        return _csv([_value(s, view) for s in found])
    loaded = [s for s in found if s.loaded]
    cited = [s for s in found if not s.loaded]
    lines = [Text(f"Lästa här ({len(loaded)})", f"Read here ({len(loaded)})").get(lang)]
    for source in loaded:
        lines += _loaded_lines(source, view, lang)
    heading = Text(
        f"Citerade men inte lästa ({len(cited)}): vad bara de kan säga går inte att veta här",
        f"Cited but not read ({len(cited)}): what only they can say cannot be known here",
    )
    lines += ["", heading.get(lang)]
    for source in cited:
        lines.append(f"  {source.title}")
        if source.cited_in:
            lines.append(f"      {source.cited_in[0]}")
    return "\n".join(lines) + "\n"


def _loaded_lines(source: Source, view: View, lang: str) -> list[str]:
    adopted = Text(f"beslutad {source.adopted}", f"approved {source.adopted}").get(lang)
    undated = Text("odaterad", "undated").get(lang)
    date = source.modified or (adopted if source.adopted else undated)
    age = _age(source, view, lang)
    passages = counted(
        source.passages, Text("textställe", "passage"), Text("textställen", "passages")
    )
    statements = counted(
        source.statements, Text("påstående", "statement"), Text("påståenden", "statements")
    )
    size = Text(
        f"{passages.sv}, {statements.sv}; {date}{age}; kopian mottagen {source.retrieved}",
        f"{passages.en}, {statements.en}; {date}{age}; copy received {source.retrieved}",
    ).get(lang)
    covers = ", ".join(source.covers) or Text("inget", "nothing").get(lang)
    coverage = Text("läst i sin helhet för: ", "read in full for: ").get(lang) + covers
    return [f"  {source.number}  {source.title}", f"       {size}", f"       {coverage}"]


def _age(source: Source, view: View, lang: str) -> str:
    years = age_in_years(source, view)
    if years is None:
        return ""
    return Text(f" ({years:.1f} år)".replace(".", ","), f" ({years:.1f} years)").get(lang)


def age_in_years(source: Source, view: View) -> float | None:
    """Years between the document's own or its work's date and the view's; None when undated.

    Of a work known to the month or the year, the first day counts.
    """
    dated = source.modified or source.adopted + "-01-01"[len(source.adopted) - 4 :]
    try:
        return (view.as_of - datetime.date.fromisoformat(dated)).days / 365.25
    except ValueError:
        return None


def _value(source: Source, view: View) -> dict[str, object]:
    age = age_in_years(source, view)
    return {**asdict(source), "age_years": None if age is None else round(age, 1)}


def verdicts_form(verdicts: Sequence[Verdict], form: str, lang: str) -> str:
    """The comparison with copies as text, JSON or CSV."""
    if form == "json":
        return _json({"passages": [asdict(v) for v in verdicts]})
    if form == "csv":
        return _csv([asdict(v) for v in verdicts])
    bad = [v for v in verdicts if v.match != "same" or not v.search_ok]
    good = len(verdicts) - len(bad)
    every = counted(
        len(verdicts),
        Text("textställe stämmer", "passage matches"),
        Text("textställen stämmer", "passages match"),
    )
    lines = [Text(f"{good} av {every.sv}.", f"{good} of {every.en}.").get(lang)]
    for verdict in bad:
        reason = MATCH_WORDS[verdict.match].get(lang)
        if not verdict.search_ok and verdict.match not in ("missing", "unmarked"):
            reason += Text(
                "; sökorden finns inte precis en gång",
                "; the search words do not occur exactly once",
            ).get(lang)
        lines.append(f"  {verdict.place}: {reason}")
    return "\n".join(lines) + "\n"


def _json(value: dict[str, object]) -> str:
    return json.dumps({"schema_version": 1, **value}, ensure_ascii=False, indent=1) + "\n"


def _csv(rows: Sequence[dict[str, object]]) -> str:
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(
                {k: "; ".join(map(str, v)) if isinstance(v, tuple) else v for k, v in row.items()}
            )
    return out.getvalue()
