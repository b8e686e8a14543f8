"""The processes that read documents for an import, one for each core, while one alone writes; and what they share.

All that reading a kind of document loads is loaded once, before they are forked. Most of it is loaded by the first
document that needs it: modules, patterns, tables of names. A process that reads one document and ends would load it for
that one alone, which took four times as long as the reading. So the process that forks reads a few words of ours first,
in each format that it meets.
"""

from __future__ import annotations

import gc
import io
import zipfile
from collections import deque
from typing import Any

from compactx.bulk.reader import read_with, stored_document
from compactx.bulk.walk import DocumentFile, UnchangedFile
from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.errors import CompactxError, NotADocumentError
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.readers import load
from compactx.intake.readers.load import bounds
from compactx.intake.worker import Worker, can_fork, cores, first_ended, limit, once, refusal
from compactx.library.store import StoredCitation, StoredClause, StoredDocument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    from compactx.citation.catalogue import Catalogue
    from compactx.intake.readers.load import Bounds

    Outcome = tuple[StoredDocument | None, str]

# Documents per process that wait, so that memory does not grow with the library: so many at least, and more of them
# while they are small, so that a process is given several.
_AHEAD, _AHEAD_SMALL, _SMALL = 6, 36, 1 << 21
# A process reads several documents, for each costs a few milliseconds to begin; it ends with the first that fails.
_TOGETHER, _BYTES_TOGETHER = 24, 1 << 20
_MOST = 256  # processes at once
_TRIES = 2
_ENDED = "the process that read it was ended, twice; import again to try once more"
# What finds names and citations in one pass is made when so many letters were read that it pays: no document alone is
# so long, many together are.
_SEVERAL = 4  # documents
_LETTERS = 200_000
# A title, numbered paragraphs with items, citations of several shapes, a heading and a footnote, in made-up words.
_LINES = (
    "A/RES/1/1 Sample of a text",
    "Recalling its resolution 2/1 of 1 January 1947 and the Charter of the United Nations,",
    "1. Decides to follow article 2 (1) of the Convention, paragraphs 3 to 5, and Sustainable Development Goal 10.7;",
    "2. Requests the Secretary-General:",
    "(a) To report on S/RES/1, ibid., para. 4, and General Assembly resolution 3/2;",
    "(b) To send the report to the Human Rights Council.",
    "3. Also decides to take it up again.",
)
_PLAIN = "the work of the year goes on as it was set out in the year before, and is taken up again in the next one.\n"
_AKN = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><meta>'
    '<identification source="#a"><FRBRWork><FRBRthis value="/akn/un/statement/1/1"/></FRBRWork></identification>'
    "</meta><mainBody>{}</mainBody></statement></akomaNtoso>"
)
_DOCX = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


class Pool:
    """The processes that read, each document within its bounds; without them everything is read here.

    ``lock`` is the file that keeps other imports out, if it is open: a process that reads must not hold it.
    """

    def __init__(self, folders: tuple[str, ...], processes: int = 0) -> None:
        """Load what documents are read against; one process a core if none is asked for.

        Raises:
            CorpusError: the corpus is missing or has errors.
        """
        self.count = min(processes or cores(), _MOST)
        self.folders = folders
        self.lock = -1
        self.running: list[_Bundle] = []
        _prepare(folders)  # once here: forked processes share it, and a broken corpus is told before they start
        self.warmth, self.reading = _catalogues[folders]
        self.is_frozen = gc.get_freeze_count() > 0  # by who calls: it stays so

    def __enter__(self) -> Self:
        """Return the pool; processes start with the documents."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes that are still at work."""
        if not self.is_frozen:
            gc.unfreeze()
        for bundle in self.running:
            bundle.worker.close()

    def outcomes(
        self, documents: Iterable[DocumentFile | UnchangedFile]
    ) -> Iterator[tuple[DocumentFile | UnchangedFile, Outcome]]:
        """Yield what came of each document, in order."""
        waiting: deque[_Job] = deque()
        for found in documents:
            waiting.append(_Job(found))
            self._start(waiting)
            while self._are_enough(waiting):
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def _are_enough(self, waiting: deque[_Job]) -> bool:
        """Say whether no more documents are to be taken in for now."""
        if len(waiting) < self.count * _AHEAD:
            return False
        return len(waiting) >= self.count * _AHEAD_SMALL or sum(job.size for job in waiting) >= self.count * _SMALL

    def _first(self, waiting: deque[_Job]) -> tuple[DocumentFile | UnchangedFile, Outcome]:
        """Return what came of the first document, once it is known."""
        first = waiting[0]
        while first.outcome is None:
            self._start(waiting)
            first_ended([bundle.worker for bundle in self.running])
            for bundle in self.running:
                bundle.take()
            self.running = [bundle for bundle in self.running if not bundle.worker.ended]
        waiting.popleft()
        self._start(waiting)
        return first.found, first.outcome

    def _start(self, waiting: Iterable[_Job]) -> None:
        """Start documents until as many processes are at work as there may be."""
        left = iter(waiting)
        while len(self.running) < self.count and (jobs := _together(left)):
            for job in jobs:
                self._warm(job)
            if can_fork():
                self.running.append(_Bundle(jobs, (self.lock,) if self.lock >= 0 else ()))
                continue
            for job in jobs:
                job.read_here()

    def _warm(self, job: _Job) -> None:
        """Load what a document of this kind needs; nothing of it is looked through again by the processes forked."""
        if can_fork() and self.warmth.meet(job.data):
            gc.collect()
            gc.freeze()


