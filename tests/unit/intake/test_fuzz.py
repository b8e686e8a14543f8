"""Whatever bytes come, readers answer with a document that accounts for its text, or with the one error."""

from __future__ import annotations

from itertools import pairwise

import grids
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from compactx.citation.normalise import fingerprint
from compactx.errors import NotADocumentError
from compactx.intake.document import clause_wordings, unclaimed
from compactx.intake.read import read_bytes, read_text
from compactx.intake.texts import store

PIECES = st.sampled_from(
    [
        *("1. ", "2. ", "3. ", "17. ", "(a) ", "(b) ", "(i) ", "(ii) ", "(h)", "I. ", "A. ", "3.1 ", "10.c ", "2018. "),
        *("Annex I", "Article 5", "Objective 3: ", "The General Assembly,", "Recalling boats,", "Boats float.", "and:"),
        *("nets hang; ", "see ¹ ", "word,1 ", "1 Book.", "[^1]: x", "[^1]", "^{1 2}", "# ", "---", "___________", "- "),
        *(
            "\n",
            "\n\n",
            "\f",
            "\r\n",
            "\u00a0",
            "A/H/12",
            "12/3",
            "inter-\nnational",
            "\u202e",
            "\ud7ff",
            "\ufb01",
            "\u2022 ",
        ),
    ]
)


def tried(data):
    try:
        return read_bytes(data, "a")
    except NotADocumentError as error:
        return None if error.message else pytest.fail("an error without a message")


def holds(document):
    if document is None:
        return
    text = document.text
    for part in (*document.provisions, *document.notes):
        assert 0 <= part.start < part.end <= len(text)
    assert not unclaimed(text, [(p.start, p.end) for p in (*document.provisions, *document.notes)])
    flat = [span for span in document.provisions if span.kind != "footnote"]
    for before, after in pairwise(flat):
        assert before.end <= after.start
    assert set(clause_wordings(document)) == {span.locator for span in document.provisions}
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    assert all(allowed.issuperset(span.locator) and span.locator for span in document.provisions)


@settings(max_examples=grids.examples(300))
@given(st.lists(PIECES, max_size=40).map("".join))
def test_pieces_of_documents(text):
    holds(read_text(text))


@settings(max_examples=grids.examples(200))
@given(st.text(max_size=300))
def test_any_text(text):
    holds(read_text(text))


@settings(max_examples=grids.examples(200))
@given(st.binary(max_size=400))
def test_any_bytes(data):
    holds(tried(data))


@settings(max_examples=grids.examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 2000), size=st.integers(0, 40), junk=st.binary(max_size=20))
@example(at=368, size=0, junk=b"\x00")
def test_damaged_files(make_pdf, make_docx, make_akn, at, size, junk):
    whole = (
        make_pdf([(72, 700, 10, "1. Boats float."), (72, 680, 10, "2. Nets hang.")]),
        make_docx("<w:p><w:r><w:t>1. Boats float.</w:t></w:r></w:p>"),
        make_akn("<p>1. Boats float.</p><p>2. Nets hang.</p>"),
        b"<html><body><p>1. Boats float.</p><ol><li>Nets</li></ol></body></html>",
    )
    for data in whole:
        place = at % len(data)
        holds(tried(data[:place] + junk + data[place + size :]))


@settings(max_examples=grids.examples(200))
@given(
    st.dictionaries(st.from_regex(r"[a-z0-9][a-z0-9.-]{0,8}", fullmatch=True), st.text(max_size=60), max_size=5),
    st.text(max_size=40),
)
def test_kept_texts_come_back(words, document):
    facts = {"instrument": "x", "source": "a\tb\\n.txt"}
    stored = store.AttachedText(facts, words, dict.fromkeys(words, store.SAME), {"1#footnote-1": "é\n\\"}, document)
    assert store._parsed(store.serialised(stored).decode("utf-8", "surrogatepass"), "x") == stored


@settings(max_examples=grids.examples(100))
@given(st.text(max_size=80))
def test_fingerprints_do_not_depend_on_spacing(text):
    assert fingerprint(text) == fingerprint(f"  {text}\n")
