"""What the everyday run tries some of, and ``.ci/run`` all: widths, formats, orders, examples of a property."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

IN_FULL = "in full"  # the profile of hypothesis under which a property is tried with all its examples
_SHARE = 4  # every day one example in so many
_LEAST = 25


def parameters(values: Iterable[Any], everyday: Collection[Any]) -> list[Any]:
    """Return parameters of which those that are not named are left to the runs in full."""
    return [value if value in everyday else pytest.param(value, marks=pytest.mark.grid) for value in values]


def examples(number: int) -> int:
    """Return with how many examples a property is tried now, where it is tried with so many in full."""
    if hypothesis.settings.get_current_profile_name() == IN_FULL:
        return number
    return min(number, max(number // _SHARE, _LEAST))
