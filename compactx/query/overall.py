"""What is found by looking at everything: references by objective, and things of which something is not known.

It is found once and remembered beside the index, as long as that holds nothing else.
"""

from __future__ import annotations

from compactx.index import notes
from compactx.model.kinds import EVIDENCE
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.read import Index

    Gap = tuple[str, str, str, str, bool]

_WHAT, _MARK = "overall", "1"  # the mark changes with what is found out here


class Survey(Record):
    """Objectives, each with its references and how many things these lead to; gaps.

    A gap has its measure, its thing, what more there is to say, its place, and whether it is in a link of ours.
    """

    objectives: tuple[tuple[str, int, int], ...]
    gaps: tuple[Gap, ...]


def overall(index: Index) -> Survey:
    """Return what looking at everything finds; found out the first time that it is asked of these contents."""
    kept = notes.recall_values(index, _WHAT, _MARK)
    if kept is None:
        kept = _found(index)
        notes.remember_values(index, _WHAT, _MARK, kept)
    return Survey(*kept)


def keep_overall(index: Index) -> None:
    """Find it out and keep it in an index that is just being made."""
    notes.keep_inside(index, _WHAT, notes.values_data(_found(index)))


def _found(index: Index) -> tuple[tuple[tuple[str, int, int], ...], tuple[Gap, ...]]:
    return tuple(_objectives(index)), (*_of_things(index), *_of_references(index))


def _objectives(index: Index) -> Iterator[tuple[str, int, int]]:
    from compactx.index import figures  # noqa: PLC0415 - what was found before is only read
    from compactx.index.links import links_from  # noqa: PLC0415 - as above

    for objective in index.of_kind(["objective"]):
        whole = figures.of_objective(index, objective)
        inside = [target for _, _, clause, target in links_from(index, whole, EVIDENCE) if clause in whole]
        yield objective.id, len(inside), len(set(inside))


def _of_things(index: Index) -> Iterator[Gap]:
    from compactx.index import figures  # noqa: PLC0415 - as above
    from compactx.index.instruments import is_of_library, measured  # noqa: PLC0415 - as above
    from compactx.model.kinds import UNCONFIRMED, family  # noqa: PLC0415 - as above

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
        yield from ((measure, node.id, "", f"{node.file}:{node.line}", False) for measure, holds in found if holds)


def _of_references(index: Index) -> Iterator[Gap]:
    from compactx.index import figures  # noqa: PLC0415 - as above
    from compactx.index.links import unresolved  # noqa: PLC0415 - as above

    for source, target, _relation, surface, file, line in unresolved(index):
        yield "unresolved", source, f"{source} to {target}: {surface}", f"{file}:{line}", False
    doubted = figures.doubted(index)
    index.preload(number for edge in doubted for number in (edge.src, edge.dst))
    for edge in doubted:
        ends = f"{index.node(edge.src).id} {edge.forward} {index.node(edge.dst).id}"
        where = f"{edge.file}:{edge.line}"
        yield "low confidence", index.node(edge.src).id, ends, where, edge.basis == "editorial"
