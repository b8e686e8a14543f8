"""Rows of styled words: how wide, cut, folded and highlighted; and the signs for terminals without Unicode.

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
Piece = tuple[str, str, str]


def width(text: str) -> int:
    """Return the cells a text takes.

    >>> width("plain"), width("e\u0301"), width("移民")
    (5, 1, 4)
    """
    if text.isascii() or _SINGLE.issuperset(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most text is of single cells

    return cell_len(text)


def cut(text: str, canvas: int, mark: str = "…") -> str:
    """Return the text shortened to some cells, with a mark where something is missing.

    >>> cut("discrimination", 8), cut("short", 8), cut("x", 0)
    ('discrim…', 'short', '')
    """
    if canvas <= 0:
        return ""
    if width(text) <= canvas:
        return text
    return split(text, canvas - width(mark))[0].rstrip() + mark if canvas > width(mark) else mark[:canvas]


def split(text: str, canvas: int) -> tuple[str, str]:
    """Return the part of a text that fits into some cells, and the rest.

    >>> split("移民 ok", 3)
    ('移', '民 ok')
    """
    if text.isascii():
        return text[: max(0, canvas)], text[max(0, canvas) :]
    at = bisect_right(range(len(text) + 1), max(0, canvas), key=lambda end: width(text[:end])) - 1
    return text[:at], text[at:]


def pad(text: str, canvas: int) -> str:
    """Return the text cut or filled with spaces to exactly some cells.

    >>> pad("ab", 4) + "|", pad("abcdef", 4) + "|"
    ('ab  |', 'abc…|')
    """
    shown = cut(text, canvas)
    return shown + " " * max(0, canvas - width(shown))


"""Words, the name of their style, and the tag that a click on them carries ('' for none)."""
Row = tuple[Piece, ...]

_ASCII = str.maketrans("─│├┬┴▸▾▇•…“”·▏→←↓↑§\u203a\u2019\u276f", '-|+++>v#*~""-_><v^S>\'>')


def length(row: Row) -> int:
    """Return the cells a row takes."""
    return sum(width(text) for text, _, _ in row)


def fit(row: Row, room: int, style: str = "text", tag: str = "") -> Row:
    """Return a row of exactly so many cells: cut with a mark, or filled with spaces."""
    out: list[Piece] = []
    left = room
    for text, own, at in row:
        wide = width(text)
        if wide > left:
            out.append((pad(text, left), own, at))
            return tuple(out) if left else tuple(out[:-1])
        out.append((text, own, at))
        left -= wide
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
