"""Who cites what, as a table: objectives by instruments, by actors, by goals, documents by objectives."""

from __future__ import annotations

from collections import defaultdict

from compactx.errors import UsageError
from compactx.index import across
from compactx.index.across import facts_named
from compactx.index.instruments import bare_parts, part_names
from compactx.index.links import parts_of
from compactx.index.standing import standings
from compactx.model.kinds import EVIDENCE, family, kind_named, kind_of_word
from compactx.model.record import Record, Row
from compactx.model.standing import PARTY, SIGNATORY
from compactx.model.text import fold, short
from compactx.query.listing import kinds_of
from compactx.query.matrix_cells import Side, clauses_of_cells, links_between

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from compactx.index.read import Index, Node

DIRECTIONS = ("out", "in", "both")
_DOCUMENTS = ("resolution", "document", "framework")
_LONGEST_LABEL = 12
_SHORT_TITLE = 30  # characters of a title from which a short name is better
_LONGEST_TITLE = 40


class MatrixLine(Row):
    """A row or a column: its node, a label for narrow tables, a short title for heads, and whether it is empty.

    ``total`` is how many clauses stand in its cells, each counted once.
    """

    node: Node
    label: str
    empty: bool
    title: str = ""
    total: int = 0


class MatrixCell(Record):
    """Where a row and a column meet: the clauses whose wording connects them, in reading order.

    Where one is a State and the other a treaty, ``status`` says how it stands towards it instead, with ``since`` and
    ``as_of``.
    """

    row: Node
    column: Node
    clauses: tuple[Node, ...]
    status: str = ""
    since: str = ""
    as_of: str = ""

    @property
    def count(self) -> int:
        """Return how many clauses there are; a standing counts as one."""
        return len(self.clauses) or int(bool(self.status))

    @property
    def mark(self) -> str:
        """Return what stands in a narrow cell: the number of clauses, or P for a party and s for who only signed."""
        return {PARTY: "P", SIGNATORY: "s"}.get(self.status) or str(self.count)


class Matrix(Record):
    """A table of references. ``cells`` holds those that are not empty, row by row; ``beside`` what is no citation.

    ``lines`` is how many rows and columns there are, those too in which nothing stands and that were not read.
    """

    row_kind: str
    column_kind: str
    direction: str
    rows: tuple[MatrixLine, ...]
    columns: tuple[MatrixLine, ...]
    cells: tuple[MatrixCell, ...]
    beside: tuple[str, ...] = ()
    lines: int = 0

    @property
    def reading(self) -> str:
        """What the number in a cell counts, in words: clauses by which rows cite columns, or the other way round."""
        if any(cell.status for cell in self.cells):
            return "party or signatory"
        ours = f" (with {' and '.join(self.beside)})" if self.beside else ""
        if self.direction == "both":
            return f"clauses by which {self.row_kind} and {self.column_kind} cite each other{ours}"
        ends = (self.row_kind, self.column_kind) if self.direction == "out" else (self.column_kind, self.row_kind)
        return f"clauses by which {ends[0]} cite {ends[1]}{ours}"

    @property
    def has_summaries(self) -> bool:
        """Say whether a row or a column is called by a summary of ours."""
        nodes = (line.node for line in (*self.rows, *self.columns))
        return any(node.is_summarised and not node.title for node in nodes)

    @property
    def size(self) -> str:
        """Return how large the table is, and what its numbers count."""
        told = ((len(self.rows), "row"), (len(self.columns), "column"), (len(self.cells), "filled cell"))
        counts = ", ".join(f"{count:,} {what}{'' if count == 1 else 's'}" for count, what in told)
        return f"{counts}: {self.reading}"

    def shown(self, *, holes: bool) -> Matrix:
        """Return the matrix with its empty rows and columns, or without."""
        if holes:
            return self
        rows = tuple(line for line in self.rows if not line.empty)
        columns = tuple(line for line in self.columns if not line.empty)
        return self.replace(rows=rows, columns=columns)

    def turned(self) -> Matrix:
        """Return the matrix with rows and columns exchanged."""
        way = {"out": "in", "in": "out"}.get(self.direction, self.direction)
        cells = tuple(cell.replace(row=cell.column, column=cell.row) for cell in self.cells)
        return Matrix(self.column_kind, self.row_kind, way, self.columns, self.rows, cells, self.beside, self.lines)

    def by_ends(self) -> dict[tuple[int, int], MatrixCell]:
        """Return the cells by the numbers of their row and column."""
        return {(cell.row.n, cell.column.n): cell for cell in self.cells}


