"""From a graph to the boxes and links of a picture that fits a slide.

Things that are cited alike share a box (clauses of one instrument with the same relation to the same things), several
references between two boxes share a line, and beyond a limit the least telling boxes are left out and counted.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from compactx.export.graph import Count
from compactx.export.picture.looks import line_of
from compactx.export.picture.model import Box, PictureLink, Scene
from compactx.export.picture.text import width, wrapped
from compactx.model.kinds import kind_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.export.selection import ExportEdge, ExportGraph, ExportNode

HEAD, BODY, LABEL = 14.0, 11.5, 11.5
LIMIT = 24
OVERVIEW = 14
_BOX_ROOM = 190.0
_PADDING = 12.0
_LINE = 1.3
_GROUP_SHOWN = 6
_ALIKE = {"provision": 2}  # how many alike make a group; clauses group at once, named things when there are more
_ALIKE_NAMED = 3


def compose(graph: ExportGraph, *, limit: int = LIMIT, every: bool = False) -> Scene:
    """Return the scene of a graph; ``limit`` bounds the boxes (0: all), ``every`` draws each thing by itself."""
    nodes = {node.id: node for node in graph.nodes}
    focus = dict.fromkeys(graph.focus)
    edges = _drawn_edges(graph, nodes)
    if not graph.focus and limit and len(nodes) > limit:
        nodes, edges = _folded_into_wholes(nodes, edges)
        limit = min(limit, OVERVIEW)
    pairs = _pairs(edges)
    kept = _connected(nodes, pairs, focus, graph)
    groups = [[node] for node in kept.values()] if every or graph.chains else _grouped(kept, pairs, focus)
    shown, hidden = _limited(groups, pairs, focus, limit)
    boxes = {node.id: at for at, group in enumerate(shown) for node in group}
    made = tuple(_box(f"b{at}", group, focus) for at, group in enumerate(shown))
    links = _links(pairs, boxes, _steps(graph))
    least = "at least " if graph.about("sampled") else ""
    note = f"{least}{hidden} more not drawn" if hidden else ""
    return Scene(graph.title, _subtitle(graph), made, links, note)


def counted(graph: ExportGraph, *, limit: int = LIMIT, every: bool = False) -> Count:
    """Return how many boxes and lines are drawn, and of how much."""
    scene = compose(graph, limit=limit, every=every)
    made_from = f"of {graph.count().words}" + (f"; {scene.note}" if scene.note else "")
    return Count(len(scene.boxes), len(scene.links), note=made_from, is_drawn=True)


def _subtitle(graph: ExportGraph) -> str:
    scope = graph.about("scope")
    if scope.startswith("path"):
        words = "how they are connected, clause by clause"
    elif scope.startswith("around"):
        words = "what refers to it and what it refers to"
    else:
        words = "what refers to what"
    ours = ", with links that are ours" if graph.about("editorial") == "shown" else ""
    signed = " · ~ our summary" if any(node.is_summarised and not node.title for node in graph.nodes) else ""
    return f"{words}{ours}{signed} · {graph.about('corpus')} {graph.about('version')}".strip(" ·")


def _drawn_edges(graph: ExportGraph, nodes: dict[str, ExportNode]) -> list[ExportEdge]:
    """Leave out structure, but for what an objective in focus consists of, or where a path runs over it."""
    focus = set(graph.focus)
    own = {node.id for node in graph.nodes if _stands_in(node, focus, nodes)} | focus
    nearby = graph.about("scope").endswith("depth 1")
    found = []
    for edge in graph.edges:
        if edge.source == edge.target:
            continue
        if edge.family == "structure" and not graph.chains:
            if edge.source in own and edge.target == (nodes[edge.source].parent or "") and edge.target in own:
                found.append(_turned(edge))
        elif not nearby or edge.source in own or edge.target in own:
            found.append(_turned(edge) if edge.family == "structure" else edge)
    return found


def _stands_in(node: ExportNode, focus: set[str], nodes: dict[str, ExportNode]) -> bool:
    above: ExportNode | None = node
    while above is not None:
        if above.parent in focus and nodes[above.parent].kind in {"objective", "section"}:
            return True
        above = nodes.get(above.parent)
    return False


def _turned(edge: ExportEdge) -> ExportEdge:
    """Return "is part of" as "contains", so that wholes stand before their parts."""
    ends = edge._replace(source=edge.target, target=edge.source)
    return ends._replace(forward=edge.backward, backward=edge.forward)


def _folded_into_wholes(
    nodes: dict[str, ExportNode], edges: list[ExportEdge]
) -> tuple[dict[str, ExportNode], list[ExportEdge]]:
    """Return the graph of instruments and actors alone: a clause's references count for its instrument."""
    above = {node.id: node.instrument if node.instrument in nodes else node.id for node in nodes.values()}
    tops = {key: node for key, node in nodes.items() if above[key] == key}
    moved = [edge._replace(source=above[edge.source], target=above[edge.target], locator="") for edge in edges]
    return tops, [edge for edge in moved if edge.source != edge.target]


