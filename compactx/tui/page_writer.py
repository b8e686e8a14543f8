"""Writing a page: blocks of text with numbered links, what is ours marked as ours, the wording set apart.

Under the title of a page one line says what everybody asks: how much there is of a thing, and when it is reviewed.
"""

from __future__ import annotations

import time

from compactx.model.text import clean, is_web
from compactx.query.reference import UNKNOWN
from compactx.tui.canvas import cut
from compactx.tui.names import OURS, own_wording
from compactx.tui.page import BAR, Line, PageBlock, PageLink, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compactx.index.read import Index, Node
    from compactx.query.reference import ReferenceView
    from compactx.query.show import PageFacts
    from compactx.tui.names import Names

_LABELS = {"nested": "inside another name", "class": "through a class", "footnote": "in a footnote",
           "official": "official grouping", "editorial": "ours, not in the text"}  # fmt: skip
_NUMBER_COLUMN = 5
_FACT_COLUMN = 11
_NAME = 110
_LINE = 56  # cells of what a part says where it has a line


class Writer:
    """Collects blocks and links; links are numbered as they appear.

    ``wording`` is the full text of the instrument's clauses by locator, where it is here; it stands in place of our
    summaries unless ``gists`` asks for them too.
    """

    def __init__(self, names: Names, index: Index, wording: Mapping[str, str], *, gists: bool = False) -> None:
        """Start an empty page."""
        self.names = names
        self.index = index
        self.wording = wording
        self.gists = gists or not wording
        self.blocks: list[PageBlock] = []
        self.links: list[PageLink] = []
        self._numbered = 0

    def gap(self) -> None:
        """Leave a line empty, never two, and none at the top."""
        last = self.blocks[-1] if self.blocks else None
        if last and (last.spans or last.grid or last.most):
            self.blocks.append(PageBlock(()))

    def line(self, text: str, style: str = "text", indent: int = 0) -> None:
        """Write a paragraph in a style, so many cells from the edge."""
        self.blocks.append(PageBlock(((clean(text), style, -1),), indent=indent))

    def heading(self, text: str, count: int = 0) -> None:
        """Write a heading with how many things stand below it."""
        self.gap()
        shown: list[Span] = [(text.upper(), "head", -1)]
        if count:
            shown.append((f"  {count}", "dim", -1))
        self.blocks.append(PageBlock(tuple(shown)))

    def fact(self, label: str, value: str, target: str = "") -> None:
        """Write a fact: its label in the margin, its value beside it; with a target it is a link."""
        if value:
            at = self._link(PageLink(target, clean(value))) if target else -1
            style = "link" if target else "text"
            lead: Line = ((label, "dim", -1),)
            self.blocks.append(PageBlock(((clean(value), style, at),), lead=lead, lead_width=_FACT_COLUMN))

    def address(self, label: str, value: str) -> None:
        """Write an address, which opens in a browser."""
        at = self._link(PageLink(clean(value), clean(value))) if is_web(clean(value)) else -1
        span: Span = (clean(value), "link" if at >= 0 else "text", at)
        self.blocks.append(PageBlock((span,), lead=((label, "dim", -1),), lead_width=_FACT_COLUMN))

    def clause(self, node: Node, mark: str, column: int, *, title: bool = True) -> None:
        """Write a provision: its mark in the margin is a link to it, its title and gist stand beside."""
        at = self._link(PageLink(node.id, self.names.short(node), locator=node.printed))
        lead: Line = ((clean(mark), "mark", at),)
        headed = bool(node.title and title)
        words = self.words(node, parts=True)
        gist = clean(node.gist) if node.gist and (self.gists or not words) else ""
        if headed:
            ending = " " if gist and not words else ""
            spans: list[Span] = [(clean(node.title) + ending, "strong", -1)]
            self.blocks.append(PageBlock((*spans, *(_ours(gist) if not words else ())), lead=lead, lead_width=column))
        elif not words:
            self.blocks.append(PageBlock(_ours(gist) or (("·", "dim", -1),), lead=lead, lead_width=column))
        if words:
            self.quoted(words, lead=() if headed else lead, column=column)
            self.summary(gist, column=column)

    def section(self, node: Node) -> None:
        """Write a section of an instrument by its title, which is a link."""
        at = self._link(PageLink(node.id, self.names.short(node), locator=node.printed))
        self.blocks.append(PageBlock(((clean(node.title), "link", at),)))

    def part(self, node: Node) -> None:
        """Write a part in a line: what it is called, which is a link, and how it begins."""
        at = self._link(PageLink(node.id, self.names.short(node), locator=node.printed))
        said = clean(node.title) or cut(self.names.saying(node), _LINE)
        self.blocks.append(PageBlock(((clean(node.printed), "link", at), (f"  {said}", "dim", -1))))

    def words(self, node: Node, *, parts: bool = False) -> str:
        """Return the wording of a provision on one line, or that of its ``parts``; '' if it is not here."""
        own = self.wording.get(node.locator, "")
        return clean(own_wording(self.wording, node.locator) if parts else " ".join(own.split()))

    def quoted(self, words: str, *, lead: Line = (), column: int = 0) -> None:
        """Write the words of a document, with a bar beside them that nothing of ours has."""
        self.blocks.append(PageBlock(((words, "wording", -1),), lead=lead, lead_width=column, side=BAR))

    def summary(self, gist: str, *, column: int = 0) -> None:
        """Write a sentence of ours, marked as ours."""
        if gist:
            self.blocks.append(PageBlock(_ours(clean(gist)), lead_width=column))

    def reference(
        self,
        seen: ReferenceView,
        *,
        forward: bool = True,
        indent: int = 0,
        clause: bool = False,
        says: str | None = None,
    ) -> None:
        """Write a numbered reference: how it reads, what it leads to, the clause and the words that prove it.

        ``clause`` prints the locator of the clause; ``says`` replaces the reading.
        """
        if seen.is_unresolved:
            self._unresolved(seen, indent)
            return
        far = seen.target if forward else seen.source
        reading = (seen.forward if forward else seen.backward) if says is None else says
        name = cut(self.names.full(far), _NAME) if far.locator else clean(far.title)
        self._numbered += 1
        evidence = seen.clause.id if seen.clause else ""
        link = PageLink(far.id, name, self._numbered, clean(reading), evidence, seen.locator, clean(seen.surface))
        at = self._link(link)
        spans: list[Span] = [(f"{clean(reading)} ", "relation", -1)] if reading else []
        spans.append((name, "link", at))
        spans += self._evidence(seen, name, clause=clause)
        lead: Line = ((f"{self._numbered:>{_NUMBER_COLUMN - 2}}", "number", at),)
        self.blocks.append(PageBlock(tuple(spans), lead=lead, lead_width=_NUMBER_COLUMN, indent=indent))

    def _unresolved(self, seen: ReferenceView, indent: int) -> None:
        """Write a reference that leads nowhere: there is nothing to open."""
        lost = seen.target if seen.target.kind == UNKNOWN else seen.source
        spans: list[Span] = [(f"{clean(seen.forward)} ", "relation", -1), (clean(lost.id), "text", -1)]
        spans.append((f"  “{clean(seen.surface)}”", "surface", -1) if seen.surface else ("", "text", -1))
        spans.append((f"  [{lost.title}]", "dim", -1))
        self.blocks.append(
            PageBlock(tuple(spans), lead=(("", "number", -1),), lead_width=_NUMBER_COLUMN, indent=indent)
        )

    def _evidence(self, seen: ReferenceView, name: str, *, clause: bool) -> list[Span]:
        spans: list[Span] = []
        if clause and seen.clause:
            at = self._link(PageLink(seen.clause.id, self.names.short(seen.clause), locator=seen.locator))
            spans += [("  ", "text", -1), (self.names.short(seen.clause), "mark", at)]
        if seen.surface and seen.surface.casefold() != name.casefold():
            spans.append((f"  “{clean(seen.surface)}”", "surface", -1))
        linked = seen.basis == "official" and seen.family == "citation"
        notes = ["official link" if linked else _LABELS.get(seen.basis, ""), clean(seen.pinpoint)]
        notes.append(f"{seen.confidence} confidence" if seen.confidence in {"medium", "low"} else "")
        said = ", ".join(note for note in notes if note)
        return [*spans, (f"  [{said}]", "dim", -1)] if said else spans

    def numbered(self, target: str, name: str, before: str = "", after: str = "", indent: int = 0) -> None:
        """Write a numbered link with plain words around it."""
        self._numbered += 1
        at = self._link(PageLink(target, clean(name), self._numbered))
        spans: list[Span] = [(before + " ", "dim", -1)] if before else []
        spans.append((clean(name), "link", at))
        if after:
            spans.append((f"  {clean(after)}", "dim", -1))
        lead: Line = ((f"{self._numbered:>{_NUMBER_COLUMN - 2}}", "number", at),)
        self.blocks.append(PageBlock(tuple(spans), lead=lead, lead_width=_NUMBER_COLUMN, indent=indent))

    def grid(self, things: Sequence[tuple[str, str]]) -> None:
        """Write numbered links (where each leads, and its name) in columns."""
        widest = len(str(self._numbered + len(things)))
        lines: list[Line] = []
        for target, name in things:
            self._numbered += 1
            at = self._link(PageLink(target, clean(name), self._numbered))
            lines.append(((f"{self._numbered:>{widest}} ", "number", at), (clean(name), "link", at)))
        self.blocks.append(PageBlock((), grid=tuple(lines)))

    def bar(self, target: str, label: str, value: int, most: int, column: int) -> None:
        """Write a count as a bar; its label is a link."""
        self._numbered += 1
        at = self._link(PageLink(target, clean(label), self._numbered))
        lead: Line = ((f"{self._numbered:>{_NUMBER_COLUMN - 2}}  ", "number", at), (clean(label), "link", at))
        self.blocks.append(PageBlock((), lead=lead, lead_width=column + _NUMBER_COLUMN, value=value, most=most))

    def _link(self, link: PageLink) -> int:
        self.links.append(link)
        return len(self.links) - 1


