"""Clauses that read otherwise than when their references were read, and accepting them."""

from __future__ import annotations

import pytest

import compactx
from compactx.citation.normalise import fingerprint
from compactx.errors import CorpusError, UsageError
from compactx.intake.drafts.imports import accept
from compactx.query.impact import changed

WORDS = {"1": "The lakes belong to everyone.", "3": "Keep it clean."}


@pytest.fixture
def opened(tiny_corpus, monkeypatch):
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")
    folder = tiny_corpus()
    return lambda: (compactx.open(str(folder)).index, folder)


def test_only_clauses_with_another_fingerprint_are_suspect(opened):
    index, _ = opened()
    found = changed(index, [("pact", WORDS)])
    assert [one.node.id for one in found] == ["pact/1"]  # 3 has no fingerprint to differ from
    assert found[0].fingerprint == fingerprint(WORDS["1"])
    assert (found[0].node.words, found[0].words) == (4, 5)
    assert [reference.target.id for reference in found[0].outgoing] == ["charter"]
    assert found[0].lost == ("Charter of the Lakes",)


def test_words_that_still_stand_are_not_lost(opened):
    index, _ = opened()
    found = changed(index, [("pact", {"1": "By the Charter\u00a0of the Lakes they are shared."})])
    assert found[0].lost == ()


def test_the_answer_is_limited_to_things_and_their_parts(opened):
    index, _ = opened()
    assert changed(index, [("pact", WORDS)], nodes=[index.by_id("pact")]) != []
    assert changed(index, [("pact", WORDS)], nodes=[index.by_id("pact/objective-1")]) == []
    assert changed(index, [("atlantis", WORDS)]) == []


def test_accepting_is_kept_in_the_corpus_until_the_text_changes_again(opened):
    index, folder = opened()
    mark = changed(index, [("pact", WORDS)])[0].fingerprint
    path = accept([("pact/1", mark)], "said in other words", "2026-11-21", folder=str(folder))
    index, _ = opened()
    assert changed(index, [("pact", WORDS)]) == []
    again = changed(index, [("pact", WORDS)], with_accepted=True)[0]
    assert (again.reason, again.date) == ("said in other words", "2026-11-21")
    assert [one.node.id for one in changed(index, [("pact", {"1": "Something else."})])] == ["pact/1"]
    accept([("pact/1", mark), ("pact/2", mark)], "a better reason: #1", "2026-11-22", folder=str(folder))
    index, _ = opened()
    assert changed(index, [("pact", WORDS)], with_accepted=True)[0].reason == "a better reason: #1"
    with open(path, encoding="utf-8") as stream:
        assert stream.read().count("- clause:") == 2


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "a\x1b[31m"])
def test_accepting_needs_a_reason(tmp_path, reason):
    with pytest.raises(UsageError, match="needs a reason"):
        accept([("pact/1", "0" * 16)], reason, "2026-11-21", folder=str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_not_written_over(tmp_path):
    (tmp_path / "accepted.yaml").write_text("accepted: {a: 1}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="damaged"):
        accept([("pact/1", "0" * 16)], "a reason", "2026-11-21", folder=str(tmp_path))
    assert (tmp_path / "accepted.yaml").read_text(encoding="utf-8") == "accepted: {a: 1}\n"
