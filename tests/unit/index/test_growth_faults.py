"""An index that is killed, or has no room on the disk, while it grows loses nothing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from compactx.corpus import source
from compactx.corpus.load import load
from compactx.index import cache, store
from compactx.index.writing.build import build
from compactx.library.store import DocumentSource, LibraryStore

sys.path.insert(0, str(Path(__file__).parent))
from contents import contents, differences
from test_growth import document

pytestmark = [pytest.mark.faults, pytest.mark.skipif(os.name == "nt", reason="no signals there")]

# Opens the index of a folder in another process, which ends itself at a statement, or may write so much to a file.
_OPEN = """
import os, resource, signal, sys
from compactx.corpus import source
from compactx.index import store
from compactx.index.writing import growth
from compactx.index.writing import edits
root, kill, room = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
source.packaged = lambda: root
seen = 0
def count(_):
    global seen
    seen += 1
    if seen == kill:
        os.kill(os.getpid(), signal.SIGKILL)
class Watched:
    Error = store.sqlite3.Error
    IntegrityError = store.sqlite3.IntegrityError
    @staticmethod
    def connect(*given, **named):
        connection = store.sqlite3.connect(*given, **named)
        connection.set_trace_callback(count)
        return connection
edits.sqlite3 = growth.sqlite3 = Watched
sys.dont_write_bytecode = True  # a module compiled by half would stay in the checkout
if room >= 0:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
index = store.open_index((root,))
print(seen, index.execute("SELECT gist FROM node WHERE id = 'pact/3.a'").fetchone()[0],
      index.execute("SELECT count(*) FROM held").fetchone()[0], sep="|")
"""


class Home:
    """A corpus with a library, its index, and a change to both that is not in the index yet."""

    def __init__(self, tmp_path, monkeypatch, root: str, what: str) -> None:
        for name in ("cache", "data"):
            monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
        monkeypatch.setattr(source, "packaged", lambda: root)
        self.root, self.what, self.turn = root, what, 0
        self.library = source.library_path()
        os.makedirs(os.path.dirname(self.library))
        for number in range(12):
            self.put(number)
        store.open_index((root,)).close()

    def put(self, number: int) -> None:
        held = LibraryStore(self.library)
        held.begin()
        held.put(DocumentSource(f"{number}.xml", 1, 1, "x"), document(number, number + 7))
        held.commit()
        held.publish()
        held.close()

    def change(self) -> tuple[str, int]:
        """Change something; return what an index of now says."""
        self.turn += 1
        path = Path(self.root) / "instruments/pact.yaml"
        if self.what == "edit":
            text = path.read_text("utf-8")
            path.write_text(text.replace("kind: action, gist: ", "kind: action, gist: Again ", 1), "utf-8")
        else:
            self.put(12 + self.turn)
        gist = next(one.gist for one in load((self.root,)).provisions if one.id == "pact/3.a")
        library = sqlite3.connect(self.library)
        count = library.execute("SELECT count(*) FROM document").fetchone()[0]
        library.close()
        return gist, count

    def open(self, kill: int = 0, room: int = -1) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _OPEN, self.root, str(kill), str(room)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def whole(self) -> dict[str, object]:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        build(connection, load((self.root,)), "", self.library)
        return contents(connection)


@pytest.fixture(params=["edit", "document"])
def home(request, tiny_corpus, tmp_path, monkeypatch):
    return Home(tmp_path, monkeypatch, str(tiny_corpus()), request.param)


def temporary_files() -> list[str]:
    return [name for name in os.listdir(store.cache_folder()) if name.endswith(".tmp")]


def test_a_kill_at_any_statement_loses_nothing(home):
    gist, count = home.change()
    statements = int(home.open().stdout.split("|")[0])
    assert statements > 40
    hit = 0
    for kill in range(1, statements, max(1, statements // 12)):
        gist, count = home.change()
        hit += home.open(kill=kill).returncode == -9
        told = home.open()
        assert told.stdout.strip().split("|")[1:] == [gist, str(count)], told.stderr
        assert temporary_files() == []
    assert hit > 5  # another document has fewer statements
    assert differences(contents(store.open_index((home.root,))), home.whole()) == {}


def test_a_full_disk_at_any_page_loses_nothing(home):
    size = os.path.getsize(cache.cache_path((home.root,)))
    for room in (0, 1, 4096, size // 2, size - 4096, size, size + 4096):
        gist, count = home.change()
        told = home.open(room=room)
        assert told.stdout.strip().split("|")[1:] == [gist, str(count)], told.stderr
        assert temporary_files() == []
        assert home.open().stdout.strip().split("|")[1:] == [gist, str(count)]
    assert differences(contents(store.open_index((home.root,))), home.whole()) == {}


def test_several_at_once_lose_nothing(home):
    for _ in range(6):
        gist, count = home.change()
        command = [sys.executable, "-c", _OPEN, home.root, "0", "-1"]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
        told = [one.communicate()[0].strip().split("|")[1:] for one in running]
        assert told == [[gist, str(count)]] * 4
        assert temporary_files() == []
    assert differences(contents(store.open_index((home.root,))), home.whole()) == {}
