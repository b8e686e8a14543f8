"""A reading to a document: every block becomes a clause, a heading, a footnote, a note, or is not used."""

from __future__ import annotations

from bisect import bisect_left

from compactx.citation.citation import ClauseSpan
from compactx.intake.document import MARK_REASON, Document, Region, unclaimed
from compactx.intake.segment import classify, footnotes, lines
from compactx.intake.segment.locators import LocatorBook
from compactx.intake.segment.marks import Mark, bullet_at, mark_at
from compactx.intake.segment.numbering import NumberedItem, Numbering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.intake.readers.blocks import Block, BlockText

_HEAD = 2000  # characters that say what a document is
_NAMES = 20_000  # locators of earlier volumes that are not given again
SINGLE = 1_500_000  # letters beyond which a text is no document that is nothing but its annex
_AHEAD = 60  # marks looked at to read one that can mean two things


def segment(reading: BlockText, name: str) -> Document:
    """Return the document of a reading."""
    work = Segmenter()
    spans, notes = work.volume(reading)[1:]
    return Document(name, reading.form, reading.text, spans, notes, tuple(reading.warnings), tuple(reading.links),
                    tuple(reading.cells))  # fmt: skip


class _Clause:
    """A clause before its locator is known: an item of the numbering, or a name made up for it."""

    __slots__ = ("end", "item", "kind", "name", "start")

    def __init__(self, start: int, end: int, item: NumberedItem | None, name: str, kind: str) -> None:
        self.start = start
        self.end = end
        self.item = item
        self.name = name
        self.kind = kind


