"""Where the clauses of a text begin and end, as plain values.

Whatever divides a document (:mod:`compactx.intake`, or the splitter of ``scan``) hands these to the detector, which
knows nothing of files.
"""

from __future__ import annotations

from compactx.model.record import Record


class ClauseSpan(Record):
    """One clause of a text: its locator, its kind, and its half-open range of character offsets.

    ``note_of`` is the locator of the clause that carries the mark of a footnote, '' for everything else. Spans may
    nest; the innermost one owns an offset.
    """

    locator: str
    kind: str
    start: int
    end: int
    note_of: str = ""
