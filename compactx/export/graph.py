"""The neutral graph that formats write; as flat rows, the columns of every tabular format.

Nodes and edges are named tuples: hundreds of thousands are made at once. Names of columns are stable; columns may be
added at the end, never renamed.
"""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from compactx.model.locator import is_numbered
from compactx.model.record import Record
from compactx.model.text import SAYING, SUMMARY, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    Value = str | int | None

NODE_COLUMNS = (
    "id", "kind", "family", "label", "title", "locator", "instrument", "parent", "objective", "number", "gist",
    "symbol", "legal", "date", "confidence", "words", "fingerprint", "url", "names", "source",
    "cited",
)  # fmt: skip
EDGE_COLUMNS = (
    "id", "from", "to", "relation", "reading", "family", "basis", "clause", "locator", "surface", "pinpoint",
    "confidence", "strength", "rationale", "cost", "source", "end_cost",
)  # fmt: skip
NUMBERS = frozenset({"objective", "number", "words", "cost", "end_cost", "cited"})
NAME_SEPARATOR = " | "


class ExportNode(NamedTuple):
    """A thing: ``label`` is what tells it in a few words, ``names`` are (name, type), ``facts`` are (key, value).

    ``cited`` is how many clauses cite it, ``wording`` its own words where they are at hand and people will read them.
    """

    id: str
    kind: str
    family: str
    label: str
    title: str
    locator: str
    printed: str
    instrument: str
    parent: str
    objective: int | None
    number: int | None
    gist: str
    symbol: str
    legal: str
    date: str
    confidence: str
    words: int
    fingerprint: str
    names: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    file: str
    line: int
    cited: int = 0
    wording: str = ""

    @property
    def is_summarised(self) -> bool:
        """Say whether the gist is a summary of ours, and not the opening of a text of the library."""
        return bool(self.gist and self.line)

    @property
    def caption(self) -> str:
        """Return what tells a thing to people: its title, or its own words, or else our summary with its sign."""
        return self.title or self.quoted or (SUMMARY + self.gist if self.is_summarised else self.gist)

    @property
    def called(self) -> tuple[str, str]:
        """Return what tells it in a few words and what it is about.

        A place whose address is an id's words has its text before its own title, short name or kind.
        """
        if not self.locator or is_numbered(self.printed):
            return self.label, self.caption
        whole = self.label.removesuffix(self.printed).strip()
        own = self.title or next((name for name, kind in self.names if kind == "short"), self.kind)
        return (whole, own) if whole else (own, self.caption)

    @property
    def is_called_by_summary(self) -> bool:
        """Say whether what tells it to people is a summary of ours."""
        return self.is_summarised and not self.title and not self.wording

    @property
    def quoted(self) -> str:
        """Return the beginning of its own words between quotation marks, '' where they are not at hand."""
        return f"“{short(' '.join(self.wording.split()), SAYING)}”" if self.wording else ""

    def fact(self, key: str) -> str:
        """Return the first fact of this key, '' if there is none."""
        return next((value for name, value in self.facts if name == key), "")

    def all_facts(self, key: str) -> list[str]:
        """Return the facts of this key."""
        return [value for name, value in self.facts if name == key]


class ExportEdge(NamedTuple):
    """A reference: ``id`` tells what it is in every version, ``clause`` the provision whose wording proves it.

    ``cost`` is what a hop over it costs on a path, ``end_cost`` where its target is an end of the path.
    """

    id: str
    source: str
    target: str
    relation: str
    forward: str
    backward: str
    family: str
    basis: str
    clause: str
    locator: str
    surface: str
    pinpoint: str
    confidence: str
    strength: str
    rationale: str
    cost: int
    file: str
    line: int
    end_cost: int

    @property
    def is_structure(self) -> bool:
        """Say whether the edge only says what is part of what: no clause proves that, and it is no reference."""
        return self.family == "structure"

    @property
    def at(self) -> str:
        """Return the locator of the clause that proves the reference, '' for structure."""
        return "" if self.is_structure else self.locator


