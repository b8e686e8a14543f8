"""What reports tell of a graph: groups of things, each with references both ways and parts; and addresses outside.

Certain are the publishers' own identifiers: of parts whose instrument says where each is found (``part_page``: the
goals and targets), what a provision says is the same (``same_as``), and the permanent address of a document by its
symbol. A page of the catalogue counts as certain if somebody saw it; an address that was only built from a pattern does
not.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from compactx.model.record import Record
from compactx.model.text import is_web

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.export.selection import ExportEdge, ExportGraph, ExportNode

_GROUPS = (("instrument", "Instruments"), ("actor", "Actors"), ("class", "Named groups"))
_SYMBOL = re.compile(
    r"(?:A|E|S|ST|T|DP|CCPR|CEDAW|CERD|CRC|CAT|CMW|CRPD|HRI|FCCC|ISDR)(?:/[A-Z0-9][A-Za-z0-9.()-]*){1,6}"
)
_DOCUMENTS = "https://docs.un.org/en/"
_LIKELY = "pattern"


class ReportThing(Record):
    """A thing with what a report says of it."""

    node: ExportNode
    outgoing: tuple[ExportEdge, ...]
    incoming: tuple[ExportEdge, ...]
    parts: tuple[ExportNode, ...]


class ReportGroup(Record):
    """Things under one heading."""

    heading: str
    anchor: str
    things: tuple[ReportThing, ...]


def groups(graph: ExportGraph) -> Iterator[ReportGroup]:
    """Yield the families of named things, then the provisions of each instrument."""
    outgoing: dict[str, list[ExportEdge]] = {}
    incoming: dict[str, list[ExportEdge]] = {}
    for edge in graph.edges:
        if edge.family != "structure":
            outgoing.setdefault(edge.source, []).append(edge)
            incoming.setdefault(edge.target, []).append(edge)
    parts: dict[str, list[ExportNode]] = {}
    inside: dict[str, list[ExportNode]] = {}
    for node in graph.nodes:
        parts.setdefault(node.parent, []).append(node)
        inside.setdefault(node.instrument if node.locator else "", []).append(node)

    def told(node: ExportNode) -> ReportThing:
        ways = tuple(outgoing.get(node.id, ())), tuple(incoming.get(node.id, ()))
        return ReportThing(node, *ways, tuple(parts.get(node.id, ())))

    for family, heading in _GROUPS:
        things = tuple(told(node) for node in inside.get("", ()) if node.family == family)
        if things:
            yield ReportGroup(heading, f"group-{family}", things)
    titles = {node.id: node.title or node.label for node in graph.nodes}
    for instrument, nodes in inside.items():
        if instrument:
            heading = f"Clauses: {titles.get(instrument, instrument)}"
            yield ReportGroup(heading, f"group-{instrument}", tuple(told(node) for node in nodes))


def fragment(identity: str) -> str:
    """Return an id as the part of a link after ``#``.

    >>> fragment("gcm/33.a"), fragment('a"b c')
    ('gcm/33.a', 'a%22b%20c')
    """
    return quote(identity, safe="/.-_~")


class Links(Record):
    """Addresses of one thing: the same concept elsewhere, the document itself, its page, and a likely page."""

    same_concept: tuple[str, ...] = ()
    document: str = ""
    page: str = ""
    likely: str = ""


def links_of(node: ExportNode) -> Links:
    """Return where else a thing is found."""
    url = node.fact("url")
    url = url if is_web(url) else ""
    likely = node.fact("url_status") == _LIKELY
    return Links(tuple(node.all_facts("same_as")), document(node.symbol), "" if likely else url, url if likely else "")


def document(symbol: str) -> str:
    """Return the permanent address of a United Nations document, '' if the text is no plain symbol.

    >>> document("A/RES/70/1"), document("A/RES/73/195, annex"), document("R202")
    ('https://docs.un.org/en/A/RES/70/1', '', '')
    """
    plain = _SYMBOL.fullmatch(symbol) and any(c.isdecimal() for c in symbol)
    return _DOCUMENTS + symbol if plain else ""
