"""Text of a known width, without a font at hand.

Widths are those of DejaVu Sans, the widest face that commonly stands in for Helvetica and Arial: text that fits here
fits everywhere. In em, by groups of characters.
"""

from __future__ import annotations

FAMILY = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_GROUPS = (
    ("ijlI|'.,:;!", 0.33),
    ('ftr()[]/-" \u00a0\u2018\u2019\u201c\u201d', 0.41), ("cksvxyzJLTFE", 0.59), ("MW@%mw—…", 0.99),
    ("ABCDGHKNOPQRSUVXYZ&", 0.74),
)  # fmt: skip
_WIDTHS = {char: width for group, width in _GROUPS for char in group}
_OTHER = 0.64
_WIDE = 1.0
_FIRST_WIDE = 0x1100
_NARROW = "\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
_BOLD = 1.1


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is at a font size, at most.

    >>> width("ill", 10) < width("mmm", 10) < width("mmm", 10, bold=True)
    True
    """
    total = sum(_WIDTHS.get(c) or (_WIDE if ord(c) >= _FIRST_WIDE and c not in _NARROW else _OTHER) for c in text)
    return total * size * (_BOLD if bold else 1.0)


def wrapped(text: str, size: float, room: float, lines: int, *, bold: bool = False) -> list[str]:
    """Return text as at most some lines that each fit; what does not fit is cut with an ellipsis.

    A word too long for a line is divided.

    >>> wrapped("one two three four five", 10, 60, 2)
    ['one two', 'three …']
    """
    rows: list[str] = []
    words = [piece for word in text.split() for piece in _pieces(word, size, room, bold=bold)]
    for at, word in enumerate(words):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and width(longer, size, bold=bold) <= room:
            rows[-1] = longer
        elif len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = _with_ellipsis(rows[-1], size, room, bold=bold)
            break
        if at == len(words) - 1:
            break
    return rows


def _with_ellipsis(row: str, size: float, room: float, *, bold: bool) -> str:
    while row and width(f"{row} …", size, bold=bold) > room:
        head, _, _ = row.rpartition(" ")
        row = head or row[:-1]
    return f"{row} …".strip()


def _pieces(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Divide a word that no line can hold."""
    if width(word, size, bold=bold) <= room:
        return [word]
    found, held = [], ""
    for char in word:
        if held and width(held + char, size, bold=bold) > room:
            found.append(held)
            held = ""
        held += char
    return [*found, held]
