"""Stretches of long lists are those of the whole list, by whichever way they are read."""

from __future__ import annotations

import pytest

from compactx.index import window
from compactx.model.kinds import INSTRUMENT_KINDS


@pytest.mark.parametrize("many", [0, 5_000])
def test_a_stretch_of_a_kind_is_cut_from_all_of_it(library, monkeypatch, many):
    monkeypatch.setattr(window, "_MANY", many)
    for kind in ("paragraph", "resolution", "objective", "treaty"):
        every = library.of_kind([kind])
        assert window.of_kind(library, kind, 0, 7) == every[:7]
        assert window.of_kind(library, kind, 5, 10) == every[5:15]
        assert window.kind_count(library, kind) == len(every)
    assert window.of_kind(library, "nothing", 0, 5) == []
    assert window.kind_count(library, "nothing") == 0


def test_instruments_with_parts_come_in_corpus_order(library):
    above = {node.parent for node in library.nodes()}
    wanted = [node for node in library.of_kind(INSTRUMENT_KINDS) if node.n in above]
    assert window.with_parts(library, INSTRUMENT_KINDS, 999) == wanted
    assert window.with_parts(library, INSTRUMENT_KINDS, 3) == wanted[:3]


def test_follow_up_relations_are_those_of_all_edges(library):
    for name in ("imrf", "gcm", "hlpf", "agenda2030"):
        node = library.by_id(name)
        every = [edge for edge in library.edges_to(node.n) if edge.family == "follow-up"]
        assert window.follow_up_to(library, node.n, 999) == every
        assert window.follow_up_to(library, node.n, 2) == every[:2]


def test_whether_there_are_more_is_told_without_counting_all(library):
    node = library.by_id("gcm")
    count = len(library.edges_to(node.n))
    assert window.has_more_than(library, node.n, count - 1)
    assert not window.has_more_than(library, node.n, count)


def test_what_is_said_of_a_thing_beside_citations_is_that_of_all_edges(library):
    found = {node.n: window.statements_to(library, node.n) for node in library.nodes()}
    assert sum(map(len, found.values())) > 100
    for number, edges in found.items():
        assert edges == [edge for edge in library.edges_to(number) if edge.family not in {"citation", "structure"}]
