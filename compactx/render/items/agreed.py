"""``agreed`` as plain data."""

from __future__ import annotations

from compactx.query.agreed import STATUSES, first_and_latest, shares, uses_by_year

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from compactx.query.agreed import AgreedChange, AgreedResult, Fragment, Group, Variant
    from compactx.query.agreed_sources import AgreedSources, Use

COLUMNS = ("locator", "status", "score", "to", "date", "first", "latest", "count", "verb", "text")
GROUP_COLUMNS = ("group", *STATUSES, "title")


def items(found: Sequence[AgreedResult], sources: AgreedSources, uses: int, file: str = "") -> list[dict[str, Any]]:
    """Return a paragraph each; ``uses`` is how many clauses with its wording are listed of one that is asked alone.

    ``file`` is the document that they are of, '' where it is none.
    """
    alone = len(found) == 1
    return [{"file": file or None, **_item(one, sources, uses or len(one.uses) if alone else 0)} for one in found]


def _item(one: AgreedResult, sources: AgreedSources, listed: int) -> dict[str, Any]:
    ends = first_and_latest(one.uses)
    source = one.source
    whole = sources.whole(source.document) if source else None
    return {
        "locator": one.asked.locator or None,
        "start": one.asked.start,
        "end": one.asked.end,
        "words": one.words,
        "status": one.status,
        "score": round(one.score, 4),
        **_place(source, sources),
        "title": whole.title if whole else None,
        "first": use_item(ends[0], sources) if ends else None,
        "latest": use_item(ends[1], sources) if ends else None,
        "count": len(one.uses),
        "changes": [_change(change) for change in one.changes],
        "fragments": [_fragment(fragment, sources) for fragment in one.fragments],
        "verb": {"here": one.verb.here, "there": one.verb.there, "change": one.verb.change} if one.verb else None,
        "variants": [_variant(variant, sources) for variant in one.variants],
        "years": uses_by_year(one.uses),
        "later": _later(one.later, sources),
        "phrase": one.is_phrase,
        "uses": [use_item(use, sources) for use in one.uses[:listed]],
    }


def use_item(use: Use, sources: AgreedSources) -> dict[str, Any]:
    """Return a clause that uses a wording."""
    return _place(use, sources)


def _place(use: Use | None, sources: AgreedSources) -> dict[str, Any]:
    whole = sources.whole(use.document) if use else None
    return {
        "to": use.to if use else None,
        "symbol": (whole.symbol or None) if whole else None,
        "to_locator": use.locator if use else None,
        "date": (use.date or None) if use else None,
    }


def _change(change: AgreedChange) -> dict[str, str | None]:
    return {"op": change.op, "here": change.here or None, "there": change.there or None}


def _fragment(fragment: Fragment, sources: AgreedSources) -> dict[str, Any]:
    return {
        "start": fragment.start,
        "end": fragment.end,
        "words": fragment.words,
        "text": fragment.text,
        **_place(fragment.source, sources),
        "count": fragment.count,
    }


def _variant(variant: Variant, sources: AgreedSources) -> dict[str, Any]:
    return {
        "score": round(variant.score, 4),
        "first": use_item(variant.first, sources),
        "latest": use_item(variant.latest, sources),
        "count": variant.count,
        "changes": [_change(change) for change in variant.changes],
    }


def _later(later: Sequence[Use], sources: AgreedSources) -> dict[str, Any] | None:
    ends = first_and_latest(later)
    if ends is None:
        return None
    return {"count": len(later), "first": use_item(ends[0], sources), "latest": use_item(ends[1], sources)}


def summary(found: Sequence[AgreedResult]) -> dict[str, int]:
    """Return how many paragraphs there are, how many of each status, and words in all and agreed.

    Words are agreed where they stand in the closest clause of a paragraph that is verbatim or near.
    """
    words = sum(one.words for one in found)
    return {"paragraphs": len(found), **shares(found), "words": words, "agreed_words": agreed_words(found)}


def agreed_words(found: Sequence[AgreedResult]) -> int:
    """Return how many words stand, in order, in the closest clause, where that is verbatim or near."""
    return sum(one.kept for one in found if one.status in STATUSES[:2])


def group_items(rows: Sequence[Group]) -> list[dict[str, Any]]:
    """Return a group of paragraphs each."""
    return [
        {
            "group": row.name or None,
            "symbol": (row.whole.symbol or None) if row.whole else None,
            "date": (row.whole.date or None) if row.whole else None,
            "title": row.whole.title if row.whole else None,
            **{status: row.counts.get(status, 0) for status in STATUSES},
        }
        for row in rows
    ]


def rows(found: Sequence[AgreedResult], sources: AgreedSources, file: str = "") -> list[dict[str, Any]]:
    """Return a line each: the days of first and latest use, and the words."""
    out = []
    for one in found:
        ends = first_and_latest(one.uses)
        out.append({
            "file": file, "locator": one.asked.locator, "status": one.status, "score": f"{one.score:.2f}",
            **_place(one.source, sources),
            "first": ends[0].date if ends else "", "latest": ends[1].date if ends else "", "count": len(one.uses),
            "verb": one.verb.change if one.verb and one.verb.change in {"weaker", "stronger"} else "",
            "text": " ".join(one.asked.wording.split()), "words": one.words,
        })  # fmt: skip
    return out
