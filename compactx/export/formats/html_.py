"""One HTML file: a picture, contents, and every thing with links both ways. It needs no network and runs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.export.picture.draw import draw
from compactx.export.report import ReportGroup, ReportThing, fragment, groups, links_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

    from compactx.export.selection import ExportEdge, ExportGraph

SUFFIX = ".html"
SUMMARY = "one HTML page with a picture and links both ways, for reading offline"
MOST = 20_000  # things: more are no page
# Nothing may load and nothing may run, whatever the text says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; color: #1a1a1a; margin: 0 auto;
  max-width: 70rem; padding: 1.5rem; }
h1 { line-height: 1.2; } h2 { margin-top: 3rem; border-bottom: 2px solid #3c3f9c; }
h3 { margin: 2.2rem 0 .2rem; scroll-margin-top: 1rem; }
section:target > h3 { background: #fdf3cf; }
a { color: #0b4f9c; } a:visited { color: #5b3a8c; }
.facts, .meta { color: #555; font-size: .9rem; margin: .1rem 0; }
.picture { overflow-x: auto; border: 1px solid #ddd; margin: 1rem 0; } .picture svg { display: block; }
.fit svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; margin: .3rem 0; font-size: .93rem; }
caption { text-align: left; font-weight: bold; padding-top: .5rem; }
td { border-top: 1px solid #e2e2e2; padding: .2rem .7rem .2rem 0; vertical-align: top; }
td:first-child { white-space: nowrap; color: #444; } q { color: #333; }
.ours { color: #8e3a9c; } code { color: #555; }
nav ul { columns: 2; padding-left: 1.1rem; } nav li { break-inside: avoid; }
@media print { a { color: inherit; } .picture { overflow: visible; } .picture svg { max-width: 100%; height: auto; } }
"""


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write the page."""
    labels = {node.id: node.label for node in graph.nodes}
    told = list(groups(graph))
    stream.write(
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html(graph.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    stream.write(f"<h1>{html(graph.title)}</h1>\n")
    about = " · ".join(f"{html(key)}: {html(value)}" for key, value in graph.meta if value)
    stream.write(f'<p class="meta">{html(graph.count().words)} · {about}</p>\n')
    if graph.nodes:
        fit = " fit" if graph.focus else ""  # an overview of everything is read by scrolling
        stream.write(f'<div class="picture{fit}">\n{draw(graph, anchors=True)}</div>\n')
    stream.write(_contents(told))
    for group in told:
        stream.write(f'<h2 id="{html(group.anchor)}">{html(group.heading)}</h2>\n')
        for thing in group.things:
            stream.writelines(_thing(thing, labels))
    stream.write("</body>\n</html>\n")


def _contents(told: Sequence[ReportGroup]) -> str:
    out = ["<nav>\n"]
    for group in told:
        out.append(f'<h4><a href="#{fragment(group.anchor)}">{html(group.heading)}</a></h4>\n')
        if not group.things[0].node.locator:
            items = (f"<li>{_link(thing.node.id, thing.node.label)}</li>\n" for thing in group.things)
            out += ["<ul>\n", *items, "</ul>\n"]
    return "".join([*out, "</nav>\n"])


def _thing(told: ReportThing, labels: dict[str, str]) -> Iterator[str]:
    node = told.node
    more = f": {html(node.title)}" if node.title and node.title != node.label else ""
    yield f'<section id="{html(node.id)}">\n<h3>{html(node.label)}{more}</h3>\n'
    yield f'<p class="facts">{_facts(told, labels)}</p>\n'
    if node.wording:
        yield f"<blockquote>{html(node.wording)}</blockquote>\n"
    elif node.gist:
        mark = '<em class="facts">Our summary:</em> ' if node.is_summarised else ""
        yield f"<p>{mark}{html(node.gist)}</p>\n"
    yield from _table("Refers to", told.outgoing, labels, forward=True)
    yield from _table("Referred to by", told.incoming, labels, forward=False)
    if told.parts:
        yield f"<p>Parts: {', '.join(_link(part.id, part.label) for part in told.parts)}</p>\n"
    yield "</section>\n"


def _facts(told: ReportThing, labels: dict[str, str]) -> str:
    node = told.node
    shown = [node.kind, node.symbol, node.date, node.legal if node.legal != "n/a" else "", node.fact("custodian")]
    links = links_of(node)
    addresses = dict.fromkeys(filter(None, (links.document, links.page, links.likely, *links.same_concept)))
    outside = [f'<a href="{html(address)}" rel="noopener noreferrer">{html(address)}</a>' for address in addresses]
    names = [html(name) for name, _ in node.names if name not in (node.title, node.label)]
    also = [f"also: {', '.join(names)}"] if names else []
    above = [f"in {_link(node.parent, labels.get(node.parent, ''))}"] if node.parent else []
    return " · ".join([f"<code>{html(node.id)}</code>", *map(html, filter(None, shown)), *above, *outside, *also])


def _table(caption: str, edges: Sequence[ExportEdge], labels: dict[str, str], *, forward: bool) -> Iterator[str]:
    if not edges:
        return
    yield f"<table><caption>{caption}</caption>\n"
    for edge in edges:
        reading, far = (edge.forward, edge.target) if forward else (edge.backward, edge.source)
        ours = ' class="ours"' if edge.basis == "editorial" else ""
        words = f"<q>{html(edge.surface)}</q>" if edge.surface else ""
        basis = f" ({html(edge.basis)})" if edge.basis != "text" else ""
        yield (
            f"<tr{ours}><td>{html(reading)}</td><td>{_link(far, labels.get(far, ''))}</td>"
            f"<td>{html(edge.locator)}</td><td>{words}{basis}</td></tr>\n"
        )
    yield "</table>\n"


def _link(identity: str, label: str) -> str:
    """Return a link to a thing on this page, plain text if it is not on it."""
    return f'<a href="#{fragment(identity)}">{html(label or identity)}</a>' if label else html(identity)
