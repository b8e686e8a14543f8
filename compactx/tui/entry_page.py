"""Pages of things known by name: instruments, actors and classes."""

from __future__ import annotations

from collections import Counter

from compactx.render.clean import clean
from compactx.tui.names import mark_of, plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.query.page import PageFacts
    from compactx.query.view import Seen
    from compactx.tui.writer import Writer

_OUTLINE = 40
_LABEL = 30


def instrument(writer: Writer, facts: PageFacts) -> None:
    """Write what an instrument is, where and how it is cited, and its parts."""
    _head(writer, facts)
    _cited(writer, facts)
    _links(writer, facts, "follow-up", "Role in follow-up")
    _outline(writer, facts)
    _links(writer, facts, "catalogue", "Related")
    _classes(writer, facts)
    _facts(writer, facts)


def actor(writer: Writer, facts: PageFacts) -> None:
    """Write what an actor does by which clause, and what clauses say of it."""
    _head(writer, facts)
    _links(writer, facts, "follow-up", "What it does, by which clause")
    _cited(writer, facts)
    _links(writer, facts, "catalogue", "Related")
    _classes(writer, facts)
    _facts(writer, facts)


def group(writer: Writer, facts: PageFacts) -> None:
    """Write what a class covers and where it is named."""
    _head(writer, facts)
    _classes(writer, facts)
    _cited(writer, facts)
    _links(writer, facts, "catalogue", "Related")
    _facts(writer, facts)


def _head(writer: Writer, facts: PageFacts) -> None:
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
    citing = [r for r in facts.shown.referenced_by if r.family == "citation"]
    if not citing:
        return
    writer.heading("Where it is named", len(citing) + facts.more_citing)
    if facts.more_citing:
        writer.line(f"counted over the first {len(citing):,} clauses", "dim")
    places = [writer.names.place(reference.clause or reference.source) for reference in citing]
    counts = Counter(places)
    column = min(_LABEL, max(len(label) for _, label in counts)) + 2
    for (target, label), count in counts.items():
        writer.bar(target, label, count, max(counts.values()), column)
    _how(writer, citing)


def _how(writer: Writer, citing: Sequence[Seen]) -> None:
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
    for line in shown.facts.get("editions", []):
        _, title, date, symbol, address, official = line.split("\t")
        known = (symbol, title, date, official and "the official text", address)
        writer.fact("edition", ", ".join(part for part in known if part))
    for line in shown.facts.get("false_friends", []):
        words, means, note = line.split("\t")
        said = ", ".join(part for part in (means and f"which is {means}", note) if part)
        writer.fact("not", clean(f"“{words}”" + (f": {said}" if said else "")))
