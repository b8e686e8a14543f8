"""Read any document: find its format by its content, read its text, divide it into clauses."""

from __future__ import annotations

import os

from compactx.errors import CompactxError, NotADocumentError, UsageError
from compactx.intake.document import packed, unpacked
from compactx.intake.readers import load
from compactx.intake.readers.load import Measure, bounds
from compactx.intake.readers.text import read_columns, read_markdown, read_plain
from compactx.intake.segment.clauses import segment
from compactx.model.patterns import serve_libraries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from compactx.intake import worker
    from compactx.intake.document import Document
    from compactx.intake.readers.blocks import BlockText
    from compactx.intake.readers.load import Bounds

# Bytes of a plain text or of Markdown that is read in this process: to fork one costs four times as much as to read
# it. No parser but ours sees it, and the worst of some hundred texts of twice so many bytes took 1.2 s.
_PAGES = 32_768
ENDINGS = (".xml", ".akn", ".docx", ".pdf", ".html", ".htm", ".txt", ".md")


def documents_below(folders: Sequence[str]) -> list[str]:
    """Return the documents in folders, in the order of their names; what is hidden is left out.

    Raises:
        UsageError: the folders hold no document.
    """
    found = []
    for folder in folders:
        if not os.path.isdir(folder):
            found.append(folder)
            continue
        for above, inside, names in os.walk(folder):
            inside[:] = sorted(name for name in inside if not name.startswith("."))
            below = (os.path.join(above, name) for name in sorted(names) if name.lower().endswith(ENDINGS))
            found += [path for path in below if os.path.isfile(path)]  # no pipe, and no link to nothing
    if not found:
        raise UsageError("there is no document in these folders", hint=f"documents end in {' '.join(ENDINGS)}")
    return found


def read_document(path: str) -> Document:
    """Return the document in a file, or on standard input for ``-``; a process of its own reads it, within bounds.

    A few pages of plain text are read here.

    Raises:
        NotADocumentError: the file cannot be read as a document.
    """
    return read_source(path)[1]


def read_ahead(paths: Iterable[str]) -> Iterator[Document]:
    """Yield the documents in some files in order: while one is worked on, a process of its own reads the next.

    Raises:
        NotADocumentError: the file whose turn it is cannot be read as a document.
    """
    running: list[_Reading] = []
    try:
        for path in paths:
            running.append(_Reading(path))
            if len(running) > 1:
                yield running.pop(0).document()
        while running:
            yield running.pop(0).document()
    finally:
        for one in running:
            one.close()


class _Reading:
    """A document that is being read, or is to be read here, or why it is not."""

    def __init__(self, path: str) -> None:
        self.worker: worker.Worker | None = None
        self.error: CompactxError | None = None
        try:
            self.data, self.name = load.load_file(path)
            self.allowed = bounds(len(self.data))
        except CompactxError as error:  # it is told when it is this document's turn
            self.error = error
            return
        if not _is_page(self.data, self.name):
            from compactx.intake import worker  # noqa: PLC0415 - a page of text is read without

            if worker.can_fork():
                self.worker = worker.Worker(self._packed, self.allowed, self.name)
                self.data = b""  # the process that reads has its own

    def _packed(self) -> tuple[tuple[object, ...]]:
        return (packed(read_bytes(self.data, self.name, self.allowed)),)

    def document(self) -> Document:
        """Return the document."""
        reading = self.worker
        if self.error:
            raise self.error
        if not reading:
            return _read(self.data, self.name, self.allowed)
        while not reading.wait():
            pass
        if reading.refusal:
            raise reading.refusal
        return unpacked(reading.values.pop())

    def close(self) -> None:
        """End the process that reads."""
        if self.worker:
            self.worker.close()


def read_source(path: str) -> tuple[bytes, Document]:
    """Return a file's bytes and the document in them; reads and raises as :func:`read_document`."""
    data, name = load.load_file(path)
    return data, _read(data, name, bounds(len(data)))


def _read(data: bytes, name: str, allowed: Bounds) -> Document:
    """Return the document in bytes, behind the wall; raises as :func:`read_document`."""
    if not _is_page(data, name):
        from compactx.intake import worker  # noqa: PLC0415 - a page of text is read without

        return unpacked(worker.once(lambda: packed(read_bytes(data, name, allowed)), allowed, name))
    try:
        return read_bytes(data, name, allowed)
    except Exception as error:  # noqa: BLE001 - the wall
        from compactx.intake import worker  # noqa: PLC0415 - as above

        raise worker.refusal(error, allowed, name) from None


def _is_page(data: bytes, name: str) -> bool:
    """Say whether bytes are a few pages of plain text or Markdown, which no parser but ours reads."""
    if len(data) > _PAGES:
        return False
    try:
        if load.binary_format(data, name):
            return False
        return load.text_format(load.decode(data, name)[0], name) in {"text", "markdown"}
    except NotADocumentError:
        return False


def read_bytes(data: bytes, name: str, allowed: Bounds | None = None) -> Document:
    """Return the document in bytes; ``name`` is what messages call it. Everything happens in this process.

    Raises:
        NotADocumentError: the bytes cannot be read as a document.
    """
    reading = _reading(data, name, Measure(name, allowed or bounds(len(data))))
    if not any(block.role != "skip" for block in reading.blocks):
        raise NotADocumentError(f"{name} holds no text", hint=_no_text_hint(reading.form))
    return segment(reading, name)


def read_text(text: str, name: str = "text") -> Document:
    """Return the document in a plain text."""
    return segment(read_plain(text), name)


def _reading(data: bytes, name: str, measure: Measure) -> BlockText:
    """Read with the one reader that the content asks for; each imports its own library."""
    form = load.binary_format(data, name)
    if form:
        serve_libraries()
    if form == "pdf":
        from compactx.intake.readers.pdf import read_pdf  # noqa: PLC0415 - the reader of this format only

        return read_pdf(data, name, measure)
    if form == "docx":
        from compactx.intake.readers.docx import read_docx  # noqa: PLC0415 - the reader of this format only

        return read_docx(data, name, measure)
    text, warning = load.decode(data, name)
    reading = _text_reading(text, data, measure)
    if warning:
        reading.warnings.append(warning)
    return reading


def _text_reading(text: str, data: bytes, measure: Measure) -> BlockText:
    name = measure.name
    form = load.text_format(text, name)
    if form in {"akn", "html"}:
        serve_libraries()
    if form == "akn":
        from compactx.intake.readers.akn import read_akn  # noqa: PLC0415 - the reader of this format only

        return read_akn(data, name, measure)
    if form == "html":
        from compactx.intake.readers.html import read_html  # noqa: PLC0415 - the reader of this format only

        return read_html(text, data, name, measure)
    measure.add(len(text))
    reading = read_markdown(text) if form == "markdown" else read_columns(text)
    measure.part(len(reading.blocks))
    return reading


def _no_text_hint(form: str) -> str:
    if form == "pdf":
        return "its pages are pictures; run it through text recognition (OCR) first"
    return "is it the right file?"
