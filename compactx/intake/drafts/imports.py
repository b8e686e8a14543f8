"""``import``: a document becomes a draft extract in the user's corpus, and its text is kept beside it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from compactx.citation.catalogue import load_catalogue
from compactx.corpus import atomic, nodes, regular, schema, source, write
from compactx.corpus.records import entry, provisions
from compactx.errors import CannotWriteError, CorpusError, UsageError
from compactx.intake.document import citations_of, numbers
from compactx.intake.drafts.draft import draft
from compactx.intake.drafts.merge import MergeChange, MergeResult, merge
from compactx.intake.texts.attach import store_document
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compactx.index.read import Index
    from compactx.intake.document import Document

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
