"""The other form of a word that a search for it finds too: its regular plural or singular."""

from __future__ import annotations

_SHORTEST = 4
_IRREGULAR = {"child": "children", "woman": "women", "man": "men", "person": "people"}
_IRREGULAR |= {many: one for one, many in _IRREGULAR.items()}


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