class Segmenter:
    """Walks over the blocks of a text once: of all of it, or of one volume after the other."""

    def __init__(self) -> None:
        """Begin with a text of which nothing was seen."""
        self.text = ""
        self.blocks: list[Block] = []
        self.notes: list[Region] = []
        self.numbering = Numbering()
        self.clauses: list[_Clause] = []
        self.last: _Clause | None = None
        self.ending = ""  # the last letter of it
        self.bodies: list[Block] = []
        self.preamble = False
        self.resolution = False
        self.statement = False
        self.recitals = 0
        self.operatives = 0
        self.line = 1
        self.counted = 0
        self.marks: list[Mark | None] = []
        self.following: list[tuple[int, Mark]] = []
        self.position = 0
        self.begun = False
        self.single = True
        # What the next volume begins with: the paragraph before it, the mark that is expected, footnotes, and names.
        self.number = 0
        self.mark = 1
        self.count = footnotes.BodyCount()
        self.heads = lines.PageHeads()
        self.book: LocatorBook | None = None
        self.names = _Names()

    def volume(self, reading: BlockText, size: int = 0) -> tuple[int, tuple[ClauseSpan, ...], tuple[Region, ...]]:
        """Place the next blocks of a text; return how much of it is done, its clauses and its notes, in order.

        With a ``size`` the rest of the text is only looked at, from the first paragraph behind so many letters on: it
        comes again.
        """
        text, blocks = reading.text, reading.blocks
        lines.mark_furniture(text, blocks, paged=reading.form in {"text", "pdf"}, heads=self.heads)
        bodies = footnotes.mark_bodies(text, blocks, self.count)
        notes = [*reading.notes, *(() if reading.marked else footnotes.marks_in(text, blocks, self.mark))]
        notes += lines.divided(text)
        marks = frozenset(note.start for note in notes if note.reason.startswith(MARK_REASON))
        blocks = lines.join_blocks(text, blocks, frozenset(b.start for b in blocks if b.start in marks and not b.role))
        done = _done(text, blocks, size) if size else len(text)
        blocks = classify.divide(text, blocks, self.number)
        self._open(text, blocks, [note for note in notes if note.start < done], whole=not size)
        self.run(sum(block.start < done for block in blocks))
        found = self.result(done)
        if size:
            self.count.last = next((number for start, number in reversed(bodies) if start < done), self.count.last)
            self._leave(done)
        return done, *found

    def _open(self, text: str, blocks: list[Block], notes: list[Region], *, whole: bool) -> None:
        self.text, self.blocks, self.notes = text, blocks, notes
        if not self.begun:
            self.statement, self.begun = classify.is_presidential(text[:_HEAD]), True
            self.single = whole and len(text) <= SINGLE
        self.clauses, self.bodies, self.counted, self.position = [], [], 0, 0
        self.marks = [self._mark(block) for block in blocks]
        self.following = [(at, mark) for at, mark in enumerate(self.marks) if mark]

    def _leave(self, done: int) -> None:
        """Keep what the next volume, which begins at an offset of this one, goes on with."""
        kept = [block for block in self.blocks if block.start < done]
        self.number = classify.last_number(self.text, kept, self.number)
        self.mark = footnotes.after_marks(self.notes, self.mark)
        self.heads.leave(done)
        self._line_of(done)
        items, series = self.numbering.leave(done)
        if self.book:
            self.book.keep(items, series)
        self.names.leave(items)

    def _mark(self, block: Block) -> Mark | None:
        if block.role not in {"", "recital", "heading"}:
            return None
        return mark_at(self.text, block.start, block.end)

    def run(self, count: int) -> None:
        """Place the first blocks."""
        for at, block in enumerate(self.blocks[:count]):
            if block.role in {"furniture", "skip"}:
                self._note("not used", block, block.mark or "page header")
            elif block.role == "footnote":
                self.bodies.append(block)
            elif not self._numbered(at, block):
                self._unnumbered(at, block)

    # Clauses with a number

    def _numbered(self, at: int, block: Block) -> bool:
        mark = self.marks[at]
        while self.position < len(self.following) and self.following[self.position][0] <= at:
            self.position += 1
        if mark is None or (block.role == "recital" and mark.shape != "()"):
            return False
        ahead = [m for _, m in self.following[self.position : self.position + _AHEAD]]
        item = self.numbering.place(mark, ahead, after_colon=self._after_colon(), sure=block.is_numbered)
        if item is None:
            return False
        self._clause(block, item)
        if item.kind == "n":
            self.numbering.announced = self._after_colon()
        self.notes.append(Region("note", mark.start, mark.end, "mark"))
        if mark.start > block.start:
            self.notes.append(Region("note", block.start, mark.start, "emphasis"))
        self.preamble = self.preamble and item.kind not in {"n", "label", "annex"}
        return True

    def _after_colon(self) -> bool:
        return self.ending == ":"

    def _clause(self, block: Block, item: NumberedItem | None, name: str = "", kind: str = "") -> None:
        end = block.end
        while end > block.start and self.text[end - 1].isspace():
            end -= 1
        self.last = _Clause(block.start, end, item, name, kind)
        self.ending = self.text[end - 1]
        self.clauses.append(self.last)

    # Blocks without a number

    def _unnumbered(self, at: int, block: Block) -> None:
        words = self.text[block.start : block.end].strip()
        if block.role == "heading" or (
            block.role == "" and not classify.is_formula(words) and self._is_heading(at, words)
        ):
            self.numbering.heading_seen(words.strip("*_# "))
            self._note("heading", block, "heading")
            if words.strip("*_# :").casefold() == "preamble":
                self.preamble = True
        elif block.role == "formula" or (classify.is_formula(words) and not self._inside_count(at)):
            self.preamble, self.recitals = True, 0
            self.resolution = self.resolution or classify.is_resolution_formula(words)
            self._note("heading", block, "opening formula")
        elif self._lead_in(at, words):
            self._note("note", block, "lead-in to the list")
        elif not self._prose_of_clause(at, block):
            self._prose(at, block, words)

    def _is_heading(self, at: int, words: str) -> bool:
        if classify.is_closing(words):
            return True
        if bullet_at(words, 0, len(words)) or not classify.is_heading(words):
            return False
        return not (self._inside_list(at) and len(words.split()) > 4 and words[0] in '“"')  # noqa: PLR2004 - quoted sentence

    def _inside_list(self, at: int) -> bool:
        return self._inside_count(at) is not None

    def _next_mark(self, at: int) -> tuple[int, Mark] | None:
        while self.position < len(self.following) and self.following[self.position][0] <= at:
            self.position += 1
        return self.following[self.position] if self.position < len(self.following) else None

    def _lead_in(self, at: int, words: str) -> bool:
        """Say whether the block announces the list of a paragraph that is a sentence of its own."""
        following = self._next_mark(at)
        if self.last is None or self.last.item is None or not classify.is_lead_in(words) or following is None:
            return False
        first = following[0] == at + 1 and following[1].shape == "()" and any(v == 1 for _, v in following[1].readings)
        return first and self.ending in ".”"

    def _inside_count(self, at: int) -> NumberedItem | None:
        """Return the clause that a count has reached, if the count goes on further down."""
        numbering = self.numbering
        if not numbering.numbers or self.last is None or self.last.item is None:
            return None
        series = numbering.numbers[-1]
        self._next_mark(at)
        for _, mark in self.following[self.position : self.position + _AHEAD]:
            if mark.shape.startswith("label"):
                return None
            if numbering.levels and mark.shape == "()" and mark is self.following[self.position][1]:
                level = numbering.levels[-1]
                if any((mark.shape, kind) == level.style and value == level.last + 1 for kind, value in mark.readings):
                    return level.items[-1]
            if mark.shape == series.style[0] and mark.value("n"):
                return series.items[-1] if mark.value("n") == series.last + 1 else None
        return None

    def _prose_of_clause(self, at: int, block: Block) -> bool:
        """Give a further paragraph to the numbered clause or the article that it stands in."""
        inside = self._inside_count(at)
        if inside is None:
            container = self.numbering.containers[-1] if self.numbering.containers else None
            if (
                container is None
                or container.kind != "label"
                or container.label not in {"article", "rule", "regulation"}
            ):
                return False
            count = self.numbering.numbers[-1] if self.numbering.numbers else None
            inside = count.items[-1] if count and count.scope is container and count.items else container
        self._clause(block, inside)
        return True

    def _prose(self, at: int, block: Block, words: str) -> None:
        if self.recitals == 0 and not self.numbering.numbers and not block.whole:
            pieces = classify.recitals(self.text, block)
            if len(pieces) > 2 and classify.opens(self.text[pieces[0].start : pieces[0].end].strip()):  # noqa: PLR2004 - a lead-in, items, and what goes on
                self.preamble = True
                self._note("heading", pieces[0], "opening formula")
                for piece in pieces[1:]:
                    self._recital(piece)
                return
        if block.role == "recital" or (self.preamble and self.operatives == 0 and classify.is_recital(words)):
            for piece in classify.recitals(self.text, block) if not block.whole else [block]:
                self._recital(piece)
        elif self.preamble and self.resolution and not self._number_ahead(at):
            self.operatives += 1
            self._named(block, f"res-{self.operatives}", "paragraph")
        elif self.statement and classify.is_statement(words):
            self.operatives += 1
            self._named(block, f"statement-{self.operatives}", "paragraph")
        elif self._is_chapeau(at, words):
            self._named(block, "chapeau", "paragraph")
        else:
            bullet = bullet_at(self.text, block.start, block.end) > block.start
            self._named(block, f"line-{self._line_of(block.start)}", "item" if bullet else "paragraph")

    def _number_ahead(self, at: int) -> bool:
        following = self._next_mark(at)
        return following is not None and following[1].value("n") == 1 and following[1].shape == "."

    def _is_chapeau(self, at: int, words: str) -> bool:
        """Say whether the block is the sentence that the numbered paragraphs below complete."""
        following = self._next_mark(at)
        if not words.endswith((":", ",")) or following is None or following[1].value("n") != 1:
            return False
        return all(self._is_title(self.blocks[number]) for number in range(at + 1, following[0]))

    def _is_title(self, block: Block) -> bool:
        return block.role == "heading" or classify.is_heading(self.text[block.start : block.end])

    def _recital(self, block: Block) -> None:
        self.recitals += 1
        self._named(block, f"recital-{self.recitals}", "recital")

    def _named(self, block: Block, name: str, kind: str) -> None:
        item = NumberedItem(kind, Mark("", name, (), block.start, block.start), None, None, 0)
        item.label = name
        self.numbering.unnumbered(item)
        self._clause(block, item, name, kind)

    def _line_of(self, offset: int) -> int:
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset
        return self.line

    def _note(self, kind: str, block: Block, reason: str) -> None:
        self.notes.append(Region(kind, block.start, block.end, reason))

    # Everything together

    def result(self, done: int) -> tuple[tuple[ClauseSpan, ...], tuple[Region, ...]]:
        """Return the clauses and the notes of what is done, in order."""
        self.book = LocatorBook(self.numbering, resolution=self.resolution, before=self.book, single=self.single)
        spans = self.names.spans(self.clauses, self.book)
        noted, heads = footnotes.footnote_spans(self.text, self.bodies, spans, self.notes)
        spans = sorted([*spans, *noted], key=lambda span: (span.start, -span.end))
        notes = footnotes.fitted_notes([*self.notes, *heads], spans)
        told = [*((s.start, s.end) for s in spans), *((n.start, n.end) for n in notes)]
        rest = unclaimed(self.text[:done], told)
        notes += [Region("not used", start, end, "stands in no block") for start, end in rest]
        return tuple(spans), tuple(sorted(notes, key=lambda note: (note.start, note.end)))


