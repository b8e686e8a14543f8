"""A document's clauses against an extract's provisions: the same words, other words, or none."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter, deque
from typing import TYPE_CHECKING

from compactx.citation.normalise import fingerprint, normalise, word_count
from compactx.intake.document import clause_wordings, unclaimed
from compactx.model import patterns as re
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from compactx.intake.document import Document

_LINE_END = re.compile("\n")
MATCHES, DIFFERS, MISSING = "matches", "differs", "missing"


class ProvisionKey(Record):
    """A provision to find: its locator, plain and as it is printed, and what is known of its words."""

    id: str
    locator: str
    kind: str
    words: int
    fingerprint: str
    printed: str = ""


class Match(Record):
    """A provision and the clause of the document that is its text: ``status``, where it stands, and its words.

    ``edition`` is the edition that is known to have these other words, '' for none.
    """

    wanted: ProvisionKey
    status: str
    where: str = ""
    text: str = ""
    edition: str = ""

    @property
    def words(self) -> int:
        """Return the number of words found."""
        return word_count(self.text)


def align(
    document: Document, wanted: Sequence[ProvisionKey], tell: Callable[[int], object] = lambda _: None
) -> list[Match]:
    """Return a match for each provision that has a fingerprint, in their order; ``tell`` as :func:`find_passages`."""
    clauses = clause_wordings(document)
    prints = _prints(clauses)
    pairs = _pairs(prints, wanted)
    taken = set(pairs.values())
    rest = [(one.words, one.fingerprint) for one in wanted if one.locator not in pairs]
    passages = find_passages(document, rest, tell) if rest else {}
    prefixes = _prefixes(pairs.items())
    wholes = _wholes(clauses)
    breaks = [match.start() for match in _LINE_END.finditer(document.text)]
    found = []
    for one in wanted:
        if one.locator in pairs:
            place = pairs[one.locator]
            found.append(Match(one, MATCHES, place, _with_print(clauses[place], one.fingerprint) or wholes[place]))
            continue
        if one.fingerprint in passages:
            offset, words = passages[one.fingerprint]
            found.append(Match(one, MATCHES, f"line-{bisect_left(breaks, offset) + 1}", words))
            continue
        place = next((p for p in _candidates(one.locator, prefixes) if p in clauses and p not in taken), "")
        taken.add(place)
        found.append(Match(one, DIFFERS, place, clauses[place]) if place else Match(one, MISSING))
    return found


def _prints(clauses: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the places of each fingerprint; a clause counts alone and together with its items."""
    found: dict[str, list[str]] = {}
    for locator, words in clauses.items():
        for print_ in {fingerprint(words), fingerprint(_unbroken(words)), fingerprint(_unstarred(words))}:
            found.setdefault(print_, []).append(locator)
    for locator, words in _wholes(clauses).items():
        found.setdefault(fingerprint(words), []).append(locator)
    return found


def _pairs(prints: Mapping[str, Sequence[str]], wanted: Sequence[ProvisionKey]) -> dict[str, str]:
    """Return the place of each provision whose words stand in the document: its own, else the first that is free."""
    own = _own_prints(prints)
    queues = {print_: deque(places) for print_, places in prints.items()}
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for one in wanted:
        same = one.fingerprint in own.get(one.locator, ())
        here = one.locator if same else _free(queues.get(one.fingerprint, deque()), taken)
        if here:
            pairs[one.locator] = here
            taken.add(here)
    return pairs


