"""Quoted words that stand in another clause than the one that is cited."""

from __future__ import annotations

import re

from compactx.checks import quoting
from compactx.checks.draft import WRONG, Fix, Judgement, draft_rule
from compactx.model import locator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.checks.quoting import QuotationResult
    from compactx.index.read import Node


@draft_rule("wrong-place", WRONG)
def wrong_place(draft: Draft) -> Iterator[Judgement]:
    """Words in quotation marks stand in the clause that is cited for them, and not in another one.

    Example: words of paragraph 33 (c) cited as paragraph 33 (a). Told where the wording of the instrument is attached
    or in the library. Words that it does not have are looked for in everything else whose wording is at hand.
    """
    for one in quoting.compared(draft):
        if one.outcome != quoting.WRONG_PLACE:
            continue
        quotation = one.quotation
        shown = ", ".join(locator.printed(place) for place in one.places[:4])
        node = one.other or quotation.node
        message = f"these words stand in {shown} of {node.symbol if node.kind == 'resolution' else node.title}"
        message += f", and not in {quotation.node.title}" if one.other else ""
        start, end = quotation.start, quotation.end
        if quotation.pinpoint:
            start, end = min(start, quotation.pinpoint[0]), max(end, quotation.pinpoint[1])
        cited = ", ".join(locator.printed(part) for part in quotation.parts)
        yield Judgement(start, end, message, f"{node.id}/{one.places[0]}", cited, shown, fix=_fix(draft, one))


def _fix(draft: Draft, one: QuotationResult) -> Fix | None:
    """Return the place as it should be written, in the form in which the wrong one is written."""
    pin = one.quotation.pinpoint
    if pin is None or one.other or len(one.places) != 1:
        return None
    written, place = draft.text[slice(*pin)], one.places[0]
    words = draft.phrases
    paragraph, objective = words.paragraph.fullmatch(written), words.objective.fullmatch(written)
    if objective:
        place = _of_objective(draft, one.quotation.node, place)
    found = paragraph or objective
    if found is None or not place or place.count(".") > 1 or not place[0].isdecimal():
        return None
    number, _, letter = place.partition(".")
    space = " " if re.search(r"[ \u00a0]\(", found.group(2)) or "(" not in found.group(2) else ""
    text = number + (f"{space}({letter})" if letter else "")
    return Fix(pin[0] + found.start(2), pin[0] + found.end(2), text)


def _of_objective(draft: Draft, node: Node, place: str) -> str:
    """Return a clause as the objective that holds it and its letter: 33.a is 17.a, a heading its number."""
    if place.startswith("objective-"):
        return place.removeprefix("objective-")
    clause = draft.node(f"{node.id}/{place}")
    letter = place.partition(".")[2]
    if clause is None or not clause.objective:
        return ""
    return f"{clause.objective}.{letter}" if letter else str(clause.objective)
