"""What stands around a network's picture: choices, key, and what the script needs to know."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kgraph.drawing import DASHES
from kgraph.network import CAUTION, KINDS, Node
from kgraph.terms import VOCAB, Iri
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.missing import none_yet
from kgraph.web.pages.network_made import AROUND, PATH, bundle, called, legend_of
from kgraph.web.pages.network_shown import Shown
from kgraph.web.pages.network_state import (
    FACETS,
    FITS,
    GROUNDS,
    NO_GROUNDS,
    NONE,
    WIDTHS,
    full,
    is_gap,
    last,
    short,
    values_of,
)
from kgraph.web.pages.network_words import COLOURS, LAYOUTS, SAID, T
from kgraph.web.pages.network_words import FACETS as FACET_WORDS
from kgraph.web.pages.visit import KEPT
from kgraph.wording import collation_key

_OFFERED = 1_500  # names that a field suggests


def _none_yet(shown: Shown) -> dict[str, str]:
    """Where only what is reviewed counts, that is why nothing is there."""
    why = none_yet(shown.visit.view)
    return {"nothing": f"{shown.say(why)}."} if why else {}


def values(shown: Shown) -> dict[str, Any]:
    """What the page's template needs beside what every page has."""
    visit, state = shown.visit, shown.state
    drawing = "" if bundle("drawing.js") is None else visit.asset("drawing.js")
    return {
        "n": {key: shown.say(text) for key, text in T.items()} | _none_yet(shown),
        "state": state,
        "drawing": drawing,
        "source": _source(shown),
        "words": json.dumps({k: shown.say(t) for k, t in SAID.items()}, ensure_ascii=False),
        "roots": json.dumps(_roots(shown)),
        "picture": visit.as_form("svg"),
        "fitted": {name: visit.as_form("svg", **{FITS: name}) for name in WIDTHS if name}
                  if state.layout == "fritt" else {},
        "alt": shown.say(shown.told(T["still"])),
        "spoken": shown.say(shown.told(T["stage"])),
        "size": _size(shown),
        "caution": shown.say(CAUTION),
        "choices": _parameters(shown),
        "facets": [_facet(shown, name) for name in FACETS],
        "colours": [(k, shown.say(t), k == state.colour) for k, t in COLOURS.items()],
        "layouts": [(k, shown.say(t), k == state.layout) for k, t in LAYOUTS.items()],
        "steps": [(str(n), n == state.steps) for n in (1, 2, 3)] if not shown.query else [],
        "legend": [
            (path, colour, words) for path, colour, words in
            legend_of(shown.made, state, shown.lang)
        ],
        "lines": _lines(shown),
        "has_ours": any(edge.ours for edge in shown.network.edges),
        "has_things": bool(shown.network.nodes),
        "has_gaps": any(is_gap(node) for node in shown.network.nodes),
        "names": _offered(shown),
        "ends": [_end(shown, iri) for iri in (state.begin, state.end)],
        "carried": [(k, visit.given[k]) for k in ("oppna", "vald", "sak") if k in visit.given],
        "start": visit.url(f"{PATH}/{shown.network.name}", **dict(shown.values), **(
            {"sak": short(state.thing)} if state.thing else {})),
        "index": visit.url(PATH),
    }  # fmt: skip


def _lines(shown: Shown) -> list[tuple[str, str]]:
    """The key to the lines; none when all of them are whole."""
    modes = {edge.mode for edge in shown.network.edges if edge.mode}
    known = sorted((shown.word(mode), DASHES.get(last(mode), ())) for mode in modes)
    listed = [(" ".join(map(str, dash)), words) for words, dash in known]
    return listed if any(dash for dash, _ in listed) else []


def _size(shown: Shown) -> str:
    size, whole = shown.part().size, shown.network.size
    told = [
        shown.say(size[key]) if len(here) == len(every)
        else shown.visit.word(f"{len(here)} av {shown.say(whole[key])}",
                             f"{len(here)} of {shown.say(whole[key])}")
        for key, here, every in (("nodes", shown.nodes, shown.network.nodes),
                                 ("edges", shown.edges, shown.network.edges))
    ]  # fmt: skip
    return ", ".join(told)


