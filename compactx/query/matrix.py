"""Who cites what, as a table: objectives by instruments, by actors, by goals, documents by objectives."""

from __future__ import annotations

from compactx.errors import UsageError
from compactx.index.links import all_links, wholes
from compactx.model.record import Record
from compactx.query.listing import kinds_of
from compactx.query.view import EVIDENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.links import Link
    from compactx.index.read import Index, Node

DIRECTIONS = ("out", "in", "both")
_SYNONYMS = {"sdgs": "goals", "sdg": "goals", "sdg goals": "goals", "sustainable development goals": "goals"}
_DOCUMENTS = ("resolution", "document", "framework")
_LONGEST_LABEL = 12


class Line(Record):
    """A row or a column: its node, a short label for tables, and whether nothing stands in it."""

    node: Node
    label: str
    empty: bool


class Cell(Record):
    """Where a row and a column meet: the clauses whose wording connects them, in reading order."""

    row: Node
    column: Node
    clauses: tuple[Node, ...]

    @property
    def count(self) -> int:
        """Return how many clauses there are."""
        return len(self.clauses)


class Matrix(Record):
    """A table of references. ``cells`` holds those that are not empty, row by row."""

    row_kind: str
    column_kind: str
    direction: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[Cell, ...]

    def shown(self, *, holes: bool) -> Matrix:
        """Return the matrix with its empty rows and columns, or without."""
        if holes:
            return self
        rows = tuple(line for line in self.rows if not line.empty)
        columns = tuple(line for line in self.columns if not line.empty)
        return Matrix(self.row_kind, self.column_kind, self.direction, rows, columns, self.cells)

    def turned(self) -> Matrix:
        """Return the matrix with rows and columns exchanged."""
        way = {"out": "in", "in": "out"}.get(self.direction, self.direction)
        cells = tuple(Cell(cell.column, cell.row, cell.clauses) for cell in self.cells)
        return Matrix(self.column_kind, self.row_kind, way, self.columns, self.rows, cells)

    def by_ends(self) -> dict[tuple[int, int], Cell]:
        """Return the cells by the numbers of their row and column."""
        return {(cell.row.n, cell.column.n): cell for cell in self.cells}


def matrix(
    index: Index,
    rows: str,
    columns: str,
    *,
    direction: str = "both",
    editorial: bool = False,
    inside: Node | None = None,
) -> Matrix:
    """Return how often things of one kind and things of another refer to each other.

    A reference to or from a part counts for the whole: a target for its goal, an action for its objective. ``out``
    counts what rows cite, ``in`` what cites rows. A thing never meets the whole it is part of.

    Raises:
        UsageError: a word is no kind, or the corpus has nothing of it.
    """
    row_nodes, column_nodes = _nodes(index, rows, inside), _nodes(index, columns, None)
    links = list(all_links(index, (*EVIDENCE, "editorial") if editorial else EVIDENCE, lineage=editorial))
    found = _count(index, row_nodes, column_nodes, direction, links)
    cells = [
        Cell(row, column, clauses)
        for row in row_nodes
        for column in column_nodes
        if (clauses := found.get((row.n, column.n)))
    ]
    full_rows, full_columns = {cell.row.n for cell in cells}, {cell.column.n for cell in cells}
    return Matrix(
        _kind_word(rows),
        _kind_word(columns),
        direction,
        _lines(index, row_nodes, full_rows),
        _lines(index, column_nodes, full_columns),
        tuple(cells),
    )


def _lines(index: Index, nodes: Sequence[Node], full: set[int]) -> tuple[Line, ...]:
    """Return the lines with labels; a label that two would share gives way to their ids."""
    labels = [label(index, node) for node in nodes]
    unique = [text if labels.count(text) == 1 else node.id for text, node in zip(labels, nodes, strict=True)]
    return tuple(Line(node, text, node.n not in full) for text, node in zip(unique, nodes, strict=True))


def divide(words: Sequence[str]) -> tuple[str, str]:
    """Return the two kinds in what was typed; "by" or "x" may stand between them.

    Raises:
        UsageError: there are not two.

    >>> divide(["objectives", "by", "SDG", "goals"]), divide(["treaties", "objectives"])
    (('objectives', 'SDG goals'), ('treaties', 'objectives'))
    """
    for at, word in enumerate(words):
        if word.lower() in {"by", "x", "\u00d7"} and 0 < at < len(words) - 1:
            return " ".join(words[:at]), " ".join(words[at + 1 :])
    if len(words) == 2:  # noqa: PLR2004 - rows and columns
        return words[0], words[1]
    for at in range(1, len(words)):
        left, right = " ".join(words[:at]), " ".join(words[at:])
        if all(_kind_word(side) != side.lower() or " " not in side for side in (left, right)):
            return left, right
    raise UsageError(
        "a matrix needs a kind for its rows and one for its columns", hint="compactx matrix objectives instruments"
    )


def _kind_word(word: str) -> str:
    return _SYNONYMS.get(word.lower(), word.lower())


def _nodes(index: Index, word: str, inside: Node | None) -> list[Node]:
    word = _kind_word(word)
    kinds = _DOCUMENTS if word in {"document", "documents"} else kinds_of(word)
    found = index.of_kind(kinds, inside.n if inside else None)
    if not found:
        raise UsageError(f'the corpus has nothing of kind "{word}"', hint="compactx list KIND shows what there is")
    return sorted(found, key=lambda node: (node.instrument or 0, node.number or 0, node.n))


def _count(
    index: Index, rows: Sequence[Node], columns: Sequence[Node], direction: str, links: Sequence[Link]
) -> dict[tuple[int, int], tuple[Node, ...]]:
    counting = _Wholes(wholes(index), {node.n for node in rows}, {node.n for node in columns})
    clauses: dict[tuple[int, int], dict[int, None]] = {}
    for link in links:
        near, far = (link.src, link.clause), (link.dst,)
        pairs = counting.pairs(near, far) if direction != "in" else []
        pairs += counting.pairs(far, near) if direction != "out" else []
        for pair in pairs:
            clauses.setdefault(pair, {})[link.clause] = None
    index.preload(number for numbers in clauses.values() for number in numbers)
    return {pair: tuple(index.node(number) for number in sorted(numbers)) for pair, numbers in clauses.items()}


class _Wholes:
    """Says in which row and column a provision counts: its own, or that of what it stands in."""

    def __init__(self, above: dict[int, tuple[int | None, int | None]], rows: set[int], columns: set[int]) -> None:
        self.above = above
        self.rows = rows
        self.columns = columns
        self._chains: dict[int, tuple[int, ...]] = {}

    def pairs(self, near: Sequence[int], far: Sequence[int]) -> list[tuple[int, int]]:
        """Return the cells in which a reference between rows of the index counts."""
        heads = dict.fromkeys(whole for number in near for whole in self._chain(number) if whole in self.rows)
        if not heads:
            return []
        tails = dict.fromkeys(whole for number in far for whole in self._chain(number) if whole in self.columns)
        return [(head, tail) for head in heads for tail in tails if not self._nested(head, tail)]

    def _chain(self, number: int) -> tuple[int, ...]:
        if number not in self._chains:
            parent, instrument = self.above[number]
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


def label(index: Index, node: Node) -> str:
    """Return what stands for a node in a narrow place: its number, an acronym, or its id."""
    if node.kind in {"objective", "goal"} and node.number:
        return str(node.number)
    if node.locator:
        return node.printed
    acronyms = [named.name for named in index.names_of(node.n) if named.type == "acronym"]
    short = min(acronyms, key=len, default="")
    return short if 0 < len(short) <= _LONGEST_LABEL else node.id
