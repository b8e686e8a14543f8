"""A small text beside the index is believed only if it is a file of ours."""

from __future__ import annotations

import errno
import os

import pytest

from compactx.index import notes


def test_what_is_written_is_read(tmp_path):
    place = str(tmp_path / "deep" / "a.txt")
    notes.write_note(place, "one\ntwo")
    assert notes.read_note(place) == "one\ntwo"
    assert os.stat(place).st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="no pipes with names there")
def test_a_pipe_holds_nothing_up(tmp_path):
    os.mkfifo(tmp_path / "a.txt", 0o600)
    assert notes.read_note(str(tmp_path / "a.txt")) == ""


@pytest.mark.parametrize("make", [os.mkdir, lambda path: os.symlink(path, path)])
def test_what_is_no_file_says_nothing(make, tmp_path):
    make(str(tmp_path / "a.txt"))
    assert notes.read_note(str(tmp_path / "a.txt")) == ""


def test_what_is_too_large_says_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(notes, "_MOST_BYTES", 3)
    (tmp_path / "a.txt").write_text("four", encoding="utf-8")
    assert notes.read_note(str(tmp_path / "a.txt")) == ""


def test_what_cannot_be_written_leaves_nothing_beside(tmp_path, monkeypatch):
    place = str(tmp_path / "a.txt")
    notes.write_note(place, "old")

    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("compactx.corpus.atomic.os.replace", full)
    notes.write_note(place, "new")
    assert (os.listdir(tmp_path), notes.read_note(place)) == (["a.txt"], "old")
