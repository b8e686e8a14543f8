"""A file is mended in its words and nowhere else."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree

from compactx.errors import UsageError
from compactx.intake.mend import Correction, mend
from compactx.intake.read import read_bytes

WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>1. Recalling resolution 73/195 of 17 </w:t></w:r><w:r><w:rPr><w:b/></w:rPr>"
    "<w:t>December 2018 &amp; more.</w:t></w:r></w:p></w:body></w:document>"
)


def change(read, old, new):
    at = read.index(old)
    return Correction(at, at + len(old), new)


def word(body):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    return stream.getvalue()


def body_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_text_keeps_its_line_ends_and_encoding():
    data = "1. Caf\u00e9 of 17 May.\r\n\r\n2. Of 17 May.\r\n".encode("cp1252")
    read = read_bytes(data, "a.txt").text
    second = read.rindex("17 May")
    mended, count = mend(data, "a.txt", read, [Correction(second, second + 6, "18 May")])
    assert (mended, count) == (data.replace(b"Of 17 May", b"Of 18 May"), 1)


def test_markup_stays_as_it_is():
    data = b"<html><body><p class=x>Recalling <b>73/195</b> of 17&nbsp;May &amp; more.</p></body></html>"
    read = read_bytes(data, "a.html").text
    old = "17\u00a0May" if "17\u00a0May" in read else "17 May"
    mended, count = mend(data, "a.html", read, [change(read, old, "18 May")])
    assert (mended, count) == (data.replace(b"17&nbsp;May", b"18 May"), 1)


def test_words_over_two_runs_are_changed_in_word():
    data = word(WORD)
    read = read_bytes(data, "a.docx").text
    mended, count = mend(data, "a.docx", read, [change(read, "17 December 2018", "19 December 2018")])
    assert count == 1
    assert read_bytes(mended, "a.docx").text == read.replace("17 December", "19 December")
    assert "<w:rPr><w:b/></w:rPr>" in body_of(mended)


def test_tracked_changes_can_be_refused():
    data = word(WORD)
    read = read_bytes(data, "a.docx").text
    mended, _ = mend(data, "a.docx", read, [change(read, "2018", "2019")], track=True)
    assert read_bytes(mended, "a.docx").text == read.replace("2018", "2019")
    assert '<w:delText xml:space="preserve">2018</w:delText>' in body_of(mended)


def test_tracked_changes_have_numbers_of_their_own_in_all_parts():
    body = WORD.replace("<w:p><w:r><w:t>1.", '<w:p><w:bookmarkStart w:id="90004" w:name="x"/><w:r><w:t>1.')
    data = word(body)
    read = read_bytes(data, "a.docx").text
    mended, _ = mend(data, "a.docx", read, [change(read, "17 December 2018", "19 May 2019")], track=True)
    numbers = [int(one) for one in re.findall(r'w:id="([0-9]+)"', body_of(mended))]
    assert len(numbers) == len(set(numbers)) > 2
    assert read_bytes(mended, "a.docx").text == read.replace("17 December 2018", "19 May 2019")


def test_words_that_somebody_put_in_are_crossed_out_there():
    theirs = '<w:ins w:id="3" w:author="A" w:date="2026-01-01T00:00:00Z">'
    body = WORD.replace("<w:r><w:t>1. R", f"{theirs}<w:r><w:t>1. R").replace(
        "17 </w:t></w:r>", "17 </w:t></w:r></w:ins>"
    )
    data = word(body)
    read = read_bytes(data, "a.docx").text
    mended, _ = mend(data, "a.docx", read, [change(read, "73/195", "73/196")], track=True)
    made = body_of(mended)
    etree.fromstring(made)
    assert read_bytes(mended, "a.docx").text == read.replace("73/195", "73/196")
    crossed = made.index('author="compactx"><w:r><w:delText xml:space="preserve">73/195')
    assert made.rindex("<w:ins ", 0, crossed) > made.rfind("</w:ins>", 0, crossed)
    assert made.count('w:author="A"') == made.count("</w:ins>") - 1 == 2


def test_other_formats_are_refused():
    with pytest.raises(UsageError):
        mend(b"%PDF-1.4", "a.pdf", "", [])
