"""How names are compared: case, accents, dashes, quotation marks and spacing do not matter.

Runs on every lookup, so it does without ``re``; ``unicodedata`` is loaded only for text beyond ASCII.
"""

from __future__ import annotations

_PUNCTUATION = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": " ", "\u201d": " ", '"': " ", "\u2010": "-",
                              "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u00a0": " "})  # fmt: skip


def fold(text: str) -> str:
    r"""Return the comparable form of a name.

    >>> fold("  The  2030 Agenda "), fold("Non\u2011refoulement"), fold("Lajčák")
    ('2030 agenda', 'non-refoulement', 'lajcak')
    """
    plain = text.translate(_PUNCTUATION)
    if not plain.isascii():
        import unicodedata  # noqa: PLC0415 - costs as much as a query; most names are ASCII

        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = plain.casefold().split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)
