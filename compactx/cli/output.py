"""Answers for programs: JSON, JSON lines, tab-separated, comma-separated, ids."""

from __future__ import annotations

from compactx.errors import UsageError
from compactx.model.record import Record
from compactx.render.clean import field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from compactx.cli.command import Given


class Written(Record):
    """What can be written of an answer: items for JSON, rows with columns for lines, and which key is the id."""

    items: Sequence[Mapping[str, Any]]
    rows: Sequence[Mapping[str, Any]]
    columns: tuple[str, ...]
    identify: str


def text(form: str, written: Written, given: Given, envelope: Callable[[], str], encoding: str | None = None) -> str:
    """Return the whole answer in a format, for an output of this encoding.

    Raises:
        UsageError: ``--fields`` names a column that there is not.
    """
    if form in {"json", "jsonl"}:
        from compactx.render import json_text  # noqa: PLC0415 - loaded with JSON only

        lines = [envelope()] if form == "json" else [json_text.text(item) for item in written.items]
        return json_text.fitted("".join(line + "\n" for line in lines), encoding)
    if form == "ids":
        end = "\0" if given.flag("null") else "\n"
        ids = dict.fromkeys(str(row[written.identify]) for row in written.rows if row.get(written.identify))
        return "".join(identity + end for identity in ids)
    columns = _columns(written, given)
    return _csv(written, columns) if form == "csv" else _tsv(written, columns, header=given.flag("header"))


def _columns(written: Written, given: Given) -> tuple[str, ...]:
    asked = tuple(given.words("fields"))
    known = tuple(dict.fromkeys(key for row in written.rows for key in row)) or written.columns
    unknown = [name for name in asked if name not in known and name not in written.columns]
    if unknown:
        raise UsageError(f'no field is named "{unknown[0]}"', hint=f"fields: {' '.join(known)}")
    return asked or written.columns


def _tsv(written: Written, columns: tuple[str, ...], *, header: bool) -> str:
    lines = ["\t".join(columns)] if header else []
    lines += ["\t".join(field(row.get(column)) for column in columns) for row in written.rows]
    return "".join(line + "\n" for line in lines)


def _csv(written: Written, columns: tuple[str, ...]) -> str:
    import csv  # noqa: PLC0415 - this format only
    import io  # noqa: PLC0415 - this format only

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_cell(row.get(column)) for column in columns] for row in written.rows])
    return stream.getvalue()


def _cell(value: object) -> str:
    return "" if value is None else field(value).replace("\\\\", "\\")
