"""Exit statuses and errors, as users' shells and scripts meet them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import homes
import pytest
import yaml

ROOT = Path(__file__).parents[3]
CASES = yaml.safe_load((ROOT / "tests/cases/exits.yaml").read_text(encoding="utf-8"))
PROGRAM = [sys.executable, "-m", "compactx"]


REAL = list({case["status"]: case for case in CASES}.values())  # one of each status


def name(case):
    return f"{' '.join(case['run'])} {case.get('corpus', '')}{case.get('env', '')}"[:90]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_exit_status_and_message(case, run_cli, tiny_corpus):
    answer = _asked(run_cli, case, tiny_corpus)
    assert answer.status == case["status"], answer.err
    assert case.get("out", "") in answer.out
    assert case.get("err", "") in answer.err
    assert "Traceback" not in answer.err
    if answer.status >= 2:
        assert answer.out == ""
        assert answer.err.startswith("error: ")
        assert len(answer.err.splitlines()) <= 10
    elif case["run"][:1] != ["search"]:
        assert answer.err == ""


@pytest.mark.parametrize("more", [(), ("--json",)], ids=" ".join)
@pytest.mark.parametrize("case", REAL, ids=name)
def test_a_process_ends_as_the_command_line_did(case, more, run_process, run_cli, tiny_corpus):
    real = _asked(run_process, case, tiny_corpus, *more)
    assert real.status == case["status"]
    assert real == _asked(run_cli, case, tiny_corpus, *more)


def _asked(run, case, tiny_corpus, *more):
    corpus = tiny_corpus(case["corpus"]) if "corpus" in case else None
    return run(*case["run"], *more, corpus=corpus, stdin=case.get("stdin", ""), env=case.get("env"))


@pytest.mark.parametrize("case", [case for case in CASES if case["status"] >= 2], ids=name)
def test_errors_are_one_json_line_where_json_was_asked_for(case, run_cli, tiny_corpus):
    if {"--csv", "--fields"} & set(case["run"]):
        pytest.skip("asks for another format")
    answer = _asked(run_cli, case, tiny_corpus, "--json")
    assert (answer.status, answer.out) == (case["status"], "")
    error = json.loads(answer.err)["error"]
    assert (answer.err.count("\n"), error["exit"]) == (1, case["status"])


# Interrupts, closed pipes, full disks


@pytest.mark.parametrize(
    "argv", [["list", "actions"], ["show", "gcm", "--json"], ["check", "--rules"], ["schema", "show"], ["--help"]]
)
def test_a_closed_pipe_ends_quietly(argv):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*PROGRAM, *argv], stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def test_head_takes_a_line_and_nobody_complains():
    done = subprocess.run(
        ["/bin/bash", "-c", f"{' '.join(PROGRAM)} list actions | head -n 1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert done.returncode in {0, 141}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize("argv", [["list", "actions"], ["show", "gcm", "--json"], ["check", "--rules"]])
def test_a_full_disk_is_an_error(argv):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*PROGRAM, *argv], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert done.returncode == 6
    assert done.stderr.startswith(b"error: ")
    assert done.stderr.count(b"\n") <= 2


def test_ctrl_c_is_130():
    with subprocess.Popen(
        [*PROGRAM, "show", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as running:
        end = time.monotonic() + 60
        while "pipe" not in _waits_in(running.pid) and time.monotonic() < end:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def _waits_in(pid):
    """Return in which call of the kernel a process waits, where the system tells."""
    try:
        waits = Path(f"/proc/{pid}/wchan").read_text(encoding="ascii")
        return waits if waits not in {"", "0"} else _by_state(pid)
    except OSError:
        time.sleep(1)
        return "pipe"


def _by_state(pid):
    """Say "pipe" once the process sleeps with all its modules loaded: it reads standard input by then."""
    state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    time.sleep(0.5)
    return "pipe" if state[0] == "S" else ""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_standard_streams_are_no_crash(closed):
    done = subprocess.run(
        ["/bin/sh", "-c", f"{' '.join(PROGRAM)} show IMRF --ids {closed}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert "Traceback" not in done.stderr
    is_closed = ">&-" in closed.replace("2>&-", "")
    assert (done.returncode, done.stdout) == ((6, "") if is_closed else (0, "imrf\n"))


# Standard input and arguments that nobody would type


@pytest.mark.parametrize("endless", ["yes gcm", "yes gcm | tr -d '\\n'"], ids=["lines", "one line"])
def test_references_that_never_end_are_refused(endless):
    asked = ["/bin/sh", "-c", f"{endless} | {' '.join(PROGRAM)} refs -"]
    done = subprocess.run(asked, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert "standard input goes on" in done.stderr


def test_a_page_is_as_wide_as_a_screen_can_be(run_cli):
    answer = run_cli("show", "gcm", env={"COMPACTX_FORCE_TTY": "1999999999"})
    assert (answer.status, answer.out) == (2, "")
    assert "at most 10000" in answer.err
    assert run_cli("show", "gcm", env={"COMPACTX_FORCE_TTY": "10000"}).status == 0


def test_a_number_of_five_thousand_digits_is_a_mistake_in_a_line_of_sane_length(run_cli):
    for argv in (["refs", "gcm", "--width", "9" * 5000], ["refs", "gcm", "-n", "9" * 5000]):
        answer = run_cli(*argv)
        assert answer.status == 2
        assert len(answer.err) < 1500


@pytest.mark.parametrize("command", ["show", "refs", "search", "verify", "tree", "list", "cite", "export", "attach"])
def test_arguments_that_are_no_text_are_no_bug(command, run_cli):
    for argument in (b"\xff", b"gcm/7\xff", b"\xed\xa0\x80"):
        answer = run_cli(command, "gcm", argument.decode("utf-8", "surrogateescape"))
        assert answer.status in {0, 1, 2, 3, 4}, answer.err
    if command == "show":
        done = subprocess.run([*PROGRAM, command, b"gcm", b"\xed\xa0\x80"], capture_output=True, cwd=ROOT, check=False)
        assert done.returncode in {0, 1, 2, 3, 4}, done.stderr


# A mistake of the user's own


@pytest.fixture
def own_corpus(tmp_path):
    """The user's own corpus folder, one good file in it, and the environment where it is found."""
    folder = tmp_path / "data/compactx/corpus"
    folder.mkdir(parents=True)
    (folder / "good.yaml").write_text("entries: [{id: good-thing, kind: body, title: Good}]\n", encoding="utf-8")
    return folder, homes.fresh(tmp_path)


