"""Whether the letters of an acronym spell the words of a name."""

from __future__ import annotations

import re


def spells(acronym: str, name: str) -> bool:
    """Say whether the letters of an acronym begin with the first word of a name and follow its words.

    >>> spells("SRSG", "Special Representative of the Secretary-General"), spells("FMS", "Member States")
    (True, False)
    """
    letters = [c.lower() for c in acronym.removesuffix("s") if c.isalpha()]
    words = [word for word in re.split(r"[\s-]+", name) if word and word[0].isalnum()]
    if not letters or not words or words[0][0].lower() != letters[0]:
        return False
    at = 0
    for letter in letters:
        following = next((n for n in range(at, len(words)) if letter in words[n].lower()), None)
        if following is None:
            return False
        at = following
    return True
