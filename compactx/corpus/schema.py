"""Which keys each record of the corpus has, and how a node becomes a value.

The tables here are the format: :mod:`compactx.corpus.records` turns nodes into records by them, and
``docs/corpus.md`` explains them. A field is (reader, required).
"""

from __future__ import annotations

from compactx.corpus.tree import Mapping, Scalar, Sequence, YamlNode
from compactx.model import kinds
from compactx.model.entry import NAME_TYPES
from compactx.model.extent import UNITS
from compactx.model.finding import Finding, Place
from compactx.model.kinds import BASES, CHOICES, FAMILIES
from compactx.model.text import MOST, short, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from typing import Any

    Reader = Callable[[YamlNode, str, list[Finding]], Any]
Fields = dict[str, tuple["Reader", bool]]

_PART = (
    r"([1-9][0-9]{0,3})(?:-([1-9][0-9]{0,3}))?(?:/[0-9]{1,3})?"
    r"(?::(?:[a-z]{1,2}|[0-9]{1,3}[a-z]{1,2}(?:,[0-9]{1,3}[a-z]{1,2})*))?"
    r"(?:\+(?:[0-9]{0,3}[a-z]{1,2}[0-9]{1,2}(?:,[0-9]{0,3}[a-z]{1,2}[0-9]{1,2})*)?)?"
)
_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789./-")


def wrong(findings: list[Finding], rule: str, node: YamlNode, file: str, message: str, hint: str = "") -> None:
    """Add an error of a rule to ``findings``, at the line and column of a node."""
    findings.append(Finding(rule, "error", Place(file, node.line, node.column), message, hint))


def _no_word(findings: list[Finding], node: YamlNode, file: str, value: str, words: tuple[str, ...]) -> None:
    """Tell that a value is none of some words, and which of them it may be meant for."""
    near = _nearest(value, words)
    hint = f"did you mean {near}?" if near else ""
    wrong(findings, "bad-value", node, file, f'"{value}" is not one of: {", ".join(words)}', hint)


def text_value(node: YamlNode, file: str, findings: list[Finding]) -> str:
    """Read a text; null is the empty text."""
    if isinstance(node, Scalar):
        return "" if node.is_null else node.text.strip()
    wrong(findings, "wrong-type", node, file, "expected a text")
    return ""


def id_value(node: YamlNode, file: str, findings: list[Finding]) -> str:
    """Read an id: a shell-safe slug."""
    value = text_value(node, file, findings)
    if not value or not _ID_LETTERS.issuperset(value) or value.startswith(("-", "/", ".")):
        wrong(findings, "bad-id", node, file, f'"{value}" is not an id', "use a-z, 0-9, '.', '/' and '-'")
    return value


def number_value(node: YamlNode, file: str, findings: list[Finding]) -> int:
    """Read a whole number that is not negative."""
    value = text_value(node, file, findings)
    found = whole(value)
    if found is None:
        message = f'expected a whole number up to {MOST}, found "{short(value, 40)}"'
        wrong(findings, "wrong-type", node, file, message)
    return found or 0


def flag(node: YamlNode, file: str, findings: list[Finding]) -> bool:
    """Read ``true`` or ``false``; anything else is a finding, and false."""
    value = text_value(node, file, findings)
    if value not in {"true", "false"}:
        wrong(findings, "wrong-type", node, file, f'expected true or false, found "{value}"')
    return value == "true"


def date(node: YamlNode, file: str, findings: list[Finding]) -> str:
    """Read an ISO 8601 date, year and month, or year; null is ''."""
    value = text_value(node, file, findings)
    parts = value.split("-")
    shape = [len(part) for part in parts]
    good = value.isascii() and all(p.isdecimal() for p in parts) and shape in ([4], [4, 2], [4, 2, 2])
    if value and not (good and _real_date([int(p) for p in parts])):
        wrong(findings, "bad-date", node, file, f'"{value}" is not a date', "write 2018-12-10, 2018-12 or 2018")
    return value


def _real_date(parts: list[int]) -> bool:
    _, month, day = (*parts, 1, 1)[:3]
    return 1 <= month <= 12 and 1 <= day <= 31  # noqa: PLR2004 - months and days


def texts(node: YamlNode, file: str, findings: list[Finding]) -> tuple[str, ...]:
    """Read a list of texts; anything else is a finding, and no text."""
    if not isinstance(node, Sequence):
        wrong(findings, "wrong-type", node, file, "expected a list")
        return ()
    return tuple(text_value(item, file, findings) for item in node.items)


def slugs(node: YamlNode, file: str, findings: list[Finding]) -> tuple[str, ...]:
    """Read a list of ids; anything else is a finding, and no id."""
    if not isinstance(node, Sequence):
        wrong(findings, "wrong-type", node, file, "expected a list")
        return ()
    return tuple(id_value(item, file, findings) for item in node.items)


