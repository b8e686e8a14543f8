"""RDF in Turtle."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from compactx.export.escape import turtle
from compactx.export.rdf.dataset import statements
from compactx.export.rdf.vocabulary import PREFIXES, TYPE, RdfValue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    from compactx.export.rdf.vocabulary import Statement
    from compactx.export.selection import ExportGraph

SUFFIX = ".ttl"
SUMMARY = "RDF in Turtle: ELI and FRBR works, SKOS, schema.org, PROV evidence; its shapes: compactx schema shacl"


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write the statements of a graph."""
    write_statements(statements(graph), stream)


def write_statements(found: Iterable[Statement], stream: IO[str]) -> None:
    """Write statements, one block a subject."""
    stream.writelines(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    for subject, inside in groupby(found, key=lambda statement: statement.subject):
        lines = [f"    {'a' if one.predicate == TYPE else one.predicate} {_object(one.value)}" for one in inside]
        stream.write(f"\n<{subject}>\n" + " ;\n".join(lines) + " .\n")


def _object(value: RdfValue) -> str:
    if value.kind == "iri":
        return f"<{value.text}>"
    if value.kind == "name":
        return value.text
    if value.kind == "text":
        return turtle(value.text) + (f"@{value.language}" if value.language else "")
    return f"{turtle(value.text)}^^{value.kind}"
