"""What is made of plain text is what Rich draws without colour, at any width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compactx.render.pages import plain, style
from compactx.render.pages.style import as_text

letters = st.text(st.sampled_from("abcdefghijk  \u201c\u2013é移\u0301\u200d/."), max_size=40)
texts = st.lists(letters | st.sampled_from(["", "of interdependence and", "  two  spaces  "]), max_size=4).map(" ".join)
rows = st.lists(st.tuples(letters, texts), min_size=1, max_size=4)
contents = st.recursive(
    texts.map(lambda words: ("text", words))
    | st.tuples(texts, texts).map(lambda words: ("join", *words))
    | st.tuples(st.integers(1, 9), rows).map(lambda told: ("grid", *told)),
    lambda inner: inner.map(lambda one: ("indent", one)) | st.lists(inner, max_size=4).map(lambda few: ("stack", few)),
    max_leaves=8,
)


def made(look, content):
    kind, *told = content
    if kind == "text":
        return look.text(told[0], style.QUIET)
    if kind == "join":
        return look.join(look.quoted(told[0]), look.text(told[1]))
    if kind == "indent":
        return look.indented(made(look, told[0]))
    if kind == "stack":
        return look.stack(
            look.heading("Parts", len(told[0])), look.blank(), *(made(look, one) for one in told[0]), None
        )
    grid = look.grid(told[0], None)
    for left, right in told[1]:
        grid.add_row(look.text(left, style.LOCATOR), look.text(right))
    return grid


@given(contents, st.integers(20, 90))
def test_pages_are_what_rich_draws_without_colour(content, width):
    drawn = as_text(style.stack(made(style, content)), width, "never", "utf-8")
    assert plain.page_text(made(plain, content), width, "utf-8") == drawn


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_signs_that_an_output_lacks_are_plain_ones(encoding):
    content = ("stack", [("join", "the pact\u2026", "\u2192 1990\u20131996 \u00b7 na\u00efve")])
    drawn = as_text(style.stack(made(style, content)), 40, "never", encoding)
    assert plain.page_text(made(plain, content), 40, encoding) == drawn


def test_what_is_folded_can_be_read_on_any_width():
    assert plain.fold_between_words("of interdependence", 1)[:4] == ["o", "f", " ", "i"]
