"""Files that are gone: told, removed on demand, never where the walk did not reach everything."""

from __future__ import annotations

import os
import sqlite3
import sys
import tarfile
import zipfile
from pathlib import Path

import grids
import pytest
from jsonschema import Draft202012Validator

from compactx.bulk import walk
from compactx.bulk.run import import_all
from compactx.corpus import source
from compactx.library import sweep
from compactx.render.contracts import schema

sys.path.insert(0, str(Path(__file__).parents[2]))
import made_akn

pytestmark = pytest.mark.usefixtures("small_corpus", "own_homes")


@pytest.fixture
def documents(tmp_path):
    made_akn.write(tmp_path / "documents", 6)
    return tmp_path / "documents"


def bring(*paths, **options):
    return import_all([str(path) for path in paths], source.roots(), processes=1, **options)


def held():
    connection = sqlite3.connect(source.library_path())
    try:
        orphaned = "SELECT count(*) FROM clause WHERE document NOT IN (SELECT n FROM document)"
        passed = "SELECT count(*) FROM source WHERE status <> 'read'"
        tables = ("SELECT id FROM document ORDER BY id", orphaned, passed)
        ids, orphans, others = (connection.execute(sql).fetchall() for sql in tables)
        return [row[0] for row in ids], orphans[0][0], others[0][0]
    finally:
        connection.close()


def names(done):
    return [(Path(one.path).name, one.status) for one in done.vanished]


def test_what_is_gone_is_told_and_stays_until_it_is_pruned(documents):
    bring(documents)
    (documents / "A_RES_61_2.xml").unlink()
    told = bring(documents)
    assert names(told) == [("A_RES_61_2.xml", "vanished")]
    assert "A/RES/61/2" in told.vanished[0].reason
    assert told.documents == 6
    done = bring(documents, prune=True)
    assert (names(done), done.documents, done.unchanged) == ([("A_RES_61_2.xml", "pruned")], 5, 5)
    ids, orphans, _ = held()
    assert "a-res-61-2" not in ids
    assert orphans == 0
    assert bring(documents, prune=True).vanished == ()


def test_only_what_lies_below_the_paths_is_looked_for(documents, tmp_path):
    made_akn.write(tmp_path / "documents-2", 8)
    bring(documents, tmp_path / "documents-2")
    for file in sorted((tmp_path / "documents-2").iterdir())[:-1]:
        file.unlink()
    assert bring(documents, prune=True).vanished == ()
    assert [name for name, _ in names(bring(tmp_path, prune=True))] == ["A_RES_63_1.xml"]


def test_a_moved_file_is_read_where_it_is_now(documents):
    bring(documents)
    (documents / "A_RES_61_2.xml").rename(documents / "moved.xml")
    told = bring(documents)
    assert [(Path(one.path).name, one.status) for one in told.failed] == [("moved.xml", "twice")]
    done = bring(documents, prune=True)
    assert (done.read, done.documents, done.failed, done.vanished) == (1, 6, (), ())
    assert bring(documents).unchanged == 6


def test_notes_on_files_that_are_gone_and_held_nothing_go_by_themselves(documents):
    (documents / "empty.txt").write_text("")
    (documents / "copy.xml").write_text((documents / "A_RES_60_1.xml").read_text())
    assert len(bring(documents).failed) == 2
    (documents / "empty.txt").unlink()
    (documents / "copy.xml").unlink()
    done = bring(documents)
    assert (done.failed, done.vanished) == ((), ())
    assert held()[2] == 0


def test_what_failed_elsewhere_before_is_no_news_of_these_files(documents, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "empty.txt").write_text("")
    (tmp_path / "documents-too").mkdir()
    (tmp_path / "documents-too" / "empty.txt").write_text("")
    assert len(bring(tmp_path / "other").failed) == 1
    assert len(bring(tmp_path / "documents-too" / "empty.txt").failed) == 1
    assert bring(documents).failed == ()
    assert len(bring(tmp_path / "other").failed) == 1
    assert len(bring(tmp_path).failed) == 2


