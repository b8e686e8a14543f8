"""Figures of the whole corpus are written again as they were, and never after anything changed that they rest on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compactx.cli.commands import stats
from compactx.corpus.source import texts_folder
from compactx.index.cache import cache_folder

TINY = Path(__file__).parents[2] / "tiny"
FORMS = [
    ("stats",),
    ("stats", "gaps"),
    ("stats", "--json"),
    ("stats", "size", "cited", "--plain", "--header"),
    ("stats", "--ids", "-0"),
    ("stats", "cited", "-n", "3", "--csv"),
    ("stats", "--by", "year", "--jsonl"),
    ("stats", "--by", "year"),
]
_ENTRY = """\
entries:
- id: pond-pact
  kind: framework
  title: Pact of the Ponds
  date: 2020-01-01
  sources: [made up]
"""


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch, small_corpus):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return small_corpus


@pytest.fixture
def counted(monkeypatch):
    """Return how often stats has counted, as the length of a list."""
    found: list[int] = []
    count = stats._count

    def noted(session, given):
        found.append(1)
        return count(session, given)

    monkeypatch.setattr(stats, "_count", noted)
    return found


def kept():
    return sorted(name for name in os.listdir(cache_folder()) if name.startswith("answer-"))


@pytest.mark.parametrize("asked", FORMS, ids=" ".join)
def test_an_answer_is_given_again_as_it_was(asked, run_cli, counted):
    first, again = run_cli(*asked), run_cli(*asked)
    assert (first, len(counted)) == (again, 1)
    assert first.out


OUTPUTS = [
    ({"COLUMNS": "50"}, ()),
    ({}, ("--width", "50")),
    ({}, ("--color", "always")),
    ({"NO_COLOR": "1"}, ("--color", "always")),
    ({"FORCE_COLOR": "1"}, ()),
    ({"COMPACTX_FORCE_TTY": "70", "TERM": "xterm"}, ()),
    ({"COMPACTX_FORCE_TTY": "70", "TERM": "dumb"}, ()),
]


def test_another_output_is_written_for_itself(run_cli, monkeypatch):
    """What an output gets does not depend on what another one got before."""
    with monkeypatch.context() as patch:
        patch.setattr(stats, "_MOST", -1)
        alone = [run_cli("stats", *words, env=env) for env, words in OUTPUTS]
    assert kept() == []
    assert [run_cli("stats", *words, env=env) for _ in range(2) for env, words in OUTPUTS] == alone * 2
    assert len({answer.out for answer in alone}) > 4


def test_another_encoding_is_written_for_itself(run_process):
    own = [run_process("stats", corpus=TINY, env={"PYTHONIOENCODING": name}) for name in ("utf-8", "ascii") * 2]
    assert own[:2] == own[2:]
    assert own[1].out.isascii()
    assert not own[0].out.isascii()


def test_another_question_has_another_answer(run_cli):
    one, two = run_cli("stats", "cited", "-n", "1", "--ids").out, run_cli("stats", "cited", "-n", "2", "--ids").out
    assert two.startswith(one)
    assert len(two) > len(one)


def test_a_changed_corpus_is_counted_anew(run_cli, tmp_path, counted):
    first = run_cli("stats", "size", "--json")
    own = tmp_path / "data" / "compactx" / "corpus"
    own.mkdir(parents=True)
    (own / "ponds.yaml").write_text(_ENTRY, encoding="utf-8")
    with_it = run_cli("stats", "size", "--json")
    assert [item["value"] for item in with_it.items if item["measure"] == "things"] == [
        item["value"] + 1 for item in first.items if item["measure"] == "things"
    ]
    (own / "ponds.yaml").write_text(_ENTRY.replace("pond-pact", "moor-pact"), encoding="utf-8")
    assert "moor-pact" in run_cli("stats", "gaps", "--plain").out
    (own / "ponds.yaml").write_text(_ENTRY, encoding="utf-8")
    again = run_cli("stats", "gaps", "--plain").out
    assert "pond-pact" in again
    assert "moor-pact" not in again
    (own / "ponds.yaml").unlink()
    assert run_cli("stats", "size", "--json").items == first.items
    assert len(counted) == 5


def test_what_is_attached_afterwards_is_quoted(run_cli, counted):
    run_cli("stats")
    os.makedirs(texts_folder())
    with open(os.path.join(texts_folder(), "another.tsv"), "w", encoding="utf-8") as stream:
        stream.write("compactx text 1\n\n")
    run_cli("stats")
    run_cli("stats")
    assert len(counted) == 2


def test_other_code_counts_anew(run_cli, counted, monkeypatch):
    run_cli("stats")
    run_cli("stats")
    mark = stats._mark
    monkeypatch.setattr(stats, "_mark", lambda file: (file, 0, 0) if file == stats.__file__ else mark(file))
    run_cli("stats")
    assert len(counted) == 2


@pytest.mark.parametrize("at", [5, 200, -3])
def test_a_damaged_answer_is_made_anew(at, run_cli, counted):
    first = run_cli("stats")
    (name,) = kept()
    path = os.path.join(cache_folder(), name)
    with open(path, "r+b") as stream:
        data = bytearray(stream.read())
        data[at] ^= 0x55
        stream.seek(0)
        stream.write(data)
    assert run_cli("stats") == first
    assert len(counted) == 2


def test_a_cache_that_cannot_be_written_to_remembers_nothing(run_cli, tmp_path, monkeypatch, counted):
    first = run_cli("stats")
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert [run_cli("stats").out, run_cli("stats").out] == [first.out] * 2
    assert len(counted) == 3


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root makes files of others")
def test_what_another_user_can_have_written_is_not_believed(run_cli, counted):
    first = run_cli("stats")
    (name,) = kept()
    os.chown(os.path.join(cache_folder(), name), 12345, 12345)
    assert run_cli("stats") == first
    assert len(counted) == 2


def test_several_at_once_get_the_same(run_process):
    expected = run_process("stats", corpus=TINY)
    shutil.rmtree(cache_folder())
    command = [sys.executable, "-m", "compactx", "stats"]
    corpus = {**os.environ, "COMPACTX_CORPUS": str(TINY), "COMPACTX_CORPUS_ONLY": "1"}
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=corpus) for _ in range(4)]
    told = {process.communicate(timeout=120)[0].decode() for process in running}
    assert told == {expected.out}
    assert run_process("stats", corpus=TINY) == expected


def test_errors_and_mistakes_are_not_remembered(run_cli):
    run_cli("stats", "size")
    before = kept()
    for words in (("--as-of", "2020"), ("--by", "year", "--as-of", "nonsense"), ("--fields", "nosuch", "--plain")):
        assert run_cli("stats", *words).status == 2
    assert kept() == before


def test_what_is_remembered_has_an_end(run_cli, monkeypatch):
    monkeypatch.setattr(stats, "_SLOTS", 3)
    for width in range(40, 50):
        run_cli("stats", "size", "--width", str(width))
    assert 0 < len(kept()) <= 3
    for name in kept():
        os.unlink(os.path.join(cache_folder(), name))
    monkeypatch.setattr(stats, "_MOST", 10)
    run_cli("stats", "size")
    assert kept() == []


def test_notes_are_told_again(run_cli, counted, tmp_path):
    own = tmp_path / "data" / "compactx" / "corpus"
    own.mkdir(parents=True)
    (own / "broken.yaml").write_text("id: [", encoding="utf-8")
    first, again = run_cli("stats", "size"), run_cli("stats", "size")
    assert "left out" in first.err
    assert (first, len(counted)) == (again, 1)
    assert run_cli("stats", "size", "--json").json["warnings"]
    assert run_cli("stats", "size", "--json").json["warnings"]
