"""``compare`` as plain data: two texts, or with ``--things`` what things share."""

from __future__ import annotations

from compactx.query.compare import STATUSES, said_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from compactx.citation.verbs import VerbChange
    from compactx.index.read import Node
    from compactx.query.compare import Alignment, CitedThing, ComparedText, Comparison, Drafting
    from compactx.query.shared import SharedRow

COLUMNS = ("status", "from_locator", "to_locator", "score", "verb", "gained", "lost")
SHARED_COLUMNS = ("way", "shared", "id", "title", "where")


def items(found: Iterable[Alignment]) -> list[dict[str, Any]]:
    """Return an alignment each, in the order of the second text."""
    return [
        {
            "status": one.status,
            "from": one.old.id or None if one.old else None,
            "to": one.new.id or None if one.new else None,
            "from_locator": one.old.locator if one.old else None,
            "to_locator": one.new.locator if one.new else None,
            "score": None if one.score is None else round(one.score, 3),
            "renumbered": one.renumbered,
            "changes": [{"op": change.op, "here": change.here, "there": change.there} for change in one.changes],
            "gained": [cited_item(thing) for thing in one.gained],
            "lost": [cited_item(thing) for thing in one.lost],
            "verb": verb(one.verb),
        }
        for one in found
    ]


def rows(found: Iterable[Alignment]) -> list[dict[str, Any]]:
    """Return the same for lines: a citation by its name, a verb as what it was and is."""
    return [
        {
            **item,
            "gained": [thing.named for thing in one.gained],
            "lost": [thing.named for thing in one.lost],
            "verb": said_of(one.verb) or None,
        }
        for one, item in zip(found, items(found), strict=True)
    ]


def verb(one: VerbChange | None) -> dict[str, str] | None:
    """Return the verbs of both sides and how they compare."""
    return {"here": one.here, "there": one.there, "change": one.change} if one else None


def cited_item(thing: CitedThing) -> dict[str, Any]:
    """Return a thing that is cited on one side only."""
    return {
        "to": thing.to or None,
        "symbol": thing.symbol or None,
        "name": thing.name,
        "pinpoint": thing.pinpoint or None,
    }


def totals(found: Comparison) -> dict[str, Any]:
    """Return the summary: both texts, how many clauses of each status, verbs, citations, what is not settled."""
    return {
        "from": _side(found.old, found.drafting[0]),
        "to": _side(found.new, found.drafting[1]),
        "statuses": {status: found.count(status) for status in STATUSES},
        "renumbered": sum(one.renumbered and one.status in {"same", "changed"} for one in found.alignments),
        "weaker": found.verbs("weaker"),
        "stronger": found.verbs("stronger"),
        "gained": [cited_item(thing) for thing in found.gained],
        "lost": [cited_item(thing) for thing in found.lost],
    }


def _side(text: ComparedText, drafting: Drafting) -> dict[str, Any]:
    things = {cited.thing for clause in text.clauses for cited in clause.cites}
    return {
        "name": text.name,
        "id": text.id or None,
        "paragraphs": len(text.clauses),
        "cites": len(things),
        "brackets": drafting.brackets,
        "options": drafting.options,
    }


def shared_items(shared_rows: Sequence[SharedRow], nodes: Sequence[Node]) -> list[dict[str, Any]]:
    """Return a row each: what it is, whether several of the things have it, and in which clauses each has it."""
    return [
        {
            "way": row.way,
            "id": row.id or None,
            "title": row.title,
            "shared": row.holders > 1,
            "places": [
                {"of": node.id, "locators": list(places)}
                for node, places in zip(nodes, row.places, strict=True)
                if places
            ],
        }
        for row in shared_rows
    ]


def shared_rows(found: Sequence[SharedRow], nodes: Sequence[Node]) -> list[dict[str, Any]]:
    """Return the same for lines: "thing: clauses" of each that has it."""
    return [
        {**item, "where": [f"{one['of']}: {' '.join(one['locators'])}" for one in item["places"]]}
        for item in shared_items(found, nodes)
    ]
