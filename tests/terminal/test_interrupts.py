"""Ctrl-C while the program starts: what is told is Python's own, never a line of ours."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no signals there")
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import interrupts  # noqa: E402 - found by the line above


def test_no_line_of_ours_is_ever_in_a_traceback(tmp_path):
    ours = [one for one in interrupts.programs(tmp_path) if one.name.startswith("compactx")]
    env = {**os.environ, "PYTHONPATH": str(interrupts.ROOT)}
    for n in range(20):
        for one in ours:
            interrupts.interrupt(one, interrupts.LATEST * n / 20, env)
    assert [one.ours for one in ours] == [[], []]
    assert all(sum(one.ends.values()) == 20 for one in ours)


def test_a_line_of_ours_would_be_found():
    place = str(interrupts.ROOT / "compactx" / "x.py")
    code = f"exec(compile('import time; time.sleep(9)', {place!r}, 'exec'))"
    made = interrupts.Interrupted("made", [sys.executable, "-c", code])
    interrupts.interrupt(made, 1.5, dict(os.environ))
    assert made.ours