def matrix(
    index: Index,
    rows: str,
    columns: str,
    *,
    direction: str = "out",
    editorial: bool = False,
    follow_up: bool = False,
    inside: Node | None = None,
    empty: bool = True,
) -> Matrix:
    """Return which things of one kind cite things of another, and by how many clauses.

    A reference to or from a part counts for the whole: a target for its goal, an action for its objective. ``out``
    counts what rows cite, ``in`` what cites rows. Roles in follow-up and links that are ours come when they are asked
    for. A thing never meets the whole it is part of. Without ``empty`` the rows and columns in which nothing stands
    are not read: the table then costs what stands in it, however large the library is.

    Raises:
        UsageError: a word is no kind, or the corpus has nothing of it.
    """
    down, across = _side(index, rows, inside), _side(index, columns)
    words = _kind_word(index, rows)[0], _kind_word(index, columns)[0]
    if {*down.kinds, *across.kinds} == {"state", "treaty"}:
        return _standing(index, words, down.nodes, across.nodes)
    bases = (*EVIDENCE, *(("editorial",) if editorial else ()))
    found = clauses_of_cells(index, down, across, direction, links_between(index, down, across, bases, roles=follow_up))
    sides = [side.nodes if empty else side.among(pair[at] for pair in found) for at, side in enumerate((down, across))]
    places = [{node.n: at for at, node in enumerate(nodes)} for nodes in sides]
    ends = sorted((places[0][row], places[1][column], clauses) for (row, column), clauses in found.items())
    cells = tuple(MatrixCell(sides[0][row], sides[1][column], clauses) for row, column, clauses in ends)
    lines = _lines(index, sides[0], cells), _lines(index, sides[1], cells)
    asked = (("links that are ours", editorial), ("parts in follow-up", follow_up))
    beside = tuple(what for what, wanted in asked if wanted)
    return Matrix(*words, direction, *lines, cells, beside, down.count + across.count)


def things(index: Index, rows: str, columns: str, inside: Node | None = None) -> Iterator[Node]:
    """Yield everything that has a row or a column, whether anything stands there or not; raises as above."""
    yield from _side(index, rows, inside).nodes
    yield from _side(index, columns).nodes


def _standing(index: Index, words: tuple[str, str], row_nodes: Sequence[Node], column_nodes: Sequence[Node]) -> Matrix:
    """Return where States stand towards treaties; treaties of which nothing is known are left out."""
    standing = [one for one in standings(index) if one.status in {PARTY, SIGNATORY}]
    known = {one.treaty for one in standing}
    told = {(one.state, one.treaty): one for one in standing}
    row_nodes, column_nodes = (
        [node for node in nodes if node.kind == "state" or node.n in known] for nodes in (row_nodes, column_nodes)
    )
    cells = []
    for row in row_nodes:
        for column in column_nodes:
            one = told.get((row.n, column.n)) or told.get((column.n, row.n))
            if one:
                cells.append(MatrixCell(row, column, (), one.status, one.since, one.as_of))
    lines = _lines(index, row_nodes, cells), _lines(index, column_nodes, cells)
    return Matrix(*words, "out", *lines, tuple(cells))


def _lines(index: Index, nodes: Sequence[Node], cells: Sequence[MatrixCell]) -> tuple[MatrixLine, ...]:
    """Return the lines with their labels, short titles and totals."""
    names = across.names_by_row(index, [node.n for node in nodes])
    inside: dict[int, set[int]] = {}
    for cell in cells:
        for end in (cell.row, cell.column):
            inside.setdefault(end.n, set()).update(clause.n for clause in cell.clauses)
    told = [names.get(node.n, ()) for node in nodes]
    own = list(map(short_title, nodes, told))
    labels, titles = _unique(list(map(label, nodes, told, own)), nodes), _unique(own, nodes)
    return tuple(
        MatrixLine(node, text, node.n not in inside, title, len(inside.get(node.n, ())))
        for node, text, title in zip(nodes, labels, titles, strict=True)
    )


def _unique(texts: list[str], nodes: Sequence[Node]) -> list[str]:
    """Return the texts; one that two would share, as a series does, gives way to their symbols, or else ids."""
    shared = _counts(texts)
    once = [text if shared[text] == 1 else node.symbol or node.id for text, node in zip(texts, nodes, strict=True)]
    counts = _counts(once)
    return [text if counts[text] == 1 else node.id for text, node in zip(once, nodes, strict=True)]


