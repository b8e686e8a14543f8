"""A whole library as things to write, made one at a time while a format writes them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Item = TypeVar("Item")


class Stream(Collection[Item], Generic[Item]):
    """Things that are read again whenever they are gone through; how many there are is known before.

    >>> numbers = Stream(3, lambda: iter((1, 2, 3)))
    >>> len(numbers), list(numbers), list(numbers), 2 in numbers
    (3, [1, 2, 3], [1, 2, 3], True)
    """

    def __init__(self, count: int, read: Callable[[], Iterator[Item]]) -> None:
        """Keep how to read them."""
        self._count = count
        self._read = read

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    def __iter__(self) -> Iterator[Item]:
        """Read them."""
        return self._read()

    def __contains__(self, item: object) -> bool:
        """Say whether it is one of them, by reading."""
        return any(one == item for one in self._read())
