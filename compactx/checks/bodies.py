"""Resolutions that are given to a body whose they cannot be: "Security Council resolution 73/195"."""

from __future__ import annotations

from compactx.checks.draft import Judgement
from compactx.citation.organs import RIGHTS, never
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation

_SYMBOL = re.compile(r"(A/HRC|A|S|E)/RES/")
_NUMBER = re.compile(r"([0-9]{1,3})/([0-9]{1,4})[A-Z]?$")
_BEFORE = 60


def body_slips(draft: Draft) -> Iterator[Judgement]:
    """Yield resolutions beside a body that has not adopted them, by the form of their number.

    Of a list that names two bodies ("General Assembly and Security Council resolutions") nothing is told.
    """
    for citation in draft.wholes:
        if citation.rule != "resolution-number":
            continue
        said, name = _said(draft, citation)
        found = _SYMBOL.match(citation.symbol)
        if not said or (found and found.group(1) == said):
            continue
        number = _NUMBER.search(citation.surface)
        if found and number:
            right = draft.phrases.organ_names[found.group(1)]
            message = f"{citation.symbol} is a resolution of the {right}, not of the {name}"
            yield Judgement(citation.start, citation.end, message, citation.to, name, right)
        elif (
            number
            and said == RIGHTS
            and not citation.reason
            and (why := never(said, number.group(1), int(number.group(2))))
        ):
            yield Judgement(citation.start, citation.end, f"the {name} has had no {why}", "", citation.surface)


def _said(draft: Draft, citation: Citation) -> tuple[str, str]:
    """Return the body that stands beside a number, before or behind it, with its name; '' if there is none or two."""
    words = draft.phrases
    before = draft.text[max(0, citation.start - _BEFORE) : citation.start]
    found = words.organ_first.match(draft.text, citation.start, citation.end)
    if found and words.organ_listed.search(before):
        return "", ""
    found = found or words.organ_behind.match(draft.text, citation.end)
    name = found.group("organ") if found else ""
    code = words.organ_codes.get(name, "")
    return (code, words.organ_names[code]) if code else ("", "")
