"""A pair of Parquet tables, for DuckDB, Spark and pandas."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from compactx.errors import UsageError
from compactx.export.graph import EDGE_COLUMNS, NODE_COLUMNS, NUMBERS, edge_row, node_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import IO, Any

    from compactx.export.selection import ExportGraph, ExportNode

SUFFIX = ".parquet"
SUMMARY = "two Parquet tables for DuckDB, Spark and pandas: nodes and edges (needs pyarrow)"
PARTS = ("nodes", "edges")
AGREED_COLUMNS = ("from", "to", "status", "score", "from_date", "to_date")
WORDINGS_COLUMNS = ("id", "instrument", "date", "rank", "wording")
BINARY = True
_ROWS = 32_768  # of a row group, which is all that is held in memory
# Spark's GraphFrames join on these names, and no SQL takes FROM for a column unquoted.
_ENDS = {"from": "src", "to": "dst"}
_PLACE = "place"  # tables have no order of their own, and the rows of commands follow that of the corpus
_DAYS = ("date", "from_date", "to_date")
_PRECISION = "date_precision"
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


def write_part(graph: ExportGraph, part: str, stream: IO[bytes]) -> None:
    """Write one table; the corpus it came from stands in its metadata.

    The ends of edges are ``src`` and ``dst``, and ``place`` is the order that they have in the corpus. A date is the
    first day of what is known, and ``date_precision`` says whether that is a day, a month or a year.

    Raises:
        UsageError: pyarrow is not installed.
    """
    columns, rows = _rows(graph, part)
    write_table(graph.meta, columns, rows, stream)


def write_table(
    meta: Iterable[tuple[str, str]], columns: Sequence[str], rows: Iterator[Sequence[Any]], stream: IO[bytes]
) -> None:
    """Write rows as they come; raises as :func:`write_part`."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional extra
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ImportError:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed", hint='pip install "compactx[parquet]"'
        ) from None
    numbers = (*NUMBERS, "rank", _PLACE)
    kinds = {"names": pa.list_(pa.string()), "score": pa.float64(), **dict.fromkeys(numbers, pa.int32()),
             **dict.fromkeys(_DAYS, pa.date32())}  # fmt: skip
    schema = pa.schema([pa.field(column, kinds.get(column, pa.string())) for column in columns])
    schema = schema.with_metadata({f"compactx.{key}": value for key, value in meta})
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROWS)):
            arrays = [
                pa.array([_stored(value, is_day=field.name in _DAYS) for value in values], field.type)
                for values, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _stored(value: Any, *, is_day: bool) -> Any:
    if value == "":
        return None
    return first_day(value) if is_day and value else value


def first_day(text: str) -> date | None:
    """Return the first day of a date, a month or a year, None if the text is none of these.

    >>> first_day("2018-12-19"), first_day("2018"), first_day("soon")
    (datetime.date(2018, 12, 19), datetime.date(2018, 1, 1), None)
    """
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :]) if len(text) in _PRECISIONS else None
    except ValueError:
        return None


def _rows(graph: ExportGraph, part: str) -> tuple[tuple[str, ...], Iterator[list[Any]]]:
    """Return the columns of a table and its rows, each made when it is written."""
    if part == "nodes":
        return (*NODE_COLUMNS, _PRECISION), map(_node, graph.nodes)
    columns = (*(_ENDS.get(column, column) for column in EDGE_COLUMNS), _PLACE)
    return columns, ([*edge_row(edge).values(), place] for place, edge in enumerate(graph.edges))


def _node(node: ExportNode) -> list[Any]:
    precision = _PRECISIONS.get(len(node.date)) if first_day(node.date) else None
    return [*{**node_row(node), "names": [name for name, _ in node.names]}.values(), precision]
