"""A reading to a document: every block becomes a clause, a heading, a footnote, a note, or is not used."""

from __future__ import annotations

from compactx.citation.clauses import ClauseSpan
from compactx.intake.document import MARK_REASON, Document, Region, unclaimed
from compactx.intake.segment import classify, divide, footnotes, furniture, lines
from compactx.intake.segment.locators import LocatorBook
from compactx.intake.segment.marks import Mark, bullet_at, mark_at
from compactx.intake.segment.numbering import NumberedItem, Numbering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.intake.readers.blocks import Block, BlockText

_HEAD = 2000  # characters that say what a document is
_AHEAD = 60  # marks looked at to read one that can mean two things


def segment(reading: BlockText, name: str) -> Document:
    """Return the document of a reading."""
    text, blocks = reading.text, reading.blocks
    furniture.mark_furniture(text, blocks, paged=reading.form in {"text", "pdf"})
    footnotes.mark_bodies(text, blocks)
    notes = [*reading.notes, *(() if reading.marked else footnotes.marks_in(text, blocks))]
    notes += lines.divided(text)
    marks = frozenset(note.start for note in notes if note.reason.startswith(MARK_REASON))
    blocks = lines.join_blocks(text, blocks, frozenset(b.start for b in blocks if b.start in marks and not b.role))
    blocks = divide.divide(text, blocks)
    work = _Segmenter(text, blocks, notes)
    work.run()
    return Document(
        name, reading.form, text, *work.result(), tuple(reading.warnings), tuple(reading.links), tuple(reading.cells)
    )


class _Clause:
    """A clause before its locator is known: an item of the numbering, or a name made up for it."""

    __slots__ = ("end", "item", "kind", "name", "start")

    def __init__(self, start: int, end: int, item: NumberedItem | None, name: str, kind: str) -> None:
        self.start = start
        self.end = end
        self.item = item
        self.name = name
        self.kind = kind


class _Segmenter:
    """Walks over the blocks once."""

    def __init__(self, text: str, blocks: list[Block], notes: list[Region]) -> None:
        self.text = text
        self.blocks = blocks
        self.notes = notes
        self.numbering = Numbering()
        self.clauses: list[_Clause] = []
        self.bodies: list[Block] = []
        self.preamble = False
        self.resolution = False
        self.statement = classify.is_presidential(text[:_HEAD])
        self.recitals = 0
        self.operatives = 0
        self.line = 1
        self.counted = 0
        self.marks = [self._mark(block) for block in blocks]
        self.following = [(at, mark) for at, mark in enumerate(self.marks) if mark]
        self.position = 0

    def _mark(self, block: Block) -> Mark | None:
        if block.role not in {"", "recital", "heading"}:
            return None
        return mark_at(self.text, block.start, block.end)

    def run(self) -> None:
        """Place every block."""
        for at, block in enumerate(self.blocks):
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
        if not self.clauses:
            return False
        last = self.clauses[-1]
        return self.text[last.end - 1] == ":"

    def _clause(self, block: Block, item: NumberedItem | None, name: str = "", kind: str = "") -> None:
        end = block.end
        while end > block.start and self.text[end - 1].isspace():
            end -= 1
        self.clauses.append(_Clause(block.start, end, item, name, kind))

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
        if not self.clauses or self.clauses[-1].item is None or not classify.is_lead_in(words) or following is None:
            return False
        last = self.clauses[-1]
        first = following[0] == at + 1 and following[1].shape == "()" and any(v == 1 for _, v in following[1].readings)
        return first and self.text[last.end - 1] in ".”"

    def _inside_count(self, at: int) -> NumberedItem | None:
        """Return the clause that a count has reached, if the count goes on further down."""
        numbering = self.numbering
        if not numbering.numbers or not self.clauses or self.clauses[-1].item is None:
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
            pieces = divide.recitals(self.text, block)
            if len(pieces) > 2 and classify.opens(self.text[pieces[0].start : pieces[0].end].strip()):  # noqa: PLR2004 - a lead-in, items, and what goes on
                self.preamble = True
                self._note("heading", pieces[0], "opening formula")
                for piece in pieces[1:]:
                    self._recital(piece)
                return
        if block.role == "recital" or (self.preamble and self.operatives == 0 and classify.is_recital(words)):
            for piece in divide.recitals(self.text, block) if not block.whole else [block]:
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

    def result(self) -> tuple[tuple[ClauseSpan, ...], tuple[Region, ...]]:
        """Return the clauses and the notes, in order."""
        addresses = LocatorBook(self.numbering, resolution=self.resolution)
        spans = self._spans(addresses)
        noted, heads = footnotes.footnote_spans(self.text, self.bodies, spans, self.notes)
        spans = sorted([*spans, *noted], key=lambda span: (span.start, -span.end))
        notes = footnotes.fitted_notes([*self.notes, *heads], spans)
        rest = unclaimed(self.text, [*((s.start, s.end) for s in spans), *((n.start, n.end) for n in notes)])
        notes += [Region("not used", start, end, "stands in no block") for start, end in rest]
        return tuple(spans), tuple(sorted(notes, key=lambda note: (note.start, note.end)))

    def _spans(self, addresses: LocatorBook) -> list[ClauseSpan]:
        used: dict[str, int] = {}
        owner: dict[str, NumberedItem | None] = {}
        renamed: dict[int, str] = {}
        found = []
        for clause in self.clauses:
            item = clause.item
            locator = renamed.get(id(item), "") or (clause.name or addresses.locator(item) if item else clause.name)
            stem = locator
            while owner.setdefault(locator, item) is not item:
                used[stem] = used.get(stem, 1) + 1
                locator = f"{stem}-{used[stem]}"
            renamed[id(item)] = locator
            kind = clause.kind or (addresses.kind(item) if item else "paragraph")
            found.append(ClauseSpan(locator, kind, clause.start, clause.end))
        return found
