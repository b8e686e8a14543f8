"""``import --recursive``: many documents into the library, in parallel, again and again without doing anything twice.

Reading and finding citations run in one process per core; this process alone writes, in batches that are kept as a
whole, in the order of the documents. However often and wherever it is stopped, the next run goes on behind the last
batch, and the library that results is the same.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from compactx.citation.catalogue import load_catalogue
from compactx.corpus import source
from compactx.errors import CompactxError, NotADocumentError
from compactx.index.library import FAILURES, LibraryStore, refused
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.index.sweep import Sweep
from compactx.intake.item import item
from compactx.intake.walk import Found, Told, Unchanged, walk
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from typing import Self

    from compactx.citation.catalogue import Catalogue
    from compactx.index.library import Item, Origin

    Outcome = tuple[Item | None, str]

_BATCH = 32  # documents that are kept at once
_AHEAD = 6  # documents per process that wait, so that memory does not grow with the library
_ENDED = "the process that read it was ended, twice; import again to try once more"


class Progress(Record):
    """How far an import is: documents done, how many there are (0 if unknown), seconds since it began."""

    done: int
    total: int
    seconds: float

    @property
    def rate(self) -> float:
        """Documents per second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> float:
        """Seconds left at this rate, 0 if unknown."""
        return (self.total - self.done) / self.rate if self.rate and self.total > self.done else 0.0


class Passed(Record):
    """A document that is not in the library, and why; ``status`` is failed or twice.

    Or one whose file is no longer there: vanished while the library still holds it, pruned when it was removed.
    """

    path: str
    status: str
    reason: str


class Bulk(Record):
    """What came of an import, and what the library holds now."""

    library: str
    read: int
    unchanged: int
    failed: tuple[Passed, ...]
    official: int
    detected: int
    documents: int
    clauses: int
    citations: int
    seconds: float
    vanished: tuple[Passed, ...] = ()
    pruned: bool = False


