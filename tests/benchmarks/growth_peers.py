"""The graph of an index in other engines: loaded once, then asked by one cold process a question.

``growth.py`` runs this with a Python that has them: ``growth_peers.py versions`` | ``load ENGINE CSV-FOLDER STORE`` |
``ask ENGINE STORE refs|all|path NUMBER [NUMBER]``. Each prints one line: what it found.
"""

from __future__ import annotations

import csv
import importlib
import importlib.metadata
import pickle
import sys
from pathlib import Path

PACKAGES = {
    "duckdb": "duckdb",
    "ladybug": "ladybug",
    "oxigraph": "pyoxigraph",
    "networkx": "networkx",
    "igraph": "igraph",
}
FIRST = 50
HOPS = 6  # no shortest path in these libraries is longer


def _say(found: object) -> None:
    sys.stdout.write(f"{found}\n")


class DuckDB:
    """Two tables in a file; the edges of a hub are a scan of a column, a path is a walk that joins them."""

    def load(self, tables: Path, store: Path) -> None:
        """Read the tables."""
        engine = importlib.import_module("duckdb")
        with engine.connect(str(store)) as connection:
            for name in ("node", "edge"):
                connection.execute(f"CREATE TABLE {name} AS FROM read_csv('{tables / name}.csv', header=true)")

    def ask(self, store: Path, question: str, numbers: list[int]) -> object:
        """Answer."""
        engine = importlib.import_module("duckdb")
        connection = engine.connect(str(store), read_only=True, config={"memory_limit": "4GB"})
        if question == "path":
            return connection.execute(
                "WITH RECURSIVE both_ways AS (SELECT src AS a, dst AS b FROM edge UNION ALL SELECT dst, src FROM edge),"
                " walk(n, hops) AS (SELECT ?::BIGINT, 0 UNION SELECT b, hops + 1 FROM walk JOIN both_ways ON a = n"
                " WHERE hops < ?) SELECT min(hops) FROM walk WHERE n = ?",
                (numbers[0], HOPS, numbers[1]),
            ).fetchone()
        limit = f" LIMIT {FIRST}" if question == "refs" else ""
        sql = f"SELECT node.id FROM edge JOIN node ON node.n = edge.src WHERE edge.dst = ?{limit}"
        return len(connection.execute(sql, numbers).fetchall())


class Ladybug:
    """An embedded property graph, a fork of Kuzu: it is asked in Cypher."""

    def load(self, tables: Path, store: Path) -> None:
        """Read the tables."""
        engine = importlib.import_module("ladybug")
        connection = engine.Connection(engine.Database(str(store)))
        connection.execute("CREATE NODE TABLE Thing(n INT64, id STRING, kind STRING, PRIMARY KEY (n))")
        connection.execute("CREATE REL TABLE Cites(FROM Thing TO Thing, cost INT64)")
        connection.execute(f"COPY Thing FROM '{tables / 'node.csv'}' (header=true)")
        connection.execute(f"COPY Cites FROM '{tables / 'edge.csv'}' (header=true)")

    def ask(self, store: Path, question: str, numbers: list[int]) -> object:
        """Answer."""
        engine = importlib.import_module("ladybug")
        connection = engine.Connection(engine.Database(str(store), read_only=True))
        if question == "path":
            cypher = f"MATCH p = (a:Thing {{n: $a}})-[:Cites* SHORTEST 1..{HOPS}]-(b:Thing {{n: $b}}) RETURN length(p)"
            found = connection.execute(cypher, {"a": numbers[0], "b": numbers[1]})
            return found.get_next() if found.has_next() else None
        limit = f" LIMIT {FIRST}" if question == "refs" else ""
        found = connection.execute(
            f"MATCH (a:Thing)-[:Cites]->(b:Thing {{n: $a}}) RETURN a.id{limit}", {"a": numbers[0]}
        )
        count = 0
        while found.has_next():
            found.get_next()
            count += 1
        return count


