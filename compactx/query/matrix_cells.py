"""The cells of a matrix: which references are read for it, and in which row and column each counts.

What is read is what touches the smaller side. What stands in the rows and columns of the other is told by its kind, so
that a table of the Compact's objectives costs the same beside a library of ten documents or ten thousand.
"""

from __future__ import annotations

from compactx.index.links import all_links, links_from, links_to, parts_of, provision_count, wholes
from compactx.model.kinds import INSTRUMENT_KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from compactx.index.links import Link
    from compactx.index.read import Index, Node

_FEW = 20_000  # rows or references that are read at once


class Side:
    """The rows or the columns: everything of some kinds, of one instrument if one is named."""

    def __init__(self, index: Index, kinds: Sequence[str], inside: Node | None = None) -> None:
        """Count them; they are read when they are asked for."""
        self.index = index
        self.kinds = frozenset(kinds)
        self.inside = inside.n if inside else None
        self._asked = kinds
        self._nodes: list[Node] | None = None
        counts = index.counts()
        self.count = len(self.nodes) if inside else sum(counts.get(kind, 0) for kind in self.kinds)

    @property
    def nodes(self) -> list[Node]:
        """All of them in the order of a table: by instrument, number and corpus."""
        if self._nodes is None:
            self._nodes = _sorted(self.index.of_kind(self._asked, self.inside))
        return self._nodes

    def among(self, numbers: Iterable[int]) -> list[Node]:
        """Return those of some rows of the index, each once, in the order of a table."""
        wanted = list(dict.fromkeys(numbers))
        self.index.preload(wanted)
        return _sorted(self.index.node(number) for number in wanted)

    def size(self, most: int) -> int:
        """Return how many they are with the provisions in them, counted up to a number."""
        holds = self.count < most and not self.kinds.isdisjoint(INSTRUMENT_KINDS)
        return self.count + (provision_count(self.index, [node.n for node in self.nodes], most) if holds else 0)


def _sorted(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: (node.instrument or 0, node.number or 0, node.n))


def links_between(index: Index, rows: Side, columns: Side, bases: tuple[str, ...], *, roles: bool) -> Iterable[Link]:
    """Return the references that touch the rows, or the columns if less stands in them; all if much stands in both.

    The lineage of ideas comes with the links that are ours.
    """
    lineage = "editorial" in bases
    fewer, more = sorted((rows, columns), key=lambda side: side.count)
    size = fewer.size(_FEW + 1)
    side = fewer if more.count >= size or more.size(size) >= size else more
    if min(size, side.size(_FEW + 1)) > _FEW:
        return all_links(index, bases, lineage=lineage, roles=roles)
    inside = parts_of(index, [node.n for node in side.nodes])
    found = {
        link[0]: link
        for read in (links_from, links_to)
        for link in read(index, inside, bases, lineage=lineage, roles=roles)
    }
    return [found[edge] for edge in sorted(found)]


def clauses_of_cells(
    index: Index, rows: Side, columns: Side, direction: str, links: Iterable[Link]
) -> dict[tuple[int, int], tuple[Node, ...]]:
    """Return the clauses of each cell that is not empty, by the rows of the index of both its ends."""
    counting = _Wholes(index, rows, columns)
    clauses: dict[tuple[int, int], dict[int, None]] = {}
    for some in _batches(links):
        counting.read(number for _, *ends in some for number in ends)
        for _, start, clause, target in some:
            near, far = (start, clause), (target,)
            pairs = counting.pairs(near, far) if direction != "in" else []
            pairs += counting.pairs(far, near) if direction != "out" else []
            for pair in pairs:
                clauses.setdefault(pair, {})[clause] = None
    index.preload(number for numbers in clauses.values() for number in numbers)
    holders = {number: _holder(index, number) for numbers in clauses.values() for number in numbers}
    return {
        pair: tuple(index.node(number) for number in sorted({holders[number] for number in numbers}))
        for pair, numbers in clauses.items()
    }


def _holder(index: Index, number: int) -> int:
    """Return the clause that counts: for a footnote the one that it hangs on."""
    node = index.node(number)
    hangs = node.kind == "footnote" and node.parent is not None and node.parent != node.instrument
    return node.parent if hangs and node.parent is not None else number


def _batches(links: Iterable[Link]) -> Iterator[list[Link]]:
    batch: list[Link] = []
    for link in links:
        batch.append(link)
        if len(batch) == _FEW:
            yield batch
            batch = []
    yield batch


class _Wholes:
    """Says in which row and column a provision counts: its own, or that of what it stands in."""

    def __init__(self, index: Index, rows: Side, columns: Side) -> None:
        self.index = index
        self.sides = (rows, columns)
        self.above: dict[int, tuple[int | None, int | None, str]] = {}
        self._chains: dict[int, tuple[int, ...]] = {}

    def read(self, numbers: Iterable[int]) -> None:
        """Read what some rows of the index stand in, and forget those before."""
        self.above = wholes(self.index, numbers)
        self._chains = {}

    def pairs(self, near: Sequence[int], far: Sequence[int]) -> list[tuple[int, int]]:
        """Return the cells in which a reference between rows of the index counts."""
        heads = self._ends(near, self.sides[0])
        if not heads:
            return []
        tails = self._ends(far, self.sides[1])
        return [(head, tail) for head in heads for tail in tails if not self._nested(head, tail)]

    def _ends(self, numbers: Sequence[int], side: Side) -> dict[int, None]:
        return dict.fromkeys(whole for number in numbers for whole in self._chain(number) if self._is_of(whole, side))

    def _is_of(self, number: int, side: Side) -> bool:
        _, instrument, kind = self.above[number]
        return kind in side.kinds and (side.inside is None or instrument == side.inside)

    def _chain(self, number: int) -> tuple[int, ...]:
        if number not in self._chains:
            parent, instrument, _ = self.above[number]
            chain = {number: None}
            while parent is not None and parent not in chain:
                chain[parent] = None
                parent = self.above[parent][0]
            if instrument is not None:
                chain[instrument] = None
            self._chains[number] = tuple(chain)
        return self._chains[number]

    def _nested(self, head: int, tail: int) -> bool:
        return head in self._chain(tail) or tail in self._chain(head)
