"""RDF statements, and where the names in them begin."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

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
    """Return an IRI as an object."""
    return RdfValue("iri", subject)


def name(prefixed: str) -> RdfValue:
    """Return a prefixed name as an object."""
    return RdfValue("name", prefixed)


def literal(text: str, language: str = "") -> RdfValue:
    """Return a text as an object."""
    return RdfValue("text", text, language)


def integer(number: int) -> RdfValue:
    """Return a number as an object."""
    return RdfValue("xsd:integer", str(number))


def day(text: str) -> RdfValue | None:
    """Return a date of the precision that is known, None if it is none.

    >>> day("2018-12"), day("soon")
    (RdfValue(kind='xsd:gYearMonth', text='2018-12', language=''), None)
    """
    kind = _DATES.get(len(text))
    return RdfValue(kind, text) if kind and text.replace("-", "").isdecimal() and text.isascii() else None
