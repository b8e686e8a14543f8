"""The dates of things, as far as they are known, and dates that stand beside citations."""

from __future__ import annotations

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from datetime import date

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_LEAD = 120  # characters before a citation in which its day may stand
_ISSUED = 150  # days after its adoption within which a document is issued: a day in brackets may be that one


class StatedDate(Record):
    """A day or a year that a text gives to a citation: ``value`` in ISO 8601, and where it stands."""

    value: str
    start: int
    end: int


def stated_day(draft: Draft, citation: Citation) -> StatedDate | None:
    """Return the day beside a citation: "of 19 December 2018", ", dated 6 April 2017", "(25 September 2015)".

    A day before it is one too: "On 19 December 2018, the Assembly endorsed ...".
    """
    words, at = draft.phrases, max(0, citation.start - _LEAD)
    found = words.day_after.match(draft.text, citation.end) or words.day_in_brackets.match(draft.text, citation.end)
    found = found or words.on_day_before.search(draft.text, at, citation.start) or _adopted(draft, citation)
    return StatedDate(words.read_day(found.group(1)), found.start(1), found.end(1)) if found else None


def _adopted(draft: Draft, citation: Citation) -> re.Match[str] | None:
    """Return the day of the adoption of a symbol, in the words behind it: ", adopted in Harbourtown on 4 May 2018"."""
    found = draft.phrases.adopted.match(draft.text, citation.end) if citation.symbol else None
    return found if found and not draft.phrases.treaty.search(found.group()) else None


def is_of_issue(said: StatedDate, known: Sequence[str], text: str) -> bool:
    """Say whether a day alone beside a symbol may be that on which a document was issued, weeks after its adoption."""
    if text[max(0, said.start - 2) : said.start].strip(" \u00a0") not in {"(", ","}:
        return False
    issued = _day(said.value)
    return any(issued and (day := _day(one)) and 0 < (issued - day).days <= _ISSUED for one in known)


def _day(value: str) -> date | None:
    from datetime import date  # noqa: PLC0415 - where a day differs: it loads as long as a rule judges

    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


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
    """Say whether a thing's day is that of the document with this symbol.

    What a conference adopted has its day from there, and the resolution that endorses it often one of weeks later.
    """
    if node.symbol.partition(",")[0] != symbol or node.kind == "treaty" or _editions(draft, node):
        return False
    basis = " ".join(draft.facts(node).get("date_basis", ()))
    if node.symbol == symbol:
        return "conference" not in basis
    return "General Assembly" in basis or "resolution" in basis


def days_of(draft: Draft, node: Node) -> tuple[str, ...]:
    """Return every day that a thing can be said to be of: of its adoption, its editions, its opening for signature.

    In the year of the entry into force the opening is left out: that year is commonly taken for the treaty's.
    """
    force = {day[:4] for day in days_in_force(draft, node)}
    opened = [day for day in draft.facts(node).get("opened", ()) if node.date and day[:4] not in force]
    days = [node.date, *(date for date, _ in _editions(draft, node)), *opened]
    return tuple(dict.fromkeys(day for day in days if day))


def days_in_force(draft: Draft, node: Node) -> tuple[str, ...]:
    """Return the day on which a thing entered into force, if it is known."""
    return tuple(draft.facts(node).get("in_force", ()))


def _editions(draft: Draft, node: Node) -> list[tuple[str, str]]:
    return [(edition.date, edition.symbol) for edition in draft.facts(node).editions]
