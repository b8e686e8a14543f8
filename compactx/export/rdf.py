"""The graph as RDF statements, from which Turtle and JSON-LD are written.

Names are SKOS, instruments and clauses are schema.org Legislation, and each reference is stated twice: as one triple
for queries, and as a reified statement with its evidence (PROV): the clause it derives from and the words that cite.
Links that are ours are never stated as citations, only as ``skos:relatedMatch``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from compactx.export.links import links_of
from compactx.model.kinds import kind_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.export.selection import ExportEdge, ExportGraph, ExportNode

BASE = "urn:compactx:"
PREFIXES = {
    "cx": f"{BASE}vocabulary#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TYPE = "rdf:type"
_DATES = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}


class Value(NamedTuple):
    """An object: ``kind`` is iri, name (prefixed), text (of a language, or plain), or the datatype of a literal."""

    kind: str
    text: str
    language: str = ""


class Statement(NamedTuple):
    """Subject (an IRI), predicate (a prefixed name) and object."""

    subject: str
    predicate: str
    value: Value


def statements(graph: ExportGraph) -> Iterator[Statement]:
    """Yield every statement, all of one subject together."""
    yield from _corpus(graph)
    known: dict[str, ExportEdge] = {}
    members: dict[str, list[ExportEdge]] = {}
    for edge in graph.edges:
        known[edge.relation] = edge
        if edge.relation == "member-of":
            members.setdefault(edge.target, []).append(edge)
    yield from _vocabulary(known)
    for node, outgoing in graph.outgoing():
        yield from _node(node, outgoing, members.get(node.id, []))
    for edge in graph.edges:
        if edge.family != "structure":
            yield from _reference(edge)


def iri(identity: str) -> str:
    """Return the IRI of a node.

    >>> iri("gcm/33.a"), iri("a b")
    ('urn:compactx:gcm/33.a', 'urn:compactx:a%20b')
    """
    return BASE + quote(identity, safe="/.-_~")


def _relation(identity: str) -> str:
    """Return a relation as the local part of a name: escapes, and no dot, with which a name cannot end."""
    return quote(identity, safe="-").replace(".", "%2E")


def _corpus(graph: ExportGraph) -> Iterator[Statement]:
    subject = f"{BASE}corpus"
    yield Statement(subject, TYPE, _name("prov:Entity"))
    yield Statement(subject, TYPE, _name("schema:Dataset"))
    pairs = (("schema:name", "corpus"), ("schema:version", "version"), ("schema:license", "licence"),
             ("schema:description", "scope"), ("cx:sha256", "sha256"))  # fmt: skip
    yield from (Statement(subject, key, _text(graph.about(about))) for key, about in pairs if graph.about(about))


def _vocabulary(known: dict[str, ExportEdge]) -> Iterator[Statement]:
    for relation in sorted(known):
        subject = f"{PREFIXES['cx']}{_relation(relation)}"
        yield Statement(subject, TYPE, _name("rdf:Property"))
        yield Statement(subject, "rdfs:label", _text(known[relation].forward, "en"))
        yield Statement(subject, "cx:inverseLabel", _text(known[relation].backward, "en"))
        if known[relation].family == "citation":
            yield Statement(subject, "rdfs:subPropertyOf", _name("schema:citation"))


def _node(node: ExportNode, outgoing: list[ExportEdge], members: list[ExportEdge]) -> Iterator[Statement]:
    subject = iri(node.id)
    yield Statement(subject, TYPE, _name(kind_named(node.kind).rdf))
    yield Statement(subject, "cx:kind", _text(node.kind))
    yield from (Statement(subject, key, value) for key, value in _names(node))
    yield from (Statement(subject, key, value) for key, value in _facts(node))
    for edge in members:
        yield Statement(subject, "skos:member", Value("iri", iri(edge.source)))
    for key, value in dict.fromkeys(pair for edge in outgoing for pair in _triples(edge)):
        yield Statement(subject, key, value)


def _names(node: ExportNode) -> Iterator[tuple[str, Value]]:
    preferred = node.title or node.label
    yield "skos:prefLabel", _text(preferred, "en")
    for name in dict.fromkeys(name for name, _ in node.names):
        if name != preferred:
            yield "skos:altLabel", _text(name, "en")
    if node.symbol:
        yield "skos:notation", _text(node.symbol)
    if node.gist:
        yield "schema:abstract", _text(node.gist, "en")


def _facts(node: ExportNode) -> Iterator[tuple[str, Value]]:
    legislation = kind_named(node.kind).rdf == "schema:Legislation"
    if node.symbol and legislation:
        yield "schema:legislationIdentifier", _text(node.symbol)
    if node.locator:
        yield "cx:locator", _text(node.printed)
    if legislation and not node.locator:
        yield "schema:legislationType", _text(node.kind)
    if date := _date(node.date):
        yield ("schema:legislationDate" if legislation else "dcterms:date"), date
    if node.legal:
        yield "cx:legalNature", _text(node.legal)
    if node.confidence:
        yield "cx:confidence", _text(node.confidence)
    links = links_of(node)
    pairs = (("skos:exactMatch", links.same_concept), ("schema:sameAs", links.document), ("schema:url", links.page),
             ("rdfs:seeAlso", links.likely))  # fmt: skip
    yield from ((key, Value("iri", address)) for key, address in pairs if address)
    yield from (("dcterms:source", _text(source)) for source in node.all_facts("sources"))


def _date(text: str) -> Value | None:
    """Return a date of the precision that is known, None if it is none."""
    kind = _DATES.get(len(text))
    return Value(kind, text) if kind and text.replace("-", "").isdecimal() and text.isascii() else None


def _triples(edge: ExportEdge) -> Iterator[tuple[str, Value]]:
    target = Value("iri", iri(edge.target))
    if edge.basis == "editorial":
        yield "skos:relatedMatch", target
        return
    yield f"cx:{_relation(edge.relation)}", target
    if edge.family == "citation":
        yield "schema:citation", target
    elif edge.family == "structure":
        yield "schema:isPartOf", target
    elif edge.relation == "adopted-by":
        yield "schema:legislationPassedBy", target


def _reference(edge: ExportEdge) -> Iterator[Statement]:
    subject = f"{BASE}reference/{quote(edge.id, safe='')}"
    yield Statement(subject, TYPE, _name("rdf:Statement"))
    yield Statement(subject, TYPE, _name("prov:Entity"))
    yield Statement(subject, "rdf:subject", Value("iri", iri(edge.source)))
    yield Statement(subject, "rdf:predicate", _name(f"cx:{_relation(edge.relation)}"))
    yield Statement(subject, "rdf:object", Value("iri", iri(edge.target)))
    yield Statement(subject, "cx:basis", _text(edge.basis))
    if edge.clause:
        yield Statement(subject, "prov:wasDerivedFrom", Value("iri", iri(edge.clause)))
    pairs = (("prov:value", edge.surface), ("cx:pinpoint", edge.pinpoint), ("cx:confidence", edge.confidence),
             ("cx:strength", edge.strength), ("rdfs:comment", edge.rationale))  # fmt: skip
    yield from (Statement(subject, key, _text(text)) for key, text in pairs if text)
    yield Statement(subject, "dcterms:source", _text(f"{edge.file}:{edge.line}"))
    yield Statement(subject, "prov:hadPrimarySource", Value("iri", f"{BASE}corpus"))


def _name(text: str) -> Value:
    return Value("name", text)


def _text(text: str, language: str = "") -> Value:
    return Value("text", text, language)
