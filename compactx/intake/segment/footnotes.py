"""Footnotes: their marks stuck to words, their bodies between paragraphs, and the clauses that carry them."""

from __future__ import annotations

from bisect import bisect_right

from compactx.citation.citation import ClauseSpan
from compactx.intake.document import MARK_REASON, Region
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from compactx.intake.readers.blocks import Block

_NEAR = 3  # clauses before an offset that may reach over it: a footnote stands inside one


def footnote_spans(
    text: str, bodies: Iterable[Block], spans: Sequence[ClauseSpan], notes: Iterable[Region]
) -> tuple[list[ClauseSpan], list[Region]]:
    """Return the footnotes, each with the locator of the clause that carries its mark, and the marks that begin them.

    Where several footnotes bear one number (annexes count anew), the first belongs to the first mark, and so on.
    """
    carriers = _carriers(spans, notes)
    found: list[ClauseSpan] = []
    heads: list[Region] = []
    seen: dict[str, int] = {}
    for block in bodies:
        seen[block.mark] = count = seen.get(block.mark, 0) + 1
        carried = carriers.get(block.mark) or [""]
        name = "".join(c if c.isalnum() and c.isascii() else "-" for c in block.mark.lower()).strip("-") or "note"
        locator = f"footnote-{name}-{count}" if count > 1 else f"footnote-{name}"
        found.append(ClauseSpan(locator, "footnote", block.start, block.end, carried[min(count, len(carried)) - 1]))
        head = body_start(text, block)
        if head > block.start:
            heads.append(Region("note", block.start, head, "mark"))
    return found, heads


def _carriers(spans: Sequence[ClauseSpan], notes: Iterable[Region]) -> dict[str, list[str]]:
    """Return the clauses that carry each mark, in order."""
    starts = [span.start for span in spans]
    found: dict[str, list[str]] = {}
    for note in sorted(notes, key=lambda one: one.start):
        if not note.reason.startswith(MARK_REASON):
            continue
        at = bisect_right(starts, note.start) - 1
        if at >= 0 and spans[at].end > note.start:
            for mark in note.reason.removeprefix(MARK_REASON).split():
                found.setdefault(mark, []).append(spans[at].locator)
    return found


def fitted_notes(notes: Iterable[Region], spans: Sequence[ClauseSpan]) -> list[Region]:
    """Return the notes; what is not used but stands inside a clause is a note on that clause."""
    starts = [span.start for span in spans]
    found = []
    for note in notes:
        at = bisect_right(starts, note.start) - 1
        near = spans[max(0, at - _NEAR) : at + 1] if at >= 0 else ()
        inside = any(span.start < note.start and span.end >= note.end for span in near)
        found.append(note.replace(kind="note") if inside and note.kind == "not used" else note)
    return found


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
# Of every mark: a figure has behind it what one of the alternatives above wants there.
_BEGINNING = re.compile(
    rf"[\d\^\[{_RAISED}](?:(?<=\D)|(?<=[^\W\d_][.,;:)\u201d\"\u2019].)|(?<=[a-z.,;:][a-z ].)|(?<=\d\d\d.))"
)
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


class BodyCount:
    """How far the footnotes of a text have come: the number of the last, and what its marks have announced."""

    def __init__(self) -> None:
        """Begin before the first."""
        self.last = 0
        self.announced: set[str] = set()


def mark_bodies(text: str, blocks: list[Block], before: BodyCount) -> list[tuple[int, int]]:
    """Give footnote bodies their role and their number; return where what may be one begins, and its number.

    Bodies come in order, and each is announced by a mark before it or followed by the next body.
    """
    found: list[tuple[Block, int]] = []
    last = before.last
    for block in blocks:
        if block.role or block.whole:
            continue
        if definition := _DEFINITION.match(text, block.start, block.end):
            block.role, block.mark = "footnote", definition["number"]
            continue
        match = _BODY.match(text, block.start, block.end)
        number = int(match["number"].translate(_PLAIN)) if match else 0
        if number and (number == last + 1 or (last and number == last + 2)):
            found.append((block, number))
            last = number
    if not found:
        return []
    numbers = {str(number) for _, number in found}
    before.announced.update(mark for marks_, _, _ in _series(text, blocks, numbers) for mark in marks_.split())
    known = {before.last, *(number for _, number in found)}
    for block, number in found:
        if str(number) in before.announced or number + 1 in known or (number > 1 and number - 1 in known):
            block.role, block.mark = "footnote", str(number)
    return [(block.start, number) for block, number in found]


def body_start(text: str, block: Block) -> int:
    """Return where the words of a footnote begin, after its number."""
    match = _DEFINITION.match(text, block.start, block.end) or _BODY.match(text, block.start, block.end)
    return match.end() if match else block.start


def marks_in(text: str, blocks: Iterable[Block], expected: int = 1) -> list[Region]:
    """Return the footnote marks in the running text, in order; the first figure that is one is the expected one."""
    blocks = list(blocks)
    bodies = {block.mark for block in blocks if block.role == "footnote"}
    found = _series(text, blocks, bodies, expected)
    return [Region("note", start, end, f"{MARK_REASON}{label}") for label, start, end in found]


def after_marks(notes: Iterable[Region], expected: int) -> int:
    """Return the figure that is expected after some marks."""
    last = [note.reason.removeprefix(MARK_REASON).split()[-1] for note in notes if note.reason.startswith(MARK_REASON)]
    return next((int(mark) + 1 for mark in reversed(last) if mark.isdecimal()), expected)


def _series(
    text: str, blocks: Iterable[Block], bodies: Container[str], expected: int = 1
) -> list[tuple[str, int, int]]:
    """Return (mark, start, end) of the marks; a plain figure counts as the next of its series only.

    ``bodies`` are the numbers of the notes: a number that is too high does not end in the first mark without a note.
    """
    found: list[tuple[str, int, int]] = []
    for block in blocks:
        if block.role in {"furniture", "skip", "footnote"} or not _FIGURE.search(text, block.start, block.end):
            continue
        opening = _OPENING.match(text, block.start, block.end)
        if opening and int(opening["number"]) == expected and not block.whole:
            found.append((opening["number"], opening.start(), opening.end()))
            expected += 1
        for match in _marks(text, block.start, block.end):
            mark = _mark(text, match, block, expected)
            if match["numbered"] and expected == 1 and mark not in bodies:
                continue
            if mark:
                found.append((mark, match.start(), match.end()))
                last = mark.split()[-1]
                expected = int(last) + 1 if last.isdecimal() and not match["label"] else expected
    return found


def _marks(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what the pattern of marks finds, which is tried only where a mark can begin: many times faster."""
    at = start
    for place in _BEGINNING.finditer(text, start, end):
        if place.start() >= at and (match := _MARK.match(text, place.start(), end)):
            at = match.end()
            yield match


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
