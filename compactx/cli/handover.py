"""Which part of the graph is handed over, where the files go, and official pages for a browser."""

from __future__ import annotations

import os
import sys

from compactx.errors import CannotWriteError, UsageError
from compactx.export.format_table import refuse_unfit
from compactx.query.select import select, select_many, select_pair

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import IO, Any

    from compactx.cli.session import Session
    from compactx.export.format_table import Format
    from compactx.export.graph import Count
    from compactx.export.selection import ExportGraph
    from compactx.index.read import Node
    from compactx.query.path import Paths

    Writer = Callable[[IO[Any]], None]

MOST_DEPTH = 6
MOST_PATHS = 20
_READ = frozenset({"html", "markdown", "svg", "png", "dot", "mermaid"})  # forms that people read, not data


def neighbourhood(
    session: Session, words: Sequence[str], depth: int, *, editorial: bool, sample: int = 0
) -> ExportGraph:
    """Return what surrounds the things that the words name; ``sample`` is that of a picture.

    Raises:
        UsageError: the depth is more than anyone could read, or too much lies there.
        UnknownReferenceError, AmbiguousReferenceError: as :func:`compactx.query.select.select`.
    """
    if depth > MOST_DEPTH:
        raise UsageError(f"--depth {depth} reaches everything", hint=f"at most {MOST_DEPTH}; or leave the scope out")
    from compactx.export import selection  # noqa: PLC0415 - help and mistakes need the table alone

    named = _named(session, words)
    found = selection.around(session.index, named, depth=depth, editorial=editorial, sample=sample)
    if found.about("sampled"):
        session.warn(f"drawn from an even sample of what refers to {found.about('sampled')}")
    return found


def path_between(session: Session, words: Sequence[str], count: int, *, editorial: bool) -> ExportGraph | None:
    """Return the best paths between two things as a graph, None if there is none; raises as above."""
    source, target = select_pair(session.index, words)
    for chosen in (source, target):
        session.note_reading(chosen)
    return _along(session, source.node, target.node, count, editorial=editorial)


def _along(session: Session, source: Node, target: Node, count: int, *, editorial: bool) -> ExportGraph | None:
    from compactx.export import selection  # noqa: PLC0415 - as above
    from compactx.graph.paths import HopFilter  # noqa: PLC0415 - only for a path
    from compactx.query.path import path  # noqa: PLC0415 - as above

    found: Paths = path(
        session.index, source, target, count=max(1, min(count, MOST_PATHS)), wanted=HopFilter(editorial=editorial)
    )
    if not found.paths:
        session.warn(f"no path between {source.id} and {target.id}; nothing was written")
        return None
    return selection.along(session.index, found, editorial=editorial)


def named_things(session: Session, words: Sequence[str], *, editorial: bool) -> ExportGraph:
    """Return the things that were named and what runs between them; raises as :func:`neighbourhood`."""
    from compactx.export import selection  # noqa: PLC0415 - as above

    return selection.among(session.index, _named(session, words), editorial=editorial)


def _named(session: Session, words: Sequence[str]) -> list[Node]:
    lines = [list(words)] if list(words) != ["-"] else session.references_on_stdin()
    if len(lines) == 1:
        found = select_many(session.index, lines[0])
    else:
        found = [select(session.index, line[0]) for line in lines]
    for chosen in found:
        session.note_reading(chosen)
    return list(dict.fromkeys(chosen.node for chosen in found))


COLUMNS = ("file", "format", "nodes", "edges", "references", "links", "structure")


def hand_over(form: Format, graph: ExportGraph, *, output: str, part: str, force: bool) -> list[str]:
    """Write a graph in a format to files, or to standard output if none is named; return the files.

    Raises:
        UsageError: a format of several tables is to go to standard output, or bytes to a terminal; or the graph is
            more than the format can show.
        CannotWriteError: a file cannot be written, or exists and ``force`` is not set.
    """
    refuse_unfit(form, graph, part)
    if not output:
        if form.parts and not part:
            hint = f"-o FOLDER writes both; --part {form.parts[0]} writes one to standard output"
            raise UsageError(f"{form.name} is {len(form.parts)} tables", hint=hint)
        to_stdout(lambda stream: form.write(graph, part, stream), binary=form.binary)
        return []
    from compactx.export.place import save  # noqa: PLC0415 - only when a file is named

    return save(form, graph, output, part, force=force)


