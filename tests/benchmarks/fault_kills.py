"""Kills: at random moments, at every kind of moment that there is in the program, and at calls of the system."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

from fault_bench import KILLED, Row, group_ended, readers

if TYPE_CHECKING:
    from fault_bench import Bench, Home

_PATIENCE = 20  # tries for each hit
_DIE = """
import os, signal
def killing(before, module, name, number, fits=lambda *_: True):
    real, seen = getattr(module, name), [0]
    def wrapped(*args, **options):
        if not fits(*args):
            return real(*args, **options)
        seen[0] += 1
        if before and seen[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)
        value = real(*args, **options)
        if seen[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return value
    setattr(module, name, wrapped)
from compactx.library.store import LibraryStore
"""
_PUBLISH = {
    "before publishing": "killing(True, LibraryStore, 'publish', 1)",
    "before the stamp is on the disk": "killing(True, os, 'fsync', 1)",
    "before the rename of the stamp": "killing(True, os, 'replace', 1, lambda a, b: b.endswith('.stamp'))",
    "after the rename of the stamp": "killing(False, os, 'replace', 1, lambda a, b: b.endswith('.stamp'))",
    "after publishing": "killing(False, LibraryStore, 'publish', 1)",
}
_BATCH = {
    "before a batch": "killing(True, LibraryStore, 'begin', {n})",
    "in a batch": "killing(False, LibraryStore, 'put', {n})",
    "before a batch is kept": "killing(True, LibraryStore, 'commit', {n})",
    "after a batch is kept": "killing(False, LibraryStore, 'commit', {n})",
}
_RENAME = {
    "before the rename of the index": "killing(True, os, 'replace', 1, lambda a, b: b.endswith('.sqlite'))",
    "after the rename of the index": "killing(False, os, 'replace', 1, lambda a, b: b.endswith('.sqlite'))",
}
_CALLS = "pwrite64,fdatasync,fsync,unlink,rename"


def killed(process: subprocess.Popen[bytes], *, alone: bool) -> bool:
    """Kill a process, alone or with its group; say whether it was still running."""
    if process.poll() is None:
        (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
    return process.wait() == KILLED


def imports(bench: Bench, times: int, chance: random.Random) -> Row:
    """Kill imports at random moments, every second time without the processes that read for them."""
    home, lost, hits, tried, writing = bench.home(), [], 0, 0, 0
    while hits < times and tried < _PATIENCE * times:
        tried += 1
        process = home.importing()
        time.sleep(chance.uniform(0, bench.import_takes))
        alone = hits % 2 == 0
        hit = killed(process, alone=alone)
        hits += hit
        if not group_ended(process):
            lost.append("processes outlive a killed import")
        writing += hit and home.library.with_name("library.sqlite-journal").exists()
        lost += bench.wrong(home)
        if not hit or hits % 10 == 0:
            lost += bench.end(home)
            shutil.rmtree(home.folder)
            home = bench.home()
    lost += bench.end(home)
    return Row("import, at random moments", tried, hits, lost, f"{writing} of them in the middle of a write")


def indexes(bench: Bench, times: int, chance: random.Random) -> Row:
    """Kill builds of the index at random moments after the first row was written."""
    home, lost, hits, tried = bench.imported(), [], 0, 0
    takes = _build_takes(bench)
    while hits < times and tried < _PATIENCE * times:
        tried += 1
        home.forget_indexes()
        process = home.start("list", "--ids")
        while not list(home.cache.glob("*.tmp")) and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, takes))
        building = bool(list(home.cache.glob("*.tmp")))
        hits += killed(process, alone=True) and building
        after = home.run("list", "--ids")
        lost += [] if after.stdout == bench.listed else [f"after a killed build: {after.stderr[-300:]}"]
        lost += [f"{name} is left" for name in home.left()]
    lost += bench.end(home)
    return Row("build of the index, at random moments", tried, hits, lost)


def _build_takes(bench: Bench) -> float:
    """Return how many seconds a build writes to its temporary file."""
    home = bench.imported()
    home.forget_indexes()
    process = home.start("list", "--ids")
    while not list(home.cache.glob("*.tmp")):
        time.sleep(0.001)
    began = time.monotonic()
    while list(home.cache.glob("*.tmp")):
        time.sleep(0.001)
    took = time.monotonic() - began
    process.wait()
    return took


def _at(bench: Bench, home: Home, point: str, *words: str) -> bool:
    return home.run(*words, before=_DIE + point).returncode == KILLED and bool(bench)


def batches(bench: Bench, times: int, chance: random.Random) -> Row:
    """Kill imports at each kind of moment around a batch."""
    lost, hits, tried = [], 0, 0
    number = max(1, len(bench.names) // 32)
    for _ in range(max(1, times // 10)):
        for moment, point in _BATCH.items():
            home = bench.home()
            at = chance.randint(1, len(bench.names) if "put" in point else number)
            tried += 1
            hits += _at(bench, home, point.format(n=at), "import", str(bench.documents), "--recursive")
            lost += [f"{moment}: {what}" for what in (*bench.wrong(home), *bench.end(home))]
            shutil.rmtree(home.folder)
    return Row("import, before, in and after a batch", tried, hits, lost)


def publishing(bench: Bench, times: int, chance: random.Random) -> Row:
    """Kill first and later imports while lookups are told; one document is new in the later ones."""
    del chance
    lost, hits, tried = [], 0, 0
    for round_ in range(max(1, times // 10)):
        for moment, point in _PUBLISH.items():
            home = bench.home()
            if round_ % 2 == 0:
                home.bring(*sorted(bench.documents.iterdir())[:-1])
                home.run("list", "--ids")
            tried += 1
            hits += _at(bench, home, point, "import", str(bench.documents), "--recursive")
            lost += [f"{moment}: {what}" for what in (*bench.wrong(home), *bench.end(home))]
            shutil.rmtree(home.folder)
    return Row("import, while lookups are told", tried, hits, lost)


def renames(bench: Bench, times: int, chance: random.Random) -> Row:
    """Kill builds of the index just before and after it takes its name."""
    del chance
    lost, hits, tried = [], 0, 0
    for _ in range(max(1, times // 10)):
        for moment, point in _RENAME.items():
            home = bench.imported()
            home.forget_indexes()
            tried += 1
            hits += _at(bench, home, point, "list", "--ids")
            lost += [f"{moment}: {what}" for what in bench.differs(home)]
            shutil.rmtree(home.folder)
    return Row("build of the index, before and after its rename", tried, hits, lost)


def calls(bench: Bench, times: int, chance: random.Random) -> Row:
    """Kill imports at a call of the system that writes, syncs, renames or removes, chosen from all that there are."""
    what = "import, at a system call that writes"
    if not shutil.which("strace"):
        return Row(what, 0, 0, [], "strace is not installed")
    words = ("import", str(bench.documents), "--recursive", "--jobs", "1")
    counted = bench.home().run(*words, wrapped=("strace", "-c", "-e", f"trace={_CALLS}"))
    rows = re.findall(r"^\s*[0-9.]+\s+[0-9.]+\s+[0-9]+\s+([0-9]+)\s+[0-9]*\s*([a-z]\w+)$", counted.stderr, re.MULTILINE)
    totals = {name: int(count) for count, name in rows if name != "total"}
    if not totals:
        return Row(what, 0, 0, [], f"strace may not trace here: {counted.stderr[-100:]}")
    lost, hits = [], 0
    for number in range(times):
        name = sorted(totals)[number % len(totals)]
        home = bench.home()
        at = chance.randint(1, totals[name])
        wrapped = ("strace", "-o", os.devnull, "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={at}")
        hits += home.run(*words, wrapped=wrapped).returncode in {KILLED, 128 - KILLED}
        lost += [f"{name} {at}: {what}" for what in (*bench.wrong(home), *bench.end(home))]
        shutil.rmtree(home.folder)
    return Row(what, times, hits, lost, ", ".join(f"{count} {name}" for name, count in sorted(totals.items())))


def reading(bench: Bench, times: int, chance: random.Random) -> Row:
    """Kill a process that reads for an import, as a system short of memory does; the import itself goes on."""
    lost, hits, tried = [], 0, 0
    while hits < max(1, times // 10) and tried < _PATIENCE * times:
        tried += 1
        home = bench.home()
        process = home.start("import", str(bench.documents), "--recursive", "--plain", "--jobs", "2")
        while not readers(process) and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, bench.import_takes / 4))
        running = readers(process)
        if running:
            os.kill(chance.choice(running), signal.SIGKILL)
            hits += 1
        status = process.wait()
        lost += [] if status == 0 else [f"the import ended with {status}"]
        lost += bench.differs(home)
        shutil.rmtree(home.folder)
    return Row("a process that reads for an import", tried, hits, lost)


ALL = (imports, indexes, batches, publishing, renames, calls, reading)
