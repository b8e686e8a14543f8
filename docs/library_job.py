"""Ask a library in an engine that runs on many machines: refs, a cheapest path, PageRank.

::

    mkdir tables; compactx export parquet -o tables                    # tables/nodes.parquet, tables/edges.parquet
    python docs/library_job.py duckdb tables refs gcm                  # on this machine
    spark-submit docs/library_job.py spark hdfs://.../tables path a b  # on a cluster

The same SQL runs in Spark and in DuckDB, so what is tested here with either is what a cluster does. Spark needs no
GraphFrames: the steps of a search are joins, each kept before the next begins. For many such questions about a very
large graph, docs/library_graphx.scala asks the graph engine that comes with Spark. Rows, errors and exit statuses are
those of ``compactx``; a thing is named by its id, its symbol, or a name of it as the tables write it.
"""

from __future__ import annotations

import os
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


def refs(engine: DuckDb | Spark, thing: str) -> list[tuple[Any, ...]]:
    """Return the rows of ``compactx refs``: from, from_locator, relation, basis, to, surface.

    Who cites a thing, a clause once (a footnote counts for its paragraph); of a provision also what it refers to. An
    objective is cited through its parts.
    """
    identity = _known(engine, thing)
    is_part = bool(engine.rows(f"SELECT id FROM nodes WHERE id = '{identity}' AND locator IS NOT NULL"))
    engine.keep("asked", f"SELECT id, kind FROM nodes WHERE id = '{identity}'")
    engine.keep("whole", "SELECT id FROM asked WHERE kind IN ('objective', 'section')")
    for _ in range(MOST_STEPS if engine.rows("SELECT count(*) FROM whole")[0][0] else 0):
        before = engine.rows("SELECT count(*) FROM asked")[0][0]
        parts = "SELECT id, kind FROM nodes WHERE parent IN (SELECT id FROM asked)"
        engine.keep("asked", f"SELECT id, kind FROM asked UNION {parts}")
        if engine.rows("SELECT count(*) FROM asked")[0][0] == before:
            break
    engine.keep("said", f"SELECT edges.*, coalesce(clause, src) AS saying FROM edges WHERE {EVIDENCE}")
    cites = (
        "SELECT said.*, here.instrument AS inside FROM said JOIN nodes AS here ON here.id = saying"
        " WHERE dst IN (SELECT id FROM asked) AND coalesce(here.instrument, '') <> dst"
        " AND (said.family = 'citation' OR (saying = src AND basis IN ('text', 'nested', 'footnote')))"
        " AND NOT (src IN (SELECT id FROM asked) AND EXISTS (SELECT id FROM whole))"
    )
    rows = engine.rows(_once(cites))
    if is_part:
        rows += engine.rows(_once("SELECT said.* FROM said WHERE src IN (SELECT id FROM asked)"))
    return [tuple("" if value is None else value for value in row) for row in rows]


def _once(references: str) -> str:
    """Return SQL for the rows of references, of each clause and target the one that says most."""
    holder = "CASE WHEN own.kind = 'footnote' AND own.parent <> own.instrument THEN own.parent ELSE saying END"
    most = "family <> 'citation', basis <> 'text', relation IN ('cites', 'speaks-of-itself'), number"
    return (
        "SELECT src, locator, relation, basis, dst, surface FROM (SELECT every.*,"
        " row_number() OVER (PARTITION BY holder, dst ORDER BY " + most + ") AS best FROM ("
        f"SELECT found.*, {holder} AS holder, found.place AS number"
        f" FROM ({references}) AS found JOIN nodes AS own ON own.id = saying) AS every) AS ranked"
        " WHERE best = 1 ORDER BY number"
    )


def path(engine: DuckDb | Spark, start: str, end: str) -> list[tuple[Any, ...]]:
    """Return the steps of a cheapest path: from, to, relation, forward, locator, surface, basis; none if there is none.

    Where several cost the same, ``compactx path`` may show another.
    """
    start, end = _known(engine, start), _known(engine, end)
    best = cost(engine, start, end)
    if best is None:
        return []
    steps: list[tuple[Any, ...]] = []
    at, left = end, best
    while at != start:
        found = engine.rows(
            "SELECT near, reached.cost, far, relation, forward, locator, surface, basis FROM"
            f" ({_both(start, end)}) AS hops JOIN reached ON reached.id = near WHERE far = '{at}' AND near <> far"
            f" AND reached.cost + hops.cost = {left} ORDER BY reached.cost, number LIMIT 1"
        )
        near, left, far, *rest = found[0]
        steps.insert(0, (near, far, *("" if value is None else value for value in rest)))
        at = near
    return steps


