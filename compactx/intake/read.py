"""Read any document: find its format by its content, read its text, divide it into clauses."""

from __future__ import annotations

from compactx.intake.document import Document


def read_document(path: str) -> Document:
    """Return the document in a file, or on standard input for ``-``.

    Raises:
        NotADocumentError: the file cannot be read as a document.
    """
    raise NotImplementedError
