"""Which number continues which series: blocks in order to a tree of numbered clauses.

A document counts in several series at once: paragraphs, letters in them, romans in those, articles, annexes that
start again at 1, lists that interrupt. A mark belongs to the innermost series that it continues; a mark that
begins opens a series below; a number may also resume a series that a list interrupted.
"""

from __future__ import annotations

from compactx.intake.segment.marks import ANNEXES, HEADS, Mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_GAP = 6  # numbers that may be missing before a mark no longer continues its series
_LETTERS = 52
_OPEN = 8  # interrupted series that may still be resumed
_AMBIGUOUS = frozenset("ivxlcdm")
_SECTION_RANKS = {"I": 3, "A": 4}
_BLOCK_RANKS = {"part": 1, "title": 2, "book": 1, "chapter": 2, "section": 3, "round table": 3}


class NumberedItem:
    """A clause: its mark, the clause or container it stands in, and the blocks that hold its words.

    ``kind`` is ``annex``, ``head``, ``label``, ``n`` (numbered paragraph), or the type of its letter; ``series`` tells
    items of one count from those of another.
    """

    __slots__ = ("head", "kind", "label", "mark", "parent", "series", "value")

    def __init__(
        self, kind: str, mark: Mark, parent: NumberedItem | None, series: NumberSeries | None, value: int
    ) -> None:
        """Keep what is known; ``head`` is the nearest container above."""
        self.kind = kind
        self.mark = mark
        self.parent = parent
        self.series = series
        self.value = value
        self.label = ""
        self.head: NumberedItem | None = None


class NumberSeries:
    """One count: its style, how far it has come, and where it began."""

    __slots__ = ("first", "heading", "items", "last", "parent", "scope", "style", "under")

    def __init__(
        self, style: tuple[str, str], scope: NumberedItem | None, parent: NumberedItem | None, heading: str
    ) -> None:
        """Start before the first item; ``heading`` is the last title above."""
        self.style = style
        self.scope = scope
        self.parent = parent
        self.heading = heading
        self.first = 0
        self.last = 0
        self.items: list[NumberedItem] = []
        self.under: NumberedItem | None = None


