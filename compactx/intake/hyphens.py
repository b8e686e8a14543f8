"""Words that a line break divided at a hyphen."""

from __future__ import annotations

import re

from compactx.intake.document import Region

_DIVIDED = re.compile(r"(?<=[a-z])(?P<hyphen>[-\u2010\u2011])(?P<break>[ \t]*\r?\n[ \t]*)(?=[a-z])")
_WORD = re.compile(r"[a-z]+(?:[-\u2010\u2011][a-z]+)*", re.IGNORECASE)
_BEFORE = re.compile(r"[A-Za-z]+$")
_AFTER = re.compile(r"[a-z]+")
_REACH = 40  # letters of a word looked at on either side


def divided(text: str) -> list[Region]:
    r"""Return what a line break put into words: the break, and the hyphen where the whole word is written without it.

    The document itself tells: "inter-national" loses its hyphen when "international" stands elsewhere in it.

    >>> [(r.start, r.end) for r in divided("inter-\nnational and international")]
    [(5, 7)]
    >>> [(r.start, r.end) for r in divided("non-\nbinding")]
    [(4, 5)]
    """
    found = list(_DIVIDED.finditer(text))
    if not found:
        return []
    known = {match.group().lower() for match in _WORD.finditer(text)}
    return [_region(text, match, known) for match in found]


def _region(text: str, match: re.Match[str], known: set[str]) -> Region:
    before = _BEFORE.search(text, max(0, match.start() - _REACH), match.start())
    after = _AFTER.match(text, match.end(), match.end() + _REACH)
    first, second = (before.group().lower() if before else ""), (after.group().lower() if after else "")
    whole = first + second in known and f"{first}-{second}" not in known
    return Region("note", match.start() if whole else match.start("break"), match.end(), "hyphenation")
