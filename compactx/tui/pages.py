"""The page of each kind of thing, from what the queries answer."""

from __future__ import annotations

from collections import Counter

from compactx.model.kinds import family
from compactx.query.reference import UNKNOWN
from compactx.query.show import page_facts
from compactx.render.clean import clean
from compactx.tui.cells import cut
from compactx.tui.names import mark_of, plural
from compactx.tui.page import Line, Page, PageBlock, PageLink, Span
from compactx.tui.reference_rows import rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.read import Index, Node
    from compactx.query.reference import ReferenceView
    from compactx.query.show import PageFacts, Part
    from compactx.tui.names import Names

_LABELS = {"nested": "inside another name", "class": "through a class", "footnote": "in a footnote",
           "official": "official grouping", "editorial": "ours, not in the text"}  # fmt: skip
_NUMBER_COLUMN = 5
_FACT_COLUMN = 11
_NAME = 110


class Writer:
    """Collects blocks and links; links are numbered as they appear."""

    def __init__(self, names: Names) -> None:
        """Start an empty page."""
        self.names = names
        self.blocks: list[PageBlock] = []
        self.links: list[PageLink] = []
        self._numbered = 0

    def gap(self) -> None:
        """Leave a line, never two."""
        if self.blocks and self.blocks[-1].spans:
            self.blocks.append(PageBlock(()))

    def line(self, text: str, style: str = "text", indent: int = 0) -> None:
        """Write a paragraph."""
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

    def clause(self, node: Node, mark: str, column: int, *, title: bool = True) -> None:
        """Write a provision: its mark in the margin is a link to it, its title and gist stand beside."""
        at = self._link(PageLink(node.id, self.names.short(node), locator=node.printed))
        spans: list[Span] = []
        if node.title and title:
            spans.append((clean(node.title) + (". " if node.gist else ""), "strong", -1))
        if node.gist:
            spans.append((clean(node.gist), "text", -1))
        lead: Line = ((clean(mark), "mark", at),)
        self.blocks.append(PageBlock(tuple(spans) or (("·", "dim", -1),), lead=lead, lead_width=column))

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

    def bar(self, target: str, label: str, value: int, most: int, column: int) -> None:
        """Write a count as a bar; its label is a link."""
        self._numbered += 1
        at = self._link(PageLink(target, clean(label), self._numbered))
        lead: Line = ((f"{self._numbered:>{_NUMBER_COLUMN - 2}}  ", "number", at), (clean(label), "link", at))
        self.blocks.append(PageBlock((), lead=lead, lead_width=column + _NUMBER_COLUMN, value=value, most=most))

    def _link(self, link: PageLink) -> int:
        self.links.append(link)
        return len(self.links) - 1


_LONGEST_MARK = 8
_NEIGHBOUR = 120


def write(writer: Writer, facts: PageFacts) -> None:
    """Write the page of a provision."""
    _head(writer, facts)
    for kind in dict.fromkeys(part.node.kind for part in facts.shown.parts):
        _parts(writer, facts, kind)
    if facts.part_count > len(facts.shown.parts):
        writer.gap()
        writer.line(f"{facts.part_count:,} parts; the first {len(facts.shown.parts):,} stand here, t opens all.", "dim")
    _own_references(writer, facts)
    _reviews(writer, facts)
    _citing(writer, facts)
    _neighbours(writer, facts)


def _head(writer: Writer, facts: PageFacts) -> None:
    node, shown = facts.node, facts.shown
    kicker = [node.printed[:1].upper() + node.printed[1:] if node.kind != "section" else "section"]
    if node.kind not in {"objective", "goal", "target", "section"}:
        kicker.append(node.kind)
        kicker += [f"objective {node.objective}"] if node.objective else []
    kicker += [writer.names.label(node)] if writer.names.label(node) else []
    writer.line(" · ".join(kicker), "kicker")
    if node.title:
        writer.line(node.title, "title")
    for other in shown.facts.other_titles:
        where = ", ".join(part for part in (other.edition, other.note) if part)
        writer.line(f"Also titled “{other.title}” ({where}).", "dim")
    if node.gist:
        writer.gap()
        writer.line(node.gist, "lead")


def _parts(writer: Writer, facts: PageFacts, kind: str) -> None:
    inside = [part for part in facts.shown.parts if part.node.kind == kind]
    if kind == "commitment":
        writer.heading("Commitment")
    else:
        writer.heading(plural(kind), facts.part_count if len(facts.shown.parts) == len(inside) else len(inside))
    marks = [mark_of(part.node) for part in inside]
    column = min(_LONGEST_MARK, max(map(len, marks))) + 2
    for n, (part, mark) in enumerate(zip(inside, marks, strict=True)):
        if n:
            writer.gap()
        _part(writer, part, mark, column)


