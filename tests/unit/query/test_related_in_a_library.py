"""What is related in a library: the definition over all references, and what is left aside where they are very many."""

from __future__ import annotations

from collections import Counter
from math import isclose, log2

import pytest

from compactx.index.links import all_links
from compactx.model.kinds import EVIDENCE
from compactx.query.related import related


@pytest.fixture(scope="module")
def cited(library):
    """Return by clause what it cites."""
    found: dict[int, set[int]] = {}
    for _, _, clause, target in all_links(library, EVIDENCE):
        found.setdefault(clause, set()).add(target)
    return found


@pytest.fixture(scope="module")
def often(cited):
    """Return the rows by how many clauses cite them."""
    return Counter(target for targets in cited.values() for target in targets)


def busy(library, cited):
    """Return the clause of the library whose things are cited most."""
    counts = Counter(target for targets in cited.values() for target in targets)
    clauses = [clause for clause in cited if library.node(clause).kind == "paragraph"]
    return library.node(max(clauses, key=lambda clause: (sum(counts[target] for target in cited[clause]), -clause)))


def test_clauses_score_by_what_both_cite(library, cited, often):
    node = busy(library, cited)
    scores = {
        clause: sum(1 / log2(1 + often[target]) for target in targets & cited[node.n])
        for clause, targets in cited.items()
        if clause != node.n and targets & cited[node.n]
    }
    found = related(library, node, with_linked=True)
    assert found.notes == ()
    assert found.total == len(scores) > 50
    assert all(isclose(one.score, scores[one.node.n]) for one in found.relatives)


def test_the_rarest_shared_things_are_compared_and_the_rest_is_said(library, cited, often, monkeypatch):
    node = busy(library, cited)
    counts = sorted(often[target] for target in cited[node.n])
    monkeypatch.setattr("compactx.model.hub.READ", sum(counts[:-1]))
    found = related(library, node, with_linked=True)
    common = max(cited[node.n], key=lambda target: often[target])
    told = f"not compared by {library.node(common).id} (cited by {counts[-1]:,} clauses)"
    assert [note.split(":")[0] for note in found.notes] == [told]
    assert common not in {shared.node.n for one in found.relatives for shared in one.shared}
    rare = cited[node.n] - {common}
    assert {one.node.n for one in found.relatives} == {c for c, targets in cited.items() if targets & rare} - {node.n}


def test_where_very_many_share_nothing_else_nobody_is_named(library, cited, monkeypatch):
    monkeypatch.setattr("compactx.model.hub.READ", 1)
    found = related(library, busy(library, cited))
    assert found.relatives == ()
    assert len(found.notes) == 1


def test_of_very_many_citing_clauses_an_even_sample_is_read(library, often, monkeypatch):
    hub, count = max(often.items(), key=lambda pair: (pair[1] * (not library.node(pair[0]).locator), -pair[0]))
    node = library.node(hub)
    every = related(library, node)
    monkeypatch.setattr("compactx.model.hub.READ", count // 3)
    found = related(library, node, limit=20)
    assert "an even sample" in found.notes[0]
    assert f"cited by {count:,} clauses" in found.notes[0]
    whole = {one.node.n: one for one in every.relatives}
    assert found.relatives
    for one in found.relatives:  # nothing that cites it slips in, and each shared clause is a real one
        assert not one.linked
        assert {shared.node.n for shared in one.shared} <= {shared.node.n for shared in whole[one.node.n].shared}


def test_the_command_tells_what_was_left_aside(run_cli, made, library, cited, monkeypatch):
    monkeypatch.setattr("compactx.model.hub.READ", 1)
    answer = run_cli("related", busy(library, cited).id, "--json", env=made)
    assert answer.status == 1
    assert "not compared by" in answer.json["warnings"][0]
