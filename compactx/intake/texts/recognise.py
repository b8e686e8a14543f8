"""Which instruments a document is the text of: by its symbol, by its title, by its clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.citation.normalise import fingerprint, normalise
from compactx.citation.numbers import canonical
from compactx.errors import CompactxError
from compactx.index import figures
from compactx.intake.document import clause_wordings
from compactx.intake.drafts.draft import symbol_of
from compactx.intake.read import read_document
from compactx.intake.texts.align import MATCHES
from compactx.intake.texts.attach import attach
from compactx.model.kinds import INSTRUMENT_KINDS
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from compactx.index.read import Index, Node
    from compactx.intake.document import Document
    from compactx.intake.texts.attach import AttachResult

_TITLE_LINES = 60  # lines of a document in which its title stands
_LINES = 4  # that a title runs over
_LONGEST = 300  # characters of a title
_TOO_FEW = 3  # clauses that tell nothing by themselves
_SHARE = 0.1  # the part of all clauses from which a text that is named is told by them
_MOST = 0.5  # the same of a text that is not named
_NUMBER = re.compile(r"\d{1,4}(?:/\d{1,4}| \([A-Z-]+\))\. ")
_MARKUP = "*#_ \t"


class Recognition(Record):
    """An instrument that a document holds, and what it was told by: ``symbol``, ``title``, ``clauses``."""

    instrument: Node
    by: tuple[str, ...]


class AttachedFile(Record):
    """A document and one instrument that it holds: what it was told by and what came of it, or why nothing did."""

    file: str
    by: tuple[str, ...]
    done: AttachResult | None
    reason: str
    warnings: tuple[str, ...] = ()


def attach_recognised(
    index: Index, path: str, *, earlier: dict[str, int] | None = None, force: bool = False, dry: bool = False
) -> list[AttachedFile]:
    """Attach a document to every instrument that it holds, and tell what was not recognised or could not be kept.

    ``earlier`` counts the matching clauses of the texts that the same command attached before this one, and is kept up:
    a text of which more clauses match takes the place of such a text.
    """
    try:
        document = read_document(path)
    except CompactxError as error:
        return [AttachedFile(path, (), None, error.message)]
    found = recognise(index, document)
    if not found:
        symbol = symbol_of(document)
        why = (
            f"nothing here has its symbol {symbol}" if symbol else "no symbol, title or clauses of anything known here"
        )
        return [AttachedFile(path, (), None, why, document.warnings)]
    counts = {} if earlier is None else earlier
    return [_attached(index, one, document, path, counts, force=force, dry=dry) for one in found]


def _attached(
    index: Index, one: Recognition, document: Document, path: str, earlier: dict[str, int], *, force: bool, dry: bool
) -> AttachedFile:
    known = earlier.get(one.instrument.id)
    try:
        if known is not None and not force:
            force = attach(index, one.instrument, document, force=False, dry=True).count(MATCHES) > known
        done = attach(index, one.instrument, document, force=force, dry=dry)
    except CompactxError as error:
        return AttachedFile(path, one.by, None, error.message, document.warnings)
    earlier[one.instrument.id] = done.count(MATCHES)
    return AttachedFile(path, one.by, done, "", document.warnings)


def recognise(index: Index, document: Document) -> list[Recognition]:
    """Return the instruments that a document is, or holds, the text of; nothing if none is told."""
    found: dict[int, list[str]] = {}
    symbol = canonical(symbol_of(document))
    for name in index.named(symbol) if symbol else ():
        found.setdefault(name.node, []).append("symbol")
    for row in _titled(index, document):
        found.setdefault(row, []).append("title")
    for row in _told_by_clauses(index, document, found):
        found.setdefault(row, []).append("clauses")
    nodes = {row: index.node(row) for row in found}
    kept = {row: by for row, by in found.items() if nodes[row].kind in INSTRUMENT_KINDS and not nodes[row].locator}
    described = {row for row in kept if figures.fingerprinted(index, row)}
    sure = {row: by for row, by in kept.items() if row not in described or "clauses" in by}
    # A title in the head may be that of what the document is about: the symbol tells more, and so do clauses.
    telling = {row: by for row, by in sure.items() if set(by) != {"title"}} or sure or kept
    return [Recognition(nodes[row], tuple(dict.fromkeys(by))) for row, by in telling.items()]


def _told_by_clauses(index: Index, document: Document, named: Collection[int]) -> Iterator[int]:
    """Yield the instruments of which enough clauses stand in a document.

    Treaties share final clauses: what one has explained, named ones first, counts for no other.
    """
    left = {fingerprint(words) for words in clause_wordings(document).values()}
    sharing = figures.sharing(index, left)
    for row in sorted(sharing, key=lambda row: (row not in named, -len(sharing[row][0]) / sharing[row][1])):
        same, of = sharing[row]
        if len(same & left) >= max(min(_TOO_FEW, of), (_SHARE if row in named else _MOST) * of):
            left -= same
            yield row


def _titled(index: Index, document: Document) -> Iterator[int]:
    """Yield the instruments whose full name stands by itself in the head of a document."""
    lines = [normalise(line).strip(_MARKUP) for line in document.text[: _TITLE_LINES * _LONGEST].split("\n")]
    lines = [line for line in lines if line][:_TITLE_LINES]
    for at in range(len(lines)):
        for end in range(at + 1, min(at + _LINES, len(lines)) + 1):
            title = " ".join(lines[at:end])
            if len(title) > _LONGEST:
                break
            if numbered := _NUMBER.match(title):
                title = title[numbered.end() :]
            for name in index.namesakes(title.rstrip(".")):
                if name.type == "full" or index.node(name.node).title == name.name:
                    yield name.node
