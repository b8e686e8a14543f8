r"""Pinpoints: the part of an instrument that some words aim at, as people write it.

::

    pinpoint = unit {[","] ["of" | "in" | "to" | "("] ["the"] unit}
    unit     = label [numero] list | "preamble" | "annex"
    label    = "article" | "art." | "paragraph" | "para." | "¶" | "section" | "annex" | "objective" | "target" | ...
    list     = item {separator item}
    separator= "," | "and" | "or" | "to" | "through" | "-"      ("to", "through" and "-" make a range)
    item     = number ["bis" | "ter" | ...] {"." part} {"(" part ")"} | roman | "(" part ")"

The words are those of a language (:mod:`compactx.citation.language`); labels may also be names that a corpus gives
the parts of one instrument ("SDG"). A part in brackets alone goes on under the number before it: "8 (k) and (l)" is
8.k and 8.l. Units sort from the whole to the part, however they are written: "paragraph 8 (section III) of Annex II"
and "Annex II, section III, para. 8" are the same.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import product

from compactx.citation.gates import Opening, gates_of
from compactx.citation.language import DEFAULT, cases_of, matches, one_of, table
from compactx.model import patterns as re
from compactx.model.locator import INSERTED, roman_value, to_roman
from compactx.model.record import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Unit(Row):
    """One label with its items: its range in the text, its kind, the dotted parts it lists, and their ranges.

    ``owner`` is the id of the instrument whose parts the label names, '' if it tells none.
    """

    start: int
    end: int
    kind: str
    parts: tuple[str, ...]
    pieces: tuple[tuple[int, int], ...] = ()
    owner: str = ""


class Aim(Row):
    """One part aimed at: the range of the words that say so, and its dotted locator."""

    start: int
    end: int
    locator: str


class Pinpoint(Row):
    """Words that aim at parts of one instrument: the kind of part, the units, and everything they aim at."""

    start: int
    end: int
    units: tuple[Unit, ...]
    aims: tuple[Aim, ...]
    kind: str = ""

    @property
    def locators(self) -> tuple[str, ...]:
        """Return the locators of all aims, each once."""
        return tuple(dict.fromkeys(aim.locator for aim in self.aims))

    @property
    def owner(self) -> str:
        """Return the id of the instrument whose parts the words themselves name, '' if they do not."""
        return next((unit.owner for unit in self.units if unit.owner), "")


# Kinds of units from the whole to the part, as they are nested.
_KINDS = (
    "annex", "appendix", "part", "chapter", "section", "objective", "goal", "target", "indicator", "article", "rule",
    "principle", "recital", "page", "paragraph", "subparagraph", "footnote",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_KINDS)} | {"preamble": 0}
_GLUED = re.compile(r"[0-9][A-H]")
_SECTION_FIRST = re.compile(r"[ivx]+\.[0-9]")
_BRACKET = re.compile(r"\(?([a-z0-9]{1,4})\)")
_ROMANS = ("annex", "appendix", "part", "chapter", "section")
_MOST = 100
_FIRST = re.compile(r"[^\W\d_]+|[^\w\s]+")  # word of a label
_KEPT = 10_000  # different units that are remembered: a text repeats few
_COUNTED = frozenset({"objective", "goal", "target", "indicator"})
_WITHOUT_PARAGRAPHS = _COUNTED | {"recital"}
_GOALS = frozenset({"goal", "target", "indicator"})


class Grammar:
    """The patterns of pinpoints in one language, with the names that a corpus gives parts of its instruments."""

    def __init__(self, code: str, words: dict[str, Any]) -> None:
        """Compile them from what :func:`compactx.citation.labels.grammar_words` returns."""
        self.labels: dict[str, tuple[str, str]] = words["labels"]
        self.shortened: frozenset[str] = words["shortened"]
        self.bare: dict[str, str] = words["bare"]
        self.code = code
        self.written: tuple[str, ...] = words["written"]
        opening = Opening(lambda: words["opening"])
        self.unit = gates_of(code).gate(words["unit"], self.heads, opening=opening)
        self.piece = re.compile(words["piece"])
        self.chain = re.compile(words["chain"])
        self.read: dict[str, tuple[str, tuple[str, ...], tuple[tuple[int, int], ...], str]] = {}

    def units(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the units of a text in order."""
        begun = self.unit.starts(text)
        if begun is None:
            return filter(self.is_whole, self.unit.finditer(text))
        starts = [start for start in begun if self.tail.match(text, start)]
        return filter(self.is_whole, matches(self.unit.pattern, text, starts))

    def is_whole(self, found: re.Match[str]) -> bool:
        """Say that no sentence ends behind a label written out, so that a number begins the next: "goals. 4"."""
        after = found.end("label")
        return after < 0 or found.string[after] != "." or found.group("label").lower() in self.shortened

    def heads(self) -> frozenset[str]:
        """Return what units begin with: a label of one word has a sign, a figure or the word for a number behind it."""
        alone = [one for one in self.written if one not in self._going and one[-1] != "."]
        signs = (*" .(0123456789", *self._numeros)
        long = {form for one in self.written if one in self._going or one[-1] == "." for form in cases_of([one])}
        return frozenset((*long, *(one + sign for one in cases_of(alone) for sign in signs)))

    @cached_property
    def tail(self) -> re.Pattern[str]:
        """What a long text is asked where a unit may begin: whether a label goes on, or an item may follow it."""
        going = one_of(cases_of(first for first in self._going.values()))
        item = r"\w(" if table(self.code).get("half_brackets") else "0123456789(IVXLCivxABCDEFGH"
        numeros = "".join(sorted(self._numeros))
        return re.compile(rf"{going}(?![^\W\d_])|(?:[^\W\d_]++|[^\w\s.(]++)\.? ?[{item}{numeros}]")

    @cached_property
    def _going(self) -> dict[str, str]:
        """The labels of several words, and those that stand alone, each with its first word."""
        first = {one: found.group() for one in self.written if (found := _FIRST.match(one))}
        return {one: word for one, word in first.items() if len(word) < len(one.rstrip(".")) or one in self.bare}

    @cached_property
    def _numeros(self) -> frozenset[str]:
        """The letters that the word for a number begins with."""
        return frozenset(form[0] for form in cases_of(table(self.code)["numero"].split("|")))