class Count(Record):
    """What a file holds: things, and edges.

    Of the edges ``references`` are those of texts, as ``compactx stats`` counts them; ``structure`` only says what is
    part of what; the others are links: facts of the catalogue, members of classes.

    Of a picture ``things`` are its boxes and ``edges`` its lines; ``note`` then says what they were made from.
    """

    things: int
    edges: int
    references: int = 0
    structure: int = 0
    note: str = ""
    is_drawn: bool = False

    @property
    def links(self) -> int:
        """Return how many edges are neither references of texts nor structure."""
        return self.edges - self.references - self.structure

    @property
    def words(self) -> str:
        """Return the count in words.

        >>> Count(2, 4, 2, 1).words
        '2 things, 4 edges (2 references, 1 other link, 1 of structure)'
        >>> Count(1, 0).words, Count(4, 5, note="of 9 things", is_drawn=True).words
        ('1 thing', '4 boxes, 5 lines (of 9 things)')
        """
        if self.is_drawn:
            told = [_of(self.things, "box", "boxes"), _of(self.edges, "line", "lines")]
            return ", ".join(told) + (f" ({self.note})" if self.note else "")
        told = [_of(self.things, "thing", "things")] if self.things or not self.edges else []
        if self.edges:
            kinds = (_of(self.references, "reference", "references"), _of(self.links, "other link", "other links"))
            told.append(f"{_of(self.edges, 'edge', 'edges')} ({', '.join(kinds)}, {self.structure:,} of structure)")
        return ", ".join(told)


def _of(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


class ExportGraph(Record):
    """The graph that formats write.

    ``meta`` says which corpus and which scope; ``focus`` are the ids it was asked about, ``chains`` the node ids of
    each path, in order; ``by_source`` reads the edges of a large graph in the order of the nodes they start at;
    ``references`` and ``structure`` are how many of the edges are the one and the other.
    """

    title: str
    meta: tuple[tuple[str, str], ...]
    nodes: Collection[ExportNode]
    edges: Collection[ExportEdge]
    focus: tuple[str, ...] = ()
    chains: tuple[tuple[str, ...], ...] = ()
    by_source: Callable[[], Iterator[ExportEdge]] | None = None
    references: int = 0
    structure: int = 0

    def count(self, *, things: bool = True, edges: bool = True) -> Count:
        """Return how much it holds, or how much of it one table does."""
        held = (len(self.edges), self.references, self.structure) if edges else (0, 0, 0)
        return Count(len(self.nodes) if things else 0, *held)

    def about(self, key: str) -> str:
        """Return what the meta data say under a key."""
        return dict(self.meta).get(key, "")

    def outgoing(self) -> Iterator[tuple[ExportNode, list[ExportEdge]]]:
        """Yield every node with the edges that start at it."""
        if self.by_source is None:
            found: dict[str, list[ExportEdge]] = {}
            for edge in self.edges:
                found.setdefault(edge.source, []).append(edge)
            yield from ((node, found.get(node.id, [])) for node in self.nodes)
            return
        groups = groupby(self.by_source(), key=lambda edge: edge.source)
        source, inside = next(groups, ("", iter(())))
        for node in self.nodes:
            if node.id == source:
                yield node, list(inside)
                source, inside = next(groups, ("", iter(())))
            else:
                yield node, []


def node_row(node: ExportNode) -> dict[str, Value]:
    """Return a node by the names of :data:`NODE_COLUMNS`; several names stand with NAME_SEPARATOR between them."""
    return {
        "id": node.id,
        "kind": node.kind,
        "family": node.family,
        "label": node.label,
        "title": node.title,
        "locator": node.printed,
        "instrument": node.instrument,
        "parent": node.parent,
        "objective": node.objective,
        "number": node.number,
        "gist": node.gist,
        "symbol": node.symbol,
        "legal": node.legal,
        "date": node.date,
        "confidence": node.confidence,
        "words": node.words or None,
        "fingerprint": node.fingerprint,
        "url": node.fact("url"),
        "names": NAME_SEPARATOR.join(name for name, _ in node.names),
        "source": f"{node.file}:{node.line}",
        "cited": node.cited,
    }


def edge_row(edge: ExportEdge) -> dict[str, Value]:
    """Return an edge by the names of :data:`EDGE_COLUMNS`; its id is made of what it says, the same every time."""
    return {
        "id": edge.id,
        "from": edge.source,
        "to": edge.target,
        "relation": edge.relation,
        "reading": edge.forward,
        "family": edge.family,
        "basis": edge.basis,
        "clause": "" if edge.is_structure else edge.clause,
        "locator": edge.at,
        "surface": edge.surface,
        "pinpoint": edge.pinpoint,
        "confidence": edge.confidence,
        "strength": edge.strength,
        "rationale": edge.rationale,
        "cost": edge.cost,
        "source": f"{edge.file}:{edge.line}",
        "end_cost": edge.end_cost,
    }


def whole_row(row: dict[str, Value]) -> dict[str, Value]:
    """Return every column, with None where nothing is known: rows of one shape.

    >>> whole_row({"id": "gcm", "symbol": "", "number": None})
    {'id': 'gcm', 'symbol': None, 'number': None}
    """
    return {key: None if value == "" else value for key, value in row.items()}


def filled(row: dict[str, Value]) -> dict[str, str | int]:
    """Return the columns that say something."""
    return {key: value for key, value in row.items() if value is not None and value != ""}
