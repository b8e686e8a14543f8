"""What a catalogue holds by the thousand and a text asks for by the dozen: made when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Raw = TypeVar("Raw")
Made = TypeVar("Made")
Other = TypeVar("Other")


class Late(Generic[Raw, Made]):
    """A table whose values are made of plain ones, each when it is first asked for.

    >>> table = Late({"a": (1, 2)}, sum)
    >>> table["a"], table.get("b", 0), "b" in table, list(table)
    (3, 0, False, ['a'])
    """

    __slots__ = ("_made", "_make", "_raw")

    def __init__(self, raw: Mapping[str, Raw], make: Callable[[Raw], Made]) -> None:
        """Keep the plain values and what makes the others of them."""
        self._raw = raw
        self._make = make
        self._made: dict[str, Made] = {}

    def get(self, key: str, default: Other) -> Made | Other:
        """Return the value of a key, the default if there is none."""
        if key in self._made:
            return self._made[key]
        if key not in self._raw:
            return default
        made = self._made[key] = self._make(self._raw[key])
        return made

    def __getitem__(self, key: str) -> Made:
        """Return the value of a key."""
        return self._made[key] if key in self._made else self._made.setdefault(key, self._make(self._raw[key]))

    def __contains__(self, key: object) -> bool:
        """Say whether there is such a key."""
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        """Yield the keys."""
        return iter(self._raw)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._raw)
