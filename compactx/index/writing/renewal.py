"""How an index that no longer answers for its files becomes one that does: by what has changed, where that is known.

It starts from the index that is there, from the one of fewer folders, or from the compiled corpus. One process at a
time changes an index: in a copy that takes its name, or where it lies if nobody has it open, for the copy of an index
with a large library costs more than the change. So where the system can say that nobody else has the file open, it is
changed in place, under SQLite's own journal. The journal is there before that is asked: who opens the index later sees
it, and does not believe what it reads. If the process is killed, whoever comes next rolls back.
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found]  # the C part alone: the module around it imports enum
import os
import sys
import time

from compactx.corpus import atomic, source
from compactx.corpus.atomic import PRIVATE
from compactx.index.cache import VERSION, is_ours, journal_of, manifest_of, opened_if_fresh, sqlite3, time_of
from compactx.index.writing.room import NotLocalError, begin_growth, end_growth
from compactx.model.record import Record

if sys.platform != "win32":
    import fcntl

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LIBRARY = "\nlibrary\t"  # begins the last line of a manifest with a library
PATIENCE = 30.0  # seconds; what others change is done sooner, unless they were stopped
_PAUSE = 0.01
_EXTRA = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_UNUSED = 30 * 86_400  # seconds after which what an earlier version of the program kept has no use any more
_KINDS = frozenset({"index", "names", "patterns", "overall", "central", "answer", "newest"})  # of what is kept
_ENDINGS = frozenset({"sqlite", "sqlite-journal", "note", "bin", "txt"})
_KEY = 8  # letters of the number of what a file is of
_underway: set[str] = set()  # the temporary files of this process


class Renewal(Record):
    """The index from which to start, when it was written, the files that differ from it, and the names of all.

    ``of_library`` says that the library alone differs.
    """

    base: str
    written: int
    files: list[tuple[str, str, int]]
    order: list[str]
    of_library: bool = False


def grown(
    path: str, folders: tuple[str, ...], manifest: str, bases: Iterable[str], note: str
) -> sqlite3.Connection | None:
    """Return a connection to an index that was there, with what changed since; None if it is built.

    ``bases`` are the indexes from which to start, the best first; ``note`` may say that the compiled corpus is damaged.
    """
    try:
        turn = IndexTurn(path)
    except (OSError, OthersTurnError):
        return None
    try:
        own = _state(path)  # others may have renewed it before it was our turn
        fresh = opened_if_fresh(path, manifest) if own[1] == manifest else None
        states = ((base, own if base == path else _state(base)) for base in bases)
        found = None if fresh else _renewal(folders, manifest, states, note)
        return _taken_in(turn, found, source.library(folders), manifest) if found else fresh
    except (OSError, sqlite3.Error, NotLocalError):
        return None
    finally:
        turn.close()


def _taken_in(turn: IndexTurn, found: Renewal, library: str, manifest: str) -> sqlite3.Connection | None:
    """Change the index at a path where it lies, or put a changed copy there."""
    path = turn.path
    if found.base == path and turn.may_change_in_place():
        try:
            _change(path, found, library, manifest, in_place=True)
        finally:
            turn.recover()
        return opened_if_fresh(path, manifest)

    def fill(temporary: str) -> None:
        atomic.copy_file(found.base, temporary)
        if time_of(found.base) != found.written:
            raise NotLocalError("what was copied was written to")
        _change(temporary, found, library, manifest, in_place=False)

    atomic.make_folder(os.path.dirname(path))
    return publish_index(path, manifest, fill, turn) if source.is_trusted(os.path.dirname(path)) else None


def _change(path: str, found: Renewal, library: str, manifest: str, *, in_place: bool) -> None:
    """Bring an index up to a manifest: by files of the corpus, or by the documents of a library."""
    if not found.files and not found.of_library:
        _rename(path, manifest, in_place=in_place)
    elif not found.of_library:
        from compactx.index.writing.edits import take_in_edits  # noqa: PLC0415 - another change never needs it

        take_in_edits(path, found.files, found.order, manifest, in_place=in_place)
    else:
        from compactx.index.writing.growth import take_in  # noqa: PLC0415 - as above

        take_in(path, library, manifest, in_place=in_place)


def _rename(path: str, manifest: str, *, in_place: bool) -> None:
    """Let an index answer for files that hold what those hold of which it was made."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        begin_growth(connection, in_place=in_place)
        end_growth(connection, manifest)
    finally:
        connection.close()


