"""``compactx browse`` as a command: where it runs, how it ends, what it leaves behind."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pty = pytest.importorskip("pty", reason="pseudo-terminals are not on this system")
termios = pytest.importorskip("termios", reason="pseudo-terminals are not on this system")

BROWSE = "from compactx.cli.door import main; main()"
BROKEN = """
import compactx.tui.update as update
def press(*_):
    secret = "a value that must not be shown"
    raise ValueError("it broke")
update.press = press
from compactx.cli.door import main
main()
"""


class Terminal:
    """A program on a pseudo-terminal of 80 by 24."""

    def __init__(self, program: str, *argv: str, env: dict[str, str] | None = None) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **(env or {})})
            os.execv(sys.executable, [sys.executable, "-c", program, *argv])  # noqa: S606 - the program under test
        self.text = ""
        self.status: int | None = None

    def until(self, words: str, seconds: float = 60) -> str:
        """Read until some words have come, or the program has ended."""
        end = time.monotonic() + seconds
        while words not in self.text and time.monotonic() < end:
            if not self._read():
                break
        assert words in self.text
        return self.text

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def end(self, seconds: float = 60) -> int:
        """Read to the end and return the exit status."""
        limit = time.monotonic() + seconds
        while self._read() and time.monotonic() < limit:
            pass
        _, status = os.waitpid(self.pid, 0)
        self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def close(self) -> None:
        os.close(self.fd)
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)

    def _read(self) -> bool:
        ready, _, _ = select.select([self.fd], [], [], 0.2)
        if not ready:
            return True
        try:
            piece = os.read(self.fd, 65536)
        except OSError:
            return False
        self.text += piece.decode("utf-8", "replace")
        return bool(piece)


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def start(*argv: str, program: str = BROWSE, env: dict[str, str] | None = None) -> Terminal:
        opened.append(Terminal(program, *argv, env=env))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def settled(one: Terminal) -> Terminal:
    """Wait until the screen's library has taken the keyboard over."""
    one.until("\x1b[?2004h")
    return one


@pytest.mark.terminal
def test_the_page_shows_before_the_library_is_loaded(terminal):
    one = terminal("browse", "objective", "17")
    text = one.until("Discrimination, hate crime")
    assert text.count("\x1b[?1049h") == 1
    assert "\x1b[?2004h" not in text.partition("Discrimination, hate crime")[0]
    one.type("q")
    assert one.end() == 0


@pytest.mark.terminal
def test_q_leaves_a_clean_terminal(terminal):
    one = settled(terminal("browse", "objective", "17"))
    before = termios.tcgetattr(one.fd)
    one.type("jjq")
    assert one.end() == 0
    assert not before[3] & termios.ECHO
    tail = one.text.rpartition("\x1b[?1049l")[2]
    assert "\x1b[?25h" in tail
    assert one.text.rfind("\x1b[?1003l") > one.text.rfind("\x1b[?1003h")


@pytest.mark.terminal
def test_ctrl_c_leaves_with_130(terminal):
    one = settled(terminal("browse"))
    one.type("\x03")
    assert one.end() == 130
    assert "Traceback" not in one.text


@pytest.mark.terminal
def test_a_signal_to_end_leaves_a_clean_terminal(terminal):
    one = settled(terminal("browse", "imrf"))
    one.type("?")
    one.until("previous link, row or line")  # it answers keys, so it hears signals too
    os.kill(one.pid, signal.SIGTERM)
    assert one.end() == 130
    assert "\x1b[?1049l" in one.text


@pytest.mark.terminal
def test_a_crash_says_one_line_and_keeps_its_values(terminal):
    one = settled(terminal("browse", "objective", "17", program=BROKEN))
    one.type("j")
    assert one.end() == 70
    said = one.text.rpartition("\x1b[?1049l")[2]
    assert "this is a bug in compactx: ValueError: it broke" in said
    assert "must not be shown" not in one.text
    assert "Traceback" not in one.text


@pytest.mark.terminal
def test_a_closed_terminal_ends_it(terminal):
    one = settled(terminal("browse", "objective", "17"))
    os.close(one.fd)
    _, status = os.waitpid(one.pid, 0)
    one.status = os.waitstatus_to_exitcode(status)
    assert one.status != 0
    one.fd = os.open(os.devnull, os.O_RDONLY)


@pytest.mark.terminal
@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"COMPACTX_ACCESSIBLE": "1"}, {"TERM": ""}])
def test_lines_are_chosen_where_a_full_screen_cannot_serve(env, terminal):
    one = terminal("browse", "objective", "17", env=env)
    one.until("q > ")
    one.type("4\n")
    one.until("nhris. National")
    one.type("q\n")
    assert one.end() == 0
    assert "\x1b" not in one.text


@pytest.mark.terminal
def test_no_colour_keeps_the_full_screen_without_colour(terminal):
    one = settled(terminal("browse", "objective", "17", env={"NO_COLOR": "1"}))
    one.type("jq")
    assert one.end() == 0
    colours = [f"\x1b[{code}m" for code in (*range(31, 37), *range(91, 97))]
    assert not any(code in one.text for code in colours)
    assert "38;" not in one.text
    assert "48;" not in one.text


