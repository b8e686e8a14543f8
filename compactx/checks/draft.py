"""A draft as its rules look at it: citations with what the index knows of them, the dates of things, and quotations."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from compactx.checks.even import EvenText, evened
from compactx.checks.phrases import PhraseText
from compactx.citation.citation import AMBIGUOUS, RESOLVED
from compactx.index.instruments import extent_of
from compactx.model.kinds import INSTRUMENT_KINDS
from compactx.model.record import Record, Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from compactx.citation.citation import Citation, ClauseSpan
    from compactx.index.facts import Facts
    from compactx.index.read import Index, Node
    from compactx.model.extent import Extent

    Body = Callable[["Draft"], Iterable["Judgement"]]
    Holders = Callable[[Sequence[str]], Iterable[Node]]
    Wording = Callable[[Node], Mapping[str, str]]
    from collections.abc import Sequence
    from datetime import date

    from compactx.index.read import Node

WRONG, DOUBTFUL, RIGHT, UNCHECKED = "wrong", "doubtful", "right", "unchecked"
VERDICTS = (WRONG, DOUBTFUL, RIGHT, UNCHECKED)
MISQUOTE, WRONG_PLACE = "misquote", "wrong-place"  # what else becomes of a quotation
PART_RULES = frozenset({"pinpoint", "goal", "target", "indicator"})
_LIST = 600  # characters before a number in which its list says what it counts
_REACH = 160  # characters around a citation in which its pinpoint stands


class Fix(Record):
    """What to write instead of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class Judgement(Row):
    """What a rule says of some words of a draft: the fact, what stands there, what is so, and what to do."""

    start: int
    end: int
    message: str
    to: str = ""
    found: str = ""
    expected: str = ""
    hint: str = ""
    fix: Fix | None = None
    rule: str = ""
    verdict: str = WRONG


class DraftRule(Record):
    """A rule for drafts, and the function that judges."""

    id: str
    verdict: str
    body: Body

    @property
    def explanation(self) -> str:
        """What it looks at, and why: the docstring of the function, with its example."""
        import inspect  # noqa: PLC0415 - few ask, and it loads as long as half a page is read

        return inspect.cleandoc(self.body.__doc__ or "").replace("``", "")

    @property
    def severity(self) -> str:
        """How bad a finding is, in the words of the other family."""
        return "error" if self.verdict == WRONG else "warning"

    def judgements(self, draft: Draft) -> Iterator[Judgement]:
        """Yield what this rule says, signed with its id and its verdict."""
        for judgement in self.body(draft):
            yield judgement.replace(rule=self.id, verdict=self.verdict)


def draft_rule(identity: str, verdict: str) -> Callable[[Body], DraftRule]:
    """Make a rule of a generator of judgements; its docstring is the explanation."""

    def made(body: Body) -> DraftRule:
        return DraftRule(identity, verdict, body)

    return made


