"""The extent of an instrument: which of its parts exist, as the corpus or a document held whole tells."""

from __future__ import annotations

from compactx.model.extent import Extent, Range
from compactx.model.finding import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index, Node

_COLUMNS = "unit, within, last, shift, also, parts, letters, sources, confidence, file, line"


def extent_of(index: Index, node: Node) -> Extent:
    """Return which parts exist of an instrument, or of the instrument of a provision; no ranges: nothing is known.

    What the corpus says comes first. A document of the library that numbers its paragraphs from 1 without a gap
    has those and no others, for it was read whole.
    """
    whole = index.instrument_of(node) or node
    sql = f"SELECT {_COLUMNS} FROM extent WHERE node = ? ORDER BY n"
    rows = [_range(whole.id, row) for row in index.connection.execute(sql, (whole.n,))]
    return Extent(tuple(rows) or _held(index, whole))


def measured(index: Index) -> frozenset[int]:
    """Return the instruments of the corpus of which it says which parts exist."""
    return frozenset(number for (number,) in index.connection.execute("SELECT DISTINCT node FROM extent"))


def is_of_library(index: Index, node: Node) -> bool:
    """Say whether a node is a document of the library, or stands in one."""
    first = index.meta().get("corpus_rows")
    return first is not None and node.n > int(first)


def _range(identity: str, row: tuple[object, ...]) -> Range:
    unit, within, last, offset, also, parts, letters, sources, confidence, file, line = row
    return Range(
        identity, str(unit), int(str(last)), Place(str(file), int(str(line))), str(within), int(str(offset)),
        _divided(also), str(parts), bool(letters), _divided(sources), str(confidence),
    )  # fmt: skip


def _divided(value: object) -> tuple[str, ...]:
    return tuple(str(value).split("\t")) if value else ()


def _held(index: Index, whole: Node) -> tuple[Range, ...]:
    """Return the paragraphs of a library document; the corpus holds extracts, which prove nothing by what they lack."""
    if not is_of_library(index, whole):
        return ()
    sql = "SELECT locator FROM node WHERE instrument = ? AND kind = 'paragraph'"
    numbers = {int(text) for (text,) in index.connection.execute(sql, (whole.n,)) if text.isdecimal()}
    if not numbers or numbers != set(range(1, max(numbers) + 1)):
        return ()
    place = Place(whole.file, whole.line)
    return (Range(whole.id, "paragraph", max(numbers), place, sources=("counted in the document",)),)
