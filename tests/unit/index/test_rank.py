"""The score of the text index, and what it can become when there are more rows."""

from __future__ import annotations

import random

from compactx.index.rank import Statistics


def _changed(chance: random.Random, old: Statistics) -> Statistics:
    rows = old.rows + 50
    having = tuple(min(rows, max(1, count + chance.randint(-20, 60))) for count in old.having)
    return Statistics(rows, round(old.tokens * chance.uniform(0.99, 1.02)), having)


def test_no_row_scores_more_than_is_said_of_it_when_rows_come():
    chance = random.Random(8)  # noqa: S311 - repeatable
    for _ in range(3000):
        rows = chance.randint(2000, 9000)
        having = tuple(chance.randint(1, rows) for _ in range(chance.choice((1, 2))))
        old = Statistics(rows, rows * chance.randint(5, 90), having)
        new = _changed(chance, old)
        second = chance.randint(0, 30) if len(having) > 1 else 0
        row = (chance.randint(1, 30), second, chance.randint(31, 300))
        was, now = (one.scores([row])[0] for one in (old, new))
        assert now <= new.at_most(was, old)


def test_a_row_that_says_hardly_anything_but_a_word_gains_hardly_anything_by_longer_rows():
    old, new = Statistics(300_000, 12_000_000, (290_000,)), Statistics(300_050, 12_004_000, (290_050,))
    was = old.scores([(27, 0, 61)])[0]
    average = new.average / old.average - 1
    assert new.at_most(was, old) / was - 1 < average / 10
