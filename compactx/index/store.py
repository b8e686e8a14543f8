"""Open the index: fresh, whole and read-only, whatever state the cache is in.

The index is a cache. When it is missing, of another version, damaged or older than a corpus file, it is
compiled anew into a temporary file beside it and renamed into place, so two processes at once do no harm.
What a killed one left beside it goes with the next build.
When the cache folder cannot be written to (read-only, full), the index is compiled in memory.
"""

from __future__ import annotations

import os
from stat import S_ISREG

from compactx.corpus import source
from compactx.errors import CorpusError
from compactx.index import layout
from compactx.index.engine import address, cache_folder, kept_path, sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.model.corpus import Corpus

_LIBRARY = "\nlibrary\t"  # begins the last line of a manifest with a library
_underway: set[str] = set()  # the temporary files of this process


def open_index(folders: tuple[str, ...], *, with_library: bool = True) -> sqlite3.Connection:
    """Return a read-only connection to an index of exactly these folders as they are now.

    The user's library is part of it, unless an import reads documents against the corpus alone.

    Raises:
        CorpusError: the corpus is missing or has errors.
    """
    manifest = source.manifest(folders, with_library=with_library)
    path = cache_path(folders if with_library else (*folders, "alone"))
    connection = _open_existing(path, manifest) if is_ours(path) else None
    if connection:
        return connection
    from compactx.index.compiled import opened  # noqa: PLC0415 - lookups on an index of their own never need it

    return (
        opened(folders, manifest, note_path(path))
        or _grown(path, folders, manifest)
        or _rebuild(path, folders, manifest)
    )


def doubts(connection: sqlite3.Connection) -> list[str]:
    """Return what the answers of an open index lack, and why: files of the user's that were not believed."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'left_out'").fetchone()
    found = [f"left out: {line}; compactx check tells all" for line in row[0].split("\n")] if row and row[0] else []
    found += [f"left aside, for it belongs to another user: {path}" for path in source.mistrusted()]
    if os.path.exists(cache_folder()) and not source.is_trusted(cache_folder()):
        found.append(f"no index is kept, for {cache_folder()} belongs to another user")
    return found


def cache_path(folders: tuple[str, ...]) -> str:
    """Return the index file of a stack of corpus folders."""
    return kept_path("index", "\n".join(folders), ".sqlite")


def note_path(path: str) -> str:
    """Return the file that says for which files the wheel's compiled corpus answers instead of an index."""
    return path.removesuffix(".sqlite") + ".note"


def discard() -> None:
    """Remove every index of this version from the cache; each is built anew when it is next asked for."""
    from compactx.index.compiled import distrust  # noqa: PLC0415 - only for a damaged index

    start = f"index-{layout.VERSION}-"
    try:
        names = os.listdir(cache_folder())
    except OSError:
        return
    for name in names:
        if name.startswith(start) and name.endswith(".note"):
            distrust(os.path.join(cache_folder(), name))
        elif name.startswith(start):
            _remove(os.path.join(cache_folder(), name))
            distrust(note_path(os.path.join(cache_folder(), name)))  # it may have been made from the compiled corpus


def is_ours(path: str) -> bool:
    """Say whether there is a regular file that nobody but us, or the administrator, can have put there."""
    try:
        is_file = S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False
    return is_file and source.is_trusted(path) and source.is_trusted(os.path.dirname(path))


def _open_existing(path: str, manifest: str) -> sqlite3.Connection | None:
    """Return a connection if the file is an index of this version and this manifest, else None."""
    try:
        connection = sqlite3.connect(address(path), uri=True, isolation_level=None)
        rows = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('version', 'manifest')"))
    except (sqlite3.Error, UnicodeError):
        return None
    if rows == {"version": str(layout.VERSION), "manifest": manifest}:
        return connection
    connection.close()
    return None


def _grown(path: str, folders: tuple[str, ...], manifest: str) -> sqlite3.Connection | None:
    """Return a connection to the index that was there, with what changed since; None if it is built.

    The index is copied, changed and renamed into place, so what goes wrong in between loses nothing. Where there is
    none, the compiled corpus of the wheel is what was there.
    """
    found = _changes(path, folders, manifest)
    if found is None:
        return None
    base, files, order = found
    from compactx.corpus import atomic  # noqa: PLC0415 - lookups on a fresh index never need it
    from compactx.index.growth.room import NotLocalError  # noqa: PLC0415 - as above

    def fill(temporary: str) -> None:
        atomic.copy_file(base, temporary)
        if files or base != path:
            from compactx.index.growth.edits import take_in_edits  # noqa: PLC0415 - as above

            take_in_edits(temporary, files, order, manifest)
        else:
            from compactx.index.growth.growth import take_in  # noqa: PLC0415 - as above

            take_in(temporary, source.library(folders), manifest)

    try:
        atomic.make_folder(os.path.dirname(path))
        return _put(path, manifest, fill) if source.is_trusted(os.path.dirname(path)) else None
    except (OSError, sqlite3.Error, NotLocalError):
        return None


