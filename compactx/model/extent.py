"""Which parts of an instrument exist: its last article, the letters of a paragraph, the targets of a goal."""

from __future__ import annotations

from functools import lru_cache

from compactx.model import locator
from compactx.model.finding import Place
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

YES, NO, UNKNOWN = "yes", "no", "unknown"
LIKELY, UNLIKELY = "likely", "unlikely"  # yes and no, as far as somebody knew without a text or a source at hand
_SUPPOSED = {YES: LIKELY, NO: UNLIKELY}
WHOLE = "whole"
RECITAL = "recital"  # a paragraph of the preamble
UNITS = (
    "article", "paragraph", "objective", "goal", "target", "principle", "guideline", "rule", "section", "chapter",
    RECITAL, WHOLE,
)  # fmt: skip
_CALLED = {"target": "goal", RECITAL: "preambular paragraph"}
DIVISIONS = ("annex", "appendix", "schedule", "section", "part", "chapter")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_LETTERS = len(_ALPHABET)


class PartCount(Record):
    """What stands inside one numbered part: how many numbered paragraphs (0: none or not numbered), the last letter.

    ``lettered`` tells the last letter of each numbered paragraph that has letters; empty where nobody told them apart.
    ``numerals`` tells how many roman numerals stand below a letter ("2b", or "b" where no paragraphs are numbered);
    None where nobody counted them.
    """

    paragraphs: int = 0
    letter: str = ""
    lettered: tuple[tuple[int, str], ...] = ()
    numerals: tuple[tuple[str, int], ...] | None = None


class Range(Record):
    """The parts of one unit: numbered 1 to ``last``, ``also`` those put in between, ``parts`` what is inside.

    The unit ``whole`` says that the thing is cited whole, or that its parts differ from issue to issue: nothing
    is said of a part of it. The unit ``recital`` counts the paragraphs of the preamble; with 0 as the last there is a
    preamble whose paragraphs nobody counted.
    ``within`` is the annex in which they are counted. ``offset`` says that number n of this unit is paragraph
    n + offset, whose letters it has. ``letters`` is false where lettered items were not counted. Nothing is claimed
    by a range of low confidence, which rests on general knowledge: it says what is likely.

    ``parts`` is read by :func:`read_counts`.
    """

    of: str
    unit: str
    last: int
    place: Place
    within: str = ""
    offset: int = 0
    also: tuple[str, ...] = ()
    parts: str = ""
    letters: bool = True
    sources: tuple[str, ...] = ()
    confidence: str = "high"

    @property
    def is_supposed(self) -> bool:
        """Whether it rests on general knowledge: no text was counted, and no source at hand states the number."""
        return self.confidence == "low"

    @property
    def count(self) -> str:
        """How many there are, in words.

        >>> here = Place("x")
        >>> Range("x", "article", 53, here).count, Range("x", "recital", 0, here).count
        ('53 articles', 'a preamble')
        >>> Range("x", "recital", 5, here).count, Range("x", "article", 1, here, "annex-i", also=("1 bis",)).count
        ('a preamble of 5 paragraphs', '1 article and 1 bis in annex I')
        """
        if self.unit == RECITAL:
            return f"a preamble of {self.last} paragraphs" if self.last else "a preamble"
        also = f" and {', '.join(self.also)}" if self.also else ""
        within = f" in {locator.printed(self.within)}" if self.within else ""
        return f"{self.last} {self.unit}{'s' if self.last != 1 else ''}{also}{within}"


class Absence(Record):
    """What an instrument has instead of a part that it lacks; ``sure`` is false where that is likely and no more."""

    said: str
    sure: bool = True


