"""A page about one thing, for a terminal: the answer first, housekeeping last.

Of what is known by name (instruments, actors, classes) names and sources come last.
"""

from __future__ import annotations

from rich.text import Text

from compactx.model.kinds import kind_named
from compactx.model.locator import printed
from compactx.render.pages import listing, opening, refs, standing, style
from compactx.render.pages.style import blank, grid, heading, indented, join, quoted, stack, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group, RenderableType

    from compactx.query.elsewhere import Recurrence
    from compactx.query.overview import Setting
    from compactx.query.reference import ReferenceView
    from compactx.query.series import SeriesMember
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
    answers = opening.answers(one, setting, quoted, width, dated(one))
    return [*([blank()] if said else []), *said, *([blank()] if answers else []), *answers,
            *body(one, setting, width, quoted)]  # fmt: skip


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
        body += [blank(), heading(name, len(own)), indented(stack(*map(refs.outgoing, own)))]
    body += refs.citing_lines(one, width, quoted.most)
    return [*body, *refs.editorial(one)]


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
    return stack(title, *opening.said(part.node, quoted), *map(refs.outgoing, part.references))


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


def body(one: Profile, setting: Setting, width: int, quoted: QuotedWording) -> list[RenderableType]:
    """Return the sections of a page."""
    parts: list[RenderableType] = []
    if one.facts.get("notes") and not setting.rows:
        parts += [blank(), text(one.facts["notes"][0])]
    parts += listing.parts(one, setting, width, quoted.words) if setting.rows else []
    whole = setting.outlook is not None and one.node.kind == "framework"  # compactx review lists who has a part in it
    doing = [] if whole else [link for link in one.links if link.family == "follow-up"]
    told = {"succeeds"} if one.series else set()  # the series stands by itself
    facts = [link for link in one.links if link.family == "catalogue" and link.relation not in told]
    parts += [blank(), heading("Series", len(one.series)), series_section(one)] if one.series else []
    standings = standing.standing_sections(one.standings) if one.standings else []
    many = bool(one.standings and one.standings.states)  # nearly all States: what cites a treaty stands before them
    parts += [] if many else standings
    parts += _members(one)
    parts += [blank(), heading("Role in follow-up"), _links(one, doing)] if doing else []
    parts += [blank(), heading("Known facts"), _links(one, facts)] if facts else []
    parts += refs.citing_lines(one, width, quoted.most)
    parts += standings if many else []
    parts += [] if setting.rows else listing.parts(one, setting, width, quoted.words)
    parts += refs.editorial(one)
    known = _housekeeping(one)
    parts += [blank(), heading("Names and sources"), indented(known)] if known.rows else []
    if one.facts.get("notes") and setting.rows:
        parts += [blank(), indented(text(one.facts["notes"][0], style.QUIET))]
    return parts


def _printed(one: Profile) -> str:
    """Return where a treaty is printed in a treaty series, and how well that is known."""
    known = one.facts.treaty_series
    if known is None:
        return ""
    place = f"{known.volume} {known.series} {known.page}".strip() + (f", No. {known.number}" if known.number else "")
    return place if known.confidence == "high" else f"{place} ({known.confidence} confidence: {known.source})"


def dated(one: Profile) -> list[tuple[str, str]]:
    """Return the facts that people ask for: when it was opened, in force, put to the vote, who keeps it."""
    pending = one.facts.not_in_force
    votes = [ballots.vote for ballots in one.standings.votes] if one.standings else []
    rows = [
        ("opened", "; ".join(one.facts.get("opened", []))),
        ("in force", "; ".join(one.facts.get("in_force", [])) or (pending.words if pending else "")),
        ("vote", "; ".join(f"{standing.tally(vote)} ({vote.date})" for vote in votes)),
        ("printed", _printed(one)),
        ("depositary", "; ".join(one.facts.get("depositary", []))),
        ("extent", one.extent.summary if one.extent else ""),
        ("keeper", "; ".join(one.facts.get("custodian", []))),
        ("known", f"{one.node.confidence} confidence" if one.node.confidence in {"medium", "low"} else ""),
    ]
    return [(name, value) for name, value in rows if value]


