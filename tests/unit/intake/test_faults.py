"""Nothing is lost: once what ``tests/benchmarks/faults.py`` tries a hundred times, and what that rests on."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from compactx.bulk.run import import_all
from compactx.bulk.walk import DocumentFile, WalkListener, walk
from compactx.corpus import source
from compactx.errors import CannotWriteError, CorpusError
from compactx.index import cache, store
from compactx.library.store import LibraryStore, open_for_index

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "benchmarks")]
import fault_kills  # noqa: E402 - found by the line above
import fault_states  # noqa: E402 - as above
import made_akn  # noqa: E402 - as above
from fault_bench import Bench  # noqa: E402 - as above

needs_processes = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("faults"), 40)


@pytest.mark.faults
@needs_processes
@pytest.mark.parametrize(
    "fault", [*fault_kills.ALL, *fault_states.ALL], ids=lambda fault: f"{fault.__module__}-{fault.__name__}"
)
def test_nothing_is_lost(bench, fault):
    row = fault(bench, 1, random.Random(3))  # noqa: S311 - any fixed moments will do
    assert row.lost == []
    assert row.hit == row.tried or fault.__module__ == "fault_kills"
    if not row.tried:
        pytest.skip(row.note)
    assert row.hit


@pytest.fixture
def documents(tmp_path, small_corpus, own_homes):  # noqa: ARG001 - sets what they are named after
    made_akn.write(tmp_path / "documents", 6)
    return tmp_path / "documents"


def bring(*paths):
    return import_all([str(path) for path in paths], source.roots(), processes=1)


def held():
    connection = sqlite3.connect(source.library_path())
    try:
        return [row[0] for row in connection.execute("SELECT id FROM document ORDER BY id")]
    finally:
        connection.close()


# What another file holds too


def test_what_one_file_holds_no_longer_is_read_from_the_other(documents):
    first, copy = documents / "A_RES_60_1.xml", documents / "copy.xml"
    copy.write_bytes(first.read_bytes())
    assert [one.status for one in bring(documents).failed] == ["twice"]
    before = held()
    first.write_text(made_akn.resolution(90, 9, "Something else"))
    bring(documents)
    done = bring(documents)
    assert held() == sorted([*before, "a-res-90-9"])
    assert done.failed == ()


def test_a_file_that_holds_what_another_does_gives_up_what_it_held(documents):
    bring(documents)
    (documents / "A_RES_60_1.xml").write_bytes((documents / "A_RES_60_2.xml").read_bytes())
    assert [one.status for one in bring(documents).failed] == ["twice"]
    assert "a-res-60-1" not in held()


# What could not be read is tried again


def test_a_folder_that_cannot_be_listed_is_told_and_then_read(documents, monkeypatch):
    (documents / "below").mkdir()
    (documents / "A_RES_60_1.xml").rename(documents / "below" / "A_RES_60_1.xml")
    real = os.scandir

    def refuse(path):
        if str(path).endswith("below"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        (failed,) = bring(documents).failed
    assert (Path(failed.path).name, failed.reason) == ("below", "the folder cannot be read: Permission denied")
    assert (bring(documents).failed, len(held())) == ((), 6)


def test_a_file_that_could_not_be_opened_is_tried_again(documents, monkeypatch):
    name = str(documents / "A_RES_60_1.xml")
    real = os.fstat

    def refuse(descriptor):
        if os.readlink(f"/proc/self/fd/{descriptor}") == name:
            raise OSError(5, "Input/output error")
        return real(descriptor)

    if not Path("/proc/self/fd").exists():
        pytest.skip("tells files apart by /proc")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", refuse)
        assert bring(documents).failed[0].reason == "cannot be read: Input/output error"
    assert (bring(documents).read, len(held())) == (1, 6)


def test_a_file_that_grows_all_the_time_is_passed_over_for_now(documents, monkeypatch):
    name = documents / "A_RES_60_1.xml"
    real = os.fstat

    def grown(descriptor):
        with name.open("ab") as stream:
            stream.write(b" ")
        return real(descriptor)

    monkeypatch.setattr(os, "fstat", grown)
    (found,) = walk([str(name)], WalkListener(lambda _: None))
    assert isinstance(found, DocumentFile)
    assert (found.origin.size, found.origin.moment, found.reason) == (0, 0, "is being written to; import again")


def test_the_time_of_a_file_that_was_written_just_now_is_not_trusted(documents):
    name = documents / "A_RES_60_1.xml"
    bring(documents)
    found = name.stat()
    name.write_bytes(name.read_bytes().replace(b"report", b"retort"))
    os.utime(name, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert bring(documents).read == 1


@pytest.mark.parametrize("kind", ["gz", "xz", "zip"])
def test_an_archive_with_a_damaged_middle_is_told_and_read_as_far_as_it_goes(documents, tmp_path, kind):
    for number, file in enumerate(sorted(documents.iterdir())):  # words that do not compress, so that there is a middle
        noise = random.Random(number).randbytes(9000).hex()  # noqa: S311 - any bytes
        file.write_text(file.read_text().replace("</akomaNtoso>", f"<!-- {noise} --></akomaNtoso>"))
    path = tmp_path / ("all.zip" if kind == "zip" else f"all.tar.{kind}")
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(documents.iterdir()):
                archive.write(file, file.name)
    else:
        with tarfile.open(path, f"w:{kind}") as tar:
            tar.add(documents, "all")
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] + bytes(500) + whole[middle + 500 :])
    done = bring(path)
    assert {one.status for one in done.failed} == {"failed"}
    assert done.read == 5 if kind == "zip" else done.read < 6
    path.write_bytes(whole)
    assert (bring(path).failed, len(held())) == ((), 6)


# What lookups are told


def test_an_import_that_was_stopped_before_lookups_were_told_makes_the_next_one_tell(documents, monkeypatch, run_cli):
    def stop(_):
        raise KeyboardInterrupt

    bring(*sorted(documents.iterdir())[:5])
    assert run_cli("show", "a-res-62-2", "--ids").status == 3
    with monkeypatch.context() as patch:
        patch.setattr(LibraryStore, "publish", stop)
        with pytest.raises(KeyboardInterrupt):
            bring(documents)
    assert run_cli("show", "a-res-62-2", "--ids").status == 3
    assert bring(documents).read == 0
    assert run_cli("show", "a-res-62-2", "--ids").status == 0


def test_a_stopped_batch_is_undone(documents, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(LibraryStore, "commit", stop)
        with pytest.raises(KeyboardInterrupt):
            bring(documents)
    assert held() == []
    assert bring(documents).read == 6


# The library as the index reads it


def test_a_library_that_was_never_written_is_empty_and_others_are_refused(tmp_path):
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"")
    assert open_for_index(str(path)).execute("SELECT count(*) FROM document").fetchone() == (0,)
    path.write_bytes(b"some words that are no database" * 99)
    with pytest.raises(CorpusError, match="cannot be read"):
        open_for_index(str(path))
    with pytest.raises(CannotWriteError) as caught:
        LibraryStore(str(path))
    assert caught.value.hint == "move the file away and import again"


def test_a_half_written_page_is_undone_before_the_index_reads(documents):
    """A killed import leaves a journal: only who may write can undo what it says."""
    bring(documents)
    path = Path(source.library_path())
    before = path.read_bytes()
    program = (
        "import sqlite3, os, sys\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size=1')\nc.execute('BEGIN IMMEDIATE')\n"
        "c.execute('UPDATE clause SET gist = hex(randomblob(400))')\nos._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert path.with_name("library.sqlite-journal").stat().st_size
    assert path.read_bytes() != before
    connection = open_for_index(str(path))
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert path.read_bytes() == before


def test_what_killed_builds_left_is_removed_with_the_next(tiny_corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folders = (str(tiny_corpus()),)
    path = Path(cache.cache_path(folders))
    path.parent.mkdir(parents=True)
    dead, old, living, other = (
        path.with_name(f"{name}.tmp")
        for name in (f"{path.name}.4194399-aa", f"{path.name}.1-bb", f"{path.name}.1-cc", "x.4194399")
    )
    for file in (dead, old, living, other):
        file.write_bytes(b"half an index")
    os.utime(old, (0, 0))
    store.open_index(folders).close()
    assert [file.exists() for file in (dead, old, living, other)] == [False, False, True, True]
