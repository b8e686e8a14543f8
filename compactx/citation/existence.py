"""Whether a part of an instrument exists, as far as the index knows the instrument whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.citation.pinpoint import spellings

if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.citation.form import Target
    from compactx.index.read import Index

# Kinds of parts that a locator tells by its first piece; numbers alone are paragraphs and their items.
_NUMBERED = ("paragraph", "item")
_LETTERED = {"paragraph": ("item", "action"), "objective": ("commitment", "action")}


def existence(index: Index, part: Callable[[str], Target | None]) -> Callable[[str, str], bool | None]:
    """Return what says whether an instrument has a part: True, False, or None where the index does not know.

    A part does not exist if the extract is whole, holds parts of its kind, and lacks this one. What is finer than the
    extract divides the instrument (a sentence of an item) is not known.
    """
    known: dict[str, frozenset[str]] = {}

    def kinds(whole: str) -> frozenset[str]:
        if whole not in known:
            node = index.by_id(whole)
            partial = node is None or bool(index.facts(node.n).get("partial"))
            found = () if partial or node is None else index.of_kind((), node.n)
            known[whole] = frozenset(one.kind for one in found)
        return known[whole]

    def exists(whole: str, locator: str) -> bool | None:
        if any(part(f"{whole}/{spelling}") for spelling in spellings(locator) if _as_deep(spelling, locator)):
            return True
        steps = locator.split(".")
        kind = _kind(steps[0])
        if not kind or kind not in kinds(whole):
            return None
        if len(steps) == 1:
            return False
        above = ".".join(steps[:-1])
        if not exists(whole, above):
            return exists(whole, above)
        return False if _divided(whole, above) else None

    def _divided(whole: str, locator: str) -> bool:
        """Say whether the index holds parts of this part."""
        return any(part(f"{whole}/{spelling}.{first}") for spelling in spellings(locator) for first in ("a", "1", "i"))

    return exists


def _as_deep(spelling: str, locator: str) -> bool:
    """Say whether a spelling is the part itself and not only its whole ("goal-10" for "goal-10.9")."""
    return spelling not in locator.split(".") or spelling == locator


def _kind(step: str) -> str:
    """Return the kind of part that the first piece of a locator names, '' if it tells none."""
    head, dash, number = step.partition("-")
    if dash:
        return head if number else ""
    return "paragraph" if step.isdecimal() else ""
