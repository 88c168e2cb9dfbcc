"""Networks: from the links a query lists to nodes, edges, places and files."""

import csv
import dataclasses
import io
import itertools
import json
import math
import re
from datetime import date
from pathlib import Path

import pytest

from kgraph.errors import InputError, UsageError
from kgraph.network import FORMS, KINDS, Edge, Network, Node, build, catalogue, to_csv
from kgraph.network.facts import read_facts
from kgraph.network.kinds import kind_of
from kgraph.network.placing import LAYOUTS, place
from kgraph.project import Project
from kgraph.store import Store, View, open_store
from kgraph.terms import ID, KS, ORG, RDF, VOCAB, Iri
from kgraph.wording import Text
from tests.helpers import HOSTILE, ROOT, SOURCES, TINY, project, quoted, run_python

DATE = "2025-06-01"
VIEW = View(as_of=date.fromisoformat(DATE))
PAGES = ("#ffffff", "#f4f6f8", "#171c22", "#14181d")


def opened(folder: Path, more: str = "") -> tuple[Project, Store]:
    """The small plan with more in its file."""
    data = {"sources.ttl": SOURCES, "sources/liten-plan-2026-01-01.trig": TINY + more}
    made = project(folder, data)
    return made, open_store(made)


def passage(lines: str, content: str) -> str:
    """A passage of the small plan with something of the test's own."""
    return (
        f"g:{lines} {{ {content} }}\n"
        f"g:meta {{ g:{lines} a ks:AssertionGraph ; "
        "prov:wasDerivedFrom source:liten-plan-2026-01-01 ; "
        f'ks:lineRange "{lines}" ; ks:section "Plan"@sv ; ks:searchFor "ord {lines}" ; '
        'ks:summary "Egna ord."@sv ; ks:reviewStatus review-status:reviewed . }\n'
    )


def network(folder: Path, name: str, more: str = "", **values: str) -> Network:
    """A network of the small plan."""
    made, store = opened(folder, more)
    return build(made, store, name, values, VIEW)


def node(name: str, kind: str = "actor", label: str = "", **more: object) -> Node:
    """A node that needs no store."""
    return Node(name, Text(label or name, label or name), kind, **more)  # type: ignore[arg-type]


def edges(*pairs: tuple[str, str]) -> list[Edge]:
    """Edges between nodes, in order."""
    return [Edge(f"e{i}", a, b, "länk") for i, (a, b) in enumerate(pairs, 1)]


def bare(nodes: list[Node], links: list[Edge]) -> Network:
    """A network that needs no store."""
    text = Text("Prov", "Trial")
    return Network("prov", text, text, tuple(nodes), tuple(links), (), {}, VIEW)


# -- what is in it ---------------------------------------------------------------------------


def test_a_membership_becomes_an_edge_with_role_mode_and_passage(tmp_path: Path) -> None:
    """The edge carries what the membership says and the place that says so."""
    made = network(tmp_path, "actor-forum")

    (edge,) = made.edges
    assert (edge.source, edge.target) == (ID("actor/a"), ID("forum/f"))
    assert edge.relation == ORG("memberOf")
    assert edge.role == VOCAB("role/ledamot")
    assert edge.mode == VOCAB("mode/actual")
    assert [p.words.sv for p in made.passages if p.id in edge.evidence] == ["Planen, rad 5–6"]


def test_a_wished_for_membership_is_no_edge_unless_the_view_counts_it(tmp_path: Path) -> None:
    """The view decides which modes are real."""
    made, store = opened(tmp_path)
    wider = dataclasses.replace(VIEW, modes=("actual", "target"))

    usual = build(made, store, "actor-forum", {}, VIEW)
    wide = build(made, store, "actor-forum", {}, wider)

    assert [e.source for e in usual.edges] == [ID("actor/a")]
    assert [e.source for e in wide.edges] == [ID("actor/a"), ID("actor/b")]


