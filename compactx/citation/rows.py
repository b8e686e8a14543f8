"""An instrument in one cell of a table and its part in another of the same row: read as if one stood behind the other.

A cell that is nothing but a pinpoint ("Articles 3 and 61"), or a bare number below the label of its column ("Article"),
belongs to the one instrument that another cell of its row names and to which no part has been given.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby

from compactx.citation.citation import RESOLVED, Citation
from compactx.citation.language import DEFAULT
from compactx.citation.normalise import fold_text
from compactx.citation.pinpoint import find_pinpoints
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from compactx.citation.catalogue import Catalogue

    Cell = tuple[int, int, str, str, int, int]  # start, end, heading of the column, title above, table, row
    Read = Callable[[str], Sequence[Citation]]

_LONGEST = 80  # characters of a cell that may be nothing but a pinpoint
_FIGURES = re.compile(r"[0-9]{1,3}(?![0-9])[0-9A-Za-z()., -]{0,40}")
_PLURAL = re.compile(r"\(?s\)?$")


def with_rows(
    text: str, citations: Sequence[Citation], cells: Iterable[Cell], catalogue: Catalogue, read: Read
) -> list[Citation]:
    """Return the citations with the parts that other cells of their rows give them, and with those parts themselves.

    ``read`` returns what a short text cites.
    """
    found = sorted(citations, key=lambda one: one.start)
    starts = [one.start for one in found]
    added: list[Citation] = []
    for _, row in groupby(cells, key=lambda cell: cell[4:]):
        own = list(row)
        low, high = bisect_left(starts, own[0][0]), bisect_left(starts, own[-1][1])
        named = [at for at in range(low, high) if _is_whole(found[at])]
        pins = [(cell, pin) for cell in own if named and (pin := _pinpoint(text, cell, catalogue))]
        if len(named) != 1 or len(pins) != 1 or pins[0][0][0] <= starts[named[0]] < pins[0][0][1]:
            continue
        (start, end, *_), pin = pins[0]
        found[named[0]], parts = _read(found[named[0]], pin, text[start:end], start, read)
        added += parts
    return sorted([*found, *added], key=lambda one: one.start) if added else found


def _pinpoint(text: str, cell: Cell, catalogue: Catalogue) -> str:
    """Return the words of a cell that is nothing but a pinpoint, below a label if they have none; else nothing."""
    start, end, heading, *_ = cell
    words = " ".join(text[start:end].split()).strip(" .;,|")
    if not words or len(words) > _LONGEST:
        return ""
    label = _PLURAL.sub("", heading.strip())
    forms = [words, f"{label} {words}"] if label and _FIGURES.fullmatch(words) else [words]
    for form in forms:
        folded = fold_text(form).text
        pins = find_pinpoints(folded, catalogue.grammar(DEFAULT))
        if len(pins) == 1 and pins[0].start == 0 and pins[0].end == len(folded):
            return form
    return ""


def _is_whole(one: Citation) -> bool:
    """Say whether a citation is of an instrument as a whole, to which no part has been given."""
    return one.status == RESOLVED and one.basis != "nested" and not (one.pinpoint or one.whole) and bool(one.to)


def _read(one: Citation, pin: str, cell: str, start: int, read: Read) -> tuple[Citation, list[Citation]]:
    """Return a citation with a part, and the parts, which stand in the cell from ``start`` on."""
    name = " ".join(one.surface.split())
    read_as = read(f"{name}, {pin}")
    whole = next((got for got in read_as if got.parts and one.to in {got.to, got.whole} and got.surface in name), None)
    if whole is None:
        return one, []
    shift = start - len(f"{name}, ") - (len(pin) - len(cell.strip()))
    parts = [
        got.replace(
            start=max(start, got.start + shift), end=min(start + len(cell), got.end + shift), locator=one.locator
        )
        for got in read_as
        if got is not whole and got.whole == whole.whole
    ]
    return one.replace(
        status=whole.status, to=whole.to, pinpoint=cell.strip(), parts=whole.parts, whole=whole.whole,
        pinpoint_kind=whole.pinpoint_kind, reason=whole.reason, confidence=whole.confidence,
    ), parts  # fmt: skip
