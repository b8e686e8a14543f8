"""Pieces that several styles share: dates, numbers of clauses, names of organs."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.query.cite import CitationPlace, Work

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Abbreviated as in Bluebook table T12: May, June and July stand in full.
SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")

PRINTED_SERIES = {"UNTS": "United Nations Treaty Series", "LNTS": "League of Nations Treaty Series"}
_GENRES = {"resolution": "Resolution", "labour": "International labour standard", "document": "UN document"}


def together(works: Sequence[Work]) -> list[list[Work]]:
    """Return the works with all that is cited of each, in the order of their first citation."""
    found: dict[int, list[Work]] = {}
    for work in works:
        found.setdefault(work.instrument.n, []).append(work)
    return list(found.values())


def genre(work: Work) -> str:
    """Return what a bibliography calls the kind of a work, '' where its number says enough."""
    return _GENRES.get(work.kind, "")


def number(work: Work) -> str:
    """Return the number by which a work is found: a treaty's registration, a document's symbol with its annex."""
    if work.is_treaty and work.series:
        return work.registration
    return joined(work.symbol, work.annex)


def publisher(work: Work) -> str:
    """Return who publishes: the United Nations for what bears their symbol, else who issued it."""
    return "United Nations" if work.kind in {"resolution", "document"} else "" if work.is_treaty else work.author


def day_month_year(date: str) -> str:
    """Return ``19 December 2018``, or as much of it as is known.

    >>> day_month_year("2018-12-19"), day_month_year("2018-02"), day_month_year("2016")
    ('19 December 2018', 'February 2018', '2016')
    """
    year, month, day = [*date.split("-"), "", ""][:3]
    return " ".join(part for part in (day.lstrip("0"), MONTHS[int(month) - 1] if month else "", year) if part)


def month_day_year(date: str, months: tuple[str, ...] = MONTHS) -> str:
    """Return ``December 19, 2018``, or as much of it as is known.

    >>> month_day_year("2018-12-19"), month_day_year("2018-12-19", SHORT_MONTHS), month_day_year("2018-02")
    ('December 19, 2018', 'Dec. 19, 2018', 'February 2018')
    """
    year, month, day = [*date.split("-"), "", ""][:3]
    if not month:
        return year
    name = months[int(month) - 1]
    return f"{name} {day.lstrip('0')}, {year}" if day else f"{name} {year}"


def bracketed(number: str, *, spaced: bool = False) -> str:
    """Return a dotted number as it is printed; United Nations style puts spaces before brackets.

    >>> bracketed("43.b.iii"), bracketed("43.b.iii", spaced=True), bracketed("10.c")
    ('43(b)(iii)', '43 (b) (iii)', '10(c)')
    """
    head, *tail = number.split(".")
    gap = " " if spaced else ""
    return gap.join([head, *(f"({part})" for part in tail)])


def pinpoint(at: CitationPlace, units: dict[str, str], *, spaced: bool = False, quote: str = '"') -> str:
    """Return where a clause stands, with a style's words for units ("para." or "¶"); '' for a whole instrument."""
    if at.unit in {"goal", "target"}:
        return f"{'Goal' if at.unit == 'goal' else 'target'} {at.number}"
    if at.unit == "objective":
        return f"objective {at.number}"
    if at.unit:
        return f"{units[at.unit]} {bracketed(at.number, spaced=spaced)}"
    return f"{quote}{at.number}{quote}" if at.number else ""


def joined(*parts: str, by: str = ", ") -> str:
    """Return the parts that are not empty."""
    return by.join(part for part in parts if part)


def place(work: Work, units: dict[str, str], *, spaced: bool = False, quote: str = '"', by: str = ", ") -> str:
    """Return the annex and the parts that a citation points at, in the words of a style; '' for the whole work."""
    annex = work.pinpoint.within or work.annex
    return joined(annex, pinpoint(work.pinpoint, units, spaced=spaced, quote=quote), by=by)


def author(work: Work, united_nations: str) -> str:
    """Return the author with the Organization abbreviated as a style does.

    The corpus writes "Secretary-General of the United Nations"; notes put the abbreviation first.
    """
    name, of, rest = work.author.partition(" of the United Nations")
    return f"{united_nations} {name}" if of and not rest else work.author.replace("United Nations", united_nations)


def is_charter(work: Work) -> bool:
    """Say whether this is the Charter of the United Nations, which every style cites in its own way."""
    return work.series == "UNTS" and work.volume == "1" and not work.registration


def sentence(parts: Iterable[str], by: str = ", ") -> str:
    """Return the parts as a note that ends with a full stop."""
    whole = by.join(part for part in parts if part)
    return whole if whole.endswith(".") else f"{whole}."
