"""``show`` as plain data."""

from __future__ import annotations

from compactx.render.items.listing import node_item, reference_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.model.entry import Edition, TreatySeries
    from compactx.model.extent import Range
    from compactx.query.series import SeriesMember
    from compactx.query.show import Profile, ShownPart

COLUMNS = ("id", "kind", "locator", "title", "gist")


def items(shown: Profile) -> list[dict[str, Any]]:
    """Return the one item of the contract."""
    node = shown.node
    item: dict[str, Any] = {
        "id": node.id,
        "kind": node.kind,
        "title": node.title or None,
        "locator": node.printed or None,
        "instrument": shown.instrument.id if shown.instrument else None,
        "gist": node.gist or None,
        "number": node.number,
        "objective": node.objective,
        "above": [above.id for above in shown.above],
        "words": node.words or None,
        "fingerprint": node.fingerprint or None,
        "source": f"{node.file}:{node.line}",
    }
    item |= _known_by_name(shown) if not node.locator else _provision(shown)
    item["references"] = [reference_item(reference) for reference in shown.references]
    item["referenced_by"] = [reference_item(reference) for reference in shown.referenced_by]
    item["referenced_by_total"] = shown.referring or len(shown.referenced_by)
    item |= {"cited": shown.cited, "beside": dict(shown.beside)}
    if shown.editorial:
        item["editorial"] = [reference_item(reference) for reference in shown.editorial]
    return [item]


def add_text(items: list[dict[str, Any]], words: dict[str, str]) -> None:
    """Add the attached wording to the items and to their parts, null where there is none."""
    for item in items:
        item["text"] = words.get(item["id"])
        parts = [part for key in ("actions", "principles", "parts") for part in item.get(key) or []]
        for part in (*parts, item.get("commitment")):
            if part:
                part["text"] = words.get(part["id"])


def _reviews(shown: Profile) -> list[dict[str, Any]]:
    if not shown.reviewed_in:
        return []
    from compactx.render.items.review import document_item  # noqa: PLC0415 - few things are taken up by a review

    return [document_item(document) for document in shown.reviewed_in]


def _provision(shown: Profile) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if titles := shown.facts.other_titles:
        found["other_titles"] = [{"title": one.title, "edition": one.edition, "note": one.note} for one in titles]
    for key, kinds in (("commitment", ("commitment",)), ("actions", ("action",)), ("principles", ("principle",))):
        parts = [_part(part) for part in shown.parts if part.node.kind in kinds]
        if shown.node.kind == "objective" and key == "commitment":
            found[key] = parts[0] if parts else None
        elif parts or (shown.node.kind == "objective" and key == "actions"):
            found[key] = parts
    named = {"commitment", "action", "principle"}
    found["parts"] = [_part(part) for part in shown.parts if part.node.kind not in named]
    found["reviewed_by"] = [reference_item(reference) for reference in shown.reviewed_by]
    found["reviewed_in"] = _reviews(shown)
    for key in ("speaker", "body"):
        if key in shown.facts:
            found[key] = shown.facts[key][0]
    if shown.node.date:
        found["date"] = shown.node.date
    return found


def _part(part: ShownPart) -> dict[str, Any]:
    node = part.node
    return {
        "id": node.id,
        "kind": node.kind,
        "locator": node.printed,
        "title": node.title or None,
        "gist": node.gist or None,
        "references": [reference_item(reference) for reference in part.references],
    }


def _step(step: SeriesMember) -> dict[str, Any]:
    return {
        "id": step.node.id,
        "symbol": step.symbol,
        "date": step.date or None,
        "title": step.title or None,
        "after": step.after,
        "link": step.link or None,
        "confidence": step.confidence or None,
    }


def _printed(known: TreatySeries | None) -> dict[str, Any] | None:
    """Return where a treaty is printed, None if that is not known."""
    if known is None:
        return None
    return {
        "series": known.series or None,
        "volume": str(known.volume),
        "number": str(known.number) if known.number else None,
        "page": known.page or None,
        "confidence": known.confidence or None,
        "source": known.source or None,
    }


def _range(one: Range) -> dict[str, Any]:
    """Return how many parts of one kind there are, how well that is known, and from what."""
    return {
        "unit": one.unit,
        "last": one.last,
        "within": one.within or None,
        "also": list(one.also),
        "confidence": one.confidence,
        "sources": list(one.sources),
    }


def _known_by_name(shown: Profile) -> dict[str, Any]:
    node, facts = shown.node, shown.facts
    found: dict[str, Any] = {
        "symbol": node.symbol or None,
        "symbols": facts.get("symbols", []),
        "legal": node.legal or None,
        "date": node.date or None,
        "confidence": node.confidence or None,
    }
    for key in ("date_basis", "in_force", "custodian", "url", "notes"):
        found[key] = facts[key][0] if key in facts else None
    if node.kind == "treaty":
        found |= {key: facts[key][0] if key in facts else None for key in ("opened", "depositary")}
        found["treaty_series"] = _printed(facts.treaty_series)
        state = facts.not_in_force
        found["not_in_force"] = {"as_of": state.as_of, "source": state.source} if state else None
    if shown.extent is not None:
        found["extent"] = [_range(one) for one in shown.extent.ranges]
    if node.kind == "resolution":
        found["series"] = [_step(step) for step in shown.series]
    found["sources"] = facts.get("sources", [])
    found["names"] = [{"name": name.name, "type": name.type} for name in shown.names]
    found["editions"] = [_edition(edition) for edition in facts.editions]
    found["parts"] = [node_item(part.node) for part in shown.parts]
    found["links"] = [reference_item(reference) for reference in shown.links]
    found["members"] = [r.source.id for r in shown.class_members if r.target.n == node.n]
    found["member_of"] = [r.target.id for r in shown.class_members if r.source.n == node.n]
    found["reviewed_by"] = [reference_item(reference) for reference in shown.reviewed_by]
    if shown.standings:
        from compactx.render.items.standing import facts as told  # noqa: PLC0415 - most lookups are of clauses

        found |= told(shown.standings)
    return found


def _edition(edition: Edition) -> dict[str, Any]:
    """Return an edition, with the clauses in which it is known to differ."""
    found: dict[str, Any] = {key: getattr(edition, key) for key in ("id", "title", "date", "symbol", "url")}
    found["official"] = "official" if edition.official else ""
    if edition.differences:
        found["differences"] = [
            {"clause": one.clause, "fingerprint": one.fingerprint, "words": one.words, "note": one.note or None}
            for one in edition.differences
        ]
    return found
