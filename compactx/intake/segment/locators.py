"""Numbered clauses to locators in the document's own numbering."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.intake.segment.numbering import NumberedItem, Numbering, NumberSeries

_DOMINATES = 8  # how many times longer an annex must be to be the document itself
_INSIDE = 100_000  # letters behind a list within which the count goes on that it stands in
_KINDS = {"article": "article", "objective": "objective", "goal": "goal", "target": "target", "principle": "principle"}


class LocatorBook:
    """Works out each clause's locator once all of the document, or of a volume of it, is known."""

    def __init__(
        self, numbering: Numbering, *, resolution: bool, before: LocatorBook | None = None, single: bool = True
    ) -> None:
        """Look at the series as a whole: which are nested, which annex is the document itself, which need a prefix.

        What the volume ``before`` has called stays so. A text that is not ``single`` is too long to be a document that
        is nothing but its annex.
        """
        self.resolution = resolution
        self.main: NumberedItem | None = before.main if before else None
        self._known: dict[int, str] = dict(before._known) if before else {}  # noqa: SLF001 - of this class
        self._used: Counter[str] = before._used if before else Counter()  # noqa: SLF001 - as above
        self.series = numbering.series
        self._nested = _owners(self.series)
        self.main = self.main or (self._main_annex() if single else None)
        self._prefixes: dict[int, str] = dict(before._prefixes) if before else {}  # noqa: SLF001 - as above
        top = [s for s in self.series if id(s) not in self._nested and id(s) not in self._prefixes]
        self._prefixes |= self._series_prefixes(top)

    def keep(self, items: Iterable[NumberedItem], series: Iterable[NumberSeries]) -> None:
        """Forget all locators but those of some items and series, which the next volume goes on with."""
        self._known = {id(item): self.locator(item) for item in items}
        self._prefixes = {id(one): self._prefixes[id(one)] for one in series if id(one) in self._prefixes}

    def locator(self, item: NumberedItem) -> str:
        """Return the dotted locator of an item."""
        key = id(item)
        if key not in self._known:
            self._known[key] = self._locator(item)
        return self._known[key]

    def kind(self, item: NumberedItem) -> str:
        """Return what kind of provision an item is."""
        if item.kind in {"annex", "head", "I", "A"}:
            return "section"
        if item.kind == "label":
            return _KINDS.get(item.label, "section" if item.label not in {"commitment", "action"} else item.label)
        if item.kind == "n":
            return "item" if id(item.series) in self._nested else "paragraph"
        if item.kind == "dotted":
            return "target" if self._is_target(item) else "paragraph"
        return "item"

    def scope_prefix(self, item: NumberedItem | None) -> str:
        """Return the prefix of everything in an annex or article, '' in the document itself."""
        if item is None or item is self.main:
            return ""
        return self.locator(item)

    def _locator(self, item: NumberedItem) -> str:
        if item.kind == "annex":
            return f"{_slug(item.label)}-{item.mark.text.lower()}" if item.mark.text else _slug(item.label)
        if item.kind == "A" and item.parent is not None and item.parent.kind in {"I", "head"}:
            return f"{self.locator(item.parent)}.{item.mark.text.lower()}"
        if item.kind in {"head", "label", "I", "A"} and item.label:
            own = f"{_slug(item.label)}-{item.mark.text.lower()}" if item.mark.text else _slug(item.label)
            annex = _annex(item)
            return own if annex is None or annex is self.main else f"{self.locator(annex)}.{own}"
        if item.kind == "dotted":
            own = f"target-{item.mark.text}" if self._is_target(item) else item.mark.text
            return _dot(self.scope_prefix(item.head), own)
        if item.kind == "n" and item.series is not None:
            return (
                _dot(self._prefixes.get(id(item.series), ""), str(item.value))
                if id(item.series) not in self._nested
                else _dot(self._parent(self._nested[id(item.series)]), str(item.value))
            )
        above = self._parent(item.parent) if item.parent is not None else self.scope_prefix(item.head)
        return _dot(above, item.mark.text.lower())

    def _parent(self, item: NumberedItem) -> str:
        return "" if item is self.main else self.locator(item)

    @staticmethod
    def _is_target(item: NumberedItem) -> bool:
        return item.head is None and item.mark.text.count(".") == 1 and item.label == "goal"

    def _main_annex(self) -> NumberedItem | None:
        """Return the one annex that is the document itself: it holds nearly all numbered paragraphs."""
        totals: Counter[int] = Counter()
        scopes: dict[int, NumberedItem] = {}
        body = 0
        for series in self.series:
            if id(series) in self._nested:
                continue
            annex = _annex(series.scope) if series.scope is not None else None
            if annex is None:
                body += len(series.items)
            else:
                totals[id(annex)] += len(series.items)
                scopes[id(annex)] = annex
        if len(totals) != 1:
            return None
        key, count = next(iter(totals.items()))
        return scopes[key] if count >= max(_DOMINATES * body, 2) else None

    def _series_prefixes(self, top: list[NumberSeries]) -> dict[int, str]:
        """Return what stands before the numbers of each series.

        The numbers of the first series of a scope are bare; a later one that starts again is told apart by its
        section, or by the first word of the title above it.
        """
        found: dict[int, str] = {}
        used = self._used
        groups: dict[str, list[NumberSeries]] = {}
        for series in top:
            base = self.scope_prefix(series.scope)
            if not base and self.main is not None and series.scope is not self.main:
                base = "res" if self.resolution else _slug(series.heading).partition("-")[0] or "body"
            groups.setdefault(base, []).append(series)
        for base, members in groups.items():
            sections = len(members) > 1 and all(_section(s) for s in members)
            for series in members:
                own = _dot(base, self._section_slug(series)) if sections else base
                if not sections and used[own]:
                    own = _dot(base, self._section_slug(series) or _slug(series.heading)[:24].strip("-") or "list")
                used[own] += 1
                found[id(series)] = f"{own}-{used[own]}" if used[own] > 1 else own
        return found

    def _section_slug(self, series: NumberSeries) -> str:
        section = _section(series)
        return self.locator(section).removeprefix(f"{self.scope_prefix(series.scope)}.") if section else ""


