"""Plain texts too large to be held at once, read volume by volume, so that memory does not grow with them.

A volume ends where a paragraph does. What is told of a text by all of it (page headers, the width of its lines, which
numbers are lists inside others) is told here by a volume and what follows right behind it; numbers, names of clauses,
footnotes and everything cited go on from one to the next.
"""

from __future__ import annotations

import codecs
import os
import stat

from compactx.citation.citation import ClauseSpan, SearchableText
from compactx.errors import NotADocumentError
from compactx.intake.document import Document, Volume, Volumes, in_one_volume, readable, unread
from compactx.intake.read import read_document
from compactx.intake.readers import load
from compactx.intake.readers.load import LARGE, Measure, bounds
from compactx.intake.readers.text import TWO_COLUMNS, in_one_column, read_plain
from compactx.intake.segment.clauses import SINGLE, Segmenter
from compactx.intake.worker import stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_VOLUME = SINGLE  # letters of a volume, and those behind it that are looked at for it
_BEHIND = 300_000
_PIECE = 1 << 20
_LONGEST = 8 * _PIECE  # letters without an empty line that are taken for one run of lines
_HEAD = 1 << 18


def volumes_of(path: str) -> Volumes:
    """Return the document in a file: a large plain text in volumes, all else read whole.

    Raises:
        NotADocumentError: the file cannot be read as a document, or holds more than the bound.
    """
    return large_text(path) or in_one_volume(read_document(path))


def large_text(path: str) -> Volumes | None:
    """Return the plain text in a file if it is large, None for all else, which is read whole.

    Raises:
        NotADocumentError: it holds more than the bound.
    """
    try:
        told = os.stat(path)
        if not stat.S_ISREG(told.st_mode) or not LARGE <= told.st_size <= load.MAX_BYTES or not _is_plain(path):
            return None
    except (OSError, ValueError, NotADocumentError):  # whoever reads it whole says what is wrong
        return None
    name = load.shown_name(path)
    allowed = bounds(told.st_size)

    def task() -> Iterator[Any]:
        encoding, line, size = _survey(path)
        Measure(name, allowed).add(size)
        yield size, load.not_unicode(line) if line else ""
        yield from map(_packed, _volumes(_texts(path, encoding)))

    values = stream(task, allowed, name)
    size, warning = next(values)
    return Volumes(name, size, (warning,) if warning else (), map(_unpacked, values))


def _is_plain(path: str) -> bool:
    with open(path, "rb") as file:
        head = file.read(_HEAD)
    if head.startswith(tuple(mark for mark, _ in load.MARKS)) or load.binary_format(head, path):
        return False
    cut = head.rfind(b"\n") + 1 or len(head)
    return bool(head.strip()) and load.text_format(load.decode(head[:cut], path)[0], path) == "text"


def _survey(path: str) -> tuple[str, int, int]:
    """Return the encoding of a text, the line that is not UTF-8 (0 if all are), and how many letters it has."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, size = 1, 0
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            try:
                size += len(decoder.decode(piece))
            except UnicodeDecodeError as error:
                return "cp1252", line + error.object.count(b"\n", 0, error.start), os.stat(path).st_size
            line += piece.count(b"\n")
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", line, os.stat(path).st_size
    return "utf-8", 0, size


def _texts(path: str, encoding: str) -> Iterator[str]:
    """Yield a text in pieces that end with an empty line, where there is one."""
    decoder = codecs.getincrementaldecoder(encoding)("strict" if encoding == "utf-8" else "replace")
    held = ""
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            held += decoder.decode(piece)
            cut = max(held.rfind("\n\n") + 2, held.rfind("\n\r\n") + 3)
            if cut > len("\n\r\n") or len(held) > _LONGEST:
                cut = cut if cut > len("\n\r\n") else len(held)
                yield held[:cut]
                held = held[cut:]
    yield held


def _volumes(texts: Iterator[str]) -> Iterator[Volume]:
    """Yield the volumes of a text."""
    work, held, base, ended = Segmenter(), "", 0, False
    warnings: tuple[str, ...] = ()
    while held or not ended:
        while not ended and len(held) <= _VOLUME + _BEHIND:
            piece = next(texts, None)
            ended = piece is None
            if piece:
                text = in_one_column(piece)
                warnings = warnings if text is piece else (TWO_COLUMNS,)
                held += text
        done, spans, notes = work.volume(read_plain(held), 0 if ended else _VOLUME)
        document = Document("", "text", held[:done], spans, notes)
        yield _counted(document, base, warnings)
        held, base = held[done:], base + done


def _counted(document: Document, base: int, warnings: tuple[str, ...]) -> Volume:
    """Return a volume whose places count in the whole text."""
    spans = tuple(span.replace(start=span.start + base, end=span.end + base) for span in document.provisions)
    left = tuple((reason, pieces, size, start + base) for reason, pieces, size, start in unread(document))
    return Volume(SearchableText(readable(document), spans), warnings, left)


def _packed(volume: Volume) -> tuple[Any, ...]:
    spans = [(s.locator, s.kind, s.start, s.end, s.note_of) for s in volume.source.spans]
    return volume.source.text, spans, volume.warnings, volume.left


def _unpacked(values: Any) -> Volume:
    text, spans, warnings, left = values
    return Volume(SearchableText(text, tuple(ClauseSpan(*span) for span in spans)), warnings, left)
