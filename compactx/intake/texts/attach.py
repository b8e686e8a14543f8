"""Give an instrument the full wording that the user has, and say clause by clause whether it is the known edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.citation.normalise import fingerprint, normalise
from compactx.citation.numbers import canonical
from compactx.corpus import atomic, regular
from compactx.corpus.source import texts_folder
from compactx.errors import CannotWriteError, UsageError
from compactx.intake.document import clause_wordings
from compactx.intake.drafts.draft import symbol_of
from compactx.intake.texts import store
from compactx.intake.texts.align import DIFFERS, MATCHES, MISSING, Match, ProvisionKey, align
from compactx.model.kinds import INSTRUMENT_KINDS
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    except FileNotFoundError:
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
