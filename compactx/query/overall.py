"""What is found by looking at everything: references by objective, and things of which something is not known.

It is found once and remembered beside the index, as long as that holds nothing else.
"""

from __future__ import annotations

from compactx.index import notes
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.read import Index

_WHAT, _MARK = "overall", "1"  # the mark changes with what is found out here


class Overall(Record):
    """Objectives, each with its references and how many things these lead to; gaps, each a measure and a thing."""

    objectives: tuple[tuple[str, int, int], ...]
    gaps: tuple[tuple[str, str], ...]


def overall(index: Index) -> Overall:
    """Return what looking at everything finds; found out the first time that it is asked of these contents."""
    kept = notes.recall_values(index, _WHAT, _MARK)
    if kept is None:
        kept = _found(index)
        notes.remember_values(index, _WHAT, _MARK, kept)
    return Overall(*kept)


def keep_overall(index: Index) -> None:
    """Find it out and keep it in an index that is just being made."""
    notes.keep_inside(index, _WHAT, notes.values_data(_found(index)))


def _found(index: Index) -> tuple[tuple[tuple[str, int, int], ...], tuple[tuple[str, str], ...]]:
    return tuple(_objectives(index)), tuple(_gaps(index))


def _objectives(index: Index) -> Iterator[tuple[str, int, int]]:
    from compactx.index import figures  # noqa: PLC0415 - what was found before is only read
    from compactx.index.links import links_from  # noqa: PLC0415 - as above
    from compactx.query.reference import EVIDENCE  # noqa: PLC0415 - as above

    for objective in index.of_kind(["objective"]):
        whole = figures.of_objective(index, objective)
        inside = [target for _, _, clause, target in links_from(index, whole, EVIDENCE) if clause in whole]
        yield objective.id, len(inside), len(set(inside))


def _gaps(index: Index) -> Iterator[tuple[str, str]]:
    from compactx.index import figures  # noqa: PLC0415 - as above
    from compactx.index.extents import is_of_library, measured  # noqa: PLC0415 - as above
    from compactx.model.kinds import UNCONFIRMED, family  # noqa: PLC0415 - as above
    from compactx.query.reference import EVIDENCE  # noqa: PLC0415 - as above

    main = index.main()
    cited = figures.cited_by(index, main, EVIDENCE) if main else set()
    alone = figures.alone(index)
    known = figures.facts_of_named(index, ("sources", "url"))
    counted = measured(index)
    for node in figures.named_nodes(index):
        facts = known.get(node.n, {})
        sources = facts.get("sources", [])
        found = [("orphan", node.n in alone), ("low confidence", node.confidence == "low")]
        found += [
            ("no source", not sources),
            ("from memory", bool(sources) and all(s.startswith(UNCONFIRMED) for s in sources)),
        ]
        if family(node.kind) == "instrument":
            found += [("no link", node.n in cited and "url" not in facts), ("no date", not node.date)]
            found.append(("no extent", node.n not in counted and not is_of_library(index, node)))
        yield from ((measure, node.id) for measure, holds in found if holds)
