"""A comparison as a document: what accepting and rejecting gives, and that nothing hostile gets through."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from compactx.export.comparison import WRITERS
from compactx.intake.document import clause_wordings
from compactx.intake.read import read_bytes
from compactx.query.compare import compare, text_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = {
    "1": "Urges States to light their harbours at night and keep the beacons in order;",
    "2": "Invites the lake commissions to publish maps of shallow waters each spring;",
    "3": "Calls upon shipping companies to train their crews in first aid and swimming;",
    "4": "Decides to hold a meeting of harbour masters, and requests the office to report on it next year;",
    "5": "Recalls that tolls for small boats are low;",
}
B = {
    "1": "Calls upon shipping companies to train all their crews in first aid and swimming;",
    "2": "Encourages States to light their harbours at night and keep the beacons in order;",
    "3": "Decides to hold a meeting of harbour masters;",
    "4": "Also requests the office to report on it next year;",
    "5": "Notes with regret the wreck of an old ferry by the northern shore.",
}
HOSTILE = '<script>alert(1)</script> <!-- "x" & \x1b[31m \u202e ]]> [a](javascript:b) `c` <w:p> &#x3C;'


def compared(old, new):
    return compare(text_of("a.txt", "", old, []), text_of("b.txt", "", new, []))


def written(form, found, *, every=False):
    stream = io.BytesIO() if form == "docx" else io.StringIO()
    WRITERS[form](found, stream, every=every)
    return stream.getvalue()


def body(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_a_document_has_no_day_of_its_own():
    data = written("docx", compared(A, B))
    assert written("docx", compared(A, B)) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}  # the first that there can be


def settled(root, leave):
    """Return the paragraphs with the changes of these kinds left out and the others kept."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        if any(paragraph.find(f"{W}pPr/{W}rPr/{W}{tag}") is not None for tag in leave):
            continue
        text = ""
        for run in paragraph.iter(f"{W}t", f"{W}delText"):
            if not list(run.iterancestors(*(f"{W}{tag}" for tag in leave))):
                text += run.text or ""
        found.append(text.strip())
    return [" ".join(text.split()) for text in found]


def numbered(words):
    return [f"{locator}. {text}" for locator, text in words.items()]


def test_accepting_gives_the_second_text_and_rejecting_the_first():
    root = body(written("docx", compared(A, B)))
    accepted, rejected = settled(root, ("del", "moveFrom")), settled(root, ("ins", "moveTo"))
    assert accepted == numbered(B)
    assert [text.replace(" ;", ";") for text in rejected] == numbered(A)


def test_moves_are_tied_together_and_numbers_of_changes_are_unique():
    root = body(written("docx", compared(A, B)))
    names = [[one.get(f"{W}name") for one in root.iter(f"{W}{tag}RangeStart")] for tag in ("moveFrom", "moveTo")]
    assert names[0] == names[1] != []
    ids = [one.get(f"{W}id") for one in root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")]
    assert len(ids) == len(set(ids)) > 4


def test_comments_say_what_stands_beside_the_words():
    with zipfile.ZipFile(io.BytesIO(written("docx", compared(A, B)))) as archive:
        said = "".join(etree.fromstring(archive.read("word/comments.xml")).itertext())
    assert "urges > encourages: weaker" in said
    assert "paragraphs unchanged" in said


def test_the_file_is_the_same_each_time_and_our_reader_reads_it():
    data = written("docx", compared(A, B))
    assert data == written("docx", compared(A, B))
    assert clause_wordings(read_bytes(data, "changes.docx")) == B


@pytest.mark.parametrize("form", ["md", "html"])
def test_pages_show_what_is_gone_and_new(form):
    text = written(form, compared(A, B))
    gone, new = ("~~Urges~~", "**Encourages**") if form == "md" else ("<del>Urges</del>", "<ins>Encourages</ins>")
    assert gone in text
    assert new in text


def test_unchanged_paragraphs_are_written_on_request():
    found = compared(A, A)
    assert "beacons" not in written("md", found)
    assert "beacons" in written("md", found, every=True)


def test_hostile_words_stay_words():
    found = compare(
        text_of(HOSTILE, "", {"1": f"Urges {HOSTILE} States to act at once"}, []),
        text_of(HOSTILE, "", {"1": f"Calls upon {HOSTILE} to act at once", HOSTILE: HOSTILE}, []),
    )
    page = written("html", found)
    assert "<script" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert etree.HTML(page).findall(".//script") == []
    text = written("md", found)
    assert "<script" not in text.replace("\\<script", "")
    assert "](" not in text.replace("\\]\\(", "")
    root = body(written("docx", found))
    assert "alert(1)" in "".join(root.itertext())
    assert "\x1b" not in "".join(root.itertext())