class Extent(Record):
    """All that is known of which parts an instrument has; nothing is known of an instrument without ranges."""

    ranges: tuple[Range, ...] = ()

    @property
    def whole(self) -> Range | None:
        """Say that the thing is cited whole, and why: a programme, a series of reports, a page of the press."""
        return self._row(WHOLE, "")

    @property
    def summary(self) -> str:
        """How many articles and the like there are, and on what those rest that nobody counted; '' if nothing is known.

        >>> rows = Range("x", "article", 53, Place("x")), Range("x", "recital", 5, Place("x"))
        >>> Extent(rows).summary, Extent().summary
        ('53 articles; a preamble of 5 paragraphs', '')
        >>> Extent((Range("x", "rule", 7, Place("x"), sources=("hearsay",), confidence="low"),)).summary
        '7 rules as far as we know (hearsay)'
        """
        told = (
            f"{row.count} as far as we know ({'; '.join(row.sources)})" if row.is_supposed else row.count
            for row in self.ranges
        )
        return "" if self.whole else "; ".join(told)

    @property
    def preamble(self) -> Range | None:
        """The paragraphs of the preamble; None if nobody told of a preamble."""
        return self._row(RECITAL, "")

    def has(self, where: str) -> str:
        """Say whether a part exists, by its dotted locator: ``yes``, ``no`` or ``unknown``.

        Where the extent is of low confidence, ``likely`` and ``unlikely`` stand for ``yes`` and ``no``.

        >>> articles = Range("x", "article", 54, Place("x"), parts="1 2/2 37/0:d")
        >>> [Extent((articles,)).has(f"article-{part}") for part in ("54", "61", "2.3", "37.e", "1.2")]
        ['yes', 'no', 'no', 'no', 'unknown']
        >>> recitals = Extent((Range("x", "recital", 13, Place("x")),))
        >>> [recitals.has(part) for part in ("preamble", "recital-3", "preamble.14", "recital-m", "preamble.n")]
        ['yes', 'yes', 'no', 'yes', 'no']
        """
        if where == "preamble":
            return YES if self.preamble else UNKNOWN
        address = self._address(where)
        return UNKNOWN if address is None else self._answer(*address)

    def words(self, where: str) -> str:
        """Say what does exist instead of a part that does not: "54 is the last article", '' if nothing is known.

        >>> Extent((Range("x", "paragraph", 54, Place("x"), parts="33:g"),)).words("33.k")
        'there are 33(a) to 33(g)'
        """
        address = self._address(where)
        answer = UNKNOWN if address is None else self._answer(*address)
        if address is None or answer not in {NO, UNLIKELY}:
            return ""
        return self._there_is(*address) if answer == NO else self._supposed(*address)

    def _supposed(self, row: Range, number: int, tail: list[str]) -> str:
        """Say what there is instead as far as somebody knows."""
        outside = not 1 <= number <= row.last
        counted = f"it has {row.last} {self._called(row)}{'s' if row.last != 1 else ''}{_of(row)}"
        said = counted if outside else self._there_is(row, number, tail)
        return f"as far as we know {said}; we have not counted a text"

    def _there_is(self, row: Range, number: int, tail: list[str]) -> str:
        inside = self._inside(row, number)
        if tail and tail[0] in locator.INSERTED and row.also:
            return f"those put in between are {', '.join(row.also)}"
        if number > row.last or number < 1 or inside is None:
            return f"{row.last} is the last {self._called(row)}{_of(row)}"
        if row.unit == "target":
            return _targets(number, inside)
        shown = f"{number + row.offset}" if row.unit == "paragraph" or row.offset else f"{row.unit} {number}"
        above = self._answer(row, number, tail[:-1])
        if len(tail) > 1 and not tail[-2].isdecimal() and above in {YES, LIKELY}:
            return _numbered(shown, tail[:-1], inside)
        return _within(shown, tail, inside)

    def _called(self, row: Range) -> str:
        """Return what the numbers are of: targets that nothing is told of are no goal's, and numbered by themselves."""
        alone = row.unit == "target" and not row.parts
        return row.unit if alone else _CALLED.get(row.unit, row.unit)

    def between(self, where: str) -> str:
        """Return the words for a part that was put in between others, '' if it is none.

        >>> statute = Extent((Range("x", "article", 128, Place("x"), also=("8 bis",)),))
        >>> statute.between("article-8.bis"), statute.between("article-8.ter"), statute.between("article-8")
        ('article 8 bis', '', '')
        """
        row, number, tail = self._address(where) or (None, 0, [])
        words = f"{number} {tail[0]}" if tail else ""
        return f"{row.unit} {words}" if row and words in row.also else ""

    def total(self, where: str) -> str:
        """Say how many parts there are of the kind of this one, '' if that is not known.

        >>> Extent((Range("x", "article", 24, Place("x")),)).total("article-9")
        '24'
        """
        address = self._address(where)
        return f"{address[0].last}{_of(address[0])}" if address else ""

    def _address(self, where: str) -> tuple[Range, int, list[str]] | None:
        """Read a locator as a range, a number in it and what follows the number; None if no range is meant."""
        head, _, rest = where.partition(".")
        if head == "preamble" and rest:
            return self._address(f"{RECITAL}-{rest}")
        ours = any(row.unit == head.rpartition("-")[0] and not row.within for row in self.ranges)
        within = head if head.startswith(DIVISIONS) and not ours else ""
        if within:
            head, _, rest = rest.partition(".")
        unit, _, number = head.rpartition("-")
        row = self._row(unit or "paragraph", within)
        if row is None or not number:
            return None
        value = int(number) if number.isdecimal() and number.isascii() else locator.roman_value(number)
        if unit == RECITAL:  # some number the paragraphs of a preamble with letters
            value = value if number.isdecimal() else _place(number)
        return (row, value, rest.split(".") if rest else []) if value or number == "0" else None

    def _row(self, unit: str, within: str) -> Range | None:
        rows = (row for row in self.ranges if row.unit == unit and row.within == within)
        return next(rows, None)

    def _inside(self, row: Range, number: int) -> PartCount | None:
        held = read_counts(row.parts).get(number)
        if held is None and row.offset:
            other = self._row("paragraph", row.within)
            return read_counts(other.parts).get(number + row.offset) if other else None
        return held

    def _answer(self, row: Range, number: int, tail: list[str]) -> str:
        answer = self._believed(row, number, tail)
        return _SUPPOSED.get(answer, answer) if row.is_supposed else answer

    def _believed(self, row: Range, number: int, tail: list[str]) -> str:
        """Say whether a part exists if the range is right."""
        if tail and tail[0] in locator.INSERTED and row.also:
            listed = f"{number} {tail[0]}" in row.also
            return NO if not listed else UNKNOWN if tail[1:] else YES
        if row.unit == RECITAL and not row.last:
            return UNKNOWN
        if not 1 <= number <= row.last:
            return NO
        if not tail:
            return YES
        inside = self._inside(row, number)
        if inside is None:
            return UNKNOWN
        return _target(tail, inside) if row.unit == "target" else _part(tail, inside, letters=row.letters)


