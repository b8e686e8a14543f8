"""An answer as a notebook shows it: one line, a small table, a frame."""

from __future__ import annotations

from html import escape
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from compactx.errors import UsageError
from compactx.model.text import SUMMARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

_Result = TypeVar("_Result")
_FRAMES = ("pandas", "polars")
_LINE = 100  # characters of what was asked about
_CELL = 160  # characters of a cell of a table on a page
_ROWS = 20  # rows of a table on a page


class Answer(Generic[_Result]):
    """What a question found: its items, the same as with ``--json``, and the whole ``result`` behind them.

    ``len``, iteration and indexing go over the items. Whatever else the result has is an attribute here too.
    """

    def __init__(
        self,
        result: _Result,
        items: Iterable[dict[str, Any]],
        columns: Sequence[str],
        about: str = "",
        rows: Sequence[dict[str, Any]] | None = None,
        words: Callable[[str], str] | None = None,
    ) -> None:
        """Keep the result, its items, the columns of a table, what was asked about, and flatter rows if there are.

        ``words`` gives the wording of a clause by its id, as far as it is at hand: a page shows it before a summary.
        """
        self.result = result
        self._items = tuple(items)
        self._columns = tuple(columns)
        self._about = about
        self._rows = self._items if rows is None else tuple(rows)
        self._words = words or (lambda _identity: "")

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._items)

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[dict[str, Any], ...]: ...
    def __getitem__(self, at: int | slice) -> dict[str, Any] | tuple[dict[str, Any], ...]:
        return self._items[at]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "result":  # what copy and pickle look for before there is a result
            raise AttributeError(name)
        return getattr(self.result, name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *(name for name in dir(self.result) if not name.startswith("_"))})

    def __repr__(self) -> str:
        count = f"{len(self)} item{'' if len(self) == 1 else 's'}"
        about = " ".join(self._about.split())
        return f"<{about if len(about) <= _LINE else about[: _LINE - 1] + '…'}: {count}>"

    def _repr_html_(self) -> str:
        """Return a small table; a gist that is a summary of ours is marked so."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self._columns)
        shown = [[_cell(row, name, self._words) for name in self._columns] for row in self._rows[:_ROWS]]
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in shown)
        more = len(self._rows) - len(shown)
        notes = [f"… and {more} more"] if more else []
        if any(SUMMARY in cell for row in shown for cell in row):
            notes.append(f"{SUMMARY.strip()} is our summary, not the words of the document")
        told = "".join(f"<p>{escape(note)}</p>" for note in notes)
        return f"<p>{escape(repr(self))}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{told}"

    def to_dict(self) -> list[dict[str, Any]]:
        """Return the items, each a dictionary with the keys of ``--json``."""
        return [dict(item) for item in self._items]

    def frame(self) -> Any:
        """Return a table of pandas, or of polars where pandas is not installed, a row each and every key a column.

        Raises:
            UsageError: neither is installed.
        """
        name = next((name for name in _FRAMES if find_spec(name)), "")
        if not name:
            raise UsageError("a frame needs pandas or polars, and neither is installed", hint="pip install pandas")
        columns = dict.fromkeys(key for row in self._rows for key in row) or dict.fromkeys(self._columns)
        table = {key: [row.get(key) for row in self._rows] for key in columns}
        if name == "polars":
            return import_module(name).DataFrame(table, strict=False)
        return import_module(name).DataFrame(table)


def _cell(row: dict[str, Any], name: str, words: Callable[[str], str]) -> str:
    """Return a value as one short line; a gist has its mark unless it is the opening of a text of the library.

    Where the wording is at hand it stands there instead of our summary.
    """
    value = row.get(name)
    text = "" if value is None else " ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    if name == "gist" and text and not str(row.get("source", "")).endswith(":0"):
        text = SUMMARY + text
    if text.startswith(SUMMARY) and (said := " ".join(words(str(row.get("id", ""))).split())):
        text = f"“{said if len(said) < _CELL - 1 else said[: _CELL - 3] + '…'}”"
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
