"""The path search finds what networkx finds, the cheapest first, within what was allowed."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compactx.corpus.source import packaged
from compactx.graph.networkx_graph import to_networkx
from compactx.graph.paths import PathFinder, Wanted
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.index.ways import Kind, Ways

NODES = st.integers(1, 8)
FAMILIES = ("citation", "structure")
EDGES = st.lists(
    st.tuples(
        NODES,
        NODES,
        st.sampled_from(["r", "s"]),
        st.sampled_from(FAMILIES),
        st.sampled_from(["text", "editorial"]),
        st.integers(1, 9),
    ),
    max_size=20,
)
WANTED = st.builds(
    Wanted,
    relations=st.sampled_from([(), ("r",), ("s",)]),
    avoid=st.frozensets(NODES, max_size=2),
    directed=st.booleans(),
    editorial=st.booleans(),
    max_hops=st.sampled_from([1, 2, 3, 12]),
)


class Edges:
    """A reader of hops over a list of edges; some nodes are hubs, with stretches of two hops."""

    def __init__(self, edges, hubs=()):
        self.hubs = set(hubs)
        self.rows = [(at, *edge) for at, edge in enumerate(edges)]
        names = sorted({(relation, family, basis) for _, _, _, relation, family, basis, _ in self.rows})
        self.numbers = {name: n for n, name in enumerate(names, 1)}

    def kinds(self):
        return {n * 2 + way: Kind(*name, bool(way)) for name, n in self.numbers.items() for way in (0, 1)}

    def ways(self, node):
        found = []
        for at, src, dst, relation, family, basis, cost in self.rows:
            number = self.numbers[relation, family, basis] * 2
            if src != dst:
                found += [(cost, number + 1, dst, at)] * (src == node) + [(cost, number, src, at)] * (dst == node)
        return sorted(found)

    def around(self, node):
        ways = self.ways(node)
        if node not in self.hubs or len(ways) < 2:
            return 0, 0, ways
        return (len(ways) + 1) // 2, ways[0][0], [way for way in ways if way[2] in self.hubs]

    def stretch(self, node, at):
        return self.ways(node)[2 * at - 2 : 2 * at]


def oracle(edges, wanted):
    """Return the same graph for networkx: one edge a pair and direction, the cheapest."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(1, 9))
    for src, dst, relation, family, basis, cost in edges:
        if basis == "editorial" and not wanted.editorial:
            continue
        if wanted.relations and family != "structure" and relation not in wanted.relations:
            continue
        ends = [(src, dst)] if wanted.directed and family != "structure" else [(src, dst), (dst, src)]
        for near, far in ends:
            if near != far and not wanted.avoid.intersection((near, far)):
                held = graph.edges.get((near, far), {"cost": cost})["cost"]
                graph.add_edge(near, far, cost=min(cost, held))
    return graph


def cost(graph, nodes):
    return sum(graph.edges[pair]["cost"] for pair in pairwise(nodes))


@settings(max_examples=400, deadline=None)
@given(edges=EDGES, wanted=WANTED, start=NODES, end=NODES, count=st.integers(1, 6))
def test_the_cheapest_paths_are_those_of_networkx(edges, wanted, start, end, count):
    found = PathFinder(Edges(edges), wanted).best(start, end, count)
    graph = oracle(edges, wanted)
    every = [] if start == end else list(nx.all_simple_paths(graph, start, end, cutoff=wanted.max_hops))
    expected = sorted(cost(graph, nodes) for nodes in every)[:count]
    assert [route.cost for route in found] == expected
    assert len({route.nodes for route in found}) == len(found)
    for route in found:
        assert list(route.nodes) in every
        assert route.cost == cost(graph, route.nodes)


@settings(max_examples=400, deadline=None)
@given(edges=EDGES, hubs=st.sets(NODES), wanted=WANTED, start=NODES, end=NODES)
def test_hubs_are_read_as_they_are_needed_and_lose_no_path(edges, hubs, wanted, start, end):
    plain, lazy = (PathFinder(Edges(edges, some), wanted).best(start, end, 3) for some in ((), hubs))
    assert [route.cost for route in lazy] == [route.cost for route in plain]


@settings(max_examples=200, deadline=None)
@given(edges=EDGES, wanted=WANTED, start=NODES, end=NODES)
def test_hops_follow_real_edges_in_the_direction_they_say(edges, wanted, start, end):
    for route in PathFinder(Edges(edges), wanted).best(start, end, 3):
        for (near, far), hop in zip(pairwise(route.nodes), route.hops, strict=True):
            src, dst, _, family, _, price = edges[hop.edge]
            assert (near, far) == ((src, dst) if hop.forward else (dst, src))
            assert (hop.to, hop.cost) == (far, price)
            assert hop.forward or not wanted.directed or family == "structure"


@settings(max_examples=200, deadline=None)
@given(edges=EDGES, stops=st.lists(NODES, min_size=3, max_size=4, unique=True))
def test_a_path_over_stops_visits_them_in_order_and_nothing_twice(edges, stops):
    wanted = Wanted(editorial=True)
    for route in PathFinder(Edges(edges), wanted).through(tuple(stops), 1):
        places = [route.nodes.index(stop) for stop in stops]
        assert places == sorted(places)
        assert (route.nodes[0], route.nodes[-1]) == (stops[0], stops[-1])
        assert len(set(route.nodes)) == len(route.nodes)


def test_the_best_path_of_few_hops_is_found_though_a_longer_one_is_cheaper():
    edges = [(1, 2, "r", "citation", "text", 9), (1, 3, "r", "citation", "text", 1), (3, 2, "r", "citation", "text", 1)]
    assert PathFinder(Edges(edges), Wanted()).best(1, 2, 1)[0].cost == 2
    (route,) = PathFinder(Edges(edges), Wanted(max_hops=1)).best(1, 2, 1)
    assert (route.nodes, route.cost) == ((1, 2), 9)


@pytest.fixture(scope="module")
def index():
    return Index(open_index((packaged(),)))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("gcm/objective-22", "ilo"),
        ("paris-agreement", "imrf"),
        ("gcm/26.b", "unodc"),
        ("icerd", "agenda2030/goal-10"),
        ("gcm/1", "gcm/54"),
    ],
)
def test_the_shipped_graph_agrees_with_networkx(index, start, end):
    multi = to_networkx(index)
    graph = nx.Graph()
    for near, far, data in multi.edges(data=True):
        held = graph.edges.get((near, far), {"cost": data["cost"]})["cost"]
        if near != far:
            graph.add_edge(near, far, cost=min(held, data["cost"]))
    (route,) = PathFinder(Ways(index.connection), Wanted()).best(index.by_id(start).n, index.by_id(end).n, 1)
    assert route.cost == nx.shortest_path_length(graph, start, end, weight="cost")
