"""What stands at the head of a clause: its number, letter or label.

::

    mark    = label | point | round | alone
    label   = ("Article" | "Section" | "Annex" | "Objective" | ...) number [":" | "." | "-"]
    point   = (digits | dotted | letter | roman) ("." | ")")
    round   = "(" (digits | letter | roman) ")"
    dotted  = digits {"." digits} ["." letter]
    alone   = roman, with nothing beside it
"""

from __future__ import annotations

from compactx.model import patterns as re
from compactx.model.locator import roman_value
from compactx.model.record import Row

_LABELS = (
    "annex|appendix|enclosure|schedule|attachment|part|title|book|chapter|section|article|art\\.|rule|regulation|"
    "objective|goal|target|principle|commitment|action|recommendation|round table"
)
_ORDINALS = {
    "premier": 1,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
}  # fmt: skip
_LABEL = re.compile(
    rf"(?P<label>{_LABELS})\s{{0,3}}(?P<value>\d{{1,3}}(?:\.(?:\d{{1,3}}|[a-z]\b))?(?:\s?(?:bis|ter)\b)?|[IVXLC]{{1,7}}\b|[A-Z]\b"
    rf"|(?:{'|'.join(_ORDINALS)})\b)?(?P<after>\s{{0,3}}[:.\u2013\u2014-]?)",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"(?:[¶§]{1,2}\s?)?(?P<point>\d{1,3}(?:\.\d{1,3}){1,3}(?:\.?(?=\s))|\d{1,3}\.[a-z](?=\s)|\d{1,3}[.)](?![\d/])"
    r"|[a-z]{1,2}\)|[ivxlc]{1,6}\)|[a-z]\.(?=\s)|[ivx]{1,5}\.(?=\s)|[A-Z]\.(?=\s)|[IVXLC]{1,7}\.(?=\s))"
)
_ROUND = re.compile(r"\((?P<round>\d{1,3}|[a-z]{1,2}|[ivxlc]{1,7}|[A-Z]|[IVXLC]{1,7})\)(?=[\s\w\u201c\"\u2018'(])")
_ALONE = re.compile(r"(?:Part |PART )?(?P<alone>[IVXL]{1,7})\s*")
_ALONE_SIZE = 16
_POINT_SIZE = 24  # more than stands before a stop or bracket in any mark of this shape
_BULLET = re.compile(r"(?:[•●▪◦‣·○■□]|[-*+\u2013\u2014](?=\s))\s*")
_DECORATION = re.compile(r"(?:[\s#*_>\ufeff]|\\(?=[(\d*])|\[(?=[(\dA-Za-z]{1,4}[.)]))*")
_MAX_LABEL = 160
ANNEXES = frozenset({"annex", "appendix", "enclosure", "schedule", "attachment"})
HEADS = frozenset({"part", "title", "book", "chapter", "section", "round table"})


class Mark(Row):
    """A mark: its shape, what it may mean, and where it ends.

    Shapes are ``label:article`` and the like, ``.``, ``)``, ``()``, ``dotted`` and ``alone``.
    ``readings`` are (type, value) pairs: type ``n`` number, ``a``/``A`` letter, ``i``/``I`` roman; several for ``(i)``.
    """

    shape: str
    text: str
    readings: tuple[tuple[str, int], ...]
    start: int
    end: int

    def value(self, kind: str) -> int:
        """Return the value under one reading, 0 if there is none."""
        return next((value for name, value in self.readings if name == kind), 0)


def mark_at(text: str, start: int, end: int) -> Mark | None:
    """Return the mark with which a block begins.

    >>> mark_at("12. Decides", 0, 11)
    Mark(shape='.', text='12', readings=(('n', 12),), start=0, end=3)
    >>> mark_at("(i) x", 0, 5).readings
    (('a', 9), ('i', 1))
    >>> mark_at("Article 5 of the treaty says", 0, 28) is None
    True
    >>> mark_at("[3. Urges", 0, 9).text, mark_at("[all] States", 0, 12)  # brackets stand around what is not agreed yet
    ('3', None)
    """
    at = _skip(text, start, end)
    if end - at <= _ALONE_SIZE and (match := _ALONE.fullmatch(text, at, end)):
        return Mark("alone", match["alone"], (("I", roman_value(match["alone"].lower())),), at, end)
    first, near = text[at : at + 1], text[at : at + _POINT_SIZE]
    if first == "(":
        match = _ROUND.match(text, at, end)
        return Mark("()", match["round"], token_readings(match["round"]), at, match.end()) if match else None
    # Most blocks begin with a word: a letter or a numeral has its stop near.
    if ("." in near or ")" in near) and (match := _POINT.match(text, at, end)):
        return _point(text, match, at, end)
    if first.isupper() and (match := _LABEL.match(text, at, min(end, at + 60))):
        return _label(text, match, at, end)
    return None


def bullet_at(text: str, start: int, end: int) -> int:
    """Return where the words after a bullet begin, or ``start`` if there is none."""
    match = _BULLET.match(text, start, end)
    return match.end() if match else start


def _skip(text: str, start: int, end: int) -> int:
    found = _DECORATION.match(text, start, end)
    return found.end() if found else start


def _point(text: str, match: re.Match[str], at: int, end: int) -> Mark | None:
    token = match["point"]
    rest = text[match.end() : match.end() + 1]
    if token[0].isdecimal() and "." in token.rstrip(".)"):
        return Mark("dotted", token.rstrip("."), (("d", 1),), at, match.end())
    stem, shape = token[:-1], token[-1]
    if rest and not (rest.isspace() or rest.isupper() or rest in "\u201c\"\u2018'([*_"):
        return None
    if stem.isupper() and end - at > _MAX_LABEL:
        return None
    shape = "()" if shape == ")" and not stem.isdecimal() else shape
    return Mark(shape, stem, token_readings(stem), at, match.end())


def _label(text: str, match: re.Match[str], at: int, end: int) -> Mark | None:
    label = match["label"].lower().replace("art.", "article")
    value = match["value"] or ""
    rest = text[match.end() : end].strip("*_# \t\u00a0")
    stop = match["after"].strip()
    if not value and (rest or label not in ANNEXES):
        return None
    if not stop and rest and not (rest[0].isupper() or rest[0] in '([\u201c"*'):
        return None
    if not stop and rest and (end - at > _MAX_LABEL or rest[-1] in ".;,:"):
        return None
    token = value.lower()
    number = _ORDINALS.get(token, 0)
    token = str(number) if number else re.sub(r"\s", "-", token)
    return Mark(f"label:{label}", token, token_readings(value), at, match.end())


def token_readings(token: str) -> tuple[tuple[str, int], ...]:
    """Return what a token may count.

    >>> token_readings("7"), token_readings("b"), token_readings("ii"), token_readings("aa"), token_readings("IV")
    ((('n', 7),), (('a', 2),), (('i', 2), ('a', 35)), (('a', 27),), (('I', 4),))
    """
    if token.isdecimal():
        return (("n", int(token)),)
    found = []
    upper = token.isupper()
    lower = token.lower()
    if len(lower) == 1 and lower.isascii() and lower.isalpha():
        found.append(("A" if upper else "a", ord(lower) - 96))
    if value := roman_value(lower):
        found.append(("I" if upper else "i", value))
    if len(lower) == 2 and lower[0] == lower[1] and not upper:  # noqa: PLR2004 - after (z) comes (aa)
        found.append(("a", 26 + ord(lower[0]) - 96))
    return tuple(found)
