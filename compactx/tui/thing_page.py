"""The page of a thing: of a provision, of an instrument, an actor or a group.

Of a provision its words or our summary of them, its parts, its references, who reviews it. Of anything else its parts
first, then how it is cited, housekeeping last; with it, how States voted on a text, and where a State stands: never
beyond the day of the source.
"""

from __future__ import annotations

from collections import Counter

from compactx.index import window
from compactx.model.kinds import CHOICES
from compactx.model.standing import PARTY, UNKNOWN
from compactx.model.text import clean
from compactx.tui import page_writer
from compactx.tui.canvas import cut
from compactx.tui.names import BRINGS, MEANING, mark_of, plural
from compactx.tui.page import WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.read import Node
    from compactx.query.reference import ReferenceView
    from compactx.query.show import PageFacts, ShownPart
    from compactx.query.standing import Ballots, Standings
    from compactx.tui.page_writer import Writer

_LONGEST_MARK = 8
_NEIGHBOUR = 120
_OUTLINE = 40
_COUNTED = frozenset({"objective", "goal"})
_LABEL = 30
_MARK = 12  # cells of the longest mark that has its words beside it
_LINE = 66  # cells of a name on one line
_TOLD = ("against", "abstaining")
_PARTIES = 60  # States named on the page of a treaty


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


def instrument(writer: Writer, facts: PageFacts) -> None:
    """Write what an instrument is: its parts, where and how it is cited, and last the facts about the record."""
    _entry_head(writer, facts)
    _outline(writer, facts)
    _cited(writer, facts)
    write_votes(writer, facts)
    _links(writer, facts, "follow-up", "Role in follow-up")
    _links(writer, facts, "catalogue", "Related")
    _classes(writer, facts)
    ours(writer, facts)
    _notes(writer, facts)
    _facts(writer, facts)


def actor(writer: Writer, facts: PageFacts) -> None:
    """Write what an actor does by which clause, and what clauses say of it."""
    _entry_head(writer, facts)
    _notes(writer, facts)
    _links(writer, facts, "follow-up", "What it does, by which clause")
    write_votes(writer, facts)
    _cited(writer, facts)
    _links(writer, facts, "catalogue", "Related")
    _classes(writer, facts)
    ours(writer, facts)
    _facts(writer, facts)


def group(writer: Writer, facts: PageFacts) -> None:
    """Write what a class covers and where it is named."""
    _entry_head(writer, facts)
    _notes(writer, facts)
    _classes(writer, facts)
    _cited(writer, facts)
    _links(writer, facts, "catalogue", "Related")
    ours(writer, facts)
    _facts(writer, facts)


def _entry_head(writer: Writer, facts: PageFacts) -> None:
    node = facts.node
    writer.line(node.title, "title")
    below = [node.kind, node.legal if node.legal != "n/a" else "", node.symbol, node.date]
    writer.line(" · ".join(part for part in below if part), "dim")
    if node.kind == "framework" and facts.shown.parts:
        page_writer.write_review_line(writer, node)


def _notes(writer: Writer, facts: PageFacts) -> None:
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
    parts = [part.node for part in facts.shown.parts]
    if not parts:
        return
    sections = [node for node in parts if node.kind == "section" and node.title]
    counted = [node for node in parts if node.kind in _COUNTED]
    _grid(writer, counted)
    for section in sections:
        _grid(writer, window.children(writer.index, section.n, 0, _OUTLINE))
    rest = [node for node in parts if node not in counted]
    kinds = list(dict.fromkeys(node.kind for node in rest))
    if rest:
        writer.heading(plural(kinds[0]) if len(kinds) == 1 else "Parts", facts.part_count - len(counted))
    column = min(_MARK, max((len(mark_of(node)) for node in rest), default=0)) + 2
    for node in rest[:_OUTLINE]:
        if node in sections:
            writer.section(node)
        elif sections:
            writer.part(node)
        else:
            writer.clause(node, mark_of(node), column)
    if facts.part_count > _OUTLINE:
        writer.gap()
        writer.line(f"{facts.part_count:,} parts; t opens all of them as a tree.", "dim")


