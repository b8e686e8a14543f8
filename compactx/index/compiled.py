"""The index of the shipped corpus that a wheel brings along, so that nothing is compiled on the first run.

It is made when the wheel is made (`.ci/wheel.py`), is read where it lies and never written to. It is believed
if it is of this version of the tables and of exactly the YAML files beside it: their contents are compared once, then a
note in the cache says so for as long as no file changes. A checkout has none.
"""

from __future__ import annotations

import os

from compactx.corpus import source
from compactx.errors import CorpusError
from compactx.index import layout, notes
from compactx.index.engine import address, sqlite3

FILE = "_corpus.sqlite"


def compiled_path() -> str:
    """Return where the compiled corpus lies in an installed package."""
    return os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), FILE)


def opened(folders: tuple[str, ...], manifest: str, note: str) -> sqlite3.Connection | None:
    """Return a connection to the compiled corpus if it answers for exactly these folders as they are now, else None.

    ``note`` is the file that remembers for which manifest it was found to answer.
    """
    file = compiled_path()
    if folders != (source.packaged(),) or "\nlibrary\t" in manifest or not os.path.isfile(file):
        return None
    if not source.is_trusted(file):
        return None
    try:
        connection = sqlite3.connect(address(file), uri=True, isolation_level=None)
        rows = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('version', 'contents')"))
    except sqlite3.Error:
        return None
    noted = notes.read_note(note)
    if rows.get("version") == str(layout.VERSION) and noted != _damage(file):
        if noted == manifest:
            return connection
        if rows.get("contents") == contents_mark(folders[0]):
            notes.write_note(note, manifest)
            return connection
    connection.close()
    return None


def base_of(folders: tuple[str, ...], note: str) -> tuple[str, list[str]] | None:
    """Return the compiled corpus and the YAML files of the first folder that it does not answer for; None without one.

    An index of these folders is what the compiled corpus becomes by these files and those of the other folders;
    ``note`` may say that it is damaged.
    """
    file = compiled_path()
    if folders[:1] != (source.packaged(),) or not os.path.isfile(file) or not source.is_trusted(file):
        return None
    try:
        connection = sqlite3.connect(address(file), uri=True, isolation_level=None)
        rows = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('version', 'contents')"))
        connection.close()
    except sqlite3.Error:
        return None
    now = contents_mark(folders[0]).split("\n")
    if rows.get("version") != str(layout.VERSION) or now == [""] or notes.read_note(note) == _damage(file):
        return None
    differing = set(now) ^ set(rows.get("contents", "").split("\n"))
    return file, sorted({os.path.join(folders[0], line.partition("\t")[0]) for line in differing if line})


def distrust(note: str) -> None:
    """Remember that the compiled corpus is damaged: until another one is installed, the YAML files are compiled."""
    if os.path.isfile(compiled_path()):
        notes.write_note(note, _damage(compiled_path()))


def make(corpus: str, folder: str, target: str) -> None:
    """Compile a corpus folder into a new file; an empty ``folder`` takes a copy that bears the installed name.

    Raises:
        CorpusError: the corpus has errors.
    """
    import shutil  # noqa: PLC0415 - when a wheel is made

    from compactx.corpus.load import load  # noqa: PLC0415 - as above
    from compactx.index.build import build  # noqa: PLC0415 - as above

    placed = os.path.join(folder, "_corpus")
    shutil.copytree(corpus, placed)
    found = load((placed,))
    errors = [str(finding) for finding in found.findings if finding.severity == "error"]
    if errors:
        raise CorpusError("no wheel is made of a corpus with errors", details=errors)
    connection = sqlite3.connect(target)
    try:
        build(connection, found, "")
        connection.execute("INSERT INTO meta VALUES ('contents', ?)", (contents_mark(placed),))
        connection.commit()
    finally:
        connection.close()


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
