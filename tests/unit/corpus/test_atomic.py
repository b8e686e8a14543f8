"""Files appear whole, for the user alone, and nothing is left beside them."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import grids
import pytest

from compactx.corpus import atomic

ROOT = Path(__file__).parents[3]
PROGRAM = [sys.executable, "-m", "compactx"]
posix = pytest.mark.skipif(os.name == "nt", reason="modes and signals of POSIX")


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


@pytest.fixture(params=[True, False], ids=["unnamed", "named"])
def kind(request, monkeypatch):
    """Files that have no name until they are finished, and those of systems without them."""
    if not request.param:
        monkeypatch.setattr(atomic, "_UNNAMED", 0)


@posix
@pytest.mark.usefixtures("kind")
@pytest.mark.parametrize("mask", [0, 0o022, 0o077, 0o777])
def test_private_files_are_private_whatever_the_mask(tmp_path, mask):
    before = os.umask(mask)
    try:
        if mask != 0o777:
            path = atomic.write_file(str(tmp_path / "a/b"), "x", b"one")
            assert (mode(tmp_path / "a"), mode(tmp_path / "a/b")) == (0o700, 0o700)
        path = atomic.write_file(str(tmp_path), "x", b"one")
        atomic.write_file(str(tmp_path), "x", b"two")
    finally:
        os.umask(before)
    assert (mode(path), Path(path).read_bytes()) == (0o600, b"two")
    assert [name for name in os.listdir(tmp_path) if name.startswith(".")] == []


@posix
def test_what_a_killed_process_left_is_swept_and_what_lives_is_not(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, alive = tmp_path / f".compactx-{gone.pid}-00.tmp", tmp_path / f".compactx-{os.getppid()}-00.tmp"
    foreign = tmp_path / ".compactx-notes"
    for path in (left, alive, foreign):
        path.write_bytes(b"")
    atomic.write_file(str(tmp_path), "x", b"")
    assert (left.exists(), alive.exists(), foreign.exists()) == (False, True, True)


@posix
@pytest.mark.usefixtures("small_corpus")
def test_the_library_and_the_index_are_private(tmp_path, run_cli):
    data, cache = tmp_path / "data", tmp_path / "cache"
    text = tmp_path / "draft.txt"
    text.write_text("A plan on fish\n\n1. Count the fish in all the lakes.\n\n2. Share them.\n", encoding="utf-8")
    env = {"XDG_DATA_HOME": str(data), "XDG_CACHE_HOME": str(cache)}
    before = os.umask(0)
    try:
        assert run_cli("import", str(text), "--id", "fish", env=env).status == 0
        assert run_cli("import", str(text), "--recursive", env=env).status == 0
        assert run_cli("show", "fish", env=env).status == 0
        assert run_cli("agreed", "count the fish in all the lakes", env=env).status in {0, 1}
    finally:
        os.umask(before)
    paths = [path for top in (data, cache) for path in top.rglob("*")]
    assert len(paths) > 6
    assert any(path.name.startswith("runs-") for path in paths)
    assert {path.name: oct(mode(path)) for path in paths if mode(path) & 0o077} == {}


SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


@posix
@pytest.mark.parametrize("number", grids.parameters(SIGNALS, [signal.SIGKILL]))
def test_a_killed_export_leaves_nothing(tmp_path, number):
    struck = 0
    for n in range(8):
        folder = tmp_path / str(n)
        folder.mkdir()
        command = [*PROGRAM, "export", "jsonl", "-o", str(folder / "all.jsonl")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as running:
            while running.poll() is None and not _is_written_to(running.pid, folder):
                time.sleep(0.001)
            time.sleep(n * 0.005)  # later each time
            running.send_signal(number)
        left = os.listdir(folder)
        assert left in ([], ["all.jsonl"])
        struck += not left
    assert struck > 0


def _is_written_to(pid, folder):
    """Say whether a process has a file open in a folder, with a name there or still without one."""
    with contextlib.suppress(OSError):  # no such process, or a system that does not tell
        descriptors = Path(f"/proc/{pid}/fd")
        if any(os.readlink(one).startswith(str(folder)) for one in descriptors.iterdir()):
            return True
    return bool(os.listdir(folder))
