"""RDF statements, where the names in them begin, and the terms that are ours.

Each term is declared: what it means, of what it is said, what it says, and its inverse.
"""

from __future__ import annotations

import os
from typing import NamedTuple
from urllib.parse import quote

from compactx.model import kinds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from compactx.export.graph import ExportEdge

# A permanent address of w3id.org, which is free and outlives hosts; docs/rdf.md says what has to be registered there.
ROOT = "https://w3id.org/compactx/"
THINGS = f"{ROOT}id/"
PREFIXES = {
    "cx": f"{ROOT}terms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "frbr": "http://purl.org/vocab/frbr/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TYPE = "rdf:type"
_DATES = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}


class Reading(NamedTuple):
    """A relation of the corpus: how it reads from either end, and its family."""

    forward: str
    backward: str
    family: str


class Term(NamedTuple):
    """A class or a property: a property has a domain and a range, ``above`` is what it is a special case of."""

    id: str
    label: str
    comment: str
    domain: str = ""
    range: str = ""
    above: str = ""


CLASSES = (
    Term("Thing", "thing", "Anything that a corpus describes and that can be referred to."),
    Term("Instrument", "instrument", "Anything citable as a whole: a treaty, a declaration, a resolution, a report.",
         above="cx:Thing"),
    Term("Provision", "provision", "An addressed part of an instrument, from an article to a lettered item.",
         above="cx:Thing"),
    Term("Actor", "actor", "A body, an office, a process, a mechanism or a State.", above="cx:Thing"),
    Term("Group", "named group", "A group that texts cite by one name, with its members.", above="cx:Thing"),
    Term("Process", "process", "A forum, a dialogue or a review that meets again and again.", above="cx:Actor"),
    Term("Mechanism", "mechanism", "A fund, a hub or a framework for working together.", above="cx:Actor"),
    Term("Reference", "reference", "A link of a type between two things, with the evidence for it.",
         above="rdf:Statement"),
)  # fmt: skip
PROPERTIES = (
    Term("kind", "kind", "What a thing is.", "cx:Thing", "skos:Concept", "dcterms:type"),
    Term("gist", "our summary", "What a provision says, in one sentence of the corpus's editors: never the words of the"
         " document.", "cx:Provision", "rdf:langString", "rdfs:comment"),
    Term("opening", "opening words", "How the text of a provision begins, as it was read from a document.",
         "cx:Provision", "rdf:langString"),
    Term("locator", "locator", "Where a provision stands in its instrument, as printed: 43(b)(iii).", "cx:Provision",
         "xsd:string"),
    Term("number", "number", "The own number of a provision: 17 of objective 17.", "cx:Provision", "xsd:integer"),
    Term("objective", "number of the objective", "The number of the objective that a provision belongs to.",
         "cx:Provision", "xsd:integer"),
    Term("wordCount", "number of words", "How many words the text of a provision has.", "cx:Provision", "xsd:integer"),
    Term("fingerprint", "fingerprint", "A digest of the normalised text of a provision.", "cx:Provision", "xsd:string"),
    Term("citingClauses", "citing clauses", "How many clauses cite the thing, each counted once.", "cx:Thing",
         "xsd:integer"),
    Term("legalNature", "legal nature", "Whether an instrument binds.", "cx:Thing", "skos:Concept"),
    Term("confidence", "confidence", "How well a fact or a reference is known.", "", "skos:Concept"),
    Term("dateBasis", "basis of the date", "What happened on the date of a thing.", "cx:Thing", "xsd:string"),
    Term("custodian", "custodian", "Who keeps or follows an instrument, in words.", "cx:Thing", "xsd:string"),
    Term("opened", "opened for signature", "When a treaty was opened for signature.", "cx:Instrument", ""),
    Term("isOfficial", "is official", "Whether an edition is the official text.", "eli:LegalExpression", "xsd:boolean"),
    Term("basis", "basis", "Why a reference is held.", "cx:Reference", "skos:Concept"),
    Term("pinpoint", "pinpoint", "The place in the target that the citing words name, as written.", "cx:Reference",
         "xsd:string"),
    Term("strength", "strength", "How strong a link is that is ours.", "cx:Reference", "skos:Concept"),
    Term("rationale", "rationale", "Why we hold a link that is ours.", "cx:Reference", "xsd:string", "rdfs:comment"),
    Term("sha256", "SHA-256", "The digest of the corpus that was written.", "dcat:Dataset", "xsd:string",
         "dcterms:identifier"),
    Term("scope", "scope", "Which part of the corpus was written.", "dcat:Dataset", "xsd:string"),
)  # fmt: skip
FAMILIES = {
    "citation": "A clause names a thing, and its words say how.",
    "follow-up": "Who does what for an instrument and its review.",
    "catalogue": "A fact about the things themselves.",
    "structure": "Parts and wholes of one document.",
    "lineage": "An idea carried from one document to another; ours, and no citation.",
}
# Schemes of concepts: what they are, and each concept with its label and definition.
SCHEMES: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "kind": ("Kinds of things", tuple((kind.name, kind.name, kind.about) for kind in kinds.TABLE)),
    "basis": ("Why a reference is held", (
        ("text", "text", "the clause names it in its words"),
        ("footnote", "footnote", "a footnote of the clause names it"),
        ("class", "class", "the clause names a group to which it belongs"),
        ("nested", "nested name", "its name stands inside another name"),
        ("catalogue", "catalogue", "a fact about the things themselves"),
        ("official", "official", "an official grouping, or a link that the publisher set"),
        ("editorial", "editorial", "ours, and no citation"),
    )),
    "legal": ("Legal nature", (
        ("binding", "binding", "those that consented are bound in law"),
        ("non-binding", "non-binding", "agreed, and not binding in law"),
        ("voluntary", "voluntary", "taken up by whoever wishes"),
        ("n-a", "not applicable", "the question does not arise"),
    )),
    "confidence": ("How well something is known", (
        ("high", "high", "seen in a source that can be trusted"),
        ("medium", "medium", "seen in a weaker source, or pieced together"),
        ("low", "low", "not confirmed by a document at hand"),
    )),
    "strength": ("How strong a link is that is ours", (
        ("strong", "strong", "the idea is plainly the same"),
        ("moderate", "moderate", "the idea is partly the same"),
        ("weak", "weak", "the idea is only akin"),
        ("related", "related", "the two belong together by subject"),
    )),
}  # fmt: skip


