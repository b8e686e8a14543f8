"""Programs end when they are asked to, or when nobody is there any more, and say nothing odd about it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import grids
import pytest

pexpect = pytest.importorskip("pexpect")
pytestmark = [pytest.mark.terminal, pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")]
ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "compactx"]
SCRIPT = Path(sys.executable).parent / "compactx"


def browse(*options, ignoring=(), term="xterm-256color"):
    def ignore():
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests themselves may run where hanging up is ignored
        for name in ignoring:
            signal.signal(name, signal.SIG_IGN)

    env = {**os.environ, "TERM": term}
    return pexpect.spawn(
        PROGRAM[0], [*PROGRAM[1:], "browse", *options, "objective", "17"], env=env, cwd=str(ROOT), timeout=10,
        dimensions=(30, 100), preexec_fn=ignore, use_poll=True,
    )  # fmt: skip


def started(child):
    child.expect("bjective")
    child.expect_exact(["\x1b[?2004h", "> "])  # the library behind the first screen reads keys, or lines are asked for
    return child


def is_gone(pid, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitpid(pid, os.WNOHANG) != (0, 0):
            return True
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


@pytest.mark.parametrize("options", [(), ("--line",)])
def test_browse_leaves_when_its_terminal_goes_though_hanging_up_is_ignored(options):
    child = started(browse(*options, ignoring=[signal.SIGHUP]))
    os.close(child.child_fd)
    assert is_gone(child.pid)


@pytest.mark.parametrize("ignoring", [[], [signal.SIGHUP]])
def test_browse_does_not_outlive_being_asked_to_end(ignoring):
    child = started(browse(ignoring=ignoring))
    os.kill(child.pid, signal.SIGTERM)
    assert is_gone(child.pid)


@pytest.mark.parametrize("every", grids.parameters([5, 1], [5]))
def test_asked_to_end_in_its_first_moments_it_leaves_the_terminal_as_it_was(every):
    ends = []
    for n in range(0, 16, every):
        child = browse()
        if n:
            child.expect_exact("\x1b[?1049h")  # the first screen, before anything of the library is loaded
            time.sleep((n - 1) * 0.05)  # later each time, so that loading, mounting and reading keys are all struck
        os.kill(child.pid, signal.SIGTERM)
        after = b"".join(iter(lambda child=child: _rest(child), b""))
        child.wait()
        modes = termios.tcgetattr(child.child_fd)
        usual = termios.ECHO | termios.ICANON | termios.ISIG
        assert (modes[3] & usual, modes[0] & termios.ICRNL) == (usual, termios.ICRNL)
        if n:
            assert after.rindex(b"\x1b[?1049l") > after.rfind(b"\x1b[?1049h")
            assert after.rindex(b"\x1b[?25h") > after.rfind(b"\x1b[?25l")
            assert after.rfind(b"\x1b[?1003h") <= after.rfind(b"\x1b[?1003l")
            assert after.rfind(b"\x1b[?1004h") <= after.rfind(b"\x1b[?1004l")
            assert after.count(b"\x1b[>") <= after.count(b"\x1b[<u")
        assert b"Traceback" not in after
        ends.append((child.exitstatus, child.signalstatus))
        child.close()
    assert set(ends[1:]) == {(130, None)}, ends  # the first may come before any of our lines


STUCK = """
import time
from compactx.tui.terminal import first_screen
with first_screen("here"):
    try:
        print("ready", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        time.sleep(60)
"""


def test_a_program_that_is_slow_to_leave_puts_the_terminal_back_before_it_is_ended():
    child = pexpect.spawn(sys.executable, ["-c", STUCK], cwd=str(ROOT), timeout=20, use_poll=True)
    child.expect_exact("ready")
    assert not termios.tcgetattr(child.child_fd)[3] & termios.ECHO
    os.kill(child.pid, signal.SIGTERM)
    after = b"".join(iter(lambda: _rest(child), b""))
    child.wait()
    usual = termios.ECHO | termios.ICANON | termios.ISIG
    assert termios.tcgetattr(child.child_fd)[3] & usual == usual
    assert after.endswith(b"\x1b[?1049l\x1b[?25h\x1b[0m")
    assert child.exitstatus == 130


def test_hung_up_while_the_terminal_stays_it_leaves_it_as_it_was():
    child = started(browse())
    before = child.before
    os.kill(child.pid, signal.SIGHUP)
    child.expect(pexpect.EOF)  # gives up after the seconds of a spawn, where waiting for the end would not
    after = (before or b"") + child.before
    child.wait()
    modes = termios.tcgetattr(child.child_fd)
    assert modes[3] & (termios.ECHO | termios.ICANON) == termios.ECHO | termios.ICANON
    assert b"\x1b[?1049l" in after
    assert (child.exitstatus, child.signalstatus) == (130, None)
    child.close()


def test_a_storm_of_sizes_leaves_the_last_one_drawn():
    child = started(browse())
    for n in range(60):
        child.setwinsize(5 + n * 13 % 40, 20 + n * 37 % 110)
    child.setwinsize(24, 80)
    child.send("?")
    child.expect("previous link, row or line")
    child.send("qq")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (0, None)


def test_a_terminal_that_nobody_knows_has_the_full_screen():
    child = started(browse(term="nobody-knows-it"))
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (0, None)


def _rest(child):
    try:
        return child.read_nonblocking(4096, timeout=5)
    except (pexpect.EOF, pexpect.TIMEOUT):
        return b""


@pytest.mark.parametrize("junk", grids.parameters([b"\x9c", b"\xff\xfe", b"\xc3(", b"\x80" * 50], [b"\xff\xfe"]))
def test_a_byte_that_is_no_text_is_ignored(junk):
    child = started(browse())
    child.send(junk + b"?")
    child.expect("previous link, row or line")  # the keys are told: what came before was read
    child.send("qq")  # back to the page, and out
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (0, None)
    assert b"Traceback" not in (child.before or b"")


def test_a_byte_that_is_no_text_is_ignored_line_by_line():
    done = subprocess.run(
        [*PROGRAM, "browse", "--line", "IMRF"], input=b"\x9c\nq\n", capture_output=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"not a command" in done.stdout


# Says when our code runs: what comes before is the interpreter's own.
BEGUN = "import os, compactx.__main__; os.write(1, b'!'); compactx.__main__.main()"


@pytest.mark.parametrize("command", grids.parameters([["show", "gcm"], ["stats"], ["--help"]], [["show", "gcm"]]))
def test_an_early_interrupt_says_nothing(command):
    told = []
    for n in range(40):
        with subprocess.Popen(
            [sys.executable, "-c", BEGUN, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
        ) as running:
            assert running.stdout.read(1) == b"!"
            time.sleep(n * 0.002)  # 2 ms later each time, so that every step of the way is struck
            running.send_signal(signal.SIGINT)
            err = running.communicate(timeout=30)[1]
        if b"compactx/" in err:
            told.append(err)
        assert running.returncode in {0, 130, 1, -2}
    assert told == []
