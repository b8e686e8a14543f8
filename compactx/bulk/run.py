"""``import --recursive``: many documents into the library, in parallel, again and again without doing anything twice.

Reading and finding citations run in one process per core; this process alone writes, in batches that are kept as a
whole, in the order of the documents. However often and wherever it is stopped, the next run goes on behind the last
batch, and the library that results is the same.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from compactx.bulk.pool import Pool
from compactx.bulk.walk import DocumentFile, UnchangedFile, WalkListener, walk
from compactx.corpus import source
from compactx.library.store import FAILURES, LibraryStore, refused_by_system
from compactx.library.sweep import Sweep
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from compactx.bulk.pool import Outcome
    from compactx.library.store import DocumentSource

_BATCH = 32  # documents that are kept at once


class ImportProgress(Record):
    """How far an import is: documents done, how many there are (0 if unknown), seconds since it began."""

    done: int
    total: int
    seconds: float

    @property
    def rate(self) -> float:
        """How many documents a second are done, since the import began; 0 before a moment has passed."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> float:
        """Seconds left at this rate, 0 if unknown."""
        return (self.total - self.done) / self.rate if self.rate and self.total > self.done else 0.0


class DocumentFailure(Record):
    """A document that is not in the library, and why; ``status`` is failed or twice.

    Or one whose file is no longer there: vanished while the library still holds it, pruned when it was removed.
    """

    path: str
    status: str
    reason: str


class BulkResult(Record):
    """What came of an import, and what the library holds now."""

    library: str
    read: int
    unchanged: int
    failed: tuple[DocumentFailure, ...]
    official: int
    detected: int
    documents: int
    clauses: int
    citations: int
    seconds: float
    vanished: tuple[DocumentFailure, ...] = ()
    pruned: bool = False
    otherwise: int = 0  # documents of other places that were read by an earlier compactx or with another corpus


def import_all(
    paths: Sequence[str],
    folders: tuple[str, ...],
    *,
    total: int = 0,
    processes: int = 0,
    again: bool = False,
    prune: bool = False,
    tell: Callable[[str], None] = lambda _: None,
    progress: Callable[[ImportProgress], None] = lambda _: None,
) -> BulkResult:
    """Read every document below the paths that is new or has changed into the user's library.

    Documents that an earlier compactx read, or that were read with other names in the corpus, are read again. What the
    library holds of files below the paths that are no longer there is told, and removed with ``prune``; never where a
    folder or an archive was not read to its end, or nothing at all was found.

    Raises:
        UsageError: a path is not there.
        CannotWriteError: the library cannot be written; what was kept before stays.
    """
    began = time.monotonic()
    pool = Pool(folders, processes)
    store = LibraryStore(source.library_path(), tell, pool.reading)
    pool.lock = store.lock
    try:
        run = _Run(store, began, total, progress, Sweep(store, paths))
        try:
            with pool:
                told = run.listener(tell, again=again)
                run.all(pool.outcomes(walk(paths, told, again=again)))
                if run.finish(prune=prune):
                    met = walk(paths, told._replace(known=store.known))
                    run.all(pool.outcomes(one for one in met if isinstance(one, DocumentFile)))
                    run.forgive_moved()
        except KeyboardInterrupt:
            kept = run.done - run.unchanged
            tell(f"interrupted; {kept} document{'' if kept == 1 else 's'} kept; the same command goes on from there")
            raise
        finally:
            store.publish()
        return run.summary()
    except FAILURES as error:
        raise refused_by_system(store.path, error) from None
    finally:
        store.close()


class _KnownFile:
    """What the library knows of a file: nothing if it was read otherwise than now, which is told once."""

    def __init__(self, store: LibraryStore, tell: Callable[[str], None]) -> None:
        self.store = store
        self.tell = tell
        self.is_told = False

    def __call__(self, path: str) -> tuple[DocumentSource, str] | None:
        known = self.store.known(path)
        if known is None or known[1] == self.store.reading:
            return known
        if not self.is_told:
            self.is_told = True
            is_ours = known[1].partition(":")[0] == self.store.reading.partition(":")[0]
            why = "the names of the corpus have changed" if is_ours else "another version of compactx read the library"
            self.tell(f"{why}; reading everything again")
        return None


