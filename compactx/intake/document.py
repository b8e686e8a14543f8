"""A document as read: its text, its clauses, and an account of every character.

Offsets are positions in ``text``, which is the file's text as its reader found it and is never changed afterwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from compactx.citation.citation import ClauseSpan, SearchableText
from compactx.model.locator import printed
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Citation

FORMATS = ("text", "markdown", "html", "docx", "pdf", "akn")
MARK_REASON = "footnote mark "
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNREAD = ("page header", "page number")
STRUCK = "struck through"
_SURELY = frozenset({"page header or footer", "rule or markup", "line number", STRUCK})
_PAGED = frozenset({"text", "pdf"})


class Region(Record):
    """A stretch of text that is no clause's wording.

    ``kind`` is ``heading``, ``footnote``, ``note`` (a clause's mark, a footnote mark, a lead-in, a page header inside a
    clause: left out of the wording) or ``not used``; ``reason`` says why, in words.
    """

    kind: str
    start: int
    end: int
    reason: str


class Link(Record):
    """A link to an official document, as the publisher set it: where it stands, and the symbol it leads to."""

    start: int
    end: int
    symbol: str


class Cell(Record):
    """A cell of a table: where its text stands, which cell it is (counted from 0), and what stands above it.

    ``heading`` is the heading of its column; ``title`` that of the table, or of the part of it that a row across all
    columns begins.
    """

    start: int
    end: int
    table: int
    row: int
    column: int
    heading: str
    title: str


class Document(Record):
    """A document: its name for people, its format, its text, its clauses in order, and what else stands in it.

    ``links`` are those that its publisher set to official documents, ``cells`` the cells of its tables.

    ``provisions`` start at their mark and hold their own wording only, not that of their items. They do not overlap,
    except that a footnote may stand inside the clause around it. A clause that goes on after its items has a
    second span with the same locator. ``notes`` are in order; provisions and notes together account for every
    character that is not white space.
    """

    name: str
    format: str
    text: str
    provisions: tuple[ClauseSpan, ...] = ()
    notes: tuple[Region, ...] = ()
    warnings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    cells: tuple[Cell, ...] = ()


class Volume(Record):
    """What is read of a document at once: what to search, its places counted in the whole; what its reader warns of.

    ``left`` is what stands in no clause, as :func:`unread` tells it.
    """

    source: SearchableText
    warnings: tuple[str, ...] = ()
    left: tuple[tuple[str, int, int, int], ...] = ()


class Volumes(Record):
    """A document that is searched volume by volume, mostly in a single one; what is known of it before.

    That is its name for people, how many letters it has, and what its reader warns of.
    """

    name: str
    size: int
    warnings: tuple[str, ...]
    volumes: Iterator[Volume]


def in_one_volume(document: Document) -> Volumes:
    """Return a document that is read as its only volume."""
    source = searchable(document)
    return Volumes(document.name, len(source.text), document.warnings, iter((Volume(source, (), unread(document)),)))


def numbers(document: Document) -> dict[str, str]:
    """Return how each clause is numbered in print, with the points of its number where the document writes them."""
    paragraphs = {span.locator for span in document.provisions if span.kind == "paragraph"}
    return {span.locator: printed(span.locator, paragraphs) for span in document.provisions}


def packed(document: Document) -> tuple[object, ...]:
    """Return a document as plain values, to be handed from one process to another."""
    spans = [(s.locator, s.kind, s.start, s.end, s.note_of) for s in document.provisions]
    notes = [(n.kind, n.start, n.end, n.reason) for n in document.notes]
    links = [(one.start, one.end, one.symbol) for one in document.links]
    cells = [(c.start, c.end, c.table, c.row, c.column, c.heading, c.title) for c in document.cells]
    return document.name, document.format, document.text, spans, notes, document.warnings, links, cells


def unpacked(values: Any) -> Document:
    """Return the document that was packed."""
    name, form, text, spans, notes, warnings, links, cells = values
    return Document(
        name, form, text, tuple(ClauseSpan(*span) for span in spans), tuple(Region(*note) for note in notes),
        tuple(warnings), tuple(Link(*link) for link in links), tuple(Cell(*cell) for cell in cells),
    )  # fmt: skip


def footnote_marks(document: Document) -> list[tuple[str, int, int]]:
    """Return (mark, start, end) of each footnote mark in the running text."""
    size = len(MARK_REASON)
    return [(n.reason[size:], n.start, n.end) for n in document.notes if n.reason.startswith(MARK_REASON)]


def readable(document: Document) -> str:
    """Return the text as citations are looked for in it, character for character at the same offsets.

    Page headers and comments give way to spaces, so that a sentence goes on over the page; footnote marks become raised
    digits, so that none belongs to the number or word before it.
    """
    text = document.text
    spans = [(s.start, s.end) for s in document.provisions if s.kind != "footnote"]
    starts = [start for start, _ in spans]
    pieces = []
    at = 0
    for note in document.notes:
        if note.kind not in {"note", "not used"} or note.start < at:
            continue
        if note.reason.startswith(MARK_REASON):
            changed = text[note.start : note.end].translate(RAISED)
            pieces += [text[at : note.start], changed]
            at = note.end
        elif _is_unread(document, note):
            around = bisect_right(starts, note.start) - 1
            inside = around >= 0 and spans[around][1] >= note.end
            start, end = _with_space(text, note, spans[around], at) if inside else (note.start, note.end)
            pieces += [text[at:start], " " * (end - start)]
            at = end
    if not pieces:
        return text
    pieces.append(text[at:])
    return "".join(pieces)


def _is_unread(document: Document, note: Region) -> bool:
    """Say whether a note is printed by the page and not by the text: surely so where the format has pages."""
    if note.reason in _SURELY:
        return True
    return document.format in _PAGED and note.kind == "note" and note.reason.startswith(_UNREAD)


def _with_space(text: str, note: Region, span: tuple[int, int], least: int) -> tuple[int, int]:
    """Return a range with the white space around it, inside a clause."""
    start, end = note.start, note.end
    while start > max(span[0], least) and text[start - 1].isspace():
        start -= 1
    while end < span[1] and text[end].isspace():
        end += 1
    return start, end


def unread(document: Document) -> tuple[tuple[str, int, int, int], ...]:
    """Return what stands in no clause: each reason with how many pieces, their length, and where the first begins."""
    found: dict[str, tuple[str, int, int, int]] = {}
    for note in document.notes:
        if note.kind == "not used":
            reason, pieces, size, start = found.get(note.reason, (note.reason, 0, 0, note.start))
            found[note.reason] = reason, pieces + 1, size + note.end - note.start, start
    return tuple(found.values())


def with_more_unread(
    told: Iterable[tuple[str, int, int, int]], more: Iterable[tuple[str, int, int, int]]
) -> list[tuple[str, int, int, int]]:
    """Return what stands in no clause of a text and of its next volume.

    >>> with_more_unread([("rule", 1, 3, 7)], [("rule", 2, 5, 90), ("page", 1, 2, 80)])
    [('rule', 3, 8, 7), ('page', 1, 2, 80)]
    """
    found = {one[0]: one for one in told}
    for reason, pieces, size, start in more:
        _, held, letters, first = found.get(reason, (reason, 0, 0, start))
        found[reason] = reason, held + pieces, letters + size, first
    return list(found.values())


def wording(document: Document, span: ClauseSpan, cuts: Cuts | None = None) -> str:
    """Return the words of a clause: its span without marks, footnotes and page headers that stand in it."""
    stretches = (cuts or Cuts(document)).between(span)
    return "".join([document.text[start:end] for start, end in stretches]).strip()


def clause_wordings(document: Document) -> dict[str, str]:
    """Return the words of each clause by locator; a clause in several spans is put together.

    A heading that is no more than the clause's mark ("Article 3") is none of its words.
    """
    cuts = Cuts(document)
    marks = {(note.start, note.end) for note in document.notes if note.reason == "mark"}
    found: dict[str, list[str]] = {}
    for span in document.provisions:
        bare = (span.start, span.end) in marks
        found.setdefault(span.locator, []).append("" if bare else wording(document, span, cuts))
    return {locator: "\n".join(piece for piece in pieces if piece) for locator, pieces in found.items()}


class Cuts:
    """What is left out of clauses, sorted so that each clause finds its own at once."""

    def __init__(self, document: Document) -> None:
        """Collect the notes and the footnotes."""
        notes = [(n.start, n.end) for n in document.notes if n.kind == "note"]
        self._ranges = sorted({*notes, *((s.start, s.end) for s in document.provisions if s.kind == "footnote")})

    def between(self, span: ClauseSpan) -> Iterator[tuple[int, int]]:
        """Yield the ranges of a span that are its wording, in order."""
        at = span.start
        for start, end in self.inside(span):
            if start > at:
                yield at, start
            at = max(at, end)
        if span.end > at:
            yield at, span.end

    def inside(self, span: ClauseSpan) -> Iterator[tuple[int, int]]:
        """Yield the ranges inside a span, the span itself apart."""
        at = bisect_left(self._ranges, (span.start, 0))
        while at < len(self._ranges) and self._ranges[at][0] < span.end:
            start, end = self._ranges[at]
            at += 1
            if (start, end) != (span.start, span.end) and end <= span.end:
                yield start, end


def unclaimed(text: str, claimed: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches with printed characters that no range covers.

    >>> unclaimed("ab  cd", [(0, 2)])
    [(4, 6)]
    """
    edges = [(0, 0)]
    for start, end in sorted(claimed):
        if start > edges[-1][1]:
            edges.append((start, end))
        elif end > edges[-1][1]:
            edges[-1] = (edges[-1][0], end)
    edges.append((len(text), len(text)))
    found = []
    for (_, left), (right, _) in pairwise(edges):
        gap = text[left:right]
        if gap.strip():
            found.append((left + len(gap) - len(gap.lstrip()), right - len(gap) + len(gap.rstrip())))
    return found


def citations_of(document: Document, catalogue: Catalogue, tell: Callable[[int], None] | None = None) -> list[Citation]:
    """Return the citations of a document in order; ``tell`` hears how many characters are done.

    What pages and footnote marks put between the words does not count; a publisher's link is official and wins.
    """
    from compactx.citation.scan import scan_with  # noqa: PLC0415 - the process that reads a file cites nothing

    return scan_with(searchable(document), catalogue, tell)


def searchable(document: Document) -> SearchableText:
    """Return the text of a document in which citations are found: as :func:`readable`, with its links and tables."""
    return SearchableText(
        readable(document),
        document.provisions,
        [(link.start, link.end, link.symbol) for link in document.links],
        [(one.start, one.end, one.heading, one.title, one.table, one.row) for one in document.cells],
    )