def to_stdout(writer: Writer, *, binary: bool = False) -> None:
    """Write to standard output, always as UTF-8: what is handed over is a file, not a page.

    Raises:
        UsageError: bytes would go to a terminal.
        CannotWriteError: standard output takes no more.
    """
    import io  # noqa: PLC0415 - loaded with the interpreter

    if binary and sys.stdout.isatty():
        raise UsageError("this format is not text, and standard output is a terminal", hint="name a file: -o FILE")
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        writer(sys.stdout)
        return
    sys.stdout.flush()
    stream = raw if binary else io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
    try:
        writer(stream)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWriteError(f"standard output cannot be written: {error.strerror or error}") from None
    finally:
        if not binary:
            _let_go(stream)


def _let_go(stream: IO[Any]) -> None:
    """Take the wrapper off without closing standard output."""
    try:
        stream.detach()  # type: ignore[attr-defined]
    except (OSError, ValueError):
        return


def answer(
    session: Session,
    form: Format,
    graph: ExportGraph | None,
    *,
    output: str,
    part: str = "",
    force: bool = False,
) -> int:
    """Hand a graph over and say what was done; return the exit status.

    Without a graph (there was no path) nothing is written. With ``--json`` the answer is the files, and if none is
    named, what would be written. Raises as :func:`hand_over`.
    """
    as_json = session.given.flag("json") or session.given.flag("jsonl")
    lost = session.all_dangling()
    if lost:
        session.warn(f"{lost} and can be in no export; compactx check tells where")
    if graph is not None and form.name in _READ:
        from compactx.cli.wordings import worded_graph  # noqa: PLC0415 - for people only

        graph = worded_graph(session.index, graph)
    files: list[str] = []
    if graph is not None and (output or not as_json):
        files = hand_over(form, graph, output=output, part=part, force=force)
    if as_json:
        return _present(session, form, graph, _held(form, graph, files, part))
    if files and not session.given.flag("quiet"):
        held = _held(form, graph, files, part)
        wrote = ", ".join(f"{file}: {count.words}" for file, count in held)
        session.warn(f"wrote {wrote}{f'; {lost} and are left out' if lost else ''}")
    session.tell()
    return 0 if graph is not None else 1


def _held(
    form: Format, graph: ExportGraph | None, files: Sequence[str | None], part: str
) -> list[tuple[str | None, Count]]:
    """Return each file, or None for what was not written, with how much it holds."""
    if graph is None:
        return []
    parts = form.parts if files and form.parts and not part else (part,)
    return [(file, form.count(graph, name)) for file, name in zip(files or (None,), parts, strict=True)]


def _present(session: Session, form: Format, graph: ExportGraph | None, held: list[tuple[str | None, Count]]) -> int:
    items = [
        {"file": file, "format": form.name, "nodes": count.things, "edges": count.edges,
         "references": None if count.is_drawn else count.references,
         "links": None if count.is_drawn else count.links,
         "structure": None if count.is_drawn else count.structure}
        for file, count in held
    ]  # fmt: skip
    query = {"format": form.name, "scope": graph.about("scope") if graph is not None else None}
    status = 0 if graph is not None else 1
    return session.present(items, columns=COLUMNS, page=str, query=query, identify="file", status=status)


def open_pages(session: Session, nodes: Iterable[Node]) -> int:
    """Print the official address of each thing, and open it; return 1 if one has none that is known."""
    from compactx.query.cite import official_page  # noqa: PLC0415 - only with --web

    found = [(node.id, official_page(session.index, node)) for node in nodes]
    for url in dict.fromkeys(url for _, url in found if url):
        sys.stdout.write(f"{url}\n")
        _open(url)
    for identity in (identity for identity, url in found if not url):
        session.warn(f"no official page of {identity} is known")
    session.tell()
    return 0 if all(url for _, url in found) else 1


def _open(url: str) -> None:
    """Open a page where a person sits at a desktop; a text browser would take the terminal away."""
    desktop = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if desktop and sys.stdout.isatty():
        from contextlib import suppress  # noqa: PLC0415 - when a page is opened only
        from webbrowser import open as show  # noqa: PLC0415 - as above

        with suppress(Exception):
            show(url)