def _source(shown: Shown) -> str:
    """The address of the whole network as data: what the picture is drawn from.

    The passages of a thing are asked for when somebody chooses it.
    """
    kept = {k: v for k, v in shown.visit.given.items()
            if k in (*KEPT, *shown.values, "alla", "oppna", "ordning", "sak", "steg")}  # fmt: skip
    return shown.visit.url(f"{PATH}/{shown.network.name}.json", **kept, **{GROUNDS: NO_GROUNDS})


def _roots(shown: Shown) -> dict[str, str]:
    """How the script makes addresses: of things' pages, of passages, of other networks."""
    marker = path_of(str(VOCAB("x")))
    page = shown.visit.url(marker).partition("vocab/x.html")
    return {
        "base": str(VOCAB("")).removesuffix("vocab/"), "before": page[0],
        "after": ".html" + page[2],
        "around": shown.visit.url(f"{PATH}/{AROUND}", sak="SAK"),
    }  # fmt: skip


def _parameters(shown: Shown) -> list[dict[str, Any]]:
    """A choice for each parameter of the network's query."""
    if shown.query is None:
        return []
    made = []
    for parameter in shown.query.parameters:
        now = shown.values.get(parameter.name, "")
        listed = _possible(shown, parameter.of)
        if now and now not in {value for value, _ in listed}:
            listed.append((now, called(shown.shelf, full(now), shown.lang)))
        choices = [] if parameter.required else [("", shown.visit.word("alla", "all"), not now)]
        choices += [(value, name, value == now) for value, name in listed]
        made.append({"name": parameter.name, "label": shown.say(parameter.label),
                     "choices": choices})  # fmt: skip
    return made


def _possible(shown: Shown, kind: str) -> list[tuple[str, str]]:
    """The things of a kind that a parameter can be, by the last part of their IRI."""
    shelf, view = shown.shelf, shown.visit.view
    kinds = {"Strategy": {"strategy"}, "Actor": {"actor", "unit", "group"}}.get(kind)
    fact = {"County": "county", "Theme": "theme"}.get(kind, "")
    if kinds is not None:
        found = {iri for iri, is_a in shelf.kinds(view).items() if is_a in kinds}
    else:
        found = {iri for known in shelf.facts(view).of.values() for iri in known.get(fact, ())}
    names = shown.shelf.store.labels([Iri(iri) for iri in sorted(found)], shown.lang)
    listed = [(last(iri), names[iri]) for iri in found]
    return sorted(listed, key=lambda pair: (collation_key(pair[1]), pair[0]))


def _facet(shown: Shown, name: str) -> dict[str, Any]:
    """A filter: its values with how many things or links have each."""
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {NONE: shown.say(FACET_WORDS[name][1])}
    for value, label in _valued(shown, name):
        counts[value] += 1
        labels.setdefault(value, label)
    wanted = shown.state.shows.get(name, frozenset())
    order = sorted(counts, key=lambda v: (v == NONE, collation_key(labels[v])))
    return {
        "name": name, "label": shown.say(FACET_WORDS[name][0]),
        "open": bool(wanted) or name == "slag", "chosen": len(wanted),
        "choices": [
            {"value": v, "label": labels[v], "count": counts[v], "on": v in wanted,
             "kind": KINDS[v] if name == "slag" else None} for v in order
        ],
    }  # fmt: skip


def _valued(shown: Shown, name: str) -> Iterable[tuple[str, str]]:
    if name == "lage":
        for edge in shown.network.edges:
            yield last(edge.mode), shown.word(edge.mode) or shown.say(FACET_WORDS[name][1])
        return
    codes: dict[str, Callable[[Node], Sequence[str]]] = {
        "lan": lambda n: n.county, "niva": lambda n: (n.level,), "tema": lambda n: n.themes,
    }  # fmt: skip
    for node in shown.network.nodes:
        named = (
            {node.kind: KINDS[node.kind].label.get(shown.lang)} if name == "slag"
            else {last(code): shown.word(code) for code in codes[name](node) if code}
        )  # fmt: skip
        for value in sorted(values_of(node, name)):
            yield value, named.get(value, shown.say(FACET_WORDS[name][1]))


def _offered(shown: Shown) -> list[str]:
    names = {node.label.get(shown.lang) for node in shown.network.nodes}
    return sorted(names, key=collation_key)[:_OFFERED]


def _end(shown: Shown, iri: str) -> str:
    return shown.by_id[iri].label.get(shown.lang) if iri in shown.by_id else ""
