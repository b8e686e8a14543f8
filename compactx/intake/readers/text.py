"""Plain text and Markdown: headings, footnotes and front matter; everything else is text."""

from __future__ import annotations

from itertools import islice

from compactx.intake.document import STRUCK, Link, Region
from compactx.intake.readers.blocks import Block, BlockText, struck_out, symbol_of_link
from compactx.intake.segment import lines
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_GUTTER = re.compile(r"(?<=\S) {3,}(?=\S)")
_LEAST = 3  # lines that two columns have at least
_WIDTH = 18.0  # characters that a line of either has on average
_WORDS = 2.5  # and words
TWO_COLUMNS = "two columns on the same lines were read one after the other; places count in that text"
_MARGIN = 2000  # characters that tell whether lines are numbered
_GAP = "   "  # between columns at least
_COLUMNS = 240  # characters of a printed line


def read_plain(text: str) -> BlockText:
    """Return the reading of a plain text; the numbers of lines in its margin are no words of it."""
    if not _may_be_numbered(text):
        return BlockText(text, lines.blocks(text), "text")
    from compactx.intake.segment import margins  # noqa: PLC0415 - few texts begin so

    numbers = margins.line_numbers(text)
    if not numbers:
        return BlockText(text, lines.blocks(text), "text")
    reading = BlockText(text, lines.blocks(margins.blanked(text, numbers)), "text")
    reading.notes = numbers
    return reading


def _may_be_numbered(text: str) -> bool:
    r"""Say whether one of the first two lines begins with a figure: where lines are numbered, at most one has none.

    >>> _may_be_numbered("1  The crew\n2  met"), _may_be_numbered("\nA title\nand more\n1. The crew")
    (True, False)
    """
    shown = (line.lstrip() for line in text[:_MARGIN].split("\n"))
    return any(line[0].isdecimal() for line in islice(filter(None, shown), 2))


def read_columns(text: str) -> BlockText:
    """Return the reading of a plain text; two columns of prose on the same lines are put one below the other."""
    reading = read_plain(in_one_column(text))
    if reading.text is not text:
        reading.warnings.append(TWO_COLUMNS)
    return reading


def in_one_column(text: str) -> str:
    """Return a text with columns one below the other, the same text if it has none; paragraph by paragraph."""
    if _GAP not in text:
        return text
    pieces, count = [], 0
    for paragraph in _paragraphs(text):
        left, right = _two(paragraph)
        count += bool(left)
        pieces += [*left, "", *right] if left else paragraph
    return "\n".join(pieces) if count else text


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Yield runs of lines: those without an empty line between them, and the empty ones."""
    run: list[str] = []
    for line in text.split("\n"):
        if bool(line.strip()) != bool(run and run[0].strip()) and run:
            yield run
            run = []
        run.append(line)
    yield run


def _two(paragraph: list[str]) -> tuple[list[str], list[str]]:
    """Return the left and the right column of a paragraph, two empty lists if it is none of two columns of prose."""
    if len(paragraph) < _LEAST or _GAP not in paragraph[0] or max(map(len, paragraph)) > _COLUMNS:
        return [], []
    shared: set[int] | None = None
    for line in paragraph:
        gaps = {at for gap in _GUTTER.finditer(line) for at in range(gap.start(), gap.end())}
        shared = gaps if shared is None else shared & gaps
        if not shared:
            return [], []
    cut = min(shared or {0})
    left = [line[:cut].rstrip() for line in paragraph]
    right = [line[cut:].strip() for line in paragraph]
    return (left, right) if _is_prose(left) and _is_prose(right) else ([], [])


def _is_prose(column: list[str]) -> bool:
    """Say whether lines read as text that goes on from one to the next, and not as the cells of a table."""
    size, words = sum(map(len, column)) / len(column), sum(len(line.split()) for line in column) / len(column)
    goes_on = sum(line.lstrip()[:1].islower() for line in column[1:])
    return size >= _WIDTH and words >= _WORDS and goes_on * _LEAST >= len(column)


_FRONT = re.compile(r"\ufeff?---\r?\n(?:[^\r\n]*\r?\n){1,200}?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_HEADING = re.compile(r"#{1,6}\s*\S")
_RULE = re.compile(r"\|?[\s|:=-]{3,}\|?|<[^<>]{1,400}>|<!--.*?-->|`{3,}.*", re.DOTALL)
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<address>https?://[^\s()<>]{1,500}(?:\([^\s()<>]{1,40}\))?)\)")
_STRUCK = re.compile(r"(?<!~)~~(?=[^\s~])([^~\n]{1,2000})(?<=[^\s~])~~(?!~)")
_UNDERLINE = re.compile(r"[^\n]+\n\s*(?:={3,}|-{3,})\s*")


def read_markdown(text: str) -> BlockText:
    """Return the reading of a Markdown text; marks of emphasis stay in it."""
    front = _FRONT.match(text)
    start = front.end() if front else 0
    found = lines.blocks(text, start)
    for block in found:
        _give_role(text, block)
    if front:
        found.insert(0, Block(0, start, "skip", "front matter"))
    reading = BlockText(text, found, "markdown")
    struck = list(_STRUCK.finditer(text)) if "~~" in text else []
    if struck:
        reading.notes = [Region("not used", one.start(), one.end(), STRUCK) for one in struck]
        reading.warnings.append(struck_out(sum(len(one.group(1)) for one in struck)))
    linked = ((match, symbol_of_link(match["address"])) for match in _LINK.finditer(text))
    reading.links = [Link(match.start("words"), match.end("words"), symbol) for match, symbol in linked if symbol]
    return reading


def _give_role(text: str, block: Block) -> None:
    words = text[block.start : block.end]
    if _HEADING.match(words) or _UNDERLINE.fullmatch(words):
        block.role = "heading"
    elif _RULE.fullmatch(words):
        block.role, block.mark = "skip", "rule or markup"
