"""Names by the words they begin with: enough for a page, and ready as soon as it is read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def by_start(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return names by their first two words, those of one word by it.

    >>> by_start(["red sea", "red sea ports", "pact"])
    {'red sea': ('red sea', 'red sea ports'), 'pact': ('pact',)}
    """
    found: dict[str, list[str]] = {}
    for name in names:
        first, space, rest = name.partition(" ")
        found.setdefault(first + space + rest.partition(" ")[0], []).append(name)
    return {start: tuple(several) for start, several in found.items()}


def names_in(text: str, starts: Mapping[str, Sequence[str]]) -> list[tuple[int, int, str]]:
    """Return (start, end, name) of every name in a folded text, as an automaton of all names finds them.

    >>> names_in("the red sea ports", by_start(["red sea", "red sea ports", "sea", "pact"]))
    [(4, 11, 'red sea'), (8, 11, 'sea'), (4, 17, 'red sea ports')]
    """
    found: list[tuple[int, int, str]] = []
    whole, at = f"{text} ", 0
    words = text.split(" ")
    for word, following in zip(words, (*words[1:], None), strict=True):
        if word in starts:
            found.append((at, at + len(word), word))
        if following is not None:
            begun = starts.get(f"{word} {following}", ())
            found += ((at, at + len(name), name) for name in begun if whole.startswith(f"{name} ", at))
        at += len(word) + 1
    return sorted(found, key=_by_end)


def _by_end(hit: tuple[int, int, str]) -> tuple[int, int]:
    return hit[1], hit[0]
