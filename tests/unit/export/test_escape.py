"""Whatever text is quoted comes back as it was, or visibly changed where a language cannot hold it; nothing escapes."""

from __future__ import annotations

import csv
import html as html_module
import io
import json
import re
import string
import unicodedata
from xml.etree import ElementTree as ET

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from compactx.export import escape
from compactx.model.text import short

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
TRICKY = st.text(
    st.sampled_from(list("<>&\"'\\`#;=+-@|[]{}()*_!$%^~:./ \t\n\r\x00\x1b\x85\u2028\u202e\ufeff\uffffaN1é漢👩")),
    max_size=30,
)
TEXT = st.one_of(ANY, TRICKY)


@given(TEXT)
def test_xml_parses_back_and_only_what_xml_forbids_changes(text):
    quoted = escape.xml(text)
    element = ET.fromstring(f'<a t="{quoted}">{quoted}</a>')  # noqa: S314 - our own output
    assert element.get("t") == (element.text or "")
    if text.isprintable():
        assert (element.text or "") == text
    again = ET.fromstring(f"<a>{escape.xml(element.text or '')}</a>")  # noqa: S314 - our own output
    assert again.text == element.text


@given(TEXT)
def test_html_shows_the_visible_text_and_holds_no_markup(text):
    quoted = escape.html(text)
    assert html_module.unescape(quoted) == escape.visible(text)
    assert not set("<>\"'") & set(quoted)
    assert quoted.isprintable() or set("\u200c\u200d") & set(quoted)


@given(TEXT)
def test_visible_text_prints_on_one_line(text):
    shown = escape.visible(text)
    assert shown.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert escape.visible(shown) == shown


@given(TEXT)
@example("'=1")
@example("  =1")
@example("\uff1d1")
@example("\u200b=1")
def test_cells_calculate_nothing_and_read_back(text):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow([escape.cell(text), "x"])
    back = next(csv.reader(io.StringIO(stream.getvalue(), newline="")))[0]
    assert escape.uncell(back) == escape.inert(text, "\n\t")
    first = unicodedata.normalize("NFKC", back.lstrip(" \u200b\u200c\u200d\ufeff\u00a0\u3000")[:1])
    assert not first.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(TEXT)
def test_turtle_literals_read_back_exactly(text):
    triples = pyoxigraph.parse(f"<urn:a> <urn:b> {escape.turtle(text)} .", format=pyoxigraph.RdfFormat.TURTLE)
    assert [quad.object.value for quad in triples] == [text]


@given(TEXT)
def test_dot_strings_end_where_they_should(text):
    quoted = escape.dot(text)
    assert re.fullmatch(r'"(?:[^"\\]|\\.)*"', quoted)
    inside = re.sub(r"\\(.)", r"\1", quoted[1:-1]).replace("&amp;", "&")
    assert inside == escape.visible(text)


@given(TEXT)
def test_mermaid_strings_hold_nothing_that_mermaid_reads(text):
    quoted = escape.mermaid(text)
    inside = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), quoted[1:-1])
    assert inside == escape.visible(text)
    assert not set('"<>`[]{}()|\\') & set(quoted[1:-1])


@given(TEXT)
def test_cypher_strings_read_back_exactly(text):
    quoted = escape.cypher(text)
    assert re.fullmatch(r"'(?:[^'\\]|\\.)*'", quoted)
    known = {"n": "\n", "r": "\r", "t": "\t"}
    back = re.sub(
        r"\\(?:u([0-9A-F]{4})|(.))",
        lambda found: chr(int(found[1], 16)) if found[1] else known.get(found[2], found[2]),
        quoted[1:-1],
    )
    shown = "".join(c if c.isprintable() or ord(c) <= 0xFFFF else f"\\U{ord(c):08x}" for c in text)
    assert back == shown


@given(TEXT)
def test_markdown_shows_the_text_and_makes_no_link_and_no_html(text):
    # The line begins with a word, as every line of the report does: a list mark in front would be a list.
    tokens = MarkdownIt("commonmark").parseInline("x" + escape.markdown(text) + "x")[0].children
    assert {token.type for token in tokens} <= {"text", "text_special"}
    shown = "".join(token.content for token in tokens)
    assert shown == "x" + escape.visible(text) + "x"


@given(st.text(max_size=80), st.integers(4, 40))
def test_short_text_is_never_longer_than_asked(text, room):
    cut = short(text, room)
    assert len(cut) <= room
    assert cut == text or cut.endswith("…")


PLAIN = f"{string.ascii_letters} {string.digits} é漢"


@pytest.mark.parametrize("quote", ["xml", "html", "visible", "cell", "turtle", "dot", "mermaid", "cypher", "markdown"])
def test_letters_and_digits_are_quoted_by_nothing(quote):
    assert getattr(escape, quote)(PLAIN).strip("'\"") == PLAIN


@pytest.mark.parametrize("text", ["plain", "é漢", "👩\u200d👧"])
def test_plain_text_stays_as_it_is(text):
    assert escape.visible(text) == text
    assert json.loads(json.dumps(escape.html(text))) == text
