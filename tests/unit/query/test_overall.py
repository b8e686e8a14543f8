"""Central things are found once, and remembered for as long as the contents stay as they are."""

from __future__ import annotations

import os

import pytest

from compactx.cli.commands import agreed, compare
from compactx.graph import networkx_graph
from compactx.index import notes
from compactx.query import agreed_sources
from compactx.query import compare as compare_query
from compactx.query.overall import central

PACT = """
instrument: {id: pact, kind: framework, title: Pact, legal: non-binding, names: [], sources: [x], confidence: high}
provisions:
- {locator: '1', kind: paragraph, gist: One., references: [{to: treaty, surface: the Treaty}]}
"""
LONGER = PACT + "- {locator: '2', kind: paragraph, gist: Two., references: [{to: other, surface: the other}]}\n"
THINGS = """
entries:
- {id: treaty, kind: treaty, title: Treaty, legal: binding, names: [], sources: [x], confidence: high}
- {id: other, kind: treaty, title: Other, legal: binding, names: [], sources: [x], confidence: high}
"""


@pytest.fixture
def never(monkeypatch):
    """Let the graph be looked at no more."""

    def forbid():
        monkeypatch.setattr(networkx_graph, "figures", lambda _: pytest.fail("looked at again"))

    return forbid


def files(pact):
    return {"instruments/pact.yaml": pact, "registers/things.yaml": THINGS, "registers/lineage.yaml": None,
            "instruments/paper.yaml": None}  # fmt: skip


def test_the_graph_is_looked_at_once(open_tiny, never):
    first = central(open_tiny())
    assert first.rank
    assert first.communities
    never()
    assert central(open_tiny()) == first


def test_other_contents_are_looked_at_anew(open_tiny):
    assert [name for name, _ in central(open_tiny(files(PACT))).rank] == ["treaty", "pact"]
    assert {name for name, _ in central(open_tiny(files(LONGER))).rank} == {"treaty", "other", "pact"}


@pytest.mark.parametrize("damage", ["", "0.5\tmany", "\n\n", "nonsense"])
def test_what_cannot_be_read_is_found_anew(open_tiny, damage):
    index = open_tiny()
    first = central(index)
    notes.remember(index, "central", damage)
    assert central(index) == first


def test_nothing_is_remembered_of_another_user(open_tiny, monkeypatch):
    index = open_tiny()
    first = central(index)
    notes.remember(index, "central", "0.9\t0\n\n\npact\ttreaty")
    assert central(index) != first
    monkeypatch.setattr("compactx.corpus.source.is_trusted", lambda _: False)
    assert central(index) == first
    assert os.path.isabs(notes._path(index, "central"))


def test_words_of_the_table_are_those_of_the_question():
    assert compare._STATUSES == compare_query.STATUSES
    assert agreed._SHORTEST == agreed_sources.SHORTEST
