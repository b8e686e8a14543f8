"""A pair of Parquet tables, for DuckDB, Spark and pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.errors import UsageError
from compactx.export.columns import EDGE_COLUMNS, NODE_COLUMNS, NUMBERS, edge_row, node_row

if TYPE_CHECKING:
    from typing import IO, Any

    from compactx.export.selection import ExportGraph

SUFFIX = ".parquet"
SUMMARY = "two Parquet tables for DuckDB, Spark and pandas: nodes and edges (needs pyarrow)"
PARTS = ("nodes", "edges")
BINARY = True
# GraphFrames joins on these names; the columns that hold the ends are written twice, once so.
_FRAMES = {"from": "src", "to": "dst"}


def write_part(graph: ExportGraph, part: str, stream: IO[bytes]) -> None:
    """Write one table; the corpus it came from stands in its metadata.

    Edges carry their ends as ``from`` and ``to``, and again as ``src`` and ``dst``, as Spark GraphFrames wants them.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional extra
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ImportError:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed", hint='pip install "compactx[parquet]"'
        ) from None
    table = _table(pa, graph, part)
    meta = {f"compactx.{key}": value for key, value in graph.meta}
    parquet.write_table(table.replace_schema_metadata(meta), stream, compression="zstd")


def _table(pa: Any, graph: ExportGraph, part: str) -> Any:
    if part == "nodes":
        rows: list[dict[str, Any]] = [
            {**node_row(node), "names": [name for name, _ in node.names]} for node in graph.nodes
        ]
        columns: tuple[str, ...] = NODE_COLUMNS
    else:
        rows = [edge_row(edge) for edge in graph.edges]
        rows = [{**row, **{copy: row[column] for column, copy in _FRAMES.items()}} for row in rows]
        columns = (*EDGE_COLUMNS, *_FRAMES.values())
    kinds = {"names": pa.list_(pa.string()), **dict.fromkeys(NUMBERS, pa.int32())}
    fields = [pa.field(column, kinds.get(column, pa.string())) for column in columns]
    return pa.Table.from_pylist(
        [{k: v if v != "" else None for k, v in row.items()} for row in rows], pa.schema(fields)
    )
