"""Names that no catalogue has, of instruments and of bodies, told by their shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.citation.heads import STRONG, WEAK

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = re.compile(rf"\b(?:(?P<strong>{STRONG})|(?P<weak>{WEAK}))\b(?!-)")
_LEFT = re.compile(r"(?:[A-Z][A-Za-z'.]*(?:[-/][A-Za-z]+)*|[12][0-9]{3}|[0-9]{1,2}(?:st|nd|rd|th)) $")
_RIGHT = re.compile(r"(?P<comma>,)? (?P<word>[A-Za-z][A-Za-z'-]*|[12][0-9]{3}(?:-[12][0-9]{3})?)(?![\w/])")
_YEARS = re.compile(r"(?:(?:,| of)? \(?(?:19|20)[0-9]{2}(?:-(?:19|20)?[0-9]{2})?\)?)?(?: ?\(No\. [0-9]{1,3}\))?")
_TAIL = re.compile(
    r" (?:on|for|against|relating to|concerning|regarding|to|of)(?: the)? (?:[A-Z]|[12][0-9]{3} (?:on"
    r"|concerning|relating)\b)"
)
_JOINTS = frozenset(
    "of the and for in on to against with its their other or as well all a an especially relating concerning "  # noqa: SIM905 - words read best as words
    "regarding towards".split()
)
_FIRST_WORDS = frozenset(
    "The This That These Those Its Their Our In And Of Under Also Any Each All Both Such Said Present "  # noqa: SIM905 - words read best as words
    "Other Another No Some Many "
    "States Parties Party Member Members High Contracting Welcomes Recalls Reaffirms Notes Stresses "
    "Requests Invites Encourages Urges "
    "Calls Decides Emphasizes Acknowledges Takes Affirms Underlines Supports Expresses See When While As "
    "By From With Article Articles "
    "If For At On To A An Draft Section Chapter Annex Part Paragraph However Where".split()
)
PLAIN = frozenset(
    "International Additional Optional Final Political Ministerial Joint Framework Supplementary "  # noqa: SIM905 - words read best as words
    "Regional Universal Revised National Global "
    "General Special First Second Third New Standard Bilateral Multilateral Trade Peace Host Country "
    "Headquarters Basic Core Human Rights "
    "Model Strategic Legal European African Inter-American Progress United Nations UN Common".split()
)
_MONTHS = frozenset("January February March April May June July August September October November December".split())  # noqa: SIM905 - words read best as words
_ANOTHER = re.compile(r" (?:the|its|their|in|on|of|to|that)\b")
_WORDS = 8
_TOKENS = 30


def find_unknown(text: str) -> list[tuple[int, int]]:
    """Return the ranges of names that look like instruments in a folded text, in order, none overlapping.

    >>> text = "Recalling the Vienna Declaration and Programme of Action and the Convention on the Safety of Bridges"
    >>> [text[a:b] for a, b in find_unknown(text)]
    ['Vienna Declaration and Programme of Action', 'Convention on the Safety of Bridges']
    """
    found: list[tuple[int, int]] = []
    comments = ((comment.start(), comment.end()) for comment in _COMMENT.finditer(text))
    for start, end in sorted((*_names(text), *comments)):
        if found and start < found[-1][1]:
            continue
        if (
            found
            and text[found[-1][1] : start] == " and "
            and not text[found[-1][0]].isspace()
            and _is_head(text, start, end)
        ):
            found[-1] = (found[-1][0], end)
            continue
        if not _is_head(text, start, end):
            found.append((start, end))
    return found


def _is_head(text: str, start: int, end: int) -> bool:
    """Say whether a range is a bare head, which only goes on with a name before it ("... and Programme of Action")."""
    return bool(re.fullmatch(rf"(?:{STRONG})|(?:Programme|Plan) of Action (?:for|on) .*", text[start:end]))


def _names(text: str) -> Iterator[tuple[int, int]]:
    for head in _HEAD.finditer(text):
        if head.group().isupper():
            continue
        start, left = walk_left(text, head.start(), numbered=bool(_NUMBERED.match(text, head.end())))
        end = walk_right(text, head.end())
        tail = end > head.end()
        own = [word for word in left if word not in PLAIN and not word[0].isdecimal()]
        strong = bool(head.group("strong"))
        after_and = text[max(0, head.start() - 5) : head.start()] == " and " and not left and strong
        if own or after_and or tail:
            if not strong:
                pair = _PAIR.search(text, max(0, start - 40), start)
                start = pair.start() if pair else start
                begins = text[max(0, start - 4) : start].lower() == "the "
                if not begins or not (own or len(_CAPITALS.findall(text, head.end(), end)) >= _TITLE):
                    continue
            end += len(_YEARS.match(text, end).group())  # type: ignore[union-attr]
            yield start, end


# "Principles and | Guidelines on ...": two heads of one name.
_PAIR = re.compile(r"\b(?:Principles|Guidelines|Rules|Standards|Policies|Findings) and $")
_CAPITALS = re.compile(r"\b[A-Z][a-z]")
# Capitalised words behind a common noun that make it a title ("the Guidance on Safe Harbour Crossings").
_TITLE = 3
_COMMENT = re.compile(
    r"\b(?:[Jj]oint )?[Gg]eneral (?:[Cc]omment|[Rr]ecommendation)s? [Nn]os?\. ?[0-9]{1,3}(?: ?\([12][0-9]{3}\))?"
)
_NUMBERED = re.compile(r",? (?:19|20)[0-9]{2} ?\(No\.")
_LEFT_JOINT = re.compile(r"[A-Za-z)] (?:of|in|and|for|on|the|and the|of the) $")


def walk_left(text: str, at: int, *, numbered: bool) -> tuple[int, list[str]]:
    """Walk to the left over capitalised words; return where the name begins and those words.

    A numbered convention may have small words in its name ("Work in Fishing Convention, 2007 (No. 188)").
    """
    words: list[str] = []
    begin = at
    while len(words) < _WORDS:
        found = _LEFT.search(text, max(0, at - 40), at)
        joint = _LEFT_JOINT.search(text, max(0, at - 40), at) if numbered and words else None
        if joint:
            at = joint.start() + 2
            continue
        if not found:
            break
        word = found.group().strip()
        begins = found.start() == 0 or text[found.start() - 1] in " (\"'"
        if (
            not begins
            or word.endswith(".")
            or word in _FIRST_WORDS
            or (word.endswith("ing") and _sentence_start(text, found.start()))
        ):
            break
        words.insert(0, word)
        begin = at = found.start()
    return begin, words


def _sentence_start(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(" ")
    return not before or before[-1] in ".;:\n)"


def walk_right(text: str, at: int) -> int:
    """Walk to the right over the tail of a name; return where it ends."""
    if not _TAIL.match(text, at):
        return at
    end = at
    place = at
    for _ in range(_TOKENS):
        found = _RIGHT.match(text, place)
        if not found:
            break
        word = found.group("word")
        capital = word[0].isupper() or word[0].isdecimal()
        if found.group("comma") and not (capital and _goes_on(text, found.end())):
            break
        if (
            (not capital and word not in _JOINTS)
            or word in _MONTHS
            or (word == "and" and _ANOTHER.match(text, found.end()))
        ):
            break
        place = found.end()
        if capital:
            end = place
    return end


_SERIES = re.compile(
    r"(?:, [A-Z][a-z-]+(?: [A-Z][a-z-]+)?){0,4},? (?:and|or) (?!(?:the|its) )[A-Z]"
    r"|(?: [A-Z][a-z]+){0,3},? and [A-Z]|, [A-Z]"
)


def _goes_on(text: str, at: int) -> bool:
    """Say whether a comma belongs to the name: a series of capitalised words that ends with "and"."""
    return bool(_SERIES.match(text, at))


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
_BODY_HEAD = re.compile(rf"\b(?:(?P<tailed>{_TAILED})|(?P<owned>{_OWNED}))\b(?!-|'s? (?:own|present)\b)")
_BODY_TAIL = re.compile(
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
    for start, end in _body_names(text):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _body_names(text: str) -> Iterator[tuple[int, int]]:
    for head in _BODY_HEAD.finditer(text):
        start, left = walk_left(text, head.start(), numbered=False)
        own = [word for word in left if word not in _GENERAL and not word[0].isdecimal()]
        tailed = bool(_BODY_TAIL.match(text, head.end()))
        if not own and not (tailed and head.group("tailed")):
            continue
        end = walk_right(text, head.end()) if tailed else head.end()
        beside = _BESIDE.search(text, head.end(), end)
        end = beside.start() if beside else end
        joined = _JOINED.search(text, max(0, start - 30), start) if own else None
        start = joined.start(1) if joined else start
        if len(text[start:end].split()) >= _LEAST and _BEFORE.search(text, max(0, start - 6), start):
            yield start, end
