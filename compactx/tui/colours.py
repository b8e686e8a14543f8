"""The look: three sets of styles in the terminal's own sixteen colours, never a background of ours.

``night`` for dark terminals, ``day`` for light ones, ``plain`` without colour. Each style also differs in weight,
slant or position, so that colour alone says nothing.
"""

from __future__ import annotations

_CODES = {
    "bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7",
    "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35", "cyan": "36",
    "bright_blue": "94", "bright_cyan": "96", "bright_yellow": "93", "bright_green": "92",
}  # fmt: skip

_SHARED = {
    "text": "", "lead": "", "strong": "bold", "title": "bold", "quiet": "dim", "dim": "dim", "crumb": "",
    "rule": "dim",
    "wording": "", "chosen": "reverse", "kept": "underline", "hint": "bold reverse", "cursor": "bold", "pane": "",
}  # fmt: skip
_STYLES = {
    "night": {
        **_SHARED, "kicker": "bold yellow", "head": "bold yellow", "link": "cyan", "number": "bold cyan",
        "mark": "bold", "relation": "italic", "surface": "green", "bar": "cyan", "here": "bold cyan",
        "focus": "bold yellow", "key": "bold", "message": "yellow", "match": "bold underline yellow",
    },
    "day": {
        **_SHARED, "kicker": "bold red", "head": "bold red", "link": "blue", "number": "bold blue",
        "mark": "bold", "relation": "italic", "surface": "magenta", "bar": "blue", "here": "bold blue",
        "focus": "bold red", "key": "bold", "message": "red", "match": "bold underline red",
    },
    "plain": {
        **_SHARED, "kicker": "bold", "head": "bold", "link": "underline", "number": "bold",
        "mark": "bold", "relation": "italic", "surface": "", "bar": "", "here": "bold",
        "focus": "bold", "key": "bold", "message": "bold", "match": "bold underline",
    },
}  # fmt: skip

THEMES = tuple(_STYLES)


def spec(theme: str, style: str) -> str:
    """Return a style as words: attributes and one colour of the sixteen.

    >>> spec("night", "link"), spec("plain", "title")
    ('cyan', 'bold')
    """
    return _STYLES[theme][style]


def escape(theme: str, style: str) -> str:
    """Return the sequence that switches a style on, '' for the terminal's own."""
    codes = [_CODES[word] for word in spec(theme, style).split()]
    return f"\x1b[{';'.join(codes)}m" if codes else ""


def guess(environment: dict[str, str]) -> str:
    """Return the set for a terminal, from what it says of itself; ``COMPACTX_THEME`` decides where it is set.

    >>> guess({"COLORFGBG": "0;15"}), guess({}), guess({"COMPACTX_THEME": "day"}), guess({"NO_COLOR": "1"})
    ('day', 'night', 'day', 'plain')
    """
    asked = environment.get("COMPACTX_THEME", "")
    if asked in _STYLES:
        return asked
    if environment.get("NO_COLOR"):
        return "plain"
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return "day" if background in {"7", "15"} else "night"
