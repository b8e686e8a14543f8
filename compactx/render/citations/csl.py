"""An item of CSL-JSON, for citation processors (Zotero, pandoc, citeproc).

Fields of the csl-data schema, version 1.0.2.
"""

from __future__ import annotations

from compactx.render.citations.parts import place
from compactx.render.json_text import text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.query.cite import Work

SUMMARY = "CSL-JSON item"
NOTE = False
_UNITS = {"paragraph": "para.", "article": "art.", "footnote": "footnote"}
_TYPES = {"resolution": "legislation", "treaty": "treaty", "labour": "treaty", "document": "report"}


def cite(work: Work) -> str:
    """Return one item as JSON."""
    return text(item(work))


def item(work: Work) -> dict[str, Any]:
    """Return one item; a pinpoint goes into the note, since a locator belongs to the citing place."""
    parts = [int(part) for part in work.date.split("-") if part]
    found: dict[str, Any] = {
        "id": work.node.id,
        "type": _TYPES.get(work.kind, "document"),
        "title": work.title,
        "title-short": work.short,
        "author": [{"literal": work.author}] if work.author else [],
        "authority": work.author if work.kind == "resolution" else "",
        "number": work.number or work.symbol,
        "container-title": {"UNTS": "United Nations Treaty Series", "LNTS": "League of Nations Treaty Series"}.get(
            work.series, ""
        ),
        "volume": work.volume,
        "issued": {"date-parts": [parts]} if parts else {},
        "URL": work.url,
        "note": place(work, _UNITS),
    }
    if work.kind == "document":
        found["number"] = work.symbol
    if work.series:
        found["number"] = work.registration
    return {name: value for name, value in found.items() if value}


def block(works: list[Work]) -> str:
    """Return a bibliography: one JSON array, an item a line."""
    return "[\n" + ",\n".join(map(cite, works)) + "\n]"
