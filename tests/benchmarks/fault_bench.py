"""What every fault is tried on: made-up documents, homes of users, an undisturbed import to compare with."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import made_akn  # noqa: E402 - found by the line above

HIDDEN = ("PYTHONDONTWRITEBYTECODE", "COMPACTX_CORPUS", "COMPACTX_CORPUS_ONLY", "COMPACTX_TEST_SPARK")
KILLED = -signal.SIGKILL
CONTENT = {
    "clauses": (
        "SELECT document.id, position, locator, printed, parent, clause.title, gist, words, fingerprint FROM document"
        " JOIN clause ON clause.document = document.n ORDER BY 1, 2"
    ),
    "citations": (
        "SELECT document.id, locator, target, citation.symbol, surface, pinpoint, basis, confidence FROM document"
        " JOIN citation ON citation.document = document.n ORDER BY document.id, citation.n"
    ),
    "wordings": "SELECT document.id, packed FROM document JOIN wording ON document = n ORDER BY 1",
}


class Row(NamedTuple):
    """A line of the table: what was tried how often, how often it truly happened, and what was lost."""

    what: str
    tried: int
    hit: int
    lost: list[str]
    note: str = ""


class Home:
    """The data and the cache of a user."""

    def __init__(self, folder: Path, documents: Path) -> None:
        """Name the folders."""
        self.folder = folder
        self.documents = documents
        self.library = folder / "data" / "compactx" / "library.sqlite"
        self.cache = folder / "cache" / "compactx"
        kept = {key: value for key, value in os.environ.items() if key not in HIDDEN}
        self.env = {**kept, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(folder / "data"),
                    "XDG_CACHE_HOME": str(folder / "cache")}  # fmt: skip

    def argv(self, *words: str, before: str = "") -> list[str]:
        """Return the command line of compactx; ``before`` is Python that runs first."""
        if not before:
            return [sys.executable, "-m", "compactx", *words]
        program = f"{before}\nimport sys\nfrom compactx.cli.door import run\nraise SystemExit(run(sys.argv[1:]))"
        return [sys.executable, "-c", program, *words]

    def run(self, *words: str, before: str = "", wrapped: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run compactx to its end."""
        argv = [*wrapped, *self.argv(*words, before=before)]
        return subprocess.run(argv, env=self.env, capture_output=True, text=True, check=False, timeout=600)

    def bring(self, *paths: Path, before: str = "") -> subprocess.CompletedProcess[str]:
        """Import the documents, or those below some paths."""
        return self.run("import", *map(str, paths or (self.documents,)), "--recursive", "--plain", before=before)

    def start(self, *words: str, before: str = "") -> subprocess.Popen[bytes]:
        """Start compactx in a group of its own."""
        return subprocess.Popen(
            self.argv(*words, before=before), env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def importing(self, before: str = "") -> subprocess.Popen[bytes]:
        """Start an import of the documents."""
        return self.start("import", str(self.documents), "--recursive", "--plain", before=before)

    def content(self) -> dict[str, list[tuple[object, ...]]]:
        """Return what the library holds, in an order that does not depend on how it came about."""
        connection = sqlite3.connect(self.library)
        try:
            return {name: connection.execute(sql).fetchall() for name, sql in CONTENT.items()}
        finally:
            connection.close()

    def left(self) -> list[str]:
        """Return the names of temporary files that nobody writes to any more."""
        return [file.name for folder in (self.cache, self.library.parent) for file in folder.glob("*.tmp")]

    def forget_indexes(self) -> None:
        """Remove every index."""
        for file in self.cache.glob("index-*"):
            file.unlink()


class Bench:
    """Documents, and a home with an undisturbed import of them."""

    def __init__(self, folder: Path, documents: int) -> None:
        """Write the documents, import them, and note what lookups answer."""
        self.folder = folder
        self.documents = folder / "documents"
        made_akn.write(self.documents, documents)
        self.names = sorted(file.name for file in self.documents.iterdir())
        self.made = 0
        (folder / "no-library" / "cache").mkdir(parents=True)
        self.bare = Home(folder / "no-library", self.documents)
        self.bare.run(
            "import", str(folder / "nothing.xml"), "--recursive"
        )  # makes the index that documents are read against
        self.bare.run("list", "--ids")
        self.calm = self.home()
        began = time.monotonic()
        self.calm.bring()
        self.import_takes = time.monotonic() - began
        began = time.monotonic()
        self.listed = self.calm.run("list", "--ids").stdout
        self.index_takes = time.monotonic() - began
        self.expected = self.calm.content()
        self.shown = self.calm.run("refs", "un-charter", "--ids").stdout

    def home(self) -> Home:
        """Return a new home, with an index of the corpus alone."""
        self.made += 1
        home = Home(self.folder / f"home-{self.made}", self.documents)
        shutil.copytree(self.folder / "no-library" / "cache", home.folder / "cache")
        return home

    def imported(self) -> Home:
        """Return a new home that has the whole library and its index."""
        self.made += 1
        home = Home(self.folder / f"home-{self.made}", self.documents)
        shutil.copytree(self.calm.folder, home.folder)
        home.run("list", "--ids")  # a copied library is another file, so its index is built anew
        return home

    def wrong(self, home: Home) -> list[str]:
        """Return what is wrong with a home after a fault: its library, and whether lookups answer."""
        found = whole(home.library, self.expected) if home.library.exists() else []
        answer = home.run("show", "objective", "17", "--ids")
        if (answer.returncode, answer.stdout) != (0, "gcm/objective-17\n"):
            found.append(f"a lookup ended with {answer.returncode}: {answer.stderr[-300:]}")
        return found

    def end(self, home: Home, *, status: int = 0) -> list[str]:
        """Let the import go on; return what then differs from an import that was never disturbed."""
        done = home.bring()
        found = [] if done.returncode == status else [f"the import ended with {done.returncode}: {done.stderr[-300:]}"]
        return found + self.differs(home)

    def differs(self, home: Home) -> list[str]:
        """Return what differs from an import that was never disturbed: rows of the library, answers of lookups."""
        found = self.wrong(home)
        held = home.content()
        found += [f"other {name} than undisturbed" for name in held if held[name] != self.expected[name]]
        if (
            home.run("list", "--ids").stdout != self.listed
            or home.run("refs", "un-charter", "--ids").stdout != self.shown
        ):
            found.append("lookups answer otherwise than undisturbed")
        return found + [f"{name} is left" for name in home.left()]


def whole(library: Path, expected: dict[str, list[tuple[object, ...]]]) -> list[str]:
    """Return what is wrong with a library: SQLite's own check, and every document noted as read compared row by row."""
    connection = sqlite3.connect(library)
    try:
        checked = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if checked != "ok":
            return [f"integrity_check: {checked}"]
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'source'").fetchone():
            return []
        sql = "SELECT document.id FROM source LEFT JOIN document ON document.n = source.document WHERE status = 'read'"
        noted = [row[0] for row in connection.execute(sql)]
        found = ["a document is noted as read and not there"] if None in noted else []
        found += ["a document is there twice"] if len(noted) != len(set(noted)) else []
        for name, wanted in expected.items():
            held = connection.execute(CONTENT[name]).fetchall()
            if held != [row for row in wanted if row[0] in set(noted)]:
                found.append(f"{name} of documents noted as read are not as undisturbed")
        return found
    finally:
        connection.close()


def group_ended(process: subprocess.Popen[bytes], seconds: float = 20) -> bool:
    """Say whether everything that a process started ends soon after it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not _living(process.pid):
            return True
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    return False


def _living(group: int) -> list[int]:
    """Return the processes of a group that are no zombies."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = re.sub(r"\(.*\)", "x", stat.read_text(encoding="utf-8", errors="replace"), flags=re.DOTALL).split()
        except OSError:
            continue
        if int(fields[4]) == group and fields[2] not in "ZX":
            found.append(int(fields[0]))
    return found


def readers(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the processes that read for an import."""
    return [number for number in _living(process.pid) if number != process.pid]
