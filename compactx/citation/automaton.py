"""Find thousands of fixed words in one pass over a text (Aho and Corasick, 1975).

The C library is used where it is installed, which is everywhere but on systems for which nobody builds it; there a
plain Python form of the same automaton answers alike, about thirty times more slowly.
"""

from __future__ import annotations

from collections import deque

try:
    import ahocorasick
except ImportError:  # no wheel and no compiler
    ahocorasick = None

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Hit = tuple[int, int, int]


class Automaton:
    """Fixed words to look for; they are told by their place in the sequence they came in.

    >>> list(Automaton(["he", "she", "hers"]).hits("ushers"))
    [(1, 1, 4), (0, 2, 4), (2, 2, 6)]
    >>> Automaton(["he", "she", "hers"]).longest("ushers")
    [(1, 1, 4)]
    """

    def __init__(self, words: Sequence[str], *, plain: bool = False) -> None:
        """Make the automaton; empty words are never found; ``plain`` asks for the Python form."""
        lengths = {word: (number, len(word)) for number, word in reversed(list(enumerate(words))) if word}
        self._plain = _Plain(lengths) if plain or ahocorasick is None else None
        self._native = None
        if self._plain is None and lengths:
            self._native = ahocorasick.Automaton()
            for word, value in lengths.items():
                self._native.add_word(word, value)
            self._native.make_automaton()

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield (number of the word, start, end) of every hit, overlapping ones too, in the order of their ends."""
        for last, (number, length) in self.ends(text):
            yield number, last + 1 - length, last + 1

    def ends(self, text: str) -> Iterable[tuple[int, tuple[int, int]]]:
        """Return (last place, (number of the word, its length)) of every hit, as the library tells them.

        >>> list(Automaton(["he", "she", "hers"]).ends("ushers"))
        [(3, (1, 3)), (3, (0, 2)), (5, (2, 4))]
        """
        if self._plain:
            return self._plain.iter(text)
        return self._native.iter(text) if self._native else ()

    def longest(self, text: str) -> list[Hit]:
        """Return hits that do not overlap: the one that begins first, and of several there the longest."""
        kept: list[Hit] = []
        end = 0
        for start, longest, number in sorted((last + 1 - size, -last, word) for last, (word, size) in self.ends(text)):
            if start >= end:
                end = 1 - longest
                kept.append((number, start, end))
        return kept


class _Plain:
    """The automaton as dictionaries: where each letter leads, where to go on after a miss, what ends in a state."""

    def __init__(self, values: dict[str, tuple[int, int]]) -> None:
        self._goto: list[dict[str, int]] = [{}]
        self._ends: list[list[tuple[int, int]]] = [[]]
        self._miss = [0]
        for word, value in values.items():
            self._ends[self._state(word)].append(value)
        self._link()

    def _state(self, word: str) -> int:
        state = 0
        for letter in word:
            if letter not in self._goto[state]:
                self._goto[state][letter] = len(self._goto)
                self._goto.append({})
                self._ends.append([])
                self._miss.append(0)
            state = self._goto[state][letter]
        return state

    def _link(self) -> None:
        todo = deque(self._goto[0].values())
        while todo:
            state = todo.popleft()
            for letter, to in self._goto[state].items():
                todo.append(to)
                self._miss[to] = self._next(self._miss[state], letter)
                self._ends[to] += self._ends[self._miss[to]]

    def _next(self, state: int, letter: str) -> int:
        while state and letter not in self._goto[state]:
            state = self._miss[state]
        return self._goto[state].get(letter, 0)

    def iter(self, text: str) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield (last place, value) of every hit, longer words before shorter ones."""
        state = 0
        for place, letter in enumerate(text):
            state = self._next(state, letter)
            for value in self._ends[state]:
                yield place, value
