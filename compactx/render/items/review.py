"""``review`` as plain data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from compactx.query.elsewhere import Discussion
    from compactx.query.review import Review, ReviewTimeline

COLUMNS = ("actor", "relation", "to", "clause", "cycle", "last", "next", "documents")
TIMELINE_COLUMNS = ("date", "id", "series", "status", "title")


def items(found: Sequence[Review]) -> list[dict[str, Any]]:
    """Return a review each: who, what, by which clause, how often, last, next, and where it is written down."""
    return [_item(one) for one in found]


def rows(found: Sequence[Review]) -> list[dict[str, Any]]:
    """Return the same with each document as one word or two: its id, and the paragraphs that are meant."""
    return [{**_item(one), "documents": [_short(document) for document in one.documents]} for one in found]


def document_item(one: Discussion) -> dict[str, Any]:
    """Return a document with the section and the paragraphs that take a thing up."""
    item: dict[str, Any] = {
        "id": one.document.id,
        "title": one.document.title,
        "symbol": one.document.symbol or None,
        "date": one.document.date or None,
        "section": one.section.id if one.section else None,
        "section_title": one.section.title if one.section else None,
        "surface": one.grouping.surface if one.grouping else None,
        "basis": one.grouping.basis if one.grouping else None,
        "paragraphs": [node.printed for node in one.paragraphs],
    }
    if one.speaking:
        item["speaks"] = [
            {
                "paragraph": link.target.printed,
                "id": link.target.id,
                "of": link.source.id,
                "relation": link.relation,
                "strength": link.strength,
                "rationale": link.rationale,
                "basis": link.basis,
            }
            for link in one.speaking
        ]
    return item


def timeline_items(found: ReviewTimeline) -> list[dict[str, Any]]:
    """Return an occasion each, by date; what only follows from an interval has the series as its id."""
    return [
        {
            "date": one.date,
            "id": one.node.id,
            "kind": one.node.kind,
            "title": one.node.title,
            "symbol": one.node.symbol or None,
            "series": one.series.id,
            "status": "foreseen" if one.is_foreseen else "past",
            "derived": one.is_derived,
            "confidence": one.node.confidence or None,
        }
        for one in found.occasions
    ]


def _item(one: Review) -> dict[str, Any]:
    reference, series = one.reference, one.series
    last, following = (series.last, series.following) if series else (None, None)
    return {
        "actor": one.actor.id,
        "relation": reference.relation,
        "clause": reference.clause.id if reference.clause else None,
        "cycle": series.cycle if series else None,
        "last": last.date if last else None,
        "next": following.date if following else None,
        "documents": [document_item(document) for document in one.documents],
        "to": one.target.id,
        "actor_title": one.actor.title,
        "reading": reference.forward if reference.source.n == one.actor.n else reference.backward,
        "locator": reference.locator or None,
        "surface": reference.surface or None,
        "basis": reference.basis,
        "series": series.node.id if series else None,
        "last_id": last.node.id if last else None,
        "next_id": following.node.id if following else None,
        "next_derived": following.is_derived if following else None,
        "confidence": reference.confidence or None,
        "source": f"{reference.file}:{reference.line}",
    }


def _short(one: Discussion) -> str:
    from compactx.query.review import spans  # noqa: PLC0415 - what is shown of a thing has no such lines

    return f"{one.document.id} {spans(one.paragraphs)}".rstrip()
