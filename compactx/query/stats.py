"""How large, what matters most, and what is missing."""

from __future__ import annotations

from compactx.index.links import all_links, unresolved
from compactx.model.kinds import family
from compactx.model.record import Record
from compactx.query.view import EVIDENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compactx.graph.analytics import Figures
    from compactx.index.links import Link
    from compactx.index.read import Index, Node

SECTIONS = ("size", "kinds", "cited", "objectives", "centrality", "communities", "gaps")
_FOLDED = "a clause counts for its objective, or else for its instrument"
MEANINGS = {
    "things": "Instruments, actors, classes and provisions in the corpus.",
    "references": "References that texts make, in their words, their footnotes or inside other names.",
    "citing clauses": "Clauses that refer to at least one thing.",
    "silent clauses": "Clauses that refer to nothing; most commitments and actions name no instrument.",
    "official links": "Facts of the catalogue, such as who adopted what.",
    "count": "How many things of this kind there are.",
    "clauses that cite it": "How many clauses refer to it, each counted once.",
    "references made": "How many references its commitment and actions make, and to how many different things.",
    "rank": f"PageRank: how likely a reader who follows references at random ends there ({_FOLDED}).",
    "betweenness": f"How many shortest connections of two things run through it; high means a bridge ({_FOLDED}).",
    "community": "Things that refer to each other, or to the same, more than to the rest (Louvain).",
    "modularity": "How clear-cut the communities are: 0 is chance, above 0.3 is a real division.",
    "orphan": "Nothing refers to it and it refers to nothing, not even in the catalogue.",
    "unresolved": "A reference leads to something that the corpus does not know.",
    "low confidence": "The corpus itself doubts this fact.",
    "no source": "No source is named for its facts.",
    "from memory": "Its only source is the memory of whoever wrote it down (recall); nothing printed confirms it.",
    "no link": "A clause of the main instrument cites it and no official link is known.",
    "no date": "It is an instrument and no date is known.",
}


class Figure(Record):
    """One number about one thing, or about the whole: ``note`` says more, ``members`` are the nodes it speaks of."""

    section: str
    measure: str
    value: float
    node: Node | None = None
    note: str = ""
    members: tuple[Node, ...] = ()
    source: str = ""

    @property
    def meaning(self) -> str:
        """Return in a sentence what the figure says."""
        return MEANINGS[self.measure]


def stats(index: Index, sections: Sequence[str] = (), *, top: int = 10, editorial: bool = False) -> list[Figure]:
    """Return the figures of some sections, of all if none is named; ``top`` bounds rankings, 0 is all.

    Doubts about links that are ours are left out of the gaps unless ``editorial`` asks for them.
    """
    wanted = sections or SECTIONS
    links = list(all_links(index, EVIDENCE))
    index.preload(number for link in links for number in (link.src, link.clause, link.dst))
    makers = {"size": _size, "kinds": _kinds, "cited": _cited, "objectives": _objectives}
    found: list[Figure] = []
    for section in SECTIONS:
        if section in wanted and section in makers:
            found += makers[section](index, links, top)
    if "gaps" in wanted:
        found += [*_about_things(index, links), *_about_references(index, editorial=editorial)]
    if "centrality" in wanted or "communities" in wanted:
        found += _graph(index, links, top, wanted)
    order = {section: at for at, section in enumerate(SECTIONS)}
    return sorted(found, key=lambda figure: order[figure.section])


def _size(index: Index, links: Sequence[Link], _top: int) -> list[Figure]:
    citing = {link.clause for link in links}
    clauses = [node for node in index.nodes() if node.locator and node.words]
    silent = sum(node.n not in citing for node in clauses)
    catalogue = sum(edge.family == "catalogue" for edge in index.edges())
    return [
        Figure("size", "things", sum(index.counts().values())),
        Figure("size", "references", len(links)),
        Figure("size", "citing clauses", len(citing)),
        Figure("size", "silent clauses", silent),
        Figure("size", "official links", catalogue),
    ]


def _kinds(index: Index, _links: Sequence[Link], _top: int) -> list[Figure]:
    return [Figure("kinds", "count", count, note=kind) for kind, count in index.counts().items()]


