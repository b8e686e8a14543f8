"""United Nations style, by the Editorial Manual, "Footnotes and other references", chapter III.

Resolutions by organ and number, documents by symbol, treaties by volume and registration number of the Treaty Series;
paragraphs as "para. 33 (b)", with a space before each bracket.
"""

from __future__ import annotations

from compactx.render.citations.parts import day_month_year, is_charter, joined, place, sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.cite import Work

NOTE = True
_UNITS = {"paragraph": "para.", "article": "art.", "footnote": "footnote"}
_SERIES = {"UNTS": "United Nations, Treaty Series", "LNTS": "League of Nations, Treaty Series"}


def cite(work: Work) -> str:
    """Return a footnote as the Editorial Manual has it."""
    at = place(work, _UNITS, spaced=True)
    if work.kind == "resolution":
        return sentence((f"{work.body.removeprefix('United Nations ')} resolution {work.number}", at))
    if work.kind == "document":
        return sentence((work.symbol, at))
    if work.kind == "treaty":
        return sentence((*_treaty(work), at))
    if work.kind == "labour":
        return sentence((f"International Labour Organization, {work.title}", at))
    dated = f"({day_month_year(work.date)})" if work.date else ""
    return sentence((work.author, work.title, joined(work.symbol, dated, by=" "), at)).replace(
        f", {dated}", f" {dated}"
    )


def _treaty(work: Work) -> tuple[str, ...]:
    if is_charter(work):
        return (work.title,)
    if work.series:
        registration = f"No. {work.registration}" if work.registration else ""
        return (work.title, _SERIES[work.series], f"vol. {work.volume}", registration)
    return (f"{work.title} ({work.symbol})" if work.symbol else work.title,)


def again(work: Work) -> str:
    """Return the note for the same instrument right after itself."""
    return sentence(("Ibid.", place(work, _UNITS, spaced=True)))
