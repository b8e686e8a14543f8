"""The forms of a catalogue by the thousand, of which a text asks for some dozens: each is made when it is asked for."""

from __future__ import annotations

from compactx.citation.form import Form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any


class LateForms:
    """Lists of forms by a key, made of plain values.

    >>> table = LateForms({"pact": (0,)}, [("Pact", "pact", "short", (True,))], {})
    >>> table["pact"][0].text, table.get("bridge"), "bridge" in table, list(table)
    ('Pact', (), False, ['pact'])
    """

    __slots__ = ("_forms", "_made", "_numbers", "_plain")

    def __init__(self, numbers: Mapping[str, Sequence[int]], plain: Sequence[Any], forms: dict[int, Form]) -> None:
        """Keep the numbers of the forms of each key, all forms as tuples, and those that were made already."""
        self._numbers = numbers
        self._plain = plain
        self._forms = forms
        self._made: dict[str, list[Form]] = {}

    def get(self, key: str, default: Sequence[Form] = ()) -> Sequence[Form]:
        """Return the forms of a key, the default if there are none."""
        return self._made[key] if key in self._made else self[key] if key in self._numbers else default

    def __getitem__(self, key: str) -> list[Form]:
        """Return the forms of a key."""
        if key not in self._made:
            self._made[key] = [self._form(number) for number in self._numbers[key]]
        return self._made[key]

    def _form(self, number: int) -> Form:
        if number not in self._forms:
            self._forms[number] = Form(*self._plain[number])
        return self._forms[number]

    def __contains__(self, key: object) -> bool:
        """Say whether a key has forms."""
        return key in self._numbers

    def __iter__(self) -> Iterator[str]:
        """Yield the keys."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._numbers)
