"""The processes that read documents for an import, one for each core, while one alone writes."""

from __future__ import annotations

import gc
import os
from collections import deque
from typing import TYPE_CHECKING, Any

from compactx.bulk.reader import read_with, stored_document
from compactx.bulk.walk import UnchangedFile
from compactx.bulk.warm import Warmth
from compactx.citation.catalogue import load_catalogue
from compactx.errors import CompactxError, NotADocumentError
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.bounds import bounds
from compactx.intake.worker import Worker, can_fork, first_ended, once
from compactx.library.record import StoredCitation, StoredClause, StoredDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from compactx.bulk.walk import DocumentFile
    from compactx.citation.catalogue import Catalogue
    from compactx.library.record import DocumentSource

    Outcome = tuple[StoredDocument | None, str]

_AHEAD = 6  # documents per process that wait, so that memory does not grow with the library
_MOST = 256  # processes at once
_TRIES = 2
_ENDED = "the process that read it was ended, twice; import again to try once more"


class Pool:
    """The processes that read, each of them one document within its bounds; without them everything is read here.

    ``lock`` is the file that keeps other imports out, if it is open: a process that reads must not hold it.
    """

    def __init__(self, folders: tuple[str, ...], processes: int = 0) -> None:
        """Load what documents are read against; one process a core if none is asked for.

        Raises:
            CorpusError: the corpus is missing or has errors.
        """
        self.count = min(processes or os.cpu_count() or 1, _MOST)
        self.folders = folders
        self.lock = -1
        self.running: list[_Job] = []
        _prepare(folders)  # once here: forked processes share it, and a broken corpus is told before they start
        catalogue, self.reading = _catalogues[folders]
        self.warmth = Warmth(catalogue)

    def __enter__(self) -> Self:
        """Return the pool; a process starts with each document."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes that are still at work."""
        gc.unfreeze()
        for job in self.running:
            if job.worker:
                job.worker.close()

    def outcomes(
        self, documents: Iterable[DocumentFile | UnchangedFile]
    ) -> Iterator[tuple[DocumentFile | UnchangedFile, Outcome]]:
        """Yield what came of each document, in order."""
        waiting: deque[_Job] = deque()
        for found in documents:
            waiting.append(_Job(found))
            self._start(waiting)
            while len(waiting) >= self.count * _AHEAD:
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def _first(self, waiting: deque[_Job]) -> tuple[DocumentFile | UnchangedFile, Outcome]:
        """Return what came of the first document, once it is known."""
        first = waiting[0]
        while not first.is_done():
            self._start(waiting)
            first_ended([job.worker for job in self.running if job.worker])
            for job in self.running:
                job.take()
            self.running = [job for job in self.running if job.worker]
        waiting.popleft()
        self._start(waiting)
        return first.found, first.outcome or (None, "")

    def _start(self, waiting: Iterable[_Job]) -> None:
        """Start documents until as many are underway as there are processes."""
        for job in waiting:
            if len(self.running) >= self.count:
                break
            if job.outcome is None and job.worker is None:
                self._warm(job.found)
                job.start((self.lock,) if self.lock >= 0 else ())
                if not job.is_done():
                    self.running.append(job)

    def _warm(self, found: DocumentFile | UnchangedFile) -> None:
        """Load what a document of this kind needs; nothing of it is looked through again by the processes forked."""
        if not isinstance(found, UnchangedFile) and can_fork() and self.warmth.meet(found.data):
            gc.collect()
            gc.freeze()


class _Job:
    """A document on its way: waiting, being read, or read."""

    def __init__(self, found: DocumentFile | UnchangedFile) -> None:
        self.found = found
        self.worker: Worker | None = None
        self.outcome: Outcome | None = None
        self.tries = 0
        if isinstance(found, UnchangedFile):
            self.outcome = None, ""
        elif found.reason:
            self.outcome = None, found.reason

    def is_done(self) -> bool:
        """Say whether it is known what came of it."""
        return self.outcome is not None

    def start(self, shut: tuple[int, ...]) -> None:
        """Begin to read; where no process can be forked the outcome is there at once."""
        found = self.found
        if isinstance(found, UnchangedFile):
            return
        name = found.origin.path.rpartition("/")[2]
        allowed = bounds(len(found.data))
        self.tries += 1
        if can_fork():
            self.worker = Worker(lambda: (_read(found.origin, found.data),), allowed, name, shut)
        else:
            try:
                self.outcome = _outcome(once(lambda: _read(found.origin, found.data), allowed, name))
            except NotADocumentError as error:
                self.outcome = None, error.message.removeprefix(f"{name} ")

    def take(self) -> None:
        """Look whether the process has ended, and how; one that was killed is given a second try."""
        worker = self.worker
        if worker is None or not worker.ended or isinstance(self.found, UnchangedFile):
            return
        self.worker = None
        if worker.values:
            self.outcome = _outcome(worker.values[0])
        elif worker.was_killed and self.tries < _TRIES:
            return
        elif worker.was_killed:
            self.found = self.found._replace(origin=self.found.origin._replace(size=0, moment=0, sha256=""))
            self.outcome = None, _ENDED  # without size and time it is tried again
        else:
            reason = worker.refusal.message if worker.refusal else "cannot be read"
            self.outcome = None, reason.removeprefix(f"{worker.name} ")
        if self.outcome is not None:
            self.found = self.found._replace(data=b"")


def _outcome(values: Any) -> Outcome:
    """Return the document that a process handed over as plain values, or why there is none."""
    document, reason = values
    if document is None:
        return None, reason
    read = StoredDocument(*document)
    clauses, citations = [StoredClause(*one) for one in read.clauses], [StoredCitation(*one) for one in read.citations]
    return read._replace(clauses=clauses, citations=citations), ""


_catalogues: dict[tuple[str, ...], tuple[Catalogue, str]] = {}
_current: list[tuple[str, ...]] = []


def _prepare(folders: tuple[str, ...]) -> None:
    """Load what texts are read against: the corpus alone, so that the order of imports does not matter."""
    if folders not in _catalogues:
        index = Index(open_index(folders, with_library=False))
        _catalogues[folders] = load_catalogue(index), read_with(index)
    _current[:] = [folders]


def _read(origin: DocumentSource, data: bytes) -> tuple[Any, str]:
    """Return a document as plain values, or why it cannot be read; a document never stops an import."""
    name = origin.path.rpartition("/")[2]
    try:
        read = stored_document(data, name, origin.path, _catalogues[_current[0]][0])
    except NotADocumentError as error:
        return None, error.message.removeprefix(f"{name} ")
    except CompactxError as error:
        return None, error.message
    plain = read._asdict()
    plain["clauses"] = [tuple(one) for one in read.clauses]
    plain["citations"] = [tuple(one) for one in read.citations]
    return tuple(plain.values()), ""