def _target(tail: list[str], inside: PartCount) -> str:
    mark = tail[0]
    there = 1 <= int(mark) <= inside.paragraphs if mark.isdecimal() else 0 < _place(mark) <= _place(inside.letter)
    return UNKNOWN if there and len(tail) > 1 else YES if there else NO


def _part(tail: list[str], inside: PartCount, *, letters: bool) -> str:
    """Say whether a numbered paragraph or a letter exists; letters of an article may stand in any of its paragraphs."""
    mark, below = tail[0], tail[1:]
    if mark.isdecimal():
        return _paragraph(int(mark), below, inside, letters=letters)
    if not letters or not _place(mark):
        return UNKNOWN
    if inside.lettered or _place(mark) > _place(inside.letter):
        return NO
    if inside.paragraphs > 1:
        return UNKNOWN
    return _numeral(mark, below, inside) if below else YES


def _paragraph(number: int, below: list[str], inside: PartCount, *, letters: bool) -> str:
    """Say whether a numbered paragraph of an article exists, or a letter in it."""
    if inside.paragraphs < 2:  # noqa: PLR2004 - a single paragraph, or none, is numbered by those who cite it
        return UNKNOWN
    if not 1 <= number <= inside.paragraphs:
        return NO
    if not below:
        return YES
    if letters and inside.lettered and _place(below[0]):
        there = _place(below[0]) <= _place(dict(inside.lettered).get(number, ""))
        return NO if not there else _numeral(f"{number}{below[0]}", below[1:], inside) if below[1:] else YES
    return NO if letters and inside.letter and _place(below[0]) > _place(inside.letter) else UNKNOWN


def _numeral(letter: str, below: list[str], inside: PartCount) -> str:
    """Say whether a roman numeral stands below a letter: the (ii) of 40(2)(b)(ii)."""
    value = locator.roman_value(below[0])
    if inside.numerals is None or not value or len(below) > 1:
        return UNKNOWN
    return YES if value <= dict(inside.numerals).get(letter, 0) else NO


