"""A corpus file in pieces: where its records begin, and the records of a few of them.

Where an edit touches a few records of a list, these alone are read, with the lines that they have in the file: what
stands before and behind them has not changed, and reads as it did.
"""

from __future__ import annotations

from compactx.corpus import plain, records, schema, tree
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from compactx.model.entry import Entry
    from compactx.model.extent import Range
    from compactx.model.finding import Acceptance, Finding
    from compactx.model.provision import Provision, Reference

_HEAD = "instrument"
_MANY = 1 << 62
_LISTS = ("entries", "provisions", "lineage", "extents", "accepted")
# What counts as a break of lines to some and not to others, and what begins or ends a document.
_ODD_BREAKS = (b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
_MARKS = (b"---", b"...", b"%")


class FileRecords(Record):
    """The records of a file, or of a stretch of it, which begins at a line and ends before another."""

    entries: tuple[Entry, ...] = ()
    provisions: tuple[Provision, ...] = ()
    lineage: tuple[Reference, ...] = ()
    extents: tuple[Range, ...] = ()
    accepted: tuple[Acceptance, ...] = ()


class LineStretch(Record):
    """Lines of one key of a file in which whole records stand: from one up to another, counted from 1.

    The first record begins on line ``item``: remarks may stand above it.
    """

    key: str
    first: int
    end: int
    item: int = 0


class FileEdit(Record):
    """What an edit of a file touches: the records that stood there and those that stand there now.

    From line ``end`` on, as it was, everything stands ``shift`` lines further down. ``whole`` is what the provisions of
    the file are of now, '' where it has none, None where that is as it was.
    """

    before: FileRecords
    after: FileRecords
    first: int
    end: int
    shift: int
    outline: str
    whole: str | None = None


def file_outline(top: tree.Mapping) -> str:
    """Return where the records of a file begin: a line for each key, with its own line and those of its items.

    A list whose items share lines has none.
    """
    told = []
    for key, value in top.entries.items():
        lines = [item.line for item in value.items] if isinstance(value, tree.Sequence) else []
        rising = [top.keys[key][0], *lines] == sorted({top.keys[key][0], *lines})
        told.append(f"{key}\t{top.keys[key][0]}\t{' '.join(map(str, lines)) if rising else ''}")
    return "\n".join(told)


def edit(before: bytes, after: bytes, told: str, file: str, instrument: str) -> FileEdit | None:
    """Return what an edit of a file touches; None if the file has to be read as a whole, or holds a mistake now.

    ``told`` is its outline as it was, ``instrument`` what its provisions are of.
    """
    if any(odd in text for text in (before, after) for odd in _ODD_BREAKS):
        return None
    old, new = before.split(b"\n"), after.split(b"\n")
    first = _shared(old, new)
    last = min(_shared(old[::-1], new[::-1]), len(old) - first, len(new) - first)
    end, shift = len(old) - last, len(new) - len(old)
    keys = _keys(told)
    stretch = _stretch(keys, first + 1, end, old)
    if stretch is None:
        return None
    column = _column(old[(stretch.item or stretch.first) - 1])
    held = _records(stretch, old[stretch.first - 1 : stretch.end - 1], column, file, instrument)
    lines = new[stretch.first - 1 : stretch.end + shift - 1]
    are_gone = not any(lines) and _leaves_some(keys, stretch)
    now = (FileRecords(), []) if are_gone else _records(stretch, lines, column, file, instrument)
    if held is None or now is None or (stretch.key == _HEAD and _identities(held[0]) != _identities(now[0])):
        return None  # provisions are of another instrument where its id is another
    moved = _outline(keys, stretch, shift, now[1])
    return FileEdit(held[0], now[0], stretch.first, stretch.end, shift, moved)


def _identities(told: FileRecords) -> list[str]:
    return [one.id for one in told.entries]


def _shared(one: list[bytes], other: list[bytes]) -> int:
    """Return how many lines two texts have in common at their beginning."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def _keys(told: str) -> list[tuple[str, int, list[int]]]:
    """Read an outline."""
    lines = (line.split("\t") for line in told.split("\n") if line)
    return [(key, int(line), [int(one) for one in items.split()]) for key, line, items in lines]


def _stretch(keys: list[tuple[str, int, list[int]]], first: int, end: int, old: list[bytes]) -> LineStretch | None:
    """Return the records around the lines from ``first`` to ``end``, None if these do not stand under one key."""
    at = next((at for at in range(len(keys) - 1, -1, -1) if keys[at][1] < first), -1)
    if at < 0:
        return None
    key, line, items = keys[at]
    until = keys[at + 1][1] if at + 1 < len(keys) else len(old) + 1
    if end >= until or (at + 1 < len(keys) and not old[until - 1].startswith(keys[at + 1][0].encode())):
        return None
    if key == _HEAD:
        return LineStretch(key, line, until)
    if key not in _LISTS or not items:
        return None
    start = next((start for start in reversed(items) if start <= first), line + 1)
    item = max(start, items[0])
    stop = next((one for one in items if one > max(end, first, item)), until)
    whole = all(old[one - 1].lstrip(b" ").startswith(b"- ") for one in (item, stop) if one != until)
    return LineStretch(key, start, stop, item) if whole else None


def _leaves_some(keys: list[tuple[str, int, list[int]]], stretch: LineStretch) -> bool:
    """Say whether a list has items beside those of a stretch."""
    items = next(items for key, _, items in keys if key == stretch.key)
    return any(not stretch.first <= one < stretch.end for one in items)


def _records(
    stretch: LineStretch, lines: list[bytes], column: int, file: str, instrument: str
) -> tuple[FileRecords, list[int]] | None:
    """Read the records of a stretch, with the lines on which they begin; None if anything is wrong.

    A list stands at a column: at another it would be one by itself, and not where it is.
    """
    if any(line.startswith(_MARKS) for line in lines):
        return None
    findings: list[Finding] = []
    value = _value(stretch, lines, file)
    if value is None:
        return None
    if stretch.key == _HEAD:
        head = records.entry(value, file, findings)
        return None if findings or head is None else (FileRecords(entries=(head,)), [])
    if not isinstance(value, tree.Sequence) or value.column != column or not value.items:
        return None
    found = _of_list(stretch.key, value, file, instrument, findings)
    starts = [item.line for item in value.items]
    rising = starts == sorted(set(starts))
    return None if findings or not rising else (found, starts)


def _value(stretch: LineStretch, lines: list[bytes], file: str) -> tree.YamlNode | None:
    """Read the value that stands in a stretch, with its lines in the file."""
    text = b"\n".join(lines)
    try:
        found = plain.plain_node(text.decode(), stretch.first)
    except UnicodeDecodeError:
        return None
    if stretch.key == _HEAD:
        found = found.entries.get(_HEAD) if isinstance(found, tree.Mapping) and len(found.entries) == 1 else None
    if found is not None:
        return found
    above = b"" if stretch.key == _HEAD else stretch.key.encode() + b":"
    from compactx.corpus import nodes  # noqa: PLC0415 - imports yaml, twice a bare start of Python

    top, findings = nodes.read_nodes(above + b"\n" * (stretch.first - 1) + text, file)
    return None if top is None or findings or list(top.entries) != [stretch.key] else top.entries[stretch.key]


def _column(line: bytes) -> int:
    return len(line) - len(line.lstrip(b" ")) + 1


def _of_list(key: str, value: tree.Sequence, file: str, instrument: str, findings: list[Finding]) -> FileRecords:
    if key == "provisions":
        return FileRecords(provisions=tuple(records.provisions(value, instrument, file, findings)))
    read: dict[str, Callable[..., list[Any]]] = {
        "entries": records.entries, "lineage": records.lineage, "extents": records.extents,
        "accepted": records.accepted,
    }  # fmt: skip
    return FileRecords(**{key: tuple(read[key](value, file, findings))})


def _outline(keys: list[tuple[str, int, list[int]]], stretch: LineStretch, shift: int, starts: list[int]) -> str:
    """Return the outline of a file after an edit."""
    told = []
    for key, line, items in keys:
        lines = items
        if key == stretch.key:
            lines = [one for one in items if one < stretch.first] + starts
            lines += [one + shift for one in items if one >= stretch.end]
        elif line >= stretch.end:
            lines = [one + shift for one in items]
        told.append(f"{key}\t{line + shift if line >= stretch.end else line}\t{' '.join(map(str, lines))}")
    return "\n".join(told)


def whole_edit(before: bytes | None, after: bytes | None, file: str, instrument: str = "") -> FileEdit | None:
    """Return an edit of a file with everything that stands in it; None if there is more, or a mistake.

    A file that comes was nothing before, and one that goes is nothing now.
    """
    nothing = FileRecords(), instrument, ""
    held = nothing if before is None else _whole(before, file)
    now = nothing if after is None else _whole(after, file)
    if held is None or now is None:
        return None
    if before is not None and after is not None and instrument not in {"", held[1]}:
        return None
    return FileEdit(held[0], now[0], 1, _MANY, 0, now[2], now[1])


def _top(data: bytes, file: str) -> tree.Mapping | None:
    """Return what stands in a file, None if there is a mistake."""
    try:
        found = plain.plain_node(data.decode(), 1)
    except UnicodeDecodeError:
        return None
    if isinstance(found, tree.Mapping):
        return found
    from compactx.corpus import nodes  # noqa: PLC0415 - imports yaml, twice a bare start of Python

    top, findings = nodes.read_nodes(data, file)
    return None if findings else top


def _whole(data: bytes, file: str) -> tuple[FileRecords, str, str] | None:
    """Return all records of a file, what its provisions are of, and its outline."""
    top = _top(data, file)
    if top is None:
        return None
    findings: list[Finding] = []
    values = schema.fields(top, schema.FILE, file, findings, "a corpus file")
    if values is None or any(key not in {*_LISTS, _HEAD, "of"} for key in values):
        return None
    head = records.entry(values[_HEAD], file, findings) if _HEAD in values else None
    entries = tuple(records.entries(values.get("entries"), file, findings)) + ((head,) if head else ())
    instrument = head.id if head else values.get("of", "")
    found = FileRecords(
        entries,
        tuple(records.provisions(values.get("provisions"), instrument, file, findings)),
        tuple(records.lineage(values.get("lineage"), file, findings)),
        tuple(records.extents(values.get("extents"), file, findings)),
        tuple(records.accepted(values.get("accepted"), file, findings)),
    )
    if findings or (found.provisions and not instrument):
        return None
    return found, instrument if "provisions" in values else "", file_outline(top)
