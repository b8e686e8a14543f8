"""A cited document that cannot exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.checks.draft import WRONG, Judgement, draft_rule
from compactx.model import sequences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation

_ASSEMBLY = re.compile(r"A/(?:RES/|DEC/)?([0-9]{1,3})/(?:RES/|DEC/)?([0-9]{1,4})(?![0-9])")
_COUNCIL = re.compile(r"S/RES/([0-9]{1,5})\(([0-9]{4})\)")
_LABOUR = re.compile(r"ILO C([0-9]{1,4})")
_FIRST_SLASHED = 31  # sessions before it numbered their resolutions as 217 (III)


@draft_rule("no-such-document", WRONG)
def no_such_document(draft: Draft) -> Iterator[Judgement]:
    """A resolution, document or convention that is cited can exist: its number is not beyond the last of its series.

    Example: "resolution 73/941", "A/99/643", "ILO Convention No. 999". A symbol that could exist and is not held is
    unchecked, not wrong.
    """
    newest = _newest(draft)
    for citation in draft.wholes:
        said = _impossible(citation.symbol, newest) if citation.symbol else ""
        if said:
            yield Judgement(citation.start, citation.end, said, "", citation.symbol, _limit(citation, newest))


def _newest(draft: Draft) -> int:
    """Return the year of the newest resolution that is known."""
    sql = "SELECT max(date) FROM node WHERE kind = 'resolution' AND length(date) = 10"
    row = draft.index.connection.execute(sql).fetchone()
    return int(str(row[0])[:4]) if row and row[0] else 0


def _impossible(symbol: str, newest: int) -> str:
    assembly, council, labour = _ASSEMBLY.match(symbol), _COUNCIL.match(symbol), _LABOUR.fullmatch(symbol)
    if assembly:
        session, number = int(assembly.group(1)), int(assembly.group(2))
        if 1945 + session > newest + 1:
            return f"the General Assembly has had no session {session}"
        if "/RES/" in symbol and sequences.is_beyond_session(session, number):
            return f"no session of the General Assembly has had {number} resolutions"
    if council:
        number, year = int(council.group(1)), int(council.group(2))
        if number > sequences.council_last(newest + 1) or year > newest + 1:
            return f"the Security Council has not reached resolution {number}"
    if labour and int(labour.group(1)) > sequences.LABOUR_LAST:
        return f"the International Labour Conference has not adopted a convention No. {labour.group(1)}"
    return ""


def _limit(citation: Citation, newest: int) -> str:
    if citation.symbol.startswith("S/"):
        return f"below {sequences.council_last(newest + 1)}"
    if citation.symbol.startswith("ILO"):
        return f"up to {sequences.LABOUR_LAST}"
    return f"up to {sequences.SESSION_MOST}" if "/RES/" in citation.symbol else f"up to session {newest - 1945 + 1}"