@lru_cache(maxsize=256)
def read_counts(parts: str) -> Mapping[int, PartCount]:
    """Read what stands inside numbered parts.

    ::

        parts  = part {" " part}
        part   = number ["-" number] ["/" paragraphs] [":" letters] ["+" [numerals]]
        letters = last letter | paragraph last letter {"," paragraph last letter}
        numerals = [paragraph] letter count {"," [paragraph] letter count}

    After "+" are the roman numerals below letters; nothing after it: they were counted, and there are none.

    >>> read_counts("1-2 3/4:c")[3], 2 in read_counts("1-2 3/4:c")
    (PartCount(paragraphs=4, letter='c', lettered=(), numerals=None), True)
    >>> read_counts("14/7:3g 40/4:1c,2b")[40]
    PartCount(paragraphs=4, letter='c', lettered=((1, 'c'), (2, 'b')), numerals=None)
    >>> read_counts("14/7:3g+ 40/4:2b,3b+2b7")[40].numerals, read_counts("14/7:3g+")[14].numerals
    ((('2b', 7),), ())
    """
    found: dict[int, PartCount] = {}
    for part in parts.split():
        told, plus, numerals = part.partition("+")
        head, _, letters = told.partition(":")
        numbers, _, paragraphs = head.partition("/")
        first, _, last = numbers.partition("-")
        inside = _counted(int(paragraphs or 0), letters)
        if plus:
            below = tuple(_below(item) for item in numerals.split(",") if item)
            inside = inside.replace(numerals=below)
        found.update(dict.fromkeys(range(int(first), int(last or first) + 1), inside))
    return found


def _counted(paragraphs: int, letters: str) -> PartCount:
    if not letters[:1].isdecimal():
        return PartCount(paragraphs, letters)
    told = tuple((int(item.rstrip(_ALPHABET)), item.lstrip("0123456789")) for item in letters.split(","))
    return PartCount(paragraphs, max((letter for _, letter in told), key=_place), told)


def _below(item: str) -> tuple[str, int]:
    """Read how many numerals stand below a letter.

    >>> _below("2b7"), _below("c3")
    (('2b', 7), ('c', 3))
    """
    letter = item.rstrip("0123456789")
    return letter, int(item[len(letter) :])


def _numbered(shown: str, above: list[str], inside: PartCount) -> str:
    """Say which roman numerals stand below a letter, that being there."""
    count = dict(inside.numerals or ()).get("".join(above), 0)
    where = f"{shown}{''.join(f'({mark})' for mark in above)}"
    return f"{where} has {f'items (i) to ({locator.to_roman(count)})' if count else 'no numbered items below it'}"


def _place(mark: str) -> int:
    """Return the place of a letter: 3 for c, 28 for bb, 0 for what is none."""
    if not mark or len(set(mark)) > 1 or not ("a" <= mark[0] <= "z"):
        return 0
    return _LETTERS * (len(mark) - 1) + ord(mark[0]) - ord("a") + 1


def _within(shown: str, tail: list[str], inside: PartCount) -> str:
    """Say what stands inside a numbered part, instead of the paragraph or the letter that does not."""
    if tail[0].isdecimal() and int(tail[0]) > inside.paragraphs:
        return f"{shown} has {inside.paragraphs} paragraphs"
    return _lettered(shown, tail, inside) if inside.lettered else _items(shown, inside.letter)


def _items(shown: str, letter: str) -> str:
    if not letter:
        return f"{shown} has no lettered items"
    if not shown.isdecimal():
        return f"{shown} has items (a) to ({letter})"
    return f"there are {shown}(a) to {shown}({letter})"


def _lettered(shown: str, tail: list[str], inside: PartCount) -> str:
    """Say which letters the paragraph has that is asked for, or which paragraphs have letters."""
    told = [(f"{shown}({number})", letter) for number, letter in inside.lettered]
    asked = [pair for pair in told if tail[0].isdecimal() and pair[0] == f"{shown}({tail[0]})"]
    if tail[0].isdecimal() and not asked:
        return f"{shown}({tail[0]}) has no lettered items"
    return "; ".join(f"{name} has items (a) to ({letter})" for name, letter in asked or told)


def _targets(goal: int, inside: PartCount) -> str:
    counted = (f"1 to {goal}.{inside.paragraphs}", inside.paragraphs), (f"a to {goal}.{inside.letter}", inside.letter)
    told = [words for words, there in counted if there]
    if not inside.paragraphs and inside.letter == "a":
        return f"there is {goal}.a"
    return f"there are {' and '.join(f'{goal}.{words}' for words in told)}"


def _of(row: Range) -> str:
    return f" of {locator.printed(row.within)}" if row.within else ""
