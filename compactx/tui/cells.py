"""How wide text is on a terminal, and how it is cut and folded.

Rich measures, as it does for what Textual draws and where a click lands; letters that are one cell in every terminal
are counted here, so that a browser line by line need not load it.
"""

from __future__ import annotations

from bisect import bisect_right

# Latin letters, dashes, quotation marks and the signs that pages are drawn with.
_STRETCHES = (
    *((0x20, 0x7F), (0xA0, 0xAD), (0xAE, 0x250), (0x2010, 0x2028), (0x2030, 0x203C)),
    *((0x2190, 0x2194), (0x2500, 0x25C8), (0x276F, 0x2770)),
)
_SINGLE: frozenset[str] = frozenset().union(*(map(chr, range(*stretch)) for stretch in _STRETCHES))


def width(text: str) -> int:
    """Return the cells a text takes.

    >>> width("plain"), width("e\u0301"), width("移民")
    (5, 1, 4)
    """
    if text.isascii() or _SINGLE.issuperset(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most text is of single cells

    return cell_len(text)


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
    at = bisect_right(range(len(text) + 1), max(0, cells), key=lambda end: width(text[:end])) - 1
    return text[:at], text[at:]


def pad(text: str, cells: int) -> str:
    """Return the text cut or filled with spaces to exactly some cells.

    >>> pad("ab", 4) + "|", pad("abcdef", 4) + "|"
    ('ab  |', 'abc…|')
    """
    shown = cut(text, cells)
    return shown + " " * max(0, cells - width(shown))
