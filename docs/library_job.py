"""Ask a library in an engine that runs on many machines: refs, the cheapest path, PageRank.

::

    mkdir tables; compactx export parquet -o tables                    # tables/nodes.parquet, tables/edges.parquet
    python docs/library_job.py duckdb tables refs gcm                  # on this machine
    spark-submit docs/library_job.py spark hdfs://.../tables path a b  # on a cluster

The same SQL runs in Spark and in DuckDB, so what is tested here with either is what a cluster does. Spark needs no
GraphFrames: the steps of a search are joins, each kept before the next begins. For many such questions about a very
large graph, docs/library_graphx.scala asks the graph engine that comes with Spark.
"""

from __future__ import annotations

import sys
from typing import Any

EVIDENCE = "basis IN ('text', 'nested', 'footnote', 'official') AND family IN ('citation', 'follow-up')"
MOST_STEPS = 40
DAMPING = 0.85
CLOSE = 1e-6  # all ranks together move less than this in a step; their sum is 1 however many things there are


class DuckDb:
    """DuckDB: one machine, all its cores, tables larger than its memory."""

    def __init__(self, folder: str) -> None:
        """Name the two tables."""
        import duckdb  # noqa: PLC0415 - one of the two engines is enough

        self.connection = duckdb.connect()
        for name in ("nodes", "edges"):
            self.connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{folder}/{name}.parquet')")

    def keep(self, name: str, sql: str) -> None:
        """Keep an answer under a name."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE kept AS {sql}")
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM kept")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return an answer."""
        return self.connection.execute(sql).fetchall()

    def close(self) -> None:
        """End."""
        self.connection.close()