def _changes(
    path: str, folders: tuple[str, ...], manifest: str
) -> tuple[str, list[tuple[str, str, int]], list[str]] | None:
    """Return the index that is to grow, the files that changed since, and the names of all; None if none can."""
    before = _manifest_of(path) if is_ours(path) else ""
    files, told = before.partition(_LIBRARY)[::2]
    now, library = manifest.partition(_LIBRARY)[::2]
    if len(set(now.split("\n"))) < now.count("\n") + 1:  # a folder in another: its files count twice
        return None
    base = path
    if not before:
        from compactx.index.compiled import base_of  # noqa: PLC0415 - as above

        compiled = None if library else base_of(folders, note_path(path))
        if compiled is None:
            return None
        base, differing = compiled
        files = "\n".join(line for line in now.split("\n") if _is_of(line, folders[0], differing))
        files = "\n".join([files, *differing])
    elif bool(told) != bool(library) or (files != now and told != library):
        return None
    return (base, *changed_files(files, now, folders))


def _is_of(line: str, root: str, differing: list[str]) -> bool:
    """Say whether a line of a manifest is that of a file of a folder that does not differ."""
    path = line.partition("\t")[0]
    return path.startswith(f"{root}{os.sep}") and path not in differing


def changed_files(before: str, now: str, folders: tuple[str, ...]) -> tuple[list[tuple[str, str, int]], list[str]]:
    """Return the files that differ between two manifests, and the names of all files now, in their order.

    Each has its path ('' for one that has gone), its name for people, and its origin.
    """
    old, new = ({line.partition("\t")[0]: line for line in told.split("\n")} for told in (before, now))
    named = dict(zip(folders, source.folder_labels(folders), strict=True))

    def label(path: str) -> tuple[str, str]:
        """Return the folder of a file, '' for none, and its name for people."""
        root = max((root for root in folders if path.startswith(f"{root}{os.sep}")), key=len, default="")
        return root, source.file_label(path, root, named.get(root, ""))

    found = []
    for path in {**old, **new}:
        if path not in named and old.get(path) != new.get(path):
            root, name = label(path)
            found.append((path if path in new else "", name, int(root != folders[0])))
    order = [name for root, name in map(label, new) if root]
    return found, order


def _manifest_of(path: str) -> str:
    """Return the manifest of an index of this version, '' if there is none."""
    try:
        connection = sqlite3.connect(address(path), uri=True, isolation_level=None)
        rows = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('version', 'manifest')"))
        connection.close()
    except (sqlite3.Error, UnicodeError):
        return ""
    return str(rows["manifest"]) if rows.get("version") == str(layout.VERSION) else ""


def _put(path: str, manifest: str, fill: Callable[[str], None]) -> sqlite3.Connection | None:
    """Fill a temporary file, give it its name, and open it."""
    from compactx.corpus import atomic  # noqa: PLC0415 - lookups on a fresh index never need it

    temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}.tmp"
    _underway.add(temporary)
    try:
        _sweep(path)
        atomic.reserve(temporary)
        fill(temporary)
        os.replace(temporary, path)
        return _open_existing(path, manifest)
    finally:
        _remove(temporary)
        _underway.discard(temporary)


def _rebuild(path: str, folders: tuple[str, ...], manifest: str) -> sqlite3.Connection:
    corpus = _usable_corpus(folders)
    library = source.library(folders) if _LIBRARY in manifest else ""
    from compactx.corpus import atomic  # noqa: PLC0415 - lookups on a fresh index never need it
    from compactx.index.build import build  # noqa: PLC0415 - as above
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
        fresh = _put(path, manifest, fill)
    except (OSError, sqlite3.Error) as error:
        if library and is_damage(error):
            raise unreadable(library, error) from None
        fresh = None
    return fresh or _in_memory(corpus, manifest, library, build)


def _sweep(path: str) -> None:
    """Remove what builds of this index left that were killed: with a library that can be a gigabyte each."""
    from compactx.corpus import atomic  # noqa: PLC0415 - loaded already

    start = os.path.basename(path) + "."
    for name in os.listdir(os.path.dirname(path)):
        if name.startswith(start) and name.endswith(".tmp"):
            whole = os.path.join(os.path.dirname(path), name)
            process = name[len(start) :].partition("-")[0].partition(".")[0]
            if whole not in _underway and (process == str(os.getpid()) or atomic.is_left(whole, process)):
                _remove(whole)


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
