"""An edit of a corpus file is seen by the next command, and costs what it holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from compactx.errors import CorpusError
from compactx.index import store
from compactx.index.read import Index


@pytest.fixture
def folders(tiny_corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folders = (str(tiny_corpus()),)
    store.open_index(folders).close()
    return folders


def put(folders, file: str, before: str, after: str) -> None:
    path = Path(folders[0]) / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def refuse_to_build(*_):
    raise AssertionError("the index was built")


def test_an_edit_is_taken_in_without_a_build_and_without_reading_yaml(folders, monkeypatch):
    monkeypatch.setattr("compactx.index.writing.build.build", refuse_to_build)
    put(folders, "instruments/pact.yaml", "gist: Count the fish.", "gist: Count the gulls.")
    index = Index(store.open_index(folders))
    assert index.by_id("pact/3.a").gist == "Count the gulls."
    assert [hit[0] for hit in index.connection.execute("SELECT rowid FROM text WHERE text MATCH 'gulls'")] == [
        index.by_id("pact/3.a").n
    ]
    had = index.connection.execute("SELECT rowid FROM text WHERE text MATCH 'fish'").fetchall()
    assert had
    assert (index.by_id("pact/3.a").n,) not in had
    put(folders, "instruments/pact.yaml", "gist: Count the gulls.", "gist: Count the terns.")
    code = f"import sys; from compactx.index import store; store.open_index({folders!r}); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "compactx.index.writing.edits" in told
    never = {
        "yaml",
        "typing",
        "re",
        "hashlib",
        "sqlite3",
        "json",
        "compactx.corpus.load",
        "compactx.index.writing.build",
    }
    assert not never & {*told}
    assert Index(store.open_index(folders)).by_id("pact/3.a").gist == "Count the terns."


def test_a_mistake_is_told_and_its_mending_seen(folders):
    put(folders, "instruments/pact.yaml", "kind: action, gist: Count", "kind: acton, gist: Count")
    with pytest.raises(CorpusError, match="has 1 error"):
        store.open_index(folders)
    put(folders, "instruments/pact.yaml", "kind: acton, gist: Count", "kind: action, gist: Recount")
    assert Index(store.open_index(folders)).by_id("pact/3.a").gist == "Recount the fish."


def test_several_processes_may_take_an_edit_in_at_once(folders):
    put(folders, "registers/things.yaml", "title: Lake Office", "title: Office of the Lakes")
    opened = f"read.Index(store.open_index({folders!r}))"
    code = f"from compactx.index import read, store; print({opened}.by_id('lake-office').title)"
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [one.communicate()[0].strip() for one in running] == ["Office of the Lakes"] * 4
    assert len(list(Path(store.cache_folder()).iterdir())) == 1


def test_an_edit_beside_many_others_builds(folders, monkeypatch):
    monkeypatch.setattr("compactx.index.writing.edits._MOST", 1)
    put(folders, "instruments/pact.yaml", "gist: Count the fish.", "gist: Count the gulls.")
    put(folders, "registers/things.yaml", "title: Lake Office", "title: Office of the Lakes")
    index = Index(store.open_index(folders))
    assert (index.by_id("pact/3.a").gist, index.by_id("lake-office").title) == (
        "Count the gulls.",
        "Office of the Lakes",
    )