def _together(waiting: Iterator[_Job]) -> list[_Job]:
    """Return the next documents that one process may read: several small ones, or one; none if all are begun."""
    jobs: list[_Job] = []
    size = 0
    for job in waiting:
        if job.is_begun or job.outcome is not None:
            continue
        jobs.append(job)
        size += job.size
        if len(jobs) >= _TOGETHER or size >= _BYTES_TOGETHER or job.tries:
            break
    return jobs


class _Job:
    """A document on its way: waiting, being read, or read; its outcome is there when it is known what came of it."""

    def __init__(self, found: DocumentFile | UnchangedFile) -> None:
        self.found = found
        self.outcome: Outcome | None = None
        self.tries = 0
        self.is_begun = False
        self.path = self.name = ""
        self.data = b""
        if isinstance(found, UnchangedFile):
            self.outcome = None, ""
        elif found.reason:
            self.outcome = None, found.reason
        else:
            self.path, self.data = found.origin.path, found.data
            self.name = self.path.rpartition("/")[2]
        self.size = len(self.data)

    def allowed(self) -> Bounds:
        """Return the bounds of the document."""
        return bounds(self.size)

    def read(self) -> tuple[Any, str]:
        """Return the document as plain values, or why it cannot be read."""
        return _read(self.path, self.data)

    def read_here(self) -> None:
        """Read where no process can be forked."""
        try:
            self.keep(_outcome(once(self.read, self.allowed(), self.name)))
        except NotADocumentError as error:
            self.refuse(error)

    def refuse(self, error: NotADocumentError | None) -> None:
        """Keep why there is no document."""
        reason = error.message if error else "cannot be read"
        self.keep((None, reason.removeprefix(f"{self.name} ")))

    def keep(self, outcome: Outcome) -> None:
        """Keep what came of it; its bytes are no longer needed."""
        self.outcome = outcome
        self.data = b""
        if isinstance(self.found, DocumentFile):
            self.found = self.found._replace(data=b"")

    def give_back(self) -> None:
        """Wait again: the process that was to read it has ended."""
        self.is_begun = False

    def be_killed(self) -> None:
        """Wait for a second try; a document whose process was killed twice has failed, for now."""
        self.tries += 1
        if self.tries < _TRIES:
            self.give_back()
            return
        if isinstance(self.found, DocumentFile):  # without size and time it is tried again
            self.found = self.found._replace(origin=self.found.origin._replace(size=0, moment=0, sha256=""))
        self.keep((None, _ENDED))


class _Bundle:
    """Some documents that one process reads, one after the other; each has its own bounds and the wall around it.

    The process ends with the first that fails; those behind it are given to another.
    """

    def __init__(self, jobs: list[_Job], shut: tuple[int, ...]) -> None:
        self.left = deque(jobs)
        for job in jobs:
            job.is_begun = True
        self.worker = Worker(lambda: _values(jobs), jobs[0].allowed(), jobs[0].name, shut)

    def take(self) -> None:
        """Look what was read, whether the process has ended, and how; one that was killed is given a second try."""
        worker = self.worker
        for values in worker.values:
            self.left.popleft().keep(_outcome(values))
            if self.left:
                worker.turn_to(self.left[0].name, self.left[0].allowed())
        worker.values.clear()
        if not worker.ended or not self.left:
            return
        job = self.left.popleft()
        if worker.was_killed:
            job.be_killed()
        else:
            job.refuse(worker.refusal)
        for other in self.left:
            other.give_back()


