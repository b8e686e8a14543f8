"""Markdown: headings, footnotes and front matter; everything else is text."""

from __future__ import annotations

import re

from compactx.intake import lines
from compactx.intake.document import Link
from compactx.intake.permalinks import symbol_of_link
from compactx.intake.reading import Block, Reading

_FRONT = re.compile(r"\ufeff?---\r?\n(?:[^\r\n]*\r?\n){1,200}?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_HEADING = re.compile(r"#{1,6}\s*\S")
_RULE = re.compile(r"\|?[\s|:=-]{3,}\|?|<[^<>]{1,400}>|<!--.*?-->|`{3,}.*", re.DOTALL)
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<address>https?://[^\s()<>]{1,500}(?:\([^\s()<>]{1,40}\))?)\)")
_UNDERLINE = re.compile(r"[^\n]+\n\s*(?:={3,}|-{3,})\s*")


def read_markdown(text: str) -> Reading:
    """Return the reading of a Markdown text; marks of emphasis stay in it."""
    front = _FRONT.match(text)
    start = front.end() if front else 0
    found = lines.blocks(text, start)
    for block in found:
        _give_role(text, block)
    if front:
        found.insert(0, Block(0, start, "skip", "front matter"))
    reading = Reading(text, found, "markdown")
    linked = ((match, symbol_of_link(match["address"])) for match in _LINK.finditer(text))
    reading.links = [Link(match.start("words"), match.end("words"), symbol) for match, symbol in linked if symbol]
    return reading


def _give_role(text: str, block: Block) -> None:
    words = text[block.start : block.end]
    if _HEADING.match(words) or _UNDERLINE.fullmatch(words):
        block.role = "heading"
    elif _RULE.fullmatch(words):
        block.role, block.mark = "skip", "rule or markup"
