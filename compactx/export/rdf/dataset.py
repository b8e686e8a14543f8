"""A graph as RDF: the vocabulary, the things, the references with their evidence, and what the whole is.

Things are works with their expressions, provisions, actors and groups.
"""

from __future__ import annotations

from compactx.export.rdf.vocabulary import (
    THINGS,
    TYPE,
    RdfValue,
    Statement,
    concept,
    day,
    integer,
    iri,
    literal,
    local_part,
    name,
    other,
    prefixes_of_terms,
    to,
    vocabulary,
)
from compactx.export.report import document, links_of
from compactx.index.facts import Facts
from compactx.model.kinds import UNCONFIRMED, kind_named
from compactx.model.record import Record
from compactx.model.text import is_web

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.export.graph import ExportEdge, ExportGraph, ExportNode
    from compactx.model.entry import Edition

CLASS_OF = {"instrument": "cx:Instrument", "actor": "cx:Actor", "class": "cx:Group", "provision": "cx:Provision"}
_LAW, _BODY = "schema:Legislation", "schema:Organization"
# What a relation is called elsewhere.
_SAME = {
    "structure": ("schema:isPartOf", "eli:is_part_of"),
    "adopted-by": ("schema:legislationPassedBy", "eli:passed_by"),
}
TOPICS = ("goal", "target", "objective")
ENGLISH = "http://publications.europa.eu/resource/authority/language/ENG"


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


class Things:
    """What is said of each thing; it knows the kinds of the instruments and actors of the graph."""

    def __init__(self, kinds: dict[str, str]) -> None:
        """Keep the kinds of what is no provision, by id."""
        self.kinds = kinds
        self.schemes: dict[str, str] = {}  # of objectives, goals and targets: their instrument
        self.manifestations: dict[str, list[str]] = {}  # by address: the expressions that it embodies

    def statements(
        self, node: ExportNode, outgoing: list[ExportEdge], members: list[ExportEdge]
    ) -> Iterator[Statement]:
        """Yield the statements about a thing and its editions; no statement twice."""
        subject = iri(node.id)
        for predicate, value in dict.fromkeys((*self._own(node), *self._links(node, outgoing, members))):
            yield Statement(subject, predicate, value)
        if node.family == "instrument":
            for one in _expressions(node):
                yield from one.statements(node)
                if one.address:
                    self.manifestations.setdefault(one.address, []).append(one.subject)

    def rest(self) -> Iterator[Statement]:
        """Yield, when all things are written, what several of them share: schemes and manifestations."""
        for scheme, instrument in self.schemes.items():
            yield Statement(scheme, TYPE, name("skos:ConceptScheme"))
            yield Statement(scheme, "dcterms:subject", to(instrument))
        for address, expressions in self.manifestations.items():
            yield Statement(address, TYPE, name("eli:Format"))
            yield Statement(address, TYPE, name("frbr:Manifestation"))
            for one in dict.fromkeys(expressions):
                yield Statement(address, "eli:embodies", to(one))
                yield Statement(address, "frbr:embodimentOf", to(one))

    def _own(self, node: ExportNode) -> Iterator[tuple[str, RdfValue]]:
        yield from ((TYPE, name(one)) for one in self._types(node))
        yield "cx:kind", concept("kind", node.kind)
        yield from _names(node)
        yield from _texts(node)
        yield from _numbers(node)
        yield from _facts(node, is_law=self._is_law(node.id))
        if node.kind in TOPICS:
            whole = other("scheme", node.instrument or node.id)
            self.schemes[whole] = iri(node.instrument or node.id)
            yield "skos:inScheme", to(whole)
            above = node.parent if node.kind == "target" else ""
            yield ("skos:broader", to(iri(above))) if above else ("skos:topConceptOf", to(whole))
        if node.family == "instrument":
            for one in _expressions(node):
                yield "frbr:realization", to(one.subject)
                yield from (("eli:is_realized_by", to(one.subject)),) if self._is_law(node.id) else ()

    def _types(self, node: ExportNode) -> Iterator[str]:
        yield CLASS_OF[node.family]
        kind = kind_named(node.kind)
        is_law = self._is_law(node.id)
        yield "schema:CreativeWork" if kind.rdf == _LAW and not is_law else kind.rdf
        if is_law:
            yield "eli:LegalResourceSubdivision" if node.locator else "eli:LegalResource"
        if node.family == "instrument":
            yield "frbr:Work"
        if node.kind in TOPICS:
            yield "skos:Concept"

    def _is_law(self, identity: str) -> bool:
        """Say whether a thing is a legal text, or a part of one; a part is what its instrument is."""
        kind = self.kinds.get(identity.partition("/")[0])
        return kind is not None and kind_named(kind).family == "instrument" and kind_named(kind).rdf == _LAW

    def _links(
        self, node: ExportNode, outgoing: list[ExportEdge], members: list[ExportEdge]
    ) -> Iterator[tuple[str, RdfValue]]:
        has = "skos:member" if node.kind == "class" else "schema:member"
        yield from ((has, to(iri(edge.source))) for edge in members)
        for edge in outgoing:
            yield from self._link(node, edge)

    def _link(self, node: ExportNode, edge: ExportEdge) -> Iterator[tuple[str, RdfValue]]:
        target = to(iri(edge.target))
        if edge.basis == "editorial":
            yield "skos:relatedMatch", target
            return
        yield f"cx:{local_part(edge.relation)}", target
        is_law = self._is_law(edge.source)
        if edge.family == "citation":
            yield "schema:citation", target
            if is_law and self._is_law(edge.target):
                yield "eli:cites", target
        elif edge.relation == "member-of":
            yield from (("schema:memberOf", target),) if node.family == "actor" else ()
        elif edge.relation == "belongs-to":
            bodies = {kind_named(self.kinds.get(end, "")).rdf for end in (edge.source, edge.target)} == {_BODY}
            yield from (("schema:parentOrganization", target),) if bodies else ()
        else:
            known = _SAME.get("structure" if edge.is_structure else edge.relation, ())
            yield from ((key, target) for key in known if is_law or not key.startswith("eli:"))


