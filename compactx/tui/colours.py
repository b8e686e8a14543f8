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


def switches(theme: str, style: str) -> str:
    """Return what switches a style on, '' for the terminal's own.

    >>> switches("night", "head"), switches("plain", "text")
    ('1;33', '')
    """
    return ";".join(_CODES[word] for word in spec(theme, style).split())


def guess(environment: dict[str, str]) -> str:
    """Return the set for a terminal from what the environment says, '' if it says nothing; ``COMPACTX_THEME`` decides.

    >>> guess({"COLORFGBG": "0;15"}), guess({}), guess({"COMPACTX_THEME": "day"}), guess({"NO_COLOR": "1"})
    ('day', '', 'day', 'plain')
    >>> guess({"CLICOLOR": "0"}), guess({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"})
    ('plain', '')
    """
    asked = environment.get("COMPACTX_THEME", "")
    if asked in _STYLES:
        return asked
    forced = any(environment.get(name) not in {None, "", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))
    if environment.get("NO_COLOR") or (environment.get("CLICOLOR") == "0" and not forced):
        return "plain"
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    if not background.isdecimal():
        return ""
    return "day" if background in {"7", "15"} else "night"


def for_background(answer: str) -> str:
    """Return the set for a background as a terminal answers when asked: ``rgb:`` and three shares of light.

    >>> for_background("rgb:ffff/ffff/f0f0"), for_background("rgb:1c/1c/1c"), for_background("what")
    ('day', 'night', '')
    """
    shares = answer.partition(":")[2].split("/")
    if len(shares) < len(_EYE) or not all(share and _HEX.issuperset(share.lower()) for share in shares):
        return ""
    light = sum(weight * int(share, 16) / (16 ** len(share) - 1) for weight, share in zip(_EYE, shares, strict=False))
    return "day" if light > _HALF else "night"


_EYE = (0.299, 0.587, 0.114)  # how much red, green and blue count for how light a colour looks
_HALF = 0.5
_HEX = frozenset("0123456789abcdef")
