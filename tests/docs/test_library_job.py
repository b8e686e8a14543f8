"""The job for larger engines answers as compactx does."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

import compactx
from compactx.cli import door
from compactx.graph.paths import PathFinder, Wanted
from compactx.index.ways import Ways

FILE = Path(__file__).parents[2] / "docs" / "library_job.py"
PAIRS = (("gcm/33.a", "slavery-convention"), ("gcm/objective-17", "ilo"), ("agenda2030", "imrf"))
pytest.importorskip("pyarrow", reason="Parquet needs pyarrow, which is not installed")


@pytest.fixture(scope="module")
def job():
    spec = importlib.util.spec_from_file_location("library_job", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    assert door.run(["export", "parquet", "-o", str(folder)]) == 0
    return str(folder)


@pytest.fixture(scope="module", params=["duckdb", "spark"])
def engine(request, job, tables):
    pytest.importorskip({"spark": "pyspark"}.get(request.param, request.param), reason="the engine is not installed")
    if request.param == "spark" and not shutil.which("java"):
        pytest.skip("Spark needs Java, which is not installed")
    if request.param == "spark" and not os.environ.get("COMPACTX_TEST_SPARK"):
        pytest.skip("Spark takes two minutes: asked for with COMPACTX_TEST_SPARK=1")
    made = job.ENGINES[request.param](tables)
    yield made
    made.close()


@pytest.fixture(scope="module")
def library():
    return compactx.open()


def test_refs(job, engine, run_cli):
    expected = run_cli("refs", "agenda2030", "--mentions", "--direction", "in", "--json")
    mentions = [(item["clause"] or item["from"], item["basis"]) for item in json.loads(expected.out)["items"]]
    assert Counter(job.refs(engine, "agenda2030")) == Counter(mentions)


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_the_cheapest_path(job, engine, library, start, end):
    index = library.index
    ends = [index.by_id(name).n for name in (start, end)]
    (route,) = PathFinder(Ways(index.connection), Wanted(max_hops=40)).best(*ends, 1)
    assert job.path(engine, start, end) == route.cost


def test_rank(job, engine, library):
    graph = nx.DiGraph()
    whole = library.graph.to_networkx(structure=False)
    graph.add_nodes_from(whole)
    for (src, dst), count in Counter((src, dst) for src, dst, _ in whole.edges).items():
        graph.add_edge(src, dst, weight=count)
    ranks = _pagerank_python(graph, tol=1e-9)
    for name, value in job.rank(engine, 20):
        assert value == pytest.approx(ranks[name], rel=1e-3)