def test_nodes_know_kind_county_level_responsibility_and_whole(tmp_path: Path) -> None:
    """What a thing does not say itself it has from its strategy; a county from a place in it."""
    more = passage(
        "1-2",
        "strategy:liten a ks:Strategy ; ks:governanceLevel level:regional ; "
        "dct:spatial territory:ort ; dct:subject theme:validering ."
        "territory:ort a ks:Territory ; ks:territoryType territory-type:kommun ; "
        'dct:isPartOf territory:x-lan ; skos:prefLabel "Orten"@sv .'
        "territory:x-lan a ks:Territory ; ks:territoryType territory-type:lan ; "
        'skos:prefLabel "X län"@sv .',
    )

    made = network(tmp_path, "actor-element", more)

    measure = next(n for n in made.nodes if n.id == ID("element/i1"))
    assert measure.kind == "measure"
    assert measure.county == (ID("territory/x-lan"),)
    assert measure.level == VOCAB("level/regional")
    assert measure.responsibility == VOCAB("responsibility-level/utpekad")
    assert measure.whole == ID("strategy/liten")
    assert made.word(ID("territory/x-lan")).sv == "X län"


def test_a_goal_that_nobody_is_tied_to_is_a_node_without_edges(tmp_path: Path) -> None:
    """What the documents leave open is drawn too."""
    made = network(tmp_path, "actor-element")

    goal = next(n for n in made.nodes if n.id == ID("element/mal"))
    assert goal.responsibility == VOCAB("responsibility-level/namns-inte")
    assert all(goal.id not in (e.source, e.target) for e in made.edges)


def test_two_relations_between_the_same_things_are_two_edges(tmp_path: Path) -> None:
    """Nothing is folded together: one who is a member in two roles has two edges."""
    more = passage(
        "5-5",
        "membership:f--a-2 a org:Membership ; org:organization forum:f ; org:member actor:a ; "
        "org:role role:sammankallande ; ks:assertionMode mode:actual .",
    )

    made = network(tmp_path, "actor-forum", more)

    assert [(e.source, e.target) for e in made.edges] == [(ID("actor/a"), ID("forum/f"))] * 2
    assert made.to_networkx().number_of_edges(ID("actor/a"), ID("forum/f")) == 2


def test_a_link_stated_twice_is_one_edge_with_both_passages(tmp_path: Path) -> None:
    """The same link in two passages, or in two rows of a query, is still one link."""
    more = passage("5-5", "membership:f--a a org:Membership .")

    made = network(tmp_path, "actor-forum", more)

    (edge,) = made.edges
    assert len(edge.evidence) == 2


def test_everything_around_an_actor_has_that_actor_in_focus(tmp_path: Path) -> None:
    """The thing asked about is marked, and named in the words of the parameter."""
    made = network(tmp_path, "around-actor", actor="a")

    assert made.focus == ID("actor/a")
    assert [(name.sv, value.sv) for name, value in made.about] == [("Aktör", "Åmåls kommun")]


# -- what can go wrong -----------------------------------------------------------------------


def test_facts_that_are_known_already_give_the_same_network(store: Store) -> None:
    """What is read once for all networks is what each would have read."""
    rows = store.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o }", VIEW).rows
    facts = read_facts(store, VIEW, {str(row[0]) for row in rows})
    for name in ("actor-forum", "document-chain"):
        plain = build(SHIPPED, store, name, {}, VIEW)
        assert build(SHIPPED, store, name, {}, VIEW, facts=facts) == plain


def test_an_unknown_name_is_answered_with_the_near_one(tmp_path: Path) -> None:
    """A misspelt network is a wrong request with a mend."""
    with pytest.raises(UsageError, match=r"actor-forun.*Menade du actor-forum"):
        network(tmp_path, "actor-forun")


def test_a_needed_parameter_that_is_missing_is_named(tmp_path: Path) -> None:
    """Everything around one actor makes no sense without the actor."""
    with pytest.raises(UsageError, match=r"actor.*behövs.*--actor"):
        network(tmp_path, "around-actor")


def test_a_query_that_gives_no_links_is_an_input_error(tmp_path: Path) -> None:
    """The message names the file and the column."""
    made, store = opened(tmp_path)
    file = made.queries / "networks" / "fel.rq"
    file.write_text(
        "# title-sv: Fel\n# title-en: Wrong\n# columns: a b\nSELECT ?a ?b WHERE { ?a a ?b }",
        encoding="utf-8",
    )

    with pytest.raises(InputError, match=r"queries/networks/fel\.rq.*relation"):
        build(made, store, "fel", {}, VIEW)


def test_an_unknown_layout_is_an_input_error() -> None:
    """The head of a network's query can only name layouts that exist."""
    with pytest.raises(InputError, match=r"cirkel.*springs"):
        place([], [], "cirkel")


# -- kinds -----------------------------------------------------------------------------------