def _citers(links: Sequence[Link]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for link in links:
        found.setdefault(link.dst, set()).add(link.clause)
    return found


def _cited(index: Index, links: Sequence[Link], top: int) -> list[Figure]:
    ranked = sorted(_citers(links).items(), key=lambda pair: (-len(pair[1]), pair[0]))
    kept = ranked[:top] if top else ranked
    return [Figure("cited", "clauses that cite it", len(clauses), index.node(number)) for number, clauses in kept]


def _objectives(index: Index, links: Sequence[Link], _top: int) -> list[Figure]:
    out = []
    for objective in index.of_kind(["objective"]):
        inside = [link for link in links if _is_inside(index.node(link.clause), objective)]
        things = {link.dst for link in inside}
        out.append(Figure("objectives", "references made", len(inside), objective, f"{len(things)} different things"))
    return out


def _is_inside(clause: Node, objective: Node) -> bool:
    return clause.objective == objective.number and clause.instrument == objective.instrument


def _graph(index: Index, links: Sequence[Link], top: int, wanted: Sequence[str]) -> list[Figure]:
    from compactx.graph.analytics import figures  # noqa: PLC0415 - networkx loads slowly

    units = _Units(index)
    weights: dict[tuple[int, int], set[int]] = {}
    for link in links:
        tail, head = units.of(link.clause), units.of(link.dst)
        if tail != head:
            weights.setdefault((tail, head), set()).add(link.clause)
    found = figures({pair: len(clauses) for pair, clauses in weights.items()})
    out = _central(index, found, top) if "centrality" in wanted else []
    return [*out, *(_communities(index, found, _citers(links)) if "communities" in wanted else [])]


class _Units:
    """Says which thing a row counts for."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.objectives = {(node.instrument, node.number): node.n for node in index.of_kind(["objective"])}

    def of(self, number: int) -> int:
        node = self.index.node(number)
        whole = self.objectives.get((node.instrument, node.objective)) if node.objective else None
        return whole or node.instrument or number


def _central(index: Index, found: Figures, top: int) -> list[Figure]:
    out = []
    sampled = f"estimated from {found.sampled} of the nodes" if found.sampled else ""
    for measure, values, note in (("rank", found.rank, ""), ("betweenness", found.betweenness, sampled)):
        ranked = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
        out += [
            Figure("centrality", measure, value, index.node(number), note)
            for number, value in (ranked[:top] if top else ranked)
        ]
    return out


def _communities(index: Index, found: Figures, citers: dict[int, set[int]]) -> list[Figure]:
    out = [Figure("communities", "modularity", found.modularity)]
    for group in found.communities:
        ranked = sorted(group, key=lambda number: (-len(citers.get(number, ())), number))
        members = tuple(index.node(number) for number in ranked)
        out.append(Figure("communities", "community", len(group), members[0], members=members))
    return out


def _about_things(index: Index, links: Sequence[Link]) -> Iterator[Figure]:
    main = index.main()
    cited = {link.dst for link in links if main and index.node(link.clause).instrument == main.n}
    touched = {number for edge in index.edges() for number in (edge.src, edge.dst)}
    for node in index.nodes():
        if node.locator:
            continue
        facts = index.facts(node.n)
        sources = facts.get("sources", [])
        found = [("orphan", node.n not in touched), ("low confidence", node.confidence == "low")]
        found += [
            ("no source", not sources),
            ("from memory", bool(sources) and all(s.startswith("recall") for s in sources)),
        ]
        if family(node.kind) == "instrument":
            found += [("no link", node.n in cited and "url" not in facts), ("no date", not node.date)]
        for measure, holds in found:
            if holds:
                yield Figure("gaps", measure, 1, node, source=f"{node.file}:{node.line}")


def _about_references(index: Index, *, editorial: bool) -> Iterator[Figure]:
    for source, target, _relation, surface, file, line in unresolved(index):
        known = index.by_id(source)
        yield Figure("gaps", "unresolved", 1, known, f"{source} to {target}: {surface}", source=f"{file}:{line}")
    for edge in index.edges():
        if edge.confidence == "low" and (editorial or edge.basis != "editorial"):
            ends = f"{index.node(edge.src).id} {edge.forward} {index.node(edge.dst).id}"
            yield Figure("gaps", "low confidence", 1, index.node(edge.src), ends, source=f"{edge.file}:{edge.line}")
