"""What a block is: heading, formula, recital, lead-in, opening words, or a paragraph of its own; and several in one.

Two numbered paragraphs on a line, a list inside a paragraph and recitals run together are divided.
"""

from __future__ import annotations

import itertools

from compactx.intake.readers.blocks import Block
from compactx.intake.segment.marks import mark_at, token_readings
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMULA = re.compile(r"(?:The|We, the)\s[^.;]{3,160},")
_SPEAKER = re.compile(
    r"The (?:General Assembly|(?:Security|Economic and Social|Human Rights|Trusteeship) Council"
    r"|[\w ]{3,40} Conference),?"
)
_FORMULA_WORDS = 14
_BODIES = re.compile(
    r"Assembly|Council|Conference|Committee|Commission|Forum|Meeting|Congress|Parliament", re.IGNORECASE
)
_PARTIES = re.compile(r"States? Parties|Parties|Governments?|Members|High Contracting|peoples", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"(?:[A-Z][a-z]{2,14}ing|Convinced|Aware|Mindful|Conscious|Determined|Guided|Alarmed|Concerned|Encouraged|Inspired|Having"
    r"|Desirous|Cognizant|Resolved|Persuaded|Deeply|Gravely|Fully|Strongly|Keenly|Firmly|Also|Further|In|Pursuant|Appalled)\b"
)
_OPERATIVE = re.compile(r"(?:(?:Also|Further|Strongly)\s+)?[A-Z][a-z]{2,14}s\b|Takes?\b")
_CLOSING = re.compile(
    r"\d{1,4}(?:st|nd|rd|th)\s+(?:\([^)]*\)\s+)?(?:plenary\s+)?meeting\b|Resumed\b|\[Adopted\b|Adopted (?:at|by)\b",
    re.IGNORECASE,
)
_NUMBERED_TITLE = re.compile(r"\d{1,4}/\d{1,4}(?:\s?[A-Z])?\.\s[^.;]{1,400}$", re.DOTALL)
_HEADING_WORDS = 18
_HEADING_SIZE = 150
_LEAD_IN_WORDS = 20


def is_formula(words: str) -> bool:
    """Say whether a block is who speaks: ``The General Assembly,``.

    >>> is_formula("The General Assembly,"), is_formula("The report says that,")
    (True, False)
    """
    bare = words.strip("*_# \t")
    if _SPEAKER.fullmatch(bare):
        return True
    if not _FORMULA.fullmatch(bare) or len(bare.split()) > _FORMULA_WORDS:
        return False
    return bool(_BODIES.search(bare) or _PARTIES.search(bare))


def opens(words: str) -> bool:
    """Say whether words in front of recitals that run together are who speaks."""
    bare = words.strip("*_# \t")
    return is_formula(bare) or (
        bare.endswith(",") and len(bare.split()) <= _FORMULA_WORDS and bool(_PARTIES.search(bare))
    )


def is_resolution_formula(words: str) -> bool:
    """Say whether a body of an organisation speaks, and not the parties to a treaty."""
    return bool(_BODIES.search(words)) and not _PARTIES.search(words)


def is_recital(words: str) -> bool:
    """Say whether a block in a preamble is a recital and not an unnumbered decision."""
    bare = words.strip("*_ \t")
    if bare.endswith((",", ";")) and not _OPERATIVE.match(bare):
        return True
    return bool(_PARTICIPLE.match(bare)) or bare.endswith(",")


def is_presidential(head: str) -> bool:
    """Say whether the head of a document names it a statement by the President of the Security Council.

    >>> is_presidential("S/PRST/2023/1"), is_presidential("S/RES/1325 (2000)")
    (True, False)
    """
    return "S/PRST/" in head or "Statement by the President of the Security Council" in head


def is_statement(words: str) -> bool:
    """Say whether a block is a paragraph of such a statement: a sentence of the Council, quoted as a rule."""
    bare = words.lstrip("*_ \t\u201c\"\u2018'")
    is_quoted = bare != words.lstrip("*_ \t")
    return bare[:1].isupper() and (is_quoted or bare.startswith(("The Security Council", "The Council")))


def is_closing(words: str) -> bool:
    """Say whether a line tells when and where a text was adopted."""
    return len(words) < _HEADING_SIZE and bool(_CLOSING.match(words))


def is_heading(words: str) -> bool:
    """Say whether a block reads as a title: short, and no sentence.

    >>> is_heading("Our vision and guiding principles"), is_heading("It ends here.")
    (True, False)
    """
    bare = words.strip("*_# \t")
    if _NUMBERED_TITLE.match(bare) and bare[-1] not in ".;,:":
        return True
    if not bare or len(bare) > _HEADING_SIZE or len(bare.split()) > _HEADING_WORDS:
        return False
    last = bare.rstrip("\u201d\"\u2019'")[-1:]  # a quoted sentence is none
    return last not in ".;,:!" and not bare[0].islower() and bare[0] != "("


def is_lead_in(words: str) -> bool:
    """Say whether a line only announces the list below it."""
    return words.endswith(":") and len(words.split()) <= _LEAD_IN_WORDS


