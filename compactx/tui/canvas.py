"""Rows of styled words: fitting, highlighting, and the signs for terminals without Unicode."""

from __future__ import annotations

from compactx.tui import cells

Piece = tuple[str, str, str]
"""Words, the name of their style, and the tag that a click on them carries ('' for none)."""
Row = tuple[Piece, ...]

_ASCII = str.maketrans("─│├┬┴▸▾▇•…“”·▏→←↓↑§\u203a\u2019\u276f", '-|+++>v#*~""-_><v^S>\'>')


def length(row: Row) -> int:
    """Return the cells a row takes."""
    return sum(cells.width(text) for text, _, _ in row)


def fit(row: Row, room: int, style: str = "text", tag: str = "") -> Row:
    """Return a row of exactly so many cells: cut with a mark, or filled with spaces."""
    out: list[Piece] = []
    left = room
    for text, own, at in row:
        width = cells.width(text)
        if width > left:
            out.append((cells.pad(text, left), own, at))
            return tuple(out) if left else tuple(out[:-1])
        out.append((text, own, at))
        left -= width
    if left > 0:
        out.append((" " * left, style, tag))
    return tuple(out)


def at_ends(left: Row, right: Row, room: int, fill: str = " ", style: str = "text") -> Row:
    """Return two rows at the ends of a line; the left one is cut when both do not fit."""
    own = length(right)
    if own >= room:
        return fit(left, room)
    gap = room - own - length(left)
    if gap < 0:
        return (*fit(left, room - own), *right)
    return (*left, (fill * gap, style, ""), *right)


def restyled(row: Row, style: str) -> Row:
    """Return a row in one style, its tags kept."""
    return tuple((text, style, tag) for text, _, tag in row)


def tagged(row: Row, tag: str) -> Row:
    """Return a row whose pieces without a tag have this one."""
    return tuple((text, style, own or tag) for text, style, own in row)


def highlighted(row: Row, words: str, style: str = "match") -> Row:
    """Return a row with every occurrence of some words in another style, in any case.

    >>> highlighted((("Asylum seekers", "text", ""),), "asylum")
    (('Asylum', 'match', ''), (' seekers', 'text', ''))
    """
    wanted = words.casefold()
    plain = "".join(text for text, _, _ in row)
    folded = plain.casefold()
    if not wanted or wanted not in folded or len(folded) != len(plain):
        return row
    marks = bytearray(len(plain))
    at = folded.find(wanted)
    while at >= 0:
        marks[at : at + len(wanted)] = b"\1" * len(wanted)
        at = folded.find(wanted, at + len(wanted))
    out: list[Piece] = []
    start = 0
    for text, own, tag in row:
        out += _runs(text, own, tag, marks[start : start + len(text)], style)
        start += len(text)
    return tuple(out)


def _runs(text: str, own: str, tag: str, marks: bytearray, style: str) -> list[Piece]:
    out: list[Piece] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marks[at] != marks[start]:
            out.append((text[start:at], style if marks[start] else own, tag))
            start = at
    return out


def ascii_rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return rows whose drawing signs are ASCII, for terminals that have no others."""
    return tuple(tuple((text.translate(_ASCII), style, tag) for text, style, tag in row) for row in rows)
