"""Citations of every kind in short texts of our own, read with the shipped catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.read import read_text

POINTING = {"defined", "points-back", "same-as-before"}
CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/reader.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shipped():
    return load_catalogue(Index(open_index(roots(""))))


def points(citation):
    """Return everything that a resolved citation points at: the thing, its symbol, and the thing with each part."""
    if citation.status != "resolved" and not citation.symbol:
        return set()
    to = citation.to
    return {f"={citation.symbol}", to, *(f"{to} {part}" for part in citation.parts), f"{to} {citation.surface}"}


def wanted(case, key):
    for one in case.get(key, ()):
        thing, *parts = [one] if one.startswith("=") else one.split(" ")
        yield from (f"{thing} {part}" for part in parts) if parts else (thing,)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['text'][:50]}")
def test_what_a_text_cites(case, shipped):
    found = scan_text(case["text"], read_text(case["text"], "case.txt").provisions, shipped)
    pointed = {point for citation in found for point in points(citation)}
    shown = [(c.surface, c.status, c.to or c.symbol, c.parts, c.rule) for c in found]
    assert [one for one in wanted(case, "must") if one not in pointed] == [], shown
    assert [one for one in wanted(case, "not") if one in pointed] == [], shown
    for words, name, binding in case.get("bound", ()):
        uses = [c for c in found if c.surface.lower() == words and c.rule in POINTING]
        assert [(c.name, c.binding) for c in uses] == [(name, binding)] * max(1, len(uses)), shown
    for words in case.get("loose", ()):
        assert [c.to or c.name for c in found if c.surface.lower() == words and c.status != "ambiguous"] == [], shown
    if "ibid" in case:
        assert ibid(found) == [sorted(one) for one in case["ibid"]], shown


def ibid(found):
    """Return for each "ibid." what it was read as."""
    read = {}
    for citation in found:
        if citation.rule == "same-as-before":
            read.setdefault(citation.start, []).extend(filter(None, [citation.to or citation.symbol]))
    return [sorted(read[start]) for start in sorted(read)]
