"""A second import: the new draft, the draft before, and what people made of it become one extract.

Whatever differs from the draft before is a human decision and stays. Everything else follows the new draft. A
clause is followed by its words first and by its locator then, so a renumbered paragraph keeps its gist.
"""

from __future__ import annotations

from typing import Any

from compactx.model.record import Record

Plain = dict[str, Any]

_MACHINE = ("locator", "kind", "parent", "number", "words", "fingerprint")
_HEAD_MACHINE = ("editions", "sources")


class MergeChange(Record):
    """What became of a provision: added, changed, moved, removed, or gone but kept for what people wrote on it."""

    what: str
    locator: str
    detail: str = ""


class MergeResult(Record):
    """The merged extract, what changed, and how many values of people's were kept."""

    extract: Plain
    changes: tuple[MergeChange, ...]
    kept: int


def merge(new: Plain, mine: Plain, base: Plain | None) -> MergeResult:
    """Return the new draft with every human decision of ``mine``.

    Without the draft before, every value of ``mine`` counts as one, but for what only a document can tell.
    """
    count = _Count()
    head = _merged_head(new["instrument"], mine.get("instrument") or {}, (base or {}).get("instrument") or {}, count)
    old = _by_locator(mine)
    before = _by_locator(base or {})
    partners = _partners(new["provisions"], list(old.values()))
    changes: list[MergeChange] = []
    provisions: list[Plain] = []
    for provision in new["provisions"]:
        locator = str(provision["locator"])
        partner = partners.get(locator)
        if partner is None:
            changes.append(MergeChange("added", locator))
            provisions.append(provision)
            continue
        own = old[partner]
        changes += _differences(provision, own, partner)
        provisions.append(_merged_provision(provision, own, before.get(partner), count))
    used = set(partners.values())
    placed = {str(provision["locator"]) for provision in provisions}
    for locator, own in old.items():
        if locator in used:
            continue
        if _is_human(own, before.get(locator)):
            changes.append(MergeChange("gone", locator, "kept for what was written on it"))
            provisions.append(_unplaced(own, placed))
            placed.add(str(provisions[-1]["locator"]))
        else:
            changes.append(MergeChange("removed", locator))
    rest = {key: value for key, value in mine.items() if key not in {"instrument", "provisions"}}
    return MergeResult({"instrument": head, **rest, "provisions": provisions}, tuple(changes), count.value)


class _Count:
    """How many human decisions were kept."""

    def __init__(self) -> None:
        self.value = 0


def _by_locator(extract: Plain) -> dict[str, Plain]:
    return {str(p["locator"]): p for p in extract.get("provisions") or [] if isinstance(p, dict) and p.get("locator")}


def _partners(new: list[Plain], old: list[Plain]) -> dict[str, str]:
    """Return for each new locator the old one with the same words, else the one of the same name."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    prints: dict[str, list[str]] = {}
    same = {(str(p["locator"]), p.get("fingerprint")) for p in old}
    for provision in reversed(old):  # the first one last, to be taken first
        if provision.get("fingerprint"):
            prints.setdefault(provision["fingerprint"], []).append(str(provision["locator"]))
    for provision in new:
        locator, print_ = str(provision["locator"]), provision.get("fingerprint")
        if (locator, print_) in same:
            found[locator] = locator
            taken.add(locator)
    for provision in new:
        locator = str(provision["locator"])
        places = prints.get(provision.get("fingerprint") or "", [])
        while places and places[-1] in taken:
            places.pop()
        if locator not in found and places:
            found[locator] = places.pop()
            taken.add(found[locator])
    names = {str(p["locator"]) for p in old}
    for provision in new:
        locator = str(provision["locator"])
        if locator not in found and locator in names and locator not in taken:
            found[locator] = locator
            taken.add(locator)
    return found


def _differences(new: Plain, own: Plain, partner: str) -> list[MergeChange]:
    locator = str(new["locator"])
    found = []
    if partner != locator:
        found.append(MergeChange("moved", locator, f"was {partner}"))
    if new.get("fingerprint") != own.get("fingerprint"):
        found.append(
            MergeChange("changed", locator, f"{own.get('words') or 0} words before, {new.get('words') or 0} now")
        )
    return found


def _merged_head(new: Plain, mine: Plain, base: Plain, count: _Count) -> Plain:
    return _merged_values(new, mine, base, _HEAD_MACHINE if base else (), count)


def _merged_provision(new: Plain, mine: Plain, base: Plain | None, count: _Count) -> Plain:
    merged = _merged_values(new, _without_references(mine), _without_references(base or {}), _MACHINE, count)
    references = _merged_references(new.get("references") or [], mine.get("references") or [], base, count)
    merged.pop("references", None)
    if references:
        merged["references"] = references
    return merged


def _without_references(provision: Plain) -> Plain:
    return {key: value for key, value in provision.items() if key != "references"}


def _merged_values(new: Plain, mine: Plain, base: Plain, machine: tuple[str, ...], count: _Count) -> Plain:
    """Return the new values with people's in their place; machine keys are people's only if they changed them."""
    merged = dict(new)
    for key, value in mine.items():
        changed = value != base.get(key) if key in base else key not in machine
        if changed and not (key in machine and not base):
            count.value += value != new.get(key)
            merged[key] = value
    for key in base:
        if key not in mine and key not in machine:
            merged.pop(key, None)
            count.value += 1
    return merged


def _merged_references(new: list[Plain], mine: list[Plain], base: Plain | None, count: _Count) -> list[Plain]:
    """Return people's references, then new proposals that people did not turn down before."""
    before = {_key(reference): reference for reference in (base or {}).get("references") or []}
    fresh = {_key(reference): reference for reference in new}
    kept = []
    held: set[tuple[str, str]] = set()
    for reference in mine:
        key = _key(reference)
        held.add(key)
        if before.get(key) == reference:
            if key in fresh:
                kept.append(fresh[key])
            continue
        count.value += fresh.get(key) != reference
        kept.append(reference)
    for key, reference in fresh.items():
        if key in held:
            continue
        if key in before or (base is None and mine):
            count.value += 1
            continue
        kept.append(reference)
    return kept


def _key(reference: Plain) -> tuple[str, str]:
    return str(reference.get("to") or ""), str(reference.get("surface") or "")


def _is_human(own: Plain, base: Plain | None) -> bool:
    """Say whether people wrote something on a provision."""
    if base is None:
        return bool(own.get("gist") or own.get("references") or own.get("title"))
    return own != base


def _unplaced(own: Plain, used: set[str]) -> Plain:
    """Return a provision whose clause is gone, under a locator of its own."""
    locator = stem = f"gone-{own['locator']}" if str(own["locator"]) in used else str(own["locator"])
    n = 2
    while locator in used:
        locator = f"{stem}-{n}"
        n += 1
    return {**own, "locator": locator}
