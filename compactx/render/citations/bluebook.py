"""The Bluebook, rule 21: 21.4 for treaties, 21.7 for documents of the United Nations.

Organs and series are abbreviated with full stops, paragraphs are marked ¶, dates stand as Dec. 19, 2018.
"""

from __future__ import annotations

from compactx.render.citations.parts import SHORT_MONTHS, author, is_charter, joined, month_day_year, place, sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.cite import Work

NOTE = True
_UNITS = {"paragraph": "¶", "article": "art.", "footnote": "n."}
_ORGANS = {
    "General Assembly": "G.A. Res.",
    "Human Rights Council": "Human Rights Council Res.",
    "Security Council": "S.C. Res.",
}
_SERIES = {"UNTS": "U.N.T.S.", "LNTS": "L.N.T.S."}


def cite(work: Work) -> str:
    """Return a note: rule 21.4 for a treaty, 21.7 for a document of the United Nations."""
    dated = month_day_year(work.date, SHORT_MONTHS) if work.date else ""
    annex = work.pinpoint.within or work.annex
    at = place(work.replace(annex="", pinpoint=work.pinpoint.replace(within="")), _UNITS)
    if work.kind == "resolution":
        organ = _ORGANS[work.body.removeprefix("United Nations ")]
        adopted = f"adopted {dated}" if work.own_date and dated else dated
        document = f"U.N. Doc. {work.symbol}" + (f" ({adopted})" if adopted else "")
        return sentence((f"{organ} {work.serial}", annex, work.heading, at, document))
    if is_charter(work):
        return sentence((joined("U.N. Charter", at, by=" "),))
    if work.kind == "treaty":
        return sentence((work.title, at, dated, _series(work)))
    if work.kind == "labour":
        return sentence((f"Int'l Lab. Org. [ILO], {work.title}", at, dated, _series(work) if work.series else ""))
    symbol = joined(f"U.N. Doc. {work.symbol}", annex) if work.kind == "document" else work.symbol
    return sentence(
        (joined(joined(author(work, "U.N."), work.title, at, symbol), f"({dated})" if dated else "", by=" "),)
    )


def again(work: Work) -> str:
    """Return the note for the same instrument right after itself."""
    return sentence((joined("Id.", place(work, _UNITS), by=" "),))


def _series(work: Work) -> str:
    if work.series:
        registered = f" No. {work.registration}" if work.registration else ""
        return f"{work.volume} {_SERIES[work.series]}" + (f" {work.page}" if work.page else registered)
    return f"U.N. Doc. {work.symbol}" if "/" in work.symbol else work.symbol