def years(node: YamlNode, file: str, findings: list[Finding]) -> tuple[tuple[str, str], ...]:
    """Read ids with a date each, or null where none is known."""
    if not isinstance(node, Mapping):
        wrong(findings, "wrong-type", node, file, "expected ids with a date each")
        return ()
    return tuple((key, date(value, file, findings)) for key, value in node.entries.items())


def marks_value(node: YamlNode, file: str, findings: list[Finding]) -> tuple[str, ...]:
    """Read a list of marks for the reader of texts."""
    found = texts(node, file, findings)
    for value in found:
        if value not in kinds.READER_MARKS:
            _no_word(findings, node, file, value, kinds.READER_MARKS)
    return found


class one_of:  # noqa: N801 - stands among readers that are functions
    """A reader that takes one of some words, or null."""

    def __init__(self, *values: str) -> None:
        """Take the words."""
        self.values = values

    def __call__(self, node: YamlNode, file: str, findings: list[Finding]) -> str:
        """Read a word."""
        value = text_value(node, file, findings)
        if value and value not in self.values:
            _no_word(findings, node, file, value, self.values)
        return value


def _part_pattern() -> re.Pattern[str]:
    import re  # noqa: PLC0415 - costs as much as half a lookup, and few records count parts

    return re.compile(_PART)


def counts_value(node: YamlNode, file: str, findings: list[Finding]) -> str:
    """Read what stands inside numbered parts, in the notation of :func:`compactx.model.extent.read_counts`."""
    value = text_value(node, file, findings)
    if not value:
        return ""
    pattern = _part_pattern()
    for part in value.split():
        found = pattern.fullmatch(part)
        if not found or (found[2] and int(found[2]) <= int(found[1])):
            wrong(
                findings,
                "bad-value",
                node,
                file,
                f'"{part}" is not a part',
                "write 33:g, 1-14, 2/3, 5/3:1c,2b or 40/4:2b+2b7",
            )
            return ""
    return value


def raw(node: YamlNode, _file: str, _findings: list[Finding]) -> YamlNode:
    """Hand the node on: its records are read by their own table."""
    return node