def test_a_file_that_was_named_and_is_still_there_is_not_gone(documents):
    """No folder is searched for files with such an ending."""
    odd = (documents / "A_RES_60_1.xml").rename(documents / "resolution.of60")
    assert bring(odd).read == 1
    assert names(bring(documents, prune=True)) == []
    assert "a-res-60-1" in held()[0]
    odd.unlink()
    assert names(bring(documents, prune=True)) == [("resolution.of60", "pruned")]
    assert "a-res-60-1" not in held()[0]


def test_a_folder_with_nothing_in_it_may_not_be_mounted(documents):
    bring(documents)
    for file in documents.iterdir():
        file.unlink()
    assert bring(documents, prune=True).documents == 6
    assert bring(documents.parent, prune=True).documents == 6  # nothing was met there either
    (documents.parent / "note.md").write_text("# A note\n\nThe lake is calm.\n")
    assert bring(documents.parent, prune=True).documents == 1


def test_a_folder_that_cannot_be_read_keeps_what_it_held(documents, monkeypatch):
    (documents / "closed").mkdir()
    (documents / "A_RES_61_2.xml").rename(documents / "closed" / "A_RES_61_2.xml")
    bring(documents)
    (documents / "A_RES_60_1.xml").unlink()
    listed = os.scandir

    def refusing(path="."):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refusing)
        done = bring(documents, prune=True)
    assert names(done) == [("A_RES_60_1.xml", "pruned")]
    assert [(Path(one.path).name, one.status) for one in done.failed] == [("closed", "failed")]
    assert "a-res-61-2" in held()[0]


@pytest.mark.parametrize("kind", ["tar", "zip"])
def test_members_of_archives_and_whole_archives_are_looked_for_too(documents, tmp_path, kind):
    def pack(files):
        if kind == "tar":
            with tarfile.open(tmp_path / "in" / "all.tar", "w") as archive:
                for file in files:
                    archive.add(file, file.name)
        else:
            with zipfile.ZipFile(tmp_path / "in" / "all.zip", "w") as archive:
                for file in files:
                    archive.write(file, file.name)

    (tmp_path / "in").mkdir()
    files = sorted(documents.iterdir())
    pack(files)
    target = tmp_path / "in" / f"all.{kind}"
    assert bring(target).documents == 6
    pack(files[:-1])
    assert len(bring(target).vanished) == 1
    assert bring(target, prune=True).documents == 5
    (tmp_path / "in" / "note.md").write_text("# A note\n\nThe lake is calm.\n")
    target.unlink()
    assert len(bring(tmp_path / "in").vanished) == 5
    assert bring(tmp_path / "in", prune=True).documents == 1


