"""What a command is given: documents and references, told apart, and the one way to read a draft.

How far the reading of a large document is stands on a terminal's standard error, and nothing in a pipe.
"""

from __future__ import annotations

import os
import sys
from functools import partial

from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

    from compactx.citation.catalogue import Catalogue
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.intake.document import Document
    from compactx.query.compare import ComparedText

_BETWEEN = frozenset(("to", "with", "and"))
_SUFFIXES = ("txt", "md", "markdown", "html", "htm", "xhtml", "docx", "doc", "pdf", "xml", "akn", "odt", "rtf")
_LARGE = 500_000  # bytes: read and searched within two seconds, however dense they are
_SHOWN = 40


def operands(session: Session, words: Sequence[str]) -> list[str | Node]:
    """Return the paths of documents and the nodes of references, in their order.

    A word is a document if it is "-", ends like one, or is a file and names nothing; the words between documents are
    references, divided by "to", "with" or "and" or as :func:`compactx.query.select.select_many` divides them.

    Raises:
        UsageError, UnknownReferenceError, AmbiguousReferenceError: as :func:`compactx.query.select.select`.
    """
    if list(words).count("-") > 1:
        raise UsageError('"-" can be given once: standard input is read once')
    found: list[str | Node] = []
    loose: list[str] = []
    for word in words:
        if is_document(session, word, alone=len(words) == 1):
            found += _references(session, loose)
            loose = []
            found.append(word)
        else:
            loose.append(word)
    return [*found, *_references(session, loose)]


def is_document(session: Session, word: str, *, alone: bool = False) -> bool:
    """Say whether a word is a document, as :func:`operands` has it; ``alone`` a folder is one that cannot be read."""
    if word == "-":
        return True
    stem, dot, ending = word.rpartition(".")
    if dot and stem and ending.lower() in _SUFFIXES:
        return True
    if not (os.path.isfile(word) or (alone and os.path.isdir(word))):
        return False
    from compactx.query.select import exact  # noqa: PLC0415 - a draft to check is read without

    return exact(session.index, word) is None


def _references(session: Session, words: Sequence[str]) -> list[Node]:
    from compactx.query.select import each_part, exact, select, select_many  # noqa: PLC0415 - as above

    if each_part(session.index, words):
        return [one.node for one in select_many(session.index, words)]
    groups: list[list[str]] = [[]]
    for at, word in enumerate(words):
        if word.lower() in _BETWEEN and (at in (0, len(words) - 1) or exact(session.index, " ".join(words)) is None):
            groups.append([])
        else:
            groups[-1].append(word)
    found = []
    for group in groups:
        if len(group) == 2 and exact(session.index, " ".join(group)) is None:  # noqa: PLR2004 - two words are two ends
            chosen = [select(session.index, word) for word in group]
        else:
            chosen = select_many(session.index, group) if group else []
        for one in chosen:
            session.note_reading(one)
            found.append(one.node)
    return found


def operand_text(session: Session, operand: str | Node, catalogue: Catalogue) -> ComparedText:
    """Return a document, or the wording of what a reference names, as a text with what each clause cites.

    Raises:
        NotADocumentError: a document cannot be read.
        UsageError: there is no wording of what is named.
    """
    from compactx.texts.wording import text_of_document, text_of_node  # noqa: PLC0415 - as above

    if not isinstance(operand, str):
        return text_of_node(session.index, operand, catalogue)
    with Progress(session, operand) as progress:
        document = read_operand(session, operand)[1]
        return text_of_document(document, catalogue, partial(progress.tell, total=len(document.text)))


def read_operand(session: Session, path: str) -> tuple[bytes, Document]:
    """Return the bytes of a draft and the document in them, and tell what its reader warns of.

    Raises:
        NotADocumentError: the file cannot be read.
    """
    from compactx.intake.read import read_source  # noqa: PLC0415 - as above

    data, document = read_source(path)
    session.warnings += [f"{document.name}: {warning}" for warning in document.warnings]
    return data, document


class Progress:
    """A line that says what is read and how far its citations are found; it goes when the work is done.

    One document of several has it whatever its size.
    """

    def __init__(self, session: Session, path: str, number: int = 1, count: int = 1) -> None:
        """Say at once that the document is read."""
        wanted = not session.given.flag("quiet") and sys.stderr.isatty()
        self.is_shown = wanted and (count > 1 or size_of(path) >= _LARGE)
        self.head = ""
        if self.is_shown:
            from compactx.model.text import clean  # noqa: PLC0415 - only on a terminal

            self.head = f"{number}/{count} {clean(os.path.basename(path))[-_SHOWN:]}"
            self._write("reading")

    def tell(self, done: int, total: int) -> None:
        """Say how many characters of all were gone through."""
        if self.is_shown:
            self._write(f"{100 * done // max(1, total)} %")

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r\033[K{self.head} {text}")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        """Go on."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the line empty for what comes next."""
        if self.is_shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def size_of(path: str) -> int:
    """Return the bytes of a file, 0 where there is none."""
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):  # standard input, or nothing: the reader says what is wrong
        return 0
