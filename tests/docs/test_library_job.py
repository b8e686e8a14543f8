"""The jobs for larger engines answer as compactx does: on the shipped corpus, and on a library of 3,000 provisions."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import scripts
from spark import skip_without_spark

import compactx
from compactx.cli import door
from compactx.corpus import source
from compactx.graph.paths import HopFilter, PathFinder
from compactx.index.hops import HopReader
from compactx.query.overall import central

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))
import synthetic  # noqa: E402 - found by the line above

PROVISIONS = 3000
PAIRS = {
    "shipped": [("gcm/33.a", "slavery-convention"), ("gcm/objective-17", "ilo"), ("agenda2030", "imrf")],
    "library": [("gcm/33.a", "a-res-100-7/3"), ("a-res-100-1/50", "slavery-convention"), ("a-res-100-60/1", "imrf")],
}
pytest.importorskip("pyarrow", reason="Parquet needs pyarrow, which is not installed")


@pytest.fixture(scope="module")
def job():
    return scripts.loaded("docs/library_job.py")


class Place:
    """What compactx answers, and its tables."""

    def __init__(self, name, folder):
        self.env = {"XDG_DATA_HOME": str(folder)}
        self.tables = str(folder / "tables")
        if name == "library":
            known = [node.id for node in compactx.open().index.nodes() if not node.locator]
            synthetic.make(source.library_path(), PROVISIONS, known)
        Path(self.tables).mkdir()
        assert door.run(["export", "parquet", "-o", self.tables]) == 0
        self.library = compactx.open()
        chance = random.Random(5)  # noqa: S311 - any fixed pairs will do
        documents = PROVISIONS // synthetic.CLAUSES
        self.pairs = PAIRS[name]
        if name == "library":
            clauses = [f"{synthetic.identity(chance.randrange(documents))}/{chance.randint(1, 50)}" for _ in range(4)]
            self.pairs = [*self.pairs, tuple(clauses[:2]), tuple(clauses[2:])]
        self.hubs = ("agenda2030", "a-res-100-30") if name == "library" else ("agenda2030",)
        shipped = (
            "gcm",
            "imrf",
            "ilo",
            "gcm/33",
            "gcm/2",
            "gcm/objective-17",
            "progress-declaration-2022/27",
            "unga",
        )
        self.asked = ("gcm", "a-res-100-30", f"{synthetic.identity(7)}/3") if name == "library" else shipped

    def rows(self, thing, run_cli):
        """What refs writes in a pipe."""
        lines = run_cli("refs", thing, "--plain", env=self.env).out.splitlines()
        return Counter(tuple(line.split("\t")) for line in lines)

    def refs(self, thing, run_cli):
        expected = run_cli("refs", thing, "--mentions", "--direction", "in", "--json", env=self.env)
        return Counter((item["clause"] or item["from"], item["basis"]) for item in json.loads(expected.out)["items"])

    def cost(self, start, end):
        index = self.library.index
        ends = [index.by_id(name).n for name in (start, end)]
        (route,) = PathFinder(HopReader(index.connection), HopFilter(max_hops=40)).best(*ends, 1)
        return route.cost

    def ranks(self):
        found = central(self.library.index).rank
        assert len(found) > 100
        return dict(found)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    made = {}

    def at(name):
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("XDG_DATA_HOME", str(folder))
                made[name] = Place(name, folder)
        return made[name]

    return at


@pytest.fixture(
    scope="module", params=["duckdb shipped", pytest.param("duckdb library", marks=pytest.mark.long), "spark library"]
)
def asked(request, job, places):
    name, where = request.param.split()
    if name == "spark":
        skip_without_spark()
    pytest.importorskip({"spark": "pyspark"}.get(name, name), reason="the engine is not installed")
    place = places(where)
    engine = job.ENGINES[name](place.tables)
    yield engine, place
    engine.close()


def test_refs(job, asked, run_cli):
    engine, place = asked
    for thing in (*place.hubs, *place.asked):
        found = Counter(tuple(map(str, row)) for row in job.refs(engine, thing))
        wanted = place.rows(thing, run_cli)
        assert found == wanted != Counter(), thing


def test_the_cheapest_path(job, asked):
    engine, place = asked
    for start, end in place.pairs:
        assert job.cost(engine, start, end) == place.cost(start, end), (start, end)


def test_the_steps_of_a_path(job, asked):
    """They lead from one end to the other, each is an edge, and together they cost what the cheapest path does."""
    engine, place = asked
    for start, end in place.pairs:
        steps = job.path(engine, start, end)
        ends = [start, *(step[1] for step in steps)]
        assert [step[0] for step in steps] == ends[:-1]
        assert ends[-1] == end
        price = f"CASE WHEN dst IN ('{start}', '{end}') THEN end_cost ELSE cost END"
        total = 0
        for near, far, relation, forward, locator, surface, basis in steps:
            src, dst = (near, far) if forward else (far, near)
            rows = engine.rows(
                f"SELECT min({price}) FROM edges WHERE src = '{src}' AND dst = '{dst}' AND relation = '{relation}'"
                f" AND basis = '{basis}' AND coalesce(locator, '') = '{locator}'"
            )
            total += rows[0][0]
            assert basis != "text" or surface
        assert total == place.cost(start, end)
    assert job.path(engine, place.pairs[0][0], place.pairs[0][0]) == []


def test_where_there_is_one_cheapest_path_it_is_the_programs(job, places, run_cli):
    place = places("shipped")
    engine = job.ENGINES["duckdb"](place.tables)
    (item,) = run_cli("path", "gcm/33.a", "to", "slavery-convention", "--json").items
    keys = ("from", "to", "relation", "forward", "surface", "basis")
    wanted = [tuple(step[key] if step[key] is not None else "" for key in keys) for step in item["steps"]]
    steps = job.path(engine, "gcm/33.a", "slavery-convention")
    assert [(*step[:4], *step[5:]) for step in steps] == wanted
    engine.close()


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["refs", "agenda2030"], 0, ""),
        (["refs", "A/RES/70/1"], 0, ""),
        (["refs", "ILO"], 0, ""),
        (["refs", "agenda-2030"], 3, 'error: nothing is named "agenda-2030"'),
        (["refs", "x' OR 1=1"], 3, "error: nothing is named"),
        (["refs", "x\\"], 3, "error: nothing is named"),
        (
            ["refs", "Protection of migrants"],
            4,
            'error: "Protection of migrants" names several things\n  try:   a-res-7',
        ),
        (["path", "gcm", "zzz"], 3, 'error: nothing is named "zzz"'),
        (["path", "gcm", "gcm/33", "to"], 2, "error: that is no question"),
        (["refs"], 2, "error: that is no question"),
        (["nonsense", "gcm"], 2, "duckdb|spark FOLDER"),
        (["path", "gcm", "gcm"], 1, "note: nothing was found"),
    ],
)
def test_the_command_line_ends_as_compactx_does(places, words, status, says):
    command = [sys.executable, str(ROOT / "docs" / "library_job.py"), "duckdb", places("shipped").tables, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert bool(done.stdout) == (status == 0)


def test_a_reader_that_has_seen_enough_ends_it_quietly(places):
    command = [sys.executable, str(ROOT / "docs" / "library_job.py"), "duckdb", places("shipped").tables, "refs", "gcm"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        done.stdout.close()
        assert (done.wait(60), done.stderr.read()) == (141, b"")


def test_names_and_ids_ask_the_same(job, places):
    engine = job.ENGINES["duckdb"](places("shipped").tables)
    assert job.refs(engine, "2030 Agenda") == job.refs(engine, "A/RES/70/1") == job.refs(engine, "agenda2030") != []
    assert job.path(engine, "ICCPR", "UN Charter") == job.path(engine, "iccpr", "un-charter") != []
    engine.close()


def test_tables_that_are_not_there_are_told(tmp_path):
    command = [sys.executable, str(ROOT / "docs" / "library_job.py"), "duckdb", str(tmp_path), "rank"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.startswith("error: no tables in")


def test_rank(job, asked):
    engine, place = asked
    ranks, found = place.ranks(), job.rank(engine, 20)
    assert {name for name, _ in found[:5]} == set(list(ranks)[:5])
    for name, value in found:
        assert value == pytest.approx(ranks[name], rel=1e-3)


def test_graphx(places, run_cli):
    """One run of Spark's shell answers everything, for it takes longer to start than to answer."""
    skip_without_spark()
    import pyspark  # noqa: PLC0415 - there only where it is installed

    place = places("library")
    hub, pairs = place.hubs[0], place.pairs[:2]
    questions = [f"refs {hub}", *(f"path {start} {end}" for start, end in pairs), "rank 20"]
    shell = Path(pyspark.__file__).parent / "bin" / "spark-shell"
    words = {"tables": place.tables, "ask": "; ".join(questions), "parts": "2"}
    options = [part for key, value in words.items() for part in ("--conf", f"spark.compactx.{key}={value}")]
    done = subprocess.run(
        [shell, "--master", "local[2]", "--conf", "spark.ui.enabled=false", *options, "-i",
         ROOT / "docs" / "library_graphx.scala"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=1200,
    )  # fmt: skip
    answers = {}
    for line in done.stdout.splitlines():
        kind, _, rest = line.rpartition("\r")[2].partition("\t")
        if kind == "asked":
            rows = answers.setdefault(rest.partition("\t")[0], [])
        elif kind == "answer":
            rows.append(tuple(rest.split("\t")))
    assert list(answers) == questions, done.stderr[-2000:]
    assert Counter(answers[questions[0]]) == place.refs(hub, run_cli)
    for question, (start, end) in zip(questions[1:], pairs, strict=False):
        assert answers[question] == [(str(place.cost(start, end)),)]
    ranks = place.ranks()
    for name, value in answers["rank 20"]:
        assert float(value) == pytest.approx(ranks[name], rel=1e-3)
