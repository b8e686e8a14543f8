"""The path search finds what networkx finds, the cheapest first, within what was allowed."""

from __future__ import annotations

import functools
import random
import sqlite3
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compactx.corpus.source import packaged
from compactx.graph.networkx_graph import to_networkx
from compactx.graph.paths import HopFilter, PathFinder
from compactx.index.hops import HopReader, end_cost
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.index.writing import layout, ways

PLAIN = 3  # what every relation costs by itself
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
    HopFilter,
    relations=st.sampled_from([(), ("r",), ("s",)]),
    avoid=st.frozensets(NODES, max_size=2),
    directed=st.booleans(),
    editorial=st.booleans(),
    max_hops=st.sampled_from([1, 2, 3, 12]),
)


def reader(edges, parts=(), stretch=256):
    """Return the packed hops over edges; ``parts`` are provisions, and more hops than a stretch make a hub."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(layout.TABLES)
    last = max(8, 0, *(end for edge in edges for end in edge[:2]))
    rows = [(n, "1" * (n in parts)) for n in range(1, last + 1)]
    connection.executemany("INSERT INTO node (n, locator) VALUES (?, ?)", rows)
    names = sorted({edge[2:4] for edge in edges})
    ids = [relation if family == "citation" else f"{relation}-{family}" for relation, family in names]
    rows = [(n, ids[n - 1], "", "", family, PLAIN) for n, (_, family) in enumerate(names, 1)]
    connection.executemany("INSERT INTO relation VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.executemany(
        "INSERT INTO edge (n, src, dst, relation, basis, cost) VALUES (?, ?, ?, ?, ?, ?)",
        [(at, src, dst, names.index((relation, family)) + 1, basis, cost)
         for at, (src, dst, relation, family, basis, cost) in enumerate(edges)],
    )  # fmt: skip
    ways.write_hops(connection, stretch)
    return HopReader(connection)


def at_ends(edges, *ends):
    """Return the edges as a path between these ends pays for them: citing an end costs no more than its relation."""
    extra = {"text": 0, "editorial": 8}
    return [
        (
            src,
            dst,
            relation,
            family,
            basis,
            min(price, PLAIN + extra[basis]) if dst in ends and family == "citation" else price,
        )
        for src, dst, relation, family, basis, price in edges
    ]


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


def tried(few, many, **of):
    """Try what holds for graphs of a few kinds on a few examples every day, and on many with the long trials.

    In few edges of eight nodes there is hardly ever a way from one to another, so half as many graphs have many edges.
    Each trial returns how many paths it looked at: in most of these there has to be one.
    """

    def each(holds):
        @pytest.mark.parametrize("examples", [few, pytest.param(many, marks=pytest.mark.long)])
        @functools.wraps(holds, assigned=("__module__", "__name__", "__qualname__"), updated=())
        def test(examples):
            drawn = []
            settings(max_examples=examples)(given(**of)(lambda **one: drawn.append(holds(**one))))()
            dense = [crowded(random.Random(seed)) for seed in range(examples // 2)]  # noqa: S311 - repeatable
            looked_at = [holds(**{name: one[name] for name in of}) for one in dense]
            assert sum(map(bool, looked_at)) > len(dense) / 2

        del test.__wrapped__  # what pytest would take the arguments of
        return test

    return each


def crowded(chance):
    """Return a graph with many edges, and what may be asked of it."""
    nodes = range(1, 9)
    edges = [
        (chance.choice(nodes), chance.choice(nodes), chance.choice("rs"), chance.choice(FAMILIES),
         chance.choice(["text", "text", "editorial"]), chance.randint(1, 9))
        for _ in range(24)
    ]  # fmt: skip
    start, end = chance.sample(nodes, 2)
    wishes = ({}, {"directed": True}, {"editorial": True}, {"relations": ("r",)}, {"max_hops": 2},
              {"avoid": frozenset(set(nodes) - {start, end} - set(chance.sample(nodes, 4)))})  # fmt: skip
    return {
        "edges": edges, "wanted": HopFilter(**chance.choice(wishes)), "start": start, "end": end,
        "count": chance.randint(1, 6), "stretch": chance.randint(1, 4), "parts": set(chance.sample(nodes, 3)),
        "stops": chance.sample(nodes, 3),
    }  # fmt: skip


def cost(graph, nodes):
    return sum(graph.edges[pair]["cost"] for pair in pairwise(nodes))


@tried(60, 400, edges=EDGES, wanted=WANTED, start=NODES, end=NODES, count=st.integers(1, 6))
def test_the_cheapest_paths_are_those_of_networkx(edges, wanted, start, end, count):
    found = PathFinder(reader(edges), wanted).best(start, end, count)
    graph = oracle(at_ends(edges, start, end), wanted)
    every = [] if start == end else list(nx.all_simple_paths(graph, start, end, cutoff=wanted.max_hops))
    expected = sorted(cost(graph, nodes) for nodes in every)[:count]
    assert [route.cost for route in found] == expected
    assert len({route.nodes for route in found}) == len(found)
    for route in found:
        assert list(route.nodes) in every
        assert route.cost == cost(graph, route.nodes)
    return len(found)


@tried(60, 400, edges=EDGES, stretch=st.integers(1, 4), parts=st.sets(NODES), wanted=WANTED, start=NODES, end=NODES)
def test_what_is_put_off_at_hubs_and_leaves_loses_no_path(edges, stretch, parts, wanted, start, end):
    plain = PathFinder(reader(edges), wanted).best(start, end, 3)
    lazy = PathFinder(reader(edges, parts, stretch), wanted).best(start, end, 3)
    assert [route.cost for route in lazy] == [route.cost for route in plain]
    return len(plain)


@tried(30, 200, edges=EDGES, wanted=WANTED, start=NODES, end=NODES)
def test_hops_follow_real_edges_in_the_direction_they_say(edges, wanted, start, end):
    found = PathFinder(reader(edges), wanted).best(start, end, 3)
    for route in found:
        for (near, far), hop in zip(pairwise(route.nodes), route.hops, strict=True):
            src, dst, _, family, _, price = at_ends(edges, start, end)[hop.edge]
            assert (near, far) == ((src, dst) if hop.forward else (dst, src))
            assert (hop.to, hop.cost) == (far, price)
            assert hop.forward or not wanted.directed or family == "structure"
    return len(found)


@tried(30, 200, edges=EDGES, stops=st.lists(NODES, min_size=3, max_size=4, unique=True))
def test_a_path_over_stops_visits_them_in_order_and_nothing_twice(edges, stops):
    wanted = HopFilter(editorial=True)
    found = PathFinder(reader(edges), wanted).through(tuple(stops), 1)
    for route in found:
        places = [route.nodes.index(stop) for stop in stops]
        assert places == sorted(places)
        assert (route.nodes[0], route.nodes[-1]) == (stops[0], stops[-1])
        assert len(set(route.nodes)) == len(route.nodes)
    return len(found)


@pytest.mark.parametrize("seed", range(6))
def test_a_library_of_documents_and_clauses_agrees_with_networkx(seed):
    chance = random.Random(seed)  # noqa: S311 - repeatable
    things, documents = range(1, 7), range(7, 17)
    clauses = {100 + number: documents[number % 10] for number in range(120)}
    edges = [(clause, above, "part-of", "structure", "text", 9) for clause, above in clauses.items()]
    for clause, above in clauses.items():
        thing = chance.choices(things, weights=[32, 16, 8, 4, 2, 1])[0]
        near = min(16, max(7, above + chance.randint(-2, 2)))
        edges += [(clause, thing, "r", "citation", "text", 60 // thing), (clause, near, "r", "citation", "text", 24)]
    edges += [(3, 5, "r", "citation", "text", 7), (chance.choice(documents), 4, "r", "citation", "text", 11)]
    finder = PathFinder(reader(edges, clauses, 16), HopFilter(max_hops=100))
    places = sorted({place for edge in edges for place in edge[:2]})
    for start, end in [chance.sample(places, 2) for _ in range(60)]:
        graph = nx.Graph()
        for src, dst, *_, price in at_ends(edges, start, end):
            if src != dst and price < graph.edges.get((src, dst), {"cost": 1000})["cost"]:
                graph.add_edge(src, dst, cost=price)
        (route,) = finder.best(start, end, 1)
        assert route.cost == nx.shortest_path_length(graph, start, end, weight="cost")
        assert route.cost == sum(graph.edges[pair]["cost"] for pair in pairwise(route.nodes))


def test_the_best_path_of_few_hops_is_found_though_a_longer_one_is_cheaper():
    edges = [(1, 2, "r", "citation", "text", 9), (1, 3, "r", "citation", "text", 1), (3, 2, "r", "citation", "text", 1)]
    assert PathFinder(reader(edges), HopFilter()).best(1, 2, 1)[0].cost == 2
    (route,) = PathFinder(reader(edges), HopFilter(max_hops=1)).best(1, 2, 1)
    assert (route.nodes, route.cost) == ((1, 2), PLAIN)


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
    relations = dict(index.connection.execute("SELECT id, cost FROM relation"))
    for near, far, data in multi.edges(data=True):
        price = data["cost"]
        if far in {start, end}:
            price = end_cost(price, relations[data["relation"]], data["family"], data["basis"])
        held = graph.edges.get((near, far), {"cost": price})["cost"]
        if near != far:
            graph.add_edge(near, far, cost=min(held, price))
    (route,) = PathFinder(HopReader(index.connection), HopFilter()).best(index.by_id(start).n, index.by_id(end).n, 1)
    assert route.cost == nx.shortest_path_length(graph, start, end, weight="cost")