def _ours(gist: str) -> Line:
    return ((OURS, "dim", -1), (gist, "lead", -1)) if gist else ()


def write_objective_line(writer: Writer, facts: PageFacts) -> None:
    """Say how many actions an objective has, what it cites, when it was taken up and is reviewed next."""
    shown = facts.shown
    actions = sum(part.node.kind == "action" for part in shown.parts)
    cites = len({one.target.n for one in shown.references if one.family == "citation"})
    years = list(dict.fromkeys(one.document.date[:4] for one in shown.reviewed_in))
    said = [f"{actions} actions" if actions else "", f"cites {cites}", f"cited by {shown.cited}"]
    said += [f"taken up {', '.join(years)}" if years else "", _following(writer, facts.node)]
    writer.line(" · ".join(part for part in said if part), "dim")


def write_review_line(writer: Writer, node: Node) -> None:
    """Say when a thing is reviewed next, and by whom."""
    said = _following(writer, node, names=True)
    if said:
        writer.line(said, "dim")


def _following(writer: Writer, node: Node, *, names: bool = False) -> str:
    """Return when a thing is reviewed next, '' where nobody reviews it again."""
    from compactx.query.overview import outlook  # noqa: PLC0415 - of few pages

    found = outlook(writer.index, node, time.strftime("%Y-%m-%d"))
    if found is None or found.following is None:
        return ""
    who = f", {clean(found.reviewer.title)}" if names else ""
    return f"next review {found.following.date}{who}"
