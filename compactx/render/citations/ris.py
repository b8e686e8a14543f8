"""A record of the RIS format (2011): tags in two letters, two spaces, a hyphen, a space; a record ends with ER."""

from __future__ import annotations

from compactx.render.citations.parts import place
from compactx.render.clean import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.query.cite import Work

SUMMARY = "RIS record"
NOTE = False
_UNITS = {"paragraph": "para.", "article": "art.", "footnote": "footnote"}
_TYPES = {"resolution": "GOVDOC", "document": "GOVDOC", "treaty": "LEGAL", "labour": "LEGAL"}


def cite(work: Work) -> str:
    """Return one record."""
    date = work.date.split("-") if work.date else []
    tags = [
        ("TY", _TYPES.get(work.kind, "RPRT")),
        ("ID", work.node.id),
        ("AU", work.author),
        ("TI", work.title),
        ("ST", work.short),
        (
            "T2",
            {"UNTS": "United Nations Treaty Series", "LNTS": "League of Nations Treaty Series"}.get(work.series, ""),
        ),
        ("VL", work.volume),
        ("PY", date[0] if date else ""),
        ("DA", "/".join([*date, "", "", ""][:3]) + "/" if date else ""),
        ("M1", work.registration if work.series else work.symbol),
        ("N1", place(work, _UNITS)),
        ("UR", work.url),
    ]
    return "\n".join([*(f"{tag}  - {clean(value)}" for tag, value in tags if value), "ER  - "])
