"""Many documents into the library: what is read, what is not, again, in parallel, from archives and lists."""

from __future__ import annotations

import io
import sqlite3
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from compactx.bulk.run import import_all
from compactx.bulk.walk import WalkListener, walk
from compactx.corpus import source
from compactx.errors import CannotWriteError, UsageError
from compactx.index.writing.join import symbol_id
from compactx.intake.readers import akn
from compactx.library.store import LibraryStore
from compactx.render.contracts import schema

sys.path.insert(0, str(Path(__file__).parents[2]))
import made_akn

_PRINTED = (
    '<p><docDate date="2006-12-11" refersTo="#dateOfIssuance">11 December 2006</docDate>'
    '<docDate date="2006-12-08" refersTo="#adoptionDate">8 December 2006</docDate></p>'
)
pytestmark = pytest.mark.usefixtures("small_corpus", "own_homes")


@pytest.fixture
def documents(tmp_path):
    made_akn.write(tmp_path / "documents", 10)
    return tmp_path / "documents"


def bring(*paths, **options):
    return import_all([str(path) for path in paths], source.roots(), processes=1, **options)


def rows(sql):
    connection = sqlite3.connect(source.library_path())
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.mark.shipped
def test_a_folder_is_read_with_official_links_and_detected_citations(documents):
    done = bring(documents)
    assert (done.read, done.unchanged, done.failed, done.documents) == (10, 0, (), 10)
    cited = rows(
        "SELECT citation.locator, target, citation.symbol, surface, basis FROM citation JOIN document"
        " ON document.n = citation.document WHERE document.id = 'a-res-62-1' ORDER BY citation.n"
    )
    assert ("recital-1", "", "A/RES/61/1", "61/1", "official") in [
        (*row[:3], row[3].split()[-1], row[4]) for row in cited
    ]
    assert ("footnote-1", "", "E/2004/7", "E/2004/7", "official") in cited
    assert ("2", "un-charter", "", "Charter of the United Nations", "text") in cited


def test_the_day_that_is_printed_as_that_of_the_adoption_goes_before_the_one_of_the_markup():
    text = made_akn.resolution(61, 7, "Lakes").replace("<mainBody>", _PRINTED + "<mainBody>")
    assert akn.meta(made_akn.resolution(61, 7, "Lakes").encode(), "lakes.xml").date == "2006-12-10"
    assert akn.meta(text.encode(), "lakes.xml").date == "2006-12-08"


def test_a_second_import_reads_nothing_and_a_changed_file_alone_is_read_again(documents):
    bring(documents)
    before = rows("SELECT id FROM document ORDER BY id")
    assert (bring(documents).read, bring(documents).unchanged) == (0, 10)
    changed = documents / "A_RES_62_1.xml"
    changed.write_text(made_akn.resolution(62, 1, "Care of the lake shore", clauses=("Asks nothing",)))
    done = bring(documents)
    assert (done.read, done.unchanged) == (1, 9)
    assert rows("SELECT id FROM document ORDER BY id") == before
    assert rows("SELECT count(*) FROM clause JOIN document d ON d.n = document WHERE id = 'a-res-62-1'") == [(2,)]


def test_a_file_with_a_new_time_and_the_old_content_is_not_read_again(documents):
    bring(documents)
    file = documents / "A_RES_62_1.xml"
    file.write_bytes(file.read_bytes())
    assert bring(documents).read == 0


def test_what_cannot_be_read_is_told_and_the_others_are_read(documents):
    (documents / "broken.xml").write_text("<akomaNtoso><p>never ends")
    (documents / "empty.txt").write_text("")
    (documents / "entity.xml").write_text('<!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso><p>&b;</p></akomaNtoso>')
    (documents / "copy.xml").write_text((documents / "A_RES_60_1.xml").read_text())
    (documents / "picture.png").write_bytes(b"\x89PNG")
    done = bring(documents)
    assert done.read == 10
    found = {Path(one.path).name: (one.status, one.reason) for one in done.failed}
    assert set(found) == {"broken.xml", "empty.txt", "entity.xml", "copy.xml"}
    assert found["copy.xml"][0] == "twice"
    assert "A_RES_60_1.xml" in found["copy.xml"][1]
    assert "well-formed" in found["broken.xml"][1]
    assert "declaration" in found["entity.xml"][1]


def test_a_translation_and_the_parts_of_a_resolution(documents):
    text = (documents / "A_RES_62_1.xml").read_text()
    declared = "</FRBRWork><FRBRExpression><FRBRlanguage language='fra'/></FRBRExpression>"
    (documents / "A_RES_62_1-F.xml").write_text(text.replace("</FRBRWork>", declared))
    for letter in "AB":
        lettered = made_akn.resolution(64, 7, "Costs of the ferry").replace("A/RES/64/7<", f"A/RES/64/7 {letter}<")
        (documents / f"A_RES_64_7{letter}.xml").write_text(lettered)
    done = bring(documents)
    assert [(Path(one.path).name, one.status) for one in done.failed] == [("A_RES_62_1-F.xml", "failed")]
    assert "fra" in done.failed[0].reason
    assert rows("SELECT symbol FROM document WHERE id LIKE 'a-res-64-7%' ORDER BY id") == [
        ("A/RES/64/7A",), ("A/RES/64/7B",),
    ]  # fmt: skip