class Oxigraph:
    """A store of triples: it is asked in SPARQL, which knows whether there is a path, not which is shortest."""

    def load(self, tables: Path, store: Path) -> None:
        """Write the triples, and read them."""
        engine = importlib.import_module("pyoxigraph")
        triples = store.with_suffix(".nt")
        with triples.open("w", encoding="utf-8") as out, (tables / "edge.csv").open(encoding="utf-8") as stream:
            out.writelines(f"<n:{row['src']}> <e:cites> <n:{row['dst']}> .\n" for row in csv.DictReader(stream))
        engine.Store(str(store)).bulk_load(path=str(triples), format=engine.RdfFormat.N_TRIPLES)
        triples.unlink()

    def ask(self, store: Path, question: str, numbers: list[int]) -> object:
        """Answer."""
        engine = importlib.import_module("pyoxigraph")
        opened = engine.Store.read_only(str(store))
        if question == "path":
            return bool(opened.query(f"ASK {{ <n:{numbers[0]}> (<e:cites>|^<e:cites>)+ <n:{numbers[1]}> }}"))
        limit = f" LIMIT {FIRST}" if question == "refs" else ""
        found = opened.query(f"SELECT ?s WHERE {{ ?s <e:cites> <n:{numbers[0]}> }}{limit}")
        return sum(1 for _ in found)


class NetworkX:
    """A graph of dictionaries, pickled: each question begins with reading it."""

    def load(self, tables: Path, store: Path) -> None:
        """Make the graph."""
        engine = importlib.import_module("networkx")
        graph = engine.DiGraph()
        with (tables / "edge.csv").open(encoding="utf-8") as stream:
            graph.add_edges_from((int(row["src"]), int(row["dst"])) for row in csv.DictReader(stream))
        store.write_bytes(pickle.dumps(graph, protocol=5))

    def ask(self, store: Path, question: str, numbers: list[int]) -> object:
        """Answer."""
        engine = importlib.import_module("networkx")
        graph = pickle.loads(store.read_bytes())  # noqa: S301 - our own file
        if question == "path":
            return len(engine.bidirectional_shortest_path(graph.to_undirected(as_view=True), *numbers)) - 1
        found = list(graph.predecessors(numbers[0]))
        return len(found[:FIRST] if question == "refs" else found)


class Igraph:
    """A graph of C arrays, in its own pickled form: each question begins with reading it."""

    def load(self, tables: Path, store: Path) -> None:
        """Make the graph."""
        engine = importlib.import_module("igraph")
        with (tables / "edge.csv").open(encoding="utf-8") as stream:
            edges = [(int(row["src"]), int(row["dst"])) for row in csv.DictReader(stream)]
        engine.Graph(n=max(map(max, edges)) + 1, edges=edges, directed=True).write_pickle(str(store))

    def ask(self, store: Path, question: str, numbers: list[int]) -> object:
        """Answer."""
        engine = importlib.import_module("igraph")
        graph = engine.Graph.Read_Pickle(str(store))
        if question == "path":
            return len(graph.get_shortest_path(numbers[0], numbers[1], mode="all")) - 1
        found = graph.predecessors(numbers[0])
        return len(found[:FIRST] if question == "refs" else found)


ENGINES = {"duckdb": DuckDB, "ladybug": Ladybug, "oxigraph": Oxigraph, "networkx": NetworkX, "igraph": Igraph}


def main() -> None:
    """Do what the command line says."""
    task, *rest = sys.argv[1:]
    if task == "versions":
        for engine, package in PACKAGES.items():
            try:
                _say(f"{engine}\t{package} {importlib.metadata.version(package)}")
            except importlib.metadata.PackageNotFoundError:
                _say(f"{engine}\t")
    elif task == "load":
        ENGINES[rest[0]]().load(Path(rest[1]), Path(rest[2]))
        _say("loaded")
    else:
        _say(ENGINES[rest[0]]().ask(Path(rest[1]), rest[2], [int(number) for number in rest[3:]]))


if __name__ == "__main__":
    main()