def concept(scheme: str, identity: str) -> RdfValue:
    """Return a concept of one of our schemes as an object.

    >>> concept("legal", "n/a").text
    'https://w3id.org/compactx/legal/n-a'
    """
    return to(other(scheme, identity.replace("/", "-")))


def vocabulary(known: Mapping[str, Reading] | Mapping[str, ExportEdge]) -> Iterator[Statement]:
    """Yield the declarations of our terms, of the relations that are used, and the schemes of concepts."""
    ontology = f"{ROOT}terms"
    yield Statement(ontology, TYPE, name("owl:Ontology"))
    yield Statement(ontology, "dcterms:title", literal("Terms of compactx", "en"))
    yield Statement(ontology, "dcterms:description", literal("Instruments, their clauses and their references.", "en"))
    for one in CLASSES:
        yield from _declared(one, "rdfs:Class", "rdfs:subClassOf")
    for one in PROPERTIES:
        yield from _declared(one, "rdf:Property", "rdfs:subPropertyOf")
    for relation in sorted(known):
        yield from _relation(relation, known[relation])
    for scheme, (title, concepts) in SCHEMES.items():
        yield from _scheme(scheme, title, concepts)


def _declared(one: Term, kind: str, above: str) -> Iterator[Statement]:
    subject = term(one.id)
    yield Statement(subject, TYPE, name(kind))
    yield Statement(subject, "rdfs:label", literal(one.label, "en"))
    yield Statement(subject, "rdfs:comment", literal(one.comment, "en"))
    pairs = ((above, one.above), ("rdfs:domain", one.domain), ("rdfs:range", one.range))
    yield from (Statement(subject, key, name(value)) for key, value in pairs if value)
    yield Statement(subject, "rdfs:isDefinedBy", to(f"{ROOT}terms"))


