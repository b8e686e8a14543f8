"""``compare`` for a terminal: two texts side by side where it is wide, by line where it is narrow.

What things share: two beside each other, more as a table.
"""

from __future__ import annotations

import sys

from rich.table import Table
from rich.text import Text

from compactx.model.text import clean, short
from compactx.query.compare import ONLY_FROM, ONLY_TO, SAID, said_of, sentences
from compactx.query.redline import GONE, NEW, SAME
from compactx.query.shared import CITED_BY, CITES, LINEAGE, REVIEW, SUBJECT
from compactx.render.pages import opening, style
from compactx.render.pages.style import blank, heading, indented, join, stack, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Group, RenderableType

    from compactx.index.read import Node
    from compactx.query.compare import Alignment, CitedThing, Clause, Comparison
    from compactx.query.redline import Piece
    from compactx.query.shared import SharedRow

WIDE = 110  # columns from which two texts stand side by side
_TOLD = 6  # places or things that a line of the summary names
OPEN_GONE, CLOSE_GONE, OPEN_NEW, CLOSE_NEW = "[-", "-]", "{+", "+}"
_LOOKS = {"only-from": "red", "only-to": "green", "changed": "yellow"}
_PAIR = 2
_SHOWN = 4  # clauses that are listed of a thing
_COLUMN = 20  # columns that the clauses of a thing need
_NAME = 34  # columns of a name before it is folded
_ROWS = 12  # rows of a section, unless all are wanted
_WAY = {CITES: "cite", CITED_BY: "cited by", REVIEW: "reviewed by", SUBJECT: "actions about, by our summaries",
        LINEAGE: "in the lineage of"}  # fmt: skip


def page(
    found: Comparison, shown: Sequence[Alignment], width: int, names: Mapping[str, str], *, every: bool = False,
    whole: bool = False,
) -> Group:  # fmt: skip
    """Return the summary, then what became of each clause; unchanged ones are counted unless ``every`` is set.

    ``names`` are the short names of what is cited, by id; ``whole`` cuts no list of the summary.
    """
    parts: list[RenderableType] = [
        join(text(found.old.name, style.TITLE), text("→", style.QUIET), text(found.new.name, style.TITLE)),
        text(sentences(found)[0]),
        *_answers(found, width, names, sys.maxsize if whole else _TOLD),
    ]
    if any(one.line for one in shown):
        parts.append(text("[-gone-] {+new+}", style.QUIET))
    quiet: list[Alignment] = []
    for one in shown:
        if one.status == SAME and not every:
            quiet.append(one)
            continue
        parts += _unchanged(quiet)
        quiet = []
        parts += [blank(), clause_entry(one, width, names)]
    return stack(*parts, *_unchanged(quiet))


def _answers(found: Comparison, width: int, names: Mapping[str, str], most: int) -> list[RenderableType]:
    """Return what everybody asks, a line each: verbs that changed, citations, what is new and gone, what is open."""
    rows: list[tuple[str, RenderableType]] = []
    for change in ("weaker", "stronger"):
        verbs = [f"{one.place} {one.verb.there} > {one.verb.here}" for one in found.alignments
                 if one.verb and one.verb.change == change]  # fmt: skip
        rows += [(change, text(_some(verbs, "; ", most)))] if verbs else []
    for name, things in (("cites now", found.gained), ("no longer", found.lost)):
        rows += [(name, text(_some([_called(thing, names) for thing in things], "; ", most)))] if things else []
    for name, status in (("new", ONLY_TO), ("gone", ONLY_FROM)):
        places = [one.place for one in found.alignments if one.status == status]
        rows += [(name, text(_some(places, ", ", most)))] if places else []
    rows += [("not settled", text(line.partition(": ")[2])) for line in sentences(found)[1:] if line.startswith("not ")]
    return [opening.labelled(rows, width)] if rows else []


def _some(told: Sequence[str], by: str, most: int) -> str:
    more = f" and {len(told) - most} more" if len(told) > most else ""
    return by.join(told[:most]) + more


def _called(thing: CitedThing, names: Mapping[str, str]) -> str:
    """Return the short name of what is cited, and the part where the name does not say it."""
    name = names.get(thing.to) or thing.symbol or thing.name
    return name if "/" in thing.to else f"{name} {thing.pinpoint}".rstrip()


def _unchanged(quiet: Sequence[Alignment]) -> list[RenderableType]:
    if not quiet:
        return []
    first, last = quiet[0], quiet[-1]
    places = first.place if first is last else f"{first.place} to {last.place}"
    return [blank(), text(f"{style.counted(len(quiet), 'paragraph')} unchanged: {places}", style.QUIET)]


