"""How names and words are compared: case, accents, dashes, quotation marks, spacing and a regular plural do not matter.

Runs on every lookup, so it does without ``re``; ``unicodedata`` is loaded only for text beyond ASCII.
"""

from __future__ import annotations

_PUNCTUATION = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": " ", "\u201d": " ", '"': " ", "\u2010": "-",
                              "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u00a0": " "})  # fmt: skip
_SHORTEST = 4
_IRREGULAR = {"child": "children", "woman": "women", "man": "men", "person": "people"}
_IRREGULAR |= {many: one for one, many in _IRREGULAR.items()}


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


def forms(word: str) -> tuple[str, ...]:
    """Return a word with its regular plural or singular, alone if it has none.

    >>> forms("policies"), forms("gfmd"), forms("access"), forms("17")
    (('policies', 'policy'), ('gfmd', 'gfmds'), ('access',), ('17',))
    """
    if word in _IRREGULAR:
        return word, _IRREGULAR[word]
    if not (word.isascii() and word.isalpha() and len(word) >= _SHORTEST) or word.endswith(("ss", "us", "is")):
        return (word,)
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith("s"):
        return word, word[:-1]
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, word[:-1] + "ies"
    return word, word + "s"


def any_form(word: str) -> str:
    """Return the expression of the text index that finds a word in any of its forms.

    >>> any_form("policies"), any_form("17")
    ('("policies" OR "policy")', '"17"')
    """
    quoted = [f'"{form}"' for form in forms(word)]
    return f"({' OR '.join(quoted)})" if len(quoted) > 1 else quoted[0]
