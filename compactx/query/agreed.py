"""Is this agreed language: where a wording stood before, how it changed, and what in it is new?

A paragraph is compared with every clause of the library and of attached texts that shares runs of three words with it;
those that share most are scored exactly (:mod:`compactx.citation.words`). What counts as earlier is told by the day of
the document; a clause of the document that is asked about is never its own source.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from compactx.citation.verbs import verb_change
from compactx.citation.words import changes, keys, scores, words
from compactx.index.runs import runs_of
from compactx.model.record import Record
from compactx.query.agreed_sources import NO_DAY, Finder, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from compactx.citation.verbs import VerbChange
    from compactx.citation.words import Word
    from compactx.index.read import Node
    from compactx.index.runs import Runs
    from compactx.query.agreed_sources import AgreedSources, Use

VERBATIM, NEAR, PARTLY, NEW = STATUSES = ("verbatim", "near", "partly", "new")
NEAR_SCORE, PARTLY_SCORE = 0.8, 0.5
LONG_RUN = 12  # words of a run that makes a paragraph partly agreed
PHRASE = 12  # words up to which a wording that stands whole in clauses is asked for as a phrase
CHAIN = 12  # variants that are told
_CANDIDATES = 400  # wordings that are scored at a time
_ENOUGH = 40  # of them that may be sources, or the next are scored too
_TURNS = 5
_BUDGET = 400_000  # wordings that may be counted for one paragraph


class AskedParagraph(Record):
    """A paragraph that is asked about: where it stands in what was read (None where there is no text) and its words.

    ``pieces`` say where its stretches come from, as (offset in the wording, offset in the text), in order; without any
    the wording stands as it is from ``start`` on. ``number`` is the address as the text writes it.
    """

    locator: str
    start: int | None
    end: int | None
    wording: str
    pieces: tuple[tuple[int, int], ...] = ()
    number: str = ""

    def place(self, offset: int) -> int:
        """Return where a character of the wording stands in the text.

        >>> AskedParagraph("1", 5, 12, "abcd", ((-1, 5), (2, 10))).place(3)
        11
        """
        at, origin = (0, self.start or 0)
        for piece in self.pieces:
            if piece[0] <= offset:
                at, origin = piece
        return origin + offset - at


class AgreedChange(Record):
    """A stretch of words: ``same``, or ``insert``, ``delete``, ``replace`` from the source (there) to here."""

    op: str
    here: str
    there: str


class Variant(Record):
    """One wording of a chain: how like what was asked, its first and latest use, how many clauses have it.

    ``changes`` are the words that differ from the variant before.
    """

    score: float
    first: Use
    latest: Use
    count: int
    changes: tuple[AgreedChange, ...]


class Fragment(Record):
    """A run of words that stands in an earlier clause: its characters in the text, its words, its first use."""

    start: int
    end: int
    words: int
    text: str
    source: Use
    count: int


class AgreedResult(Record):
    """What is known of a paragraph.

    ``source`` is the closest earlier clause; ``first`` and ``latest`` are of the ``count`` clauses at 0.8 and more;
    ``later`` are such clauses in documents from that day on; ``kept`` words are those of the closest clause, in order.
    """

    asked: AskedParagraph
    words: int
    status: str
    score: float
    source: Use | None = None
    uses: tuple[Use, ...] = ()
    later: tuple[Use, ...] = ()
    changes: tuple[AgreedChange, ...] = ()
    variants: tuple[Variant, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    verb: VerbChange | None = None
    kept: int = 0
    is_phrase: bool = False

    def __repr__(self) -> str:
        """Show where it stands and what it is, in a line."""
        source = f" {self.source.to}" if self.source else ""
        return f"<AgreedResult {self.asked.locator or 'words'} {self.status} {self.score:.2f}{source}>"


class AgreedQuestion:
    """The question, asked of one paragraph after another."""

    def __init__(self, sources: AgreedSources) -> None:
        """Keep the sources."""
        self.sources = sources
        self.runs: Runs = sources.runs
        self.shortest: int = sources.scope.shortest
        self.only: set[int] | None = sources.only()
        self.finder: Finder = Finder(sources.runs, self._counts)

    def of(self, paragraphs: Iterable[AskedParagraph]) -> Iterator[AgreedResult]:
        """Yield what is known of each paragraph that has words enough."""
        for asked in paragraphs:
            own = words(asked.wording)
            if len(own) >= self.shortest:
                yield self.paragraph(asked, own)

    def paragraph(self, asked: AskedParagraph, own: Sequence[Word]) -> AgreedResult:
        """Return what is known of a paragraph."""
        coded = self.runs.code([word.key for word in own])
        scored, uses = self._alike(coded)
        best = next(((n, value) for n, value in scored if self._earlier(uses[n])), None)
        score = best[1] if best else 0.0
        close = [(n, value) for n, value in scored if value >= NEAR_SCORE]
        near = sorted({use for n, _ in close for use in self._earlier(uses[n])})
        later = sorted({use for n, _ in close for use in uses[n] if not self.sources.is_earlier(use)})
        stretches = self._stretches(coded, best)
        status = _status(score, stretches)
        text = best[0] if best and score >= PARTLY_SCORE else stretches[0].texts[0] if status == PARTLY else None
        if text is None:
            fragments = self._fragments(asked, own, stretches, "")
            return AgreedResult(asked, len(own), NEW, score, later=tuple(later), fragments=fragments)
        source, score = self._first(scored, uses, text, coded, score)
        there = self.sources.wording(source)
        theirs = self.runs.texts([text])[text]
        return AgreedResult(
            asked, len(own), status, score, source, tuple(near), tuple(later),
            tuple(_changes(asked.wording, own, coded, there, self._written(there, theirs), theirs)),
            tuple(self._chain(close, uses)),
            self._fragments(asked, own, stretches, theirs),
            verb_change(asked.wording, there) if score >= PARTLY_SCORE else None,
            round(score * (len(coded) + len(theirs)) / 2),
        )  # fmt: skip

    def phrase(self, asked: AskedParagraph) -> AgreedResult | None:
        """Return where a phrase stands whole inside earlier clauses, None if nowhere."""
        own = keys(asked.wording)
        if not own:
            return None
        texts = self._within(self.runs.having(self.runs.code(own)))
        every = sorted({use for uses in self.sources.uses(texts).values() for use in uses})
        earlier = [use for use in every if self.sources.is_earlier(use)]
        later = [use for use in every if not self.sources.is_earlier(use)]
        if not earlier:
            return None
        same = (AgreedChange("same", asked.wording.strip(), asked.wording.strip()),)
        return AgreedResult(
            asked,
            len(own),
            VERBATIM,
            1.0,
            earlier[0],
            tuple(earlier),
            tuple(later),
            same,
            kept=len(own),
            is_phrase=True,
        )

    def alike(self, coded: str, least: float) -> list[tuple[float, Use]]:
        """Return (score, clause) of the earlier clauses that are like a coded wording, the most alike first."""
        scored, uses = self._alike(coded)
        found = [(value, use) for n, value in scored if value >= least for use in self._earlier(uses[n])]
        return sorted(dict.fromkeys(found), key=lambda pair: (-pair[0], pair[1]))

    def _within(self, texts: Sequence[int]) -> list[int]:
        return [n for n in texts if self.only is None or n in self.only]

    def _earlier(self, uses: Iterable[Use]) -> list[Use]:
        return [use for use in uses if self.sources.is_earlier(use)]

    def _counts(self, texts: Sequence[int]) -> list[int]:
        """Return those of some wordings that stand in an earlier clause, the earliest first."""
        uses = self.sources.uses(self._within(texts))
        first = {n: earlier[0] for n, own in uses.items() if (earlier := self._earlier(own))}
        return sorted(first, key=lambda n: first[n])

    def _alike(self, coded: str) -> tuple[list[tuple[int, float]], dict[int, list[Use]]]:
        """Return (wording, score), the best first, of what shares most runs and may be a source; and their uses."""
        ranked = self._ranked(coded)
        scored: list[tuple[int, float]] = []
        uses: dict[int, list[Use]] = {}
        for start in range(0, min(len(ranked), _TURNS * _CANDIDATES), _CANDIDATES):
            texts = self.runs.texts(ranked[start : start + _CANDIDATES])
            found = scores(coded, texts)
            likely = {n for n, value in found if value >= PARTLY_SCORE} | {n for n, _ in found[:_ENOUGH]}
            uses |= self.sources.uses([*likely])
            scored += [(n, value) for n, value in found if n in uses]
            if sum(1 for n, _ in scored if self._earlier(uses[n])) >= _ENOUGH:
                break
        return sorted(scored, key=lambda pair: (-pair[1], uses[pair[0]][0])), uses

    def _ranked(self, coded: str) -> list[int]:
        """Return the wordings that share runs with one, those that share most first; the rarest runs count first."""
        counts: Counter[int] = Counter()
        spent = 0
        for numbers in sorted(self.runs.lists(runs_of(coded)).values(), key=len):
            if spent + len(numbers) > _BUDGET and spent:
                break
            counts.update(numbers if self.only is None else [n for n in numbers if n in self.only])
            spent += len(numbers)
        return [n for n, _ in counts.most_common(_TURNS * _CANDIDATES)]

    def _stretches(self, coded: str, best: tuple[int, float] | None) -> list[Stretch]:
        """Return the runs of words that stand in earlier clauses, the longest first; none that the closest one has."""
        theirs = ""
        if best and best[1] >= PARTLY_SCORE:
            theirs = self.runs.texts([best[0]])[best[0]]
            longest = max((end - start for start, end in _ours(coded, theirs)), default=0)
            if longest < self.shortest:
                return []
        return self.finder.stretches(coded, self.shortest, theirs)

    def _first(
        self,
        scored: Sequence[tuple[int, float]],
        uses: Mapping[int, Sequence[Use]],
        text: int,
        coded: str,
        score: float,
    ) -> tuple[Use, float]:
        """Return the earliest, then most official clause with a wording, and its score."""
        if text in uses and score >= PARTLY_SCORE:
            tied = [n for n, value in scored if value == score]
            return min(use for n in tied for use in self._earlier(uses[n])), score
        own = self.sources.uses([text])[text]
        return self._earlier(own)[0], scores(coded, self.runs.texts([text]))[0][1]

    def _written(self, there: str, theirs: str) -> list[Word]:
        found = words(there)
        return found if len(found) == len(theirs) else []

    def _fragments(
        self, asked: AskedParagraph, own: Sequence[Word], stretches: Sequence[Stretch], theirs: str
    ) -> tuple[Fragment, ...]:
        found = []
        for stretch in sorted(stretches, key=lambda one: one.start):
            if stretch.coded in theirs:
                continue
            start, end = own[stretch.start].start, own[stretch.end - 1].end
            every = sorted({use for uses in self.sources.uses(stretch.texts).values() for use in self._earlier(uses)})
            at = (asked.place(start), asked.place(end - 1) + 1)
            found.append(Fragment(*at, stretch.end - stretch.start, asked.wording[start:end], every[0], len(every)))
        return tuple(found)

    def _chain(self, close: Sequence[tuple[int, float]], uses: Mapping[int, Sequence[Use]]) -> Iterator[Variant]:
        """Yield the variants of a wording in the order of their first use; of many the most used."""
        rows = [(n, value, every) for n, value in close if (every := self._earlier(uses[n]))]
        rows = sorted(rows, key=lambda row: -len(row[2]))[:CHAIN]
        before = ""
        for n, value, every in sorted(rows, key=lambda row: row[2][0]):
            coded = self.runs.texts([n])[n]
            differing = tuple(self._between(coded, before)) if before else ()
            yield Variant(value, every[0], _latest(every), len(every), differing)
            before = coded

    def _between(self, here: str, there: str) -> Iterator[AgreedChange]:
        now, then = self.runs.decode(here), self.runs.decode(there)
        for one in changes(here, there):
            yield AgreedChange(one.op, " ".join(now[slice(*one.here)]), " ".join(then[slice(*one.there)]))


def _latest(uses: Sequence[Use]) -> Use:
    """Return the latest use of a known day; of one day the most official."""
    day = max((use.day for use in uses if use.date), default=NO_DAY)
    return next(use for use in uses if use.day == day)


def first_and_latest(uses: Sequence[Use]) -> tuple[Use, Use] | None:
    """Return the first and the latest of some uses in order, None if there are none."""
    return (uses[0], _latest(uses)) if uses else None


def _status(score: float, stretches: Sequence[Stretch]) -> str:
    if score >= NEAR_SCORE:
        return VERBATIM if score == 1 else NEAR
    long = bool(stretches) and stretches[0].end - stretches[0].start >= LONG_RUN
    return PARTLY if score >= PARTLY_SCORE or long else NEW


def _ours(here: str, there: str) -> list[tuple[int, int]]:
    """Return the stretches of words here that the other wording does not have."""
    return [one.here for one in changes(here, there)]


def _changes(
    here: str, own: Sequence[Word], coded: str, there: str, their: Sequence[Word], theirs: str
) -> Iterator[AgreedChange]:
    """Yield both wordings as stretches that are the same or differ, as they are written."""
    at, other = 0, 0
    for one in changes(coded, theirs):
        if one.here[0] > at:
            yield AgreedChange("same", _cut(here, own, at, one.here[0]), _cut(there, their, other, one.there[0]))
        yield AgreedChange(one.op, _cut(here, own, *one.here), _cut(there, their, *one.there))
        at, other = one.here[1], one.there[1]
    if at < len(own):
        yield AgreedChange("same", _cut(here, own, at, len(own)), _cut(there, their, other, len(theirs)))


def _cut(text: str, own: Sequence[Word], start: int, end: int) -> str:
    """Return some words as they are written, with what stands between them and before the next."""
    if start == end or not own:
        return ""
    until = own[end].start if end < len(own) else len(text)
    return " ".join(text[own[start].start : until].split())


class Group(Record):
    """Paragraphs that go back to one document, or whose first use is of one year: how many of each status."""

    name: str
    whole: Node | None
    counts: Mapping[str, int]


def grouped(found: Sequence[AgreedResult], by: str, sources: AgreedSources) -> list[Group]:
    """Return the paragraphs by the document of the closest clause (``source``), or by the year of the first use."""
    groups: dict[str, tuple[Node | None, Counter[str]]] = {}
    for one in found:
        use = one.uses[0] if by == "year" and one.uses else one.source
        name = "" if use is None else use.date[:4] or "no date" if by == "year" else use.id
        whole = sources.whole(use.document) if use and by == "source" else None
        groups.setdefault(name, (whole, Counter()))[1][one.status] += 1
    rows = [Group(name, whole, counts) for name, (whole, counts) in groups.items()]
    if by == "year":
        return sorted(rows, key=lambda group: group.name or NO_DAY)
    return sorted(rows, key=lambda group: (not group.name, -sum(group.counts.values()), group.name))


def uses_by_year(uses: Iterable[Use]) -> dict[str, int]:
    """Return how many uses there are in each year of which one is known, in order."""
    return dict(sorted(Counter(use.date[:4] for use in uses if use.date).items()))


def shares(found: Sequence[AgreedResult]) -> dict[str, int]:
    """Return how many paragraphs there are of each status."""
    counts = Counter(one.status for one in found)
    return {status: counts[status] for status in STATUSES}
