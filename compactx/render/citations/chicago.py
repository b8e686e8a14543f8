"""A note by the Chicago Manual of Style.

Seventeenth edition, 14.290 for treaties and 14.303 for documents of the United Nations.
"""

from __future__ import annotations

from compactx.render.citations.parts import author, joined, month_day_year, place, sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.cite import Work

NOTE = True
_UNITS = {"paragraph": "para.", "article": "art.", "footnote": "n"}
_SERIES = {"UNTS": "United Nations Treaty Series", "LNTS": "League of Nations Treaty Series"}


def cite(work: Work) -> str:
    """Return a note with a full stop at its end."""
    at = place(work, _UNITS)
    dated = month_day_year(work.date) if work.date else ""
    if work.kind == "treaty" and work.series:
        registration = f"no. {work.registration}" if work.registration else ""
        return sentence((work.title, dated, f"{_SERIES[work.series]} {work.volume}", registration, at, work.url))
    if work.kind in {"treaty", "labour"}:
        issuer = "International Labour Organization" if work.kind == "labour" else ""
        return sentence((issuer, work.title, dated, work.symbol if work.kind == "treaty" else "", at, work.url))
    number = f"Resolution {work.number}" if work.kind == "resolution" else ""
    adopted = f"adopted {dated}" if work.own_date and dated else dated
    source = joined(author(work, "UN"), number, work.heading, work.symbol, at)
    return sentence((joined(source, f"({adopted})" if adopted else "", by=" "), work.url))


def again(work: Work) -> str:
    """Return the shortened note that Chicago prefers to "Ibid."."""
    known = f"Resolution {work.number}" if work.kind == "resolution" else work.short or work.title
    return sentence((known, place(work, _UNITS)))
