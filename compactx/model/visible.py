"""How text is written where it does not print, or has no room."""

from __future__ import annotations

SUMMARY = "~ "  # stands before a gist wherever one is shown: these are our words, not the document's
LEGEND = f"{SUMMARY}our summary, not the document's words"  # beside whatever shows one
SAYING = 240  # characters of a wording that stands where a title would

_BYTE = 0x100
_PLANE = 0x10000


def escape(char: str) -> str:
    r"""Return the escape of a character.

    >>> escape("\x1b"), escape("\u202e"), escape("\U000e0001")
    ('\\x1b', '\\u202e', '\\U000e0001')
    """
    code = ord(char)
    return f"\\x{code:02x}" if code < _BYTE else f"\\u{code:04x}" if code < _PLANE else f"\\U{code:08x}"


def short(text: str, room: int) -> str:
    """Return text cut to some characters, at a word if one ends near.

    >>> short("Establish mechanisms for the portability", 24)
    'Establish mechanisms …'
    """
    if len(text) <= room:
        return text
    cut = text[: room - 1]
    head, _, tail = cut.rpartition(" ")
    return f"{head} …" if head and len(tail) < room // 2 else f"{cut}…"
