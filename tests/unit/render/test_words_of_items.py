"""What items are made of is described: no name is written that no schema knows, whether a test asks for it or not."""

from __future__ import annotations

import dis
import importlib
import inspect
import re
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from compactx.render.contracts import names, schema
from compactx.render.items import attach

FOLDER = Path(inspect.getfile(attach)).parent
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
# Words of the code that are no names in an answer: attributes, keywords, what is imported late, values compared with.
OTHER = frozenset((
    "block", "body_of", "cite", "document_item", "facts", "fromlist", "group_of", "ibid", "incoming", "misquote",
    "none", "ordered", "return", "several", "shipped", "spans", "speaking", "step", "str", "strict",
))  # fmt: skip
_NAME = re.compile(r"[a-z][A-Za-z0-9_]*")


def described():
    """Return every name and every value that the schemas know."""
    found = set()

    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "properties":
                    found.update(inner)
                if key == "const" and isinstance(inner, str):
                    found.add(inner)
                if key == "enum":
                    found.update(one for one in inner if isinstance(one, str))
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for name in names():
        walk(schema(name))
    return found


def words(module):
    """Return what looks like a name among the constants of a module's functions, and its columns."""
    own = (one for one in vars(module).values() if isinstance(one, FunctionType) and one.__module__ == module.__name__)
    pending = [one.__code__ for one in own]
    found = {word for name, value in vars(module).items() if name.endswith("COLUMNS") for word in value}
    while pending:
        code = pending.pop()
        imported = {one.argval for one in dis.get_instructions(code) if one.opname == "IMPORT_FROM"}
        for one in code.co_consts:
            if isinstance(one, tuple) and one and imported.issuperset(one):
                continue  # what a function imports is no name in an answer
            if isinstance(one, CodeType):
                pending.append(one)
            found.update(one if isinstance(one, (tuple, frozenset)) else (one,))
    return {one for one in found if isinstance(one, str) and _NAME.fullmatch(one)}


@pytest.mark.parametrize("name", MODULES)
def test_every_name_is_described(name):
    assert words(importlib.import_module(f"compactx.render.items.{name}")) - described() - OTHER == set()


def test_a_name_that_is_written_otherwise_is_noticed():
    assert "vanished" in words(importlib.import_module("compactx.render.items.imported"))
    assert "vanishedX" not in described() | OTHER