def test_every_kind_has_a_shape_of_its_own() -> None:
    """Two kinds can be told apart without seeing colours."""
    assert len({kind.path for kind in KINDS.values()}) == len(KINDS)
    assert len({kind.shape.sv for kind in KINDS.values()}) == len(KINDS)


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        p / 12.92 if p <= 0.04045 else math.pow((p + 0.055) / 1.055, 2.4) for p in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", KINDS)
def test_every_colour_is_seen_on_a_light_and_on_a_dark_page(name: str) -> None:
    """At least 3:1, as WCAG 1.4.11 asks of graphics."""
    for page in PAGES:
        low, high = sorted((_light(KINDS[name].colour), _light(page)))
        assert (high + 0.05) / (low + 0.05) >= 3


def test_every_class_of_a_kind_is_in_the_ontology(root: Path) -> None:
    """A class that is renamed in the ontology must be renamed here."""
    terms = (root / "ontology" / "terms.ttl").read_text(encoding="utf-8")
    own = {c for kind in KINDS.values() for c in kind.classes if c.startswith(KS)}

    assert [c for c in own if not re.search(rf"^ks:{c.removeprefix(KS)}\s", terms, re.M)] == []


def test_the_most_specific_class_gives_the_kind() -> None:
    """A forum is also an organisation, and a strategy a document."""
    assert kind_of({ORG("Organization"), KS("Forum")}) == "forum"
    assert kind_of({KS("GoverningDocument"), KS("Strategy")}) == "strategy"
    assert kind_of({RDF("Thing")}) == "other"


# -- places ----------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_smallest_networks_have_places(layout: str) -> None:
    """No node, one node, a node linked to itself, two nodes."""
    one, other = node("a"), node("b", "forum")

    assert place([], [], layout).nodes == ()
    assert len(place([one], [], layout).nodes) == 1
    assert len(place([one], edges(("a", "a")), layout).nodes) == 1
    first, second = place([one, other], edges(("a", "b")), layout).nodes
    assert (first.x, first.y) != (second.x, second.y)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_two_things_stand_in_the_same_place(layout: str) -> None:
    """Hubs with leaves, a part of its own, and things without links."""
    nodes = [node(f"a{i}", label="Ett namn som är långt nog för två rader") for i in range(30)]
    nodes += [node(f"f{i}", "forum") for i in range(6)]
    links = edges(*[(f"a{i}", f"f{i % 4}") for i in range(24)], ("a1", "f2"), ("a24", "f5"))

    placed = place(sorted(nodes, key=lambda n: n.id), links, layout).nodes

    assert len({(n.x, n.y) for n in placed}) == len(nodes)


def test_springs_leave_room_for_every_name() -> None:
    """No name's box meets another's: 150 pixels wide, as high as its lines."""
    nodes = [node(f"n{i:02}", label="Regionalt nätverk för chefer") for i in range(40)]
    links = edges(*[("n00", f"n{i:02}") for i in range(1, 40)])

    placed = place(nodes, links, "springs").nodes

    near = [
        (a.id, b.id)
        for i, a in enumerate(placed)
        for b in placed[i + 1 :]
        if abs(a.x - b.x) < 150 and abs(a.y - b.y) < 60
    ]
    assert near == []


def test_layers_run_from_law_to_measure() -> None:
    """Each kind to the right of the one it rests on; a measure under a measure is set in."""
    kinds = ("law", "mandate", "strategy", "priority", "measure")
    nodes = [node(f"{kind}{i}", kind) for kind in kinds for i in range(3)]
    pairs = [(f"{b}{i}", f"{a}{i}") for a, b in itertools.pairwise(kinds) for i in (0, 1, 2)]

    placed = place(nodes, edges(*pairs, ("measure1", "measure0")), "layers")

    x = {n.id: n.x for n in placed.nodes}
    assert x["law0"] < x["mandate0"] < x["strategy0"] < x["priority0"] < x["measure0"]
    assert x["measure0"] < x["measure1"] < x["measure0"] + 100
    assert [c.text.sv for c in placed.captions] == [
        "Lagar",
        "Uppdrag",
        "Strategier",
        "Mål och prioriteringar",
        "Insatser",
    ]