@lru_cache(maxsize=16)
def grammar(code: str = DEFAULT, names: tuple[tuple[str, str, str], ...] = ()) -> Grammar:
    """Return the patterns of a language, compiled once; ``names`` are those of ``grammar_words``."""
    from compactx.citation.labels import grammar_words  # noqa: PLC0415 - kept with the names of a corpus

    return Grammar(code, grammar_words(code, names))


def find_pinpoints(text: str, rules: Grammar | None = None) -> list[Pinpoint]:
    """Return the pinpoints of a folded text in order.

    >>> [p.locators for p in find_pinpoints("articles 2, 4 and 6 to 9; Annex II, paras. 8 (k) and (l)")]
    [('article-2', 'article-4', 'article-6', 'article-7', 'article-8', 'article-9'), ('annex-ii.8.k', 'annex-ii.8.l')]
    """
    rules = rules or grammar()
    found: list[Pinpoint] = []
    chain: list[Unit] = []
    for match in rules.units(text):
        unit = _unit(match, rules)
        if unit.kind != "article" and _GLUED.search(match.group()):
            continue  # "article 1A(2)", but "section 5A" and "annex 5A" are numbers of others
        if chain and not _joins(text, chain, unit, rules):
            found.append(_pinpoint(chain))
            chain = []
        if chain and _is_of_the_last(text, chain[-1], unit):
            listed = chain.pop()
            found.append(_pinpoint([*chain, _cut(listed, 0, len(listed.parts) - 1)]))
            chain = [_cut(listed, len(listed.parts) - 1, len(listed.parts))]
        at = _further_articles(text, chain[-1], unit) if chain else 0
        chain.append(_cut(unit, 0, at) if at else unit)
        if at:
            found.append(_pinpoint(chain))
            chain = [_cut(unit, at, len(unit.parts)).replace(kind="article")]
    return [*found, _pinpoint(chain)] if chain else found


def _is_of_the_last(text: str, before: Unit, unit: Unit) -> bool:
    """Say whether a paragraph belongs to the last of several articles: "articles 9 and 14, paragraph 1"."""
    is_behind = (before.kind, unit.kind) == ("article", "paragraph") and before.end <= unit.start
    return is_behind and len(before.parts) > 1 and not _is_plural(text, unit)


