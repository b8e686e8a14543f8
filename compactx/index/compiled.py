"""The index of the shipped corpus that a wheel brings along, so that nothing is compiled on the first run.

It is made when the wheel is made (`.ci/wheel.py`), is read where it lies and never written to. It is believed
if it is of this version of the tables and of exactly the YAML files beside it: their contents are compared once, then a
note in the cache says so for as long as no file changes.

A checkout that is installed as editable has one too, among the packages. Its code and its corpus go on changing, so
the first command takes a copy of it, with what has changed in the corpus since, if the code that made it is the same;
from then on the copy is an index like any other. A checkout that is not installed has none.
"""

from __future__ import annotations

import os
import sys

from compactx.corpus import source
from compactx.errors import CorpusError
from compactx.index import cache, notes
from compactx.index.cache import address, sqlite3

FILE = "_corpus.sqlite"
BESIDE = "_compactx_corpus.sqlite"  # its name among the packages, for a checkout
_PACKAGES = ("site-packages", "dist-packages")
_MAKERS = ("corpus", "index", "model")  # the packages whose code makes an index of a corpus
_SAID = "SELECT key, value FROM meta WHERE key IN ('version', 'contents', 'code')"


def compiled_path() -> str:
    """Return where the compiled corpus lies in an installed package."""
    return os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), FILE)


def checkout_path() -> str:
    """Return where an editable install put the corpus of a checkout, compiled; '' if nowhere."""
    folders = (folder for folder in sys.path if os.path.isabs(folder) and os.path.basename(folder) in _PACKAGES)
    return next(filter(os.path.isfile, (os.path.join(folder, BESIDE) for folder in folders)), "")


def opened(
    folders: tuple[str, ...], manifest: str, note: str, *, of_checkout: bool = False
) -> sqlite3.Connection | None:
    """Return a connection to the compiled corpus if it answers for exactly these folders as they are now, else None.

    ``note`` is the file that remembers for which manifest it was found to answer. That ``of_checkout`` is asked where
    no copy of it can be kept.
    """
    file = checkout_path() if of_checkout else compiled_path()
    if folders != (source.packaged(),) or "\nlibrary\t" in manifest or not os.path.isfile(file):
        return None
    found = _connected(file, note)
    if found is None:
        return None
    connection, contents = found
    is_noted = notes.read_note(note) == manifest
    if is_noted or contents == contents_mark(folders[0]):
        if not is_noted and not of_checkout:
            notes.write_note(note, manifest)
        return connection
    connection.close()
    return None


def base_of(folders: tuple[str, ...], note: str) -> tuple[str, list[str]] | None:
    """Return the compiled corpus and the YAML files of the first folder that it does not answer for; None without one.

    An index of these folders is what the compiled corpus becomes by these files and those of the other folders;
    ``note`` may say that it is damaged.
    """
    file = _either()
    found = _connected(file, note) if file and folders[:1] == (source.packaged(),) else None
    if found is None:
        return None
    found[0].close()
    now = contents_mark(folders[0]).split("\n")
    if now == [""]:
        return None
    differing = set(now) ^ set(found[1].split("\n"))
    return file, sorted({os.path.join(folders[0], line.partition("\t")[0]) for line in differing if line})


def _either() -> str:
    inside = compiled_path()
    return inside if os.path.isfile(inside) else checkout_path()


def _connected(file: str, note: str) -> tuple[sqlite3.Connection, str] | None:
    """Open a compiled corpus and tell of which files it is; None if not ours, of other code, or noted to be damaged."""
    if not source.is_trusted(file):
        return None
    try:
        connection = sqlite3.connect(address(file), uri=True, isolation_level=None)
        rows = dict(connection.execute(_SAID))
    except sqlite3.Error:
        return None
    is_of_code = rows.get("version") == str(cache.VERSION) and ("code" not in rows or rows["code"] == _code())
    if is_of_code and notes.read_note(note) != _damage(file):
        return connection, str(rows.get("contents", ""))
    connection.close()
    return None


def distrust(note: str) -> None:
    """Remember that the compiled corpus is damaged: until another one is installed, the YAML files are compiled."""
    if file := _either():
        notes.write_note(note, _damage(file))


def make(corpus: str, folder: str, target: str) -> None:
    """Compile a corpus folder into a new file; an empty ``folder`` takes a copy that bears the installed name.

    Raises:
        CorpusError: the corpus has errors.
    """
    import shutil  # noqa: PLC0415 - when a wheel is made

    placed = os.path.join(folder, "_corpus")
    shutil.copytree(corpus, placed)
    _compile(placed, target, {"contents": contents_mark(placed)})


def make_for_checkout(corpus: str, target: str) -> None:
    """Compile the corpus folder of a checkout into a new file, for this code; raises as :func:`make`."""
    _compile(corpus, target, {"contents": contents_mark(corpus), "code": _code()})


def _compile(placed: str, target: str, told: dict[str, str]) -> None:
    from compactx.corpus.load import load  # noqa: PLC0415 - when a wheel is made
    from compactx.index.writing.build import build  # noqa: PLC0415 - as above

    found = load((placed,))
    errors = [str(finding) for finding in found.findings if finding.severity == "error"]
    if errors:
        raise CorpusError("no wheel is made of a corpus with errors", details=errors)
    connection = sqlite3.connect(target)
    try:
        build(connection, found, "")
        connection.executemany("INSERT INTO meta VALUES (?, ?)", told.items())
        connection.commit()
    finally:
        connection.close()


def _code() -> str:
    """Return a text that differs for another checkout, and when the code does that makes an index of a corpus."""
    import zlib  # noqa: PLC0415 - of a checkout alone, and once

    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    mark = 0
    for folder in _MAKERS:
        for inside, within, names in os.walk(os.path.join(package, folder)):
            within.sort()
            for name in sorted(name for name in names if name.endswith(".py")):
                with open(os.path.join(inside, name), "rb") as stream:
                    mark = zlib.crc32(stream.read(), zlib.crc32(name.encode(), mark))
    return f"{os.path.realpath(source.packaged())} {mark}"


def contents_mark(root: str) -> str:
    """Return a text that differs when any YAML file of a folder does; '' if one cannot be read.

    A sum of 32 bits beside the size notices an edit, and imports nothing; a digest takes half a lookup.
    """
    import zlib  # noqa: PLC0415 - contents are compared once, then a note says what came of it

    lines = []
    for file, _, trouble in source.files(root):
        if trouble:
            return ""
        with open(file, "rb") as stream:
            content = stream.read()
        lines.append(f"{os.path.relpath(file, root)}\t{len(content)}\t{zlib.crc32(content)}")
    return "\n".join(lines)


def _damage(file: str) -> str:
    told = os.stat(file)
    return f"damaged\t{told.st_size}\t{told.st_mtime_ns}"
