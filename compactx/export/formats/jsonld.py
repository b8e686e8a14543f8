"""RDF in JSON-LD."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from compactx.export.rdf.dataset import statements
from compactx.export.rdf.vocabulary import PREFIXES, TYPE, RdfValue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO, Any

    from compactx.export.rdf.vocabulary import Statement
    from compactx.export.selection import ExportGraph

SUFFIX = ".jsonld"
SUMMARY = "RDF in JSON-LD, the same statements as Turtle; the context stands inside"


def write(graph: ExportGraph, stream: IO[str]) -> None:
    """Write one document, a subject a line; nothing has to be fetched to read it."""
    stream.write(f'{{"@context":{_json(PREFIXES)},\n"@graph":[')
    before = "\n"
    for subject, inside in groupby(statements(graph), key=lambda statement: statement.subject):
        stream.write(before + _json({"@id": subject, **_properties(inside)}))
        before = ",\n"
    stream.write("\n]}\n")


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text.isprintable() else json.dumps(value, separators=(",", ":"))


def _properties(inside: Iterable[Statement]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in inside:
        key, value = ("@type", one.value.text) if one.predicate == TYPE else (one.predicate, _object(one.value))
        found.setdefault(key, []).append(value)
    return found


def _object(value: RdfValue) -> dict[str, str]:
    if value.kind in {"iri", "name"}:
        return {"@id": value.text}
    if value.kind == "text":
        return {"@value": value.text, **({"@language": value.language} if value.language else {})}
    return {"@value": value.text, "@type": value.kind}
