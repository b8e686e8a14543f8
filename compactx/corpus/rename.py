"""Renaming a thing of a corpus folder: its id and every reference to it or its parts, where they stand, nothing else.

The text around is left as its author wrote it. All files are read and edited before the first is written; when one
cannot be written, those before it are put back.
"""

from __future__ import annotations

import os

from compactx.corpus import atomic, nodes, regular, source
from compactx.errors import CannotWriteError, CorpusError, UsageError
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Keys whose text, or whose list of texts, is an id.
_IDS = frozenset({
    "id", "of", "from", "to", "clause", "means", "parts_in", "cites_parts_of", "speaker", "body", "treaty",
    "against", "in_favour", "abstaining", "not_voting", "signatories", "unknown",
})  # fmt: skip
_KEYED = frozenset({"parties"})  # whose keys are ids
_EDITIONS = "editions"  # have ids of their own, which name nothing else
_LOCATORS = frozenset({"locator", "parent"})
_QUOTES = frozenset({'"', "'"})


class Replacement(Record):
    """A place where an id stands: the file inside the folder, line and column, the key, the id before and after."""

    file: str
    line: int
    column: int
    key: str
    before: str
    after: str


class Renaming(Record):
    """What a renaming changes: the places, files with their new text, and files that take a new name with it."""

    before: str
    after: str
    places: tuple[Replacement, ...]
    texts: tuple[tuple[str, bytes], ...]
    moves: tuple[tuple[str, str], ...]


def plan(folder: str, before: str, after: str) -> Renaming:
    """Return what has to change in a folder so that a thing has another id.

    Raises:
        UsageError: nothing of this folder has the id, or a part would leave its instrument.
        CorpusError: a file of the folder cannot be read.
    """
    if before.partition("/")[0] != after.partition("/")[0] and ("/" in before or "/" in after):
        raise UsageError(f"{before} is a part; it stays in its instrument",
                         hint=f"write {before.partition('/')[0]}/NEW, or rename the instrument")  # fmt: skip
    places: list[Replacement] = []
    texts: list[tuple[str, bytes]] = []
    is_ours = False
    for path, _, trouble in source.files(folder) if os.path.isdir(folder) else ():
        data, top = _read(path, trouble)
        name = os.path.relpath(path, folder)
        found = [*_places(top, name, before, after, _instrument_of(top))]
        is_ours = is_ours or any(_defines(place, before, after) for place in found)
        if found:
            places += found
            texts.append((path, _edited(data, found, name)))
    if not is_ours:
        raise UsageError(
            f"nothing in {folder} has the id {before}",
            hint="only what stands in your own corpus can be renamed; compactx check lists its files",
        )
    return Renaming(before, after, tuple(places), tuple(texts), tuple(_moves(folder, before, after)))


def carry_out(renaming: Renaming) -> None:
    """Write every file of a renaming, then give files their new names.

    Raises:
        CannotWriteError: a file cannot be written; those before it are as they were.
    """
    kept: list[tuple[str, bytes]] = []
    try:
        for path, data in renaming.texts:
            kept.append((path, regular.read(path, nodes.MAX_BYTES)))
            _put(path, data)
        for old, new in renaming.moves:
            os.rename(old, new)
    except (CannotWriteError, OSError) as error:
        for path, data in kept:
            _put(path, data)
        if isinstance(error, CannotWriteError):
            raise
        raise CannotWriteError(f"cannot rename {renaming.before}: {error.strerror}") from None


def _put(path: str, data: bytes) -> None:
    mode = os.stat(path).st_mode & 0o777
    atomic.write_file(os.path.dirname(path), os.path.basename(path), data)
    os.chmod(path, mode)


def _read(path: str, trouble: str) -> tuple[bytes, nodes.Mapping]:
    try:
        data = b"" if trouble else regular.read(path, nodes.MAX_BYTES)
    except OSError as error:
        trouble = f"cannot be read: {error.strerror}"
    if trouble:
        raise CorpusError(f"{path} {trouble}")
    top, findings = nodes.read_nodes(data, path)
    first = next((one for one in findings if one.severity == "error"), None)
    if top is None or first:
        where = f"{path}:{first.place.line}:{first.place.column}" if first else path
        said = first.message if first else "the file holds nothing"
        raise CorpusError(f"{where}: {said}", hint="mend it first: every file must be read to rename in all of them")
    return data, top


def _instrument_of(top: nodes.Mapping) -> str:
    """Return the instrument whose provisions a file holds, '' for none."""
    head = top.entries.get("instrument")
    node = head.entries.get("id") if isinstance(head, nodes.Mapping) else top.entries.get("of")
    return node.text.strip() if isinstance(node, nodes.Scalar) and "provisions" in top.entries else ""


def _places(
    node: nodes.YamlNode, file: str, before: str, after: str, whole: str, key: str = ""
) -> Iterator[Replacement]:
    """Yield the places below a node; ``key`` is the one under which it stands."""
    if isinstance(node, nodes.Mapping):
        for name, value in node.entries.items():
            if key in _KEYED and _renamed(name, before, after):
                line, column = node.keys[name]
                yield Replacement(file, line, column, key, name, _renamed(name, before, after))
            inner = "" if key == _EDITIONS and name == "id" else name
            yield from _places(value, file, before, after, whole, inner)
    elif isinstance(node, nodes.Sequence):
        for item in node.items:
            yield from _places(item, file, before, after, whole, key)
    elif isinstance(node, nodes.Scalar):
        text = node.text.strip()
        own = f"{whole}/" if key in _LOCATORS and whole and "/" in before else ""
        found = _renamed(own + text, before, after) if key in _IDS or own else ""
        if found:
            yield Replacement(file, node.line, node.column, key, text, found.removeprefix(own))


def _renamed(text: str, before: str, after: str) -> str:
    """Return an id with its new beginning, '' if it is neither the thing nor a part of it.

    >>> _renamed("plan/3.a", "plan", "plan-2025"), _renamed("plan/3.a", "plan/3", "plan/4")
    ('plan-2025/3.a', 'plan/4.a')
    >>> _renamed("plans", "plan", "x")
    ''
    """
    parts = (".", "-") if "/" in before else ("/",)
    if text == before:
        return after
    is_part = text.startswith(before) and text[len(before)] in parts[:1]
    return after + text[len(before) :] if is_part else ""


def _defines(place: Replacement, before: str, after: str) -> bool:
    if "/" in before:
        return place.key == "locator" and after.endswith("/" + place.after)
    return place.key == "id" and place.after == after


def _edited(data: bytes, places: list[Replacement], file: str) -> bytes:
    """Return a file with new ids where the old ones stand, written as they were written: quoted or not."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    lines = data.decode("utf-8-sig").splitlines(keepends=True)
    for place in sorted(places, key=lambda one: (-one.line, -one.column)):
        line = lines[place.line - 1]
        at = place.column - 1
        at += line[at : at + 1] in _QUOTES
        if line[at : at + len(place.before)] != place.before:
            raise CorpusError(
                f"{file}:{place.line}:{place.column}: {place.before} is written in a way that is not read",
                hint="write the id on one line, as plain text",
            )
        lines[place.line - 1] = line[:at] + place.after + line[at + len(place.before) :]
    return mark + "".join(lines).encode()


def _moves(folder: str, before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the files and folders that are called by the id."""
    for inside in ("instruments", "registers") if "/" not in before else ():
        for ending in (".yaml", ".yml", ""):
            old = os.path.join(folder, inside, before + ending)
            new = os.path.join(folder, inside, after + ending)
            if os.path.lexists(old) and not os.path.lexists(new):
                yield old, new
