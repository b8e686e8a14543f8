"""New files of a corpus: what is known is filled in, what is missing stands as an empty key that ``check`` tells of.

Beside them, in a hidden folder, stand the schemas that the first line of each file names to editors.
"""

from __future__ import annotations

import json
import os

from compactx.corpus import atomic, editors
from compactx.corpus.write import scalar
from compactx.errors import CannotWriteError, UsageError
from compactx.model.kinds import family

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
_LONGEST = 100
SCHEMAS = ".schemas"
_FOLDERS = {"instrument": "instruments", "register": "registers", "lineage": "lineage"}


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
    for schema in editors.schema_names():
        data = json.dumps(editors.schema_of(schema), indent=1).encode()
        atomic.write_file(os.path.join(folder, SCHEMAS), f"{schema}.json", data)
    line = editors.modeline(f"../{SCHEMAS}/{editors.PREFIX}{kind}.json")
    return atomic.write_file(inside, f"{name}.yaml", f"{line}\n{text}".encode())
