"""Agreed language for a terminal: how much of a text is agreed, then each paragraph with its source and its changes."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from rich.text import Text

from compactx.model.locator import printed
from compactx.model.organs import body_of
from compactx.model.text import short
from compactx.query.agreed import (
    NEAR,
    NEW,
    PARTLY_SCORE,
    STATUSES,
    VERBATIM,
    first_and_latest,
    grouped,
    uses_by_year,
)
from compactx.query.overview import short_name
from compactx.render.items.agreed import agreed_words, summary
from compactx.render.pages import opening, style
from compactx.render.pages.style import blank, counted, grid, heading, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Group as Stack
    from rich.console import RenderableType

    from compactx.index.read import Node
    from compactx.query.agreed import AgreedChange, AgreedResult, Fragment, Group, Variant
    from compactx.query.agreed_sources import AgreedSources, Use

_GONE, _NEW = "red", "bold green"
_AROUND = 6  # words that are shown on either side of a change
_OPENING = 12  # words of a paragraph that did not change
_PLACES = 6  # clauses of a document that a line names
_TOLD = 4  # lines of the answer, places of a line
_NAME = 48  # characters of a document's name
_BARS = "▁▂▃▄▅▆▇█"


def page(
    name: str, found: Sequence[AgreedResult], shown: Sequence[AgreedResult], groups: Sequence[Group],
    sources: AgreedSources, width: int,
    *, only_new: bool = False, by: str = "paragraph", uses: int = 0, whole: bool = False,
) -> Stack:  # fmt: skip
    """Return the answer first, then the paragraphs, or groups of them.

    ``uses`` are listed of a phrase; ``whole`` cuts no list of the answer.
    """
    width = min(width, style.PROSE)
    if not sources.runs.documents:  # nothing of it is agreed, and nothing new: nobody can tell
        tries = ["compactx attach FILE", "compactx import FOLDER --recursive"]
        return stack(text(f"There is nothing to compare {name} with."), style.commands(tries))
    if not found:
        short = f"{name} has no paragraph of {sources.scope.shortest} words; --words N takes shorter ones."
        return stack(text(f"Nothing in {name} is new." if only_new else short))
    drawn = _Drawing(sources, width, whole=whole)
    if len(found) == 1 and found[0].is_phrase:
        return drawn.phrase(found[0], by, uses)
    alone = len(found) == 1 and not only_new
    parts: list[RenderableType] = [] if alone else [*drawn.head(name, found, only_new=only_new), blank()]
    if by != "paragraph":
        return stack(*parts, drawn.groups(groups))
    for n, one in enumerate(shown):
        parts += [blank()] if n else []
        parts.append(drawn.new_words(one) if only_new else drawn.paragraph(one, alone=alone))
    left = len(found) - len(shown)
    if left:
        parts += [blank(), text(f"and {counted(left, 'paragraph')} more; without -n all are shown", style.QUIET)]
    return stack(*parts)


class _Drawing:
    """Draws paragraphs; knows what the documents are called."""

    def __init__(self, sources: AgreedSources, width: int, *, whole: bool) -> None:
        self.sources = sources
        self.width = width
        self.most = sys.maxsize if whole else _TOLD

    def head(self, name: str, found: Sequence[AgreedResult], *, only_new: bool) -> list[RenderableType]:
        """Return the answer: how much is agreed, where it is drawn from, what is new, which verbs changed."""
        counts = summary(found)
        if only_new:
            told = f"{counted(len(found), 'paragraph')} with {{+new words+}}, {counts[NEW]} wholly new"
            return [text(name, style.TITLE), text(told)]
        agreed = counts[VERBATIM] + counts[NEAR]
        share = round(100 * agreed_words(found) / max(1, counts["words"]))
        first = f"{agreed} of {counted(len(found), 'paragraph')} are agreed language, {share} % of the words"
        told = ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])
        rows = self._answers(found)
        lines: list[RenderableType] = [text(name, style.TITLE), text(first), text(told, style.QUIET)]
        lines += [opening.labelled(rows, self.width)] if rows else []
        if any(_is_marked(one) for one in found):
            lines.append(text("[-gone-] {+new+}: words that differ from the closest earlier clause", style.QUIET))
        return lines

    def _answers(self, found: Sequence[AgreedResult]) -> list[tuple[str, RenderableType]]:
        rows: list[tuple[str, RenderableType]] = []
        drawn = [group for group in grouped(found, "source", self.sources) if group.whole and
                 any(group.counts.get(status) for status in STATUSES[:3])]  # fmt: skip
        lines = [self._drawn_from(group) for group in drawn[: self.most]]
        if len(drawn) > self.most:
            lines.append(text(f"and {counted(len(drawn) - self.most, 'document')} more: --by source", style.QUIET))
        rows += [("drawn from", stack(*lines))] if lines else []
        for change in ("weaker", "stronger"):
            verbs = [f"{_where(one)} {one.verb.there} > {one.verb.here}" for one in found
                     if one.verb and one.verb.change == change]  # fmt: skip
            rows += [(change, text("; ".join(_some(verbs, self.most))))] if verbs else []
        new = [_where(one) for one in found if one.status == NEW]
        rows += [("new", text(", ".join(_some(new, 3 * self.most))))] if 0 < len(new) < len(found) else []
        return [*rows, ("compared with", text(self.compared(), style.QUIET))]

    def compared(self) -> str:
        """Return with how many texts: that nothing stands earlier says as much as they do."""
        held, before = f"{counted(self.sources.at_hand, 'text')} at hand", self.sources.scope.before
        return f"the earlier of {held} (before {before})" if before else held

    def _drawn_from(self, group: Group) -> Text:
        """Return a document by its name, with its symbol and how many paragraphs are drawn from it."""
        whole = group.whole
        name = short_name(self.sources.index, whole) if whole else ""
        symbol = whole.symbol if whole and "/" in whole.symbol else ""
        return join(text(short(name, _NAME)), text(symbol, style.ID), text(_counts(group), style.QUIET))

    def paragraph(self, one: AgreedResult, *, alone: bool = False) -> RenderableType:
        """Return a paragraph: what it is, where it stood, what changed."""
        lines: list[RenderableType] = []
        lines += [self._history(one)] if len(one.uses) > 1 else []
        if one.verb and one.verb.change in {"weaker", "stronger"}:
            lines.append(text(f"verb {one.verb.change}: “{one.verb.there}” became “{one.verb.here}”", "bold"))
        lines.append(_wording(one, whole=alone))
        lines += [self._fragment(fragment) for fragment in one.fragments]
        lines += [text(f"compared with {self.compared()}", style.QUIET)] if alone and not one.source else []
        if one.later:
            lines.append(self._later(one.later))
        if alone and len(one.variants) > 1:
            lines += [blank(), heading("Variants through the years", len(one.variants)), *self._chain(one.variants)]
        return stack(self._status(one), indented(stack(*lines)))

    def new_words(self, one: AgreedResult) -> RenderableType:
        """Return only what is new in a paragraph."""
        if one.status == NEW:
            return stack(self._status(one), indented(text(" ".join(one.asked.wording.split()))))
        stretches = [change.here for change in one.changes if change.op in {"insert", "replace"}]
        return stack(self._status(one), *(indented(text(f"{{+{words}+}}", _NEW)) for words in stretches))

    def phrase(self, one: AgreedResult, by: str, uses: int) -> Stack:
        """Return how old a phrase is, who introduced it, how it travelled."""
        ends = first_and_latest(one.uses)
        documents = len({use.id for use in one.uses})
        said = f"stands in {counted(len(one.uses), 'clause')} of {counted(documents, 'document')}"
        parts: list[RenderableType] = [join(quoted(" ".join(one.asked.wording.split())), text(said))]
        if ends:
            parts += [self._named("first", ends[0]), self._named("latest", ends[1])]
        years = uses_by_year(one.uses)
        if years:
            parts += [blank(), *_timeline(years, whole=by == "year")]
        bodies = self._bodies(one.uses)
        parts += [blank(), heading("By body"), indented(stack(*bodies))] if len(bodies) > 1 else []
        listed = 0 if by == "source" else uses
        parts += [blank(), heading("Documents", documents), indented(self._documents(one.uses, listed))]
        return stack(*parts, *([blank(), self._later(one.later)] if one.later else []))

    def groups(self, groups: Sequence[Group]) -> RenderableType:
        """Return a line for each document, or year, that paragraphs go back to."""
        lines = []
        for group in groups:
            told = _counts(group)
            name = _title(group.whole) if group.whole else group.name or "nothing earlier"
            what = group.whole.title if group.whole else ""
            day = group.whole.date if group.whole else ""
            lines.append((name, join(text(told), text(day, style.QUIET), text(what))))
        longest = max(len(name) for name, _ in lines)
        if self.width < style.NARROW or longest > self.width // 3:
            return stack(*(join(text(name, style.ID), line) for name, line in lines))
        table = grid(longest, None)
        for name, line in lines:
            table.add_row(text(name, style.ID), line)
        return table

    def _status(self, one: AgreedResult) -> Text:
        alike = "" if one.status in {VERBATIM, NEW} else f"{min(99, round(100 * one.score))} % alike"
        source = (
            self._place(one.source) if one.source else text("no earlier provision in the texts at hand", style.QUIET)
        )
        return join(text(_where(one), style.LOCATOR), text(one.status, "bold"), text(alike, style.QUIET), source)

    def _place(self, use: Use) -> Text:
        whole = self.sources.whole(use.document)
        name = _title(whole) if whole else use.id
        place = Text.assemble(text(name, style.ID), ", ", text(self.sources.printed(use)))
        return join(place, text(f"({use.date or 'no date'})", style.QUIET), by=" ")

    def _history(self, one: AgreedResult) -> Text:
        ends = first_and_latest(one.uses)
        if ends is None:
            return Text()
        first, latest = (self._place(use).plain for use in ends)
        return text(f"in {counted(len(one.uses), 'provision')}: first {first}, latest {latest}", style.QUIET)

    def _later(self, later: Sequence[Use]) -> Text:
        ends = first_and_latest(later)
        if ends is None:
            return Text()
        first, latest = (self._place(use).plain for use in ends)
        told = f": {first}" if len(later) == 1 else f": first {first}, latest {latest}"
        return text(f"reappears in {counted(len(later), 'provision')}{told}")

    def _fragment(self, fragment: Fragment) -> Text:
        size = text(f"run of {counted(fragment.words, 'word')}", style.QUIET)
        return join(size, quoted(" ".join(fragment.text.split())), "from", self._place(fragment.source), by=" ")

    def _named(self, what: str, use: Use) -> RenderableType:
        whole = self.sources.whole(use.document)
        return join(text(f"{what:<6}", style.QUIET), self._place(use), text(whole.title if whole else ""))

    def _bodies(self, uses: Sequence[Use]) -> list[Text]:
        """Return a line for each body that uses a phrase: since when, how often."""
        first: dict[str, Use] = {}
        counts: Counter[str] = Counter()
        for use in uses:
            whole = self.sources.whole(use.document)
            name = body_of(whole.symbol if whole else "") or (whole.title if whole else use.id)
            first.setdefault(name, use)
            counts[name] += 1
        return [join(text(name), text(f"since {use.date or 'no date'}, {counted(counts[name], 'clause')}", style.QUIET))
                for name, use in first.items()]  # fmt: skip

    def _documents(self, uses: Sequence[Use], most: int) -> RenderableType:
        """Return a line for each document that uses a phrase, the earliest first; ``most`` 0 is all."""
        same: dict[str, list[Use]] = {}
        for use in uses:
            same.setdefault(use.id, []).append(use)
        lines = [self._document(inside) for inside in islice(same.values(), most or None)]
        if len(lines) < len(same):
            lines.append(text(f"and {len(same) - len(lines):,} more: -n 0", style.QUIET))
        return stack(*lines)

    def _document(self, uses: Sequence[Use]) -> Text:
        whole = self.sources.whole(uses[0].document)
        places = sorted(uses, key=lambda use: _in_order(use.locator))
        where = ", ".join(self.sources.printed(use) for use in places[:_PLACES]) + (" …" if len(uses) > _PLACES else "")
        name, title = ((whole.symbol or whole.id), whole.title) if whole else (uses[0].id, "")
        return join(text(uses[0].date or "no date", style.QUIET), text(name, style.ID), text(where), text(title))

    def _chain(self, variants: Sequence[Variant]) -> Iterator[RenderableType]:
        for variant in variants:
            span = [variant.first.date[:4] or "no date", variant.latest.date[:4]]
            years = span[0] if span[0] == span[1] or not span[1] else f"{span[0]}-{span[1]}"
            told = text(f"{variant.score:.2f}  {counted(variant.count, 'provision')}", style.QUIET)
            head = join(text(years, style.LOCATOR), told, self._place(variant.first))
            changed = Text(" … ").join([_change(change) for change in variant.changes])
            yield indented(stack(head, indented(changed) if variant.changes else None))


def _title(whole: Node | None) -> str:
    """Return what people call a document: its symbol, or else its title."""
    return short(whole.symbol if "/" in whole.symbol else whole.title or whole.id, _NAME) if whole else ""


def _counts(group: Group) -> str:
    return ", ".join(f"{group.counts[status]} {status}" for status in STATUSES if group.counts.get(status))


def _where(one: AgreedResult) -> str:
    return one.asked.number or (printed(one.asked.locator) if one.asked.locator else "")


def _some(told: Sequence[str], most: int) -> list[str]:
    return [*told[:most], *([f"and {len(told) - most} more"] if len(told) > most else [])]


def _is_marked(one: AgreedResult) -> bool:
    """Say whether a paragraph is shown with what differs: nothing tells where the two have little in common."""
    return bool(one.changes) and one.status != VERBATIM and one.score >= PARTLY_SCORE


def _in_order(locator: str) -> list[str]:
    """Return what sorts locators by their numbers."""
    return [part.zfill(6) for part in locator.replace("-", ".").split(".")]


def _timeline(years: dict[str, int], *, whole: bool) -> Iterator[RenderableType]:
    most = max(years.values())
    if whole:
        for year, count in years.items():
            yield text(f"{year}  {'█' * max(1, round(30 * count / most))} {count}")
        return
    span = range(int(min(years)), int(max(years)) + 1)
    bars = "".join(_BARS[(len(_BARS) - 1) * years[str(y)] // most] if str(y) in years else " " for y in span)
    yield text(f"{span[0]} {bars} {span[-1]}   most in {max(years, key=lambda y: years[y])} ({most})")


def _change(change: AgreedChange) -> Text:
    gone = text(f"[-{change.there}-]", _GONE) if change.op in {"delete", "replace"} else Text()
    new = text(f"{{+{change.here}+}}", _NEW) if change.op in {"insert", "replace"} else Text()
    return join(gone, new, by=" ")


def _wording(one: AgreedResult, *, whole: bool) -> Text:
    """Return the words with what is new and gone; of long stretches that stayed, the words next to a change."""
    if not _is_marked(one):
        words = one.asked.wording.split()
        short = not whole and one.status == VERBATIM and len(words) > _OPENING
        return text(" ".join(words[:_OPENING]) + " …" if short else " ".join(words), style.QUIET if short else "")
    pieces = []
    for at, change in enumerate(one.changes):
        if change.op == "same":
            kept = change.here if whole else _near(change.here, first=at == 0, last=at == len(one.changes) - 1)
            pieces.append(text(kept))
        else:
            pieces.append(_change(change))
    return join(*pieces, by=" ")


def _near(words: str, *, first: bool, last: bool) -> str:
    """Return the words of a stretch that stand next to a change.

    >>> _near("a b c d e f g h i j k l m n o p", first=True, last=False)
    '… k l m n o p'
    """
    found = words.split()
    if len(found) <= 2 * _AROUND + 2:
        return words
    before = [] if first else found[:_AROUND]
    after = [] if last else found[-_AROUND:]
    return " ".join([*before, "…", *after])
