"""What takes longer the longer a text is, and no worse: four times the text, some four times the time."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

_TRIES = 4
_STEEP = 8  # times as long: sixteen is the square
_NOTHING = 0.05  # seconds in which nothing can be told


def in_proportion(work: Callable[[int], object], size: int) -> None:
    """Fail where work of four times a size takes as long as if it grew with the square of it."""
    small, large = [], []
    for _ in range(_TRIES):  # again only where it looks steep: another process may have been in the way
        small += [seconds(work, size) for _ in range(2)]
        large.append(seconds(work, 4 * size))
        if min(large) < max(_STEEP * min(small), _NOTHING):
            return
    pytest.fail(f"{min(small):.3f} s become {min(large):.3f} s")


def seconds(work: Callable[[int], object], size: int) -> float:
    """Return the seconds of computing that work takes; what other tests have left is looked through in none of them."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        work(size)
        return time.process_time() - began
    finally:
        gc.enable()