def test_archives_hold_the_same_library_as_the_folder(documents, tmp_path, monkeypatch):
    bring(documents)
    expected = rows("SELECT id, title, date FROM document ORDER BY id")
    with tarfile.open(tmp_path / "all.tar.gz", "w:gz") as tar:
        tar.add(documents, "all")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for file in sorted(documents.iterdir()):
            archive.write(file, f"../{file.name}")
    for name in ("all.tar.gz", "all.zip"):
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / f"data-{name}"))
        assert bring(tmp_path / name).read == 10
        assert rows("SELECT id, title, date FROM document ORDER BY id") == expected
        assert bring(tmp_path / name).unchanged == 10


def test_an_archive_that_ends_early_gives_what_it_has(documents, tmp_path):
    with tarfile.open(tmp_path / "all.tar", "w") as tar:
        tar.add(documents, "all")
    data = (tmp_path / "all.tar").read_bytes()
    (tmp_path / "cut.tar").write_bytes(data[: len(data) // 2])
    done = bring(tmp_path / "cut.tar")
    assert 0 < done.read < 10
    assert [one.status for one in done.failed] == ["failed"]


def test_two_processes_make_the_same_library_as_one(documents, tmp_path, monkeypatch):
    sql = "SELECT d.id, c.n, c.locator, c.symbol FROM citation c JOIN document d ON d.n = c.document ORDER BY c.n"
    bring(documents)
    alone = rows(sql)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
    import_all([str(documents)], source.roots(), processes=2)
    assert rows(sql) == alone


def test_a_path_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(UsageError):
        bring(tmp_path / "nowhere")


def test_no_link_to_a_folder_is_followed(documents):
    (documents / "again").symlink_to(documents)
    assert len(list(walk([str(documents)], WalkListener(lambda _: None)))) == 10


def test_a_library_of_another_version_is_left_alone(documents):
    bring(documents)
    connection = sqlite3.connect(source.library_path())
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(CannotWriteError, match="another version"):
        LibraryStore(source.library_path())


@pytest.mark.shipped
def test_the_index_joins_library_and_corpus(documents, run_cli):
    bring(documents)
    assert run_cli("show", "A/RES/62/1", "--ids").out.split() == ["a-res-62-1"]
    assert [item["from"] for item in run_cli("refs", "E/2004/7", "--json").items] == ["a-res-62-1/footnote-1"]
    assert run_cli("show", "E/2004/7", "--json").items[0]["url"] == "https://docs.un.org/en/E/2004/7"
    linked = run_cli("show", "A/RES/62/1", "--json").items[0]["links"]
    assert {(one["from"], one["relation"], one["to"]) for one in linked} == {
        ("a-res-62-1", "succeeds", "a-res-61-1"),
        ("a-res-63-1", "succeeds", "a-res-62-1"),
    }
    steps = run_cli("path", "A/RES/64/1", "to", "A/RES/62/1", "--json").items[0]["steps"]
    assert {step["relation"] for step in steps} == {"succeeds"}


@pytest.mark.shipped
def test_questions_of_time(documents, run_cli):
    bring(documents)
    every = run_cli("refs", "un-charter", "--kind", "paragraph", "--json").items
    early = run_cli("refs", "un-charter", "--kind", "paragraph", "--as-of", "2006", "--json").items
    assert 0 < len(early) < len(every)
    assert run_cli("refs", "un-charter", "-n", "3", "--json").json["count"] == 3
    found = {item["id"]: item for item in run_cli("stats", "--timeline", "--json", "-n", "0").items}
    assert found["un-charter"]["years"]["2006"] == 2
    assert run_cli("refs", "un-charter", "--as-of", "soon").status == 2


def test_a_corpus_that_stands_alone_has_no_library(documents, run_cli, tiny_corpus):
    bring(documents)
    assert run_cli("show", "A/RES/62/1", corpus=tiny_corpus()).status == 3


def test_the_command_reads_a_list_of_paths(documents, run_cli):
    listed = "\n".join(str(path) for path in sorted(documents.iterdir())[:4])
    answer = run_cli("import", "-", "--recursive", "--jobs", "1", "--json", stdin=listed)
    assert (answer.status, answer.json["read"], answer.json["schema"]) == (0, 4, "compactx.library/1")
    Draft202012Validator(schema("library")).validate(answer.json)
    assert run_cli("import", str(documents), "--recursive", "--id", "x").status == 2


def test_ids_of_symbols():
    assert symbol_id("A/RES/217(III)A") == "a-res-217-iii-a"


def test_members_of_an_archive_stay_in_memory_whatever_their_names(tmp_path):
    text = b"1. Recalling the rules of the lake.\n\n2. Nothing more.\n"
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    with tarfile.open(folder / "odd.tar", "w") as archive:
        for name in ("../../escaped.txt", str(tmp_path / "absolute.txt"), "fine.txt"):
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("device.txt", tarfile.CHRTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    before = sorted(tmp_path.rglob("*.txt"))
    assert bring(folder).read == 3
    assert sorted(tmp_path.rglob("*.txt")) == before == []