def test_a_broken_file_of_the_users_spoils_no_other_answer(own_corpus, run_cli):
    folder, env = own_corpus
    (folder / "broken.yaml").write_text("entries: [\n", encoding="utf-8")
    (folder / "lost.yaml").symlink_to("nowhere")
    for _ in range(2):  # built, then read
        answer = run_cli("show", "IMRF", env=env)
        assert answer.status == 0
        assert "note: left out: compactx/corpus/broken.yaml:2:1: error[yaml-syntax]" in answer.err
        assert "compactx/corpus/lost.yaml" in answer.err
    told = run_cli("show", "good-thing", "--json", env=env)
    assert (told.status, told.err, len(told.json["warnings"])) == (0, "", 2)
    checked = run_cli("check", env=env)
    assert checked.status == 1
    assert "broken.yaml" in checked.out
    assert "leads nowhere" in checked.out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_corpus_of_another_user_is_left_aside(own_corpus, run_cli):
    folder, env = own_corpus
    assert run_cli("show", "good-thing", env=env).status == 0
    os.chown(folder, 65534, 65534)
    assert run_cli("show", "good-thing", env=env).status == 3
    assert "belongs to another user" in run_cli("show", "IMRF", env=env).err


# Surroundings

PLACES = [
    {"NO_COLOR": "1"},
    {"TERM": "dumb"},
    {"TERM": ""},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
    {"LANG": "nonsense"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "utf-16"},
    {"COLUMNS": "20"},
    {"COLUMNS": "0"},
    {"COLUMNS": "wide"},
    {"HOME": "/proc/nowhere"},
    {"HOME": ""},
    {"XDG_CACHE_HOME": "/proc/nowhere"},
    {"XDG_CACHE_HOME": ""},
    {"XDG_DATA_HOME": "/proc/nowhere"},
    {"FORCE_COLOR": "1"},
    {"PYTHONOPTIMIZE": "2"},
    {"TMPDIR": "/proc/nowhere"},
]


TINY = ROOT / "tests" / "tiny"  # what surroundings do to an answer they do on any corpus; and it is built at once