def test_sides_put_what_has_several_links_to_the_left_and_the_rest_to_the_right() -> None:
    """Those who meet others in several forums are seen at once."""
    nodes = [node("en"), node("f1", "forum"), node("f2", "forum"), node("flera"), node("ingen")]

    placed = place(nodes, edges(("en", "f1"), ("flera", "f1"), ("flera", "f2")), "sides b").nodes

    x = {n.id: n.x for n in placed}
    assert x["flera"] < x["f1"] == x["f2"] < x["en"]
    assert {n.id: n.side for n in placed}["ingen"] == "right"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_six_hundred_things_have_places(layout: str) -> None:
    """Above 500 things networkx needs scipy."""
    nodes = [node(f"n{i:03}", "forum" if i < 30 else "actor") for i in range(600)]
    links = edges(*[(f"n{i:03}", f"n{i * 7 % 30:03}") for i in range(30, 600)])

    assert len(place(nodes, links, layout).nodes) == 600


SEEDED = """
import hashlib, sys
from datetime import date
from pathlib import Path
from kgraph.network import FORMS, build, catalogue, to_csv
from kgraph.project import Project
from kgraph.store import View, open_store
project = Project(Path(sys.argv[1]), "given")
store, view = open_store(project), View(as_of=date(2026, 11, 21))
for name in catalogue(project):
    values = {"actor": "region-kronoberg"} if name == "around-actor" else {}
    network = build(project, store, name, values, view)
    for form in FORMS:
        made = FORMS[form](network)
        made = made if isinstance(made, bytes) else made.encode()
        print(name, form, hashlib.sha256(made).hexdigest())
"""


def test_every_form_is_the_same_bytes_on_every_run_and_hash_seed(root: Path) -> None:
    """Places, numbers of edges and dates included."""
    first, second = (run_python(SEEDED, str(root), PYTHONHASHSEED=seed) for seed in ("1", "2"))

    assert first == second
    assert len(first.splitlines()) == len(FORMS) * len(catalogue(Project(root, "given")))


# -- the shipped networks --------------------------------------------------------------------

SHIPPED = Project(ROOT, "given")


@pytest.fixture(scope="module")
def store() -> Store:
    """The shipped data, read once."""
    return open_store(SHIPPED)


def shipped(name: str, store: Store) -> Network:
    """A network of the shipped data."""
    values = {"actor": "region-jonkopings-lan"} if name == "around-actor" else {}
    return build(SHIPPED, store, name, values, VIEW)


@pytest.mark.parametrize("name", catalogue(SHIPPED))
def test_every_network_of_the_catalogue_holds_together(name: str, store: Store) -> None:
    """Edges have their ends, codes and passages their words, things a kind; JSON says it all."""
    made = shipped(name, store)

    ids = {n.id for n in made.nodes}
    assert made.nodes
    assert made.edges
    assert {end for e in made.edges for end in (e.source, e.target)} <= ids
    assert [n.id for n in made.nodes if n.kind == "other"] == []
    assert all(made.word(c).sv != c for e in made.edges for c in (e.relation, e.mode, e.role) if c)
    value = json.loads(made.to_json())
    assert set(value["positions"]) == ids
    used = {iri for part in ("nodes", "edges") for item in value[part] for iri in item["evidence"]}
    assert used == set(value["evidence"])


@pytest.mark.parametrize("name", catalogue(SHIPPED))
def test_every_network_says_what_it_shows_in_both_languages(name: str) -> None:
    """Title, question and parameters; the head names a layout that exists."""
    query = catalogue(SHIPPED)[name]

    assert query.title.sv != query.title.en
    assert query.question.sv.endswith("?")
    assert query.question.en.endswith("?")
    assert query.head["layout"] in LAYOUTS


def test_a_link_that_no_passage_states_is_marked_as_our_reading(store: Store) -> None:
    """The source names the fund; that its council pays is our reading, and the region's is not."""
    made = shipped("funding", store)
    names = {node.id: node.label.sv for node in made.nodes}
    ours = {
        names[edge.source]: edge.ours
        for edge in made.edges
        if edge.relation.endswith("Contribution")
    }
    programme = [edge.ours for edge in made.edges if edge.relation == KS("fundingProgramme")]

    assert ours["Rådet för Europeiska socialfonden i Sverige"] and not ours["Region Kronoberg"]
    assert programme == [False]
    assert "vår läsning" in to_csv(made)[1]


# -- forms -----------------------------------------------------------------------------------


