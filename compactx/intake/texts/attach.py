"""Which instrument a document is the full wording of, and clause by clause whether it is the known edition.

It is known by its symbol, by its title, by its clauses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.citation.normalise import fingerprint, normalise
from compactx.citation.numbers import canonical
from compactx.corpus import atomic, regular
from compactx.corpus.source import texts_folder
from compactx.errors import CannotWriteError, CompactxError, UsageError
from compactx.index import figures
from compactx.intake.document import clause_wordings
from compactx.intake.drafts.draft import symbol_of
from compactx.intake.read import read_document
from compactx.intake.texts import store
from compactx.intake.texts.align import DIFFERS, MATCHES, MISSING, Match, ProvisionKey, align
from compactx.model.kinds import INSTRUMENT_KINDS
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from compactx.index.read import Index, Node
    from compactx.intake.document import Document

_HEAD = 8000
_FEW = 10  # a document with less than this part of the clauses is another one


class AttachResult(Record):
    """What came of attaching: the instrument, the file, the clauses, and where the text is kept ('' when it is not).

    ``edition`` is the edition that the file names itself to be, or ''; ``known`` the provisions without a fingerprint.
    ``unsearched`` were not looked for in running text: the document is too long for that.
    """

    instrument: str
    title: str
    source: str
    format: str
    edition: str
    matches: tuple[Match, ...]
    path: str
    known: int
    whole: bool
    unsearched: int = 0

    def count(self, status: str) -> int:
        """Return how many clauses have a status."""
        return sum(match.status == status for match in self.matches)


def attach(
    index: Index, instrument: Node, document: Document, *, force: bool = False, dry: bool = False
) -> AttachResult:
    """Align a document to an instrument's provisions and store its text; one without any has its text's numbering.

    Raises:
        UsageError: nothing of the instrument stands in the document, or its head does not say that it is this one.
        CannotWriteError: another text is stored already and ``force`` is not set, or the file system refuses.
    """
    nodes = [node for node in index.of_kind((), instrument.n) if node.locator]
    if not nodes:
        return _undescribed(instrument, document, force=force, dry=dry)
    wanted = [ProvisionKey(n.id, n.locator, n.kind, n.words, n.fingerprint, n.printed) for n in nodes if n.fingerprint]
    known = _differences(index, instrument)
    unsearched: list[int] = []
    matches = [_told(match, known) for match in align(document, wanted, unsearched.append)]
    _refuse_another(instrument, document, matches, force=force)
    edition = _edition(index, instrument, document, matches)
    stored = _stored(instrument.id, document, matches, edition, complete=len(wanted) == len(nodes))
    path = "" if dry else _write(instrument.id, stored, force=force)
    return AttachResult(
        instrument.id, instrument.title, document.name, document.format, stored.facts["edition"], tuple(matches), path,
        len(nodes) - len(wanted), bool(stored.document), sum(unsearched),
    )  # fmt: skip


def _undescribed(instrument: Node, document: Document, *, force: bool, dry: bool) -> AttachResult:
    """Store the text of an instrument of which no provision is described here, by the document's own numbering.

    With no clause to tell it by, the head of the document has to bear the instrument's symbol, or its title; a
    resolution brings along what is annexed to it.
    """
    if instrument.kind not in INSTRUMENT_KINDS:
        raise UsageError(f"{instrument.id} is no document: it has no text to attach")
    symbol = canonical(symbol_of(document))
    ours = canonical(instrument.symbol.partition(", annex")[0])
    title = normalise(instrument.title).casefold()
    known = symbol == ours if symbol and ours else title in normalise(document.text[:_HEAD]).casefold()
    if not known and not force:
        named = f"bears the symbol {symbol}" if symbol else "does not bear its title"
        raise UsageError(f"{document.name} {named}: is it {instrument.symbol or instrument.id}?",
                         hint="--force attaches it all the same")  # fmt: skip
    notes = {span.locator: span.note_of for span in document.provisions if span.kind == "footnote"}
    every = clause_wordings(document)
    words = {locator: clause for locator, clause in every.items() if locator not in notes}
    facts = {"instrument": instrument.id, "source": document.name, "format": document.format, "edition": symbol}
    stored = store.AttachedText(
        facts, words, dict.fromkeys(words, store.SAME),
        {f"{of}#{locator}": every[locator] for locator, of in notes.items() if of}, document.text,
    )  # fmt: skip
    path = "" if dry else _write(instrument.id, stored, force=force)
    return AttachResult(instrument.id, instrument.title, document.name, document.format, symbol, (), path, len(words),
                        whole=True)  # fmt: skip


def _refuse_another(instrument: Node, document: Document, matches: list[Match], *, force: bool) -> None:
    """Raise UsageError when the document is another one: clauses of the same number are not the same clauses."""
    same = sum(match.status == MATCHES for match in matches)
    if matches and all(match.status == MISSING for match in matches):
        raise UsageError(f"nothing of {instrument.id} stands in {document.name}", hint="is it the right document?")
    if same * _FEW < len(matches) and not force:
        raise UsageError(f"only {same} of {len(matches)} clauses of {instrument.id} stand in {document.name}",
                         hint="is it the right document? --force attaches it all the same")  # fmt: skip


def store_document(instrument: str, document: Document, *, force: bool) -> str:
    """Store a document's own clauses as the text of an instrument made from it, and return the path.

    Raises:
        CannotWriteError: as :func:`attach`.
    """
    words = clause_wordings(document)
    facts = {"instrument": instrument, "source": document.name, "format": document.format, "edition": ""}
    status = dict.fromkeys(words, store.SAME)
    return _write(instrument, store.AttachedText(facts, words, status, {}, ""), force=force)


def _stored(
    instrument: str, document: Document, matches: list[Match], edition: str, *, complete: bool
) -> store.AttachedText:
    found = [match for match in matches if match.status != MISSING]
    words = {match.wanted.locator: match.text for match in found}
    status = {m.wanted.locator: store.SAME if m.status == MATCHES or m.edition else store.DIFFERS for m in found}
    places: dict[str, str] = {}
    for match in found:
        places.setdefault(match.where, match.wanted.locator)
    all_words = clause_wordings(document)
    notes = {
        f"{places[span.note_of]}#{span.locator}": all_words[span.locator]
        for span in document.provisions
        if span.kind == "footnote" and span.note_of in places
    }
    facts = {"instrument": instrument, "source": document.name, "format": document.format, "edition": edition}
    whole = "" if complete and len(found) == len(matches) else document.text
    return store.AttachedText(facts, words, status, notes, whole)


def _write(instrument: str, stored: store.AttachedText, *, force: bool) -> str:
    data = store.serialised(stored)
    path = store.text_path(instrument)
    try:
        same = regular.read(path, store.MOST_BYTES) == data
    except (FileNotFoundError, NotADirectoryError):  # nothing is there; whether something can be is told by writing
        same = True
    except OSError:
        same = False
    if not same and not force:
        raise CannotWriteError(
            f"another text of {instrument} is attached already", hint="add --force to put this one in its place"
        )
    return atomic.write_file(texts_folder(), instrument + store.SUFFIX, data)


def _differences(index: Index, instrument: Node) -> dict[tuple[str, str], str]:
    """Return the editions by the clause and the fingerprint in which they are known to differ."""
    editions = index.facts(instrument.n).editions
    return {(one.clause, one.fingerprint): edition.id for edition in editions for one in edition.differences}


def _told(match: Match, known: Mapping[tuple[str, str], str]) -> Match:
    """Return a match that says which edition has its other words, if one is known to."""
    if match.status != DIFFERS or not known:
        return match
    return match.replace(edition=known.get((match.wanted.locator, fingerprint(match.text)), ""))


def _edition(index: Index, instrument: Node, document: Document, matches: Sequence[Match]) -> str:
    """Return which edition a document is: by the words of its clauses, or else by the symbol that it begins with.

    '' when nothing differs that would tell, and it names none or several.
    """
    editions = index.facts(instrument.n).editions
    symbols = {edition.id: edition.symbol.partition(",")[0] for edition in editions}
    official = next((symbols[edition.id] for edition in reversed(editions) if edition.official), "")
    told = {symbols.get(match.edition) or match.edition for match in matches if match.edition}
    if len(told) == 1:
        return told.pop()
    head = normalise(document.text[:_HEAD]).casefold()
    named = list(dict.fromkeys(symbol for symbol in symbols.values() if symbol and symbol.casefold() in head))
    if len(named) == 1:
        return named[0]
    apart = any(edition.differences for edition in editions)
    return official if apart and all(match.status == MATCHES for match in matches) else ""


__all__ = ["DIFFERS", "MATCHES", "MISSING", "AttachResult", "attach", "store_document"]


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