ENTRY: Fields = {
    "id": (id_value, True),
    "kind": (one_of(*kinds.ENTRY_KINDS), True),
    "title": (text_value, True),
    "legal": (one_of(*kinds.LEGAL), False),
    "symbol": (text_value, False),
    "symbols": (texts, False),
    "date": (date, False),
    "date_basis": (text_value, False),
    "in_force": (date, False),
    "not_in_force": (raw, False),
    "opened": (date, False),
    "treaty_series": (raw, False),
    "depositary": (text_value, False),
    "custodian": (text_value, False),
    "url": (text_value, False),
    "url_status": (one_of("verified", "pattern", "well-known"), False),
    "names": (raw, False),
    "false_friends": (raw, False),
    "members": (raw, False),
    "links": (raw, False),
    "editions": (raw, False),
    "notes": (text_value, False),
    "sources": (texts, False),
    "confidence": (one_of(*kinds.CONFIDENCE), False),
    "partial": (flag, False),
    "claimed": (flag, False),
    "cycle": (text_value, False),
    "interval": (number_value, False),
    "bare_parts": (texts, False),
    "part_kinds": (texts, False),
    "part_names": (texts, False),
    "parts_in": (text_value, False),
    "cites_parts_of": (text_value, False),
    "part_page": (text_value, False),
    "called": (text_value, False),
    "reader": (marks_value, False),
}
TREATY_SERIES: Fields = {
    "series": (one_of("UNTS", "LNTS"), True),
    "volume": (number_value, True),
    "number": (number_value, False),
    "page": (text_value, False),
    "confidence": (one_of(*kinds.CONFIDENCE), False),
    "source": (text_value, False),
}
NOT_IN_FORCE: Fields = {"as_of": (date, True), "source": (text_value, True)}
NAME: Fields = {
    "name": (text_value, True),
    "type": (one_of(*NAME_TYPES), True),
    "example": (text_value, False),
    "ambiguous": (flag, False),
    "detect": (flag, False),
}
FALSE_FRIEND: Fields = {"text": (text_value, True), "means": (text_value, False), "note": (text_value, False)}
MEMBER: Fields = {
    "to": (id_value, True),
    "confidence": (one_of(*kinds.CONFIDENCE), False),
    "source": (text_value, False),
}
EDITION: Fields = {
    "id": (text_value, True),
    "title": (text_value, False),
    "date": (date, False),
    "symbol": (text_value, False),
    "url": (text_value, False),
    "official": (flag, False),
    "differences": (raw, False),
}
DIFFERENCE: Fields = {
    "clause": (id_value, True),
    "words": (number_value, False),
    "fingerprint": (text_value, True),
    "note": (text_value, False),
}
LINK: Fields = {
    "relation": (text_value, True),
    "to": (id_value, True),
    "clause": (id_value, False),
    "surface": (text_value, False),
    "confidence": (one_of(*kinds.CONFIDENCE), False),
    "source": (text_value, False),
}
PROVISION: Fields = {
    "locator": (id_value, True),
    "kind": (one_of(*kinds.PROVISION_KINDS), True),
    "parent": (id_value, False),
    "number": (number_value, False),
    "title": (text_value, False),
    "label": (text_value, False),
    "other_titles": (raw, False),
    "gist": (text_value, False),
    "words": (number_value, False),
    "fingerprint": (text_value, False),
    "date": (date, False),
    "speaker": (id_value, False),
    "body": (id_value, False),
    "same_as": (texts, False),
    "subjects": (texts, False),
    "references": (raw, False),
}
OTHER_TITLE: Fields = {"title": (text_value, True), "edition": (text_value, False), "note": (text_value, False)}
REFERENCE: Fields = {
    "to": (id_value, True),
    "relation": (text_value, False),
    "basis": (one_of(*BASES), False),
    "surface": (text_value, False),
    "pinpoint": (text_value, False),
    "pinpoint_kind": (one_of(*kinds.PINPOINT_KINDS), False),
    "confidence": (one_of(*kinds.CONFIDENCE), False),
    "strength": (one_of(*kinds.STRENGTHS), False),
    "rationale": (text_value, False),
}
LINEAGE: Fields = {
    "from": (id_value, True),
    "to": (id_value, True),
    "relation": (text_value, True),
    "strength": (one_of(*kinds.STRENGTHS), True),
    "rationale": (text_value, True),
    "confidence": (one_of(*kinds.CONFIDENCE), False),
}
ACCEPTED: Fields = {
    "clause": (id_value, True),
    "fingerprint": (text_value, True),
    "reason": (text_value, True),
    "date": (text_value, False),
}
VOTE: Fields = {
    "of": (id_value, True),
    "symbol": (text_value, True),
    "date": (date, True),
    "in_favour": (number_value, False),
    "against": (number_value, False),
    "abstaining": (number_value, False),
    "not_voting": (number_value, False),
    "without_a_vote": (flag, False),
    "states": (raw, False),
    "source": (text_value, True),
    "notes": (text_value, False),
}
CHOICE: Fields = dict.fromkeys(CHOICES, (slugs, False))
STANDING: Fields = {
    "treaty": (id_value, True),
    "as_of": (date, True),
    "source": (text_value, True),
    "parties": (years, False),
    "signatories": (slugs, False),
    "unknown": (slugs, False),
}
EXTENT: Fields = {
    "of": (id_value, True),
    "unit": (one_of(*UNITS), True),
    "within": (id_value, False),
    "last": (number_value, True),
    "offset": (number_value, False),
    "also": (texts, False),
    "parts": (counts_value, False),
    "letters": (flag, False),
    "sources": (texts, True),
    "confidence": (one_of(*kinds.CONFIDENCE), False),
}
RELATION: Fields = {
    "id": (id_value, True),
    "forward": (text_value, True),
    "backward": (text_value, True),
    "family": (one_of(*FAMILIES), True),
    "cost": (number_value, True),
}
MARKER: Fields = {
    "name": (text_value, True),
    "version": (text_value, True),
    "schema": (number_value, True),
    "main": (text_value, False),
    "path_ends": (texts, False),
    "licence": (text_value, False),
}
FILE: Fields = {
    "instrument": (raw, False),
    "of": (id_value, False),
    "provisions": (raw, False),
    "entries": (raw, False),
    "lineage": (raw, False),
    "relations": (raw, False),
    "accepted": (raw, False),
    "votes": (raw, False),
    "standings": (raw, False),
    "extents": (raw, False),
}


def fields(node: YamlNode, table: Fields, file: str, findings: list[Finding], what: str) -> dict[str, Any] | None:
    """Read a mapping by a table; None if it is no mapping or lacks a required key."""
    if not isinstance(node, Mapping):
        wrong(findings, "wrong-type", node, file, f"expected {what} (keys and values)")
        return None
    values = {}
    for key, value in node.entries.items():
        if key not in table:
            line, column = node.keys[key]
            near = _nearest(key, tuple(table))
            hint = f"did you mean {near}?" if near else f"known: {', '.join(table)}"
            message = f'"{key}" is not a key of {what}'
            findings.append(Finding("unknown-key", "error", Place(file, line, column), message, hint))
            continue
        values[key] = table[key][0](value, file, findings)
    missing = [key for key, (_, required) in table.items() if required and values.get(key) in (None, "")]
    if missing:
        wrong(findings, "missing-key", node, file, f"{what} needs {', '.join(missing)}")
        return None
    return values


def records(node: YamlNode | None, file: str, findings: list[Finding]) -> list[YamlNode]:
    """Return the items of a list node; a missing one is empty."""
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return []
    if not isinstance(node, Sequence):
        wrong(findings, "wrong-type", node, file, "expected a list")
        return []
    return node.items


def _nearest(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    return next(iter(get_close_matches(word, known, 1)), "")