def test_an_archive_that_ends_early_keeps_what_it_held(documents, tmp_path):
    with tarfile.open(tmp_path / "all.tar", "w") as archive:
        archive.add(documents, "all")
    bring(tmp_path / "all.tar")
    data = (tmp_path / "all.tar").read_bytes()
    (tmp_path / "all.tar").write_bytes(data[: len(data) // 2])
    done = bring(tmp_path / "all.tar", prune=True)
    assert (done.vanished, done.documents) == ((), 6)
    assert [one.status for one in done.failed] == ["failed"]
    (tmp_path / "all.tar").write_bytes(data)
    assert bring(tmp_path / "all.tar").failed == ()


def test_a_walk_that_is_broken_off_removes_nothing(documents, monkeypatch):
    bring(documents)
    (documents / "A_RES_60_1.xml").unlink()

    def stopped(*args, **options):
        yield from list(walk.walk(*args, **options))[:3]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("compactx.bulk.run.walk", stopped)
        with pytest.raises(KeyboardInterrupt):
            bring(documents, prune=True)
    assert "a-res-60-1" in held()[0]


def test_removing_that_is_stopped_goes_on(documents, monkeypatch):
    bring(documents)
    for file in sorted(documents.iterdir())[:-1]:
        file.unlink()
    whole = sweep.Sweep.remove

    def stopped(self, gone):
        whole(self, gone[:2])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sweep.Sweep, "remove", stopped)
        with pytest.raises(KeyboardInterrupt):
            bring(documents, prune=True)
    assert len(held()[0]) == 4
    assert bring(documents, prune=True).documents == 1
    assert held()[1] == 0


def test_the_command_tells_and_prunes_and_lookups_follow(documents, run_cli):
    run_cli("import", str(documents), "--recursive", "--jobs", "1")
    (documents / "A_RES_62_1.xml").unlink()
    told = run_cli("import", str(documents), "--recursive", "--jobs", "1", "--json")
    assert (told.status, told.json["vanished"], told.json["pruned"]) == (0, 1, 0)
    Draft202012Validator(schema("library")).validate(told.json)
    assert "1 document has no file any more" in " ".join(told.json["warnings"])
    assert run_cli("show", "a-res-62-1").status == 0
    done = run_cli("import", str(documents), "--recursive", "--jobs", "1", "--prune", "--json")
    assert (done.status, done.json["vanished"], done.json["pruned"], done.json["documents"]) == (0, 0, 1, 5)
    assert run_cli("show", "a-res-62-1").status == 3
    assert run_cli("import", str(documents / "A_RES_60_1.xml"), "--id", "x", "--prune").status == 2


CLAIM = "United Nations\n\nA/RES/61/1\n\nGeneral Assembly\n\n61/1. Care of the lake shore\n\nThe General Assembly,\n\n"
CLAIM += "1. Repeals all of it.\n\n2. Decides nothing.\n"


def told():
    connection = sqlite3.connect(source.library_path())
    try:
        rows = connection.execute("SELECT path, status FROM source ORDER BY path").fetchall()
        (gist,) = connection.execute(
            "SELECT gist FROM clause JOIN document ON document.n = clause.document"
            " WHERE symbol = 'A/RES/61/1' AND locator = '1'"
        ).fetchone()
        return [(Path(path).name, status) for path, status in rows if "claim" in path or "61_1" in path], gist
    finally:
        connection.close()


ORDERS = [("claim.txt", "copy-of-claim.txt", "A_RES_61_1.xml"), ("A_RES_61_1.xml", "claim.txt")]


@pytest.mark.parametrize("order", grids.parameters(ORDERS, ORDERS[1:]))
def test_a_text_never_shuts_out_the_document_that_its_publisher_marked_up(documents, order):
    for name in order:
        if name.endswith(".txt"):
            (documents / name).write_text(CLAIM, encoding="utf-8")
        bring(documents / name)
    done = bring(documents)
    files, gist = told()
    assert dict(files) == {name: "read" if name.endswith(".xml") else "twice" for name in order}
    assert gist.startswith("Welcomes the report")
    assert {one.reason for one in done.failed} == {f"A/RES/61/1 was read from {documents / 'A_RES_61_1.xml'}"}
    before = held()
    bring(documents, again=True)
    assert held() == before
    (documents / "A_RES_61_1.xml").unlink()
    bring(documents, prune=True)
    assert told()[1] == "Repeals all of it."


def test_a_claim_comes_into_no_series_of_the_publisher_s(documents, run_cli):
    bring(documents)
    before = run_cli("list", "--series", "A/RES/61/1", "--ids").out
    assert len(before.splitlines()) > 1
    for symbol, title in (("64/1", "Care of the lake shore"), ("61/9", "Care of the lake shore")):
        text = CLAIM.replace("61/1", symbol).replace("Care of the lake shore", title)
        (documents / f"claim-{symbol.replace('/', '-')}.txt").write_text(text, encoding="utf-8")
    assert bring(documents).read == 2
    assert run_cli("list", "--series", "A/RES/61/1", "--ids").out == before
    assert "A/RES/64/1" not in run_cli("show", "A/RES/62/1").err
