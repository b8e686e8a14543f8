"""A graph as RDF: the vocabulary, the things, the references with their evidence, and what the whole is.

Each reference is stated twice: as one triple for queries, and as a statement of its own with its evidence (PROV): the
clause it derives from and the words that cite. Links that are ours are never stated as citations, only as
``skos:relatedMatch``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.rdf.statement import THINGS, TYPE, Statement, integer, iri, literal, local_part, name, other, to
from compactx.export.rdf.things import CLASS_OF, Things
from compactx.export.rdf.vocabulary import concept, prefixes_of_terms, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.export.graph import ExportEdge, ExportGraph
    from compactx.export.rdf.statement import RdfValue


def statements(graph: ExportGraph) -> Iterator[Statement]:
    """Yield every statement once, all of one subject together; the last are about the dataset, and count the others."""
    count = 0
    things: dict[str, int] = {}
    for one in _inside(graph, things):
        count += 1
        yield one
    yield from _dataset(graph, count, things)


def dataset_of(graph: ExportGraph) -> str:
    """Return the IRI of the dataset."""
    return other("dataset", graph.about("corpus") or "corpus")


def _inside(graph: ExportGraph, counts: dict[str, int]) -> Iterator[Statement]:
    known: dict[str, ExportEdge] = {}
    members: dict[str, list[ExportEdge]] = {}
    for edge in graph.edges:
        known[edge.relation] = edge
        if edge.relation == "member-of" and edge.basis != "editorial":
            members.setdefault(edge.target, []).append(edge)
    yield from vocabulary(known)
    things = Things({node.id: node.kind for node in graph.nodes if not node.locator})
    for node, outgoing in graph.outgoing():
        counts[node.family] = counts.get(node.family, 0) + 1
        yield from things.statements(node, outgoing, members.get(node.id, []))
    yield from things.rest()
    for edge in graph.edges:
        if not edge.is_structure:
            yield from _reference(graph, edge)


def _reference(graph: ExportGraph, edge: ExportEdge) -> Iterator[Statement]:
    subject = other("reference", edge.id)
    yield Statement(subject, TYPE, name("cx:Reference"))
    yield Statement(subject, TYPE, name("rdf:Statement"))
    yield Statement(subject, TYPE, name("prov:Entity"))
    yield Statement(subject, "rdf:subject", to(iri(edge.source)))
    yield Statement(subject, "rdf:predicate", name(f"cx:{local_part(edge.relation)}"))
    yield Statement(subject, "rdf:object", to(iri(edge.target)))
    yield Statement(subject, "cx:basis", concept("basis", edge.basis))
    if edge.clause:
        yield Statement(subject, "prov:wasDerivedFrom", to(iri(edge.clause)))
    for scheme, value in (("confidence", edge.confidence), ("strength", edge.strength)):
        if value:
            yield Statement(subject, f"cx:{scheme}", concept(scheme, value))
    pairs = (("prov:value", edge.surface), ("cx:pinpoint", edge.pinpoint), ("cx:rationale", edge.rationale))
    yield from (Statement(subject, key, literal(text)) for key, text in pairs if text)
    yield Statement(subject, "dcterms:isPartOf", to(dataset_of(graph)))


def _dataset(graph: ExportGraph, before: int, counts: dict[str, int]) -> Iterator[Statement]:
    """Yield what the whole is (VoID, DCAT), with the number of statements, these among them."""
    subject = dataset_of(graph)
    own: list[tuple[str, RdfValue]] = [
        (TYPE, name("void:Dataset")),
        (TYPE, name("dcat:Dataset")),
        (TYPE, name("schema:Dataset")),
        (TYPE, name("prov:Entity")),
        ("dcterms:language", to("http://publications.europa.eu/resource/authority/language/ENG")),
        ("void:uriSpace", literal(THINGS)),
        ("void:entities", integer(len(graph.nodes))),
    ]
    pairs = (("dcterms:title", "corpus"), ("dcat:version", "version"), ("dcterms:rights", "licence"),
             ("cx:scope", "scope"), ("cx:sha256", "sha256"))  # fmt: skip
    own += [(key, literal(graph.about(about))) for key, about in pairs if graph.about(about)]
    own += [("schema:name", literal(graph.about("corpus")))] if graph.about("corpus") else []
    own += [("void:vocabulary", to(space)) for space in prefixes_of_terms()]
    own += [("void:classPartition", to(f"{subject}/{family}")) for family in sorted(counts)]
    partitions = [
        Statement(f"{subject}/{family}", key, value)
        for family in sorted(counts)
        for key, value in (("void:class", name(CLASS_OF[family])), ("void:entities", integer(counts[family])))
    ]
    total = before + len(own) + len(partitions) + 1
    yield from (Statement(subject, key, value) for key, value in own)
    yield Statement(subject, "void:triples", integer(total))
    yield from partitions
