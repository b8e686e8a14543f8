"""From a graph to the boxes and links of a picture that fits a slide.

Things that are cited alike share a box (clauses of one instrument with the same relation to the same things), several
references between two boxes share a line, and a crowd is folded into boxes that say how many stand in them. Every line
runs from left to right: what refers to a thing stands left of it, what it refers to stands right of it. Where a circle
of references would turn a line round, the thing gets a second box.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from compactx.export.graph import Count
from compactx.export.picture.fold import Cluster, bare, ends_of, folded, like_related, telling
from compactx.export.picture.layout import circling
from compactx.export.picture.looks import REST, line_of, look_of
from compactx.export.picture.model import BODY, HEAD, LABEL, Box, PictureLink, Scene
from compactx.export.picture.text import text_width, wrapped
from compactx.model.kinds import kind_named
from compactx.model.locator import is_numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.export.picture.fold import Pairs
    from compactx.export.selection import ExportEdge, ExportGraph, ExportNode

LIMIT = 24
OVERVIEW = 8  # boxes of a whole corpus: more make it wider than a slide can show
_BOX_ROOM = 178.0
_PADDING = 11.0
_LINE = 1.3
_GROUP_SHOWN = 6
_LABEL_ROOM = 130.0
_LEAST = 6  # boxes: fewer are not folded, the least telling are left out


def compose(graph: ExportGraph, *, limit: int = LIMIT, every: bool = False) -> Scene:
    """Return the scene of a graph; ``limit`` bounds the boxes (0: all), ``every`` draws each thing by itself."""
    nodes = {node.id: node for node in graph.nodes}
    focus = dict.fromkeys(graph.focus)
    edges = _drawn_edges(graph, nodes)
    if not graph.focus and limit and len(nodes) > limit:
        nodes, edges = _folded_into_wholes(nodes, edges)
        limit = min(limit, OVERVIEW)
    outward = _outward(edges, focus) if limit and focus and not graph.chains else edges
    pairs = _pairs(outward)
    kept = _connected(nodes, pairs, focus, graph)
    if graph.chains:
        clusters = [Cluster((node,)) for node in kept.values()]
        boxes, links = _drawn(clusters, pairs, focus, _steps(graph))
        lost: list[ExportNode] = []
    else:
        clusters = [Cluster((node,)) for node in kept.values()] if every else like_related(kept.values(), pairs, focus)
        clusters, lost, boxes, links = _fitted(clusters, pairs, focus, limit)
    notes = _notes(clusters, lost, len(edges) - len(outward), sampled=bool(graph.about("sampled")))
    return Scene(title_of(graph), _subtitle(graph), boxes, links, notes)


def _fitted(
    clusters: list[Cluster], pairs: Pairs, focus: dict[str, None], limit: int
) -> tuple[list[Cluster], list[ExportNode], tuple[Box, ...], tuple[PictureLink, ...]]:
    """Return the clusters that are drawn, the things that are not, and boxes and links, within the limit if any."""
    bound = limit
    while True:
        kept, lost = folded(clusters, pairs, focus, bound) if focus and limit else (clusters, [])
        if limit and len(kept) > limit and (not focus or bound <= _LEAST):
            kept, more = telling(kept, pairs, focus, bound)
            lost += more
        kept, untied = bare(kept, pairs, focus)
        boxes, links = _unwound(*_drawn(kept, pairs, focus, {}))
        if not limit or len(boxes) <= limit or bound <= 1:
            return kept, lost + untied, boxes, links
        bound -= 1


def _drawn(
    clusters: Sequence[Cluster], pairs: Pairs, focus: dict[str, None], steps: dict[str, int]
) -> tuple[tuple[Box, ...], tuple[PictureLink, ...]]:
    boxes = tuple(_box(f"b{at}", cluster, focus) for at, cluster in enumerate(clusters))
    return boxes, _links(ends_of(clusters, pairs), steps)


def title_of(graph: ExportGraph) -> str:
    """Return the title: of one thing its name and what that stands for."""
    focus = graph.focus[0] if len(graph.focus) == 1 else ""
    node = next((node for node in graph.nodes if node.id == focus), None) if focus else None
    if node is None or not node.title or node.title == graph.title or graph.title not in {node.label, node.id}:
        return graph.title
    return f"{node.label}: {node.title}"


def drawn_counts(graph: ExportGraph, *, limit: int = LIMIT, every: bool = False) -> Count:
    """Return how many boxes and lines are drawn, and of how much."""
    scene = compose(graph, limit=limit, every=every)
    made_from = "; ".join((f"of {graph.count().words}", *scene.notes))
    return Count(len(scene.boxes), len(scene.links), note=made_from, is_drawn=True)


def _subtitle(graph: ExportGraph) -> str:
    scope = graph.about("scope")
    if scope.startswith("path"):
        words = "how they are connected, clause by clause"
    elif scope.startswith("around"):
        words = "left: what refers to it; right: what it refers to"
    else:
        words = "what refers to what, from left to right"
    ours = ", with links that are ours" if graph.about("editorial") == "shown" else ""
    return f"{words}{ours} · {graph.about('corpus')} {graph.about('version')}".strip(" ·")


def _notes(clusters: Sequence[Cluster], lost: Sequence[ExportNode], among: int, *, sampled: bool) -> tuple[str, ...]:
    """Say what was folded and what was left out."""
    rests = [cluster for cluster in clusters if cluster.rest]
    many = sum(len(cluster.nodes) for cluster in rests)
    least = "at least " if sampled else ""
    notes = []
    if rests:
        boxes = _counted(len(rests), "box that says", "boxes that say")
        notes.append(f"folded: {least}{many:,} things into {boxes} how many")
    things = [f"{least}{_counted(len(lost), 'more thing', 'more things')}"] if lost else []
    ways = [_counted(among, "reference among the outer things", "references among the outer things")] if among else []
    if things or ways:
        notes.append(f"not drawn: {' and '.join([*things, *ways])}")
    return tuple(notes)


def _counted(many: int, one: str, more: str) -> str:
    return f"{many:,} {one if many == 1 else more}"


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


def _outward(edges: Sequence[ExportEdge], focus: dict[str, None]) -> list[ExportEdge]:
    """Return the references that run on from column to column around what was asked about, and all of its own.

    A thing stands a column left of what it refers to and a column right of what refers to it, counted from what was
    asked about over the fewest steps; where these differ, the side with more references counts.
    """
    away: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for edge in edges:
        away[edge.source].append((edge.target, 1))
        away[edge.target].append((edge.source, -1))
    column = dict.fromkeys(focus, 0)
    front = list(focus)
    while front:
        wishes: dict[str, list[int]] = defaultdict(list)
        for one in front:
            for other, side in away.get(one, ()):
                if other not in column:
                    wishes[other].append(column[one] + side)
        column |= {other: max(sorted(set(sides)), key=sides.count) for other, sides in wishes.items()}
        front = list(wishes)
    return [
        edge for edge in edges
        if column.get(edge.source, 0) < column.get(edge.target, 0) or edge.source in focus or edge.target in focus
    ]  # fmt: skip


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


def _box(key: str, cluster: Cluster, focus: dict[str, None]) -> Box:
    node = cluster.nodes[0]
    kind = _kind(cluster.nodes)
    head, body = _words_of(cluster)
    heads = wrapped(head, HEAD, _BOX_ROOM, 3, bold=True)
    bodies = wrapped(body, BODY, _BOX_ROOM, 2 if len(heads) > 1 else 3)
    widest = max(
        [text_width(row, HEAD, bold=True) for row in heads] + [text_width(row, BODY) for row in bodies], default=60
    )
    across = max(110.0, widest) + 2 * _PADDING + _margin(kind)
    down = len(heads) * HEAD * _LINE + len(bodies) * BODY * _LINE + 2 * _PADDING - 2
    tip = "; ".join(": ".join(dict.fromkeys((*one.called, one.caption))).strip(": ") for one in cluster.nodes)
    own = node.id, tip, node.id in focus, len(cluster.nodes)
    return Box(key, kind, tuple(heads), tuple(bodies), across, down, *own)


def _kind(group: Sequence[ExportNode]) -> str:
    """Return the kind that a box is drawn as: that of all its things, paragraph for clauses, '' for a mixture."""
    if len({look_of(node.kind).shape for node in group}) == 1:
        return group[0].kind
    return "paragraph" if {node.family for node in group} == {"provision"} else ""


def _words_of(cluster: Cluster) -> tuple[str, str]:
    """Return what stands in bold and below it: a name and its title, clauses and their number, or how many of what."""
    group = cluster.nodes
    if len(group) == 1:
        head, caption = group[0].called
        return head, caption if caption != head else ""
    if cluster.rest:
        return f"{len(group)} more", ", ".join(_sorts(group))
    if group[0].printed and all(is_numbered(node.printed) for node in group):
        return _group_words(group), f"{len(group)} {_plural(group)}"
    if group[0].printed:
        whole = group[0].label.removesuffix(group[0].printed).strip()
        return f"{whole}: {len(group)} {_plural(group)}", ""
    return f"{len(group)} {_plural(group)}", _group_words(group)


def _sorts(group: Sequence[ExportNode]) -> list[str]:
    """Return how many things of each sort there are: clauses, with the number of their instruments, then kinds."""
    clauses = [node for node in group if node.family == "provision"]
    kinds: dict[str, int] = defaultdict(int)
    for node in group:
        if node.family != "provision":
            kinds[node.kind] += 1
    wholes = len({node.instrument for node in clauses})
    of = _counted(len(clauses), "clause", "clauses") + (f" of {wholes} texts" if wholes > 1 else "")
    ranked = sorted(kinds.items(), key=lambda pair: -pair[1])
    return [*([of] if clauses else []), *(_counted(n, kind, kind_named(kind).plural) for kind, n in ranked)]


def _margin(kind: str) -> float:
    """Return the room that a slanted shape takes from its text."""
    shape = look_of(kind).shape if kind else REST.shape
    return {"hexagon": 20.0, "pill": 16.0, "tag": 20.0, "octagon": 8.0}.get(shape, 0.0)


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


def _links(between: dict[tuple[int, int], list[ExportEdge]], steps: dict[str, int]) -> tuple[PictureLink, ...]:
    """Return a link for each two boxes, with what all references between them say."""
    return tuple(_link(f"b{source}", f"b{target}", edges, steps) for (source, target), edges in between.items())


def _link(source: str, target: str, edges: list[ExportEdge], steps: dict[str, int]) -> PictureLink:
    first = min(edges, key=lambda edge: edge.cost)
    words = list(dict.fromkeys(edge.forward for edge in edges))
    shown = ", ".join(words[:3]) + (" …" if len(words) > 3 else "")  # noqa: PLR2004 - three fit on a line or two
    ends = {edge.source for edge in edges} | {edge.target for edge in edges}
    proofs = {edge.clause: edge.locator for edge in edges if edge.clause and edge.clause not in ends}
    proof = next((place for place in proofs.values() if is_numbered(place)), "")
    label = f"{shown} ·\u00a0{proof}" if proof and len(proofs) == 1 else shown
    tip = "; ".join(dict.fromkeys(f"{edge.forward} {_evidence(edge)}".strip() for edge in edges))
    evidence = "" if first.family == "structure" else _evidence(first)
    line = line_of(first.family, first.basis, first.relation)
    backward = steps.get(first.source, 0) > steps.get(first.target, 0)
    return PictureLink(source, target, tuple(wrapped(label, LABEL, _LABEL_ROOM, 3)), line, evidence, tip, backward)


def _evidence(edge: ExportEdge) -> str:
    words = f"“{edge.surface}”" if edge.surface else ""
    place = edge.locator if is_numbered(edge.locator) else ""
    return f"{place}:\u00a0{words}" if place and words else place or words


def _unwound(boxes: tuple[Box, ...], links: tuple[PictureLink, ...]) -> tuple[tuple[Box, ...], tuple[PictureLink, ...]]:
    """Give a thing a second box where a circle of references would turn a line against the others."""
    at = {box.key: number for number, box in enumerate(boxes)}
    ends = [(at[link.source], at[link.target]) for link in links]
    against = circling(len(boxes), ends)
    copies: dict[str, Box] = {}
    drawn = []
    for number, (link, (source, target)) in enumerate(zip(links, ends, strict=True)):
        if number not in against:
            drawn.append(link)
            continue
        left = boxes[target].focus
        box = boxes[source if left else target]
        key = f"{box.key}-{'left' if left else 'right'}"
        copies.setdefault(key, box.replace(key=key, again=True, focus=False))
        drawn.append(link.replace(source=key) if left else link.replace(target=key))
    return (*boxes, *copies.values()), tuple(drawn)
