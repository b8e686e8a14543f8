"""Which part of the graph is handed over: all of it, a neighbourhood, a path, or what was named."""

from __future__ import annotations

from compactx.errors import UsageError
from compactx.export import selection
from compactx.query.select import select, select_many, select_pair

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.cli.session import Session
    from compactx.export.selection import ExportGraph
    from compactx.index.read import Node
    from compactx.query.path import Paths

MOST_DEPTH = 6
MOST_PATHS = 20


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


def path_to(session: Session, words: Sequence[str], target: str, count: int, *, editorial: bool) -> ExportGraph | None:
    """Return the best paths from what the words name to a target, None if there is none; raises as above."""
    source, end = select(session.index, " ".join(words)), select(session.index, target)
    for chosen in (source, end):
        session.note_reading(chosen)
    return _along(session, source.node, end.node, count, editorial=editorial)


def _along(session: Session, source: Node, target: Node, count: int, *, editorial: bool) -> ExportGraph | None:
    from compactx.graph.paths import Wanted  # noqa: PLC0415 - only for a path
    from compactx.query.path import path  # noqa: PLC0415 - as above

    found: Paths = path(
        session.index, source, target, count=max(1, min(count, MOST_PATHS)), wanted=Wanted(editorial=editorial)
    )
    if not found.paths:
        session.warn(f"no path between {source.id} and {target.id}; nothing was written")
        return None
    return selection.along(session.index, found, editorial=editorial)


def named(session: Session, words: Sequence[str], *, editorial: bool) -> ExportGraph:
    """Return the things that were named and what runs between them; raises as :func:`neighbourhood`."""
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
