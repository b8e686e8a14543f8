"""Citations of what a later one has followed."""

from __future__ import annotations

from functools import lru_cache

from compactx.checks.draft import DOUBTFUL, Judgement, draft_rule
from compactx.citation.language import as_written, table
from compactx.index.instruments import successors_of
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_HEAD = 600  # characters in which a document says what it is
_BESIDE = 60
_LIST = 300
_WORD = re.compile(r"(?<![A-Za-z])[a-z]{4,}")  # none stands in a list of numbers and their days
_LEAST = 3  # words of a title that is nobody else's


@draft_rule("superseded", DOUBTFUL)
def superseded(draft: Draft) -> Iterator[Judgement]:
    """The newest resolution of a series is cited, and the revised convention instead of the one it revises.

    Example: "resolution 76/172" where 80/218 is the latest on the same subject. An older one may be meant: this is
    doubtful, never wrong. Not told where one list has a later one too, of a draft that is of the series itself or older
    than what followed, nor where the words speak of what a resolution once did ("established by", "in which it met").
    """
    own = _own(draft)
    after = successors_of(draft.index, [node for _, node in draft.instruments])
    followed = {number: _before(found, own) for number, found in after.items()}
    for citation, node in draft.instruments:
        later = followed[node.n]
        if (
            not later
            or _is_listed(draft, citation, later)
            or _is_of_series(draft, node)
            or _is_history(draft, citation)
        ):
            continue
        names = ", ".join(one.symbol or one.title for one in later)
        hint = f"the latest is of {later[-1].date}" if later[-1].date else ""
        message = f"a later one exists: {names}"
        yield Judgement(citation.start, citation.end, message, node.id, citation.surface, names, hint)


def _own(draft: Draft) -> Node | None:
    """Return what the draft itself is, if its head bears the symbol of something known."""
    for citation, node in draft.instruments:
        if citation.start < _HEAD and citation.symbol and not draft.text[: citation.start].rpartition("\n")[2].strip():
            return node
    return None


def _before(found: list[Node], own: Node | None) -> list[Node]:
    """Return what of all that followed a thing had done so when the draft was written."""
    return found if own is None or not own.date else [one for one in found if one.n != own.n and one.date < own.date]


def _is_listed(draft: Draft, citation: Citation, later: list[Node]) -> bool:
    """Say whether a later one of the series stands in one list with a citation: only the last of a list is told."""
    numbers = {one.n for one in later}
    for other, node in draft.instruments:
        low, high = min(citation.end, other.end), max(citation.start, other.start)
        if node.n in numbers and high - low < _LIST and not _WORD.search(draft.text, low, high):
            return True
    return False


def _is_of_series(draft: Draft, node: Node) -> bool:
    """Say whether the draft has the very title of a resolution: it is the next of its series."""
    title = " ".join(node.title.lower().split())
    if node.kind != "resolution" or len(title.split()) < _LEAST:
        return False
    lines = (" ".join(line.lower().split()) for line in draft.source[:_HEAD].splitlines())
    return any(title in line and len(line) < len(title) + _BESIDE and not line[0].isdecimal() for line in lines)


@lru_cache(maxsize=1)
def _history() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table()
    before = rf"\b(?:{as_written(words['acted_by'])}) (?:{as_written(words['fillers'])} )*$"
    after = rf"[^.;\n]{{0,{_BESIDE}}}?,? (?:{as_written(words['in_which'])})\b"
    return re.compile(before), re.compile(after)


def _is_history(draft: Draft, citation: Citation) -> bool:
    """Say whether the words speak of what a resolution did: that no later one has undone."""
    before, after = _history()
    lead = draft.text[max(0, citation.start - _BESIDE) : citation.start]
    return bool(before.search(lead) or after.match(draft.text, citation.end, citation.end + _BESIDE))
