"""Findings that are not told: a comment in the draft silences one with a reason, or a file says that a team knows it.

::

    comment = "compactx: ignore" rule ":" reason

It stands in a comment of the format (``<!-- ... -->``) or on a line that begins with ``#`` or ``[//]:``, and silences
the first finding of its rule that begins on its own line or on the next line that is not empty.

A finding is known by its file, its rule, its words and what it found; line numbers change too easily.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from itertools import islice

from compactx.corpus import regular
from compactx.errors import UsageError
from compactx.model import patterns as re
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.checks.draft import Judgement
    from compactx.checks.examine import PlacedJudgement

    Known = Counter[tuple[str, str, str, str]]

_COMMENT = re.compile(
    r"(?:<!--|^[ \t]*+(?:#|\[//\]: # \())[ \t]*+compactx: ignore ([a-z]++(?:-[a-z]++)*+):?([^\n>]{0,260}+)(>|$)",
    re.MULTILINE,
)
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_CONTEXT = 48
_NEAR = 400
MOST = 200  # comments of a file that are read: each is looked for in the whole text


class Silence(Record):
    """A comment: the rule it silences, why, and the range of the text in which the finding begins."""

    rule: str
    reason: str
    start: int
    end: int
    line: int


def silences(source: str, read: str) -> list[Silence]:
    """Return the comments of a file; ``source`` is the file as it is, ``read`` its text as its reader found it."""
    found, line, at = [], 1, 0
    for comment in islice(_COMMENT.finditer(source), MOST):
        reason = _reason(comment)
        if reason is None:
            continue
        line, at = line + source.count("\n", at, comment.start()), comment.start()
        start, end = _range(source, read, comment.start(), comment.end())
        found.append(Silence(comment.group(1), reason, start, end, line))
    return found


def _reason(comment: re.Match[str]) -> str | None:
    """Return what a comment gives as its reason, None if it is not closed as a comment is."""
    said = comment.group(2)
    if comment.group(3) == ">":
        said = said.removesuffix("!")
        return said.removesuffix("--").strip() if said.endswith("--") else None
    return said.removesuffix(")").strip()


def _range(source: str, read: str, start: int, end: int) -> tuple[int, int]:
    """Return where a finding must begin that a comment silences."""
    if read[start:end] == source[start:end]:
        low = read.rfind("\n", 0, start) + 1
        stop = read.find("\n", end)
        if read[low:start].strip():
            return low, len(read) if stop < 0 else stop
        following = re.compile(r"\s*[^\n]*").match(read, end)
        return end, following.end() if following else end
    after = " ".join(_TAG.sub(" ", source[end : end + 4 * _NEAR]).split())[:_CONTEXT]
    words = re.escape(after).replace(r"\ ", r"\s+")
    found = re.compile(words).search(read) if after else None
    return (found.start(), found.start() + _NEAR) if found else (0, 0)


def silenced(judgements: Sequence[Judgement], comments: Sequence[Silence]) -> tuple[list[Judgement], list[str]]:
    """Return the judgements that no comment silences, and what is wrong with the comments."""
    gone: set[int] = set()
    told = []
    places: dict[str, list[tuple[int, int]]] = {}
    for n, one in enumerate(judgements):
        places.setdefault(one.rule, []).append((one.start, n))
    for rule in places.values():
        rule.sort()
    for comment in comments:
        held = places.get(comment.rule, [])
        low, high = bisect_left(held, (comment.start, 0)), bisect_left(held, (comment.end + 1, 0))
        mine = sorted(n for _, n in held[low:high])
        first = next((n for n in mine if n not in gone), None)
        if not comment.reason:
            told.append(
                f"line {comment.line}: a comment that silences {comment.rule} gives no reason, so it silences nothing"
            )
        elif first is None:
            told.append(f"line {comment.line}: a comment silences {comment.rule}, and there is no such finding")
        else:
            gone.add(first)
    return [one for n, one in enumerate(judgements) if n not in gone], told


SCHEMA = "compactx.baseline/1"
_MOST = 32 * 1024 * 1024
_KEYS = ("file", "rule", "surface", "found")


def read_baseline(path: str) -> Known:
    """Return the findings of a baseline with how often each is known.

    Raises:
        UsageError: the file is no baseline.
    """
    import json  # noqa: PLC0415 - most checks have no baseline

    try:
        held = json.loads(regular.read(path, _MOST)[:_MOST].decode())
        rows: list[dict[str, object]] = held["findings"] if held["schema"] == SCHEMA else [{}]
        return Counter({tuple(str(row[key]) for key in _KEYS): int(str(row["count"])) for row in rows})  # type: ignore[misc]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(
            f"{path} is no baseline: {error}", hint="name a file that does not exist to begin one"
        ) from None


def baseline_text(found: Iterable[PlacedJudgement]) -> str:
    """Return the text of a baseline that knows these findings."""
    import json  # noqa: PLC0415 - as above

    rows = [
        {**dict(zip(_KEYS, key, strict=True)), "count": count}
        for key, count in sorted(Counter(map(_key, found)).items())
    ]
    return json.dumps({"schema": SCHEMA, "findings": rows}, indent=1, ensure_ascii=False) + "\n"


def unknown(found: Sequence[PlacedJudgement], known: Known) -> list[PlacedJudgement]:
    """Return the findings that a baseline does not know; of equal ones those beyond its count."""
    left = Counter(known)
    told = []
    for one in found:
        key = _key(one)
        if left[key] > 0:
            left[key] -= 1
        else:
            told.append(one)
    return told


def _key(one: PlacedJudgement) -> tuple[str, str, str, str]:
    surface = " ".join(one.surface.split())
    file = os.path.normpath(one.file).replace(os.sep, "/")
    return file, one.judgement.rule, surface, " ".join(one.judgement.found.split())
