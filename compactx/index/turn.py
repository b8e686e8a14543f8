"""One at a time changes an index: in a copy that takes its name, or where it lies if nobody has it open.

The copy of an index with a large library costs more than the change. So where the system can say that nobody else has
the file open, it is changed in place, under SQLite's own journal. The journal is there before that is asked: who opens
the index later sees it, and does not believe what it reads. If the process is killed, whoever comes next rolls back.
"""

from __future__ import annotations

import os
import signal
import sys
import time

from compactx.corpus.atomic import PRIVATE
from compactx.index.engine import sqlite3
from compactx.index.published import is_ours, journal_of

if sys.platform != "win32":
    import fcntl

PATIENCE = 30.0  # seconds; what others change is done sooner, unless they were stopped
_PAUSE = 0.01
_EXTRA = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


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
