"""The processes that read documents for an import, one for each core, while one alone writes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from compactx.citation.catalogue import load_catalogue
from compactx.errors import CompactxError, NotADocumentError
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.item import item, reading
from compactx.intake.walk import Found, Unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from typing import Self

    from compactx.citation.catalogue import Catalogue
    from compactx.index.items import Item, Origin

    Outcome = tuple[Item | None, str]

_AHEAD = 6  # documents per process that wait, so that memory does not grow with the library
_ENDED = "the process that read it was ended, twice; import again to try once more"


class Pool:
    """The processes that read; with one process everything runs here.

    ``lock`` is the file that keeps other imports out, if it is open: a process that reads must not hold it.
    """

    def __init__(self, folders: tuple[str, ...], processes: int = 0) -> None:
        """Load what documents are read against; one process a core if none is asked for.

        Raises:
            CorpusError: the corpus is missing or has errors.
        """
        self.count = processes or os.cpu_count() or 1
        self.folders = folders
        self.lock = -1
        self.executor: ProcessPoolExecutor | None = None
        _prepare(folders)  # once here: forked processes share it, and a broken corpus is told before they start
        self.reading = _catalogues[folders][1]

    def __enter__(self) -> Self:
        """Return the pool; processes start with the first document."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the processes end what they are at."""
        if self.executor:
            self.executor.shutdown(wait=True, cancel_futures=True)

    def outcomes(self, documents: Iterable[Found | Unchanged]) -> Iterator[tuple[Found | Unchanged, Outcome]]:
        """Yield what came of each document, in order."""
        waiting: deque[tuple[Found | Unchanged, Future[Outcome] | None]] = deque()
        for found in documents:
            waiting.append((found, self._submit(found)))
            while len(waiting) >= self.count * _AHEAD:
                yield self._outcome(*waiting.popleft())
        while waiting:
            yield self._outcome(*waiting.popleft())

    def _submit(self, found: Found | Unchanged) -> Future[Outcome] | None:
        if isinstance(found, Unchanged) or found.reason or self.count == 1:
            return None
        try:
            self.executor = self.executor or self._started(self.count)
            return self.executor.submit(_read, found.origin, found.data)
        except BrokenProcessPool:
            self.executor = self._started(self.count)
            return self.executor.submit(_read, found.origin, found.data)

    def _started(self, count: int) -> ProcessPoolExecutor:
        forks = "fork" in multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("fork" if forks else None)
        return ProcessPoolExecutor(count, context, _begin, (self.folders, self.lock if forks else -1))

    def _outcome(self, found: Found | Unchanged, future: Future[Outcome] | None) -> tuple[Found | Unchanged, Outcome]:
        if isinstance(found, Unchanged):
            return found, (None, "")
        if found.reason:
            return found, (None, found.reason)
        if future is None:
            return found, _read(found.origin, found.data)
        try:
            return found._replace(data=b""), future.result()
        except BrokenProcessPool:  # a reader was killed, for want of memory for instance
            self.executor = None
            return self._alone(found)

    def _alone(self, found: Found) -> tuple[Found, Outcome]:
        """Read a document in a process that reads nothing else: of those underway, one may have ended the process."""
        try:
            with self._started(1) as executor:
                return found._replace(data=b""), executor.submit(_read, found.origin, found.data).result()
        except BrokenProcessPool:
            origin = found.origin._replace(size=0, moment=0, sha256="")  # so that it is tried again
            return Found(origin, b""), (None, _ENDED)


_catalogues: dict[tuple[str, ...], tuple[Catalogue, str]] = {}
_current: list[tuple[str, ...]] = []


def _begin(folders: tuple[str, ...], lock: int) -> None:
    """Prepare a process that reads: the one that writes tells it when to end, and its own end ends it too."""
    if lock >= 0:
        os.close(lock)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _prepare(folders)


def _end_with_parent() -> None:
    """End this process when the one that writes was killed: nobody waits for what it reads."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _prepare(folders: tuple[str, ...]) -> None:
    """Load what texts are read against: the corpus alone, so that the order of imports does not matter."""
    if folders not in _catalogues:
        index = Index(open_index(folders, with_library=False))
        _catalogues[folders] = load_catalogue(index), reading(index)
    _current[:] = [folders]


def _read(origin: Origin, data: bytes) -> Outcome:
    """Return a document, or why it cannot be read; a document never stops an import."""
    name = origin.path.rpartition("/")[2]
    try:
        return item(data, name, origin.path, _catalogues[_current[0]][0]), ""
    except NotADocumentError as error:
        return None, error.message.removeprefix(f"{name} ")
    except CompactxError as error:
        return None, error.message
    except RecursionError:
        return None, "nests too deeply"
    except Exception as error:  # noqa: BLE001 - whatever is in a file, the others are read
        return None, f"cannot be understood ({type(error).__name__}: {error})"
