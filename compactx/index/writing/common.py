"""The best rows of words that stand in very many, ranked beforehand: ranking reads every row that matches.

The rank is the one of the text index (BM25 over weighted columns); beside it stands what it is computed from, so that
it can be computed anew when there are more rows, without looking at most of them.
"""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING, NamedTuple

from compactx.index import search
from compactx.index.rank import K1, B, Statistics
from compactx.index.writing import layout
from compactx.model.text import any_form, forms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    Counts = tuple[int, int, int]  # how often a row has each form of a word, weighted, and how many words it has
    RankedRow = tuple[float, int, str, int, int, int]  # the rank, the row, its kind, then its counts

_RANKED = "SELECT rowid, rank FROM text WHERE text MATCH ? ORDER BY rowid"
_END = (1 << 62, 0.0)
_COMMON_WORD = (
    "SELECT forms, rows, tokens, one, other, below, first, second, length, until FROM common_word WHERE word = ?"
)
_LONG = 0x7F  # a length above takes more than a byte


class Limit(NamedTuple):
    """What may be better than what is kept: rows like the last one kept behind row ``until``; none above ``below``.

    ``length`` is -1 where every row is kept.
    """

    below: float = 0.0
    first: int = 0
    second: int = 0
    length: int = -1
    until: int = 0


class _Best:
    """The best rows seen so far: those with the smallest rank, of two alike the one seen first."""

    def __init__(self, most: int) -> None:
        self.most = most + most // layout.MORE
        self.count = 0
        self.worst = math.inf
        self.left = self.second = math.inf  # the best two ranks of what is not kept
        self._heap: list[tuple[float, int, float, float]] = []

    def see(self, rank: float, number: int, one: float, other: float) -> None:
        """Take a row that is better than the worst so far; rows come in order of their numbers."""
        row = (-rank, -number, one, other)
        if len(self._heap) < self.most:
            heapq.heappush(self._heap, row)
        else:
            self.leave(-heapq.heapreplace(self._heap, row)[0])
        if len(self._heap) == self.most:
            self.worst = -self._heap[0][0]

    def leave(self, rank: float) -> None:
        """Note the rank of a row that is not kept."""
        if rank < self.left:
            self.left, self.second = rank, self.left
        elif self.left < rank < self.second:
            self.second = rank

    def rows(self) -> dict[int, tuple[float, float]]:
        """Return the rows in any order, with the ranks for each form."""
        return {-number: (one, other) for _, number, one, other in self._heap}

    def last(self) -> int:
        """Return the last row that is kept, 0 if none is left out."""
        return -self._heap[0][1] if self.count > len(self._heap) else 0

    def below(self) -> float:
        """Return what no row is above that is not kept and not as good as the last one."""
        below = self.second if self.left == self.worst else self.left
        return 0.0 if below == math.inf else -below