class Numbering:
    """Places marks one after the other. ``ahead`` are the marks that follow, for the few that can mean two things."""

    def __init__(self) -> None:
        """Start with nothing open."""
        self.containers: list[NumberedItem] = []
        self.series: list[NumberSeries] = []
        self.numbers: list[NumberSeries] = []
        self.levels: list[NumberSeries] = []
        self.closed: list[NumberSeries] = []
        self.announced = False
        self.current: NumberedItem | None = None
        self.heading = ""
        self.headed = False

    def heading_seen(self, title: str) -> None:
        """Note a title without a number."""
        self.heading = title
        self.headed = True

    def place(self, mark: Mark, ahead: Sequence[Mark], *, after_colon: bool, sure: bool = False) -> NumberedItem | None:
        """Return the item that a mark begins, None if it is no mark of this document's numbering.

        ``sure`` says that the format itself counts: a number that jumps is one all the same.
        """
        if mark.shape.startswith("label:"):
            item: NumberedItem | None = self._label(mark)
        elif mark.shape == "dotted":
            item = self._dotted(mark)
        elif mark.shape == "alone":
            item = self._part(mark, ahead)
        elif mark.shape == "." and mark.text.isupper():
            item = self._section(mark)
        elif mark.value("n") and mark.shape != "()":
            item = self._number(mark, ahead) or (self._jump(mark) if sure else None)
        else:
            item = self._letter(mark, ahead, after_colon=after_colon)
        if item is not None:
            self.current = item
            self.headed = False
        return item

    def unnumbered(self, item: NumberedItem) -> None:
        """Note a clause without a number: letters may hang on it."""
        self.levels = []
        self.current = item

    def leave(self, done: int) -> tuple[list[NumberedItem], list[NumberSeries]]:
        """Go on with a text that begins at an offset of this one; return the items and series that may go on there.

        All others are forgotten. The marks of those that stay count from the new beginning, and so before it.
        """
        series = list(dict.fromkeys([*self.numbers, *self.levels, *self.closed]))
        self.series = [one for one in self.series if one in series]
        todo = [self.current, *self.containers]
        todo += [item for one in series for item in (*one.items, one.parent, one.scope, one.under)]
        items: dict[int, NumberedItem] = {}
        while todo:
            item = todo.pop()
            if item is not None and id(item) not in items:
                items[id(item)] = item
                todo += [item.parent, item.head]
                item.mark = item.mark.replace(start=item.mark.start - done, end=item.mark.end - done)
        return list(items.values()), series

    # Labels: Article 5, Annex II, Objective 3, Section IV

    def _label(self, mark: Mark) -> NumberedItem:
        label = mark.shape.removeprefix("label:")
        rank = 0 if label in ANNEXES else _BLOCK_RANKS.get(label, 5)
        kind = "annex" if label in ANNEXES else "head" if label in HEADS else "label"
        self.containers = [c for c in self.containers if _rank(c) < rank]
        item = NumberedItem(kind, mark, self.containers[-1] if self.containers else None, None, mark.value("n"))
        item.label = label
        item.head = item.parent
        self.containers.append(item)
        self.levels = []
        if kind == "annex" or label == "article":
            self.numbers = []
        self.heading = ""
        return item

    def _section(self, mark: Mark) -> NumberedItem | None:
        """Place ``I.`` or ``A.`` as a section; a letter that may be a roman is what continues a count."""
        last = {c.kind: c.value for c in self.containers if c.kind in {"I", "A"}}
        fits = [(kind, value) for kind, value in mark.readings if value == last.get(kind, 0) + 1]
        if not fits:
            fits = [
                (kind, value)
                for kind, value in mark.readings
                if last.get(kind, 0) < value <= last.get(kind, 0) + _MAX_GAP
            ]
        if not fits:
            return None
        kind, value = min(fits, key=lambda fit: (fit[1] == 1 and fit[0] == "A", fit[1]))
        rank = _SECTION_RANKS[kind]
        self.containers = [c for c in self.containers if _rank(c) < rank]
        item = NumberedItem(kind, mark, self.containers[-1] if self.containers else None, None, value)
        item.label = "section"
        item.head = item.parent
        self.containers.append(item)
        self.levels = []
        self.heading = ""
        return item

    def _part(self, mark: Mark, ahead: Sequence[Mark]) -> NumberedItem | None:
        """Place a Roman number that stands alone: the next part, or the first if a second one follows."""
        value = mark.value("I")
        last = next((c.value for c in self.containers if c.kind == "I"), 0)
        second = any(after.shape == "alone" and after.value("I") == value + 1 for after in ahead)
        return self._section(mark) if value and value == last + 1 and (last or second) else None

    def _dotted(self, mark: Mark) -> NumberedItem:
        """Place 3.1 or 10.c: it carries its whole address."""
        item = NumberedItem("dotted", mark, None, None, 0)
        item.head = self._scope()
        item.label = self.containers[-1].label if self.containers else ""
        self.levels = []
        return item

    def _scope(self) -> NumberedItem | None:
        return next((c for c in reversed(self.containers) if c.kind == "annex" or c.label == "article"), None)

    # Numbers, as in "12."

    def _number(self, mark: Mark, ahead: Sequence[Mark]) -> NumberedItem | None:
        value = mark.value("n")
        style = (mark.shape, "n")
        fits = [s for s in reversed(self.numbers) if s.style == style and s.last + 1 == value]
        if value == 1 and not fits:
            return self._open_number(mark, style)
        if len(fits) > 1 and self.headed:
            fits = fits[1:]
        if not fits:
            fits = [s for s in reversed(self.numbers) if s.style == style and s.last + 1 < value <= s.last + _MAX_GAP]
            fits = [s for s in fits if _goes_on(ahead, style, value) or value <= s.last + 2]
        if fits:
            series = fits[0]
            del self.numbers[self.numbers.index(series) + 1 :]
            return self._add_number(mark, series, value)
        if self._fragment(ahead, style, value):
            return self._open_number(mark, style)
        return None

    def _jump(self, mark: Mark) -> NumberedItem:
        """Place a number that goes on with no count: further on in the last one, or in a new one."""
        value, style = mark.value("n"), (mark.shape, "n")
        for series in reversed(self.numbers):
            if series.style == style and series.last < value:
                del self.numbers[self.numbers.index(series) + 1 :]
                return self._add_number(mark, series, value)
        return self._open_number(mark, style)

    def _fragment(self, ahead: Sequence[Mark], style: tuple[str, str], value: int) -> bool:
        """Say whether a document, or a part of one, begins in the middle of a count."""
        begins = not any(s.style == style for s in self.numbers)
        return begins and _goes_on(ahead, style, value)

    def _open_number(self, mark: Mark, style: tuple[str, str]) -> NumberedItem:
        series = NumberSeries(style, self._scope(), self.current, self.heading)
        series.under = self.containers[-1] if self.containers else None
        self.series.append(series)
        self.numbers = [*self.numbers[-_OPEN:], series]
        return self._add_number(mark, series, mark.value("n"))

    def _add_number(self, mark: Mark, series: NumberSeries, value: int) -> NumberedItem:
        series.last = value
        self.levels = []
        self.closed = []
        self.announced = False
        item = NumberedItem("n", mark, None, series, value)
        item.head = series.scope
        series.items.append(item)
        return item

    # Letters and romans: (a), (i), A., ii)

    def _letter(self, mark: Mark, ahead: Sequence[Mark], *, after_colon: bool) -> NumberedItem | None:
        choices = self._choices(mark) or self._resumed(mark)
        if not choices:
            return None
        chosen = choices[0]
        if len(choices) > 1:
            chosen = self._choose(choices, mark, ahead, after_colon=after_colon)
        depth, kind, value = chosen
        if depth == len(self.levels):
            if self.current is None and not self.containers:
                return None
            below = self.levels[-1].items[-1] if self.levels else self.current
            self.levels.append(NumberSeries((mark.shape, kind), self._scope(), below, self.heading))
        self.closed = self.levels[depth + 1 :] or self.closed
        del self.levels[depth + 1 :]
        level = self.levels[depth]
        level.last = value
        item = NumberedItem(kind, mark, level.parent, level, value)
        item.head = level.scope
        level.items.append(item)
        return item

    def _choices(self, mark: Mark) -> list[tuple[int, str, int]]:
        """Return (depth, type, value) of each way to read a mark, the innermost and the most exact first."""
        exact, gaps = [], []
        for depth in range(len(self.levels) - 1, -1, -1):
            level = self.levels[depth]
            for kind, value in mark.readings:
                if level.style != (mark.shape, kind):
                    continue
                if value == level.last + 1:
                    exact.append((depth, kind, value))
                elif level.last < value <= level.last + (_MAX_GAP if kind != "a" else _LETTERS):
                    gaps.append((depth, kind, value))
        opening = [(len(self.levels), kind, value) for kind, value in mark.readings if value == 1]
        restart = [
            (depth, kind, value)
            for depth, level in enumerate(self.levels)
            for kind, value in mark.readings
            if value == 1 and level.style == (mark.shape, kind)
        ]
        return [*exact, *(restart or opening), *gaps]

    def _resumed(self, mark: Mark) -> list[tuple[int, str, int]]:
        """Return how a mark goes on with a count that was closed, (f), (ii), (g), or whose beginning is lost."""
        if not self.levels:
            return [(0, kind, value) for kind, value in mark.readings[:1]] if self.announced else []
        return [
            (len(self.levels), kind, value)
            for level in self.closed
            for kind, value in mark.readings
            if level.style == (mark.shape, kind) and value == level.last + 1
        ]

    def _choose(
        self, choices: list[tuple[int, str, int]], mark: Mark, ahead: Sequence[Mark], *, after_colon: bool
    ) -> tuple[int, str, int]:
        """Read ``(i)`` as the letter after (h) or as the first roman, by what follows it."""
        if not _AMBIGUOUS.issuperset(mark.text):
            return choices[0]
        for after in ahead:
            if after.shape == mark.shape:
                for choice in choices:
                    if after.value(choice[1]) == choice[2] + 1 and not (choice[1] == "a" and len(after.text) > 1):
                        return choice
                break
            if after.shape == "." and after.value("n"):
                break
        opening = [choice for choice in choices if choice[0] == len(self.levels)]
        if after_colon and opening:
            return opening[0]
        return choices[0]


def _rank(item: NumberedItem) -> int:
    if item.kind in _SECTION_RANKS:
        return _SECTION_RANKS[item.kind]
    return 0 if item.kind == "annex" else _BLOCK_RANKS.get(item.label, 5)


def _goes_on(ahead: Sequence[Mark], style: tuple[str, str], value: int) -> bool:
    """Say whether the number after next of a style is the next of its count."""
    return any(mark.shape == style[0] and mark.value("n") in {value + 1, value + 2} for mark in ahead)
