"""An entry for BibTeX and BibLaTeX; every character that TeX would act on is escaped."""

from __future__ import annotations

from compactx.render.citations.parts import place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.cite import Work

SUMMARY = "BibTeX entry"
NOTE = False
_UNITS = {"paragraph": "para.", "article": "art.", "footnote": "footnote"}
# BibTeX counts braces without looking at what stands before them, so those of the text get names.
_NAMED = {"\\": "backslash", "~": "asciitilde", "^": "asciicircum", "{": "braceleft", "}": "braceright"}
_TEX = {c: f"\\text{name}{{}}" for c, name in _NAMED.items()} | {c: f"\\{c}" for c in "&%$#_"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def cite(work: Work) -> str:
    """Return an entry whose key is the id."""
    year, month, day = [*work.date.split("-"), "", ""][:3]
    fields = {
        "author": f"{{{escape(work.author)}}}" if work.author else "",
        "title": f"{{{escape(work.title)}}}",
        "shorttitle": escape(work.short),
        "number": escape(work.symbol),
        "series": escape(
            {"UNTS": "United Nations Treaty Series", "LNTS": "League of Nations Treaty Series"}.get(work.series, "")
        ),
        "volume": escape(work.volume),
        "type": escape(_type(work)),
        "year": year,
        "month": _MONTHS[int(month) - 1] if month else "",
        "day": day.lstrip("0"),
        "note": escape(place(work, _UNITS)),
        "url": work.url,
    }
    lines = [f"  {name} = {_value(name, value)}" for name, value in fields.items() if value]
    return "@misc{" + key(work) + ",\n" + ",\n".join(lines) + "\n}"


def key(work: Work) -> str:
    """Return the id in letters that BibTeX keys may have."""
    return work.node.id.replace("/", "-")


def _value(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"


def _type(work: Work) -> str:
    if work.kind == "resolution":
        return f"{work.body.removeprefix('United Nations ')} resolution {work.number}"
    return {"treaty": "Treaty", "labour": "International labour standard", "document": "United Nations document"}.get(
        work.kind, ""
    )


def escape(text: str) -> str:
    r"""Return text that TeX prints as it is.

    >>> escape("R&D 100% {x}")
    'R\\&D 100\\% \\textbraceleft{}x\\textbraceright{}'
    """
    from compactx.render.clean import clean  # noqa: PLC0415 - this style only

    return "".join(_TEX.get(c, c) for c in clean(text))