@pytest.mark.parametrize("env", PLACES, ids=str)
@pytest.mark.parametrize(
    "argv", [["show", "objective", "1", "--plain"], ["refs", "Charter of the Lakes", "--json"]], ids=" ".join
)
def test_answers_do_not_depend_on_the_surroundings(argv, env, run_process, run_cli):
    plain = _once(run_process, argv)
    there = (run_process if _asks_python(env) else run_cli)(*argv, corpus=TINY, env=env)
    assert (there.status, there.err) == (plain.status, "")
    if "utf-16" in env.values():
        return
    if "--json" in argv:
        assert json.loads(there.out) == json.loads(plain.out)
    elif env.get("PYTHONIOENCODING", "utf-8") == "utf-8":
        assert there.out == plain.out
    assert "\x1b" not in there.out


def _asks_python(env):
    """Say whether surroundings change how Python itself begins; only then does a process tell more than this one."""
    return any(name.startswith(("PYTHON", "L")) for name in env)


_PLAIN = {}


def _once(run_process, argv):
    """Return what a command answers in ordinary surroundings, asked once."""
    if tuple(argv) not in _PLAIN:
        _PLAIN[tuple(argv)] = run_process(*argv, corpus=TINY)
    return _PLAIN[tuple(argv)]


@pytest.mark.parametrize("env", [{"HOME": "/proc/nowhere"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "cp1252"}], ids=str)
def test_check_does_not_depend_on_the_surroundings(env, run_process):
    assert run_process("check", corpus=TINY, env=env) == _once(run_process, ["check"])


@pytest.mark.parametrize(
    "env",
    [
        {"COLUMNS": "20"},
        {"COLUMNS": "20", "PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"TERM": "dumb"},
        {"NO_COLOR": "1"},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "argv",
    [
        ["show", "objective", "17"],
        ["show", "IMRF"],
        ["refs", "ILO"],
        ["path", "objective 22", "to", "ILO"],
        ["tree", "objective", "5", "--out"],
        ["list", "treaties"],
        ["check", "--fail-on", "error"],
        ["schema"],
        [],
    ],
    ids=" ".join,
)
def test_pages_fit_narrow_and_simple_terminals(argv, env, run_process, run_cli):
    width = env.get("COLUMNS", "80")
    corpus = TINY if argv[:1] == ["check"] else None  # a check reads a whole corpus and its page is of one make
    run = run_process if _asks_python(env) else run_cli
    answer = run(*argv, corpus=corpus, env={"COMPACTX_FORCE_TTY": width, "NO_COLOR": "1", **env})
    assert (answer.status, answer.err) == (0, "")
    assert "\x1b" not in answer.out
    assert answer.out.strip()


def test_broken_json_is_never_printed_in_narrow_encodings(run_process):
    for encoding in ("ascii", "cp1252", "latin-1", "cp437"):
        answer = run_process("list", "--json", env={"PYTHONIOENCODING": encoding})
        assert json.loads(answer.out)["count"] > 100
        assert answer.out.isascii()


def test_bytes_that_are_no_text_are_an_unknown_reference():
    for argv in (["show", b"gcm\xff"], ["search", b"zzqqzz\xe9"], ["list", b"\xff"], ["path", b"\xff", "to", "ILO"]):
        done = subprocess.run([*PROGRAM, *argv], capture_output=True, cwd=ROOT, check=False)
        assert done.returncode in {1, 2, 3}, (argv, done.stderr)
        assert b"Traceback" not in done.stderr


def test_references_come_from_standard_input(run_process):
    ids = run_process("list", "objectives", "--ids").out
    answer = run_process("show", "-", "--ids", stdin=ids)
    assert answer.out == ids
    nul = run_process("list", "objectives", "--ids", "-0").out
    assert run_process("show", "-", "--ids", "-0", stdin=nul).out == nul == ids.replace("\n", "\0")
    assert run_process("show", "-", "--ids", stdin="\r\n  objective 17  \r\n\r\n").out == "gcm/objective-17\n"


def test_a_bug_is_one_line_with_what_to_do(run_cli, monkeypatch):
    def fail(*_):
        raise RuntimeError("surprise")

    monkeypatch.setattr("compactx.query.show.refs", fail)
    answer = run_cli("show", "gcm")
    assert answer.status == 70
    assert answer.err.startswith("error: this is a bug in compactx: RuntimeError: surprise\n")
    assert "COMPACTX_DEBUG=1" in answer.err
    assert "Traceback" in run_cli("show", "gcm", env={"COMPACTX_DEBUG": "1"}).err
