"""What becomes of every quotation of a draft: right, misquoted, in another place, or nothing to compare with."""

from __future__ import annotations

from compactx.checks import quotes
from compactx.checks.draft import RIGHT, UNCHECKED
from compactx.citation.pinpoint import spellings
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.checks.draft import Draft
    from compactx.checks.quotes import NearestClause, Quotation
    from compactx.index.read import Node

_MANY = 8  # words from which those of several places that were put together are known again
_MOST_SHARED = 0.7  # of their pairs that stand in the cited clauses
MISQUOTE, WRONG_PLACE = "misquote", "wrong-place"


class QuotationResult(Record):
    """A quotation, what it is, and where its words or the nearest to them stand."""

    quotation: Quotation
    outcome: str
    places: tuple[str, ...] = ()
    near: NearestClause | None = None
    other: Node | None = None  # the instrument that has the words, where it is not the one that is cited


def compared(draft: Draft) -> list[QuotationResult]:
    """Return every quotation of a draft with what became of it; worked out once a draft."""
    found: list[QuotationResult] | None = draft.memo.get("quotations")
    if found is None:
        found = [_compare(draft, one, clauses_of(draft, one.node)) for one in quotes.quotations(draft)]
        draft.memo["quotations"] = found
    return found


def clauses_of(draft: Draft, node: Node) -> quotes.ClauseWords:
    """Return the clauses of an instrument as quotations are compared with them."""
    held: dict[int, quotes.ClauseWords] = draft.memo.setdefault("clauses", {})
    if node.n not in held:
        headed = draft.index.of_kind(("objective", "goal"), node.n)
        titles = {one.locator: [one.title, *(also.title for also in draft.facts(one).other_titles)] for one in headed}
        held[node.n] = quotes.ClauseWords(draft.words(node), titles)
    return held[node.n]


def _compare(draft: Draft, quotation: Quotation, clauses: quotes.ClauseWords) -> QuotationResult:
    quoted = quotes.quoted_pieces(quotation.text)
    words = [word for piece in quoted for word in piece]
    if not words:
        return QuotationResult(quotation, UNCHECKED)
    cited, headings = _cited(draft, quotation, clauses)
    if clauses.holding(quoted, cited) or any(one in headings for one in clauses.headed(quoted)):
        return QuotationResult(quotation, RIGHT)
    if _run_on(clauses, cited, quoted):
        return QuotationResult(quotation, RIGHT)
    if quotation.parts and not cited:
        return QuotationResult(quotation, UNCHECKED)
    return _elsewhere(draft, quotation, clauses, quoted, cited)


def _elsewhere(
    draft: Draft, quotation: Quotation, clauses: quotes.ClauseWords, quoted: list[list[str]], cited: list[str]
) -> QuotationResult:
    """Judge words that do not stand where they are said to stand."""
    words = [word for piece in quoted for word in piece]
    places = (*clauses.holding(quoted), *clauses.headed(quoted))
    if places:
        known_again = len(words) >= quotes.LEAST_FOR_PLACE and max(map(len, quoted)) >= quotes.LEAST_FOR_PLACE - 1
        return QuotationResult(quotation, WRONG_PLACE if quotation.parts and known_again else UNCHECKED, places)
    near = clauses.nearest(words, cited) if quotation.parts else None
    glued = quotation.parts and len(words) >= _MANY and clauses.shared(words, cited) >= _MOST_SHARED
    if glued or quotes.is_meant(near, words, cited=True):
        return QuotationResult(quotation, MISQUOTE, near=near)
    near = clauses.nearest(words, clauses.alike(words))
    if quotes.is_meant(near, words, cited=False):
        return QuotationResult(quotation, MISQUOTE, near=near)
    return _of_another(draft, quotation, quoted) or QuotationResult(quotation, UNCHECKED)


def _of_another(draft: Draft, quotation: Quotation, quoted: list[list[str]]) -> QuotationResult | None:
    """Say whether words that the cited instrument does not have are those of another whose wording is at hand.

    They are right where the same sentence cites that one too; a few words, or words said of no place, prove nothing.
    """
    longest = max(quoted, key=len)
    if len(longest) < quotes.LEAST_FOR_OTHER:
        return None
    low, high = draft.sentence(quotation.start, quotation.end)
    beside = {node.n for citation, node in draft.instruments if low <= citation.start and citation.end <= high}
    known = [node for _, node in draft.instruments]
    more = draft.holders(quotes.written_words(quotation.text)) if quotation.parts else ()
    for node in {node.n: node for node in (*known, *more)}.values():
        if node.n == quotation.node.n or not draft.words(node):
            continue
        places = clauses_of(draft, node).holding(quoted)
        if places and node.n in beside:
            return QuotationResult(quotation, RIGHT)
        if places and quotation.parts:
            return QuotationResult(quotation, WRONG_PLACE, tuple(places), other=node)
    return None


def _cited(draft: Draft, quotation: Quotation, clauses: quotes.ClauseWords) -> tuple[list[str], set[str]]:
    """Return the clauses in which a quotation should stand, and the headings that belong to them."""
    if not quotation.parts:
        return list(clauses.tokens), set(clauses.titles)
    found: list[str] = []
    headings: set[str] = set()
    for part in quotation.parts:
        for spelling in spellings(part):
            node = draft.node(f"{quotation.node.id}/{spelling}")
            if node is None and spelling not in clauses.tokens:
                continue
            if node is not None and node.kind in {"objective", "goal"}:
                headings.add(node.locator)
                own = _of_objective(draft, node, part)
            else:
                own = [spelling]
            found += clauses.under(own)
            above = draft.node(f"{quotation.node.id}/{spelling.partition('.')[0]}")
            headings |= {one.locator for one in draft.index.ancestors(above)} if above else set()
            break
    return list(dict.fromkeys(found)), headings


def _of_objective(draft: Draft, objective: Node, part: str) -> list[str]:
    """Return the locators of an objective's clauses, or of the letters that a pinpoint names."""
    letters = part.partition(".")[2]
    below = [node.locator for node in draft.index.children(objective.n)]
    return [f"{locator}.{letters}" for locator in below if "." not in locator] if letters else below


def _run_on(clauses: quotes.ClauseWords, cited: list[str], quoted: list[list[str]]) -> bool:
    """Say whether words run on from a clause into the next, as a paragraph into its items."""
    if not cited or len(cited) > 60:  # noqa: PLR2004 - a paragraph with its items, not a whole instrument
        return False
    whole = " ".join(clauses.tokens[locator].line.strip() for locator in cited)
    return quotes.holds(f" {whole} ", quoted)
