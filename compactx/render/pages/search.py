"""Search hits for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.text import LEGEND, SUMMARY
from compactx.render.pages import style
from compactx.render.pages.style import blank, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.query.search import Hit, SearchResult

MATCH = "bold underline"
_HEAD = 2  # lines above the first hit


def page(
    found: SearchResult, words: Mapping[str, str], claims: Mapping[int, str] | None = None, narrowing: str = ""
) -> Group:
    """Return two lines a hit: what it is, and the words around the match; matches stand in brackets.

    ``words`` are the wording at hand by id: it stands before the summary in which something was found. ``claims`` says
    what to write beside things that are named by their own text, ``narrowing`` are options that leave hits out.
    """
    if not found.hits:
        whole = "without that, everything is searched"
        return stack(style.nothing(f"Nothing matches {found.text}", narrowing, whole))
    shown = f"{len(found.hits)} of {found.total}" if found.total > len(found.hits) else str(found.total)
    parts: list[RenderableType] = [text(f"{shown} for {found.text}", style.QUIET), blank()]
    named, clauses, entries = found.arranged
    for title, hits in (("", named), ("clauses", clauses), ("instruments, actors and groups", entries)):
        if title and hits and len(hits) < len(found.hits):
            parts += [*([blank()] if len(parts) > _HEAD else []), style.heading(title, len(hits))]
        for hit in hits:
            parts.append(_head(hit, claims or {}))
            if hit.snippet.startswith(SUMMARY) and hit.node.id in words:
                parts.append(indented(style.says(hit.node, words)))
            parts.append(indented(marked_snippet(hit.snippet)))
    if any(hit.snippet.startswith(SUMMARY) for hit in found.hits):
        parts += [blank(), text(LEGEND, style.QUIET)]
    if found.total > len(found.hits):
        parts += [blank(), text("-n 0 shows them all", style.QUIET)]
    return stack(*parts)


def _head(hit: Hit, claims: Mapping[int, str]) -> Text:
    node = hit.node
    where = f"objective {node.objective}" if node.objective and node.kind != "objective" else ""
    title = node.title if hit.field != "title" else ""
    identity = text(node.id, style.ID)
    return join(
        *((identity, text(title, style.TITLE)) if node.locator else (text(title, style.TITLE), identity)),
        text(node.kind, style.QUIET),
        text(where, style.QUIET),
        text(f"[{claims[node.n]}]" if node.n in claims else "", style.QUIET),
    )


def marked_snippet(snippet: str) -> Text:
    """Return a snippet with what stands in brackets made bold and underlined."""
    out = text("")
    for n, piece in enumerate(snippet.split("[")):
        inside, bracket, rest = piece.partition("]")
        if n and bracket:
            out.append_text(text(f"[{inside}]", MATCH)).append_text(text(rest))
        else:
            out.append_text(text(("[" if n else "") + piece))
    return out
