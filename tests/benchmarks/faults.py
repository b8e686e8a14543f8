"""What is lost when imports and index builds are killed: ``python tests/benchmarks/faults.py [--times N] [FOLDER]``.

Kills an import, then an index build, at random moments, again and again. After each kill the library must open, be
whole (SQLite's own check, and every document that is noted as read with all its clauses), and the next run go on. At
the end the library must hold exactly what one undisturbed import makes. Prints what was tried and what was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import made_akn  # noqa: E402 - found by the line above

CONTENT = (
    "SELECT document.id, clause.locator, clause.fingerprint FROM document JOIN clause ON clause.document = document.n",
    (
        "SELECT document.id, citation.locator, target, citation.symbol, surface, basis FROM document"
        " JOIN citation ON citation.document = document.n"
    ),
)


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a user whose data are in a folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CACHE_HOME": str(folder / "cache")}  # fmt: skip


def content(folder: Path) -> list[list[tuple[object, ...]]]:
    """Return what a library holds, in an order that does not depend on how it came about."""
    connection = sqlite3.connect(folder / "data" / "compactx" / "library.sqlite")
    rows = [sorted(connection.execute(sql).fetchall()) for sql in CONTENT]
    connection.close()
    return rows


def whole(folder: Path) -> str:
    """Return what is wrong with a library, '' if nothing is."""
    path = folder / "data" / "compactx" / "library.sqlite"
    if not path.exists():
        return ""
    connection = sqlite3.connect(path)
    checked = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'source'").fetchone():
        return "" if checked == "ok" else str(checked)
    sql = (
        "SELECT count(*) FROM source WHERE status = 'read' AND NOT EXISTS"
        " (SELECT 1 FROM clause WHERE clause.document = source.document)"
    )
    missing = connection.execute(sql).fetchone()[0]
    connection.close()
    return "" if checked == "ok" and not missing else f"{checked}, {missing} documents without clauses"


def killed(argv: list[str], env: dict[str, str], after: float) -> bool:
    """Run a program and kill it with everything it started after some seconds; say whether it was still running."""
    process = subprocess.Popen(
        argv, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def main() -> int:
    """Try, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    scratch = Path(tempfile.mkdtemp())
    documents = given.folder or scratch / "documents"
    if not given.folder:
        made_akn.write(documents, given.documents)
    import_ = [sys.executable, "-m", "compactx", "import", str(documents), "--recursive", "--plain"]
    show = [sys.executable, "-m", "compactx", "list", "--ids"]
    chance = random.Random(11)  # noqa: S311 - any fixed moments will do
    calm, rough = scratch / "calm", scratch / "rough"
    began = time.monotonic()
    subprocess.run(import_, env=environment(calm), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    takes = time.monotonic() - began
    lost: list[str] = []
    hits = {"import": 0, "index": 0}
    for _ in range(given.times):
        hits["import"] += killed(import_, environment(rough), chance.uniform(0.05, takes * 0.6))
        lost += [wrong] if (wrong := whole(rough)) else []
        if rough.exists() and content_done(rough, calm):
            shutil.rmtree(rough)
    subprocess.run(import_, env=environment(rough), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    lost += [] if content(rough) == content(calm) else ["the library differs from one that was never disturbed"]
    began = time.monotonic()
    expected = subprocess.run(show, env=environment(calm), capture_output=True, check=True).stdout
    takes = time.monotonic() - began
    for _ in range(given.times):
        shutil.rmtree(rough / "cache", ignore_errors=True)
        hits["index"] += killed(show, environment(rough), chance.uniform(0.02, takes))
        after = subprocess.run(show, env=environment(rough), capture_output=True, check=False)
        lost += [] if after.stdout == expected else [f"after a killed build: {after.stderr.decode()[-200:]}"]
    tried = f"imports killed: {hits['import']} of {given.times}; index builds killed: {hits['index']} of {given.times}"
    sys.stdout.write(f"{tried}\nlost: {len(lost)}" + "".join(f"\n  {what}" for what in lost) + "\n")
    shutil.rmtree(scratch)
    return 1 if lost else 0


def content_done(rough: Path, calm: Path) -> bool:
    """Say whether the disturbed import is through, so that the next begins anew."""
    try:
        return content(rough) == content(calm)
    except sqlite3.Error:
        return False


if __name__ == "__main__":
    sys.exit(main())
