"""``import``: a document becomes a draft extract in the user's corpus, and its text is kept beside it.

A new instrument may be what earlier drafts cited in vain: their kept texts are looked at again. That a changed clause
was read again and its references stand is kept in the corpus too.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from compactx.citation.catalogue import load_catalogue
from compactx.citation.citation import ClauseSpan
from compactx.citation.scan import scan_text
from compactx.corpus import atomic, nodes, regular, schema, source, write
from compactx.corpus.records import entry, provisions
from compactx.corpus.source import user_data
from compactx.errors import CannotWriteError, CorpusError, UsageError
from compactx.intake.document import citations_of, numbers
from compactx.intake.drafts.draft import MergeChange, MergeResult, draft, merge, proposals
from compactx.intake.texts import store
from compactx.intake.texts.attach import store_document
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compactx.index.read import Index
    from compactx.intake.document import Document
    from compactx.intake.texts.store import AttachedText

Plain = dict[str, Any]

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
_MAX_ID = 100
_COMMENT = (
    "Draft made by compactx import. Write the gists, and correct the references: a further import keeps what you wrote."
)


class ImportResult(Record):
    """What came of an import: the extract's file, what it holds, and what changed since the import before.

    ``numbers`` are the addresses of the clauses as the document writes them.
    """

    instrument: str
    title: str
    source: str
    format: str
    path: str
    text_path: str
    provisions: int
    proposals: int
    unresolved: int
    ambiguous: int
    again: bool
    changes: tuple[MergeChange, ...]
    kept: int
    unused: int
    numbers: Mapping[str, str]


def import_document(
    index: Index,
    document: Document,
    identity: str,
    *,
    title: str = "",
    kind: str = "",
    force: bool = False,
    dry: bool = False,
) -> ImportResult:
    """Write or renew the draft extract of a document.

    Raises:
        UsageError: the id is no slug, or names something that the corpus has already.
        CannotWriteError: a file of that id was not made by an import and ``force`` is not set, or cannot be written.
        CorpusError: the user's file is not readable any more.
    """
    _check_id(index, identity)
    catalogue = load_catalogue(index, without=identity)
    found = citations_of(document, catalogue)
    citations = [one for one in found if one.to.partition("/")[0] != identity]  # a second import knows its own title
    new = draft(document, identity, citations, title=title, kind=kind)
    merged, again = _merged(new, identity, force=force)
    data = write.dump(merged.extract, _COMMENT).encode("utf-8", "replace")
    _check_readable(data, identity)
    path = text_path = ""
    if not dry:
        path, text_path = _write(identity, data, write.dump(new).encode("utf-8", "replace"), document)
    references = [r for p in merged.extract["provisions"] for r in p.get("references") or []]
    statuses = [citation.status for citation in citations]
    return ImportResult(
        identity, merged.extract["instrument"]["title"], document.name, document.format, path, text_path,
        len(merged.extract["provisions"]), len(references), statuses.count("unresolved"), statuses.count("ambiguous"),
        again, merged.changes, merged.kept, sum(note.kind == "not used" for note in document.notes), numbers(document),
    )  # fmt: skip


def extracts_folder() -> str:
    """Return where the user's extracts are."""
    return os.path.join(source.user_data(), "corpus", "instruments")


def _drafts() -> str:
    return os.path.join(source.user_data(), "drafts")


def _check_id(index: Index, identity: str) -> None:
    good = (
        _LETTERS.issuperset(identity) and identity[:1].isalnum() and len(identity) <= _MAX_ID and ".." not in identity
    )
    if not good:
        raise UsageError(f'"{identity}" is not an id', hint="use a-z, 0-9, '.' and '-', for example --id plan-2025")
    node = index.by_id(identity)
    if node is not None and not os.path.exists(os.path.join(extracts_folder(), f"{identity}.yaml")):
        raise UsageError(
            f"the corpus has {identity} already: {node.title}", hint=f"compactx attach {identity} FILE, or another --id"
        )


def _merged(new: Plain, identity: str, *, force: bool) -> tuple[MergeResult, bool]:
    mine_data = _bytes(os.path.join(extracts_folder(), f"{identity}.yaml"))
    if mine_data is None:
        return _first(new)
    mine = write.load_plain(mine_data, f"{identity}.yaml")
    if mine is None or "provisions" not in mine:
        if force:
            return _first(new)
        raise CorpusError(
            f"{identity}.yaml in your corpus cannot be read any more",
            hint="compactx check names the line; --force replaces the file",
        )
    base_data = _bytes(os.path.join(_drafts(), f"{identity}.yaml"))
    base = write.load_plain(base_data, identity) if base_data else None
    if base is None and not force:
        raise CannotWriteError(
            f"{identity}.yaml in your corpus was not made by an import",
            hint="add --force to merge the document into it",
        )
    return merge(new, mine, base), True


def _first(new: Plain) -> tuple[MergeResult, bool]:
    added = tuple(MergeChange("added", str(provision["locator"])) for provision in new["provisions"])
    return MergeResult(new, added, 0), False


def _bytes(path: str) -> bytes | None:
    try:
        return regular.read(path, nodes.MAX_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CorpusError(f"cannot read {path}: {error.strerror}") from None


def _check_readable(data: bytes, identity: str) -> None:
    """Make sure that the corpus reads what is about to be written.

    Raises:
        CorpusError: it does not; nothing is written.
    """
    name = f"{identity}.yaml"
    top, findings = nodes.read_nodes(data, name)
    values = schema.fields(top, schema.FILE, name, findings, "a corpus file") if top else None
    if values:
        entry(values["instrument"], name, findings)
        provisions(values["provisions"], identity, name, findings)
    wrong = [finding for finding in findings if finding.severity == "error"]
    if wrong:
        raise CorpusError("the merged extract would not be readable", details=[str(f) for f in wrong[:2]],
                          hint=f"correct {name} in your corpus and import again")  # fmt: skip


def _write(identity: str, data: bytes, base: bytes, document: Document) -> tuple[str, str]:
    """Write the extract last, so that a failure before it leaves the corpus as it was; keep the file before."""
    name = f"{identity}.yaml"
    before = _bytes(os.path.join(extracts_folder(), name))
    if before is not None and before != data:
        atomic.write_file(_drafts(), f"{identity}.before.yaml", before)
    text_path = store_document(identity, document, force=True)
    path = atomic.write_file(extracts_folder(), name, data)
    atomic.write_file(_drafts(), name, base)
    return path, text_path


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
