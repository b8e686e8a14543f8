"""A record of the RIS format (2011): tags in two letters, two spaces, a hyphen, a space; a record ends with ER.

The tags are where Zotero's translator looks for them: of a report the number in SN, its kind in M3, the institution in
PB; a treaty is a statute there: the series in T2, the volume in VL, the first page in SP, the registration in M1. A
treaty has no ST: Zotero takes the short title of a statute for its whole name, and the whole name is lost.
"""

from __future__ import annotations

from compactx.model.text import clean
from compactx.render.citations.parts import PRINTED_SERIES, genre, number, place, publisher, together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.query.cite import Work

NOTE = False
_UNITS = {"paragraph": "para.", "article": "art.", "footnote": "footnote"}


def cite(work: Work) -> str:
    """Return one record, from its type (TY) to its end (ER)."""
    return block([work])


def block(works: Sequence[Work]) -> str:
    """Return a record for each work; the places that are cited stand in notes."""
    return "\n".join(map(_record, together(works)))


def _record(works: Sequence[Work]) -> str:
    work = works[0]
    date = work.date.split("-") if work.date else []
    whole = "/".join([*date, "", "", ""][:3]) + "/" if date else ""
    tags = [("TY", "STAT" if work.is_treaty else "RPRT"), ("ID", work.instrument.id)]
    tags += [("AU", work.author), ("TI", work.title)]
    tags += _of_treaty(work) if work.is_treaty else _of_report(work)
    tags += [("PY", date[0] if date else ""), ("DA", whole)]
    tags += [("N1", at) for at in dict.fromkeys(place(one, _UNITS) for one in works)]
    tags += [("UR", work.url)]
    return "\n".join([*(f"{tag}  - {clean(value)}" for tag, value in tags if value), "ER  - "])


def _of_treaty(work: Work) -> list[tuple[str, str]]:
    series = PRINTED_SERIES.get(work.series, "")
    return [("T2", series), ("VL", work.volume), ("SP", work.page), ("M1", number(work))]


def _of_report(work: Work) -> list[tuple[str, str]]:
    return [("ST", work.short), ("M3", genre(work)), ("SN", number(work)), ("PB", publisher(work))]
