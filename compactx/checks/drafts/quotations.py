"""Quoted words that are not those of the cited clause, or stand in another one."""

from __future__ import annotations

from compactx.checks.draft import MISQUOTE, WRONG, WRONG_PLACE, Fix, Judgement, draft_rule
from compactx.model import locator
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.checks.quotes import NearestClause, QuotationResult
    from compactx.index.read import Node

_SAFE = 0.7  # likeness from which the words of the clause can be put in their place
_MARKS = ("\u2026", "...", "[", "]")
_OPENING = ("\u201c", '"')


def judged_quotations(draft: Draft) -> list[QuotationResult]:
    """Return what became of each quotation, worked out once; none where no wording is at hand, or nothing is quoted."""
    found: list[QuotationResult] | None = draft.memo.get("quotations")
    if found is None:
        found = draft.memo["quotations"] = []
        if any(mark in draft.text for mark in _OPENING) and any(draft.words(node) for _, node in draft.instruments):
            from compactx.checks.quotes import compared  # noqa: PLC0415 - few drafts quote what is at hand

            found += compared(draft)
    return found


@draft_rule("misquote", WRONG)
def misquote(draft: Draft) -> Iterator[Judgement]:
    """Words in quotation marks are those of the clause that is cited for them.

    Example: "a measure of first resort" for "last resort"; a "not" that is lost. Other quotation marks, ellipses,
    brackets, a changed capital at the start and British or American spelling are no misquotation. Told where the
    wording of the instrument is attached or in the library, with the nearest words and the difference.
    """
    for one in judged_quotations(draft):
        if one.outcome == MISQUOTE and one.near is not None:
            yield _misquoted(draft, one, one.near)


def _misquoted(draft: Draft, one: QuotationResult, near: NearestClause) -> Judgement:
    from compactx.checks import quotes  # noqa: PLC0415 - few drafts quote what is at hand

    quotation = one.quotation
    tokens = quotes.clauses_of(draft, quotation.node).tokens[near.locator]
    words = tokens.text[near.start : near.end]
    quoted = [word for piece in quotes.quoted_pieces(quotation.text) for word in piece]
    there = [quotes.quote_key(word) for word in quotes.written_words(words)]
    message = f"these are not the words of {locator.printed(near.locator)}: {quotes.difference(quoted, there)}"
    fixable = near.score >= _SAFE and not any(mark in quotation.text for mark in _MARKS)
    fix = Fix(quotation.start, quotation.end, words) if fixable else None
    to = f"{quotation.node.id}/{near.locator}"
    hint = f'the nearest words: "{words}"'
    return Judgement(quotation.start, quotation.end, message, to, quotation.text, words, hint, fix)


@draft_rule("wrong-place", WRONG)
def wrong_place(draft: Draft) -> Iterator[Judgement]:
    """Words in quotation marks stand in the clause that is cited for them, and not in another one.

    Example: words of paragraph 33 (c) cited as paragraph 33 (a). Told where the wording of the instrument is attached
    or in the library. Words that it does not have are looked for in everything else whose wording is at hand.
    """
    for one in judged_quotations(draft):
        if one.outcome != WRONG_PLACE:
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
    space = " " if re.compile(r"[ \u00a0]\(").search(found.group(2)) or "(" not in found.group(2) else ""
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
