"""An element with attributes without end is refused before the parser compares each with all others."""

from __future__ import annotations

import pytest

from compactx.errors import NotADocumentError
from compactx.intake.readers.html import read_html


def page(count: int, value: str) -> str:
    attributes = " ".join(f"a{n}={value}" for n in range(count))
    return f"<html><body><p {attributes}>Decides on one thing.</p></body></html>"


@pytest.mark.parametrize("value", ["1", '">"', "'>'", '"<"', '"a > b < c"'])
def test_attributes_without_end_are_refused_whatever_their_values_hold(value):
    text = page(20_000, value)
    with pytest.raises(NotADocumentError, match="more than 5,000 attributes"):
        read_html(text, text.encode(), "x.html")


def test_many_words_in_one_value_are_no_attributes():
    text = page(1, f'"{"word " * 20_000}"')
    assert "Decides on one thing." in read_html(text, text.encode(), "x.html").text
