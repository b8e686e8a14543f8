"""Several clauses in one block: two numbered paragraphs on a line, a list inside a paragraph, recitals run together."""

from __future__ import annotations

import itertools
import re

from compactx.intake.readers.blocks import Block
from compactx.intake.segment.marks import mark_at, token_readings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = re.compile(r"[0-9]{1,3}\.\s+(?=[A-Z\u201c])")
_STOPS = frozenset(".;:,)\u201d]}0123456789⁰¹²³⁴⁵⁶⁷⁸⁹")
_NEAR = 3  # how far the next number at the head of a block may be for one before it to be missing
_LETTER = re.compile(r"(?P<before>[:;,.](?:\s+(?:and|or))?)\s+\((?P<letter>[a-z]{1,2}|[ivx]{1,5})\)\s*(?=[\w\u201c\"])")
# A title goes on with a noun of the same ending: "Production, Stockpiling and Use".
_RECITAL = re.compile(
    r"(?<=[,;.])\s*(?=(?:(?:Also|Further|Deeply|Fully|Gravely|Strongly|Keenly|Firmly)\s+)?"
    r"(?:[A-Z][a-z]{2,14}ing\s+(?!(?:and|or|of)\b)[a-z]|(?:Recall|Reaffirm|Affirm|Not|Consider|Recogniz|Recognis|Welcom|Emphasiz|Stress"
    r"|Acknowledg|Bear|Tak|Reiterat|Express|Desir|Observ)ing\s|(?:Convinced|Aware|Mindful|Conscious|Determined|Guided"
    r"|Alarmed|Concerned|Encouraged|Inspired|Having|Desirous|Cognizant|Resolved|Persuaded)\s))"
)


def divide(text: str, blocks: list[Block], last: int = 0) -> list[Block]:
    """Return the blocks with further clauses inside them cut off; ``last`` is the number before them."""
    out: list[Block] = []
    numbers = [_number(text, block) for block in blocks]
    for at, block in enumerate(blocks):
        if block.whole or block.role not in {"", "recital"}:
            out.append(block)
            continue
        last = numbers[at] or last
        following = next((n for n in numbers[at + 1 : at + 40] if n), 0)
        cuts, last = _number_cuts(text, block, last, following)
        pieces = list(_cut(block, cuts))
        for piece in pieces:
            out += _cut(piece, _letter_cuts(text, piece))
    return out


def recitals(text: str, block: Block) -> list[Block]:
    """Return the recitals that run together in a block, the block itself if it is one."""
    cuts = [match.end() for match in _RECITAL.finditer(text, block.start, block.end) if match.end() > block.start]
    return list(_cut(block, cuts))


def last_number(text: str, blocks: list[Block], before: int) -> int:
    """Return the number of the last numbered paragraph, the one before the blocks if they have none."""
    return next((number for block in reversed(blocks) if (number := _number(text, block))), before)


def _number(text: str, block: Block) -> int:
    if block.role not in {"", "recital"}:
        return 0
    mark = mark_at(text, block.start, min(block.end, block.start + 80))
    return mark.value("n") if mark and mark.shape == "." else 0


def _number_cuts(text: str, block: Block, last: int, following: int) -> tuple[list[int], int]:
    """Return where numbered paragraphs begin inside a block that no later block begins with."""
    cuts: list[int] = []
    if not last:
        return cuts, last
    for match in _NUMBER.finditer(text, block.start, block.end):
        if match.start() == block.start or not text[match.start() - 1].isspace():
            continue
        number = int(match.group().partition(".")[0])
        missing = number < following <= number + _NEAR
        before = text[max(block.start, match.start() - 24) : match.start()].rstrip()[-1:]
        stopped = before in _STOPS and following != number
        if (number == last + 1 and (missing or stopped)) or (
            number == last + 2 and (following == number + 1 or (missing and stopped))
        ):
            cuts.append(match.start())
            last = number
    return cuts, last


def _letter_cuts(text: str, block: Block) -> list[int]:
    """Return where the items of a list begin: (a) after a colon, then each next letter after a stop."""
    cuts: list[int] = []
    for kind in ("a", "i"):
        expected = 1
        found: list[int] = []
        for match in _LETTER.finditer(text, block.start, block.end):
            value = dict(token_readings(match["letter"])).get(kind, 0)
            if value != expected or (expected == 1 and match["before"][0] != ":"):
                continue
            found.append(match.start("letter") - 1)
            expected += 1
        if len(found) > 1:
            cuts += found
    return sorted(cuts)


def _cut(block: Block, cuts: list[int]) -> Iterator[Block]:
    edges = [block.start, *cuts, block.end]
    for start, end in itertools.pairwise(edges):
        yield Block(start, end, block.role, block.mark, whole=block.whole) if cuts else block
