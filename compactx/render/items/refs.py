"""``refs`` as plain data."""

from __future__ import annotations

from compactx.model.kinds import pinpoint_kind
from compactx.render.items.listing import REFERENCE_COLUMNS, reference_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from compactx.index.read import Node
    from compactx.index.referring import Row
    from compactx.query.grouped import GroupCount
    from compactx.query.reference import ReferenceView
    from compactx.query.refs import Refs
    from compactx.query.refs_rows import ReferenceRows

COLUMNS = REFERENCE_COLUMNS
COUNT_COLUMNS = ("group", "documents", "clauses", "references", "first", "last", "cited")
# A document's title is no id: counted by document, its id and symbol tell the group.
DOCUMENT_COLUMNS = ("id", "symbol", "date", "body", "clauses", "references", "cited", "title")


def items(found: Refs, by: str = "") -> list[dict[str, Any]]:
    """Return a reference each, what refers to the thing first; with ``by`` those of a group stand together."""
    sides = ((found.incoming, True), (found.outgoing, False))
    return [_item(one, by, incoming=incoming) for side, incoming in sides for one in _in_order(side, by, incoming)]


def each(references: Iterable[ReferenceView]) -> Iterator[dict[str, Any]]:
    """Yield a reference each, as they come."""
    return (_item(reference, "", incoming=True) for reference in references)


def reference_lines(references: Iterable[ReferenceView]) -> Iterator[dict[str, Any]]:
    """Yield what a line of a pipe says of each reference, as they come."""
    for one in references:
        yield {
            "from": one.source.id, "from_locator": one.locator or None, "relation": one.relation, "basis": one.basis,
            "to": one.target.id, "surface": one.surface or None, "clause": one.clause.id if one.clause else None,
        }  # fmt: skip


def _in_order(references: Sequence[ReferenceView], by: str, incoming: bool) -> Sequence[ReferenceView]:  # noqa: FBT001 - of the pair above
    if not by:
        return references
    from compactx.query.grouped import ordered  # noqa: PLC0415 - where groups are asked for

    return ordered(references, by, incoming=incoming)


def _item(reference: ReferenceView, by: str, *, incoming: bool) -> dict[str, Any]:
    from compactx.query.reference import speaking  # noqa: PLC0415 - lines of a pipe say less

    item = reference_item(reference)
    item |= {"date": reference.date or None, "body": speaking(reference) or None}
    if reference.speaker:
        item["speaker"] = reference.speaker.id
    if by:
        from compactx.query.grouped import group_of  # noqa: PLC0415 - as above

        item["group"] = group_of(reference, by, incoming=incoming) or None
    return item


def columns(by: str) -> tuple[str, ...]:
    """Return the columns of a pipe: with a group asked for it stands first."""
    return ("group", *COLUMNS) if by and by != "none" else COLUMNS


def counts(rows: Sequence[GroupCount]) -> list[dict[str, Any]]:
    """Return an item for each group of references: how many, of how many clauses and documents, and what they cite."""
    return [_count(row) for row in rows]


def _count(row: GroupCount) -> dict[str, Any]:
    item: dict[str, Any] = {
        "of": row.of.id,
        "group": row.group,
        "documents": row.documents,
        "clauses": row.clauses,
        "references": row.references,
        "first": row.first or None,
        "last": row.last or None,
        "cited": [node.id for node in row.cited],
    }
    if row.node:
        from compactx.model.organs import body_of  # noqa: PLC0415 - as above

        node = row.node
        item |= {"id": node.id, "kind": node.kind, "title": node.title, "symbol": node.symbol or None}
        item |= {"date": node.date or None, "body": body_of(node.symbol) or None}
    return item


def count_columns(by: str, several: bool) -> tuple[str, ...]:  # noqa: FBT001 - whether several things were asked about
    """Return the columns of a pipe of counts."""
    shown = DOCUMENT_COLUMNS if by == "instrument" else COUNT_COLUMNS
    return ("of", *shown) if several else shown


def row_lines(found: Iterable[ReferenceRows]) -> Iterator[dict[str, Any]]:
    """Yield what a line of a pipe says of each reference to hubs."""
    for one in found:
        to = one.node.id
        for _, _, _, _, _, relation, basis, source, locator, clause, surface in one:
            yield {"from": source, "from_locator": locator or None, "relation": relation, "basis": basis, "to": to,
                   "surface": surface or None, "clause": clause}  # fmt: skip


class ReferenceItems:
    """The references to hubs as items that are made each time they are gone through; they know how many they are."""

    def __init__(self, found: Sequence[ReferenceRows]) -> None:
        """Keep where they are read from."""
        self.found = found
        self._count: int | None = None

    def __len__(self) -> int:
        """Count them, once, without making them."""
        if self._count is None:
            self._count = sum(map(len, self.found))
        return self._count

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield an item each."""
        return (_row_item(one.node, row) for one in self.found for row in one)


def _row_item(to: Node, row: Row) -> dict[str, Any]:
    _, _, _, _, _, relation, basis, source, locator, clause, surface, *more = row
    objective, pinpoint, kind, file, line, confidence, strength, rationale, instrument, date, body, speaker = more
    item: dict[str, Any] = {
        "from": source,
        "from_locator": locator or None,
        "instrument": instrument,
        "objective": objective,
        "relation": relation,
        "basis": basis,
        "surface": surface or None,
        "pinpoint": pinpoint or None,
        "pinpoint_kind": kind or pinpoint_kind(pinpoint, to.kind) or None,
        "to": to.id,
        "title": to.caption,
        "clause": clause,
        "source": f"{file}:{line}",
    }
    told = (("confidence", confidence), ("strength", strength), ("rationale", rationale))
    item |= {key: value for key, value in told if value}
    item |= {"date": date or None, "body": body or None}
    if speaker:
        item["speaker"] = speaker
    return item
