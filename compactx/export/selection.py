"""What is handed over: a neutral graph, cut from the index, that every format writes.

A scope is the whole corpus (read while it is written, however large it is), a neighbourhood, the hops of some paths,
or named things with what runs between them. Links that are ours (basis ``editorial``) come only when they are asked
for; structure always comes, so that a clause stays tied to its objective and its instrument.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b
from typing import TYPE_CHECKING, Generic, TypeVar

from compactx.errors import UsageError
from compactx.export.graph import ExportEdge, ExportGraph, ExportNode
from compactx.index import across, figures
from compactx.index.hops import end_cost
from compactx.index.writing import counting
from compactx.model import hub
from compactx.model.kinds import family

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from compactx.index.read import Edge, Index, Node
    from compactx.query.path import Paths

__all__ = ["ExportEdge", "ExportGraph", "ExportNode", "Stream", "along", "among", "around", "whole_graph"]
Item = TypeVar("Item")

_SHORT = 30
_ID_BYTES = 8  # of a million edges two have the same id once in forty million corpora
_KEPT = 4096  # short names of instruments, while their clauses are written
_WHOLES = ("objective", "section")


def whole_graph(index: Index, *, editorial: bool = False) -> ExportGraph:
    """Return everything; its nodes and edges are read while they are written."""
    things, total, references, structure = across.sizes(index, editorial=editorial)

    def edges(*, by_source: bool = False) -> Iterator[ExportEdge]:
        found = across.edges(index, editorial=editorial, by_source=by_source)
        return (_named(ExportEdge(*row)) for row in found)

    meta = index.meta()
    title = f"{meta.get('name', '')} {meta.get('corpus_version', '')}".strip()
    about = _meta(index, "whole", editorial=editorial)
    nodes = Stream(things, lambda: _whole_nodes(index))
    return ExportGraph(title, about, nodes, Stream(total, edges), by_source=lambda: edges(by_source=True),
                       references=references, structure=structure)  # fmt: skip


def _whole_nodes(index: Index) -> Iterator[ExportNode]:
    known: dict[int, str] = {}
    for node, whole_of, parent, names, facts, cited in across.nodes(index):
        if node.instrument and whole_of and node.instrument not in known:
            if len(known) >= _KEPT:
                known.clear()
            known[node.instrument] = _short_name(
                whole_of, across.names_by_row(index, [node.instrument]).get(node.instrument, ())
            )
        label = f"{known[node.instrument]} {node.printed}" if node.instrument else _short_name(node, names)
        yield _made(node, label, (whole_of.id if whole_of else "", parent), names, facts, cited)


def around(
    index: Index, starts: Sequence[Node], *, depth: int = 1, editorial: bool = False, sample: int = 0
) -> ExportGraph:
    """Return what lies within some steps of the starts, and everything that runs between what was found.

    An objective is taken with its commitment and actions, as everywhere. Structure is no step. With ``sample``, for
    pictures, about so many of the references to a thing are read, evenly, where there are more; the meta data then say
    under ``sampled`` of how many.

    Raises:
        UsageError: more lies there than can be held in memory.
    """
    focus = [part.n for start in starts for part in (start, *_parts(index, start))]
    reached = dict.fromkeys(focus)
    edge_of_step = list(focus)
    sampled = ""
    for _ in range(depth):
        many = _hubs(index, edge_of_step, sample)
        found = [edge for edge in _touching(index, edge_of_step, many, sample) if _is_step(edge, editorial=editorial)]
        edge_of_step = [n for edge in found for n in (edge.src, edge.dst) if n not in reached]
        edge_of_step = list(dict.fromkeys(edge_of_step))
        reached.update(dict.fromkeys(edge_of_step))
        sampled = sampled or ", ".join(f"{index.node(n).id} ({count:,} references)" for n, count in many.items())
    index.preload(reached)
    nodes = sorted((index.node(n) for n in reached), key=lambda node: node.n)
    title = ", ".join(_plain_label(index, start) for start in starts)
    scope = f"around {' '.join(start.id for start in starts)} depth {depth}"
    graph = _graph(index, nodes, _between(index, reached, editorial=editorial), title, scope, editorial)
    meta = (*graph.meta, ("sampled", sampled)) if sampled else graph.meta
    return graph.replace(focus=tuple(start.id for start in starts), meta=meta)


def _hubs(index: Index, numbers: Sequence[int], sample: int) -> dict[int, int]:
    """Return the things that are referred to more often than a sample holds, the most first.

    Raises:
        UsageError: without a sample, all of them together are referred to more often than can be held in memory.
    """
    counts = figures.degrees(index, numbers)
    total = sum(counts.values())
    if not sample and total > hub.GATHERED:
        raise UsageError(
            f"{total:,} references lie around it, more than can be gathered (at most {hub.GATHERED:,})",
            hint="compactx export parquet or jsonl writes everything; compactx refs REF lists one thing's",
        )
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return {number: count for number, count in ranked if sample and count > sample}


def _touching(index: Index, numbers: Sequence[int], many: dict[int, int], sample: int) -> Iterator[Edge]:
    yield from index.edges_of([number for number in numbers if number not in many])
    for number, count in many.items():
        yield from index.edges_from(number)
        yield from index.edges_to_each(number, -(-count // sample))


def along(index: Index, found: Paths, *, editorial: bool = False) -> ExportGraph:
    """Return the nodes and hops of paths, and nothing else."""
    steps = [step for path in found.paths for step in path.steps]
    hops = {(step.source.n, step.target.n, step.forward, step.reference.relation) for step in steps}
    ends = {node.n: node for step in steps for node in (step.source, step.target)} or {
        node.n: node for node in (found.source, found.target)
    }
    kept: list[Edge] = []
    for edge in index.edges_of(list(ends)):
        ways = ((edge.src, edge.dst, True, edge.relation), (edge.dst, edge.src, False, edge.relation))
        if hops.intersection(ways) and (editorial or edge.basis != "editorial"):
            kept.append(edge)
    title = f"{_plain_label(index, found.source)} to {_plain_label(index, found.target)}"
    scope = f"path {found.source.id} to {found.target.id}"
    graph = _graph(index, list(ends.values()), kept, title, scope, editorial)
    chains = tuple((path.steps[0].source.id, *(step.target.id for step in path.steps)) for path in found.paths)
    return graph.replace(focus=(found.source.id, found.target.id), chains=chains)


def among(index: Index, nodes: Sequence[Node], *, editorial: bool = False) -> ExportGraph:
    """Return the named things and what runs between them."""
    chosen = {node.n: node for node in nodes}
    edges = _between(index, chosen, editorial=editorial)
    title = f"{len(chosen)} thing{'s' if len(chosen) != 1 else ''}"
    graph = _graph(index, list(chosen.values()), edges, title, f"these {len(chosen)}", editorial)
    return graph.replace(focus=tuple(node.id for node in chosen.values()))


def _is_step(edge: Edge, *, editorial: bool) -> bool:
    return edge.family != "structure" and (editorial or edge.basis != "editorial")


def _parts(index: Index, node: Node) -> list[Node]:
    if node.kind not in _WHOLES:
        return []
    found: list[Node] = []
    pending = [node]
    while pending:
        children = index.children(pending.pop().n)
        found += children
        pending += children
    return found


def _between(index: Index, numbers: Iterable[int], *, editorial: bool) -> list[Edge]:
    inside = set(numbers)
    edges = [edge for edge in index.edges_within(inside) if (editorial or edge.basis != "editorial")]
    return sorted(edges, key=lambda edge: edge.n)


def _graph(
    index: Index,
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    title: str,
    scope: str,
    editorial: bool,  # noqa: FBT001 - as the command has it
) -> ExportGraph:
    index.preload(n for node in nodes for n in (node.instrument, node.parent))
    index.preload(n for edge in edges for n in (edge.src, edge.dst, edge.clause))
    numbers = sorted({n for node in nodes for n in (node.n, node.instrument) if n})
    names, facts = across.names_by_row(index, numbers), across.facts_by_row(index, numbers)
    made = tuple(_node(index, node, names, facts) for node in nodes)
    meta = _meta(index, scope, editorial=editorial)
    structure = sum(edge.family == "structure" for edge in edges)
    references = sum(counting.is_reference(edge.family, edge.basis, edge.relation) for edge in edges)
    ordinals = across.ordinals(index, (edge.n for edge in edges))
    told = tuple(_named(_edge(index, edge, ordinals[edge.n])) for edge in edges)
    return ExportGraph(title, meta, made, told, references=references, structure=structure)


def _meta(index: Index, scope: str, *, editorial: bool) -> tuple[tuple[str, str], ...]:
    known = index.meta()
    return (
        ("corpus", known.get("name", "")),
        ("version", known.get("corpus_version", "")),
        ("sha256", known.get("sha256", "")),
        ("licence", known.get("licence", "")),
        ("scope", scope),
        ("editorial", "shown" if editorial else "left out"),
    )


def _node(
    index: Index, node: Node, names: dict[int, list[tuple[str, str]]], facts: dict[int, list[tuple[str, str]]]
) -> ExportNode:
    whole_of = index.instrument_of(node)
    ends = whole_of.id if whole_of else "", index.node(node.parent).id if node.parent else ""
    label, own = _label(node, whole_of, names), names.get(node.n, ())
    return _made(node, label, ends, own, facts.get(node.n, ()), index.cited(node.n))


def _made(
    node: Node,
    label: str,
    above: tuple[str, str],
    names: Iterable[tuple[str, str]],
    facts: Iterable[tuple[str, str]],
    cited: int,
) -> ExportNode:
    return ExportNode(
        node.id, node.kind, family(node.kind), label, node.title, node.locator, node.printed, *above,
        node.objective, node.number, node.gist, node.symbol, node.legal, node.date, node.confidence, node.words,
        node.fingerprint, tuple(dict.fromkeys(names)), tuple(facts), node.file, node.line, cited,
    )  # fmt: skip


def _named(edge: ExportEdge) -> ExportEdge:
    """Give an edge the id that tells what it is, whatever else a corpus holds; it has its ordinal yet."""
    told = "\n".join((edge.source, edge.relation, edge.target, edge.basis, edge.clause, str(edge.id)))
    return edge._replace(id=f"e{blake2b(told.encode(), digest_size=_ID_BYTES).hexdigest()}")


def _edge(index: Index, edge: Edge, ordinal: int) -> ExportEdge:
    source = index.node(edge.src)
    clause = index.node(edge.clause) if edge.clause else (source if source.locator else None)
    return ExportEdge(
        str(ordinal), source.id, index.node(edge.dst).id, edge.relation, edge.forward, edge.backward, edge.family,
        edge.basis, clause.id if clause else "", clause.printed if clause else "", edge.surface, edge.pinpoint,
        edge.confidence, edge.strength, edge.rationale, edge.cost, edge.file, edge.line,
        end_cost(edge.cost, index.relation_cost(edge.relation), edge.family, edge.basis),
    )  # fmt: skip


def _plain_label(index: Index, node: Node) -> str:
    numbers = [n for n in (node.n, node.instrument) if n]
    return _label(node, index.instrument_of(node), across.names_by_row(index, numbers))


def _label(node: Node, whole_of: Node | None, names: dict[int, list[tuple[str, str]]]) -> str:
    """Return the few words that tell a node: "GCM 33(a)", "ILO", "2030 Agenda"."""
    if whole_of is not None:
        return f"{_short_name(whole_of, names.get(whole_of.n, ()))} {node.printed}"
    return _short_name(node, names.get(node.n, ()))


def _short_name(node: Node | across.InstrumentName, names: Iterable[tuple[str, str]]) -> str:
    """Return the acronym, else a title if it is short, else the first short name, symbol, title or the id."""
    short: list[tuple[str, str]] = [
        (name, kind)
        for name, kind in (*names, (node.title, "title"))
        if name and len(name) <= _SHORT and not name.startswith("the ")
    ]
    for wanted in ("acronym", "title", "short"):
        fitting = [name for name, kind in short if kind == wanted]
        if fitting:
            return fitting[0]
    return node.symbol or node.title or node.id


class Stream(Collection[Item], Generic[Item]):
    """Things that are read again whenever they are gone through; how many there are is known before.

    >>> numbers = Stream(3, lambda: iter((1, 2, 3)))
    >>> len(numbers), list(numbers), list(numbers), 2 in numbers
    (3, [1, 2, 3], [1, 2, 3], True)
    """

    def __init__(self, count: int, read: Callable[[], Iterator[Item]]) -> None:
        """Keep how to read them."""
        self._count = count
        self._read = read

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    def __iter__(self) -> Iterator[Item]:
        """Read them."""
        return self._read()

    def __contains__(self, item: object) -> bool:
        """Say whether it is one of them, by reading."""
        return any(one == item for one in self._read())
