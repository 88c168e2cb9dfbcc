"""GAP-13: what has run out or soon does, and what points at it."""

from kgraph.english import at_date
from kgraph.findings.gaps.words import thing, upper
from kgraph.findings.making import draft, finished
from kgraph.findings.material import Material, Row
from kgraph.findings.value import Finding
from kgraph.wording import Text

_TIME = {
    "ended": Text("{item} löpte ut {ended}; ingen efterföljare är känd.",
                  "{item} expired {at}; no successor is known."),
    "ends-soon": Text("{item} löper ut {ended}; ingen efterföljare är känd.",
                      "{item} expires {at}; no successor is known."),
    "gap-between": Text("{item} slutade {ended}, innan {other} började gälla.",
                        "{item} ended {at}, before {other} took effect."),
    "refers-to-ended": Text("{item} bygger på {other}, som gällde till {ended}.",
                            "{item} builds on {other}, which was in force until {ended}."),
    "refers-to-replaced": Text("{item} bygger på {other}, som har ersatts.",
                               "{item} builds on {other}, which has been replaced."),
}  # fmt: skip


def gap_13(material: Material) -> list[Finding]:
    """What has run out or soon does, and what points at it."""
    drafts, rows = [], material.rows("expired-and-stale")
    ended = {row["item"] for row in rows if row["kind"] == "ended"}
    for row in rows:
        known = material.document(row["item"])
        is_document = row["item"] in material.documents
        if is_document and row["other"] in ended and not known.loaded and not known.through:
            continue
        status, reason = _how_sure(material, row)
        drafts.append(draft("expired-and-stale", row, [row["item"], row["other"]],
                            _timed(material, row), aspect=row["kind"], status=status,
                            reason=reason, document=row["item"] if is_document else ""
                            ))  # fmt: skip
    return finished(material, "gap-13", drafts)


def _how_sure(material: Material, row: Row) -> tuple[str, str]:
    """Status and reason: a reference is stated; that nothing follows it is silence, if read."""
    if row["item"] in material.documents and not material.document(row["item"]).loaded:
        return "unknown", "older-source" if row["kind"] == "ended" else "cited-not-loaded"
    return "silent" if row["kind"] in ("ended", "ends-soon") else "confirmed", ""


def _timed(material: Material, row: Row) -> Text:
    ended = material.told_date(row["ended"], (row["item"], row["other"]))
    sentence = _TIME[row["kind"]].format(
        item=_dated(material, row["item"]),
        other=material.within(row["other"]) if row["other"] else "",
        ended=ended,
        at=at_date(ended),
    )
    if not row["kind"].startswith("refers") or row["item"] in material.documents:
        return sentence
    return Text(
        f"{sentence.sv[:-1]}; om det som gäller nu säger detsamma är inte prövat.",
        f"{sentence.en[:-1]}; whether what is in force now says the same was not checked.",
    )


def _dated(material: Material, item: str) -> Text:
    """A thing with an end, with the word for it where its name alone would not read."""
    kind = {"assignment": "Mandate", "forum": "Forum"}.get(item.split("/")[-2], "")
    return upper(thing(material, item, kind)) if kind else material.name(item)
