"""The wording of what a page names: as attached, or else as the library has it."""

from __future__ import annotations

import os

from compactx.corpus.source import texts_folder
from compactx.model.record import Record
from compactx.model.text import SAYING, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, TypeVar

    from compactx.export.graph import ExportNode
    from compactx.export.selection import ExportGraph
    from compactx.index.read import Index, Node

    _Found = TypeVar("_Found")


def wordings(index: Index, nodes: Iterable[Node]) -> dict[str, str]:
    """Return the words of provisions by id, those that are at hand; what has a title needs none."""
    bare = {node.n: node for node in nodes if node.instrument and not node.title}
    found: dict[str, str] = {}
    for number in dict.fromkeys(node.instrument for node in bare.values()):
        whole = index.node(number or 0)
        words, _ = of_whole(index, whole)
        inside = [node for node in bare.values() if node.instrument == number]
        found |= {node.id: said for node in inside if (said := words.get(node.locator, ""))}
    return found


def of_whole(index: Index, whole: Node) -> tuple[Mapping[str, str], bool]:
    """Return the words of an instrument by locator, and whether they were attached."""
    if os.path.isdir(texts_folder()):
        from compactx.intake.texts.store import stored  # noqa: PLC0415 - many have attached nothing

        if text := stored(whole.id):
            return text.words, True
    from compactx.index.wording import of_instrument  # noqa: PLC0415 - only where wording is shown

    return of_instrument(index, whole), False


def worded(index: Index, found: _Found) -> _Found:
    """Return an answer in which a clause without a title is called by its own words, where they are at hand.

    A page that shows what things are called then shows the wording, between quotation marks, and not our summary.
    """
    words = wordings(index, _nodes(found))
    return _renamed(found, words) if words else found


def _nodes(value: Any) -> Iterator[Node]:
    """Yield the rows of the index that an answer holds, however deep."""
    from compactx.index.read import Node  # noqa: PLC0415 - loaded with the index

    if isinstance(value, Node):
        yield value
    elif isinstance(value, Record):
        for field in type(value)._fields:
            yield from _nodes(getattr(value, field))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _nodes(one)


def _renamed(value: Any, words: Mapping[str, str]) -> Any:
    from compactx.index.read import Node  # noqa: PLC0415 - loaded with the index

    if isinstance(value, Node):
        said = "" if value.title else words.get(value.id, "")
        return value.replace(title=quoted_beginning(said)) if said else value
    if isinstance(value, Record):
        fields = type(value)._fields
        return type(value)(*(_renamed(getattr(value, field), words) for field in fields))
    if isinstance(value, (tuple, list)):
        return type(value)(_renamed(one, words) for one in value)
    return value


def quoted_beginning(words: str) -> str:
    """Return a wording as a name: the beginning of it, on one line, between quotation marks."""
    return f"“{short(' '.join(words.split()), SAYING)}”"


def worded_graph(index: Index, graph: ExportGraph) -> ExportGraph:
    """Return a graph whose clauses have their wording, where it is at hand; a large one is read as it is written."""
    from compactx.export.selection import Stream  # noqa: PLC0415 - only for what is handed over

    known: dict[str, Mapping[str, str]] = {}

    def words(node: ExportNode) -> ExportNode:
        if not node.instrument or not node.locator:
            return node
        if node.instrument not in known:
            whole = index.by_id(node.instrument)
            known[node.instrument] = of_whole(index, whole)[0] if whole else {}
        said = known[node.instrument].get(node.locator, "")
        return node._replace(wording=said) if said else node

    kept = graph.nodes
    nodes = tuple(map(words, kept)) if isinstance(kept, tuple) else Stream(len(kept), lambda: map(words, kept))
    return graph.replace(nodes=nodes)
