"""What does a text cite? One stretch after the other, so that memory does not grow with the text."""

from __future__ import annotations

import gc

from compactx.citation.anchors import find_anchors
from compactx.citation.citation import Clauses
from compactx.citation.definitions import add_defined, find_definitions
from compactx.citation.language import DEFAULT, codes, language_of, table
from compactx.citation.memory import Memory, tie
from compactx.citation.normalise import fold_text
from compactx.citation.numbers import organ_of
from compactx.citation.resolve import Resolver
from compactx.citation.symbols import find_symbols
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Citation, ClauseSpan, SearchableText

_STRETCH = 120_000
_LONGEST = 240_000
_BREAK = re.compile(r"\n[^\S\n]*\n")
_OPENING = 4000
_HEAD = 400
# A document's own symbol begins a paragraph of its head, or follows the name of the organisation there.


def scan_text(
    text: str, spans: Sequence[ClauseSpan], catalogue: Catalogue, tell: Callable[[int], None] | None = None
) -> list[Citation]:
    """Return what a text cites, in the order of the text, each citation with the clause it stands in.

    Every citation is kept: those that name nothing known are ``unresolved``, those that could name several things
    ``ambiguous``. ``tell`` hears how many characters are done.
    """
    found = [one for part in scan_stretches(text, spans, catalogue, tell) for one in part]
    return tie(text, found, [span for span in spans if span.kind == "footnote"])


def scan_with(
    source: SearchableText, catalogue: Catalogue, tell: Callable[[int], None] | None = None
) -> list[Citation]:
    """Return what a text cites as :func:`scan_text` does, with what its tables and its publisher's links say."""
    return _corrected(source, scan_text(source.text, source.spans, catalogue, tell), catalogue)


def _corrected(source: SearchableText, found: list[Citation], catalogue: Catalogue) -> list[Citation]:
    """Return the citations of a text in order, with what its tables and its publisher's links say."""
    citations = sorted(found, key=lambda one: one.start)
    if source.cells:
        from compactx.citation.corrections import with_cells  # noqa: PLC0415 - few documents have tables

        citations = with_cells(source.text, citations, source.cells, catalogue)
        from compactx.citation.rows import with_rows  # noqa: PLC0415 - as above

        citations = with_rows(
            source.text, citations, source.cells, catalogue, lambda row: scan_text(row, (), catalogue)
        )
    if source.links:
        from compactx.citation.corrections import with_links  # noqa: PLC0415 - few documents have links

        citations = with_links(source.text, citations, source.links, source.spans, catalogue)
    return citations


def scan_stretches(
    text: str, spans: Sequence[ClauseSpan], catalogue: Catalogue, tell: Callable[[int], None] | None = None
) -> Iterator[list[Citation]]:
    """Yield what each stretch of a text cites, before names are tied to their footnotes."""
    reading = _Reading(text, spans, catalogue)
    yield from reading.rest(tell)


def scan_pieces(
    pieces: Iterable[SearchableText], catalogue: Catalogue, tell: Callable[[int], None] | None = None
) -> Iterator[list[Citation]]:
    """Yield what each stretch of a text cites that comes in pieces, cut between clauses: as if it had come at once.

    The spans of each piece count in the whole text. Footnotes, cells and links may change what was read before them: a
    piece with such is scanned whole, its names tied to its own footnotes and to those of no other piece. Cells and
    links come with a text that is a single piece.
    """
    reading: _Reading | None = None
    for piece in pieces:
        if reading is None:
            reading = _Reading(piece.text, piece.spans, catalogue)
        else:
            reading.take(piece.text, piece.spans)
        notes = [span for span in piece.spans if span.kind == "footnote"]
        if notes or piece.cells or piece.links:
            found = [one for part in reading.rest(tell) for one in part]
            yield _corrected(piece, tie(reading.text, found, notes, reading.base), catalogue)
        else:
            yield from reading.ready(tell)
    if reading:
        yield from reading.rest(tell)


