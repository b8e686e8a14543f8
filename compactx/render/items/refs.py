"""``refs`` as plain data."""

from __future__ import annotations

from compactx.render.items.node import REFERENCE_COLUMNS, reference_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.query.refs import Refs

COLUMNS = REFERENCE_COLUMNS


def items(found: Refs) -> list[dict[str, Any]]:
    """Return a reference each, what refers to the thing first."""
    return [reference_item(reference) for reference in (*found.incoming, *found.outgoing)]