class _Names:
    """The locators given so far: no two clauses bear the same."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}
        self.owner: dict[str, NumberedItem | None] = {}
        self.renamed: dict[int, str] = {}

    def spans(self, clauses: list[_Clause], book: LocatorBook) -> list[ClauseSpan]:
        """Return the spans of some clauses."""
        found = []
        for clause in clauses:
            item = clause.item
            locator = self.renamed.get(id(item), "") or (clause.name or book.locator(item) if item else clause.name)
            stem = locator
            while self.owner.setdefault(locator, item) is not item:
                self.used[stem] = self.used.pop(stem, 1) + 1
                locator = f"{stem}-{self.used[stem]}"
            self.renamed[id(item)] = locator
            kind = clause.kind or (book.kind(item) if item else "paragraph")
            found.append(ClauseSpan(locator, kind, clause.start, clause.end))
        return found

    def leave(self, items: list[NumberedItem]) -> None:
        """Keep the names of some items, and remember of all others that they were given: those that came last."""
        live = {id(item) for item in items}
        self.renamed = {key: name for key, name in self.renamed.items() if key in live}
        given = list(self.owner.items())[-_NAMES:]
        self.owner = {name: item if id(item) in live else None for name, item in given}
        self.used = dict(list(self.used.items())[-_NAMES:])


def _done(text: str, blocks: list[Block], size: int) -> int:
    """Return where the line of the first paragraph begins that stands behind so many letters, else where the text ends.

    No paragraph that began before goes on there.
    """
    at = bisect_left(blocks, size, key=lambda block: block.start)
    first = next((block.start for block in blocks[at:] if block.role not in lines.BETWEEN), len(text))
    return text.rfind("\n", 0, first) + 1 if first < len(text) else first
