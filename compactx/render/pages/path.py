"""Paths for a terminal: an argument, hop by hop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.text import SAYING
from compactx.render.pages import style
from compactx.render.pages.style import blank, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.path import Path, Paths, PathStep


def page(found: Paths, words: Mapping[str, str], room: int = SAYING) -> Group:
    """Return the paths, or what each end reaches when there is none.

    ``words`` are the wording at hand by id, shown up to ``room`` characters.
    """
    if not found.paths:
        return _none(found)
    parts: list[RenderableType] = []
    for n, path in enumerate(found.paths, 1):
        parts += [blank()] if n > 1 else []
        parts.append(_path(path, n, len(found.paths), lambda node: style.says(node, words, room)))
    if len(found.paths) == 1:
        parts += [blank(), style.commands([f"compactx path {found.source.id} to {found.target.id} -n 3"])]
    nodes = [node for path in found.paths for step in path.steps for node in (step.source, step.target)]
    return stack(*parts, style.legend(nodes, words))


def _path(path: Path, number: int, total: int, says: Callable[[Node], Text]) -> Group:
    hops = f"{len(path.steps)} step{'s' if len(path.steps) > 1 else ''}"
    title = text(f"{hops}" + (f"; path {number} of {total}" if total > 1 else ""), style.QUIET)
    lines: list[RenderableType] = [title, _node(path.steps[0].source, says)]
    for step in path.steps:
        lines += [indented(_hop(step), 3), _node(step.target, says)]
    return stack(*lines)


def _node(node: Node, says: Callable[[Node], Text]) -> Text:
    return join(text(node.id, style.ID), says(node))


def _hop(step: PathStep) -> Text:
    reference = step.reference
    where = ""
    if reference.family != "structure" and reference.clause and reference.instrument:
        outside = "" if reference.is_of_main else f"{reference.instrument.id} "
        where = f"{outside}{reference.locator}"
    reading, evidence = text(step.reading, style.RELATION), text(where, style.LOCATOR)
    return style.arrow(
        "↓" if step.forward else "↑", reading, evidence, quoted(reference.surface), style.mark(reference)
    )


def _none(found: Paths) -> Group:
    lines: list[RenderableType] = [text(f"No path from {found.source.id} to {found.target.id} under these conditions.")]
    for node, reached in found.reach:
        near = ", ".join(other.id for other in reached) or "nothing"
        lines.append(indented(join(text(node.id, style.ID), text(f"reaches {near}"))))
    return stack(*lines)
