"""The index is a cache: whatever state it is in, answers come from the corpus as it is now."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from compactx.corpus import source
from compactx.errors import CorpusError
from compactx.index import cache, store
from compactx.index.read import Index
from compactx.index.writing import renewal
from compactx.library.store import DocumentSource, LibraryStore

sys.path.insert(0, str(Path(__file__).parent))
from test_growth import document


@pytest.fixture
def folders(tiny_corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return (str(tiny_corpus()),)


def titles(folders):
    return [node.id for node in Index(store.open_index(folders)).nodes()]


def cache_files():
    folder = Path(store.cache_folder())
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def refuse_to_build(*_):
    raise AssertionError("the index was built again")


def test_an_index_is_built_once(folders, monkeypatch):
    before = titles(folders)
    monkeypatch.setattr("compactx.index.writing.build.build", refuse_to_build)
    assert titles(folders) == before
    assert cache_files() == [os.path.basename(cache.cache_path(folders))]


def test_a_build_of_a_large_library_is_told_once(folders, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(source, "packaged", lambda: folders[0])
    told = []

    def asked():
        store.renewed_index(folders, source.manifest(folders), tell=told.append).close()

    asked()
    assert not told, "there is no library"
    Path(source.library_path()).parent.mkdir(parents=True)
    held = LibraryStore(source.library_path())
    held.begin()
    held.put(DocumentSource("1.xml", 1, 1, "1"), document(1, 1))
    held.commit()
    held.publish()
    held.close()
    Path(cache.cache_path(folders)).unlink()
    asked()
    assert not told, "it is small"
    Path(cache.cache_path(folders)).unlink()
    monkeypatch.setattr(store, "_LARGE", 10)
    asked()
    assert len(told) == 1
    asked()
    assert len(told) == 1, "it is there"


def test_other_folders_have_another_index(folders, tiny_corpus):
    other = (str(tiny_corpus(name="other")),)
    assert cache.cache_path(folders) != cache.cache_path(other)
    assert cache.cache_path(folders) != cache.cache_path((*folders, *other))


def test_a_changed_file_is_seen_at_once(folders):
    titles(folders)
    path = Path(folders[0]) / "registers/more.yaml"
    path.write_text("entries: [{id: new-thing, kind: body, title: New}]\n", encoding="utf-8")
    assert "new-thing" in titles(folders)
    path.write_text("entries: [{id: old-thing, kind: body, title: Old}]\n", encoding="utf-8")
    assert "old-thing" in titles(folders)
    path.unlink()
    assert "old-thing" not in titles(folders)


def test_a_file_of_the_same_size_and_another_time_is_seen(folders):
    path = Path(folders[0]) / "instruments/pact.yaml"
    titles(folders)
    stat = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("Count the fish", "Count the bugs"), encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    index = Index(store.open_index(folders))
    assert index.by_id("pact/3.a").gist == "Count the bugs."


def test_an_edit_that_keeps_size_and_time_is_seen(folders):
    path = Path(folders[0]) / "instruments/pact.yaml"
    titles(folders)
    stat = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("Count the fish", "Count the bugs"), encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_size == stat.st_size
    assert Index(store.open_index(folders)).by_id("pact/3.a").gist == "Count the bugs."
    swapped = path.with_suffix(".new")
    swapped.write_text(path.read_text(encoding="utf-8").replace("Count the bugs", "Count the rats"), encoding="utf-8")
    os.utime(swapped, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    swapped.replace(path)
    assert Index(store.open_index(folders)).by_id("pact/3.a").gist == "Count the rats."


NOBODY = 65534
as_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give a file away")


def planted(folders):
    """Put an index with another title in the place of ours, and return its path."""
    titles(folders)
    path = cache.cache_path(folders)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE node SET gist = 'PLANTED'")
    connection.close()
    return path


def is_believed(folders):
    return any(node.gist == "PLANTED" for node in Index(store.open_index(folders)).nodes())


@as_root
def test_an_index_of_another_user_is_not_believed(folders):
    path = planted(folders)
    assert is_believed(folders)
    os.chown(path, NOBODY, NOBODY)
    assert not is_believed(folders)
    assert os.stat(path).st_uid == 0


@as_root
def test_a_cache_folder_of_another_user_is_not_believed(folders):
    path = planted(folders)
    os.chown(os.path.dirname(path), NOBODY, NOBODY)
    assert not is_believed(folders)
    connection = store.open_index(folders)
    assert any("belongs to another user" in doubt for doubt in cache.doubts(connection))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_in_the_place_of_the_index_is_done_without(folders):
    path = Path(cache.cache_path(folders))
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    assert "pact" in titles(folders)


def damage(path, how):
    data = path.read_bytes()
    path.write_bytes(how(data))


@pytest.mark.parametrize(
    "how",
    [
        lambda _: b"",
        lambda data: data[:50],
        lambda data: data[: 4096 + 100],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data[:-4096],
        lambda _: b"not a database, only some words that stand here" * 200,
        lambda data: data[:16] + bytes(84) + data[100:],
        lambda data: data[:100] + bytes(4096 - 100) + data[4096:],
    ],
    ids=["empty", "header", "one-page", "half", "one-byte", "last-page", "foreign", "zeroed-header", "zeroed-schema"],
)
def test_a_damaged_file_is_replaced(folders, how):
    before = titles(folders)
    path = Path(cache.cache_path(folders))
    damage(path, how)
    assert titles(folders) == before
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_foreign_database_is_replaced(folders):
    path = Path(cache.cache_path(folders))
    path.parent.mkdir(parents=True)
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE meta (something TEXT)")
    other.close()
    assert "pact" in titles(folders)


def test_an_index_of_another_version_is_replaced(folders, monkeypatch):
    before = titles(folders)
    path = cache.cache_path(folders)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'version'")
        connection.execute("DELETE FROM node")
    connection.close()
    assert titles(folders) == before
    monkeypatch.setattr(cache, "VERSION", cache.VERSION + 1)
    assert cache.cache_path(folders) != path


def test_a_writer_that_holds_the_file_does_not_stop_readers(folders):
    before = titles(folders)
    writer = sqlite3.connect(cache.cache_path(folders), isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    try:
        assert titles(folders) == before
    finally:
        writer.close()


def test_the_index_cannot_be_written_to_through_a_lookup(folders):
    for _ in range(2):
        connection = store.open_index(folders)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM node")


@pytest.mark.parametrize("where", ["/dev/null", "/proc/nowhere", "file"])
def test_a_cache_folder_that_cannot_be_made_is_done_without(folders, where, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file") if where == "file" else where)
    assert "pact" in titles(folders)


def test_a_folder_in_the_place_of_the_index_is_done_without(folders):
    Path(cache.cache_path(folders)).mkdir(parents=True)
    assert "pact" in titles(folders)
    assert cache_files() == [os.path.basename(cache.cache_path(folders))]


def test_a_read_only_cache_is_done_without(folders, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    assert "pact" in titles(folders)
    assert cache_files() == []


def test_a_full_disk_is_done_without(folders):
    program = (
        # Python itself would leave modules compiled by half in the checkout.
        "import resource, sys; sys.dont_write_bytecode = True; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192));"
        "from compactx.cli.door import run; raise SystemExit(run(['show', 'pact', '--ids']))"
    )
    environment = {**os.environ, "COMPACTX_CORPUS": folders[0], "COMPACTX_CORPUS_ONLY": "1"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "pact\n", "")
    assert cache_files() == []


def test_many_processes_may_build_at_once(folders):
    environment = {**os.environ, "COMPACTX_CORPUS": folders[0], "COMPACTX_CORPUS_ONLY": "1"}
    command = [sys.executable, "-m", "compactx", "show", "pact", "--ids"]
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    answers = [process.communicate(timeout=120) for process in running]
    assert answers == [("pact\n", "")] * 6
    assert [process.returncode for process in running] == [0] * 6
    assert cache_files() == [os.path.basename(cache.cache_path(folders))]


def test_threads_may_build_at_once(folders):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(titles(folders))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)


def test_what_an_interrupted_build_left_is_no_obstacle(folders):
    path = Path(cache.cache_path(folders))
    path.parent.mkdir(parents=True)
    left = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    left.write_bytes(b"half an index")
    assert "pact" in titles(folders)
    assert "pact" in titles(folders)
    assert cache_files() == [path.name]


def test_what_an_earlier_version_kept_goes_when_nobody_has_used_it_for_a_month(folders):
    folder = Path(cache.cache_folder())
    folder.mkdir(parents=True)
    then, later = cache.VERSION - 1, cache.VERSION + 1
    gone = {f"index-{then}-00c0ffee.sqlite", f"index-{then}-00c0ffee.sqlite-journal", "index-7-00c0ffee.note",
            f"answer-06-{then}-00c0ffee.bin", f"central-{then}-00c0ffee.txt",
            f"index-{then}-00c0ffee.sqlite.12-ab.tmp"}  # fmt: skip
    kept = {f"index-{later}-00c0ffee.sqlite", f"index-{cache.VERSION}-00c0ffee.sqlite", "runs-1-00c0ffee.sqlite",
            f"index-{then}-mine.sqlite", f"mine-{then}-00c0ffee.txt", f"index-{then}-00c0ffee.csv",
            f"index--{then}-00c0ffe.sqlite", "notes.txt"}  # fmt: skip
    read, written = f"index-{then}-0badf00d.sqlite", f"index-{then}-0badbeef.sqlite"
    month = time.time() - 31 * 86_400
    for name in (*gone, *kept, read, written):
        (folder / name).write_text("kept")
        os.utime(folder / name, (month, month))
    os.utime(folder / read, (time.time(), month))
    os.utime(folder / written, (month, time.time()))
    (folder / "elsewhere").write_text("of somebody")
    link = folder / f"index-{then}-00000000.sqlite"
    link.symlink_to(folder / "elsewhere")
    os.utime(link, (month, month), follow_symlinks=False)
    (folder / f"index-{then}-11111111.sqlite").mkdir()
    assert "pact" in titles(folders)
    here = set(cache_files())
    assert not here & gone
    assert {*kept, read, written, "elsewhere", link.name, f"index-{then}-11111111.sqlite"} < here


def test_all_that_is_kept_for_a_version_bears_a_name_that_a_later_one_knows(folders, tmp_path, run_cli, monkeypatch):
    page = tmp_path / "page.txt"
    page.write_text("We recall the pact and article 3 of the covenant.")
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "COMPACTX_CORPUS": folders[0], "COMPACTX_CORPUS_ONLY": "1"}
    for words in (("stats",), ("scan", str(page)), ("check", str(page)), ("list",)):
        assert run_cli(*words, env=env).status in {0, 1}
    names = [name for name in cache_files() if not name.startswith("runs-")]
    assert {name.partition("-")[0] for name in names} >= {"index", "answer", "central"}
    monkeypatch.setattr(renewal, "VERSION", cache.VERSION + 1)
    assert [name for name in names if not renewal._is_of_earlier(name)] == []


@pytest.mark.parametrize("name", ["what? is #this 100%", "ünïcode", "with 'quotes'"])
def test_folder_names_of_every_kind_work(tiny_corpus, tmp_path, monkeypatch, name):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))
    folders = (str(tiny_corpus(name=f"corpus {name}")),)
    before = titles(folders)
    monkeypatch.setattr("compactx.index.writing.build.build", refuse_to_build)
    assert titles(folders) == before


def test_damage_that_opening_does_not_show_is_told_once(folders, run_cli):
    titles(folders)
    path = Path(cache.cache_path(folders))
    data = path.read_bytes()
    for at in range(4096, len(data), 4096):  # all pages but the first
        damaged = data[:at] + b"\xa5" * 4096 + data[at + 4096 :]
        path.write_bytes(damaged)
        answer = run_cli("show", "pact", corpus=Path(folders[0]))
        assert answer.status in {0, 5}
        if answer.status == 5:
            assert answer.err == "error: the index was damaged and has been removed\n  hint:   run the command again\n"
            assert cache_files() == []
            assert run_cli("show", "pact", corpus=Path(folders[0])).status == 0


# What is built


def test_a_corpus_with_errors_is_refused_with_the_first_two(tiny_corpus):
    folder = tiny_corpus({"registers/odd.yaml": "entries: [{id: A A, kind: body}, {id: b, kind: x, title: y}]\n"})
    with pytest.raises(CorpusError) as caught:
        store.open_index((str(folder),))
    assert caught.value.message == "the corpus has 3 errors, the first two:"
    assert len(caught.value.details) == 2
    assert caught.value.details[0].startswith("tiny/registers/odd.yaml:1:")


def test_a_corpus_without_entries_is_refused(tiny_corpus):
    nothing = dict.fromkeys(
        ["instruments/pact.yaml", "instruments/paper.yaml", "registers/things.yaml", "registers/lineage.yaml"]
    )
    with pytest.raises(CorpusError, match="is empty"):
        store.open_index((str(tiny_corpus(nothing)),))


def test_the_same_corpus_gives_the_same_index(folders, tiny_corpus):
    def dump(folders):
        connection = store.open_index(folders)
        tables = ("node", "edge", "name", "fact", "relation")
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}

    assert dump(folders) == dump((str(tiny_corpus(name="again/tiny")),))


def test_references_to_nothing_are_left_out_and_the_first_definition_counts(tiny_corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = (
        "entries:\n- {id: lake-office, kind: body, title: Second}\n- {id: n, kind: body, title: N, links:"
        " [{relation: edition-of, to: nothing}, {relation: no-relation, to: pact}]}\n"
    )
    index = Index(store.open_index((str(tiny_corpus({"registers/zzz.yaml": text})),)))
    assert index.by_id("lake-office").title == "Lake Office"
    assert index.edges_from(index.by_id("n").n) == []
