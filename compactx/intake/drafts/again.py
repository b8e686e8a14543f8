"""A new instrument may be what earlier drafts cited in vain: look at their kept texts again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from compactx.citation.catalogue import load_catalogue
from compactx.citation.citation import ClauseSpan
from compactx.citation.scan import scan_text
from compactx.corpus import atomic, nodes, regular, source, write
from compactx.intake.drafts.draft import proposals
from compactx.intake.texts import store

if TYPE_CHECKING:
    from compactx.index.read import Index
    from compactx.intake.texts.store import AttachedText

Plain = dict[str, Any]


def resolve_again(index: Index, identity: str) -> dict[str, int]:
    """Add to every other draft what its text cites of an instrument that is new, and return how many by draft.

    ``index`` is of the corpus with the new instrument. A proposal is added to the draft and to the record of what the
    program proposed, so striking it out holds.

    Raises:
        CannotWriteError: the file system refuses.
    """
    folder = os.path.join(source.user_data(), "corpus", "instruments")
    drafts = os.path.join(source.user_data(), "drafts")
    catalogue = load_catalogue(index)
    added: dict[str, int] = {}
    for name in store.attached():
        if name == identity:
            continue
        mine, base = _read(folder, name), _read(drafts, name)
        stored = store.stored(name) if mine and base else None
        if mine is None or base is None or stored is None:
            continue
        text, spans = _document(stored)
        found = proposals(c for c in scan_text(text, spans, catalogue) if c.to.partition("/")[0] == identity)
        count = _add(mine, found)
        if count:
            _add(base, found)
            atomic.write_file(folder, f"{name}.yaml", write.dump(mine).encode("utf-8", "replace"))
            atomic.write_file(drafts, f"{name}.yaml", write.dump(base).encode("utf-8", "replace"))
            added[name] = count
    return added


def _read(folder: str, name: str) -> Plain | None:
    try:
        return write.load_plain(regular.read(os.path.join(folder, f"{name}.yaml"), nodes.MAX_BYTES), name)
    except OSError:
        return None


def _document(stored: AttachedText) -> tuple[str, list[ClauseSpan]]:
    """Return the kept words as one text with its clauses."""
    pieces: list[str] = []
    spans: list[ClauseSpan] = []
    at = 0
    for locator, words in stored.words.items():
        spans.append(ClauseSpan(locator, "paragraph", at, at + len(words)))
        pieces.append(words)
        at += len(words) + 2
    return "\n\n".join(pieces), spans


def _add(extract: Plain, found: dict[str, list[Plain]]) -> int:
    """Add proposals to the provisions of an extract that do not have them, and return how many."""
    count = 0
    for provision in extract.get("provisions") or []:
        held = {(r.get("to"), r.get("surface")) for r in provision.get("references") or []}
        new = [r for r in found.get(str(provision.get("locator")), []) if (r["to"], r["surface"]) not in held]
        if new:
            provision.setdefault("references", [])
            provision["references"] += new
            count += len(new)
    return count
