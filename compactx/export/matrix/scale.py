"""The colours of a heat map: one hue from light to dark, so that it prints in grey and reads without colour."""

from __future__ import annotations

# Five steps of one blue, told apart by lightness alone.
STEPS = ("#dcebf7", "#b0d2ea", "#72aed6", "#2c72ac", "#14578f")
_DARK_FROM = 3


def step(count: int, top: int) -> int:
    """Return which step a count has when the highest count is ``top``; equal counts everywhere get the middle step.

    >>> [step(n, 9) for n in (1, 2, 5, 8, 9)], step(1, 1)
    ([0, 0, 2, 3, 4], 2)
    """
    if top <= 1:
        return len(STEPS) // 2
    return (count - 1) * (len(STEPS) - 1) // (top - 1)


def shade(count: int, top: int) -> tuple[str, str]:
    """Return the fill of a cell and a text colour that is read on it."""
    at = step(count, top)
    return STEPS[at], "#ffffff" if at >= _DARK_FROM else "#1b2430"