def clause_entry(one: Alignment, width: int, names: Mapping[str, str]) -> RenderableType:
    """Return one clause: its numbers and status, its words, and what it cites otherwise."""
    body = _side_by_side(one) if width >= WIDE and one.old and one.new else indented(line(one))
    return stack(clause_head(one), body, *(indented(said) for said in _cites(one, names)))


def clause_head(one: Alignment) -> Text:
    """Return the numbers of a clause, what became of it, how alike the wordings are and what its verb became."""
    status = text(SAID.get(one.status, one.status), _LOOKS.get(one.status, style.RELATION))
    score = one.score if one.score is not None and one.status != SAME else 1.0
    alike = f"{min(99, round(100 * score))} % alike" if score < 1 else ""
    verb = said_of(one.verb)
    number = "renumbered" if one.renumbered and one.status in {SAME, "changed"} else ""
    return join(text(one.place, style.LOCATOR), status, text(number, style.QUIET), text(alike, style.QUIET), text(verb))


def line(one: Alignment) -> Text:
    """Return the words of a clause in one line, what is gone and what is new between marks."""
    if one.line:
        return marked_pieces(one.line, (GONE, NEW))
    clause = one.new or one.old
    return _words(clause, {"only-from": GONE, "only-to": NEW}.get(one.status, SAME))


def _words(clause: Clause | None, op: str) -> Text:
    return text(clause.text if clause else "", _STYLES[op])


_STYLES = {SAME: "", GONE: "red", NEW: "green"}
_MARKS = {GONE: (OPEN_GONE, CLOSE_GONE), NEW: (OPEN_NEW, CLOSE_NEW)}


def marked_pieces(pieces: Iterable[Piece], ops: Sequence[str]) -> Text:
    """Return the pieces of a line, those with these operations between marks; others than these are left out."""
    whole = Text()
    for piece in pieces:
        if piece.op == SAME:
            whole.append(clean(piece.text))
        elif piece.op in ops:
            before, after = _MARKS[piece.op]
            bare = piece.text.rstrip()
            whole.append(f"{before}{clean(bare)}{after}", _STYLES[piece.op])
            whole.append(clean(piece.text[len(bare) :]))
    return whole


def _side_by_side(one: Alignment) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 2), expand=True)
    table.add_column(overflow="fold", ratio=1)
    table.add_column(overflow="fold", ratio=1)
    if one.line:
        table.add_row(marked_pieces(one.line, (GONE,)), marked_pieces(one.line, (NEW,)))
    else:
        table.add_row(_words(one.old, SAME), _words(one.new, SAME))
    return table


def _cites(one: Alignment, names: Mapping[str, str]) -> list[Text]:
    said = [("cites now", one.gained), ("no longer", one.lost)]
    return [join(text(words, style.QUIET), text("; ".join(_called(thing, names) for thing in things)))
            for words, things in said if things]  # fmt: skip


def shared_page(
    rows: Sequence[SharedRow], nodes: Sequence[Node], width: int, names: Mapping[str, str], *, every: bool = False,
    whole: bool = False,
) -> Group:  # fmt: skip
    """Return what the things share, then what only some have.

    ``names`` are short names by id, ``every`` lists all, ``whole`` shortens nothing.
    """
    width = min(width, style.PROSE)
    longest = max(len(_name(node)) for node in nodes)
    room = sys.maxsize if whole else max(20, width - longest - 2)
    heads = [join(text(f"{_name(node):<{longest}}", style.ID), text(short(_told(node, names), room))) for node in nodes]
    parts: list[RenderableType] = [*heads]
    drawn = _Drawing(nodes, names, width, most=sys.maxsize if every or whole else _ROWS)
    for title, inside in _sections(rows, nodes):
        parts += [blank(), heading(title, len(inside))]
        parts += drawn.section(inside) if inside else [indented(text("nothing", style.QUIET))]
    return stack(*parts)


def _sections(rows: Sequence[SharedRow], nodes: Sequence[Node]) -> list[tuple[str, list[SharedRow]]]:
    sections = [("all of them" if len(nodes) > _PAIR else "both", [row for row in rows if row.holders == len(nodes)])]
    if len(nodes) > _PAIR:
        sections.append(("some", [row for row in rows if 1 < row.holders < len(nodes)]))
    for at, node in enumerate(nodes):
        sections.append((f"only {_name(node)}", [row for row in rows if row.holders == 1 and row.places[at]]))
    return sections


