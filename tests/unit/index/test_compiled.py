"""The compiled corpus of a wheel answers at once, and only for the files that it was made of."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from compactx.corpus import source
from compactx.errors import CorpusError
from compactx.index import cache, compiled, notes, store
from compactx.index.read import Index
from compactx.query import overall
from compactx.query.overall import central, keep_central

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
        monkeypatch.setattr(compiled, "opened", lambda *_, **__: None)
        monkeypatch.setattr(compiled, "base_of", lambda *_: None)
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
    assert Index(store.open_index(folders)).meta()["version"] == str(cache.VERSION)


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
    monkeypatch.setattr(cache, "VERSION", cache.VERSION + 1)
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
    monkeypatch.setattr("compactx.query.overall._centrality", lambda _: pytest.fail("found again"))
    kept = central(index)
    assert kept.rank
    monkeypatch.undo()
    assert kept == overall._centrality(index)


def test_what_was_kept_of_other_contents_is_not_believed(installed):
    index = Index(sqlite3.connect(installed / compiled.FILE))
    keep_central(index)
    index.connection.execute("UPDATE meta SET value = 'other' WHERE key = 'sha256'")
    assert notes.recall(Index(index.connection), "central") == ""


# A checkout that is installed as editable


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """Return the corpus of a checkout, and the folder of packages where its install put it compiled."""
    corpus, packages = tmp_path / "checkout" / "corpus", tmp_path / "lib" / "site-packages"
    shutil.copytree(TINY, corpus)
    packages.mkdir(parents=True)
    monkeypatch.setattr(source, "packaged", lambda: str(corpus))
    monkeypatch.setattr(compiled, "compiled_path", lambda: str(tmp_path / "none"))
    monkeypatch.setattr(sys, "path", [str(packages), "", "relative/site-packages", *sys.path])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    compiled.make_for_checkout(str(corpus), str(packages / compiled.BESIDE))
    return corpus, packages / compiled.BESIDE


def equals_a_build(folders, tmp_path, monkeypatch):
    """Say whether an index that nothing was built for is what a build makes; hand it over, closed."""
    real = store._rebuild
    with monkeypatch.context() as patch:
        built = builds(patch)
        index = store.open_index(folders)
        assert built == []
    whole = contents(real(str(tmp_path / "whole.sqlite"), folders, source.manifest(folders)))
    found = contents(index)
    index.close()
    (tmp_path / "whole.sqlite").unlink()
    return differences(found, whole) == {}


def test_the_first_command_of_a_checkout_builds_nothing(checkout, tmp_path, monkeypatch):
    corpus, file = checkout
    before = file.read_bytes()
    file.chmod(0o400)
    assert equals_a_build((str(corpus),), tmp_path, monkeypatch)
    meta = Index(store.open_index((str(corpus),))).meta()
    assert {"contents", "code"} & set(meta) == set()
    assert file.read_bytes() == before
    file.unlink()
    assert equals_a_build((str(corpus),), tmp_path, monkeypatch), "the copy is an index of its own"


def test_an_edit_before_and_after_the_first_command_of_a_checkout_is_taken_in(checkout, tmp_path, monkeypatch):
    corpus, _ = checkout
    pact, own = corpus / "instruments/pact.yaml", tmp_path / "own"
    own.mkdir()
    (own / "notes.yaml").write_text("entries:\n- {id: pier, kind: body, title: Pier, date: 2020}\n", encoding="utf-8")
    for before, now in (("Count the fish", "Count the gulls"), ("Count the gulls", "Count the terns")):
        pact.write_text(pact.read_text("utf-8").replace(before, now), "utf-8")
        for folders in ((str(corpus),), (str(corpus), str(own))):
            assert equals_a_build(folders, tmp_path, monkeypatch)
            sql = "SELECT n FROM node WHERE title LIKE ?1 OR gist LIKE ?1"
            assert store.open_index(folders).execute(sql, (f"%{now}%",)).fetchone()


def test_a_folder_of_ones_own_that_is_empty_and_its_first_and_last_file_build_nothing(checkout, tmp_path, monkeypatch):
    corpus, _ = checkout
    own = tmp_path / "own"
    own.mkdir()
    file, folders = own / "notes.yaml", (str(corpus), str(own))
    assert equals_a_build(folders, tmp_path, monkeypatch)
    file.write_text("entries:\n- {id: pier, kind: body, title: Pier, date: 2020}\n", encoding="utf-8")
    assert equals_a_build(folders, tmp_path, monkeypatch)
    file.unlink()
    assert equals_a_build(folders, tmp_path, monkeypatch)


def test_a_checkout_of_other_code_or_in_another_place_is_built(checkout, tmp_path, monkeypatch):
    corpus, _ = checkout
    built = builds(monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(compiled, "_MAKERS", ("model",))
        store.open_index((str(corpus),))
    assert len(built) == 1
    shutil.rmtree(tmp_path / "cache")
    shutil.copytree(corpus, tmp_path / "moved" / "corpus")
    monkeypatch.setattr(source, "packaged", lambda: str(tmp_path / "moved" / "corpus"))
    store.open_index((str(tmp_path / "moved" / "corpus"),))
    assert len(built) == 2


def test_the_code_of_a_checkout_is_told_by_its_contents(monkeypatch, tmp_path):
    package = tmp_path / "compactx"
    for name in compiled._MAKERS:
        (package / name / "deeper").mkdir(parents=True)
        (package / name / "one.py").write_text("one = 1\n", "utf-8")
    (package / "index" / "deeper" / "two.py").write_text("two = 2\n", "utf-8")
    monkeypatch.setattr(compiled, "__file__", str(package / "index" / "compiled.py"))
    marks = [compiled._code()]
    for change in (
        lambda: (package / "index/deeper/two.py").write_text("two = 3\n", "utf-8"),
        lambda: (package / "model/one.py").rename(package / "model/other.py"),
        (package / "corpus/one.py").unlink,
    ):
        change()
        marks.append(compiled._code())
    assert len(set(marks)) == 4
    (package / "index" / "notes.txt").write_text("no code", "utf-8")
    assert compiled._code() == marks[-1]


def test_a_checkout_without_a_cache_is_read_where_it_lies(checkout, monkeypatch):
    corpus, file = checkout
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    built = builds(monkeypatch)
    connection = store.open_index((str(corpus),))
    assert connection.execute("SELECT file FROM pragma_database_list").fetchone() == (str(file),)
    connection.close()
    with (corpus / "corpus.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# edited\n")
    assert built == []
    store.open_index((str(corpus),))
    assert len(built) == 1


def test_a_damaged_or_half_written_one_of_a_checkout_is_left_aside(checkout, monkeypatch):
    corpus, file = checkout
    built = builds(monkeypatch)
    whole = file.read_bytes()
    for data in (whole[: len(whole) // 2], b"", b"no index" * 999):
        file.write_bytes(data)
        store.open_index((str(corpus),)).close()
        store.discard()
    assert len(built) == 3
    file.write_bytes(whole)
    store.open_index((str(corpus),)).close()
    assert len(built) == 3
    store.discard()
    store.open_index((str(corpus),)).close()
    assert len(built) == 4, "what was copied was found to be damaged"


def test_two_first_commands_of_a_checkout_at_once(checkout, tmp_path):
    corpus, _ = checkout
    program = (
        "import sys; from compactx.corpus import source; from compactx.index import cache, compiled, store\n"
        "source.packaged = lambda: sys.argv[1]; store._rebuild = None; sys.path.insert(0, sys.argv[2])\n"
        "print(store.open_index((sys.argv[1],)).execute('SELECT count(*) FROM node').fetchone()[0])"
    )
    words = [sys.executable, "-c", program, str(corpus), str(tmp_path / "lib" / "site-packages")]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "XDG_DATA_HOME": str(tmp_path / "data")}
    environment["PYTHONPATH"] = str(Path(compiled.__file__).parents[2])
    running = [subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = [one.communicate(timeout=120)[0] for one in running]
    assert [one.returncode for one in running] == [0] * 4
    assert len(set(said)) == 1
    assert int(said[0]) > 5