class _Run:
    """Writes outcomes in order, a batch at a time, and counts them."""

    def __init__(
        self, store: LibraryStore, began: float, total: int, progress: Callable[[ImportProgress], None], sweep: Sweep
    ) -> None:
        self.store = store
        self.sweep = sweep
        self.vanished: tuple[DocumentFailure, ...] = ()
        self.pruned = False
        self.began = began
        self.total = total
        self.progress = progress
        self.read = self.unchanged = self.official = self.detected = self.done = 0
        self.failed: list[DocumentFailure] = []
        self.freed = 0

    def listener(self, tell: Callable[[str], None], *, again: bool) -> WalkListener:
        """Return what hears of a walk: files that the library knows are passed over unless they are asked for again."""
        known = self.store.known if again else _KnownFile(self.store, tell)
        return WalkListener(known, self.store.forget, self.sweep.break_off)

    def all(self, outcomes: Iterator[tuple[DocumentFile | UnchangedFile, Outcome]]) -> None:
        """Keep what was read of each file, batch by batch: what is stopped has lost the last batch at most."""
        waiting = []
        for pair in outcomes:
            waiting.append(pair)
            if len(waiting) >= _BATCH:
                self._keep(waiting)
                waiting = []
        self._keep(waiting)

    def _keep(self, batch: list[tuple[DocumentFile | UnchangedFile, Outcome]]) -> None:
        if not batch:
            return
        self.sweep.meet(found.path if isinstance(found, UnchangedFile) else found.origin.path for found, _ in batch)
        if any(isinstance(found, DocumentFile) or found.origin for found, _ in batch):
            self.store.begin()
            for found, outcome in batch:
                self._one(found, outcome)
            self.store.commit()
        else:
            self.unchanged += len(batch)
        self.done += len(batch)
        self.progress(ImportProgress(self.done, max(self.total, self.done), time.monotonic() - self.began))

    def _one(self, found: DocumentFile | UnchangedFile, outcome: Outcome) -> None:
        if isinstance(found, UnchangedFile):
            self.unchanged += 1
            if found.origin:
                self.store.touch(found.origin)
            return
        read, reason = outcome
        if read is None:
            self.freed += self.store.fail(found.origin, reason)
            return
        status, freed = self.store.put(found.origin, read)
        self.freed += freed
        if status == "read":
            self.read += 1
            self.official += sum(one.basis == "official" for one in read.citations)
            self.detected += sum(one.basis != "official" for one in read.citations)

    def finish(self, *, prune: bool) -> bool:
        """Look for documents whose files are gone; say whether copies of what was removed are still to be read."""
        self.sweep.forget()
        gone = self.sweep.vanished()
        self.pruned = prune
        status = "pruned" if prune else "vanished"
        self.vanished = tuple(
            DocumentFailure(path, status, f"{name}: its file is no longer there") for path, name in gone
        )
        if prune and gone:
            self.freed += self.sweep.remove(gone)
        return self.freed > 0

    def forgive_moved(self) -> None:
        """Tell nothing of documents that were read again from another file."""
        self.vanished = tuple(one for one in self.vanished if not self.sweep.holds(one.reason.partition(": ")[0]))

    def summary(self) -> BulkResult:
        """Return what was done, which files below the paths have no document, and what the library holds now."""
        passed = tuple(DocumentFailure(*row) for row in self.store.failures() if self.sweep.covers(row[0]))
        totals = self.store.totals()
        gone = {one.path for one in self.vanished}
        otherwise = sum(path not in gone for path in self.store.read_otherwise())
        return BulkResult(
            self.store.path, self.read, self.unchanged, passed, self.official, self.detected, totals["documents"],
            totals["clauses"], totals["citations"], time.monotonic() - self.began, self.vanished, self.pruned,
            otherwise,
        )  # fmt: skip
