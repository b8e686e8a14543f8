"""A pair of Parquet tables, for DuckDB, Spark and pandas."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from compactx.errors import UsageError
from compactx.export.columns import EDGE_COLUMNS, NODE_COLUMNS, NUMBERS, edge_row, node_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import IO, Any

    from compactx.export.selection import ExportGraph

SUFFIX = ".parquet"
SUMMARY = "two Parquet tables for DuckDB, Spark and pandas: nodes and edges (needs pyarrow)"
PARTS = ("nodes", "edges")
AGREED = ("agreed", "wordings")  # tables of a library's wording, written only where --part asks for them
AGREED_COLUMNS = ("from", "to", "status", "score", "from_date", "to_date")
WORDINGS_COLUMNS = ("id", "instrument", "date", "rank", "wording")
BINARY = True
_ROWS = 32_768  # of a row group, which is all that is held in memory
# GraphFrames joins on these names; the columns that hold the ends are written twice, once so.
_FRAMES = {"from": "src", "to": "dst"}


def write_part(graph: ExportGraph, part: str, stream: IO[bytes]) -> None:
    """Write one table; the corpus it came from stands in its metadata.

    Edges carry their ends as ``from`` and ``to``, and again as ``src`` and ``dst``, as Spark GraphFrames wants them.

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
    kinds = {"names": pa.list_(pa.string()), "score": pa.float64(), **dict.fromkeys((*NUMBERS, "rank"), pa.int32())}
    schema = pa.schema([pa.field(column, kinds.get(column, pa.string())) for column in columns])
    schema = schema.with_metadata({f"compactx.{key}": value for key, value in meta})
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROWS)):
            arrays = [
                pa.array([None if value == "" else value for value in values], field.type)
                for values, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _rows(graph: ExportGraph, part: str) -> tuple[tuple[str, ...], Iterator[list[Any]]]:
    """Return the columns of a table and its rows, each made when it is written."""
    if part == "nodes":
        named = ((node_row(node), [name for name, _ in node.names]) for node in graph.nodes)
        return NODE_COLUMNS, ([*({**row, "names": names}.values())] for row, names in named)
    columns = (*EDGE_COLUMNS, *_FRAMES.values())
    edges = map(edge_row, graph.edges)
    return columns, ([*row.values(), *(row[column] for column in _FRAMES)] for row in edges)
