"""A year's change at a glance: texts of one series, each compared with the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.record import Record
from compactx.query.compare import CHANGED, MERGED, MOVED, ONLY_FROM, ONLY_TO, SAME, SPLIT, compare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from compactx.query.compare import CitedThing, ComparedText, Comparison


class Stage(Record):
    """A text of a series and how it goes on from the last one before it that has words.

    ``text`` is None where its words are not here; ``step`` is the comparison, None for the first. ``kept`` are
    paragraphs with the same words, ``changed`` ones with other words (split and merged ones too), of this text;
    ``gone`` are paragraphs of the one before.
    """

    name: str
    id: str
    symbol: str
    date: str
    text: ComparedText | None
    kept: int = 0
    changed: int = 0
    new: int = 0
    gone: int = 0
    weaker: int = 0
    stronger: int = 0
    gained: tuple[CitedThing, ...] = ()
    lost: tuple[CitedThing, ...] = ()


class Origin(Record):
    """A paragraph of the latest text: the stage where it came in, where it stood there, how often it changed."""

    locator: str
    stage: int
    first: str
    changed: int


class Evolution(Record):
    """The texts of a series, the earliest first, and where each paragraph of the latest came in."""

    name: str
    stages: tuple[Stage, ...]
    origins: tuple[Origin, ...]


def evolution(name: str, stages: Sequence[Stage], tell: Callable[[int], None] | None = None) -> Evolution:
    """Return the stages, each with what changed in it; ``tell`` hears how many are done."""
    found: list[Stage] = []
    steps: list[tuple[int, Comparison]] = []
    before: ComparedText | None = None
    for at, stage in enumerate(stages):
        if stage.text is None:
            found.append(stage)
            continue
        if before is None:
            found.append(stage.replace(new=len(stage.text.clauses)))
        else:
            step = compare(before, stage.text)
            steps.append((at, step))
            found.append(_counted(stage, step))
        before = stage.text
        if tell:
            tell(at + 1)
    return Evolution(name, tuple(found), _origins(found, steps))


def _counted(stage: Stage, step: Comparison) -> Stage:
    alike: dict[str, bool] = {}
    for one in step.alignments:
        if one.new and one.status != ONLY_TO:
            same = one.status == SAME or (one.status == MOVED and not one.line)
            alike[one.new.locator] = alike.get(one.new.locator, True) and same
    kept = sum(alike.values())
    return stage.replace(
        kept=kept, changed=len(alike) - kept, new=step.count(ONLY_TO), gone=step.count(ONLY_FROM),
        weaker=step.verbs("weaker"), stronger=step.verbs("stronger"), gained=step.gained, lost=step.lost,
    )  # fmt: skip


def _origins(stages: Sequence[Stage], steps: Sequence[tuple[int, Comparison]]) -> tuple[Origin, ...]:
    """Return where each paragraph of the latest text came in; of merged ones the most alike is followed."""
    first = next((at for at, stage in enumerate(stages) if stage.text), None)
    if first is None:
        return ()
    text = stages[first].text
    known = {
        clause.locator: Origin(clause.locator, first, clause.locator, 0) for clause in (text.clauses if text else ())
    }
    for at, step in steps:
        best: dict[str, tuple[float, Origin]] = {}
        for one in step.alignments:
            if one.new is None:
                continue
            score, origin = 0.0, Origin(one.new.locator, at, one.new.locator, 0)
            if one.old:
                score, origin = 1.0 + (one.score or 0.0), known[one.old.locator]
                differs = one.status in {CHANGED, SPLIT, MERGED} or bool(one.line)
                origin = Origin(one.new.locator, origin.stage, origin.first, origin.changed + differs)
            if score >= best.get(one.new.locator, (0.0,))[0]:
                best[one.new.locator] = (score, origin)
        known = {locator: origin for locator, (_, origin) in best.items()}
    return tuple(known.values())
