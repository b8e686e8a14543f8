"""The compiled corpus of a wheel answers at once, and only for the files that it was made of."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from compactx.corpus import source
from compactx.errors import CorpusError
from compactx.index import compiled, notes, renewal, store
from compactx.index.read import Index
from compactx.query import central as central_module
from compactx.query.central import central, keep_central

sys.path.insert(0, str(Path(__file__).parent))
from contents import contents, differences

TINY = Path(__file__).parents[2] / "tiny"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Return an installed corpus with its compiled form beside it, as a wheel lays them."""
    package = tmp_path / "package"
    package.mkdir()
    (tmp_path / "work").mkdir()
    compiled.make(str(TINY), str(tmp_path / "work"), str(package / compiled.FILE))
    shutil.copytree(tmp_path / "work" / "_corpus", package / "_corpus")
    monkeypatch.setattr(source, "packaged", lambda: str(package / "_corpus"))
    monkeypatch.setattr(compiled, "compiled_path", lambda: str(package / compiled.FILE))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return package


def builds(monkeypatch):
    """Return a list that grows with every index that is built."""
    found, real = [], store._rebuild
    monkeypatch.setattr(store, "_rebuild", lambda *given: found.append(given) or real(*given))
    return found


def contents_of(folders, monkeypatch, *, trusted):
    if not trusted:
        monkeypatch.setattr(compiled, "opened", lambda *_: None)
        monkeypatch.setattr(renewal, "base_of", lambda *_: None)
    connection = store.open_index(folders)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    rows = {
        table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}")))
        for table in tables
        if table not in {"meta", "sqlite_stat1"}
    }
    return rows, Index(connection).meta()


def test_nothing_is_built_and_the_answers_are_those_of_a_build(installed, monkeypatch):
    built = builds(monkeypatch)
    rows, meta = contents_of((str(installed / "_corpus"),), monkeypatch, trusted=True)
    assert built == []
    again, build_meta = contents_of((str(installed / "_corpus"),), monkeypatch, trusted=False)
    assert len(built) == 1
    meta.pop("contents")
    assert rows == again
    assert meta == build_meta


def test_the_files_are_compared_once(installed, monkeypatch):
    folders = (str(installed / "_corpus"),)
    store.open_index(folders)
    monkeypatch.setattr(compiled, "contents_mark", lambda _root: pytest.fail("compared again"))
    assert Index(store.open_index(folders)).meta()["version"] == str(store.layout.VERSION)


def test_an_edited_file_is_noticed(installed, monkeypatch):
    folders = (str(installed / "_corpus"),)
    store.open_index(folders)
    built = builds(monkeypatch)
    with (installed / "_corpus" / "corpus.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# edited\n")
    store.open_index(folders)
    assert len(built) == 1


def test_other_folders_and_another_version_are_built(installed, tmp_path, monkeypatch):
    built = builds(monkeypatch)
    (tmp_path / "own").mkdir()
    monkeypatch.setattr(store.layout, "VERSION", store.layout.VERSION + 1)
    store.open_index((str(installed / "_corpus"),))
    store.open_index((str(installed / "_corpus"), str(tmp_path / "own")))
    assert len(built) == 2


def test_an_index_of_more_folders_or_of_an_edit_grows_from_the_compiled_one(installed, tmp_path, monkeypatch):
    real, built = store._rebuild, builds(monkeypatch)
    own = tmp_path / "own"
    own.mkdir()
    (own / "notes.yaml").write_text("entries:\n- {id: pier, kind: body, title: Pier, date: 2020}\n", encoding="utf-8")
    path = installed / "_corpus/instruments/pact.yaml"
    path.write_text(path.read_text("utf-8").replace("Count the fish", "Count the gulls"), encoding="utf-8")
    for folders in ((str(installed / "_corpus"), str(own)), (str(installed / "_corpus"),)):
        grown = store.open_index(folders)
        assert built == []
        whole = contents(real(str(tmp_path / "whole.sqlite"), folders, ""))
        assert differences(contents(grown), whole) == {}


def test_nothing_grows_from_a_damaged_one(installed, tmp_path, monkeypatch):
    folders = (str(installed / "_corpus"), str(tmp_path / "work"))
    store.open_index(folders).close()
    store.discard()
    built = builds(monkeypatch)
    store.open_index(folders)
    assert len(built) == 1


def test_a_damaged_one_is_left_aside_when_it_was_noticed(installed, monkeypatch):
    folders = (str(installed / "_corpus"),)
    store.open_index(folders)
    built = builds(monkeypatch)
    store.discard()
    store.open_index(folders)
    assert len(built) == 1


def test_a_cache_that_cannot_be_written_changes_nothing(installed, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    built = builds(monkeypatch)
    store.open_index((str(installed / "_corpus"),))
    assert built == []


def test_no_wheel_is_made_of_a_corpus_with_errors(tmp_path):
    shutil.copytree(TINY, tmp_path / "corpus")
    (tmp_path / "corpus" / "registers" / "bad.yaml").write_text("entries: [\n", encoding="utf-8")
    (tmp_path / "work").mkdir()
    with pytest.raises(CorpusError):
        compiled.make(str(tmp_path / "corpus"), str(tmp_path / "work"), str(tmp_path / "out.sqlite"))


def test_what_takes_long_to_find_comes_along(installed, monkeypatch):
    connection = sqlite3.connect(installed / compiled.FILE)
    keep_central(Index(connection))
    connection.commit()
    connection.close()
    index = Index(store.open_index((str(installed / "_corpus"),)))
    monkeypatch.setattr("compactx.query.central._found", lambda _: pytest.fail("found again"))
    kept = central(index)
    assert kept.rank
    monkeypatch.undo()
    assert kept == central_module._found(index)


def test_what_was_kept_of_other_contents_is_not_believed(installed):
    index = Index(sqlite3.connect(installed / compiled.FILE))
    keep_central(index)
    index.connection.execute("UPDATE meta SET value = 'other' WHERE key = 'sha256'")
    assert notes.recall(Index(index.connection), "central") == ""
