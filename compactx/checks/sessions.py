"""Sessions in words beside resolutions whose numbers say of which session they are."""

from __future__ import annotations

from compactx.checks.draft import Fix, Judgement
from compactx.citation.language import table
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft

_NUMBERED = re.compile(r"A/(?:HRC/)?RES/([0-9]{1,3})/[0-9]{1,4}[A-Z]?")
_BEFORE = 160  # characters before a resolution in which its session may be named
_TEN = 10


def session_slips(draft: Draft) -> Iterator[Judgement]:
    """Yield sessions that are not those of the numbers beside them: "73/195, adopted at its seventy-second session"."""
    for citation in draft.wholes:
        found = _NUMBERED.fullmatch(citation.symbol)
        said = found and (
            draft.match("session_after", citation.end)
            or draft.search("session_before", max(0, citation.start - _BEFORE), citation.start)
        )
        if not found or not said:
            continue
        written, session = said.group("ordinal"), int(found.group(1))
        if ordinal_value(written) in {0, session}:
            continue
        start, end = said.span("ordinal")
        right = ordinal(session) if not written[0].isdigit() else _figured(session)
        fix = Fix(start, end, right.capitalize() if written[0].isupper() else right)
        message = f"{citation.symbol} is of session {session}, as its number says"
        low, high = min(citation.start, start), max(citation.end, end)
        yield Judgement(low, high, message, citation.to, written, right, fix=fix)


def _words() -> tuple[list[str], list[str], list[str]]:
    said = table()
    return said["ordinal_units"].split(), said["ordinal_tens"].split(), said["tens"].split()


def ordinal_value(written: str) -> int:
    """Return the number that an ordinal says, 0 if it is none.

    >>> ordinal_value("seventy-third"), ordinal_value("eightieth"), ordinal_value("73rd"), ordinal_value("last")
    (73, 80, 73, 0)
    """
    units, tens, joined = _words()
    first, _, last = written.lower().partition("-")
    if written[0].isdigit():
        return int("".join(char for char in written if char.isdigit()))
    if last:
        known = first in joined and last in units[: _TEN - 1]
        return _TEN * (joined.index(first) + 2) + units.index(last) + 1 if known else 0
    return units.index(first) + 1 if first in units else _TEN * (tens.index(first) + 2) if first in tens else 0


def ordinal(number: int) -> str:
    """Return an ordinal below a hundred in words.

    >>> ordinal(73), ordinal(80), ordinal(12)
    ('seventy-third', 'eightieth', 'twelfth')
    """
    units, tens, joined = _words()
    if number <= len(units):
        return units[number - 1]
    ten, unit = divmod(number, _TEN)
    return f"{joined[ten - 2]}-{units[unit - 1]}" if unit else tens[ten - 2]


def _figured(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % _TEN, "th")
    return f"{number}{'th' if number // _TEN % _TEN == 1 else ending}"
