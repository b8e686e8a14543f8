"""Edges read at once are the edges read one by one."""

from __future__ import annotations

import compactx


def test_preloaded_edges_are_the_edges_of_each_node() -> None:
    plain, loaded = compactx.open().index, compactx.open().index
    numbers = [node.n for node in plain.nodes()]
    loaded.preload_edges(numbers)  # more than one batch: an edge may come with its far end's batch
    for number in numbers:
        assert loaded.edges_from(number) == plain.edges_from(number)
        assert loaded.edges_to(number) == plain.edges_to(number)


def test_what_is_preloaded_cannot_be_changed_from_outside() -> None:
    index = compactx.open().index
    node = index.by_id("gcm")
    assert node
    index.preload_edges([node.n])
    held = len(index.edges_to(node.n))
    index.edges_to(node.n).clear()
    assert len(index.edges_to(node.n)) == held > 0


def test_edges_come_in_the_order_they_are_asked_for() -> None:
    index = compactx.open().index
    one, other, last = [row[0] for row in index.connection.execute("SELECT n FROM edge LIMIT 3")]
    assert [edge.n for edge in index.edges_at([last, one, other])] == [last, one, other]
