"""Do the words that prove each reference stand in its clause? Asked of the attached text, or of the library's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.citation.normalise import fingerprint, normalise
from compactx.index.wording import of_instrument
from compactx.intake.texts import store
from compactx.intake.texts.store import DIFFERS, SAME, AttachedText
from compactx.model.finding import Finding, Place
from compactx.model.kinds import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.read import Edge, Index, Node

_BUDGET = 20_000_000_000  # characters looked through at most: some ten seconds
_EVIDENCE = frozenset({*EVIDENCE, "class"})


def verify(index: Index, instrument: Node, stored: AttachedText) -> list[Finding]:
    """Return what does not hold, in the order of the corpus files."""
    found = [*_clauses(index, instrument, stored), *_surfaces(index, instrument, stored)]
    return sorted(found, key=lambda finding: (finding.place.file, finding.place.line))


def _clauses(index: Index, instrument: Node, stored: AttachedText) -> Iterator[Finding]:
    """Yield the clauses whose text is another one than the one fingerprinted, or is not there."""
    source = stored.facts.get("source", "")
    for node in index.of_kind((), instrument.n):
        if not node.fingerprint:
            continue
        place = Place(node.file, node.line)
        status = stored.status.get(node.locator)
        if status == store.DIFFERS:
            words = len(normalise(stored.words[node.locator]).split())
            message = f"{node.id} reads otherwise in {source}: {words} words, {node.words} in the edition known here"
            yield Finding("clause-text-differs", "warning", place, message, "it may be another edition")
        elif status is None:
            yield Finding(
                "clause-missing", "warning", place, f"{node.id} was not found in {source}", "attach a complete copy"
            )


def _surfaces(index: Index, instrument: Node, stored: AttachedText) -> Iterator[Finding]:
    haystacks = _Haystacks(index, instrument, stored)
    for edge in _edges(index, instrument):
        clause = index.node(edge.clause if edge.clause is not None else edge.src)
        surface = normalise(edge.surface)
        if clause.instrument != instrument.n or not surface or haystacks.has(clause, surface):
            continue
        place = Place(edge.file, edge.line)
        target = index.node(edge.dst).id
        if surface.casefold() in haystacks.clause(clause).casefold():
            message = f'"{edge.surface}" stands in {clause.id} with other capital letters (reference to {target})'
            yield Finding("surface-case", "warning", place, message, "write it as the clause has it")
        elif haystacks.known(clause):
            message = f'"{edge.surface}" does not stand in {clause.id} (reference to {target})'
            yield Finding("surface-not-found", "error", place, message, "quote the clause, or move the reference")
        elif haystacks.anywhere(surface):
            continue
        else:
            message = (
                f'"{edge.surface}" stands nowhere in the text of {instrument.id} (reference to {target} in {clause.id})'
            )
            yield Finding("surface-not-found", "warning", place, message, "the clause itself could not be told apart")
    if haystacks.unsearched:
        words = f"{haystacks.unsearched} surfaces were" if haystacks.unsearched > 1 else "1 surface was"
        message = f"{words} not looked for: the text of {instrument.id} is too long to be gone through for each"
        hint = "attach a copy whose clauses can be told apart"
        yield Finding("surface-unsearched", "warning", Place(instrument.file, instrument.line), message, hint)


def weak(index: Index, instrument: Node, stored: AttachedText) -> int:
    """Return how many surfaces were looked for in the whole document, because their clause was not told apart."""
    haystacks = _Haystacks(index, instrument, stored)
    count = 0
    for edge in _edges(index, instrument):
        clause = index.node(edge.clause if edge.clause is not None else edge.src)
        count += clause.instrument == instrument.n and bool(edge.surface) and not haystacks.known(clause)
    return count


def checked(index: Index, instrument: Node) -> int:
    """Return how many references of an instrument have words to look for."""
    return sum(1 for _ in _edges(index, instrument))


def _edges(index: Index, instrument: Node) -> Iterator[Edge]:
    seen: set[int] = set()
    nodes = index.of_kind((), instrument.n)
    for node in nodes:
        for edge in index.edges_from(node.n):
            if edge.surface and edge.basis in _EVIDENCE and edge.n not in seen:
                seen.add(edge.n)
                yield edge


class _Haystacks:
    """The normalised words of each clause, with its title and its footnotes, made when first asked for."""

    def __init__(self, index: Index, instrument: Node, stored: AttachedText) -> None:
        self.index = index
        self.stored = stored
        self.notes: dict[str, list[str]] = {}
        for name, words in stored.notes.items():
            self.notes.setdefault(name.partition("#")[0], []).append(words)
        self.document = normalise(stored.document) if stored.document else ""
        self._made: dict[int, str] = {}
        self._found: dict[str, bool] = {}
        self._left = _BUDGET
        self.unsearched = 0  # different surfaces that were not looked for in the document, to end in time
        self.title = instrument.title

    def known(self, clause: Node) -> bool:
        """Say whether the words of a clause are there, and so must hold its surfaces."""
        return clause.locator in self.stored.words

    def clause(self, clause: Node) -> str:
        """Return the words of a clause."""
        if clause.n not in self._made:
            pieces = [clause.title, self.stored.words.get(clause.locator, ""), *self.notes.get(clause.locator, ())]
            self._made[clause.n] = normalise("\n".join(pieces))
        return self._made[clause.n]

    def has(self, clause: Node, surface: str) -> bool:
        """Say whether a surface stands in a clause."""
        return surface in self.clause(clause)

    def anywhere(self, surface: str) -> bool:
        """Say whether a surface stands anywhere in the document, or that cannot be looked up at a fair price."""
        if surface not in self._found:
            self._left -= len(self.document)
            self.unsearched += self._left < 0
            self._found[surface] = self._left < 0 or surface in self.document
        return self._found[surface]


def kept(index: Index, instrument: Node) -> AttachedText | None:
    """Return the text of an instrument as the library has it, None if it has none."""
    words = of_instrument(index, instrument)
    if not words:
        return None
    known = {node.locator: node.fingerprint for node in index.of_kind((), instrument.n)}
    status = {locator: SAME if known.get(locator) == fingerprint(text) else DIFFERS for locator, text in words.items()}
    return AttachedText({"instrument": instrument.id, "source": "the library"}, words, status, {}, "")
