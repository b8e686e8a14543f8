"""Which formats there are: the files of :mod:`compactx.export.formats`."""

from __future__ import annotations

import os

from compactx.errors import CannotWriteError, UsageError, no_such
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO, Any

    from compactx.export.graph import Count
    from compactx.export.selection import ExportGraph

_ALIASES = {"json": "jsonl", "ndjson": "jsonl", "md": "markdown", "ttl": "turtle", "gv": "dot", "mmd": "mermaid",
            "htm": "html", "nodes": "csv"}  # fmt: skip


class Format(Record):
    """A format: its name, the suffix of its files, what it is for, and how it is written.

    ``parts`` are the tables of a format of several files, empty for all others; ``most`` is how many things a format
    can show that holds everything in memory, 0 for those that write while they read; ``drawn`` counts what a picture
    shows, which is less than it is made from.
    """

    name: str
    suffix: str
    summary: str
    binary: bool
    parts: tuple[str, ...]
    write: Callable[[ExportGraph, str, IO[Any]], None]
    most: int = 0
    drawn: Callable[[ExportGraph], Count] | None = None

    def count(self, graph: ExportGraph, part: str = "") -> Count:
        """Return how much the file holds, or the table of this name."""
        if self.drawn is not None:
            return self.drawn(graph)
        return graph.count(things=part in {"", "nodes"}, edges=part != "nodes")


def format_names() -> list[str]:
    """Return the names of all formats, found by their files."""
    folder = os.path.join(os.path.dirname(__file__), "formats")
    stems = (name.removesuffix(".py") for name in os.listdir(folder) if name.endswith(".py") and name != "__init__.py")
    return sorted(stem.rstrip("_") for stem in stems)


def is_format(word: str) -> bool:
    """Say whether a word names a format."""
    return _ALIASES.get(word.lower(), word.lower()) in format_names()


def load_format(name: str) -> Format:
    """Return a format by its name or a common other name.

    Raises:
        UsageError: there is no such format; the message lists them.
    """
    known = format_names()
    stem = _ALIASES.get(name.lower(), name.lower())
    if stem not in known:
        raise no_such(f'no format is named "{name}"', name, known, hint=f"formats: {' '.join(known)}")
    folder = os.path.join(os.path.dirname(__file__), "formats")
    file = stem if os.path.exists(os.path.join(folder, stem + ".py")) else stem + "_"
    module = __import__(f"compactx.export.formats.{file}", fromlist=["SUFFIX"])
    parts = tuple(getattr(module, "PARTS", ()))

    def write(graph: ExportGraph, part: str, stream: IO[Any]) -> None:
        if parts:
            module.write_part(graph, part, stream)
        else:
            module.write(graph, stream)

    return Format(stem, module.SUFFIX, module.SUMMARY, bool(getattr(module, "BINARY", False)), parts, write,
                  getattr(module, "MOST", 0), getattr(module, "count", None))  # fmt: skip


def format_of_file(path: str) -> str:
    """Return the format that a file name asks for by its suffix, '' if it asks for none.

    >>> format_of_file("gcm.ttl"), format_of_file("out/gcm.GraphML"), format_of_file("gcm")
    ('turtle', 'graphml', '')
    """
    suffix = os.path.splitext(path)[1].lower().removeprefix(".")
    stem = _ALIASES.get(suffix, suffix)
    return stem if stem in format_names() else ""


def refuse_unfit(form: Format, graph: ExportGraph, part: str) -> None:
    """Refuse a part that the format does not have, or more than it can show.

    Raises:
        UsageError: it is one of these.
    """
    if part and part not in form.parts:
        hint = f"{form.name} has {' and '.join(form.parts)}" if form.parts else f"{form.name} is one file"
        raise UsageError(f'{form.name} has no part "{part}"', hint=hint)
    if form.most and len(graph.nodes) > form.most:
        raise UsageError(
            f"{form.name} shows at most {form.most:,} things, and these are {len(graph.nodes):,}",
            hint=f"a part of them: compactx export {form.name} --around REF; all: compactx export parquet or jsonl",
        )


def part_files(output: str, suffix: str, parts: tuple[str, ...], part: str) -> dict[str, str]:
    """Return the file of each part: inside a folder, or beside one another under the name that was given.

    >>> part_files("gcm.csv", ".csv", ("nodes", "edges"), "")
    {'nodes': 'gcm-nodes.csv', 'edges': 'gcm-edges.csv'}
    >>> part_files("gcm.dot", ".dot", (), "")
    {'': 'gcm.dot'}

    Raises:
        CannotWriteError: a folder is named that does not exist.
    """
    if not parts or part:
        return {part: output}
    if os.path.isdir(output):
        return {name: os.path.join(output, name + suffix) for name in parts}
    if output.endswith(("/", os.sep)):
        raise CannotWriteError(f"there is no folder {output}", hint=f"make it first: mkdir -p {output}")
    stem, given = os.path.splitext(output)
    stem = stem if given.lower() == suffix else output
    return {name: f"{stem}-{name}{suffix}" for name in parts}
