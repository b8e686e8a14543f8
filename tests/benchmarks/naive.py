"""The same lookups built the obvious way: Typer, Rich, networkx, and ``yaml.safe_load`` of the corpus at every call.

Fewer names are understood and less is shown than by compactx; what is measured is what such a build must do before
it can answer at all.
"""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any

import networkx as nx
import typer
import yaml
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

app = typer.Typer()
_HIDDEN = {"structure", "class", "catalogue", "editorial"}


def load() -> nx.MultiDiGraph[str]:
    """Read every file of the corpus into a graph."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    relations: dict[str, dict[str, Any]] = {}
    for path in sorted(Path(os.environ["NAIVE_CORPUS"]).rglob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        relations |= {relation["id"]: relation for relation in data.get("relations", [])}
        head = [data["instrument"]] if "instrument" in data else []
        for entry in (*head, *data.get("entries", [])):
            _add_entry(graph, entry)
        of = data.get("of") or (head[0]["id"] if head else "")
        for provision in data.get("provisions", []):
            _add_provision(graph, of, provision)
    graph.remove_nodes_from([node for node in graph if "kind" not in graph.nodes[node]])
    for _, _, edge in graph.edges(data=True):
        edge.update(relations.get(edge["relation"], {"family": "", "cost": 10, "forward": edge["relation"]}))
    return graph


def _add_entry(graph: nx.MultiDiGraph[str], entry: dict[str, Any]) -> None:
    names = {name["name"].casefold() for name in entry.get("names", [])} | {str(entry["title"]).casefold()}
    graph.add_node(entry["id"], kind=entry["kind"], title=entry["title"], names=names, gist=entry.get("notes", ""))
    for link in entry.get("links", []):
        clause = link.get("clause", "")
        graph.add_edge(
            entry["id"], link["to"], relation=link["relation"], clause=clause,
            surface=link.get("surface", ""), basis=link.get("basis", "text" if clause else "catalogue"),
        )  # fmt: skip


def _add_provision(graph: nx.MultiDiGraph[str], of: str, provision: dict[str, Any]) -> None:
    locator = str(provision["locator"])
    own = f"{of}/{locator}"
    above = provision.get("parent") or locator.rpartition(".")[0]
    title = provision.get("title", "")
    graph.add_node(own, kind=provision["kind"], title=title, names={title.casefold()}, gist=provision.get("gist", ""))
    graph.add_edge(own, f"{of}/{above}" if above else of, relation="part-of", clause="", surface="", basis="structure")
    for reference in provision.get("references", []):
        graph.add_edge(
            own, reference["to"], relation=reference.get("relation", "cites"), clause=own,
            surface=reference.get("surface", ""), basis=reference.get("basis", "text"),
        )  # fmt: skip


def select(graph: nx.MultiDiGraph[str], text: str) -> str:
    """Return the id of a node by id, by kind and number, or by name."""
    asked = " ".join(text.casefold().split())
    for candidate in (asked, "gcm/" + asked.replace(" ", "-")):
        if candidate in graph:
            return candidate
    for node, facts in graph.nodes(data=True):
        if asked in facts["names"]:
            return node
    raise typer.BadParameter(f'nothing is named "{text}"')


def citations(graph: nx.MultiDiGraph[str], node: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return who refers to a node, a clause once."""
    best: dict[str, tuple[str, str, dict[str, Any]]] = {}
    for source, target, edge in graph.in_edges(node, data=True):
        if edge["basis"] not in _HIDDEN and edge["family"] in {"citation", "follow-up"}:
            best.setdefault(edge["clause"] or source, (source, target, edge))
    return list(best.values())


def _table(found: list[tuple[str, str, dict[str, Any]]]) -> Table:
    table = Table("from", "relation", "to", "words", title=f"{len(found)} rows")
    for source, target, edge in found:
        table.add_row(edge["clause"] or source, edge["forward"], target, edge["surface"])
    return table


@app.command()
def show(reference: list[str]) -> None:
    """Show a thing with its parts and what they cite."""
    graph = load()
    node = select(graph, " ".join(reference))
    facts = graph.nodes[node]
    console = Console()
    console.print(Panel(facts["gist"] or facts["title"], title=f"{node} {facts['title']}"))
    parts = [source for source, _, edge in graph.in_edges(node, data=True) if edge["relation"] == "part-of"]
    for part in parts:
        console.print(part, graph.nodes[part]["gist"], markup=False)
        cited = [row for row in graph.out_edges(part, data=True) if row[2]["family"] == "citation"]
        if cited:
            console.print(_table(cited))
    console.print(_table(citations(graph, node)))


@app.command()
def refs(reference: list[str]) -> None:
    """List what refers to a thing."""
    graph = load()
    Console().print(_table(citations(graph, select(graph, " ".join(reference)))))


@app.command()
def path(start: str, end: str) -> None:
    """Print the cheapest path between two things."""
    graph = load()
    undirected: nx.Graph[str] = nx.Graph()
    for source, target, edge in graph.edges(data=True):
        if edge["basis"] != "editorial":
            held = undirected.get_edge_data(source, target, {"weight": 1 << 30})
            if edge["cost"] < held["weight"]:
                undirected.add_edge(source, target, weight=edge["cost"], row=(source, target, edge))
    nodes = nx.shortest_path(undirected, select(graph, start), select(graph, end), weight="weight")
    hops = itertools.pairwise(nodes)
    Console().print(_table([undirected.edges[hop]["row"] for hop in hops]))


if __name__ == "__main__":
    app()
