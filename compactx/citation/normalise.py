"""Fold a text to the form that is counted, fingerprinted and compared.

Two copies of one official document differ in dashes, quotation marks, white space and compatibility
characters, and in nothing else that matters. Folding those away lets a fingerprint say whether the
words are the same.
"""

from __future__ import annotations

import hashlib
import unicodedata

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES = {
    0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'",
    0x201C: '"', 0x201D: '"', 0x201E: '"', 0x201F: '"',
}  # fmt: skip
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF), "")
_FOLDS = {**_DASHES, **_QUOTES, **_INVISIBLE}


def normalise(text: str) -> str:
    """Return the text in NFKC with plain dashes and quotation marks and single spaces.

    >>> normalise("non\\u2011binding  \\u201ctext\\u201d")
    'non-binding "text"'
    """
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FOLDS).split())


def fingerprint(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of the normalised text."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:16]


def word_count(text: str) -> int:
    """Return the number of words of the normalised text, as white space divides them."""
    return len(normalise(text).split())
