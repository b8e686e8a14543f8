"""What tests read once is what the program reads: from the same files, and again when a file has changed."""

from __future__ import annotations

import shutil

import read_once

from compactx.corpus import load, source


def read(folder):
    return load.load((str(folder),), whole=False)


def test_the_shipped_corpus_is_what_the_program_reads(monkeypatch):
    kept = read(source.packaged())
    assert load._load_root is read_once.load_root
    assert kept == read(source.packaged())
    monkeypatch.setattr(load, "_load_root", read_once._read_anew)
    assert len(kept.entries) > 500
    assert kept == read(source.packaged())


def test_a_file_that_has_changed_is_read_again(small_corpus, monkeypatch, tmp_path):
    folder = shutil.copytree(small_corpus, tmp_path / "corpus")
    monkeypatch.setattr(source, "packaged", lambda: str(folder))
    before = read(folder)
    (folder / "registers" / "more.yaml").write_text("entries: [{id: more, kind: body, title: More}]\n")
    assert {one.id for one in read(folder).entries} == {one.id for one in before.entries} | {"more"}
