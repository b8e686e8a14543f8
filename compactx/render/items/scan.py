"""``scan`` as plain data."""

from __future__ import annotations

from compactx.model.locator import printed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from compactx.citation.citation import Citation
    from compactx.query.scan import Authority, Coverage, ScanResult

COLUMNS = ("locator", "status", "kind", "to", "pinpoint", "surface", "name")
AUTHORITY_COLUMNS = ("id", "kind", "status", "count", "symbol", "name", "clauses")
COVERAGE_COLUMNS = ("objective", "touched", "clauses", "through", "title")


class CitationItems:
    """A citation each, in the order of the documents; each is made when it is asked for, as often as it is."""

    def __init__(self, found: Sequence[ScanResult]) -> None:
        """Keep the documents."""
        self._found = found

    def __len__(self) -> int:
        """Return how many citations there are."""
        return sum(len(document.citations) for document in self._found)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Make one after the other."""
        for document in self._found:
            for citation in document.citations:
                yield {"file": document.name, **citation_item(citation)}


def citation_item(citation: Citation) -> dict[str, Any]:
    """Return the item of one citation; ``start`` and ``end`` are offsets in characters into the text as read."""
    return {
        "locator": citation.locator or None,
        "surface": citation.surface,
        "start": citation.start,
        "end": citation.end,
        "status": citation.status,
        "kind": citation.kind,
        "to": citation.to or None,
        "name": citation.name,
        "pinpoint": citation.pinpoint or None,
        "parts": list(citation.parts),
        "symbol": citation.symbol or None,
        "basis": citation.basis,
        "rule": citation.rule,
        "confidence": citation.confidence,
        "note": citation.note or None,
        "candidates": list(citation.candidates),
        "pinpoint_kind": citation.pinpoint_kind or None,
        "whole": citation.whole or None,
        "reason": citation.reason or None,
        "binding": citation.binding or None,
    }


def clause_items(found: Sequence[ScanResult]) -> list[dict[str, Any]]:
    """Return the clauses of the documents."""
    return [
        {
            "file": document.name,
            "locator": span.locator,
            "kind": span.kind,
            "start": span.start,
            "end": span.end,
            "note_of": span.note_of or None,
        }
        for document in found
        for span in document.spans
    ]


_UNREAD = ("reason", "pieces", "characters", "start")


def totals(found: Sequence[ScanResult]) -> list[dict[str, Any]]:
    """Return how many citations of each status a document has."""
    out = []
    for document in found:
        counts = {"resolved": 0, "ambiguous": 0, "unresolved": 0}
        for citation in document.citations:
            counts[citation.status] += 1
        out.append(
            {
                "file": document.name,
                "language": document.language or None,
                "characters": document.size,
                "citations": len(document.citations),
                **counts,
                "not_used": [dict(zip(_UNREAD, one, strict=True)) for one in document.unread],
            }
        )
    return out


def authority_items(table: Sequence[Authority], found: Sequence[ScanResult]) -> list[dict[str, Any]]:
    """Return a cited thing each, with the clauses that cite it."""
    spell = spelling(found)
    return [
        {
            "id": one.id or None,
            "name": one.name,
            "kind": one.kind,
            "symbol": one.symbol or None,
            "status": one.status,
            "count": one.count,
            "whole": one.whole or None,
            "reason": one.reason or None,
            "clauses": _clauses(one, spell, several=len(found) > 1),
            "places": [
                {"file": file, "locator": locator or None, "pinpoint": pinpoint or None}
                for file, locator, pinpoint in one.places
            ],
        }
        for one in table
    ]


def _clauses(one: Authority, spell: Callable[[str, str], str], *, several: bool) -> list[str]:
    shown = (
        f"{file}: {spell(file, locator)}" if several else spell(file, locator)
        for file, locator, _ in one.places if locator
    )  # fmt: skip
    return list(dict.fromkeys(shown))


def spelling(found: Sequence[ScanResult]) -> Callable[[str, str], str]:
    """Return how a clause of a document is printed, with the points of its number where the document writes them."""
    paragraphs: dict[str, set[str]] = {}
    for document in found:
        own = paragraphs.setdefault(document.name, set())
        own.update(span.locator for span in document.spans if span.kind == "paragraph")

    def spell(name: str, locator: str) -> str:
        return printed(locator, paragraphs.get(name, ()))

    return spell


def coverage_items(table: Sequence[Coverage], found: Sequence[ScanResult]) -> list[dict[str, Any]]:
    """Return an objective each: whether it is touched, by which clauses, or through what."""
    spell = spelling(found)
    return [
        {
            "id": one.objective.id,
            "objective": one.objective.number,
            "title": one.objective.title,
            "touched": touched(one),
            "clauses": list(dict.fromkeys(spell(file, locator) for file, locator, _ in one.named if locator)),
            "named": [{"file": f, "locator": locator or None, "surface": s} for f, locator, s in one.named],
            "through": list(dict.fromkeys(identity for identity, _, _ in one.through)),
            "through_places": [{"id": i, "file": f, "locator": locator or None} for i, f, locator in one.through],
        }
        for one in table
    ]


def touched(one: Coverage) -> str:
    """Return how an objective is touched: by name, through what is cited, or not."""
    return "named" if one.named else "through" if one.through else "no"
