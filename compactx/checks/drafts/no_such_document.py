"""A cited document that cannot exist."""

from __future__ import annotations

import re

from compactx.checks.draft import WRONG, Judgement, draft_rule
from compactx.citation import organs
from compactx.citation.organs import ECONOMIC, NO_NUMBER, RIGHTS, never

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation


@draft_rule("no-such-document", WRONG)
def no_such_document(draft: Draft) -> Iterator[Judgement]:
    """A resolution, document or convention that is cited can exist: its number is not beyond the last of its series.

    Example: "resolution 73/941", "A/99/643", "ILO Convention No. 999". A symbol that could exist and is not held is
    unchecked, not wrong.
    """
    newest = _newest(draft)
    for citation in draft.wholes:
        said = _impossible(citation.symbol, newest) if citation.symbol else _refused(citation)
        if said:
            found = citation.symbol or citation.surface
            yield Judgement(citation.start, citation.end, said, "", found, _limit(citation, newest))


def _refused(citation: Citation) -> str:
    """Return why the organ that the words name cannot have given a number."""
    return citation.reason.removeprefix(f"{NO_NUMBER}: ") if citation.reason.startswith(NO_NUMBER) else ""


def _newest(draft: Draft) -> int:
    """Return the year of the newest resolution that is known."""
    sql = "SELECT max(date) FROM node WHERE kind = 'resolution' AND length(date) = 10"
    row = draft.index.connection.execute(sql).fetchone()
    return int(str(row[0])[:4]) if row and row[0] else 0


def _impossible(symbol: str, newest: int) -> str:
    """Return why no document can bear a symbol, '' if one may."""
    for pattern, judge in _SERIES:
        found = pattern.match(symbol)
        if found:
            return judge(symbol, found, newest)
    return ""


def _of_assembly(symbol: str, found: re.Match[str], newest: int) -> str:
    session, number = int(found.group(1)), int(found.group(2))
    if 1945 + session > newest + 1:
        return f"the General Assembly has had no session {session}"
    beyond = "/RES/" in symbol and organs.is_beyond_session(session, number)
    return f"no session of the General Assembly has had {number} resolutions" if beyond else ""


def _of_council(_: str, found: re.Match[str], newest: int) -> str:
    number, year = int(found.group(1)), int(found.group(2))
    beyond = number > organs.council_last(newest + 1) or year > newest + 1
    return f"the Security Council has not reached resolution {number}" if beyond else ""


def _of_economic_council(symbol: str, found: re.Match[str], newest: int) -> str:
    if int(found.group(1)) > newest + 1:
        return f"the Economic and Social Council has not reached {found.group(1)}"
    why = never(ECONOMIC, found.group(1), int(found.group(2))) if _numbers(symbol) else ""
    return f"the Economic and Social Council has had no {why} in a year" if why else ""


def _of_rights_council(symbol: str, found: re.Match[str], newest: int) -> str:
    if organs.rights_council_year(int(found.group(1))) > newest + 1:
        return f"the Human Rights Council has had no session {found.group(1)}"
    why = never(RIGHTS, found.group(1), int(found.group(2))) if _numbers(symbol) else ""
    return f"the Human Rights Council has had no {why} in a session" if why else ""


def _numbers(symbol: str) -> bool:
    """Say whether a symbol is of a resolution or decision: documents are numbered higher."""
    return "/RES/" in symbol or "/DEC/" in symbol


def _of_labour(_: str, found: re.Match[str], __: int) -> str:
    kind = "convention" if found.group(1) == "C" else "recommendation"
    beyond = int(found.group(2)) > organs.LABOUR_LAST[found.group(1)]
    return f"the International Labour Conference has not adopted a {kind} No. {found.group(2)}" if beyond else ""


def _limit(citation: Citation, newest: int) -> str:
    if citation.symbol.startswith("S/"):
        return f"below {organs.council_last(newest + 1)}"
    if citation.symbol.startswith("ILO"):
        return f"up to {organs.LABOUR_LAST[citation.symbol[4]]}"
    if not citation.symbol.startswith("A/") or citation.symbol.startswith("A/HRC"):
        return ""
    return f"up to {organs.SESSION_MOST}" if "/RES/" in citation.symbol else f"up to session {newest - 1945 + 1}"


_SERIES = (
    (re.compile(r"A/(?:RES/|DEC/)?([0-9]{1,3})/(?:RES/|DEC/)?([0-9]{1,4})(?![0-9])"), _of_assembly),
    (re.compile(r"S/RES/([0-9]{1,5})\(([0-9]{4})\)"), _of_council),
    (re.compile(r"E/(?:RES/|DEC/)?([0-9]{4})/([0-9]{1,4})"), _of_economic_council),
    (re.compile(r"A/HRC/(?:RES/|DEC/)?([0-9]{1,3})/([0-9]{1,4})"), _of_rights_council),
    (re.compile(r"ILO ([CR])([0-9]{1,4})"), _of_labour),
)
