"""A process reads several documents of an import, and each keeps its own bounds and the wall around it."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from compactx.bulk import pool
from compactx.bulk.pool import Pool
from compactx.bulk.walk import DocumentFile
from compactx.corpus import source
from compactx.library.store import DocumentSource

sys.path.insert(0, str(Path(__file__).parents[2]))

pytestmark = [
    pytest.mark.usefixtures("small_corpus", "own_homes"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="without processes of its own each document is read alone"),
]
NAMES = [f"{letter}.txt" for letter in "abcdefghij"]


@pytest.fixture
def read(monkeypatch):
    """Read made-up documents, of which one, or each, does something first; return what came of them, and who began."""

    def run(name, what, processes=1):
        begun = []
        plain = pool.stored_document

        def stored(data, own, *rest):
            if what and name in {own, ""}:
                what()
            return plain(data, own, *rest)

        class Counted(pool.Worker):
            def __init__(self, task, allowed, first, shut=()):
                begun.append(first)
                super().__init__(task, allowed, first, shut)

        monkeypatch.setattr(pool, "stored_document", stored)
        monkeypatch.setattr(pool, "Worker", Counted)
        documents = [
            DocumentFile(DocumentSource(own, 1, 1, own), f"1. Decides to read {own} again;".encode()) for own in NAMES
        ]
        with Pool(source.roots(), processes) as reading:
            found = list(reading.outcomes(documents))
        return {one.origin.path: (one, outcome) for one, outcome in found}, begun

    return run


@pytest.mark.parametrize("processes", [1, 2])
def test_documents_share_processes_and_come_in_order(read, processes):
    found, begun = read("", None, processes)
    assert list(found) == NAMES
    assert all(outcome[0].clauses for _, outcome in found.values())
    assert len(begun) <= 2 * processes


def test_a_document_that_is_killed_twice_is_told_and_takes_no_other_with_it(read):
    found, begun = read("d.txt", lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert [name for name, (_, outcome) in found.items() if outcome[0] is None] == ["d.txt"]
    one, (_, reason) = found["d.txt"]
    assert (reason, one.origin.sha256) == (pool._ENDED, "")
    assert begun.count("d.txt") == 1  # the second try began with it
    assert begun[-1] == "e.txt"


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (lambda: bytearray(1 << 40), "of memory"),
        (lambda: 1 // 0, "cannot be understood (ZeroDivisionError"),
        (lambda: os._exit(3), "cannot be read: the process that read it ended (status 3)"),
    ],
)
def test_the_wall_tells_of_the_document_that_failed_and_the_others_are_read(read, what, reason):
    found, begun = read("d.txt", what)
    assert [name for name, (_, outcome) in found.items() if outcome[0] is None] == ["d.txt"]
    assert reason in found["d.txt"][1][1]
    assert "a.txt" not in found["d.txt"][1][1]
    assert "e.txt" in begun


@pytest.mark.grid
def test_each_document_has_the_whole_time_and_no_more(read, monkeypatch):
    monkeypatch.setenv("COMPACTX_READ_SECONDS", "1")

    def work(seconds):
        began = os.times().user
        while os.times().user - began < seconds:
            sum(range(1000))

    found, _ = read("", lambda: work(0.15))  # more than a second in all
    assert all(outcome[0] for _, outcome in found.values())
    found, _ = read("d.txt", lambda: work(60))
    assert "takes longer than 1 s" in found["d.txt"][1][1]
    assert sum(outcome[0] is None for _, outcome in found.values()) == 1
