"""Quotations of a draft: whose words they say they are, whether these stand there, and what becomes of each.

One is right, misquoted, in another place, or there is nothing to compare it with.
Words are compared as runs of letters and figures in lower case. Curly and straight marks, dashes, white space, a
capital at the start, words put in brackets, ellipses and British or American spelling make no difference; every other
word does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from compactx.checks.draft import MISQUOTE, RIGHT, UNCHECKED, WRONG_PLACE
from compactx.citation import words as likeness
from compactx.citation.normalise import compatible
from compactx.citation.pinpoint import find_pinpoints
from compactx.model import patterns as re
from compactx.model.locator import spellings
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_QUOTED = re.compile(r"\u201c([^\u201c\u201d\n]{6,1500})\u201d|(?<![\w\"])\"([^\"\n]{6,1500})\"(?!\w)")
_WORD = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
_GAP = re.compile(r"\[[^\[\]]{0,80}\]|\(?\u2026\)?|\.{3}|\.[ \u00a0]\.[ \u00a0]\.")
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|ing|er|ers|ation|ations|ational)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})ys(?=(?:e|ed|es|ing)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|able|ers?|hood|hoods|al|ist|ite)?$)"), "or"),
    (re.compile(r"(?<=[a-z])mme(?=s?$)"), "m"),
    (re.compile(r"(?<=[a-z]{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers|or|ors)$)"), "l"),
    (re.compile(r"(?<=[a-z])ence(?=s?$)"), "ense"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"dgement(?=s?$)"), "dgment"),
)
_LEAD = 24  # characters that say that a title follows
_BESIDE = 24  # characters between a name and its part that are one citation
_REACH = 400  # characters between a quotation and the citation that it is said to be from
_LONGEST = 400  # words of a clause in which a nearest stretch is looked for
LEAST_FOR_PLACE = 4  # words that are enough to know a clause again
LEAST_FOR_OTHER = 7  # words in a row that are enough to know another instrument by
LEAST_ALIKE = 0.6  # likeness from which words are meant to be those of the clause
LEAST_ELSEWHERE = 0.75  # the same for a clause that is not the cited one
_FEWEST, LEAST_FEW = 3, 0.8  # a lost "not" in three words is told
_FEW = 5  # words below which a likeness says nothing


class Claim(Record):
    """What words can be said to be from: an instrument, the places in it, and where the text says so."""

    start: int
    end: int
    node: Node
    parts: tuple[str, ...]
    pinpoint: tuple[int, int] | None


class Quotation(Record):
    """Words in quotation marks: their range inside the marks, the instrument and the places they are said of."""

    start: int
    end: int
    text: str
    node: Node
    parts: tuple[str, ...]
    pinpoint: tuple[int, int] | None


class NearestClause(Record):
    """Where words stand: the clause, and the range of its wording; ``score`` is 1.0 where they are the very words."""

    locator: str
    start: int
    end: int
    score: float


class Tokens:
    """The words of a wording as they are compared, with their ranges."""

    def __init__(self, text: str) -> None:
        """Divide a text."""
        self.text = text
        self.spans = [found.span() for found in _WORD.finditer(text)]
        self.keys = [quote_key(text[start:end]) for start, end in self.spans]
        self.line = f" {' '.join(self.keys)} "


def quote_key(word: str) -> str:
    """Return a word as it is compared, whatever side of the Atlantic it is from.

    >>> quote_key("Organisation"), quote_key("labour"), quote_key("programmes"), quote_key("means")
    ('organization', 'labor', 'programs', 'means')
    """
    plain = compatible(word).lower()
    for pattern, instead in _SPELLINGS:
        plain = pattern.sub(instead, plain)
    return plain


def written_words(text: str) -> list[str]:
    """Return the words and figures of a text as they are written."""
    return _WORD.findall(text)


def quoted_pieces(quoted: str) -> list[list[str]]:
    """Return the words of a quotation, divided where something was left out or put in.

    >>> quoted_pieces("[I]ts authority \u2026 rests [sic] here")
    [['its', 'authority'], ['rests'], ['here']]
    """
    whole = _CAPITAL.sub(r"\1", quoted)
    found = [[quote_key(word) for word in _WORD.findall(piece)] for piece in _GAP.split(whole)]
    return [piece for piece in found if piece]


def quotations(draft: Draft) -> Iterator[Quotation]:
    """Yield the quotations that are said of an instrument whose wording is at hand."""
    claims = _claims(draft)
    starts = [claim.start for claim in claims]
    for found in _QUOTED.finditer(draft.text) if claims else ():
        group = 1 if found.group(1) is not None else 2
        before = draft.text[max(0, found.start() - _LEAD) : found.start()]
        if draft.phrases.title_lead.search(before) or _is_term(
            draft.text, found.start(), found.end(), found.group(group)
        ):
            continue
        near = claims[bisect_left(starts, found.start() - _REACH) : bisect_left(starts, found.end() + _REACH)]
        claim = _nearest(draft, found.start(), found.end(), near)
        if claim:
            yield Quotation(*found.span(group), found.group(group), claim.node, claim.parts, claim.pinpoint)


def _is_term(text: str, start: int, end: int, quoted: str) -> bool:
    """Say whether a quotation is a short form that the text defines: a few words alone in brackets."""
    alone = text[max(0, start - 1) : start] == "(" and text[end : end + 1] == ")"
    return alone and len(quoted.split()) < _FEW + 1


def _claims(draft: Draft) -> list[Claim]:
    """Return what words can be said to be from, in order: citations of held wordings, and bare paragraph numbers."""
    held = [(citation, node) for citation, node in draft.instruments if draft.words(node)]
    if not held:
        return []
    found = []
    for citation, node in held:
        pin = draft.pinpoint(citation)
        low, high = pin or (citation.start, citation.end)
        if low - citation.end < _BESIDE and citation.start - high < _BESIDE:  # else the words may stand between them
            low, high = min(citation.start, low), max(citation.end, high)
        found.append(Claim(low, high, node, citation.parts, pin))
    return sorted((*found, *_bare(draft, held)), key=lambda claim: claim.start)


def _bare(draft: Draft, held: Sequence[tuple[Citation, Node]]) -> Iterator[Claim]:
    """Yield the pinpoints of the text that no citation has, with the instrument that they must be of."""
    owned = sorted(span for citation in draft.wholes if (span := draft.pinpoint(citation)))
    ends = [end for _, end in owned]
    starts = [citation.start for citation, _ in draft.instruments]
    wordings, alone = {node.n for _, node in held}, {node.n: node for _, node in held}
    for pin in find_pinpoints(draft.text):
        at = bisect_right(ends, pin.start)
        if at < len(owned) and owned[at][0] < pin.end:
            continue
        last = bisect_left(starts, pin.start)
        owner = draft.instruments[last - 1][1] if last else next(iter(alone.values())) if len(alone) == 1 else None
        if owner is not None and owner.n in wordings:
            yield Claim(pin.start, pin.end, owner, pin.locators, (pin.start, pin.end))


def _nearest(draft: Draft, start: int, end: int, claims: Iterable[Claim]) -> Claim | None:
    """Return what a quotation is said to be from: the nearest of its sentence, a place before a whole instrument."""
    low, high = draft.sentence(start, end)
    inside = [
        claim
        for claim in claims
        if low <= claim.start and claim.end <= high and not (claim.start < end and start < claim.end)
    ]

    def distance(claim: Claim) -> tuple[int, int]:
        apart = claim.start - end if claim.start >= end else start - claim.end
        return apart + (0 if claim.pinpoint else _REACH), claim.start

    return min(inside, key=distance, default=None)


class ClauseWords:
    """The wording of an instrument, clause by clause, as quotations are looked for in it."""

    def __init__(self, wording: Mapping[str, str], titles: Mapping[str, Sequence[str]]) -> None:
        """Divide every clause once; ``titles`` are words that stand above clauses."""
        self.tokens = {locator: Tokens(text) for locator, text in wording.items()}
        self.titles = {locator: [Tokens(text).line for text in texts] for locator, texts in titles.items()}

    def under(self, locators: Sequence[str]) -> list[str]:
        """Return the clauses at some locators and below them, in order."""
        wanted = frozenset(locators)
        below = tuple(start for one in locators for start in (f"{one}.", f"preamble-{one}"))
        return [own for own in self.tokens if own in wanted or own.startswith(below)]

    def holding(self, quoted: list[list[str]], locators: Sequence[str] | None = None) -> list[str]:
        """Return the clauses that hold the words in order, among some or all."""
        wanted = self.tokens if locators is None else locators
        return [locator for locator in wanted if holds(self.tokens[locator].line, quoted)]

    def headed(self, quoted: list[list[str]]) -> list[str]:
        """Return the clauses whose heading holds the words."""
        return [locator for locator, lines in self.titles.items() if any(holds(line, quoted) for line in lines)]

    def nearest(self, quoted: list[str], locators: Sequence[str]) -> NearestClause | None:
        """Return the stretch of some clauses that is most like the words."""
        best: NearestClause | None = None
        for locator in locators:
            found = _stretch(quoted, self.tokens[locator])
            if found and (best is None or found[2] > best.score):
                best = NearestClause(locator, *found)
        return best

    def shared(self, quoted: list[str], locators: Sequence[str]) -> float:
        """Return the share of the pairs of words of a quotation that stand in some clauses."""
        pairs = [f" {one} {other} " for one, other in pairwise(quoted)]
        lines = [self.tokens[locator].line for locator in locators]
        return sum(any(pair in line for line in lines) for pair in pairs) / len(pairs) if pairs else 0.0

    def alike(self, quoted: list[str]) -> list[str]:
        """Return the clauses that share most pairs of words with a quotation, a few."""
        pairs = [f" {one} {other} " for one, other in pairwise(quoted)]
        counts = {locator: sum(pair in tokens.line for pair in pairs) for locator, tokens in self.tokens.items()}
        least = max(1, len(pairs) // 3)
        ranked = sorted((locator for locator in counts if counts[locator] >= least), key=lambda one: -counts[one])
        return ranked[:5]


def holds(line: str, quoted: list[list[str]]) -> bool:
    """Say whether a line of words holds pieces in order."""
    at = 0
    for piece in quoted:
        found = line.find(f" {' '.join(piece)} ", at)
        if found < 0:
            return False
        at = found + 1
    return True


def _stretch(quoted: list[str], tokens: Tokens) -> tuple[int, int, float] | None:
    """Return the range of a wording that is most like some words, and how like it is."""
    there = tokens.keys
    size, best, at = len(quoted), 0.0, (0, 0)
    known = set(quoted)
    for first in range(min(len(there), _LONGEST * 4)):
        if there[first] not in known:
            continue
        window = there[first : first + size + max(2, size // 4)]
        last = max((n for n, word in enumerate(window) if word in known), default=0)
        for length in {size, last + 1, max(1, size - 1), size + 1}:
            score = likeness.score(quoted, window[:length])
            if score > best:
                best, at = score, (first, min(first + length, len(there)))
    if not best:
        return None
    first, last = _widened(quoted, there, at)
    return tokens.spans[first][0], tokens.spans[last - 1][1], best


def _widened(quoted: list[str], there: list[str], at: tuple[int, int]) -> tuple[int, int]:
    """Trim a stretch to words that match, then widen it by what the quotation has before and behind them."""
    first, last = at
    known = set(quoted)
    while first < last - 1 and there[first] not in known:
        first += 1
    while last > first + 1 and there[last - 1] not in known:
        last -= 1
    before = quoted.index(there[first]) if there[first] in known else 0
    behind = list(reversed(quoted)).index(there[last - 1]) if there[last - 1] in known else 0
    few = 3
    return max(0, first - min(before, few)), min(len(there), last + min(behind, few))


def is_meant(found: NearestClause | None, quoted: list[str], *, cited: bool) -> bool:
    """Say whether a stretch is like enough to words to be what they were taken from."""
    if found is None:
        return False
    if len(quoted) < _FEW:
        return cited and len(quoted) >= _FEWEST and found.score >= LEAST_FEW
    return found.score >= (LEAST_ALIKE if cited else LEAST_ELSEWHERE)


def difference(quoted: list[str], there: list[str]) -> str:
    """Say in words what a quotation has changed: "first" for "last"; "not" is left out."""
    said = []
    for change in likeness.changes(quoted, there):
        own, theirs = " ".join(quoted[slice(*change.here)]), " ".join(there[slice(*change.there)])
        if own and theirs:
            said.append(f'"{own}" for "{theirs}"')
        elif own:
            said.append(f'"{own}" is put in')
        else:
            said.append(f'"{theirs}" is left out')
    return "; ".join(said[:4])


_MANY = 8  # words from which those of several places that were put together are known again
_MOST_SHARED = 0.7  # of their pairs that stand in the cited clauses


class QuotationResult(Record):
    """A quotation, what it is, and where its words or the nearest to them stand."""

    quotation: Quotation
    outcome: str
    places: tuple[str, ...] = ()
    near: NearestClause | None = None
    other: Node | None = None  # the instrument that has the words, where it is not the one that is cited


def compared(draft: Draft) -> list[QuotationResult]:
    """Return every quotation of a draft with what became of it."""
    return [_compare(draft, one, clauses_of(draft, one.node)) for one in quotations(draft)]


def clauses_of(draft: Draft, node: Node) -> ClauseWords:
    """Return the clauses of an instrument as quotations are compared with them."""
    held: dict[int, ClauseWords] = draft.memo.setdefault("clauses", {})
    if node.n not in held:
        headed = draft.index.of_kind(("objective", "goal"), node.n)
        titles = {one.locator: [one.title, *(also.title for also in draft.facts(one).other_titles)] for one in headed}
        held[node.n] = ClauseWords(draft.words(node), titles)
    return held[node.n]


def _compare(draft: Draft, quotation: Quotation, clauses: ClauseWords) -> QuotationResult:
    quoted = quoted_pieces(quotation.text)
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
    draft: Draft, quotation: Quotation, clauses: ClauseWords, quoted: list[list[str]], cited: list[str]
) -> QuotationResult:
    """Judge words that do not stand where they are said to stand."""
    words = [word for piece in quoted for word in piece]
    places = (*clauses.holding(quoted), *clauses.headed(quoted))
    if places:
        known_again = len(words) >= LEAST_FOR_PLACE and max(map(len, quoted)) >= LEAST_FOR_PLACE - 1
        return QuotationResult(quotation, WRONG_PLACE if quotation.parts and known_again else UNCHECKED, places)
    near = clauses.nearest(words, cited) if quotation.parts else None
    glued = quotation.parts and len(words) >= _MANY and clauses.shared(words, cited) >= _MOST_SHARED
    if glued or is_meant(near, words, cited=True):
        return QuotationResult(quotation, MISQUOTE, near=near)
    near = clauses.nearest(words, clauses.alike(words))
    if is_meant(near, words, cited=False):
        return QuotationResult(quotation, MISQUOTE, near=near)
    return _of_another(draft, quotation, quoted) or QuotationResult(quotation, UNCHECKED)


def _is_quoted(wording: str, quoted: list[list[str]]) -> bool:
    """Say whether words stand in quotation marks in a wording too: a title or a term, and no words of its own."""
    return any(holds(Tokens(found.group()).line, quoted) for found in _QUOTED.finditer(wording))


def _of_another(draft: Draft, quotation: Quotation, quoted: list[list[str]]) -> QuotationResult | None:
    """Say whether words that the cited instrument does not have are those of another whose wording is at hand.

    They are right where the same sentence cites that one too; a few words, or words said of no place, prove nothing.
    """
    longest = max(quoted, key=len)
    if len(longest) < LEAST_FOR_OTHER:
        return None
    low, high = draft.sentence(quotation.start, quotation.end)
    beside = {node.n for citation, node in draft.instruments if low <= citation.start and citation.end <= high}
    known = [node for _, node in draft.instruments]
    more = draft.holders(written_words(quotation.text)) if quotation.parts else ()
    for node in {node.n: node for node in (*known, *more)}.values():
        if node.n == quotation.node.n or not draft.words(node):
            continue
        clauses = clauses_of(draft, node)
        places = clauses.holding(quoted)
        if places and node.n in beside:
            return QuotationResult(quotation, RIGHT)
        places = [one for one in places if not _is_quoted(clauses.tokens[one].text, quoted)]
        if places and quotation.parts:
            return QuotationResult(quotation, WRONG_PLACE, tuple(places), other=node)
    return None


def _cited(draft: Draft, quotation: Quotation, clauses: ClauseWords) -> tuple[list[str], set[str]]:
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


def _run_on(clauses: ClauseWords, cited: list[str], quoted: list[list[str]]) -> bool:
    """Say whether words run on from a clause into the next, as a paragraph into its items."""
    if not cited or len(cited) > 60:  # noqa: PLR2004 - a paragraph with its items, not a whole instrument
        return False
    whole = " ".join(clauses.tokens[locator].line.strip() for locator in cited)
    return holds(f" {whole} ", quoted)