class Draft(PhraseText):
    """A document under examination. What is looked up is kept: a draft cites the same things again and again."""

    def __init__(
        self,
        name: str,
        text: str,
        spans: Sequence[ClauseSpan],
        citations: Sequence[Citation],
        index: Index,
        wording: Wording,
        holders: Holders = lambda _: (),
        read: str = "",
    ) -> None:
        """Keep the text, what it cites, and where to look things up.

        ``wording`` returns words by dotted locator, ``holders`` the instruments that may hold a run of words. Rules
        look at ``text``, which is the ``source`` with even gaps, and so do the ranges of ``citations``; ``spans`` are
        those of the source. ``read`` is the source without what pages and margins put between its words, if there is
        such, of the same length.
        """
        self.name = name
        self.source, self.spans = text, spans
        read = read or text
        self.even = EvenText(read, spans)
        super().__init__(self.even.text, read)
        self._is_even = self.text == read
        self._keeps_places = len(self.text) == len(read)  # gaps are made single, never longer
        self.index = index
        self._nodes: dict[str, Node | None] = {}
        self._wording = wording
        self.holders = holders
        self._symbols: dict[str, str] = {}  # ids of what bears them
        self.citations = [self._of_whole(self._evened(citation)) for citation in citations]
        cited = dict.fromkeys(citation.to for citation in self.citations)
        held = index.by_ids(cited)  # all at once, as what is known of them
        self._nodes |= {**cited, **held}
        self._words: dict[int, Mapping[str, str]] = {}
        self._extents: dict[int, Extent] = {}
        self._facts: dict[int, Facts] = {}
        self.memo: dict[str, Any] = {}  # what several rules ask and one works out

    def _evened(self, citation: Citation) -> Citation:
        if self._is_even:
            return citation
        low, high = citation.start, citation.end
        if not self._keeps_places:
            low, high = self.even.at(low), self.even.at(high)
        surface, pinpoint = self.text[low:high], evened(citation.pinpoint)
        if (low, high, surface, pinpoint) == (citation.start, citation.end, citation.surface, citation.pinpoint):
            return citation
        return citation.replace(start=low, end=high, surface=surface, pinpoint=pinpoint)

    def placed(self, judgement: Judgement) -> Judgement:
        """Return a judgement whose ranges are those of the source."""
        if self._keeps_places:
            return judgement
        fix, even = judgement.fix, self.even
        start, end = even.start(judgement.start), even.end(judgement.end)
        if fix is None and (start, end) == (judgement.start, judgement.end):
            return judgement
        fix = fix and Fix(even.start(fix.start), even.end(fix.end), fix.text)
        return judgement.replace(start=start, end=end, fix=fix)

    def _of_whole(self, citation: Citation) -> Citation:
        """Return a citation as one of the instrument, also where its part does not exist: then it resolves to nothing.

        A number that the words call a resolution is one, however high it is.
        """
        symbol = citation.symbol
        if symbol.startswith("A/DEC/"):
            low = max(0, citation.start - _LIST)
            words = (max(low, self.text.rfind("\n", low, citation.start)), citation.end)
            resolution, decision = (
                max((found.start() for found in pattern.finditer(self.text, *words)), default=-1)
                for pattern in (self.phrases.resolution, self.phrases.decision)
            )
            symbol = symbol.replace("/DEC/", "/RES/", 1) if resolution > decision else symbol
        to = citation.to or citation.whole
        if not to and symbol and citation.status != AMBIGUOUS:
            if symbol not in self._symbols:
                self._symbols[symbol] = next((self.index.node(one.node).id for one in self.index.named(symbol)), "")
            to = self._symbols[symbol]
        if (to, symbol) == (citation.to, citation.symbol):
            return citation
        return citation.replace(to=to, symbol=symbol, status=RESOLVED if to else citation.status)

    @cached_property
    def wholes(self) -> list[Citation]:
        """The citations of things as such, in order; those of their parts say the same once more."""
        return [citation for citation in self.citations if citation.rule not in PART_RULES]

    @cached_property
    def instruments(self) -> list[tuple[Citation, Node]]:
        """The citations that are read as an instrument, with it."""
        found = []
        for citation in self.wholes:
            node = self.node(citation.to) if citation.status == RESOLVED else None
            if node is not None and node.kind in INSTRUMENT_KINDS and not node.locator:
                found.append((citation, node))
        return found

    def node(self, identity: str) -> Node | None:
        """Return the node of an id, None if the index has none."""
        if identity not in self._nodes:
            self._nodes[identity] = self.index.by_id(identity) if identity else None
        return self._nodes[identity]

    def extent(self, node: Node) -> Extent:
        """Return which parts an instrument has."""
        if node.n not in self._extents:
            self._extents[node.n] = extent_of(self.index, node)
        return self._extents[node.n]

    def words(self, node: Node) -> Mapping[str, str]:
        """Return the wording of an instrument by dotted locator; nothing if it is not at hand."""
        if node.n not in self._words:
            self._words[node.n] = self._wording(node)
        return self._words[node.n]

    def with_parts(self, node: Node) -> Node:
        """Return the instrument that holds the parts of a thing: the thing itself, unless its entry names another."""
        return self.node(self.facts(node).first("parts_in")) or node

    def facts(self, node: Node) -> Facts:
        """Return what is known of a node beside its row."""
        if node.n not in self._facts:
            self._facts[node.n] = self.index.facts(node.n)
        return self._facts[node.n]

    def is_held(self, node: Node) -> bool:
        """Say whether anything is known of a thing beyond that others cite it."""
        return bool(node.date or node.confidence)

    def pinpoint(self, citation: Citation) -> tuple[int, int] | None:
        """Return where the words of a pinpoint stand, the nearest to its citation; None if there are none."""
        if not citation.pinpoint:
            return None
        low = max(0, citation.start - _REACH)
        starts = _places(citation.pinpoint, self.text[low : citation.end + _REACH])
        if not starts:
            return None
        length = len(citation.pinpoint)
        start = low + min(starts, key=lambda at: max(low + at - citation.end, citation.start - low - at - length))
        return start, start + length

    def ends_title(self, citation: Citation) -> bool:
        """Say whether a name is the end of a longer title in quotation marks: what follows is said of that."""
        closed = self.text[citation.end : citation.end + 1] in {"\u201d", '"'}
        return closed and self.text[max(0, citation.start - 1) : citation.start] not in {"\u201c", '"'}

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the sentence, or of the numbered line, around some words."""
        over = self.phrases.sentence
        left = max((found.end() for found in over.finditer(self.text, max(0, start - 1500), start)), default=None)
        right = over.search(self.text, end, end + 1500)
        low = left if left is not None else max(0, start - 1500)
        return low, right.start() + 1 if right else min(len(self.text), end + 1500)


def _places(words: str, text: str) -> list[int]:
    """Return where some words stand in a text, without overlap.

    >>> _places("aa", "aaa aa")
    [0, 4]
    """
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + len(words))
    return found


_LEAD = 120  # characters before a citation in which its day may stand
_ISSUED = 150  # days after its adoption within which a document is issued: a day in brackets may be that one


class StatedDate(Record):
    """A day or a year that a text gives to a citation: ``value`` in ISO 8601, and where it stands."""

    value: str
    start: int
    end: int


def stated_day(draft: Draft, citation: Citation) -> StatedDate | None:
    """Return the day beside a citation: "of 19 December 2018", ", dated 6 April 2017", "(25 September 2015)".

    A day before it is one too: "On 19 December 2018, the Assembly endorsed ...".
    """
    known: dict[tuple[int, int, bool], StatedDate | None] = draft.memo.setdefault("days", {})
    key = (citation.start, citation.end, bool(citation.symbol))
    if key not in known:
        known[key] = _stated_day(draft, citation)
    return known[key]


def _stated_day(draft: Draft, citation: Citation) -> StatedDate | None:
    found = draft.match("day_after", citation.end) or draft.match("day_in_brackets", citation.end)
    found = found or draft.search("on_day_before", max(0, citation.start - _LEAD), citation.start)
    found = found or (adopted(draft, citation) if citation.symbol else None)
    return day_found(draft, found) if found else None


def day_found(draft: Draft, found: re.Match[str]) -> StatedDate:
    """Return the day that is the first group of what a pattern found."""
    return StatedDate(draft.phrases.days.read(draft.said(found, 1)), found.start(1), found.end(1))


def adopted(draft: Draft, citation: Citation, pattern: str = "adopted") -> re.Match[str] | None:
    """Return the adoption of a thing in the words behind it: ", adopted in Harbourtown on 4 May 2018"."""
    found = draft.match(pattern, citation.end)
    return found if found and not draft.phrases.treaty.search(draft.said(found)) else None


def is_of_issue(said: StatedDate, known: Sequence[str], text: str) -> bool:
    """Say whether a day alone beside a symbol may be that on which a document was issued, weeks after its adoption."""
    if text[max(0, said.start - 2) : said.start].strip(" \u00a0") not in {"(", ","}:
        return False
    issued = _day(said.value)
    return any(issued and (day := _day(one)) and 0 < (issued - day).days <= _ISSUED for one in known)


def _day(value: str) -> date | None:
    from datetime import date  # noqa: PLC0415 - where a day differs: it loads as long as a rule judges

    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def days_of_symbol(draft: Draft, node: Node, symbol: str) -> tuple[str, ...]:
    """Return the days of the document that bears a symbol: of an edition with it, else of the thing itself."""
    if in_parts(draft, node):
        return ()
    of_edition = [date for date, own in _editions(draft, node) if own.partition(",")[0] == symbol]
    official = (node.date,) if node.symbol.partition(",")[0] == symbol and node.kind == "resolution" else ()
    days = [*official, *of_edition] or ([node.date] if _bears(draft, node, symbol) else [])
    return tuple(dict.fromkeys(day for day in days if day))


def in_parts(draft: Draft, node: Node) -> bool:
    """Say whether a resolution was adopted part by part, each on its own day."""
    return node.kind == "resolution" and any(draft.node(f"{node.id}{letter}") for letter in "ab")


def _bears(draft: Draft, node: Node, symbol: str) -> bool:
    """Say whether a thing's day is that of the document with this symbol.

    What a conference adopted has its day from there, and the resolution that endorses it often one of weeks later.
    """
    if node.symbol.partition(",")[0] != symbol or node.kind == "treaty" or _editions(draft, node):
        return False
    basis = " ".join(draft.facts(node).get("date_basis", ()))
    if node.symbol == symbol:
        return "conference" not in basis
    return "General Assembly" in basis or "resolution" in basis


def days_of(draft: Draft, node: Node) -> tuple[str, ...]:
    """Return every day that a thing can be said to be of: of its adoption, its editions, its opening for signature.

    In the year of the entry into force the opening is left out: that year is commonly taken for the treaty's.
    """
    force = {day[:4] for day in days_in_force(draft, node)}
    opened = [day for day in draft.facts(node).get("opened", ()) if node.date and day[:4] not in force]
    days = [node.date, *(date for date, _ in _editions(draft, node)), *opened]
    return tuple(dict.fromkeys(day for day in days if day))


def goes_on(draft: Draft, citation: Citation) -> bool:
    """Say whether a name is the beginning of a longer one, of something else."""
    found, node = draft.phrases.goes_on.match(draft.text, citation.end), draft.node(citation.to)
    return found is not None and node is not None and found.group(1).lower() not in node.title.lower()


def is_second_of_name(draft: Draft, citation: Citation) -> bool:
    """Say whether a name ends a longer one behind another: "the Framework for Agenda 2063 and the | 2030 Agenda"."""
    joint = draft.phrases.name_and.search(draft.text, max(0, citation.start - 40), citation.start)
    if joint is None:
        return False
    at = bisect_left(draft.wholes, joint.start(), key=lambda one: one.start)
    near = draft.wholes[max(0, at - 4) : at]
    return any(one.end == joint.start() and not one.pinpoint and is_in_title(draft, one) for one in near)


def is_in_title(draft: Draft, citation: Citation) -> bool:
    """Say whether a name seems to end a longer one; what stands before it may also be the part that is cited."""
    words, low = draft.phrases, max(0, citation.start - 40)
    found = words.in_title.search(draft.text, low, citation.start)
    if found and words.adoption_before.search(draft.text, low, found.end()):
        return False
    part = draft.pinpoint(citation) if found else None
    return found is not None and (part is None or draft.text[part[1] : found.start()].strip(" \u00a0") != "")


def days_in_force(draft: Draft, node: Node) -> tuple[str, ...]:
    """Return the day on which a thing entered into force, if it is known."""
    return tuple(draft.facts(node).get("in_force", ()))


def _editions(draft: Draft, node: Node) -> list[tuple[str, str]]:
    return draft.facts(node).printed


def is_own_symbol(symbol: str, own: list[str]) -> bool:
    """Say whether a symbol is one of a thing's own, or has its number: whosever it was then read as.

    >>> is_own_symbol("A/HRC/RES/73/195", ["A/RES/73/195, annex"]), is_own_symbol("A/RES/73/196", ["A/RES/73/195"])
    (True, False)
    """
    number = symbol.partition("/RES/")[2]
    if number and any(one.partition(",")[0].partition("/RES/")[2] == number for one in own):
        return True
    return symbol in {one.partition(",")[0] for one in own} | set(own)
