r"""Short forms that a text defines for itself: ``the Convention on X ("the X Convention")``, ``Office of Y (OY)``.

::

    definition = name [","] "(" ["hereinafter" ["referred to as"]] form {"or" form} ")"
    form       = ["the"] '"' words '"' | acronym
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from compactx.citation.anchors import renumbered_outers
from compactx.citation.automaton import Automaton
from compactx.citation.citation import Anchor
from compactx.citation.normalise import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.citation.catalogue import Catalogue

_BRACKET = re.compile(
    r"\"? ?\(([^()\n]{2,140})\)|,? hereinafter (?:referred to as |called )?((?:the )?\"[^\"\n]{2,60}\")"
)
_QUOTED = re.compile(r"\"(?:the )?([A-Za-z][^\"]{1,58}[\w.])[,.]?\"|(?<![A-Za-z])'(?:the )?([A-Z][^'\"]{1,58}\w)'")
_ACRONYM = re.compile(r"(?:the |or )?([A-Z][A-Za-z0-9&-]{0,10}[A-Z0-9]s?)")
_AFTER = re.compile(r"hereinafter(?: referred to as| called)?:? (?:the )?([A-Z][A-Za-z -]{2,40})$")
_NO_ACRONYM = re.compile(r"[IVXLC]+$|No\.?$|[0-9]+$")
# No name is longer than this.
_LONGEST = 400
_YIELDING = frozenset({"lowered", "general"})


class Definition:
    """Words that stand for an anchor from an offset on; ``closed`` is where the bracket ends."""

    __slots__ = ("anchor", "closed", "words")

    def __init__(self, words: str, anchor: int, closed: int) -> None:
        """Keep the words, the number of the anchor and the end of the bracket."""
        self.words = words
        self.anchor = anchor
        self.closed = closed


def find_definitions(text: str, anchors: list[Anchor], catalogue: Catalogue) -> list[Definition]:
    """Return the short forms that brackets behind anchors define; ``words`` is '' for one the catalogue has."""
    found = []
    for number, anchor in enumerate(anchors):
        if anchor.outer >= 0 or anchor.what in {"same", "back", "defined"}:
            continue
        bracket = _BRACKET.match(text, anchor.end)
        if bracket:
            inside = bracket.group(1) or bracket.group(2)
            found += [
                Definition("" if _known(words, anchor, catalogue) else words, number, bracket.end())
                for words in _forms(inside)
            ]
    return found


def _known(words: str, anchor: Anchor, catalogue: Catalogue) -> bool:
    """Say whether the catalogue has this very form for what it is defined to mean."""
    targets = {form.target for form in anchor.value} if anchor.what == "name" else set()
    forms = catalogue.by_key.get(key(words).strip(), ())
    return any(form.detect and form.text == words and form.target in targets for form in forms)


def _forms(inside: str) -> list[str]:
    quoted = [first or second for first, second in _QUOTED.findall(inside)]
    if quoted:
        return [words.strip() for words in quoted if words[0].isupper() or " " in words]
    after = _AFTER.match(inside)
    if after:
        return [after.group(1)]
    acronym = _ACRONYM.fullmatch(inside)
    return [acronym.group(1)] if acronym and not _NO_ACRONYM.match(acronym.group(1)) else []


def add_defined(text: str, anchors: list[Anchor], definitions: list[Definition], known: Iterable[str]) -> list[Anchor]:
    """Add an anchor for each later use of a defined form; names written in full keep their place.

    ``known`` are forms defined earlier in the text. A defined form wins over words that would only be a guess.
    """
    since = dict.fromkeys(known, -1)
    for definition in definitions:
        if definition.words:
            since.setdefault(definition.words, definition.closed)
    if not since:
        return anchors
    words = list(since)
    hits = Automaton(words).longest(text)
    uses = [Anchor(a, b, "defined", words[n]) for n, a, b in hits if a >= since[words[n]] and _whole_word(text, a, b)]
    return _placed(anchors, uses)


def _whole_word(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    if text[end : end + 2].rstrip("s") == "" and after == "s":
        after = text[end + 1 : end + 2]
    return not (text[start - 1 : start].isalnum() and start > 0) and not after.isalnum()


def _placed(anchors: list[Anchor], uses: list[Anchor]) -> list[Anchor]:
    """Put uses among anchors; where they meet, a full name stays and a guess goes."""
    kept: list[tuple[int, Anchor]] = []
    dropped: set[int] = set()
    starts = [anchor.start for anchor in anchors]
    for use in uses:
        first, last = bisect_left(starts, use.start - _LONGEST), bisect_left(starts, use.end)
        near = [(n, anchors[n]) for n in range(first, last) if anchors[n].end > use.start and n not in dropped]
        weak = [(n, anchor) for n, anchor in near if _gives_way(anchor, use)]
        if len(weak) == len(near) or all(
            _holds(anchor, use) for pair in near if pair not in weak for anchor in pair[1:]
        ):
            use.pinpoint = next((anchor.pinpoint for _, anchor in weak if anchor.pinpoint), None)
            kept.append((-1, use))
            dropped.update(n for n, _ in weak)
    order = [*((n, a) for n, a in enumerate(anchors) if n not in dropped), *kept]
    order.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    return renumbered_outers(order)


def _holds(anchor: Anchor, use: Anchor) -> bool:
    """Say whether a name that no catalogue has goes on with a defined form ("the Guidance on Piers of the Network")."""
    return anchor.what in {"unknown", "body"} and anchor.start < use.start and use.end <= anchor.end


def _gives_way(anchor: Anchor, use: Anchor) -> bool:
    """Say whether an anchor is only a guess at what a defined form says for certain."""
    if anchor.what == "back":
        return True
    if anchor.end - anchor.start > use.end - use.start:
        return False
    return anchor.what in {"unknown", "body"} or (
        anchor.what == "name" and (anchor.how in _YIELDING or use.end - use.start > anchor.end - anchor.start)
    )
