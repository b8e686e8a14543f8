"""Where the matches of patterns can begin, so that each is tried only there.

In a long text one pass of an automaton finds the beginnings of all patterns of a language at once, which are told from
the patterns themselves (:mod:`compactx.citation.beginnings`). For a page that does not pay: there the words of the text
are noted once, with their places, and a pattern that has said which phrases it begins with is tried where the first
word of one stands; where none does it is not even compiled. It may also have said what it needs ("No. 5"). What comes
out is what the pattern alone finds, from the left and without overlap: tests hold both against each other, for every
pattern that has a gate.
"""

from __future__ import annotations

from functools import lru_cache

from compactx.citation.language import LETTERS, matches, places_of
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from compactx.citation.beginnings import Table

    Heads = Callable[[], frozenset[str]]
    Need = Callable[[str], object]  # says whether a text may hold a match
    FirstWords = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    Phrases = Callable[[], list[str] | Iterator[str] | FirstWords]

# A text shorter than this is swept by the pattern itself, unless it has said what it begins with.
_SHORT = 400
# Letters of texts after which making the automaton pays.
_ENOUGH = 150_000
_TOLD = 2  # letters that tell most words apart


class Gate:
    """A pattern that is tried only where one of its beginnings stands; it is compiled when it is first tried."""

    __slots__ = ("_compiled", "_gates", "_heads", "_need", "_opening", "_told", "written")

    def __init__(
        self, gates: Gates, written: str, heads: Heads | None = None, need: Need | None = None,
        opening: Opening | None = None,
    ) -> None:  # fmt: skip
        """Keep a pattern, which must not begin with anything whatever; ``heads`` returns its beginnings if known.

        Such beginnings must begin words, as those of the pattern do. ``need`` says of what no match can do without, and
        ``opening`` tells where it may begin in a page.
        """
        self._gates = gates
        self._heads = heads
        self._need = need
        self._opening = opening
        self._told: tuple[frozenset[str], bool] | None = None
        self._compiled: re.Pattern[str] | None = None
        self.written = written

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        if self._compiled is None:
            self._compiled = re.compile(self.written)
        return self._compiled

    def told(self) -> tuple[frozenset[str], bool]:
        """Return the beginnings of the pattern, and whether they must begin words; they are told when first asked."""
        if self._told is None:
            from compactx.citation.beginnings import beginnings, begins_words  # noqa: PLC0415 - for more than a page

            known = self._heads
            self._told = (known(), True) if known else (beginnings(self.pattern), begins_words(self.pattern))
        return self._told

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what the pattern finds in a text."""
        starts = self.places(text)
        if (starts is not None and not starts) or not (self._need is None or self._need(text)):
            return iter(())
        return self.pattern.finditer(text) if starts is None else matches(self.pattern, text, starts)

    def places(self, text: str) -> Sequence[int] | None:
        """Return where matches may begin in a text, in order; None where neither automaton nor words tell it."""
        starts = self.starts(text)
        return self._opening.places(text) if starts is None and self._opening else starts

    def starts(self, text: str) -> Sequence[int] | None:
        """Return where the automaton finds that matches may begin in a text; None where it does not pay to know."""
        return self._gates.starts(self, text)


class Opening:
    """The phrases with which the matches of a pattern begin, none of them inside a word.

    In a page, words are runs of letters. Behind the first word of a phrase no letter may follow in a match, unless
    :func:`first_words_of` was told so.
    """

    __slots__ = ("_last", "_phrases", "_told")

    def __init__(self, phrases: Phrases) -> None:
        """Keep what returns them, or what :func:`first_words_of` made of them."""
        self._phrases = phrases
        self._told: FirstWords | None = None
        self._last: tuple[str, list[int]] = ("", [])  # the last text, and the places in it

    def told(self) -> FirstWords:
        """Return what they begin with."""
        if self._told is None:
            said = self._phrases()
            self._told = said if isinstance(said, tuple) else first_words_of(said)
        return self._told

    def places(self, text: str) -> list[int]:
        """Return where one of the phrases may begin in a text, in order.

        >>> Opening(lambda: ["Pact", "the Sea", "\u00a7"]).places("the Pacts: the Pact \u00a7 5, at sea")
        [0, 11, 15, 20]
        """
        if self._last[0] is not text:
            self._last = (text, self._places(text))
        return self._last[1]

    def _places(self, text: str) -> list[int]:
        words, runs, signs = self.told()
        found = word_places(text)
        places = [found[word] for word in words if word in found]
        if runs:
            least = min(_TOLD, *map(len, runs))
            begun = {run[:least] for run in runs}
            places += [at for word, at in found.items() if word[:least] in begun and word.startswith(runs)]
        if signs:
            places.append(places_of(text, signs))
        return places[0] if len(places) == 1 else sorted({at for held in places for at in held})


def first_words_of(phrases: Iterable[str], *, loosely: bool = False) -> FirstWords:
    """Return the first words of phrases, those that letters may follow, and the signs with which others begin.

    Letters may follow ``loosely`` where the phrase is a single word ("the" in "theConvention").
    """
    words: set[str] = set()
    runs: set[str] = set()
    signs: set[str] = set()
    for phrase in phrases:
        word = phrase.partition(" ")[0]
        if not (word.isascii() and word.isalpha()):
            word = _letters(word).partition(" ")[0]
        if not word:
            signs.add(phrase[0])
        else:
            (runs if loosely and word == phrase else words).add(word)
    return tuple(words), tuple(runs), tuple(signs)


def _letters(text: str) -> str:
    """Return a text with all but letters as spaces, and those beyond Latin 1 too: of the same length.

    >>> _letters("the Sea-Pact (No. 5)")
    'the Sea Pact  No    '
    """
    return text.encode("latin-1", "replace").translate(LETTERS).decode("latin-1")


@lru_cache(maxsize=8)
def word_places(text: str) -> dict[str, list[int]]:
    """Return where each word of a text begins; words are runs of letters.

    >>> word_places("the Sea-Pact and the sea")
    {'the': [0, 17], 'Sea': [4], 'Pact': [8], 'and': [13], 'sea': [21]}
    """
    found: dict[str, list[int]] = {}
    at = 0
    for word in _letters(text).split(" "):
        if word in found:
            found[word].append(at)
        elif word:
            found[word] = [at]
        at += len(word) + 1
    return found


class Gates:
    """The gates of a language: one automaton finds the beginnings of all, and those of the last text are kept."""

    def __init__(self) -> None:
        """Begin without gates."""
        self._gates: dict[str, Gate] = {}
        self._table: Table | None = None
        self._held: tuple[str, dict[Gate, list[int]]] = ("", {})
        self._asked = 0
        self._last = ""

    def gate(
        self, written: str, heads: Heads | None = None, need: Need | None = None, opening: Opening | None = None
    ) -> Gate:
        """Return the gate of a pattern; the automaton is made anew for it when next it is needed."""
        gate = self._gates.get(written)
        if gate is None:
            gate = self._gates.setdefault(written, Gate(self, written, heads, need, opening))
        return gate

    def gates(self) -> list[Gate]:
        """Return all gates."""
        return list(self._gates.values())

    def starts(self, gate: Gate, text: str) -> list[int] | None:
        """Return where matches of a gate's pattern may begin in a text, in order; None where it does not pay to know.

        It does in texts of some length, once there were enough of them to make up for making the automaton.
        """
        held = self._held
        if held[0] is text and gate in held[1]:
            return held[1][gate]
        if self._last is not text and len(text) >= _SHORT:  # every gate asks about it
            self._last = text
            self._asked += len(text)
        if len(text) < _SHORT or self._asked < _ENOUGH:
            return None
        held = self._held = (text, self.places(text))
        return held[1][gate]

    def places(self, text: str) -> dict[Gate, list[int]]:
        """Return where each gate's pattern may begin."""
        gates = self.gates()
        table = self._table
        if table is None or table.patterns != len(gates):  # another thread may have added one meanwhile
            from compactx.citation.beginnings import Table  # noqa: PLC0415 - for more than a page

            table = self._table = Table([gate.told() for gate in gates])
        places: list[list[int]] = [[] for _ in gates]
        for starts, of in table.found(text):
            for number in of:
                places[number] += starts
        return {gate: sorted(set(found)) for gate, found in zip(gates, places, strict=True)}


def holding(phrases: Iterable[str]) -> Need:
    """Return what says whether a text holds one of some phrases, as they are written.

    >>> need = holding(["goal", "goals", "Goal"])
    >>> need("the goals"), need("targets")
    (True, False)
    """
    said = tuple(dict.fromkeys(phrases))
    least = tuple(one for one in said if not any(other in one for other in said if other != one))
    return lambda text: any(one in text for one in least)


@lru_cache(maxsize=16)
def gates_of(code: str) -> Gates:  # noqa: ARG001 - one for each language
    """Return the gates of a language."""
    return Gates()
