"""Entries for BibTeX and BibLaTeX, one a work; every character that TeX would act on is escaped.

A resolution, a document or a publication is a ``@techreport``, which both print with its number; a treaty is a
``@misc`` whose ``howpublished`` names volume, registration and page: nobody prints fields that a type does not have.
Where in the work belongs to the citing command, which stands in a line above the entry.
"""

from __future__ import annotations

from compactx.render.citations.parts import PRINTED_SERIES, genre, joined, number, place, publisher, together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.query.cite import Work

NOTE = False
_UNITS = {"paragraph": "para.", "article": "art.", "footnote": "footnote"}
# BibTeX counts braces without looking at what stands before them, so those of the text get names.
_NAMED = {"\\": "backslash", "~": "asciitilde", "^": "asciicircum", "{": "braceleft", "}": "braceright"}
_TEX = {c: f"\\text{name}{{}}" for c, name in _NAMED.items()} | {c: f"\\{c}" for c in "&%$#_"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def cite(work: Work) -> str:
    """Return the entry; its key is the instrument's id."""
    return block([work])


def block(works: Sequence[Work]) -> str:
    """Return an entry for each work, whatever number of its clauses is cited."""
    return "\n".join(map(_entry, together(works)))


def _entry(works: Sequence[Work]) -> str:
    work = works[0]
    year, month, _ = [*work.date.split("-"), "", ""][:3]
    own = _of_treaty(work) if work.is_treaty else _of_report(work)
    fields = {
        "author": f"{{{escape_tex(work.author)}}}" if work.author else "",
        "key": "" if work.author else escape_tex(work.short or work.title),
        "title": f"{{{escape_tex(work.title)}}}",
        "shorttitle": escape_tex(work.short),
        **own,
        "year": year,
        "month": _MONTHS[int(month) - 1] if month else "",
        "url": work.url,
    }
    lines = [f"  {name} = {_value(name, value)}" for name, value in fields.items() if value]
    kind = "misc" if work.is_treaty else "techreport"
    return _cited(works) + f"@{kind}{{{entry_key(work)},\n" + ",\n".join(lines) + "\n}"


def _cited(works: Sequence[Work]) -> str:
    """Return the commands that cite the clauses, each a line that BibTeX leaves alone."""
    places = dict.fromkeys(place(work, _UNITS) for work in works if work.node.locator)
    told = (escape_tex(at).replace(". ", ".~", 1).replace("@", "\\char64{}") for at in places)  # an @ begins an entry
    return "".join(f"% \\cite[{at}]{{{entry_key(works[0])}}}\n" for at in told)


def _of_treaty(work: Work) -> dict[str, str]:
    series = PRINTED_SERIES.get(work.series, "")
    registration = f"no. {work.registration}" if work.registration and series else number(work)
    where = joined(
        f"{series}, vol. {work.volume}" if series else "", registration, f"p. {work.page}" if work.page else ""
    )
    return {"howpublished": escape_tex(where)}


def _of_report(work: Work) -> dict[str, str]:
    return {
        "type": escape_tex(genre(work) or "Document"),
        "number": escape_tex(number(work)),
        "institution": escape_tex(publisher(work)),
    }


def entry_key(work: Work) -> str:
    """Return the instrument's id in letters that BibTeX keys may have."""
    return work.instrument.id.replace("/", "-")


def _value(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"


def escape_tex(text: str) -> str:
    r"""Return text that TeX prints as it is.

    >>> escape_tex("R&D 100% {x}")
    'R\\&D 100\\% \\textbraceleft{}x\\textbraceright{}'
    """
    from compactx.model.text import clean  # noqa: PLC0415 - this style only

    return "".join(_TEX.get(c, c) for c in clean(text))
