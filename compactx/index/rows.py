"""The rows of a corpus: what a whole build writes of a record, and what an index that grows writes of one.

Rows have their order from their numbers. Between them numbers are left free, so that a record that comes later finds
room where it belongs.
"""

from __future__ import annotations

from compactx.index import layout
from compactx.index.fold import fold
from compactx.model.kinds import CLAIM, SHIPPED
from compactx.model.provision import Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from compactx.model.entry import Entry
    from compactx.model.extent import Range
    from compactx.model.finding import Acceptance
    from compactx.model.provision import Provision

STEP = 64  # from a row of the corpus to the next
REFERENCE_STEP, NAME_STEP = 1024, 256  # the same of references and of names: more come at one place
NAMES = 1 << 24  # the names of the corpus have numbers below
ROOM = 1024 * STEP  # numbers left free behind the rows of one sort
SECTIONS = ("structure", "citations", "links", "lineage")  # of references, in their order
NODE = f"INSERT INTO node VALUES ({','.join('?' * 19)})"
EDGE_COLUMNS = (
    "src", "dst", "relation", "basis", "clause", "surface", "pinpoint", "confidence", "strength", "rationale", "cost",
    "file", "line", "pinpoint_kind",
)  # fmt: skip
EDGE = f"INSERT INTO edge ({', '.join(EDGE_COLUMNS)}, n) VALUES ({','.join('?' * 15)})"
NAME = "INSERT INTO name (n, folded, node, name, type, ambiguous, detect, origin) VALUES (?,?,?,?,?,?,?,?)"
EXTENT = (
    "INSERT INTO extent (n, node, unit, within, last, shift, also, parts, letters, sources, confidence, file, line)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


ACCEPTED = "INSERT INTO accepted (rowid, clause, fingerprint, reason, date, file, line) VALUES (?,?,?,?,?,?,?)"


class CorpusNumbers(dict[str, int]):
    """The row of each id; notes every id that was asked for and that nothing has."""

    def __init__(self) -> None:
        super().__init__()
        self.missing: set[str] = set()

    def row(self, identity: str) -> int | None:
        """Return the row of an id, None if nothing has it."""
        found = self.get(identity)
        if found is None and identity:
            self.missing.add(identity)
        return found


def edge_values(
    reference: Reference, ends: tuple[int, int, int | None], relation: int, cost: int
) -> tuple[object, ...]:
    """Return the columns of an edge in the order of ``EDGE_COLUMNS``; ``ends`` are source, target and clause."""
    src, dst, clause = ends
    return (
        src, dst, relation, reference.basis, clause, reference.surface, reference.pinpoint, reference.confidence,
        reference.strength, reference.rationale, cost, reference.place.file, reference.place.line,
        reference.pinpoint_kind,
    )  # fmt: skip


def unresolved_row(number: int, reference: Reference) -> tuple[object, ...]:
    """Return the row of a reference that leads nowhere."""
    place = reference.place
    return (number, reference.from_id, reference.to, reference.relation, reference.basis, reference.surface,
            reference.pinpoint, reference.confidence, place.file, place.line)  # fmt: skip


def entry_row(number: int, entry: Entry) -> tuple[object, ...]:
    """Return the row of an entry."""
    return (
        number, entry.id, entry.kind, entry.title, "", "", None, None, None, None, "", 0, "",
        entry.symbol, entry.legal, entry.date, entry.confidence, entry.place.file, entry.place.line,
    )  # fmt: skip


def entry_links(entry: Entry) -> Iterator[Reference]:
    """Yield the references of an entry: its links, then what it covers if it is a class."""
    yield from entry.links
    for member in entry.members:
        yield Reference(
            from_id=member.to, to=entry.id, relation="member-of", basis="class", place=member.place,
            confidence=member.confidence, source=member.source,
        )  # fmt: skip


def names_of(entry: Entry, number: int, origin: int) -> list[tuple[object, ...]]:
    """Return the rows of an entry's names, without their numbers: the names, then title and symbols that are none."""
    rows: list[tuple[object, ...]] = [
        (fold(name.name), number, name.name, name.type, int(name.ambiguous), int(name.detect), origin)
        for name in entry.names
    ]
    known = {fold(name.name) for name in entry.names}
    rows += [
        (fold(form), number, form, "symbol", 0, 0, origin)
        for form in (entry.title, entry.symbol, *entry.symbols)
        if form and fold(form) not in known
    ]
    return rows


def found_title(provision: Provision) -> str:
    """Return the title by which a provision is found; ten treaties have an article "Definitions"."""
    return provision.title if provision.kind != "article" else ""


def form_row(form: str, number: int, kind: str, origin: int) -> tuple[object, ...]:
    """Return the row of a title or a label, without its number."""
    return fold(form), number, form, kind, 0, 0, origin


def extent_row(extent: Range, number: int) -> tuple[object, ...]:
    """Return the row of an extent of the thing in a row, without its own number."""
    return (
        number, extent.unit, extent.within, extent.last, extent.offset, "\t".join(extent.also), extent.parts,
        int(extent.letters), "\t".join(extent.sources), extent.confidence, extent.place.file, extent.place.line,
    )  # fmt: skip


def accepted_row(one: Acceptance) -> tuple[object, ...]:
    """Return the row of a clause that somebody accepted, without its number."""
    return one.clause, one.fingerprint, one.reason, one.date, one.place.file, one.place.line


def name_origin(entry: Entry | None, file: str, files: Mapping[str, int]) -> int:
    """Return where names in a file come from, unless nobody has confirmed what the text of their entry claims."""
    if entry is not None and entry.claimed:
        return CLAIM
    return files.get(file, SHIPPED)


def with_numbers(rows: Iterable[tuple[object, ...]], last: int, step: int = STEP) -> list[tuple[object, ...]]:
    """Put a number before each row, behind a last one."""
    return [(last + step * at, *row) for at, row in enumerate(rows, 1)]


def own_names(connection: sqlite3.Connection, named: Iterable[str], nodes: Iterable[int] = ()) -> None:
    """Say anew whose names things bear: those that bear a folded name that came or went, and some others."""
    wanted: list[tuple[str, tuple[str | int]]] = [
        ("node IN (SELECT node FROM name WHERE folded = ?)", (name,)) for name in named
    ]
    wanted += [("node = ?", (node,)) for node in nodes]
    owned = layout.OWNERS.strip().rstrip(";")
    for where, values in wanted:
        connection.execute(f"UPDATE origin SET owner = NULL WHERE {where}", values)
    for where, values in wanted:
        connection.execute(f"{owned} WHERE {where}", values)
