"""What documents cite at all, and which objectives they touch, for a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from compactx.citation.citation import AMBIGUOUS, RESOLVED, UNRESOLVED
from compactx.model.kinds import family
from compactx.render.items.scan import spelling, touched
from compactx.render.pages import style
from compactx.render.pages.outline import objectives
from compactx.render.pages.scan import ACTING
from compactx.render.pages.style import blank, counted, grid, heading, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.query.scan import Authority, Coverage, ScanResult

_SHOWN = 6  # clauses that are listed of a thing
_ACTORS = "Bodies and groups"
_TITLES = {RESOLVED: "Authorities", AMBIGUOUS: "Could be several things", UNRESOLVED: "Not in the corpus"}


def page(
    table: Sequence[Authority], found: Sequence[ScanResult], names: Mapping[str, str], *, whole: bool = False
) -> Group:
    """Return the table of authorities, what is known first; a part stands below its whole.

    ``names`` are by id; ``whole`` lists every clause of a thing that many cite.
    """
    spell = spelling(found)
    shown = _Places(spell, sys.maxsize if whole else _SHOWN, several=len(found) > 1)
    parts: list[RenderableType] = []
    for title, chosen in _sections(table).items():
        if chosen:
            parts += [blank()] if parts else []
            parts += [heading(title, len(chosen)), indented(_lines(_ordered(chosen), shown, names))]
    return stack(*(parts or [text("Nothing is cited.")]))


def _sections(table: Sequence[Authority]) -> dict[str, list[Authority]]:
    known, *others = _TITLES.values()
    sections: dict[str, list[Authority]] = {title: [] for title in (known, _ACTORS, *others)}
    for one in table:
        is_actor = one.status == RESOLVED and family(one.kind) in ACTING
        sections[_ACTORS if is_actor else _TITLES[one.status]].append(one)
    return sections


def _ordered(table: Sequence[Authority]) -> list[tuple[Authority, bool]]:
    """Return things in their order, each followed by those of its parts that are cited; True marks such a part."""
    wholes = {one.id for one in table if one.id}
    below: dict[str, list[Authority]] = {}
    for one in table:
        whole = one.id.partition("/")[0]
        if whole != one.id and whole in wholes:
            below.setdefault(whole, []).append(one)
    inner = {one.id for parts in below.values() for one in parts}
    out: list[tuple[Authority, bool]] = []
    for one in table:
        if not one.id or one.id not in inner:
            out += [(one, False), *((part, True) for part in below.get(one.id, ()) if one.id)]
    return out


def _lines(table: Sequence[tuple[Authority, bool]], places: _Places, names: Mapping[str, str]) -> RenderableType:
    longest = max(len(str(one.count)) for one, _ in table)
    shown = grid(longest, None)
    for one, is_part in table:
        name = names.get(one.id) or one.name or one.symbol or "?"
        if is_part:
            name = "  " + name.rpartition(", ")[2]
        known = text(one.id or (one.symbol if one.symbol not in name else ""), style.ID)
        where = text(places.of(one), style.QUIET)
        shown.add_row(text(f"{one.count:>{longest}}", style.QUIET), join(text(name), known, where))
    return shown


class _Places:
    """Lists the clauses of a thing, so many at most, those of several documents each behind its name."""

    def __init__(self, spell: Callable[[str, str], str], most: int, *, several: bool) -> None:
        self.spell = spell
        self.most = most
        self.several = several

    def of(self, one: Authority) -> str:
        """Return where a thing is cited."""
        files: dict[str, dict[str, None]] = {}
        for file, locator, _ in one.places:
            files.setdefault(file, {})[self.spell(file, locator) or "elsewhere"] = None
        return "; ".join(self._listed(file, list(places)) for file, places in files.items())

    def _listed(self, file: str, places: Sequence[str]) -> str:
        more = f" and {len(places) - self.most} more" if len(places) > self.most else ""
        return (f"{file}: " if self.several else "") + ", ".join(places[: self.most]) + more


def coverage_page(
    table: Sequence[Coverage],
    found: Sequence[ScanResult],
    width: int,
    labels: Mapping[str, str],
    names: Mapping[str, str],
) -> Group:
    """Return which objectives are touched, by which clauses or through what, and which are not.

    ``labels`` are the short names of objectives, ``names`` those of what is cited, both by id.
    """
    groups = {kind: [one for one in table if touched(one) == kind] for kind in ("named", "through", "no")}
    counts = f"{len(groups['named'])} of {counted(len(table), 'objective')} named"
    counts += f", {len(groups['through'])} through what is cited, {len(groups['no'])} not touched"
    spell = spelling(found)
    parts: list[RenderableType] = [text(counts)]
    if groups["named"]:
        rows = [(one, text(f"in {_clauses(one, spell)}", style.QUIET)) for one in groups["named"]]
        parts += [blank(), heading("Named", len(rows)), indented(_rows(rows, labels))]
    if groups["through"]:
        rows = [(one, _through(one, names)) for one in groups["through"]]
        parts += [blank(), heading("Through what is cited", len(rows)), indented(_rows(rows, labels))]
    if groups["no"]:
        lines = [(one.objective, labels.get(one.objective.id, "")) for one in groups["no"]]
        parts += [blank(), heading("Not touched", len(lines)), indented(objectives(lines, width - 2))]
    return stack(*parts)


def _rows(rows: Sequence[tuple[Coverage, Text]], labels: Mapping[str, str]) -> RenderableType:
    table = grid(2, None)
    for one, said in rows:
        label = labels.get(one.objective.id) or one.objective.title
        table.add_row(text(f"{one.objective.number or '':>2}", style.LOCATOR), join(text(label), said))
    return table


def _clauses(one: Coverage, spell: Callable[[str, str], str]) -> str:
    return ", ".join(dict.fromkeys(spell(file, locator) or "elsewhere" for file, locator, _ in one.named))


def _through(one: Coverage, names: Mapping[str, str]) -> Text:
    things = dict.fromkeys(identity for identity, _, _ in one.through)
    return text(f"through {', '.join(names.get(thing, thing) for thing in things)}", style.QUIET)