def _further_articles(text: str, before: Unit, unit: Unit) -> int:
    """Return at which item of a list of paragraphs articles go on: the 26 of "articles 2, paragraph 1, and 26".

    One paragraph in the singular is no list: what follows it behind a comma belongs to the articles in the plural.
    Behind several, that is only the last one, if but one article stands before them: "articles 2, paragraphs 1 and 2,
    and 26". 0 if they are all paragraphs.
    """
    if (before.kind, unit.kind) != ("article", "paragraph") or len(unit.parts) < 2 or not _is_plural(text, before):  # noqa: PLR2004 - one is no list
        return 0
    several = _is_plural(text, unit)
    at = len(unit.parts) - 1 if several else 1
    gap = text[unit.pieces[at - 1][1] : unit.pieces[at][0]]
    divides = gap.startswith(",") and text[unit.pieces[at][0]].isdecimal()
    return at if divides and not (several and (len(before.parts) > 1 or not gap.strip(" ,"))) else 0


def _cut(unit: Unit, first: int, end: int) -> Unit:
    """Return some of the items of a unit."""
    start = unit.pieces[first][0] if first else unit.start
    last = unit.pieces[end - 1][1] if end < len(unit.parts) else unit.end
    return unit.replace(start=start, end=last, parts=unit.parts[first:end], pieces=unit.pieces[first:end])


def _is_plural(text: str, unit: Unit) -> bool:
    """Say whether the label of a unit is in the plural, which ends in s in every language so far.

    What goes on without a label goes on with a plural.
    """
    label = text[unit.start : unit.end].split(maxsplit=1)[0].rstrip(".")
    return label[-1:] in {"s", "S"} or label[:1].isdecimal() or label == "\u00b6\u00b6"


def _joins(text: str, chain: list[Unit], unit: Unit, rules: Grammar) -> bool:
    """Say whether a unit belongs to the chain before it: nothing stands between them, and its kind is another."""
    if unit.start - chain[-1].end >= 24 or any(u.kind == unit.kind for u in chain):  # noqa: PLR2004 - "of the same" and the like
        return False
    gap = text[chain[-1].end : unit.start]
    kinds = {chain[-1].kind, unit.kind}
    numbered = next((one for one in (chain[-1], unit) if one.kind == "paragraph"), None)
    if numbered and kinds & _WITHOUT_PARAGRAPHS and numbered.parts[0][:1].isdecimal():
        return False  # objectives and goals have letters, and no numbered paragraphs of their own; nor have recitals
    if unit.kind in _GOALS and not all(_is_of_one(*_whole_first(one, unit)) for one in chain if one.kind in _GOALS):
        return False
    return bool(rules.chain.match(gap))


def _whole_first(one: Unit, other: Unit) -> tuple[Unit, Unit]:
    return (one, other) if _RANK[one.kind] < _RANK[other.kind] else (other, one)


def _is_of_one(whole: Unit, parts: Unit) -> bool:
    """Say whether targets belong to the goal beside them: "goal 8, target 8.7", not "target 8.8, SDG 10.7".

    So do the indicators of a target.
    """
    number = whole.parts[0]
    alone = len(whole.parts) == 1 and (whole.kind == "target" or "." not in number)
    return alone and all("." not in part or part.startswith(f"{number}.") for part in parts.parts)


def _unit(found: re.Match[str], rules: Grammar) -> Unit:
    """Return the unit that a match says; what equal words say is worked out once."""
    written, start = found.group(), found.start()
    read = rules.read.get(written)
    if read is None:
        if len(rules.read) >= _KEPT:
            rules.read.clear()
        read = rules.read[written] = _read(found, rules)
    kind, parts, pieces, owner = read
    return Unit(start, found.end(), kind, parts, tuple([(start + a, start + b) for a, b in pieces]), owner)


def _read(found: re.Match[str], rules: Grammar) -> tuple[str, tuple[str, ...], tuple[tuple[int, int], ...], str]:
    """Return the kind, the parts, where each stands counted from the first letter, and the owner."""
    if found.group("bare"):
        kind = rules.bare[found.group("bare").lower()]
        return kind, (kind,), ((0, found.end() - found.start()),), ""
    kind, owner = rules.labels[found.group("label").lower()]
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    at = found.start("list") - found.start()
    for piece in rules.piece.finditer(found.group("list")):
        item = _item(piece.group("item"), kind, parts[-1] if parts else "")
        listed = list(_range(parts[-1], item)) if piece.group("range") and parts else [item]
        parts += listed
        pieces += [(at + piece.start("item"), at + piece.end("item"))] * len(listed)
    pieces[0] = (0, pieces[0][1])
    return kind, tuple(parts[:_MOST]), tuple(pieces[:_MOST]), owner