class _Reading:
    """A text that is read stretch by stretch; what was read of it is let go when more comes."""

    def __init__(self, text: str, spans: Sequence[ClauseSpan], catalogue: Catalogue) -> None:
        """Begin with a text, or the first piece of one, which tells its language and which document it is."""
        opening = fold_text(text, 0, min(len(text), _OPENING)).text
        code = language_of(text)
        self.code = code if code in codes() else DEFAULT
        self.catalogue = catalogue
        self.organ = organ_of(opening, self.code)
        self.memory = Memory(catalogue, _own(opening, catalogue, self.code))
        self.clauses = Clauses(spans)
        self.resolver = Resolver(text, catalogue, self.memory, self.clauses, self.code)
        self.marks = self._marks()
        self.text = text
        self.base = 0  # where this text begins in the whole
        self.at = 0  # how much of it is read

    def take(self, text: str, spans: Sequence[ClauseSpan]) -> None:
        """Add a piece."""
        self.base += self.at
        self.text, self.at = self.text[self.at :] + text, 0
        self.clauses.add(spans, self.base)
        self.resolver.go_on(self.text, self.base)
        self.marks = self._marks()

    def _marks(self) -> frozenset[str]:
        return frozenset(span.locator.rpartition("-")[2] for span in self.clauses.notes)

    def ready(self, tell: Callable[[int], None] | None) -> Iterator[list[Citation]]:
        """Yield what the stretches cite whose end does not hang on what is still to come."""
        for _, end in stretches(self.text, self.at, whole=False):
            yield self._stretch(end)
            if tell:
                tell(self.base + end)

    def rest(self, tell: Callable[[int], None] | None) -> Iterator[list[Citation]]:
        """Yield what all stretches cite that are left."""
        for _, end in stretches(self.text, self.at):
            yield self._stretch(end)
            if tell:
                tell(self.base + end)

    def _stretch(self, end: int) -> list[Citation]:
        """Return what the next stretch cites; no circles are made meanwhile, so that nobody need look for them."""
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self._cited(end)
        finally:
            if collecting:
                gc.enable()

    def _cited(self, end: int) -> list[Citation]:
        catalogue, code = self.catalogue, self.code
        folded = fold_text(self.text, self.at, end, catalogue.words, self.base)
        anchors, loose = find_anchors(folded.text, catalogue, self.organ, code, self.marks)
        definitions = find_definitions(folded.text, anchors, catalogue, code)
        placed = add_defined(folded.text, anchors, definitions, tuple(self.memory.defined), code)
        if placed is not anchors:
            definitions = find_definitions(folded.text, placed, catalogue, code)
        found = self.resolver.resolve(folded, placed, loose, definitions)
        self.at = end
        return found


def _own(opening: str, catalogue: Catalogue, code: str) -> str:
    """Return the id of the document itself: what bears the resolution symbol in its head, '' if none does."""
    organisation = table(code)["organisation"]
    alone = re.compile(rf"(?:^|\n|{organisation}|{organisation.upper().rpartition(' ')[2]}) *$")
    for symbol in find_symbols(opening[:_HEAD], code):
        if symbol.kind == "resolution" and alone.search(opening[: symbol.start]):
            return catalogue.of_symbol(symbol.symbol)
    return ""


def stretches(text: str, start: int = 0, *, whole: bool = True) -> Iterator[tuple[int, int]]:
    """Yield ranges that cover a text, cut where a paragraph ends, else where a line or a word does.

    Without its end, if it is not ``whole``: where that is cut depends on what follows.

    >>> list(stretches("short")), list(stretches("short", whole=False))
    ([(0, 5)], [])
    """
    while len(text) - start > _LONGEST:
        found = _BREAK.search(text, start + _STRETCH, start + _LONGEST)
        cut = found.end() if found else 0
        for mark in ("\n", " "):
            cut = cut or text.rfind(mark, start + _STRETCH, start + _LONGEST) + 1
        cut = cut or start + _LONGEST
        yield start, cut
        start = cut
    if whole:
        yield start, len(text)
