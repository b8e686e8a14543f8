r"""Pinpoints: the part of an instrument that some words aim at, as people write it.

::

    pinpoint = unit {[","] ["of" | "in" | "to" | "("] ["the"] unit}
    unit     = label list | "preamble" | "annex"
    label    = "article" | "art." | "paragraph" | "para." | "¶" | "section" | "annex" | "objective" | "target" | ...
    list     = item {separator item}
    separator= "," | "and" | "or" | "to" | "through" | "-"      ("to", "through" and "-" make a range)
    item     = number {"." part} {"(" part ")"} | roman | "(" part ")"

A part in brackets alone goes on under the number before it: "8 (k) and (l)" is 8.k and 8.l. Units sort from the whole
to the part, however they are written: "paragraph 8 (section III) of Annex II" and "Annex II, section III, para. 8"
are the same.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from compactx.model.locator import roman_value, to_roman
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator


class Unit(Record):
    """One label with its items: its range in the text, its kind, and the dotted parts it lists."""

    start: int
    end: int
    kind: str
    parts: tuple[str, ...]
    pieces: tuple[tuple[int, int], ...] = ()


class Pinpoint(Record):
    """A chain of units that aim at parts of one instrument; ``locators`` are all it lists, dotted."""

    start: int
    end: int
    units: tuple[Unit, ...]
    locators: tuple[str, ...]


_LABELS = (
    ("annex", r"[Aa]nnex(?:es)?"),
    ("appendix", r"[Aa]ppendix|[Aa]ppendices"),
    ("part", r"[Pp]arts?"),
    ("chapter", r"[Cc]hapters?|[Cc]hap\."),
    ("section", r"[Ss]ections?|[Ss]ects?\.|§§?"),
    ("objective", r"[Oo]bjectives?"),
    ("goal", r"(?:(?:the )?(?:Sustainable Development|Global) )?[Gg]oals?|SDGs?"),
    ("target", r"(?:(?:Sustainable Development Goal|SDG) )?[Tt]argets?"),
    ("indicator", r"(?:(?:Sustainable Development Goal|SDG) )?[Ii]ndicators?"),
    ("article", r"[Aa]rticles?|[Aa]rts?\.|ARTICLES?"),
    ("rule", r"[Rr]ules?"),
    ("principle", r"[Pp]rinciples?"),
    ("recital", r"(?:preambular|recital) ?(?:paragraphs?)?"),
    ("paragraph", r"(?:operative )?[Pp]aragraphs?|[Pp]aras?\.?|¶¶? ?"),
    ("subparagraph", r"[Ss]ub-?paragraphs?|[Ii]tems?|[Aa]ctions?"),
)
_RANK = {kind: rank for rank, (kind, _) in enumerate(_LABELS)}
_ROMAN = r"(?:[IVXLC]{1,7}|[ivx]{1,5})(?![A-Za-z0-9])"
_BRACKETS = r"(?: ?\([a-z0-9]{1,4}\)){1,3}"
_ITEM = (
    rf"(?:[IVX]{{1,4}}\.[0-9]{{1,3}}(?:{_BRACKETS})?|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}"
    rf"|\.?[a-z](?![a-z0-9])){{0,2}}(?:{_BRACKETS})?(?![0-9/])|{_ROMAN}|[A-H](?![A-Za-z0-9.])|{_BRACKETS})"
)
_SEPARATOR = r"(?:,? (?:and|or|to|through) (?:in )?|, ?(?=[0-9(IVX])|[;,] (?=\()|-(?=[0-9]))"
_LABEL = "|".join(f"(?P<{kind}>{label})" for kind, label in _LABELS)
_UNIT = re.compile(
    rf"(?<![A-Za-z-])(?=[AaPpCcSsOoGgTtIiRr\u00a7\u00b6])(?:(?:{_LABEL})"
    rf"(?: (?:Nos?\. )?|(?=[(0-9]))(?P<list>{_ITEM}(?:{_SEPARATOR}{_ITEM}){{0,60}})(?![A-Za-z0-9/])"
    r"|(?P<bare>[Aa]nnex|[Pp]reamble|chapeau)(?![A-Za-z-]))"
)
_PIECE = re.compile(rf"(?P<range>(?:,? (?:to|through) |-(?=[0-9])))?(?P<item>{_ITEM})")
_CHAIN = re.compile(r"\)?,? ?(?:\(|(?:of|in|to|under) (?:the |its |that )?(?:same |present |said )?)?$")
_SECTION_FIRST = re.compile(r"[ivx]+\.[0-9]")
_BRACKET = re.compile(r"\(([a-z0-9]{1,4})\)")
_HAS_UNIT = re.compile(r"[0-9IVXivx¶§(]|nnex|reamble|chapeau")
_ROMANS = ("annex", "appendix", "part", "chapter", "section")
_MOST = 100


def find_pinpoints(text: str) -> list[Pinpoint]:
    """Return the pinpoints of a folded text in order.

    >>> [p.locators for p in find_pinpoints("articles 2, 4 and 6 to 9; Annex II, paras. 8 (k) and (l)")]
    [('article-2', 'article-4', 'article-6', 'article-7', 'article-8', 'article-9'), ('annex-ii.8.k', 'annex-ii.8.l')]
    """
    units = [_unit(found) for found in _UNIT.finditer(text)]
    found: list[Pinpoint] = []
    chain: list[Unit] = []
    for unit in units:
        if chain and not _joins(text, chain, unit):
            found.append(_pinpoint(chain))
            chain = []
        chain.append(unit)
    return [*found, _pinpoint(chain)] if chain else found


def _joins(text: str, chain: list[Unit], unit: Unit) -> bool:
    """Say whether a unit belongs to the chain before it: nothing stands between them, and its kind is another."""
    gap = text[chain[-1].end : unit.start]
    return len(gap) < 24 and unit.kind not in {u.kind for u in chain} and bool(_CHAIN.match(gap))  # noqa: PLR2004 - "of the same" and the like


def _unit(found: re.Match[str]) -> Unit:
    if found.group("bare"):
        kind = "annex" if found.group("bare").lower() == "annex" else "preamble"
        return Unit(found.start(), found.end(), kind, (kind,), ((found.start(), found.end()),))
    kind = next(kind for kind, _ in _LABELS if found.group(kind))
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    for piece in _PIECE.finditer(found.group("list")):
        item = _item(piece.group("item"), kind, parts[-1] if parts else "")
        listed = list(_range(parts[-1], item)) if piece.group("range") and parts else [item]
        parts += listed
        at = found.start("list")
        pieces += [(at + piece.start("item"), at + piece.end("item"))] * len(listed)
    pieces[0] = (found.start(), pieces[0][1])
    return Unit(found.start(), found.end(), kind, tuple(parts[:_MOST]), tuple(pieces[:_MOST]))


def _item(written: str, kind: str, before: str) -> str:
    """Return one item dotted; an item in brackets alone takes its number from the item before."""
    brackets = _BRACKET.findall(written)
    stem = written.partition("(")[0].strip()
    if not stem:
        keep = before.split(".")[: max(1, len(before.split(".")) - len(brackets))] if before else []
        return ".".join([*keep, *brackets])
    stem = stem.lower() if kind in _ROMANS or not stem.isalpha() else stem
    digits = len(stem) - len(stem.lstrip("0123456789"))
    if 0 < digits < len(stem) and stem[digits] != ".":
        stem = f"{stem[:digits]}.{stem[digits:]}"
    return ".".join([stem, *brackets])


def _range(first: str, last: str) -> Iterator[str]:
    """Yield what follows the first item up to the last: numbers, letters or romans that differ in their last part."""
    head, _, left = first.rpartition(".")
    last_head, _, right = last.rpartition(".")
    if left.isdecimal() and right.isdecimal() and head == last_head and int(left) < int(right) <= int(left) + _MOST:
        yield from (f"{head}.{n}".lstrip(".") for n in range(int(left) + 1, int(right) + 1))
    elif len(left) == len(right) == 1 and left.isalpha() and head in {last_head, ""} and left < right:
        yield from (f"{head}.{chr(code)}".lstrip(".") for code in range(ord(left) + 1, ord(right) + 1))
    elif roman_value(left.lower()) and roman_value(left.lower()) < roman_value(right.lower()):
        values = range(roman_value(left.lower()) + 1, roman_value(right.lower()) + 1)
        yield from (f"{head}.{to_roman(value)}".lstrip(".") for value in values)
    else:
        yield last


def _pinpoint(chain: list[Unit]) -> Pinpoint:
    ordered = sorted(chain, key=lambda unit: _RANK.get(unit.kind, len(_RANK)))
    lists = [[_named(unit.kind, part) for part in unit.parts] for unit in ordered]
    combined = (".".join(part for part in parts if part) for parts in product(*lists))
    locators = tuple(dict.fromkeys(locator for locator, _ in zip(combined, range(_MOST), strict=False)))
    return Pinpoint(min(u.start for u in chain), max(u.end for u in chain), tuple(chain), locators)


def _named(kind: str, part: str) -> str:
    """Return a part with its kind: ``article-13``, ``annex-ii``; paragraphs and items stand by their number alone."""
    if kind in {"paragraph", "subparagraph"} or part in {"annex", "preamble"}:
        return f"section-{part.lower()}" if _SECTION_FIRST.match(part.lower()) else part.lower()
    return f"{kind}-{part.lower()}"


def spellings(locator: str) -> list[str]:
    """Return the locators under which a corpus may hold a part, the most exact first.

    >>> spellings("annex-ii.section-iii.8.a")
    ['annex-ii.section-iii.8.a', 'annex-ii.8.a']
    >>> spellings("annex.5"), spellings("goal-10.7")
    (['annex.5', '5'], ['goal-10.7', 'target-10.7', 'goal-10'])
    """
    parts = locator.split(".")
    found = [locator]
    containers = [n for n, part in enumerate(parts) if part.startswith(("section-", "part-", "chapter-"))]
    if containers and len(parts) > len(containers):
        found.append(".".join(part for n, part in enumerate(parts) if n not in containers))
    if parts[0] in {"annex", "preamble"} and len(parts) > 1:
        found.append(".".join(parts[1:]))
    if parts[0].startswith("goal-") and len(parts) > 1:
        found += [f"target-{locator[5:]}", parts[0]]
    if parts[0].startswith("indicator-") and len(parts) > 1:
        found.append(f"target-{parts[0].removeprefix('indicator-')}.{parts[1]}")
    if parts[0].startswith("objective-") and len(parts) > 1:
        found.append(parts[0])
    if parts[0].startswith("article-"):
        found.append(locator.removeprefix("article-"))
    return found