class Spark:
    """Spark: any number of machines."""

    def __init__(self, folder: str) -> None:
        """Start a session, or join the one of spark-submit, and name the two tables."""
        from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

        builder = SparkSession.builder.appName("compactx").config("spark.sql.shuffle.partitions", "4")
        self.session = builder.config("spark.ui.enabled", "false").getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        for name in ("nodes", "edges"):
            self.session.read.parquet(f"{folder}/{name}.parquet").createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        """Keep an answer under a name, computed now: without that, each step would do all those before it again."""
        self.session.sql(sql).localCheckpoint().createOrReplaceTempView(name)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return an answer."""
        return [tuple(row) for row in self.session.sql(sql).collect()]

    def close(self) -> None:
        """End the session."""
        self.session.stop()


def refs(engine: DuckDb | Spark, thing: str) -> list[tuple[str, str]]:
    """Return (clause, basis) of every clause that refers to a thing, as ``compactx refs --mentions``."""
    sql = f"SELECT coalesce(clause, src), basis FROM edges WHERE dst = '{_safe(thing)}' AND {EVIDENCE} ORDER BY 1, 2"
    return engine.rows(sql)


def path(engine: DuckDb | Spark, start: str, end: str) -> int | None:
    """Return what the cheapest path costs, None if there is none, as the ``cost`` of ``compactx path``.

    Each step takes the ways that became cheaper in the step before one edge further, until none is cheaper than what
    the end costs already.
    """
    price = f"CASE WHEN dst IN ('{_safe(start)}', '{_safe(end)}') THEN end_cost ELSE cost END AS cost"
    both = f"SELECT src AS near, dst AS far, {price} FROM edges UNION ALL SELECT dst, src, {price} FROM edges"
    engine.keep(
        "ways", f"SELECT near, far, min(cost) AS cost FROM ({both}) AS ends WHERE near <> far GROUP BY near, far"
    )
    engine.keep("reached", f"SELECT '{_safe(start)}' AS id, 0 AS cost, TRUE AS is_new")
    best = None
    for _ in range(MOST_STEPS):
        bound = f"WHERE cost < {best}" if best is not None else ""
        engine.keep(
            "following",
            f"SELECT id, cost FROM (SELECT far AS id, min(reached.cost + ways.cost) AS cost FROM reached"
            f" JOIN ways ON ways.near = reached.id WHERE is_new GROUP BY far) AS further {bound}",
        )
        engine.keep(
            "merged",
            "SELECT id, min(cost) AS cost, min(before) AS before FROM (SELECT id, cost, cost AS before FROM reached"
            " UNION ALL SELECT id, cost, NULL FROM following) AS every GROUP BY id",
        )
        engine.keep("reached", "SELECT id, cost, before IS NULL OR cost < before AS is_new FROM merged")
        found = engine.rows(f"SELECT cost FROM reached WHERE id = '{_safe(end)}'")
        best = int(found[0][0]) if found else None
        if not engine.rows("SELECT count(*) FROM reached WHERE is_new")[0][0]:
            break
    return best


def units(engine: DuckDb | Spark) -> None:
    """Keep the graph that ``compactx stats`` ranks: a clause counts for its objective, or else for its instrument.

    A reference from one thing to another weighs as many clauses as make it.
    """
    engine.keep(
        "units",
        "SELECT part.id, coalesce(whole.id, nullif(part.instrument, ''), part.id) AS unit FROM nodes AS part LEFT JOIN"
        " (SELECT id, instrument, number FROM nodes WHERE kind = 'objective') AS whole"
        " ON whole.instrument = part.instrument AND whole.number = part.objective",
    )
    engine.keep(
        "counted",
        "SELECT tail.unit AS src, head.unit AS dst, count(DISTINCT clause) AS weight FROM"
        f" (SELECT coalesce(clause, src) AS clause, dst FROM edges WHERE {EVIDENCE}"
        " AND relation <> 'speaks-of-itself') AS reference"
        " JOIN units AS tail ON tail.id = reference.clause JOIN units AS head ON head.id = reference.dst"
        " WHERE tail.unit <> head.unit GROUP BY tail.unit, head.unit",
    )
    engine.keep("things", "SELECT src AS id FROM counted UNION SELECT dst FROM counted")


def rank(engine: DuckDb | Spark, top: int = 10) -> list[tuple[str, float]]:
    """Return the things with the highest PageRank, the highest first: the ``rank`` of ``compactx stats centrality``."""
    units(engine)
    engine.keep(
        "linked",
        "SELECT counted.src, dst, CAST(weight AS DOUBLE) / whole AS share FROM counted JOIN"
        " (SELECT src, sum(weight) AS whole FROM counted GROUP BY src) AS given ON given.src = counted.src",
    )
    engine.keep("loose", "SELECT id FROM things EXCEPT SELECT src FROM linked")
    count = engine.rows("SELECT count(*) FROM things")[0][0]
    engine.keep("ranks", f"SELECT id, CAST({1 / count!r} AS DOUBLE) AS rank, CAST(0 AS DOUBLE) AS before FROM things")
    # No step joins the ranks with themselves: Spark guesses at sizes, and such a guess would square with each step.
    came = (
        "SELECT id, CAST(0 AS DOUBLE) AS part, rank AS before FROM ranks UNION ALL"
        " SELECT dst, rank * share, CAST(NULL AS DOUBLE) FROM ranks JOIN linked ON linked.src = ranks.id"
    )
    for _ in range(100):
        held = engine.rows("SELECT coalesce(sum(rank), 0.0) FROM ranks JOIN loose ON loose.id = ranks.id")[0][0]
        base = (1 - DAMPING + DAMPING * float(held)) / count
        engine.keep(
            "ranks",
            f"SELECT id, CAST({base!r} AS DOUBLE) + CAST({DAMPING} AS DOUBLE) * sum(part) AS rank,"
            f" max(before) AS before FROM ({came}) AS came GROUP BY id",
        )
        if float(engine.rows("SELECT sum(abs(rank - before)) FROM ranks")[0][0]) < CLOSE:
            break
    return [
        (str(name), float(value))
        for name, value in engine.rows(f"SELECT id, rank FROM ranks ORDER BY rank DESC, id LIMIT {top}")
    ]


def _safe(identity: str) -> str:
    """Return an id for SQL; an id has no quotes."""
    if "'" in identity or "\\" in identity:
        raise SystemExit(f"{identity} is not an id")
    return identity


ENGINES: dict[str, type[DuckDb | Spark]] = {"duckdb": DuckDb, "spark": Spark}


def main() -> None:
    """Answer one question."""
    try:
        name, folder, question, *things = sys.argv[1:]
        engine = ENGINES[name](folder)
    except (ValueError, KeyError):
        raise SystemExit("usage: library_job.py duckdb|spark FOLDER refs ID | path ID ID | rank") from None
    answers: dict[str, Any] = {"refs": refs, "path": path, "rank": rank}
    found = answers[question](engine, *things)
    for row in found if isinstance(found, list) else [(found,)]:
        sys.stdout.write("\t".join(map(str, row)) + "\n")
    engine.close()


if __name__ == "__main__":
    main()