def _relation(relation: str, edge: Reading | ExportEdge) -> Iterator[Statement]:
    """Yield a relation and its inverse, which is declared for those who reason and not stated."""
    ways = ((relation, edge.forward, f"{relation}-inverse"), (f"{relation}-inverse", edge.backward, relation))
    for own, reading, inverse in ways:
        subject = term(own)
        yield Statement(subject, TYPE, name("rdf:Property"))
        yield Statement(subject, TYPE, name("owl:ObjectProperty"))
        yield Statement(subject, "rdfs:label", literal(reading, "en"))
        yield Statement(subject, "rdfs:comment", literal(FAMILIES.get(edge.family, "A relation of a corpus."), "en"))
        yield Statement(subject, "rdfs:domain", name("cx:Thing"))
        yield Statement(subject, "rdfs:range", name("cx:Thing"))
        yield Statement(subject, "owl:inverseOf", name(f"cx:{local_part(inverse)}"))
        if own == relation and edge.family == "citation":
            yield Statement(subject, "rdfs:subPropertyOf", name("schema:citation"))
        yield Statement(subject, "rdfs:isDefinedBy", to(f"{ROOT}terms"))


def _scheme(scheme: str, title: str, concepts: tuple[tuple[str, str, str], ...]) -> Iterator[Statement]:
    whole = other("scheme", scheme)
    yield Statement(whole, TYPE, name("skos:ConceptScheme"))
    yield Statement(whole, "skos:prefLabel", literal(title, "en"))
    yield from (Statement(whole, "skos:hasTopConcept", concept(scheme, key)) for key, _, _ in concepts)
    for key, label, meaning in concepts:
        subject = concept(scheme, key).text
        yield Statement(subject, TYPE, name("skos:Concept"))
        yield Statement(subject, "skos:prefLabel", literal(label, "en"))
        yield Statement(subject, "skos:notation", literal(key))
        yield Statement(subject, "skos:definition", literal(meaning, "en"))
        yield Statement(subject, "skos:inScheme", to(whole))
        yield Statement(subject, "skos:topConceptOf", to(whole))


def shapes() -> str:
    """Return the SHACL shapes that our RDF holds to."""
    with open(os.path.join(os.path.dirname(__file__), "shapes.ttl"), encoding="utf-8") as stream:
        return stream.read()


def prefixes_of_terms() -> tuple[str, ...]:
    """Return the namespaces of the vocabularies that are used, as VoID lists them."""
    beside = {"cx", "rdf", "xsd", "void"}
    return (f"{ROOT}terms", *(space for prefix, space in PREFIXES.items() if prefix not in beside))


class RdfValue(NamedTuple):
    """An object: ``kind`` is iri, name (prefixed), text (of a language, or plain), or the datatype of a literal."""

    kind: str
    text: str
    language: str = ""


class Statement(NamedTuple):
    """Subject (an IRI), predicate (a prefixed name) and object."""

    subject: str
    predicate: str
    value: RdfValue


def iri(identity: str) -> str:
    """Return the IRI of a thing.

    >>> iri("gcm/33.a"), iri("a b")
    ('https://w3id.org/compactx/id/gcm/33.a', 'https://w3id.org/compactx/id/a%20b')
    """
    return THINGS + escaped(identity)


def other(*parts: str) -> str:
    """Return the IRI of something that is no thing of the corpus: an edition, a reference, a concept.

    >>> other("kind", "treaty")
    'https://w3id.org/compactx/kind/treaty'
    """
    return ROOT + "/".join(map(escaped, parts))


def term(identity: str) -> str:
    """Return the IRI of a term of our vocabulary."""
    return PREFIXES["cx"] + local_part(identity)


def local_part(identity: str) -> str:
    """Return a relation as the local part of a name: escapes, and no dot, with which a name cannot end."""
    return quote(identity, safe="-").replace(".", "%2E")


def escaped(identity: str) -> str:
    """Return an id as a part of an IRI."""
    return quote(identity, safe="/.-_~")


def to(subject: str) -> RdfValue:
    """Return a whole IRI as the object of a statement."""
    return RdfValue("iri", subject)


def name(prefixed: str) -> RdfValue:
    """Return a name with its prefix (``skos:note``) as the object of a statement."""
    return RdfValue("name", prefixed)


def literal(text: str, language: str = "") -> RdfValue:
    """Return a text as the object of a statement, in a language if one is named (BCP 47)."""
    return RdfValue("text", text, language)


def integer(number: int) -> RdfValue:
    """Return a whole number as the object of a statement."""
    return RdfValue("xsd:integer", str(number))


def day(text: str) -> RdfValue | None:
    """Return a date of the precision that is known, None if it is none.

    >>> day("2018-12"), day("soon")
    (RdfValue(kind='xsd:gYearMonth', text='2018-12', language=''), None)
    """
    kind = _DATES.get(len(text))
    return RdfValue(kind, text) if kind and text.replace("-", "").isdecimal() and text.isascii() else None
