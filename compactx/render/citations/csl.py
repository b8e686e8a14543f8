"""CSL-JSON for citation processors (Zotero, pandoc, citeproc): a JSON array, one item a work.

Fields of the csl-data schema, version 1.0.2. A resolution is a ``report`` and no ``legislation``, which styles print as
an act of the United States. Where in the work belongs to the citing place: ``locator`` and ``label`` stand in the item
for whoever makes a citation of it; bibliographies leave them out.
"""

from __future__ import annotations

from compactx.render.citations.parts import PRINTED_SERIES, bracketed, genre, joined, number, publisher, together
from compactx.render.citations.parts import pinpoint as words_of
from compactx.render.json_text import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from compactx.query.cite import Work

NOTE = False
# Labels of CSL's locators; an "article" is a kind of item there, and styles print it as a preprint.
_LABELS = {"paragraph": "paragraph", "article": "article-locator", "footnote": "note"}
# CSL has no label for objectives, goals and targets. Without one they are pages; a section they are not; a label that
# no style knows is printed as nothing, and the words of the locator say what they are.
_OF_NO_KIND = "none"


def cite(work: Work) -> str:
    """Return a JSON array with the item."""
    return block([work])


def block(works: Sequence[Work]) -> str:
    """Return a JSON array with an item for each work, whatever number of its clauses is cited."""
    return "[\n" + ",\n".join(json_text(item(same)) for same in together(works)) + "\n]"


def item(works: Sequence[Work]) -> dict[str, Any]:
    """Return the item of one work of which some clauses are cited."""
    work = works[0]
    parts = [int(part) for part in work.date.split("-") if part]
    found: dict[str, Any] = {
        "id": work.instrument.id,
        "type": "treaty" if work.is_treaty else "report",
        "title": work.title,
        "title-short": work.short,
        "author": [{"literal": work.author}] if work.author else [],
        "authority": work.author if work.kind == "resolution" else "",
        "genre": _place_in_series(work) if work.is_treaty else genre(work),
        "number": number(work),
        "container-title": PRINTED_SERIES.get(work.series, ""),
        "volume": work.volume,
        "page": work.page,
        "publisher": publisher(work),
        "issued": {"date-parts": [parts]} if parts else {},
        "URL": work.url,
        **_locator(works),
    }
    return {name: value for name, value in found.items() if value}


def _place_in_series(work: Work) -> str:
    """Return volume and series of a treaty in one: OSCOLA prints of a treaty this field and the first page alone."""
    return joined(work.volume, work.series, by=" ") if work.series else ""


def _locator(works: Sequence[Work]) -> dict[str, str]:
    """Return the places that are cited: numbers under one label, or the places in words where they are of two kinds."""
    places = [work.pinpoint for work in works if work.pinpoint.number]
    if not places:
        return {}
    labels = list(dict.fromkeys("" if at.within else _LABELS.get(at.unit, "") for at in places))
    if len(labels) == 1 and labels[0]:
        return {"locator": joined(*dict.fromkeys(bracketed(at.number) for at in places)), "label": labels[0]}
    units = {"paragraph": "para.", "article": "art.", "footnote": "footnote"}
    words = [joined(at.within, words_of(at, units)) for at in places]
    return {"locator": joined(*dict.fromkeys(words)), "label": _OF_NO_KIND}