def _names(node: ExportNode) -> Iterator[tuple[str, RdfValue]]:
    """Yield names; the title is English, of which language the others are is not held."""
    preferred = node.title or node.label
    yield "skos:prefLabel", literal(preferred, "en")
    yield "schema:name", literal(preferred, "en")
    for own, kind in node.names:
        if kind == "symbol":
            yield "skos:notation", literal(own)
        elif own != preferred:
            yield "skos:altLabel", literal(own)
            yield "schema:alternateName", literal(own)
    if node.symbol:
        yield "skos:notation", literal(node.symbol)


def _texts(node: ExportNode) -> Iterator[tuple[str, RdfValue]]:
    if node.gist:
        yield ("cx:gist" if node.is_summarised else "cx:opening"), literal(node.gist, "en")
    if node.locator:
        yield "cx:locator", literal(node.printed)
    if node.fingerprint:
        yield "cx:fingerprint", literal(node.fingerprint)


def _numbers(node: ExportNode) -> Iterator[tuple[str, RdfValue]]:
    if node.number is not None:
        yield "cx:number", integer(node.number)
    if node.objective is not None:
        yield "cx:objective", integer(node.objective)
    if node.words:
        yield "cx:wordCount", integer(node.words)
    yield "cx:citingClauses", integer(node.cited)


def _facts(node: ExportNode, *, is_law: bool) -> Iterator[tuple[str, RdfValue]]:
    if node.symbol and is_law:
        yield "schema:legislationIdentifier", literal(node.symbol)
        yield "eli:id_local", literal(node.symbol)
    if is_law and not node.locator:
        yield "schema:legislationType", literal(node.kind)
        yield "eli:type_document", concept("kind", node.kind)
    if date := day(node.date):
        yield from ((key, date) for key in (("schema:legislationDate", "eli:date_document") if is_law else ()))
        yield "dcterms:date", date
    if entry := day(node.fact("in_force")):
        yield "eli:first_date_entry_in_force", entry
    if opened := day(node.fact("opened")):
        yield "cx:opened", opened
    if known := Facts(node.facts).treaty_series:
        number, page = (f", No. {known.number}" if known.number else ""), (f", p. {known.page}" if known.page else "")
        yield "eli:published_in", literal(f"{known.series} vol. {known.volume}{number}{page}")
    if node.legal:
        yield "cx:legalNature", concept("legal", node.legal)
    if node.confidence:
        yield "cx:confidence", concept("confidence", node.confidence)
    pairs = (("cx:dateBasis", "date_basis"), ("cx:custodian", "custodian"))
    yield from ((key, literal(node.fact(fact))) for key, fact in pairs if node.fact(fact))
    yield from _elsewhere(node)


def _elsewhere(node: ExportNode) -> Iterator[tuple[str, RdfValue]]:
    """Yield where else a thing is found, and the documents that its facts were seen in."""
    links = links_of(node)
    yield from (("skos:exactMatch", to(address)) for address in links.same_concept)
    yield from (("dcterms:subject", to(address)) for address in node.all_facts("subjects"))
    pairs = (("schema:sameAs", links.document), ("schema:url", links.page), ("rdfs:seeAlso", links.likely))
    yield from ((key, to(address)) for key, address in pairs if address)
    for source in node.all_facts("sources"):
        if not source.lower().startswith(UNCONFIRMED):
            yield "dcterms:source", literal(source)


class Expression(Record):
    """A text of an instrument: an edition, or what the publisher has under the symbol; its address if it has one."""

    subject: str
    title: str
    date: str
    address: str
    is_official: bool

    def statements(self, work: ExportNode) -> Iterator[Statement]:
        """Yield the statements about this text: its type, title, day and language, and which work it is a text of."""
        pairs = [
            (TYPE, name("eli:LegalExpression")),
            (TYPE, name("frbr:Expression")),
            ("eli:realizes", to(iri(work.id))),
            ("frbr:realizationOf", to(iri(work.id))),
            ("eli:language", to(ENGLISH)),
            ("eli:title", literal(work.title or work.label, "en")),
            ("cx:isOfficial", RdfValue("xsd:boolean", str(self.is_official).lower())),
        ]
        pairs += [("rdfs:label", literal(self.title, "en"))] if self.title else []
        issued = day(self.date)
        pairs += [("dcterms:issued", issued)] if issued else []
        pairs += [(key, to(self.address)) for key in ("eli:is_embodied_by", "frbr:embodiment") if self.address]
        yield from (Statement(self.subject, key, value) for key, value in pairs)


def _expressions(node: ExportNode) -> list[Expression]:
    found = [
        Expression(other("edition", node.id, one.id.lower()), one.title, one.date, _address(one), one.official)
        for one in Facts(node.facts).editions
    ]
    published = links_of(node).document
    if published and not any(one.is_official for one in found):
        found.append(Expression(other("edition", node.id, "en"), "", "", published, is_official=True))
    return found


def _address(edition: Edition) -> str:
    """Return where an edition itself is found, '' if its address is only that of a collection."""
    is_own = edition.official or edition.url == document(edition.symbol)
    return edition.url if is_own and is_web(edition.url) else ""
