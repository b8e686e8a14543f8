"""Figures about a corpus, each checked against another way to count."""

from __future__ import annotations

from math import isclose
from pathlib import Path

import networkx as nx

from compactx.graph.networkx_graph import figures
from compactx.query.refs import refs
from compactx.query.refs_rows import RefsFilter
from compactx.query.stats import MEANINGS, SECTIONS, stats


def test_every_section_has_figures_with_a_meaning(index):
    found = stats(index)
    assert list(dict.fromkeys(figure.section for figure in found)) == list(SECTIONS)
    assert {figure.measure for figure in found} <= set(MEANINGS)
    assert all(figure.meaning for figure in found)


def test_sizes_add_up(index):
    sizes = {figure.measure: figure.value for figure in stats(index, ["size"])}
    assert sizes["things"] == sum(figure.value for figure in stats(index, ["kinds"])) == sum(1 for _ in index.nodes())


def test_the_most_cited_agree_with_refs(index):
    whole = [figure for figure in stats(index, ["cited"], top=20) if figure.node.kind not in {"section", "objective"}]
    assert len(whole) > 10
    for figure in whole:  # refs of a section or an objective are those of its parts too
        said = refs(index, figure.node, RefsFilter(direction="in")).incoming
        assert figure.value == len({one.holder for one in said}), figure.node.id


def test_rankings_are_bounded_and_sorted(index):
    few, every = stats(index, ["cited"], top=3), stats(index, ["cited"], top=0)
    assert few == every[:3]
    assert [figure.value for figure in every] == sorted((figure.value for figure in every), reverse=True)


def test_objectives_add_up_to_their_clauses(open_tiny):
    found = {figure.node.id: (figure.value, figure.note) for figure in stats(open_tiny(), ["objectives"])}
    assert found == {"pact/objective-1": (4, "4 different things"), "pact/objective-2": (2, "2 different things")}


def test_communities_hold_everything_once(index):
    groups = [figure for figure in stats(index, ["communities"]) if figure.members]
    members = [name for figure in groups for name in figure.members]
    assert len(members) == len(set(members))
    assert all(figure.value == len(figure.members) for figure in groups)
    assert stats(index, ["communities"]) == stats(index, ["communities"])


def test_gaps_name_file_and_line(open_tiny):
    lonely = (
        "\n- {id: lonely, kind: treaty, title: Lonely, legal: binding, names: [], sources: [recall], confidence: low}\n"
    )
    text = (Path(__file__).parents[2] / "tiny/registers/things.yaml").read_text(encoding="utf-8")
    found = [
        f
        for f in stats(open_tiny({"registers/things.yaml": text.rstrip() + lonely}), ["gaps"])
        if f.node and f.node.id == "lonely"
    ]
    assert {figure.measure for figure in found} == {"orphan", "low confidence", "from memory", "no date", "no extent"}
    assert all(figure.source.startswith("tiny/registers/things.yaml:") for figure in found)


def test_references_that_lead_nowhere_are_kept(open_tiny):
    files = {
        "instruments/pact.yaml": """
instrument: {id: pact, kind: framework, title: Pact, legal: non-binding, names: [], sources: [x], confidence: high}
provisions:
- {locator: '1', kind: paragraph, gist: One., references: [{to: atlantis, surface: the lost treaty}]}
""",
        "registers/lineage.yaml": None,
        "instruments/paper.yaml": None,
        "registers/things.yaml": None,
    }
    found = [figure for figure in stats(open_tiny(files), ["gaps"]) if figure.measure == "unresolved"]
    assert [figure.note for figure in found] == ["pact/1 to atlantis: the lost treaty"]
    assert found[0].source.startswith("tiny/instruments/pact.yaml:4")


def test_doubts_about_our_own_links_wait_until_asked_for(index):
    assert len(stats(index, ["gaps"], editorial=True)) > len(stats(index, ["gaps"]))


def test_figures_agree_with_networkx():
    weights = {(1, 2): 3, (2, 3): 1, (3, 1): 2, (4, 3): 1, (5, 4): 1}
    found = figures(weights)
    assert isclose(sum(found.rank.values()), 1)
    # By hand, from the equation itself: the rank of a node is what flows into it.
    rank, out = found.rank, {1: 3, 2: 1, 3: 2, 4: 1, 5: 1}
    for node in rank:
        flow = sum(rank[tail] * weight / out[tail] for (tail, head), weight in weights.items() if head == node)
        assert isclose(rank[node], 0.15 / 5 + 0.85 * flow, abs_tol=1e-6)
    plain = nx.Graph(list(weights))
    assert found.betweenness == nx.betweenness_centrality(plain)


def test_an_empty_graph_has_no_figures():
    assert figures({}).communities == ()