def _pairs(edges: Iterable[ExportEdge]) -> dict[tuple[str, str], list[ExportEdge]]:
    pairs: dict[tuple[str, str], list[ExportEdge]] = defaultdict(list)
    for edge in edges:
        pairs[edge.source, edge.target].append(edge)
    return dict(pairs)


def _connected(
    nodes: dict[str, ExportNode],
    pairs: dict[tuple[str, str], list[ExportEdge]],
    focus: dict[str, None],
    graph: ExportGraph,
) -> dict[str, ExportNode]:
    """Leave out what no line would reach, unless it was named."""
    touched = {end for pair in pairs for end in pair}
    order = list(graph.chains[0]) if len(graph.chains) == 1 else list(nodes)
    return {key: nodes[key] for key in order if key in touched or key in focus}


def _grouped(
    nodes: dict[str, ExportNode], pairs: dict[tuple[str, str], list[ExportEdge]], focus: dict[str, None]
) -> list[list[ExportNode]]:
    ties: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for (source, target), edges in pairs.items():
        for edge in edges:
            ties[source].add((">", target, edge.relation))
            ties[target].add(("<", source, edge.relation))
    alike: dict[object, list[ExportNode]] = defaultdict(list)
    for node in nodes.values():
        sort = node.family if node.family == "provision" else node.kind
        alone = node.id if node.id in focus else ""
        alike[sort, node.instrument, frozenset(ties[node.id]), alone].append(node)
    found: list[list[ExportNode]] = []
    for group in alike.values():
        enough = len(group) >= _ALIKE.get(group[0].family, _ALIKE_NAMED)
        found += [group] if enough else [[node] for node in group]
    return found


def _limited(
    groups: list[list[ExportNode]], pairs: dict[tuple[str, str], list[ExportEdge]], focus: dict[str, None], limit: int
) -> tuple[list[list[ExportNode]], int]:
    """Keep the focus and what is tied most tellingly: many references, cheap relations."""
    if not limit or len(groups) <= limit:
        return groups, 0
    worth: dict[str, float] = defaultdict(float)
    for (source, target), edges in pairs.items():
        value = sum(1 / (4 + edge.cost) for edge in edges)
        worth[source] += value
        worth[target] += value
    ranked = sorted(range(len(groups)), key=lambda at: (-_worth(groups[at], worth, focus), at))
    kept = sorted(ranked[:limit])
    return [groups[at] for at in kept], sum(len(groups[at]) for at in ranked[limit:])


def _worth(group: list[ExportNode], worth: dict[str, float], focus: dict[str, None]) -> float:
    return sum(worth[node.id] + (1000 if node.id in focus else 0) for node in group)


