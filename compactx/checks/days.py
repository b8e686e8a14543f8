"""Days as a language writes them: where they stand in a text, what they say, and how one is written like another.

A pattern of a whole day is as long as all else that a rule says of one. So rules look at a text in which the days are
marked, and in which a day is a few signs.
"""

from __future__ import annotations

from compactx.citation.language import table
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

GAP = "[ \u00a0]"
YEAR = "(?:1[89]|20)[0-9]{2}"
# What stands for the first character of a day and for the others, in a text in which days are marked: nothing that a
# pattern takes for a word, a figure, a gap or a sign. Where the text itself has one of them, it is no day.
_BEGINS, _GOES_ON, _NO_DAY = "\x1a", "\x1b", "\x7f"
DAY = f"{_BEGINS}{_GOES_ON}*+"
_YEARS = re.compile("1(?=[89][0-9]{2})|2(?=0[0-9]{2})")  # where one begins
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_DAY = re.compile(rf"{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9-])")
_MONTHS = table()["months"].split()
_LONGEST = 40  # characters of a day before its year


class Days:
    """The days of a language. ``month`` is the pattern of a month as it is written in a day."""

    def __init__(self, said: dict[str, Any]) -> None:
        """Know its months, and in which order it writes them."""
        self.names = said["months"].split()
        self._months = [month.lower() for month in self.names]
        self._short = [month.lower().rstrip(".") for month in said["months_short"].split()]
        self._joint = said["before_month"]  # between the day and the month
        names = "|".join(sorted((*self.names, *said["months_short"].split()), key=len, reverse=True))
        self.month = f"(?:{names.replace('.', '[.]?')})"
        of = self._joint.replace(" ", GAP)
        first = rf"|{self.month}{GAP}[0-9]{{1,2}},{GAP}" if said["month_first"] else ""
        self._before_year = rf"(?:[0-9]{{1,2}}{said['day_ending']}{GAP}{of}{self.month}{GAP}{of}{first})\Z"

    def ranges(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the days that a text names, in order.

        >>> text = "9 December 2018, Dec. 9, 2018 and 2018-12-09, in 2018"
        >>> [text[start:end] for start, end in Days(table()).ranges(text)]
        ['9 December 2018', 'Dec. 9, 2018', '2018-12-09']
        """
        last = 0
        for year in _YEARS.finditer(text):
            at = year.start()
            before = None
            if text[at - 1 : at] in {" ", "\u00a0"}:
                before = re.compile(self._before_year).search(text, max(last, at - _LONGEST), at)
            figures = None if before else _ISO_DAY.match(text, at)
            start, end = (before.start(), at + 4) if before else figures.span() if figures else (0, 0)
            if end and start >= last:
                yield start, end
                last = end

    def marked(self, text: str) -> str:
        """Return a text of the same length in which marks stand for each day, and only for days."""
        whole = text.replace(_BEGINS, _NO_DAY).replace(_GOES_ON, _NO_DAY)
        out, at = [], 0
        for start, end in self.ranges(text):
            out += [whole[at:start], _BEGINS, _GOES_ON * (end - start - 1)]
            at = end
        return "".join([*out, whole[at:]]) if out else whole

    def read(self, written: str) -> str:
        """Return a day as ISO 8601.

        >>> Days(table()).read("9 December 2018"), Days(table()).read("Dec. 9, 2018"), Days(table()).read("2018-12-09")
        ('2018-12-09', '2018-12-09', '2018-12-09')
        """
        if _ISO.fullmatch(written):
            return written
        day, year = re.findall(r"[0-9]+", written)
        name = re.compile(self.month).search(written)
        month = name.group().lower().rstrip(".") if name else ""
        at = next(n for n, (whole, short) in enumerate(zip(self._months, self._short, strict=True))
                  if month in {whole, short} or month[:3] == whole[:3] == month)  # fmt: skip
        return f"{year}-{at + 1:02}-{int(day):02}"

    def written(self, day: str, like: str) -> str:
        """Return an ISO 8601 day as some words write theirs.

        >>> Days(table()).written("2018-12-19", "9 May 1999"), Days(table()).written("2018-12-19", "May 9, 1999")
        ('19 December 2018', 'December 19, 2018')
        """
        year, _, rest = day.partition("-")
        month, _, number = rest.partition("-")
        if not number or _ISO.fullmatch(like):
            return day
        name, joint = self.names[int(month) - 1], re.sub("[^\\w ]", "", self._joint)
        written = (
            f"{int(number)} {joint}{name} {joint}{year}" if like[:1].isdigit() else f"{name} {int(number)}, {year}"
        )
        return written.replace(" ", "\u00a0") if "\u00a0" in like and " " not in like else written


def has_year(text: str, low: int, high: int) -> bool:
    """Say whether a range of a text has the figures of a year."""
    return _YEARS.search(text, max(0, low), high) is not None


def written_day(day: str) -> str:
    """Return an ISO 8601 day as texts write it; a month or a year as far as it goes.

    >>> written_day("2018-12-09"), written_day("1950-03"), written_day("1951")
    ('9 December 2018', 'March 1950', '1951')
    """
    year, _, rest = day.partition("-")
    month, _, number = rest.partition("-")
    if not month:
        return year
    name = _MONTHS[int(month) - 1]
    return f"{int(number)} {name} {year}" if number else f"{name} {year}"
