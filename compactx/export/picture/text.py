"""Text of a known width, without a font at hand.

Widths are those of DejaVu Sans, the widest face that commonly stands in for Helvetica and Arial: text that fits here
fits everywhere. In em, by groups of characters, each rounded up; an accent takes no room of its own.
"""

from __future__ import annotations

import re
import unicodedata
from math import fsum  # exact, and so the same in every Python

FAMILY = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_PLAIN = {
    0.28: "'ijl", 0.32: " \u00a0,.IJ", 0.36: "/:;\\f|\u2018\u2019\u00b7", 0.4: "()-[]t", 0.44: "!r", 0.48: '"',
    0.52: "*_`\u2013\u201c\u201d", 0.56: "?Lcsz", 0.6: "Fkvxy\u2022", 0.64: "$0123456789EPSTYabdeghnopqu{}", 0.68: "K",
    0.72: "ABCRVXZ", 0.76: "HNU", 0.8: "&DGOQ", 0.84: "#+<=>^w~", 0.88: "M", 0.96: "%", 1.0: "@Wm\u2014\u2026",
}  # fmt: skip
_BOLD = {
    0.32: "'", 0.36: " \u00a0ijl", 0.4: ",./:;IJ\\|\u2018\u2019\u00b7", 0.44: "-f", 0.48: "!()[]t", 0.52: "_`r\u2013",
    0.56: '"*\u201c\u201d', 0.6: "?csz", 0.64: "L\u2022", 0.68: "aekvxy", 0.72: "$0123456789EFTbdghnopqu{}",
    0.76: "CPSYZ", 0.8: "ABKRVX", 0.84: "#+<=>DGHNU^~", 0.88: "&OQ", 0.96: "w", 1.0: "@M\u2014\u2026", 1.04: "%",
    1.08: "m", 1.12: "W",
}  # fmt: skip
_WIDTHS = tuple({char: width for width, group in face.items() for char in group} for face in (_PLAIN, _BOLD))
_SPACE = re.compile(r"[ \t\r\n]+")  # a space that does not break is no end of a word
_OTHER = 1.1  # letters of other scripts, and the few Latin ones that are no letter with an accent


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is at a font size, at most.

    >>> text_width("ill", 10) < text_width("mmm", 10) < text_width("mmm", 10, bold=True)
    True
    >>> text_width("\u00e9", 10) == text_width("e", 10)
    True
    """
    known = _WIDTHS[bold]
    return size * fsum(known.get(char) or _wide(char, known) for char in text)


def _wide(char: str, known: dict[str, float]) -> float:
    """Return the width of a character beside the table: that of its letter if it is one with an accent."""
    if unicodedata.combining(char):
        return 0.0
    return known.get(unicodedata.normalize("NFD", char)[0], _OTHER)


def wrapped(text: str, size: float, room: float, lines: int, *, bold: bool = False) -> list[str]:
    """Return text as at most some lines that each fit; what does not fit is cut with an ellipsis.

    A word too long for a line is divided.

    >>> wrapped("one two three four five", 10, 60, 2)
    ['one two', 'three …']
    """
    rows: list[str] = []
    words = [piece for word in _SPACE.split(text) if word for piece in _pieces(word, size, room, bold=bold)]
    for at, word in enumerate(words):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and text_width(longer, size, bold=bold) <= room:
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
    while row and text_width(f"{row} …", size, bold=bold) > room:
        head, _, _ = row.rpartition(" ")
        row = head or row[:-1]
    return f"{row} …".strip()


def _pieces(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Divide a word that no line can hold."""
    if text_width(word, size, bold=bold) <= room:
        return [word]
    found, held = [], ""
    for char in word:
        if held and text_width(held + char, size, bold=bold) > room:
            found.append(held)
            held = ""
        held += char
    return [*found, held]