def _owners(series: list[NumberSeries]) -> dict[int, NumberedItem]:
    """Return the item inside which each nested series stands: the count of that item went on soon after the series."""
    found: dict[int, NumberedItem] = {}
    running: list[NumberSeries] = []
    for one in sorted(series, key=lambda s: s.items[0].mark.start):
        start, end = one.items[0].mark.start, one.items[-1].mark.end
        running = [other for other in running if other.items[-1].mark.start > start]
        for other in running:
            at = bisect_left(other.items, start, key=lambda item: item.mark.start)
            following = other.items[at].mark.start if other.items[-1].mark.start > end else end
            if other.scope is one.scope and end < following <= end + _INSIDE:
                above = one.parent
                inside = above is not None and above.mark.start >= other.items[at - 1].mark.start
                found[id(one)] = above if above is not None and inside else other.items[at - 1]
        running.append(one)
    return found


def _annex(item: NumberedItem) -> NumberedItem | None:
    above: NumberedItem | None = item
    while above is not None and above.kind != "annex":
        above = above.parent if above.parent is not above else None
    return above


def _section(series: NumberSeries) -> NumberedItem | None:
    """Return the section in which a series began."""
    return (
        series.under
        if series.under is not None and series.under.kind != "annex" and series.under is not series.scope
        else None
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _dot(prefix: str, own: str) -> str:
    """Return an address below another.

    >>> _dot("annex-i", "3"), _dot("", "3"), _dot("res", "1")
    ('annex-i.3', '3', 'res-1')
    """
    if not prefix:
        return own
    return f"{prefix}-{own}" if prefix.isalpha() and prefix not in {"annex", "appendix"} else f"{prefix}.{own}"
