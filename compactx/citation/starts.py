"""Names by the words they begin with: enough for a page, and ready as soon as it is read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable


def start_of(name: str) -> str:
    """Return the first two words of a name, or its only one.

    >>> start_of("red sea port"), start_of("red sea"), start_of("pact")
    ('red sea', 'red sea', 'pact')
    """
    first, space, rest = name.partition(" ")
    return first + space + rest.partition(" ")[0]


def by_start(names: Iterable[str]) -> dict[str, list[str]]:
    """Return names by their starts.

    >>> by_start(["red sea", "red sea ports", "pact"])
    {'red sea': ['red sea', 'red sea ports'], 'pact': ['pact']}
    """
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(start_of(name), []).append(name)
    return found


def names_in(text: str, starts: Container[str], begun: Callable[[str], Iterable[str]]) -> list[tuple[int, int, str]]:
    """Return (start, end, name) of every name in a folded text, as an automaton of all names finds them.

    ``starts`` are the starts of names, and ``begun`` returns the names that have one.

    >>> table = by_start(["red sea", "red sea ports", "sea", "pact"])
    >>> names_in("the red sea ports", table, table.__getitem__)
    [(4, 11, 'red sea'), (8, 11, 'sea'), (4, 17, 'red sea ports')]
    """
    found: list[tuple[int, int, str]] = []
    whole, at = f"{text} ", 0
    words = text.split(" ")
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in starts:
            found.append((at, at + len(word), word))
        start = f"{word} {following}"
        if start in starts:
            named = (name for name in begun(start) if whole.startswith(f"{name} ", at))
            found += ((at, at + len(name), name) for name in named)
        at += len(word) + 1
    found.sort(key=_by_end)
    return found


def _by_end(hit: tuple[int, int, str]) -> tuple[int, int]:
    return hit[1], hit[0]
