"""Where the corpus is: folders stacked in order, and the files they hold.

The packaged corpus comes first, then the user's own folder, then ``COMPACTX_CORPUS``, then ``--corpus``. This module
runs on every lookup, so it only lists and stats; it opens nothing, and what it lists has been looked at: a pipe, a
device or a link that leads nowhere is told, never opened.
"""

from __future__ import annotations

import os
from stat import S_ISDIR, S_ISREG

from compactx.errors import CorpusError, UsageError

MARKER = "corpus.yaml"
_SUFFIXES = (".yaml", ".yml")


def packaged() -> str:
    """Return the folder of the shipped corpus: inside the wheel, or beside the package in a checkout."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(here, "_corpus")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(here), "corpus")


def user_data() -> str:
    """Return the user's data folder, by the XDG base directory specification."""
    return base_folder("XDG_DATA_HOME", ".local", "share")


def base_folder(variable: str, *usual: str) -> str:
    """Return our folder in a base directory; a variable that is relative is ignored, as the specification asks."""
    base = os.environ.get(variable, "")
    return os.path.join(base if os.path.isabs(base) else os.path.join(os.path.expanduser("~"), *usual), "compactx")


def is_trusted(path: str) -> bool:
    """Say whether what stands at a path is ours or the administrator's: whatever is read there unasked must be."""
    try:
        return os.name == "nt" or os.stat(path).st_uid in (os.geteuid(), 0)
    except OSError:
        return False


def roots(extra: str = "") -> tuple[str, ...]:
    """Return the folders that make the corpus, the shipped one first.

    ``extra`` and ``COMPACTX_CORPUS`` are folders that must exist; a folder with its own marker file
    and its own relations stands for the whole corpus only if ``COMPACTX_CORPUS_ONLY`` is set.

    Raises:
        CorpusError: a folder that was asked for is not there.
    """
    asked = [folder for folder in (os.environ.get("COMPACTX_CORPUS", ""), extra) if folder]
    for folder in asked:
        if not os.path.isdir(folder):
            raise CorpusError(f"no corpus folder at {folder}",
                              hint=f"name a folder that holds YAML extracts, or make one: mkdir {folder}")  # fmt: skip
    if os.environ.get("COMPACTX_CORPUS_ONLY") and asked:
        return tuple(map(os.path.abspath, asked))
    own = os.path.join(user_data(), "corpus")
    found = [packaged(), *([own] if os.path.isdir(own) and is_trusted(own) else []), *asked]
    return tuple(dict.fromkeys(map(os.path.abspath, found)))


def folder_labels(folders: tuple[str, ...]) -> list[str]:
    """Return how each folder is named in findings: its last part, or more where an earlier folder ends the same way."""
    found: list[str] = []
    for root in folders:
        parts = os.path.normpath(root).split(os.sep)
        tails = (os.path.join(*parts[-depth:]) for depth in range(1, len(parts)))
        found.append(next((tail for tail in tails if tail not in found), root))
    return found


def file_label(path: str, root: str, label: str) -> str:
    """Return how a file of a folder is named in findings; one file may stand for a folder."""
    return label if path == root else os.path.join(label, os.path.relpath(path, root))


def writable(extra: str = "") -> str:
    """Return the folder that commands write into: the one asked for, or the user's own, which need not be there.

    Raises:
        CorpusError: a folder that was asked for is not there.
        UsageError: it is the shipped corpus.
    """
    roots(extra)
    asked = extra or os.environ.get("COMPACTX_CORPUS", "")
    found = os.path.abspath(asked or os.path.join(user_data(), "corpus"))
    if os.path.realpath(found) == os.path.realpath(packaged()):
        raise UsageError("the shipped corpus is not written to", hint="leave --corpus out, or name a folder of yours")
    return found


def files(root: str) -> list[tuple[str, str, str]]:
    """Return (path, mark, trouble) of each YAML file below a folder, in path order.

    The mark changes whenever the file is written to, also where its size and its time are kept; the trouble is why a
    path is not to be opened, '' for a regular file. A link to a folder outside is followed once, one that leads back
    into the folder not at all: what it shows is listed already.
    """
    found: list[tuple[str, str, str]] = []
    pending, linked = [root], set[str]()
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as listing:
                for item in listing:
                    name = item.name
                    if name[0] == ".":
                        continue
                    if name.endswith(_SUFFIXES) and (looked_at := _looked_at(item)):
                        found.append(looked_at)
                    elif _is_folder(item) and (not item.is_symlink() or _is_news(item.path, root, linked)):
                        pending.append(item.path)
        except OSError as error:
            found.append((folder, "", f"cannot be read: {error.strerror}"))
    return sorted(found)


def _is_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:  # a link to itself
        return False


def _looked_at(item: os.DirEntry[str]) -> tuple[str, str, str] | None:
    """Return what :func:`files` says of a path, None for a folder."""
    try:
        told = item.stat()
    except OSError as error:
        is_link = isinstance(error, FileNotFoundError) and item.is_symlink()
        return item.path, "", "is a link that leads nowhere" if is_link else f"cannot be read: {error.strerror}"
    if S_ISREG(told.st_mode):
        return item.path, f"{told.st_size}\t{told.st_mtime_ns}\t{told.st_ctime_ns}\t{told.st_ino}", ""
    return None if S_ISDIR(told.st_mode) else (item.path, "", "is no regular file")


def _is_news(path: str, root: str, linked: set[str]) -> bool:
    """Say whether a link leads to a folder that is not listed without it, and note the folder."""
    real, inside = os.path.realpath(path), os.path.realpath(root).rstrip(os.sep) + os.sep
    if real in linked or f"{real}{os.sep}".startswith(inside) or inside.startswith(f"{real}{os.sep}"):
        return False
    linked.add(real)
    return True


def texts_folder() -> str:
    """Return where attached texts are kept; the folder need not be there."""
    return os.path.join(user_data(), "texts")


def library_path() -> str:
    """Return where bulk imports are kept; the file need not be there."""
    return os.path.join(user_data(), "library.sqlite")


def stamp(path: str) -> str:
    """Return the small file that is renewed when an import into a library is done."""
    return path + ".stamp"


def library(folders: tuple[str, ...]) -> str:
    """Return the user's library if it belongs to these folders (it stands on the shipped corpus), else ''.

    A library that belongs to somebody else is none.
    """
    path = library_path()
    is_there = packaged() in folders and os.path.isfile(stamp(path)) and os.path.isfile(path)
    return path if is_there and is_trusted(path) and is_trusted(stamp(path)) else ""


def mistrusted() -> list[str]:
    """Return what in the user's data folder is left aside because it belongs to somebody else."""
    ours = (os.path.join(user_data(), "corpus"), library_path(), stamp(library_path()))
    return [path for path in ours if os.path.exists(path) and not is_trusted(path)]


def manifest(folders: tuple[str, ...], *, with_library: bool = True) -> str:
    """Return a text that changes when any corpus file appears, goes or is written to, or an import is done."""
    whole = "\n".join(
        f"{root}\n" + "\n".join(f"{path}\t{mark}{trouble}" for path, mark, trouble in files(root)) for root in folders
    )
    held = library(folders) if with_library else ""
    if not held:
        return whole
    try:
        told = os.stat(stamp(held))  # a new file each time: its number tells two of one tick of the clock apart
        return f"{whole}\nlibrary\t{os.stat(held).st_ino}\t{told.st_ino}\t{told.st_mtime_ns}"
    except OSError:
        return whole
