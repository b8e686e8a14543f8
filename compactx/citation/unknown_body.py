"""Names of bodies, meetings and offices that no catalogue has, told by their shape.

::

    name = {capitalised} head joint ["the"] capitalised {capitalised | joint}    "Special Committee on the Charter"
         | own {capitalised} head                                                "Pacific Islands Forum"
    head = "Committee" | "Working Group" | "Summit" | "Special Rapporteur" | ...
    own  = a capitalised word that says more than "Special" or "International"

A head alone ("the Committee", "the Third Committee") names nothing: the words before it must. They stay unresolved.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.citation.unknown import PLAIN, walk_left, walk_right

if TYPE_CHECKING:
    from collections.abc import Iterator

# Heads that a tail alone makes a name ("Working Group on ...").
_TAILED = (
    "Special Adviser to the Secretary-General|Special Rapporteurs?"
    "|Independent Expert|Special Representative|Special Envoy"
    "|Special Adviser|Working Group"
    "|Task Force|Committee|Commission|World Conference|Conference|World Assembly|World Summit|Summit|Panel of Experts"
    "|Department|Expert Mechanism|Institute|Centre|Congress|Foundation|Organi[sz]ation|Agency|Alliance|Coalition"
    "|Platform"
)
# Heads that need a word of their own before them.
_OWNED = (
    "Committee|Commission|Conference|Summit|Forum|Working Group|Task Force|Council|Organi[sz]ation|Mechanism|Process"
    "|Alliance|Tribunal|Court|Fund|Agency|Institute|Centre|Platform|Congress|Programme|Partnership|Coalition"
    "|Initiative|Bank|Union|Facility|Foundation"
)
_HEAD = re.compile(rf"\b(?:(?P<tailed>{_TAILED})|(?P<owned>{_OWNED}))\b(?!-|'s? (?:own|present)\b)")
_TAIL = re.compile(
    r" (?:on|for|against|of) (?:the )?(?!Action|Work|State|Government|Member|Parties|Ministers|Experts|January|February"
    r"|March|April|May\b|June|July|August|September|October|November|December)[A-Z][a-z]"
)
# Words that say nothing of their own before a head.
_GENERAL = PLAIN | frozenset(
    "High-level Standing Advisory Executive Main Sub World Working Inter-agency Interagency Technical "  # noqa: SIM905 - words read best as words
    "Steering Preparatory Ad Hoc Open-ended Independent Permanent Supreme Federal Constitutional Fourth Fifth Sixth "
    "Seventh Eighth Ninth Tenth Parliamentary Governing Organizational Annual Plenary Review Joint State District "
    "Intergovernmental Prime "
    "High Ordinary Criminal Civil Appeals Central Local Credentials Trust Regular Tripartite Territories West Port "
    "Eleventh Twelfth Thirteenth Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth "
    "Cooperative Governing Rules Informal Consultative".split()
)
# "the Loss and | Damage Fund": one name, unless the first word is a body by itself.
_JOINED = re.compile(
    r"\b[Tt]he ((?!Assembly|Council|Committee|Commission|Court|Fund|Secretariat|Ministry|Government|Parliament|Board)"
    r"[A-Z][a-z]+ and )$"
)
# Where the tail of a name is over, though a year or a capital follows.
_BESIDE = re.compile(r" (?:as|in [12][0-9]{3})\b")
_LEAST = 2
_BEFORE = re.compile(r"(?:[Tt]he|[Ii]ts|[Oo]ur|[Aa]|and|of|by|with|,|\() ?$")


def find_bodies(text: str) -> list[tuple[int, int]]:
    """Return the ranges of names that look like bodies in a folded text, in order, none overlapping.

    >>> text = "The Special Committee on Safe Bridges met the Harbour Towns Forum; the Committee and the Forum agreed"
    >>> [text[a:b] for a, b in find_bodies(text)]
    ['Special Committee on Safe Bridges', 'Harbour Towns Forum']
    """
    found: list[tuple[int, int]] = []
    for start, end in _names(text):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _names(text: str) -> Iterator[tuple[int, int]]:
    for head in _HEAD.finditer(text):
        start, left = walk_left(text, head.start(), numbered=False)
        own = [word for word in left if word not in _GENERAL and not word[0].isdecimal()]
        tailed = bool(_TAIL.match(text, head.end()))
        if not own and not (tailed and head.group("tailed")):
            continue
        end = walk_right(text, head.end()) if tailed else head.end()
        beside = _BESIDE.search(text, head.end(), end)
        end = beside.start() if beside else end
        joined = _JOINED.search(text, max(0, start - 30), start) if own else None
        start = joined.start(1) if joined else start
        if len(text[start:end].split()) >= _LEAST and _BEFORE.search(text, max(0, start - 6), start):
            yield start, end
