"""What a block without a number is: heading, formula, recital, lead-in, opening words, or a paragraph of its own."""

from __future__ import annotations

import re

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