def _part(writer: Writer, part: Part, mark: str, column: int) -> None:
    writer.clause(part.node, mark, column)
    for reference in part.references:
        writer.reference(reference, indent=max(0, column - 1))


def _own_references(writer: Writer, facts: PageFacts) -> None:
    own = [reference for reference in facts.shown.references if reference.source.n == facts.node.n]
    if own:
        writer.heading("Refers to", len(own))
        for reference in own:
            writer.reference(reference)


def _reviews(writer: Writer, facts: PageFacts) -> None:
    """Name who reviews it, each once, with what the clauses say of it."""
    said: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for reference in facts.shown.reviewed_by:
        who = reference.instrument if reference.source.locator and reference.instrument else reference.source
        where = reference.clause.id if reference.source.locator and reference.clause else who.id
        names.setdefault(where, writer.names.short(who))
        what = _reviewed(writer, facts, reference)
        said.setdefault(where, []).append(what + (f", {clean(reference.locator)}" if reference.locator else ""))
    if said:
        writer.heading("Reviewed and followed up by", len(said))
    for where, what_for in said.items():
        writer.numbered(where, names[where], after="; ".join(dict.fromkeys(what_for)))


def _reviewed(writer: Writer, facts: PageFacts, reference: ReferenceView) -> str:
    target = reference.target
    if target.n == facts.node.n:
        return f"{reference.forward} it"
    known = reference.name_of(target)
    return f"{reference.forward} {known if known != target.id else writer.names.short(target)}"


def _citing(writer: Writer, facts: PageFacts) -> None:
    citing = facts.shown.referenced_by
    if not citing:
        return
    writer.heading("Cited by", facts.shown.cited)
    for reference in citing:
        clause = reference.clause or reference.source
        said = f"{reference.forward} “{clean(reference.surface)}”" if reference.surface else reference.forward
        writer.numbered(clause.id, writer.names.short(clause), after=said)


def _neighbours(writer: Writer, facts: PageFacts) -> None:
    """Name the page before and the page after, as the foot of a book's page does."""
    if facts.before or facts.after:
        writer.gap()
    for label, node in (("before", facts.before), ("after", facts.after)):
        if node:
            writer.fact(label, cut(writer.names.full(node), _NEIGHBOUR), node.id)


_OUTLINE = 40
_LABEL = 30


def instrument(writer: Writer, facts: PageFacts) -> None:
    """Write what an instrument is, where and how it is cited, and its parts."""
    _entry_head(writer, facts)
    _cited(writer, facts)
    _links(writer, facts, "follow-up", "Role in follow-up")
    _outline(writer, facts)
    _links(writer, facts, "catalogue", "Related")
    _classes(writer, facts)
    _facts(writer, facts)


def actor(writer: Writer, facts: PageFacts) -> None:
    """Write what an actor does by which clause, and what clauses say of it."""
    _entry_head(writer, facts)
    _links(writer, facts, "follow-up", "What it does, by which clause")
    _cited(writer, facts)
    _links(writer, facts, "catalogue", "Related")
    _classes(writer, facts)
    _facts(writer, facts)


def group(writer: Writer, facts: PageFacts) -> None:
    """Write what a class covers and where it is named."""
    _entry_head(writer, facts)
    _classes(writer, facts)
    _cited(writer, facts)
    _links(writer, facts, "catalogue", "Related")
    _facts(writer, facts)


def _entry_head(writer: Writer, facts: PageFacts) -> None:
    node = facts.node
    basis = facts.shown.facts.get("date_basis", [""])[0]
    kicker = [node.kind, node.legal if node.legal != "n/a" else ""]
    writer.line(" · ".join(part for part in kicker if part), "dim")
    writer.line(node.title, "title")
    dated = f"{node.date} ({basis})" if node.date and basis else node.date
    below = " · ".join(part for part in (node.symbol, dated) if part)
    if below:
        writer.line(below, "dim")
    for note in facts.shown.facts.get("notes", []):
        writer.gap()
        writer.line(note, "text")


def _cited(writer: Writer, facts: PageFacts) -> None:
    """Write in which objectives and instruments it is named, a bar each, and what the clauses do with it."""
    citing = facts.shown.referenced_by
    if not citing:
        return
    writer.heading("Cited by", facts.shown.cited)
    if facts.more_citing:
        writer.line(f"counted over the first {len(citing):,} clauses", "dim")
    places = [writer.names.place(reference.clause or reference.source) for reference in citing]
    counts = Counter(places)
    column = min(_LABEL, max(len(label) for _, label in counts)) + 2
    for (target, label), count in counts.items():
        writer.bar(target, label, count, max(counts.values()), column)
    _how(writer, citing)


def _how(writer: Writer, citing: Sequence[ReferenceView]) -> None:
    counts = Counter(reference.backward for reference in citing)
    writer.gap()
    said = "; ".join(f"{reading} {count}" for reading, count in counts.most_common())
    writer.fact("how", said)


