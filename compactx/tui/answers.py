"""What other commands say of a page, as rows that open: its lineage, who reviews it and when, how it is cited."""

from __future__ import annotations

import time

from compactx.errors import CompactxError
from compactx.index import window
from compactx.model import hub
from compactx.model.text import clean
from compactx.tui.names import mark_of, own_wording
from compactx.tui.state import ListItem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.read import Node
    from compactx.query.cite import Work
    from compactx.query.review import Review
    from compactx.query.trace import LineageLink
    from compactx.tui.shelf import Shelf

FIRST_STYLE = "un"
_RESULTS = ("bibtex", "csl", "ris")  # a citation of several lines


def lineage_rows(shelf: Shelf, identity: str) -> tuple[tuple[ListItem, ...], str]:
    """Return where the idea of a thing came from and what became of it, a heading for each document."""
    from compactx.query.trace import trace  # noqa: PLC0415 - when it is asked for

    found = trace(shelf.index, shelf.node(identity))
    items: list[ListItem] = []
    for step in found.steps:
        inside = [link for link in found.links if link.later_document.n == step.document.n]
        if inside:
            name, year = shelf.names.short(step.document), step.document.date[:4]
            items.append(ListItem("", name, right="" if year in name else year))
            items += [_link(shelf, link, identity) for link in inside]
    note = "[ours]: our reading; c: the other end"
    return tuple(items), note if items else "no lineage of this is known"


def _link(shelf: Shelf, link: LineageLink, identity: str) -> ListItem:
    one = link.reference
    other = link.earlier if link.later.id == identity else link.later
    far = link.earlier if other.n == link.later.n else link.later
    reading = one.forward if one.source.n == link.later.n else one.backward
    why = clean(one.rationale or (f"“{one.surface}”" if one.surface else ""))
    kept = ", ".join(part for part in (one.strength, "ours" if link.is_ours else "official or its own words") if part)
    where = clean(link.later.printed) or shelf.names.short(link.later)
    main = f"{where} {clean(reading)} {shelf.names.full(link.earlier)}"
    return ListItem(other.id, main, "", "", f"{why} [{kept}]" if why else f"[{kept}]", far.id)


def reviews(shelf: Shelf, identity: str) -> tuple[tuple[ListItem, ...], str]:
    """Return who has a part in reviewing a thing, when that was last and will be next, and where it took it up."""
    from compactx.query.review import review  # noqa: PLC0415 - when it is asked for

    found = review(shelf.index, shelf.node(identity), time.strftime("%Y-%m-%d"))
    dated = [one for one in found if one.series and one.series.occasions]
    items = [*_occasions(shelf, dated), *_taken_up(shelf, found)]
    items += _others(shelf, [one for one in found if one not in dated])
    return tuple(items), "Enter opens, c the clause that says so" if items else "nobody is known to review this"


def _occasions(shelf: Shelf, dated: list[Review]) -> Iterator[ListItem]:
    """Yield a row for each series: when it was last, when it comes next."""
    seen: set[int] = set()
    for one in dated:
        series = one.series
        if series is None or series.node.n in seen:
            continue
        if not seen:
            yield ListItem("", "when")
        seen.add(series.node.n)
        last, following = series.last, series.following
        clause = one.reference.clause
        name = shelf.names.short(series.node) + (f", last {last.date}" if last else "")
        when = f"next {following.date}" if following else "no next date"
        detail = f"{_said(shelf, one)}; {clean(series.cycle)}"
        yield ListItem(series.node.id, name, when, detail=detail, clause=clause.id if clause else "")


def _taken_up(shelf: Shelf, found: list[Review]) -> Iterator[ListItem]:
    """Yield a row for each review document, with the paragraphs that take the thing up where they are known."""
    from compactx.query.review import spans  # noqa: PLC0415 - as above

    documents = {place.document.n: place for one in found for place in one.documents}
    if documents:
        yield ListItem("", "documents")
    for place in sorted(documents.values(), key=lambda one: one.document.date):
        where = f", paragraphs {spans(place.paragraphs)}" if place.paragraphs else ""
        under = clean(place.section.title or place.section.printed) if place.section else ""
        name = shelf.names.short(place.document) + where
        yield ListItem((place.section or place.document).id, name, place.document.date, detail=under)


def _others(shelf: Shelf, found: list[Review]) -> Iterator[ListItem]:
    """Yield who else has a part in it, under what the clauses say of that part."""
    said: dict[str, dict[str, ListItem]] = {}
    for one in found:
        clause = one.reference.clause
        row = ListItem(one.actor.id, shelf.names.short(one.actor), clean(clause.printed) if clause else "",
                       clause=clause.id if clause else "")  # fmt: skip
        words = f"{clean(one.reference.forward)} {shelf.names.short(one.target)}"
        said.setdefault(words, {}).setdefault(f"{row.key} {row.clause}", row)
    for words, rows in said.items():
        yield ListItem("", words)
        yield from rows.values()


def _said(shelf: Shelf, one: Review) -> str:
    """Return what a clause says of a part in the review, the clause first."""
    by = f"{shelf.names.short(one.reference.clause)}: " if one.reference.clause else ""
    return f"{by}{clean(one.reference.forward)} {shelf.names.short(one.target)}"


def citation(shelf: Shelf, node: Node, style: str = FIRST_STYLE) -> str:
    """Return what ``compactx cite`` gives; the title of what is no instrument and no part of one."""
    from compactx.render.items.cite import items  # noqa: PLC0415 - when it is asked for

    work = _work(shelf, node)
    return clean(str(items([work], [style])[0]["citation"])) if work else clean(node.title)


def _work(shelf: Shelf, node: Node) -> Work | None:
    from compactx.query.cite import cite  # noqa: PLC0415 - when it is asked for

    try:
        return cite(shelf.index, node)
    except CompactxError:
        return None


def citations(shelf: Shelf, identity: str) -> tuple[tuple[ListItem, ...], str]:
    """Return the citations of a thing, one in each style, that of the United Nations first."""
    from compactx.render.items.cite import items, style_names  # noqa: PLC0415 - when it is asked for

    node = shelf.node(identity)
    work = _work(shelf, node)
    if work is None:
        return (), f"a {node.kind} is not cited; only instruments and their clauses are"
    styles = sorted(style_names(), key=lambda name: (name != FIRST_STYLE, name in _RESULTS, name))
    rows = []
    for item in items([work], styles):
        text = "\n".join(map(clean, str(item["citation"]).split("\n")))
        rows.append(ListItem(f"copy:{item['style']}", " ".join(text.split()), str(item["style"]), action=text))
    lacks = "; ".join(missing for missing in work.missing if "link" not in missing)
    return tuple(rows), f"Enter copies one{'; ' if lacks else ''}{clean(lacks)}"


def quotation(shelf: Shelf, identity: str) -> str:
    """Return the wording of a provision in quotation marks with its citation, '' where it is not here.

    What has no words of its own, as an objective, is quoted by its parts, each after its mark.
    """
    node = shelf.node(identity)
    wording = shelf.wording(node) if node.locator else {}
    words = clean(own_wording(wording, node.locator))
    if not words and wording:
        parts = window.children(shelf.index, node.n, 0, hub.PARTS)
        said = ((mark_of(part), clean(own_wording(wording, part.locator))) for part in parts)
        words = " ".join(f"{mark} {own}" for mark, own in said if own)
    return f"“{words}” ({citation(shelf, node)})" if words else ""
