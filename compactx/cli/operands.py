"""What a command is given: documents and references, told apart, and the one way to read a draft."""

from __future__ import annotations

import os
from functools import partial

from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.intake.document import Document
    from compactx.query.compare import ComparedText

_BETWEEN = frozenset(("to", "with", "and"))
_SUFFIXES = ("txt", "md", "markdown", "html", "htm", "xhtml", "docx", "doc", "pdf", "xml", "akn", "odt", "rtf")


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
    from compactx.cli.progress import Progress  # noqa: PLC0415 - what is compared may be no text
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