def _housekeeping(one: Profile) -> style.Grid:
    table = grid(8, None)
    rows = [
        ("names", "; ".join(dict.fromkeys(n.name for n in one.names if n.name != one.node.title))),
        ("symbols", "; ".join(one.facts.get("symbols", []))),
        ("sources", "; ".join(one.facts.get("sources", []))),
    ]
    for name, value in rows:
        if value:
            table.add_row(text(name, style.QUIET), text(value))
    for edition in one.facts.editions:
        official = "the official text" if edition.official else ""
        known = (edition.symbol, edition.title, edition.date, official, edition.url)
        table.add_row(text("edition", style.QUIET), text(", ".join(part for part in known if part)))
    for friend in one.facts.false_friends:
        said = (friend.text, friend.means and f"see {friend.means}", friend.note)
        table.add_row(text("not", style.QUIET), text("; ".join(part for part in said if part)))
    return table


def _links(one: Profile, found: Sequence[ReferenceView]) -> RenderableType:
    """Return facts grouped by how they read, each reading once; names before ids."""
    lines: list[RenderableType] = []
    groups: dict[str, list[ReferenceView]] = {}
    for link in found:
        groups.setdefault(link.forward if link.source.n == one.node.n else link.backward, []).append(link)
    for reading, group in groups.items():
        lines.append(text(reading, style.RELATION))
        for link in group:
            far = link.target if link.source.n == one.node.n else link.source
            evidence = (text(link.locator, style.LOCATOR), quoted(link.surface)) if link.basis != "catalogue" else ()
            mark = style.mark(link) if link.basis != "catalogue" else ""
            lines.append(indented(join(text(far.caption), text(far.id, style.ID), *evidence, mark)))
    return indented(stack(*lines))


def _members(one: Profile) -> list[RenderableType]:
    inside = [r for r in one.class_members if r.target.n == one.node.n]
    above = [r for r in one.class_members if r.source.n == one.node.n]
    body: list[RenderableType] = []
    if inside:
        lines = [join(text(r.source.title), text(r.source.id, style.ID), _doubt(r)) for r in inside]
        body += [blank(), heading("Members", len(inside)), indented(stack(*lines))]
    if above:
        lines = [join(text(r.target.title), text(r.target.id, style.ID), _doubt(r)) for r in above]
        body += [blank(), heading("Belongs to"), indented(stack(*lines))]
    return body


def _doubt(reference: ReferenceView) -> Text:
    low = reference.confidence in {"medium", "low"}
    return text(f"[{reference.confidence} confidence]", style.QUIET) if low else Text()


_YEARLY = 3  # sessions that the Human Rights Council holds in a year


def series_section(one: Profile) -> RenderableType:
    """Return the series that a resolution belongs to, the earliest first."""
    table = grid(10, max(len(step.symbol) for step in one.series), None)
    for step in one.series:
        here = step.node.n == one.node.n
        title = step.title if step.title != one.node.title else ""
        table.add_row(text(step.date or "undated", "" if step.date else style.QUIET), text(step.symbol, style.ID),
                      join(text("this one" if here else "", style.TITLE), text(title), _gap(step)))  # fmt: skip
    return indented(table)


def _gap(step: SeriesMember) -> Text:
    """Return what a reader should doubt: a session left out, or titles that alone hold two together."""
    said = []
    if step.after == 0:
        said.append("in the same session")
    elif step.after and step.after > (_YEARLY if step.symbol.startswith("A/HRC/") else 1):
        said.append(f"{step.after} {_unit(step)} later")
    if step.link == "title":
        said.append("by its title alone")
    if step.confidence in {"medium", "low"}:
        said.append(f"{step.confidence} confidence")
    return text(f"[{', '.join(said)}]" if said else "", style.QUIET)


def _unit(step: SeriesMember) -> str:
    return "sessions" if step.symbol.startswith("A/") else "years"
