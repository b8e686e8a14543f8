"""A text as rules for drafts look at it: each gap one space, nothing that cannot be seen, and the way back.

Rules look for a few words between a citation and its day, or the part of it. Copies of one draft differ in what
stands between words: lines that are broken at a width, double and narrow spaces, marks of direction. A line that
begins a clause, and one behind a short line that is whole (a heading, a list), stays a line of its own.
"""

from __future__ import annotations

from bisect import bisect_right

from compactx.citation.normalise import HIDDEN, FoldedText
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compactx.citation.citation import ClauseSpan

_UNEVEN = re.compile(rf"[\s{HIDDEN}]{{2,}}|[^\S \u00a0]|[{HIDDEN}]")
# White space but for the two that are a gap as they are, and what cannot be seen: written out, for it is looked for in
# a fifth of the time.
_ODD = re.compile(rf"[\t-\r\x1c-\x1f\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000{HIDDEN}][\s{HIDDEN}]*")
_PLAIN = " \u00a0"
_DOUBLE = tuple(one + other for one in _PLAIN for other in _PLAIN)
_SEEN = re.compile(rf"[^{HIDDEN}]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_WRAPPED = 40  # characters from which a line may be broken because it is full


class EvenText:
    """A text with even gaps; offsets lead from the text to it (``at``) and back (``start``, ``end``)."""

    def __init__(self, text: str, spans: Sequence[ClauseSpan] = ()) -> None:
        """Even a text whose clauses are known."""
        begins = sorted({span.start for span in spans})
        out: list[str] = []
        there: list[tuple[int, int, int]] = []  # where a piece stands here, where in the text, and whether it is copied
        back: list[tuple[int, int, int]] = []
        at = begun = length = 0
        for start, end in _uneven(text):
            gap = _gap(text, start, end, begins)
            if gap == text[start:end]:
                continue
            out += [text[at:start], gap]
            at = end
            if len(gap) == end - start:  # one for one, as for a line end: places go on as they were
                continue
            copied, changed = (length, begun, 1), (length + start - begun, start, 0)
            there += [copied, changed]
            back += [copied, changed] if gap else [copied]
            length, begun = changed[0] + len(gap), end
        last = [(length, begun, 1), (length + len(text) - begun, len(text), 1)]
        self.text = "".join([*out, text[at:]])
        self._there = [*there, *last]
        self._sources = [source for _, source, _ in self._there]
        folded = FoldedText(self.text, [*back, *last])
        self.start, self.end = folded.start, folded.end

    def at(self, offset: int) -> int:
        """Return where a character of the text stands here.

        >>> even = EvenText("resolution  73/195\u200b of")
        >>> even.at(12), even.at(20), even.start(11), even.end(17)
        (11, 18, 12, 18)
        """
        place, source, copied = self._there[bisect_right(self._sources, offset) - 1]
        return place + (offset - source) * copied


def evened(text: str) -> str:
    """Return some words with even gaps.

    >>> evened("article  5"), evened("article 5")
    ('article 5', 'article 5')
    """
    return EvenText(text).text if next(_uneven(text), None) else text


def _uneven(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the gaps that are not a plain space alone, and of what cannot be seen."""
    if any(map(text.__contains__, _DOUBLE)):
        for found in _UNEVEN.finditer(text):
            yield found.span()
        return
    for found in _ODD.finditer(text):
        start, end = found.span()
        yield start - (text[start - 1 : start] in _PLAIN and start > 0), end


def _gap(text: str, start: int, end: int, begins: Sequence[int]) -> str:
    """Return what stands for a gap: nothing, a space, a line's end, or what stands there where paragraphs end."""
    gap = text[start:end]
    if not gap.isspace() and _SEEN.search(gap) is None:
        return ""
    lines = gap.count("\n")
    if not lines:
        return " "
    if lines > 1 and _BLANK_LINE.search(gap):
        return gap
    clause = bisect_right(begins, start) != bisect_right(begins, end)
    return "\n" if clause or not _is_wrap(text, start, end) else " "


def _is_wrap(text: str, start: int, end: int) -> bool:
    """Say whether a line goes on behind its end: it is long, ends with a comma, or the next begins as no sentence."""
    low = start - _WRAPPED
    if low >= 0 and text.find("\n", low, start) < 0:
        return True
    following = text[end : end + 1]
    return text[start - 1 : start] == "," or following.islower() or following == "("
