"""The kept wording of instruments."""

from __future__ import annotations

import pytest

from compactx.corpus import atomic
from compactx.errors import CannotWriteError, CorpusError
from compactx.intake.texts import attach, store


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def keep(words, name="pact"):
    facts = {"instrument": name, "source": "a.txt"}
    data = store.serialised(store.AttachedText(facts, words, dict.fromkeys(words, store.SAME), {}, ""))
    return atomic.write_file(store.texts_folder(), f"{name}.tsv", data)


def test_words_come_back_as_they_were():
    keep({"1": "Boats\tfloat\non \\n water\r", "2.a": ""})
    assert store.stored("pact").words == {"1": "Boats\tfloat\non \\n water\r", "2.a": ""}
    assert store.stored("other") is None
    assert store.stored("../pact") is None
    assert store.attached() == ["pact"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nonsense",
        b"compactx text 1\n\n1\tsame",
        b"compactx text 1\nx\n\n",
        b"\xff",
        b"compactx text 1\n\n1\tsame\n",
    ],
)
def test_a_damaged_file_says_what_to_do(data):
    path = keep({"1": "Boats"})
    with open(path, "wb") as stream:
        stream.write(data)
    with pytest.raises(CorpusError, match="damaged") as caught:
        store.stored("pact")
    assert "attach pact" in caught.value.hint


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".", ".."])
def test_nothing_is_written_outside_the_folder(tmp_path, name):
    with pytest.raises(CannotWriteError):
        atomic.write_file(str(tmp_path / "inside"), name, b"x")
    assert not list(tmp_path.rglob("x"))


def test_a_folder_that_cannot_be_made_leaves_nothing(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWriteError, match="cannot write"):
        atomic.write_file(str(tmp_path / "file"), "x", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_no_text_is_attached_where_none_can_be(tmp_path, monkeypatch):
    """A data folder below a file is no place to write to, and none that holds another text."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    text = store.AttachedText({"instrument": "pact"}, {"1": "Boats"}, {"1": store.SAME}, {}, "")
    with pytest.raises(CannotWriteError, match="cannot write"):
        attach._write("pact", text, force=False)
