"""A page about one thing, for a terminal: the answer first, housekeeping last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.model.kinds import kind_named
from compactx.model.locator import printed
from compactx.render.pages import entry, links, opening, style
from compactx.render.pages.style import blank, grid, heading, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group, RenderableType

    from compactx.query.elsewhere import Recurrence
    from compactx.query.overview import Setting
    from compactx.query.show import Profile, ShownPart
    from compactx.render.pages.opening import QuotedWording

_LONG = 14


def page(
    shown: Sequence[tuple[Profile, Setting]],
    width: int,
    quoted: QuotedWording,
    claims: Mapping[int, str],
    elsewhere: Mapping[str, Recurrence],
) -> Group:
    """Return a page for each thing, one below the other.

    ``claims`` are what to say of things that are named by their own text, ``elsewhere`` which clauses also stand in
    other documents.
    """
    parts: list[RenderableType] = []
    for n, (one, setting) in enumerate(shown):
        parts += [blank(), blank()] if n else []
        parts.append(opening.head(one, setting, claims.get(one.node.n, "")))
        also = elsewhere.get(one.node.id)
        room = min(width, style.PROSE)
        is_clause = bool(one.node.locator)
        parts += _provision(one, setting, quoted, room, also) if is_clause else _known(one, setting, quoted, room)
        parts += [blank(), _next(one)]
    return stack(*parts)


def _known(one: Profile, setting: Setting, quoted: QuotedWording, width: int) -> list[RenderableType]:
    said = opening.said(one.node, quoted)
    answers = opening.answers(one, setting, quoted, width, entry.dated(one))
    return [*([blank()] if said else []), *said, *([blank()] if answers else []), *answers,
            *entry.body(one, setting, width, quoted)]  # fmt: skip


def _elsewhere(identity: str, also: Recurrence) -> list[RenderableType]:
    """Return the line that says where else the same words stand."""
    pairs = [(what, *end) for what, end in (("first", also.first), ("latest", also.latest)) if end]
    ends = [f"{what} {whole.symbol or whole.id} {printed(at)} ({whole.date})" for what, whole, at in pairs]
    said = f"also stands in {style.counted(also.count, 'other provision')}, word for word"
    told = ": " + ends[0].partition(" ")[2] if also.count == 1 and ends else "".join(f", {end}" for end in ends)
    return [blank(), join(text(said + told), text(f"compactx agreed {identity}", style.QUIET))]


def _provision(
    one: Profile, setting: Setting, quoted: QuotedWording, width: int, also: Recurrence | None
) -> list[RenderableType]:
    node = one.node
    commitment = [part for part in one.parts if part.node.kind == "commitment" and node.kind == "objective"]
    own = opening.said(node, quoted) if not commitment or quoted.with_gist else []
    own = own or _above(one)
    body: list[RenderableType] = [*([blank()] if own else []), *own]
    answers = opening.answers(one, setting, quoted, width)
    body += [blank(), *answers] if answers else []
    for part in commitment:
        body += [blank(), opening.commitment(part.node, quoted, width)]
    nodes = [node, *(part.node for part in one.parts)]
    legend = opening.legend_of_page(nodes if not commitment else nodes[1:], quoted)
    body += [legend] if legend.plain else []
    body += [
        text(f"Also titled “{other.title}” ({other.edition}: {other.note}).", style.QUIET)
        for other in one.facts.other_titles
    ]
    body += _elsewhere(node.id, also) if also else []
    return [*body, *_sections(one, quoted, width, [part for part in one.parts if part not in commitment])]


def _above(one: Profile) -> list[RenderableType]:
    """Return what the article says of which a paragraph that is not described itself is a part."""
    whole = one.above[0] if one.above and one.node.kind == "paragraph" else None
    if whole and whole.kind == "article" and whole.gist:
        return [join(text(f"{whole.printed}:", style.QUIET), text(whole.told), by=" ")]
    return []


def _sections(one: Profile, quoted: QuotedWording, width: int, parts: Sequence[ShownPart]) -> list[RenderableType]:
    body: list[RenderableType] = []
    for kind in dict.fromkeys(part.node.kind for part in parts):
        inside = [part for part in parts if part.node.kind == kind]
        name = kind_named(kind).plural.capitalize()
        body += [blank(), heading(name, len(inside)), *_parts(inside, width, quoted)]
    commitment = [part for part in one.parts if part not in parts]
    own = [r for r in one.references if r.source.n in {one.node.n, *(part.node.n for part in commitment)}]
    if own:
        name = "The commitment cites" if commitment else "Refers to"
        body += [blank(), heading(name, len(own)), indented(stack(*map(links.outgoing, own)))]
    body += links.citing_lines(one, width, quoted.most)
    return [*body, *links.editorial(one)]


def _parts(parts: Sequence[ShownPart], width: int, quoted: QuotedWording) -> list[RenderableType]:
    longest = max(len(part.node.printed) for part in parts)
    out: list[RenderableType] = []
    if longest <= _LONG and width >= style.NARROW:
        table = grid(longest, None)
        for part in parts:
            table.add_row(text(part.node.printed, style.LOCATOR), _part(part, quoted))
        return [indented(table)]
    for part in parts:
        out += [indented(text(part.node.printed, style.LOCATOR)), indented(_part(part, quoted), 4)]
    return out


def _part(part: ShownPart, quoted: QuotedWording) -> Group:
    title = text(part.node.title, style.TITLE) if part.node.title else None
    return stack(title, *opening.said(part.node, quoted), *map(links.outgoing, part.references))


def _next(one: Profile) -> Group:
    node = one.node
    url = opening.official_address(one)
    asked = f"objective {node.number}" if node.kind == "objective" else node.id
    paths = [f"compactx path {asked} to {one.path_end}"] if one.path_end else []
    tries = [f"compactx refs {asked}", *paths, f"compactx tree {asked} --direction out"]
    link = join(text("link", style.QUIET), text(url)) if url else None
    if link:
        link.no_wrap, link.overflow = True, "ignore"  # a terminal folds it, and copies it whole
    return stack(link, style.commands(tries))
