"""Everything that a search finds, read while it is written: 300,000 clauses have a word like "the".

Ranks need every row, in 16 bytes each. What a row shows is made of very many rows at once, for in the order of rows the
wording of each document is unpacked once; ranks jump between documents. Most clauses have a plain word in their wording
alone, and then nothing else of them is read; a line of a pipe needs no more of a thing than its id, kind and locator.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from sys import intern

from compactx.index import search as rows
from compactx.model.record import Record
from compactx.model.text import SUMMARY
from compactx.query.search import (
    NAMED_ONLY,
    NO_COLUMNS,
    by_name,
    found_words,
    hit_of,
    ranked,
    search_question,
    snippet,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from compactx.index.read import Index, Node
    from compactx.index.search import HitRow, SearchScope
    from compactx.query.search import Hit, SearchQuestion, Text

    # What is shown of rows, by row: the column that tells most, the words around the matches, and the words that match.
    Shown = dict[int, tuple[str, str, tuple[str, ...]]]
    # What a line of a pipe says of a hit: id, kind, locator, score, the words around the matches.
    HitLine = tuple[str, str, str, float, str]

_MANY = 1 << 62
_AT_ONCE = 65_536  # hits whose words are held: some 30 MB
_READ = 400  # also the first hits: who reads on sees them before the words of the others are made
_FEW = 20  # hits, of which it does not pay to ask what they have in their wording alone


def every_hit(
    index: Index, text: str, scope: SearchScope, *, texts: Sequence[Text] = (), whole: bool = False
) -> HitStream:
    """Return everything that matches, as a search without a limit does; hits are made while they are read.

    Raises:
        UsageError: the query has no word, or is too long.
    """
    asked = search_question(index, text, scope, texts)
    wordings = asked.place.wordings
    worded = wordings.find(asked.expression, scope) if wordings and asked.expression else []
    found = ranking(index, asked.expression, scope, worded)
    if asked.named and (not found or asked.forgiven):
        found, asked = found.none(), asked.replace(forgiven=(NAMED_ONLY,))
    return HitStream(text, asked, found, whole=whole)


class Ranking(Record):
    """Rows that match an expression, how well, and what attached wordings have of them; ``order`` is by rank."""

    expression: str
    order: Sequence[int]
    scores: Mapping[int, float] | Sequence[float]
    numbers: Sequence[int]
    worded: Mapping[int, tuple[str, ...]]
    apart: frozenset[int]

    def __len__(self) -> int:
        """Return how many rows match."""
        return len(self.order)

    def none(self) -> Ranking:
        """Return the same without any row."""
        return Ranking(self.expression, (), (), (), {}, frozenset())


def ranking(index: Index, expression: str, scope: SearchScope, worded: Iterable[HitRow]) -> Ranking:
    """Return every row that matches, in the index or in attached wordings; a clause that matches twice counts for both.

    Raises:
        BadExpressionError: SQLite cannot read the expression.
    """
    if not expression:
        return Ranking(expression, (), (), (), {}, frozenset())
    numbers, scores = rows.every_row(index, expression, scope)
    indexed = len(numbers)
    columns = {row.n: row.columns for row in worded}
    order = ranked(numbers, scores, {row.n: row.score for row in worded})
    return Ranking(expression, order, scores, numbers, columns, frozenset(numbers[indexed:]))


class HitStream:
    """The hits of a search for everything, the best first; each time they are gone through they are made."""

    def __init__(self, text: str, asked: SearchQuestion, found: Ranking, *, whole: bool) -> None:
        """Take what was asked and what matches; what the words name comes first. ``whole`` leaves snippets uncut."""
        self.index = asked.place.index
        self.text = text
        self.found = found
        self.named = named = asked.named
        self.notes = (*asked.notes, *asked.forgiven)
        self.corrections = asked.corrections
        self.whole = whole
        self._beside: array[int] | None = None
        self._held = named is not None and named.n in (found.numbers[at] for at in found.order)

    def __len__(self) -> int:
        """Count the hits without making them."""
        return len(self.found) + (self.named is not None and not self._held)

    def __iter__(self) -> Iterator[Hit]:
        """Yield the hits."""
        if self.named:
            yield self._first(self.named)
        for wanted, words in self._stretches():
            for few in range(0, len(wanted), _READ):
                batch = wanted[few : few + _READ]
                self._read(number for number, _ in batch)
                yield from (hit_of(self.index, number, score, words.pop(number)) for number, score in batch)

    def lines(self) -> Iterator[HitLine]:
        """Yield what a line says of each hit."""
        if self.named:
            first = self._first(self.named)
            where = first.node.printed if first.instrument else ""
            yield first.node.id, first.node.kind, where, first.score, first.snippet
        for wanted, words in self._stretches():
            lines = {}
            for number, identity, kind, printed, line in rows.heads(self.index, sorted(words)):
                column, shown, _ = words.pop(number)
                ours = SUMMARY if column == "gist" and line else ""
                lines[number] = identity, intern(kind), intern(printed), ours + shown
            for number, score in wanted:
                identity, kind, where, shown = lines.pop(number)
                yield identity, kind, where, score, shown

    def _stretches(self) -> Iterator[tuple[list[tuple[int, float]], Shown]]:
        """Yield (row, score) of very many hits in turn, the best first, with what is shown of them."""
        for start, end in pairwise((0, _READ, *range(_AT_ONCE, len(self.found.order), _AT_ONCE), _MANY)):
            wanted = self._rows(start, end)
            yield wanted, self._words([number for number, _ in wanted])

    def nodes(self) -> Iterator[Node]:
        """Yield what matches without a look at its words."""
        if self.named:
            yield self.named
        numbers = [number for number, _ in self._rows(0, len(self.found.order))]
        for start in range(0, len(numbers), _READ):
            batch = numbers[start : start + _READ]
            self.index.forget_provisions()
            self.index.preload(batch)
            yield from map(self.index.node, batch)

    def claimed(self) -> Iterator[Node]:
        """Yield what bears, or is part of what bears, a name that something else owns."""
        claimed = rows.parts_of_claimants(self.index)
        if self.named and self.named.n in claimed:
            yield self.named
        yield from (self.index.node(n) for n, _ in self._rows(0, len(self.found.order)) if n in claimed)

    def _rows(self, start: int, end: int) -> list[tuple[int, float]]:
        """Return (row, score) of some hits by their place in the order, but for the one that the words name."""
        found, own = self.found, self.named.n if self.named else 0
        return [(n, found.scores[at]) for at in found.order[start:end] if (n := found.numbers[at]) != own]

    def _words(self, numbers: Iterable[int]) -> Shown:
        """Return what is shown of rows."""
        found, wanted = self.found, sorted(numbers)
        words = self._alone(wanted) if len(wanted) > min(_FEW, _READ) else {}
        kept = [number for number in wanted if number not in found.apart and number not in words]
        marked = rows.marked_columns(self.index, found.expression, kept) if kept else ()
        for number, columns in marked:
            words[number] = found_words((*columns, *found.worded.get(number, ())), whole=self.whole)
        for number in found.apart.intersection(wanted):
            words[number] = found_words((*NO_COLUMNS, *found.worded[number]), whole=self.whole)
        return words

    def _alone(self, numbers: Iterable[int]) -> Shown:
        """Return what is shown of those rows that have plain words in their wording and in nothing else."""
        expression, worded = self.found.expression, self.found.worded
        split = rows.plain_words(expression, many=len(self.found) > _READ)
        if split is None:
            return {}
        if self._beside is None:
            self._beside = rows.matching_beside(self.index, expression)
        alone = [n for n in numbers if n not in worded and not _holds(self._beside, n)]
        words: Shown = {}
        known: dict[tuple[str, ...], tuple[str, ...]] = {}
        for number, wording in rows.clause_texts(self.index, alone):
            pieces = split(wording) if rows.reads_plainly(wording) else []
            if len(pieces) > 1:
                written = tuple(dict.fromkeys(pieces[1::2]))
                matched = known.get(written) or known.setdefault(written, tuple(dict.fromkeys(map(str.lower, written))))
                words[number] = "wording", snippet(rows.marked_plainly(pieces), whole=self.whole), matched
        return words

    def _read(self, numbers: Iterable[int]) -> None:
        self.index.forget_provisions()
        batch = list(numbers)
        self.index.preload(batch)
        self.index.preload(self.index.node(number).instrument for number in batch)

    def _first(self, named: Node) -> Hit:
        """Return what the words name: as it was found, or by its name alone."""
        found = self.found
        own = None
        if self._held:
            score = next(found.scores[at] for at in found.order if found.numbers[at] == named.n)
            own = hit_of(self.index, named.n, score, self._words([named.n])[named.n])
        elif found.expression and (row := rows.find_one(self.index, found.expression, named.n)):
            own = hit_of(self.index, named.n, row.score, found_words(row.columns, whole=self.whole))
        hit = own or by_name(self.index, named, whole=self.whole)
        best = found.scores[found.order[0]] if found.order else 0.0
        return hit.replace(score=max(hit.score, best))


def _holds(numbers: Sequence[int], number: int) -> bool:
    """Say whether a number is one of some that stand in order."""
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number
