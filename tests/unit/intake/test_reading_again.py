"""A library is read again when documents are read in another way or against other names, and after it was stopped."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import grids
import pytest

from compactx.bulk import pool
from compactx.bulk import reader as items
from compactx.bulk.run import import_all
from compactx.corpus import source
from compactx.errors import NotADocumentError
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.library.store import LibraryStore

sys.path.insert(0, str(Path(__file__).parents[2]))
import made_akn

NAMES = """
entries:
- id: ferry-charter
  kind: framework
  title: Charter of Ferry Passengers
  legal: non-binding
  names:
  - {name: Charter of Ferry Passengers, type: full, example: bound by the Charter of Ferry Passengers}
  sources: [a made-up register]
  confidence: high
"""
# What compactx makes of the made-up resolutions with each way of reading. When this test fails, raise READING in
# compactx/bulk/reader.py and add a line: libraries are then read again.
# 2: other formats than Akoma Ntoso. 3: short forms bound to whole names, which these resolutions have none of.
# 4: the day that a resolution prints as that of its adoption, which these do not print.
AS_READ = {1: "9af40e254c6a", 2: "a78cc67827a1", 3: "a78cc67827a1", 4: "a78cc67827a1"}


@pytest.fixture(autouse=True)
def own_data(small_corpus, own_homes, monkeypatch):  # noqa: ARG001 - sets what they are named after
    monkeypatch.setattr(pool, "_catalogues", {})


@pytest.fixture
def documents(tmp_path):
    made_akn.write(tmp_path / "documents", 8)
    return tmp_path / "documents"


def bring(*paths, **options):
    pool._catalogues.clear()
    said = []
    done = import_all([str(path) for path in paths], source.roots(), processes=1, tell=said.append, **options)
    return done, said


def rows(sql):
    connection = sqlite3.connect(source.library_path())
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def readings():
    return [row[0] for row in rows("SELECT DISTINCT reading FROM source ORDER BY reading")]


def test_another_way_of_reading_reads_everything_again_and_says_so_once(documents, monkeypatch):
    bring(documents)
    assert (bring(documents)[0].read, bring(documents)[1]) == (0, [])
    monkeypatch.setattr(items, "READING", 1000)
    done, said = bring(documents)
    assert (done.read, done.unchanged, done.documents) == (8, 0, 8)
    assert said == ["another version of compactx read the library; reading everything again"]
    assert bring(documents)[0].unchanged == 8


def test_a_new_name_in_the_corpus_is_found_in_documents_that_did_not_change(documents, tmp_path):
    file = documents / "A_RES_60_1.xml"
    file.write_text(made_akn.resolution(60, 1, "Lakes", clauses=("Recalls the Charter of Ferry Passengers",)))
    bring(documents)
    cited = "SELECT target FROM citation WHERE target = 'ferry-charter'"
    assert rows(cited) == []
    own = tmp_path / "data" / "compactx" / "corpus" / "registers"
    own.mkdir(parents=True)
    (own / "ferries.yaml").write_text(NAMES)
    done, said = bring(documents)
    assert (done.read, len(said)) == (8, 1)
    assert said[0] == "the names of the corpus have changed; reading everything again"
    assert rows(cited) == [("ferry-charter",)]


def test_what_no_text_is_read_against_may_change(documents, tmp_path):
    own = tmp_path / "data" / "compactx" / "corpus" / "registers"
    own.mkdir(parents=True)
    (own / "ferries.yaml").write_text(NAMES)
    bring(documents)
    (own / "ferries.yaml").write_text(NAMES + "  notes: Nobody reads this in a text.\n")
    done, said = bring(documents)
    assert (done.read, done.unchanged, said) == (0, 8, [])


def test_an_import_of_a_part_claims_that_part_alone(documents, tmp_path, monkeypatch):
    made_akn.write(tmp_path / "others", 12)
    for at in range(8):
        (tmp_path / "others" / f"A_RES_{60 + at // 2}_{1 + at % 2}.xml").unlink()
    bring(documents, tmp_path / "others")
    before = readings()
    monkeypatch.setattr(items, "READING", 1000)
    done, _ = bring(documents)
    assert (done.read, done.otherwise) == (8, 4)
    assert len(readings()) == 2
    done, said = bring(tmp_path / "others")
    assert (done.read, done.otherwise, len(said)) == (4, 0, 1)
    assert len(readings()) == 1
    assert readings() != before


def test_reading_again_goes_on_where_it_was_stopped(documents, monkeypatch):
    bring(documents)
    monkeypatch.setattr(items, "READING", 1000)
    bring(*sorted(documents.iterdir())[:3])
    done, _ = bring(documents)
    assert (done.read, done.unchanged) == (5, 3)


def test_a_library_of_the_format_before_is_taken_over_and_read_again(documents):
    bring(documents)
    connection = sqlite3.connect(source.library_path())
    connection.executescript("ALTER TABLE source DROP COLUMN reading; PRAGMA user_version=1;")
    connection.close()
    assert Index(open_index(source.roots())).by_id("a-res-62-1")
    done, said = bring(documents)
    assert (done.read, done.documents, len(said)) == (8, 8, 1)
    assert rows("PRAGMA user_version") == [(2,)]


def test_what_is_no_document_any_more_goes_and_its_copy_is_read(documents, monkeypatch):
    (documents / "A_copy.xml").write_bytes((documents / "A_RES_60_1.xml").read_bytes())
    first = documents / "A_RES_60_1.xml"
    bring(documents)
    assert rows("SELECT status FROM source WHERE path LIKE '%copy.xml' OR path LIKE '%60_1.xml' ORDER BY path") == [
        ("read",), ("twice",)
    ]  # fmt: skip
    read = pool.stored_document

    def refuse(data, name, *rest):
        if name == first.name:
            raise NotADocumentError(f"{name} is in another language")
        return read(data, name, *rest)

    monkeypatch.setattr(items, "READING", 1000)
    monkeypatch.setattr(pool, "stored_document", refuse)
    done, _ = bring(documents)
    assert [one.reason for one in done.failed] == ["is in another language"]
    assert rows("SELECT file FROM document WHERE id = 'a-res-60-1'") == [(str(documents / "A_copy.xml"),)]


def test_a_broken_file_takes_nothing_away_whatever_it_was_read_with(documents, monkeypatch):
    bring(documents)
    (documents / "A_RES_60_1.xml").write_bytes(b"\x00\x01\x02")
    monkeypatch.setattr(items, "READING", 1000)
    done, _ = bring(documents)
    assert [one.status for one in done.failed] == ["failed"]
    assert done.documents == 8


def test_every_way_of_reading_has_its_number(documents, tiny_corpus):
    index = Index(open_index((str(tiny_corpus()),)))
    catalogue = pool.load_catalogue(index)
    whole = hashlib.sha256()
    for file in sorted(documents.iterdir()):
        whole.update(repr(items.stored_document(file.read_bytes(), file.name, file.name, catalogue)[:-1]).encode())
    assert AS_READ[items.READING] == whole.hexdigest()[:12]


# Interrupted


@pytest.fixture
def tiny_for_processes(monkeypatch):
    """The tiny corpus for processes too: what is kept and who holds the lock does not depend on what is cited."""
    monkeypatch.setenv("COMPACTX_CORPUS", str(Path(__file__).parents[2] / "tiny"))
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")


@pytest.mark.usefixtures("tiny_for_processes")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no signals to send here")
@pytest.mark.parametrize("jobs", grids.parameters(["1", "2"], ["2"]))
def test_ctrl_c_keeps_what_was_read_and_lets_the_next_import_go_on(tmp_path, jobs):
    running, folder = start(tmp_path, jobs)
    os.killpg(running.pid, signal.SIGINT)
    out, said = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert "note: interrupted; " in said
    assert "Traceback" not in said
    held = rows("SELECT count(*) FROM document")[0][0]
    assert held % 32 == 0
    assert 0 < held < 128
    store = LibraryStore(source.library_path(), lambda _: pytest.fail("the library is still locked"))
    store.close()
    done, _ = bring(folder)
    assert (done.documents, done.unchanged) == (128, held)


@pytest.mark.usefixtures("tiny_for_processes")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no signals to send here")
def test_an_import_that_is_killed_leaves_no_process_that_holds_the_lock(tmp_path):
    running, _ = start(tmp_path, "2")
    running.kill()
    running.communicate(timeout=60)
    waited = []
    store = LibraryStore(source.library_path(), waited.append)
    store.close()


def start(tmp_path, jobs):
    """Begin an import of many documents; return it when the first are kept."""
    made_akn.write(tmp_path / "many", 128)
    code = "from compactx.cli.door import main; main()"
    running = subprocess.Popen(
        [sys.executable, "-c", code, "import", str(tmp_path / "many"), "--recursive", "--jobs", jobs, "--plain"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    for _ in range(6000):
        time.sleep(0.01)
        if Path(source.library_path()).exists():
            try:
                if rows("SELECT count(*) FROM document")[0][0]:
                    return running, tmp_path / "many"
            except sqlite3.Error:
                continue
    running.kill()
    pytest.fail("nothing was kept")
