"""Lines to blocks: which lines are one paragraph, over a page break and a hyphen too, and what a page adds to them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise

from compactx.citation.normalise import normalise
from compactx.intake.document import Region
from compactx.intake.readers.blocks import Block
from compactx.intake.segment.marks import bullet_at, mark_at
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WRAPPED = 130  # columns beyond which lines are paragraphs and not wrapped text
_SHORT = 0.72  # part of the width that a line must reach to go on
_FOLLOW_ON = frozenset(
    [
        "of",
        "the",
        "and",
        "in",
        "to",
        "for",
        "a",
        "an",
        "by",
        "on",
        "with",
        "or",
        "at",
        "from",
        "as",
        "its",
        "their",
        "that",
        "which",
        "under",
        "between",
        "into",
        "is",
        "are",
        "be",
        "this",
        "no",
        "not",
        "resolution",
        "resolutions",
        "article",
        "articles",
        "paragraph",
        "paragraphs",
        "decision",
        "decisions",
        "para",
        "paras",
        "annex",
        "chapter",
        "see",
    ]
)
_DANGLING = '.;:!?\u201d"\u2019'


class TextLine:
    """A line without the white space around it; ``gap`` says that an empty line or a page break stands before it."""

    __slots__ = ("end", "gap", "indent", "start")

    def __init__(self, start: int, end: int, indent: int, *, gap: bool) -> None:
        """Keep the range."""
        self.start = start
        self.end = end
        self.indent = indent
        self.gap = gap


def text_lines(text: str, start: int = 0) -> Iterator[TextLine]:
    """Yield the lines that are not empty."""
    last = start
    for match in _LINE.finditer(text, start):
        first = match.start()
        raw = match.group()
        shown = raw.strip().strip("\ufeff").strip()
        if not shown:
            continue
        begin = first + raw.index(shown)
        breaks = text.count("\n", last, begin) + (text.count("\x0c", last, begin) * 2)
        breaks = breaks or text.count("\r", last, begin) + text.count("\u2029", last, begin)
        yield TextLine(begin, begin + len(shown), begin - first, gap=breaks > 1)
        last = begin + len(shown)


def wrap_width(text: str, found: list[TextLine]) -> int:
    """Return the width at which a text is wrapped, 0 if its lines are paragraphs.

    Measured where wrapping shows: on lines with another line right below. If most of those end a sentence, they
    are paragraphs.
    """
    above = [line for line, after in pairwise(found) if not after.gap]
    if not above or sum(text[line.end - 1] in _DANGLING for line in above) * 2 > len(above):
        return 0
    sizes = sorted(line.end - line.start + line.indent for line in above)
    longest = sizes[int(len(sizes) * 0.95)]
    return longest if longest <= _WRAPPED else 0


def blocks(text: str, start: int = 0) -> list[Block]:
    """Return the paragraphs of a plain text."""
    found = list(text_lines(text, start))
    width = wrap_width(text, found)
    out: list[Block] = []
    before: TextLine | None = None
    for line in found:
        if before is not None and not line.gap and _goes_on(text, before, line, width, out[-1]):
            out[-1].end = line.end
        else:
            out.append(Block(line.start, line.end))
        before = line
    return out


def _goes_on(text: str, before: TextLine, line: TextLine, width: int, block: Block) -> bool:
    """Say whether a line belongs to the paragraph of the line right above it."""
    if bullet_at(text, line.start, line.end) != line.start:
        return False
    if _is_mark(text, before, line):
        return False
    first, last = text[line.start], text[before.end - 1]
    if not width:
        return unfinished(text, block.start, before.end) and first.islower()
    reach = before.end - before.start + before.indent
    if reach >= width * _SHORT:
        indented = line.indent >= before.indent + 2 and line.indent <= 12 and last in _DANGLING  # noqa: PLR2004 - a first-line indent
        return not indented
    return last not in _DANGLING and (first.islower() or last in ",-")


def _is_mark(text: str, before: TextLine, line: TextLine) -> bool:
    """Say whether a line begins with a mark that is no wrapped pinpoint or year."""
    mark = mark_at(text, line.start, line.end)
    if mark is None:
        return False
    if mark.shape in {".", "dotted"} or mark.shape.startswith("label"):
        return (
            text[before.end - 1] in ".;:,\u201d)"
            or text[line.start].isalpha()
            or not unfinished(text, before.start, before.end)
        )
    last = text[before.start : before.end].rsplit(None, 1)[-1].lower()
    return not (last.rstrip(".").isdecimal() or last in _FOLLOW_ON) or text[before.end - 1] in ";:"


def unfinished(text: str, start: int, end: int) -> bool:
    """Say whether a block stops in the middle of a sentence.

    >>> unfinished("in the course of the", 0, 20), unfinished("It ends.", 0, 8), unfinished("A Heading", 0, 9)
    (True, False, False)
    """
    tail = text[max(start, end - 60) : end].rstrip()
    if not tail or tail[-1] in '.;:!?\u201d"':
        return False
    return cut_short(text, end) or end - start > 90  # noqa: PLR2004 - no heading is so long


def cut_short(text: str, end: int) -> bool:
    """Say whether the words before an offset cannot end anything: a comma, a hyphen, "of the"."""
    tail = text[max(0, end - 24) : end].rstrip()
    return (
        tail[-1:] in {",", "-", "\u2010", "\u2011"}
        or tail.rsplit(None, 1)[-1:] == []
        or tail.rsplit(None, 1)[-1].lower() in _FOLLOW_ON
    )


BETWEEN = frozenset({"furniture", "footnote"})
_HEADING = 12  # words up to which an unfinished block may be a heading
_LAST_WORDS = 3
_STOPS = frozenset(".;:!?\u201d")
_SEEN = 1000  # characters looked at for them


def join_blocks(text: str, blocks: list[Block], openings: frozenset[int] = frozenset()) -> list[Block]:
    """Return the blocks with broken paragraphs put together; blocks in between follow the one they stand in.

    ``openings`` are the offsets of footnote marks that begin a block whose sentence goes on.
    """
    out: list[Block] = []
    open_block: Block | None = None
    between = False
    for block in blocks:
        if block.role in BETWEEN:
            out.append(block)
            between = True
            continue
        goes_on = (
            block.start in openings or _continues(text, open_block, block, between=between) if open_block else False
        )
        if open_block is not None and goes_on:
            open_block.end = block.end
        else:
            out.append(block)
            open_block = block if block.role in {"", "recital"} and not block.whole else None
        between = False
    return out


def _continues(text: str, before: Block, block: Block, *, between: bool) -> bool:
    if block.role or block.whole or block.is_numbered or _opens(text, block):
        return False
    first = text[block.start]
    last = text[before.end - 1]
    if between and last not in _STOPS and _is_end(text[block.start : min(block.end, block.start + _SEEN)]):
        return True
    words = len(text[before.start : min(before.end, before.start + _SEEN)].split(None, _HEADING + 1))
    if first.islower():
        return last not in ".!?:" and not (last == ";" and not between) and (last in ",;-" or words > 1)
    if last == ",":
        return False
    stops = unfinished(text, before.start, before.end)
    return stops and (between or words > _HEADING) if cut_short(text, before.end) else stops and between


def _is_end(words: str) -> bool:
    """Say whether a block can only be the last words of a sentence: no paragraph is so short.

    >>> _is_end("Agreement."), _is_end("Annex"), _is_end("The Assembly met in May.")
    (True, False, False)
    """
    return words.endswith(".") and len(words.split()) <= _LAST_WORDS


def _opens(text: str, block: Block) -> bool:
    """Say whether a block begins with a mark or a bullet, and so cannot go on with another."""
    if bullet_at(text, block.start, block.end) != block.start:
        return True
    mark = mark_at(text, block.start, block.end)
    words = text[block.start : min(block.end, block.start + _SEEN)].split(None, 3)
    return mark is not None and not (mark.shape == "()" and len(words) < 3)  # noqa: PLR2004 - a mark and a word are no clause


_DIVIDED = re.compile(r"(?P<hyphen>[-\u2010\u2011])(?<=[a-z].)(?P<break>[ \t]*\r?\n[ \t]*)(?=[a-z])")
_WORD = re.compile(r"[a-z]+(?:[-\u2010\u2011][a-z]+)*", re.IGNORECASE)
_BEFORE = re.compile(r"[A-Za-z]+$")
_AFTER = re.compile(r"[a-z]+")
_REACH = 40  # letters of a word looked at on either side


def divided(text: str) -> list[Region]:
    r"""Return what a line break put into words: the break, and the hyphen where the whole word is written without it.

    The document itself tells: "inter-national" loses its hyphen when "international" stands elsewhere in it.

    >>> [(r.start, r.end) for r in divided("inter-\nnational and international")]
    [(5, 7)]
    >>> [(r.start, r.end) for r in divided("non-\nbinding")]
    [(4, 5)]
    """
    found = list(_DIVIDED.finditer(text))
    if not found:
        return []
    known = {match.group().lower() for match in _WORD.finditer(text)}
    return [_region(text, match, known) for match in found]


def _region(text: str, match: re.Match[str], known: set[str]) -> Region:
    before = _BEFORE.search(text, max(0, match.start() - _REACH), match.start())
    after = _AFTER.match(text, match.end(), match.end() + _REACH)
    first, second = (before.group().lower() if before else ""), (after.group().lower() if after else "")
    whole = first + second in known and f"{first}-{second}" not in known
    return Region("note", match.start() if whole else match.start("break"), match.end(), "hyphenation")


_SYMBOL = r"(?:[A-Z]{1,6}(?:/[A-Z0-9.()]+){1,6})"
_PAGE = re.compile(
    rf"(?:page\s{{0,9}})?[-\u2013\u2014]?\s{{0,9}}\d{{1,4}}\s{{0,9}}[-\u2013\u2014]?(?:\s{{0,9}}(?:/|of)\s{{0,9}}\d{{1,4}})?"
    rf"(?:\s{{1,9}}\d\d-\d{{5}}(?:\s{{0,9}}\(E\))?)?"
    rf"|\d\d-\d{{5}}(?:\s{{0,9}}\([A-Z]\))?(?:\s{{1,9}}\d{{1,4}}(?:/\d{{1,4}})?)?|{_SYMBOL}|\*\d{{6,}}\*|_{{5,}}|-{{3,}}|\*\s?\*\s?\*",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"[0-9ivxlc]{1,5}")
_LEADERS = 4  # dots before the page number of a line of contents
_MARK = re.compile(r"\d{1,3}\.\s|\([a-z]{1,4}\)")
_OF = re.compile(r"([0-9]{1,4})\s?/\s?([0-9]{1,4})")
_DIGITS = re.compile(r"[0-9]+")
_FEW_PAGES = 20  # no resolution of so low a number is cited alone
_LONGEST = 200
_NEAR = 100_000  # letters from one page to another with the same header: some thirty pages
_TITLE = re.compile(r"^(?:\d{1,4}/\d{1,4}\.?|[A-Z]\.|\d+\.)\s*")


class PageHeads:
    """What stood in a text that is read so far and may come again on the next pages: where, counted from here on."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.begun = False
        self.shapes: dict[str, list[int]] = {}
        self.titles: dict[str, int] = {}
        self.tops: dict[str, int] = {}

    def leave(self, done: int) -> None:
        """Keep what the next volume, which begins at an offset of this one, must know."""
        self.begun = True
        kept = {
            shape: [at - done for at in places if done - _NEAR <= at < done] for shape, places in self.shapes.items()
        }
        self.shapes = {shape: places for shape, places in kept.items() if places}
        for held in (self.titles, self.tops):
            left = {words: at - done for words, at in held.items() if done - _NEAR <= at < done}
            held.clear()
            held.update(left)

    def count(self, shape: str, at: int) -> int:
        """Return how often a block stands near an offset."""
        places = self.shapes[shape]
        return bisect_right(places, at + _NEAR) - bisect_left(places, at - _NEAR)

    def has_title(self, title: str, at: int) -> bool:
        """Say whether a title stood not far above, or was repeated there."""
        if at - self.titles.get(title, at - _NEAR - 1) > _NEAR:
            return False
        self.titles[title] = at
        return True


