"""The JSON Schemas of what commands print, one file each in ``schemas``; shared parts are put into each."""

from __future__ import annotations

import json
import os
from typing import Any

from compactx.model.kinds import KINDS

_FOLDER = os.path.join(os.path.dirname(__file__), "schemas")
_PART = "#/$defs/"
_CHOICES = {"kind": KINDS}  # of these parts the model's table has the values


def names() -> list[str]:
    """Return the names of all schemas, found by their files."""
    return sorted(name.removesuffix(".json") for name in os.listdir(_FOLDER) if name.endswith(".json"))


def schema(name: str) -> dict[str, Any]:
    """Return a schema (draft 2020-12) that stands by itself.

    Raises:
        KeyError: there is none of this name.
    """
    if name not in names():
        raise KeyError(name)
    whole = _read(f"{name}.json")
    parts: dict[str, Any] = {}
    pending = _parts_of(whole)
    while pending:
        part = pending.pop()
        if part not in parts:
            parts[part] = _read(os.path.join("parts", f"{part}.json"))
            if part in _CHOICES:
                parts[part]["enum"] = list(_CHOICES[part])
            pending += _parts_of(parts[part])
    return {**whole, "$defs": {part: parts[part] for part in sorted(parts)}} if parts else whole


def _read(name: str) -> dict[str, Any]:
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as stream:
        found: dict[str, Any] = json.load(stream)
    return found


def _parts_of(value: Any) -> list[str]:
    """Return the names of the parts that a schema refers to."""
    if isinstance(value, dict):
        own = [value["$ref"].removeprefix(_PART)] if isinstance(value.get("$ref"), str) else []
        return [*own, *(part for inner in value.values() for part in _parts_of(inner))]
    return [part for inner in value for part in _parts_of(inner)] if isinstance(value, list) else []
