"""The job for larger engines links clauses as ``export parquet --part agreed`` does."""

from __future__ import annotations

import random
from pathlib import Path

import homes
import made_akn
import pytest
import scripts
from spark import skip_without_spark

ROOT = Path(__file__).parents[2]
pq = pytest.importorskip("pyarrow.parquet", reason="Parquet needs pyarrow, which is not installed")
pytest.importorskip("duckdb", reason="DuckDB is not installed")


def edited(chance, words, share):
    return [word if chance.random() > share else f"{word}x" for word in words]


@pytest.mark.parametrize("engine", ["DuckDb", "Spark"])
@pytest.mark.usefixtures("small_corpus")
def test_the_links_are_the_same(engine, tmp_path, run_cli):
    if engine == "Spark":
        skip_without_spark()
    chance = random.Random(11)  # noqa: S311 - any fixed texts will do
    first = [["".join(chance.choices("lmnraeio", k=4)) for _ in range(chance.randint(9, 40))] for _ in range(40)]
    folder = tmp_path / "files"
    folder.mkdir()
    for session, share in enumerate((0.0, 0.05, 0.0, 0.1, 0.15), 60):
        clauses = (*(" ".join(edited(chance, one, share)) for one in first), "Field service", "Total", "And so on")
        text = made_akn.resolution(session, 901, "Care of harbours", clauses=clauses)
        (folder / f"A_RES_{session}_901.xml").write_text(text, encoding="utf-8")
    env = homes.fresh(tmp_path)
    assert run_cli("import", "--recursive", str(folder), env=env).status == 0
    for part in ("agreed", "wordings"):
        assert (
            run_cli("export", "parquet", "--part", part, "-o", str(tmp_path / f"{part}.parquet"), env=env).status == 0
        )
    rows = pq.read_table(tmp_path / "agreed.parquet").to_pylist()
    expected = {(row["from"], row["to"], round(row["score"], 6)) for row in rows}
    assert len(expected) > 120
    assert {row["status"] for row in rows} == {"verbatim", "near"}
    job = scripts.loaded("docs/agreed_job.py")
    found = {(one, two, round(score, 6)) for one, two, score in job.links(getattr(job, engine)(str(tmp_path)))}
    assert found == expected
