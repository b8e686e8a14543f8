"""The numbers of docs/readings.md are those of the corpus and of the texts at hand."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import compactx

ROOT = Path(__file__).parents[3]
PAGE = " ".join((ROOT / "docs/readings.md").read_text("utf-8").split())


def told(pattern):
    """Return the numbers that the page gives in a sentence."""
    found = re.search(pattern, PAGE)
    assert found, pattern
    return tuple(int(number.replace(",", "")) for number in found.groups())


@pytest.mark.seeds
def test_the_second_conversion_of_nine_treaties_differs_where_the_page_says(shared, run_cli, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    paths = sorted(shared.glob("samples/official/treaties/second/*.txt"))
    states = Counter()
    for path in paths:
        states.update(item["status"] for item in run_cli("attach", path.stem, str(path), "--json").items)
    broken = sum("surface" in item["rule"] for item in run_cli("verify", "--json").items)
    differing = sum(count for status, count in states.items() if status != "matches")
    assert len(paths) == 9
    assert told(r"independent conversion (\d+) of (\d+) clauses .*?, with (\d+) surfaces") == (
        differing, states.total(), broken,
    )  # fmt: skip


@pytest.mark.seeds
def test_the_treaties_at_hand_have_as_many_clauses_as_the_page_says(shared):
    index = compactx.open().index
    held = [path.stem for path in shared.glob("samples/official/treaties/*.txt")]
    wholes = [index.by_id(one) for one in held if (ROOT / "corpus/instruments" / f"{one}.yaml").exists()]
    assert told(r"\| (\d+) treaties, one by one as in the first table")[0] == len(wholes)


def test_the_lineage_from_the_declaration_to_the_compact_has_as_many_links_as_the_page_says():
    index = compactx.open().index
    strengths = Counter(
        edge.strength
        for edge in index.lineage()
        if index.node(edge.src).id.startswith("ny-declaration") and index.node(edge.dst).id.startswith("gcm")
    )
    counted = tuple(strengths[one] for one in ("strong", "moderate", "weak"))
    assert told(r"now (\d+) strong, (\d+) moderate and (\d+) weak links") == counted
