"""What became of a text in another: clause by clause, with its words, its citations, its verbs and its brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.citation.verbs import verb_change
from compactx.citation.words import keys
from compactx.model import patterns as re
from compactx.model.locator import printed
from compactx.model.record import Record
from compactx.query.alignment import AlignmentUnit, align_units
from compactx.query.redline import alike, changed_stretches, redline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from compactx.citation.citation import Citation
    from compactx.citation.verbs import VerbChange
    from compactx.query.alignment import AlignmentLink
    from compactx.query.redline import Piece, RunChange

SAME, CHANGED, MOVED, SPLIT, MERGED, ONLY_FROM, ONLY_TO = STATUSES = (
    "same", "changed", "moved", "split", "merged", "only-from", "only-to",
)  # fmt: skip
SAID = {ONLY_FROM: "gone", ONLY_TO: "new"}  # where the status is not the word for readers
# Wording that negotiators have not settled: a passage in square brackets (a footnote mark is none), an alternative.
_BRACKET = re.compile(r"\[(?!\d{1,3}\])")
_OPTION = re.compile(
    r"\b(?:option|alternative|alt\.?) ?(?:\d{1,2}|[A-H])\b|\b(?:OP|PP) ?\d{1,3}[a-z]? ?(?:alt|bis|ter)\b", re.IGNORECASE
)


class CitedThing(Record):
    """A thing that a clause cites: its id or symbol ('' if it has none), its name, and the part aimed at."""

    to: str
    symbol: str
    name: str
    pinpoint: str
    parts: tuple[str, ...]

    @property
    def thing(self) -> str:
        """Return what tells one cited thing from another, whatever part is aimed at."""
        return self.to.partition("/")[0] or self.symbol or self.name.casefold()

    @property
    def named(self) -> str:
        """Return the thing and the part in a few words."""
        if "/" in self.to:
            return self.to
        return f"{self.to or self.symbol or self.name} {self.pinpoint}".rstrip()

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """Return what tells one citation from another."""
        return self.to or self.thing, self.parts or ((self.pinpoint,) if self.pinpoint else ())


class Clause(Record):
    """A clause of a text: its dotted locator, its id in the graph ('' for a file's), its words, what it cites.

    ``number`` is its address as the text writes it.
    """

    locator: str
    id: str
    text: str
    cites: tuple[CitedThing, ...] = ()
    number: str = ""

    @property
    def printed(self) -> str:
        """Return the address as people read it."""
        return self.number or printed(self.locator)


class ComparedText(Record):
    """A text to compare: what people call it, its id in the graph ('' for a file), its clauses in order."""

    name: str
    id: str
    clauses: tuple[Clause, ...]

    def __repr__(self) -> str:
        """Show the name and how many clauses there are."""
        return f"<Text {self.name}: {len(self.clauses)} clauses>"


class Alignment(Record):
    """A clause and what became of it; one of the two is None where it stands on one side only.

    ``old`` is of the first text, ``new`` of the second. ``line`` is the new wording with what changed, ``gained`` and
    ``lost`` are citations, ``renumbered`` says that only the number may have changed.
    """

    status: str
    old: Clause | None
    new: Clause | None
    score: float | None = None
    line: tuple[Piece, ...] = ()
    gained: tuple[CitedThing, ...] = ()
    lost: tuple[CitedThing, ...] = ()
    verb: VerbChange | None = None

    @property
    def renumbered(self) -> bool:
        """Say whether the clause stands at another number."""
        return bool(self.old and self.new and self.old.locator != self.new.locator)

    @property
    def place(self) -> str:
        """Return where the clause stood and stands: one number if it is the same."""
        old, new = (clause.printed if clause else "" for clause in (self.old, self.new))
        return f"{old} → {new}" if old and new and old != new else new or old

    @property
    def changes(self) -> tuple[RunChange, ...]:
        """Return the stretches of words that differ."""
        return changed_stretches(self.line)

    def __repr__(self) -> str:
        """Show the status and both places, in a line."""
        ends = " > ".join(one.locator if one else "-" for one in (self.old, self.new))
        return f"<Alignment {self.status} {ends}>"


class Turn(Record):
    """A place in the two texts read together: an alignment, or where a paragraph stood that ``moved`` away."""

    one: Alignment
    departed: bool = False


class Drafting(Record):
    """How much of a text is not settled: passages in brackets, and alternatives."""

    brackets: int
    options: int


class Comparison(Record):
    """Two texts and their alignment, in the order of the second; ``gained`` and ``lost`` are things cited at all.

    ``turns`` are the alignments, and where moved paragraphs stood.
    """

    old: ComparedText
    new: ComparedText
    turns: tuple[Turn, ...]
    gained: tuple[CitedThing, ...]
    lost: tuple[CitedThing, ...]
    drafting: tuple[Drafting, Drafting]

    def __repr__(self) -> str:
        """Show what is compared and how many clauses have which status."""
        told = ", ".join(f"{self.count(status)} {status}" for status in STATUSES if self.count(status))
        return f"<Comparison {self.old.name} > {self.new.name}: {told}>"

    @property
    def alignments(self) -> tuple[Alignment, ...]:
        """Each pair of clauses once, in the order of the second text; a moved one stands where it went."""
        return tuple(turn.one for turn in self.turns if not turn.departed)

    def count(self, status: str) -> int:
        """Return how many clauses have a status: of the second text, of the first for ``split`` and ``only-from``."""
        found = [one for one in self.alignments if one.status == status]
        ends = {one.old.locator if one.old and status in {SPLIT, ONLY_FROM} else one.new.locator if one.new else ""
                for one in found}  # fmt: skip
        return len(ends)

    def verbs(self, change: str) -> int:
        """Return how many verbs became weaker, or stronger."""
        return sum(one.verb is not None and one.verb.change == change for one in self.alignments)


def text_of(
    name: str, identity: str, words: Mapping[str, str], citations: Iterable[Citation], leave_out: Iterable[str] = (),
    numbers: Mapping[str, str] | None = None,
) -> ComparedText:  # fmt: skip
    """Return a text from the wording of its clauses by locator and what the reader found in it.

    ``numbers`` are the addresses as the text writes them, where they are known.
    """
    left = frozenset(leave_out)
    found: dict[str, dict[tuple[str, tuple[str, ...]], CitedThing]] = {}
    for one in citations:
        cited = CitedThing(one.to, one.symbol, one.name or one.surface, one.pinpoint, one.parts)
        found.setdefault(one.locator, {}).setdefault(cited.key, cited)
    clauses = [
        Clause(locator, f"{identity}/{locator}" if identity else "", text, _finest(found.get(locator, {}).values()),
               (numbers or {}).get(locator, ""))
        for locator, text in words.items()
        if locator not in left and text.strip()
    ]  # fmt: skip
    return ComparedText(name, identity, tuple(clauses))


def _finest(cites: Iterable[CitedThing]) -> tuple[CitedThing, ...]:
    """Return citations without those of a whole whose part is cited by the same words."""
    cites = tuple(cites)
    parts = {(one.thing, one.pinpoint) for one in cites if "/" in one.to}
    return tuple(one for one in cites if "/" in one.to or (one.thing, one.pinpoint) not in parts)


def compare(old: ComparedText, new: ComparedText) -> Comparison:
    """Return what became of the first text in the second."""
    links = align_units([_unit(clause) for clause in old.clauses], [_unit(clause) for clause in new.clauses])
    found = [_alignment(link, old.clauses[link.old], new.clauses[link.new]) for link in links]
    found = _as_one(found, "old", SPLIT)
    found = _as_one(found, "new", MERGED)
    gained, lost = _difference(_things(new), _things(old)), _difference(_things(old), _things(new))
    drafting = (_drafting(old), _drafting(new))
    return Comparison(old, new, _in_turn(old, new, links, found), gained, lost, drafting)


def _unit(clause: Clause) -> AlignmentUnit:
    return AlignmentUnit(tuple(keys(clause.text)), frozenset(cited.thing for cited in clause.cites))


def _alignment(link: AlignmentLink, old: Clause, new: Clause) -> Alignment:
    unchanged = alike(new.text, old.text)
    status = link.way if link.way != "pair" else SAME if unchanged else CHANGED
    gained, lost = _difference(new.cites, old.cites), _difference(old.cites, new.cites)
    line = () if unchanged else redline(new.text, old.text)
    return Alignment(status, old, new, link.score, line, gained, lost, verb_change(new.text, old.text))


def _as_one(found: list[Alignment], end: str, status: str) -> list[Alignment]:
    """Return the alignments with the parts of what was split (or merged) judged together.

    What one part cites is not lost though the others do not; and where one part kept the verb, none changed it.
    """
    parts: dict[str, list[Alignment]] = {}
    for one in found:
        if one.status == status:
            parts.setdefault(getattr(one, end).locator, []).append(one)
    out = []
    for one in found:
        group = parts.get(getattr(one, end).locator, []) if one.status == status else []
        out.append(_judged(one, group, end) if group else one)
    return out


def _judged(one: Alignment, group: Sequence[Alignment], end: str) -> Alignment:
    kept = any(part.verb is not None and part.verb.change == SAME for part in group)
    best = max(group, key=lambda part: part.score or 0.0)
    verb = one.verb if (one.verb and one.verb.change == SAME) or (one is best and not kept) else None
    way = "lost" if end == "old" else "gained"
    everywhere = [cited for cited in getattr(one, way) if all(cited in getattr(part, way) for part in group)]
    return one.replace(**{"verb": verb, way: tuple(everywhere) if one is best else ()})


def _difference(one: Sequence[CitedThing], other: Sequence[CitedThing]) -> tuple[CitedThing, ...]:
    held = {cited.key for cited in other}
    return tuple(cited for cited in one if cited.key not in held)


def _things(text: ComparedText) -> list[CitedThing]:
    """Return each thing that a text cites, once, whatever part of it."""
    found: dict[str, CitedThing] = {}
    for clause in text.clauses:
        for cited in clause.cites:
            found.setdefault(cited.thing, cited.replace(to=cited.to.partition("/")[0], pinpoint="", parts=()))
    return list(found.values())


def _in_turn(
    old: ComparedText, new: ComparedText, links: Sequence[AlignmentLink], found: Sequence[Alignment]
) -> tuple[Turn, ...]:
    """Return all alignments in the order of the second text; what is gone or went stands behind what it followed."""
    partner = {link.old: link.new for link in links if link.way != "moved"}
    here: dict[int, list[Turn]] = {}
    moved: dict[int, Alignment] = {}
    for link, one in zip(links, found, strict=True):
        here.setdefault(link.new, []).append(Turn(one))
        if link.way == MOVED:
            moved[link.old] = one
    behind: dict[int, list[Turn]] = {}
    last = -1
    for at, clause in enumerate(old.clauses):
        last = partner.get(at, last)
        if at in moved:
            behind.setdefault(last, []).append(Turn(moved[at], departed=True))
        elif at not in partner:
            behind.setdefault(last, []).append(Turn(Alignment(ONLY_FROM, clause, None)))
    turned = list(behind.get(-1, ()))
    for at, clause in enumerate(new.clauses):
        turned += here.get(at) or [Turn(Alignment(ONLY_TO, None, clause))]
        turned += behind.get(at, ())
    return tuple(turned)


def _drafting(text: ComparedText) -> Drafting:
    brackets = sum(len(_BRACKET.findall(clause.text)) for clause in text.clauses)
    return Drafting(brackets, sum(len(_OPTION.findall(clause.text)) for clause in text.clauses))


_SAID = {CHANGED: "changed", MOVED: "moved", SPLIT: "split", MERGED: "merged", ONLY_TO: "new", ONLY_FROM: "gone"}


def sentences(found: Comparison) -> list[str]:
    """Return the comparison in a few sentences."""
    renumbered = sum(one.renumbered and one.status == SAME for one in found.alignments)
    note = f" ({renumbered} with another number)" if renumbered else ""
    said = [f"{found.count(status)} {word}" for status, word in _SAID.items() if found.count(status)]
    counts = ", ".join([f"{found.count(SAME)} of {len(found.old.clauses)} paragraphs unchanged{note}", *said])
    verbs = ", ".join(f"{found.verbs(one)} {one}" for one in ("weaker", "stronger") if found.verbs(one))
    gained, lost = len(found.gained), len(found.lost)
    cites = [f"cites {gained} more" if gained else "", f"{lost} no longer" if lost else ""]
    cited = ", ".join(one for one in cites if one) or "cites the same"
    return [counts, f"verbs: {verbs}; {cited}" if verbs else cited, *_unsettled(*found.drafting)]


def _unsettled(old: Drafting, new: Drafting) -> list[str]:
    counts = (("brackets", old.brackets, new.brackets), ("options", old.options, new.options))
    said = [f"{name} {before} before, {after} now" for name, before, after in counts if before or after]
    return [f"not settled: {'; '.join(said)}"] if said else []


def said_of(verb: VerbChange | None) -> str:
    """Return a verb that changed as what it was and is, and whether that is less; '' if it stayed."""
    if verb is None or verb.change == SAME:
        return ""
    return f"{verb.there} > {verb.here}: {verb.change}"


def clause_heading(one: Alignment) -> str:
    """Return the numbers of a clause, what became of it and how alike the wordings are."""
    alike = f", {one.score:.2f} alike" if one.score is not None and one.status != SAME else ""
    return f"{one.place}: {SAID.get(one.status, one.status)}{alike}"


def remarks(one: Alignment) -> list[str]:
    """Return what changed beside the words: the verb, the citations."""
    verb = said_of(one.verb)
    said = [f"verb: {verb}"] if verb else []
    for words, things in (("cites", one.gained), ("no longer cites", one.lost)):
        if things:
            said.append(f"{words}: {', '.join(thing.named for thing in things)}")
    return said
