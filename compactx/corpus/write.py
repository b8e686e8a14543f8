"""Plain values to the YAML of the corpus, always in the same form, and back.

Canonical: keys in the order of the schema's tables, short records on one line, long text folded, nothing that the
strict reader refuses.
"""

from __future__ import annotations

from typing import Any

from compactx.corpus import nodes, schema
from compactx.model.text import escape

Plain = dict[str, Any]

WIDTH = 110
_INDENT = "  "
_WORDS = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"])
_SAFE_START = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/(")
_ORDERS = {
    "instrument": tuple(schema.ENTRY),
    "entries": tuple(schema.ENTRY),
    "treaty_series": tuple(schema.TREATY_SERIES),
    "not_in_force": tuple(schema.NOT_IN_FORCE),
    "names": tuple(schema.NAME),
    "editions": tuple(schema.EDITION),
    "links": tuple(schema.LINK),
    "provisions": tuple(schema.PROVISION),
    "references": tuple(schema.REFERENCE),
    "accepted": tuple(schema.ACCEPTED),
    "extents": tuple(schema.EXTENT),
}
_FLOW = frozenset({"names", "editions", "links", "references", "members", "false_friends", "other_titles"})
_NUMBERS = frozenset({"words", "number", "interval", "last", "offset"})
_FOLDED = frozenset({"gist", "title", "notes", "rationale"})


def dump(data: Plain, comment: str = "") -> str:
    """Return the YAML text of a corpus file; ``comment`` stands above it.

    >>> print(dump({"of": "x", "provisions": [{"locator": "1", "kind": "paragraph", "gist": ""}]}), end="")
    of: x
    provisions:
    - locator: '1'
      kind: paragraph
      gist: ''
    """
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    for key in _ordered(data, tuple(schema.FILE)):
        lines += _entry(key, data[key], 0)
    return "\n".join(lines) + "\n"


def load_plain(data: bytes, name: str) -> Plain | None:
    """Return the plain values of a corpus file, None if it is not readable; every scalar is text."""
    top, findings = nodes.read_nodes(data, name)
    if top is None or any(finding.severity == "error" for finding in findings):
        return None
    found = plain(top)
    return found if isinstance(found, dict) else None


def plain(node: nodes.YamlNode) -> Any:
    """Return a node as text, list or mapping."""
    if isinstance(node, nodes.Scalar):
        return "" if node.is_null else node.text
    if isinstance(node, nodes.Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, nodes.Mapping):
        return {key: plain(value) for key, value in node.entries.items()}
    raise TypeError(type(node).__name__)


def _ordered(data: Plain, order: tuple[str, ...]) -> list[str]:
    known = [key for key in order if key in data]
    return [*known, *(key for key in data if key not in order)]


def _entry(key: str, value: Any, depth: int) -> list[str]:
    pad = _INDENT * depth
    if isinstance(value, dict):
        inside = [
            line for name in _ordered(value, _ORDERS.get(key, ())) for line in _entry(name, value[name], depth + 1)
        ]
        return [f"{pad}{key}:", *inside] if inside else [f"{pad}{key}: {{}}"]
    if isinstance(value, list):
        return (
            [f"{pad}{key}:", *(line for item in value for line in _item(key, item, depth))]
            if value
            else [f"{pad}{key}: []"]
        )
    if key in _NUMBERS and str(value).isdecimal():
        return [f"{pad}{key}: {value}"]
    return _text(f"{pad}{key}:", str(value), depth + 1, folded=key in _FOLDED)


def _item(key: str, item: Any, depth: int) -> list[str]:
    pad = _INDENT * depth
    if not isinstance(item, dict):
        return [f"{pad}- {scalar(str(item))}"]
    names = _ordered(item, _ORDERS.get(key, ()))
    if key in _FLOW and not any(isinstance(item[name], (dict, list)) for name in names):
        return [f"{pad}- {{{', '.join(f'{name}: {scalar(str(item[name]))}' for name in names)}}}"]
    lines = [line for name in names for line in _entry(name, item[name], depth + 1)]
    return [f"{pad}- {lines[0].lstrip()}", *lines[1:]] if lines else [f"{pad}- {{}}"]


def _text(head: str, value: str, depth: int, *, folded: bool) -> list[str]:
    """Return a scalar after its key: on its line, or folded below it where it is long prose."""
    short = f"{head} {scalar(value)}"
    single = " ".join(value.split())
    if not folded or len(short) <= WIDTH or single != value or not value.isprintable():
        return [short]
    lines = [f"{head} >-"]
    line = _INDENT * depth
    for word in value.split():
        if line.strip() and len(line) + len(word) + 1 > WIDTH:
            lines.append(line)
            line = _INDENT * depth
        line += f" {word}" if line.strip() else word
    return [*lines, line]


def scalar(value: str) -> str:
    r"""Return a text as YAML writes it on one line.

    >>> scalar("plain words"), scalar("12"), scalar("a: b"), scalar("it's"), scalar("a\nb")
    ('plain words', "'12'", "'a: b'", "it's", '"a\\nb"')
    """
    if not value.isprintable():
        return '"' + "".join(_escaped(char) for char in value) + '"'
    plain_words = (
        value[:1] in _SAFE_START
        and value.lower() not in _WORDS
        and not value.endswith((" ", ":"))
        and not any(mark in value for mark in (": ", " #", "{", "}", "[", "]", ",", '"', "`"))
    )
    return value if plain_words else "'" + value.replace("'", "''") + "'"


def _escaped(char: str) -> str:
    if char in {'"', "\\"}:
        return f"\\{char}"
    if char.isprintable():
        return char
    named = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char)
    return named or escape(char)
