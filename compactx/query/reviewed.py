"""In which paragraphs of the review documents does a provision come back?

Two kinds of answer are kept apart: the paragraphs that stand under the round table to which an objective officially
belongs, and the paragraphs that we read as speaking of it.
"""

from __future__ import annotations

from compactx.index.links import parts_of
from compactx.model.record import Record
from compactx.query.view import Seen, seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.read import Edge, Index, Node

SPEAKING = frozenset({"reviewed-in", "reaffirmed-in"})


class Discussed(Record):
    """A review document: the official section with its paragraphs, and the links to paragraphs that speak of the thing.

    ``grouping`` is the official reference from the section; it is None where only our reading leads there.
    """

    document: Node
    section: Node | None
    grouping: Seen | None
    paragraphs: tuple[Node, ...]
    speaking: tuple[Seen, ...]


def discussed(index: Index, node: Node, *, editorial: bool = False) -> tuple[Discussed, ...]:
    """Return the review documents that take a provision up, by date; a clause shares the grouping of its objective."""
    if not node.locator:
        return ()
    above = next((one for one in index.ancestors(node) if one.kind == "objective"), None)
    grouped = [edge for one in (node, above) if one for edge in index.follow_up_to(one.n) if _is_grouping(edge)]
    found = {}
    for one in seen(index, grouped):
        if one.instrument:
            paragraphs = tuple(index.children(one.source.n))
            found[one.instrument.n] = Discussed(one.instrument, one.source, one, paragraphs, ())
    for one in _speaking(index, node) if editorial else ():
        document = index.node(one.target.instrument or one.target.n)
        held = found.get(document.n) or Discussed(document, None, None, (), ())
        found[document.n] = held.replace(speaking=(*held.speaking, one))
    return tuple(sorted(found.values(), key=lambda one: one.document.date))


def _is_grouping(edge: Edge) -> bool:
    return edge.basis == "official" and edge.relation == "reviews"


def _speaking(index: Index, node: Node) -> list[Seen]:
    rows = parts_of(index, (node.n,))
    inside = set(rows)
    edges = [edge for edge in index.edges_of(rows) if edge.src in inside and edge.relation in SPEAKING]
    return sorted(seen(index, edges), key=lambda one: one.target.n)


def spans(nodes: Sequence[Node]) -> str:
    """Return printed locators with runs of numbers drawn together.

    ::

        37 to 44, 55
    """
    out: list[list[str]] = []
    for name in (node.printed for node in nodes):
        if out and name.isdecimal() and out[-1][-1].isdecimal() and int(name) == int(out[-1][-1]) + 1:
            out[-1].append(name)
        elif not out or out[-1][-1] != name:
            out.append([name])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(run) for run in out)  # noqa: PLR2004 - two are written out
