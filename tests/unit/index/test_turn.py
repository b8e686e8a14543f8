"""One at a time changes an index, in place only where nobody reads it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from compactx.index import cache, store
from compactx.index.cache import journal_of, opened_if_fresh
from compactx.index.read import Index
from compactx.index.writing import renewal
from compactx.index.writing.renewal import IndexTurn, OthersTurnError

by_lease = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says who has a file open")
by_lock = pytest.mark.skipif(os.name == "nt", reason="no locks on files there")


class Corpus:
    """A corpus whose one gist changes, and its index."""

    def __init__(self, root: str) -> None:
        self.folders = (root,)
        self.gist = "Count the fish."
        self.opened().close()
        self.path = cache.cache_path(self.folders)

    def opened(self):
        return store.open_index(self.folders)

    def told(self, connection) -> str:
        return Index(connection).by_id("pact/3.a").gist

    def edit(self, gist: str) -> None:
        path = Path(self.folders[0]) / "instruments/pact.yaml"
        path.write_text(path.read_text("utf-8").replace(self.gist, gist), "utf-8")
        self.gist = gist


@pytest.fixture
def corpus(tiny_corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Corpus(str(tiny_corpus()))


@by_lease
def test_an_index_that_nobody_reads_is_changed_where_it_lies(corpus):
    before = os.stat(corpus.path).st_ino
    corpus.edit("Count the gulls.")
    connection = corpus.opened()
    assert (os.stat(corpus.path).st_ino, corpus.told(connection)) == (before, "Count the gulls.")
    connection.close()
    assert os.listdir(store.cache_folder()) == [os.path.basename(corpus.path)]


_OPEN = "import os, sys\nwhile True:\n    os.close(os.open(sys.argv[1], os.O_RDONLY))"
_ASK = """
import os, sys, time
from compactx.index.writing import renewal
descriptor, end = os.open(sys.argv[1], os.O_RDWR), time.process_time() + 0.5
while time.process_time() < end:
    renewal._is_alone(descriptor)
print("alive")
"""


@by_lease
def test_who_opens_it_while_that_is_asked_ends_nobody(corpus):
    opening = subprocess.Popen([sys.executable, "-c", _OPEN, corpus.path])
    try:
        asked = subprocess.run([sys.executable, "-c", _ASK, corpus.path], capture_output=True, text=True, check=False)
    finally:
        opening.kill()
        opening.wait()
    assert (asked.returncode, asked.stdout) == (0, "alive\n"), asked.stderr


def test_a_reader_keeps_the_index_that_it_has_open(corpus):
    reader = corpus.opened()
    corpus.edit("Count the gulls.")
    later = corpus.opened()
    assert (corpus.told(reader), corpus.told(later)) == ("Count the fish.", "Count the gulls.")
    assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert os.listdir(store.cache_folder()) == [os.path.basename(corpus.path)]
    reader.close()
    later.close()


@by_lease
def test_what_cannot_be_taken_in_leaves_the_index_as_it_was(corpus, monkeypatch):
    data = Path(corpus.path).read_bytes()
    monkeypatch.setattr("compactx.index.writing.edits._note_contents", _full)
    monkeypatch.setattr(store, "_rebuild", lambda *_: None)
    corpus.edit("Count the gulls.")
    assert corpus.opened() is None
    assert Path(corpus.path).read_bytes() == data
    assert not os.path.exists(journal_of(corpus.path))


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("journal", [b"", b"not a journal at all" * 90])
def test_an_index_beside_a_journal_is_not_believed_until_it_is_looked_after(corpus, journal):
    manifest = store.source.manifest(corpus.folders)
    opened_if_fresh(corpus.path, manifest).close()
    Path(journal_of(corpus.path)).write_bytes(journal)
    assert opened_if_fresh(corpus.path, manifest) is None
    connection = corpus.opened()
    assert corpus.told(connection) == corpus.gist
    connection.close()
    assert not os.path.exists(journal_of(corpus.path))


@by_lock
def test_who_waits_in_vain_for_its_turn_answers_all_the_same(corpus, monkeypatch):
    monkeypatch.setattr(renewal, "PATIENCE", 0.05)
    other = IndexTurn(corpus.path)
    before = Path(corpus.path).read_bytes()
    with pytest.raises(OthersTurnError):
        IndexTurn(corpus.path)
    corpus.edit("Count the gulls.")
    assert corpus.told(corpus.opened()) == "Count the gulls."
    assert Path(corpus.path).read_bytes() == before
    other.close()
    connection = corpus.opened()
    assert corpus.told(connection) == "Count the gulls."
    assert connection.execute("SELECT file FROM pragma_database_list").fetchone()[0] == corpus.path


def test_an_index_of_more_folders_starts_from_the_one_of_fewer(corpus, tmp_path, monkeypatch):
    own = tmp_path / "own"
    own.mkdir()
    (own / "pier.yaml").write_text("entries:\n- {id: pier, kind: body, title: Pier}\n", "utf-8")
    monkeypatch.setattr(store, "_rebuild", lambda *_: pytest.fail("built"))
    connection = store.open_index((*corpus.folders, str(own)))
    assert Index(connection).by_id("pier").title == "Pier"
    connection.close()


def test_a_base_that_is_written_to_while_it_is_copied_is_not_used(corpus, tmp_path, monkeypatch):
    own = tmp_path / "own"
    own.mkdir()
    (own / "pier.yaml").write_text("entries:\n- {id: pier, kind: body, title: Pier}\n", "utf-8")
    real = renewal.atomic.copy_file

    def copied(path: str, target: str) -> None:
        real(path, target)
        os.utime(path)

    monkeypatch.setattr(renewal.atomic, "copy_file", copied)
    built = []
    whole = store._rebuild
    monkeypatch.setattr(store, "_rebuild", lambda *given: built.append(given) or whole(*given))
    store.open_index((*corpus.folders, str(own))).close()
    assert len(built) == 1
