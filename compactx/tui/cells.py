"""How wide text is on a terminal, and how it is cut and folded."""

from __future__ import annotations

_WIDE = {"W", "F"}


def width(text: str) -> int:
    """Return the cells a text takes.

    >>> width("plain"), width("e\u0301"), width("移民")
    (5, 1, 4)
    """
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width  # noqa: PLC0415 - most text is ASCII

    return sum(0 if category(c) in {"Mn", "Me", "Cf"} else 2 if east_asian_width(c) in _WIDE else 1 for c in text)


def cut(text: str, cells: int, mark: str = "…") -> str:
    """Return the text shortened to some cells, with a mark where something is missing.

    >>> cut("discrimination", 8), cut("short", 8), cut("x", 0)
    ('discrim…', 'short', '')
    """
    if cells <= 0:
        return ""
    if width(text) <= cells:
        return text
    return split(text, cells - width(mark))[0].rstrip() + mark if cells > width(mark) else mark[:cells]


def split(text: str, cells: int) -> tuple[str, str]:
    """Return the part of a text that fits into some cells, and the rest.

    >>> split("移民 ok", 3)
    ('移', '民 ok')
    """
    if text.isascii():
        return text[: max(0, cells)], text[max(0, cells) :]
    used = 0
    for at, char in enumerate(text):
        used += width(char)
        if used > cells:
            return text[:at], text[at:]
    return text, ""


def pad(text: str, cells: int) -> str:
    """Return the text cut or filled with spaces to exactly some cells.

    >>> pad("ab", 4) + "|", pad("abcdef", 4) + "|"
    ('ab  |', 'abc…|')
    """
    shown = cut(text, cells)
    return shown + " " * max(0, cells - width(shown))