def mark_furniture(text: str, blocks: list[Block], *, paged: bool = True, heads: PageHeads | None = None) -> None:
    """Give page headers, page numbers and tables of contents their role.

    ``paged`` is false for formats that have no pages; ``heads`` is what stood before this volume of a text.
    A header is a short block that stands near by three times, or repeats a title that stood above it, with
    or without the symbol of the document.
    """
    heads = heads or PageHeads()
    shapes = [_shape(text, block) for block in blocks]
    for block, shape in zip(blocks, shapes, strict=True):
        if shape:
            heads.shapes.setdefault(shape, []).append(block.start)
    tops = _tops(text, blocks, shapes, heads)
    totals = Counter(match[2] for shape in shapes if (match := _OF.fullmatch(shape)) and _is_page(match))
    for at, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        if block.whole or block.role or not shape:
            continue
        words = text[block.start : block.end]
        first = at == 0 and not heads.begun
        if _PAGE.fullmatch(words) and not _is_number(words, totals, paged=paged):
            block.role, block.mark = "furniture", "page number or line"
        elif _is_contents(words):
            block.role, block.mark = "skip", "table of contents"
        elif at in tops or (not first and _repeats(shape, block.start, heads) and not _MARK.match(words)):
            block.role, block.mark = "furniture", "page header"
        else:
            heads.titles.update((title, block.start) for title in _title(shape))