def _grid(writer: Writer, nodes: Sequence[Node]) -> None:
    """Write objectives or goals by name; the first numbers of the page are theirs."""
    if nodes and nodes[0].kind in _COUNTED:
        writer.heading(plural(nodes[0].kind), len(nodes))
        writer.grid([(node.id, writer.names.label(node) or cut(node.title, _LINE)) for node in nodes])


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
    basis = shown.facts.get("date_basis", [""])[0]
    names = [name.name for name in shown.names if name.name != facts.node.title]
    pending = shown.facts.not_in_force
    rows = (
        ("date", f"{facts.node.date}: {basis}" if basis else ""),
        ("names", "; ".join(dict.fromkeys(names))),
        ("symbols", "; ".join(shown.facts.get("symbols", []))),
        ("in force", "; ".join(shown.facts.get("in_force", [])) or (pending.words if pending else "")),
        ("extent", shown.extent.summary if shown.extent else ""),
        ("keeper", "; ".join(shown.facts.get("custodian", []))),
        ("sources", "; ".join(shown.facts.get("sources", []))),
        ("known", f"{facts.node.confidence} confidence" if facts.node.confidence in {"medium", "low"} else ""),
    )
    if any(value for _, value in rows) or shown.facts.get("url", []):
        writer.heading("Facts")
    for label, value in rows:
        writer.fact(label, value)
    for address in shown.facts.get("url", []):
        writer.address("link", address)
    for edition in shown.facts.editions:
        known = (edition.symbol, edition.title, edition.date, edition.official and "the official text", edition.url)
        writer.fact("edition", ", ".join(part for part in known if part))
    for friend in shown.facts.false_friends:
        said = ", ".join(part for part in (friend.means and f"which is {friend.means}", friend.note) if part)
        writer.fact("not", clean(f"“{friend.text}”" + (f": {said}" if said else "")))


def write_votes(writer: Writer, facts: PageFacts) -> None:
    """Write what is known of a thing in votes and treaties, nothing where nothing is."""
    found = facts.shown.standings
    if found is None:
        return
    if found.votes:
        writer.heading("Votes", len(found.votes))
        for one in found.votes:
            _vote(writer, one)
    _of_a_state(writer, found)
    _of_a_treaty(writer, found)


def _vote(writer: Writer, one: Ballots) -> None:
    vote = one.vote
    counted = ", ".join(f"{getattr(vote, choice)} {_words(choice)}" for choice in CHOICES if getattr(vote, choice))
    said = "adopted without a vote" if vote.without else counted
    writer.fact(vote.date, f"{vote.symbol}: {said}")
    if one.told < vote.counted:
        writer.line(f"the sources tell the choice of {one.told} of {vote.counted} States", "dim")
    for choice, states in one.states:
        for state in states if choice in _TOLD else ():
            writer.numbered(state.id, writer.names.short(state), after=_words(choice))


def _of_a_state(writer: Writer, found: Standings) -> None:
    if found.ballots:
        writer.heading("How it voted", len(found.ballots))
    for one in found.ballots:
        writer.numbered(one.of.id, writer.names.short(one.of), before=f"{one.vote.date} {_words(one.choice)}")
    if found.treaties:
        writer.heading("Treaties", sum(one.status == PARTY for one in found.treaties))
    for standing in found.treaties:
        since = f"party since {standing.since}" if standing.status == PARTY and standing.since else standing.status
        name = writer.names.short(standing.treaty)
        writer.numbered(standing.treaty.id, name, after=f"{since}, as of {standing.as_of}")


def _of_a_treaty(writer: Writer, found: Standings) -> None:
    parties = [one for one in found.states if one.status == PARTY]
    signed = [one for one in found.states if one.status != PARTY]
    for words, told in (("parties", parties), ("signed only", signed)):
        if told:
            writer.heading(f"{words} as of {told[0].as_of}", len(told))
            names = ", ".join(writer.names.short(one.state) for one in told[:_PARTIES])
            more = f" and {len(told) - _PARTIES} more" if len(told) > _PARTIES else ""
            writer.line(names + more)


def _words(choice: str) -> str:
    return "no source tells how" if choice == UNKNOWN else choice.replace("_", " ")
