"""The library face's way to change what is yours: attached texts, drafts, the library, files of your own corpus.

What is changed is known at once: the index is opened anew for the next question. ``dry`` tells what would be done.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from compactx.corpus import source
from compactx.documents import Documents
from compactx.errors import UnknownReferenceError, UsageError, no_such
from compactx.model.kinds import INSTRUMENT_KINDS
from compactx.query.select import select
from compactx.render.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Literal

    from compactx.bulk.run import BulkResult
    from compactx.corpus.rename import Renaming
    from compactx.index.read import Index
    from compactx.intake.drafts.imports import ImportResult
    from compactx.intake.texts.attach import AttachedFile, AttachResult

    Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]

_BACKWARDS = "drawn-from"  # the later one names the earlier
LINEAGE = (_BACKWARDS, "taken-up-by", "taken-up-in-part-by", "not-taken-up-by", "reaffirmed-in", "reviewed-in",
           "corresponds-to")  # fmt: skip
NEW_COLUMNS = ("what", "id", "path")
RENAME_COLUMNS = ("file", "line", "column", "key", "before", "after")


def begin_skeleton(index: Index, place: str, what: str, identity: str, kind: str = "", title: str = "") -> str:
    """Write the skeleton of an instrument or an entry into a folder; return its path.

    Raises:
        UsageError: the id is no id or is taken, or the kind has no provisions.
        CannotWriteError: there is such a file already, or the file system refuses.
    """
    from compactx.corpus import write  # noqa: PLC0415 - reads the schemas of files

    write.check_id(identity)
    of = kind or ("document" if what == "instrument" else "body")
    if what == "instrument" and of not in INSTRUMENT_KINDS:
        raise UsageError(
            f"a {of} has no provisions", hint=f"kinds of instruments: {' '.join(INSTRUMENT_KINDS)}; or new entry"
        )
    if known := index.by_id(identity):
        raise UsageError(f"the corpus has {identity} already: {known.title}", hint="take another id")
    made = write.new_instrument if what == "instrument" else write.new_entry
    text = made(identity, of, " ".join(title.split()))
    return write.put_new(place, "instrument" if what == "instrument" else "register", identity, text)


def begin_link(place: str, earlier: str, later: str, relation: str = "") -> tuple[str, str, str]:
    """Write the skeleton of a link between two provisions, by their ids; return source, target and its path.

    What is drawn from something earlier points back to it.

    Raises:
        UsageError: the relation links no documents in time.
        CannotWriteError: there is such a file already, or the file system refuses.
    """
    from compactx.corpus import write  # noqa: PLC0415 - as above

    chosen = relation or _BACKWARDS
    if chosen not in LINEAGE:
        raise UsageError(f'"{chosen}" links no documents in time', hint=f"relations: {' '.join(LINEAGE)}")
    ends = (later, earlier) if chosen == _BACKWARDS else (earlier, later)
    name = "--".join(ends).replace("/", "-")
    return *ends, write.put_new(place, "lineage", name, write.new_link(*ends, chosen))


def rename_in(index: Index, place: str, before: str, after: str, *, dry: bool = False) -> Renaming:
    """Give a thing of a corpus folder another id, everywhere in it; an attached text follows.

    Raises:
        UsageError: nothing of the folder has the id, or the new one is no id, the same, or taken.
        CorpusError: a file of the folder cannot be read.
        CannotWriteError: the file system refuses.
    """
    from compactx.corpus import write  # noqa: PLC0415 - as above
    from compactx.corpus.rename import carry_out, plan  # noqa: PLC0415 - reads YAML

    if before == after:
        raise UsageError(f"{before} has this id already")
    write.check_id(after.replace("/", ".", 1))
    if known := index.by_id(after):
        raise UsageError(f"the corpus has {after} already: {known.title or known.printed}", hint="take another id")
    renaming = plan(place, before, after)
    if not dry:
        carry_out(renaming)
        _move_text(before, after)
    return renaming


def rename_items(renaming: Renaming) -> list[dict[str, Any]]:
    """Return the places of a renaming, each a dictionary."""
    return [{name: getattr(one, name) for name in RENAME_COLUMNS} for one in renaming.places]


def _move_text(before: str, after: str) -> None:
    """Let an attached text, and what an import remembers, follow their instrument."""
    from compactx.intake.texts.store import text_path  # noqa: PLC0415 - where something was renamed

    drafts = os.path.join(source.user_data(), "drafts")
    pairs = [(text_path(before), text_path(after))]
    pairs += [(os.path.join(drafts, f"{before}.yaml"), os.path.join(drafts, f"{after}.yaml"))]
    for old, new in pairs:
        if "/" not in before and os.path.exists(old) and not os.path.lexists(new):
            os.rename(old, new)


class Holdings(Documents):
    """What changes your folders, over an open corpus; the shipped corpus itself is never written to."""

    _own: str | None = None  # the folder that was named at opening, None where other folders were given

    def _renew(self) -> None:
        """Let the next question open the index anew."""
        raise NotImplementedError

    def attach(self, paths: Paths, *, force: bool = False, dry: bool = False) -> Answer[Sequence[AttachedFile]]:
        """Keep the wording of the instruments that documents, or all documents of folders, are recognised as.

        An item is a document and one instrument in it: how many clauses match, differ and are missing, or in
        ``reason`` why nothing was kept. ``force`` replaces other texts.

        Raises:
            UsageError: there is no document in the folders.
        """
        from compactx.intake.read import documents_below  # noqa: PLC0415 - readers load slowly
        from compactx.intake.texts.attach import attach_recognised  # noqa: PLC0415 - as above
        from compactx.render.items import attach as attach_data  # noqa: PLC0415 - as above

        counts: dict[str, int] = {}
        done: list[AttachedFile] = []
        for path in documents_below(_names(paths)):
            done += attach_recognised(self.index, path, earlier=counts, force=force, dry=dry)
        return Answer(done, attach_data.file_items(done), attach_data.FILE_COLUMNS, "attach")

    def attach_to(
        self, reference: str, path: str | os.PathLike[str], *, force: bool = False, dry: bool = False
    ) -> Answer[AttachResult]:
        """Keep the wording of one instrument from a document, an item each clause; raises as :meth:`select`.

        Raises:
            UsageError: a provision is named, or the document is another one; with ``force`` it is taken all the same.
            CannotWriteError: another text is kept already and ``force`` is not set, or the file system refuses.
        """
        from compactx.intake.read import read_document  # noqa: PLC0415 - as above
        from compactx.intake.texts.attach import attach  # noqa: PLC0415 - as above
        from compactx.render.items import attach as attach_data  # noqa: PLC0415 - as above

        node = self.select(reference)
        if node.locator:
            whole = node.id.partition("/")[0]
            raise UsageError(f"{node.id} is a provision; a text is attached to the whole instrument", hint=whole)
        done = attach(self.index, node, read_document(os.fspath(path)), force=force, dry=dry)
        return Answer(done, attach_data.items(done), attach_data.COLUMNS, f"attach {node.id}")

    def import_document(
        self,
        path: str | os.PathLike[str],
        identity: str,
        *,
        title: str = "",
        kind: str = "",
        force: bool = False,
        dry: bool = False,
    ) -> Answer[ImportResult]:
        """Make a draft extract of a document in your own corpus, an item each provision that came, went or changed.

        A changed document is imported again under the same id, and what you wrote stays. Earlier drafts find the new
        instrument.

        Raises:
            UsageError: the id is no id, or the corpus has it already; there is no such kind.
            CannotWriteError: a file of that id is no import's and ``force`` is not set, or it cannot be written.
        """
        from compactx.intake.drafts.imports import import_document, resolve_again  # noqa: PLC0415 - as above
        from compactx.intake.read import read_document  # noqa: PLC0415 - as above
        from compactx.render.items import imported  # noqa: PLC0415 - as above

        if kind and kind not in INSTRUMENT_KINDS:
            raise no_such(f'"{kind}" is no kind of instrument', kind, INSTRUMENT_KINDS, hint=" ".join(INSTRUMENT_KINDS))
        document = read_document(os.fspath(path))
        done = import_document(self.index, document, identity, title=title, kind=kind, force=force, dry=dry)
        if not dry:
            self._renew()
            if not done.again and resolve_again(self.index, identity):
                self._renew()
        return Answer(done, imported.items(done), imported.COLUMNS, f"import {identity}")

    def import_library(
        self, paths: Paths, *, jobs: int = 0, prune: bool = False, force: bool = False
    ) -> Answer[BulkResult]:
        """Read every document of folders and archives into your library; an item each that is not in it, and why.

        What did not change since is not read again, but with ``force``; ``jobs`` processes read at once, one a core if
        it is 0. ``prune`` removes documents whose files are gone. ``.result`` counts what was read.

        Raises:
            UsageError: a path is not there.
            CannotWriteError: the library cannot be written; what was kept before stays.
        """
        from compactx.bulk.run import import_all  # noqa: PLC0415 - as above
        from compactx.render.items import imported  # noqa: PLC0415 - as above

        done = import_all(_names(paths), source.roots(self._own or ""), processes=jobs, again=force, prune=prune)
        self._renew()
        return Answer(done, imported.library_items(done), imported.LIBRARY_COLUMNS, "import into the library")

    def new(
        self, what: Literal["instrument", "entry"], identity: str, *, kind: str = "", title: str = ""
    ) -> Answer[str]:
        """Write the skeleton of an instrument or an entry into your own corpus; ``.result`` is its path.

        Raises:
            UsageError: it is neither, the id is no id or is taken, or the kind has no provisions.
            CannotWriteError: there is such a file already, or the file system refuses.
        """
        if what not in ("instrument", "entry"):
            raise UsageError(f'"{what}" is neither instrument nor entry', hint="of a link: corpus.new_link(A, B)")
        path = begin_skeleton(self.index, source.writable(self._own or ""), what, identity, kind, title)
        self._renew()
        return Answer(path, [{"what": what, "id": identity, "path": path}], NEW_COLUMNS, f"new {what} {identity}")

    def new_link(self, earlier: str, later: str, relation: str = _BACKWARDS) -> Answer[str]:
        """Write the skeleton of a link between two provisions, the earlier first; ``.result`` is its path.

        An end that nothing is named yet may come later; ``check_corpus`` tells until it does.

        Raises:
            AmbiguousReferenceError: several things are named so.
            UsageError: the relation links no documents in time.
            CannotWriteError: there is such a file already, or the file system refuses.
        """
        ends = [end_of(self.index, word)[0] for word in (earlier, later)]
        first, last, path = begin_link(source.writable(self._own or ""), ends[0], ends[1], relation)
        self._renew()
        items = [{"what": "lineage", "id": f"{first} {last}", "path": path}]
        return Answer(path, items, NEW_COLUMNS, f"new lineage {first} {last}")

    def rename(self, before: str, after: str, *, dry: bool = False) -> Answer[Renaming]:
        """Give a thing of your own corpus another id, everywhere; an item each place where it stands.

        Raises:
            UsageError: nothing of your corpus has the id, or the new one is no id, the same, or taken.
            CannotWriteError: the file system refuses.
        """
        done = rename_in(self.index, source.writable(self._own or ""), before, after, dry=dry)
        if not dry:
            self._renew()
        return Answer(done, rename_items(done), RENAME_COLUMNS, f"rename {before} {after}")

    def schema(self, name: str) -> dict[str, Any]:
        """Return the JSON Schema of a command's ``--json`` output, or, as corpus-..., of a file of a corpus.

        Raises:
            UsageError: there is no such schema.
        """
        from compactx.corpus import editors  # noqa: PLC0415 - only for schemas
        from compactx.render import contracts  # noqa: PLC0415 - as above

        if name in contracts.names():
            return contracts.schema(name)
        if name in editors.schema_names():
            return editors.schema_of(name)
        known = [*contracts.names(), *editors.schema_names()]
        raise no_such(f'there is no schema "{name}"', name, known, hint=f"schemas: {' '.join(known)}")


def end_of(index: Index, word: str) -> tuple[str, bool]:
    """Return the id of an end of a link, and whether it is there: it may be on its way, in another file."""
    try:
        return select(index, word).node.id, True
    except UnknownReferenceError:
        return word, False


def _names(paths: Paths) -> list[str]:
    several = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    return [os.fspath(path) for path in several]