def _state(path: str) -> tuple[int, str]:
    """Return when an index was written to, and for which files it answers; 0 and '' if it is not to be believed."""
    written = time_of(path) if is_ours(path) else 0
    return written, manifest_of(path) if written else ""


def _renewal(
    folders: tuple[str, ...], manifest: str, bases: Iterable[tuple[str, tuple[int, str]]], note: str
) -> Renewal | None:
    """Return from which index to start, and the files that changed since; None if from none."""
    now, library = manifest.partition(_LIBRARY)[::2]
    if len(set(now.split("\n"))) < now.count("\n") + 1:  # a folder in another: its files count twice
        return None
    found = [one for base, state in bases if (one := _from(base, state, (now, library), folders))]
    if found:
        return min(found, key=lambda one: len(one.files))
    from compactx.index.compiled import base_of  # noqa: PLC0415 - not where an index was there

    compiled = None if library else base_of(folders, note)
    if compiled is None:
        return None
    base, differing = compiled
    files = "\n".join(line for line in now.split("\n") if _is_of(line, folders[0], differing))
    return Renewal(base, time_of(base), *changed_files("\n".join([files, *differing]), now, folders))


def _from(
    base: str, state: tuple[int, str], now_and_library: tuple[str, str], folders: tuple[str, ...]
) -> Renewal | None:
    """Return what has changed since an index was made; None if it is none from which to start."""
    (written, manifest), (now, library) = state, now_and_library
    files, told = manifest.partition(_LIBRARY)[::2]
    if not files or bool(told) != bool(library) or (files != now and told != library):
        return None
    return Renewal(base, written, *changed_files(files, now, folders), files == now)


def _is_of(line: str, root: str, differing: list[str]) -> bool:
    """Say whether a line of a manifest is that of a file of a folder that does not differ."""
    path = line.partition("\t")[0]
    return path.startswith(f"{root}{os.sep}") and path not in differing


def changed_files(before: str, now: str, folders: tuple[str, ...]) -> tuple[list[tuple[str, str, int]], list[str]]:
    """Return the files that differ between two manifests, and the names of all files now, in their order.

    Each has its path ('' for one that has gone), its name for people, and its origin.
    """
    old, new = ({line.partition("\t")[0]: line for line in told.split("\n")} for told in (before, now))
    named = dict(zip(folders, source.folder_labels(folders), strict=True))
    roots = [(f"{root}{os.sep}", label) for root, label in sorted(named.items(), key=lambda pair: -len(pair[0]))]

    def label(path: str) -> str:
        """Return the name of a file for people; it has one where it stands in a folder."""
        root, name = next((pair for pair in roots if path.startswith(pair[0])), ("", ""))
        return f"{name}{os.sep}{path[len(root) :]}" if root else ""

    found = [
        (path if path in new else "", label(path), int(not path.startswith(f"{folders[0]}{os.sep}")))
        for path in {**old, **new}
        if path and path not in named and old.get(path) != new.get(path)  # '' is that of a folder without files
    ]
    return found, [name for name in map(label, new) if name]


def publish_index(
    path: str, manifest: str, fill: Callable[[str], None], turn: IndexTurn | None = None
) -> sqlite3.Connection | None:
    """Fill a temporary file, give it its name when it is our turn, and open it.

    Raises:
        OthersTurnError: somebody else changes the index, and does not end.
    """
    temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}.tmp"
    _underway.add(temporary)
    try:
        _sweep(path)
        atomic.reserve(temporary)
        fill(temporary)
        own = turn or IndexTurn(path)
        try:
            os.replace(temporary, path)
        finally:
            own.close()
        _clear_earlier(os.path.dirname(path))
        return opened_if_fresh(path, manifest)
    finally:
        _remove(temporary)
        _underway.discard(temporary)


def _sweep(path: str) -> None:
    """Remove what builds of this index left that were killed: with a library that can be a gigabyte each."""
    for whole, process in atomic.temporaries(path):
        if whole not in _underway and (process == str(os.getpid()) or atomic.is_left(whole, process)):
            _remove(whole)


