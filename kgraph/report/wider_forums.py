"""Forums that are for a theme's documents, though none of them is said to have the theme itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.findings.material import parts
from kgraph.report.answers import our_reading
from kgraph.report.desk import Desk
from kgraph.report.value import Line, Words, line
from kgraph.wording import collation_key


@dataclass(frozen=True, slots=True)
class Wider:
    """Forums for something that a part with the theme belongs to.

    Parameters:
        what: what they are said to be for: the document, an area of it, or the part itself.
        whole: whether that is the document.
        ours: whether that they are for it is our reading.
    """

    what: str
    whole: bool
    ours: bool
    forums: tuple[str, ...]
    passages: tuple[str, ...]


def wider_forums(desk: Desk) -> list[Wider]:
    """The forums that a source says are for what the theme's goals and measures belong to."""
    strategies = set(desk.strategies)
    counted = {e for s in strategies for e in desk.material.counted.get(s, ())} & desk.bearing
    supports: dict[str, set[str]] = {}
    for row in desk.material.rows("forum-register"):
        supports.setdefault(row["forum"], set()).update(parts(row["supports"]))
    above = desk.material.relations.by("ks:parentElement+")
    found: dict[tuple[str, bool, bool], dict[str, set[str]]] = {}
    for row in desk.material.rows("forum-coverage"):
        if row["element"] not in counted or row["coverage"] != "stated":
            continue
        own = {row["element"], row["strategy"], *map(str, above.get(row["element"], ()))}
        for forum in parts(row["forum"]):
            if forum in desk.themed or not desk.of_place(forum):
                continue
            for what in sorted(own & supports.get(forum, set())):
                key = (what, what == row["strategy"], (forum, what) in desk.ours.links)
                found.setdefault(key, {}).setdefault(forum, set()).update(parts(row["evidence"]))
    return [
        Wider(*key, tuple(sorted(forums, key=lambda f: (collation_key(desk.told(f)), f))),
              tuple(sorted(set().union(*forums.values()))))
        for key, forums in sorted(found.items())
    ]  # fmt: skip


def wider_lines(desk: Desk) -> list[Line]:
    """Those forums in sentences: for which documents or areas, and not for the very theme."""
    together: dict[tuple[tuple[str, ...], bool, bool], list[Wider]] = {}
    for wider in wider_forums(desk):
        together.setdefault((wider.forums, wider.whole, wider.ours), []).append(wider)
    return [
        line(
            *desk.names(forums, 6),
            *_note(desk, [w.what for w in listed], whole=whole, stated=not ours),
            our_reading(desk) if ours else None,
            " ",
            desk.cites(p for w in listed for p in w.passages),
            ".",
        )
        for (forums, whole, ours), listed in together.items()
    ]


def _note(desk: Desk, whats: Sequence[str], *, whole: bool, stated: bool) -> list[Words]:
    begin = desk.word(" (för ", " (for ")
    if whole:
        begin = desk.word(" (för hela ", " (for the whole of ")
    said = desk.word(", säger källan", ", the source says") if stated else ""
    end = desk.word(f"{said}; inte för just temat)", f"{said}; not for this theme in particular)")
    return [Words(begin, quiet=True), *desk.names(whats, 4), Words(end, quiet=True)]
