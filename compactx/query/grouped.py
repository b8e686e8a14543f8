"""References by year, body, document and so on: in groups, or counted."""

from __future__ import annotations

from compactx.model.record import Record
from compactx.query.reference import citing_document, speaking

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from compactx.index.read import Node
    from compactx.query.reference import ReferenceView
    from compactx.query.refs import Refs


class GroupCount(Record):
    """The references to (or of) a thing in one group.

    ``node`` is the document where a group is one. A footnote counts for the clause that it hangs on, so ``clauses`` may
    be fewer than ``references``. ``first`` and ``last`` are the earliest and latest day of a document; ``cited`` is
    what the references lead to, the thing itself or parts of it.
    """

    of: Node
    group: str
    node: Node | None
    documents: int
    clauses: int
    references: int
    first: str
    last: str
    cited: tuple[Node, ...]


def group_of(reference: ReferenceView, by: str, *, incoming: bool = True) -> str:
    """Return the name of the group that a reference belongs to, '' if they are not grouped."""
    if by in _NAMES:
        return _NAMES[by](reference)
    if by == "kind":
        return (reference.source if incoming else reference.target).kind
    if by == "none":
        return ""
    return reference.instrument.title if reference.instrument else "Catalogue"


def _state(reference: ReferenceView) -> str:
    return reference.speaker.title if reference.speaker and reference.speaker.kind == "state" else "no State"


_NAMES: dict[str, Callable[[ReferenceView], str]] = {
    "relation": lambda reference: reference.forward,
    "year": lambda reference: reference.date[:4] or "no date",
    "body": lambda reference: speaking(reference) or "no UN symbol",
    "state": _state,
}


def ordered(references: Sequence[ReferenceView], by: str, *, incoming: bool = True) -> list[ReferenceView]:
    """Return references so that those of a group stand together: years in order, bodies by name, by day within."""
    if by in {"year", "body", "state"}:
        return sorted(references, key=lambda r: (group_of(r, by, incoming=incoming), r.date))
    if by == "objective":
        return sorted(references, key=lambda r: (r.instrument.n if r.instrument else 0, r.objective or 0))
    order: dict[str, int] = {}
    for reference in references:
        order.setdefault(group_of(reference, by, incoming=incoming), len(order))
    return sorted(references, key=lambda r: order[group_of(r, by, incoming=incoming)])


def group_counts(found: Refs, by: str) -> list[GroupCount]:
    """Return how many references there are in each group: those to a thing, with ``direction`` out those of it.

    Documents are groups by themselves, in the order of their days; two with one title stay apart.
    """
    incoming = found.direction != "out"
    groups: dict[tuple[str, int], list[ReferenceView]] = {}
    for reference in ordered(found.incoming if incoming else found.outgoing, by, incoming=incoming):
        apart = citing_document(reference).n if by == "instrument" else 0
        name = f"objective {reference.objective}" if by == "objective" and reference.objective else ""
        groups.setdefault((name or group_of(reference, by, incoming=incoming), apart), []).append(reference)
    rows = [_row(found.node, name, by, inside) for (name, _), inside in groups.items()]
    return sorted(rows, key=lambda row: row.first) if by == "instrument" else rows


def _row(of: Node, name: str, by: str, inside: Sequence[ReferenceView]) -> GroupCount:
    wholes = {citing_document(reference).n: citing_document(reference) for reference in inside}
    days = sorted(reference.date for reference in inside if reference.date)
    cited = {reference.target.n: reference.target for reference in inside}
    clauses = len({reference.holder for reference in inside})
    return GroupCount(
        of, name, next(iter(wholes.values())) if by == "instrument" else None, len(wholes), clauses,
        len(inside), days[0] if days else "", days[-1] if days else "", tuple(cited[n] for n in sorted(cited)),
    )  # fmt: skip