def _clear_earlier(folder: str) -> None:
    """Remove what an earlier version of the program kept, and nobody has read or written for a month.

    Nothing of a later version goes, so that two that are installed side by side never take each other's index: the
    earlier one builds at most once more, where the file system does not say when a file was read.
    """
    until = time.time() - _UNUSED
    try:
        with os.scandir(folder) as listing:
            found = sorted(listing, key=lambda item: item.name)  # an index before its journal
    except OSError:
        return
    for item in found:
        if _is_of_earlier(item.name) and _is_idle(item, until):
            _remove(item.path)


def _is_idle(item: os.DirEntry[str], until: float) -> bool:
    """Say whether nobody has read or written a file since a time."""
    try:
        told = item.stat(follow_symlinks=False)
        return max(told.st_atime, told.st_mtime) < until and item.is_file(follow_symlinks=False)
    except OSError:
        return False


def _is_of_earlier(name: str) -> bool:
    """Say whether a file in the cache bears a name that an earlier version gave.

    >>> [_is_of_earlier(f"index-{number}-00c0ffee.sqlite") for number in (1, VERSION, VERSION + 1)]
    [True, False, False]
    """
    stem, _, ending = name.partition(".")
    what, version, key = stem.partition("-")[0], stem.rpartition("-")[0].rpartition("-")[2], stem.rpartition("-")[2]
    is_kept = ending in _ENDINGS or (ending.startswith("sqlite.") and ending.endswith(".tmp"))
    is_named = what in _KINDS and len(key) == _KEY and not set(key) - set("0123456789abcdef")
    return is_kept and is_named and version.isdecimal() and version.isascii() and int(version) < VERSION


def _remove(path: str) -> None:
    """Remove a file that may be there."""
    try:
        os.unlink(path)
    except OSError:
        return


class OthersTurnError(Exception):
    """Somebody else changes the index, and does not end."""


class IndexTurn:
    """The right to change or replace the index at a path, until it is closed; where there is none, it is anybody's."""

    def __init__(self, path: str) -> None:
        """Wait until nobody else has the turn; what a killed process left half changed is rolled back.

        Raises:
            OthersTurnError: it takes too long.
        """
        self.path = path
        self._descriptor = _held(path)
        self.recover()

    def close(self) -> None:
        """Let others have their turn."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def may_change_in_place(self) -> bool:
        """Say whether nobody else has the index open; from then on nobody believes it until it is changed."""
        if self._descriptor < 0:
            return False
        journal = journal_of(self.path)
        os.close(os.open(journal, os.O_RDWR | os.O_CREAT | _EXTRA, PRIVATE))
        if _is_alone(self._descriptor):
            return True
        os.unlink(journal)
        return False

    def recover(self) -> None:
        """Bring back what the index was before a change that did not end; without that, remove it."""
        journal = journal_of(self.path)
        if not os.path.lexists(journal):
            return
        if not _rolled_back(self.path) and os.path.lexists(self.path):
            os.unlink(self.path)
        if os.path.lexists(journal):
            os.unlink(journal)


def _held(path: str) -> int:
    """Return a descriptor that holds the lock on what stands at a path; -1 if nothing can be locked."""
    until = time.monotonic() + PATIENCE
    while sys.platform != "win32" and is_ours(path):
        try:
            descriptor = os.open(path, os.O_RDWR | _EXTRA)
        except OSError:
            return -1
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(path, descriptor):
                return descriptor
        except BlockingIOError:
            pass
        except OSError:  # this file system knows no locks
            os.close(descriptor)
            return -1
        os.close(descriptor)
        if time.monotonic() > until:
            raise OthersTurnError
        time.sleep(_PAUSE)
    return -1


def _is_at(path: str, descriptor: int) -> bool:
    """Say whether a file still bears its name: another one may have taken it."""
    try:
        there = os.stat(path)
    except OSError:
        return False
    return os.path.samestat(there, os.fstat(descriptor))


def _is_alone(descriptor: int) -> bool:
    """Say whether nobody else has a file open: the system then lends it, and it is given back at once."""
    if sys.platform != "linux":
        return False
    try:
        # Who opens it in between is held up until then, and we are told: by a signal that does not end us.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError:  # somebody has, or this file system does not say
        return False
    return True


def _rolled_back(path: str) -> bool:
    """Let SQLite roll a change back that did not end; say whether it could."""
    if not is_ours(path):
        return False
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("SELECT count(*) FROM meta").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return False
    return True
