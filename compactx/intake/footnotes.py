"""Footnotes in plain text: marks stuck to words, bodies between paragraphs.

A mark is a small number after a word or its punctuation. Many other numbers stand so ("Add.1"), so a mark counts only
when it is the next of its series, counted from 1, or is written as a superscript or as ``[^1]``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.intake.document import MARK_REASON, Region

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.intake.reading import Block

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
_MARK = re.compile(
    rf"(?P<raised>[{_RAISED}]{{1,3}})|\^\{{(?P<braced>\d{{1,3}}(?:[ ,]+\d{{1,3}})*)\}}"
    r"|\[\^(?P<label>[\w*-]{1,12})\](?!:)"
    r"|(?<=[^\W\d_][.,;:)\u201d\"\u2019])(?P<after>\d{1,3})(?=[\s.,;:)\u201d\"\u2019]|[A-Z][a-z]|$)"
    r"|(?<=[a-z][a-z])(?P<stuck>\d{1,3})(?=[\s.,;:)\u201d\"\u2019]|$)"
    r"|(?<=[\s(](?:19|20)\d\d)(?P<year>\d{1,2})(?=[\s.,;:)]|$)"
    r"|(?<=\d/\d\d\d)(?P<numbered>\d{1,2})(?=[\s.,;:)]|$)"
    r"|(?<=[a-z.,;:] )(?P<loose>\d{1,3})(?=\s*\n|\s+\d{1,3}\.\s)"
)
_FIGURE = re.compile(rf"[0-9\^{_RAISED}]")
_ABBREVIATION = re.compile(
    r"(?:^|[^A-Za-z])(?:Add|Corr|Rev|Amend|No|Nos|para|paras|art|arts|vol|vols|pp?|chap|sect|fig|ch|L|Inf|INF|Res|v)\.$"
)
# A resolution's number of three digits; a document's own number (A/78/1002) has four at times.
_RESOLUTION = re.compile(r"(?:RES/|(?:^|[^/\w]))\d\d/\d{3}$")
_BODY = re.compile(
    rf"(?P<number>\d{{1,3}}|[{_RAISED}]{{1,3}})(?:\s+|(?<=[{_RAISED}])\s*)(?=[A-Z\u201c\"\u2018'*(\[]|See|Ibid|http)"
)
_DEFINITION = re.compile(r"\[\^(?P<number>[\w*-]{1,12})\]:\s*")
_OPENING = re.compile(r"(?P<number>\d{1,3})\s+(?=[a-z])")


def mark_bodies(text: str, blocks: list[Block]) -> None:
    """Give footnote bodies their role and their number.

    Bodies come in order, and each is announced by a mark before it or followed by the next body.
    """
    found: list[tuple[Block, int]] = []
    for block in blocks:
        if block.role or block.whole:
            continue
        if definition := _DEFINITION.match(text, block.start, block.end):
            block.role, block.mark = "footnote", definition["number"]
            continue
        match = _BODY.match(text, block.start, block.end)
        expected = found[-1][1] + 1 if found else 1
        number = int(match["number"].translate(_PLAIN)) if match else 0
        if number and (number == expected or (found and number == expected + 1)):
            found.append((block, number))
    if not found:
        return
    announced = {mark for marks_, _, _ in _series(text, blocks) for mark in marks_.split()}
    known = {number for _, number in found}
    for block, number in found:
        if str(number) in announced or number + 1 in known or number - 1 in known:
            block.role, block.mark = "footnote", str(number)


def body_start(text: str, block: Block) -> int:
    """Return where the words of a footnote begin, after its number."""
    match = _DEFINITION.match(text, block.start, block.end) or _BODY.match(text, block.start, block.end)
    return match.end() if match else block.start


def marks(text: str, blocks: Iterable[Block]) -> list[Region]:
    """Return the footnote marks in the running text, in order."""
    return [Region("note", start, end, f"{MARK_REASON}{label}") for label, start, end in _series(text, blocks)]


def _series(text: str, blocks: Iterable[Block]) -> list[tuple[str, int, int]]:
    """Return (mark, start, end) of the marks; a plain figure counts as the next of its series only."""
    found: list[tuple[str, int, int]] = []
    expected = 1
    for block in blocks:
        if block.role in {"furniture", "skip", "footnote"} or not _FIGURE.search(text, block.start, block.end):
            continue
        opening = _OPENING.match(text, block.start, block.end)
        if opening and int(opening["number"]) == expected and not block.whole:
            found.append((opening["number"], opening.start(), opening.end()))
            expected += 1
        for match in _MARK.finditer(text, block.start, block.end):
            mark = _mark(text, match, block, expected)
            if mark:
                found.append((mark, match.start(), match.end()))
                last = mark.split()[-1]
                expected = int(last) + 1 if last.isdecimal() and not match["label"] else expected
    return found


def _mark(text: str, match: re.Match[str], block: Block, expected: int) -> str:
    """Return the mark that was found, '' if the figure is none."""
    if match["label"]:
        return match["label"]
    if match["braced"]:
        return " ".join(match["braced"].replace(",", " ").split())
    if match["raised"]:
        return match["raised"].translate(_PLAIN) if match.start() > block.start else ""
    figure = match[match.lastgroup or 0]
    if match["numbered"] and not _RESOLUTION.search(text, max(0, match.start() - 8), match.start()):
        return ""
    after_abbreviation = _ABBREVIATION.search(text, max(0, match.start() - 8), match.start())
    return figure if figure.isdecimal() and int(figure) == expected and not after_abbreviation else ""
