"""The score by which the text index ranks: BM25 over weighted columns, computed from what it counts."""

from __future__ import annotations

from math import log

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

K1, B = 1.2, 0.75  # of the text index's own ranking
_ROUNDING = 1 + 1e-12
_RARE = 1e-6  # what a word weighs that more than half of the rows have


class Statistics(Record):
    """What ranks rest on: how many rows and words there are, and how many rows have each form of a word."""

    rows: int
    tokens: int
    having: tuple[int, ...]

    @property
    def average(self) -> float:
        """How many words a row has on average."""
        return self.tokens / self.rows

    def weights(self) -> list[float]:
        """Return how much each form weighs."""
        found = [log((self.rows - count + 0.5) / (count + 0.5)) for count in self.having]
        return [weight if weight > 0 else _RARE for weight in found]

    def at_most(self, score: float, before: Statistics) -> float:
        """Return what a row scores at most that scored at most so much before, whatever words it has.

        A form adds its weight times ``K1 + 1`` times a share, which gains where rows are longer on average: a share s
        becomes s / (s + (1 - s) / growth) at most, so that large shares gain next to nothing. Of two forms rows gain
        most where both have the same share.

        >>> old, new = Statistics(10, 100, (4,)), Statistics(10, 101, (4,))
        >>> now, was = (one.scores([(27, 0, 61)])[0] for one in (new, old))
        >>> [round(now, 4), round(new.at_most(was, old), 4), round(was * 1.01, 4)]
        [0.6672, 0.6673, 0.6728]
        """
        pairs = [(new, old) for new, old, count in zip(self.weights(), before.weights(), before.having, strict=True)
                 if count]  # fmt: skip
        whole = (K1 + 1.0) * sum(old for _, old in pairs)
        share, growth = score / whole, max(1.0, self.average / before.average)
        share /= share + (1 - share) / growth
        return max(new / old for new, old in pairs) * whole * share * _ROUNDING

    def scores(self, rows: Sequence[tuple[int, int, int]]) -> list[float]:
        """Return the scores of rows by how often they have each of two forms, weighted, and how many words they have.

        These are the operations of the text index in its order, so the numbers are the same.
        """
        weights, average = [*self.weights(), 0.0][:2], self.average
        known: dict[tuple[int, int, int], float] = {}
        found = []
        for row in rows:
            score = known.get(row)
            if score is None:
                one, other, length = row
                spread = K1 * (1 - B + B * length / average)
                score = weights[0] * ((one * (K1 + 1.0)) / (one + spread))
                score += weights[1] * ((other * (K1 + 1.0)) / (other + spread))
                known[row] = score
            found.append(score)
        return found