def _box(key: str, group: list[ExportNode], focus: dict[str, None]) -> Box:
    node = group[0]
    more = node.caption
    if len(group) > 1:
        head, body = _group_words(group), f"{len(group)} {_plural(group)}"
    else:
        head, body = node.label, more if more != node.label else ""
    heads = wrapped(head, HEAD, _BOX_ROOM, 3, bold=True)
    bodies = wrapped(body, BODY, _BOX_ROOM, 3)
    widest = max([width(row, HEAD, bold=True) for row in heads] + [width(row, BODY) for row in bodies], default=60)
    across = max(110.0, widest) + 2 * _PADDING + _margin(node.kind)
    down = len(heads) * HEAD * _LINE + len(bodies) * BODY * _LINE + 2 * _PADDING - 2
    tip = "; ".join(f"{one.label}: {one.caption}".strip(": ") for one in group)
    return Box(key, node.kind, tuple(heads), tuple(bodies), across, down, node.id, tip, node.id in focus)


def _margin(kind: str) -> float:
    """Return the room that a slanted shape takes from its text."""
    from compactx.export.picture.looks import look_of  # noqa: PLC0415 - one word of it

    return {"hexagon": 20.0, "pill": 16.0, "tag": 20.0, "octagon": 8.0}.get(look_of(kind).shape, 0.0)


def _group_words(group: Sequence[ExportNode]) -> str:
    shown = group[:_GROUP_SHOWN] if len(group) > _GROUP_SHOWN + 1 else group
    whole = group[0].label.removesuffix(group[0].printed).strip() if group[0].printed else ""
    words = ", ".join(node.printed if whole else node.label for node in shown)
    more = f" and {len(group) - len(shown)} more" if len(group) > len(shown) else ""
    return f"{whole} {words}{more}".strip()


def _plural(group: Sequence[ExportNode]) -> str:
    kinds = {node.kind for node in group}
    word = next(iter(kinds)) if len(kinds) == 1 else "clause"
    return kind_named(word).plural if word != "clause" else "clauses"


def _steps(graph: ExportGraph) -> dict[str, int]:
    """Return how far along its path each node stands; nothing if the graph is no path."""
    steps: dict[str, int] = {}
    for chain in graph.chains:
        for at, node in enumerate(chain):
            steps[node] = max(at, steps.get(node, 0))
    return steps


def _links(
    pairs: dict[tuple[str, str], list[ExportEdge]], boxes: dict[str, int], steps: dict[str, int]
) -> tuple[PictureLink, ...]:
    """Return a link for each two boxes, with what all references between them say."""
    between: dict[tuple[int, int], list[ExportEdge]] = defaultdict(list)
    for (source, target), edges in pairs.items():
        if source in boxes and target in boxes and boxes[source] != boxes[target]:
            between[boxes[source], boxes[target]] += edges
    return tuple(_link(f"b{source}", f"b{target}", edges, steps) for (source, target), edges in between.items())


def _link(source: str, target: str, edges: list[ExportEdge], steps: dict[str, int]) -> PictureLink:
    first = min(edges, key=lambda edge: edge.cost)
    words = list(dict.fromkeys(edge.forward for edge in edges))
    shown = ", ".join(words[:3]) + (" …" if len(words) > 3 else "")  # noqa: PLR2004 - three fit on a line or two
    ends = {edge.source for edge in edges} | {edge.target for edge in edges}
    proofs = {edge.clause: edge.locator for edge in edges if edge.clause and edge.clause not in ends}
    proof = next(iter(proofs.values()), "")
    label = f"{shown} · {proof}" if proof and len(proofs) == 1 else shown
    tip = "; ".join(dict.fromkeys(f"{edge.forward} {_evidence(edge)}".strip() for edge in edges))
    evidence = "" if first.family == "structure" else _evidence(first)
    line = line_of(first.family, first.basis)
    backward = steps.get(first.source, 0) > steps.get(first.target, 0)
    return PictureLink(source, target, tuple(wrapped(label, LABEL, 130, 3)), line, evidence, tip, backward)


def _evidence(edge: ExportEdge) -> str:
    words = f"“{edge.surface}”" if edge.surface else ""
    return f"{edge.locator}: {words}" if edge.locator and words else edge.locator or words
