"""What documents cite, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.locator import printed
from compactx.render.items.scan import touched
from compactx.render.pages import style
from compactx.render.pages.style import blank, grid, heading, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.citation.citation import Citation
    from compactx.query.scan import Authority, Coverage, ScanResult

_ELSEWHERE = "outside all clauses"
_MARKS = {"named": "named", "through": "through", "no": "not"}


def page(found: Sequence[ScanResult], by: str, width: int) -> Group:
    """Return the citations of each document, by clause or by what is cited."""
    parts: list[RenderableType] = []
    spell = _spelling(found)
    for n, document in enumerate(found):
        parts += [blank()] if n else []
        parts.append(_head(document))
        places = {one.locator: spell(document.name, one.locator) for one in document.citations}
        groups = _grouped(document.citations, by, places)
        for name, citations in groups.items():
            parts += [blank(), text(name, style.LOCATOR), indented(_lines(citations, by, width, places))]
    return stack(*parts)


def _spelling(found: Sequence[ScanResult]) -> Callable[[str, str], str]:
    """Return how a clause of a document is printed, with the points of its number where the document writes them."""
    paragraphs: dict[str, set[str]] = {}
    for document in found:
        own = paragraphs.setdefault(document.name, set())
        own.update(span.locator for span in document.spans if span.kind == "paragraph")

    def spell(name: str, locator: str) -> str:
        return printed(locator, paragraphs.get(name, ()))

    return spell


def _head(document: ScanResult) -> RenderableType:
    counts: dict[str, int] = {}
    for citation in document.citations:
        counts[citation.status] = counts.get(citation.status, 0) + 1
    shown = ", ".join(f"{count} {status}" for status, count in counts.items()) or "cites nothing that is known"
    clauses = len({citation.locator for citation in document.citations})
    return join(
        text(document.name, style.TITLE), text(f"{shown}, in {clauses} clause{'s' * (clauses != 1)}", style.QUIET)
    )


def _grouped(citations: Sequence[Citation], by: str, places: Mapping[str, str]) -> dict[str, list[Citation]]:
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        if by == "instrument":
            name = (
                f"{citation.to}  {citation.name}"
                if citation.to
                else f"{citation.status}: {citation.symbol or citation.name}"
            )
        else:
            name = places[citation.locator] or _ELSEWHERE
        groups.setdefault(name, []).append(citation)
    if by == "instrument":
        return dict(sorted(groups.items(), key=lambda pair: (not pair[1][0].to, -len(pair[1]))))
    return groups


def _lines(citations: Sequence[Citation], by: str, width: int, places: Mapping[str, str]) -> RenderableType:
    if by == "instrument":
        rows = [
            (text(places[c.locator] or "-", style.LOCATOR), join(quoted(_words(c)), _mark(c)))
            for c in _once(citations, by)
        ]
    else:
        rows = [(text(_target(c), style.ID), join(quoted(_words(c)), _mark(c))) for c in _once(citations, by)]
    if width < style.NARROW:
        return stack(*(join(left, right) for left, right in rows))
    table = grid(max(len(left.plain) for left, _ in rows), None)
    for left, right in rows:
        table.add_row(left, right)
    return table


def _once(citations: Sequence[Citation], by: str) -> list[Citation]:
    """Leave out what a clause cites again in the same words."""
    seen: dict[tuple[str, str, str], Citation] = {}
    for citation in citations:
        seen.setdefault(
            (citation.locator if by == "instrument" else "", _target(citation), _words(citation).lower()), citation
        )
    return list(seen.values())


def _words(citation: Citation) -> str:
    return " ".join(citation.surface.split())


def _target(citation: Citation) -> str:
    return citation.to or citation.symbol or "?"


def _mark(citation: Citation) -> Text:
    said = [
        citation.pinpoint if citation.rule != "pinpoint" else "",
        "" if citation.status == "resolved" else citation.status,
    ]
    said += [
        "in a footnote" if citation.basis == "footnote" else "inside another name" if citation.basis == "nested" else ""
    ]
    said += [f"{citation.confidence} confidence" if citation.confidence != "high" else ""]
    said += [f"could be {', '.join(citation.candidates[:4])}" if citation.candidates else ""]
    shown = ", ".join(" ".join(part.split()) for part in said if part)
    return text(f"[{shown}]" if shown else "", style.QUIET)


def authorities_page(table: Sequence[Authority], found: Sequence[ScanResult], width: int) -> Group:
    """Return the table of authorities, what is known first."""
    parts: list[RenderableType] = []
    for status, title in (
        ("resolved", "Authorities"),
        ("ambiguous", "Could be several things"),
        ("unresolved", "Not in the corpus"),
    ):
        chosen = [one for one in table if one.status == status]
        if chosen:
            parts += [
                *([blank()] if parts else []),
                heading(title, len(chosen)),
                indented(_authority_lines(chosen, _spelling(found), width, several=len(found) > 1)),
            ]
    return stack(*(parts or [text("Nothing is cited.")]))


def _authority_lines(
    table: Sequence[Authority], spell: Callable[[str, str], str], width: int, *, several: bool
) -> RenderableType:
    left = [one.id or one.symbol or "?" for one in table]
    lines = []
    for one in table:
        places = dict.fromkeys(
            f"{file}: {spell(file, locator)}" if several else spell(file, locator) for file, locator, _ in one.places
        )
        lines.append(
            join(text(one.name), text(f"{one.count}: {', '.join(place for place in places if place)}", style.QUIET))
        )
    if width < style.NARROW or max(map(len, left)) > width // 2:
        return stack(*(join(text(name, style.ID), line) for name, line in zip(left, lines, strict=True)))
    shown = grid(max(map(len, left)), None)
    for name, line in zip(left, lines, strict=True):
        shown.add_row(text(name, style.ID), line)
    return shown


def coverage_page(table: Sequence[Coverage], found: Sequence[ScanResult], width: int) -> Group:
    """Return which objectives are touched, and how."""
    counts = {kind: sum(touched(one) == kind for one in table) for kind in _MARKS}
    head = text(
        f"{counts['named']} named, {counts['through']} through what is cited, {counts['no']} not touched", style.QUIET
    )
    rows = []
    spell = _spelling(found)
    for one in table:
        clauses = ", ".join(dict.fromkeys(spell(file, locator) for file, locator, _ in one.named if locator))
        things = ", ".join(dict.fromkeys(identity for identity, _, _ in one.through))
        said = join(text(clauses, style.LOCATOR), text(f"through {things}" if things else "", style.QUIET))
        rows.append((f"objective {one.objective.number}", _MARKS[touched(one)], one.objective.title, said))
    if width < style.NARROW:
        return stack(head, *(join(text(a, style.ID), text(b), text(c), d) for a, b, c, d in rows))
    shown = grid(12, 7, None)
    for name, kind, title, said in rows:
        shown.add_row(text(name, style.ID), text(kind), join(text(title), said))
    return stack(head, blank(), shown)
