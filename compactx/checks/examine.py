"""All rules over a draft, and a verdict on all that it cites: wrong, doubtful, right where proved, or unchecked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from compactx.checks import drafts
from compactx.checks.draft import (
    RIGHT,
    UNCHECKED,
    VERDICTS,
    DraftRule,
    Judgement,
    days_of,
    stated_day,
)
from compactx.checks.drafts.quotations import judged_quotations
from compactx.citation.citation import RESOLVED, Clauses
from compactx.citation.language import places_of
from compactx.model import locator
from compactx.model import patterns as re
from compactx.model.extent import LIKELY, YES
from compactx.model.kinds import INSTRUMENT_KINDS
from compactx.model.modules import modules_in
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_SURE = frozenset({"high", "medium"})
_PART = "no-such-part"


class Examination(Record):
    """A draft with a judgement on each of its citations and quotations, in the order of the text."""

    name: str
    judgements: tuple[Judgement, ...]

    def __repr__(self) -> str:
        """Show the name and how many judgements there are of each verdict."""
        return f"<Examination {self.name}: {', '.join(f'{count} {name}' for name, count in self.verdicts.items())}>"

    @property
    def verdicts(self) -> dict[str, int]:
        """How many judgements there are of each verdict."""
        return {verdict: sum(one.verdict == verdict for one in self.judgements) for verdict in VERDICTS}


class PlacedJudgement(Record):
    """A judgement with the place where people find it: the file as they name it, line, column, clause, words.

    ``number`` is the clause as the text writes its number.
    """

    judgement: Judgement
    file: str
    line: int
    column: int
    locator: str
    surface: str
    number: str = ""


def placed_judgements(draft: Draft, judgements: Iterable[Judgement], file: str) -> list[PlacedJudgement]:
    """Return judgements with their places; lines and columns are counted from 1 in the text as it was read."""
    breaks = places_of(draft.source, "\n")
    clauses = Clauses(draft.spans)
    paragraphs = {span.locator for span in draft.spans if span.kind == "paragraph"}
    found = []
    for one in judgements:
        line = bisect_left(breaks, one.start)
        column = one.start - (breaks[line - 1] if line else -1)
        clause = clauses.at(one.start).locator
        number = locator.printed(clause, paragraphs) if clause else ""
        found.append(PlacedJudgement(one, file, line + 1, column, clause, draft.source[one.start : one.end], number))
    return found


def draft_rules() -> list[DraftRule]:
    """Return every rule for drafts by name, found in the files of their folder."""
    found: list[DraftRule] = []
    for module in modules_in(drafts.__path__):
        space = vars(__import__(f"{drafts.__name__}.{module}", fromlist=["__name__"]))
        found += [value for value in space.values() if isinstance(value, DraftRule)]
    return sorted(found, key=lambda rule: rule.id)


def examine(draft: Draft, *, only: Collection[str] = ()) -> Examination:
    """Return what is wrong, doubtful, right and unchecked in a draft; ``only`` names the rules that may speak."""
    told = [one for rule in draft_rules() if not only or rule.id in only for one in rule.judgements(draft)]
    told = _once(told)
    quiet = [_of_citation(draft, one) for one in draft.wholes] + _of_quotations(draft)
    taken = _merged(told)
    quiet = [one for one in quiet if not _touches(taken, one)]
    found = sorted((*told, *quiet), key=lambda one: (one.start, one.end, one.rule))
    return Examination(draft.name, tuple(map(draft.placed, found)))


def _merged(told: list[Judgement]) -> list[tuple[int, int]]:
    """Return the ranges of judgements in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((one.start, one.end) for one in told):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _touches(taken: list[tuple[int, int]], one: Judgement) -> bool:
    at = bisect_right(taken, (one.start, one.start))
    before = at > 0 and taken[at - 1][1] > one.start
    return before or (at < len(taken) and taken[at][0] < one.end)


