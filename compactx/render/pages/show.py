"""A page about one thing, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from compactx.model.kinds import kind_named
from compactx.model.locator import printed
from compactx.render.pages import standing, style
from compactx.render.pages.review import documents
from compactx.render.pages.style import blank, grid, heading, indented, join, quoted, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.table import Table

    from compactx.query.also import Also
    from compactx.query.reference import ReferenceView
    from compactx.query.series import SeriesMember
    from compactx.query.show import Part, Profile

_LONG = 14


def page(
    shown: Sequence[Profile],
    width: int,
    words: Mapping[str, str] | None = None,
    claims: Mapping[int, str] | None = None,
    elsewhere: Mapping[str, Also] | None = None,
) -> Group:
    """Return a page for each thing, one below the other.

    ``words`` are attached wordings by id, ``claims`` what to say of things that are named by their own text,
    ``elsewhere`` which clauses also stand in other documents.
    """
    parts: list[RenderableType] = []
    for n, one in enumerate(shown):
        parts += [blank()] if n else []
        also = (elsewhere or {}).get(one.node.id)
        claim = (claims or {}).get(one.node.n, "")
        parts.append(_page(one, min(width, style.PROSE), words or {}, claim, also))
    return stack(*parts)


def _page(one: Profile, width: int, words: Mapping[str, str], claim: str, elsewhere: Also | None) -> Group:
    body = _provision(one, width, words) if one.node.locator else _known(one, width, words)
    also = _elsewhere(one.node.id, elsewhere) if elsewhere else []
    return stack(_head(one, claim), *_wording(one.node.id, words), *also, *body, blank(), _next(one))


def _elsewhere(identity: str, also: Also) -> list[RenderableType]:
    """Return the line that says where else the same words stand."""
    pairs = [(what, *end) for what, end in (("first", also.first), ("latest", also.latest)) if end]
    ends = [f"{what} {whole.symbol or whole.id} {printed(at)} ({whole.date})" for what, whole, at in pairs]
    said = f"also stands in {style.counted(also.count, 'other provision')}, word for word"
    told = ": " + ends[0].partition(" ")[2] if also.count == 1 and ends else "".join(f", {end}" for end in ends)
    return [blank(), join(text(said + told), text(f"compactx agreed {identity}", style.QUIET))]


def _head(one: Profile, claim: str = "") -> Group:
    node = one.node
    where = [text(node.id, style.ID), text(node.kind)]
    if node.objective and node.kind != "objective":
        where.append(text(f"objective {node.objective}"))
    lines: list[RenderableType] = [join(*where, by=" · ")]
    title = node.title or (node.printed[:1].upper() + node.printed[1:])
    lines.append(text(title, style.TITLE))
    lines += [text(f"[{claim}]", style.QUIET)] if claim else []
    lines.append(_edition(one))
    whole = one.above[0] if one.above and node.kind == "paragraph" else None
    if node.gist:
        lines += [blank(), text(node.gist)]
    elif whole and whole.kind == "article" and whole.gist:
        lines += [blank(), join(text(f"{whole.printed}:", style.QUIET), text(whole.gist), by=" ")]
    return stack(*lines)


def _edition(one: Profile) -> Text:
    if one.instrument:
        whole = one.instrument
        facts = [f"{whole.title} ({whole.date[:4]})" if whole.date else whole.title, whole.symbol, whole.legal]
    else:
        basis = one.facts.get("date_basis", [""])[0]
        date = f"{one.node.date} ({basis})" if one.node.date and basis else one.node.date
        facts = [one.node.symbol, one.node.legal, date]
    return text(" · ".join(fact for fact in facts if fact and fact != "n/a"), style.QUIET)


def _wording(identity: str, words: Mapping[str, str]) -> list[RenderableType]:
    """Return the attached wording of a provision, nothing if there is none."""
    return [blank(), heading("Text"), indented(text(words[identity]))] if words.get(identity) else []


def _provision(one: Profile, width: int, words: Mapping[str, str]) -> list[RenderableType]:
    body: list[RenderableType] = [
        text(f"Also titled “{other.title}” ({other.edition}: {other.note}).", style.QUIET)
        for other in one.facts.other_titles
    ]
    for kind in dict.fromkeys(part.node.kind for part in one.parts):
        inside = [part for part in one.parts if part.node.kind == kind]
        name = "Commitment" if kind == "commitment" else kind_named(kind).plural.capitalize()
        body += [blank(), heading(name, len(inside) if kind != "commitment" else None), *_parts(inside, width, words)]
    own = [reference for reference in one.references if reference.source.n == one.node.n]
    if own:
        body += [blank(), heading("Refers to", len(own)), _outgoing(own)]
    if one.reviewed_in:
        body += [blank(), heading("Taken up by the review forums"), indented(documents(one.reviewed_in))]
    # The official grouping stands above; who else reviews the whole is told of objectives only.
    others = [r for r in one.reviewed_by if r.basis != "official"]
    reviews = others if one.node.kind == "objective" else [r for r in others if r.relation == "reviews"]
    if reviews:
        body += [blank(), heading("Reviewed and followed up by"), _reviews(reviews, width)]
    if one.referenced_by:
        body += [blank(), heading("Cited by", one.cited), incoming(one.referenced_by, width), *_more(one)]
    body += _editorial(one)
    return body


def _parts(parts: Sequence[Part], width: int, words: Mapping[str, str]) -> list[RenderableType]:
    longest = max(len(part.node.printed) for part in parts)
    out: list[RenderableType] = []
    if longest <= _LONG and width >= style.NARROW:
        table = grid(longest, None)
        for part in parts:
            table.add_row(text(part.node.printed, style.LOCATOR), _part(part, words))
        return [indented(table)]
    for part in parts:
        out += [indented(text(part.node.printed, style.LOCATOR)), indented(_part(part, words), 4)]
    return out


def _part(part: Part, words: Mapping[str, str]) -> Group:
    what = (
        join(text(part.node.title, style.TITLE), text(part.node.gist), by=". ")
        if part.node.title
        else text(part.node.gist)
    )
    wording = [text(words[part.node.id], style.QUIET)] if words.get(part.node.id) else []
    return stack(what, *wording, *(_line(reference) for reference in part.references))


def _line(reference: ReferenceView) -> Text:
    relation = text(reference.forward, style.RELATION)
    return style.arrow(
        "→", relation, text(reference.target.id, style.ID), quoted(reference.surface), style.mark(reference)
    )


def _outgoing(references: Sequence[ReferenceView]) -> RenderableType:
    return indented(stack(*(_line(reference) for reference in references)))


def _reviews(references: Sequence[ReferenceView], width: int) -> RenderableType:
    if width < style.NARROW:
        lines = [
            join(text(_reviewer(r), style.ID), text(_reviewing(r), style.RELATION), _clause(r)) for r in references
        ]
        return indented(stack(*lines))
    table = grid(max(len(_reviewer(reference)) for reference in references), None)
    for reference in references:
        says = text(_reviewing(reference), style.RELATION)
        table.add_row(text(_reviewer(reference), style.ID), join(says, _clause(reference), quoted(reference.surface)))
    return indented(table)


def _reviewing(reference: ReferenceView) -> str:
    target = reference.target
    what = target.printed if target.locator else reference.name_of(target)
    return f"{reference.forward} {what}"


def _reviewer(reference: ReferenceView) -> str:
    """Return who reviews; a section of a document is named by the document, its locator stands beside."""
    return reference.instrument.id if reference.source.locator and reference.instrument else reference.source.id


def _clause(reference: ReferenceView) -> Text:
    if not reference.clause:
        return Text()
    return text(reference.locator, style.LOCATOR)


def incoming(references: Sequence[ReferenceView], width: int) -> RenderableType:
    """Return who refers to a thing: clause, relation and the words."""
    if width < style.NARROW:
        return indented(
            stack(*(join(_where(r), text(r.forward, style.RELATION), quoted(r.surface)) for r in references))
        )
    table: Table = grid(max(len(_where(r).plain) for r in references), None)
    for reference in references:
        words = join(text(reference.forward, style.RELATION), quoted(reference.surface), style.mark(reference))
        table.add_row(_where(reference), words)
    return indented(table)


def _more(one: Profile) -> list[RenderableType]:
    """Return how to see the references that are not listed, nothing if all are."""
    left = one.referring - len(one.referenced_by) if one.referring else 0
    return [indented(text(f"and {left:,} more: compactx refs {one.node.id}", style.QUIET))] if left > 0 else []


def _where(reference: ReferenceView) -> Text:
    return text((reference.clause or reference.source).id, style.ID)


def _known(one: Profile, width: int, words: Mapping[str, str]) -> list[RenderableType]:
    body: list[RenderableType] = [blank(), _facts(one)]
    if one.facts.get("notes"):
        body += [blank(), text(one.facts["notes"][0])]
    if one.node.kind == "framework" and one.reviewed_by:
        body += [blank(), heading("Reviewed and followed up by"), _reviews(one.reviewed_by, width)]
    # What reviews a framework stands above already; here is what it does itself.
    doing = [link for link in one.links if link.family == "follow-up" and link not in one.reviewed_by]
    told = {"succeeds"} if one.series else set()  # the series stands by itself
    facts = [link for link in one.links if link.family == "catalogue" and link.relation not in told]
    body += [blank(), heading("Series", len(one.series)), series(one)] if one.series else []
    body += [blank(), heading("Role in follow-up"), _links(one, doing)] if doing else []
    body += [blank(), heading("Known facts"), _links(one, facts)] if facts else []
    body += standing.parts(one.standings) if one.standings else []
    body += _members(one)
    if one.parts and len(one.parts) < 40:  # noqa: PLR2004 - an outline; longer ones are for tree
        body += [blank(), heading("Parts", len(one.parts)), *_parts(one.parts, width, words)]
    elif one.parts:
        body += [blank(), heading("Parts", len(one.parts)), indented(text(f"compactx tree {one.node.id} draws them"))]
    if one.referenced_by:
        body += [blank(), heading("Cited by", one.cited)]
        body += [incoming(one.referenced_by, width), *_more(one)]
    body += _editorial(one)
    return body


def _printed(one: Profile) -> str:
    """Return where a treaty is printed in a treaty series, and how well that is known."""
    known = one.facts.treaty_series
    if known is None:
        return ""
    place = f"{known.volume} {known.series} {known.page}".strip() + (f", No. {known.number}" if known.number else "")
    return place if known.confidence == "high" else f"{place} ({known.confidence} confidence: {known.source})"


def _facts(one: Profile) -> RenderableType:
    table = grid(8, None)
    rows = [
        ("names", "; ".join(dict.fromkeys(n.name for n in one.names if n.name != one.node.title))),
        ("symbols", "; ".join(one.facts.get("symbols", []))),
        ("opened", "; ".join(one.facts.get("opened", []))),
        ("in force", "; ".join(one.facts.get("in_force", []))),
        ("printed", _printed(one)),
        ("depositary", "; ".join(one.facts.get("depositary", []))),
        ("keeper", "; ".join(one.facts.get("custodian", []))),
        ("sources", "; ".join(one.facts.get("sources", []))),
        ("known", f"{one.node.confidence} confidence" if one.node.confidence in {"medium", "low"} else ""),
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
    return indented(table)


def _links(one: Profile, links: Sequence[ReferenceView]) -> RenderableType:
    """Return facts grouped by how they read; a fact of the catalogue names its other end by title."""
    lines: list[RenderableType] = []
    before = ""
    order: dict[str, int] = {}
    for link in links:
        order.setdefault(link.relation, len(order))
    for link in sorted(links, key=lambda link: order[link.relation]):
        ahead = link.source.n == one.node.n
        far = link.target if ahead else link.source
        reading = link.forward if ahead else link.backward
        if link.basis == "catalogue":
            lines += [text(reading, style.RELATION)] if reading != before else []
            lines.append(indented(join(text(far.id, style.ID), text(far.caption))))
        else:
            evidence = (_clause(link), quoted(link.surface), style.mark(link))
            lines.append(join(text(reading, style.RELATION), text(far.id, style.ID), *evidence))
        before = reading if link.basis == "catalogue" else ""
    return indented(stack(*lines))


def _members(one: Profile) -> list[RenderableType]:
    inside = [r for r in one.class_members if r.target.n == one.node.n]
    above = [r for r in one.class_members if r.source.n == one.node.n]
    body: list[RenderableType] = []
    if inside:
        lines = [join(text(r.source.id, style.ID), text(r.source.title), _doubt(r)) for r in inside]
        body += [blank(), heading("Members", len(inside)), indented(stack(*lines))]
    if above:
        lines = [join(text(r.target.id, style.ID), text(r.target.title), _doubt(r)) for r in above]
        body += [blank(), heading("Belongs to"), indented(stack(*lines))]
    return body


def _doubt(reference: ReferenceView) -> Text:
    low = reference.confidence in {"medium", "low"}
    return text(f"[{reference.confidence} confidence]", style.QUIET) if low else Text()


def _editorial(one: Profile) -> list[RenderableType]:
    if not one.editorial:
        return []
    lines = []
    for link in one.editorial:
        ahead = link.source.id.startswith(one.node.id)
        far = link.target if ahead else link.source
        says = text(link.forward if ahead else link.backward, style.RELATION)
        lines.append(stack(join(says, text(far.id, style.ID), text(f"[ours: {link.strength}]", style.QUIET)),
                           indented(text(link.rationale))))  # fmt: skip
    return [blank(), heading("Ours, not in the texts", len(lines)), indented(stack(*lines))]


def _next(one: Profile) -> Group:
    node = one.node
    whole = one.instrument or node
    url = one.facts.get("url", [""])[0] if not one.instrument else ""
    if not url and whole.symbol.startswith("A/"):
        url = f"https://docs.un.org/en/{whole.symbol.partition(',')[0]}"
    asked = f"objective {node.number}" if node.kind == "objective" else node.id
    paths = [f"compactx path {asked} to {one.path_end}"] if one.path_end else []
    tries = [f"compactx refs {asked}", *paths, f"compactx tree {asked} --out"]
    link = join(text("link", style.QUIET), text(url)) if url else None
    if link:
        link.no_wrap, link.overflow = True, "ignore"  # a terminal folds it, and copies it whole
    return stack(link, style.commands(tries))


_YEARLY = 3  # sessions that the Human Rights Council holds in a year


def series(one: Profile) -> RenderableType:
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
