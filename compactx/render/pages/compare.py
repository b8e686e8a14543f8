"""Two texts compared, for a terminal: side by side where it is wide, by line where it is narrow."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from compactx.query.compare import ONLY_FROM, ONLY_TO, SAID, said_of, sentences
from compactx.query.redline import GONE, NEW, SAME
from compactx.render.clean import clean
from compactx.render.pages import opening, style
from compactx.render.pages.style import blank, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Group, RenderableType

    from compactx.query.compare import Alignment, CitedThing, Clause, Comparison
    from compactx.query.redline import Piece

WIDE = 110  # columns from which two texts stand side by side
_TOLD = 6  # places or things that a line of the summary names
OPEN_GONE, CLOSE_GONE, OPEN_NEW, CLOSE_NEW = "[-", "-]", "{+", "+}"
_LOOKS = {"only-from": "red", "only-to": "green", "changed": "yellow"}


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
