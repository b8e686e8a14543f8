"""Where the corpus is: folders stacked in order, and the files they hold.

The packaged corpus comes first, then the user's own folder, then ``COMPACTX_CORPUS``, then ``--corpus``. This module
runs on every lookup, so it only lists and stats; it opens nothing.
"""

from __future__ import annotations

import os

from compactx.errors import CorpusError

MARKER = "corpus.yaml"
_SUFFIXES = (".yaml", ".yml")


def packaged() -> str:
    """Return the folder of the shipped corpus: inside the wheel, or beside the package in a checkout."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(here, "_corpus")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(here), "corpus")


def user_data() -> str:
    """Return the user's data folder, by the XDG base directory specification."""
    base = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
    return os.path.join(base, "compactx")


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
            raise CorpusError(f"no corpus folder at {folder}", hint="name a folder that holds YAML extracts")
    if os.environ.get("COMPACTX_CORPUS_ONLY") and asked:
        return tuple(map(os.path.abspath, asked))
    own = os.path.join(user_data(), "corpus")
    found = [packaged(), *([own] if os.path.isdir(own) else []), *asked]
    return tuple(dict.fromkeys(map(os.path.abspath, found)))


def files(root: str) -> list[tuple[str, int, int]]:
    """Return (path, size, modification time in ns) of each YAML file below a folder, in path order."""
    found: list[tuple[str, int, int]] = []
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as listing:
                for item in listing:
                    if item.name.startswith("."):
                        continue
                    if item.is_dir():
                        pending.append(item.path)
                    elif item.name.endswith(_SUFFIXES):
                        stat = item.stat()
                        found.append((item.path, stat.st_size, stat.st_mtime_ns))
        except OSError as error:
            raise CorpusError(f"cannot read {folder}: {error.strerror}") from None
    return sorted(found)


def library_path() -> str:
    """Return where bulk imports are kept; the file need not be there."""
    return os.path.join(user_data(), "library.sqlite")


def stamp(path: str) -> str:
    """Return the small file that is renewed when an import into a library is done."""
    return path + ".stamp"


def library(folders: tuple[str, ...]) -> str:
    """Return the user's library if it belongs to these folders (it stands on the shipped corpus), else ''."""
    path = library_path()
    return path if packaged() in folders and os.path.isfile(stamp(path)) and os.path.isfile(path) else ""


def manifest(folders: tuple[str, ...], *, with_library: bool = True) -> str:
    """Return a text that changes when any corpus file appears, goes or is written to, or an import is done."""
    whole = "\n".join(
        f"{root}\n" + "\n".join(f"{path}\t{size}\t{moment}" for path, size, moment in files(root)) for root in folders
    )
    held = library(folders) if with_library else ""
    if not held:
        return whole
    try:
        told = os.stat(stamp(held))  # a new file each time: its number tells two of one tick of the clock apart
        return f"{whole}\nlibrary\t{os.stat(held).st_ino}\t{told.st_ino}\t{told.st_mtime_ns}"
    except OSError:
        return whole
