"""JSON text without the ``json`` package, whose import costs as much as a lookup.

Strings go through the same C function that ``json`` uses. One item a line, so that two answers can be
compared line by line.
"""

from __future__ import annotations

from _json import encode_basestring, encode_basestring_ascii

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any


_names: dict[str, str] = {}
_MOST = 1000  # keys that are remembered


def json_text(value: Any) -> str:
    r"""Return a value of dicts, lists, strings, numbers, booleans and None as compact JSON.

    Characters that would not print are escaped, all others stand as they are.

    >>> json_text({"a": [1, None, True], "b": "é\u202e"})
    '{"a":[1,null,true],"b":"\\u00e9\\u202e"}'
    """
    if isinstance(value, str):
        return encode_basestring(value) if value.isprintable() else encode_basestring_ascii(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        # Texts that print, nearly all there are, come by the million.
        members = [
            f"{_names.get(key) or _name(key)}:"
            f"{encode_basestring(inner) if inner.__class__ is str and inner.isprintable() else json_text(inner)}"
            for key, inner in value.items()
        ]
        return "{" + ",".join(members) + "}"
    return "[" + ",".join(map(json_text, value)) + "]"


def _name(key: Any) -> str:
    """Return a key as JSON; the few that all items have are remembered."""
    name = json_text(str(key))
    if key.__class__ is str and len(_names) < _MOST:
        _names[key] = name
    return name


def encodable(document: str, encoding: str | None) -> str:
    r"""Return JSON that an output of this encoding can take: beyond Unicode, every character past ASCII is an escape.

    >>> encodable('"é\U0001f600"', "cp1252"), encodable('"é"', "utf-8")
    ('"\\u00e9\\ud83d\\ude00"', '"é"')
    """
    if document.isascii() or (encoding or "").lower().startswith("utf"):
        return document
    return "".join(c if c.isascii() else encode_basestring_ascii(c)[1:-1] for c in document)


def envelope(head: Mapping[str, Any], items: Iterable[Any], tail: Mapping[str, Any]) -> Iterator[str]:
    r"""Yield the one document a command prints, piece by piece: head, count, items one a line, tail.

    Items that know how many they are may be made while they are written; others are gone through first.

    >>> "".join(envelope({"a": 1}, iter([2, 3]), {"b": []}))
    '{"a":1,\n"count":2,\n"items":[\n2,\n3\n],\n"b":[]}'
    """
    is_counted = hasattr(items, "__len__")
    counted: Any = items if is_counted else list(map(json_text, items))
    lines = [*(f"{json_text(key)}:{json_text(value)}" for key, value in head.items()), f'"count":{len(counted)}']
    yield "{" + ",\n".join(lines) + (',\n"items":[\n' if len(counted) else ',\n"items":[')
    for number, item in enumerate(counted):
        text = json_text(item) if is_counted else item
        yield f",\n{text}" if number else text
    yield "\n]" if len(counted) else "]"
    yield "".join(f",\n{json_text(key)}:{json_text(value)}" for key, value in tail.items()) + "}"
