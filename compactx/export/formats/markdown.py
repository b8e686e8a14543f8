"""One Markdown page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import html, markdown
from compactx.export.report import ReportThing, fragment, groups, links_of

if TYPE_CHECKING:
    from typing import IO

    from compactx.export.selection import ExportEdge, ExportGraph

SUFFIX = ".md"
SUMMARY = "one Markdown page with links both ways"
MOST = 20_000  # things: more are no page


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write a heading for each thing, what it refers to and what refers to it."""
    labels = {node.id: node.label for node in graph.nodes}
    stream.write(f"# {markdown(graph.title)}\n\n")
    stream.writelines(f"- {markdown(key)}: {markdown(value)}\n" for key, value in graph.meta if value)
    for group in groups(graph):
        stream.write(f"\n## {markdown(group.heading)}\n")
        for told in group.things:
            stream.writelines(line + "\n" for line in _thing(told, labels))


def _thing(told: ReportThing, labels: dict[str, str]) -> list[str]:
    node = told.node
    more = node.title if node.title and node.title != node.label else ""
    lines = ["", f'### <a id="{html(node.id)}"></a>{markdown(": ".join(filter(None, (node.label, more))))}', ""]
    facts = [node.kind, node.symbol, node.date, node.legal if node.legal != "n/a" else ""]
    lines.append("`" + node.id.replace("`", "'") + "` · " + " · ".join(markdown(fact) for fact in facts if fact))
    links = links_of(node)
    for address in dict.fromkeys(filter(None, (links.document, links.page, links.likely, *links.same_concept))):
        lines[-1] += f" · <{address}>"
    if node.wording:
        lines += ["", *(f"> {markdown(line)}" for line in node.wording.splitlines())]
    elif node.gist:
        lines += ["", ("_Our summary:_ " if node.is_summarised else "") + markdown(node.gist)]
    for heading, edges, forward in (("Refers to", told.outgoing, True), ("Referred to by", told.incoming, False)):
        if edges:
            lines += ["", f"{heading}:", "", *(_reference(edge, labels, forward=forward) for edge in edges)]
    if told.parts:
        parts = ", ".join(_link(part.id, labels) for part in told.parts)
        lines += ["", f"Parts: {parts}"]
    return lines


def _reference(edge: ExportEdge, labels: dict[str, str], *, forward: bool) -> str:
    reading, far = (edge.forward, edge.target) if forward else (edge.backward, edge.source)
    clause = f" at {markdown(edge.locator)}" if edge.locator else ""
    words = f": “{markdown(edge.surface)}”" if edge.surface else ""
    basis = "" if edge.basis == "text" else f" _({markdown(edge.basis)})_"
    return f"- {markdown(reading)} {_link(far, labels)}{clause}{words}{basis}"


def _link(identity: str, labels: dict[str, str]) -> str:
    if identity not in labels:
        return markdown(identity)
    return f"[{markdown(labels[identity])}](#{fragment(identity)})"
