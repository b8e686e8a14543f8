"""The short part of the fuzz: the same cases each time, few of the heavy ones."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="cases are timed with an alarm")
sys.path.insert(0, str(Path(__file__).parent))
if os.name != "nt":
    import kinds
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
