"""Answers for programs: JSON, JSON lines, tab-separated, comma-separated, ids."""

from __future__ import annotations

from itertools import chain

from compactx.errors import no_such
from compactx.model.record import Record
from compactx.model.text import field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from compactx.cli.command import Arguments


class Output(Record):
    """What can be written of an answer: items for JSON, rows with columns for lines, and which key is the id.

    Items and rows are gone through once, and may be read from the index meanwhile. ``distinct`` says that no two rows
    have the same id, so that none needs to be remembered.
    """

    items: Iterable[Mapping[str, Any]]
    rows: Iterable[Mapping[str, Any]]
    columns: tuple[str, ...]
    identify: str
    distinct: bool = False


def pieces(
    form: str, written: Output, given: Arguments, envelope: Callable[[], Iterator[str]], encoding: str | None = None
) -> Iterator[str]:
    """Yield an answer in a format, for an output of this encoding, piece by piece.

    Raises:
        UsageError: ``--fields`` names a column that there is not; nothing was yielded before.
    """
    if form in {"json", "jsonl"}:
        from compactx.render import json_text  # noqa: PLC0415 - loaded with JSON only

        lines = (f"{json_text.json_text(item)}\n" for item in written.items)
        return (json_text.encodable(piece, encoding) for piece in (_whole(envelope) if form == "json" else lines))
    if form == "ids":
        return _ids(written, "\0" if given.flag("null") else "\n")
    columns, rows = _columns(written, given)
    return _csv(rows, columns) if form == "csv" else _tsv(rows, columns, header=given.flag("header"))


def _whole(envelope: Callable[[], Iterator[str]]) -> Iterator[str]:
    yield from envelope()
    yield "\n"


def _ids(written: Output, end: str) -> Iterator[str]:
    seen: set[str] = set()
    for row in written.rows:
        identity = str(row.get(written.identify) or "")
        if identity and identity not in seen:
            if not written.distinct:
                seen.add(identity)
            yield identity + end


def _columns(written: Output, given: Arguments) -> tuple[tuple[str, ...], Iterable[Mapping[str, Any]]]:
    """Return the columns and the rows; all rows are read at once only where a field is not in the first of them."""
    asked, rows = tuple(given.words("fields")), iter(written.rows)
    if not asked:
        return written.columns, rows
    first = [row for _, row in zip(range(1), rows, strict=False)]
    if all(name in written.columns or any(name in row for row in first) for name in asked):
        return asked, chain(first, rows)
    whole = [*first, *rows]
    known = tuple(dict.fromkeys(key for row in whole for key in row)) or written.columns
    unknown = [name for name in asked if name not in known and name not in written.columns]
    if unknown:
        raise no_such(f'no field is named "{unknown[0]}"', unknown[0], known, hint=f"fields: {' '.join(known)}")
    return asked, whole


def _tsv(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...], *, header: bool) -> Iterator[str]:
    if header:
        yield "\t".join(columns) + "\n"
    for row in rows:  # nearly all values are texts that stand as they are: all of a line are looked at together
        values = [v if v.__class__ is str else field(v) for v in map(row.get, columns)]
        whole = "".join(values)
        if not whole.isprintable() or "\\" in whole:
            values = list(map(field, map(row.get, columns)))
        yield "\t".join(values) + "\n"


def _csv(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> Iterator[str]:
    import csv  # noqa: PLC0415 - this format only

    from compactx.export.escape import cell  # noqa: PLC0415 - this format only

    line = csv.writer(_Echo(), lineterminator="\n").writerow  # gives back what the stream's ``write`` does
    yield line(columns)
    for row in rows:
        yield line([_cell(row.get(column), cell) for column in columns])


class _Echo:
    """A stream that gives back each line instead of keeping it, so that a row is written as soon as it is read."""

    @staticmethod
    def write(text: str) -> str:
        return text


def _cell(value: object, cell: Callable[[str], str]) -> str:
    if value is None or isinstance(value, (int, float)):
        return field(value)
    return cell(field(value).replace("\\\\", "\\"))
