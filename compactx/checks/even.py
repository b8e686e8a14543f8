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
    from collections.abc import Sequence

    from compactx.citation.citation import ClauseSpan

_UNEVEN = re.compile(rf"[\s{HIDDEN}]{{2,}}|[^\S \u00a0]|[{HIDDEN}]")
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
        at = length = 0
        for found in _UNEVEN.finditer(text):
            gap = _gap(text, found, begins)
            if gap == found.group():
                continue
            out += [text[at : found.start()], gap]
            copied, changed = (length, at, 1), (length + found.start() - at, found.start(), 0)
            there += [copied, changed]
            back += [copied, changed] if gap else [copied]
            length, at = changed[0] + len(gap), found.end()
        last = [(length, at, 1), (length + len(text) - at, len(text), 1)]
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


def _gap(text: str, found: re.Match[str], begins: Sequence[int]) -> str:
    """Return what stands for a gap: nothing, a space, a line's end, or what stands there where paragraphs end."""
    whole = _SEEN.search(found.group())
    if whole is None:
        return ""
    if "\n" not in found.group():
        return " "
    if _BLANK_LINE.search(found.group()):
        return found.group()
    clause = bisect_right(begins, found.start()) != bisect_right(begins, found.end())
    return "\n" if clause or not _is_wrap(text, found) else " "


def _is_wrap(text: str, gap: re.Match[str]) -> bool:
    """Say whether a line goes on behind its end: it is long, ends with a comma, or the next begins as no sentence."""
    low = gap.start() - _WRAPPED
    if low >= 0 and text.find("\n", low, gap.start()) < 0:
        return True
    following = text[gap.end() : gap.end() + 1]
    return text[gap.start() - 1 : gap.start()] == "," or following.islower() or following == "("