def _is_page(match: re.Match[str]) -> bool:
    return int(match[1]) <= int(match[2])


def _is_number(words: str, totals: Counter[str], *, paged: bool) -> bool:
    """Say whether "28/32" alone is no page number: no other page of that total is there, or there are no pages."""
    match = _OF.fullmatch(words)
    return match is not None and not (
        paged and _is_page(match) and (totals[match[2]] > 1 or int(match[2]) < _FEW_PAGES)
    )


def _tops(text: str, blocks: list[Block], shapes: list[str], heads: PageHeads) -> frozenset[int]:
    """Return the places of the blocks that begin a page as another page before it begins."""
    found = set()
    for at, block in enumerate(blocks):
        begins = (at == 0 and not heads.begun) or "\x0c" in text[blocks[at - 1].end if at else 0 : block.start]
        shape = _DIGITS.sub("#", shapes[at])
        if begins and shape and not mark_at(text, block.start, block.end):
            if block.start - heads.tops.get(shape, block.start - _NEAR - 1) <= _NEAR:
                found.add(at)
            heads.tops[shape] = block.start
    return frozenset(found)


def _shape(text: str, block: Block) -> str:
    """Return a short block's words in a form that pages share, '' for what cannot be a page header."""
    if block.end - block.start > _LONGEST:
        return ""
    words = normalise(text[block.start : block.end]).casefold()
    return "" if words.endswith((".", ";", ":", ",")) and len(words) > 3 and not words[0].isdecimal() else words  # noqa: PLR2004 - fewer words are no running title


def _is_contents(words: str) -> bool:
    """Say whether a block ends as a line of a table of contents does.

    >>> _is_contents("I. Introduction ......... 3"), _is_contents("See article 3")
    (True, False)
    """
    last = words.rsplit(None, 1)[-1]
    before = words.rstrip()[: -len(last)] if "." not in last else words.rstrip().rstrip("0123456789ivxlc")
    if not _PAGE_NUMBER.fullmatch(last.lstrip(".")):
        return False
    return before.replace(" ", "").replace("\n", "").endswith("." * _LEADERS)


def _title(shape: str) -> set[str]:
    bare = _TITLE.sub("", shape)
    return {bare} if len(bare) > 12 else set()  # noqa: PLR2004 - shorter ones are headings that may come again


def _repeats(shape: str, at: int, heads: PageHeads) -> bool:
    bare = re.sub(rf"(?i)^{_SYMBOL}\s+|(?<!\s)\s+{_SYMBOL}$", "", shape)
    if len(bare) <= 12:  # noqa: PLR2004 - as above
        return False
    return heads.has_title(bare, at) or (len(bare) > 20 and heads.count(shape, at) > 2)  # noqa: PLR2004 - a third time is a running title
