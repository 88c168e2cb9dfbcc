"""The rows for matrices and measures, cold, in processor time, beside the plain way to the numbers.

The peers read the merged graph, with all that is derived already in it, by the same engine, and
give the bare figures: no passages, no words, no status, no reading, no file for people. So the
ratio tells what these cost.
"""

import sys
from collections.abc import Iterator

from kgraph.generate import AS_OF
from tests.benchmarks.countries import country, merged
from tests.benchmarks.harness import KGRAPH, Measure, Peer, Row, cost

SIZES = {"10k": 3, "100k": 1}
DRAWS = 5

# Who answers for which measure, and how many do: one question, and its rows laid out.
PLAIN_MATRIX = """
import sys
from pyoxigraph import RdfFormat, Store
store = Store()
store.bulk_load(path=sys.argv[1], format=RdfFormat.N_TRIPLES)
cells, columns = {}, set()
for actor, element in store.query('''
  PREFIX ks: <https://w3id.org/kompsam/def#>
  SELECT ?actor ?e { ?e a ks:Measure . OPTIONAL { ?actor ks:responsibleFor ?e } }
'''):
    columns.add(element.value)
    if actor is not None:
        cells.setdefault(actor.value, set()).add(element.value)
alone = {e for e in columns if sum(e in row for row in cells.values()) == 0}
table = [[e in cells[a] for e in sorted(columns)] for a in sorted(cells)]
print(len(table), len(columns), len(alone))
"""

# By NetworkX, county by county: density, clustering, cut points, circles, and four rankings with
# as many draws at each of three losses. What NetworkX lacks, and groups counted anew, are left out.
PLAIN_MEASURES = """
import random, statistics, sys
import networkx as nx
from pyoxigraph import RdfFormat, Store
store = Store()
store.bulk_load(path=sys.argv[1], format=RdfFormat.N_TRIPLES)
counties = {}
for actor, forum, county in store.query('''
  PREFIX ks: <https://w3id.org/kompsam/def#>
  PREFIX org: <http://www.w3.org/ns/org#>
  PREFIX dct: <http://purl.org/dc/terms/>
  PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
  SELECT DISTINCT ?a ?f ?county { ?a org:memberOf ?f . ?f a ks:Forum ; dct:spatial ?place .
    ?place ks:within ?county . ?county ks:territoryType territory-type:lan }
'''):
    counties.setdefault(county.value, []).append((actor.value, forum.value))

def graphs(pairs):
    two = nx.Graph((("a", a), ("f", f)) for a, f in pairs)
    one = nx.bipartite.collaboration_weighted_projected_graph(two, [n for n in two if n[0] == "a"])
    nx.set_edge_attributes(one, {(a, b): 1 / w for a, b, w in one.edges(data="weight")}, "length")
    return two, one

def rankings(pairs):
    two, one = graphs(pairs)
    nx.betweenness_centrality(two)
    nx.betweenness_centrality(one, weight="length")
    nx.constraint(one, weight="weight")
    nx.effective_size(one)

for pairs in counties.values():
    two, one = graphs(pairs)
    nx.density(one); nx.average_clustering(one); list(nx.articulation_points(one))
    statistics.mean(d for _, d in two.degree())
    if one.number_of_edges():
        nx.community.louvain_communities(one, weight="weight", seed=1)
    rankings(pairs)
    for loss in (0.1, 0.2, 0.3):
        for draw in range(int(sys.argv[2])):
            rankings(random.Random(draw).sample(pairs, round(len(pairs) * (1 - loss))))
print(len(counties))
"""


def _ours(size: str, *words: str) -> Measure:
    """Processor seconds of a command over a country, from the file to the answer."""
    day = ("--as-of", AS_OF.isoformat(), "--format", "json", "--quiet")
    return lambda: cost(KGRAPH, *words, *day, "--project", str(country(size))).cpu


def _plain(size: str, code: str, *words: str) -> Measure:
    return lambda: cost(sys.executable, "-c", code, str(merged(size)), *words).cpu


def matrices() -> Iterator[Row]:
    """Who answers for which measure, in a whole country, beside one plain question laid out."""
    for size, runs in SIZES.items():
        yield Row(
            f"kgraph matrix actor measure, {size}",
            _ours(size, "matrix", "actor", "measure"),
            unit="s user",
            peer=Peer("one SPARQL question, laid out", _plain(size, PLAIN_MATRIX), runs),
            runs=runs,
        )


def measures() -> Iterator[Row]:
    """The measures of every county's forums, beside those that NetworkX has."""
    for size, runs in SIZES.items():
        yield Row(
            f"kgraph measures, {DRAWS} draws, {size}",
            _ours(size, "measures", "--draws", str(DRAWS)),
            unit="s user",
            peer=Peer("NetworkX, as many draws", _plain(size, PLAIN_MEASURES, str(DRAWS)), runs),
            runs=runs,
        )
