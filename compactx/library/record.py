"""A document as the library keeps it: where it came from, its clauses, what they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from compactx.model.kinds import CLAIM, LIBRARY

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKED_UP = (".xml", ".akn")


def origin_of(path: str) -> int:
    """Return where the symbol of a document comes from: its publisher's markup, or its own words.

    >>> origin_of("a.zip!A_RES_70_1.xml") == LIBRARY, origin_of("A_RES_70_1.txt") == CLAIM
    (True, True)
    """
    return LIBRARY if path.lower().endswith(_MARKED_UP) else CLAIM


class StoredClause(NamedTuple):
    """A clause of a document, in reading order; ``gist`` holds its first words."""

    locator: str
    printed: str
    kind: str
    parent: str
    number: int | None
    title: str
    gist: str
    words: int
    fingerprint: str


class StoredCitation(NamedTuple):
    """What a clause cites: the id of a thing in the corpus, or else an official symbol."""

    locator: str
    target: str
    symbol: str
    surface: str
    pinpoint: str
    basis: str
    confidence: str


class StoredDocument(NamedTuple):
    """A document that was read; ``turn`` is the session or year, ``series`` what its yearly successors share."""

    id: str
    symbol: str
    kind: str
    title: str
    date: str
    url: str
    body: str
    turn: int | None
    series: str
    clauses: Sequence[StoredClause]
    citations: Sequence[StoredCitation]
    packed: bytes


class DocumentSource(NamedTuple):
    """A file, or a member of an archive, as it was found."""

    path: str
    size: int
    moment: int
    sha256: str
