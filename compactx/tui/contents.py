"""The contents tree as rows: instruments with their parts, then everything known by name, by kind.

Rows are read when a branch is opened and two hundred at a time, so a branch of a hundred thousand costs no more than
one of two hundred.
"""

from __future__ import annotations

from compactx.index import window
from compactx.model.kinds import ACTOR_KINDS, CLASS_KINDS, INSTRUMENT_KINDS
from compactx.model.record import Record
from compactx.model.text import clean
from compactx.tui.canvas import cut
from compactx.tui.names import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.read import Index, Node
    from compactx.tui.names import Names

STEP = 200
_GIST = 120
_COUNTED = {"objective": "Obj. ", "goal": "Goal "}  # a bare number is one that opens what it stands before


class ContentsRow(Record):
    """A line of the contents.

    ``key`` is ``n:ID`` for a thing, ``k:KIND`` for a list of a kind, ``more:KEY`` for the rest of a branch and ``''``
    for a heading; ``branch`` is ``open``, ``closed`` or ``''``.
    """

    key: str
    id: str
    depth: int
    text: str
    branch: str = ""
    count: int = 0


class Contents:
    """Reads rows from the index; what hangs below a branch is kept."""

    def __init__(self, index: Index, names: Names) -> None:
        """Keep the index and the short names."""
        self._index = index
        self._names = names
        self._below: dict[tuple[str, int], tuple[ContentsRow, ...]] = {}
        self._counts: dict[str, int] = {}
        self._top: tuple[ContentsRow, ...] = ()

    def rows(self, opened: frozenset[str], steps: dict[str, int]) -> tuple[ContentsRow, ...]:
        """Return the rows that show when these branches are open, and so many stretches of each are read."""
        found: list[ContentsRow] = []
        for top in self._roots():
            found += self._grown(top, opened, steps)
        return tuple(found)

    def above(self, identity: str) -> tuple[str, ...]:
        """Return the keys of the branches that lead to a thing, the nearest first."""
        node = self._index.by_id(identity)
        if node is None:
            return ()
        if not node.locator:
            root = f"n:{node.id}"
            return () if any(row.key == root for row in self._roots()) else (f"k:{node.kind}",)
        return tuple(f"n:{one.id}" for one in self._index.ancestors(node))

    def _grown(self, row: ContentsRow, opened: frozenset[str], steps: dict[str, int]) -> Iterator[ContentsRow]:
        if row.branch != "closed" or row.key not in opened:
            yield row
            return
        yield row.replace(branch="open")
        shown = steps.get(row.key, 1) * STEP
        for below in self._children(row, shown):
            yield from self._grown(below, opened, steps)
        total = self.count(row)
        if total > shown:
            text = f"{total - shown:,} more"
            yield ContentsRow(f"more:{row.key}", "", row.depth + 1, text)

    def count(self, row: ContentsRow) -> int:
        """Return how many things hang below a row."""
        if row.key not in self._counts:
            kind = row.key.removeprefix("k:")
            node = self._index.by_id(row.id) if row.id else None
            found = window.child_count(self._index, node.n) if node else window.kind_count(self._index, kind)
            self._counts[row.key] = found
        return self._counts[row.key]

    def _roots(self) -> tuple[ContentsRow, ...]:
        if not self._top:
            wholes = window.with_parts(self._index, INSTRUMENT_KINDS, STEP)
            main = self._index.meta().get("main", "")
            wholes.sort(key=lambda node: (node.id != main, node.date, node.n))
            rows = [ContentsRow(f"n:{node.id}", node.id, 0, self._names.short(node), "closed") for node in wholes]
            for title, kinds in (("Instruments", INSTRUMENT_KINDS), ("Actors", ACTOR_KINDS), ("Groups", CLASS_KINDS)):
                lists = [ContentsRow(f"k:{kind}", "", 0, plural(kind), "closed", count) for kind in kinds
                         if (count := window.kind_count(self._index, kind))]  # fmt: skip
                rows += [ContentsRow("", "", 0, title), *lists] if lists else []
            self._top = tuple(rows)
        return self._top

    def _children(self, row: ContentsRow, limit: int) -> tuple[ContentsRow, ...]:
        if (row.key, limit) not in self._below:
            self._below[row.key, limit] = tuple(self._read(row, limit))
        return self._below[row.key, limit]

    def _read(self, row: ContentsRow, limit: int) -> Iterator[ContentsRow]:
        if row.key.startswith("k:"):
            for node in window.of_kind(self._index, row.key.removeprefix("k:"), 0, limit):
                yield ContentsRow(f"n:{node.id}", node.id, 1, self._names.short(node))
            return
        whole = self._index.by_id(row.id)
        for node in window.children(self._index, whole.n, 0, limit) if whole else ():
            branch = "closed" if window.has_children(self._index, node.n) else ""
            yield ContentsRow(f"n:{node.id}", node.id, row.depth + 1, self._text(node), branch)

    def _text(self, node: Node) -> str:
        """Return a part as its whole lists it: a number and what it is about."""
        if node.kind == "section" and node.title:
            return clean(node.title)
        mark = f"{_COUNTED.get(node.kind, '')}{node.number}" if node.number else node.printed
        return f"{clean(mark)} {cut(self._names.about(node), _GIST)}".rstrip()


def matching_rows(rows: tuple[ContentsRow, ...], text: str) -> tuple[ContentsRow, ...]:
    """Return the rows that a filter keeps, with the branches they hang on; ``!word`` excludes.

    >>> kind = ContentsRow("k:a", "", 0, "Treaties", "open")
    >>> rows = (kind, ContentsRow("n:b", "b", 1, "Charter"), ContentsRow("n:c", "c", 1, "Pact"))
    >>> [row.text for row in matching_rows(rows, "char")], [row.text for row in matching_rows(rows, "!char")]
    (['Treaties', 'Charter'], ['Treaties', 'Pact'])
    """
    kept: list[ContentsRow] = []
    open_branches: list[ContentsRow] = []
    for row in rows:
        open_branches = [above for above in open_branches if above.depth < row.depth]
        if row.key and passes(text, f"{row.text} {row.id}"):
            kept += [above for above in open_branches if above not in kept[-64:]]
            kept.append(row)
        if row.branch == "open":
            open_branches.append(row)
    return tuple(dict.fromkeys(kept))


def passes(pattern: str, words: str) -> bool:
    """Say whether words pass a filter: every part stands in them, no part after ``!`` does."""
    folded = words.casefold()
    return all(
        (part[1:] not in folded) if part.startswith("!") and len(part) > 1 else part in folded
        for part in pattern.casefold().split()
    )
