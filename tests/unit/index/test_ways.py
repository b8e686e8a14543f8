"""The packed hops around a node are its edges, the cheapest first; a hub's come in stretches."""

from __future__ import annotations

import sqlite3

import pytest

import compactx
from compactx.index.hops import HopKind, HopReader
from compactx.index.writing import layout, ways
from compactx.index.writing.ways import STRETCH


def test_ways_are_the_edges_that_touch_a_node() -> None:
    index = compactx.open().index
    reader = HopReader(index.connection)
    kinds = reader.kinds()
    for node in list(index.nodes())[::7]:
        stretches, _, found = reader.around(node.n)
        found = [way for at in range(stretches) for way in reader.stretch(node.n, at + 1)] or list(found)
        assert [way[0] for way in found] == sorted(way[0] for way in found)
        read = {(edge, to, cost, *_of(kinds[kind])) for cost, kind, _, to, edge in found}
        edges = [edge for edge in index.edges_of([node.n]) if edge.src != edge.dst]
        assert read == {
            (e.n, e.dst if e.src == node.n else e.src, e.cost, e.relation, e.family, e.basis, e.src == node.n)
            for e in edges
        }
        assert len(found) == len(edges)


def _of(kind: HopKind) -> tuple[str, str, str, bool]:
    return kind.relation, kind.family, kind.basis, kind.forward


@pytest.mark.parametrize("more", [0, 1, STRETCH, 2 * STRETCH + 3])
def test_a_hub_is_read_in_stretches_and_its_hops_to_hubs_at_once(more: int) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(layout.TABLES)
    connection.executemany("INSERT INTO node (n, locator) VALUES (?, '')", [(n,) for n in range(1, 800)])
    connection.execute("INSERT INTO relation VALUES (1, 'cites', 'cites', 'cited by', 'citation', 10)")
    count = STRETCH + more
    edges = [(10 + n, 1, 7 + n % 5) for n in range(count)] + [(10 + n, 2, 9) for n in range(count)] + [(1, 2, 50)]
    connection.executemany("INSERT INTO edge (src, dst, relation, basis, cost) VALUES (?, ?, 1, 'text', ?)", edges)
    ways.write_hops(connection)
    reader = HopReader(connection)
    stretches, cheapest, links = reader.around(1)
    assert stretches == -(-(count + 1) // STRETCH)
    assert [(cost, to) for cost, _, _, to, _ in links] == [(50, 2)]
    assert cheapest == 7
    found = [way for at in range(stretches) for way in reader.stretch(1, at + 1)]
    assert len(found) == count + 1
    assert [way[0] for way in found] == sorted(way[0] for way in found)
    assert {way[3] for way in found} == {2, *range(10, 10 + count)}
    stretches, _, few = reader.around(10)
    assert (stretches, sorted(way[3] for way in few)) == (0, [1, 2])


def test_what_has_no_edge_has_no_hops() -> None:
    assert HopReader(compactx.open().index.connection).around(10**6) == (0, 0, ())


def test_going_on_from_a_leaf_costs_at_least_what_its_cheapest_other_hop_does() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(layout.TABLES)
    connection.executemany("INSERT INTO node (n, locator) VALUES (?, ?)", [(1, ""), (2, ""), (3, "1"), (4, "2")])
    connection.execute("INSERT INTO relation VALUES (1, 'cites', 'cites', 'cited by', 'citation', 10)")
    edges = [(3, 1, 9), (3, 1, 8), (3, 2, 20), (4, 1, 9)]
    connection.executemany("INSERT INTO edge (src, dst, relation, basis, cost) VALUES (?, ?, 1, 'text', ?)", edges)
    ways.write_hops(connection)
    reader = HopReader(connection)
    assert {(cost, to): onward for cost, _, onward, to, _ in reader.around(1)[2]} == {
        (8, 3): 20,
        (9, 3): 20,
        (9, 4): 255,
    }
    assert [(to, onward) for _, _, onward, to, _ in reader.around(2)[2]] == [(3, 8)]
    assert {onward for _, _, onward, _, _ in reader.around(3)[2]} == {0}
