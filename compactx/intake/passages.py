"""Find a passage by its length and its fingerprint alone, wherever it stands in a document.

An extract may take a bullet, a sentence or a few of them as one provision. Its words are not known here, but how
many they are and what they hash to is, and so a window of that length that is slid over the document finds them.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from compactx.citation.normalise import normalise
from compactx.intake.document import unclaimed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.intake.document import Document

_TOKEN = re.compile(r"\S+")
_STOPS = frozenset(".;,:")
_BUDGET = 6_000_000  # windows tried at most: some ten seconds


def find_passages(document: Document, wanted: Iterable[tuple[int, str]]) -> dict[str, tuple[int, str]]:
    """Return (offset, words) by fingerprint, for passages given as (number of words, fingerprint)."""
    by_size: dict[int, set[str]] = {}
    for size, print_ in wanted:
        if size > 0:
            by_size.setdefault(size, set()).add(print_)
    tokens, offsets = _tokens(document)
    found: dict[str, tuple[int, str]] = {}
    tried = 0
    for size, prints in by_size.items():
        tried += max(0, len(tokens) - size + 1)
        if tried > _BUDGET:
            break
        for at in range(len(tokens) - size + 1):
            whole = " ".join(tokens[at : at + size])
            for words in (whole, whole[:-1]) if whole[-1] in _STOPS else (whole,):
                digest = hashlib.sha256(words.encode()).hexdigest()[:16]
                if digest in prints and digest not in found:
                    found[digest] = (offsets[at], words)
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
