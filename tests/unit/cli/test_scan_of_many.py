"""Many files of one ``scan`` are searched by several processes: the same answer, whatever becomes of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise

import pytest

from compactx.bulk import crew
from compactx.bulk.crew import Crew, worth_having
from compactx.citation.citation import Citation, ClauseSpan
from compactx.errors import NotADocumentError
from compactx.query.scan import FileScan

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked on POSIX only")
PARAGRAPH = "{n}. Recalling resolution 70/{n}, article {n} of the United Nations Charter and A/RES/71/{n}, we met.\n\n"


@pytest.fixture
def files(tmp_path):
    made = []
    for number, size in enumerate((90, 3, 30, 60, 1)):
        path = tmp_path / f"plan-{number}.txt"
        path.write_text("".join(PARAGRAPH.format(n=n) for n in range(1, size + 1)), encoding="utf-8")
        made.append(str(path))
    return made


@pytest.fixture
def several(monkeypatch):
    monkeypatch.setattr(crew, "worth_having", lambda _: 3)


def found(number):
    return Citation(str(number), f"words {number}", number, number + 1, "resolved", "treaty", "pact", "Pact")


def begin(path, tell):
    """Search a file that holds a number with as many citations."""
    if path == "none":
        raise NotADocumentError("none is no document", details=("a",), hint="b")
    size = int(path)

    def citations():
        for number in range(size):
            tell(number, size)
            yield found(number)

    scan = FileScan(path, size, "en", ["w"])
    scan.citations = citations()
    scan.spans, scan.unread = [ClauseSpan("1", "paragraph", 0, size)], [("r", 1, 2, 3)]
    return scan


def taken(members, files):
    """Return what is found in each file; the number of processes is looked at meanwhile."""
    return [list(members.scan(number, lambda *_: None).citations) for number in range(len(files))]


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--csv", "--plain", "--authorities", "--coverage", "--ids"])
def test_several_processes_say_what_one_says(run_cli, files, several, monkeypatch, form):  # noqa: ARG001 - as its name says
    many = run_cli("scan", *files, form)
    monkeypatch.setattr(crew, "worth_having", lambda _: 1)
    one = run_cli("scan", *files, form)
    assert (many.status, many.out, many.err) == (one.status, one.out, one.err)
    assert len(one.out.splitlines()) > 5


def test_a_file_that_cannot_be_read_is_told_when_its_turn_comes(run_cli, files, several, monkeypatch):  # noqa: ARG001
    asked = [files[0], "no-such-file.txt", *files[1:]]
    many = run_cli("scan", *asked, "--jsonl")
    monkeypatch.setattr(crew, "worth_having", lambda _: 1)
    one = run_cli("scan", *asked, "--jsonl")
    assert (many.status, many.out, many.err) == (one.status, one.out, one.err)
    assert (many.status, len(many.out.splitlines()) > 100) == (2, True)
    assert "no-such-file" in many.err


def test_all_is_told_of_a_file_in_its_turn():
    files = ["3", "700", "0", "none", "5"]
    told = []
    with Crew(files, begin, 2) as members:
        first = members.scan(0, lambda *_: None)
        assert (first.name, first.size, first.language, first.warnings) == ("3", 3, "en", ["w"])
        assert list(first.citations) == [found(n) for n in range(3)]
        assert (first.spans, first.unread) == ([ClauseSpan("1", "paragraph", 0, 3)], [("r", 1, 2, 3)])
        assert list(members.scan(1, lambda *at: told.append(at)).citations) == [found(n) for n in range(700)]
        assert list(members.scan(2, lambda *_: None).citations) == []
        with pytest.raises(NotADocumentError) as caught:
            members.scan(3, lambda *_: None)
        assert (caught.value.message, caught.value.details, caught.value.hint) == ("none is no document", ("a",), "b")
        assert len(list(members.scan(4, lambda *_: None).citations)) == 5
    assert told
    assert all(one < other for one, other in pairwise(told))
    assert all(total == 700 for _, total in told)


def test_a_process_that_is_killed_loses_nothing():
    files = ["900", "800", "700", "600"]
    with Crew(files, begin, 2) as members:
        first = members.scan(0, lambda *_: None)
        kept = [next(first.citations)]
        for member in members._members:
            os.kill(member.worker._process, signal.SIGKILL)
        kept += first.citations
        assert kept == [found(n) for n in range(900)]
        rest = [list(members.scan(number, lambda *_: None).citations) for number in (1, 2, 3)]
    assert [len(one) for one in rest] == [800, 700, 600]


def test_what_breaks_in_a_process_breaks_again_here():
    def breaks(path, tell):
        if path == "13":
            raise ZeroDivisionError("thirteen")
        return begin(path, tell)

    with Crew(["2", "13", "4"], breaks, 2) as members:
        assert len(list(members.scan(0, lambda *_: None).citations)) == 2
        with pytest.raises(ZeroDivisionError, match="thirteen"):
            members.scan(1, lambda *_: None)


def test_what_is_found_before_its_turn_waits_within_bounds(monkeypatch):
    monkeypatch.setattr(crew, "_PIECE", 300)
    monkeypatch.setattr(crew, "_AHEAD", 2)
    files = ["9000", "60000"]
    with Crew(files, begin, 2) as members:
        first = members.scan(0, lambda *_: None)
        most = 0
        for _ in first.citations:
            most = max(most, len(members._told.get(1, ())))
        assert 0 < most < 60  # of 200: a little more than waits, as much as fits into what is taken at once
        assert sum(1 for _ in members.scan(1, lambda *_: None).citations) == 60_000


def test_no_process_is_left_behind():
    with Crew(["90000", "90000"], begin, 2) as members:
        workers = [member.worker for member in members._members]
        next(members.scan(0, lambda *_: None).citations)
    assert [worker.ended for worker in workers] == [True, True]
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker._process, 0)


def test_few_words_and_what_can_be_read_once_need_no_others(tmp_path, monkeypatch):
    monkeypatch.setattr(crew.os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    small, large = tmp_path / "small.txt", tmp_path / "large.txt"
    small.write_text("a")
    large.write_text("a" * 100_000)
    assert worth_having([str(small), str(small)]) == 1
    assert worth_having([str(small), str(large)]) == 2
    assert worth_having([str(large)] * 9) == 2
    assert worth_having([str(large), "-"]) == 1
    os.mkfifo(tmp_path / "pipe")
    assert worth_having([str(large), str(tmp_path / "pipe")]) == 1


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="looks at processes in /proc")
@pytest.mark.faults
def test_an_interrupt_ends_all_of_them(tmp_path):
    with _by_two(tmp_path, "--jsonl") as process:
        assert json.loads(process.stdout.readline())
        below = _below(process.pid)
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")
    assert len(below) >= 2
    assert set(_states(below, "Z")) == {"Z"}


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="looks at processes in /proc")
@pytest.mark.faults
def test_a_stop_from_the_keyboard_stops_all_of_them_until_it_goes_on(tmp_path):
    with _by_two(tmp_path, "--ids") as process:
        assert process.stdout.readline()
        below = _below(process.pid)
        assert len(below) >= 2
        os.kill(process.pid, signal.SIGTSTP)
        states = _states([process.pid, *below], "TZ")
        os.kill(process.pid, signal.SIGCONT)
        process.communicate(timeout=120)
    if states[0] != "T" and os.getsid(0) == os.getpgid(0):
        pytest.skip("nothing here lets a process go on that the keyboard stopped")  # an orphaned group is not stopped
    assert set(states) <= {"T", "Z"}
    assert process.returncode == 0


def _by_two(folder, form):
    """Begin a scan of two files by two processes, in a group of its own."""
    files = [folder / f"{n}.txt" for n in range(2)]
    for path in files:
        path.write_text("".join(PARAGRAPH.format(n=n) for n in range(1, 9_000)))
    code = (
        "import sys; from compactx.bulk import crew; crew.worth_having = lambda _: 2\n"
        "from compactx.cli.door import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", code, "scan", *map(str, files), form]
    told_at_once = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0, env=told_at_once)


def _below(pid):
    """Return the processes that a process has started, and theirs."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
        own = [int(word) for word in children.read().split()]
    return own + [one for child in own for one in _below(child)]


def _states(pids, wanted):
    """Return how processes stand once all stand as wanted, or after twenty seconds."""
    late = time.monotonic() + 20
    while (states := [_state(one) for one in pids]) and not set(states) <= set(wanted) and time.monotonic() < late:
        time.sleep(0.02)
    return states


def _state(pid):
    """Return how a process stands: Z where it has ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as told:
            return told.read().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"
