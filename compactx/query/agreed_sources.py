"""The clauses that may be sources of agreed language: which document each is of, its day, whether it counts.

And runs of their words that stand somewhere else: fragments of agreed language grafted into new sentences.
"""

from __future__ import annotations

from typing import NamedTuple

from compactx.index.runs import ATTACHED, LENGTH, runs_of
from compactx.model.locator import printed
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from compactx.index.read import Index, Node
    from compactx.index.runs import Runs
    from compactx.index.wording import LibraryWording

SHORTEST = 8  # words of a paragraph, and of a fragment
NO_DAY = "~"  # sorts behind all days
_OFFICIAL = (("A/RES/", 1), ("S/RES/", 1), ("A/CONF.", 1), ("E/RES/", 2), ("A/HRC/RES/", 3))
_KINDS = {"treaty": 0, "framework": 1, "resolution": 4, "guidance": 5}
_MANY = 5_000  # wordings of a run that are looked at


class Scope(Record):
    """What may be a source: documents before a day, only some instruments, not others (rows of the index).

    ``shortest`` is how many words a paragraph, and a fragment, has at least.
    """

    before: str = ""
    inside: tuple[int, ...] | None = None
    without: tuple[int, ...] = ()
    shortest: int = SHORTEST


class Use(NamedTuple):
    """A clause that has a wording; uses sort by day, then the most official first."""

    day: str
    rank: int
    id: str
    locator: str
    document: int

    @property
    def date(self) -> str:
        """The day of its document, '' if none is known."""
        return "" if self.day == NO_DAY else self.day

    @property
    def to(self) -> str:
        """The id of the clause: of its document, and its locator."""
        return f"{self.id}/{self.locator}"


class AgreedSources:
    """The clauses of library and attached texts as sources: which document each is of, its day, whether it counts."""

    def __init__(
        self, index: Index, runs: Runs, scope: Scope, library: LibraryWording, attached: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Take the open index, runs, and where the full wordings are."""
        self.index = index
        self.runs = runs
        self.scope = scope
        self._library = library
        self._attached = attached
        self._held: dict[str, int] = dict(index.connection.execute("SELECT document, node FROM held").fetchall())
        self._facts: dict[int, tuple[str, int, str, Node] | None] = {}

    def whole(self, document: int) -> Node | None:
        """Return the instrument that a document of the runs is, None if the index does not have it."""
        facts = self._of(document)
        return facts[3] if facts else None

    @property
    def at_hand(self) -> int:
        """How many texts with a wording there are to compare with, whatever their day."""
        held = len(self.runs.documents) if self.scope.inside is None else len(self.scope.inside)
        return max(0, held - len(self.scope.without))

    def uses(self, texts: Sequence[int]) -> dict[int, list[Use]]:
        """Return the clauses that have each of some wordings, where they may be sources at all, whatever their day."""
        found: dict[int, dict[tuple[str, str], Use]] = {}
        for text, document, locator in self.runs.places(texts):
            facts = self._of(document)
            if facts:
                use = Use(*facts[:3], locator, document)
                found.setdefault(text, {}).setdefault((use.id, locator), use)
        return {text: sorted(uses.values()) for text, uses in found.items()}

    def printed(self, use: Use) -> str:
        """Return the address of a clause as its document writes it."""
        node = self.index.by_id(use.to)
        return (node.printed if node else "") or printed(use.locator)

    def is_earlier(self, use: Use) -> bool:
        """Say whether a clause is known to be of a day before the one that was asked for."""
        return not self.scope.before or use.day < self.scope.before

    def only(self) -> set[int] | None:
        """Return the wordings of the instruments to which the scope is bound, None if it is not."""
        if self.scope.inside is None:
            return None
        return self.runs.texts_in([n for n in self.runs.documents if self._of(n)])

    def wording(self, use: Use) -> str:
        """Return the words of a clause as they are written, '' if they cannot be had any more."""
        origin, identity = self.runs.documents[use.document]
        held = self._attached.get(identity, {}) if origin == ATTACHED else self._library.words(identity)
        return held.get(use.locator, "")

    def _of(self, document: int) -> tuple[str, int, str, Node] | None:
        if document not in self._facts:
            origin, identity = self.runs.documents[document]
            number = self._held.get(identity) if origin != ATTACHED else None
            node = self.index.node(number) if number else self.index.by_id(identity) if origin == ATTACHED else None
            self._facts[document] = (
                (node.date or NO_DAY, _rank(node), node.id, node) if node and self._admits(node) else None
            )
        return self._facts[document]

    def _admits(self, node: Node) -> bool:
        inside = self.scope.inside
        return node.n not in self.scope.without and (inside is None or node.n in inside)


def _rank(whole: Node) -> int:
    """Return how official an instrument is, the most official first: treaties, then by who adopts."""
    if whole.legal == "binding" or whole.kind == "treaty":
        return 0
    return next((rank for start, rank in _OFFICIAL if whole.symbol.startswith(start)), _KINDS.get(whole.kind, 6))


class Stretch(Record):
    """Words from one number to before another, coded, and the wordings that have them in a row, the earliest first."""

    start: int
    end: int
    coded: str
    texts: tuple[int, ...]


class Finder:
    """Finds runs; ``counts`` says which of some wordings count as sources, in the order of their first use."""

    def __init__(self, runs: Runs, counts: Callable[[Sequence[int]], list[int]]) -> None:
        """Keep both."""
        self.runs = runs
        self.counts = counts

    def stretches(self, coded: str, least: int, but: str = "") -> list[Stretch]:
        """Return the runs of at least so many words, the longest first, none over another.

        ``but`` is a wording whose own runs are no news.
        """
        hashes = runs_of(coded)
        lists = self.runs.lists(hashes)
        found: list[Stretch] = []
        reached, at = 0, 0
        while at + least <= len(coded):
            need = max(least, reached - at + 1)
            gap = next((n for n in range(at, min(at + need - LENGTH + 1, len(hashes))) if hashes[n] not in lists), None)
            if gap is not None:
                at = gap + 1
                continue
            one = self._longest(coded, at, need, [lists[h] for h in hashes[at : at + need - LENGTH + 1]], but)
            if one:
                found.append(one)
                reached = one.end
            at += 1
        return _apart(found)

    def _longest(self, coded: str, at: int, need: int, lists: Sequence[Sequence[int]], but: str) -> Stretch | None:
        """Return the longest run from a word on that has so many words, None if there is none."""
        if at + need > len(coded) or not lists:
            return None
        run = coded[at : at + need]
        if run in but:
            return None
        texts = self.counts(self._having(run, lists))
        if not texts:
            return None
        held = self.runs.texts(texts)
        end = at + need
        while end < len(coded):
            longer = [n for n in texts if coded[at : end + 1] in held[n]]
            if not longer:
                break
            texts, end = longer, end + 1
        return Stretch(at, end, coded[at:end], tuple(texts))

    def _having(self, run: str, lists: Sequence[Sequence[int]]) -> list[int]:
        first, *others = sorted(lists, key=len)
        shared = set(first)
        for numbers in others:
            if not shared:
                return []
            shared.intersection_update(numbers)
        return sorted(n for n, words in self.runs.texts(sorted(shared)[:_MANY]).items() if run in words)


def _apart(found: Sequence[Stretch]) -> list[Stretch]:
    """Return the longest first, leaving out what overlaps a longer one."""
    kept: list[Stretch] = []
    for one in sorted(found, key=lambda stretch: (stretch.start - stretch.end, stretch.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return kept
