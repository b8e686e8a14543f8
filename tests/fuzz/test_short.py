"""The short part of the fuzz: the same cases each time, few of the heavy ones."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="cases are timed with an alarm")
sys.path.insert(0, str(Path(__file__).parent))
if os.name != "nt":
    import doubling
    import kinds
    import paths
    import patterns
    import run

FEW = {
    "selectors": 60, "citations": 150, "exports": 100, "documents": 200, "archives": 60, "commands": 40, "corpora": 30,
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("name", kinds.KINDS if os.name != "nt" else [])
def test_no_promise_is_broken(name):
    told = run.run(name, seed=20261128, cases=FEW.get(name, 1000))
    assert told.failures == []
    assert told.cases == FEW.get(name, 1000)


def test_a_broken_promise_is_found(monkeypatch):
    monkeypatch.setitem(kinds.KINDS, "pinpoints", lambda chance: kinds.inert(chance.choice("\x1b")) or "")
    told = run.run("pinpoints", seed=1, cases=3)
    assert (told.controls, len(told.failures)) == (3, 3)


EVERY_PATTERN = pytest.mark.long  # finding them loads and runs the whole program once more


@pytest.mark.parametrize(("section", "size", "every"), [
    pytest.param("patterns", 8_000, 9, marks=EVERY_PATTERN), pytest.param("texts", 16_000, 15, marks=EVERY_PATTERN),
    pytest.param("phrases", 24_000, 4, marks=pytest.mark.long), ("phrases", 24_000, 30),
    pytest.param("phrases", 24_000, 9, marks=pytest.mark.grid), pytest.param("pdf", 60_000, 2, marks=pytest.mark.grid),
    ("html", 60_000, 4), ("akn", 60_000, 2), ("docx", 60_000, 3), ("docx notes", 60_000, 1),
    ("pdf pages", 60_000, 1), ("md", 60_000, 9), ("yaml", 60_000, 1), ("archives", 60_000, 1),
    ("references", 60_000, 1),
])  # fmt: skip
def test_twice_as_much_costs_twice_as_much(section, size, every):
    paths.checked("Recalling A/RES/70/1")
    told = doubling.grown(section, doubling.SECTIONS[section](size, every))
    assert told.inputs
    assert told.steep == ()


def test_what_grows_faster_is_found():
    def worse(size):
        return lambda: [0 for _ in range(size) for _ in range(size)]

    told = doubling.grown("made", iter([doubling.Input("square", worse(300), worse(2400))]))
    assert told.steep
    assert told.exponent > 1.7


def test_a_pattern_that_backtracks_is_found():
    site = patterns.Site("x.py:1", r"(?:a+)+$", 0)
    which = patterns.hardest(site, 16)
    small, large = (functools.partial(patterns.ask, site, which, size) for size in (14, 22))
    assert doubling.grown("made", iter([doubling.Input("power", small, large, 22 / 14)])).exponent > 4
