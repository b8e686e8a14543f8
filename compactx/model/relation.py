"""The type of a reference."""

from __future__ import annotations

from compactx.model.record import Record

FAMILIES = ("citation", "follow-up", "catalogue", "structure", "lineage")
BASES = ("text", "footnote", "class", "nested", "structure", "catalogue", "official", "editorial")


class Relation(Record):
    """A word of the closed vocabulary in ``relations.yaml``.

    ``forward`` and ``backward`` are its readings from the citing and from the cited end; ``cost`` is what a
    hop over it costs on a path (the more a relation says, the less it costs).
    """

    id: str
    forward: str
    backward: str
    family: str
    cost: int
