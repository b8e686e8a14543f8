"""The dates of things, as far as they are known, and dates that stand beside citations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.checks.draft import DAY, day_of
from compactx.model.record import Record

if TYPE_CHECKING:
    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_PART = r"(?:[ \u00a0][A-Z](?:(?:,| and)[ \u00a0][A-Z]){0,9})?"
_AFTER = re.compile(
    rf"{_PART}\)?[\"\u201d]?,?(?:[ \u00a0](?:\([0-9]{{4}}\)[ \u00a0]?)?(?:of|dated|adopted on|adopted"
    rf"|,? of|,? dated)[ \u00a0]|,[ \u00a0](?=[0-9]))({DAY})"
)


class Stated(Record):
    """A day or a year that a text gives to a citation: ``value`` in ISO 8601, and where it stands."""

    value: str
    start: int
    end: int


def stated_day(draft: Draft, citation: Citation) -> Stated | None:
    """Return the day that follows a citation: "of 19 December 2018", ", dated 6 April 2017"."""
    found = _AFTER.match(draft.text, citation.end)
    return Stated(day_of(found.group(1)), found.start(1), found.end(1)) if found else None


def days_of_symbol(draft: Draft, node: Node, symbol: str) -> tuple[str, ...]:
    """Return the days of the document that bears a symbol: of an edition with it, else of the thing itself."""
    if in_parts(draft, node):
        return ()
    of_edition = [date for date, own in _editions(draft, node) if own.partition(",")[0] == symbol]
    official = (node.date,) if node.symbol.partition(",")[0] == symbol and node.kind == "resolution" else ()
    days = [*official, *of_edition] or ([node.date] if _bears(draft, node, symbol) else [])
    return tuple(dict.fromkeys(day for day in days if day))


def in_parts(draft: Draft, node: Node) -> bool:
    """Say whether a resolution was adopted part by part, each on its own day."""
    return node.kind == "resolution" and any(draft.node(f"{node.id}{letter}") for letter in "ab")


def _bears(draft: Draft, node: Node, symbol: str) -> bool:
    if node.symbol == symbol and node.kind != "treaty" and not _editions(draft, node):
        return True
    if node.symbol.partition(",")[0] != symbol or node.kind == "treaty" or _editions(draft, node):
        return False
    basis = " ".join(draft.facts(node).get("date_basis", ()))
    return "General Assembly" in basis or "resolution" in basis


def days_of(draft: Draft, node: Node) -> tuple[str, ...]:
    """Return every day that a thing can be said to be of: those of its adoption and of its editions."""
    days = [node.date, *(date for date, _ in _editions(draft, node))]
    return tuple(dict.fromkeys(day for day in days if day))


def days_in_force(draft: Draft, node: Node) -> tuple[str, ...]:
    """Return the day on which a thing entered into force, if it is known."""
    return tuple(draft.facts(node).get("in_force", ()))


def _editions(draft: Draft, node: Node) -> list[tuple[str, str]]:
    return [(edition.date, edition.symbol) for edition in draft.facts(node).editions]
