"""A cited part of an instrument that does not exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.checks.dates import in_parts
from compactx.checks.draft import WRONG, Judgement, draft_rule
from compactx.citation.pinpoint import spellings
from compactx.index.across import bare_parts
from compactx.model import locator
from compactx.model.extent import NO, UNKNOWN, YES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_TARGET = re.compile(r"\b(?:SDG |Sustainable Development Goal )?[Tt]argets? ([0-9]{1,2}\.(?:[0-9]{1,2}|[a-z])\b)")
_GOAL = re.compile(r"\b(?:SDGs?|(?:Sustainable Development|Global) Goals?|Goals?) ([0-9]{1,2})\b(?![./][0-9])")
_MORE = re.compile(
    r"(?:,|,? and|,? or|,? to)[ \u00a0]((?:[0-9]{1,2}\.(?:[0-9]{1,2}|[a-z])|[0-9]{1,2})\b)(?![./]?[0-9])"
)
_FOREIGN = re.compile(r"Millennium|MDG|Aichi|Biodiversity|Framework|Strateg|\b[Oo]ur |[Pp]roject|NDC|National")
_BEFORE = 60  # characters that say whose targets they are
_SAYS = re.compile(r"Sustainable Development|SDG|2030 Agenda")


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
            judgement = _judged(draft, citation, node, missing)
            told.append((judgement.start, judgement.end))
            yield judgement
    for judgement in _goals(draft):
        if not any(start < judgement.end and judgement.start < end for start, end in told):
            yield judgement


def _has(draft: Draft, node: Node, part: str) -> str:
    """Say whether an instrument has a part; a provision that the index holds exists, however it is spelt."""
    if draft.node(f"{node.id}/{part}") or _held(draft, node, part):
        return YES
    node = draft.with_parts(node)
    extent = draft.extent(node)
    if in_parts(draft, node):
        return UNKNOWN
    answers = {extent.has(spelling) for spelling in _written(part)}
    return YES if YES in answers else NO if NO in answers and answers <= {NO, UNKNOWN} else UNKNOWN


def _held(draft: Draft, node: Node, part: str) -> bool:
    whole = [spelling for spelling in spellings(part) if spelling.count(".") == part.count(".")]
    return any(draft.node(f"{node.id}/{spelling}") for spelling in whole)


def _written(part: str) -> list[str]:
    """Return a locator as extents are asked: "goal 10.7" is the target, "annex.5" the paragraph."""
    if ".target-" in part:
        return [part[part.index("target-") :]]
    if part.startswith("goal-") and "." in part:
        return [f"target-{part[5:]}"]
    return [part.removeprefix("annex.")]


def _judged(draft: Draft, citation: Citation, node: Node, missing: list[str]) -> Judgement:
    place = draft.pinpoint(citation) or (citation.start, citation.end)
    start, end = min(place[0], citation.start), max(place[1], citation.end)
    extent = draft.extent(draft.with_parts(node))
    said = "; ".join(dict.fromkeys(extent.words(_written(part)[0]) for part in missing))
    shown = ", ".join(locator.printed(part) for part in missing)
    message = f"{node.title} has no {_named(shown)}: {said}"
    return Judgement(start, end, message, f"{node.id}/{missing[0]}", shown, said)


def _named(shown: str) -> str:
    return shown if shown[0].isalpha() else f"paragraph {shown}"


def _goals(draft: Draft) -> Iterator[Judgement]:
    """Judge goals and targets that are named by number alone."""
    agenda = bare_parts(draft.index).get("goal")
    if agenda is None:
        return
    for pattern, unit in ((_TARGET, "target"), (_GOAL, "goal")):
        for found in pattern.finditer(draft.text):
            before = draft.text[max(0, found.start() - _BEFORE) : found.start()]
            if _FOREIGN.search(before.rpartition("\n")[2]) or not _is_ours(draft, found, unit):
                continue
            yield from _listed(draft, agenda, found, unit)


def _is_ours(draft: Draft, found: re.Match[str], unit: str) -> bool:
    """Say whether a number is of what has the goals: targets are by their form, goals where the text speaks of them."""
    shown = found.group()
    return (
        unit == "target"
        or shown.startswith(("SDG", "Sustainable", "Global"))
        or (shown.startswith("Goal") and bool(_SAYS.search(draft.text)))
    )


def _listed(draft: Draft, agenda: Node, found: re.Match[str], unit: str) -> Iterator[Judgement]:
    at, start, called = found, found.start(), draft.facts(agenda).first("called") or agenda.title
    while at is not None:
        where = f"{unit}-{at.group(1)}"
        if draft.extent(agenda).has(where) == NO:
            said = draft.extent(agenda).words(where)
            name = locator.printed(where)
            to = f"{agenda.id}/{where}"
            yield Judgement(start, at.end(1), f"there is no {name} in {called}: {said}", to, name, said)
        following = _MORE.match(draft.text, at.end(1))
        if following is None or ("." in following.group(1)) != (unit == "target"):
            return
        at, start = following, following.start(1)
