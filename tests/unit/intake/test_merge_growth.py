"""Pairing provisions that all have the same words grows with their number, not with its square."""

from __future__ import annotations

import gc
import time

import pytest

from compactx.intake.drafts.draft import merge


def extract(count: int, prefix: str) -> dict:
    rows = [{"locator": f"{prefix}{n}", "kind": "paragraph", "fingerprint": "same"} for n in range(count)]
    return {"instrument": {"id": "x"}, "provisions": rows}


def seconds(count: int) -> float:
    base = extract(2 * count, "a")
    mine = {**base, "provisions": [{**row, "gist": "Kept."} for row in base["provisions"]]}
    begun = time.process_time()
    merged = merge(extract(count, "b"), mine, base)
    taken = time.process_time() - begun
    assert len(merged.extract["provisions"]) == 2 * count
    assert [change.detail for change in merged.changes if change.what == "moved"][:2] == ["was a0", "was a1"]
    return taken


def least(count: int) -> float:
    """CPU seconds of the quickest of three merges: a busy machine and the collector of a full heap only add."""
    gc.collect()
    gc.freeze()
    try:
        return min(seconds(count) for _ in range(3))
    finally:
        gc.unfreeze()


@pytest.mark.grid
def test_eight_times_the_provisions_take_no_twenty_times_as_long():
    assert least(32_000) < 20 * least(4_000)
