"""OSCOLA: the 2006 international law section, which the fourth edition keeps for international sources.

Full stops are left out, documents take author, title in single quotation marks, date and number, treaties their dates
of adoption and entry into force before the series.
"""

from __future__ import annotations

from compactx.render.citations.parts import author, day_month_year, joined, place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.cite import Work

NOTE = True
_UNITS = {"paragraph": "para", "article": "art", "footnote": "fn"}
_ORGANS = {"General Assembly": "UNGA", "Human Rights Council": "UNHRC", "Security Council": "UNSC"}


def cite(work: Work) -> str:
    """Return a note, without a full stop inside; the closing one is added."""
    return _whole(work) + "."


def again(work: Work) -> str:
    """Return the note for the same instrument right after itself."""
    return joined("ibid", place(work, _UNITS, quote="'", by=" "), by=" ") + "."


def _whole(work: Work) -> str:
    at = place(work, _UNITS, quote="'", by=" ")
    if work.kind == "resolution":
        organ = _ORGANS[work.body.removeprefix("United Nations ")]
        dated = f"({'adopted ' if work.own_date else ''}{day_month_year(work.date)})" if work.date else ""
        named = joined(f"{organ} Res {work.serial}", dated, f"UN Doc {work.symbol}", by=" ")
        return joined(work.heading, joined(named, at, by=" "))
    if work.kind in {"treaty", "labour"}:
        return joined(_treaty(work), at, by=" ")
    dated = f"({day_month_year(work.date)})" if work.date else ""
    number = f"UN Doc {work.symbol}" if work.kind == "document" else work.symbol
    return joined(joined(author(work, "UN"), joined(f"'{work.title}'", dated, number, by=" ")), at, by=" ")


def _treaty(work: Work) -> str:
    title = f"ILO {work.title}".replace("No.", "No") if work.kind == "labour" else work.title
    dates = joined(
        f"{work.event} {day_month_year(work.date)}" if work.date else "",
        f"opened for signature {day_month_year(work.opened)}" if work.opened and work.opened != work.date else "",
        f"entered into force {day_month_year(work.in_force)}" if work.in_force else "",
        f"not in force as of {day_month_year(work.not_in_force)}" if work.not_in_force and not work.in_force else "",
    )
    series = ""
    if work.series:
        registered = f" No {work.registration}" if work.registration else ""
        series = f"{work.volume} {work.series}" + (f" {work.page}" if work.page else registered)
    elif work.kind == "treaty" and "/" in work.symbol:
        series = f"UN Doc {work.symbol}"
    short = f"({work.short})" if work.short else ""
    return joined(title, f"({dates})" if dates else "", series, short, by=" ")