def _links(writer: Writer, facts: PageFacts, family: str, heading: str) -> None:
    links = [link for link in facts.shown.links if link.family == family]
    if not links:
        return
    writer.heading(heading, len(links))
    for link in links:
        forward = link.source.n == facts.node.n
        writer.reference(link, forward=forward, clause=link.clause is not None)


def _outline(writer: Writer, facts: PageFacts) -> None:
    parts = facts.shown.parts
    if not parts:
        return
    kinds = list(dict.fromkeys(part.node.kind for part in parts))
    writer.heading(plural(kinds[0]) if len(kinds) == 1 else "Parts", facts.part_count)
    for part in parts[:_OUTLINE]:
        writer.clause(part.node, mark_of(part.node) if part.node.kind != "section" else "§", 10)
    if facts.part_count > _OUTLINE:
        writer.gap()
        writer.line(f"{facts.part_count:,} parts; t opens all of them as a tree.", "dim")


def _classes(writer: Writer, facts: PageFacts) -> None:
    inside = [r for r in facts.shown.class_members if r.target.n == facts.node.n]
    above = [r for r in facts.shown.class_members if r.source.n == facts.node.n]
    for heading, references, forward in (("Members", inside, False), ("Belongs to", above, True)):
        if references:
            writer.heading(heading, len(references))
            for reference in references:
                writer.reference(reference, forward=forward, says="")


def _facts(writer: Writer, facts: PageFacts) -> None:
    shown = facts.shown
    names = [name.name for name in shown.names if name.name != facts.node.title]
    rows = (
        ("names", "; ".join(dict.fromkeys(names))),
        ("symbols", "; ".join(shown.facts.get("symbols", []))),
        ("in force", "; ".join(shown.facts.get("in_force", []))),
        ("keeper", "; ".join(shown.facts.get("custodian", []))),
        ("link", "; ".join(shown.facts.get("url", []))),
        ("sources", "; ".join(shown.facts.get("sources", []))),
        ("known", f"{facts.node.confidence} confidence" if facts.node.confidence in {"medium", "low"} else ""),
    )
    if any(value for _, value in rows):
        writer.heading("Facts")
    for label, value in rows:
        writer.fact(label, value)
    for edition in shown.facts.editions:
        known = (edition.symbol, edition.title, edition.date, edition.official and "the official text", edition.url)
        writer.fact("edition", ", ".join(part for part in known if part))
    for friend in shown.facts.false_friends:
        said = ", ".join(part for part in (friend.means and f"which is {friend.means}", friend.note) if part)
        writer.fact("not", clean(f"“{friend.text}”" + (f": {said}" if said else "")))


def build(index: Index, names: Names, node: Node) -> Page:
    """Return the page of a node."""
    facts = page_facts(index, node)
    writer = Writer(names)
    if node.locator:
        write(writer, facts)
    elif family(node.kind) == "actor":
        actor(writer, facts)
    elif family(node.kind) == "class":
        group(writer, facts)
    else:
        instrument(writer, facts)
    before, after = facts.before, facts.after
    return Page(
        node.id,
        node.kind,
        clean(node.title or node.printed),
        names.short(node),
        _crumbs(names, facts),
        tuple(writer.blocks),
        tuple(writer.links),
        rows(names, facts),
        citation(facts),
        url(facts),
        before.id if before else "",
        after.id if after else "",
    )


def _crumbs(names: Names, facts: PageFacts) -> tuple[tuple[str, str], ...]:
    """Return what the thing stands in, the outermost first, and the thing itself."""
    node = facts.node
    if not node.locator:
        return ((node.kind.capitalize(), ""), (names.short(node), node.id))
    above = [(clean(one.title) if one.kind == "section" and one.title else names.short(one), one.id)
             for one in reversed(facts.shown.above)]  # fmt: skip
    return (*above, (clean(node.printed[:1].upper() + node.printed[1:]), node.id))


def citation(facts: PageFacts) -> str:
    """Return how a text would cite the thing: title, symbol, address."""
    node = facts.node
    whole = facts.shown.instrument or node
    parts = [whole.title, whole.symbol]
    if node.locator:
        plain = node.kind in {"paragraph", "commitment", "action", "item", "principle", "recital"}
        parts.append(f"paragraph {node.printed}" if plain and node.printed[:1].isdecimal() else node.printed)
    return clean(", ".join(part for part in parts if part))


def url(facts: PageFacts) -> str:
    """Return the official page of the thing or of the instrument it belongs to, '' if none is known."""
    whole = facts.shown.instrument or facts.node
    known = facts.shown.facts.get("url", [""])[0] if not facts.shown.instrument else ""
    if known.startswith(("https://", "http://")):
        return clean(known)
    symbol = whole.symbol.split(",")[0]
    return clean(f"https://docs.un.org/en/{symbol}") if symbol.startswith("A/") else ""