def _own_prints(prints: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """Return the fingerprints of each place."""
    found: dict[str, set[str]] = {}
    for print_, places in prints.items():
        for place in places:
            found.setdefault(place, set()).add(print_)
    return found


def _free(places: deque[str], taken: set[str]) -> str:
    """Return the first place that is not taken, the last if all are, '' if there is none; drop what is taken."""
    while len(places) > 1 and places[0] in taken:
        places.popleft()
    return places[0] if places else ""


def _with_print(words: str, wanted: str) -> str:
    """Return the words in the form that has a fingerprint, '' if none has: it is of the clause with its items."""
    return next((form for form in (words, _unbroken(words), _unstarred(words)) if fingerprint(form) == wanted), "")


def _wholes(clauses: Mapping[str, str]) -> dict[str, str]:
    """Return the words of each clause together with those of the items below it."""
    found: dict[str, list[str]] = {}
    for locator, words in clauses.items():
        above = locator
        while above := above.rpartition(".")[0]:
            if above in clauses:
                found.setdefault(above, [clauses[above]]).append(words)
    return {locator: " ".join(piece for piece in pieces if piece) for locator, pieces in found.items()}


def _unbroken(words: str) -> str:
    """Return the words with those put together that a line break divided at a hyphen."""
    return words.replace("-\n", "-").replace("\u2010\n", "\u2010").replace("\u2011\n", "\u2011")


def _unstarred(words: str) -> str:
    """Return the words without the stars of footnotes: "climate change and its impacts*"."""
    return words.replace("*", "")


def _prefixes(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what stands before the common end of paired locators, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for ours, theirs in pairs:
        if ours.endswith(theirs):
            counts[(ours[: len(ours) - len(theirs)], "")] += 1
        elif theirs.endswith(ours):
            counts[("", theirs[: len(theirs) - len(ours)])] += 1
    return [pair for pair, _ in counts.most_common(4)]


def _candidates(locator: str, prefixes: Iterable[tuple[str, str]]) -> list[str]:
    found = []
    for ours, theirs in prefixes:
        if locator.startswith(ours):
            found.append(theirs + locator[len(ours) :])
    return [*found, locator] if found else [locator, f"annex.{locator}"]


_TOKEN = re.compile(r"\S+")
_STOPS = frozenset(".;,:")
_BUDGET = 6_000_000  # windows tried at most: some ten seconds
_LONG = 200  # words from which a window counts as several


def find_passages(
    document: Document, wanted: Iterable[tuple[int, str]], tell: Callable[[int], object] = lambda _: None
) -> dict[str, tuple[int, str]]:
    """Return (offset, words) by fingerprint, for passages given as (number of words, fingerprint).

    ``tell`` hears how many passages were not looked for, where the document is too long for all of them.
    """
    by_size: dict[int, set[str]] = {}
    for size, print_ in wanted:
        if size > 0:
            by_size.setdefault(size, set()).add(print_)
    tokens, offsets = _tokens(document)
    found: dict[str, tuple[int, str]] = {}
    tried = unsearched = 0
    for size, prints in by_size.items():
        tried += max(0, len(tokens) - size + 1) * (1 + size // _LONG)
        if tried > _BUDGET:
            unsearched += len(prints)
            continue
        for at in range(len(tokens) - size + 1):
            whole = " ".join(tokens[at : at + size])
            for words in (whole, whole[:-1]) if whole[-1] in _STOPS else (whole,):
                digest = hashlib.sha256(words.encode()).hexdigest()[:16]
                if digest in prints and digest not in found:
                    found[digest] = (offsets[at], words)
    if unsearched:
        tell(unsearched)
    return found


def _tokens(document: Document) -> tuple[list[str], list[int]]:
    """Return the normalised words of the running text with their offsets: no footnotes, marks or page headers."""
    left_out = [(n.start, n.end) for n in document.notes if n.kind in {"note", "not used"} and n.reason != "mark"]
    left_out += [(s.start, s.end) for s in document.provisions if s.kind == "footnote"]
    tokens: list[str] = []
    offsets: list[int] = []
    last = 0
    for start, end in unclaimed(document.text, left_out):
        for match in _TOKEN.finditer(document.text, start, end):
            words = normalise(match.group()).split()
            joined = bool(tokens) and match.start() == start and not any(c.isspace() for c in document.text[last:start])
            if joined and words:
                tokens[-1] += words.pop(0)
            tokens += words
            offsets += [match.start()] * len(words)
            last = match.end()
    return tokens, offsets
