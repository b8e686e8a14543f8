"""What do things share, and what has only one of them: subjects, references, review, lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.index.figures import citing
from compactx.index.links import parts_of
from compactx.model import hub
from compactx.model.kinds import family
from compactx.model.record import Record
from compactx.model.text import forms
from compactx.query.refs import refs
from compactx.query.refs_rows import RefsFilter
from compactx.query.show import show
from compactx.query.trace import trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from compactx.index.read import Index, Node

SUBJECT, CITES, CITED_BY, REVIEW, LINEAGE = WAYS = ("subject", "cites", "cited by", "reviewed by", "lineage")
_LETTERS = 5  # of a word that may name a subject
_SPREAD = 0.3  # share of an instrument's objectives whose clauses may use a word before it names no subject
_OFTEN = 2  # clauses of one thing that use a word before it is a subject of that thing alone
_TOGETHER = 3  # clauses of all things that use it before it is a subject that they share
_SUBJECTS = 12  # subjects of one thing alone that are told
_PARTS = ("action", "commitment", "item", "paragraph", "principle", "target", "recital", "article")


class SharedRow(Record):
    """Something that things may have in common: the ``way``, what it is, and for each thing the clauses where.

    ``id`` is '' for a subject, which is a word; ``places`` are printed locators, empty for a thing that lacks it.
    """

    way: str
    id: str
    title: str
    places: tuple[tuple[str, ...], ...]

    @property
    def holders(self) -> int:
        """Return how many of the things have it."""
        return sum(map(bool, self.places))


def shared(index: Index, nodes: Sequence[Node]) -> list[SharedRow]:
    """Return what each of the things has, way by way, what most of them share first."""
    tables: dict[tuple[str, str], tuple[str, list[list[str]]]] = {}
    for at, node in enumerate(nodes):
        for way, identity, title, place in _held(index, node):
            places = tables.setdefault((way, identity), (title, [[] for _ in nodes]))[1]
            places[at].append(place)
    rows = [
        SharedRow(way, identity, title, tuple(tuple(dict.fromkeys(places)) for places in held))
        for (way, identity), (title, held) in tables.items()
    ]
    rows += _subjects(index, nodes)
    return sorted(
        rows, key=lambda row: (WAYS.index(row.way), -row.holders, -sum(map(len, row.places)), row.id, row.title)
    )


def not_all_read(index: Index, nodes: Iterable[Node]) -> list[str]:
    """Return what to tell of each thing that more references lead to than are compared."""
    counts = [(node, sum(citing(index, parts_of(index, (node.n,))).values())) for node in nodes]
    return [hub.told(node.id, count, hub.READ, "compared") for node, count in counts if count > hub.READ]


def _held(index: Index, node: Node) -> Iterator[tuple[str, str, str, str]]:
    """Yield (way, id, title, where) of what a thing cites, what cites it, who reviews it, and where its idea stands."""
    for one in refs(index, node, RefsFilter(direction="out", parts=True, limit=hub.READ)).outgoing:
        if one.family == "citation":
            yield CITES, one.target.id, one.target.caption, one.locator or node.id
    for one in refs(index, node, RefsFilter(direction="in", parts=True, limit=hub.READ)).incoming:
        whole = _whole(index, one.clause or one.source)
        if one.family == "citation" and whole.n != node.n:
            yield CITED_BY, whole.id, whole.caption, one.locator or one.source.id
    for one in show(index, node).reviewed_by:
        yield REVIEW, one.source.id, one.source.caption, one.locator or one.forward
    own = {node.n, *(part.n for part in _inside(index, node))}
    for link in trace(index, node).links if node.locator else ():
        near, far = (link.earlier, link.later) if link.earlier.n in own else (link.later, link.earlier)
        if near.n in own:
            yield LINEAGE, far.id, far.caption, near.printed or near.id


def _whole(index: Index, node: Node) -> Node:
    """Return the objective in which a clause stands, else its instrument, else itself."""
    for above in (node, *index.ancestors(node)):
        if above.kind == "objective":
            return above
    return index.instrument_of(node) or node


def _inside(index: Index, node: Node) -> Iterator[Node]:
    for child in index.children(node.n):
        yield child
        yield from _inside(index, child)


def _subjects(index: Index, nodes: Sequence[Node]) -> list[SharedRow]:
    """Return the words that name what clauses are about, by our summaries of them.

    A word counts if few objectives (or parts of a like kind) of the instrument use it, and if it is either used by
    several of the things or by several clauses of one.
    """
    if any(family(node.kind) != "provision" for node in nodes):
        return []
    spread = _spread(index, nodes)
    used: dict[str, list[list[str]]] = {}
    for at, node in enumerate(nodes):
        for part in (node, *_inside(index, node)):
            if part.gist and (part.kind in _PARTS or part.n == node.n):
                for word in _words(part.gist):
                    used.setdefault(word, [[] for _ in nodes])[at].append(part.printed)
    telling = [
        SharedRow(SUBJECT, "", word, tuple(map(tuple, places)))
        for word, places in used.items()
        if spread.get(word, 0.0) <= _SPREAD
        and sum(map(len, places)) >= (_TOGETHER if sum(map(bool, places)) > 1 else _OFTEN)
    ]
    both = [row for row in telling if row.holders > 1]
    alone: list[SharedRow] = []
    for at in range(len(nodes)):
        mine = [row for row in telling if row.holders == 1 and row.places[at]]
        mine.sort(key=lambda row: (spread.get(row.title, 0.0) / len(row.places[at]), row.title))
        alone += mine[:_SUBJECTS]
    return [*both, *alone]


def _spread(index: Index, nodes: Sequence[Node]) -> dict[str, float]:
    """Return, by word, the share of the objectives of the things' instruments that use it."""
    counts: dict[str, int] = {}
    wholes = 0
    for instrument in {node.instrument for node in nodes if node.instrument}:
        for whole in index.of_kind(("objective",), instrument):
            wholes += 1
            gists = (part.gist for part in (whole, *_inside(index, whole)))
            for word in {word for gist in gists for word in _words(gist)}:
                counts[word] = counts.get(word, 0) + 1
    return {word: count / wholes for word, count in counts.items()}


def _words(gist: str) -> Iterable[str]:
    """Return the words of a summary that may name a subject, each in its shorter form."""
    bare = "".join(char if char.isalpha() or char == "-" else " " for char in gist.lower())
    return {min(forms(word), key=len) for word in bare.split() if len(word) >= _LETTERS}
