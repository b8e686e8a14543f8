"""What every document form says above and below a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.query.compare import said_of

if TYPE_CHECKING:
    from compactx.query.compare import Alignment

_SAID = {"only-from": "gone", "only-to": "new"}


def head(one: Alignment) -> str:
    """Return the numbers of a clause, what became of it and how alike the wordings are."""
    alike = f", {one.score:.2f} alike" if one.score is not None and one.status != "same" else ""
    return f"{place(one)}: {_SAID.get(one.status, one.status)}{alike}"


def place(one: Alignment) -> str:
    """Return where a clause stood and stands: one number if it is the same."""
    old, new = (clause.printed if clause else "" for clause in (one.old, one.new))
    return f"{old} → {new}" if old and new and old != new else new or old


def remarks(one: Alignment) -> list[str]:
    """Return what changed beside the words: the verb, the citations."""
    verb = said_of(one.verb)
    said = [f"verb: {verb}"] if verb else []
    for words, things in (("cites", one.gained), ("no longer cites", one.lost)):
        if things:
            said.append(f"{words}: {', '.join(thing.named for thing in things)}")
    return said
