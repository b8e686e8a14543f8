"""Plain values to the YAML of the corpus, always in the same form, and back; and the new files that begin a corpus.

Canonical: keys in the order of the schema's tables, short records on one line, long text folded, nothing that the
strict reader refuses. In a new file what is known is filled in, what is missing stands as an empty key that ``check``
tells of; beside new files, in a hidden folder, stand the schemas that the first line of each file names to editors.
"""

from __future__ import annotations

import json
import os
from typing import Any

from compactx.corpus import atomic, editors, nodes, schema
from compactx.errors import CannotWriteError, UsageError
from compactx.model.kinds import family
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
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
_LONGEST = 100
SCHEMAS = ".schemas"
_FOLDERS = {"instrument": "instruments", "register": "registers", "lineage": "lineage"}


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
    """Return a node as text, list or mapping, without its places; null is the empty text."""
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


def check_id(identity: str) -> None:
    """Refuse what is no id of an entry; raises UsageError."""
    good = (
        identity[:1].isalnum() and _LETTERS.issuperset(identity) and len(identity) <= _LONGEST and ".." not in identity
    )
    if not good:
        raise UsageError(f'"{identity}" is not an id', hint="use a-z, 0-9, '.' and '-', for example plan-2025")


def new_instrument(identity: str, kind: str, title: str) -> str:
    """Return an extract with its head and one provision."""
    return "\n".join([
        "instrument:",
        *_head(identity, kind, title, "  "),
        "provisions:",
        "- locator: '1'",
        "  kind: paragraph",
        "  gist:  # one plain sentence of yours, never the official one",
        "  references: []  # - {to: id, relation: cites, surface: the words that name it}",
        "",
    ])  # fmt: skip


def new_entry(identity: str, kind: str, title: str) -> str:
    """Return a register with one entry."""
    first, *others = _head(identity, kind, title, "  ")
    return "\n".join(["entries:", f"- {first.strip()}", *others, ""])


def _head(identity: str, kind: str, title: str, pad: str) -> list[str]:
    is_instrument = family(kind) == "instrument"
    name = f"\n{pad}- {{name: {scalar(title)}, type: full, example: {scalar(title)}}}" if title else " []"
    return [
        f"{pad}id: {identity}",
        f"{pad}kind: {kind}",
        f"{pad}title: {scalar(title)}" if title else f"{pad}title:  # the official name",
        *([f"{pad}legal:  # binding, non-binding or voluntary"] if is_instrument else [f"{pad}legal: n/a"]),
        *([f"{pad}symbol:", f"{pad}date:  # 2025-06-30, 2025-06 or 2025", f"{pad}url:"] if is_instrument else []),
        f"{pad}names:{name}",
        f"{pad}sources: []  # where you saw these facts",
        f"{pad}confidence: low  # high, medium or low",
    ]


def new_link(earlier: str, later: str, relation: str) -> str:
    """Return a file with one link from a provision to another."""
    return "\n".join([
        "lineage:",
        f"- from: {earlier}",
        f"  to: {later}",
        f"  relation: {relation}",
        "  strength:  # strong, moderate, weak or related",
        "  rationale:  # why you link the two, in a sentence",
        "  confidence: low  # high, medium or low",
        "",
    ])  # fmt: skip


def put_new(folder: str, kind: str, name: str, text: str) -> str:
    """Write a new file of a kind of :data:`compactx.corpus.editors.FILES` into a corpus folder; return its path.

    Raises:
        CannotWriteError: there is such a file already, or the file system refuses.
    """
    inside = os.path.join(folder, _FOLDERS[kind])
    path = os.path.join(inside, f"{name}.yaml")
    if os.path.lexists(path):
        raise CannotWriteError(f"{path} exists", hint="edit it, or take another id")
    for named in editors.schema_names():
        data = json.dumps(editors.schema_of(named), indent=1).encode()
        atomic.write_file(os.path.join(folder, SCHEMAS), f"{named}.json", data)
    line = editors.modeline(f"../{SCHEMAS}/{editors.PREFIX}{kind}.json")
    return atomic.write_file(inside, f"{name}.yaml", f"{line}\n{text}".encode())
