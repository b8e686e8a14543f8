"""Findings that a team knows already: a file of them, so that only new ones are told.

A finding is known by its file, its rule, its words and what it found; line numbers change too easily.
"""

from __future__ import annotations

import os
from collections import Counter

from compactx.corpus import regular
from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.checks.examine import PlacedJudgement

    Known = Counter[tuple[str, str, str, str]]

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