class _Drawing:
    """Draws what things have, section by section."""

    def __init__(self, nodes: Sequence[Node], names: Mapping[str, str], width: int, *, most: int) -> None:
        self.nodes = nodes
        self.names = names
        self.width = width
        self.most = most

    def section(self, rows: Sequence[SharedRow]) -> list[RenderableType]:
        """Return the rows of a section, way by way; the names of the things stand once above their columns."""
        held = [at for at in range(len(self.nodes)) if any(row.places[at] for row in rows)]
        same = [row for row in rows if row.way == REVIEW and len(set(row.places)) == 1 and len(held) > 1]
        told = [row for row in rows if row not in same]
        widest = _NAME if len(held) > 1 else min(44, self.width - _COLUMN - 8)
        wide = max(
            (min(widest, len(self._called(row))) for row in told if row.way != LINEAGE or len(held) > 1), default=0
        )
        is_folded = self.width < wide + _COLUMN * len(held) + 6
        parts: list[RenderableType] = []
        if told and len(held) > 1 and not is_folded:
            heads = [("", [text(self._head(self.nodes[at]), style.QUIET) for at in held])]
            parts.append(indented(self._table(heads, wide), 4))
        for way in [way for way in _WAY if any(row.way == way for row in told)]:
            inside = [row for row in told if row.way == way]
            parts.append(indented(text(_WAY[way], style.RELATION)))
            if way == LINEAGE and len(held) == 1:
                parts.append(indented(self._documents(inside), 4))
                continue
            parts.append(indented(self._rows(inside[: self.most], held, wide, is_folded=is_folded), 4))
            more = len(inside) - self.most
            parts += [indented(text(f"and {more} more; --all lists them", style.QUIET), 4)] if more > 0 else []
        return [*parts, *self._reviewers(same)]

    def _documents(self, rows: Sequence[SharedRow]) -> RenderableType:
        """Return a line for each document in which an idea stands, with its clauses."""
        clauses: dict[str, list[str]] = {}
        for row in rows:
            whole = self.names.get(row.id.partition("/")[0], row.id.partition("/")[0])
            part = self._called(row).removeprefix(f"{whole}, ").removeprefix("paragraph ")
            clauses.setdefault(whole, []).append(part)
        return stack(*(join(text(whole), text("; ".join(inside), style.LOCATOR)) for whole, inside in clauses.items()))

    def _reviewers(self, rows: Sequence[SharedRow]) -> list[RenderableType]:
        """Return in a line who reviews all of the things by the same clauses, because the whole is reviewed so."""
        if not rows:
            return []
        names = "; ".join(self._called(row) for row in rows)
        return [indented(text("reviewed by the same, by the same clauses", style.RELATION)), indented(text(names), 4)]

    def _rows(self, rows: Sequence[SharedRow], held: Sequence[int], wide: int, *, is_folded: bool) -> RenderableType:
        if not is_folded:
            return self._table([(self._called(row), [_places(row.places[at]) for at in held]) for row in rows], wide)
        parts: list[RenderableType] = []
        for row in rows:
            parts.append(text(self._called(row)))
            for at in held:
                name = f"{_name(self.nodes[at])}:" if len(held) > 1 else ""
                parts += [indented(join(text(name, style.QUIET), _places(row.places[at])))] if row.places[at] else []
        return stack(*parts)

    def _table(self, rows: Sequence[tuple[str, Sequence[Text]]], wide: int) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(min_width=wide, max_width=wide, overflow="fold")
        columns = len(rows[0][1])
        each = (self.width - 4 - wide - 2) // columns - 2
        for _ in range(columns):
            table.add_column(min_width=each, max_width=each, overflow="fold")
        for name, places in rows:
            table.add_row(text(name), *places)
        return table

    def _head(self, node: Node) -> str:
        """Return what stands above a column: the address or id, or the short name, which breaks between words."""
        name = _name(node)
        return name if len(name) <= _COLUMN else self.names.get(node.id, name)

    def _called(self, row: SharedRow) -> str:
        return self.names.get(row.id) or row.title or row.id


def _told(node: Node, names: Mapping[str, str]) -> str:
    """Return what a thing is about: its title, where its address or short name is not all there is to say."""
    name = names.get(node.id, "")
    return node.caption if node.title or name in {"", _name(node)} else name


def _places(places: Sequence[str]) -> Text:
    more = f" +{len(places) - _SHOWN}" if len(places) > _SHOWN else ""
    return text(", ".join(places[:_SHOWN]) + more) if places else text("-", style.QUIET)


def _name(node: Node) -> str:
    return node.printed or node.id
