"""The page of a provision: its words or our summary of them, its parts, its references, who reviews it."""

from __future__ import annotations

from compactx.model.text import clean
from compactx.tui import page_writer
from compactx.tui.cells import cut
from compactx.tui.names import BRINGS, MEANING, mark_of, plural
from compactx.tui.page import WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.show import PageFacts, ShownPart
    from compactx.tui.page_writer import Writer

_LONGEST_MARK = 8
_NEIGHBOUR = 120


def write_provision(writer: Writer, facts: PageFacts) -> None:
    """Write the page of a provision."""
    _head(writer, facts)
    for kind in dict.fromkeys(part.node.kind for part in facts.shown.parts):
        _parts(writer, facts, kind)
    if facts.part_count > len(facts.shown.parts):
        writer.gap()
        writer.line(f"{facts.part_count:,} parts; the first {len(facts.shown.parts):,} stand here, t opens all.", "dim")
    _own_references(writer, facts)
    ours(writer, facts)
    _reviews(writer, facts)
    _citing(writer, facts)
    _neighbours(writer, facts)


def _head(writer: Writer, facts: PageFacts) -> None:
    node, shown = facts.node, facts.shown
    kicker = [node.printed[:1].upper() + node.printed[1:] if node.kind != "section" else "section"]
    if node.kind not in {"objective", "goal", "target", "section"}:
        kicker += [node.kind] if node.kind not in node.printed.casefold() else []
        kicker += [f"objective {node.objective}"] if node.objective else []
    kicker += [writer.names.label(node)] if writer.names.label(node) else []
    writer.line(" · ".join(kicker), "kicker")
    if node.title:
        writer.line(node.title, "title")
    for other in shown.facts.other_titles:
        where = ", ".join(part for part in (other.edition, other.note) if part)
        writer.line(f"Also titled “{other.title}” ({where}).", "dim")
    if node.kind == "objective":
        page_writer.write_objective_line(writer, facts)
    words = writer.words(node)
    if words:
        writer.gap()
        writer.quoted(words)
    is_worded = words or any(writer.words(part.node, parts=True) for part in shown.parts)
    if node.gist and (writer.gists or not is_worded):
        writer.gap()
        writer.summary(node.gist)
    _told(writer, facts, is_worded=bool(is_worded))


def _told(writer: Writer, facts: PageFacts, *, is_worded: bool) -> None:
    """Say whose words stand here: what the mark of a summary means, or where the wording is from."""
    ours = facts.node.gist or any(part.node.gist for part in facts.shown.parts)
    if is_worded:
        writer.line(WORDS, "dim")
    elif ours:
        whole = facts.shown.instrument
        writer.line(BRINGS if whole else MEANING, "dim")


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


def _part(writer: Writer, part: ShownPart, mark: str, column: int) -> None:
    writer.clause(part.node, mark, column)
    for reference in part.references:
        writer.reference(reference, indent=max(0, column - 1))


def _own_references(writer: Writer, facts: PageFacts) -> None:
    own = [reference for reference in facts.shown.references if reference.source.n == facts.node.n]
    if own:
        writer.heading("Refers to", len(own))
        for reference in own:
            writer.reference(reference)


def ours(writer: Writer, facts: PageFacts) -> None:
    """Write the links that are ours and stand in no text, when they are asked for."""
    if facts.shown.editorial:
        writer.heading("Our links, not in the text", len(facts.shown.editorial))
        inside = {facts.node.n, *(part.node.n for part in facts.shown.parts)}
        for reference in facts.shown.editorial:
            writer.reference(reference, forward=reference.source.n in inside, clause=reference.source.n != facts.node.n)


def _reviews(writer: Writer, facts: PageFacts) -> None:
    """Name who reviews it itself, each once, with what the clauses say of it; of who reviews the whole, how many."""
    said: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    whole: set[str] = set()
    for reference in facts.shown.reviewed_by:
        who = reference.instrument if reference.source.locator and reference.instrument else reference.source
        if reference.target.n != facts.node.n:
            whole.add(who.id)
            continue
        where = reference.clause.id if reference.source.locator and reference.clause else who.id
        names.setdefault(where, writer.names.short(who))
        words = f"{reference.forward} it" + (f", {clean(reference.locator)}" if reference.locator else "")
        said.setdefault(where, []).append(words)
    if not said and not whole:
        return
    writer.heading("Reviewed and followed up by", len(said) + len(whole))
    for where, what_for in said.items():
        writer.numbered(where, names[where], after="; ".join(dict.fromkeys(what_for)))
    if whole:
        writer.line(f"{len(whole)} with what it is a part of; d lists them, with dates and clauses", "dim")


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
