"""A text that comes in pieces is read as if it had come at once, wherever between its clauses it is cut."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compactx.citation import scan as reader
from compactx.citation.catalogue import load_catalogue
from compactx.citation.citation import ClauseSpan, SearchableText
from compactx.citation.scan import scan_pieces, scan_stretches
from compactx.corpus.source import roots
from compactx.errors import CompactxError
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.document import readable
from compactx.intake.read import read_bytes

ROOT = Path(__file__).parents[3]
OWN = [*sorted((ROOT / "tests/cases/documents").iterdir()), *sorted((ROOT / "tests/transcripts/inputs").glob("*.txt"))]
SHORT, LONG = 1500, 3000  # of a stretch, so that what one leaves to the next is tried
SENTENCES = (
    "Recalling the Convention on the Rights of the Child and the New York Declaration for Refugees and Migrants,",
    'The Pact on Piers and Quays (hereinafter "the Pact on Piers") binds the harbours of the coast.',
    "See article 3 of the Convention, and paragraph 4 of the Pact on Piers.",
    "Ibid., article 5.",
    "The global forum on migration and development met; the forum said so, and the water forum did not.",
    "That Declaration was adopted as resolution 71/1, and the Convention before it.",
    "We note objectives 5 and 17 of the Global Compact for Safe, Orderly and Regular Migration.",
    "Objective 8 is ours, and the Commission on Lamps was told.",
    "Nothing is said here of anything else that the boats brought in.",
)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(Index(open_index(roots(""), with_library=False)))


@pytest.fixture(autouse=True)
def small_stretches(monkeypatch):
    monkeypatch.setattr(reader, "_STRETCH", SHORT)
    monkeypatch.setattr(reader, "_LONGEST", LONG)


def whole(text, spans, catalogue):
    return [one for part in scan_stretches(text, spans, catalogue) for one in part]


def cut(text, spans, places):
    """Return a text in pieces, each with the spans in it; none is cut inside a span."""
    edges = [0, *(at for at in sorted(set(places)) if not any(s.start < at < s.end for s in spans)), len(text)]
    return [
        SearchableText(text[start:end], [span for span in spans if start <= span.start < end])
        for start, end in pairwise(edges)
    ]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_documents_in_as_many_pieces_as_they_have_paragraphs(catalogue, path):
    try:
        document = read_bytes(path.read_bytes(), path.name)
    except CompactxError:
        pytest.skip("no document")
    text, spans = readable(document), [span for span in document.provisions if span.kind != "footnote"]
    wanted = whole(text, spans, catalogue)
    pieces = cut(text, spans, [span.start for span in spans])
    # The first piece tells the language and which document it is: it is long enough for both.
    first = next((n for n in range(len(pieces)) if sum(len(one.text) for one in pieces[:n]) > 20_000), len(pieces))
    begun = pieces[:first]
    joined = SearchableText("".join(one.text for one in begun), [span for one in begun for span in one.spans])
    assert [one for part in scan_pieces([joined, *pieces[first:]], catalogue) for one in part] == wanted


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=12, max_size=90), st.data())
def test_any_text_cut_at_any_paragraphs(catalogue, sentences, data):
    text, spans = "".join(f"{n}. {one}\n\n" for n, one in enumerate(sentences, 1)), []
    for n, one in enumerate(sentences, 1):
        start = spans[-1].end + 2 if spans else 0
        spans.append(ClauseSpan(str(n), "paragraph", start, start + len(f"{n}. {one}")))
    places = data.draw(st.lists(st.sampled_from([span.start for span in spans[8:]]), max_size=9))
    told: list[int] = []
    found = [one for part in scan_pieces(cut(text, spans, places), catalogue, told.append) for one in part]
    assert found == whole(text, spans, catalogue)
    assert told == sorted(told)
    assert told[-1] == len(text)


def test_names_are_tied_to_the_footnotes_of_their_piece(catalogue):
    words = "We read the Pact on Lamps.\u00b9 It says so.\n\n"
    note = "1 A/RES/70/1.\n\n"
    text = words + note
    spans = [
        ClauseSpan("1", "paragraph", 0, len(words) - 2),
        ClauseSpan("footnote-1", "footnote", len(words), len(text), "1"),
    ]
    filler = "Nothing is said here. " * 200 + "\n\n"
    shifted = [one.replace(start=one.start + len(filler), end=one.end + len(filler)) for one in spans]
    alone = [one for part in scan_pieces([SearchableText(text, spans)], catalogue) for one in part]
    assert [one.rule for one in alone if one.start < len(words)] == ["footnote"]
    three = [SearchableText(filler, []), SearchableText(text, shifted), SearchableText(filler, [])]
    later = [one for part in scan_pieces(three, catalogue) for one in part]
    assert [(one.surface, one.to, one.rule, one.note) for one in later] == [
        (one.surface, one.to, one.rule, one.note) for one in alone
    ]
    assert [text[one.start - len(filler) : one.end - len(filler)] for one in later] == [one.surface for one in later]


def test_what_else_bears_a_small_name_is_remembered_over_stretches(catalogue, monkeypatch):
    text = (
        "The global forum on migration and development met.\n\n"
        + "The boats came in. " * 200
        + "\n\nThe water forum met too.\n\n"
        + "The boats came in. " * 200
        + "\n\nThe forum closed.\n\n"
    )
    assert len(list(reader.stretches(text))) > 2
    cut_ = [one for part in scan_pieces([SearchableText(text, [])], catalogue) for one in part]
    monkeypatch.setattr(reader, "_LONGEST", len(text) + 1)
    assert cut_ == whole(text, [], catalogue)


def test_parts_that_are_somebody_elses_are_heard_in_every_stretch(catalogue):
    fill = "\n\n" + "The year was long and the work went on in every place as it had been planned. " * 20 + "\n\n"
    named = "The objectives of the Global Compact for Safe, Orderly and Regular Migration guide us."
    own, cited = "The specific objectives of the town are few.", "Under objective 3 the town opens an office."
    resolved = [one.to for one in whole(fill.join((named, cited)), (), catalogue)]
    assert resolved == ["gcm", "gcm/objective-3"]
    assert [one.to for one in whole(fill.join((named, own, cited)), (), catalogue)] == ["gcm"]