def index_totals(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return how many rows and words the text index has."""
    connection.execute("SAVEPOINT written")  # the text index writes this down
    connection.execute("RELEASE written")
    row = connection.execute("SELECT block FROM text_data WHERE id = 1").fetchone()
    numbers = list(_numbers(row[0])) if row else [0]
    return numbers[0], sum(numbers[1:])


def _numbers(packed: bytes) -> Iterator[int]:
    """Yield numbers of seven bits a byte, the highest first; the text index has none of nine bytes."""
    number = 0
    for byte in packed:
        number = number << 7 | byte & _LONG
        if byte <= _LONG:
            yield number
            number = 0


def length_of(packed: bytes) -> int:
    """Return how many words a row has from the lengths of its columns."""
    return sum(packed) if max(packed, default=0) <= _LONG else sum(_numbers(packed))


def common_words(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the words that stand in very many rows, as they are asked for, each with its forms."""
    sql = "SELECT term FROM term WHERE rows > ? ORDER BY term"
    found: dict[str, tuple[str, ...]] = {}
    done: set[str] = set()
    for (term,) in connection.execute(sql, (layout.COMMON_ROWS,)):
        if any_form(term) not in done:
            done.update(_same(term))
            found[any_form(term)] = forms(term)
    return found


def _same(term: str) -> list[str]:
    """Return the expressions that ask for a word in all its forms."""
    return list(dict.fromkeys(any_form(form) for form in forms(term) if set(forms(form)) == set(forms(term))))


def rank_all(connection: sqlite3.Connection) -> None:
    """Keep the number of rows and the best of them for each word, in all its forms, that stands in very many rows."""
    wanted = common_words(connection)
    ranking = _Ranker(connection) if wanted else None
    for word, own in enumerate(wanted.values(), 1):
        if ranking:
            ranking.keep(word, own)


class _Ranker:
    """Ranks all rows of words; the kind of each row is a byte."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.rows, self.tokens = index_totals(connection)
        self.names = [row[0] for row in connection.execute("SELECT DISTINCT kind FROM node ORDER BY 1")]
        codes = {name: code for code, name in enumerate(self.names)}
        self.codes = bytearray(connection.execute("SELECT max(n) FROM node").fetchone()[0] + 1)
        for number, kind in connection.execute("SELECT n, kind FROM node"):
            self.codes[number] = codes[kind]

    def keep(self, word: int, own: tuple[str, ...]) -> None:
        """Keep the best rows of a word, of all and of each kind, and how many rows of each kind there are."""
        having = (self.connection.execute("SELECT rows FROM term WHERE term = ?", (form,)).fetchone() for form in own)
        statistics = Statistics(self.rows, self.tokens, tuple(row[0] if row else 0 for row in having))
        every, each = self._ranked(own)
        ranks = {number: row for best in (every, *each) for number, row in best.rows().items()}
        words = {number: self._counts(number, ranks[number], statistics) for number in sorted(ranks)}
        kinds = {
            name: (best.count, _limit(best, words))
            for name, best in zip(self.names, each, strict=True) if best.count
        }  # fmt: skip
        scores = statistics.scores(list(words.values()))
        rows = [(-score, number, self.names[self.codes[number]], *words[number])
                for score, number in zip(scores, words, strict=True)]  # fmt: skip
        put_rows(self.connection, word, sorted(rows))
        put_word(self.connection, word, own, statistics, kinds, _limit(every, words))

    def _ranked(self, own: tuple[str, ...]) -> tuple[_Best, list[_Best]]:
        every = _Best(search.BEST_ROWS)
        each = [_Best(search.BEST_OF_KIND) for _ in self.names]
        codes = self.codes
        for number, one, other in self._rows(own):
            rank = one + other
            every.count += 1
            of_kind = each[codes[number]]
            of_kind.count += 1
            for best in (every, of_kind):
                if rank < best.worst:
                    best.see(rank, number, one, other)
                elif rank < best.second:
                    best.leave(rank)
        return every, each

    def _rows(self, own: tuple[str, ...]) -> Iterator[tuple[int, float, float]]:
        """Yield every row that has a word in its order, with its rank for each form."""
        cursors = [self.connection.execute(_RANKED, (f'"{form}"',)) for form in own]
        if len(cursors) == 1:
            yield from ((number, rank, 0.0) for number, rank in cursors[0])
            return
        one, other = next(cursors[0], _END), next(cursors[1], _END)
        while one is not _END or other is not _END:
            number = min(one[0], other[0])
            ranks = (one[1] if one[0] == number else 0.0, other[1] if other[0] == number else 0.0)
            one = next(cursors[0], _END) if one[0] == number else one
            other = next(cursors[1], _END) if other[0] == number else other
            yield number, *ranks

    def _counts(self, number: int, ranks: tuple[float, float], statistics: Statistics) -> Counts:
        """Say how often a row has the forms of a word: what its ranks tell."""
        packed = self.connection.execute("SELECT sz FROM text_docsize WHERE id = ?", (number,)).fetchone()[0]
        length = length_of(packed)
        spread = K1 * (1 - B + B * length / statistics.average)
        shares = [-rank / weight for rank, weight in zip(ranks, statistics.weights(), strict=False)]
        counts = [round(share * spread / (K1 + 1.0 - share)) for share in (*shares, 0.0)]
        return counts[0], counts[1], length


def _limit(best: _Best, words: Mapping[int, Counts]) -> Limit:
    last = best.last()
    return Limit(best.below(), *words[last], last) if last else Limit()


def put_rows(connection: sqlite3.Connection, word: int, rows: list[RankedRow]) -> None:
    """Write the rows that are kept of a word, the best first."""
    connection.execute("DELETE FROM best WHERE word = ?", (word,))
    connection.executemany(
        "INSERT INTO best VALUES (?,?,?,?,?,?,?)",
        [(word, at, row[2], row[1], *row[3:]) for at, row in enumerate(rows, 1)],
    )


def put_word(
    connection: sqlite3.Connection,
    word: int,
    own: tuple[str, ...],
    statistics: Statistics,
    kinds: Mapping[str, tuple[int, Limit]],
    limit: Limit,
) -> None:
    """Write what is known of a word besides the rows that are kept."""
    total = sum(count for count, _ in kinds.values())
    for table in ("common", "common_kind", "common_word"):
        connection.execute(f"DELETE FROM {table} WHERE word = ?", (word,))
    of_kinds = [(word, kind, total, *of) for kind, (total, of) in kinds.items()]
    connection.executemany("INSERT INTO common_kind VALUES (?,?,?,?,?,?,?,?)", of_kinds)
    connection.executemany("INSERT INTO common VALUES (?,?,?)", [(one, word, total) for one in _same(own[0])])
    having = (*statistics.having, 0)[:2]
    row = (word, " ".join(own), statistics.rows, statistics.tokens, *having, *limit)
    connection.execute("INSERT INTO common_word VALUES (?,?,?,?,?,?,?,?,?,?,?)", row)


def drop(connection: sqlite3.Connection, word: int) -> None:
    """Forget what is kept of a word."""
    for table in ("common", "common_kind", "common_word", "best"):
        connection.execute(f"DELETE FROM {table} WHERE word = ?", (word,))


class RowTerms(NamedTuple):
    """The words of a row: its kind, how often it has each, weighted, and how many words it has in all."""

    kind: str
    counts: Mapping[str, int]
    length: int


class CommonChanges:
    """Sets right what is kept of common words when rows went and came."""

    def __init__(
        self, connection: sqlite3.Connection, gone: Mapping[int, RowTerms], came: Mapping[int, RowTerms]
    ) -> None:
        """Take the rows that went, as they were, and those that came."""
        self.connection = connection
        self.gone = gone
        self.came = came
        self.rows, self.tokens = index_totals(connection)
        self._ranking: _Ranker | None = None

    def finish(self) -> None:
        """Set everything right."""
        words = dict(self.connection.execute("SELECT expression, word FROM common").fetchall())
        wanted = common_words(self.connection)
        stays = {words[asked] for asked in wanted if asked in words}
        for word in set(words.values()) - stays:
            drop(self.connection, word)
        free = max(stays, default=0) + 1
        for asked, own in wanted.items():
            if asked not in words:
                self._rank(free, own)
                free += 1
            elif not self._mend(words[asked]):
                drop(self.connection, words[asked])
                self._rank(words[asked], own)

    def _rank(self, word: int, own: tuple[str, ...]) -> None:
        if self._ranking is None:
            self._ranking = _Ranker(self.connection)
        self._ranking.keep(word, own)

    def _mend(self, word: int) -> bool:
        """Rank anew what is kept of a word and what came; False if what is not kept may be better by now."""
        named, rows, tokens, *row = self.connection.execute(_COMMON_WORD, (word,)).fetchone()
        own = tuple(named.split())
        old = Statistics(rows, tokens, tuple(row[: len(own)]))
        having = (self.connection.execute("SELECT rows FROM term WHERE term = ?", (form,)).fetchone() for form in own)
        new = Statistics(self.rows, self.tokens, tuple(row[0] if row else 0 for row in having))
        sql = "SELECT node, kind, first, second, length FROM best WHERE word = ? ORDER BY position"
        held = self.connection.execute(sql, (word,)).fetchall()
        ranked = self._ranked(held, own, new)
        kinds = self._kinds(word, own, new, old)
        lists = {"": _RowSieve(search.BEST_ROWS, _grown(Limit(*row[2:]), new, old))}
        lists |= {kind: _RowSieve(search.BEST_OF_KIND, limit) for kind, (_, limit) in kinds.items()}
        for one in ranked:
            lists[""].see(one)
            lists[one[2]].see(one)
        kept = [one for one in ranked if lists[""].keeps(one) or lists[one[2]].keeps(one)]
        gone = sorted(set(ranked).difference(kept))
        limits = {
            kind: of_kind.limit([one for one in gone if not kind or one[2] == kind], new)
            for kind, of_kind in lists.items()
        }
        if any(limit is None for limit in limits.values()):
            return False
        if [one[1:] for one in kept] != held:
            put_rows(self.connection, word, kept)
        told = {kind: (total, limits[kind] or Limit()) for kind, (total, _) in kinds.items()}
        put_word(self.connection, word, own, new, told, limits[""] or Limit())
        return True

    def _kinds(self, word: int, own: tuple[str, ...], new: Statistics, old: Statistics) -> dict[str, tuple[int, Limit]]:
        """Return how many rows of each kind have a word, and what may be better than those of them that are kept."""
        sql = "SELECT kind, total, below, first, second, length, until FROM common_kind WHERE word = ?"
        kinds = {
            kind: (total, _grown(Limit(*limit), new, old))
            for kind, total, *limit in self.connection.execute(sql, (word,))
        }
        for sign, rows in ((-1, self.gone), (1, self.came)):
            for row in rows.values():
                if any(form in row.counts for form in own):
                    total, limit = kinds.get(row.kind, (0, Limit()))
                    kinds[row.kind] = total + sign, limit
        return {kind: of for kind, of in kinds.items() if of[0]}

    def _ranked(
        self, held: list[tuple[int, str, int, int, int]], own: tuple[str, ...], new: Statistics
    ) -> list[RankedRow]:
        """Return what is known of the rows that have a word, the best first."""
        rows = [row for row in held if row[0] not in self.gone] if self.gone else held
        came = [(node, row.kind, row.counts.get(own[0], 0), row.counts.get(own[-1], 0) * (len(own) > 1), row.length)
                for node, row in self.came.items()]  # fmt: skip
        rows = [*rows, *(row for row in came if row[2] or row[3])]
        scores = new.scores([row[2:] for row in rows])
        return sorted([(-score, *row) for score, row in zip(scores, rows, strict=True)])


def _grown(limit: Limit, new: Statistics, old: Statistics) -> Limit:
    return limit._replace(below=new.at_most(limit.below, old)) if limit.below else limit


class _RowSieve:
    """Says which of the rows of a word, of all or of a kind, are kept, and what may be better than these."""

    def __init__(self, most: int, limit: Limit) -> None:
        self.most = most
        self.kept = most + most // layout.MORE
        self.before = limit
        self.seen = 0
        self.sure: RankedRow | None = None
        self.last: RankedRow | None = None

    def see(self, row: RankedRow) -> None:
        """Take the next best row."""
        self.seen += 1
        if self.seen == self.most:
            self.sure = row
        if self.seen == self.kept:
            self.last = row

    def keeps(self, row: RankedRow) -> bool:
        """Say whether a row is among those that are kept."""
        return self.last is None or row <= self.last

    def limit(self, gone: list[RankedRow], statistics: Statistics) -> Limit | None:
        """Return what may be better than what is kept, None if it may be better than the first rows.

        ``gone`` are known rows that are not kept: those like the last one come behind it.
        """
        limit = self.before
        if limit.length >= 0 and not self._is_sure(statistics):
            return None
        if not gone or self.last is None:
            return limit
        if limit.length < 0:
            limit = Limit(0.0, *self.last[3:], self.last[1])
        like = (limit.first, limit.second, limit.length)
        until = min(limit.until, *(one[1] - 1 for one in gone if one[3:] == like), limit.until)
        return limit._replace(below=max(limit.below, *(-one[0] for one in gone if one[3:] != like), 0.0), until=until)

    def _is_sure(self, statistics: Statistics) -> bool:
        if self.sure is None:
            return False
        limit, score = self.before, -self.sure[0]
        other = statistics.scores([(limit.first, limit.second, limit.length)])[0]
        like = self.sure[3:] == (limit.first, limit.second, limit.length) and self.sure[1] <= limit.until
        return score > limit.below and (score > other or like)