@pytest.mark.terminal
@pytest.mark.parametrize("name", ["C", "POSIX"])
def test_a_locale_of_c_gets_signs_of_ascii(name, terminal):
    one = terminal("browse", "objective", "17", env={"LC_ALL": name})
    text = one.until("quit")
    assert "-----" in text
    assert not {"─", "›", "▸"} & set(text)  # noqa: RUF001 - the signs there otherwise
    settled(one).type("q")
    assert one.end() == 0


def test_no_terminal_is_said_at_once(run_process):
    answer = run_process("browse", "objective", "17")
    assert answer.status == 2
    assert answer.out == ""
    assert "needs a terminal" in answer.err
    assert "browse --line" in answer.err


def test_lines_work_in_a_pipe_and_print_what_was_chosen(run_cli):
    answer = run_cli("browse", "--line", "--print", "id", "objective", "17", stdin="4\nq\n")
    assert answer.status == 0
    assert answer.out == "nhris\n"
    assert "National human rights institutions" in answer.err


def test_lines_end_with_the_input(run_cli):
    answer = run_cli("browse", "--line", "IMRF", stdin="")
    assert answer.status == 0
    assert answer.out.startswith("imrf. ")


@pytest.mark.parametrize(("argv", "status"), [(["objectve", "99"], 3), (["-"], 2), (["--print", "colour"], 2)])
def test_mistakes(argv, status, run_cli):
    assert run_cli("browse", "--line", *argv).status == status


def test_line_mode_loads_no_screen_library(run_process):
    # Compiling the index reads YAML; only a lookup on a fresh index is held to the list.
    assert run_process("show", "objective", "17").status == 0
    answer = run_process("browse", "--line", "objective", "17", stdin="i\nq\n", env={"PYTHONVERBOSE": "1"})
    assert answer.status == 0
    for name in ("textual", "rich", "typer", "networkx", "yaml", "lxml", "dataclasses"):
        assert f"import '{name}'" not in answer.err


@pytest.mark.terminal
def test_a_terminal_is_asked_for_its_background(terminal, tmp_path):
    one = terminal("browse", "objective", "17", env={"XDG_STATE_HOME": str(tmp_path), "COLORFGBG": ""})
    one.until("\x1b]11;?")
    one.type("\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?6c")
    settled(one)
    assert "\x1b[1;31m" in one.text  # a heading as on light paper
    assert "\x1b[1;33m" not in one.text
    one.type("q")
    assert one.end() == 0


@pytest.mark.terminal
def test_a_late_answer_counts_and_is_not_taken_for_keys(terminal, tmp_path):
    one = terminal("browse", "objective", "17", env={"XDG_STATE_HOME": str(tmp_path), "COLORFGBG": ""})
    settled(one)
    assert "\x1b[1;33m" in one.text
    one.type("\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?6c")
    one.until("\x1b[1;31m")
    assert "SEARCH" not in one.text
    one.type("q")
    assert one.end() == 0


@pytest.mark.terminal
def test_what_is_typed_while_the_terminal_is_asked_counts(terminal, tmp_path):
    one = terminal("browse", "objective", "17", env={"XDG_STATE_HOME": str(tmp_path), "COLORFGBG": ""})
    one.until("\x1b]11;?")
    one.type(".\x1b[?6c")
    one.until("Objective 18")
    one.type("q")
    assert one.end() == 0


@pytest.mark.terminal
@pytest.mark.parametrize(
    "env", [{"COLORFGBG": "15;0"}, {"COMPACTX_THEME": "day"}, {"NO_COLOR": "1"}, {"TERM": "linux"}]
)
def test_a_terminal_that_tells_by_itself_is_not_asked(env, terminal):
    one = settled(terminal("browse", "objective", "17", env={"COLORFGBG": "", **env}))
    assert "\x1b]11;" not in one.text
    one.type("q")
    assert one.end() == 0


@pytest.mark.terminal
def test_the_next_session_begins_where_the_last_one_ended(terminal, tmp_path):
    env = {"XDG_STATE_HOME": str(tmp_path)}
    one = settled(terminal("browse", "objective", "17", env=env))
    one.type(".q")
    assert one.end() == 0
    again = terminal("browse", env=env)
    again.until("where you were last")
    settled(again)
    assert "Objective 18" in again.text
    again.type("q")
    assert again.end() == 0


@pytest.mark.terminal
def test_a_first_screen_is_written_once_and_small(terminal):
    one = settled(terminal("browse", "objective", "17", env={"COLORFGBG": "15;0"}))
    time.sleep(0.5)
    one.type("q")
    assert one.end() == 0
    assert one.text.count("Discrimination, hate crime") == 1
    assert len(one.text.encode()) < 4_000


@pytest.mark.terminal
def test_lines_on_a_terminal_end_between_words_and_wait_for_enter(terminal):
    one = terminal("browse", "--line", "objective", "17")
    one.until("Enter says the rest")
    shown = one.text.partition("number, b back")[0].splitlines()
    assert len(shown) <= 24
    assert max(map(len, shown)) <= 80
    one.type("\n")
    one.until("number, b back, i incoming")
    one.type("show 33(a)\n")
    one.until("gcm/33.a. 33(a).")
    one.type("q\n")
    assert one.end() == 0
