"""Open the index: fresh, whole and read-only, whatever state the cache is in.

The index is a cache. When it is missing, of another version, damaged or older than a corpus file, it is
renewed by what has changed (:mod:`compactx.index.writing.renewal`), or compiled anew into a temporary file beside it
and renamed into place, so two processes at once do no harm. What a killed one left beside it goes with the next build.
When the cache folder cannot be written to (read-only, full), the index is compiled in memory.
"""

from __future__ import annotations

import os

from compactx.corpus import source
from compactx.errors import CorpusError
from compactx.index.cache import VERSION, cache_folder, cache_path, fresh_index, manifest_of, note_path, sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.model.corpus import Corpus

_LARGE = 8 << 20  # bytes of a library whose index takes some seconds
_LIBRARY = "\nlibrary\t"  # begins the last line of a manifest with a library


def open_index(folders: tuple[str, ...], *, with_library: bool = True) -> sqlite3.Connection:
    """Return a read-only connection to an index of exactly these folders as they are now.

    The user's library is part of it, unless an import reads documents against the corpus alone.

    Raises:
        CorpusError: the corpus is missing or has errors.
    """
    manifest = source.manifest(folders, with_library=with_library)
    named = folders if with_library else (*folders, "alone")
    connection = fresh_index(named, manifest)
    return connection or renewed_index(folders, manifest, with_library=with_library)


def renewed_index(
    folders: tuple[str, ...],
    manifest: str,
    *,
    with_library: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> sqlite3.Connection:
    """Return a connection as :func:`open_index` does, where the index in the cache does not answer for this manifest.

    ``tell`` hears what takes a while.

    Raises:
        CorpusError: the corpus is missing or has errors.
    """
    path = cache_path(folders if with_library else (*folders, "alone"))
    connection = _of_compiled(folders, manifest, note_path(path))
    if connection is None:
        from compactx.index.writing.renewal import grown  # noqa: PLC0415 - lookups on a fresh index never need it

        bases = [cache_path(folders[:count]) for count in range(len(folders) - 1, 0, -1)] if with_library else []
        connection = grown(path, folders, manifest, [path, *bases], note_path(path))
        connection = connection or _of_compiled(folders, manifest, note_path(path), of_checkout=True)
    if connection is None and _LIBRARY in manifest and _size(source.library(folders)) > _LARGE:
        tell("compiling the index of the library: once, and later only of what has changed")
    return connection or _rebuild(path, folders, manifest)


def _of_compiled(
    folders: tuple[str, ...], manifest: str, note: str, *, of_checkout: bool = False
) -> sqlite3.Connection | None:
    """Return a connection to the compiled corpus where it may answer (:func:`compactx.index.compiled.opened`)."""
    if folders != (source.packaged(),) or _LIBRARY in manifest:
        return None
    from compactx.index.compiled import opened  # noqa: PLC0415 - lookups on an index of their own never need it

    return opened(folders, manifest, note, of_checkout=of_checkout)


def discard() -> None:
    """Remove every index of this version from the cache; each is built anew when it is next asked for."""
    from compactx.index.compiled import distrust  # noqa: PLC0415 - only for a damaged index

    start = f"index-{VERSION}-"
    try:
        names = os.listdir(cache_folder())
    except OSError:
        return
    for name in sorted(names):  # an index before its journal
        if name.startswith(start) and name.endswith(".note"):
            distrust(os.path.join(cache_folder(), name))
        elif name.startswith(start):
            path = os.path.join(cache_folder(), name)
            first = manifest_of(path).partition("\n")[0]
            _remove(path)
            if first in {"", source.packaged()}:  # it may have been made from the compiled corpus
                distrust(note_path(path))


def _rebuild(path: str, folders: tuple[str, ...], manifest: str) -> sqlite3.Connection:
    corpus = _usable_corpus(folders)
    library = source.library(folders) if _LIBRARY in manifest else ""
    from compactx.corpus import atomic  # noqa: PLC0415 - lookups on a fresh index never need it
    from compactx.index.writing.build import build  # noqa: PLC0415 - as above
    from compactx.index.writing.renewal import OthersTurnError, publish_index  # noqa: PLC0415 - as above
    from compactx.library.store import is_damage, unreadable  # noqa: PLC0415 - as above

    def fill(temporary: str) -> None:
        connection = sqlite3.connect(temporary)
        try:
            build(connection, corpus, manifest, library)
        finally:
            connection.close()

    try:
        atomic.make_folder(os.path.dirname(path))
        if not source.is_trusted(os.path.dirname(path)):
            return _in_memory(corpus, manifest, library, build)
        fresh = publish_index(path, manifest, fill)
    except OthersTurnError:
        fresh = None
    except (OSError, sqlite3.Error) as error:
        if library and is_damage(error):
            raise unreadable(library, error) from None
        fresh = None
    return fresh or _in_memory(corpus, manifest, library, build)


def _size(path: str) -> int:
    """Return the size of a file, 0 if it has gone."""
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def _remove(path: str) -> None:
    """Remove a file that may be there."""
    try:
        os.unlink(path)
    except OSError:
        return


def _in_memory(
    corpus: Corpus, manifest: str, library: str, build: Callable[[sqlite3.Connection, Corpus, str, str], None]
) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA temp_store=MEMORY")  # the folder for temporary files may be as full
    try:
        build(connection, corpus, manifest, library)
    except sqlite3.Error as error:
        from compactx.library.store import unreadable  # noqa: PLC0415 - only when something went wrong

        raise unreadable(library, error) from None
    connection.execute("PRAGMA query_only=ON")
    return connection


def _usable_corpus(folders: tuple[str, ...]) -> Corpus:
    """Load the corpus, or say what is wrong with it."""
    from compactx.corpus.load import load  # noqa: PLC0415 - imports yaml, which no lookup may need

    corpus = load(folders, whole=False)
    errors = [finding for finding in corpus.findings if finding.severity == "error"]
    if errors:
        shown = [str(finding) for finding in errors[:2]]
        more = f" and {len(errors) - 2} more" if len(errors) > 2 else ""  # noqa: PLR2004 - two are shown
        raise CorpusError(
            f"the corpus has {len(errors)} error{'s' if len(errors) > 1 else ''}{more and ', the first two:'}",
            details=shown,
            hint="compactx check lists every finding",
        )
    if not corpus.entries:
        raise CorpusError(f"the corpus in {folders[0]} is empty", hint="see docs/corpus.md for the format")
    return corpus