def _both(start: str, end: str) -> str:
    """Return SQL for every edge in both directions; what leads to an end of the path costs less there."""
    price = f"CASE WHEN dst IN ('{start}', '{end}') THEN end_cost ELSE cost END AS cost"
    told = "relation, locator, surface, basis, place AS number"
    return (
        f"SELECT src AS near, dst AS far, {price}, TRUE AS forward, {told} FROM edges"
        f" UNION ALL SELECT dst, src, {price}, FALSE, {told} FROM edges"
    )


def cost(engine: DuckDb | Spark, start: str, end: str) -> int | None:
    """Return what the cheapest path costs, None if there is none, as the ``cost`` of ``compactx path``.

    Each step takes the ways that became cheaper in the step before one edge further, until none is cheaper than what
    the end costs already.
    """
    start, end = _known(engine, start), _known(engine, end)
    engine.keep(
        "ways",
        f"SELECT near, far, min(cost) AS cost FROM ({_both(start, end)}) AS ends WHERE near <> far GROUP BY near, far",
    )
    engine.keep("reached", f"SELECT '{start}' AS id, 0 AS cost, TRUE AS is_new")
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
        found = engine.rows(f"SELECT cost FROM reached WHERE id = '{end}'")
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


class Problem(Exception):
    """Something that cannot be answered: the exit status of ``compactx``, what is wrong, and what to try."""

    def __init__(self, status: int, says: str, hint: str = "") -> None:
        """Keep what to tell."""
        super().__init__(says)
        self.status, self.says, self.hint = status, says, hint


def _known(engine: DuckDb | Spark, named: str) -> str:
    """Return the id of a thing that is in the tables.

    Raises:
        Problem: nothing, or several things, are named so.
    """
    safe = "".join(c for c in named if c.isalnum() or c in "./-")
    if safe == named and engine.rows(f"SELECT id FROM nodes WHERE id = '{safe}'"):
        return safe
    told = "".join(c for c in named if c.isprintable() and c not in "'\\")
    if told == named:
        by_name = f"symbol = '{told}' OR title = '{told}' OR label = '{told}' OR array_contains(names, '{told}')"
        found = [str(row[0]) for row in engine.rows(f"SELECT id FROM nodes WHERE {by_name} ORDER BY id LIMIT 9")]
        if len(found) > 1:
            raise Problem(4, f'"{named}" names several things', ", ".join(found))
        if found:
            return found[0]
    begin = safe.lower()[:4]
    near = (
        engine.rows(f"SELECT id FROM nodes WHERE id LIKE '{begin}%' ORDER BY length(id), id LIMIT 3") if begin else []
    )
    ids = ", ".join(str(row[0]) for row in near)
    hint = f"an id of nodes.parquet: {ids}" if ids else "compactx search WORDS finds ids"
    raise Problem(3, f'nothing is named "{named}"', hint)


ENGINES: dict[str, type[DuckDb | Spark]] = {"duckdb": DuckDb, "spark": Spark}
USAGE = "library_job.py duckdb|spark FOLDER refs ID | path ID ID | rank"
QUESTIONS: dict[str, tuple[Any, int]] = {"refs": (refs, 1), "path": (path, 2), "rank": (rank, 0)}


def _answer(words: list[str]) -> list[tuple[Any, ...]]:
    """Answer a command line.

    Raises:
        Problem: it cannot be answered.
    """
    name, folder, question, *things = [*words, "", "", ""][: max(3, len(words))]
    ask, count = QUESTIONS.get(question, (None, -1))
    if name not in ENGINES or ask is None or len(things) != count:
        raise Problem(2, "that is no question", USAGE)
    try:
        engine = ENGINES[name](folder)
    except ImportError:
        raise Problem(2, f"{name} is not installed", f"pip install {name.replace('spark', 'pyspark')}") from None
    except Exception as error:  # noqa: BLE001 - whatever an engine says of tables that it cannot read
        text = str(error).partition("\n")[0]
        raise Problem(5, f"no tables in {folder}: {text}", "compactx export parquet -o FOLDER") from None
    try:
        found: list[tuple[Any, ...]] = ask(engine, *things)
    finally:
        engine.close()
    return found


def main() -> int:
    """Answer one question; return the exit status that ``compactx`` would have."""
    try:
        found = _answer(sys.argv[1:])
    except Problem as problem:
        sys.stderr.write(f"error: {problem.says}\n" + (f"  try:   {problem.hint}\n" if problem.hint else ""))
        return problem.status
    try:
        for row in found:
            sys.stdout.write("\t".join(map(_shown, row)) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more is to be written at the end
        return 141
    if not found:
        sys.stderr.write("note: nothing was found\n")
    return 0 if found else 1


def _shown(value: Any) -> str:
    """Return a value in one cell, and nothing that a terminal acts on."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "".join(c if c.isprintable() else " " for c in text)


if __name__ == "__main__":
    sys.exit(main())
