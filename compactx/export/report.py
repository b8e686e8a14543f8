"""The order in which reports tell a graph: groups of things, each with its references both ways and its parts."""

from __future__ import annotations

from urllib.parse import quote

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.export.selection import ExportEdge, ExportGraph, ExportNode

_GROUPS = (("instrument", "Instruments"), ("actor", "Actors"), ("class", "Named groups"))


class ReportThing(Record):
    """A thing with what a report says of it."""

    node: ExportNode
    outgoing: tuple[ExportEdge, ...]
    incoming: tuple[ExportEdge, ...]
    parts: tuple[ExportNode, ...]


class ReportGroup(Record):
    """Things under one heading."""

    heading: str
    anchor: str
    things: tuple[ReportThing, ...]


def groups(graph: ExportGraph) -> Iterator[ReportGroup]:
    """Yield the families of named things, then the provisions of each instrument."""
    outgoing: dict[str, list[ExportEdge]] = {}
    incoming: dict[str, list[ExportEdge]] = {}
    for edge in graph.edges:
        if edge.family != "structure":
            outgoing.setdefault(edge.source, []).append(edge)
            incoming.setdefault(edge.target, []).append(edge)
    parts: dict[str, list[ExportNode]] = {}
    inside: dict[str, list[ExportNode]] = {}
    for node in graph.nodes:
        parts.setdefault(node.parent, []).append(node)
        inside.setdefault(node.instrument if node.locator else "", []).append(node)

    def told(node: ExportNode) -> ReportThing:
        ways = tuple(outgoing.get(node.id, ())), tuple(incoming.get(node.id, ()))
        return ReportThing(node, *ways, tuple(parts.get(node.id, ())))

    for family, heading in _GROUPS:
        things = tuple(told(node) for node in inside.get("", ()) if node.family == family)
        if things:
            yield ReportGroup(heading, f"group-{family}", things)
    titles = {node.id: node.title or node.label for node in graph.nodes}
    for instrument, nodes in inside.items():
        if instrument:
            heading = f"Clauses: {titles.get(instrument, instrument)}"
            yield ReportGroup(heading, f"group-{instrument}", tuple(told(node) for node in nodes))


def fragment(identity: str) -> str:
    """Return an id as the part of a link after ``#``.

    >>> fragment("gcm/33.a"), fragment('a"b c')
    ('gcm/33.a', 'a%22b%20c')
    """
    return quote(identity, safe="/.-_~")
