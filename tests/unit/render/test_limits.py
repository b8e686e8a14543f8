"""What answers say in a line and on a page, and how signs that are no letters are shown."""

from __future__ import annotations

import pytest

from compactx.model.text import SUMMARY, clean, field
from compactx.render.answer import Answer


def answer(*rows, about="lamps", columns=("id", "gist"), **more):
    return Answer(object(), rows, columns, about, **more)


def test_a_line_says_what_was_asked_and_how_much_was_found():
    assert repr(answer()) == "<lamps: 0 items>"
    assert repr(answer({"id": "a"})) == "<lamps: 1 item>"
    assert repr(answer(about="x" * 100)) == f"<{'x' * 100}: 0 items>"
    assert repr(answer(about="x" * 101)) == f"<{'x' * 99}…: 0 items>"
    assert repr(answer(about=" a \n b ")) == "<a b: 0 items>"


def test_a_page_has_a_table_of_twenty_rows():
    page = answer(*({"id": f"a{n}"} for n in range(20)))._repr_html_()
    assert page.count("<tr>") == 21
    assert "more" not in page
    page = answer(*({"id": f"a{n}"} for n in range(22)))._repr_html_()
    assert page.count("<tr>") == 21
    assert page.endswith("</table><p>… and 2 more</p>")


def test_a_page_tells_a_summary_of_ours_from_the_words():
    said = f"<p>{SUMMARY.strip()} is our summary, not the words of the document</p>"
    plain = answer({"id": "a", "title": "Lamps"}, columns=("id", "title"))._repr_html_()
    assert plain == (
        "<p>&lt;lamps: 1 item&gt;</p><table><thead><tr><th>id</th><th>title</th></tr></thead>"
        "<tbody><tr><td>a</td><td>Lamps</td></tr></tbody></table>"
    )
    assert said not in plain
    assert said in answer({"id": "a", "title": f"{SUMMARY}Lamps"}, columns=("id", "title"))._repr_html_()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"), ("a\u00a0b\u202fc\u2009d", "a b c d"), ("a\u200cb\u200dc", "a\u200cb\u200dc"),
        ("a\nb", "a b"), ("a\tb", "a b"), ("a\rb", "a b"), ("\x1b[31m", "\\x1b[31m"), ("\u202e", "\\u202e"),
    ],
)  # fmt: skip
def test_signs_that_are_no_letters(text, shown):
    assert clean(text) == shown


def test_a_field_of_a_line():
    assert [field(one) for one in ("a", None, 3, ["a", "b\tc"], ("a",), "a\\b", "a\r\nb", "\x1b")] == [
        "a", "", "3", "a, b\\tc", "a", "a\\\\b", "a\\r\\nb", "\\x1b"
    ]  # fmt: skip
