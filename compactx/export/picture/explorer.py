"""A graph to walk through: one HTML file that needs no network.

What refers to a thing opens to its left, what it refers to to its right, step by step; d3 (bundled, with its licence)
lays the two trees out. The data stand in the page as JSON that is never markup, and a policy by digests lets nothing
run but the two scripts of this page, whatever a title says. Without scripts the page shows the picture.
"""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from compactx.export.escape import html, visible
from compactx.export.picture.compose import title_of
from compactx.export.picture.draw import draw
from compactx.export.picture.looks import NIGHT, LineLook, Look, line_of, look_of
from compactx.model.kinds import kind_named
from compactx.model.text import SUMMARY

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from compactx.export.selection import ExportEdge, ExportGraph, ExportNode

_DASHES = {"solid": "", "dashed": "7 4", "dotted": "1.5 4"}
_HERE = os.path.dirname(__file__)
_D3 = os.path.join(os.path.dirname(_HERE), "bundled", "d3")
# Of d3, what the page uses, each after what it needs.
_PARTS = (
    "array", "color", "dispatch", "ease", "hierarchy", "path", "selection", "timer", "interpolate", "shape", "drag",
    "transition", "zoom",
)  # fmt: skip
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_KEYS = (
    "<kbd>←</kbd> <kbd>→</kbd> open and go on", "<kbd>↑</kbd> <kbd>↓</kbd> along a column",
    "<kbd>c</kbd> put in the middle", "<kbd>b</kbd> back", "<kbd>/</kbd> find", "<kbd>0</kbd> all of it",
)  # fmt: skip
_TOOLS = (
    ("Back", 'id="back" disabled'), ("Close all", 'id="close"'), ("Fit", 'id="fit"'),
    ("+", 'id="in" aria-label="larger"'), ("&minus;", 'id="out" aria-label="smaller"'),
)  # fmt: skip
_FIELD = (
    '<input id="field" type="search" placeholder="find a thing" aria-label="find a thing" role="combobox"'
    ' aria-controls="found" aria-expanded="false" aria-autocomplete="list" autocomplete="off">'
)
_SIGNS = ("+ opens", "a second sheet: several things", "dotted: shown a second time")


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write the page."""
    library = "\n".join(_read(_D3, f"d3-{part}.min.js") for part in _PARTS)
    style = _read(_HERE, "explorer.css")
    script = f"/*!\n{_read(_D3, 'LICENSES')}*/\n{library}\n{_read(_HERE, 'explorer.js')}"
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    title = html(title_of(graph))
    stream.write(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n{_frame(graph)}"
        f'<script type="application/json" id="data">{_data(graph)}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _frame(graph: ExportGraph) -> str:
    """Return what stands on the page before its script runs."""
    scope = graph.about("scope").rpartition(" depth ")[2]
    steps = f"what lies within {scope} step{'' if scope == '1' else 's'}" if scope.isdigit() else ""
    steps = "how they are connected, from either end" if graph.chains else steps
    corpus = f"{graph.about('corpus')} {graph.about('version')}".strip()
    about = " · ".join(
        filter(None, (steps, graph.count().words, corpus, "left: what refers to it; right: what it refers to"))
    )
    buttons = "".join(f'<button type="button" class="tool" {more}>{word}</button> ' for word, more in _TOOLS)
    keys = "".join(f"<span>{key}</span>" for key in _KEYS)
    return (
        f"<header><h1>{html(title_of(graph))}<small>{html(about)}</small></h1>\n"
        f'<div class="find">{_FIELD}<ul id="found" role="listbox" aria-label="found" hidden></ul></div>\n'
        f'<div class="tools" role="toolbar" aria-label="view">{buttons}</div></header>\n'
        f'<main id="main"><noscript>{draw(graph, bare=True)}</noscript>\n'
        '<div id="layer" role="tree" aria-label="what refers to it, and what it refers to">'
        '<svg id="links" aria-hidden="true"></svg></div></main>\n'
        '<aside id="panel" aria-label="what is known of the chosen thing"></aside>\n'
        f'<footer><span id="legend"></span>{keys}<span id="status" role="status"></span></footer>\n'
    )


def _read(folder: str, name: str) -> str:
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _data(graph: ExportGraph) -> str:
    """Return the graph as JSON inside HTML: no character of it can end the element it stands in."""
    nodes = {node.id: n for n, node in enumerate(graph.nodes)}
    kinds, lines, relations, groups = _Table(_look), _Table(_line), _Table(list), _Table(str)
    labels = {node.id: node.label for node in graph.nodes}
    made = [
        {
            **_node(node),
            "look": kinds.at(look_of(node.kind)),
            "g": groups.at(_group(node, labels)),
            "f": groups.at(_family(node)),
        }
        for node in graph.nodes
    ]
    edges = [
        {"s": nodes[edge.source], "t": nodes[edge.target], "r": relations.at((edge.forward, edge.backward)),
         "l": lines.at(line_of(edge.family, edge.basis, edge.relation)), "c": _clause(edge), "w": visible(edge.surface)}
        for edge in map(_turned, graph.edges)
        if edge.source in nodes and edge.target in nodes and edge.source != edge.target
    ]  # fmt: skip
    has_ours = any(node.is_summarised and not node.wording for node in graph.nodes)
    signs = [*_SIGNS, f"{SUMMARY}our summary"] if has_ours else [*_SIGNS]
    focus = [_middle(graph)] if graph.chains else graph.focus
    whole = {
        "focus": [nodes[one] for one in focus if one in nodes], "all": bool(graph.chains),
        "nodes": made, "edges": edges,
        "looks": kinds.rows, "lines": lines.rows, "relations": relations.rows, "groups": groups.rows, "signs": signs,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=True, separators=(",", ":")).translate(_ESCAPED)


def _middle(graph: ExportGraph) -> str:
    """Return the thing of a path from which most of it is seen: what leads to it, and where it leads."""
    ways: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
    for edge in map(_turned, graph.edges):
        for way, near, far in zip(ways, (edge.target, edge.source), (edge.source, edge.target), strict=True):
            way.setdefault(near, set()).add(far)

    def seen(start: str) -> int:
        found = {start}
        for way in ways:
            pending = [start]
            while pending:
                new = way.get(pending.pop(), set()) - found
                found |= new
                pending += new
        return len(found)

    return max((node for chain in graph.chains for node in chain), key=seen)


class _Table:
    """Values that stand once, and are named by their place."""

    def __init__(self, told: Callable[[Any], Any]) -> None:
        self._told = told
        self._places: dict[Any, int] = {}
        self.rows: list[Any] = []

    def at(self, value: Any) -> int:
        """Return the place of a value."""
        if value not in self._places:
            self._places[value] = len(self.rows)
            self.rows.append(self._told(value))
        return self._places[value]


def _node(node: ExportNode) -> dict[str, str]:
    label, about = node.called
    title = node.title if label == node.label else about
    told = {
        "label": label, "title": title if title != label else "", "symbol": node.symbol,
        "kind": node.kind, "date": node.date, "id": node.id,
        "gist": _says(node),
    }  # fmt: skip
    return {key: visible(value) for key, value in told.items()}


def _says(node: ExportNode) -> str:
    """Return the words of a clause between quotation marks, or else our summary with its sign."""
    if node.wording:
        return f"“{' '.join(node.wording.split())}”"
    return (SUMMARY if node.is_summarised else "") + node.gist if node.gist else ""


def _group(node: ExportNode, labels: dict[str, str]) -> str:
    """Return what several of such things are called: clauses of their instrument, or their kind."""
    if node.family != "provision":
        return _family(node)
    whole = labels.get(node.instrument) or node.label.removesuffix(node.printed).strip()
    return visible(f"clauses of {whole}")


def _family(node: ExportNode) -> str:
    return "clauses" if node.family == "provision" else kind_named(node.kind).plural


def _look(look: Look) -> dict[str, Any]:
    return {"shape": look.shape, "fill": _both(look.fill), "stroke": _both(look.stroke), "word": look.word}


def _line(line: LineLook) -> dict[str, Any]:
    return {"colour": _both(line.colour), "width": line.width, "dash": _DASHES[line.dash], "word": line.word}


def _both(colour: str) -> tuple[str, str]:
    """Return a colour by day and by night."""
    return colour, NIGHT[colour]


def _clause(edge: ExportEdge) -> str:
    return visible(edge.at) if edge.clause not in {edge.source, edge.target} else ""


def _turned(edge: ExportEdge) -> ExportEdge:
    """Return "is part of" as "contains", so that wholes stand left of their parts."""
    if not edge.is_structure:
        return edge
    return edge._replace(source=edge.target, target=edge.source, forward=edge.backward, backward=edge.forward)
