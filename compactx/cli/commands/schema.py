"""``compactx schema``: the contract of what commands print as JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from compactx.cli.command import Command, Param
from compactx.errors import no_such
from compactx.render.contracts import names, schema

if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

COMMAND = Command(
    "schema",
    "the JSON Schema of a command's --json output",
    """Prints the schema (draft 2020-12) of what a command writes with --json, whole in itself. "error" is what
    stands on standard error when something is wrong, "home" what compactx alone prints. Keys may be added in later
    versions, never renamed. Without a NAME it lists the schemas.""",
    (
        ("compactx schema", "which schemas there are"),
        ("compactx schema refs", "one of them"),
        ("compactx schema show > show.schema.json", "for a validator"),
    ),
    (Param("name", "words", "a command, or error or home", metavar="NAME"),),
    "Data",
)
COLUMNS = ("name", "title", "description")


def run(session: Session, given: Arguments) -> int:
    """Print a schema, or list them."""
    words = given.words("name")
    if not words:
        items = [{"name": name, **_head(name)} for name in names()]
        return session.present(items, columns=COLUMNS, page=lambda: _page(items), identify="name", corpus={})
    name = "-".join(words)
    if name not in names():
        raise no_such(f'there is no schema "{name}"', name, names(), hint=f"schemas: {' '.join(names())}")
    sys.stdout.write(json.dumps(schema(name), indent=2) + "\n")
    return 0


def _head(name: str) -> dict[str, str]:
    found = schema(name)
    return {"title": found["title"], "description": found["description"]}


def _page(items: list[dict[str, str]]) -> RenderableType:
    from compactx.render.pages.schema import page  # noqa: PLC0415 - imports Rich

    return page(items)
