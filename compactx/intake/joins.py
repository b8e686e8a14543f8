"""Paragraphs over a page break: two blocks that are one sentence become one block.

What stood between them (a page header, a footnote) keeps its own range inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.intake.lines import cut_short, unfinished
from compactx.intake.marks import bullet_at, mark_at

if TYPE_CHECKING:
    from compactx.intake.reading import Block

_BETWEEN = frozenset({"furniture", "footnote"})
_HEADING = 12  # words up to which an unfinished block may be a heading
_LAST_WORDS = 3
_STOPS = frozenset(".;:!?\u201d")
_SEEN = 1000  # characters looked at for them


def join(text: str, blocks: list[Block], openings: frozenset[int] = frozenset()) -> list[Block]:
    """Return the blocks with broken paragraphs put together; blocks in between follow the one they stand in.

    ``openings`` are the offsets of footnote marks that begin a block whose sentence goes on.
    """
    out: list[Block] = []
    open_block: Block | None = None
    between = False
    for block in blocks:
        if block.role in _BETWEEN:
            out.append(block)
            between = True
            continue
        goes_on = (
            block.start in openings or _continues(text, open_block, block, between=between) if open_block else False
        )
        if open_block is not None and goes_on:
            open_block.end = block.end
        else:
            out.append(block)
            open_block = block if block.role in {"", "recital"} and not block.whole else None
        between = False
    return out


def _continues(text: str, before: Block, block: Block, *, between: bool) -> bool:
    if block.role or block.whole or block.is_numbered or _opens(text, block):
        return False
    first = text[block.start]
    last = text[before.end - 1]
    if between and last not in _STOPS and _is_end(text[block.start : min(block.end, block.start + _SEEN)]):
        return True
    words = len(text[before.start : min(before.end, before.start + _SEEN)].split(None, _HEADING + 1))
    if first.islower():
        return last not in ".!?:" and not (last == ";" and not between) and (last in ",;-" or words > 1)
    if last == ",":
        return False
    stops = unfinished(text, before.start, before.end)
    return stops and (between or words > _HEADING) if cut_short(text, before.end) else stops and between


def _is_end(words: str) -> bool:
    """Say whether a block can only be the last words of a sentence: no paragraph is so short.

    >>> _is_end("Agreement."), _is_end("Annex"), _is_end("The Assembly met in May.")
    (True, False, False)
    """
    return words.endswith(".") and len(words.split()) <= _LAST_WORDS


def _opens(text: str, block: Block) -> bool:
    """Say whether a block begins with a mark or a bullet, and so cannot go on with another."""
    if bullet_at(text, block.start, block.end) != block.start:
        return True
    mark = mark_at(text, block.start, block.end)
    words = text[block.start : min(block.end, block.start + _SEEN)].split(None, 3)
    return mark is not None and not (mark.shape == "()" and len(words) < 3)  # noqa: PLR2004 - a mark and a word are no clause
