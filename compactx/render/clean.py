"""Make control characters visible.

Corpus and document text may hold escape sequences or bidirectional overrides that would change what a terminal shows.
Everything printed passes here once.
"""

from __future__ import annotations

_PLAIN_BREAKS = {"\n": " ", "\t": " ", "\r": " "}


def clean(text: str) -> str:
    r"""Return the text with every character that does not print shown as its escape.

    Line breaks and tabs become spaces. Joiners inside scripts and emoji stay.

    >>> clean("a\x1b[31mb\u202ec")
    'a\\x1b[31mb\\u202ec'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else _visible(c) for c in text)


def _visible(char: str) -> str:
    if char in _PLAIN_BREAKS:
        return _PLAIN_BREAKS[char]
    if char in "\u00a0\u202f\u2009":
        return " "
    from compactx.model.visible import escape  # noqa: PLC0415 - lookups seldom meet such a character

    return escape(char)


def field(text: object) -> str:
    r"""Return a value as one field of a tab-separated line: cleaned, tabs and line breaks escaped.

    >>> field("a\tb\nc"), field(None)
    ('a\\tb\\nc', '')
    """
    if text is None:
        return ""
    if isinstance(text, str) and text.isprintable() and "\\" not in text:  # nearly all, by the hundred thousand
        return text
    if isinstance(text, (list, tuple)):
        return ", ".join(map(field, text))
    shown = str(text).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return shown if shown.isprintable() else clean(shown)