def _once(told: list[Judgement]) -> list[Judgement]:
    """Keep one judgement of words that several rules found: the worst, then the one that says how to mend it."""
    ranked = sorted(told, key=lambda one: (VERDICTS.index(one.verdict), one.fix is None, one.start, one.end))
    kept: list[Judgement] = []
    for one in ranked:
        if not any(one.start < other.end and other.start < one.end and _covers(one, other) for other in kept):
            kept.append(one)
    return kept


def _covers(one: Judgement, other: Judgement) -> bool:
    """Say whether a kept judgement makes another needless: the same rule, or a milder or less useful one.

    That a part is missing and that something else of the citation is wrong are two faults, and both are told.
    """
    if one.rule == other.rule or one.verdict != other.verdict:
        return True
    return _PART not in {one.rule, other.rule} and one.fix is None


def _of_citation(draft: Draft, citation: Citation) -> Judgement:
    proof = _proof(draft, citation)
    verdict = RIGHT if proof else UNCHECKED
    message = proof or _unproved(draft, citation)
    rest = ("", "", None, "", verdict)  # all fields in their order: there is one for each citation
    return Judgement(citation.start, citation.end, message, citation.to, citation.surface, *rest)


def _proof(draft: Draft, citation: Citation) -> str:
    """Say what proves a citation, '' if nothing does."""
    node = draft.node(citation.to)
    if citation.status != RESOLVED or node is None or citation.confidence not in _SURE:
        return ""
    if node.kind not in INSTRUMENT_KINDS:
        return f"known as {node.title}" if draft.is_held(node) or node.locator else ""
    if not draft.is_held(node):
        return ""
    parts = [_part(draft, node, part) for part in citation.parts]
    if not all(parts) or (citation.rule == "name-in-context" and _is_of_other_year(draft, citation, node)):
        return ""
    said = stated_day(draft, citation)
    if said and not any(day == said.value for day in days_of(draft, node)):
        return ""
    return f"{node.title}{': ' if parts else ''}{', '.join(parts)}{' exists' if parts else ''}"


def _is_of_other_year(draft: Draft, citation: Citation, node: Node) -> bool:
    """Say whether words bear a year that a thing has neither in its title nor as one of its days."""
    years = set(re.findall(r"\b(?:1[89]|20)[0-9]{2}\b", citation.surface))
    own = set(re.findall(r"[0-9]{4}", f"{node.title} {node.symbol} {' '.join(days_of(draft, node))}"))
    return not years <= own


def _part(draft: Draft, node: Node, part: str) -> str:
    """Return a part as it is printed if it exists, else ''."""
    plain = part.removeprefix("annex.")  # the annex of a resolution that holds the instrument
    there = draft.node(f"{node.id}/{plain}") is not None or draft.extent(draft.with_parts(node)).has(plain) == YES
    return locator.printed(part) if there or part == "annex" else ""


def _unproved(draft: Draft, citation: Citation) -> str:
    node = draft.node(citation.to)
    if node is None:
        return "nothing is known of this"
    if not draft.is_held(node):
        return f"{citation.symbol or node.title} is cited by others and not held"
    if citation.parts:
        extent = draft.extent(draft.with_parts(node))
        if extent.whole:
            return f"{node.title} is cited whole: {'; '.join(extent.whole.sources)}"
        if any(extent.has(part) == LIKELY for part in citation.parts):
            return f"{node.title} has such a part as far as we know; we have not counted a text"
        return f"which parts {node.title} has is not known in full"
    return f"read as {node.title}, without proof"


def _of_quotations(draft: Draft) -> list[Judgement]:
    found = []
    for one in judged_quotations(draft):
        if one.outcome in {RIGHT, UNCHECKED}:
            said = "the words stand there" if one.outcome == RIGHT else "the words were not found"
            quotation = one.quotation
            found.append(
                Judgement(
                    quotation.start, quotation.end, f"{said}: {quotation.node.title}", quotation.node.id,
                    quotation.text, verdict=one.outcome,
                )
            )  # fmt: skip
    return found
