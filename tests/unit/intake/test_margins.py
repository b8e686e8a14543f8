"""The numbers of lines in a margin are no words: what is cited over the end of a line is cited whole."""

import pytest

from compactx.intake.document import readable
from compactx.intake.read import read_document
from compactx.intake.readers.text import _may_be_numbered
from compactx.intake.segment.margins import line_numbers

LINES = [
    "The crews of the harbour,",
    "",
    "Recalling resolution 73/195 of 19 December",
    "2018 and paragraph 60 of the Global",
    "Compact for Migration, and in particular",
    "objective",
    "13 thereof,",
    "",
    "1. Decide to count the boats every",
    "spring;",
]
NOTES = "\n".join(f"{number} Convention on the boats of harbour {number}, article {number}." for number in range(1, 9))


def numbered(first=1, width=3):
    return "\n".join(f"{number:>{width}}  {line}".rstrip() for number, line in enumerate(LINES, first)) + "\n"


@pytest.mark.parametrize("first", [1, 41])
def test_numbers_of_lines_are_read_over(tmp_path, first):
    (tmp_path / "draft.txt").write_text(numbered(first), encoding="utf-8")
    document = read_document(str(tmp_path / "draft.txt"))
    assert " ".join(readable(document).split()) == " ".join(" ".join(LINES).split())
    assert {note.reason for note in document.notes} >= {"line number"}
    assert "1" in [span.locator for span in document.provisions]


@pytest.mark.parametrize("text", ["\n".join(LINES), NOTES, NOTES.replace(".", ""), "1 one\n2 two\n3 three\n"])
def test_numbers_of_paragraphs_and_notes_are_none(text):
    assert line_numbers(text) == []


@pytest.mark.parametrize("unnumbered", range(12))
@pytest.mark.parametrize("before", ["", "\n", " \n\n"])
def test_where_lines_are_numbered_one_of_the_first_two_begins_so(before, unnumbered):
    lines = before.split("\n")[:-1] + numbered().splitlines() * 3
    lines[unnumbered] = "of the harbour"
    text = "\n".join(lines)
    assert _may_be_numbered(text) or not line_numbers(text)
    assert _may_be_numbered(before + numbered())
