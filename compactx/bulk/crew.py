"""The processes that search the files of one ``scan``, one for each core, while one alone writes what they find.

Each takes the next file that nobody has begun. What is told of a file is told in the order of the files, whichever is
done first. A process that ends early loses nothing: its file is begun again by the one that writes.
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found]  # the C part alone: the module around it makes enums
import os
import stat
from collections import deque
from contextlib import suppress
from operator import attrgetter

from compactx.citation.citation import Citation, ClauseSpan
from compactx.errors import NotADocumentError
from compactx.intake.worker import Worker, can_fork, cores, first_ended
from compactx.query.scan import FileScan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, Self

    Tell = Callable[[int, int], None]
    Begin = Callable[[str, Tell], FileScan]

_MOST = 16  # processes at once
_WORTH = 50_000  # bytes of files in all up to which one process is done as soon
_PIECE = 250  # citations that are handed over at once
_AHEAD = 40  # pieces of a file that wait for their turn, so that memory does not grow with what was found
_NUMBER = 4  # bytes of the number of a file
_VALUES = attrgetter(*Citation._fields)  # what is handed from one process to another
_FILE, _FOUND, _DONE, _END, _REFUSED, _BROKEN = range(6)


def worth_having(files: Sequence[str]) -> int:
    """Return how many processes to search some files with; 1 if others would not help, or a file can be read once."""
    count = min(cores(), len(files), _MOST)
    if count < 2 or not can_fork():  # noqa: PLR2004 - one is this one
        return 1
    sizes = [_size(path) for path in files]
    return count if min(sizes) >= 0 and sum(sizes) >= _WORTH else 1


def _size(path: str) -> int:
    """Return the bytes of a file, 0 where there is none, -1 for what cannot be read again."""
    try:
        told = os.stat(path)
    except (OSError, ValueError):  # whoever reads it says what is wrong
        return -1 if path == "-" else 0
    return told.st_size if stat.S_ISREG(told.st_mode) or stat.S_ISDIR(told.st_mode) else -1


def stop_with(pass_on: Callable[[int], None]) -> object:
    """Let others stop with this process when the keyboard stops it, and go on with it; return what was done before.

    None where it cannot be, or where the keyboard may not stop this process.
    """
    if not hasattr(signal, "SIGTSTP") or signal.getsignal(signal.SIGTSTP) != signal.SIG_DFL:
        return None

    def stop(number: int, _: object) -> None:
        pass_on(signal.SIGSTOP)
        before = signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # here it stands until somebody lets it go on
        signal.signal(number, before)
        pass_on(signal.SIGCONT)

    try:
        return signal.signal(signal.SIGTSTP, stop)
    except ValueError:  # not in the thread that hears of signals
        return None


class Crew:
    """Some processes, each of which takes one file after the other; ``begin`` is how a file is searched."""

    def __init__(self, files: Sequence[str], begin: Begin, count: int) -> None:
        """Keep what is to be done."""
        self._files = files
        self._begin = begin
        self._count = count
        self._left = deque(range(len(files)))  # files that nobody has begun
        self._told: dict[int, deque[tuple[Any, ...]]] = {}
        self._members: list[_Member] = []
        self._before: Any = None  # what a stop from the keyboard did before

    def __enter__(self) -> Self:
        """Start the processes."""
        for _ in range(self._count):
            self._members.append(_Member(self._files, self._begin, self._members))
            self._hand(self._members[-1])
        self._before = stop_with(self._send)
        return self

    def __exit__(self, *_: object) -> None:
        """End those that are still at work, with whatever reads for them."""
        if self._before is not None:
            signal.signal(signal.SIGTSTP, self._before)
        for member in self._members:
            member.close()

    def _send(self, number: int) -> None:
        for member in self._members:
            member.worker.send(number)

    def scan(self, number: int, tell: Tell) -> FileScan:
        """Return what a file cites; the numbers are asked for in order, each when all of the last was taken.

        Raises:
            NotADocumentError: it cannot be read.
        """
        if number in self._left and not self._members:  # all have ended
            self._left.remove(number)
            self._told[number] = deque([(_BROKEN,)])
        kind, *values = self._next(number)
        if kind == _REFUSED:
            message, details, hint = values
            raise NotADocumentError(message, details=details, hint=hint)
        if kind == _BROKEN:
            del self._told[number]
            return self._begin(self._files[number], tell)
        scan = FileScan(*values)
        scan.citations = self._citations(number, tell, scan)
        return scan

    def _citations(self, number: int, tell: Tell, scan: FileScan) -> Iterator[Citation]:
        count = 0
        while True:
            kind, *values = self._next(number)
            if kind == _FOUND:
                count += len(values[0])
                yield from (Citation(*one) for one in values[0])
            elif kind == _DONE:
                tell(*values)
            else:
                break
        del self._told[number]
        if kind == _END:
            scan.warnings, spans, scan.unread = values
            scan.spans = [ClauseSpan(*span) for span in spans]
            return
        again = self._begin(self._files[number], tell)
        yield from (citation for at, citation in enumerate(again.citations) if at >= count)
        scan.warnings, scan.spans, scan.unread = again.warnings, again.spans, again.unread

    def _next(self, number: int) -> tuple[Any, ...]:
        """Return what is told next of a file, once it is."""
        while not self._told.get(number):
            at_work = [m for m in self._members if m.number == number or len(self._told[m.number]) < _AHEAD]
            first_ended([member.worker for member in at_work])
            for member in at_work:
                self._take(member)
        return self._told[number].popleft()

    def _take(self, member: _Member) -> None:
        """Take in what a process has written, and give it a new file when it is done with one."""
        values, member.worker.values = member.worker.values, []
        for value in values:
            self._told[member.number].append(value)
            if value[0] in {_END, _REFUSED, _BROKEN}:
                self._hand(member)
        if member.worker.ended and member in self._members:
            self._told[member.number].append((_BROKEN,))
            self._drop(member)

    def _hand(self, member: _Member) -> None:
        """Give a process the next file; without one, let it go."""
        if not self._left or not member.give(self._left[0]):
            self._drop(member)
            return
        number = self._left.popleft()
        self._told[number] = deque()

    def _drop(self, member: _Member) -> None:
        member.close()
        self._members.remove(member)


class _Member:
    """One of the processes, and the file that it is at."""

    def __init__(self, files: Sequence[str], begin: Begin, others: Sequence[_Member]) -> None:
        self.number = -1
        asked, self._giving = os.pipe()
        held = [d for one in others for d in (one._giving, one.worker.descriptor)]  # noqa: SLF001 - of this class
        try:
            self.worker: Worker = Worker(lambda: _told(files, begin, asked), None, "a search", (self._giving, *held))
        finally:
            os.close(asked)

    def give(self, number: int) -> bool:
        """Say which file is next; say whether it is heard."""
        self.number = number
        with suppress(BrokenPipeError):
            os.write(self._giving, number.to_bytes(_NUMBER, "little"))
            return True
        return False

    def close(self) -> None:
        """End the process, whatever it is at."""
        if self._giving >= 0:
            os.close(self._giving)
            self._giving = -1
        self.worker.close()


# In the processes that search


def _told(files: Sequence[str], begin: Begin, asked: int) -> Iterator[tuple[Any, ...]]:
    """Yield what is to be told of each file that is asked for."""
    while len(said := os.read(asked, _NUMBER)) == _NUMBER:
        yield from _told_of(files[int.from_bytes(said, "little")], begin)


def _told_of(path: str, begin: Begin) -> Iterator[tuple[Any, ...]]:
    done: list[tuple[int, int]] = []
    try:
        scan = begin(path, lambda *told: done.append(told))
        yield _FILE, scan.name, scan.size, scan.language, scan.warnings
        piece = []
        for citation in scan.citations:
            piece.append(_VALUES(citation))
            if len(piece) >= _PIECE:
                yield _FOUND, piece
                piece = []
                yield from ((_DONE, *told) for told in done[-1:])
                done.clear()
        yield _FOUND, piece
        spans = [(span.locator, span.kind, span.start, span.end, span.note_of) for span in scan.spans]
        yield _END, scan.warnings, spans, scan.unread
    except NotADocumentError as error:
        yield _REFUSED, error.message, error.details, error.hint
    except Exception:  # noqa: BLE001 - whoever asked does it again, and meets the same
        yield (_BROKEN,)