def import_all(
    paths: Sequence[str],
    folders: tuple[str, ...],
    *,
    total: int = 0,
    processes: int = 0,
    again: bool = False,
    prune: bool = False,
    tell: Callable[[str], None] = lambda _: None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Bulk:
    """Read every document below the paths that is new or has changed into the user's library.

    What the library holds of files below the paths that are no longer there is told, and removed with ``prune``; never
    where a folder or an archive was not read to its end, or nothing at all was found.

    Raises:
        UsageError: a path is not there.
        CannotWriteError: the library cannot be written; what was kept before stays.
    """
    began = time.monotonic()
    store = LibraryStore(source.library_path(), tell)
    try:
        run = _Run(store, began, total, progress, Sweep(store, paths))
        try:
            with _Pool(folders, processes, store.lock) as pool:
                told = Told(store.known, store.forget, run.sweep.break_off)
                run.all(pool.outcomes(walk(paths, told, again=again)))
                if run.finish(prune=prune):
                    run.all(pool.outcomes(one for one in walk(paths, told) if isinstance(one, Found)))
                    run.forgive_moved()
        finally:
            store.publish()
        return run.summary()
    except FAILURES as error:
        raise refused(store.path, error) from None
    finally:
        store.close()


class _Run:
    """Writes outcomes in order, a batch at a time, and counts them."""

    def __init__(
        self, store: LibraryStore, began: float, total: int, progress: Callable[[Progress], None], sweep: Sweep
    ) -> None:
        self.store = store
        self.sweep = sweep
        self.vanished: tuple[Passed, ...] = ()
        self.pruned = False
        self.began = began
        self.total = total
        self.progress = progress
        self.read = self.unchanged = self.official = self.detected = self.done = 0
        self.failed: list[Passed] = []

    def all(self, outcomes: Iterator[tuple[Found | Unchanged, Outcome]]) -> None:
        waiting = []
        for pair in outcomes:
            waiting.append(pair)
            if len(waiting) >= _BATCH:
                self._keep(waiting)
                waiting = []
        self._keep(waiting)

    def _keep(self, batch: list[tuple[Found | Unchanged, Outcome]]) -> None:
        if not batch:
            return
        self.sweep.meet(found.path if isinstance(found, Unchanged) else found.origin.path for found, _ in batch)
        if any(isinstance(found, Found) or found.origin for found, _ in batch):
            self.store.begin()
            for found, outcome in batch:
                self._one(found, outcome)
            self.store.commit()
        else:
            self.unchanged += len(batch)
        self.done += len(batch)
        self.progress(Progress(self.done, max(self.total, self.done), time.monotonic() - self.began))

    def _one(self, found: Found | Unchanged, outcome: Outcome) -> None:
        if isinstance(found, Unchanged):
            self.unchanged += 1
            if found.origin:
                self.store.touch(found.origin)
            return
        read, reason = outcome
        if read is None:
            self.store.fail(found.origin, reason)
            return
        if self.store.put(found.origin, read) == "read":
            self.read += 1
            self.official += sum(one.basis == "official" for one in read.citations)
            self.detected += sum(one.basis != "official" for one in read.citations)

    def finish(self, *, prune: bool) -> bool:
        """Look for documents whose files are gone; say whether copies of what was removed are still to be read."""
        self.sweep.forget()
        gone = self.sweep.vanished()
        self.pruned = prune
        status = "pruned" if prune else "vanished"
        self.vanished = tuple(Passed(path, status, f"{name}: its file is no longer there") for path, name in gone)
        if not prune or not gone:
            return False
        return self.sweep.remove(gone) > 0

    def forgive_moved(self) -> None:
        """Tell nothing of documents that were read again from another file."""
        self.vanished = tuple(one for one in self.vanished if not self.sweep.holds(one.reason.partition(": ")[0]))

    def summary(self) -> Bulk:
        passed = tuple(Passed(*row) for row in self.store.failures())
        totals = self.store.totals()
        return Bulk(
            self.store.path, self.read, self.unchanged, passed, self.official, self.detected, totals["documents"],
            totals["clauses"], totals["citations"], time.monotonic() - self.began, self.vanished, self.pruned,
        )  # fmt: skip


class _Pool:
    """The processes that read; with one process everything runs here."""

    def __init__(self, folders: tuple[str, ...], processes: int, lock: int) -> None:
        self.count = processes or os.cpu_count() or 1
        self.folders = folders
        self.lock = lock
        self.executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        _prepare(self.folders)  # once here: forked processes share it, and a broken corpus is told before they start
        return self

    def __exit__(self, *_: object) -> None:
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


_catalogues: dict[tuple[str, ...], Catalogue] = {}
_current: list[tuple[str, ...]] = []


def _prepare(folders: tuple[str, ...]) -> None:
    """Load what texts are read against: the corpus alone, so that the order of imports does not matter."""
    if folders not in _catalogues:
        _catalogues[folders] = load_catalogue(Index(open_index(folders, with_library=False)))
    _current[:] = [folders]


def _begin(folders: tuple[str, ...], lock: int) -> None:
    """Begin a process that reads: it must not outlive an import that is killed, nor hold its lock."""
    if lock >= 0:
        os.close(lock)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _prepare(folders)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _read(origin: Origin, data: bytes) -> Outcome:
    """Return a document, or why it cannot be read; a document never stops an import."""
    name = origin.path.rpartition("/")[2]
    try:
        return item(data, name, origin.path, _catalogues[_current[0]]), ""
    except NotADocumentError as error:
        return None, error.message.removeprefix(f"{name} ")
    except CompactxError as error:
        return None, error.message
    except RecursionError:
        return None, "nests too deeply"
    except Exception as error:  # noqa: BLE001 - whatever is in a file, the others are read
        return None, f"cannot be understood ({type(error).__name__}: {error})"