def _item(written: str, kind: str, before: str) -> str:
    """Return one item dotted; an item in brackets alone takes its number from the item before."""
    written = _BARE_LETTER.sub(lambda found: f"{found[1]}({found[2]})", written)  # a template would load re
    written = _INSERTED.sub(lambda found: f"{found[1]}.{found[2]}", written)
    brackets = _BRACKET.findall(written)
    found = _STEM.match(written)
    stem = found.group().strip() if found else ""
    if not stem:
        keep = before.split(".")[: max(1, len(before.split(".")) - len(brackets))] if before else []
        return ".".join([*keep, *brackets])
    stem = stem.lower() if kind in _ROMANS or not stem.isalpha() else stem
    digits = len(stem) - len(stem.lstrip("0123456789"))
    if 0 < digits < len(stem) and stem[digits] != ".":
        stem = f"{stem[:digits]}.{stem[digits:]}"
    return ".".join([stem, *brackets])


# "Article 73 e of the Charter": a letter without brackets.
_BARE_LETTER = re.compile(r"^([0-9]{1,3}) ([a-z])$")
_INSERTED = re.compile(rf"^([0-9]{{1,3}}) ({'|'.join(INSERTED)})")
# What stands before the brackets of an item: all of it if it has none, nothing if it is one ("b)" in French).
_STEM = re.compile(r"(?![a-z0-9]{1,4}\))[^( ]*(?= |\(|$)|")


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
    if len(chain) == 1 and len(chain[0].parts) == 1:  # by far the most
        only = chain[0]
        locator, kind = _alone(only.kind, only.parts[0])
        return Pinpoint(only.start, only.end, (only,), (Aim(only.start, only.end, locator),), kind)
    ordered = sorted(chain, key=lambda unit: _RANK.get(unit.kind, len(_RANK)))
    # A page says where the part is printed, and is no part that contains it.
    ordered = [unit for unit in ordered if unit.kind != "page"] or ordered
    lists = [[_named(unit.kind, part) for part in unit.parts] for unit in ordered]
    combined = [
        ".".join(part for part in parts if part) for parts, _ in zip(product(*lists), range(_MOST), strict=False)
    ]
    start, end = min(u.start for u in chain), max(u.end for u in chain)
    many = max(ordered, key=lambda unit: len(unit.parts))
    if len(many.pieces) == len(combined) and len(combined) > 1:
        ranges = [(start, many.pieces[0][1]), *many.pieces[1:]]
    else:
        ranges = [(start, end)] * len(combined)
    aims = tuple(Aim(a, b, locator) for (a, b), locator in zip(ranges, combined, strict=True))
    return Pinpoint(start, end, tuple(chain), aims, kind_of([unit.kind for unit in ordered]))


@lru_cache(maxsize=_KEPT)
def _alone(kind: str, part: str) -> tuple[str, str]:
    """Return the locator of a part that stands by itself, and the kind it is of."""
    return _named(kind, part), kind_of([kind])


def kind_of(kinds: list[str]) -> str:
    """Return the kind of part that units aim at: an article counts as one whatever part of it is meant."""
    kind = "article" if "article" in kinds else kinds[-1]
    if kind == "subparagraph":
        kind = kinds[-2] if len(kinds) > 1 else "paragraph"
    return kind


def _named(kind: str, part: str) -> str:
    """Return a part with its kind: ``article-13``, ``annex-ii``; paragraphs and items stand by their number alone."""
    if kind in {"paragraph", "subparagraph"} or part == kind:
        return f"section-{part.lower()}" if _SECTION_FIRST.match(part.lower()) else part.lower()
    if kind in {"goal", "target"} and part.count(".") == 2:  # noqa: PLR2004 - goal, target and indicator: "SDG 10.7.1"
        kind = "indicator"
    return f"{kind}-{part.lower()}"
