"""Files that are not what they should be: a clear error, and nothing else."""

from __future__ import annotations

import io
import os
import zipfile

import pypdf
import pytest

from compactx.errors import NotADocumentError
from compactx.intake.read import read_bytes, read_document
from compactx.intake.readers import load, pdf


def refused(data, name="a"):
    with pytest.raises(NotADocumentError) as caught:
        read_bytes(data, name)
    assert caught.value.exit_status == 2
    return caught.value


def blank_pdf(password=""):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def archive(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


@pytest.mark.parametrize("data", [bytes(range(256)) * 9, b"abc\0def", b"\x01\x02\x03\x04" * 99])
def test_binary(data):
    assert "binary" in refused(data).message


# Of the first 32 bytes those that printers, terminals and old word processors put into texts.
IN_TEXTS = {8, 9, 10, 11, 12, 13, 27, 28, 29, 30, 31}


@pytest.mark.parametrize("byte", range(1, 32))
def test_a_control_character_that_texts_have_makes_no_file_binary(byte):
    data = b"Boats on the lake. " * 4 + bytes([byte]) * 20
    if byte in IN_TEXTS:
        assert "Boats on the lake" in read_bytes(data, "a.txt").text
    else:
        assert "binary" in refused(data).message


@pytest.mark.parametrize(("many", "is_binary"), [(1, False), (2, True)])
def test_a_stray_byte_in_a_hundred_makes_no_file_binary(many, is_binary):
    assert load._is_binary(b"a" * (199 - many) + b"\x01" * many) is is_binary


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0" + b"0" * 99, "password-protected"),
        (b"{\\rtf1 Boats}", "rich text"),
        (b"\xff\xfea", "damaged"),
        (b"---\na: b\n---\n", "no text"),
        (b"<html><body><script>1</script></body></html>", "no text"),
        (b'<?xml version="1.0"?><rss/>', "not Akoma Ntoso"),
    ],
)
def test_kinds_that_are_not_read(data, says):
    assert says in refused(data).message


def test_pdf_with_a_password():
    assert "password" in refused(blank_pdf("secret")).message


def test_pdf_of_pictures():
    error = refused(blank_pdf())
    assert "no text" in error.message
    assert "OCR" in error.hint


@pytest.mark.parametrize("cut", [10, 200, 500])
def test_broken_pdf(make_pdf, cut):
    assert "damaged" in refused(make_pdf([(72, 700, 10, "1. Boats float.")])[:cut]).message


def test_pdf_with_too_many_pages(make_pdf, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert "2 pages" in refused(make_pdf([(72, 700, 10, "a")], [(72, 700, 10, "b")])).message


def test_docx_bomb(make_docx):
    assert "far more" in refused(make_docx("<w:p><w:r><w:t>" + "a" * 12_000_000 + "</w:t></w:r></w:p>")).message


def test_docx_without_its_parts(make_docx):
    assert "no Word document" in refused(archive(readme="x")).message
    assert "no body" in refused(archive(word__document_xml="") and archive(**{"word__document.xml": "<d/>"})).message
    whole = make_docx("<w:p><w:r><w:t>1. Boats</w:t></w:r></w:p>")
    assert "damaged archive" in refused(whole[: len(whole) // 2]).message
    assert "not well-formed" in refused(archive(**{"word__document.xml": "<w:document><w:body>"})).message


ENTITIES = b'<!DOCTYPE akomaNtoso [<!ENTITY a "boats"><!ENTITY b "&a;&a;&a;">]><akomaNtoso><p>&b;</p></akomaNtoso>'
OUTSIDE = b'<!DOCTYPE akomaNtoso [<!ENTITY a SYSTEM "file:///etc/hostname">]><akomaNtoso><p>&a;</p></akomaNtoso>'
LINKED = b'<!DOCTYPE akomaNtoso SYSTEM "http://localhost/x.dtd"><akomaNtoso><p>boats</p></akomaNtoso>'


@pytest.mark.parametrize("data", [ENTITIES, OUTSIDE, LINKED])
def test_xml_with_a_document_type(data):
    assert "document type" in refused(data).message
    assert "document type" in refused(archive(**{"word__document.xml": data})).message


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b'<?xml version="1.0" encoding="utf-16"?>' + data,
        lambda data: b'<?xml version="1.0" encoding="klingon"?>' + data,
        lambda data: data.replace(b"Boats", b"\xff\xfe\xfa"),
        lambda data: data.replace(b"Boats", b"<p>" * 400 + b"</p>" * 400),
    ],
    ids=["truncated", "other encoding", "unknown encoding", "bad bytes", "deep"],
)
def test_damaged_xml(change, make_akn):
    assert "well-formed" in refused(change(make_akn("<p>Boats float and nets hang on poles.</p>"))).message


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(NotADocumentError, match="is a folder"):
        read_document(str(tmp_path))
    with pytest.raises(NotADocumentError, match="there is no file"):
        read_document(str(tmp_path / "none"))
    (tmp_path / "empty").write_bytes(b" \n")
    with pytest.raises(NotADocumentError, match="is empty"):
        read_document(str(tmp_path / "empty"))
    with pytest.raises(NotADocumentError):
        read_document("a\0b")
    if os.path.exists("/dev/zero"):
        with pytest.raises(NotADocumentError, match="is not a file"):
            read_document("/dev/zero")


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(load, "MAX_BYTES", 1000)
    (tmp_path / "huge").write_bytes(b"1. Boats.\n" * 200)
    with pytest.raises(NotADocumentError, match="more than"):
        read_document(str(tmp_path / "huge"))


def test_a_pipe_that_ended_early(run_cli):
    for command in (("attach", "gcm", "-"), ("import", "-", "--id", "x")):
        answer = run_cli(*command, stdin="")
        assert (answer.status, answer.out) == (2, "")
        assert "standard input is empty" in answer.err


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["agreed", "FOLDER"], "is a folder", "name the documents in it"),
        (["import", "FOLDER"], "is a folder", "compactx import FOLDER --recursive"),
        (["import", "one.txt", "two.txt"], "import takes one document, or many with --recursive", "--id ID"),
        (["check", "FOLDER"], "no YAML file in FOLDER", "compactx check --recursive FOLDER"),
    ],
)
def test_a_folder_where_a_document_is_asked_for_leads_on(run_cli, tmp_path, words, message, hint):
    answer = run_cli(*(word.replace("FOLDER", str(tmp_path)) for word in words))
    assert (answer.status, answer.out) == (2, "")
    assert message.replace("FOLDER", str(tmp_path)) in answer.err
    assert hint.replace("FOLDER", str(tmp_path)) in answer.err


def test_a_folder_that_bears_the_name_of_a_thing_is_no_document(run_cli, tmp_path, monkeypatch):
    (tmp_path / "objective").mkdir()
    (tmp_path / "gcm").mkdir()
    monkeypatch.chdir(tmp_path)
    for words in (["objective", "17"], ["gcm"]):
        assert "the wording of gcm" in run_cli("agreed", *words, env={"XDG_DATA_HOME": str(tmp_path)}).err


def test_standard_input_that_is_closed_is_no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(NotADocumentError, match="which is closed"):
        read_document("-")


def test_an_import_that_finds_nothing_says_what_is_looked_for(run_cli, tmp_path):
    (tmp_path / "table.csv").write_text("a,b\n", encoding="utf-8")
    answer = run_cli("import", str(tmp_path), "--recursive", env={"XDG_DATA_HOME": str(tmp_path / "data")})
    assert "no document was found: files that end in .xml" in answer.err
