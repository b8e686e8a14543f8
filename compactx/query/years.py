"""What is cited most, and when: citing clauses by the year of the document they stand in."""

from __future__ import annotations

from compactx.index import figures as rows
from compactx.model.kinds import INSTRUMENT_KINDS
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index, Node

_BARS = "▁▂▃▄▅▆▇█"


class YearRow(Record):
    """One thing with its citing clauses by year, ``node`` None for the documents themselves."""

    node: Node | None
    counts: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(count for _, count in self.counts)


class YearTimeline(Record):
    """The years that documents of the corpus are of, how many documents, and what is cited most over them."""

    years: tuple[int, ...]
    documents: YearRow
    rows: tuple[YearRow, ...]


def citing_years(index: Index, *, top: int = 10, as_of: str = "", kinds: tuple[str, ...] = ()) -> YearTimeline:
    """Return what is cited most over time, up to a day if one is given; ``top`` 0 is everything.

    Bodies, offices and classes that everyone names are left out unless ``kinds`` asks for them.
    """
    documents = rows.documents_by_year(index, as_of)
    counts: dict[int, list[tuple[int, int]]] = {}
    for number, year, count in rows.by_year(index, as_of):
        counts.setdefault(number, []).append((year, count))
    ranked = sorted(counts, key=lambda number: (-sum(count for _, count in counts[number]), number))
    found: list[YearRow] = []
    for number in ranked:
        node = index.node(number)
        if node.kind in kinds or (not kinds and node.kind in INSTRUMENT_KINDS):
            found.append(YearRow(node, tuple(sorted(counts[number]))))
            if top and len(found) == top:
                break
    spoken = {year for year, _ in documents} | {year for row in found for year, _ in row.counts}
    span = tuple(range(min(spoken), max(spoken) + 1)) if spoken else ()
    return YearTimeline(span, YearRow(None, tuple(documents)), tuple(found))


def sparkline(row: YearRow, years: tuple[int, ...]) -> str:
    """Return a bar for each year, as high as the count; a space where there is none.

    >>> sparkline(YearRow(None, ((2020, 1), (2022, 8))), (2020, 2021, 2022))
    '▁ █'
    """
    counts = dict(row.counts)
    most = max(counts.values(), default=1)
    levels = (counts.get(year, 0) * len(_BARS) / most for year in years)
    return "".join(_BARS[max(0, round(level) - 1)] if level else " " for level in levels)
