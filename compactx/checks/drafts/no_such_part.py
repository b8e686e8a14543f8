"""A cited part of an instrument that does not exist."""

from __future__ import annotations

from compactx.checks.dates import in_parts
from compactx.checks.draft import DOUBTFUL, PART_RULES, WRONG, Judgement, draft_rule
from compactx.citation.pinpoint import spellings
from compactx.index.across import bare_parts
from compactx.model import locator
from compactx.model.extent import LIKELY, NO, UNKNOWN, UNLIKELY, YES

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_BEFORE = 60  # characters that say whose targets they are


@draft_rule("no-such-part", WRONG)
def no_such_part(draft: Draft) -> Iterator[Judgement]:
    """An article, paragraph, letter, objective, goal or target that is cited exists.

    Example: "article 61 of the Convention on the Rights of the Child", which has 54 articles. Told where the corpus
    knows the extent of the instrument, or the library holds the document whole.
    """
    told: list[tuple[int, int]] = []
    for citation, node in draft.instruments:
        if not node.confidence and not citation.symbol:
            continue  # a document of the library whose title holds the name of another
        missing = [part for part in citation.parts if _has(draft, node, part) == NO]
        if missing:
            judgement = _judged(draft, citation, node, missing, "has no")
            told.append((judgement.start, judgement.end))
            yield judgement
    for judgement in (*_alone(draft), *_targets(draft)):
        if not any(start < judgement.end and judgement.start < end for start, end in told):
            told.append((judgement.start, judgement.end))
            yield judgement


@draft_rule("part-in-doubt", DOUBTFUL)
def part_in_doubt(draft: Draft) -> Iterator[Judgement]:
    """An article or paragraph that is cited exists as far as we know, where no text was at hand to be counted.

    Example: "article 30" of a treaty that has 23 articles by general knowledge, which its extent marks as of low
    confidence. What we have not counted may be wrong: such a part is doubtful, never wrong.
    """
    for citation, node in draft.instruments:
        doubted = [part for part in citation.parts if _has(draft, node, part) == UNLIKELY]
        if doubted and (node.confidence or citation.symbol):
            yield _judged(draft, citation, node, doubted, "may have no")


def _has(draft: Draft, node: Node, part: str) -> str:
    """Say whether an instrument has a part; a provision that the index holds exists, however it is spelt."""
    if draft.node(f"{node.id}/{part}") or _held(draft, node, part):
        return YES
    node = draft.with_parts(node)
    extent = draft.extent(node)
    if in_parts(draft, node):
        return UNKNOWN
    answers = {extent.has(spelling) for spelling in _written(part)}
    there, refused = answers & {YES, LIKELY}, answers & {NO, UNLIKELY}
    if there:
        return YES if YES in there else LIKELY
    return (NO if NO in refused else UNLIKELY) if refused else UNKNOWN


def _held(draft: Draft, node: Node, part: str) -> bool:
    whole = [spelling for spelling in spellings(part) if spelling.count(".") == part.count(".")]
    return any(draft.node(f"{node.id}/{spelling}") for spelling in whole)


def _written(part: str) -> list[str]:
    """Return a locator as extents are asked: "goal 10.7" is the target, "annex.5" the paragraph."""
    if ".target-" in part:
        return spellings(part)[:1]
    if part.startswith("indicator-") and part.count(".") > 1:
        return [f"target-{part[10:].rpartition('.')[0]}"]
    if part.startswith("goal-") and "." in part:
        return [f"target-{part[5:]}"]
    return [part.removeprefix("annex.")]


def _judged(draft: Draft, citation: Citation, node: Node, missing: list[str], says: str) -> Judgement:
    place = draft.pinpoint(citation) or (citation.start, citation.end)
    start, end = min(place[0], citation.start), max(place[1], citation.end)
    extent = draft.extent(draft.with_parts(node))
    said = "; ".join(dict.fromkeys(extent.words(_written(part)[0]) for part in missing))
    shown = [locator.printed(part) for part in missing]
    message = f"{node.title} {says} {', '.join(map(_named, shown))}: {said}"
    return Judgement(start, end, message, f"{node.id}/{missing[0]}", ", ".join(shown), said)


def _named(shown: str) -> str:
    return shown if shown[0].isalpha() else f"paragraph {shown}"


def _alone(draft: Draft) -> Iterator[Judgement]:
    """Judge parts that are named without their instrument: goals, targets and objectives by number alone."""
    for citation in draft.citations:
        node = draft.node(citation.whole) if citation.rule in PART_RULES and citation.reason else None
        if node is None or not citation.parts:
            continue
        missing = [part for part in citation.parts if _has(draft, node, part) == NO]
        if missing:
            yield _nowhere(draft, node, missing[0], citation.start, citation.end)


def _nowhere(draft: Draft, node: Node, part: str, start: int, end: int) -> Judgement:
    called = draft.facts(node).first("called") or node.title
    said = draft.extent(draft.with_parts(node)).words(_written(part)[0])
    name = locator.printed(_written(part)[0])
    message = f"there is no {_named(name)} in {called}: {said}"
    return Judgement(start, end, message, f"{node.id}/{part}", name, said)


def _targets(draft: Draft) -> Iterator[Judgement]:
    """Judge targets that are named by number alone, in a text that does not say whose they are: their form tells."""
    node, words = bare_parts(draft.index).get("target"), draft.phrases
    for found in words.target.finditer(draft.text) if node else ():
        before = draft.text[max(0, found.start() - _BEFORE) : found.start()]
        at: re.Match[str] | None = None if words.targets_of_others.search(before.rpartition("\n")[2]) else found
        start = found.start()
        while at is not None:
            part = f"target-{at.group(1)}"
            if node and draft.extent(node).has(part) == NO:
                yield _nowhere(draft, node, part, start, at.end(1))
            at = words.another_target.match(draft.text, at.end(1))
            start = at.start(1) if at else start
