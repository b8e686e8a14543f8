"""Keep in the corpus that a changed clause was read again and its references stand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from compactx.corpus import atomic, nodes, regular, write
from compactx.corpus.source import user_data
from compactx.errors import CorpusError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = "accepted.yaml"
_READ_AGAIN = (
    "Clauses whose text differs from the edition that was read, read again. Written by: compactx impact --accept"
)
_LONGEST_REASON = 500


def accept(clauses: Sequence[tuple[str, str]], reason: str, date: str, *, folder: str = "") -> str:
    """Add (clause, fingerprint) pairs with a reason to the user's corpus, or another corpus folder; return the file.

    What was said of the same clause and text before gives way.

    Raises:
        UsageError: there is no reason, or it is too long.
        CorpusError: the file is not one of ours.
        CannotWriteError: the file system refuses.
    """
    reason = " ".join(reason.split())
    if not reason or len(reason) > _LONGEST_REASON or not reason.isprintable():
        raise UsageError("accepting needs a reason, in a sentence", hint='add: --reason "only the numbering changed"')
    folder = folder or os.path.join(user_data(), "corpus")
    kept = [old for old in _accepted(folder) if (old["clause"], old["fingerprint"]) not in clauses]
    new = [{"clause": clause, "fingerprint": mark, "reason": reason, "date": date} for clause, mark in clauses]
    return atomic.write_file(folder, FILE, write.dump({"accepted": [*kept, *new]}, _READ_AGAIN).encode())


def _accepted(folder: str) -> list[dict[str, str]]:
    path = os.path.join(folder, FILE)
    try:
        data = regular.read(path, nodes.MAX_BYTES)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CorpusError(f"cannot read {path}: {error.strerror}") from None
    found = write.load_plain(data, FILE)
    items = found.get("accepted", []) if found else None
    if not isinstance(items, list) or not all(
        isinstance(item, dict) and {"clause", "fingerprint"} <= set(item) for item in items
    ):
        raise CorpusError(f"{path} is damaged", hint="compactx check says where")
    return items
