"""Quoted words that are not those of the cited clause."""

from __future__ import annotations

from compactx.checks import quotes, quoting
from compactx.checks.draft import WRONG, Fix, Judgement, draft_rule
from compactx.model import locator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft

_SAFE = 0.7  # likeness from which the words of the clause can be put in their place
_MARKS = ("\u2026", "...", "[", "]")


@draft_rule("misquote", WRONG)
def misquote(draft: Draft) -> Iterator[Judgement]:
    """Words in quotation marks are those of the clause that is cited for them.

    Example: "a measure of first resort" for "last resort"; a "not" that is lost. Other quotation marks, ellipses,
    brackets, a changed capital at the start and British or American spelling are no misquotation. Told where the
    wording of the instrument is attached or in the library, with the nearest words and the difference.
    """
    for one in quoting.compared(draft):
        if one.outcome != quoting.MISQUOTE or one.near is None:
            continue
        quotation, near = one.quotation, one.near
        tokens = quoting.clauses_of(draft, quotation.node).tokens[near.locator]
        words = tokens.text[near.start : near.end]
        quoted = [word for piece in quotes.quoted_pieces(quotation.text) for word in piece]
        there = [quotes.quote_key(word) for word in quotes.written_words(words)]
        message = f"these are not the words of {locator.printed(near.locator)}: {quotes.difference(quoted, there)}"
        fixable = near.score >= _SAFE and not any(mark in quotation.text for mark in _MARKS)
        fix = Fix(quotation.start, quotation.end, words) if fixable else None
        to = f"{quotation.node.id}/{near.locator}"
        hint = f'the nearest words: "{words}"'
        yield Judgement(quotation.start, quotation.end, message, to, quotation.text, words, hint, fix)
