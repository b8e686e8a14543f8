"""The corpus as plain rows, and written in the formats of other tools: the same nodes and edges for everyone."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import compactx

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Plain:
    """A graph: nodes as (id, kind, title), edges as (from, relation, to, words)."""

    nodes: list[tuple[str, str, str]]
    edges: list[tuple[str, str, str, str]]


def plain(cache: Path) -> Plain:
    """Return the shipped corpus; its index is kept in this cache folder."""
    held = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(cache)
    try:
        index = compactx.open().index
    finally:
        os.environ.pop("XDG_CACHE_HOME")
        if held is not None:
            os.environ["XDG_CACHE_HOME"] = held
    ids = {node.n: node.id for node in index.nodes()}
    nodes = [(node.id, node.kind, node.title or node.gist) for node in index.nodes()]
    return Plain(nodes, [(ids[edge.src], edge.relation, ids[edge.dst], edge.surface) for edge in index.edges()])


def write_sqlite(graph: Plain, file: Path) -> None:
    """Write two tables with the indexes that a careful user would add."""
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    connection.executescript(
        "CREATE TABLE nodes (id TEXT PRIMARY KEY, kind TEXT, title TEXT);"
        "CREATE TABLE edges (src TEXT, relation TEXT, dst TEXT, surface TEXT);"
        "CREATE INDEX edges_src ON edges (src); CREATE INDEX edges_dst ON edges (dst);"
    )
    connection.executemany("INSERT INTO nodes VALUES (?, ?, ?)", graph.nodes)
    connection.executemany("INSERT INTO edges VALUES (?, ?, ?, ?)", graph.edges)
    connection.commit()
    connection.close()


def write_aspec(graph: Plain, file: Path) -> None:
    """Write the OpenFastTrace report: an item a node, covering what it refers to and covered by what refers to it."""
    kinds = {identity: kind for identity, kind, _ in graph.nodes}
    covers: dict[str, list[str]] = {identity: [] for identity in kinds}
    covered: dict[str, list[str]] = {identity: [] for identity in kinds}
    for source, _, target, _ in graph.edges:
        covers[source].append(target)
        covered[target].append(source)
    out = ['<?xml version="1.0" encoding="UTF-8"?>', "<specdocument>"]
    for kind in dict.fromkeys(kinds.values()):
        out.append(f'<specobjects doctype="{kind}">')
        for identity, own, title in graph.nodes:
            if own == kind:
                out += _aspec_item(identity, title, covers[identity], covered[identity], kinds)
        out.append("</specobjects>")
    file.write_text("\n".join([*out, "</specdocument>"]) + "\n", encoding="utf-8")


def _aspec_item(identity: str, title: str, covers: list[str], covered: list[str], kinds: dict[str, str]) -> list[str]:
    covering = "".join(
        f"<coveringSpecObject><id>{other}</id><version>1</version><doctype>{kinds[other]}</doctype>"
        "<coveringStatus>COVERING</coveringStatus></coveringSpecObject>"
        for other in covered
    )
    targets = "".join(
        f"<coveredType><id>{other}</id><version>1</version><doctype>{kinds[other]}</doctype></coveredType>"
        for other in covers
    )
    head = f"<specobject><id>{identity}</id><version>1</version><shortdesc>{escape(title)}</shortdesc>"
    body = (
        "<status>approved</status><coverage><shallowCoverageStatus>COVERED</shallowCoverageStatus>"
        f"<deepCoverageStatus>COVERED</deepCoverageStatus><coveringSpecObjects>{covering}</coveringSpecObjects>"
        f"</coverage><covering>{targets}</covering></specobject>"
    )
    return [head, body]


def write_doorstop(graph: Plain, folder: Path) -> None:
    """Write two documents, the things known by name and the provisions: a YAML file a node, a link a pair.

    Doorstop knows one link between two items and none from an item to itself, so it has somewhat fewer.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / ".git").mkdir(parents=True)  # what it recognises a project by
    known = [node for node in graph.nodes if "/" not in node[0]]
    provisions = [node for node in graph.nodes if "/" in node[0]]
    names: dict[str, str] = {}
    for prefix, nodes in (("ENT", known), ("PRO", provisions)):
        names |= {identity: f"{prefix}{number:04d}" for number, (identity, _, _) in enumerate(nodes, 1)}
    links: dict[str, dict[str, None]] = {identity: {} for identity in names}
    for source, _, target, _ in graph.edges:
        if source != target:
            links[source][target] = None
    for prefix, nodes in (("ENT", known), ("PRO", provisions)):
        document = folder / prefix.lower()
        document.mkdir()
        parent = "  parent: ENT\n" if prefix == "PRO" else ""
        (document / ".doorstop.yml").write_text(f"settings:\n  digits: 4\n{parent}  prefix: {prefix}\n  sep: ''\n")
        for number, (identity, _, title) in enumerate(nodes, 1):
            text = _doorstop_item(number, title, [names[target] for target in links[identity]])
            (document / f"{names[identity]}.yml").write_text(text, encoding="utf-8")


def _doorstop_item(number: int, title: str, links: list[str]) -> str:
    listed = "".join(f"- {link}: null\n" for link in links)
    words = title.replace("\n", " ")
    return (
        f"active: true\nderived: false\nheader: ''\nlevel: 1.{number}\nlinks:{' []' if not links else ''}\n{listed}"
        f"normative: true\nref: ''\nreviewed: null\ntext: |\n  {words}\n"
    )