def _counts(texts: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    return counts


def two_kinds(words: Sequence[str]) -> tuple[str, str]:
    """Return the two kinds in what was typed; "by" or "x" may stand between them.

    Raises:
        UsageError: there are not two.

    >>> two_kinds(["objectives", "by", "SDG", "goals"]), two_kinds(["treaties", "objectives"])
    (('objectives', 'SDG goals'), ('treaties', 'objectives'))
    """
    for at, word in enumerate(words):
        if word.lower() in {"by", "x", "\u00d7"} and 0 < at < len(words) - 1:
            return " ".join(words[:at]), " ".join(words[at + 1 :])
    if len(words) == 2:  # noqa: PLR2004 - rows and columns
        return words[0], words[1]
    for at in range(1, len(words)):
        left, right = " ".join(words[:at]), " ".join(words[at:])
        if all(kind_of_word(side.rpartition(" ")[2]) or " " not in side for side in (left, right)):
            return left, right
    raise UsageError(
        "a matrix needs a kind for its rows and one for its columns", hint="compactx matrix objectives instruments"
    )


def _kind_word(index: Index, word: str) -> tuple[str, Node | None]:
    """Return the word for a kind; what the parts of an instrument are called besides is their kind, and they its own.

    Goals alone are those that texts call so alone, where others are cited with their name only.
    """
    told = word.lower()
    name, _, last = told.rpartition(" ")
    names = part_names(index)
    found = names.get(fold(told)) or (names.get(fold(name)) if kind_of_word(last) else None)
    if found:
        return kind_named(found[0]).plural, index.node(found[1])
    kind = kind_of_word(told)
    others = any(kind == other for _, other in facts_named(index, "part_kinds"))
    return told, bare_parts(index).get(kind) if others else None


def narrowed(index: Index, found: Matrix, node: Node) -> Matrix:
    """Return the matrix with those columns alone that are of one thing.

    They are what a body adopted, issued or has, the members of a class, or the parts of an instrument.
    """
    own = {edge.src for edge in index.edges_to(node.n) if edge.family == "catalogue"} | set(parts_of(index, (node.n,)))
    cells = tuple(cell for cell in found.cells if cell.column.n in own)
    clauses: dict[int, set[int]] = defaultdict(set)
    for cell in cells:
        clauses[cell.row.n].update(clause.n for clause in cell.clauses)
    met = {cell.row.n for cell in cells}
    rows = tuple(row.replace(empty=row.node.n not in met, total=len(clauses[row.node.n])) for row in found.rows)
    columns = tuple(column for column in found.columns if column.node.n in own)
    return found.replace(rows=rows, columns=columns, cells=cells)


def _side(index: Index, word: str, inside: Node | None = None) -> Side:
    word, whole = _kind_word(index, word)
    inside = inside or whole
    found = Side(index, _DOCUMENTS if word in {"document", "documents"} else kinds_of(word), inside)
    if not found.count:
        raise UsageError(f'the corpus has nothing of kind "{word}"', hint="compactx list KIND shows what there is")
    return found


def label(node: Node, names: Iterable[tuple[str, str]], title: str) -> str:
    """Return what stands for a node in a narrow place: its number, an acronym among its names, or its short title."""
    if node.kind in {"objective", "goal"} and node.number:
        return str(node.number)
    if node.locator:
        return node.printed
    acronyms = (name for name, kind in names if kind == "acronym" and 0 < len(name) <= _LONGEST_LABEL)
    return next(acronyms, title)


def short_title(node: Node, names: Iterable[tuple[str, str]]) -> str:
    """Return a few words that tell a node in the head of a table: its title, else its short name in use.

    An acronym alone is the head of an actor; what a text is called by one has the last words of its title too.
    """
    named = [(name, kind) for name, kind in names if not name.startswith("the ") and len(name) <= _LONGEST_TITLE]
    if node.kind in {"objective", "goal"} and node.number:
        about = next((name for name, kind in named if kind == "short"), "") or short(node.title, _LONGEST_TITLE)
        return f"{node.number} {about}".strip()
    if node.locator:
        return node.printed
    bare = node.title.partition(", ")[0] if node.title.rpartition(", ")[2][:4].isdecimal() else node.title
    usual = next((name for name, kind in named if kind == "short"), "")
    is_actor = family(node.kind) == "actor"  # which a short name may take for another: the Office for the Organization
    if len(bare) <= _LONGEST_TITLE and (len(bare) <= _SHORT_TITLE or not usual or is_actor):
        return bare
    acronym = next((name for name, kind in named if kind == "acronym"), "")
    if usual or (acronym and is_actor):
        return usual or acronym
    other = next((name for name, kind in named if kind != "acronym" and _is_title(name)), "")
    symbol = node.symbol if len(node.symbol) <= _LONGEST_TITLE and node.kind != "treaty" else ""  # no place in a series
    return other or _with_end(acronym, bare) or symbol or short(node.title, _LONGEST_TITLE)


def _is_title(name: str) -> bool:
    """Say whether a name is made of words: no symbol, no place in a treaty series."""
    return " " in name and name[:1].isupper() and not any(char.isdecimal() for char in name)


def _with_end(acronym: str, title: str) -> str:
    """Return an acronym with the last words of a long title, which are those that tell; '' without an acronym.

    >>> _with_end("ICERD", "International Convention on the Elimination of All Forms of Racial Discrimination")
    'ICERD: … Forms of Racial Discrimination'
    """
    words = title.split()
    while len(words) > 1 and len(f"{acronym}: … {' '.join(words)}") > _LONGEST_TITLE:
        words = words[1:]
    return f"{acronym}: … {' '.join(words)}" if acronym else ""
