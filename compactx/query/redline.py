"""A wording beside an earlier one, as one line: what stayed, what is gone, what is new.

Finer than the score: figures and punctuation count here ("70/1" that became "75/1" is seen), case does not. One or two
words that happen to stay between two changes are counted as changed with them, as a reader would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from compactx.model import patterns as re
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAME, GONE, NEW = "same", "gone", "new"
_TOKEN = re.compile(r"(?:[^\W_]+(?:[./:'\u2019-][^\W_]+)*|[^\w\s]|_)\s*")  # "70/1" and "decision-making" are one
_COUNTS = re.compile(r"[^\W\d_]+|\d+")
_LONGEST = 20_000  # tokens of a wording that are compared one by one; longer ones are shown whole
_STAYS = 2  # words that stay between two changes and are not worth telling


class Piece(Record):
    """A stretch of a line: ``op`` is ``same``, ``gone`` (it stood in the earlier wording only) or ``new``."""

    op: str
    text: str


class RunChange(Record):
    """A stretch that differs: ``there`` as it was, ``here`` as it is; ``op`` is insert, delete or replace."""

    op: str
    here: str
    there: str


def redline(here: str, there: str) -> tuple[Piece, ...]:
    """Return a wording (here) with what changed since an earlier one (there).

    >>> redline("Urges all States to act", "Encourages States to act")
    (Piece(op='gone', text='Encourages '), Piece(op='new', text='Urges all '), Piece(op='same', text='States to act'))
    """
    now, then = _TOKEN.findall(here), _TOKEN.findall(there)
    pieces: list[Piece] = []
    for same, (start, end), (first, last) in _stretches(_keys(now), _keys(then)):
        gone, new = "".join(then[first:last]), "".join(now[start:end])
        pieces += [Piece(SAME, new)] if same else [p for p in (Piece(GONE, gone), Piece(NEW, new)) if p.text]
    return tuple(pieces)


def changed_stretches(line: Sequence[Piece]) -> tuple[RunChange, ...]:
    """Return the stretches of a line that differ.

    >>> changed_stretches(redline("States act", "States do not act"))
    (RunChange(op='delete', here='', there='do not'),)
    """
    found: list[RunChange] = []
    for at, piece in enumerate(line):
        if piece.op == GONE:
            here = line[at + 1].text if at + 1 < len(line) and line[at + 1].op == NEW else ""
            found.append(RunChange("replace" if here else "delete", here.strip(), piece.text.strip()))
        elif piece.op == NEW and not (at and line[at - 1].op == GONE):
            found.append(RunChange("insert", piece.text.strip(), ""))
    return tuple(found)


def alike(here: str, there: str) -> bool:
    """Say whether two wordings have the same words and figures.

    >>> alike("The report;", "the  report."), alike("res. 70/1", "res. 75/1")
    (True, False)
    """
    return here == there or _COUNTS.findall(here.lower()) == _COUNTS.findall(there.lower())


def _keys(tokens: Sequence[str]) -> list[str]:
    return [token.rstrip().lower() for token in tokens]


def _stretches(now: list[str], then: list[str]) -> Iterator[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Yield (whether it stayed, the range now, the range then), changes that all but touch as one."""
    if max(len(now), len(then)) > _LONGEST:
        yield now == then, (0, len(now)), (0, len(then))
        return
    ops = [(op.tag == "equal", op.dest_start, op.dest_end, op.src_start, op.src_end)
           for op in LCSseq.opcodes(then, now)]  # fmt: skip
    kept = [stays and not (0 < at < len(ops) - 1 and _slight(now[start:end], ops[at - 1], ops[at + 1]))
            for at, (stays, start, end, *_) in enumerate(ops)]  # fmt: skip
    at = 0
    while at < len(ops):
        last = at
        while last + 1 < len(ops) and kept[last + 1] == kept[at]:
            last += 1
        yield kept[at], (ops[at][1], ops[last][2]), (ops[at][3], ops[last][4])
        at = last + 1


def _slight(stays: list[str], before: tuple[bool, int, int, int, int], after: tuple[bool, int, int, int, int]) -> bool:
    """Say whether what stays between two changes is less than either: one or two words, or a mark."""
    size = sum(token[0].isalnum() for token in stays)
    changed = [max(end - start, last - first) for _, start, end, first, last in (before, after)]
    return size <= _STAYS and min(changed) > size and max(changed) > _STAYS
