"""``compactx schema``: the contract of what commands print as JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from compactx.cli.command import FORMATS, Command, Param
from compactx.errors import UsageError, no_such
from compactx.render import contracts

if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

COMMAND = Command(
    "schema",
    "the JSON Schema of a command's --json output or of a corpus file, or the shapes of RDF",
    """Prints the schema (draft 2020-12) of what a command writes with --json, whole in itself. "error" is what
    stands on standard error when something is wrong, "home" what compactx alone prints. Keys may be added in later
    versions, never renamed. Without a NAME it lists the schemas.

    Names that begin with corpus- are of the YAML files of a corpus (draft 07, for editors): completion and checks as
    you type, where the first line of a file is "# yaml-language-server: $schema=PATH". "shacl" is what the RDF of
    export turtle and jsonld holds to, as SHACL shapes in Turtle; "vocabulary" is what its terms mean.""",
    (
        ("compactx schema", "which schemas there are"),
        ("compactx schema refs", "one of them"),
        ("compactx schema show > show.schema.json", "for a validator"),
        ("compactx schema corpus-instrument > instrument.schema.json", "for an editor"),
        ("compactx schema shacl > shapes.ttl", "for a SHACL processor"),
        ("compactx schema vocabulary > terms.ttl", "for an editor of ontologies"),
    ),
    (
        Param(
            "name", "words", "a command, error or home, corpus- and a kind of file, shacl or vocabulary", metavar="NAME"
        ),
    ),
    "Data",
    everywhere=(*FORMATS, "fields", "header", "null", "color", "width", "no_pager"),
)
_OF_FILES = "corpus-"
_RDF = {
    "shacl": ("SHACL shapes", "What the RDF of export turtle and jsonld holds to, in Turtle."),
    "vocabulary": ("RDF vocabulary", "The classes, properties, relations and concepts of that RDF, in Turtle."),
}
COLUMNS = ("name", "title", "description")


def run(session: Session, given: Arguments) -> int:
    """Print a schema, or list them."""
    words = given.words("name")
    if not words:
        items = [{"name": name, **_head(name)} for name in _names()]
        return session.present(items, columns=COLUMNS, page=lambda: _page(items), identify="name", corpus={})
    _refuse_forms(given)
    name = "-".join(words)
    if name not in contracts.names() and name not in (known := _names()):
        raise no_such(f'there is no schema "{name}"', name, known, hint=f"schemas: {' '.join(known)}")
    if name in _RDF:
        _write_rdf(session, name)
    else:
        sys.stdout.write(json.dumps(_schema(name), indent=2) + "\n")
    return 0


def _write_rdf(session: Session, name: str) -> None:
    from compactx.export.formats.turtle import write_statements  # noqa: PLC0415 - only for RDF
    from compactx.export.rdf.vocabulary import Reading, shapes, vocabulary  # noqa: PLC0415 - as above
    from compactx.index import across  # noqa: PLC0415 - as above

    if name == "shacl":
        sys.stdout.write(shapes())
        return
    known = {one: Reading(*reading) for one, *reading in across.relation_rows(session.index)}
    write_statements(vocabulary(known), sys.stdout)


def _refuse_forms(given: Arguments) -> None:
    """Refuse what has no use with one schema, which is JSON and nothing else.

    Raises:
        UsageError: an option says how a list is written.
    """
    asked = [name for name in (*FORMATS, "fields", "header", "null") if name != "json" and given.has(name)]
    if asked:
        raise UsageError(f"--{asked[0]} has no use with one schema", hint=f"compactx schema --{asked[0]} lists them")


def _schema(name: str) -> dict[str, Any]:
    if not name.startswith(_OF_FILES):
        return contracts.schema(name)
    from compactx.corpus import editors  # noqa: PLC0415 - reads the tables of the YAML reader

    return editors.schema_of(name)


def _names() -> list[str]:
    from compactx.corpus import editors  # noqa: PLC0415 - as above

    return [*contracts.names(), *editors.schema_names(), *_RDF]


def _head(name: str) -> dict[str, str]:
    if name in _RDF:
        return dict(zip(("title", "description"), _RDF[name], strict=True))
    found = _schema(name)
    return {"title": found["title"], "description": found["description"]}


def _page(items: list[dict[str, str]]) -> RenderableType:
    from compactx.render.pages.schema import page  # noqa: PLC0415 - imports Rich

    return page(items)