def _values(jobs: list[_Job]) -> Iterator[Any]:
    """Yield what each document holds, in the process that reads them."""
    for job in jobs:
        limit(job.allowed())
        try:
            values = job.read()
        except BaseException as error:  # noqa: BLE001 - the wall, with the name of this document
            raise refusal(error, job.allowed(), job.name) from None
        yield values


def _outcome(values: Any) -> Outcome:
    """Return the document that a process handed over as plain values, or why there is none."""
    document, reason = values
    if document is None:
        return None, reason
    read = StoredDocument(*document)
    clauses, citations = [StoredClause(*one) for one in read.clauses], [StoredCitation(*one) for one in read.citations]
    return read._replace(clauses=clauses, citations=citations), ""


_catalogues: dict[tuple[str, ...], tuple[Warmth, str]] = {}  # what texts are read against, and by what it was read
_current: list[tuple[str, ...]] = []


def _prepare(folders: tuple[str, ...]) -> None:
    """Load what texts are read against: the corpus alone, so that the order of imports does not matter."""
    if folders not in _catalogues:
        index = Index(open_index(folders, with_library=False))
        _catalogues[folders] = Warmth(load_catalogue(index)), read_with(index)
    _current[:] = [folders]


def _read(path: str, data: bytes) -> tuple[Any, str]:
    """Return a document as plain values, or why it cannot be read; a document never stops an import."""
    name = path.rpartition("/")[2]
    try:
        read = stored_document(data, name, path, _catalogues[_current[0]][0].catalogue)
    except NotADocumentError as error:
        return None, error.message.removeprefix(f"{name} ")
    except CompactxError as error:
        return None, error.message
    plain = read._asdict()
    plain["clauses"] = [tuple(one) for one in read.clauses]
    plain["citations"] = [tuple(one) for one in read.citations]
    return tuple(plain.values()), ""


class Warmth:
    """Reads samples: of each format once, when a document of that format is met first; a long one when many are met."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep what samples are read against."""
        self.catalogue = catalogue
        self._met: dict[str, int] = {}

    def meet(self, data: bytes) -> bool:
        """Load what reading a document of this kind needs, and say whether anything was loaded."""
        form = _format(data)
        self._met[form] = self._met.get(form, 0) + 1
        if self._met[form] == 1:
            stored_document(SAMPLES[form](), f"sample.{form}", f"sample.{form}", self.catalogue)
            return True
        if sum(self._met.values()) != _SEVERAL:
            return False
        scan_text("\n".join((*_LINES, *[_PLAIN] * (_LETTERS // len(_PLAIN)))), (), self.catalogue)
        return True


def _format(data: bytes) -> str:
    """Return which sample is of the kind of a document, by what it begins with; a text is none of the others."""
    try:
        form = load.binary_format(data, "")
    except CompactxError:
        return "txt"
    head = data[:1024].lower()
    text = "akn" if b"akomantoso" in head else "html" if b"<html" in head or b"<!doctype html" in head else "txt"
    return form or text


def _text() -> bytes:
    return "\n\n".join(_LINES).encode()


def _html() -> bytes:
    return f"<!DOCTYPE html><html><body>{_paragraphs('p')}</body></html>".encode()


def _akn() -> bytes:
    return _AKN.format(_paragraphs("p")).encode()


def _docx() -> bytes:
    written = io.BytesIO()
    runs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _LINES)
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr("word/document.xml", _DOCX.format(runs))
    return written.getvalue()


def _pdf() -> bytes:
    """Return a page with the lines, in a font that every reader has."""
    shown = " ".join(f"({line.translate(_ESCAPES)}) Tj T*" for line in _LINES)
    stream = f"BT /F1 11 Tf 14 TL 60 780 Td {shown} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
    )
    out, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{one}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def _paragraphs(tag: str) -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in _LINES)


_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)"})
SAMPLES: dict[str, Callable[[], bytes]] = {"txt": _text, "html": _html, "akn": _akn, "docx": _docx, "pdf": _pdf}