@pytest.fixture
def hostile(tmp_path: Path) -> Network:
    """A network whose every text tries to break out, with a character that XML cannot hold."""
    made, store = opened(tmp_path, passage("5-5", f"actor:a skos:prefLabel {quoted(HOSTILE)}@en ."))
    found = build(made, store, "actor-element", {}, VIEW, "en")
    bad = Text(HOSTILE + "\x0b\u2028", HOSTILE + "\x0b\u2028")
    nodes = tuple(dataclasses.replace(n, label=bad, summary=bad) for n in found.nodes)
    return dataclasses.replace(found, nodes=nodes, words=dict.fromkeys(found.words, bad))


def test_json_is_node_link_data(hostile: Network) -> None:
    """The JSON value is what networkx calls node-link data, and more."""
    import networkx as nx

    graph = nx.node_link_graph(json.loads(FORMS["json"](hostile)), edges="edges")

    assert graph.is_multigraph()
    assert graph.number_of_nodes() == len(hostile.nodes)
    assert [key for *_, key in graph.edges] == [e.id for e in hostile.edges]


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_xml_forms_can_be_read_back(form: str, hostile: Network) -> None:
    """The same nodes and edges, the labels whole but for what XML cannot hold."""
    import networkx as nx

    text = FORMS[form](hostile)
    assert isinstance(text, bytes)

    file = io.BytesIO(text)
    graph = nx.read_gexf(file) if form == "gexf" else nx.read_graphml(file)

    assert set(graph) == {n.id for n in hostile.nodes}
    assert graph.number_of_edges() == len(hostile.edges)
    label = graph.nodes[hostile.nodes[0].id]["label"]
    assert label == hostile.nodes[0].label.sv.replace("\x0b", "\ufffd")


def test_gexf_has_the_date_of_the_view_and_places(hostile: Network) -> None:
    """The day it was written would make other bytes every day."""
    text = FORMS["gexf"](hostile)
    assert isinstance(text, bytes)

    assert f'lastmodifieddate="{DATE}"'.encode() in text
    assert text.count(b"position") == len(hostile.nodes)


def test_csv_can_be_read_back(hostile: Network) -> None:
    """Two tables with codes, what they are called and where it stands."""
    nodes, links = (list(csv.DictReader(io.StringIO(text, newline=""))) for text in to_csv(hostile))

    assert [row["id"] for row in nodes] == [n.id for n in hostile.nodes]
    assert [row["label"] for row in nodes] == [n.label.en for n in hostile.nodes]
    assert [row["source"] for row in links] == [e.source for e in hostile.edges]
    assert FORMS["csv"](hostile) == to_csv(hostile)[1]


def test_a_graph_for_networkx_has_no_missing_values(hostile: Network) -> None:
    """Its writers cannot write None, lists or dates."""
    graph = hostile.to_networkx()

    values = [v for _, table in graph.nodes(data=True) for v in table.values()]
    values += [v for _, _, table in graph.edges(data=True) for v in table.values()]
    assert {type(v) for v in values} <= {str, int, float}


def test_frames_have_a_row_for_each_node_and_edge(hostile: Network) -> None:
    """Numbers are numbers."""
    pytest.importorskip("pandas")

    nodes, links = hostile.to_frame()

    assert len(nodes) == len(hostile.nodes)
    assert list(links["source"]) == [e.source for e in hostile.edges]
    assert str(nodes["x"].dtype) == "Int64"


def test_a_notebook_shows_escaped_text(hostile: Network) -> None:
    """Nothing from the data is markup."""
    shown = hostile._repr_html_()

    assert "<img" not in shown
    assert "&lt;img" in shown


def test_an_empty_network_has_every_form() -> None:
    """No node at all is a result and not an error."""
    for form in FORMS.values():
        assert form(bare([], []))


def test_a_weight_that_is_no_number_counts_as_one(tmp_path: Path) -> None:
    """Infinite or misspelt amounts never reach the JSON, where they would be no JSON."""
    made, store = opened(tmp_path)
    file = made.queries / "networks" / "tung.rq"
    head = "# title-sv: T\n# title-en: T\n# columns: a relation b weight\n"
    file.write_text(
        head
        + 'SELECT ?a ?relation ?b ("INF"^^<http://www.w3.org/2001/XMLSchema#double> AS ?weight)'
        " WHERE { ?a ?relation ?b ; a <https://w3id.org/kompsam/def#Measure> . FILTER(isIRI(?b)) }",
        encoding="utf-8",
    )

    found = build(made, store, "tung", {}, VIEW)

    assert {e.weight for e in found.edges} == {1.0}
    assert all(isinstance(e.relation, Iri) for e in found.edges)
