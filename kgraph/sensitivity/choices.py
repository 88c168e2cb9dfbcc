"""The choices that are tried one by one: how a statement is counted, and what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgraph.errors import UsageError
from kgraph.queries import near_miss
from kgraph.store import Assumption, Store, View
from kgraph.terms import VOCAB, local_name
from kgraph.wording import Text, collation_key, pick

# Group of choices -> what it varies; the words people give with --choice.
GROUPS = {
    "modes": Text("vilka lägen som räknas", "which modes count"),
    "levels": Text("vad ansvar längre upp räknas som", "what answering further up counts as"),
    "groups": Text("vad som står i en grupps ställe", "what stands in a group's place"),
    "themes": Text("ett tema i taget utelämnat", "one theme at a time left out"),
    "sources": Text("en källa i taget utelämnad", "one source at a time left out"),
}
_USED_THEMES = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?theme WHERE { ?thing dct:subject ?theme . ?theme skos:inScheme <%s> }"""
_READ_SOURCES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?source ?name (LANG(?name) AS ?lang) WHERE {
  ?source a ks:SourceDocument ; ks:loaded true . OPTIONAL { ?source dct:alternative ?name } }"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: what is counted otherwise than in the base.

    Parameters:
        id: ``group:name``.
        group: one of ``GROUPS``.
        title: what is assumed, as a subordinate clause: "det önskade räknas".
        view: the base view with the choice made.
    """

    id: str
    group: str
    title: Text
    view: View

    @property
    def reading(self) -> bool:
        """Whether it is a way of reading what is there, and not something left out."""
        return self.group in ("modes", "levels", "groups")


def make_choices(store: Store, view: View, groups: Sequence[str] = ()) -> list[Choice]:
    """The choices of some groups, or of all, in a fixed order.

    Raises:
        UsageError: a group of choices that is not there.
    """
    for name in groups:
        if name not in GROUPS:
            listed = ", ".join(GROUPS)
            raise UsageError(
                Text(f"Okänt slag av val: {name}.", f"Unknown kind of choice: {name}."),
                "--choice",
                near_miss(name, GROUPS, Text(f"Välj bland: {listed}.", f"Choose from: {listed}.")),
            )
    every = [
        *_modes(view),
        *_levels(view),
        *_group_modes(view),
        *_themes(store, view),
        *_sources(store, view),
    ]
    return [choice for choice in every if not groups or choice.group in groups]


def _modes(view: View) -> list[Choice]:
    words = {
        "target": Text("det önskade räknas som verkligt", "what is wished for counts as real"),
        "planned": Text("det planerade räknas som verkligt", "what is planned counts as real"),
    }
    return [
        Choice(f"modes:{mode}", "modes", title, replace(view, modes=(*view.modes, mode)))
        for mode, title in words.items()
        if mode not in view.modes
    ]


def _levels(view: View) -> list[Choice]:
    told = (
        ("whole-named", Text("den som ansvarar för helheten räknas som utpekad för varje del",
                             "whoever answers for the whole counts as named for each part"),
         Assumption(whole="named")),
        ("whole-ignored", Text("ansvar för helheten inte räknas för delarna",
                               "answering for the whole does not count for the parts"),
         Assumption(whole="ignored")),
        ("area-ignored", Text("ansvar för fokusområdet inte räknas för delarna",
                              "answering for the focus area does not count for the parts"),
         Assumption(area="ignored")),
        ("named-alone", Text("bara den som är utpekad för just den delen räknas",
                             "only whoever is named for that very part counts"),
         Assumption(whole="ignored", area="ignored")),
    )  # fmt: skip
    return [
        Choice(f"levels:{name}", "levels", title, replace(view, assuming=assumed))
        for name, title, assumed in told
    ]


def _group_modes(view: View) -> list[Choice]:
    words = {
        "expand-listed": Text("listade medlemmar står i gruppens ställe",
                              "listed members stand in the group's place"),
        "expand-derived": Text("medlemmar efter slag och område står i gruppens ställe",
                               "members by kind and area stand in the group's place"),
    }  # fmt: skip
    return [
        Choice(f"groups:{mode}", "groups", title, replace(view, assuming=Assumption(groups=mode)))
        for mode, title in words.items()
    ]


def _themes(store: Store, view: View) -> list[Choice]:
    found = [str(row[0]) for row in store.select(_USED_THEMES % VOCAB("theme"), view).rows]
    labels = {lang: store.labels(found, lang) for lang in ("sv", "en")}
    return [
        Choice(
            f"themes:{local_name(iri)}",
            "themes",
            Text(f"temat {labels['sv'][iri]} utelämnas", f"theme {labels['en'][iri]} is left out"),
            replace(view, assuming=Assumption(without=(iri,))),
        )
        for iri in sorted(found, key=lambda iri: collation_key(labels["sv"][iri]))
    ]


def _sources(store: Store, view: View) -> list[Choice]:
    short: dict[str, dict[str, str]] = {}
    for iri, name, lang in store.select(_READ_SOURCES, view).rows:
        short.setdefault(str(iri), {}).update({str(lang or ""): str(name)} if name else {})
    sv, en = (store.labels(short, lang) for lang in ("sv", "en"))
    named = {
        iri: Text(pick(own, "sv") or sv[iri], pick(own, "en") or en[iri])
        for iri, own in short.items()
    }
    return [
        Choice(
            f"sources:{local_name(iri)}",
            "sources",
            Text("källan {name} utelämnas", "source {name} is left out").format(name=named[iri]),
            replace(view, assuming=Assumption(without=(iri,))),
        )
        for iri in sorted(named, key=lambda iri: collation_key(named[iri].sv))
    ]
