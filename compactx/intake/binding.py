"""Footnotes and the clauses that carry their marks; notes and the clauses that they stand in."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from compactx.citation.span import ClauseSpan
from compactx.intake import footnotes
from compactx.intake.document import MARK_REASON, Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.intake.reading import Block

_NEAR = 3  # clauses before an offset that may reach over it: a footnote stands inside one


def footnote_spans(
    text: str, bodies: Iterable[Block], spans: Sequence[ClauseSpan], notes: Iterable[Region]
) -> tuple[list[ClauseSpan], list[Region]]:
    """Return the footnotes, each with the locator of the clause that carries its mark, and the marks that begin them.

    Where several footnotes bear one number (annexes count anew), the first belongs to the first mark, and so on.
    """
    carriers = _carriers(spans, notes)
    found: list[ClauseSpan] = []
    heads: list[Region] = []
    seen: dict[str, int] = {}
    for block in bodies:
        seen[block.mark] = count = seen.get(block.mark, 0) + 1
        carried = carriers.get(block.mark) or [""]
        name = "".join(c if c.isalnum() and c.isascii() else "-" for c in block.mark.lower()).strip("-") or "note"
        locator = f"footnote-{name}-{count}" if count > 1 else f"footnote-{name}"
        found.append(ClauseSpan(locator, "footnote", block.start, block.end, carried[min(count, len(carried)) - 1]))
        head = footnotes.body_start(text, block)
        if head > block.start:
            heads.append(Region("note", block.start, head, "mark"))
    return found, heads


def _carriers(spans: Sequence[ClauseSpan], notes: Iterable[Region]) -> dict[str, list[str]]:
    """Return the clauses that carry each mark, in order."""
    starts = [span.start for span in spans]
    found: dict[str, list[str]] = {}
    for note in sorted(notes, key=lambda one: one.start):
        if not note.reason.startswith(MARK_REASON):
            continue
        at = bisect_right(starts, note.start) - 1
        if at >= 0 and spans[at].end > note.start:
            for mark in note.reason.removeprefix(MARK_REASON).split():
                found.setdefault(mark, []).append(spans[at].locator)
    return found


def fitted(notes: Iterable[Region], spans: Sequence[ClauseSpan]) -> list[Region]:
    """Return the notes; what is not used but stands inside a clause is a note on that clause."""
    starts = [span.start for span in spans]
    found = []
    for note in notes:
        at = bisect_right(starts, note.start) - 1
        near = spans[max(0, at - _NEAR) : at + 1] if at >= 0 else ()
        inside = any(span.start < note.start and span.end >= note.end for span in near)
        found.append(note.replace(kind="note") if inside and note.kind == "not used" else note)
    return found
