"""Names with the mark of a footnote behind them, and the one symbol that the note gives: the note says it is theirs."""

from __future__ import annotations

from bisect import bisect_left

from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation, ClauseSpan

_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
_MARK = re.compile(f'["\u201d\u2019,;)]{{0,2}}(?:([{_RAISED}]{{1,3}})|\\[\\^([0-9{_RAISED}]{{1,3}})\\])')
_PLAIN = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
_LEAD = 40  # characters of a note before the symbol that it gives
_BEFORE = 30
_KIND = "footnote"


def noted_pairs(draft: Draft) -> Iterator[tuple[Citation, Citation]]:
    """Yield names and the symbols that their notes give: "the Convention on the Rights of the Child,⁴" and note 4."""
    notes = _notes(draft) if draft.spans else {}
    starts = [one.start for one in draft.wholes] if notes else []
    for name in draft.wholes if notes else ():
        marked = _MARK.match(draft.text, name.end) if _is_whole(draft, name) else None
        note = _note_of(name, notes.get((marked.group(1) or marked.group(2)).translate(_PLAIN), [])) if marked else None
        symbol = _only_symbol(draft, note, starts) if note else None
        if symbol is not None:
            yield name, symbol


def _is_whole(draft: Draft, name: Citation) -> bool:
    """Say whether a citation is a name in the text that ends no longer one, whose the note would be."""
    if name.rule != "name" or name.symbol or name.note or name.basis == "nested":
        return False
    return draft.phrases.joined_on.search(draft.text, max(0, name.start - _BEFORE), name.start) is None


def _notes(draft: Draft) -> dict[str, list[ClauseSpan]]:
    """Return the footnotes by number; several may bear one."""
    found: dict[str, list[ClauseSpan]] = {}
    for span in draft.spans:
        if span.kind == _KIND:
            found.setdefault(span.locator.removeprefix(f"{_KIND}-").partition("-")[0], []).append(span)
    return found


def _note_of(name: Citation, notes: list[ClauseSpan]) -> ClauseSpan | None:
    """Return the note that a mark behind a name means, None if that is not plain."""
    own = [note for note in notes if note.note_of == name.locator] if len(notes) > 1 else notes
    return own[0] if len(own) == 1 else None


def _only_symbol(draft: Draft, note: ClauseSpan, starts: list[int]) -> Citation | None:
    """Return the symbol with which a note begins, None if it has several or names something."""
    low, high = draft.even.at(note.start), draft.even.at(note.end)
    inside = [one for one in draft.wholes[bisect_left(starts, low) : bisect_left(starts, high)] if one.start >= low]
    symbols = [one for one in inside if "/RES/" in one.symbol or one.symbol.startswith("UNTS")]
    alone = len(symbols) == 1 and not any(one.to and not one.symbol and one.kind != "body" for one in inside)
    return symbols[0] if alone and symbols[0].start - low <= _LEAD else None
