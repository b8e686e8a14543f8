"""Where a name comes from: the lower the number, the more it counts; a lower origin never unsettles a higher one."""

from __future__ import annotations

SHIPPED, USER, LIBRARY, CLAIM = range(4)
ORIGINS = ("shipped", "user", "library", "claim")
