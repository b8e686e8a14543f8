import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from compactx.citation.normalise import _FOLDS, compatible, fingerprint, fold_text, key, normalise, word_count

PIECES = st.sampled_from(
    [
        "Global Compact",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\u00a0",
        "\u2011",
        "\u2019",
        "\u00b9",
        "\ufb01",
        "-\n",
        "e\u0301",
        "x",
        "\u00ad",
        "\u200b",
        "…",
        "Zürich",
    ]
)
texts = st.lists(PIECES, max_size=30).map("".join)


@given(texts | st.text(max_size=60))
def test_every_folded_stretch_leads_back_to_where_it_came_from(text):
    folded = fold_text(text)
    ends = [folded.end(n) for n in range(1, len(folded.text) + 1)]
    starts = [folded.start(n) for n in range(len(folded.text))]
    assert starts == sorted(starts) == folded.starts(range(len(folded.text)))
    assert folded.starts([n for n in range(len(folded.text)) if n % 3]) == [s for n, s in enumerate(starts) if n % 3]
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))


@given(texts)
def test_folding_keeps_every_word(text):
    marks = str.maketrans("", "", "-\n \u00b9")
    plain = normalise(text.replace("\u00b9", "")).replace("...", "…").translate(marks)
    assert fold_text(text).text.replace("...", "…").translate(marks) == plain


@given(texts, st.integers(0, 20))
def test_a_stretch_has_the_offsets_of_the_whole(text, start):
    start = min(start, len(text))
    folded = fold_text(text, start)
    assert all(folded.start(n) >= start for n in range(len(folded.text)))


def test_words_broken_at_a_line_end_are_joined_if_the_whole_is_a_word():
    assert fold_text("mi-\ngrants and high-\nlevel", words={"migrants"}).text == "migrants and high-level"


def test_a_blank_line_stays_visible():
    assert fold_text("one\n \n two\nthree").text == "one \n two three"


def test_superscript_marks_vanish():
    folded = fold_text("the Agenda\u00b9\u00b2, adopted")
    assert folded.text == "the Agenda, adopted"
    assert folded.end(folded.text.index(",")) == 10


@given(st.text(max_size=50))
def test_keys_have_the_length_of_the_text(text):
    assert len(key(text)) == len(text)


@given(st.text("aZ09 ,-\n\u00c9\u00b2\u0160\u2019\u4e00", max_size=30))
def test_keys_change_letters_and_signs_of_ascii_alone(text):
    plain = (c if c > "\x7f" or c == "\n" else c.lower() if c.isalnum() else " " for c in text)
    assert key(text) == "".join(plain)


def test_dashes_and_quotes_do_not_change_a_fingerprint():
    assert fingerprint("non\u2011binding \u201ctext\u201d") == fingerprint('non-binding   "text"')
    assert word_count(" two\n words ") == 2


@given(texts | st.text(max_size=60))
def test_normalising_is_the_table_of_folds_behind_the_compatible_form(text):
    assert normalise(text) == " ".join(unicodedata.normalize("NFKC", text).translate(_FOLDS).split())


def test_what_is_folded_one_for_one_needs_no_table_of_letters():
    assert [(chr(code), new) for code, new in _FOLDS.items() if compatible(chr(code)).translate(_FOLDS) != new] == []


@given(st.text())
def test_compatible_letters_are_those_of_the_standard(text):
    assert compatible(text) == unicodedata.normalize("NFKC", text)
