"""Link every clause of a library with the closest earlier one in an engine that runs on many machines.

::

    mkdir tables; compactx export parquet --part wordings -o tables/wordings.parquet
    python docs/agreed_job.py duckdb tables                  # on this machine
    spark-submit docs/agreed_job.py spark hdfs://.../tables  # on a cluster

Each wording of three words and more has 64 minima of the hashes of its runs of three words; those that share two are
scored exactly, and what keeps 0.8 of the words in order is a link: (clause, closest earlier clause, score), as ``export
parquet --part agreed`` has them. Memory and work grow with the wordings, 64 rows each, however long they are.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Iterator

MINIMA = 64
NEAR = 0.8
_BATCH = 100_000


def likeness(here: str, there: str) -> float:
    """Return the share of words that two wordings keep in order."""
    own, other = here.split(" "), there.split(" ")
    return 2 * LCSseq.similarity(own, other) / (len(own) + len(other))


class DuckDb:
    """DuckDB: one machine, all its cores, tables larger than its memory."""

    run_hash = "hash(run, seed)"

    def __init__(self, folder: str) -> None:
        """Name the table."""
        import duckdb  # noqa: PLC0415 - one of the two engines is enough

        self.connection = duckdb.connect()
        self.connection.execute(f"CREATE VIEW wordings AS SELECT * FROM read_parquet('{folder}/wordings.parquet')")

    def keep(self, name: str, sql: str) -> None:
        """Keep an answer under a name."""
        self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def keep_scores(self, name: str, sql: str) -> None:
        """Keep (one, two, score) of the pairs (one, two, its words, its words) that a statement yields."""
        import pyarrow as pa  # noqa: PLC0415 - as above

        self.connection.execute(f"CREATE OR REPLACE TABLE {name} (one BIGINT, two BIGINT, score DOUBLE)")
        rows = self.connection.cursor().execute(sql)
        while batch := rows.fetchmany(_BATCH):
            scored = [(one, two, likeness(here, there)) for one, two, here, there in batch]
            near = [row for row in scored if row[2] >= NEAR]
            columns = zip(*near, strict=True) if near else ((), (), ())
            kinds = (pa.int64(), pa.int64(), pa.float64())
            arrays = [pa.array(list(values), kind) for values, kind in zip(columns, kinds, strict=True)]
            self.connection.register("batch", pa.table(dict(zip(("one", "two", "score"), arrays, strict=True))))
            self.connection.execute(f"INSERT INTO {name} SELECT * FROM batch")
            self.connection.unregister("batch")

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield an answer."""
        found = self.connection.execute(sql)
        while batch := found.fetchmany(_BATCH):
            yield from batch


class Spark:
    """Spark: any number of machines."""

    run_hash = "xxhash64(run, seed)"

    def __init__(self, folder: str) -> None:
        """Start a session, or join the one of spark-submit, and name the table."""
        from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

        self.session = SparkSession.builder.appName("compactx agreed").getOrCreate()
        self.session.read.parquet(f"{folder}/wordings.parquet").createOrReplaceTempView("wordings")
        self.session.udf.register("likeness", likeness, "double")

    def keep(self, name: str, sql: str) -> None:
        """Keep an answer under a name, computed now."""
        self.session.sql(sql).localCheckpoint().createOrReplaceTempView(name)

    def keep_scores(self, name: str, sql: str) -> None:
        """Keep (one, two, score) of the pairs (one, two, its words, its words) that a statement yields."""
        scored = f"SELECT one, two, likeness(here, there) AS score FROM ({sql}) AS pairs"
        self.keep(name, f"SELECT * FROM ({scored}) AS scored WHERE score >= {NEAR}")

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield an answer."""
        return (tuple(row) for row in self.session.sql(sql).toLocalIterator())


def links(engine: DuckDb | Spark) -> Iterator[tuple[str, str, float]]:
    """Yield (clause, closest earlier clause, score): the best score, then the earliest day, then the most official."""
    is_spark = isinstance(engine, Spark)
    split = "split(wording, ' ')" if is_spark else "string_split(wording, ' ')"
    numbers = "explode(sequence(1, size(parts) - 2))" if is_spark else "unnest(range(1, len(parts) - 1))"
    seeds = f"explode(sequence(1, {MINIMA}))" if is_spark else f"unnest(range(1, {MINIMA + 1}))"
    word = "element_at(parts, CAST(pos + {} AS INT))" if is_spark else "parts[pos + {}]"
    run = " || ' ' || ".join(word.format(n) for n in range(3))
    engine.keep("texts", "SELECT row_number() OVER (ORDER BY wording) AS n, wording FROM"
                " (SELECT DISTINCT wording FROM wordings WHERE date IS NOT NULL) AS every")  # fmt: skip
    engine.keep("places", "SELECT id, date, rank, n FROM wordings JOIN texts ON texts.wording = wordings.wording"
                " WHERE date IS NOT NULL")  # fmt: skip
    engine.keep("parted", f"SELECT n, {split} AS parts FROM texts")
    length = "size(parts)" if is_spark else "len(parts)"
    engine.keep("runs", f"SELECT DISTINCT n, {run} AS run FROM"
                f" (SELECT n, parts, {numbers} AS pos FROM parted WHERE {length} > 2) AS each")  # fmt: skip
    engine.keep("sizes", f"SELECT n, {length} AS size FROM parted")
    engine.keep("seeds", f"SELECT {seeds} AS seed")
    engine.keep(
        "minima",
        f"SELECT runs.n AS n, size, seed, min({engine.run_hash}) AS least FROM runs"
        " JOIN sizes ON sizes.n = runs.n CROSS JOIN seeds GROUP BY runs.n, size, seed",
    )
    # What keeps 0.8 of the words is no more than half as long again, and one shared minimum is often a common formula.
    engine.keep(
        "pairs",
        "SELECT a.n AS one, b.n AS two FROM minima AS a JOIN minima AS b ON a.seed = b.seed AND a.least = b.least"
        " AND a.n < b.n AND 2 * a.size <= 3 * b.size AND 2 * b.size <= 3 * a.size"
        " GROUP BY a.n, b.n HAVING count(*) > 1",
    )
    engine.keep_scores("scores", "SELECT one, two, here.wording AS here, there.wording AS there FROM pairs"
                       " JOIN texts AS here ON here.n = one JOIN texts AS there ON there.n = two")  # fmt: skip
    engine.keep("alike", "SELECT one AS n, two AS other, score FROM scores UNION ALL SELECT two, one, score FROM scores"
                " UNION ALL SELECT n, n, CAST(1 AS DOUBLE) FROM sizes WHERE size > 2")  # fmt: skip
    order = "ORDER BY score DESC, there.date, there.rank, there.id"
    return engine.rows(
        "SELECT id, target, score FROM (SELECT here.id AS id, there.id AS target, score,"
        f" row_number() OVER (PARTITION BY here.id {order}) AS place FROM places AS here"
        " JOIN alike ON alike.n = here.n JOIN places AS there ON there.n = alike.other AND there.date < here.date"
        ") AS ranked WHERE place = 1 ORDER BY id"
    )


ENGINES: dict[str, type[DuckDb | Spark]] = {"duckdb": DuckDb, "spark": Spark}


def main() -> None:
    """Write the links, one a line."""
    try:
        name, folder = sys.argv[1:]
        engine = ENGINES[name](folder)
    except (ValueError, KeyError):
        raise SystemExit("usage: agreed_job.py duckdb|spark FOLDER") from None
    for source, target, score in links(engine):
        sys.stdout.write(f"{source}\t{target}\t{score:.6f}\n")


if __name__ == "__main__":
    main()