_NUMBER = re.compile(r"[0-9]{1,3}\.\s+(?=[A-Z\u201c])")
_STOPS = frozenset(".;:,)\u201d]}0123456789⁰¹²³⁴⁵⁶⁷⁸⁹")
_NEAR = 3  # how far the next number at the head of a block may be for one before it to be missing
_LETTER = re.compile(r"(?P<before>[:;,.](?:\s+(?:and|or))?)\s+\((?P<letter>[a-z]{1,2}|[ivx]{1,5})\)\s*(?=[\w\u201c\"])")
# What a number inside a block and a letter have, which is looked for by its first sign alone, many times faster.
_DOTTED = re.compile(r"\.\s(?<=[0-9]..)", re.DOTALL)
_FIRST_DOT = 3  # letters of a block before the stop of such a number at least: another, a space and a figure
_OPENED = re.compile(r"\((?<=\s\()[a-z]{1,5}\)")
# A title goes on with a noun of the same ending: "Production, Stockpiling and Use".
_RECITAL = re.compile(
    r"(?<=[,;.])\s*(?=(?:(?:Also|Further|Deeply|Fully|Gravely|Strongly|Keenly|Firmly)\s+)?"
    r"(?:[A-Z][a-z]{2,14}ing\s+(?!(?:and|or|of)\b)[a-z]|(?:Recall|Reaffirm|Affirm|Not|Consider|Recogniz|Recognis|Welcom|Emphasiz|Stress"
    r"|Acknowledg|Bear|Tak|Reiterat|Express|Desir|Observ)ing\s|(?:Convinced|Aware|Mindful|Conscious|Determined|Guided"
    r"|Alarmed|Concerned|Encouraged|Inspired|Having|Desirous|Cognizant|Resolved|Persuaded)\s))"
)


def divide(text: str, blocks: list[Block], last: int = 0) -> list[Block]:
    """Return the blocks with further clauses inside them cut off; ``last`` is the number before them."""
    out: list[Block] = []
    numbers = [_number(text, block) for block in blocks]
    for at, block in enumerate(blocks):
        if block.whole or block.role not in {"", "recital"}:
            out.append(block)
            continue
        last = numbers[at] or last
        following = next((n for n in numbers[at + 1 : at + 40] if n), 0)
        cuts, last = _number_cuts(text, block, last, following)
        pieces = list(_cut(block, cuts))
        for piece in pieces:
            out += _cut(piece, _letter_cuts(text, piece))
    return out


def recitals(text: str, block: Block) -> list[Block]:
    """Return the recitals that run together in a block, the block itself if it is one."""
    cuts = [match.end() for match in _RECITAL.finditer(text, block.start, block.end) if match.end() > block.start]
    return list(_cut(block, cuts))


def last_number(text: str, blocks: list[Block], before: int) -> int:
    """Return the number of the last numbered paragraph, the one before the blocks if they have none."""
    return next((number for block in reversed(blocks) if (number := _number(text, block))), before)


def _number(text: str, block: Block) -> int:
    if block.role not in {"", "recital"}:
        return 0
    mark = mark_at(text, block.start, min(block.end, block.start + 80))
    return mark.value("n") if mark and mark.shape == "." else 0


def _number_cuts(text: str, block: Block, last: int, following: int) -> tuple[list[int], int]:
    """Return where numbered paragraphs begin inside a block that no later block begins with."""
    cuts: list[int] = []
    if not last or not _DOTTED.search(text, block.start + _FIRST_DOT, block.end):
        return cuts, last
    for match in _NUMBER.finditer(text, block.start, block.end):
        if match.start() == block.start or not text[match.start() - 1].isspace():
            continue
        number = int(match.group().partition(".")[0])
        missing = number < following <= number + _NEAR
        before = text[max(block.start, match.start() - 24) : match.start()].rstrip()[-1:]
        stopped = before in _STOPS and following != number
        if (number == last + 1 and (missing or stopped)) or (
            number == last + 2 and (following == number + 1 or (missing and stopped))
        ):
            cuts.append(match.start())
            last = number
    return cuts, last


def _letter_cuts(text: str, block: Block) -> list[int]:
    """Return where the items of a list begin: (a) after a colon, then each next letter after a stop."""
    cuts: list[int] = []
    if not _OPENED.search(text, block.start, block.end):
        return cuts
    letters = list(_LETTER.finditer(text, block.start, block.end))
    for kind in ("a", "i"):
        expected = 1
        found: list[int] = []
        for match in letters:
            value = dict(token_readings(match["letter"])).get(kind, 0)
            if value != expected or (expected == 1 and match["before"][0] != ":"):
                continue
            found.append(match.start("letter") - 1)
            expected += 1
        if len(found) > 1:
            cuts += found
    return sorted(cuts)


def _cut(block: Block, cuts: list[int]) -> Iterator[Block]:
    edges = [block.start, *cuts, block.end]
    for start, end in itertools.pairwise(edges):
        yield Block(start, end, block.role, block.mark, whole=block.whole) if cuts else block
